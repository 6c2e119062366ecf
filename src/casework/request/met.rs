//! Whether what was asked for has come: a version of a contribution against the one before it. Pure.

use crate::model::{Ask, Contribution, Element, Line, LineKind, SchoolYear, Value, Wanted};
use crate::records::fold;

/// What tells an enrollment from others.
const OF_ENROLLMENT: [Element; 5] = [
    Element::ENROLLMENT_DATE,
    Element::ENROLLMENT_TYPE,
    Element::SCHOOL_NAME,
    Element::SCHOOL_ID,
    Element::FACILITY_NAME,
];
/// What tells a course from others.
const OF_COURSE: [Element; 5] =
    [Element::COURSE_TITLE, Element::SUBJECT_AREA, Element::ACADEMIC_YEAR, Element::COURSE_SECTION, Element::TERM_TYPE];
/// A test of English language proficiency (MDE 52).
const ENGLISH_TEST: &str = "11";

/// The line with nothing but what tells it from others.
pub(super) fn mark(kind: LineKind, line: &Line) -> Line {
    let telling = if kind == LineKind::Course { OF_COURSE } else { OF_ENROLLMENT };
    let mut mark = Line::new(line.record_id);
    for (element, value) in line.values().filter(|(element, _)| telling.contains(element)) {
        mark.set(element, value.clone());
    }
    mark
}

/// Whether a version answers what was asked for, where the one before it did not. What a person asks for anew by its
/// element is answered by any value that was not there before.
pub(super) fn answers(ask: &Ask, before: Option<&Contribution>, after: &Contribution) -> bool {
    match ask.wanted {
        Wanted::Element(element) => {
            let known = before.map(|before| values(before, element)).unwrap_or_default();
            has_new(&known, values(after, element))
        }
        _ => holds(ask, after),
    }
}

/// Whether a version has what was asked for.
pub(super) fn holds(ask: &Ask, now: &Contribution) -> bool {
    let line = |kind, elements: [Element; 2]| {
        let has = |line: &&Line| elements.iter().any(|element| line.value(*element).is_some());
        ask.line.as_ref().is_some_and(|mark| the_line(mark, kind, now.lines(kind)).iter().any(has))
    };
    match &ask.wanted {
        Wanted::Withdrawal { .. } => line(LineKind::Enrollment, [Element::WITHDRAWAL_DATE; 2]),
        Wanted::GradeToDate { .. } => line(LineKind::Course, [Element::GRADE_TO_DATE, Element::CLOCK_HOURS]),
        Wanted::FinalGrade { .. } => line(LineKind::Course, [Element::CREDITS, Element::FINAL_GRADE]),
        Wanted::Courses => !now.courses.is_empty(),
        Wanted::Assessments => !now.assessments.is_empty(),
        Wanted::EnglishTest => has_english_test(now),
        Wanted::Element(element) => !values(now, *element).is_empty(),
    }
}

/// Whether any assessment is one of English language proficiency.
pub(super) fn has_english_test(now: &Contribution) -> bool {
    now.assessments.iter().any(|line| line.text(Element::ASSESSMENT_TYPE) == Some(ENGLISH_TEST))
}

/// The line of a mark: the one of the same number when it is told apart by the same, else all that are, whatever their
/// numbers; else the one of the same number of which one half is still the same, because the other was corrected.
fn the_line<'a>(mark: &Line, kind: LineKind, lines: &'a [Line]) -> Vec<&'a Line> {
    let alike: Vec<&Line> = lines.iter().filter(|line| is_alike(mark, kind, line)).collect();
    match alike.iter().find(|line| line.record_id == mark.record_id) {
        Some(same) => vec![same],
        None if !alike.is_empty() => alike,
        None => {
            let same = lines.iter().filter(|line| line.record_id == mark.record_id);
            same.filter(|line| is_half_alike(mark, kind, line)).collect()
        }
    }
}

fn is_alike(mark: &Line, kind: LineKind, line: &Line) -> bool {
    match kind {
        LineKind::Course => {
            title(mark) == title(line)
                && year(mark) == year(line)
                && [Element::COURSE_SECTION, Element::TERM_TYPE].iter().all(|one| text(mark, *one) == text(line, *one))
        }
        _ => begin(mark) == begin(line) && same_place(mark, line),
    }
}

fn is_half_alike(mark: &Line, kind: LineKind, line: &Line) -> bool {
    match kind {
        LineKind::Course => title(mark) == title(line) || (year(mark) == year(line) && year(mark).is_some()),
        _ => (begin(mark) == begin(line) && begin(mark).is_some()) || same_place(mark, line),
    }
}

/// By the NCES identifier where both have one, else by the name.
fn same_place(mark: &Line, line: &Line) -> bool {
    match (mark.text(Element::SCHOOL_ID), line.text(Element::SCHOOL_ID)) {
        (Some(one), Some(other)) => one == other,
        _ => place(mark) == place(line),
    }
}

fn place(line: &Line) -> String {
    let name = line.text(Element::SCHOOL_NAME).or_else(|| line.text(Element::FACILITY_NAME));
    fold(name.unwrap_or_default())
}

fn begin(line: &Line) -> Option<crate::model::Date> {
    line.date(Element::ENROLLMENT_DATE)
}

fn title(line: &Line) -> String {
    text(line, Element::COURSE_TITLE)
}

fn text(line: &Line, element: Element) -> String {
    fold(line.text(element).unwrap_or_default())
}

/// MDE 60.
pub(super) fn year(line: &Line) -> Option<SchoolYear> {
    match line.value(Element::ACADEMIC_YEAR) {
        Some(Value::Years(years)) => Some(*years),
        _ => None,
    }
}

/// All values of an element, wherever they stand.
fn values(of: &Contribution, element: Element) -> Vec<&Value> {
    let kinds = [LineKind::Demographics, LineKind::Move, LineKind::Enrollment, LineKind::Course, LineKind::Assessment];
    kinds.iter().flat_map(|kind| of.lines(*kind)).filter_map(|line| line.value(element)).collect()
}

/// Whether there is a value more than were known, each as often as it stands.
fn has_new(known: &[&Value], now: Vec<&Value>) -> bool {
    let mut left = known.to_vec();
    now.into_iter().any(|value| match left.iter().position(|one| *one == value) {
        Some(at) => {
            left.swap_remove(at);
            false
        }
        None => true,
    })
}

#[cfg(test)]
#[path = "met_tests.rs"]
mod tests;
