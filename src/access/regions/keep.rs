//! Changing regions: each act one transaction with its entry in the audit log.

use super::effect::{effect, open};
use super::look::regions;
use super::{Act, RegionError, RegionKeeper};
use crate::audit;
use crate::model::{AuditEvent, Placing, Region, RegionId, RegionSwitch, StateCode, Text, Timestamp};
use crate::store::{Change, Logged, Read, tables};

/// Longest name of a region, in characters.
const NAME_CHARS: usize = 60;

impl RegionKeeper {
    /// The state works with regions from now on, as they are drawn.
    pub fn switch_on(&self, state: StateCode, now: Timestamp) -> Result<(), RegionError> {
        let change = self.change(state, now)?;
        let logged = switch(&change, state, true)?;
        Ok(change.commit(logged)?)
    }

    /// Makes a region without districts, and gives its number.
    pub fn create(&self, state: StateCode, name: &str, now: Timestamp) -> Result<RegionId, RegionError> {
        let change = self.change(state, now)?;
        let known = regions(&change, state)?;
        let name = free_name(&known, name, None)?;
        let id = RegionId(known.last().map_or(1, |(last, _)| last.0.saturating_add(1)));
        let region = Region { name, created: now, closed: None };
        let logged = put(&change, state, id, &region, "created")?;
        change.commit(logged)?;
        Ok(id)
    }

    /// Gives a region another name.
    pub fn rename(&self, state: StateCode, id: RegionId, name: &str, now: Timestamp) -> Result<(), RegionError> {
        let change = self.change(state, now)?;
        open(&change, state, id)?;
        let mut region = change.get(&tables::REGION, &(state, id))?.ok_or(RegionError::Unknown)?;
        region.name = free_name(&regions(&change, state)?, name, Some(id))?;
        let logged = put(&change, state, id, &region, "renamed")?;
        Ok(change.commit(logged)?)
    }

    /// Does what was previewed; `seen` is the mark of the preview, and what changed since is refused.
    pub fn carry_out(&self, state: StateCode, act: &Act, seen: &str, now: Timestamp) -> Result<(), RegionError> {
        let change = self.change(state, now)?;
        // Nobody else writes while the change is open: the view is what it changes.
        let found = effect(&self.store.view()?, state, act)?;
        if found.seen != seen {
            return Err(RegionError::Changed);
        }
        let logged = match act {
            Act::SwitchOff => switch(&change, state, false)?,
            Act::Place { to, .. } => {
                self.place(&change, state, *to, found.shifts.iter().map(|one| &one.district.id))?
            }
            Act::Close(id) => {
                open(&change, state, *id)?;
                if !found.shifts.is_empty() {
                    self.place(&change, state, None, found.shifts.iter().map(|one| &one.district.id)).map(drop)?;
                }
                let mut region = change.get(&tables::REGION, &(state, *id))?.ok_or(RegionError::Unknown)?;
                region.closed = Some(now);
                put(&change, state, *id, &region, "closed")?
            }
        };
        Ok(change.commit(logged)?)
    }

    fn change(&self, state: StateCode, now: Timestamp) -> Result<Change, RegionError> {
        self.check(state)?;
        Ok(self.store.begin(self.who.clone(), now)?)
    }

    fn place<'a>(
        &self,
        change: &Change,
        state: StateCode,
        region: Option<RegionId>,
        districts: impl Iterator<Item = &'a Text>,
    ) -> Result<Logged, RegionError> {
        let mut placed = Vec::new();
        for district in districts {
            let key = (state, district.clone());
            let last = change.last(&tables::REGION_DISTRICT, (key.clone(), 0)..=(key.clone(), u32::MAX))?;
            let number = last.map_or(1, |((_, last), _)| last.saturating_add(1));
            let placing = Placing { region, since: change.at(), by: self.user.clone() };
            change.put(&tables::REGION_DISTRICT, &(key, number), &placing)?;
            placed.push(district.clone());
        }
        Ok(audit::append(change, AuditEvent::DistrictsPlaced { state, region, districts: placed })?)
    }
}

fn switch(change: &Change, state: StateCode, on: bool) -> Result<Logged, RegionError> {
    change.put(&tables::REGION_SWITCH, &state, &RegionSwitch { on, since: change.at() })?;
    Ok(audit::append(change, AuditEvent::RegionsSwitched { state, on })?)
}

fn put(change: &Change, state: StateCode, id: RegionId, region: &Region, what: &str) -> Result<Logged, RegionError> {
    change.put(&tables::REGION, &(state, id), region)?;
    let (what, name) = (Text::from(what), region.name.clone());
    Ok(audit::append(change, AuditEvent::RegionChanged { state, region: id, what, name })?)
}

/// The name as it is kept: without blanks around it, not too long, and no other open region's.
fn free_name(known: &[(RegionId, Region)], typed: &str, own: Option<RegionId>) -> Result<Text, RegionError> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let same = |region: &Region| region.closed.is_none() && region.name.to_lowercase() == name.to_lowercase();
    let taken = known.iter().any(|(id, region)| Some(*id) != own && same(region));
    if name.is_empty() || name.chars().count() > NAME_CHARS || taken {
        return Err(RegionError::Name);
    }
    Ok(Text::from(name))
}
