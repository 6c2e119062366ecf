//! Requests for correction and dispute statements (exchange facts, section 6): taken down, forwarded, decided, told to
//! the family, carried out by the state's own file. It must never change a record, never decide by itself, and never
//! take a request for granted because it is overdue.

mod act;
mod arrived;
mod check;
mod draft;
mod error;
mod letter;
mod list;
mod look;
mod save;
mod state;
mod statement;
mod timing;
mod typed;

pub(super) use arrived::arrived;
pub(super) use check::check;
pub use draft::{Complaint, CorrectionDraft, CorrectionPart, NewCorrection, Requesting};
pub use error::{CorrectionError, Mistake};
pub use list::{CorrectionFilter, CorrectionPage, CorrectionRow};
pub(super) use look::children_of;
pub use look::{CorrectionCase, MAY_BE_BLANK, MayCorrect};
pub use statement::STATEMENT_LONGEST;

/// Most values that one request may dispute.
pub const MOST_VALUES: usize = 20;
/// Longest wish for one value, in characters.
pub const WANTED_LONGEST: usize = 500;
/// Longest name of a requester, in characters.
pub const NAME_LONGEST: usize = 200;
/// Longest address, in characters.
pub const ADDRESS_LONGEST: usize = 400;
/// A request that was received more days ago than this is asked about.
const OLD_DAYS: i64 = 365;

/// Kinds of papers that prove who somebody is and that she may ask: the words of forms and message files.
pub const PROOFS: [&str; 8] = [
    "photo-id",
    "birth-certificate",
    "consular-id",
    "court-order",
    "school-record",
    "known",
    "official-letter",
    "other",
];
