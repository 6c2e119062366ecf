//! What decisions about children bring into the feeds of the states that contribute to them.

use std::collections::{BTreeMap, BTreeSet};

use super::tell;
use crate::model::{FeedEvent, ItemId, MsixId, Plan, StateCode, StateStudentId, StudentStatus, Text};
use crate::records::RecordsError;
use crate::records::regroup::{self, Done};
use crate::store::{Change, Read, StoreError, tables};

/// Which of these children are retired, and into which.
pub(in crate::casework) fn retired(
    read: &impl Read,
    children: impl IntoIterator<Item = MsixId>,
) -> Result<BTreeMap<MsixId, MsixId>, StoreError> {
    let mut retired = BTreeMap::new();
    for child in children {
        if let Some(StudentStatus::RetiredInto(into)) = read.get(&tables::STUDENT, &child)?.map(|one| one.status) {
            retired.insert(child, into);
        }
    }
    Ok(retired)
}

/// A decision was carried out in this change. Each state that contributes to one of the children hears of it in this
/// order: the decision; the MSIX IDs in use again; its own children that have another one now; those that were retired.
/// `before` are those of the children that were retired before it.
pub(in crate::casework) fn decided(
    change: &Change,
    item: ItemId,
    plan: &Plan,
    before: &BTreeMap<MsixId, MsixId>,
    done: &Done,
) -> Result<(), RecordsError> {
    let now = retired(change, done.touched.iter().copied())?;
    let (states, moved) = concerned(change, done)?;
    let children: Vec<MsixId> = done.touched.iter().copied().collect();
    for state in &states {
        let what = Text::from(word(plan));
        tell(change, *state, FeedEvent::Decided { item, what, children: children.clone() })?;
        for child in before.keys().filter(|child| !now.contains_key(child)) {
            tell(change, *state, FeedEvent::Restored { msix_id: *child })?;
        }
        for (_, student, from, to) in moved.iter().filter(|(of, ..)| of == state) {
            let event = FeedEvent::Identified { student: student.clone(), msix_id: *to, before: Some(*from) };
            tell(change, *state, event)?;
        }
        for (child, into) in now.iter().filter(|(child, _)| !before.contains_key(child)) {
            tell(change, *state, FeedEvent::Retired { msix_id: *child, into: *into })?;
        }
    }
    Ok(())
}

/// State, student, MSIX ID before and after.
type Moved = (StateCode, StateStudentId, MsixId, MsixId);

/// The states that contribute, and the moves.
fn concerned(read: &impl Read, done: &Done) -> Result<(BTreeSet<StateCode>, Vec<Moved>), RecordsError> {
    let (mut states, mut moved) = (BTreeSet::new(), Vec::new());
    for one in &done.moves {
        let key = regroup::key_of(read, one.no)?;
        moved.push((key.state, key.id, one.from, one.to));
    }
    for child in &done.touched {
        for no in regroup::members(read, *child)? {
            states.insert(regroup::key_of(read, no)?.state);
        }
    }
    Ok((states, moved))
}

/// As the feed says it: `match`, `merge`, `split`, `undo`.
fn word(plan: &Plan) -> &'static str {
    match plan {
        Plan::Match { .. } => "match",
        Plan::Merge { .. } => "merge",
        Plan::Split { .. } => "split",
        Plan::Undo { .. } => "undo",
    }
}
