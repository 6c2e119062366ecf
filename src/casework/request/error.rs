//! Why something could not be done with a data request.

use crate::casework::CaseError;
use crate::model::RequestId;
use crate::records::RecordsError;
use crate::store::StoreError;

/// Why something could not be done with a data request.
#[derive(Debug, thiserror::Error)]
pub enum RequestError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Damage.
    #[error(transparent)]
    Records(#[from] RecordsError),
    /// What the worklist says.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// The right that was shown is one for something else.
    #[error("this takes the right to send data requests")]
    Right,
    /// There is no such request.
    #[error("there is no data request with this number")]
    Unknown,
    /// No child has this MSIX ID.
    #[error("there is no such child")]
    NoChild,
    /// Neither side of it is the person's.
    #[error("this request is between other states")]
    OtherStates,
    /// Nothing is asked for.
    #[error("a request asks for something")]
    Nothing,
    /// More things than one request may ask for.
    #[error("a request asks for at most 60 things")]
    TooMany,
    /// The state has sent it already.
    #[error("the record has this already")]
    There,
    /// The state's record has no such line.
    #[error("the record has no such line any more")]
    NoLine,
    /// The state has nothing about the child of which an element could be asked for.
    #[error("no such element can be asked for")]
    NoElement,
    /// The same is asked of them already, and open: somebody sent it twice, or a colleague was faster.
    #[error("request {0} asks for the same")]
    Twice(RequestId),
    /// The area asked is none of a state.
    #[error("a request goes to a state or a part of one")]
    NoState,
    /// The state has no such region, or works without regions.
    #[error("the state has no such region")]
    NoRegion,
    /// The day by which it is needed is over, or beyond reason.
    #[error("the day by which it is needed must lie ahead, within two years")]
    Day,
    /// Nothing was said.
    #[error("say something")]
    NoWords,
    /// More than [`super::WORDS`] characters.
    #[error("at most 2,000 characters")]
    TooLong,
    /// It was answered, withdrawn or declined.
    #[error("this request is closed")]
    Closed,
    /// Only people of the state that asked withdraw it.
    #[error("only people of the state that asked can withdraw it")]
    NotAsker,
}
