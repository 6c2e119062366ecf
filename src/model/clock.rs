//! Legal clocks: what was started, by what, and what stopped it (34 CFR 200.85; exchange facts, section 5.4). Their
//! lengths and warnings are data of the module `clocks`.

use serde::{Deserialize, Serialize};

use super::{
    Actor, ContributionNo, CorrectionId, Date, MsixId, NoticeId, RequestId, StateCode, SubmissionId, Text, Timestamp,
};

/// The number of a clock, growing with time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClockId(pub u64);

/// Which duty a clock measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockKind {
    /// The first data of a child whose Certificate of Eligibility was approved.
    NewCoe,
    /// The updates of a term that ended in a district.
    EndOfTerm,
    /// What is new about a child who is known to have moved.
    ChangeOfResidence,
    /// The answer to a request of a parent, guardian or child to correct data.
    ParentRequest,
    /// The corrected data after the decision to correct.
    CorrectionUpload,
    /// A request for correction handed to the state that sent the data.
    ForwardRequest,
    /// The answer to another state's question about data.
    StateQuestion,
    /// The answer to a question of the Department of Education.
    EdQuestion,
    /// A data request acknowledged.
    RequestAcknowledged,
    /// A data request answered by the day that was asked for.
    RequestAnswered,
    /// A move notice acknowledged.
    NoticeAcknowledged,
}

impl ClockKind {
    /// All of them, in the order in which lists show them.
    pub const ALL: [Self; 11] = [
        Self::NewCoe,
        Self::EndOfTerm,
        Self::ChangeOfResidence,
        Self::ParentRequest,
        Self::CorrectionUpload,
        Self::ForwardRequest,
        Self::StateQuestion,
        Self::EdQuestion,
        Self::RequestAcknowledged,
        Self::RequestAnswered,
        Self::NoticeAcknowledged,
    ];

    /// The word in data, addresses and exports.
    pub fn word(self) -> &'static str {
        match self {
            Self::NewCoe => "new_coe",
            Self::EndOfTerm => "end_of_term",
            Self::ChangeOfResidence => "change_of_residence",
            Self::ParentRequest => "parent_request",
            Self::CorrectionUpload => "correction_upload",
            Self::ForwardRequest => "forward_request",
            Self::StateQuestion => "state_question",
            Self::EdQuestion => "ed_question",
            Self::RequestAcknowledged => "request_acknowledged",
            Self::RequestAnswered => "request_answered",
            Self::NoticeAcknowledged => "notice_acknowledged",
        }
    }
}

/// What a clock runs for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ClockSubject {
    /// A child in a state's hands.
    Child(MsixId),
    /// A move notice.
    Notice(NoticeId),
    /// A data request.
    Request(RequestId),
    /// A request for correction.
    Correction(CorrectionId),
    /// A term of a district, by its NCES identifier and the term's last day.
    Term(Text, Date),
    /// A Certificate of Eligibility: the contribution that tells of it, and its qualifying arrival date (MDE 20).
    Coe(ContributionNo, Date),
}

/// What started or stopped a clock: the evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// A state's file.
    Submission(SubmissionId),
    /// What somebody did in the portal.
    Act(Actor),
    /// A day in a calendar.
    Day(Date),
    /// The duty ended otherwise: `withdrawn`, `term-removed`, ... The message files say it in words (`clock-moot-`).
    Moot(Text),
}

/// The beginning or the end of a clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// When.
    pub at: Timestamp,
    /// By what.
    pub cause: Cause,
}

/// A day that did not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Which.
    pub day: Date,
    /// Why: `weekend`, or the name of the holiday or closure.
    pub why: Text,
}

/// Somebody was told how far a clock is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// At how many hundredths of its length: 50, 80, or 100 when the last day was over.
    pub point: u8,
    /// When.
    pub at: Timestamp,
    /// Who, by user name; empty when there was nobody to tell.
    pub told: Vec<Text>,
}

/// A clock, running or stopped. It is never removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunningClock {
    /// Its number.
    pub id: ClockId,
    /// Which duty.
    pub kind: ClockKind,
    /// What for.
    pub subject: ClockSubject,
    /// The child concerned, when it began; none for a term.
    pub child: Option<MsixId>,
    /// The state whose duty it is, and whose calendar counts; none for the Department of Education.
    pub state: Option<StateCode>,
    /// The district concerned, by its NCES identifier.
    pub district: Option<Text>,
    /// What began it.
    pub started: Mark,
    /// The day on which that was in the state's time zone; it does not count.
    pub began: Date,
    /// The last day on which it is in time, by the calendar as it was when this was last reckoned.
    pub due: Date,
    /// Whether somebody named that day: then no calendar moves it.
    pub named: bool,
    /// What stopped it; none while it runs.
    pub stopped: Option<Mark>,
    /// The day on which that was in the state's time zone.
    pub ended: Option<Date>,
    /// Days counted from the beginning to the end; filled in when it is stopped.
    pub counted: u32,
    /// Holidays and closures between, which did not count, as weekends did not; filled in when it is stopped.
    pub skipped: Vec<Skipped>,
    /// Who was told so far.
    pub warnings: Vec<Warning>,
}

impl RunningClock {
    /// How it ended; none while it runs.
    pub fn end(&self) -> Option<ClockEnd> {
        let (mark, ended) = (self.stopped.as_ref()?, self.ended?);
        Some(match mark.cause {
            Cause::Moot(_) => ClockEnd::Moot,
            _ if ended <= self.due => ClockEnd::InTime,
            _ => ClockEnd::Late,
        })
    }

    /// The hundredths of its length at which somebody was told so far: 0, 50, 80, 100.
    pub fn warned(&self) -> u8 {
        self.warnings.iter().map(|warning| warning.point).max().unwrap_or(0)
    }

    /// What lists need of it.
    pub fn brief(&self) -> ClockBrief {
        ClockBrief {
            kind: self.kind,
            district: self.district.clone(),
            began: self.began,
            named: self.named,
            warned: self.warned(),
            end: self.end(),
        }
    }
}

/// How a clock ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockEnd {
    /// On its last day or before.
    InTime,
    /// After it.
    Late,
    /// There was nothing more to be done.
    Moot,
}

/// What lists of clocks hold of each, so that they are read without the clocks themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockBrief {
    /// Which duty.
    pub kind: ClockKind,
    /// The district concerned.
    pub district: Option<Text>,
    /// The day on which it began.
    pub began: Date,
    /// Whether somebody named the day on which it is due.
    pub named: bool,
    /// The hundredths of its length at which somebody was told so far.
    pub warned: u8,
    /// How it ended; none while it runs.
    pub end: Option<ClockEnd>,
}

/// What a state's word about a child means for clocks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Duties {
    /// Certificates of Eligibility with a day of approval (extra element 102).
    pub coes: Vec<Coe>,
    /// Stays in districts (MDE 67), the latest first.
    pub stays: Vec<DistrictStay>,
}

/// A Certificate of Eligibility.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coe {
    /// MDE 20.
    pub arrived: Date,
    /// Extra element 102.
    pub approved: Date,
    /// Whether an enrollment goes on at the arrival or begins after it.
    pub enrolled: bool,
}

/// An enrollment in a district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistrictStay {
    /// MDE 67.
    pub district: Text,
    /// MDE 28.
    pub from: Date,
    /// MDE 49; none when it goes on.
    pub to: Option<Date>,
    /// The last day of the term (extra element 103).
    pub term_ends: Option<Date>,
}

/// A day on which a state, or one district of it, does not work, beside weekends and the holidays known by rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    /// What it is called: `Hurricane Ida`.
    pub name: Text,
    /// User name of whoever entered it.
    pub by: Text,
    /// When.
    pub at: Timestamp,
}

/// A term of a district (MDE 62 knows the types). Its last day starts the clock of the end of a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// `fall`, `spring`, `summer`, `intersession`; empty when a file told of it.
    pub kind: Text,
    /// First day.
    pub begins: Date,
    /// Last day.
    pub ends: Date,
    /// User name of whoever entered it; empty when a file told of it.
    pub by: Text,
    /// Its clock, once it ended.
    pub clock: Option<ClockId>,
}
