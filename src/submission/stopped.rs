//! Submissions that a stopped process, or a full disk, left in the middle. What one state sent is applied in the order
//! in which it came: nothing newer of the same state begins before they are finished.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::PoisonError;

use super::{Progress, SubmissionError, Submissions};
use crate::model::{Actor, FileStatus, StateCode, Submission, SubmissionId};
use crate::store::{Read as _, StoreError, tables};

/// What became of the submissions that were left in the middle, oldest first.
#[derive(Debug, Default)]
pub struct Resumed {
    /// Those taken to their end.
    pub finished: Vec<SubmissionId>,
    /// Those that cannot go on now, and why: with [`SubmissionError::Gone`], until the file is sent again.
    pub halted: Vec<(SubmissionId, SubmissionError)>,
}

impl Submissions {
    /// Goes on with files that a stopped process left in the middle. One that cannot go on does not stop the others,
    /// but those that the same state sent after it: they stay as they are until it is finished.
    pub fn resume(&self, progress: &mut dyn FnMut(Progress)) -> Result<Resumed, SubmissionError> {
        let _turn = self.one_at_a_time.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut resumed, mut halted) = (Resumed::default(), HashMap::<StateCode, SubmissionId>::new());
        for submission in self.stopped()? {
            let (id, state) = (submission.id, submission.header.as_ref().map(|header| header.state));
            let before = state.and_then(|state| halted.get(&state)).copied();
            let gone_on = match before {
                Some(before) => {
                    Err(SubmissionError::Waits { stopped: before, why: Box::new(SubmissionError::CutOff(before)) })
                }
                None => self.go_on(submission, progress),
            };
            match gone_on {
                Ok(()) => resumed.finished.push(id),
                Err(why) => {
                    halted.extend(state.map(|state| (state, before.unwrap_or(id))));
                    resumed.halted.push((id, why));
                }
            }
        }
        Ok(resumed)
    }

    /// Takes to their end what the state of this submission sent before it. To be called in this taker's turn.
    pub(super) fn finish_older(
        &self,
        new: &Submission,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), SubmissionError> {
        let Some(header) = &new.header else { return Ok(()) };
        // The number of one that is not stored yet is 0.
        let older = |id: SubmissionId| new.id.0 == 0 || id < new.id;
        for submission in self.stopped()? {
            let stopped = submission.id;
            if older(stopped) && submission.header.as_ref().is_some_and(|its| its.state == header.state) {
                // Of this file nothing is done meanwhile.
                let mut waiting = |_| progress(Progress { done: 0, total: header.total_students });
                let gone_on = self.go_on(submission, &mut waiting);
                gone_on.map_err(|why| SubmissionError::Waits { stopped, why: Box::new(why) })?;
            }
        }
        Ok(())
    }

    /// The submissions that are not answered yet, oldest first.
    pub(super) fn stopped(&self) -> Result<Vec<Submission>, StoreError> {
        let mut stopped = Vec::new();
        self.store.view()?.visit(&tables::SUBMISSION, .., |_, submission| {
            if submission.status == FileStatus::Applying {
                stopped.push(submission);
            }
            ControlFlow::Continue(())
        })?;
        Ok(stopped)
    }

    fn go_on(&self, submission: Submission, progress: &mut dyn FnMut(Progress)) -> Result<(), SubmissionError> {
        if !self.spool.holds(&submission.sha256)? {
            return Err(SubmissionError::Gone(submission.id));
        }
        self.run(submission, Actor::System("resume".into()).into(), progress).map(drop)
    }
}
