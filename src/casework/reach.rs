//! Who may decide what, and who there is.

use super::{CaseError, district, items};
use crate::access::{Jurisdiction, Permission, jurisdiction};
use crate::model::{Account, Item, Level, MsixId, Proposal, StateCode, StepKind, Text};
use crate::records::RecordsError;
use crate::records::regroup::{key_of, members, membership};
use crate::store::{Change, Read, StoreError, tables};

/// The data administrators of whole states and of the nation. Those of regions and districts stand in for nobody, and get
/// their places with the routing by district.
pub(super) struct Roster {
    all: Vec<(Account, Jurisdiction)>,
}

impl Roster {
    pub(super) fn read(read: &impl Read) -> Result<Self, StoreError> {
        let mut all = Vec::new();
        read.visit(&tables::ACCOUNT, .., |_, account| {
            if let Some(reach) = jurisdiction(&account, Permission::Decide).filter(|reach| !reach.is_local()) {
                all.push((account, reach));
            }
            std::ops::ControlFlow::Continue(())
        })?;
        Ok(Self { all })
    }

    /// Those of one of these states, but for one person.
    pub(super) fn of_states<'a>(
        &'a self,
        states: &'a [StateCode],
        but: Option<&'a Text>,
    ) -> impl Iterator<Item = &'a Account> {
        let fits = |reach: &Jurisdiction| reach.whole_states().iter().any(|state| states.contains(state));
        let others = self.all.iter().filter(move |(account, _)| but != Some(&account.user_name));
        others.filter(move |(_, reach)| fits(reach)).map(|(account, _)| account)
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

    fn has_the_nation(&self) -> bool {
        self.all.iter().any(|(_, reach)| *reach == Jurisdiction::Nation)
    }

    /// All but the proposer.
    fn others<'a>(&'a self, proposal: Option<&'a Proposal>) -> impl Iterator<Item = &'a (Account, Jurisdiction)> {
        self.all.iter().filter(move |(account, _)| proposal.is_none_or(|one| one.by != account.user_name))
    }

    /// The lowest level at which somebody can decide. Districts and regions have no administrators of their own yet: the
    /// way up begins at the state, and ends at the nation, where the item waits and is seen.
    pub(super) fn route(&self, states: &[StateCode], but: Option<&Text>) -> Level {
        if self.of_states(states, but).next().is_some() { Level::State } else { Level::Nation }
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
