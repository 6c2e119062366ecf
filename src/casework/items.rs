//! Items in the store: opening, changing, closing, and the lists that follow from each item.

use std::ops::{ControlFlow, RangeInclusive};

use super::CaseError;
use crate::model::{
    Actor, Brief, Item, ItemId, ItemStatus, Level, MsixId, StateCode, Step, StepKind, Subject, Text, Timestamp, Why,
};
use crate::store::{Change, Read, StoreError, tables};

pub(crate) use super::ask::ask;

/// Series of the numbers of items.
pub(super) const SERIES: &str = "item";
/// In the names of lists: all states.
const NATION: &str = "US";
/// A place in a list: its name, the microsecond since which the item stands there, the item.
pub(super) type Place = (Text, (u64, ItemId));

/// The item.
pub(super) fn item(read: &impl Read, id: ItemId) -> Result<Item, CaseError> {
    read.get(&tables::ITEM, &id)?.ok_or(CaseError::Unknown)
}

/// The item, if it waits for a decision.
pub(super) fn open_item(read: &impl Read, id: ItemId) -> Result<Item, CaseError> {
    let item = item(read, id)?;
    if item.status.is_open() { Ok(item) } else { Err(CaseError::Closed) }
}

/// Makes an item that begins at a level, for states and for the districts in which it lies.
pub(super) fn open(
    change: &Change,
    subject: Subject,
    mut states: Vec<StateCode>,
    districts: Vec<(StateCode, Text)>,
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
        districts,
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

/// Closes an item because what it asked for was done, or need not be done any more.
pub(super) fn done(change: &Change, id: ItemId, status: ItemStatus, why: Option<Why>) -> Result<(), StoreError> {
    let Some(item) = change.get(&tables::ITEM, &id)?.filter(|item| item.status.is_open()) else { return Ok(()) };
    let what = if status == ItemStatus::Done { StepKind::Done } else { StepKind::Superseded };
    close(change, item, status, what, why).map(drop)
}

/// An open item is about one child more; `None` when it is not open.
pub(super) fn widen(change: &Change, id: ItemId, child: MsixId) -> Result<Option<Item>, StoreError> {
    let Some(before) = change.get(&tables::ITEM, &id)?.filter(|item| item.status.is_open()) else { return Ok(None) };
    let mut item = before.clone();
    item.children.push(child);
    save(change, Some(&before), &item)?;
    file(change, id, &[child])?;
    Ok(Some(item))
}

/// Somebody has an item alone now, in place of those who had it, and has acknowledged it.
pub(super) fn take(change: &Change, before: Item, user: &Text) -> Result<Item, StoreError> {
    let mut item = Item { status: ItemStatus::Acknowledged, assignees: vec![user.clone()], ..before.clone() };
    note(change, &mut item, StepKind::Taken, None);
    save(change, Some(&before), &item)?;
    Ok(item)
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
    match item.closed() {
        None => waiting_in(item).into_iter().map(|name| (name, place(item.since))).collect(),
        Some(step) => decided_in(item).into_iter().map(|name| (name, place(step.at))).collect(),
    }
}

/// Below the state's level an item is listed under each district in which it lies; for a state that knows none, under
/// the state alone.
fn waiting_in(item: &Item) -> Vec<Text> {
    let mut names = Vec::new();
    for state in &item.states {
        let plain = list(state.as_str(), item.level);
        let before = names.len();
        if item.level < Level::State {
            let districts = item.districts.iter().filter(|(of, _)| of == state);
            names.extend(districts.map(|(_, district)| Text::from(format!("{plain}:{district}"))));
        }
        if names.len() == before {
            names.push(plain);
        }
    }
    names.extend((item.level == Level::Nation).then(list_of_the_nation));
    names
}

fn decided_in(item: &Item) -> Vec<Text> {
    // The side that proposed finds it as well.
    let mut states = item.states.clone();
    states.extend(item.proposal().and_then(|proposal| proposal.state));
    states.sort_unstable();
    states.dedup();
    let nation = (item.level == Level::Nation).then_some(NATION);
    states.iter().map(StateCode::as_str).chain(nation).map(Text::from).collect()
}

pub(super) fn brief(item: &Item) -> Brief {
    let twice = |(one, next): (&(StateCode, Text), &(StateCode, Text))| one.0 == next.0;
    Brief {
        kind: item.kind(),
        status: item.status,
        assignees: item.assignees.clone(),
        states: item.states.clone(),
        proposed_by: item.proposal().map(|proposal| proposal.by.clone()),
        opened: item.opened(),
        spread: item.districts.iter().zip(item.districts.iter().skip(1)).any(twice),
    }
}

/// The open items of a state at a level: at the two lowest those of which it knows no district.
pub(super) fn list_of(state: StateCode, level: Level) -> Text {
    list(state.as_str(), level)
}

/// The lists of a state at a level that have anything in them, each with its district. Found from one to the next: rows
/// of a list are not read.
pub(super) fn lists_of(
    read: &impl Read,
    state: StateCode,
    level: Level,
) -> Result<Vec<(Text, Option<Text>)>, StoreError> {
    let plain = list_of(state, level);
    let (mut found, mut from) = (Vec::new(), plain.clone());
    loop {
        let mut next = None;
        read.visit(&tables::WORKLIST, (from.clone(), (0, ItemId(0))).., |(name, _), _| {
            next = Some(name);
            ControlFlow::Break(())
        })?;
        let Some(name) = next.filter(|name| name.starts_with(plain.as_str())) else { return Ok(found) };
        let district = name.split_once(':').map(|(_, district)| Text::from(district));
        // A control character stands before all that a name may hold.
        from = Text::from(format!("{name}\u{1}"));
        found.push((name, district));
    }
}

/// All rows of a list.
pub(super) fn rows_of(list: &Text) -> RangeInclusive<Place> {
    (list.clone(), (0, ItemId(0)))..=(list.clone(), (u64::MAX, ItemId(u64::MAX)))
}

/// The rows of all lists of a state, at whatever level.
pub(super) fn all_of(state: StateCode) -> RangeInclusive<Place> {
    let end = list(state.as_str(), Level::Nation);
    (list(state.as_str(), Level::District), (0, ItemId(0)))..=(end, (u64::MAX, ItemId(u64::MAX)))
}

/// At which level the items of a list stand.
pub(super) fn level_of(list: &Text) -> Option<Level> {
    match list.as_bytes().get(2)? {
        b'0' => Some(Level::District),
        b'1' => Some(Level::Region),
        b'2' => Some(Level::State),
        b'3' => Some(Level::Nation),
        _ => None,
    }
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

/// The instant of a place.
pub(super) fn since(micros: u64) -> Timestamp {
    Timestamp::from_micros(i64::try_from(micros).unwrap_or(i64::MAX))
}

/// The program itself, where it acts on the worklist.
pub(super) fn upkeep() -> Actor {
    Actor::System(Text::from("worklist"))
}
