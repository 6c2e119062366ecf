//! Everything one state says about one child.

use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize};

use super::{ContributionKey, Date, Element, Grade, MsixId, SubmissionId, Text, Timestamp, Value};

/// Digits of an NCES district's identifier, with which those of its schools begin.
const DISTRICT_DIGITS: usize = 7;

/// One state's whole word about one child, as sent and validated. Never edited: a new version replaces it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contribution {
    /// Reporting state and its identifier of the child.
    pub key: ContributionKey,
    /// MDE 3.
    pub id_type: Option<Text>,
    /// MDE 1 as the state sent it, if it was a well-formed identifier.
    pub msix_id_sent: Option<MsixId>,
    /// Other identifiers under which the state knew the child.
    pub alternates: Vec<AlternateId>,
    /// One line at least.
    pub demographics: Vec<Line>,
    /// Qualifying moves, at least one.
    pub moves: Vec<Line>,
    /// Enrollments, at least one.
    pub enrollments: Vec<Line>,
    /// Courses of the course history.
    pub courses: Vec<Line>,
    /// Assessments.
    pub assessments: Vec<Line>,
}

impl Contribution {
    /// The lines of one kind.
    pub fn lines(&self, kind: LineKind) -> &[Line] {
        match kind {
            LineKind::Demographics => &self.demographics,
            LineKind::Move => &self.moves,
            LineKind::Enrollment => &self.enrollments,
            LineKind::Course => &self.courses,
            LineKind::Assessment => &self.assessments,
        }
    }

    /// The lines of one kind, to be filled while a file is read.
    pub fn lines_mut(&mut self, kind: LineKind) -> &mut Vec<Line> {
        match kind {
            LineKind::Demographics => &mut self.demographics,
            LineKind::Move => &mut self.moves,
            LineKind::Enrollment => &mut self.enrollments,
            LineKind::Course => &mut self.courses,
            LineKind::Assessment => &mut self.assessments,
        }
    }
}

/// Another identifier of the child in the same state (record K).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlternateId {
    /// The identifier as sent.
    pub id: Text,
    /// 01 state, 02 state migrant program, 03 not explained by any public source.
    pub id_type: Option<Text>,
}

/// The kinds of lines in a contribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Record D.
    Demographics,
    /// Record Q.
    Move,
    /// Record E.
    Enrollment,
    /// Record C.
    Course,
    /// Record A.
    Assessment,
}

/// One line of a contribution: the values that are present, in order of their elements. In JSON the values are an
/// object whose keys are element numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Line {
    /// The record id within the child and kind, as sent (1 to 999).
    pub record_id: u16,
    values: Vec<(Element, Value)>,
}

impl Line {
    /// An empty line.
    pub fn new(record_id: u16) -> Self {
        Self { record_id, values: Vec::new() }
    }

    /// An empty line that takes so many values without growing.
    pub fn with_room(record_id: u16, values: usize) -> Self {
        Self { record_id, values: Vec::with_capacity(values) }
    }

    /// Puts a value in; a second value of the same element replaces the first.
    pub fn set(&mut self, element: Element, value: Value) {
        if self.values.last().is_none_or(|(last, _)| *last < element) {
            return self.values.push((element, value));
        }
        match self.values.binary_search_by_key(&element, |(e, _)| *e) {
            Ok(at) => {
                if let Some(slot) = self.values.get_mut(at) {
                    slot.1 = value;
                }
            }
            Err(at) => self.values.insert(at, (element, value)),
        }
    }

    /// Takes a value out.
    pub fn remove(&mut self, element: Element) -> Option<Value> {
        let at = self.values.binary_search_by_key(&element, |(e, _)| *e).ok()?;
        Some(self.values.remove(at).1)
    }

    /// The value of an element.
    pub fn value(&self, element: Element) -> Option<&Value> {
        let at = self.values.binary_search_by_key(&element, |(e, _)| *e).ok()?;
        self.values.get(at).map(|(_, value)| value)
    }

    /// All values in order of their elements.
    pub fn values(&self) -> impl Iterator<Item = (Element, &Value)> {
        self.values.iter().map(|(element, value)| (*element, value))
    }

    /// Whether nothing is present.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// A text or code.
    pub fn text(&self, element: Element) -> Option<&str> {
        self.value(element).and_then(Value::text)
    }

    /// A day.
    pub fn date(&self, element: Element) -> Option<Date> {
        match self.value(element) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        }
    }

    /// A `Yes`/`No`.
    pub fn flag(&self, element: Element) -> Option<bool> {
        match self.value(element) {
            Some(Value::Flag(flag)) => Some(*flag),
            _ => None,
        }
    }

    /// The NCES identifier of the district of an enrollment: MDE 67; else the front of the school's identifier (MDE 32);
    /// else MDE 68, for what is no school's.
    pub fn district(&self) -> Option<Text> {
        let school = self.text(Element::SCHOOL_ID).and_then(|school| school.get(..DISTRICT_DIGITS));
        let district = self.text(Element::DISTRICT_ID).or(school);
        district.or_else(|| self.text(Element::DISTRICT_OF_RESIDENCE)).map(Text::from)
    }

    /// The grade level (MDE 42).
    pub fn grade(&self) -> Option<Grade> {
        self.text(Element::GRADE).and_then(|code| code.parse().ok())
    }
}

impl Serialize for Line {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut line = serializer.serialize_struct("Line", 2)?;
        line.serialize_field("record_id", &self.record_id)?;
        line.serialize_field("values", &Values(&self.values))?;
        line.end()
    }
}

/// The values of a line: a list in the store, an object in JSON.
struct Values<'a>(&'a [(Element, Value)]);

impl Serialize for Values<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_map(self.0.iter().map(|(element, value)| (element.0.to_string(), value)))
        } else {
            self.0.serialize(serializer)
        }
    }
}

/// What a state asks to be done with a child (action code of record S).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// `I`.
    Insert,
    /// `U`.
    Update,
    /// `D`: the contribution is withdrawn.
    Delete,
}

/// One version of a contribution in the order in which the exchange received them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// When it was applied.
    pub received: Timestamp,
    /// The submission that carried it.
    pub submission: SubmissionId,
    /// End of the submission's change window: the day up to which the state says it speaks. Never after `received`.
    pub effective: Timestamp,
    /// The state's word; `None` when it withdrew the child.
    pub contribution: Option<Contribution>,
}

/// The first fields of a [`Version`], for those who need no more of it: courses and assessments, the greater part, say
/// nothing of who a child is and where.
#[derive(Debug, Deserialize)]
pub struct VersionFront {
    /// When it was applied.
    pub received: Timestamp,
    _submission: SubmissionId,
    _effective: Timestamp,
    contribution: Option<ContributionFront>,
}

impl VersionFront {
    /// The state's word without courses and assessments; `None` when it withdrew the child.
    pub fn into_contribution(self) -> Option<Contribution> {
        self.contribution.map(Contribution::from)
    }
}

/// The first fields of a [`Contribution`].
#[derive(Debug, Deserialize)]
struct ContributionFront {
    key: ContributionKey,
    id_type: Option<Text>,
    msix_id_sent: Option<MsixId>,
    alternates: Vec<AlternateId>,
    demographics: Vec<Line>,
    moves: Vec<Line>,
    enrollments: Vec<Line>,
}

impl From<ContributionFront> for Contribution {
    fn from(front: ContributionFront) -> Self {
        let ContributionFront { key, id_type, msix_id_sent, alternates, demographics, moves, enrollments } = front;
        let (courses, assessments) = (Vec::new(), Vec::new());
        Self { key, id_type, msix_id_sent, alternates, demographics, moves, enrollments, courses, assessments }
    }
}

/// The last time a state sent a contribution's present version again, unchanged. It makes no version, but the state
/// speaks up to a later day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Number of the version.
    pub version: u32,
    /// When it was applied.
    pub received: Timestamp,
    /// The day up to which the state says it speaks.
    pub effective: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_one_value_of_an_element() {
        let mut line = Line::new(1);
        line.set(Element::LAST_NAME_1, Value::Text("Flores".into()));
        line.set(Element::FIRST_NAME, Value::Text("Lizete".into()));
        line.set(Element::FIRST_NAME, Value::Text("Lissete".into()));
        assert_eq!(line.text(Element::FIRST_NAME), Some("Lissete"));
        assert_eq!(line.values().map(|(e, _)| e.0).collect::<Vec<_>>(), [4, 6]);
        assert_eq!(line.remove(Element::FIRST_NAME), Some(Value::Text("Lissete".into())));
        assert_eq!(line.text(Element::FIRST_NAME), None);
    }
}
