//! The consolidated record as a value: what one or more states say about a child, each value with its source.
//! Built by `consolidate`, shown by the portal, printed, and written as JSON by `vereda show --json`.

use serde::Serialize;

use crate::model::{
    ContributionKey, ContributionNo, Date, Element, Explanation, Grade, Line, LinkKind, MsixId, StateCode, Statement,
    StatementId, StudentStatus, Text, Timestamp, Value,
};

/// Everything the states say about one child (34 CFR 200.81), computed when it is asked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConsolidatedRecord {
    /// The child's identifier.
    pub msix_id: MsixId,
    /// The identifier that was asked for, when a merge has retired it since.
    pub asked_for: Option<MsixId>,
    /// Whether the identifier is in use.
    pub status: StudentStatus,
    /// The day of which this is the view; `None` for the present.
    pub as_of: Option<Date>,
    /// The contributions, the one received last first.
    pub members: Vec<Member>,
    /// The child's name, birth date and so on as shown in headings: one state's words, never mixed.
    pub identification: Identification,
    /// One row per demographic element that any state fills, in order of the elements.
    pub demographics: Vec<ElementRow>,
    /// Qualifying moves, newest arrival first.
    pub moves: Vec<SourcedLine>,
    /// Enrollments, newest first.
    pub enrollments: Vec<SourcedLine>,
    /// Courses, newest academic year first.
    pub courses: Vec<SourcedLine>,
    /// Assessments, newest first.
    pub assessments: Vec<SourcedLine>,
    /// What a registrar needs first.
    pub glance: Glance,
    /// The child's way as a picture.
    pub journey: Journey,
    /// Dispute statements that stand now, oldest first, whatever the day of the view: they go with every view, print and
    /// export of the record (5 U.S.C. 552a(d)(4)).
    pub statements: Vec<RecordStatement>,
    /// Dispute statements that have ended, for the history.
    #[serde(skip)]
    pub ended_statements: Vec<RecordStatement>,
}

/// A dispute statement of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordStatement {
    /// Its number.
    pub id: StatementId,
    /// The MSIX ID under which it was entered.
    pub msix_id: MsixId,
    /// Its words, by whom and when.
    #[serde(flatten)]
    pub statement: Statement,
}

/// One contribution of the child.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Member {
    /// Its number in the store.
    pub no: ContributionNo,
    /// State and state student ID.
    pub key: ContributionKey,
    /// Other identifiers by which the same state knows or knew the child (MDE 106).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub former_ids: Vec<Text>,
    /// The MSIX ID that the state sent (MDE 1), whatever became of it.
    #[serde(skip)]
    pub msix_id_sent: Option<MsixId>,
    /// How it came to be part of this child.
    pub how: LinkKind,
    /// Why.
    pub explanation: Option<Explanation>,
    /// Since when it is part of this child.
    pub since: Timestamp,
    /// Whether the state still contributes.
    pub live: bool,
    /// When its first version was received.
    pub first_received: Timestamp,
    /// When the version shown was received.
    pub received: Timestamp,
    /// How many versions the state has sent.
    pub versions: u32,
}

/// The words of a heading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Identification {
    /// As the newest contribution spells it.
    pub name: String,
    /// Other spellings, each with the states that use it.
    pub also_known_as: Vec<(String, Vec<StateCode>)>,
    /// MDE 10 of the newest contribution.
    pub birth_date: Option<Date>,
    /// Completed years on the day of the view.
    pub age: Option<u32>,
    /// MDE 9.
    pub sex: Option<String>,
    /// Parents as `First Last`, no two alike.
    pub parents: Vec<String>,
}

/// A value with the contribution it comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Which contribution says so.
    pub source: Source,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Source {
    /// The contribution.
    pub no: ContributionNo,
    /// Submitting state.
    pub state: StateCode,
    /// When the exchange received it.
    pub received: Timestamp,
    /// The day up to which the state spoke.
    pub effective: Timestamp,
}

/// One element of the demographics.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ElementRow {
    /// Which.
    pub element: Element,
    /// The newest value: by the day up to which its state spoke, then by the day of receipt.
    pub value: Sourced<Value>,
    /// Every other contribution's value, newest first, equal or not.
    pub others: Vec<Sourced<Value>>,
    /// Whether any other contribution says something else. Case, accents and blanks make no conflict.
    pub conflict: bool,
}

/// A line with its source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourcedLine {
    /// The line as the state sent it.
    pub line: Line,
    /// Where it comes from.
    pub source: Source,
}

/// What a registrar asks first, each answer with its source. The newest of what enrollments say is that of the
/// enrollment that began last.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Glance {
    /// The newest grade level.
    pub last_grade: Option<Sourced<Grade>>,
    /// The newest school or project.
    pub last_school: Option<Sourced<Place>>,
    /// MDE 43, newest.
    pub english_learner: Option<Sourced<bool>>,
    /// MDE 44, newest.
    pub idea: Option<Sourced<bool>>,
    /// MDE 47, newest.
    pub pfs: Option<Sourced<bool>>,
    /// MDE 27: a `Yes` anywhere stays a `Yes`, with the place that holds the record.
    pub immunization: Option<Sourced<bool>>,
    /// MDE 46, newest: `Chronic`, `Acute` or `None`.
    pub med_alert: Option<Sourced<String>>,
    /// MDE 76: a `Yes` anywhere stays a `Yes`.
    pub algebra_1: Option<Sourced<bool>>,
    /// MDE 75, and after a blank the day of MDE 74 when it was sent: `Graduation 2024-05-30`.
    pub graduated: Option<Sourced<String>>,
    /// The latest eligibility expiration date (MDE 26).
    pub eligible_until: Option<Sourced<Date>>,
    /// Carnegie units by subject area, in hundredths, in order of the subject's name. A course that several states
    /// report counts once.
    pub credits: Vec<SubjectCredits>,
    /// All credits, in hundredths.
    pub credits_total: u32,
    /// Courses begun and not credited, newest first.
    pub courses_in_progress: Vec<SourcedLine>,
    /// Whom to phone for papers, newest first, no two alike.
    pub contacts: Vec<Sourced<Place>>,
}

/// Credits in one subject.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SubjectCredits {
    /// MDE 58 as the newest line spells it.
    pub subject: String,
    /// Hundredths of a Carnegie unit.
    pub hundredths: u32,
    /// How many credited courses.
    pub courses: u32,
}

/// A school, project or office.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// MDE 30, else 33.
    pub name: String,
    /// MDE 38.
    pub district: String,
    /// MDE 37.
    pub city: String,
    /// MDE 39.
    pub state: Option<StateCode>,
    /// MDE 41, ten digits.
    pub phone: String,
    /// Whether the out-of-state transcript is there (MDE 72).
    pub has_transcript: bool,
}

/// The journey strip: years along the axis, a row per state, a bar per enrollment, moves as steps.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Journey {
    /// First day of the picture.
    pub from: Option<Date>,
    /// Last day of the picture: a few months after the last enrollment or the day of the view. Marks may be later.
    pub to: Option<Date>,
    /// States in the order in which the child first came to them.
    pub states: Vec<StateCode>,
    /// Enrollments in order of their begin.
    pub bars: Vec<JourneyBar>,
    /// Points in time, in order.
    pub marks: Vec<JourneyMark>,
}

/// One enrollment in the journey.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct JourneyBar {
    /// Row.
    pub state: StateCode,
    /// Begin: enrollment, else residency, else verification date.
    pub from: Date,
    /// End; the day of the view when the enrollment is open, the day of verification for residency only.
    pub to: Date,
    /// Whether the state has sent no withdrawal date; never for residency only.
    pub open: bool,
    /// Summer or intersession (MDE 29 = 03).
    pub summer: bool,
    /// Residency only (MDE 29 = 06): no school.
    pub residency_only: bool,
    /// Grade, if sent.
    pub grade: Option<Grade>,
    /// School or project.
    pub place: String,
}

/// A point in the journey.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct JourneyMark {
    /// When.
    pub day: Date,
    /// What.
    pub kind: JourneyMarkKind,
    /// Row.
    pub state: Option<StateCode>,
    /// From where to where, or how the child graduated.
    pub text: String,
}

/// The kinds of points in a journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JourneyMarkKind {
    /// A qualifying move: the child arrived.
    Arrival,
    /// Eligibility ends or ended.
    EligibilityEnd,
    /// Graduation or a high school equivalency.
    Graduation,
}

/// One state's own record as sent, version by version, newest first: the historical view.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StateHistory {
    /// Whose.
    pub member: Member,
    /// Its versions, newest first.
    pub versions: Vec<HistoryVersion>,
}

/// One version in the historical view.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HistoryVersion {
    /// Position, from 1.
    pub number: u32,
    /// The version as stored; no contribution means that the state withdrew the child.
    pub version: crate::model::Version,
    /// What changed against the version before: element, value before, value after; lines by kind and record id.
    pub changes: Vec<Difference>,
}

/// One difference between two versions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// Kind of line; `None` for the child as a whole.
    pub kind: Option<crate::model::LineKind>,
    /// Record id of the line.
    pub record_id: u16,
    /// Element; `None` when the whole line came (only `after` is there, and says what the line is about) or went
    /// (only `before`).
    pub element: Option<Element>,
    /// Before; `None` when it was absent.
    pub before: Option<Value>,
    /// After; `None` when it is absent now.
    pub after: Option<Value>,
}
