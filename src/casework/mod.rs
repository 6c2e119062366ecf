//! What people do for each other: the worklist, judging near matches, proposing and validating merges, splits and
//! undos. It takes two people, never the same one twice; silence never approves: what is overdue goes up a level.
//! It must never change a membership but through [`crate::records::regroup`], and never without an entry in the log.

mod alike;
mod apart;
mod arrive;
mod ask;
mod called;
mod check;
mod correction;
mod decide;
mod district;
mod due;
mod error;
mod exposure;
mod faces;
mod feed;
mod findings;
mod hand;
mod held;
mod items;
mod judge;
mod list;
mod look;
mod near;
mod newcomers;
mod notice;
mod overdue;
mod propose;
mod reach;
mod release;
mod request;
mod saved;
pub mod says;
#[cfg(test)]
mod tests;
mod view;
mod waiting;

use std::sync::Arc;

use crate::model::{Clock, ContributionNo, MsixId, Undoing};
use crate::records::Matcher;
use crate::store::Store;
pub use arrive::apply;
pub use check::check;
pub use correction::{
    ADDRESS_LONGEST, Complaint, CorrectionCase, CorrectionDraft, CorrectionError, CorrectionFilter, CorrectionPage,
    CorrectionPart, CorrectionRow, MAY_BE_BLANK, MOST_VALUES, MayCorrect, Mistake, NAME_LONGEST, NewCorrection, PROOFS,
    Requesting, STATEMENT_LONGEST, WANTED_LONGEST,
};
pub use error::CaseError;
pub use faces::Face;
pub use feed::{
    Called, Due, FeedError, FeedPage, FeedReader, FeedRules, Held, HookAddress, Hooked, KEY_BYTES, KeyToken,
    MOST_ENTRIES, MOST_IN_CALL, NewKey,
};
pub use findings::answered;
pub use hand::Outcomes;
pub(crate) use items::ask;
pub use newcomers::Newcomers;
pub use notice::{
    Exchange, Holder, LogPeriod, NewNotice, NoticeAct, NoticeAnswer, NoticeBox, NoticeCase, NoticeCounts, NoticeError,
    NoticeFilter, NoticeLogPage, NoticeLogRow, NoticeMay, NoticePage, NoticePlan, NoticeRow, Place, Relation, Spot,
};
pub use request::{
    Addressee, AskShown, Blank, Lack, Missing, NewRequest, RequestError, RequestFilter, RequestPage, RequestRow, Side,
    Thread, ThreadMay, WORDS,
};
pub use saved::SavedError;
pub use view::{
    Alike, Board, Case, Colleague, Draft, Exposure, Fate, Filter, Goal, Left, LeftOut, May, Page, Placed, PlanError,
    Preview, Row, Seen, SeenError, Shown, Target, Told, Whose, WhyLeft, WorkCounts,
};

/// How long items may wait. Working days are those of the calendars of the states asked (see [`crate::clocks`]), at the
/// nation's level the federal ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// Hours until somebody should have taken an item up: a goal that is shown (New York's own: 24).
    pub answer_hours: u32,
    /// Working days at district level until an item goes up.
    pub district: u32,
    /// Working days at region level until an item goes up.
    pub region: u32,
    /// Working days at state level until an item goes up (New York's goal for resolving: 10).
    pub state: u32,
    /// Working days at the nation's level until an item is shown as overdue: it goes nowhere from there.
    pub nation: u32,
    /// Working days from the opening to the decision: a goal that is shown, at whatever level (New York's own: 10).
    pub resolve: u32,
    /// Working days until a data request that nobody has acknowledged goes up a level (Nebraska MEP Bulletin of 31 July
    /// 2020: 2).
    pub request: u32,
}

impl Default for Days {
    fn default() -> Self {
        Self { answer_hours: 24, district: 10, region: 10, state: 10, nation: 10, resolve: 10, request: 2 }
    }
}

/// What somebody wants to propose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Children are one; the master keeps its MSIX ID, the others are retired into it.
    Merge {
        /// Keeps its MSIX ID.
        master: MsixId,
        /// Retired into it.
        others: Vec<MsixId>,
    },
    /// A child is several. What is in none of the parts keeps the MSIX ID.
    Split {
        /// The child.
        child: MsixId,
        /// Each becomes a child with a new MSIX ID.
        parts: Vec<Vec<ContributionNo>>,
        /// Whether the engine may propose them to be one child again.
        may_propose_again: bool,
    },
    /// A decision was wrong.
    Undo {
        /// Which: a match, merge or split that was approved, or a link that the engine made by itself.
        of: Undoing,
        /// Whether the engine may propose the same again.
        may_propose_again: bool,
    },
}

/// The worklist of one store. Cloning is cheap. Its methods block: call them from a thread that may.
#[derive(Clone)]
pub struct Casework {
    store: Store,
    clock: Arc<dyn Clock>,
    days: Days,
    feed: FeedRules,
    exchange: Arc<Exchange>,
    matcher: Matcher,
}

impl Casework {
    /// Of one store.
    pub fn new(store: Store, clock: Arc<dyn Clock>, days: Days) -> Self {
        Self { store, clock, days, feed: FeedRules::default(), exchange: Arc::default(), matcher: Matcher::default() }
    }

    /// With the engine that says how alike children are whom people want to merge.
    pub fn with_matcher(self, matcher: Matcher) -> Self {
        Self { matcher, ..self }
    }

    /// With other rules for keys and webhooks.
    pub fn with_feed(self, feed: FeedRules) -> Self {
        Self { feed, ..self }
    }

    /// The same with an agency's settings of the exchange.
    pub fn with_exchange(self, exchange: Exchange) -> Self {
        Self { exchange: Arc::new(exchange), ..self }
    }
}
