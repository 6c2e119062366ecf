//! What a state's own system is told, in order, at least once.

use super::arrive::Arrived;
use crate::model::{FeedEntry, FeedEvent, StateCode};
use crate::records::RecordsError;
use crate::store::{Change, Read, StoreError, tables};

/// The state's system hears of the child's MSIX ID.
pub(super) fn arrived(_change: &Change, _arrived: &Arrived) -> Result<(), RecordsError> {
    Ok(())
}

/// Puts an event at the end of a state's feed.
pub(super) fn tell(change: &Change, state: StateCode, event: FeedEvent) -> Result<(), StoreError> {
    let last = change.last(&tables::FEED, (state, 0)..=(state, u64::MAX))?.map_or(0, |((_, place), _)| place);
    change.put(&tables::FEED, &(state, last + 1), &FeedEntry { at: change.at(), event })
}
