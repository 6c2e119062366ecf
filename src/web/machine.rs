//! What the pages of the operator stand on: the machine as the server sees it.

use crate::model::{Delivery, JobRun, MessageKind, Rhythm, Text, Timestamp, Who};

/// The machine under the portal. Its methods block.
pub trait Machine: Send + Sync {
    /// How it is.
    fn condition(&self) -> Result<Condition, MachineError>;
    /// Runs of a job with numbers under `before`, the newest first: a page of them.
    fn history(&self, job: &str, before: Option<u64>) -> Result<Vec<(u64, JobRun)>, MachineError>;
    /// Begins a job now; does not wait for its end.
    fn run_now(&self, who: Who, job: &str) -> Result<(), MachineError>;
}

/// Why the machine does not answer.
#[derive(Debug, thiserror::Error)]
pub enum MachineError {
    /// There is no such job.
    #[error("there is no job of this name")]
    Unknown,
    /// The job runs now.
    #[error("this job runs just now")]
    Running,
    /// Something failed.
    #[error("{0}")]
    Broken(String),
}

/// How the machine is.
#[derive(Debug, Clone, Default)]
pub struct Condition {
    /// The jobs.
    pub jobs: Vec<JobSeen>,
    /// The zone of their times of the day.
    pub zone: String,
    /// Messages to people.
    pub mail: MailSeen,
    /// Bytes left on the disk, where the system says.
    pub free_bytes: Option<u64>,
    /// Bytes of the store.
    pub store_bytes: u64,
    /// Bytes of the search index.
    pub index_bytes: u64,
    /// Changes that the index has not taken up; none while it takes up some.
    pub index_behind: Option<u64>,
    /// When the newest checkpoint of the audit log was signed, and over how many entries.
    pub checkpoint: Option<(Timestamp, u64)>,
    /// The program's version.
    pub version: &'static str,
}

/// A job as its operator sees it.
#[derive(Debug, Clone)]
pub struct JobSeen {
    /// Which: the end of keys of words.
    pub name: &'static str,
    /// When.
    pub rhythm: Rhythm,
    /// Whether it runs now.
    pub running: bool,
    /// The last run that was written down.
    pub last: Option<JobRun>,
    /// When it last looked and found nothing to do, since this process began.
    pub idle: Option<Timestamp>,
    /// The next planned moments.
    pub next: Vec<Timestamp>,
}

/// Messages to people.
#[derive(Debug, Clone, Default)]
pub struct MailSeen {
    /// Whether messages are mailed at all.
    pub mails: bool,
    /// How many wait.
    pub waiting: u64,
    /// When the oldest of them was posted.
    pub oldest: Option<Timestamp>,
    /// How many failed.
    pub failed: u64,
    /// The last of those.
    pub unsent: Vec<Unsent>,
    /// Why nothing goes out just now, and since when.
    pub trouble: Option<(String, Timestamp)>,
}

/// A message that a mail server refused.
#[derive(Debug, Clone)]
pub struct Unsent {
    /// Its number.
    pub number: u64,
    /// Whose.
    pub user_name: Text,
    /// What it says.
    pub kind: MessageKind,
    /// What became of it, and when.
    pub delivery: Delivery,
    /// How often it was handed over.
    pub tries: u32,
    /// What the server said.
    pub why: Text,
    /// Whether it can be sent once more as it was.
    pub again: bool,
}
