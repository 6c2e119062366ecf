//! What follows from a student of a file, in the change that applies it: near matches become items, what was asked for
//! is answered, what was to be corrected is, a move is told to whoever holds the child, the state's system hears of
//! the MSIX ID. Each part has one function here; none of them may fail a file for anything but the store. Most students
//! of a file have no news: for one that is unchanged nothing is read but whether a notice waits for its state's word.

use super::{Exchange, correction, feed, near, notice, request};
use crate::clocks::{self, Arrival};
use crate::model::{ContributionKey, Evidence, MsixId, StudentOutcome, SubmissionId};
use crate::records::{self, Applied, Incoming, Matcher, RecordsError, Sent, Step};
use crate::store::Change;

/// A student of a file after it was applied.
pub(super) struct Arrived<'a> {
    /// Whose word.
    pub(super) key: &'a ContributionKey,
    /// The file.
    pub(super) submission: SubmissionId,
    /// The MSIX ID by which the state calls the child, as sent.
    pub(super) msix_id_sent: Option<MsixId>,
    /// What became of it.
    pub(super) applied: Applied,
    /// What the contribution said about the child's identity before; `None` when it is new, came back, or is unchanged.
    pub(super) before: Option<&'a Evidence>,
    /// What it says now; `None` when it was withdrawn.
    pub(super) after: Option<&'a Evidence>,
}

/// Applies one student inside a change as [`records::apply`] does, with all that follows from it.
pub fn apply(
    change: &Change,
    matcher: &Matcher,
    settings: &Exchange,
    incoming: &Incoming,
) -> Result<Option<Applied>, RecordsError> {
    let Some(Step { applied, before }) = records::apply(change, matcher, incoming, near::near_changed)? else {
        return Ok(None);
    };
    let Incoming { key, submission, msix_id_sent, .. } = incoming;
    match (applied.outcome, &incoming.sent) {
        (StudentOutcome::Deleted, _) => near::after_withdrawal(change, &applied)?,
        (StudentOutcome::Created | StudentOutcome::Updated, Some(sent)) => {
            let (contribution, child, duties) = (applied.no, applied.msix_id, sent.duties());
            let arrival = Arrival { state: key.state, contribution, child, submission: *submission, duties };
            clocks::arrived(change, &arrival)?;
        }
        _ => {}
    }
    let after = incoming.sent.as_ref().map(Sent::evidence);
    let arrived =
        Arrived { key, submission: *submission, msix_id_sent: *msix_id_sent, applied, before: before.as_ref(), after };
    feed::arrived(change, &arrived)?;
    request::arrived(change, &arrived)?;
    correction::arrived(change, &arrived)?;
    notice::arrived(change, settings, &arrived)?;
    Ok(Some(applied))
}
