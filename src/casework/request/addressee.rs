//! Who can be asked: a state, the district in which its record has the child, its regions; and who would get it, found as
//! the sending finds it.

use super::RequestError;
use crate::access::regions_are_on;
use crate::casework::reach::Roster;
use crate::casework::{ask, district};
use crate::model::{Account, Area, ContributionNo, Level, MsixId, RegionId, StateCode, Text};
use crate::store::{Read, tables};

/// Somebody who can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// The state or the part of it.
    pub area: Area,
    /// What a district is called in the list of NCES, and a region by its state; empty for a state.
    pub name: Text,
    /// Those who would get it, by name; empty when nobody of the state could.
    pub people: Vec<Text>,
    /// The level at which it arrives.
    pub level: Level,
}

/// The areas of a state that can be asked about a child, the whole state first.
pub(super) fn addressees(
    read: &impl Read,
    child: MsixId,
    state: StateCode,
    record: Option<ContributionNo>,
) -> Result<Vec<Addressee>, RequestError> {
    let mut areas = vec![(Area::State(state), Text::default())];
    if let Some(no) = record
        && let Some(id) = district::of_contribution(read, no)?
    {
        let listed = read.last(&tables::DISTRICT, (id.clone(), 0)..=(id.clone(), u16::MAX))?;
        areas.push((Area::District(state, id), listed.map(|(_, row)| row.name).unwrap_or_default()));
    }
    areas.extend(regions(read, state)?.into_iter().map(|(id, name)| (Area::Region(state, id), name)));
    let roster = Roster::read(read)?;
    areas.into_iter().map(|(area, name)| addressee(read, &roster, child, state, (area, name))).collect()
}

fn addressee(
    read: &impl Read,
    roster: &Roster,
    child: MsixId,
    state: StateCode,
    (area, name): (Area, Text),
) -> Result<Addressee, RequestError> {
    let districts = ask::districts(read, &[child], &area)?;
    let states = [state];
    let level = roster.route(read, &states, &districts, None)?;
    let people: Vec<&Account> = match level {
        Level::Nation => Vec::new(),
        Level::State => roster.of_states(&states, None).collect(),
        Level::Region | Level::District => roster.of_districts(read, level, state, &districts, None)?,
    };
    let people = people.into_iter().map(|account| Text::from(account.display_name())).collect();
    Ok(Addressee { area, name, people, level })
}

/// The regions of a state that works with some, each with its name.
fn regions(read: &impl Read, state: StateCode) -> Result<Vec<(RegionId, Text)>, RequestError> {
    if !regions_are_on(read, state)? {
        return Ok(Vec::new());
    }
    let all = (state, RegionId(0))..=(state, RegionId(u32::MAX));
    let rows = read.range(&tables::REGION, all)?.into_iter().filter(|(_, region)| region.closed.is_none());
    Ok(rows.map(|((_, id), region)| (id, region.name)).collect())
}

/// Refuses a region that the state has not, or has no longer.
pub(super) fn check_region(read: &impl Read, area: &Area) -> Result<(), RequestError> {
    let Area::Region(state, id) = area else { return Ok(()) };
    let known = regions(read, *state)?.iter().any(|(known, _)| known == id);
    if known { Ok(()) } else { Err(RequestError::NoRegion) }
}
