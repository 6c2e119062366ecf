//! Proposing merges, splits and undos (exchange facts, sections 3.4 and 3.5). The records concerned are locked against
//! other proposals until this one is closed; what states send still applies to them.

use super::reach::{self, Roster};
use super::{CaseError, Casework, Draft, Wish, apart, district, items, look};
use crate::access::Proposer;
use crate::audit;
use crate::model::{
    AuditEvent, Item, ItemId, ItemStatus, Level, MsixId, Plan, Proposal, StateCode, StepKind, Subject, Text, Undoing,
    Why,
};
use crate::records::regroup::{self, Order, PlanError, RegroupError, Seen, Worked};
use crate::store::{Change, Logged, Read, StoreError, tables};

impl Casework {
    /// What a proposal would do. The records concerned are taken down as read with the part `match`.
    pub fn draft(&self, who: &Proposer, wish: &Wish) -> Result<Draft, CaseError> {
        let (view, children) = self.open_all(who, |view| {
            let worked = ready(view, who, wish)?.worked;
            Ok(worked.children.iter().chain(&worked.revived).copied().collect())
        })?;
        let ready = ready(&*view, who, wish)?;
        let judged_apart = apart::judged_apart(&*view, &ready.plan)?;
        let alike = self.alike(&view, who, &ready.plan)?;
        let near = match ready.plan {
            Plan::Undo { of: Undoing::Decision(id), .. } => look::near_of(&view, &items::item(&*view, id)?)?,
            _ => None,
        };
        let preview = ready.worked.preview(&*view)?;
        Ok(Draft { children, preview, validators: ready.asked, near, alike, judged_apart })
    }

    /// The children that a proposal would be about, for whoever could make it.
    pub fn children_of_wish(&self, who: &Proposer, wish: &Wish) -> Result<Vec<MsixId>, CaseError> {
        Ok(ready(&self.store.view()?, who, wish)?.worked.children)
    }

    /// Makes a proposal that somebody else has to validate, and locks the records concerned until then. `seen` is that
    /// of the draft that was looked at.
    pub fn propose(&self, who: &Proposer, wish: &Wish, why: Why, seen: &Seen) -> Result<ItemId, CaseError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let ready = ready(&change, who, wish)?;
        let item = put(&change, who.user(), ready, why, seen)?;
        let logged = log(&change, &item)?;
        change.commit(logged)?;
        Ok(item.id)
    }
}

/// A proposal that can be made.
pub(super) struct Ready {
    pub(super) plan: Plan,
    pub(super) worked: Worked,
    /// The states asked.
    pub(super) asked: Vec<StateCode>,
    /// The state for which the proposer speaks.
    pub(super) own: Option<StateCode>,
}

fn ready(read: &impl Read, who: &Proposer, wish: &Wish) -> Result<Ready, CaseError> {
    let plan = match wish.clone() {
        Wish::Merge { master, others } => Plan::Merge { master, others },
        Wish::Split { child, parts, may_propose_again } => Plan::Split { child, parts, may_propose_again },
        Wish::Undo { of, may_propose_again } => Plan::Undo { of, may_propose_again },
    };
    let worked = work_out(read, &plan)?;
    let states = reach::contributing(read, &worked.children)?;
    let own = reach::speaks_for(read, who.jurisdiction(), &states, &worked.children)?;
    if own.is_none() && !who.jurisdiction().is_national() {
        return Err(CaseError::NotYours);
    }
    let mut asked = match plan {
        Plan::Merge { .. } => strangers_sides(read, who, &worked)?,
        _ => Vec::new(),
    };
    if asked.is_empty() {
        asked = reach::other_side(states, own);
    }
    Ok(Ready { plan, worked, asked, own })
}

/// Who contributes to those children of a merge to which none of the proposer's own states does: the other side, however
/// many contribute to his own.
fn strangers_sides(read: &impl Read, who: &Proposer, worked: &Worked) -> Result<Vec<StateCode>, CaseError> {
    let mut asked = Vec::new();
    for child in &worked.children {
        let states = reach::contributing(read, &[*child])?;
        if !states.iter().any(|state| who.jurisdiction().touches(*state)) {
            asked.extend(states);
        }
    }
    asked.sort_unstable();
    asked.dedup();
    Ok(asked)
}

/// Writes a proposal: its item and its locks.
pub(super) fn put(change: &Change, user: &Text, ready: Ready, why: Why, seen: &Seen) -> Result<Item, CaseError> {
    let Ready { plan, worked, asked, own } = ready;
    for child in &worked.children {
        if let Some(pending) = change.get(&tables::LOCK, child)? {
            return Err(CaseError::Locked(pending));
        }
    }
    let standing = worked.standing(change)?;
    if worked.preview(change)?.seen != *seen {
        return Err(CaseError::Changed);
    }
    // Validating is for those who have the records now, and those that come into use again.
    let children: Vec<_> = worked.children.iter().chain(&worked.revived).copied().collect();
    let districts = district::of_children(change, &children, &asked)?;
    let level = Roster::of(change)?.route(change, &asked, &districts, Some(user))?;
    let proposal = Proposal { plan, by: user.clone(), state: own, why: why.clone(), standing, moves: Vec::new() };
    let mut item = items::open(change, Subject::Proposal(proposal), asked, districts, level, Some(why))?;
    item.children = children;
    if level == Level::Nation {
        items::note(change, &mut item, StepKind::Unattended, None);
        reach::note_own_state(change, &mut item)?;
    }
    change.put(&tables::ITEM, &item.id, &item)?;
    change.put_all(&tables::LOCK, worked.children.iter().copied(), &item.id)?;
    change.put(&tables::ITEM_BY_PROPOSER, &(user.clone(), item.id), &())?;
    items::file(change, item.id, &item.children)?;
    Ok(item)
}

/// Takes a proposal down in the audit log.
pub(super) fn log(change: &Change, item: &Item) -> Result<Logged, StoreError> {
    let kind = Text::from(item.kind().word());
    audit::append(change, AuditEvent::Proposed { item: item.id, kind, children: item.children.clone() })
}

/// Frees the records of a proposal.
pub(super) fn unlock(change: &Change, item: &Item) -> Result<(), StoreError> {
    for child in &item.children {
        if change.get(&tables::LOCK, child)? == Some(item.id) {
            change.remove(&tables::LOCK, child)?;
        }
    }
    Ok(())
}

/// A plan against the present state.
pub(super) fn work_out(read: &impl Read, plan: &Plan) -> Result<Worked, CaseError> {
    let decision;
    let order = match plan {
        Plan::Match { master, other, .. } => Order::Merge { master: *master, others: std::slice::from_ref(other) },
        Plan::Merge { master, others } => Order::Merge { master: *master, others },
        Plan::Split { child, parts, .. } => Order::Split { child: *child, parts },
        Plan::Undo { of: Undoing::Link(no), .. } => Order::Unlink { no: *no },
        Plan::Undo { of: Undoing::Decision(id), .. } => {
            decision = read.get(&tables::ITEM, id)?.ok_or(PlanError::NotUndoable)?;
            opposite(&decision)?
        }
    };
    Ok(regroup::work_out(read, &order)?)
}

/// What undoes an approved decision that was not undone.
fn opposite(decision: &Item) -> Result<Order<'_>, PlanError> {
    let (Some(Proposal { plan, moves, .. }), Some(closed)) = (decision.proposal(), decision.closed()) else {
        return Err(PlanError::NotUndoable);
    };
    if decision.status != ItemStatus::Approved {
        return Err(PlanError::NotUndoable);
    }
    if decision.followed_by.is_some() {
        return Err(PlanError::UndoneBefore);
    }
    match plan {
        Plan::Match { other, .. } => {
            Ok(Order::Unmerge { moves, retired: std::slice::from_ref(other), decided: closed.at })
        }
        Plan::Merge { others, .. } => Ok(Order::Unmerge { moves, retired: others, decided: closed.at }),
        Plan::Split { .. } => Ok(Order::Unsplit { moves, decided: closed.at }),
        Plan::Undo { .. } => Err(PlanError::NotUndoable),
    }
}

impl From<RegroupError> for CaseError {
    fn from(error: RegroupError) -> Self {
        match error {
            RegroupError::Plan(error) => error.into(),
            RegroupError::Records(error) => error.into(),
        }
    }
}
