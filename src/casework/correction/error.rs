//! Why something could not be done with a request for correction or a dispute statement.

use crate::casework::CaseError;
use crate::model::CorrectionId;
use crate::records::RecordsError;
use crate::store::StoreError;

/// Why something could not be done with a request for correction or a dispute statement. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum CorrectionError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Damage.
    #[error(transparent)]
    Records(#[from] RecordsError),
    /// An item of the worklist.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// There is no such request, statement or child.
    #[error("there is nothing with this number")]
    Unknown,
    /// What was typed cannot be taken down.
    #[error("{n} of the answers cannot be taken down", n = .0.len())]
    Mistakes(Vec<Mistake>),
    /// The record has changed since the values were chosen.
    #[error("the record has changed since the values were chosen")]
    Changed,
    /// It concerns other states than the person's, or a part of the state that is not the person's.
    #[error("this request is for other states")]
    OtherStates,
    /// Only the state that received it hears from the requester.
    #[error("only the state that received the request can take down that it was taken back")]
    Receiver,
    /// The capability is for something else.
    #[error("the person's right is for something else")]
    Right,
    /// It is not as far as that, or somebody has done it already.
    #[error("this cannot be done with the request as it stands now")]
    Stands,
    /// The letter has not been made yet.
    #[error("this letter has not been made yet")]
    NoLetter,
}

/// An answer that cannot be taken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mistake {
    /// No value was chosen, or more than [`super::MOST_VALUES`].
    Values,
    /// What a value should be is missing or too long.
    Wanted,
    /// What was typed as a day is none.
    Day,
    /// Who asks.
    Requester,
    /// The name is missing or too long.
    Name,
    /// The address is missing or too long.
    Address,
    /// How it came.
    Channel,
    /// The language of the letters.
    Language,
    /// The kind of proof.
    Proof,
    /// The day of receipt is missing or no day.
    Received,
    /// The day of receipt lies in the future.
    Future,
    /// A statement is missing or too long.
    Statement,
    /// The same was taken down already, and is open: a second click, or a second person.
    Again(CorrectionId),
}

impl Mistake {
    /// The word in message files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Values => "values",
            Self::Wanted => "wanted",
            Self::Day => "day",
            Self::Requester => "requester",
            Self::Name => "name",
            Self::Address => "address",
            Self::Channel => "channel",
            Self::Language => "language",
            Self::Proof => "proof",
            Self::Received => "received",
            Self::Future => "future",
            Self::Statement => "statement",
            Self::Again(_) => "again",
        }
    }
}
