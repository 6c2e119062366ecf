//! Data requests: what a record lacks, asked of the state that should send it (exchange facts, section 5.2).

use serde::{Deserialize, Serialize};

use super::{
    Actor, Area, ContributionNo, Date, Element, ItemId, Line, MsixId, StateCode, SubmissionId, Text, Timestamp,
};

/// The number of a data request, growing with time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RequestId(pub u64);

impl std::fmt::Display for RequestId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for RequestId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

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

impl Wanted {
    /// The word of what is asked for, without the line or element.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Withdrawal { .. } => "withdrawal",
            Self::GradeToDate { .. } => "grade",
            Self::FinalGrade { .. } => "final",
            Self::Courses => "courses",
            Self::Assessments => "assessments",
            Self::EnglishTest => "english",
            Self::Element(_) => "mde",
        }
    }

    /// The record id of the line that is meant, where one is.
    pub fn line(&self) -> Option<u16> {
        match self {
            Self::Withdrawal { line } | Self::GradeToDate { line } | Self::FinalGrade { line } => Some(*line),
            Self::Courses | Self::Assessments | Self::EnglishTest | Self::Element(_) => None,
        }
    }
}

/// As forms carry it: `withdrawal:3`, `courses`, `mde:64`.
impl std::fmt::Display for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())?;
        match self {
            Self::Element(element) => write!(f, ":{}", element.0),
            _ => self.line().map_or(Ok(()), |line| write!(f, ":{line}")),
        }
    }
}

/// A text that asks for nothing we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("nothing that can be asked for")]
pub struct WantedError;

impl std::str::FromStr for Wanted {
    type Err = WantedError;

    fn from_str(text: &str) -> Result<Self, WantedError> {
        let (word, number) = text.split_once(':').unwrap_or((text, ""));
        let line = || number.parse::<u16>().map_err(|_| WantedError);
        Ok(match (word, number) {
            ("withdrawal", _) => Self::Withdrawal { line: line()? },
            ("grade", _) => Self::GradeToDate { line: line()? },
            ("final", _) => Self::FinalGrade { line: line()? },
            ("courses", "") => Self::Courses,
            ("assessments", "") => Self::Assessments,
            ("english", "") => Self::EnglishTest,
            ("mde", _) => Self::Element(Element(number.parse().map_err(|_| WantedError)?)),
            _ => return Err(WantedError),
        })
    }
}

/// One thing asked for, with what answered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// What.
    pub wanted: Wanted,
    /// What told the line from others when it was asked: school and day of enrollment, or title, year, term and
    /// section of the course. A state may number its lines anew. None where no line is meant.
    pub line: Option<Line>,
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
    /// By whom; the state's system for what its file brought.
    pub by: Actor,
    /// What.
    pub what: PostKind,
    /// The words; empty when nothing was said.
    pub text: Text,
}

/// What can happen in the thread of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostKind {
    /// It was sent.
    Sent,
    /// Somebody of the state asked has taken it up.
    Acknowledged,
    /// Somebody said something.
    Said,
    /// Nobody acknowledged it in time, so it went up a level.
    WentUp,
    /// A part of what was asked for has come.
    Partly,
    /// All has come.
    Answered,
    /// The state has withdrawn the child: it can answer nothing any more unless it sends the child again.
    Gone,
    /// The asker needs it no longer.
    Withdrawn,
    /// The state says that it cannot send it.
    Declined,
}

impl PostKind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Sent,
        Self::Acknowledged,
        Self::Said,
        Self::WentUp,
        Self::Partly,
        Self::Answered,
        Self::Gone,
        Self::Withdrawn,
        Self::Declined,
    ];

    /// The word in message files and the audit log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Acknowledged => "acknowledged",
            Self::Said => "said",
            Self::WentUp => "went_up",
            Self::Partly => "partly",
            Self::Answered => "answered",
            Self::Gone => "gone",
            Self::Withdrawn => "withdrawn",
            Self::Declined => "declined",
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_form_carries_comes_back() {
        let all = [
            Wanted::Withdrawal { line: 3 },
            Wanted::GradeToDate { line: 999 },
            Wanted::FinalGrade { line: 1 },
            Wanted::Courses,
            Wanted::Assessments,
            Wanted::EnglishTest,
            Wanted::Element(Element::GRADE),
        ];
        for wanted in all {
            assert_eq!(wanted.to_string().parse(), Ok(wanted));
        }
        for wrong in ["", "grade", "grade:", "grade:-1", "grade:70000", "courses:1", "mde:256", "shoes", ":"] {
            assert_eq!(wrong.parse::<Wanted>(), Err(WantedError), "{wrong}");
        }
    }
}
