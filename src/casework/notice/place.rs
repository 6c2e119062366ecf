//! Places as people type them and as they read them.

use std::ops::ControlFlow;

use serde::Serialize;

use super::NoticeError;
use crate::model::{Area, RegionId, StateCode, Text};
use crate::store::{Read, StoreError, tables};

/// Digits of an NCES district's identifier.
const DISTRICT_DIGITS: usize = 7;

/// A place as somebody types it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The state.
    pub state: StateCode,
    /// A region's name, or a district's name or NCES identifier; empty for the whole state.
    pub within: String,
}

/// A place with the name that people read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Its state.
    pub state: StateCode,
    /// The name of the region or district; empty for a whole state.
    pub within: Text,
}

impl Spot {
    /// The area that is meant. A region goes before a district of the same name; a number is taken as it is where the
    /// lists have no district of the state at all.
    pub(super) fn area(&self, read: &impl Read) -> Result<Area, NoticeError> {
        let (state, typed) = (self.state, self.within.trim().to_lowercase());
        if typed.is_empty() {
            return Ok(Area::State(state));
        }
        let all = (state, RegionId(0))..=(state, RegionId(u32::MAX));
        for ((_, id), region) in read.range(&tables::REGION, all)? {
            if region.closed.is_none() && region.name.to_lowercase() == typed {
                return Ok(Area::Region(state, id));
            }
        }
        let number = (typed.len() == DISTRICT_DIGITS && typed.bytes().all(|b| b.is_ascii_digit())).then_some(&typed);
        let words: Vec<&str> = typed.split_whitespace().collect();
        let (mut known, mut exact, mut fitting) = (false, None, Vec::<Text>::new());
        read.visit(&tables::DISTRICT, .., |(id, _), row| {
            if row.state != Some(state) {
                return ControlFlow::Continue(());
            }
            known = true;
            let name = row.name.to_lowercase();
            if number.is_some_and(|number| *number == *id) || name == typed {
                exact = Some(id);
            } else if words.iter().all(|word| name.contains(word)) && fitting.last() != Some(&id) {
                fitting.push(id);
            }
            ControlFlow::Continue(())
        })?;
        let unlisted = number.filter(|_| !known).map(|number| Text::from(number.as_str()));
        match (exact.or(unlisted), fitting.as_slice()) {
            (Some(id), _) => Ok(Area::District(state, id)),
            (None, [one]) => Ok(Area::District(state, one.clone())),
            (None, []) => Err(NoticeError::NoPlace(state)),
            (None, _) => Err(NoticeError::SeveralPlaces(state)),
        }
    }
}

impl Place {
    /// Of an area; the nation, which no notice names, has none.
    pub(super) fn of(read: &impl Read, area: &Area) -> Result<Option<Self>, StoreError> {
        let Some(state) = area.state() else { return Ok(None) };
        let within = match area {
            Area::Nation | Area::State(_) => Text::default(),
            Area::Region(state, id) => {
                read.get(&tables::REGION, &(*state, *id))?.map(|one| one.name).unwrap_or_default()
            }
            Area::District(_, id) => {
                let listed = read.last(&tables::DISTRICT, (id.clone(), 0)..=(id.clone(), u16::MAX))?;
                listed.map_or_else(|| id.clone(), |(_, row)| Text::from(format!("{} ({id})", row.name)))
            }
        };
        Ok(Some(Self { state, within }))
    }
}
