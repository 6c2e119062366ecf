//! Asking somebody of an area for something about children: where the item begins, and who is told.

use super::reach::Roster;
use super::{district, items};
use crate::access::districts_of_region;
use crate::model::{
    Account, Actor, Area, Item, ItemKind, Level, MessageKind, MsixId, StateCode, StepKind, Subject, Text, Why,
};
use crate::outbox::{self, NewMessage};
use crate::records::{RecordsError, regroup};
use crate::store::{Change, StoreError};

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
    let states: Vec<StateCode> = area.state().into_iter().collect();
    let districts = districts(change, children, area).map_err(of_records)?;
    let roster = Roster::of(change)?;
    let level = roster.route(change, &states, &districts, None)?;
    let mut item = items::open(change, subject, states, districts, level, why)?;
    let before = item.clone();
    item.children = children.to_vec();
    if level == Level::Nation && *area != Area::Nation {
        items::note(change, &mut item, StepKind::Unattended, None);
    }
    items::save(change, Some(&before), &item)?;
    items::file(change, item.id, children)?;
    // Everybody of all states is told nothing of what waits because a state has nobody: they see it in their lists.
    if level != Level::Nation || roster.has_the_nation() {
        tell(change, &item, roster.at(change, &item, level)?)?;
    }
    Ok(item)
}

/// The districts of an area in which an item about children lies: that of a district, those of the children, or all of a
/// region that has none of them.
fn districts(change: &Change, children: &[MsixId], area: &Area) -> Result<Vec<(StateCode, Text)>, RecordsError> {
    match area {
        Area::Nation => Ok(Vec::new()),
        Area::District(state, district) => Ok(vec![(*state, district.clone())]),
        Area::State(state) => of_children(change, children, *state),
        Area::Region(state, region) => {
            let of_region = districts_of_region(change, *state, *region)?;
            let known = of_children(change, children, *state)?;
            if !known.is_empty() && known.iter().all(|(_, district)| of_region.contains(district)) {
                return Ok(known);
            }
            let all = if of_region.len() > MOST_DISTRICTS { Vec::new() } else { of_region };
            Ok(all.into_iter().map(|district| (*state, district)).collect())
        }
    }
}

/// Of those that stand for the children now.
fn of_children(change: &Change, children: &[MsixId], state: StateCode) -> Result<Vec<(StateCode, Text)>, RecordsError> {
    let mut now = Vec::with_capacity(children.len());
    for child in children {
        now.push(regroup::in_use(change, *child)?.unwrap_or(*child));
    }
    district::of_children(change, &now, &[state])
}

/// What contradicts itself is damage.
fn of_records(error: RecordsError) -> StoreError {
    match error {
        RecordsError::Store(error) => error,
        RecordsError::Inconsistent(what) => StoreError::Corrupt(what),
    }
}

fn tell(change: &Change, item: &Item, people: Vec<&Account>) -> Result<(), StoreError> {
    let kind = match item.kind() {
        ItemKind::Notice => MessageKind::NoticeWaiting,
        ItemKind::Request => MessageKind::RequestWaiting,
        ItemKind::Correction => MessageKind::CorrectionWaiting,
        _ => return Ok(()),
    };
    let about = item.children.first().map_or_else(|| item.id.to_string(), |child| child.grouped());
    for account in people.into_iter().filter(|account| Actor::User(account.user_name.clone()) != *change.actor()) {
        outbox::post(change, NewMessage { about: about.clone().into(), ..NewMessage::to(account, kind) })?;
    }
    Ok(())
}
