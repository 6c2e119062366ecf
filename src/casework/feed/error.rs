//! Why something could not be done with a feed, its keys or its webhooks.

use crate::model::StateCode;
use crate::store::StoreError;

/// Why something could not be done with a feed, its keys or its webhooks.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Damage: entries are missing.
    #[error("the feed of {0} has a gap")]
    Gap(StateCode),
    /// Somebody's capability is for another permission, or the state is not hers.
    #[error("this state's feed is not yours to look after")]
    NotYours,
    /// There is no such key or webhook of the state.
    #[error("there is no such key or webhook")]
    Unknown,
    /// It was taken out of use, or has run out.
    #[error("it is no longer in use")]
    Ended,
    /// A name is 1 to 60 characters in one line.
    #[error("a name is 1 to 60 characters in one line")]
    Name,
    /// A state has so many keys or webhooks already.
    #[error("a state has no more than so many keys or webhooks at a time: take one out of use first")]
    TooMany,
    /// The address is not one that can be called.
    #[error("the address must begin with https:// and name a host, without a user, a password or a fragment")]
    Address,
    /// The key does not open the feed.
    #[error("the key is not known, has run out or was taken out of use")]
    Key,
    /// The key is good and opens something else.
    #[error("the key does not open this")]
    Scope,
    /// Asked for what comes after an entry that there is not.
    #[error("the newest entry is {newest}: nothing can come after {after}")]
    Beyond {
        /// What was asked.
        after: u64,
        /// The last entry there is.
        newest: u64,
    },
}
