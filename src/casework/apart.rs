//! Whether people have judged children to be different whom somebody now wants to be one: he should read why.

use std::collections::BTreeSet;

use super::{CaseError, items, judge, near};
use crate::model::{ItemId, MsixId, NearStatus, Plan};
use crate::records::regroup;
use crate::store::{Read, tables};

/// The items by which people keep children apart whom a plan would join, in order of their numbers; `None` when nobody
/// does. Empty when the decision was about records that have been merged into these since.
pub(super) fn judged_apart(read: &impl Read, plan: &Plan) -> Result<Option<Vec<ItemId>>, CaseError> {
    let mut children = match plan {
        Plan::Match { master, other, .. } => vec![*master, *other],
        Plan::Merge { master, others } => std::iter::once(*master).chain(others.iter().copied()).collect(),
        Plan::Split { .. } | Plan::Undo { .. } => return Ok(None),
    };
    children.sort_unstable();
    let mut apart = Vec::new();
    for (at, one) in children.iter().enumerate() {
        for other in children.iter().skip(at + 1) {
            if regroup::are_kept_apart(read, *one, *other)? {
                apart.push((*one, *other));
            }
        }
    }
    if apart.is_empty() {
        return Ok(None);
    }
    let mut found = BTreeSet::new();
    for (one, _) in &apart {
        for id in items_of(read, &[*one])? {
            let by = judge::kept_apart_by(read, &items::item(read, id)?)?;
            if by.iter().any(|pair| apart.contains(pair)) {
                found.insert(id);
            }
        }
    }
    Ok(Some(found.into_iter().collect()))
}

/// The items about children, by their identifiers and by the near matches of their contributions now. The last
/// identifier is that in use.
pub(super) fn items_of(read: &impl Read, asked: &[MsixId]) -> Result<BTreeSet<ItemId>, CaseError> {
    let mut ids: BTreeSet<ItemId> = BTreeSet::new();
    for one in asked {
        let all = (*one, ItemId(0))..=(*one, ItemId(u64::MAX));
        ids.extend(read.range(&tables::ITEM_BY_CHILD, all)?.into_iter().map(|((_, id), ())| id));
    }
    for no in asked.last().map(|now| regroup::members(read, *now)).transpose()?.unwrap_or_default() {
        for pair in regroup::near_matches_of(read, no)? {
            // One that waits may be about other children by now than this pair, which has ceased to be a question.
            let key = (pair.left, pair.right);
            if pair.status == NearStatus::Open || near::waiting_item(read, key)?.is_none() {
                ids.extend(read.get(&tables::NEAR_ITEM, &key)?);
            }
        }
    }
    Ok(ids)
}
