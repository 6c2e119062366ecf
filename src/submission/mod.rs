//! A state's file: read, validate, preview, apply, answer. It must never apply a student twice or lose one, whatever
//! the file holds and whenever the process dies.
//!
//! ```text
//! bytes -> spool (as sent, by SHA-256) -> scan: refuses the file, or counts it
//!                                      -> students: validated on one thread, applied on another, in steps;
//!                                         a step is one transaction: records, answers, how far the file is, audit
//! ```
//!
//! The file lies in the spool until it is answered, and each step writes how many students are done, so that a
//! stopped run goes on at the student after. A dry run goes the same way, but drops each step: it leaves no trace, not
//! even in the audit log, and others change the store in between. `dry.rs` says what it cannot see therefore.

mod answer;
mod arrival;
mod csv;
mod dry;
mod findings;
mod header;
mod json;
mod limits;
mod lines;
mod look;
mod rules;
mod run;
mod scan;
mod spool;
mod stopped;
mod student;
#[cfg(test)]
mod tests;
mod trouble;
mod unpack;
mod usual;

use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::casework::Exchange;
use crate::model::{
    Actor, Clock, FileStatus, StateCode, StudentAnswer, Submission, SubmissionHeader, SubmissionId, Timestamp, Who,
};
use crate::records::{Matcher, RecordsError};
use crate::store::{Read as _, Store, StoreError, tables};
pub use answer::Preview;
pub use limits::Limits;
pub use look::visit_evidence;
use rules::{Apply, Rules};
use spool::Spool;
pub use stopped::Resumed;

/// Why a submission could not be taken at all. A file that is refused is no error: it has an answer.
#[derive(Debug, thiserror::Error)]
pub enum SubmissionError {
    /// The store. After [`StoreError::DiskFull`] the submission goes on with [`Submissions::resume`].
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The records.
    #[error(transparent)]
    Records(RecordsError),
    /// A dry run of a file whose run was cut off: half of it is applied, so there is nothing to preview.
    #[error("submission {0} has applied a part of this file")]
    CutOff(SubmissionId),
    /// An older submission of the same state was stopped and cannot go on: this file has to wait for it, or what is
    /// older would be applied over what is newer. Nothing of this file was taken.
    #[error("submission {stopped} of the same state was stopped and has to be finished before: {why}")]
    Waits {
        /// The older one.
        stopped: SubmissionId,
        /// Why it cannot go on.
        why: Box<Self>,
    },
    /// A stopped submission whose file is no longer in the spool.
    #[error("the file of submission {0} is gone from the spool: it has to be sent again")]
    Gone(SubmissionId),
    /// The file, or the folder where files are kept until they are applied.
    #[error("the file cannot be read or kept: {0}")]
    Io(io::Error),
}

impl From<io::Error> for SubmissionError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Store(StoreError::DiskFull),
            _ => Self::Io(error),
        }
    }
}

impl From<RecordsError> for SubmissionError {
    fn from(error: RecordsError) -> Self {
        match error {
            RecordsError::Store(error) => Self::Store(error),
            other => Self::Records(other),
        }
    }
}

/// How far a submission is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Students done.
    pub done: u64,
    /// Students in the file.
    pub total: u64,
}

/// What a submission came to.
// One value a file: its size does not matter, and callers take the submission apart.
#[allow(clippy::large_enum_variant)]
#[derive(Debug, Clone)]
pub enum Outcome {
    /// It is in the store under its number.
    Stored(Submission),
    /// A dry run: nothing was changed; the answer is in a file that goes when this is dropped.
    Preview(Arc<Preview>),
}

impl Outcome {
    /// The submission as stored, or as it would be. The number of a preview is 0.
    pub fn submission(&self) -> &Submission {
        match self {
            Self::Stored(submission) => submission,
            Self::Preview(preview) => &preview.submission,
        }
    }
}

/// Takes submissions, one at a time: others wait. Clones are the same taker.
#[derive(Clone)]
pub struct Submissions {
    store: Store,
    clock: Arc<dyn Clock>,
    spool: Spool,
    limits: Limits,
    /// Who acts, when it is not the state's own system.
    person: Option<Who>,
    rules: Arc<dyn Rules>,
    apply: Apply,
    matcher: Matcher,
    exchange: Arc<Exchange>,
    one_at_a_time: Arc<Mutex<()>>,
}

impl Submissions {
    /// Over a store; `spool` is the folder where a file is kept until it is answered.
    pub fn new(store: Store, clock: Arc<dyn Clock>, spool: &Path, limits: Limits) -> Self {
        Self {
            store,
            clock,
            spool: Spool::new(spool),
            limits,
            person: None,
            rules: Arc::new(rules::Dictionary { settings: crate::mde::Settings::default() }),
            apply: crate::casework::apply,
            matcher: Matcher::default(),
            exchange: Arc::default(),
            one_at_a_time: Arc::default(),
        }
    }

    /// The same taker, acting for this person, also with a file of a state that is named: the audit log says who did it.
    pub fn acting_for(&self, person: impl Into<Who>) -> Self {
        Self { person: Some(person.into()), ..self.clone() }
    }

    /// The same taker, linking by this engine.
    pub fn with_matcher(&self, matcher: Matcher) -> Self {
        Self { matcher, ..self.clone() }
    }

    /// The same taker, notifying of moves as the agency decided.
    pub fn with_exchange(&self, exchange: Exchange) -> Self {
        Self { exchange: Arc::new(exchange), ..self.clone() }
    }

    /// The same taker, reading values as the agency decided.
    pub fn with_settings(&self, settings: crate::mde::Settings) -> Self {
        Self { rules: Arc::new(rules::Dictionary { settings }), ..self.clone() }
    }

    /// Takes a file as sent (plain, gzip or zstd) to its end. `sender` is the state whose file it must be; `None`
    /// at the console, where the header says it. Blocks; `progress` is called often.
    ///
    /// A file that was answered before gives its first answer, also in a dry run; one that was cut off is taken to
    /// its end, and cannot be tried in a dry run. One that was refused for a limit is judged anew, since limits change.
    /// A file sent for another state is refused without touching what that state sent. What the same state sent before
    /// and was stopped is taken to its end first.
    pub fn submit(
        &self,
        name: &str,
        file: &mut dyn Read,
        sender: Option<StateCode>,
        dry_run: bool,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Outcome, SubmissionError> {
        let kept = self.spool.keep(file, self.limits.unpacked_bytes, &|folder| self.store.check_room_in(folder))?;
        let _turn = self.one_at_a_time.lock().unwrap_or_else(PoisonError::into_inner);
        let known = self.known(&kept.sha256, sender)?;
        match &known {
            Some(known) if known.status == FileStatus::Applying && dry_run => {
                return Err(SubmissionError::CutOff(known.id));
            }
            Some(known) if known.status == FileStatus::Applying => {
                self.spool.settle(&kept)?;
                self.finish_older(known, progress)?;
                return Ok(Outcome::Stored(self.run(known.clone(), self.actor(sender), progress)?));
            }
            Some(known) if !scan::refused_by_limit(known) => {
                // A process that stopped right after the answer may have left it.
                self.release(&kept.sha256)?;
                return Ok(Outcome::Stored(known.clone()));
            }
            _ => {}
        }
        if !kept.too_large {
            self.spool.settle(&kept)?;
        }
        let arrival = self.arrival(name, &kept, sender)?;
        let outcome = if let Some(known) = known.filter(|known| known.findings == arrival.findings) {
            Outcome::Stored(known)
        } else if arrival.status == FileStatus::Refused {
            if dry_run {
                Outcome::Preview(Arc::new(Preview::empty(arrival)))
            } else {
                Outcome::Stored(self.refuse(arrival, sender)?)
            }
        } else if dry_run {
            Outcome::Preview(Arc::new(self.preview(arrival, sender, progress)?))
        } else {
            if let Err(waits) = self.finish_older(&arrival, progress) {
                self.release(&kept.sha256)?;
                return Err(waits);
            }
            let begun = self.begin(arrival, sender)?;
            return Ok(Outcome::Stored(self.run(begun, self.actor(sender), progress)?));
        };
        self.release(&kept.sha256)?;
        Ok(outcome)
    }

    /// Removes from the spool what a stopped process left there, but the files that are still to be applied. To be
    /// called when the store is opened, before files arrive: it cannot tell a copy that is being made from a left one.
    pub fn sweep(&self) -> Result<(), SubmissionError> {
        if self.spool.is_empty()? {
            return Ok(());
        }
        let wanted: Vec<_> = self.stopped()?.iter().map(|submission| submission.sha256).collect();
        Ok(self.spool.remove_all_but(&wanted)?)
    }

    /// Writes the answer as JSON: an object with `file` and the list `students`.
    pub fn write_json(&self, outcome: &Outcome, out: &mut dyn Write) -> Result<(), SubmissionError> {
        json::write(self, outcome, out)
    }

    /// Writes the answer as CSV: rows `file`, `student` and `finding`, told apart by the first column.
    pub fn write_csv(&self, outcome: &Outcome, out: &mut dyn Write) -> Result<(), SubmissionError> {
        csv::write(self, outcome, out)
    }

    /// Visits the answers to the students in the order of the file, until told to stop. Holds one piece at a time.
    pub fn visit_answers(
        &self,
        outcome: &Outcome,
        each: &mut dyn FnMut(&StudentAnswer) -> Result<ControlFlow<()>, SubmissionError>,
    ) -> Result<(), SubmissionError> {
        match outcome {
            Outcome::Stored(submission) => answer::visit_stored(&self.store, submission, each),
            Outcome::Preview(preview) => preview.visit(each),
        }
    }

    /// The submissions, newest first, at most `limit`.
    pub fn list(&self, limit: usize) -> Result<Vec<Submission>, SubmissionError> {
        let view = self.store.view()?;
        let mut found = Vec::new();
        let mut next = if limit == 0 { None } else { view.last(&tables::SUBMISSION, ..)? };
        while let Some((id, submission)) = next {
            found.push(submission);
            next = if found.len() < limit { view.last(&tables::SUBMISSION, ..id)? } else { None };
        }
        Ok(found)
    }

    /// One submission.
    pub fn find(&self, id: SubmissionId) -> Result<Option<Submission>, SubmissionError> {
        Ok(self.store.view()?.get(&tables::SUBMISSION, &id)?)
    }

    /// Who sends a file.
    fn actor(&self, sender: Option<StateCode>) -> Who {
        let nobody_named = || sender.map_or_else(|| Actor::Console("console".into()), Actor::Sender).into();
        self.person.clone().unwrap_or_else(nobody_named)
    }
}

/// The instant up to which a file speaks: the end of its window, else its own time.
fn effective(header: &SubmissionHeader) -> Timestamp {
    header.window_end.unwrap_or(header.made)
}
