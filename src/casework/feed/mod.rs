//! What a state's own system is told, in order, at least once. Every entry is written in the change that is its cause:
//! there is none without its cause and no cause without its entry. The numbers of a state's feed have no gaps. It must
//! never hold anything about a child but MSIX IDs and the state's own identifiers.

mod arrived;
mod check;
mod decided;
mod error;
mod keys;
mod read;
mod tell;
mod token;
mod webhooks;

pub(super) use arrived::arrived;
pub(super) use check::{check_keys, check_numbers};
pub(super) use decided::{decided, retired};
pub use error::FeedError;
pub use keys::{FeedRules, Held, NewKey};
pub use read::{FeedPage, FeedReader, MOST_ENTRIES};
pub(super) use tell::tell;
pub use token::{KEY_BYTES, KeyToken};
pub use webhooks::{Called, Due, HookAddress, Hooked, MOST_IN_CALL};
