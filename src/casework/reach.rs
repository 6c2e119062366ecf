//! Who may decide what, and who there is.

use std::sync::Arc;

use super::{CaseError, district, items};
use crate::access::{Jurisdiction, Permission, jurisdiction};
use crate::model::{Account, Item, Level, MsixId, Proposal, StateCode, StepKind, Text};
use crate::records::RecordsError;
use crate::records::regroup::{key_of, members, membership};
use crate::store::{Change, Read, StoreError, tables};

/// The levels below the state, from below.
const LOCAL: [Level; 2] = [Level::District, Level::Region];

/// The data administrators: of whole states and of the nation, and of regions and districts. The latter stand in for
/// nobody.
pub(super) struct Roster {
    whole: Vec<(Account, Jurisdiction)>,
    local: Vec<(Account, Jurisdiction)>,
}

impl Roster {
    pub(super) fn read(read: &impl Read) -> Result<Self, StoreError> {
        let mut roster = Self { whole: Vec::new(), local: Vec::new() };
        read.visit(&tables::ACCOUNT, .., |_, account| {
            if let Some(reach) = jurisdiction(&account, Permission::Decide) {
                if let Some(parts) = reach.local_parts(true) {
                    roster.local.push((account.clone(), parts));
                }
                if !reach.is_local() {
                    roster.whole.push((account, reach));
                }
            }
            std::ops::ControlFlow::Continue(())
        })?;
        Ok(roster)
    }

    /// As it is at the beginning of a change: read once, however many items the change opens.
    pub(super) fn of(change: &Change) -> Result<Arc<Self>, StoreError> {
        change.once(|| Self::read(change))
    }

    /// Those of one of these whole states, but for one person.
    pub(super) fn of_states<'a>(
        &'a self,
        states: &'a [StateCode],
        but: Option<&'a Text>,
    ) -> impl Iterator<Item = &'a Account> {
        let fits = |reach: &Jurisdiction| reach.whole_states().iter().any(|state| states.contains(state));
        let others = self.whole.iter().filter(move |(account, _)| but != Some(&account.user_name));
        others.filter(move |(_, reach)| fits(reach)).map(|(account, _)| account)
    }

    /// Those who hold, at a level below the state and in one state, all the districts that are named, but for one person.
    pub(super) fn of_districts<'a>(
        &'a self,
        read: &impl Read,
        level: Level,
        state: StateCode,
        districts: &[(StateCode, Text)],
        but: Option<&Text>,
    ) -> Result<Vec<&'a Account>, StoreError> {
        let mut found = Vec::new();
        for (account, reach) in self.local.iter().filter(|(account, _)| but != Some(&account.user_name)) {
            let Some(own) = reach.of_level(level).filter(|own| own.touches(state)) else { continue };
            if district::holds_all(read, &own, state, districts)? {
                found.push(account);
            }
        }
        Ok(found)
    }

    /// Those whose level it is that an item stands at one: of the districts or the regions in which it lies, of the
    /// states asked, or of the nation. Never the proposer.
    pub(super) fn at<'a>(
        &'a self,
        read: &impl Read,
        item: &'a Item,
        level: Level,
    ) -> Result<Vec<&'a Account>, StoreError> {
        let but = item.proposal().map(|proposal| &proposal.by);
        let mut found: Vec<&Account> = Vec::new();
        match level {
            Level::Nation => found.extend(self.of_the_nation(item.proposal())),
            Level::State => found.extend(self.of_states(&item.states, but)),
            Level::Region | Level::District => {
                for state in &item.states {
                    for account in self.of_districts(read, level, *state, &item.districts, but)? {
                        if !found.iter().any(|known| known.user_name == account.user_name) {
                            found.push(account);
                        }
                    }
                }
            }
        }
        Ok(found)
    }

    /// Who decides at the nation's level, never the proposer: those of the nation. Where there is none, those of all
    /// states stand in; about a proposal those of other states than the one for which it was made, or all if there are
    /// no others.
    pub(super) fn of_the_nation<'a>(&'a self, proposal: Option<&'a Proposal>) -> impl Iterator<Item = &'a Account> {
        let none = !self.has_the_nation();
        let others_stand_in = !self.only_of_the_proposing_state(proposal);
        self.others(proposal).filter_map(move |(account, reach)| {
            let decides = if none {
                !(others_stand_in && is_of_the_proposing_state(reach, proposal))
            } else {
                *reach == Jurisdiction::Nation
            };
            decides.then_some(account)
        })
    }

    /// Whether at the nation's level nobody could decide about a proposal but people of the state for which it was made.
    pub(super) fn only_of_the_proposing_state(&self, proposal: Option<&Proposal>) -> bool {
        let mut others = self.others(proposal).peekable();
        !self.has_the_nation()
            && others.peek().is_some()
            && others.all(|(_, reach)| is_of_the_proposing_state(reach, proposal))
    }

    /// Whether the nation has somebody of its own.
    pub(super) fn has_the_nation(&self) -> bool {
        self.whole.iter().any(|(_, reach)| *reach == Jurisdiction::Nation)
    }

    /// All of whole states and the nation but the proposer.
    fn others<'a>(&'a self, proposal: Option<&'a Proposal>) -> impl Iterator<Item = &'a (Account, Jurisdiction)> {
        self.whole.iter().filter(move |(account, _)| proposal.is_none_or(|one| one.by != account.user_name))
    }

    /// Where the way up begins: for each state asked the lowest level at which somebody can decide, and of these the
    /// highest. A state that has nobody asks for no more than the others need; where none has anybody it is the nation,
    /// where an item waits and is seen.
    pub(super) fn route(
        &self,
        read: &impl Read,
        states: &[StateCode],
        districts: &[(StateCode, Text)],
        but: Option<&Text>,
    ) -> Result<Level, StoreError> {
        let mut needed = None;
        for state in states {
            needed = needed.max(self.lowest(read, *state, districts, but)?);
        }
        Ok(needed.unwrap_or(Level::Nation))
    }

    fn lowest(
        &self,
        read: &impl Read,
        state: StateCode,
        districts: &[(StateCode, Text)],
        but: Option<&Text>,
    ) -> Result<Option<Level>, StoreError> {
        for level in LOCAL {
            if !self.of_districts(read, level, state, districts, but)?.is_empty() {
                return Ok(Some(level));
            }
        }
        Ok(self.of_states(&[state], but).next().map(|_| Level::State))
    }

    /// Where an item goes that goes up: to the next level, but past the regions where none has anybody for it.
    pub(super) fn above(&self, read: &impl Read, item: &Item) -> Result<Option<Level>, StoreError> {
        match item.level.above() {
            Some(Level::Region) if self.at(read, item, Level::Region)?.is_empty() => Ok(Some(Level::State)),
            above => Ok(above),
        }
    }
}

fn is_of_the_proposing_state(reach: &Jurisdiction, proposal: Option<&Proposal>) -> bool {
    proposal.and_then(|one| one.state).is_some_and(|state| reach.holds(state))
}

/// Takes down at the nation's level that only the proposer's own state has somebody to decide.
pub(super) fn note_own_state(change: &Change, item: &mut Item) -> Result<(), StoreError> {
    if item.proposal().is_some() && Roster::read(change)?.only_of_the_proposing_state(item.proposal()) {
        items::note(change, item, StepKind::OwnState, None);
    }
    Ok(())
}

/// Whether a data administrator may decide about an item: one of the states asked is his, however far up it went; at the
/// nation's level also whoever decides there; below the state's level whoever has the region or the district. Never the
/// proposer.
pub(super) fn check_reach(read: &impl Read, item: &Item, user: &Text, reach: &Jurisdiction) -> Result<(), CaseError> {
    if item.proposal().is_some_and(|proposal| proposal.by == *user) {
        return Err(CaseError::Proposer);
    }
    if reach.is_national()
        || item.states.iter().any(|state| reach.holds(*state))
        || district::lies_in(read, item, reach)?
    {
        return Ok(());
    }
    let stands_in = item.level == Level::Nation
        && Roster::read(read)?.of_the_nation(item.proposal()).any(|account| account.user_name == *user);
    if stands_in { Ok(()) } else { Err(CaseError::OtherStates) }
}

/// Whether a data administrator may look at an item: who may decide, and who is of the state that proposed it.
pub(super) fn check_sight(read: &impl Read, item: &Item, user: &Text, reach: &Jurisdiction) -> Result<(), CaseError> {
    let proposing = item.proposal().and_then(|proposal| proposal.state);
    match check_reach(read, item, user, reach) {
        Err(CaseError::Proposer) => Ok(()),
        Err(CaseError::OtherStates) if proposing.is_some_and(|state| reach.holds(state)) => Ok(()),
        outcome => outcome,
    }
}

/// The states that contribute to children now, in order of their codes.
pub(super) fn contributing(read: &impl Read, children: &[MsixId]) -> Result<Vec<StateCode>, RecordsError> {
    let mut states = Vec::new();
    for child in children {
        for no in members(read, *child)? {
            if membership(read, no)?.live {
                states.push(key_of(read, no)?.state);
            }
        }
    }
    states.sort_unstable();
    states.dedup();
    Ok(states)
}

/// For which of these states somebody speaks: the first of his own, or the first in whose part that is his one of the
/// children is; `None` for the nation.
pub(super) fn speaks_for(
    read: &impl Read,
    reach: &Jurisdiction,
    states: &[StateCode],
    children: &[MsixId],
) -> Result<Option<StateCode>, CaseError> {
    if reach.is_national() {
        return Ok(None);
    }
    if let Some(own) = states.iter().find(|state| reach.holds(**state)) {
        return Ok(Some(*own));
    }
    for state in states.iter().filter(|state| reach.touches(**state)) {
        for child in children {
            if district::children_lie_in(read, std::slice::from_ref(child), *state, reach)? {
                return Ok(Some(*state));
            }
        }
    }
    Ok(None)
}

/// The other side: who is asked when somebody speaks for `own`. Where there is no other, another person of the same.
pub(super) fn other_side(mut states: Vec<StateCode>, own: Option<StateCode>) -> Vec<StateCode> {
    let others: Vec<StateCode> = states.iter().copied().filter(|state| Some(*state) != own).collect();
    if !others.is_empty() {
        return others;
    }
    states.extend(own);
    states.dedup();
    states
}
