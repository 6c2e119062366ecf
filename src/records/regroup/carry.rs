//! Moves, carried out inside a change.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::order::{Home, Movement, Worked, home_of};
use super::pairs::{self, Pair};
use super::preview::Target;
use super::{is_retired, members, membership};
use crate::model::{
    ContributionNo, Explanation, LinkKind, Membership, Move, MsixId, Retirement, Student, StudentStatus,
};
use crate::records::{RecordsError, apply};
use crate::store::{Change, Read, tables};

/// In what way contributions come to their new children.
#[derive(Debug, Clone)]
pub struct How {
    /// What the members of the record say about it.
    pub kind: LinkKind,
    /// The engine's comparison, where a near match was the reason.
    pub explanation: Option<Explanation>,
    /// The near match that is judged to be one child by this.
    pub judged: Option<Pair>,
    /// Whether contributions that are separated are remembered as different.
    pub keep_apart: bool,
}

/// What was done.
#[derive(Debug, Clone, Default)]
pub struct Done {
    /// The moves.
    pub moves: Vec<Move>,
    /// Children that came into being.
    pub created: Vec<MsixId>,
    /// Every child that took part. Near matches of theirs may have become moot, or be about other children now.
    pub touched: BTreeSet<MsixId>,
}

/// Carries out what was worked out in this very change.
pub fn carry_out(change: &Change, worked: &Worked, how: &How) -> Result<Done, RecordsError> {
    let mut done = Done::default();
    let mut new: BTreeMap<usize, MsixId> = BTreeMap::new();
    let mut before: BTreeMap<MsixId, Vec<ContributionNo>> = BTreeMap::new();
    let mut last: BTreeMap<MsixId, MsixId> = BTreeMap::new();
    for movement in &worked.moves {
        let to = match movement.to {
            Target::Known(child) => child,
            Target::New(number) => match new.get(&number) {
                Some(child) => *child,
                None => *new.entry(number).or_insert(apply::new_child(change)?),
            },
        };
        if let Entry::Vacant(vacant) = before.entry(movement.from) {
            vacant.insert(members(change, movement.from)?);
        }
        let home = home_of(change, movement.no)?;
        put(change, movement, to, how)?;
        rehome(change, movement, home, to)?;
        // What an undo leaves empty is retired into the home of its last, not into who stands for that today.
        let into = if let Home::Before(home) = movement.home { home } else { to };
        last.insert(movement.from, into);
        done.moves.push(Move { no: movement.no, from: movement.from, to, home });
    }
    done.created = new.into_values().collect();
    let mut touched: BTreeSet<MsixId> = worked.children.iter().chain(&worked.revived).copied().collect();
    touched.extend(done.moves.iter().flat_map(|one| [one.from, one.to]));
    for child in &touched {
        settle(change, *child, last.get(child).copied())?;
        apply::queue(change, *child)?;
    }
    pairs::reconcile(change, &touched, &before, how)?;
    done.touched = touched;
    Ok(done)
}

fn put(change: &Change, movement: &Movement, to: MsixId, how: &How) -> Result<(), RecordsError> {
    let Movement { no, from, .. } = *movement;
    let old = membership(change, no)?;
    let kind = match movement.to {
        Target::New(_) => LinkKind::Split,
        Target::Known(_) => how.kind,
    };
    let explanation = match kind {
        LinkKind::Returned => explained_before(change, no, to)?,
        _ => how.explanation.clone(),
    };
    // Rising, even when the clock was set back.
    let since = change.at().max(old.since);
    let new = Membership { msix_id: to, since, how: kind, live: old.live, explanation };
    apply::put_next_membership(change, no, &new)?;
    change.remove(&tables::MEMBER, &(from, no))?;
    change.put(&tables::MEMBER, &(to, no), &())?;
    change.put(&tables::FORMER, &(from, no), &())?;
    change.remove(&tables::FORMER, &(to, no))?;
    Ok(())
}

fn rehome(change: &Change, movement: &Movement, before: MsixId, to: MsixId) -> Result<(), RecordsError> {
    let home = match movement.home {
        Home::Stays => before,
        Home::There => to,
        Home::Before(home) => home,
    };
    if home == to {
        change.remove(&tables::HOME, &movement.no)?;
    } else {
        change.put(&tables::HOME, &movement.no, &home)?;
    }
    Ok(())
}

/// Why a contribution belonged to a child the last time it did.
fn explained_before(change: &Change, no: ContributionNo, child: MsixId) -> Result<Option<Explanation>, RecordsError> {
    let history = change.range(&tables::MEMBERSHIP_HISTORY, (no, 0)..=(no, u32::MAX))?;
    let then = history.into_iter().rev().find(|(_, then)| then.msix_id == child);
    Ok(then.and_then(|(_, then)| then.explanation))
}

/// Gives a child the status that its members make. One without any is retired into the one that took its last.
fn settle(change: &Change, child: MsixId, took_last: Option<MsixId>) -> Result<(), RecordsError> {
    let members = members(change, child)?;
    let was_retired = is_retired(change, child)?;
    if members.is_empty() {
        let Some(into) = took_last.filter(|_| !was_retired) else { return Ok(()) };
        note(change, child, Some(into))?;
        return put_status(change, child, StudentStatus::RetiredInto(into));
    }
    if was_retired {
        note(change, child, None)?;
    }
    let mut live = false;
    for no in members {
        live |= membership(change, no)?.live;
    }
    put_status(change, child, if live { StudentStatus::Active } else { StudentStatus::Inactive })
}

fn put_status(change: &Change, child: MsixId, status: StudentStatus) -> Result<(), RecordsError> {
    let missing = || RecordsError::Inconsistent(format!("the child {child} is missing"));
    let student = change.get(&tables::STUDENT, &child)?.ok_or_else(missing)?;
    Ok(change.put(&tables::STUDENT, &child, &Student { status, ..student })?)
}

fn note(change: &Change, child: MsixId, into: Option<MsixId>) -> Result<(), RecordsError> {
    let last = change.last(&tables::RETIREMENT, (child, 0)..=(child, u32::MAX))?;
    let number = last.as_ref().map_or(1, |((_, number), _)| number + 1);
    let since = last.map_or(change.at(), |(_, last)| change.at().max(last.since));
    Ok(change.put(&tables::RETIREMENT, &(child, number), &Retirement { since, into })?)
}
