//! What can be wrong with a step of account life.

use super::{IdentityError, RandomError};
use crate::access::KeepRefusal;
use crate::store::StoreError;

/// Days for which a delivered password works.
pub const ONE_TIME_DAYS: i64 = 7;
/// Days for which a supervisor's link works.
pub const LINK_DAYS: i64 = 14;
/// Days before something is due on which its person is told.
pub const REMIND_DAYS: i64 = 30;
/// Years for which papers are kept after access ended (exchange facts, section 8.2).
pub(super) const PAPER_YEARS: i32 = 3;
/// Seconds of a day.
pub(super) const DAY: i64 = 24 * 60 * 60;

/// Why a step of account life cannot be done. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum LifeError {
    /// The store, random numbers, a password or a user name.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// There is no such application, account or course, or it is not his to see.
    #[error("there is no such application or account")]
    Unknown,
    /// The link was used, or is too old, or was never given out.
    #[error("the link does not work any more")]
    Link,
    /// Somebody else has decided.
    #[error("this was decided already")]
    Decided,
    /// The supervisor has not vouched for the person.
    #[error("the supervisor has not confirmed the application")]
    Unconfirmed,
    /// Whoever wrote down what a supervisor said on paper is not the one who approves.
    #[error("another user administrator approves what you wrote down from paper")]
    OwnPaper,
    /// Another's to look after, or his own.
    #[error(transparent)]
    Keep(#[from] KeepRefusal),
    /// An account that is in use has the address.
    #[error("an account in use has this e-mail address")]
    EmailTaken,
    /// The address of an account that was closed: it comes back only by an application.
    #[error("an account with this address was closed; it comes back only by a new application")]
    EmailClosed,
    /// What the account is cannot become what was asked.
    #[error("the account's status does not allow it")]
    Status,
    /// A role without a state that is one of a state, or the other way round.
    #[error("the role does not fit the area")]
    Area,
    /// An account needs a role: it can be disabled or closed instead.
    #[error("the last role cannot be taken")]
    LastGrant,
    /// It was changed since it was shown.
    #[error("it was changed meanwhile")]
    Changed,
    /// The quiz was handed in already.
    #[error("there is no quiz to hand in")]
    NoQuiz,
}

impl From<StoreError> for LifeError {
    fn from(error: StoreError) -> Self {
        Self::Identity(error.into())
    }
}

impl From<RandomError> for LifeError {
    fn from(error: RandomError) -> Self {
        Self::Identity(error.into())
    }
}
