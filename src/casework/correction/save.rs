//! A request in the store: the record, the lists it is in, its steps, and who hears of it.

use super::error::CorrectionError;
use super::{state, timing};
use crate::casework::feed;
use crate::model::{
    Account, Correction, CorrectionId, CorrectionStatus, CorrectionStep, FeedEvent, MessageKind, StateCode, Text, Why,
};
use crate::outbox::{self, NewMessage};
use crate::store::{Change, Read, StoreError, tables};

/// Series of the numbers of requests.
pub(super) const SERIES: &str = "correction";

/// The request with this number.
pub(super) fn correction(read: &impl Read, id: CorrectionId) -> Result<Correction, CorrectionError> {
    read.get(&tables::CORRECTION, &id)?.ok_or(CorrectionError::Unknown)
}

/// The states that a request concerns, each once.
pub(super) fn states(of: &Correction) -> Vec<StateCode> {
    let received = of.intake.state.filter(|state| *state != of.responsible);
    received.into_iter().chain([of.responsible]).collect()
}

/// Writes a new request into all lists.
pub(super) fn put_new(change: &Change, new: &Correction) -> Result<(), StoreError> {
    let at = u64::try_from(change.at().micros()).unwrap_or(0);
    change.put(&tables::CORRECTION_BY_CHILD, &(new.child, new.id), &())?;
    for state in states(new) {
        change.put(&tables::CORRECTION_BY_STATE, &(state, (at, new.id)), &())?;
    }
    put(change, new)?;
    tell_states(change, new)
}

/// Writes a request as it is now; its contributions look for it while it is open.
pub(super) fn put(change: &Change, of: &Correction) -> Result<(), StoreError> {
    for one in &of.disputed {
        let key = (one.contribution, of.id);
        if of.status.is_open() {
            change.put(&tables::CORRECTION_OPEN, &key, &())?;
        } else {
            change.remove(&tables::CORRECTION_OPEN, &key)?;
        }
    }
    change.put(&tables::CORRECTION, &of.id, of)
}

/// Takes down a step, works out how far the request is now, and tells the states when that has changed.
pub(super) fn step(change: &Change, of: &mut Correction, what: &str, note: Option<Why>) -> Result<(), StoreError> {
    let before = of.status;
    of.steps.push(CorrectionStep {
        at: change.at(),
        by: change.actor().clone(),
        status: before,
        what: Text::from(what),
        note,
    });
    if of.status.is_open() {
        of.status = state::status(of);
    }
    finish(change, of, before)
}

/// The last step of a request.
pub(super) fn last_step(
    change: &Change,
    of: &mut Correction,
    status: CorrectionStatus,
    note: Option<Why>,
) -> Result<(), StoreError> {
    let before = of.status;
    of.status = status;
    let (at, by) = (change.at(), change.actor().clone());
    of.steps.push(CorrectionStep { at, by, status, what: Text::from(status.word()), note });
    finish(change, of, before)
}

fn finish(change: &Change, of: &mut Correction, before: CorrectionStatus) -> Result<(), StoreError> {
    if let Some(step) = of.steps.last_mut() {
        step.status = of.status;
    }
    timing::settle(change, of)?;
    put(change, of)?;
    if of.status == before { Ok(()) } else { tell_states(change, of) }
}

fn tell_states(change: &Change, of: &Correction) -> Result<(), StoreError> {
    for state in states(of) {
        let (correction, status, child) = (of.id, Text::from(of.status.word()), of.child);
        feed::tell(change, state, FeedEvent::Correction { correction, status, child })?;
    }
    Ok(())
}

/// Posts a message to people, each once; who has no account that works is left out.
pub(super) fn tell(change: &Change, users: &[&Text], kind: MessageKind, of: &Correction) -> Result<(), StoreError> {
    for (at, user) in users.iter().enumerate() {
        let again = users.iter().take(at).any(|one| one == user);
        let account: Option<Account> = change.get(&tables::ACCOUNT, *user)?;
        if let Some(account) = account.filter(|account| account.is_active() && !again) {
            let message = NewMessage { about: of.child.grouped().into(), ..NewMessage::to(&account, kind) };
            outbox::post(change, message)?;
        }
    }
    Ok(())
}
