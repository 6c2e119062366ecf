//! Why something could not be done with a notice.

use crate::casework::CaseError;
use crate::model::{NoticeId, StateCode, Text};
use crate::records::RecordsError;
use crate::store::StoreError;

/// Why something could not be done with a notice.
#[derive(Debug, thiserror::Error)]
pub enum NoticeError {
    /// The store, or the worklist behind it.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// There is no such notice, or it is none of the person's business.
    #[error("there is no notice with this number")]
    Unknown,
    /// The capability is for something else.
    #[error("this right is for something else")]
    Right,
    /// No child has, or had, the MSIX ID.
    #[error("no child has this MSIX ID")]
    NoChild,
    /// A state's setting leaves the sending to other roles.
    #[error("the setting exchange.notices of {0} leaves the sending of move notices to other roles")]
    Setting(StateCode),
    /// The sender's place is not the person's.
    #[error("a notice is sent for a place of one's own")]
    NotYours,
    /// They come from where they go.
    #[error("the two places are the same")]
    SamePlace,
    /// A region or district that the state has not.
    #[error("{0} has no such region or district")]
    NoPlace(StateCode),
    /// A name that several districts have.
    #[error("{0} has several districts of this name")]
    SeveralPlaces(StateCode),
    /// Too many children for one family, or too many words.
    #[error("too long")]
    TooLong,
    /// The same person has sent the same words before, and that notice is open.
    #[error("notice {} says the same", .0.0)]
    Twice(NoticeId),
    /// A notice of the same move is open.
    #[error("notice {} tells of the same move", .0.0)]
    Open(NoticeId),
    /// Several children are looked for, and it was not said who of them is enrolled.
    #[error("who is enrolled has to be said")]
    Which,
    /// Children were named as enrolled beside an answer that says something else.
    #[error("the children named as enrolled do not go with this answer")]
    Ticked,
    /// Whoever sent it does not act for those who are told.
    #[error("whoever sent a notice does not answer it")]
    Sender,
    /// The person is none of those who are told.
    #[error("this notice is for people of another place")]
    NotRecipient,
    /// Only the sender withdraws a notice.
    #[error("only the sender withdraws a notice")]
    NotSender,
    /// Somebody else was faster.
    #[error("{0} has acknowledged it")]
    Taken(Text),
    /// It is done with.
    #[error("this notice is closed")]
    Closed,
    /// What came of it has to be said.
    #[error("a notice is closed with words that say what came of it")]
    Outcome,
}

impl From<StoreError> for NoticeError {
    fn from(error: StoreError) -> Self {
        Self::Case(error.into())
    }
}

impl From<RecordsError> for NoticeError {
    fn from(error: RecordsError) -> Self {
        Self::Case(error.into())
    }
}
