//! Who has an item: taking it, giving it to others sideways or down, sending it up (exchange facts, section 3.2).

use super::reach::{self, Roster};
use super::{CaseError, Casework, Colleague, ask, district, items, notice, request};
use crate::access::{Decider, Jurisdiction, Permission, Worker, jurisdiction};
use crate::audit;
use crate::model::{Account, AuditEvent, Item, ItemId, ItemKind, ItemStatus, Level, MessageKind, StepKind, Text, Why};
use crate::outbox::{self, NewMessage};
use crate::store::{Change, Logged, Read, StoreError, tables};

/// What became of each of several items.
pub type Outcomes = Vec<(ItemId, Result<(), CaseError>)>;

impl Casework {
    /// Takes an item for oneself, in place of those who have it. Gives what kind of item it is.
    pub fn take(&self, who: &Decider, id: ItemId) -> Result<ItemKind, CaseError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let (kind, logged) = take(&change, who.user(), id, |item| check(&change, who, item))?;
        change.commit(logged)?;
        Ok(kind)
    }

    /// Takes several items for oneself in one change, each with a step and an entry in the log of its own. Says of each
    /// whether it was taken: what cannot be leaves the others as they are.
    pub fn take_all(&self, who: &Decider, ids: &[ItemId]) -> Result<Outcomes, CaseError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let taken = take_each(&change, who.user(), ids, |item| check(&change, who, item))?;
        commit(change, taken)
    }

    /// The same for somebody who decides about nothing and was given a notice or a request.
    pub fn acknowledge(&self, who: &Worker, ids: &[ItemId]) -> Result<Outcomes, CaseError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let given =
            |item: &Item| if item.assignees.contains(who.user()) { Ok(()) } else { Err(CaseError::OtherStates) };
        let taken = take_each(&change, who.user(), ids, given)?;
        commit(change, taken)
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
        let logged = give(&change, &before, &known, to, who.user())?;
        Ok(change.commit(logged)?)
    }

    /// Sends an item up a level.
    pub fn escalate(&self, who: &Decider, id: ItemId, why: Why) -> Result<(), CaseError> {
        let (change, item) = self.handle(who, id)?;
        let above = Roster::of(&change)?.above(&change, &item)?.ok_or(CaseError::Top)?;
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

/// Gives an item to some of those who can have it, all of one level, in place of those who have it: the days of a lower
/// level count anew, and who did not have it before is told.
pub(super) fn give(
    change: &Change,
    before: &Item,
    known: &[Colleague],
    to: &[Text],
    giver: &Text,
) -> Result<Logged, CaseError> {
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
    items::note(change, &mut item, StepKind::Assigned, None);
    items::save(change, Some(before), &item)?;
    tell(change, before, &item, giver)?;
    Ok(log(change, &item, StepKind::Assigned)?)
}

fn check(change: &Change, who: &Decider, item: &Item) -> Result<(), CaseError> {
    reach::check_reach(change, item, who.user(), who.jurisdiction())
}

fn take(
    change: &Change,
    user: &Text,
    id: ItemId,
    may: impl Fn(&Item) -> Result<(), CaseError>,
) -> Result<(ItemKind, Logged), CaseError> {
    let before = items::open_item(change, id)?;
    may(&before)?;
    notice::check_taker(change, &before, user)?;
    let item = items::take(change, before, user)?;
    request::taken(change, &item)?;
    notice::taken(change, &item)?;
    Ok((item.kind(), log(change, &item, StepKind::Taken)?))
}

/// What became of each, and the last entry in the log, if there is one.
type Taken = (Outcomes, Option<Logged>);

fn take_each(
    change: &Change,
    user: &Text,
    ids: &[ItemId],
    may: impl Fn(&Item) -> Result<(), CaseError>,
) -> Result<Taken, CaseError> {
    let (mut outcomes, mut proof) = (Vec::with_capacity(ids.len()), None);
    for id in ids {
        let outcome = match take(change, user, *id, &may) {
            Ok((_, logged)) => {
                proof = Some(logged);
                Ok(())
            }
            // Something may have been written by then: nothing of it is kept.
            Err(error @ (CaseError::Store(_) | CaseError::Records(_))) => return Err(error),
            Err(error) => Err(error),
        };
        outcomes.push((*id, outcome));
    }
    Ok((outcomes, proof))
}

fn commit(change: Change, (outcomes, proof): Taken) -> Result<Outcomes, CaseError> {
    match proof {
        Some(logged) => change.commit(logged)?,
        None => drop(change),
    }
    Ok(outcomes)
}

/// Those who were given an item and did not have it before are told, but for who gave it.
fn tell(change: &Change, before: &Item, item: &Item, giver: &Text) -> Result<(), StoreError> {
    for user in item.assignees.iter().filter(|user| *user != giver && !before.assignees.contains(user)) {
        let Some(account) = change.get(&tables::ACCOUNT, user)? else { continue };
        let new = NewMessage::to(&account, MessageKind::ItemAssigned);
        outbox::post(change, NewMessage { about: item.id.to_string().into(), ..new })?;
    }
    Ok(())
}

/// An item at a higher level, where nobody has it yet. Those who have something to do there hear of it as of what begins
/// with them.
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
    let roster = Roster::of(change)?;
    ask::tell(change, &roster, &item)?;
    log(change, &item, what)
}

/// Those of the item's own level and of those below it, each at the level that is his; never the proposer. About a notice
/// or a request also those who use the records in the area that is asked: they have it where it stands.
fn colleagues(read: &impl Read, item: &Item) -> Result<Vec<Colleague>, CaseError> {
    let roster = Roster::read(read)?;
    let mut all: Vec<Colleague> = Vec::new();
    let mut add = |account: &Account, level| {
        if all.iter().all(|known| known.user != account.user_name) {
            all.push(Colleague { user: account.user_name.clone(), name: account.display_name().into(), level });
        }
    };
    for level in [Level::State, Level::Region, Level::District, Level::Nation] {
        if level <= item.level {
            roster.at(read, item, level)?.into_iter().for_each(|account| add(account, level));
        }
    }
    for account in helpers(read, item)? {
        add(&account, item.level);
    }
    Ok(all)
}

/// Who is not a data administrator and may have an item all the same: the users of the records in a state that is asked,
/// and of the districts in which the item lies.
fn helpers(read: &impl Read, item: &Item) -> Result<Vec<Account>, StoreError> {
    let mut found = Vec::new();
    let Some(permission) = permission(item.kind()) else { return Ok(found) };
    for (_, account) in read.range(&tables::ACCOUNT, ..)? {
        if let Some(reach) = jurisdiction(&account, permission).filter(|reach| !reach.is_national())
            && reaches(read, &reach, item)?
        {
            found.push(account);
        }
    }
    Ok(found)
}

/// What somebody has to be allowed who is given an item though he is no data administrator.
fn permission(kind: ItemKind) -> Option<Permission> {
    match kind {
        ItemKind::Notice => Some(Permission::Notice),
        ItemKind::Request => Some(Permission::Request),
        _ => None,
    }
}

fn reaches(read: &impl Read, reach: &Jurisdiction, item: &Item) -> Result<bool, StoreError> {
    for state in &item.states {
        let known = item.districts.iter().any(|(of, _)| of == state);
        if reach.holds(*state)
            || (!known && reach.touches(*state))
            || district::holds_all(read, reach, *state, &item.districts)?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn log(change: &Change, item: &Item, what: StepKind) -> Result<Logged, StoreError> {
    let (what, level) = (Text::from(what.word()), Text::from(item.level.word()));
    audit::append(change, AuditEvent::ItemHandled { item: item.id, what, level, to: item.assignees.clone() })
}
