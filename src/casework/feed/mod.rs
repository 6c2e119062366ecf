//! What a state's own system is told, in order, at least once.

use super::arrive::Arrived;
use crate::model::{FeedEntry, FeedEvent, StateCode, Text};
use crate::records::RecordsError;
use crate::store::{Change, Read, StoreError, tables};

/// The state's system hears of the child's MSIX ID.
pub(super) fn arrived(_change: &Change, _arrived: &Arrived) -> Result<(), RecordsError> {
    Ok(())
}

/// Puts an event at the end of a state's feed.
pub(super) fn tell(change: &Change, state: StateCode, event: FeedEvent) -> Result<(), StoreError> {
    let series = Text::from(format!("feed:{state}"));
    let last = change.get(&tables::COUNTER, &series)?.unwrap_or(0);
    change.put(&tables::COUNTER, &series, &(last + 1))?;
    change.put(&tables::FEED, &(state, last + 1), &FeedEntry { at: change.at(), event })
}
