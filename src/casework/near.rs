//! Near matches as items: they come into being and are superseded in the change of the near match itself.

use super::{CaseError, decide, items};
use crate::audit;
use crate::model::{
    Action, AuditEvent, ContributionNo, Item, ItemId, ItemStatus, Level, NearMatch, NearStatus, StateCode, StepKind,
    StudentOutcome, Subject, Text,
};
use crate::records::regroup::{self, Pair};
use crate::records::{self, Applied, Incoming, Matcher, RecordsError};
use crate::store::{Change, Logged, Read, StoreError, tables};

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
        // The submission that caused it has an entry of its own.
        supersede(change, key)?;
        return Ok(());
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

/// Closes the item of a near match that is moot, and gives it. An item that somebody has judged is left alone.
fn supersede(change: &Change, pair: Pair) -> Result<Option<Item>, StoreError> {
    let Some(id) = change.get(&tables::NEAR_ITEM, &pair)? else { return Ok(None) };
    let Some(item) = change.get(&tables::ITEM, &id)?.filter(|item| item.status.is_open()) else { return Ok(None) };
    items::close(change, item, ItemStatus::Superseded, StepKind::Superseded, None).map(Some)
}

/// Closes those that a decision of people has made moot, each with an entry in the log.
pub(super) fn supersede_all(change: &Change, pairs: &[Pair]) -> Result<(), StoreError> {
    for pair in pairs {
        if let Some(item) = supersede(change, *pair)? {
            log_closed(change, &item).map(drop)?;
        }
    }
    Ok(())
}

/// Takes down in the audit log that an item was closed.
pub(super) fn log_closed(change: &Change, item: &Item) -> Result<Logged, StoreError> {
    let status = Text::from(item.status.word());
    audit::append(change, AuditEvent::ItemClosed { item: item.id, status, children: item.children.clone() })
}

/// The pair of an item about a near match.
pub(super) fn pair_of(subject: &Subject) -> Result<Pair, CaseError> {
    match subject {
        Subject::NearMatch { left, right } => Ok((*left, *right)),
        Subject::Proposal(_) => Err(CaseError::Kind),
    }
}
