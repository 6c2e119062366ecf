//! In which district a child is: that of the most recent enrollment (exchange facts, section 3.2). What administrators of
//! regions and districts may decide hangs on it; what has no known district is nobody's below the state.

use super::CaseError;
use crate::access::Jurisdiction;
use crate::model::{ContributionNo, Element, Item, Level, MsixId, StateCode, Text};
use crate::records::regroup::{key_of, members, membership};
use crate::store::{Read, StoreError, tables};

/// The part of a reach that decides at a level below the state's: regions and districts at a district's level, regions
/// at a region's.
fn at_level(reach: &Jurisdiction, level: Level) -> Option<Jurisdiction> {
    match level {
        Level::District => reach.local_parts(true),
        Level::Region => reach.local_parts(false),
        Level::State | Level::Nation => None,
    }
}

/// Whether an item is one for an administrator of regions and districts: it stands at such a level, and for a state
/// asked all that concerns it lies in his area.
pub(super) fn lies_in(read: &impl Read, item: &Item, reach: &Jurisdiction) -> Result<bool, CaseError> {
    let Some(reach) = at_level(reach, item.level) else { return Ok(false) };
    let children = super::list::children(read, item)?;
    for state in item.states.iter().filter(|state| reach.touches(**state)) {
        if children_lie_in(read, &children, *state, &reach)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether all that a state says about these children, and something, is of districts in a reach.
pub(super) fn children_lie_in(
    read: &impl Read,
    children: &[MsixId],
    state: StateCode,
    reach: &Jurisdiction,
) -> Result<bool, CaseError> {
    let mut found = false;
    for child in children {
        for no in members(read, *child)? {
            if key_of(read, no)?.state != state || !membership(read, no)?.live {
                continue;
            }
            match of_contribution(read, no)? {
                Some(district) if reach.holds_district(read, state, &district)? => found = true,
                _ => return Ok(false),
            }
        }
    }
    Ok(found)
}

/// The NCES identifier of the district of a contribution's most recent enrollment, if it says one.
fn of_contribution(read: &impl Read, no: ContributionNo) -> Result<Option<Text>, StoreError> {
    let last = read.last(&tables::VERSION, (no, 0)..=(no, u32::MAX))?;
    let Some(contribution) = last.and_then(|(_, version)| version.contribution) else { return Ok(None) };
    let dated = contribution.enrollments.iter().filter_map(|line| Some((line.date(Element::ENROLLMENT_DATE)?, line)));
    Ok(dated.max_by_key(|(day, _)| *day).and_then(|(_, line)| line.district()))
}
