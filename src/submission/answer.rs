//! Where answers are read from: the store, or the nameless file of a dry run.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};

use super::SubmissionError;
use crate::model::{StudentAnswer, Submission};
use crate::store::{self, Read as _, Store, StoreError, tables};

/// What is done with each answer.
pub(super) type Each<'a> = &'a mut dyn FnMut(&StudentAnswer) -> Result<ControlFlow<()>, SubmissionError>;

/// The answer of a dry run. MSIX IDs that the exchange would give out now are left out: later it gives others.
#[derive(Debug)]
pub struct Preview {
    /// What the submission would be. Its number is 0.
    pub submission: Submission,
    /// Pieces in the store's form, each after its length in four bytes; `None` when no student was read.
    pieces: Option<Mutex<File>>,
}

impl Preview {
    /// Of a file that is refused.
    pub(super) fn empty(submission: Submission) -> Self {
        Self { submission, pieces: None }
    }

    pub(super) fn new(submission: Submission, pieces: PieceWriter) -> Result<Self, SubmissionError> {
        let file = pieces.0.into_inner().map_err(|error| error.into_error())?;
        Ok(Self { submission, pieces: Some(Mutex::new(file)) })
    }

    pub(super) fn visit(&self, each: Each<'_>) -> Result<(), SubmissionError> {
        let Some(pieces) = &self.pieces else { return Ok(()) };
        let mut file = pieces.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(0))?;
        let mut file = BufReader::new(&mut *file);
        for _ in 0..self.submission.answer_chunks {
            let mut length = [0; 4];
            file.read_exact(&mut length)?;
            let mut bytes = Vec::new();
            (&mut file).take(u64::from(u32::from_le_bytes(length))).read_to_end(&mut bytes)?;
            let piece: Vec<StudentAnswer> = store::decode(&bytes).map_err(StoreError::Corrupt)?;
            if visit_piece(&piece, each)?.is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// Writes the pieces of a dry run.
pub(super) struct PieceWriter(BufWriter<File>);

impl PieceWriter {
    pub(super) fn new(file: File) -> Self {
        Self(BufWriter::new(file))
    }

    pub(super) fn put(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        let length = u32::try_from(bytes.len()).map_err(std::io::Error::other)?;
        self.0.write_all(&length.to_le_bytes())?;
        self.0.write_all(bytes)
    }
}

pub(super) fn visit_stored(store: &Store, submission: &Submission, each: Each<'_>) -> Result<(), SubmissionError> {
    let view = store.view()?;
    for number in 0..submission.answer_chunks {
        let piece = view.get(&tables::ANSWER, &(submission.id, number))?;
        let missing = || StoreError::Corrupt(format!("piece {number} of answer {} is missing", submission.id));
        if visit_piece(&piece.ok_or_else(missing)?, each)?.is_break() {
            break;
        }
    }
    Ok(())
}

fn visit_piece(piece: &[StudentAnswer], each: Each<'_>) -> Result<ControlFlow<()>, SubmissionError> {
    for answer in piece {
        if each(answer)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}
