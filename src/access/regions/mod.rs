//! The regions of a state, for its State Region Administrator: switching them on and off, drawing them, putting districts
//! in and moving them, always with who and when. What takes reach away from people is shown before it is done.

mod effect;
mod keep;
mod look;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::model::{Account, RegionId, Session, StateCode, Text, Who};
use crate::store::{Read, Store, StoreError, tables};

use super::{Children, Jurisdiction, Permission, Refusal, jurisdiction};
pub use effect::{Act, Effect, Shift};
pub use look::{District, Drawing, Drawn, Holder, Moved, Seat};

/// Why something about regions cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum RegionError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No such region of a state that is the person's.
    #[error("no such region")]
    Unknown,
    /// The name is empty, too long, or another open region has it.
    #[error("a region's name has 1 to 60 characters and no other region of the state has it")]
    Name,
    /// The region is closed.
    #[error("the region is closed")]
    Closed,
    /// No district was chosen, or one that is not of the state.
    #[error("no district of the state was chosen")]
    Districts,
    /// Something changed since the preview was shown.
    #[error("the regions have changed since")]
    Changed,
}

/// The right to draw the regions of one's own states.
#[derive(Clone)]
pub struct RegionKeeper {
    store: Store,
    user: Text,
    who: Who,
    jurisdiction: Jurisdiction,
}

impl Children {
    /// For a State Region Administrator who has logged in (exchange facts, section 8.1).
    pub fn region_keeper(&self, account: &Account, session: &Session) -> Result<RegionKeeper, Refusal> {
        // Who holds the role in a part of a state draws nothing: regions are the whole state's.
        let jurisdiction = jurisdiction(account, Permission::Regions).filter(|reach| !reach.is_local());
        let jurisdiction = jurisdiction.ok_or(Refusal::Role(Permission::Regions))?;
        Ok(RegionKeeper {
            store: self.store.clone(),
            user: account.user_name.clone(),
            who: self.person(session),
            jurisdiction,
        })
    }
}

impl RegionKeeper {
    /// The states whose regions may be drawn, in order.
    pub fn states(&self) -> Vec<StateCode> {
        if self.jurisdiction.is_national() {
            StateCode::all().collect()
        } else {
            self.jurisdiction.whole_states().to_vec()
        }
    }

    /// Another state's regions are unknown rather than refused.
    fn check(&self, state: StateCode) -> Result<(), RegionError> {
        if self.jurisdiction.holds(state) { Ok(()) } else { Err(RegionError::Unknown) }
    }
}

/// The region in which a district is now; none while the state's regions are off.
pub(super) fn region_of(read: &impl Read, state: StateCode, district: &Text) -> Result<Option<RegionId>, StoreError> {
    if is_on(read, state)? { placed_in(read, state, district) } else { Ok(None) }
}

/// The districts that are in a region now, in order; none while the state's regions are off.
pub(crate) fn districts_of(read: &impl Read, state: StateCode, region: RegionId) -> Result<Vec<Text>, StoreError> {
    let mut last: BTreeMap<Text, Option<RegionId>> = BTreeMap::new();
    if is_on(read, state)? {
        let all = ((state, Text::default()), 0)..;
        read.visit(&tables::REGION_DISTRICT, all, |((of, district), _), placing| {
            if of != state {
                return ControlFlow::Break(());
            }
            last.insert(district, placing.region);
            ControlFlow::Continue(())
        })?;
    }
    Ok(last.into_iter().filter(|(_, now)| *now == Some(region)).map(|(district, _)| district).collect())
}

/// Whether a state works with regions.
pub(crate) fn is_on(read: &impl Read, state: StateCode) -> Result<bool, StoreError> {
    Ok(read.get(&tables::REGION_SWITCH, &state)?.is_some_and(|switch| switch.on))
}

/// The region into which a district was put last, whether regions are on or off.
fn placed_in(read: &impl Read, state: StateCode, district: &Text) -> Result<Option<RegionId>, StoreError> {
    let key = (state, district.clone());
    let last = read.last(&tables::REGION_DISTRICT, (key.clone(), 0)..=(key, u32::MAX))?;
    Ok(last.and_then(|(_, placing)| placing.region))
}

#[cfg(test)]
mod tests;
