//! Jobs of the scheduler, as their history remembers them.

use serde::{Deserialize, Serialize};

use super::{Actor, Text, Timestamp};

/// What became of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum JobResult {
    /// It is under way, or the process died while it was.
    Begun,
    /// It was done; one sentence says what.
    Done(Text),
    /// It failed; one sentence says why.
    Failed(Text),
    /// The process had stopped while it ran: seen at the next start.
    CutOff,
}

/// One run of a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRun {
    /// Which job.
    pub job: Text,
    /// The moment for which it was planned; none when somebody asked for it.
    pub planned: Option<Timestamp>,
    /// Who set it going.
    pub by: Actor,
    /// When it began.
    pub began: Timestamp,
    /// When it ended.
    pub ended: Option<Timestamp>,
    /// What became of it.
    pub result: JobResult,
}
