//! What follows from a student of a file, in the change that applies it: near matches become items, what was asked for
//! is answered, what was to be corrected is, a move is told to whoever holds the child, the state's system hears of
//! the MSIX ID. Each part has one function here; none of them may fail a file for anything but the store.

use super::{Exchange, correction, feed, near, notice, request};
use crate::clocks::{self, Arrival};
use crate::model::{Action, ContributionKey, Evidence, MsixId, StudentOutcome, SubmissionId};
use crate::records::{self, Applied, Incoming, Matcher, RecordsError, Sent};
use crate::store::{Change, Read, tables};

/// A student of a file after it was applied.
pub(super) struct Arrived {
    /// Whose word.
    pub(super) key: ContributionKey,
    /// The file.
    pub(super) submission: SubmissionId,
    /// The MSIX ID by which the state calls the child, as sent.
    pub(super) msix_id_sent: Option<MsixId>,
    /// What became of it.
    pub(super) applied: Applied,
    /// What the contribution said about the child's identity before; `None` when it is new or came back.
    pub(super) before: Option<Evidence>,
    /// What it says now; `None` when it was withdrawn.
    pub(super) after: Option<Evidence>,
}

/// Applies one student inside a change as [`records::apply`] does, with all that follows from it.
pub fn apply(
    change: &Change,
    matcher: &Matcher,
    settings: &Exchange,
    mut incoming: Incoming,
) -> Result<Option<Applied>, RecordsError> {
    let withdrawal = incoming.action == Action::Delete;
    let (key, submission, msix_id_sent) = (incoming.key.clone(), incoming.submission, incoming.msix_id_sent);
    let duties = incoming.sent.as_mut().map(Sent::take_duties).unwrap_or_default();
    let after = incoming.sent.as_ref().map(|sent| sent.evidence().clone());
    let before = match change.get(&tables::CONTRIBUTION, &key)? {
        Some(no) => change.get(&tables::EVIDENCE, &no)?,
        None => None,
    };
    let Some(applied) = records::apply(change, matcher, incoming, near::near_changed)? else { return Ok(None) };
    if withdrawal && applied.outcome == StudentOutcome::Deleted {
        near::after_withdrawal(change, &applied)?;
    }
    let arrived = Arrived { key, submission, msix_id_sent, applied, before, after };
    if matches!(applied.outcome, StudentOutcome::Created | StudentOutcome::Updated) {
        let (state, Applied { no, msix_id, .. }) = (arrived.key.state, applied);
        clocks::arrived(change, &Arrival { state, contribution: no, child: msix_id, submission, duties: &duties })?;
    }
    feed::arrived(change, &arrived)?;
    request::arrived(change, &arrived)?;
    correction::arrived(change, &arrived)?;
    notice::arrived(change, settings, &arrived)?;
    Ok(Some(arrived.applied))
}
