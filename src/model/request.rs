//! Data requests: what a record lacks, asked of the state that should send it (exchange facts, section 5.2).

use serde::{Deserialize, Serialize};

use super::{Actor, Area, ContributionNo, Date, Element, ItemId, MsixId, StateCode, SubmissionId, Text, Timestamp};

/// The number of a data request, growing with time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RequestId(pub u64);

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Wanted {
    /// MDE 49 of an enrollment line.
    Withdrawal {
        /// Record id of the line.
        line: u16,
    },
    /// MDE 63 or 64 of a course that is under way.
    GradeToDate {
        /// Record id of the line.
        line: u16,
    },
    /// MDE 65 or 66 of a course that is over.
    FinalGrade {
        /// Record id of the line.
        line: u16,
    },
    /// Any course history: none was sent.
    Courses,
    /// Any assessment: none was sent.
    Assessments,
    /// The state's test of English language proficiency (MDE 52 = 11) of an English learner (MDE 43).
    EnglishTest,
    /// Another element, wherever it stands.
    Element(Element),
}

/// One thing asked for, with what answered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// What.
    pub wanted: Wanted,
    /// How the line was called when it was asked: school and dates, or the course; empty where no line is meant.
    pub about: Text,
    /// What answered it.
    pub answered: Option<Answered>,
}

/// The evidence that something asked for has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// When.
    pub at: Timestamp,
    /// By which file.
    pub submission: SubmissionId,
    /// In which contribution.
    pub contribution: ContributionNo,
    /// In which of its versions.
    pub version: u32,
}

/// How far a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestStatus {
    /// Nobody there has said that it was seen.
    New,
    /// Somebody there has taken it up.
    Acknowledged,
    /// All that was asked for has come by submission.
    Answered,
    /// The asker needs it no longer.
    Withdrawn,
    /// The state says that it cannot send it; the thread says why.
    Declined,
}

impl RequestStatus {
    /// All of them, in the order of the way.
    pub const ALL: [Self; 5] = [Self::New, Self::Acknowledged, Self::Answered, Self::Withdrawn, Self::Declined];

    /// Whether somebody still has to do something.
    pub fn is_open(self) -> bool {
        matches!(self, Self::New | Self::Acknowledged)
    }

    /// The word in addresses, exports and message files.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Acknowledged => "acknowledged",
            Self::Answered => "answered",
            Self::Withdrawn => "withdrawn",
            Self::Declined => "declined",
        }
    }
}

/// What somebody said or did in the thread of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Actor,
    /// How far the request was afterwards.
    pub status: RequestStatus,
    /// The words; empty when nothing was said.
    pub text: Text,
}

/// A data request to one state. It is never removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataRequest {
    /// Its number.
    pub id: RequestId,
    /// The child, as it was called when it was asked.
    pub child: MsixId,
    /// The contribution whose data are asked for, where the child has one of that state.
    pub contribution: Option<ContributionNo>,
    /// What is asked for; at least one.
    pub asks: Vec<Ask>,
    /// Who is asked: a state or a part of one.
    pub to: Area,
    /// User name of the asker.
    pub by: Text,
    /// The state for which he asks; none for the nation.
    pub state: Option<StateCode>,
    /// The day by which it is needed.
    pub needed_by: Option<Date>,
    /// When it was sent.
    pub sent: Timestamp,
    /// How far it is.
    pub status: RequestStatus,
    /// What was said and done, oldest first.
    pub thread: Vec<Post>,
    /// The item of the worklist that asks for it: who has it is written there.
    pub item: ItemId,
}
