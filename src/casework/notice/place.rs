//! Places as people type them and as they read them.

use std::collections::BTreeMap;
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
    /// The area that is meant. A region goes before a district of the same name; a number goes before every name, and is
    /// taken as it is where the lists have no district of the state at all.
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
        let listed = districts(read, state)?;
        let number = Text::from(typed.as_str());
        let is_number = typed.len() == DISTRICT_DIGITS && typed.bytes().all(|b| b.is_ascii_digit());
        if is_number && (listed.is_empty() || listed.contains_key(&number)) {
            return Ok(Area::District(state, number));
        }
        match named(&listed, &typed).as_slice() {
            [one] => Ok(Area::District(state, (*one).clone())),
            [] => Err(NoticeError::NoPlace(state)),
            _ => Err(NoticeError::SeveralPlaces(state)),
        }
    }
}

/// The districts of a state by their identifiers: the last year in which one is listed, and its name of that year in
/// small letters.
fn districts(read: &impl Read, state: StateCode) -> Result<BTreeMap<Text, (u16, Text)>, StoreError> {
    let mut listed = BTreeMap::new();
    // The years of a district come one after another.
    read.visit(&tables::DISTRICT, .., |(id, year), row| {
        if row.state == Some(state) {
            listed.insert(id, (year, row.name.to_lowercase()));
        }
        ControlFlow::Continue(())
    })?;
    Ok(listed)
}

/// The districts that may be meant by a name: those that are called so, as of the latest year that
/// lists one; else those in whose names all its words are.
fn named<'a>(listed: &'a BTreeMap<Text, (u16, Text)>, typed: &str) -> Vec<&'a Text> {
    let called = || listed.iter().filter(|(_, (_, name))| name == typed);
    let last = called().map(|(_, (year, _))| *year).max();
    let exact: Vec<&Text> = called().filter(|(_, (year, _))| Some(*year) == last).map(|(id, _)| id).collect();
    if !exact.is_empty() {
        return exact;
    }
    let words: Vec<&str> = typed.split_whitespace().collect();
    let fits = |name: &str| words.iter().all(|word| name.contains(word));
    listed.iter().filter(|(_, (_, name))| fits(name)).map(|(id, _)| id).collect()
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
