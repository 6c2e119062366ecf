//! A submission and the answer to it.

use serde::{Deserialize, Serialize};

use super::{Element, MsixId, StateCode, SubmissionId, Text, Timestamp};

/// Header of a submission (record H).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionHeader {
    /// Submitting state.
    pub state: StateCode,
    /// When the state made the file.
    pub made: Timestamp,
    /// Number of S lines.
    pub total_students: u64,
    /// Number of lines but the header.
    pub total_records: u64,
    /// Begin of the change window.
    pub window_begin: Option<Timestamp>,
    /// End of the change window.
    pub window_end: Option<Timestamp>,
    /// All children or only changes.
    pub kind: SubmissionKind,
    /// `MIS2000`, `NGS`, `SMART`, or free text.
    pub source: Text,
}

/// Whether a file carries all children of the state or what changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubmissionKind {
    /// All.
    Full,
    /// What changed in the window.
    Delta,
}

impl SubmissionKind {
    /// The word used in headers and answers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Delta => "delta",
        }
    }
}

/// What the exchange knows about one submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// Its number.
    pub id: SubmissionId,
    /// The file's name as given, without folders: a label only.
    pub name: Text,
    /// SHA-256 of the file as sent.
    pub sha256: [u8; 32],
    /// Its header, if it could be read.
    pub header: Option<SubmissionHeader>,
    /// Where it stands.
    pub status: FileStatus,
    /// What was done.
    pub counts: Counts,
    /// When it arrived.
    pub received: Timestamp,
    /// When it was answered.
    pub answered: Option<Timestamp>,
    /// How many students of the file have been applied or rejected so far: where a run resumes.
    pub done_students: u32,
    /// How many answer pieces have been written so far.
    pub answer_chunks: u32,
    /// What concerns the file as a whole.
    pub findings: Vec<Finding>,
}

/// Where a submission stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileStatus {
    /// Being applied, or cut off while being applied.
    Applying,
    /// Every student was applied without a finding that rejects or drops.
    Accepted,
    /// Applied; some students were rejected or some values dropped.
    AcceptedWithErrors,
    /// Nothing was applied.
    Refused,
}

impl FileStatus {
    /// The word used in answers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Applying => "applying",
            Self::Accepted => "accepted",
            Self::AcceptedWithErrors => "accepted_with_errors",
            Self::Refused => "refused",
        }
    }
}

/// How many students met which fate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// S lines read.
    pub read: u64,
    /// New contributions.
    pub created: u64,
    /// Contributions replaced.
    pub updated: u64,
    /// Contributions that said what is already known.
    pub unchanged: u64,
    /// Contributions withdrawn.
    pub deleted: u64,
    /// Students not loaded.
    pub rejected: u64,
}

/// What happened to one student of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudentAnswer {
    /// Student record id as sent.
    pub record_id: Text,
    /// State student ID as sent.
    pub state_student_id: Text,
    /// Fate.
    pub outcome: StudentOutcome,
    /// The child's MSIX ID; `None` when rejected.
    pub msix_id: Option<MsixId>,
    /// How the child was recognized; `None` when rejected.
    pub matched: Option<MatchOutcome>,
    /// The MSIX ID that now stands for a retired one that the state sent.
    pub surviving_msix_id: Option<MsixId>,
    /// What was wrong.
    pub findings: Vec<Finding>,
}

/// The fate of a student in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StudentOutcome {
    /// A new contribution.
    Created,
    /// A contribution was replaced.
    Updated,
    /// Nothing new.
    Unchanged,
    /// The contribution was withdrawn.
    Deleted,
    /// Not loaded.
    Rejected,
}

impl StudentOutcome {
    /// The word used in answers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Deleted => "deleted",
            Self::Rejected => "rejected",
        }
    }
}

/// How a child was recognized.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchOutcome {
    /// The state's own key was known.
    Same,
    /// Joined with a known child.
    Exact,
    /// A new child that may be a known one: recorded as a near match.
    Near,
    /// A new child.
    New,
}

impl MatchOutcome {
    /// The word used in answers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Exact => "exact",
            Self::Near => "near",
            Self::New => "new",
        }
    }
}

/// Something that is wrong with a line or a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Where.
    pub place: LineRef,
    /// Which element, if it is about one.
    pub element: Option<Element>,
    /// The rule's code, such as `D-10-DATE`: stable, for machines.
    pub code: Text,
    /// What follows from it.
    pub severity: Severity,
    /// The value as sent, cut to 200 characters.
    pub value: String,
    /// What is wrong and how to mend it, for a human.
    pub message: String,
}

/// A place in a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineRef {
    /// Line number from 1; 0 for the file as a whole.
    pub line: u64,
    /// Record letter; `None` when the line has none.
    pub letter: Option<char>,
    /// Record id within the child.
    pub record_id: Option<u32>,
}

/// What follows from a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The record loads as it is.
    Warn,
    /// The value is left out, the record loads.
    Drop,
    /// The student, or at file level the file, is not loaded.
    Reject,
}

impl Severity {
    /// The word used in answers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Warn => "warn",
            Self::Drop => "drop",
            Self::Reject => "reject",
        }
    }
}
