//! The end of a feed.

use crate::model::{FeedEntry, FeedEvent, StateCode, Text};
use crate::store::{Change, Read, StoreError, tables};

/// Appends to a state's feed, in the change of the cause: its place is the next number of the state's series.
pub(in crate::casework) fn tell(change: &Change, state: StateCode, event: FeedEvent) -> Result<(), StoreError> {
    let series = series(state);
    let last = change.get(&tables::COUNTER, &series)?.unwrap_or(0);
    change.put(&tables::COUNTER, &series, &(last + 1))?;
    change.put(&tables::FEED, &(state, last + 1), &FeedEntry { at: change.at(), event })
}

/// The number of the last entry of a state's feed; 0 when it has none.
pub(super) fn newest(read: &impl Read, state: StateCode) -> Result<u64, StoreError> {
    Ok(read.get(&tables::COUNTER, &series(state))?.unwrap_or(0))
}

fn series(state: StateCode) -> Text {
    format!("feed:{state}").into()
}
