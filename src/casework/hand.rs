//! Who has an item: taking it, giving it to others sideways or down, sending it up (exchange facts, section 3.2).

use super::reach::{self, Roster};
use super::{CaseError, Casework, Colleague, items, request};
use crate::access::Decider;
use crate::audit;
use crate::model::{AuditEvent, Item, ItemId, ItemKind, ItemStatus, Level, StepKind, Text, Why};
use crate::store::{Change, Logged, Read, StoreError};

impl Casework {
    /// Takes an item for oneself, in place of those who have it. Gives what kind of item it is.
    pub fn take(&self, who: &Decider, id: ItemId) -> Result<ItemKind, CaseError> {
        let (change, before) = self.handle(who, id)?;
        let mut item = Item { status: ItemStatus::Acknowledged, assignees: vec![who.user().clone()], ..before.clone() };
        items::note(&change, &mut item, StepKind::Taken, None);
        items::save(&change, Some(&before), &item)?;
        request::taken(&change, &item)?;
        let logged = log(&change, &item, StepKind::Taken)?;
        change.commit(logged)?;
        Ok(item.kind())
    }

    /// Who can be given an item: of the item's own level, or further down.
    pub fn assignable(&self, who: &Decider, id: ItemId) -> Result<Vec<Colleague>, CaseError> {
        let view = self.store.view()?;
        let item = items::open_item(&view, id)?;
        reach::check_reach(&view, &item, who.user(), who.jurisdiction())?;
        colleagues(&view, &item)
    }

    /// Gives an item to one or several people of one level, sideways or down, in place of those who have it. Further
    /// down the days of that level count anew.
    pub fn assign(&self, who: &Decider, id: ItemId, to: &[Text]) -> Result<(), CaseError> {
        let (change, before) = self.handle(who, id)?;
        let known = colleagues(&change, &before)?;
        let mut level = None;
        for user in to {
            let colleague = known.iter().find(|one| one.user == *user && level.is_none_or(|level| level == one.level));
            let Some(colleague) = colleague else { return Err(CaseError::Assignee(user.to_string())) };
            level = Some(colleague.level);
        }
        let Some(level) = level else { return Err(CaseError::Assignee("nobody".to_owned())) };
        let mut item = Item { status: ItemStatus::Assigned, assignees: to.to_vec(), level, ..before.clone() };
        item.assignees.sort_unstable();
        item.assignees.dedup();
        if level != before.level {
            item.since = change.at();
        }
        items::note(&change, &mut item, StepKind::Assigned, None);
        items::save(&change, Some(&before), &item)?;
        let logged = log(&change, &item, StepKind::Assigned)?;
        Ok(change.commit(logged)?)
    }

    /// Sends an item up a level.
    pub fn escalate(&self, who: &Decider, id: ItemId, why: Why) -> Result<(), CaseError> {
        let (change, item) = self.handle(who, id)?;
        let above = item.level.above().ok_or(CaseError::Top)?;
        let logged = send_up(&change, item, above, StepKind::Escalated, Some(why))?;
        Ok(change.commit(logged)?)
    }

    fn handle(&self, who: &Decider, id: ItemId) -> Result<(Change, Item), CaseError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let item = items::open_item(&change, id)?;
        reach::check_reach(&change, &item, who.user(), who.jurisdiction())?;
        Ok((change, item))
    }
}

/// An item at a higher level, where nobody has it yet.
pub(super) fn send_up(
    change: &Change,
    before: Item,
    level: Level,
    what: StepKind,
    why: Option<Why>,
) -> Result<Logged, StoreError> {
    let mut item =
        Item { status: ItemStatus::Escalated, level, since: change.at(), assignees: Vec::new(), ..before.clone() };
    items::note(change, &mut item, what, why);
    if level == Level::Nation {
        reach::note_own_state(change, &mut item)?;
    }
    items::save(change, Some(&before), &item)?;
    log(change, &item, what)
}

/// Those of the states asked, and at the nation's level those who decide there; never the proposer.
fn colleagues(read: &impl Read, item: &Item) -> Result<Vec<Colleague>, CaseError> {
    let roster = Roster::read(read)?;
    let but = item.proposal().map(|proposal| &proposal.by);
    let colleague = |level| {
        move |account: &crate::model::Account| Colleague {
            user: account.user_name.clone(),
            name: account.display_name().into(),
            level,
        }
    };
    let mut all: Vec<Colleague> = roster.of_states(&item.states, but).map(colleague(Level::State)).collect();
    if item.level == Level::Nation {
        let known: Vec<Text> = all.iter().map(|one| one.user.clone()).collect();
        let others = roster.of_the_nation(item.proposal()).filter(|account| !known.contains(&account.user_name));
        all.extend(others.map(colleague(Level::Nation)));
    }
    Ok(all)
}

fn log(change: &Change, item: &Item, what: StepKind) -> Result<Logged, StoreError> {
    let (what, level) = (Text::from(what.word()), Text::from(item.level.word()));
    audit::append(change, AuditEvent::ItemHandled { item: item.id, what, level, to: item.assignees.clone() })
}
