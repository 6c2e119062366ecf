//! Requests for correction and dispute statements (exchange facts, section 6). Data are corrected in the state's own
//! system and come by file; nothing here changes a record.

use serde::{Deserialize, Serialize};

use super::{
    Actor, ContributionNo, Date, Element, ItemId, LineKind, MsixId, StateCode, SubmissionId, Text, Timestamp, Value,
    Why,
};

/// The number of a request for correction, growing with time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CorrectionId(pub u64);

impl std::fmt::Display for CorrectionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Requester {
    /// A parent.
    Parent,
    /// A guardian, or a person in loco parentis.
    Guardian,
    /// The child.
    Child,
    /// Another state.
    State(StateCode),
    /// The Department of Education, under the Privacy Act.
    Ed,
}

impl Requester {
    /// Whether it is a person who has a right to the record: a parent, a guardian or the child.
    pub fn is_family(self) -> bool {
        matches!(self, Self::Parent | Self::Guardian | Self::Child)
    }

    /// The word in forms and message files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Parent => "parent",
            Self::Guardian => "guardian",
            Self::Child => "child",
            Self::State(_) => "state",
            Self::Ed => "ed",
        }
    }
}

/// How the request came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// In person.
    InPerson,
    /// By telephone.
    Telephone,
    /// By letter.
    Letter,
    /// By e-mail.
    Email,
    /// Through the portal of another state or of the Department.
    Portal,
}

impl Channel {
    /// All of them, in the order in which a form offers them.
    pub const ALL: [Self; 5] = [Self::InPerson, Self::Telephone, Self::Letter, Self::Email, Self::Portal];

    /// The word in forms and message files.
    pub fn word(self) -> &'static str {
        match self {
            Self::InPerson => "in-person",
            Self::Telephone => "telephone",
            Self::Letter => "letter",
            Self::Email => "email",
            Self::Portal => "portal",
        }
    }
}

/// Who asks, and how to answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intake {
    /// Who.
    pub requester: Requester,
    /// Name of the person.
    pub name: Text,
    /// Where the letters go: an address, as it stands on an envelope.
    pub address: Text,
    /// How it came.
    pub channel: Channel,
    /// Language of the letters: `en` or `es`.
    pub language: Text,
    /// What proved who the person is and that she may ask: the word of a kind of paper, never its number.
    pub proof: Text,
    /// The day on which it was received: the clock runs from here.
    pub received: Date,
    /// User name of whoever took it down.
    pub by: Text,
    /// The state that received it; none for the Department.
    pub state: Option<StateCode>,
}

/// One value that is said to be wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disputed {
    /// Whose word: the state that sent it answers for it.
    pub contribution: ContributionNo,
    /// In which kind of line.
    pub kind: LineKind,
    /// Record id of the line.
    pub line: u16,
    /// Which element.
    pub element: Element,
    /// What tells the line from others of its kind: a school, a course, a day; none where nothing does.
    pub about: Option<(Element, Value)>,
    /// The value when it was disputed; none when the state had not sent any.
    pub stands: Option<Value>,
    /// What it should be, in the requester's words.
    pub wanted: Text,
    /// Another value that the state has sent since; none while it says the same.
    pub changed: Option<Brought>,
}

/// Another value than the one that was disputed, as the state sent it last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// The file.
    pub submission: SubmissionId,
    /// The version of the contribution.
    pub version: u32,
    /// The value; none when the state took the value, the line or the child out.
    pub value: Option<Value>,
    /// When.
    pub at: Timestamp,
}

/// A decision about a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// Whether the data will be corrected.
    pub granted: bool,
    /// Why, as it stands in the letter.
    pub reason: Why,
    /// When.
    pub at: Timestamp,
    /// User name of whoever decided.
    pub by: Text,
}

/// How far a request for correction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CorrectionStatus {
    /// It was taken down; the letter that says so has not been made.
    Received,
    /// The requester was told that it was received.
    Acknowledged,
    /// It is with the state that sent the data.
    Forwarded,
    /// Decided; the requester has yet to be told, or, where it was denied, it has yet to be closed.
    Decided,
    /// Granted and told; the corrected data have not come yet.
    AwaitingData,
    /// Done: told, and where it was granted the data have come.
    Closed,
    /// The requester took it back.
    Withdrawn,
}

impl CorrectionStatus {
    /// All of them, in the order of the way.
    pub const ALL: [Self; 7] = [
        Self::Received,
        Self::Acknowledged,
        Self::Forwarded,
        Self::Decided,
        Self::AwaitingData,
        Self::Closed,
        Self::Withdrawn,
    ];

    /// Whether somebody still has to do something.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Withdrawn)
    }

    /// The word in addresses, exports and message files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Acknowledged => "acknowledged",
            Self::Forwarded => "forwarded",
            Self::Decided => "decided",
            Self::AwaitingData => "awaiting-data",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// Something that was done about a request for correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionStep {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Actor,
    /// How far it was afterwards.
    pub status: CorrectionStatus,
    /// `received`, `letter: acknowledgment`, `forwarded`, `decided`, `letter: decision`, `data`, `closed`, ...
    pub what: Text,
    /// What was said.
    pub note: Option<Why>,
}

/// A request for correction. It is never removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Its number.
    pub id: CorrectionId,
    /// The child, as it was called when it was asked.
    pub child: MsixId,
    /// Who asks.
    pub intake: Intake,
    /// What is said to be wrong; at least one value, all of one state.
    pub disputed: Vec<Disputed>,
    /// The state that sent the data and decides.
    pub responsible: StateCode,
    /// When it was forwarded to that state; none when it received it itself.
    pub forwarded: Option<Timestamp>,
    /// The decision.
    pub ruling: Option<Ruling>,
    /// How far it is.
    pub status: CorrectionStatus,
    /// What was done about it, oldest first.
    pub steps: Vec<CorrectionStep>,
    /// The item of the worklist that asks for it: who has it is written there.
    pub item: ItemId,
    /// The others that were taken down with it, because values of several states were disputed.
    pub with: Vec<CorrectionId>,
}

/// A letter about a request for correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CorrectionLetter {
    /// The request was received.
    Acknowledgment,
    /// It was handed to the state that sent the data.
    Forwarded,
    /// It was decided.
    Decision,
    /// The corrected data have come.
    Data,
}

impl CorrectionLetter {
    /// All of them, in the order of the way.
    pub const ALL: [Self; 4] = [Self::Acknowledgment, Self::Forwarded, Self::Decision, Self::Data];

    /// The word in addresses and message files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Acknowledgment => "acknowledgment",
            Self::Forwarded => "forwarded",
            Self::Decision => "decision",
            Self::Data => "data",
        }
    }

    /// The word of the step that made it.
    pub fn step(self) -> &'static str {
        match self {
            Self::Acknowledgment => "letter: acknowledgment",
            Self::Forwarded => "letter: forwarded",
            Self::Decision => "letter: decision",
            Self::Data => "letter: data",
        }
    }
}

impl Correction {
    /// The step in which a letter was made; none before.
    pub fn letter(&self, letter: CorrectionLetter) -> Option<&CorrectionStep> {
        self.steps.iter().find(|step| step.what == letter.step())
    }

    /// Whether every disputed value has become another.
    pub fn all_changed(&self) -> bool {
        self.disputed.iter().all(|one| one.changed.is_some())
    }

    /// Whether it is in the hands of the state that decides.
    pub fn is_there(&self) -> bool {
        self.forwarded.is_some() || self.intake.state.is_none_or(|state| state == self.responsible)
    }

    /// Whether it was decided that the data be corrected.
    pub fn is_granted(&self) -> bool {
        self.ruling.as_ref().is_some_and(|ruling| ruling.granted)
    }
}

/// The number of a dispute statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatementId(pub u64);

/// A statement of disagreement, entered by the Privacy Act Administrator (5 U.S.C. 552a(d)(4)): shown with every view,
/// print and export of the record. Nothing in the data changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The words.
    pub text: Text,
    /// The request it came of, if it did.
    pub correction: Option<CorrectionId>,
    /// User name of whoever entered it.
    pub by: Text,
    /// When.
    pub at: Timestamp,
    /// When it was taken out again, by whom and why; it stays readable in the child's history.
    pub ended: Option<(Timestamp, Text, Why)>,
}
