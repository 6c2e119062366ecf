//! Submissions against their answers and hashes.

use super::go_on;
use crate::model::Submission;
use crate::records::export::visit_all;
use crate::records::{Engine, RecordsError};
use crate::store::{Read, View, tables};

/// Each submission has all pieces of its answer, one answer for each student that is done, and nobody else's.
pub(super) fn answers(view: &View, _: &Engine, found: &mut Vec<String>) -> Result<(), RecordsError> {
    let mut expected = 0;
    visit_all(view, &tables::SUBMISSION, |id, submission| {
        expected += u64::from(submission.answer_chunks);
        if submission.id != id {
            found.push(format!("submission {id} is filed under another number"));
        }
        if let Some(what) = answer_fault(view, &submission)? {
            found.push(format!("submission {id} {what}"));
        }
        Ok(go_on(found))
    })?;
    let pieces = view.len(&tables::ANSWER)?;
    if pieces != expected && go_on(found).is_continue() {
        found.push(format!("table answer has {pieces} rows where {expected} belong"));
    }
    Ok(())
}

/// Holds one piece at a time.
fn answer_fault(view: &View, submission: &Submission) -> Result<Option<String>, RecordsError> {
    let mut answered = 0;
    for number in 0..submission.answer_chunks {
        let Some(piece) = view.get(&tables::ANSWER, &(submission.id, number))? else {
            return Ok(Some(format!("lacks piece {number} of its answer")));
        };
        answered += piece.len() as u64;
    }
    let done = u64::from(submission.done_students);
    Ok((answered != done).then(|| format!("has {answered} answers where {done} students are done")))
}

/// Several submissions may be of one file, and the hash leads to one of them.
pub(super) fn hashes(view: &View, _: &Engine, found: &mut Vec<String>) -> Result<(), RecordsError> {
    visit_all(view, &tables::SUBMISSION_BY_HASH, |sha256, id| {
        match view.get(&tables::SUBMISSION, &id)? {
            None => found.push(format!("a file's hash leads to submission {id}, which does not exist")),
            Some(known) if known.sha256 != sha256 => {
                found.push(format!("a file's hash leads to submission {id}, which is of another file"));
            }
            Some(_) => {}
        }
        Ok(go_on(found))
    })
}
