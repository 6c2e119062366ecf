//! What a child's record lacks, state by state: what the form of a request proposes. Pure: the words of the states and
//! a day. It must never propose what is there.

use super::met::{has_english_test, mark, year};
use crate::model::{Contribution, ContributionNo, Date, Element, Grade, Line, LineKind, SchoolYear, StateCode, Wanted};

/// Grades whose courses earn credit to a diploma [D].
const SECONDARY: std::ops::RangeInclusive<u8> = 9..=12;
/// Grades of which a state has assessments: federal law tests from grade 3 on (20 U.S.C. 6311) [M].
const TESTED: std::ops::RangeInclusive<u8> = 3..=12;
/// Month and day on which an academic year begins, and is over [D].
const YEAR: [(i8, i8); 2] = [(7, 1), (6, 30)];
/// Who leaves after this day of the second year of an academic year leaves with final grades [D].
const NEARLY_OVER: (i8, i8) = (5, 1);

/// What one state says about a child.
#[derive(Debug, Clone, Copy)]
pub struct Lack<'a> {
    /// Its contribution.
    pub no: ContributionNo,
    /// Its present version.
    pub said: &'a Contribution,
}

/// Something that a state could send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Which state.
    pub state: StateCode,
    /// Its contribution.
    pub no: ContributionNo,
    /// What.
    pub wanted: Wanted,
    /// What tells the line that it is about from others; none where no line is meant.
    pub line: Option<Line>,
}

/// What a child's record lacks on a day, in the order of the contributions and their lines.
pub(super) fn missing(all: &[Lack<'_>], today: Date) -> Vec<Missing> {
    let mut found = Vec::new();
    for one in all {
        let away = away(one, all);
        let mut add = |wanted, line: Option<Line>| {
            found.push(Missing { state: one.said.key.state, no: one.no, wanted, line });
        };
        for line in one.said.enrollments.iter().filter(|line| is_over_without_end(line, &away)) {
            add(Wanted::Withdrawal { line: line.record_id }, Some(mark(LineKind::Enrollment, line)));
        }
        for line in &one.said.courses {
            if let Some(wanted) = of_course(line, one.said, &away, today) {
                add(wanted, Some(mark(LineKind::Course, line)));
            }
        }
        let grade = last_grade(one.said);
        let among = |grades: std::ops::RangeInclusive<u8>| grade.is_some_and(|grade| grades.contains(&grade));
        if one.said.courses.is_empty() && among(SECONDARY) {
            add(Wanted::Courses, None);
        }
        if one.said.assessments.is_empty() && among(TESTED) {
            add(Wanted::Assessments, None);
        }
        if is_english_learner(one.said) && !has_english_test(one.said) {
            add(Wanted::EnglishTest, None);
        }
    }
    found
}

/// The days on which other states began to have the child: enrollments, and arrivals that are not in this state.
fn away(own: &Lack<'_>, all: &[Lack<'_>]) -> Vec<Date> {
    let state = own.said.key.state;
    let mut days = Vec::new();
    for other in all.iter().filter(|other| other.said.key.state != state) {
        days.extend(other.said.enrollments.iter().filter_map(|line| line.date(Element::ENROLLMENT_DATE)));
        let elsewhere = |line: &&Line| line.text(Element::TO_STATE).is_none_or(|to| to != state.as_str());
        let moves = other.said.moves.iter().filter(elsewhere);
        days.extend(moves.filter_map(|line| line.date(Element::QUALIFYING_ARRIVAL_DATE)));
    }
    days.sort_unstable();
    days
}

/// An enrollment without a withdrawal date (MDE 49) while another state has had the child since. Residency only has
/// neither.
fn is_over_without_end(line: &Line, away: &[Date]) -> bool {
    let begun = line.date(Element::ENROLLMENT_DATE);
    line.date(Element::WITHDRAWAL_DATE).is_none()
        && line.text(Element::ENROLLMENT_TYPE) != Some("06")
        && begun.is_some_and(|begun| away.iter().any(|day| *day > begun))
}

/// What a course lacks: what it was worth when the child left under way or how it stands now (MDE 63, 64), or what it
/// came to (MDE 65, 66). A course of no year is not asked about.
fn of_course(line: &Line, said: &Contribution, away: &[Date], today: Date) -> Option<Wanted> {
    let has = |elements: [Element; 2]| elements.iter().any(|element| line.value(*element).is_some());
    if has([Element::CREDITS, Element::FINAL_GRADE]) {
        return None;
    }
    let years = year(line)?;
    let [begin, end] = days_of(years)?;
    let over = line.date(Element::TERM_END_DATE).unwrap_or(end);
    let under_way = !has([Element::GRADE_TO_DATE, Element::CLOCK_HOURS]);
    let late = line.date(Element::TERM_END_DATE).or_else(|| day(years.end(), NEARLY_OVER));
    let left = left_on(said, away, begin, over);
    if begin > today {
        None
    } else if left.is_some_and(|day| late.is_some_and(|late| day < late)) || today <= over {
        under_way.then_some(Wanted::GradeToDate { line: line.record_id })
    } else {
        Some(Wanted::FinalGrade { line: line.record_id })
    }
}

/// First and last day of an academic year; the calendar year where both its years are one.
fn days_of(years: SchoolYear) -> Option<[Date; 2]> {
    let [first, last] = if years.begin() == years.end() { [(1, 1), (12, 31)] } else { YEAR };
    Some([day(years.begin(), first)?, day(years.end(), last)?])
}

fn day(year: u16, (month, day): (i8, i8)) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, month, day)
}

/// When the child left within some days: the end of the last enrollment, or where it has none, the day on which another
/// state began.
fn left_on(said: &Contribution, away: &[Date], from: Date, to: Date) -> Option<Date> {
    let dated = said.enrollments.iter().filter_map(|line| Some((line.date(Element::ENROLLMENT_DATE)?, line)));
    let (begun, last) = dated.filter(|(begun, _)| *begun <= to).max_by_key(|(begun, _)| *begun)?;
    let since = from.max(begun);
    let ended = last.date(Element::WITHDRAWAL_DATE);
    ended.or_else(|| away.iter().copied().find(|day| *day > since)).filter(|day| (from..=to).contains(day))
}

/// The grade (MDE 42) of the newest enrollment that says one, where it is one of 1 to 12.
fn last_grade(said: &Contribution) -> Option<u8> {
    let graded = said.enrollments.iter().filter_map(|line| Some((line.date(Element::ENROLLMENT_DATE), line.grade()?)));
    match graded.max_by_key(|(begun, _)| *begun)?.1 {
        Grade::Year(year) => Some(year),
        _ => None,
    }
}

/// MDE 43 of the newest enrollment that says it.
fn is_english_learner(said: &Contribution) -> bool {
    let told = said
        .enrollments
        .iter()
        .filter_map(|line| Some((line.date(Element::ENROLLMENT_DATE), line.flag(Element::ENGLISH_LEARNER)?)));
    told.max_by_key(|(begun, _)| *begun).is_some_and(|(_, yes)| yes)
}

#[cfg(test)]
#[path = "missing_tests.rs"]
mod tests;
