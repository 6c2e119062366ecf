//! Jobs of the scheduler, as their history remembers them.

use serde::{Deserialize, Serialize};

use super::{Actor, Text, Timestamp};

/// When a job is planned. Times of the day are those of the zone that the settings name; everything shorter than a day
/// goes by real time, which no change of the clock's hand touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// Every so many seconds of the minute: a divisor of 60.
    Seconds(u8),
    /// Every so many minutes of the hour: a divisor of 60.
    Minutes(u8),
    /// Each day at this hour and minute.
    Daily(u8, u8),
    /// From Monday to Friday at this hour and minute.
    Workdays(u8, u8),
}

/// What becomes of a planned moment at which the program did not run or the machine slept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missed {
    /// The job runs once as soon as it can, however many moments were missed.
    RunOnce,
    /// The job waits for the next one.
    Skip,
}

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
