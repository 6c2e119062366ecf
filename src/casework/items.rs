//! Items in the store: opening, changing, closing, and the lists that follow from each item.

use super::CaseError;
use crate::model::{
    Actor, Area, Brief, Item, ItemId, ItemStatus, Level, MsixId, StateCode, Step, StepKind, Subject, Text, Timestamp,
    Why,
};
use crate::store::{Change, Read, StoreError, tables};

/// Series of the numbers of items.
pub(super) const SERIES: &str = "item";
/// In the names of lists: all states.
const NATION: &str = "US";

/// The item.
pub(super) fn item(read: &impl Read, id: ItemId) -> Result<Item, CaseError> {
    read.get(&tables::ITEM, &id)?.ok_or(CaseError::Unknown)
}

/// The item, if it waits for a decision.
pub(super) fn open_item(read: &impl Read, id: ItemId) -> Result<Item, CaseError> {
    let item = item(read, id)?;
    if item.status.is_open() { Ok(item) } else { Err(CaseError::Closed) }
}

/// Makes an item.
pub(super) fn open(
    change: &Change,
    subject: Subject,
    mut states: Vec<StateCode>,
    level: Level,
    why: Option<Why>,
) -> Result<Item, StoreError> {
    states.sort_unstable();
    states.dedup();
    let opened =
        Step { at: change.at(), by: change.actor().clone(), what: StepKind::Opened, level, to: Vec::new(), why };
    let item = Item {
        id: ItemId(change.next_number(SERIES)?),
        subject,
        children: Vec::new(),
        states,
        districts: Vec::new(),
        level,
        since: change.at(),
        status: ItemStatus::Open,
        assignees: Vec::new(),
        steps: vec![opened],
        followed_by: None,
    };
    save(change, None, &item)?;
    Ok(item)
}

/// Makes an item that asks somebody of an area for something about children, at the lowest level at which somebody can
/// be asked. Says who was asked.
pub(super) fn ask(
    change: &Change,
    subject: Subject,
    children: &[MsixId],
    area: &Area,
    why: Option<Why>,
) -> Result<Item, StoreError> {
    let states = area.state().into_iter().collect();
    let item = open(change, subject, states, Level::State, why)?;
    let item = Item { children: children.to_vec(), ..item };
    change.put(&tables::ITEM, &item.id, &item)?;
    file(change, item.id, children)?;
    Ok(item)
}

/// Closes an item because what it asked for was done, or need not be done any more.
pub(super) fn done(change: &Change, id: ItemId, status: ItemStatus, why: Option<Why>) -> Result<(), StoreError> {
    let Some(item) = change.get(&tables::ITEM, &id)?.filter(|item| item.status.is_open()) else { return Ok(()) };
    let what = if status == ItemStatus::Done { StepKind::Done } else { StepKind::Superseded };
    close(change, item, status, what, why).map(drop)
}

/// Takes down a step of the change's actor.
pub(super) fn note(change: &Change, item: &mut Item, what: StepKind, why: Option<Why>) {
    let (by, to) = (change.actor().clone(), item.assignees.clone());
    item.steps.push(Step { at: change.at(), by, what, level: item.level, to, why });
}

/// Closes an item with a step of the change's actor.
pub(super) fn close(
    change: &Change,
    mut item: Item,
    status: ItemStatus,
    what: StepKind,
    why: Option<Why>,
) -> Result<Item, StoreError> {
    let before = item.clone();
    item.status = status;
    note(change, &mut item, what, why);
    save(change, Some(&before), &item)?;
    Ok(item)
}

/// Writes an item and the lists it is in.
pub(super) fn save(change: &Change, before: Option<&Item>, item: &Item) -> Result<(), StoreError> {
    if let Some(before) = before {
        for (list, at) in places(before) {
            let table = if before.status.is_open() { &tables::WORKLIST } else { &tables::DECIDED };
            change.remove(table, &(list, (at, item.id)))?;
        }
    }
    let brief = brief(item);
    for (list, at) in places(item) {
        let table = if item.status.is_open() { &tables::WORKLIST } else { &tables::DECIDED };
        change.put(table, &(list, (at, item.id)), &brief)?;
    }
    change.put(&tables::ITEM, &item.id, item)
}

/// Files an item under children.
pub(super) fn file(change: &Change, item: ItemId, children: &[MsixId]) -> Result<(), StoreError> {
    change.put_all(&tables::ITEM_BY_CHILD, children.iter().map(|child| (*child, item)), &())
}

/// The lists an item is in, each with the place in it: of an open one in `worklist`, of a closed one in `decided`.
pub(super) fn places(item: &Item) -> Vec<(Text, u64)> {
    let nation = (item.level == Level::Nation).then_some(NATION);
    let mut states = item.states.clone();
    let closed = item.closed();
    if closed.is_some() {
        // The side that proposed finds it as well.
        states.extend(item.proposal().and_then(|proposal| proposal.state));
        states.sort_unstable();
        states.dedup();
    }
    let names = states.iter().map(StateCode::as_str).chain(nation);
    match closed {
        None => names.map(|name| (list(name, item.level), place(item.since))).collect(),
        Some(step) => names.map(|name| (Text::from(name), place(step.at))).collect(),
    }
}

pub(super) fn brief(item: &Item) -> Brief {
    Brief {
        kind: item.kind(),
        status: item.status,
        assignees: item.assignees.clone(),
        states: item.states.clone(),
        proposed_by: item.proposal().map(|proposal| proposal.by.clone()),
    }
}

/// The open items of a state at a level.
pub(super) fn list_of(state: StateCode, level: Level) -> Text {
    list(state.as_str(), level)
}

/// The open items at the nation's level, of whatever state.
pub(super) fn list_of_the_nation() -> Text {
    list(NATION, Level::Nation)
}

/// The closed items of a state; those that were the nation's.
pub(super) fn decided_of(state: Option<StateCode>) -> Text {
    state.map_or(Text::from(NATION), |state| Text::from(state.as_str()))
}

fn list(name: &str, level: Level) -> Text {
    let digit = match level {
        Level::District => 0,
        Level::Region => 1,
        Level::State => 2,
        Level::Nation => 3,
    };
    Text::from(format!("{name}{digit}"))
}

/// An instant as a part of a key.
pub(super) fn place(at: Timestamp) -> u64 {
    u64::try_from(at.micros()).unwrap_or(0)
}

/// The program itself, where it acts on the worklist.
pub(super) fn upkeep() -> Actor {
    Actor::System(Text::from("worklist"))
}
