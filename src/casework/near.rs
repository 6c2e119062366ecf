//! Near matches as items: they come into being and are superseded in the change of the near match itself.

use super::{CaseError, decide, items};
use crate::model::{
    Action, ContributionNo, ItemId, ItemStatus, Level, NearMatch, NearStatus, StateCode, StepKind, StudentOutcome,
    Subject,
};
use crate::records::regroup::{self, Pair};
use crate::records::{self, Applied, Incoming, Matcher, RecordsError};
use crate::store::{Change, Read, StoreError, tables};

/// Applies one student inside a change as [`records::apply`] does, and keeps the worklist in step: near matches become
/// items, and a proposal that a withdrawal has made moot is superseded.
pub fn apply(change: &Change, matcher: &Matcher, incoming: Incoming) -> Result<Option<Applied>, RecordsError> {
    let withdrawal = incoming.action == Action::Delete;
    let applied = records::apply(change, matcher, incoming, near_changed)?;
    if let Some(applied) = applied.filter(|applied| withdrawal && applied.outcome == StudentOutcome::Deleted) {
        after_withdrawal(change, &applied)?;
    }
    Ok(applied)
}

/// The change of a withdrawal also ends what cannot be carried out any more.
pub(super) fn after_withdrawal(change: &Change, applied: &Applied) -> Result<(), RecordsError> {
    let Some(id) = change.get(&tables::LOCK, &applied.msix_id)? else { return Ok(()) };
    decide::supersede_if_moot(change, id).map_err(of_case)
}

/// Inside a submission only the store can fail.
fn of_case(error: CaseError) -> RecordsError {
    match error {
        CaseError::Store(error) => error.into(),
        CaseError::Records(error) => error,
        other => RecordsError::Inconsistent(format!("the worklist: {other}")),
    }
}

/// A near match was opened or superseded.
pub(crate) fn near_changed(
    change: &Change,
    pair: &NearMatch,
    sent: Option<(ContributionNo, StateCode)>,
) -> Result<(), RecordsError> {
    let key = (pair.left, pair.right);
    if pair.status != NearStatus::Open {
        return Ok(supersede(change, key)?);
    }
    let mut states = Vec::with_capacity(2);
    for no in [pair.left, pair.right] {
        states.push(match sent.filter(|(sent, _)| *sent == no) {
            Some((_, state)) => state,
            None => regroup::key_of(change, no)?.state,
        });
    }
    open(change, key, states)?;
    Ok(())
}

/// Opens an item about a near match. It begins at the level of the states; the upkeep sends it up when neither has
/// anybody.
pub(super) fn open(change: &Change, (left, right): Pair, states: Vec<StateCode>) -> Result<ItemId, StoreError> {
    let item = items::open(change, Subject::NearMatch { left, right }, states, Level::State, None)?;
    change.put(&tables::NEAR_ITEM, &(left, right), &item.id)?;
    Ok(item.id)
}

/// Closes the item of a near match that is moot. An item that somebody has judged is left alone.
pub(super) fn supersede(change: &Change, pair: Pair) -> Result<(), StoreError> {
    let Some(id) = change.get(&tables::NEAR_ITEM, &pair)? else { return Ok(()) };
    let Some(item) = change.get(&tables::ITEM, &id)?.filter(|item| item.status.is_open()) else { return Ok(()) };
    items::close(change, item, ItemStatus::Superseded, StepKind::Superseded, None)?;
    Ok(())
}

/// The same for several.
pub(super) fn supersede_all(change: &Change, pairs: &[Pair]) -> Result<(), StoreError> {
    pairs.iter().try_for_each(|pair| supersede(change, *pair))
}

/// The pair of an item about a near match.
pub(super) fn pair_of(subject: &Subject) -> Result<Pair, CaseError> {
    match subject {
        Subject::NearMatch { left, right } => Ok((*left, *right)),
        Subject::Proposal(_) => Err(CaseError::Kind),
    }
}
