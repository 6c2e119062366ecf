//! What a registrar asks first. Lines come sorted, newest first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::consolidate::newest_year;
use super::lines::{self, credits};
use super::view::{Glance, Place, Sourced, SourcedLine, SubjectCredits};
use crate::model::{ContributionNo, Element, Line, SchoolYear};

pub(super) fn glance(moves: &[SourcedLine], enrollments: &[SourcedLine], courses: &[SourcedLine]) -> Glance {
    let credits = subjects(courses);
    Glance {
        last_grade: newest(enrollments, Line::grade),
        last_school: newest(enrollments, |line| (!lines::is_residency_only(line)).then(|| place(line)).flatten()),
        english_learner: newest(enrollments, |line| line.flag(Element::ENGLISH_LEARNER)),
        idea: newest(enrollments, |line| line.flag(Element::IDEA)),
        pfs: newest(enrollments, |line| line.flag(Element::PFS)),
        immunization: once_yes(enrollments, Element::IMMUNIZATION),
        med_alert: newest(enrollments, |line| line.text(Element::MED_ALERT).map(str::to_owned)),
        algebra_1: once_yes(enrollments, Element::ALGEBRA_1),
        graduated: newest(enrollments, graduation),
        eligible_until: latest_eligibility(moves),
        credits_total: credits.iter().map(|subject| subject.hundredths).fold(0, u32::saturating_add),
        credits,
        courses_in_progress: in_progress(courses),
        contacts: contacts(enrollments),
    }
}

fn newest<T>(lines: &[SourcedLine], value: impl Fn(&Line) -> Option<T>) -> Option<Sourced<T>> {
    lines.iter().find_map(|line| value(&line.line).map(|value| Sourced { value, source: line.source.clone() }))
}

/// What has been reached stays reached: a later `No` of a state that does not know takes nothing away.
fn once_yes(lines: &[SourcedLine], element: Element) -> Option<Sourced<bool>> {
    newest(lines, |line| line.flag(element).filter(|yes| *yes)).or_else(|| newest(lines, |line| line.flag(element)))
}

/// MDE 75, with the day of MDE 74 when it is there.
fn graduation(line: &Line) -> Option<String> {
    let how = line.text(Element::GRADUATION)?;
    Some(line.date(Element::GRADUATION_DATE).map_or_else(|| how.to_owned(), |day| format!("{how} {day}")))
}

fn latest_eligibility(moves: &[SourcedLine]) -> Option<Sourced<crate::model::Date>> {
    let ends = moves.iter().filter_map(|line| Some((line.line.date(Element::ELIGIBILITY_EXPIRATION_DATE)?, line)));
    // The first of equals is the newest line.
    let (value, line) = ends.min_by_key(|(day, _)| Reverse(*day))?;
    Some(Sourced { value, source: line.source.clone() })
}

/// Subjects under their folded names: `ALGEBRA` and `Algebra` are one. A course that a second state repeats, because
/// the credit was transferred, counts once, as the newest line spells it.
fn subjects(courses: &[SourcedLine]) -> Vec<SubjectCredits> {
    let mut subjects: BTreeMap<String, SubjectCredits> = BTreeMap::new();
    let mut counted = Counted::default();
    for course in courses.iter().filter(|course| credits(&course.line) > 0) {
        if !counted.is_new(course) {
            continue;
        }
        let line = &course.line;
        let subject = line.text(Element::SUBJECT_AREA).unwrap_or_default();
        let entry = subjects.entry(lines::fold(subject)).or_insert_with(|| SubjectCredits {
            subject: subject.to_owned(),
            hundredths: 0,
            courses: 0,
        });
        entry.hundredths = entry.hundredths.saturating_add(credits(line));
        entry.courses += 1;
    }
    subjects.into_values().collect()
}

/// Which courses have been counted.
#[derive(Default)]
struct Counted(HashMap<CourseKey, HashMap<ContributionNo, u32>>);

/// What makes two lines one course: folded title, academic year, term, section and credits, whoever sends it.
type CourseKey = (String, Option<SchoolYear>, String, String, u32);

impl Counted {
    /// Whether no other contribution has told of this course yet. Lines alike within one contribution are courses of
    /// their own, and one without a title is never taken for another.
    fn is_new(&mut self, course: &SourcedLine) -> bool {
        let line = &course.line;
        let folded = |element| lines::fold(line.text(element).unwrap_or_default());
        let title = folded(Element::COURSE_TITLE);
        if title.is_empty() {
            return true;
        }
        let (term, section) = (folded(Element::TERM_TYPE), folded(Element::COURSE_SECTION));
        let told = self.0.entry((title, lines::academic_year(line), term, section, credits(line))).or_default();
        let before = told.values().copied().max().unwrap_or_default();
        let own = told.entry(course.source.no).or_default();
        *own += 1;
        *own > before
    }
}

/// Neither credited nor graded, and of the newest academic year that any course names.
fn in_progress(courses: &[SourcedLine]) -> Vec<SourcedLine> {
    let newest = newest_year(courses);
    let open = |course: &&SourcedLine| {
        let line = &course.line;
        let current = lines::academic_year(line).map(SchoolYear::end) >= newest.map(SchoolYear::end);
        current && credits(line) == 0 && line.value(Element::FINAL_GRADE).is_none()
    };
    courses.iter().filter(open).cloned().collect()
}

/// Places with a telephone, those that hold the out-of-state transcript first, else newest first.
fn contacts(enrollments: &[SourcedLine]) -> Vec<Sourced<Place>> {
    let mut seen = HashSet::new();
    let mut contacts: Vec<Sourced<Place>> = Vec::new();
    for line in enrollments {
        let Some(place) = place(&line.line).filter(|place| !place.phone.is_empty()) else { continue };
        if seen.insert((lines::fold(&place.name), place.phone.clone())) {
            contacts.push(Sourced { value: place, source: line.source.clone() });
        } else if place.has_transcript {
            let known = contacts.iter_mut().find(|known| {
                known.value.phone == place.phone && lines::fold(&known.value.name) == lines::fold(&place.name)
            });
            if let Some(known) = known {
                known.value.has_transcript = true;
            }
        }
    }
    contacts.sort_by_key(|contact| !contact.value.has_transcript);
    contacts
}

fn place(line: &Line) -> Option<Place> {
    let text = |element| line.text(element).unwrap_or_default().to_owned();
    Some(Place {
        name: lines::place_name(line)?.to_owned(),
        district: text(Element::DISTRICT_NAME),
        city: text(Element::FACILITY_CITY),
        state: line.text(Element::FACILITY_STATE).and_then(|code| code.parse().ok()),
        phone: text(Element::TELEPHONE),
        has_transcript: line.flag(Element::OUT_OF_STATE_TRANSCRIPT) == Some(true),
    })
}

#[cfg(test)]
mod tests {
    use crate::model::{Contribution, LineKind, Value};
    use crate::records::testing::{World, code, line, text, word, years};

    fn algebra(word: Contribution, title: &str, term: &str) -> Contribution {
        let credits = Value::Hundredths(50);
        let values = [(57, text(title)), (58, text("Math")), (60, years(2022)), (62, code(term)), (65, credits)];
        line(word, LineKind::Course, &values)
    }

    /// Texas earned the credit, Washington took it over in the child's transcript and sends it too.
    #[test]
    fn a_credit_that_two_states_report_counts_once() {
        let world = World::new();
        let ana = |key| word(key, "Ana", "Garza", "2010-05-17");
        world.send("2024-01-01", &algebra(algebra(ana("TX/1"), "Algebra 1", "01"), "Algebra 1", "02"));
        let child = world.send("2024-01-02", &algebra(ana("WA/1"), "ALGEBRA  1", "01")).msix_id;
        let record = world.record(child);
        assert_eq!(record.courses.len(), 3, "each line stays the word of its state");
        assert_eq!(record.glance.credits_total, 100);
        assert_eq!((record.glance.credits[0].courses, record.glance.credits[0].hundredths), (2, 100));
    }

    /// Two sections that a state does not tell apart are still two.
    #[test]
    fn alike_lines_of_one_state_are_courses_of_their_own() {
        let world = World::new();
        let mut twice = algebra(algebra(word("TX/1", "Ana", "Garza", "2010-05-17"), "Art", "01"), "Art", "01");
        twice.courses[1].set(crate::model::Element::FINAL_GRADE, text("B"));
        let child = world.send("2024-01-01", &twice).msix_id;
        assert_eq!(world.record(child).glance.credits_total, 100);
    }
}
