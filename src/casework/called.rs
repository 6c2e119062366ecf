//! Under which identifiers a child was ever known: what was sent about it before a merge or a split stays filed there.

use std::collections::BTreeSet;

use crate::model::MsixId;
use crate::records::{RecordsError, regroup};
use crate::store::{Read, tables};

/// The identifier asked for, the one in use, and all that the child's contributions had before.
pub(super) fn known_as(read: &impl Read, child: MsixId) -> Result<BTreeSet<MsixId>, RecordsError> {
    let now = regroup::in_use(read, child)?.unwrap_or(child);
    let mut all = BTreeSet::from([child, now]);
    for no in regroup::members(read, now)? {
        let history = read.range(&tables::MEMBERSHIP_HISTORY, (no, 0)..=(no, u32::MAX))?;
        all.extend(history.into_iter().map(|(_, membership)| membership.msix_id));
    }
    Ok(all)
}
