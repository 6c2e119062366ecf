//! Judging near matches (exchange facts, section 3.3).

use std::collections::BTreeSet;

use super::propose::{self, Ready};
use super::{CaseError, Casework, items, near, reach};
use crate::access::{Decider, Jurisdiction};
use crate::audit;
use crate::model::{
    Actor, AuditEvent, Item, ItemId, ItemStatus, MsixId, NearStatus, Plan, StepKind, Subject, Text, Why,
};
use crate::records::regroup::{self, Order, Pair, PlanError, Seen};
use crate::store::{Change, Read, tables};

impl Casework {
    /// Judges a near match to be one child, and asks the other side to validate it. `master` keeps its MSIX ID; without
    /// it, the one that was given first. `seen` is that of the case that was looked at. Gives the item that asks.
    pub fn judge_same(
        &self,
        who: &Decider,
        id: ItemId,
        master: Option<MsixId>,
        why: Why,
        seen: &Seen,
    ) -> Result<ItemId, CaseError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let item = items::open_item(&change, id)?;
        let pair = near::pair_of(&item.subject)?;
        reach::check_reach(&change, &item, who.user(), who.jurisdiction())?;
        let (master, other) = children(&change, pair, master)?;
        let worked = regroup::work_out(&change, &Order::Merge { master, others: &[other] })?;
        let own = reach::speaks_for(&change, who.jurisdiction(), &item.states, &[master, other])?;
        // The side that is not the judge's: all who contribute to the other record.
        let lefts = regroup::child_of(&change, pair.0)?;
        let rights = if lefts == master { other } else { master };
        let theirs = if own == Some(regroup::key_of(&change, pair.0)?.state) { rights } else { lefts };
        let asked = match own {
            None => item.states.clone(),
            Some(_) => reach::other_side(reach::contributing(&change, &[theirs])?, own),
        };
        let ready = Ready { plan: Plan::Match { near: id, master, other }, worked, asked, own };
        let validation = propose::put(&change, who.user(), ready, why.clone(), seen)?;
        // One decision for all that is alike between the two.
        for pair in near::pairs_of(&change, &item, NearStatus::Open)? {
            regroup::mark(&change, pair, NearStatus::Judged)?;
        }
        let mut item = items::close(&change, item, ItemStatus::Same, StepKind::JudgedSame, Some(why))?;
        item.followed_by = Some(validation.id);
        near::log_closed(&change, &remember_children(&change, item, &[master, other])?).map(drop)?;
        let logged = propose::log(&change, &validation)?;
        change.commit(logged)?;
        Ok(validation.id)
    }

    /// Judges a near match to be two children: closed, remembered, not proposed again. `seen` is that of the case that
    /// was looked at.
    pub fn judge_different(&self, who: &Decider, id: ItemId, why: Why, seen: &Seen) -> Result<(), CaseError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let item = items::open_item(&change, id)?;
        let pair = near::pair_of(&item.subject)?;
        reach::check_reach(&change, &item, who.user(), who.jurisdiction())?;
        let (one, other) = children(&change, pair, None)?;
        let together = regroup::work_out(&change, &Order::Merge { master: one, others: &[other] })?;
        if together.preview(&change)?.seen != *seen {
            return Err(CaseError::Changed);
        }
        // Whether these two are one is being decided already.
        let (lock, same) = (change.get(&tables::LOCK, &one)?, change.get(&tables::LOCK, &other)?);
        if let Some(pending) = lock.filter(|_| lock == same) {
            return Err(CaseError::Locked(pending));
        }
        let item = items::close(&change, item, ItemStatus::Different, StepKind::JudgedDifferent, Some(why))?;
        let item = remember_children(&change, item, &[one, other])?;
        regroup::keep_apart(&change, pair)?;
        near::settle_logged(&change, &BTreeSet::from([one, other]))?;
        let logged = near::log_closed(&change, &item)?;
        Ok(change.commit(logged)?)
    }

    /// Takes back that contributions are kept apart. A near match judged to be different is asked again in a new item,
    /// which is given; what a refused match or merge, a split or an undo keeps apart may be proposed by the engine
    /// again. Nothing moves by it, so one person is enough: somebody who could decide about it, or who did.
    pub fn reopen(&self, who: &Decider, id: ItemId, why: Why) -> Result<Option<ItemId>, CaseError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let item = items::item(&change, id)?;
        check_reopens(&change, &item, who.user(), who.jurisdiction())?;
        if !may_reopen(&change, &item)? {
            return Err(CaseError::Kind);
        }
        let apart = kept_apart_by(&change, &item)?;
        for (one, other) in &apart {
            regroup::allow_again(&change, *one, *other)?;
        }
        let again = match item.subject {
            Subject::NearMatch { left, right } => ask_again(&change, (left, right))?,
            _ => None,
        };
        let before = item.clone();
        let mut item = item;
        items::note(&change, &mut item, StepKind::Reopened, Some(why));
        item.followed_by = again.or(item.followed_by);
        items::save(&change, Some(&before), &item)?;
        let what = Text::from(StepKind::Reopened.word());
        let level = Text::from(item.level.word());
        let logged = audit::append(&change, AuditEvent::ItemHandled { item: id, what, level, to: Vec::new() })?;
        change.commit(logged)?;
        Ok(again)
    }
}

/// The two children of a near match, the one that keeps its identifier first.
pub(super) fn children(read: &impl Read, pair: Pair, master: Option<MsixId>) -> Result<(MsixId, MsixId), CaseError> {
    let (one, other) = (regroup::child_of(read, pair.0)?, regroup::child_of(read, pair.1)?);
    let (first, second) = (one.min(other), one.max(other));
    match master {
        None => Ok((first, second)),
        Some(master) if master == first => Ok((first, second)),
        Some(master) if master == second => Ok((second, first)),
        Some(master) => Err(PlanError::NotInUse(master).into()),
    }
}

/// Whether a person may take back what an item keeps apart: who decided about it, and who may decide about it.
pub(super) fn check_reopens(read: &impl Read, item: &Item, user: &Text, reach: &Jurisdiction) -> Result<(), CaseError> {
    if item.closed().is_some_and(|step| step.by == Actor::User(user.clone())) {
        return Ok(());
    }
    reach::check_reach(read, item, user, reach)
}

/// Whether an item keeps anything apart.
pub(super) fn may_reopen(read: &impl Read, item: &Item) -> Result<bool, CaseError> {
    Ok(!kept_apart_by(read, item)?.is_empty())
}

/// The children in use that an item's decision keeps apart: of a near match those of its contributions now.
pub(super) fn kept_apart_by(read: &impl Read, item: &Item) -> Result<Vec<(MsixId, MsixId)>, CaseError> {
    let mut children = Vec::new();
    match item.subject {
        Subject::NearMatch { left, right } if item.status == ItemStatus::Different => {
            children = vec![regroup::child_of(read, left)?, regroup::child_of(read, right)?];
        }
        Subject::Proposal(_) if matches!(item.status, ItemStatus::Rejected | ItemStatus::Approved) => {
            for child in &item.children {
                children.push(regroup::in_use(read, *child)?.unwrap_or(*child));
            }
        }
        _ => {}
    }
    children.sort_unstable();
    children.dedup();
    let mut apart = Vec::new();
    for (at, one) in children.iter().enumerate() {
        for other in children.iter().skip(at + 1) {
            if regroup::are_kept_apart(read, *one, *other)? {
                apart.push((*one, *other));
            }
        }
    }
    Ok(apart)
}

/// A new item about a pair, when both states still contribute.
fn ask_again(change: &Change, pair: Pair) -> Result<Option<ItemId>, CaseError> {
    let live = regroup::membership(change, pair.0)?.live && regroup::membership(change, pair.1)?.live;
    let status = change.get(&tables::NEAR, &pair)?.map(|pair| pair.status);
    if !live || !matches!(status, Some(NearStatus::Different | NearStatus::Superseded)) {
        return Ok(None);
    }
    regroup::mark(change, pair, NearStatus::Open)?;
    near::settle_logged(change, &near::children_of(change, pair)?)?;
    Ok(change.get(&tables::NEAR_ITEM, &pair)?)
}

/// From now on the item is about these children, whatever becomes of its contributions.
fn remember_children(change: &Change, mut item: Item, children: &[MsixId]) -> Result<Item, CaseError> {
    item.children = children.to_vec();
    items::file(change, item.id, children)?;
    change.put(&tables::ITEM, &item.id, &item)?;
    Ok(item)
}
