//! Looking at regions: what is drawn, who works there, which districts there are.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use super::{RegionError, RegionKeeper, is_on, placed_in};
use crate::model::{Account, Area, Placing, Region, RegionId, Role, StateCode, Text, Timestamp};
use crate::store::{Read, StoreError, View, tables};

/// A district with its name; one that no list has is named by its number alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct District {
    /// NCES identifier.
    pub id: Text,
    /// Its name in the newest list that has it.
    pub name: Text,
    /// Its city.
    pub city: Text,
}

/// A district and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Which.
    pub district: District,
    /// In which region it is, and since when.
    pub region: Option<(RegionId, Timestamp)>,
}

/// Somebody whose role is held in a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// User name.
    pub user: Text,
    /// What others see.
    pub name: Text,
    /// The role held there.
    pub role: Role,
    /// Where.
    pub region: RegionId,
}

/// A region in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Its number.
    pub id: RegionId,
    /// The region.
    pub region: Region,
    /// How many districts it has.
    pub districts: usize,
    /// How many roles are held in it.
    pub people: usize,
}

/// A district that came into a region or left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Which.
    pub district: District,
    /// Where it was before.
    pub from: Option<RegionId>,
    /// Where it was put.
    pub to: Option<RegionId>,
    /// When.
    pub at: Timestamp,
    /// By whom: a user name.
    pub by: Text,
}

/// One region with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// Its state.
    pub state: StateCode,
    /// Its number.
    pub id: RegionId,
    /// The region.
    pub region: Region,
    /// Whether the state works with regions.
    pub on: bool,
    /// Its districts by name.
    pub districts: Vec<Seat>,
    /// Who holds a role in it.
    pub people: Vec<Holder>,
    /// What came and went, the last first.
    pub history: Vec<Moved>,
    /// The names of all regions of the state.
    pub names: BTreeMap<RegionId, Text>,
}

impl RegionKeeper {
    /// Whether a state works with regions, and its regions: the open ones first, by name.
    pub fn list(&self, state: StateCode) -> Result<(bool, Vec<Drawn>), RegionError> {
        self.check(state)?;
        let view = self.store.view()?;
        let (placed, people) = (placings(&view, state)?, holders(&view, state)?);
        let mut all: Vec<Drawn> = regions(&view, state)?
            .into_iter()
            .map(|(id, region)| Drawn {
                id,
                region,
                districts: placed.values().filter(|history| now(history) == Some(id)).count(),
                people: people.iter().filter(|one| one.region == id).count(),
            })
            .collect();
        all.sort_by_key(|one| (one.region.closed.is_some(), one.region.name.to_lowercase()));
        Ok((is_on(&view, state)?, all))
    }

    /// How many of a state's districts have no region; `None` while it works without regions.
    pub fn without_region(&self, state: StateCode) -> Result<Option<usize>, RegionError> {
        self.check(state)?;
        let view = self.store.view()?;
        if !is_on(&view, state)? {
            return Ok(None);
        }
        let mut all = BTreeSet::new();
        view.visit(&tables::DISTRICT, .., |(id, _), row| {
            if row.state == Some(state) {
                all.insert(id);
            }
            ControlFlow::Continue(())
        })?;
        let placed = placings(&view, state)?;
        Ok(Some(all.iter().filter(|id| placed.get(*id).and_then(|history| now(history)).is_none()).count()))
    }

    /// One region.
    pub fn region(&self, state: StateCode, id: RegionId) -> Result<Drawing, RegionError> {
        self.check(state)?;
        let view = self.store.view()?;
        let region = view.get(&tables::REGION, &(state, id))?.ok_or(RegionError::Unknown)?;
        let (mut districts, mut history) = (Vec::new(), Vec::new());
        for (district, placings) in placings(&view, state)? {
            let district = named(&view, &district)?;
            for (before, placing) in [None].into_iter().chain(placings.iter().map(Some)).zip(&placings) {
                let from = before.and_then(|before| before.region);
                if [from, placing.region].contains(&Some(id)) {
                    let (district, by) = (district.clone(), placing.by.clone());
                    history.push(Moved { district, from, to: placing.region, at: placing.since, by });
                }
            }
            if let Some(last) = placings.last().filter(|last| last.region == Some(id)) {
                districts.push(Seat { district, region: Some((id, last.since)) });
            }
        }
        districts.sort_by_key(|seat| seat.district.name.to_lowercase());
        history.sort_by_key(|moved| std::cmp::Reverse(moved.at));
        let people = holders(&view, state)?.into_iter().filter(|one| one.region == id).collect();
        let names = regions(&view, state)?.into_iter().map(|(id, region)| (id, region.name)).collect();
        Ok(Drawing { state, id, region, on: is_on(&view, state)?, districts, people, history, names })
    }

    /// The districts of a state whose name, city or number holds all words typed, by name, at most so many, and whether
    /// there are more.
    pub fn find_districts(&self, state: StateCode, typed: &str, most: usize) -> Result<(Vec<Seat>, bool), RegionError> {
        self.check(state)?;
        let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
        let view = self.store.view()?;
        // A later year comes after an earlier one, and the last word holds.
        let mut newest: BTreeMap<Text, District> = BTreeMap::new();
        view.visit(&tables::DISTRICT, .., |(id, _), row| {
            if row.state == Some(state) {
                newest.insert(id.clone(), District { id, name: row.name, city: row.city });
            }
            ControlFlow::Continue(())
        })?;
        let fits = |one: &District| {
            let all = format!("{} {} {}", one.id, one.name, one.city).to_lowercase();
            words.iter().all(|word| all.contains(word.as_str()))
        };
        let mut found: Vec<District> = newest.into_values().filter(fits).collect();
        found.sort_by_key(|one| one.name.to_lowercase());
        let more = found.len() > most;
        found.truncate(most);
        let seat = |district: District| -> Result<Seat, StoreError> {
            let key = (state, district.id.clone());
            let last = view.last(&tables::REGION_DISTRICT, (key.clone(), 0)..=(key, u32::MAX))?;
            Ok(Seat { district, region: last.and_then(|(_, last)| Some((last.region?, last.since))) })
        };
        Ok((found.into_iter().map(seat).collect::<Result<_, _>>()?, more))
    }
}

/// The regions of a state by number.
pub(super) fn regions(read: &impl Read, state: StateCode) -> Result<Vec<(RegionId, Region)>, StoreError> {
    let all = (state, RegionId(0))..=(state, RegionId(u32::MAX));
    Ok(read.range(&tables::REGION, all)?.into_iter().map(|((_, id), region)| (id, region)).collect())
}

/// Where each district of a state has been, oldest first.
pub(super) fn placings(read: &impl Read, state: StateCode) -> Result<BTreeMap<Text, Vec<Placing>>, StoreError> {
    let mut all: BTreeMap<Text, Vec<Placing>> = BTreeMap::new();
    read.visit(&tables::REGION_DISTRICT, ((state, Text::default()), 0).., |((of, district), _), placing| {
        if of != state {
            return ControlFlow::Break(());
        }
        all.entry(district).or_default().push(placing);
        ControlFlow::Continue(())
    })?;
    Ok(all)
}

/// Who holds a role in a region of a state.
pub(super) fn holders(read: &impl Read, state: StateCode) -> Result<Vec<Holder>, StoreError> {
    let mut all = Vec::new();
    read.visit(&tables::ACCOUNT, .., |_, account| {
        all.extend(account.is_active().then(|| held_by(&account, state)).into_iter().flatten());
        ControlFlow::Continue(())
    })?;
    Ok(all)
}

fn held_by(account: &Account, state: StateCode) -> Vec<Holder> {
    let held = |grant: &crate::model::Grant| match grant.area {
        Area::Region(of, region) if of == state => Some(Holder {
            user: account.user_name.clone(),
            name: account.display_name().into(),
            role: grant.role,
            region,
        }),
        _ => None,
    };
    account.grants.iter().filter_map(held).collect()
}

/// A district by its number.
pub(super) fn named(view: &View, id: &Text) -> Result<District, StoreError> {
    let last = view.last(&tables::DISTRICT, (id.clone(), 0)..=(id.clone(), u16::MAX))?;
    let (name, city) = last.map(|(_, row)| (row.name, row.city)).unwrap_or_default();
    Ok(District { id: id.clone(), name, city })
}

fn now(history: &[Placing]) -> Option<RegionId> {
    history.last().and_then(|last| last.region)
}

/// Whether a district is in a state's lists, or has been placed before.
pub(super) fn is_of(read: &impl Read, state: StateCode, id: &Text) -> Result<bool, StoreError> {
    let listed = read.last(&tables::DISTRICT, (id.clone(), 0)..=(id.clone(), u16::MAX))?;
    Ok(listed.is_some_and(|(_, row)| row.state == Some(state)) || placed_in(read, state, id)?.is_some())
}
