//! What an act would take from people and give to them: shown before it is done, and again held against what is so when
//! it is.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::look::{holders, is_of, named, placings};
use super::{District, Holder, RegionError, RegionKeeper, is_on, placed_in};
use crate::model::{RegionId, StateCode, Text, hex};
use crate::store::{Read, View, plain, tables};

/// What takes reach away, or moves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Act {
    /// The state ceases to work with regions.
    SwitchOff,
    /// A region is closed; its districts are in none afterwards.
    Close(RegionId),
    /// Districts are put into a region, or taken out of the one they are in.
    Place {
        /// Where to; none takes them out.
        to: Option<RegionId>,
        /// NCES identifiers.
        districts: Vec<Text>,
    },
}

/// A district that goes from one region to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// Which.
    pub district: District,
    /// Where it is.
    pub from: Option<RegionId>,
    /// Where it will be.
    pub to: Option<RegionId>,
}

/// What an act does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// The districts that move.
    pub shifts: Vec<Shift>,
    /// Who no longer reaches districts he reaches now.
    pub lose: Vec<Holder>,
    /// Who reaches more.
    pub gain: Vec<Holder>,
    /// Mark of all of this: hexadecimal digits of a SHA-256.
    pub seen: String,
}

impl RegionKeeper {
    /// What an act would do now.
    pub fn preview(&self, state: StateCode, act: &Act) -> Result<Effect, RegionError> {
        self.check(state)?;
        effect(&self.store.view()?, state, act)
    }
}

/// What an act does in a state of the store.
pub(super) fn effect(view: &View, state: StateCode, act: &Act) -> Result<Effect, RegionError> {
    let wanted = shifts(view, state, act)?;
    let on = is_on(view, state)?;
    let of = |regions: &dyn Fn(&Shift) -> Option<RegionId>, holder: &Holder| {
        on && wanted.iter().any(|shift| regions(shift) == Some(holder.region))
    };
    let people = holders(view, state)?;
    let mut lose: Vec<Holder> = people.iter().filter(|one| of(&|shift| shift.from, one)).cloned().collect();
    let mut gain: Vec<Holder> = people.iter().filter(|one| of(&|shift| shift.to, one)).cloned().collect();
    // Whoever has both regions keeps what he has.
    let both: Vec<Holder> = lose.iter().filter(|one| has(&gain, one)).cloned().collect();
    lose.retain(|one| !has(&both, one));
    gain.retain(|one| !has(&both, one));
    let marks: Vec<_> = wanted.iter().map(|one| (&one.district.id, one.from, one.to)).collect();
    let users =
        |people: &[Holder]| people.iter().map(|one| (one.user.clone(), one.role, one.region)).collect::<Vec<_>>();
    let seen = hex(&Sha256::digest(plain(&(state.as_str(), act, on, marks, users(&lose), users(&gain)))));
    Ok(Effect { shifts: wanted, lose, gain, seen })
}

fn has(people: &[Holder], one: &Holder) -> bool {
    people.iter().any(|other| other.user == one.user && other.role == one.role)
}

fn shifts(view: &View, state: StateCode, act: &Act) -> Result<Vec<Shift>, RegionError> {
    let mut shifts = Vec::new();
    match act {
        Act::SwitchOff | Act::Close(_) => {
            for (district, history) in placings(view, state)? {
                let from = history.last().and_then(|last| last.region);
                if from.is_some_and(|from| *act == Act::SwitchOff || *act == Act::Close(from)) {
                    shifts.push(Shift { district: named(view, &district)?, from, to: None });
                }
            }
        }
        Act::Place { to, districts } => {
            if let Some(to) = to {
                open(view, state, *to)?;
            }
            for id in districts {
                if !is_of(view, state, id)? {
                    return Err(RegionError::Districts);
                }
                let from = placed_in(view, state, id)?;
                if from != *to {
                    shifts.push(Shift { district: named(view, id)?, from, to: *to });
                }
            }
            if shifts.is_empty() {
                return Err(RegionError::Districts);
            }
        }
    }
    Ok(shifts)
}

/// Refuses a region that is unknown or closed.
pub(super) fn open(read: &impl Read, state: StateCode, id: RegionId) -> Result<(), RegionError> {
    match read.get(&tables::REGION, &(state, id))? {
        None => Err(RegionError::Unknown),
        Some(region) if region.closed.is_some() => Err(RegionError::Closed),
        Some(_) => Ok(()),
    }
}
