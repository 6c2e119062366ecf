//! One student of a submission into the store.

use super::link;
use super::{Applied, Engine, Incoming, RecordsError, Sent, Step};
use crate::matching::Verdict;
use crate::model::{
    Action, Confirmation, Contribution, ContributionKey, ContributionNo, LinkKind, MatchOutcome, Membership, MsixId,
    Student, StudentOutcome, StudentStatus, SubmissionId, Timestamp,
};
use crate::store::{self, Change, Read, environment, tables};

/// Series of the numbers of contributions.
const CONTRIBUTION_SERIES: &str = "contribution";
/// Series of the serial numbers of MSIX IDs.
const MSIX_SERIES: &str = "msix";
/// Series of the queue of children whose search entry is stale.
const CHANGED_SERIES: &str = "changed";

pub(super) fn apply(change: &Change, engine: &Engine<'_>, incoming: &Incoming) -> Result<Option<Step>, RecordsError> {
    let surviving = link::surviving(change, incoming.msix_id_sent)?;
    let known = change.get(&tables::CONTRIBUTION, &incoming.key)?;
    // Nobody speaks for days to come: a year mistyped would win every conflict until then.
    let received =
        Received { at: change.at(), submission: incoming.submission, effective: incoming.effective.min(change.at()) };
    let mut step = match (incoming.action, &incoming.sent, known) {
        (Action::Delete, _, None) => return Ok(None),
        (Action::Delete, _, Some(no)) => withdraw(change, engine, no, received)?,
        (_, None, _) => return Err(RecordsError::Inconsistent("a state's new word about a child is missing".into())),
        (_, Some(sent), Some(no)) => replace(change, engine, no, received, sent)?,
        (_, Some(sent), None) => create(change, engine, &incoming.key, received, sent)?,
    };
    step.applied.surviving = surviving;
    Ok(Some(step))
}

/// The fields of a [`Version`] ahead of the contribution.
#[derive(Clone, Copy)]
struct Received {
    at: Timestamp,
    submission: SubmissionId,
    effective: Timestamp,
}

impl Received {
    fn put(&self, change: &Change, no: ContributionNo, number: u32, packed: &[u8]) -> Result<(), RecordsError> {
        let bytes = store::encode_joined(&(self.at, self.submission, self.effective), packed);
        Ok(change.put_packed(&tables::VERSION, &(no, number), bytes)?)
    }
}

/// A key that was not known: finds its child or makes a new one.
fn create(
    change: &Change,
    engine: &Engine<'_>,
    key: &ContributionKey,
    received: Received,
    sent: &Sent,
) -> Result<Step, RecordsError> {
    let no = next_contribution(change)?;
    change.put(&tables::CONTRIBUTION, key, &no)?;
    received.put(change, no, 1, sent.packed())?;
    let Verdict { join, near } = link::place(change, engine, no, sent)?;
    let matched = match (&join, near.is_empty()) {
        (Some(_), _) => MatchOutcome::Exact,
        (None, true) => MatchOutcome::New,
        (None, false) => MatchOutcome::Near,
    };
    let (msix_id, how, explanation) = match join {
        Some(join) => {
            // All its states may have withdrawn it.
            set_status(change, join.msix_id, StudentStatus::Active)?;
            (join.msix_id, LinkKind::Exact, Some(join.explanation))
        }
        None => (new_child(change)?, LinkKind::New, None),
    };
    let place = Membership { msix_id, since: change.at(), how, live: true, explanation };
    link::file_evidence(change, engine, no, None, Some(sent))?;
    change.put(&tables::MEMBER, &(msix_id, no), &())?;
    put_membership(change, no, 1, &place)?;
    // Asked about whole children: it has to belong to one by now.
    if !near.is_empty() {
        link::note_near(change, engine, no, Some(sent), &near)?;
    }
    queue(change, msix_id)?;
    let outcome = StudentOutcome::Created;
    let applied = Applied { no, outcome, msix_id, matched, surviving: None, known_before: false };
    Ok(Step { applied, before: None })
}

/// A known key: stays with its child, whatever it says now. A withdrawn one comes back to its child.
fn replace(
    change: &Change,
    engine: &Engine<'_>,
    no: ContributionNo,
    received: Received,
    sent: &Sent,
) -> Result<Step, RecordsError> {
    let Present { mut membership, number, current, packed } = present(change, no)?;
    let msix_id = membership.msix_id;
    if store::same(&packed, sent.packed()) {
        confirm(change, no, number, current.effective, received)?;
        return Ok(Step { applied: staying(no, msix_id, StudentOutcome::Unchanged), before: None });
    }
    put_version(change, no, number + 1, current, received, sent.packed())?;
    let before = change.get(&tables::EVIDENCE, &no)?;
    if before.as_ref() != Some(&sent.evidence) {
        link::file_evidence(change, engine, no, before.as_ref(), Some(sent))?;
        let near = link::near_others(change, engine, no, msix_id, sent)?;
        link::note_near(change, engine, no, Some(sent), &near)?;
    }
    if !membership.live {
        membership.live = true;
        put_next_membership(change, no, &membership)?;
        set_status(change, msix_id, StudentStatus::Active)?;
    }
    queue(change, msix_id)?;
    Ok(Step { applied: staying(no, msix_id, StudentOutcome::Updated), before })
}

/// What became of a contribution that stays with its child.
fn staying(no: ContributionNo, msix_id: MsixId, outcome: StudentOutcome) -> Applied {
    Applied { no, outcome, msix_id, matched: MatchOutcome::Same, surviving: None, known_before: true }
}

/// The same word again: no new version, but the state speaks up to a later day.
fn confirm(
    change: &Change,
    no: ContributionNo,
    version: u32,
    effective: Timestamp,
    received: Received,
) -> Result<(), RecordsError> {
    let known = change.get(&tables::CONFIRMATION, &no)?.filter(|known| known.version == version);
    if received.effective > known.map_or(effective, |known| known.effective.max(effective)) {
        let confirmation = Confirmation { version, received: received.at, effective: received.effective };
        change.put(&tables::CONFIRMATION, &no, &confirmation)?;
    }
    Ok(())
}

/// The state takes its word back. The contribution keeps its number, its history and its child.
fn withdraw(
    change: &Change,
    engine: &Engine<'_>,
    no: ContributionNo,
    received: Received,
) -> Result<Step, RecordsError> {
    let Present { mut membership, number, current, packed } = present(change, no)?;
    let msix_id = membership.msix_id;
    let nothing = store::encode(&None::<Contribution>);
    if packed == nothing {
        return Ok(Step { applied: staying(no, msix_id, StudentOutcome::Unchanged), before: None });
    }
    put_version(change, no, number + 1, current, received, &nothing)?;
    let before = change.get(&tables::EVIDENCE, &no)?;
    link::file_evidence(change, engine, no, before.as_ref(), None)?;
    link::note_near(change, engine, no, None, &[])?;
    membership.live = false;
    put_next_membership(change, no, &membership)?;
    if !has_live_member(change, msix_id)? {
        set_status(change, msix_id, StudentStatus::Inactive)?;
    }
    queue(change, msix_id)?;
    Ok(Step { applied: staying(no, msix_id, StudentOutcome::Deleted), before })
}

/// A known contribution as it is.
struct Present {
    membership: Membership,
    /// Of the present version.
    number: u32,
    current: Received,
    /// What that version says, in the store's form.
    packed: Vec<u8>,
}

fn present(change: &Change, no: ContributionNo) -> Result<Present, RecordsError> {
    let membership = change.get(&tables::MEMBERSHIP, &no)?.ok_or_else(|| inconsistent(no, "belongs to no child"))?;
    let last = change.last_bytes(&tables::VERSION, (no, 0)..=(no, u32::MAX))?;
    let ((_, number), bytes) = last.ok_or_else(|| inconsistent(no, "has no version"))?;
    let parts = store::joined(&bytes).map(|(front, packed)| (store::decode_plain(front), packed));
    let Some((Ok((at, submission, effective)), packed)) = parts else {
        return Err(inconsistent(no, "has a version that cannot be read"));
    };
    Ok(Present { membership, number, current: Received { at, submission, effective }, packed: packed.to_vec() })
}

/// Versions of one contribution carry rising times, even when the clock was set back.
fn put_version(
    change: &Change,
    no: ContributionNo,
    number: u32,
    before: Received,
    received: Received,
    packed: &[u8],
) -> Result<(), RecordsError> {
    let at = received.at.max(Timestamp::from_micros(before.at.micros().saturating_add(1)));
    Received { at, ..received }.put(change, no, number, packed)
}

pub(super) fn put_next_membership(
    change: &Change,
    no: ContributionNo,
    membership: &Membership,
) -> Result<(), RecordsError> {
    let last = change.last(&tables::MEMBERSHIP_HISTORY, (no, 0)..=(no, u32::MAX))?;
    put_membership(change, no, last.map_or(1, |((_, number), _)| number + 1), membership)
}

/// The membership as it is now, and again as the entry of that number in its history.
fn put_membership(
    change: &Change,
    no: ContributionNo,
    number: u32,
    membership: &Membership,
) -> Result<(), RecordsError> {
    let bytes = store::encode(membership);
    change.put_bytes(&tables::MEMBERSHIP, &no, &bytes)?;
    Ok(change.put_packed(&tables::MEMBERSHIP_HISTORY, &(no, number), bytes)?)
}

fn has_live_member(change: &Change, msix_id: MsixId) -> Result<bool, RecordsError> {
    for no in link::members(change, msix_id)? {
        if change.get(&tables::MEMBERSHIP, &no)?.is_some_and(|membership| membership.live) {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn set_status(change: &Change, msix_id: MsixId, status: StudentStatus) -> Result<(), RecordsError> {
    let missing = || RecordsError::Inconsistent(format!("the child {msix_id} is missing"));
    let student = change.get(&tables::STUDENT, &msix_id)?.ok_or_else(missing)?;
    Ok(change.put(&tables::STUDENT, &msix_id, &Student { status, ..student })?)
}

pub(super) fn new_child(change: &Change) -> Result<MsixId, RecordsError> {
    let serial = environment(change)?.first_serial() + change.next_number(MSIX_SERIES)?;
    let used_up = || RecordsError::Inconsistent("all MSIX IDs have been given".into());
    let msix_id = MsixId::from_serial(serial).ok_or_else(used_up)?;
    let student = Student { created: change.at(), status: StudentStatus::Active };
    change.put(&tables::STUDENT, &msix_id, &student)?;
    Ok(msix_id)
}

fn next_contribution(change: &Change) -> Result<ContributionNo, RecordsError> {
    let number = change.next_number(CONTRIBUTION_SERIES)?;
    let used_up = |_| RecordsError::Inconsistent("all contribution numbers have been given".into());
    Ok(ContributionNo(u32::try_from(number).map_err(used_up)?))
}

pub(super) fn queue(change: &Change, msix_id: MsixId) -> Result<(), RecordsError> {
    let position = change.next_number(CHANGED_SERIES)?;
    Ok(change.put(&tables::CHANGED, &position, &msix_id)?)
}

fn inconsistent(no: ContributionNo, what: &str) -> RecordsError {
    RecordsError::Inconsistent(format!("contribution {} {what}", no.0))
}
