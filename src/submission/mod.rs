//! A state's file: read, validate, preview, apply, answer. It must never apply a student twice or lose one, whatever
//! the file holds and whenever the process dies.

mod lines;
mod trouble;
mod unpack;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::{Clock, StateCode, Submission, SubmissionId};
use crate::store::{Store, StoreError};

/// Limits on a file. Defaults are those of the submission format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most S lines in a file.
    pub students: u64,
    /// Most lines of one kind in a child.
    pub lines_per_kind: usize,
    /// Most bytes when unpacked.
    pub unpacked_bytes: u64,
    /// Longest line in bytes.
    pub line_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { students: 40_000, lines_per_kind: 999, unpacked_bytes: 1 << 30, line_bytes: 64 << 10 }
    }
}

/// Why a submission could not be taken at all. A file that is refused is no error: it has an answer.
#[derive(Debug, thiserror::Error)]
pub enum SubmissionError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The records.
    #[error(transparent)]
    Records(#[from] crate::records::RecordsError),
    /// The file, or the folder where files are kept until they are applied.
    #[error("the file cannot be read or kept: {0}")]
    Io(#[from] std::io::Error),
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
#[derive(Debug, Clone)]
pub enum Outcome {
    /// It is in the store under its number.
    Stored(Submission),
    /// A dry run: nothing was changed; the answer is in a file that goes when this is dropped.
    Preview(Arc<Preview>),
}

/// The answer of a dry run.
#[derive(Debug)]
pub struct Preview {
    /// What the submission would be.
    pub submission: Submission,
}

/// Takes submissions.
#[derive(Clone)]
pub struct Submissions {
    _store: Store,
    _clock: Arc<dyn Clock>,
    _spool: PathBuf,
    _limits: Limits,
}

impl Submissions {
    /// Over a store; `spool` is the folder where a file is kept until it is answered.
    pub fn new(store: Store, clock: Arc<dyn Clock>, spool: &Path, limits: Limits) -> Self {
        Self { _store: store, _clock: clock, _spool: spool.to_owned(), _limits: limits }
    }

    /// Takes a file as sent (plain, gzip or zstd) to its end. `sender` is the state whose file it must be; `None`
    /// at the console, where the header says it. Blocks; `progress` is called often.
    pub fn submit(
        &self,
        _name: &str,
        _file: &mut dyn Read,
        _sender: Option<StateCode>,
        _dry_run: bool,
        _progress: &mut dyn FnMut(Progress),
    ) -> Result<Outcome, SubmissionError> {
        Err(std::io::Error::other("not built yet").into())
    }

    /// Goes on with files that a stopped process left in the middle. Says which.
    pub fn resume(&self, _progress: &mut dyn FnMut(Progress)) -> Result<Vec<SubmissionId>, SubmissionError> {
        Ok(Vec::new())
    }

    /// Writes the answer as JSON.
    pub fn write_json(&self, _outcome: &Outcome, _out: &mut dyn Write) -> Result<(), SubmissionError> {
        Ok(())
    }

    /// Writes the answer as CSV.
    pub fn write_csv(&self, _outcome: &Outcome, _out: &mut dyn Write) -> Result<(), SubmissionError> {
        Ok(())
    }

    /// The submissions, newest first, at most `limit`.
    pub fn list(&self, _limit: usize) -> Result<Vec<Submission>, SubmissionError> {
        Ok(Vec::new())
    }
}
