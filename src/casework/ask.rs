//! Asking somebody of an area for something about children: where the item begins, and who is told.

use std::collections::BTreeSet;

use super::called::known_as;
use super::reach::Roster;
use super::{CaseError, correction, district, hand, items, request};
use crate::access::districts_of_region;
use crate::model::{
    Actor, Area, Item, ItemId, ItemKind, Level, MessageKind, MsixId, StateCode, StepKind, Subject, Text, Why,
};
use crate::outbox::{self, NewMessage};
use crate::records::{RecordsError, regroup};
use crate::store::{Change, Read, StoreError, tables};

/// Most districts of a region under which an item is listed; beyond it is asked of the whole state.
const MOST_DISTRICTS: usize = 100;

/// Makes an item that asks somebody of an area for something about children, at the lowest level at which somebody can
/// be asked: in the district of the children where the area knows it. Whoever can act there is told by mail, as he wants
/// to be told.
pub(crate) fn ask(
    change: &Change,
    subject: Subject,
    children: &[MsixId],
    area: &Area,
    why: Option<Why>,
) -> Result<Item, StoreError> {
    let roster = Roster::of(change)?;
    let (level, districts) = route(change, &roster, children, area)?;
    let mut item = items::open(change, subject, area.state().into_iter().collect(), districts, level, why)?;
    let before = item.clone();
    item.children = children.to_vec();
    if level == Level::Nation && *area != Area::Nation {
        items::note(change, &mut item, StepKind::Unattended, None);
    }
    items::save(change, Some(&before), &item)?;
    items::file(change, item.id, children)?;
    tell(change, &roster, &item)?;
    Ok(item)
}

/// At which level an item that asks somebody of an area for something about children would begin: the nation's where the
/// area and its state have nobody.
pub(super) fn level_for(read: &impl Read, children: &[MsixId], area: &Area) -> Result<Level, StoreError> {
    Ok(route(read, &Roster::read(read)?, children, area)?.0)
}

/// Where an item begins, and the districts in which it lies.
fn route(
    read: &impl Read,
    roster: &Roster,
    children: &[MsixId],
    area: &Area,
) -> Result<(Level, Vec<(StateCode, Text)>), StoreError> {
    let states: Vec<StateCode> = area.state().into_iter().collect();
    let districts = districts(read, children, area).map_err(of_records)?;
    Ok((roster.route(read, &states, &districts, None)?, districts))
}

/// The districts of an area in which an item about children lies: that of a district, those of the children, or all of a
/// region that has none of them.
pub(super) fn districts(
    read: &impl Read,
    children: &[MsixId],
    area: &Area,
) -> Result<Vec<(StateCode, Text)>, RecordsError> {
    match area {
        Area::Nation => Ok(Vec::new()),
        Area::District(state, district) => Ok(vec![(*state, district.clone())]),
        Area::State(state) => of_children(read, children, *state),
        Area::Region(state, region) => {
            let of_region = districts_of_region(read, *state, *region)?;
            let known = of_children(read, children, *state)?;
            if !known.is_empty() && known.iter().all(|(_, district)| of_region.contains(district)) {
                return Ok(known);
            }
            let all = if of_region.len() > MOST_DISTRICTS { Vec::new() } else { of_region };
            Ok(all.into_iter().map(|district| (*state, district)).collect())
        }
    }
}

/// Of those that stand for the children now.
fn of_children(
    read: &impl Read,
    children: &[MsixId],
    state: StateCode,
) -> Result<Vec<(StateCode, Text)>, RecordsError> {
    let mut now = Vec::with_capacity(children.len());
    for child in children {
        now.push(regroup::in_use(read, *child)?.unwrap_or(*child));
    }
    district::of_children(read, &now, &[state])
}

/// What contradicts itself is damage.
fn of_records(error: RecordsError) -> StoreError {
    match error {
        RecordsError::Store(error) => error,
        RecordsError::Inconsistent(what) => StoreError::Corrupt(what),
    }
}

/// Items that wait for an answer about children who have become others by a merge or a split are listed in the districts
/// of those whom they are about now; higher up when nobody down there has them all. Down they do not come.
pub(super) fn follow(change: &Change, touched: &BTreeSet<MsixId>) -> Result<(), CaseError> {
    let mut waiting: BTreeSet<ItemId> = BTreeSet::new();
    let mut called = BTreeSet::new();
    for child in touched {
        called.extend(known_as(change, *child)?);
    }
    for child in called {
        let all = (child, ItemId(0))..=(child, ItemId(u64::MAX));
        waiting.extend(change.range(&tables::ITEM_BY_CHILD, all)?.into_iter().map(|((_, id), ())| id));
    }
    for id in waiting {
        let Some(item) = change.get(&tables::ITEM, &id)?.filter(|item| item.status.is_open()) else { continue };
        if let Some((children, area)) = about(change, &item)? {
            place_again(change, item, &children, &area)?;
        }
    }
    Ok(())
}

/// The children whom a notice, a request or a correction is about now, and who is asked; `None` for other items.
fn about(change: &Change, item: &Item) -> Result<Option<(Vec<MsixId>, Area)>, CaseError> {
    Ok(match &item.subject {
        Subject::Notice(id) => change.get(&tables::NOTICE, id)?.map(|notice| (notice.children, notice.recipient)),
        Subject::Request(id) => match change.get(&tables::REQUEST, id)? {
            Some(request) => Some((vec![request::child_now(change, &request)?], request.to)),
            None => None,
        },
        // The state that received it has it until it is forwarded.
        Subject::Correction(id) => match (change.get(&tables::CORRECTION, id)?, item.states.first()) {
            (Some(one), Some(state)) => Some((correction::children_of(change, &one)?, Area::State(*state))),
            _ => None,
        },
        Subject::NearMatch { .. } | Subject::Proposal(_) | Subject::Findings(_) => None,
    })
}

/// Lists an open item in the districts of those whom it is about now.
pub(super) fn place_again(change: &Change, before: Item, children: &[MsixId], area: &Area) -> Result<(), StoreError> {
    let districts = districts(change, children, area).map_err(of_records)?;
    if districts == before.districts {
        return Ok(());
    }
    let item = Item { districts, ..before.clone() };
    lists_again(change, &before, item)
}

/// Saves an item that lies in other districts than before, and sends it up when nobody down there has it all. Down it
/// does not come.
pub(super) fn lists_again(change: &Change, before: &Item, item: Item) -> Result<(), StoreError> {
    if item != *before {
        items::save(change, Some(before), &item)?;
    }
    let level = Roster::of(change)?.route(change, &item.states, &item.districts, None)?.min(Level::State);
    if level > item.level {
        hand::send_up(change, item, level, StepKind::Unattended, None).map(drop)?;
    }
    Ok(())
}

/// Tells by mail those whose level it is at which an item stands that asks them for something. Everybody of all states is
/// told nothing of what waits because a state has nobody: they see it in their lists.
pub(super) fn tell(change: &Change, roster: &Roster, item: &Item) -> Result<(), StoreError> {
    if item.level == Level::Nation && !roster.has_the_nation() {
        return Ok(());
    }
    let kind = match item.kind() {
        ItemKind::Notice => MessageKind::NoticeWaiting,
        ItemKind::Request => MessageKind::RequestWaiting,
        ItemKind::Correction => MessageKind::CorrectionWaiting,
        _ => return Ok(()),
    };
    let about = item.children.first().map_or_else(|| item.id.to_string(), |child| child.grouped());
    let people = roster.at(change, item, item.level)?.into_iter();
    for account in people.filter(|account| Actor::User(account.user_name.clone()) != *change.actor()) {
        outbox::post(change, NewMessage { about: about.clone().into(), ..NewMessage::to(account, kind) })?;
    }
    Ok(())
}
