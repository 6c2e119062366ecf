//! Records for a decision: as they are, and as they would be after it.

use std::collections::BTreeMap;

use crate::access::OpenChild;
use crate::casework::{Case, Preview, Target};
use crate::model::{ContributionNo, Date, ItemStatus, MsixId, Plan};
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

/// What each state says of a child, by itself.
pub(super) fn by_state(
    opened: &[OpenChild],
    record: &ConsolidatedRecord,
    today: Date,
) -> Result<Vec<ConsolidatedRecord>, RecordsError> {
    let mut sent = Vec::new();
    for member in &record.members {
        sent.extend(records::imagine(opened, &[member.no], today)?);
    }
    Ok(sent)
}

/// The records that a merge has made one, each as it would be by itself; empty of anything else, and once they have
/// been parted again.
pub(super) fn before(case: &Case, now: &[ConsolidatedRecord], today: Date) -> Result<Vec<After>, RecordsError> {
    let (Some(proposal), [record]) = (case.item.proposal(), now) else { return Ok(Vec::new()) };
    if case.item.status != ItemStatus::Approved || !matches!(proposal.plan, Plan::Match { .. } | Plan::Merge { .. }) {
        return Ok(Vec::new());
    }
    let mut groups: BTreeMap<MsixId, Vec<ContributionNo>> = BTreeMap::new();
    for member in &record.members {
        let moved = proposal.moves.iter().find(|one| one.no == member.no);
        groups.entry(moved.map_or(record.msix_id, |one| one.from)).or_default().push(member.no);
    }
    let mut before = Vec::new();
    for (child, these) in groups {
        let imagined = records::imagine(&case.children, &these, today)?;
        before.extend(imagined.map(|record| After { target: Target::Known(child), record }));
    }
    Ok(before)
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
