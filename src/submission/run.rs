//! The second reading of a file: students are validated on one thread and applied on the caller's, in steps. A step
//! is one transaction and ends after so many students, so many findings, or so much time: soon when others wait to write.

use std::fs::File;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::answer::{PieceWriter, Preview};
use super::dry::{DryRun, Fate};
use super::lines::Lines;
use super::scan;
use super::student::{Context, Prepared, Students};
use super::trouble::Trouble;
use super::{Progress, SubmissionError, Submissions, answer, effective, findings};
use crate::audit;
use crate::casework;
use crate::model::{
    Action, AuditEvent, Element, FileStatus, Severity, StateCode, StudentAnswer, StudentOutcome, Submission, Timestamp,
    Who,
};
use crate::records::reference::StoreReference;
use crate::store::{self, Change, StoreError, tables};

/// Most students of a step.
const STEP_STUDENTS: usize = 2_000;
/// Most findings of a step: bounds the memory of the answers.
const STEP_FINDINGS: usize = 20_000;
/// Longest time of a step, by the clock.
const STEP_MICROS: i64 = 1_000_000;
/// The same while somebody else waits to write, as a person at the portal does: little to wait for, and enough work for
/// each commit.
const STEP_MICROS_WANTED: i64 = 25_000;
/// Longest time that an open step waits for the next batch: enough for a short one, too little to be felt.
const PATIENCE: Duration = Duration::from_millis(20);
/// Students handed from thread to thread at once, and how many such batches may wait: about half a step, so that the
/// reader goes on while a step is committed.
const BATCH: usize = 64;
/// A batch goes on its way after so many lines or bytes, too: a student may have thousands.
const BATCH_LINES: usize = 5_000;
const BATCH_BYTES: usize = 1 << 20;
const WAITING: usize = 16;

impl Submissions {
    /// Applies what is left of a begun submission and answers it. `actor` is who set this run going.
    pub(super) fn run(
        &self,
        submission: Submission,
        actor: Who,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Submission, SubmissionError> {
        // Errors of steps before a stop are in the answers already written.
        let mut dropped = submission.findings.iter().any(|finding| finding.severity == Severity::Drop);
        if submission.answer_chunks > 0 {
            answer::visit_stored(&self.store, &submission, &mut |answer| {
                dropped |= has_errors(answer);
                Ok(std::ops::ControlFlow::Continue(()))
            })?;
        }
        let mut run = Run { taker: self, submission, actor: actor.clone(), dry: None, step: None, dropped };
        run.read_all(progress)?;
        let mut submission = run.answered();
        let change = self.store.begin(actor, self.clock.now())?;
        submission.answered = Some(change.at());
        change.put(&tables::SUBMISSION, &submission.id, &submission)?;
        casework::answered(&change, &submission)?;
        let status = submission.status.word().into();
        let logged = audit::append(&change, AuditEvent::SubmissionAnswered { submission: submission.id, status })?;
        change.commit(logged)?;
        self.spool.remove(&submission.sha256)?;
        Ok(submission)
    }

    /// Goes the same way in transactions that are dropped.
    pub(super) fn preview(
        &self,
        submission: Submission,
        sender: Option<StateCode>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Preview, SubmissionError> {
        let dropped = submission.findings.iter().any(|finding| finding.severity == Severity::Drop);
        let actor = self.actor(sender);
        let dry = Some(DryRun::new(PieceWriter::new(self.spool.nameless()?)));
        let mut run = Run { taker: self, submission, actor, dry, step: None, dropped };
        run.read_all(progress)?;
        let mut submission = run.answered();
        submission.answered = Some(self.clock.now());
        match run.dry {
            Some(dry) => Preview::new(submission, dry.pieces),
            None => Ok(Preview::empty(submission)),
        }
    }
}

/// A submission under way.
struct Run<'a> {
    taker: &'a Submissions,
    submission: Submission,
    actor: Who,
    /// In a dry run.
    dry: Option<DryRun>,
    step: Option<Step>,
    /// Whether anything was rejected or dropped.
    dropped: bool,
}

/// A step that is not yet committed.
struct Step {
    change: Change,
    began: Timestamp,
    first: u32,
    answers: Vec<StudentAnswer>,
    findings: usize,
    digest: Sha256,
}

impl Run<'_> {
    fn read_all(&mut self, progress: &mut dyn FnMut(Progress)) -> Result<(), SubmissionError> {
        let Some(header) = self.submission.header.clone() else { return Ok(()) };
        let taker = self.taker;
        let mut file = scan::open(taker.spool.open(&self.submission.sha256)?, &taker.limits).map_err(of_trouble)?;
        // The header was read before; it tells the delimiter.
        file.next().map_err(of_trouble)?;
        let reference = StoreReference::load(&taker.store.view()?)?;
        let context = Context {
            state: header.state,
            submission: self.submission.id,
            effective: effective(&header),
            today: self.submission.received.date(),
            delimiter: file.delimiter().unwrap_or(b'|'),
            rules: taker.rules.as_ref(),
            reference: &reference,
        };
        let students = Students::new(context, self.submission.done_students);
        let total = header.total_students;
        thread::scope(|scope| {
            let (send, receive) = sync_channel(WAITING);
            let reader = scope.spawn(move || validate(file, students, &send));
            let applied = self.apply_all(receive, total, progress);
            let read = reader.join().unwrap_or_else(|_| Err(Trouble::Damaged("the reader stopped".to_owned())));
            applied?;
            read.map_err(of_trouble)
        })
    }

    fn apply_all(
        &mut self,
        batches: Receiver<Vec<Prepared>>,
        total: u64,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), SubmissionError> {
        let done = |run: &Self| Progress { done: u64::from(run.submission.done_students), total };
        progress(done(self));
        loop {
            let batch = match batches.recv_timeout(PATIENCE) {
                Ok(batch) => batch,
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    // Nobody else can change anything while a step is open, nor while progress is told.
                    self.end_step()?;
                    progress(done(self));
                    let Ok(batch) = batches.recv() else { break };
                    batch
                }
            };
            // Each step asks when it begins; a step may be long.
            self.taker.store.check_room()?;
            for student in batch {
                self.apply(student)?;
                if self.step_is_full() {
                    self.end_step()?;
                    progress(done(self));
                }
            }
        }
        self.end_step()?;
        progress(done(self));
        Ok(())
    }

    fn step_is_full(&self) -> bool {
        self.step.as_ref().is_some_and(|step| {
            let age = self.taker.clock.now().micros() - step.began.micros();
            let longest = if self.taker.store.is_wanted() { STEP_MICROS_WANTED } else { STEP_MICROS };
            step.answers.len() >= STEP_STUDENTS || step.findings >= STEP_FINDINGS || age >= longest
        })
    }

    fn apply(&mut self, student: Prepared) -> Result<(), SubmissionError> {
        let mut step = match self.step.take() {
            Some(step) => step,
            None => self.begin_step()?,
        };
        let Prepared { mut answer, incoming, place, sent_before, digest } = student;
        if let Some(incoming) = incoming {
            let applied = (self.taker.apply)(&step.change, &self.taker.matcher, &self.taker.exchange, &incoming)?;
            let action = incoming.action;
            let fate = match &mut self.dry {
                Some(dry) => dry.fate(incoming.key, action, digest, applied),
                None => applied.map(Fate::from),
            };
            match fate {
                Some(fate) => {
                    answer.outcome = fate.outcome;
                    answer.matched = Some(fate.matched);
                    answer.surviving_msix_id = fate.surviving;
                    answer.msix_id = fate.msix_id;
                    answer.findings.extend(unexpected(action, fate.known_before, sent_before, place, &answer));
                }
                None => {
                    let message =
                        "The exchange has no record of this student from your state: there is nothing to delete.";
                    let id = answer.state_student_id.clone();
                    answer.findings.push(findings::about(
                        Element::STATE_STUDENT_ID,
                        place,
                        "S-UNKNOWN",
                        Severity::Reject,
                        &id,
                        message,
                    ));
                }
            }
        }
        if let Some(line) = sent_before {
            let message = format!("This student stands in the file twice, first on line {line}. The later one holds.");
            let id = answer.state_student_id.clone();
            answer.findings.push(findings::at(place, "S-TWICE", Severity::Warn, &id, message));
        }
        self.count(&answer);
        step.digest.update(digest);
        step.findings += answer.findings.len();
        step.answers.push(answer);
        self.step = Some(step);
        Ok(())
    }

    fn count(&mut self, answer: &StudentAnswer) {
        let counts = &mut self.submission.counts;
        counts.read += 1;
        *match answer.outcome {
            StudentOutcome::Created => &mut counts.created,
            StudentOutcome::Updated => &mut counts.updated,
            StudentOutcome::Unchanged => &mut counts.unchanged,
            StudentOutcome::Deleted => &mut counts.deleted,
            StudentOutcome::Rejected => &mut counts.rejected,
        } += 1;
        self.dropped |= has_errors(answer);
    }

    fn begin_step(&self) -> Result<Step, SubmissionError> {
        let began = self.taker.clock.now();
        let change = self.taker.store.begin(self.actor.clone(), began)?;
        let first = self.submission.done_students;
        Ok(Step { change, began, first, answers: Vec::new(), findings: 0, digest: Sha256::new() })
    }

    /// Writes the answers of the step and how far the file is, in the transaction of its records.
    fn end_step(&mut self) -> Result<(), SubmissionError> {
        let Some(mut step) = self.step.take() else { return Ok(()) };
        let piece = store::encode(&step.answers);
        let count = u32::try_from(step.answers.len()).unwrap_or(u32::MAX);
        let number = self.submission.answer_chunks;
        self.submission.answer_chunks += 1;
        self.submission.done_students = step.first.saturating_add(count);
        if let Some(dry) = &mut self.dry {
            drop(step.change);
            return dry.end_step(&piece);
        }
        let (id, change) = (self.submission.id, step.change);
        change.put_bytes(&tables::ANSWER, &(id, number), &piece)?;
        change.put(&tables::SUBMISSION, &id, &self.submission)?;
        step.digest.update(&piece);
        let digest = step.digest.finalize().into();
        let event = AuditEvent::StudentsApplied { submission: id, first: step.first, count, digest };
        let logged = audit::append(&change, event)?;
        change.commit(logged)?;
        Ok(())
    }

    /// The submission with its final status.
    fn answered(&self) -> Submission {
        let status = if self.dropped { FileStatus::AcceptedWithErrors } else { FileStatus::Accepted };
        Submission { status, ..self.submission.clone() }
    }
}

/// Reads and validates to the end of the file, or until nobody wants more.
pub(super) fn validate(
    mut file: Lines<File>,
    mut students: Students<'_>,
    send: &SyncSender<Vec<Prepared>>,
) -> Result<(), Trouble> {
    let (mut batch, mut lines, mut bytes) = (Vec::with_capacity(BATCH), 0, 0);
    while let Some(record) = file.next()? {
        lines += 1;
        bytes += record.text.len();
        batch.extend(students.take(record));
        if batch.is_empty() || (batch.len() < BATCH && lines < BATCH_LINES && bytes < BATCH_BYTES) {
            continue;
        }
        (lines, bytes) = (0, 0);
        if send.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH))).is_err() {
            return Ok(());
        }
    }
    batch.extend(students.finish());
    // Nobody wants more when applying has failed; that failure is told there.
    let _ = send.send(batch);
    Ok(())
}

/// A warning when the state and the exchange differ about whether the student is known.
fn unexpected(
    action: Action,
    known_before: bool,
    sent_before: Option<u64>,
    place: crate::model::LineRef,
    answer: &StudentAnswer,
) -> Option<crate::model::Finding> {
    let (code, message) = match (action, known_before) {
        (Action::Insert, true) if sent_before.is_none() => {
            ("S-INSERT-KNOWN", "Sent as new (I), but known already. The record was replaced; send U next time.")
        }
        (Action::Update, false) => ("S-UPDATE-NEW", "Sent as a change (U), but not known. The record was created."),
        _ => return None,
    };
    Some(findings::at(place, code, Severity::Warn, &answer.state_student_id, message))
}

fn has_errors(answer: &StudentAnswer) -> bool {
    answer.outcome == StudentOutcome::Rejected
        || answer.findings.iter().any(|finding| finding.severity >= Severity::Drop)
}

/// The first reading found nothing wrong: the kept file has changed since, or the disk fails.
fn of_trouble(trouble: Trouble) -> SubmissionError {
    match trouble {
        Trouble::Disk(error) => error.into(),
        other => SubmissionError::Store(StoreError::Io(std::io::Error::other(other.to_string()))),
    }
}
