//! What the engine remembers of people's decisions: which pairs of contributions are one child, and which are not. A
//! pair kept apart speaks for the two children as they are: no other pair of the two is proposed either.

use std::collections::{BTreeMap, BTreeSet};

use super::carry::How;
use super::{child_of, members};
use crate::model::{ContributionNo, Explanation, MsixId, NearMatch, NearStatus};
use crate::records::{RecordsError, link};
use crate::store::{Change, Read, tables};

/// Two contributions, the lower number first.
pub type Pair = (ContributionNo, ContributionNo);

/// Whether people keep the children of two contributions apart. A contribution that has no child yet is kept apart from
/// nobody.
pub fn kept_apart(read: &impl Read, one: ContributionNo, other: ContributionNo) -> Result<bool, RecordsError> {
    let child = |no| -> Result<_, RecordsError> { Ok(read.get(&tables::MEMBERSHIP, &no)?.map(|of| of.msix_id)) };
    match (child(one)?, child(other)?) {
        (Some(one), Some(other)) => are_kept_apart(read, one, other),
        _ => Ok(false),
    }
}

/// Whether people keep two children apart.
pub fn are_kept_apart(read: &impl Read, one: MsixId, other: MsixId) -> Result<bool, RecordsError> {
    Ok(!apart_between(read, one, other)?.is_empty())
}

/// The pairs by which people keep two children apart.
fn apart_between(read: &impl Read, one: MsixId, other: MsixId) -> Result<Vec<NearMatch>, RecordsError> {
    let theirs: BTreeSet<ContributionNo> = members(read, other)?.into_iter().collect();
    let mut found = Vec::new();
    for no in members(read, one)? {
        let pairs = link::known_pairs(read, no)?.into_iter();
        let between = |pair: &NearMatch| theirs.contains(&if pair.left == no { pair.right } else { pair.left });
        found.extend(pairs.filter(|pair| pair.status == NearStatus::Different && between(pair)));
    }
    Ok(found)
}

/// Remembers that two contributions are not one child. The open near matches of their children are moot by it.
pub fn keep_apart(change: &Change, pair: Pair) -> Result<(), RecordsError> {
    remember(change, pair)?;
    drop_between_kept_apart(change, &BTreeSet::from([child_of(change, pair.0)?, child_of(change, pair.1)?]))
}

/// Lets the engine propose two children to be one again, though people have kept them apart.
pub fn allow_again(change: &Change, one: MsixId, other: MsixId) -> Result<(), RecordsError> {
    for pair in apart_between(change, one, other)? {
        mark(change, (pair.left, pair.right), NearStatus::Superseded)?;
    }
    Ok(())
}

/// Gives a known pair another status.
pub fn mark(change: &Change, pair: Pair, status: NearStatus) -> Result<(), RecordsError> {
    let missing = || RecordsError::Inconsistent(format!("the near match of {} and {} is missing", pair.0.0, pair.1.0));
    let known = change.get(&tables::NEAR, &pair)?.ok_or_else(missing)?;
    Ok(change.put(&tables::NEAR, &pair, &NearMatch { status, ..known })?)
}

/// After memberships have moved: what is one child now is no question any more, what was one and is not is remembered
/// if that is wanted.
pub(super) fn reconcile(
    change: &Change,
    touched: &BTreeSet<MsixId>,
    before: &BTreeMap<MsixId, Vec<ContributionNo>>,
    how: &How,
) -> Result<(), RecordsError> {
    for pair in pairs_of(change, touched)?.into_values() {
        let key = (pair.left, pair.right);
        let together = child_of(change, pair.left)? == child_of(change, pair.right)?;
        let status = match pair.status {
            _ if together && how.judged == Some(key) => NearStatus::Same,
            NearStatus::Open | NearStatus::Judged | NearStatus::Different if together => NearStatus::Superseded,
            NearStatus::Same if !together => NearStatus::Superseded,
            _ => continue,
        };
        mark(change, key, status)?;
    }
    if how.keep_apart {
        for together_before in before.values() {
            remember_separated(change, together_before)?;
        }
    }
    drop_between_kept_apart(change, touched)
}

fn remember_separated(change: &Change, together_before: &[ContributionNo]) -> Result<(), RecordsError> {
    for (at, one) in together_before.iter().enumerate() {
        for other in together_before.iter().skip(at + 1) {
            if child_of(change, *one)? != child_of(change, *other)? {
                remember(change, ((*one).min(*other), (*one).max(*other)))?;
            }
        }
    }
    Ok(())
}

fn remember(change: &Change, (left, right): Pair) -> Result<(), RecordsError> {
    let known = change.get(&tables::NEAR, &(left, right))?;
    if known.is_none() {
        change.put(&tables::NEAR_BY_RIGHT, &(right, left), &())?;
    }
    let pair = match known {
        Some(pair) => NearMatch { status: NearStatus::Different, ..pair },
        // People decided without a comparison by the engine.
        None => NearMatch {
            left,
            right,
            found: change.at(),
            explanation: Explanation { model: 0, score: 0.0, reasons: Vec::new() },
            status: NearStatus::Different,
        },
    };
    Ok(change.put(&tables::NEAR, &(left, right), &pair)?)
}

/// A merge may bring together what makes an open question one that people have answered.
fn drop_between_kept_apart(change: &Change, touched: &BTreeSet<MsixId>) -> Result<(), RecordsError> {
    for pair in pairs_of(change, touched)?.into_values() {
        let key = (pair.left, pair.right);
        if pair.status == NearStatus::Open && kept_apart(change, pair.left, pair.right)? {
            mark(change, key, NearStatus::Superseded)?;
        }
    }
    Ok(())
}

/// The near matches of children's contributions, whatever became of them.
pub fn pairs_of(read: &impl Read, children: &BTreeSet<MsixId>) -> Result<BTreeMap<Pair, NearMatch>, RecordsError> {
    let mut pairs = BTreeMap::new();
    for child in children {
        for no in members(read, *child)? {
            pairs.extend(link::known_pairs(read, no)?.into_iter().map(|pair| ((pair.left, pair.right), pair)));
        }
    }
    Ok(pairs)
}
