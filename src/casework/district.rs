//! In which district a child is: that of the most recent closed enrollment of each state; where none is closed, of the
//! most recent one (exchange facts, section 3.2). Where an item begins, and what administrators of regions and districts
//! may decide, hangs on it; what has no known district is nobody's below the state.

use super::CaseError;
use crate::access::Jurisdiction;
use crate::model::{ContributionNo, Date, Element, Item, Level, Line, MsixId, StateCode, Text, VersionFront};
use crate::records::RecordsError;
use crate::records::regroup::{live_key, members};
use crate::store::{Read, StoreError, tables};

/// The part of a reach that decides at a level below the state's: regions and districts at a district's level, regions
/// at a region's.
pub(super) fn at_level(reach: &Jurisdiction, level: Level) -> Option<Jurisdiction> {
    match level {
        Level::District => reach.local_parts(true),
        Level::Region => reach.local_parts(false),
        Level::State | Level::Nation => None,
    }
}

/// The districts in which children lie, for each of these states, in order. A state that knows no district of one of
/// them has none: it is asked as a whole.
pub(super) fn of_children(
    read: &impl Read,
    children: &[MsixId],
    states: &[StateCode],
) -> Result<Vec<(StateCode, Text)>, RecordsError> {
    let mut all = Vec::new();
    for state in states {
        let districts = in_state(read, children, *state)?.unwrap_or_default();
        all.extend(districts.into_iter().map(|district| (*state, district)));
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// Whether an item is one for an administrator of regions and districts: it stands at such a level, and for a state
/// asked all that concerns it lies in his area.
pub(super) fn lies_in(read: &impl Read, item: &Item, reach: &Jurisdiction) -> Result<bool, StoreError> {
    let Some(reach) = at_level(reach, item.level) else { return Ok(false) };
    for state in item.states.iter().filter(|state| reach.touches(**state)) {
        if holds_all(read, &reach, *state, &item.districts)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a reach holds all the districts of a state, of which there is one at least.
pub(super) fn holds_all(
    read: &impl Read,
    reach: &Jurisdiction,
    state: StateCode,
    districts: &[(StateCode, Text)],
) -> Result<bool, StoreError> {
    let mut found = false;
    for (_, district) in districts.iter().filter(|(of, _)| *of == state) {
        if !reach.holds_district(read, state, district)? {
            return Ok(false);
        }
        found = true;
    }
    Ok(found)
}

/// Whether all that a state says about these children, and something, is of districts in a reach.
pub(super) fn children_lie_in(
    read: &impl Read,
    children: &[MsixId],
    state: StateCode,
    reach: &Jurisdiction,
) -> Result<bool, CaseError> {
    Ok(holds_all(read, reach, state, &of_children(read, children, &[state])?)?)
}

/// The districts of the children of which a state says something; `None` when it knows none of one of them.
fn in_state(read: &impl Read, children: &[MsixId], state: StateCode) -> Result<Option<Vec<Text>>, RecordsError> {
    let mut districts = Vec::new();
    for child in children {
        match of_child(read, *child, state)? {
            Known::Nothing => {}
            Known::In(district) => districts.push(district),
            Known::Somewhere => return Ok(None),
        }
    }
    Ok(Some(districts))
}

/// What a state says about where a child is.
enum Known {
    /// It says nothing about the child.
    Nothing,
    /// It has the child, and no district.
    Somewhere,
    /// The child is in this district.
    In(Text),
}

fn of_child(read: &impl Read, child: MsixId, state: StateCode) -> Result<Known, RecordsError> {
    let (mut known, mut last) = (Known::Nothing, None);
    for no in members(read, child)? {
        if live_key(read, no)?.is_none_or(|key| key.state != state) {
            continue;
        }
        if matches!(known, Known::Nothing) {
            known = Known::Somewhere;
        }
        let version = read.last_front::<_, _, VersionFront>(&tables::VERSION, (no, 0)..=(no, u32::MAX))?;
        let Some(contribution) = version.and_then(VersionFront::into_contribution) else { continue };
        for line in &contribution.enrollments {
            let Some(order) = order(line).filter(|order| last.is_none_or(|last| *order >= last)) else { continue };
            last = Some(order);
            known = line.district().map_or(Known::Somewhere, Known::In);
        }
    }
    Ok(known)
}

/// Closed ones before others, then the later one.
fn order(line: &Line) -> Option<(bool, Date)> {
    let closed = line.date(Element::WITHDRAWAL_DATE);
    Some((closed.is_some(), closed.or_else(|| line.date(Element::ENROLLMENT_DATE))?))
}

/// The NCES identifier of the district of a contribution's most recent enrollment, if it says one.
pub(super) fn of_contribution(read: &impl Read, no: ContributionNo) -> Result<Option<Text>, StoreError> {
    let last = read.last_front::<_, _, VersionFront>(&tables::VERSION, (no, 0)..=(no, u32::MAX))?;
    let Some(contribution) = last.and_then(VersionFront::into_contribution) else { return Ok(None) };
    let dated = contribution.enrollments.iter().filter_map(|line| Some((order(line)?, line)));
    Ok(dated.max_by_key(|(order, _)| *order).and_then(|(_, line)| line.district()))
}
