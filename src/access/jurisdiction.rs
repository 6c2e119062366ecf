//! Where a right reaches: the nation, states, regions, districts. A region stands for the districts that are in it now, so
//! whether a district lies in a reach is asked of the store.

use super::regions;
use crate::model::{Area, Level, RegionId, StateCode, Text};
use crate::store::{Read, StoreError};

/// Where a capability reaches. Reading is national for every role that may read (New York policies).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Jurisdiction {
    /// Children of all states.
    Nation,
    /// Less than that.
    Within(Areas),
}

/// Areas below the nation, each kind in order. What lies in one of the whole states is not named again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Areas {
    states: Vec<StateCode>,
    regions: Vec<(StateCode, RegionId)>,
    districts: Vec<(StateCode, Text)>,
}

impl Jurisdiction {
    /// Over several areas together; `None` when there is none.
    pub fn over<'a>(areas: impl Iterator<Item = &'a Area>) -> Option<Self> {
        let mut within = Areas::default();
        for area in areas {
            match area {
                Area::Nation => return Some(Self::Nation),
                Area::State(state) => within.states.push(*state),
                Area::Region(state, region) => within.regions.push((*state, *region)),
                Area::District(state, district) => within.districts.push((*state, district.clone())),
            }
        }
        let within = within.in_order();
        (within != Areas::default()).then_some(Self::Within(within))
    }

    /// Whether it is that of the nation.
    pub fn is_national(&self) -> bool {
        *self == Self::Nation
    }

    /// Whether a whole state lies in it.
    pub fn holds(&self, state: StateCode) -> bool {
        match self {
            Self::Nation => true,
            Self::Within(areas) => areas.states.contains(&state),
        }
    }

    /// Whether a state or a part of it lies in it.
    pub fn touches(&self, state: StateCode) -> bool {
        self.is_national() || self.states().contains(&state)
    }

    /// The states of which the whole or a part lies in it, in order; none for the nation, which needs no names.
    pub fn states(&self) -> Vec<StateCode> {
        let Self::Within(areas) = self else { return Vec::new() };
        let regions = areas.regions.iter().map(|(state, _)| *state);
        let districts = areas.districts.iter().map(|(state, _)| *state);
        let mut states: Vec<_> = areas.states.iter().copied().chain(regions).chain(districts).collect();
        states.sort_unstable();
        states.dedup();
        states
    }

    /// The same, with all states for the nation: what a person is offered, and the lists she sees.
    pub fn states_or_all(&self) -> Vec<StateCode> {
        if self.is_national() { StateCode::all().collect() } else { self.states() }
    }

    /// The states that lie in it whole, in order; none for the nation.
    pub fn whole_states(&self) -> &[StateCode] {
        match self {
            Self::Nation => &[],
            Self::Within(areas) => &areas.states,
        }
    }

    /// Whether it reaches regions or districts and no whole state.
    pub fn is_local(&self) -> bool {
        !self.is_national() && self.whole_states().is_empty()
    }

    /// Its regions alone, or its regions and districts: what is decided at the level of a region, or below, is not a
    /// matter of the others. `None` when nothing is left.
    pub fn local_parts(&self, districts_too: bool) -> Option<Self> {
        let Self::Within(areas) = self else { return None };
        let districts = if districts_too { areas.districts.clone() } else { Vec::new() };
        let parts = Areas { states: Vec::new(), regions: areas.regions.clone(), districts };
        (parts != Areas::default()).then_some(Self::Within(parts))
    }

    /// The part of it that is held at one level and no other: its districts, its regions, its states, or the nation.
    /// `None` when there is none.
    pub fn of_level(&self, level: Level) -> Option<Self> {
        let Self::Within(areas) = self else { return (level == Level::Nation).then_some(Self::Nation) };
        let mut parts = Areas::default();
        match level {
            Level::District => parts.districts.clone_from(&areas.districts),
            Level::Region => parts.regions.clone_from(&areas.regions),
            Level::State => parts.states.clone_from(&areas.states),
            Level::Nation => {}
        }
        (parts != Areas::default()).then_some(Self::Within(parts))
    }

    /// Whether a district lies in it as the regions are drawn now.
    pub fn holds_district(&self, read: &impl Read, state: StateCode, district: &Text) -> Result<bool, StoreError> {
        let Self::Within(areas) = self else { return Ok(true) };
        if areas.states.contains(&state) || areas.districts.iter().any(|one| *one == (state, district.clone())) {
            return Ok(true);
        }
        if !areas.regions.iter().any(|(of, _)| *of == state) {
            return Ok(false);
        }
        let region = regions::region_of(read, state, district)?;
        Ok(region.is_some_and(|region| areas.regions.contains(&(state, region))))
    }

    /// Whether a whole area lies in it as the regions are drawn now.
    pub fn holds_area(&self, read: &impl Read, area: &Area) -> Result<bool, StoreError> {
        match (self, area) {
            (Self::Nation, _) => Ok(true),
            (_, Area::Nation) => Ok(false),
            (_, Area::State(state)) => Ok(self.holds(*state)),
            (Self::Within(areas), Area::Region(state, region)) => {
                Ok(self.holds(*state) || areas.regions.contains(&(*state, *region)))
            }
            (_, Area::District(state, district)) => self.holds_district(read, *state, district),
        }
    }
}

impl Areas {
    fn in_order(mut self) -> Self {
        self.states.sort_unstable();
        self.states.dedup();
        self.regions.retain(|(state, _)| !self.states.contains(state));
        self.regions.sort_unstable();
        self.regions.dedup();
        self.districts.retain(|(state, _)| !self.states.contains(state));
        self.districts.sort_unstable();
        self.districts.dedup();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(code: &str) -> StateCode {
        code.parse().unwrap()
    }

    fn over(areas: &[Area]) -> Jurisdiction {
        Jurisdiction::over(areas.iter()).unwrap()
    }

    #[test]
    fn a_part_of_a_state_is_not_the_state() {
        let (tx, fl) = (state("TX"), state("FL"));
        let parts = over(&[Area::District(tx, "4800001".into()), Area::Region(fl, RegionId(2))]);
        assert!(!parts.holds(tx) && parts.touches(tx) && parts.touches(fl) && !parts.touches(state("WA")));
        assert_eq!(parts.states(), [fl, tx]);
        assert!(parts.is_local() && parts.whole_states().is_empty());
        let regions = parts.local_parts(false).unwrap();
        assert!(regions.touches(fl) && !regions.touches(tx), "at a region's level a district has no say");
        assert_eq!(over(&[Area::District(tx, "4800001".into())]).local_parts(false), None);
        assert_eq!(parts.of_level(Level::District), Some(over(&[Area::District(tx, "4800001".into())])));
        assert_eq!((parts.of_level(Level::Region), parts.of_level(Level::State)), (Some(regions), None));
    }

    #[test]
    fn the_larger_area_holds() {
        let tx = state("TX");
        let both = over(&[Area::Region(tx, RegionId(1)), Area::State(tx)]);
        assert_eq!(both, over(&[Area::State(tx)]));
        assert!(!both.is_local() && both.local_parts(true).is_none());
        assert_eq!(over(&[Area::State(tx), Area::Nation]), Jurisdiction::Nation);
        assert_eq!(Jurisdiction::over([].iter()), None);
    }
}
