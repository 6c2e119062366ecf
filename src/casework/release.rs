//! What somebody has who works here no longer goes back to nobody, at the level at which it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use super::{CaseError, Casework, hand, items};
use crate::access::{Permission, jurisdiction};
use crate::model::{Account, AccountStatus, DisabledWhy, Item, ItemId, ItemStatus, StepKind, Text, Timestamp};
use crate::store::{Change, Logged, Read, StoreError, View, tables};

/// Items given back in one change: others want their turn.
const BATCH: usize = 200;

impl Casework {
    /// Gives back what one person has, and says how many items that were. Each is an entry in the audit log.
    pub fn release(&self, user: &Text) -> Result<usize, CaseError> {
        let held = held(&self.store.view()?)?.remove(user).unwrap_or_default();
        self.give_back(user, &held, self.clock.now())
    }

    /// Gives back what people have whose account was closed, disabled, or lost the roles that may have work: not of those
    /// who are locked out for a moment.
    pub fn release_departed(&self, now: Timestamp) -> Result<usize, CaseError> {
        let view = self.store.view()?;
        let mut departed = Vec::new();
        for (user, held) in held(&view)? {
            let account = view.get(&tables::ACCOUNT, &user)?;
            if !account.is_some_and(|account| may_have_work(&account)) {
                departed.push((user, held));
            }
        }
        drop(view);
        let mut given_back = 0;
        for (user, held) in departed {
            given_back += self.give_back(&user, &held, now)?;
        }
        Ok(given_back)
    }

    fn give_back(&self, user: &Text, held: &BTreeSet<ItemId>, now: Timestamp) -> Result<usize, CaseError> {
        let (mut count, all) = (0, held.iter().copied().collect::<Vec<_>>());
        for batch in all.chunks(BATCH) {
            let change = self.store.begin(items::upkeep(), now)?;
            let mut proof = None;
            for id in batch {
                let item = change.get(&tables::ITEM, id)?;
                let still = |item: &Item| item.status.is_open() && item.assignees.contains(user);
                let Some(item) = item.filter(still) else { continue };
                proof = Some(without(&change, item, user)?);
                count += 1;
            }
            match proof {
                Some(logged) => change.commit(logged)?,
                None => drop(change),
            }
        }
        Ok(count)
    }
}

/// An item that one of its assignees has no longer.
fn without(change: &Change, before: Item, user: &Text) -> Result<Logged, StoreError> {
    let mut item = before.clone();
    item.assignees.retain(|one| one != user);
    if item.assignees.is_empty() {
        let went_up = |what| matches!(what, StepKind::Escalated | StepKind::Overdue | StepKind::Unattended);
        let moved = item.steps.iter().rev().find(|step| went_up(step.what) || step.what == StepKind::Assigned);
        let came_up = moved.is_some_and(|step| went_up(step.what) && step.level == item.level);
        item.status = if came_up { ItemStatus::Escalated } else { ItemStatus::Open };
    }
    items::note(change, &mut item, StepKind::Released, None);
    items::save(change, Some(&before), &item)?;
    hand::log(change, &item, StepKind::Released)
}

fn may_have_work(account: &Account) -> bool {
    let locked_out = matches!(account.status, AccountStatus::Disabled { why: DisabledWhy::WrongAttempts, .. });
    locked_out || [Permission::Decide, Permission::Notice].into_iter().any(|one| jurisdiction(account, one).is_some())
}

/// Who has which open items.
fn held(view: &View) -> Result<BTreeMap<Text, BTreeSet<ItemId>>, StoreError> {
    let mut held: BTreeMap<Text, BTreeSet<ItemId>> = BTreeMap::new();
    view.visit(&tables::WORKLIST, .., |(_, (_, id)), brief| {
        for user in brief.assignees {
            held.entry(user).or_default().insert(id);
        }
        ControlFlow::Continue(())
    })?;
    Ok(held)
}
