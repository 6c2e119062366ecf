//! A file before anything of it is applied: known already, refused, or written down as begun.

use super::{SubmissionError, Submissions, effective, findings, scan, spool, usual};
use crate::audit;
use crate::model::{
    AuditEvent, Counts, FileStatus, Finding, Severity, StateCode, Submission, SubmissionHeader, SubmissionId, Text,
    Timestamp,
};
use crate::store::{Change, Logged, Read as _, StoreError, tables};

impl Submissions {
    /// The submission of a file that was sent before. Another state's is none of the sender's business.
    pub(super) fn known(&self, sha256: &[u8; 32], sender: Option<StateCode>) -> Result<Option<Submission>, StoreError> {
        let view = self.store.view()?;
        let Some(id) = view.get(&tables::SUBMISSION_BY_HASH, sha256)? else { return Ok(None) };
        let known = view.get(&tables::SUBMISSION, &id)?;
        Ok(known.filter(|known| !is_foreign(known.header.as_ref(), sender)))
    }

    /// Removes a file from the spool, unless its owner's submission was stopped and still needs it.
    pub(super) fn release(&self, sha256: &[u8; 32]) -> Result<(), SubmissionError> {
        match self.known(sha256, None)? {
            Some(known) if known.status == FileStatus::Applying => Ok(()),
            _ => Ok(self.spool.remove(sha256)?),
        }
    }

    /// Reads a new file for the first time: to be applied, or refused.
    pub(super) fn arrival(
        &self,
        name: &str,
        kept: &spool::Kept,
        sender: Option<StateCode>,
    ) -> Result<Submission, SubmissionError> {
        let received = self.clock.now();
        let mut scan = scan::Scan::default();
        if kept.too_large {
            scan.findings.push(scan::too_large());
        } else {
            scan = scan::scan(self.spool.open(&kept.sha256)?, &self.limits, sender)?;
        }
        if let Some(header) = scan.header.as_ref().filter(|_| !scan.refused()) {
            scan.findings.extend(usual::compare(&self.store.view()?, header)?);
            scan.findings.extend(from_the_future(header, received));
        }
        let refused = scan.refused();
        Ok(Submission {
            id: SubmissionId(0),
            name: label(name),
            sha256: kept.sha256,
            header: scan.header,
            status: if refused { FileStatus::Refused } else { FileStatus::Applying },
            counts: Counts::default(),
            received,
            answered: refused.then_some(received),
            done_students: 0,
            answer_chunks: 0,
            findings: scan.findings,
        })
    }

    /// Stores a refused file. One that another state sends leaves no claim on the hash: its owner may still send it.
    pub(super) fn refuse(
        &self,
        mut submission: Submission,
        sender: Option<StateCode>,
    ) -> Result<Submission, StoreError> {
        let foreign = is_foreign(submission.header.as_ref(), sender);
        let change = self.store.begin(self.actor(sender), self.clock.now())?;
        submission.id = SubmissionId(change.next_number("submission")?);
        let _received = put_new(&change, &submission, !foreign)?;
        let status = submission.status.word().into();
        let logged = audit::append(&change, AuditEvent::SubmissionAnswered { submission: submission.id, status })?;
        change.commit(logged)?;
        Ok(submission)
    }

    /// Stores a file that is going to be applied.
    pub(super) fn begin(
        &self,
        mut submission: Submission,
        sender: Option<StateCode>,
    ) -> Result<Submission, StoreError> {
        let change = self.store.begin(self.actor(sender), self.clock.now())?;
        submission.id = SubmissionId(change.next_number("submission")?);
        let logged = put_new(&change, &submission, true)?;
        change.commit(logged)?;
        Ok(submission)
    }
}

fn put_new(change: &Change, submission: &Submission, by_hash: bool) -> Result<Logged, StoreError> {
    change.put(&tables::SUBMISSION, &submission.id, submission)?;
    if by_hash {
        change.put(&tables::SUBMISSION_BY_HASH, &submission.sha256, &submission.id)?;
    }
    let event = AuditEvent::SubmissionReceived { submission: submission.id, sha256: submission.sha256 };
    audit::append(change, event)
}

fn is_foreign(header: Option<&SubmissionHeader>, sender: Option<StateCode>) -> bool {
    matches!((header, sender), (Some(header), Some(sender)) if header.state != sender)
}

/// The file's name without folders, as a label.
fn label(name: &str) -> Text {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|c| !c.is_control()).take(200).collect()
}

fn from_the_future(header: &SubmissionHeader, received: Timestamp) -> Option<Finding> {
    const DAY: i64 = 86_400;
    (effective(header) > received.plus_seconds(DAY)).then(|| {
        let message = "The file speaks of a time that has not come. Check the clock of the system that made it.";
        findings::at(findings::place(1, 'H'), "F-FUTURE", Severity::Warn, "", message)
    })
}
