//! The regions of a state: which region a district is in now.

use crate::model::{RegionId, StateCode, Text};
use crate::store::{Read, StoreError, tables};

/// The region in which a district is now; none while the state's regions are off.
pub(super) fn region_of(read: &impl Read, state: StateCode, district: &Text) -> Result<Option<RegionId>, StoreError> {
    if !read.get(&tables::REGION_SWITCH, &state)?.is_some_and(|switch| switch.on) {
        return Ok(None);
    }
    placed_in(read, state, district)
}

/// The region into which a district was put last, whether regions are on or off.
pub(super) fn placed_in(read: &impl Read, state: StateCode, district: &Text) -> Result<Option<RegionId>, StoreError> {
    let key = (state, district.clone());
    let last = read.last(&tables::REGION_DISTRICT, (key.clone(), 0)..=(key, u32::MAX))?;
    Ok(last.and_then(|(_, placing)| placing.region))
}
