//! Records for a decision: as they are, and as they would be after it.

use std::collections::BTreeMap;

use crate::access::OpenChild;
use crate::casework::{Preview, Target};
use crate::model::{ContributionNo, Date};
use crate::records::view::ConsolidatedRecord;
use crate::records::{self, RecordsError};

/// A child as it would be after a decision.
#[derive(Debug, Clone)]
pub(super) struct After {
    /// Its identifier, if it has one already.
    pub(super) target: Target,
    /// Its record. The identifier in it is not that of a new child.
    pub(super) record: ConsolidatedRecord,
}

/// The records as they are now; children that have become one are shown once.
pub(super) fn records_of(children: &[OpenChild], today: Date) -> Result<Vec<ConsolidatedRecord>, RecordsError> {
    let mut found: Vec<ConsolidatedRecord> = Vec::new();
    for child in children {
        let record = records::consolidate(child, None, today)?;
        found.extend(record.filter(|record| found.iter().all(|known| known.msix_id != record.msix_id)));
    }
    Ok(found)
}

/// The records as they would be.
pub(super) fn imagined(children: &[OpenChild], preview: &Preview, today: Date) -> Result<Vec<After>, RecordsError> {
    let mut groups: BTreeMap<Target, Vec<ContributionNo>> = BTreeMap::new();
    for one in preview.moves.iter().chain(&preview.stays) {
        groups.entry(one.to).or_default().push(one.no);
    }
    let mut after = Vec::new();
    for (target, these) in groups {
        after.extend(records::imagine(children, &these, today)?.map(|record| After { target, record }));
    }
    Ok(after)
}
