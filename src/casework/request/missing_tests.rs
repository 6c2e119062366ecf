use super::*;
use crate::model::Value;
use crate::records::testing::{code, date, day, line, text, word, years};

fn texas() -> Contribution {
    word("TX/1", "Ana", "Garza", "2010-05-17")
}

fn florida() -> Contribution {
    word("FL/1", "Ana", "Garza", "2010-05-17")
}

fn enrolled(of: Contribution, begun: &str, more: &[(u8, Value)]) -> Contribution {
    let mut values = vec![(28, date(begun)), (29, code("01")), (30, text("Lincoln"))];
    values.extend(more.iter().cloned());
    line(of, LineKind::Enrollment, &values)
}

fn course(of: Contribution, year: u16, more: &[(u8, Value)]) -> Contribution {
    let mut values = vec![(57, text("Algebra 1")), (60, years(year))];
    values.extend(more.iter().cloned());
    line(of, LineKind::Course, &values)
}

/// What is missing, as state and word.
fn lacks(all: &[&Contribution], today: &str) -> Vec<String> {
    let all: Vec<Lack<'_>> = all.iter().zip(1..).map(|(said, no)| Lack { no: ContributionNo(no), said }).collect();
    missing(&all, day(today)).iter().map(|one| format!("{} {}", one.state, one.wanted)).collect()
}

#[test]
fn an_enrollment_is_over_when_another_state_has_the_child_since() {
    let open = enrolled(texas(), "2024-08-16", &[]);
    let later = enrolled(florida(), "2025-01-10", &[]);
    let nothing: [&str; 0] = [];
    assert_eq!(lacks(&[&open], "2025-02-01"), nothing, "no other state: it may still run");
    assert_eq!(lacks(&[&open, &later], "2025-02-01"), ["TX withdrawal:1"], "the later one may still run");
    let before = enrolled(florida(), "2023-01-10", &[(49, date("2023-05-30"))]);
    assert_eq!(lacks(&[&open, &before], "2025-02-01"), nothing);
    let ended = enrolled(texas(), "2024-08-16", &[(49, date("2025-01-03"))]);
    assert_eq!(lacks(&[&ended, &later], "2025-02-01"), nothing);
    let residency = line(texas(), LineKind::Enrollment, &[(28, date("2024-08-16")), (29, code("06"))]);
    assert_eq!(lacks(&[&residency, &later], "2025-02-01"), nothing);
    let arrival = |to: &str| line(florida(), LineKind::Move, &[(20, date("2025-01-08")), (25, code(to))]);
    assert_eq!(lacks(&[&open, &arrival("FL")], "2025-02-01"), ["TX withdrawal:1"]);
    assert_eq!(lacks(&[&open, &arrival("TX")], "2025-02-01"), nothing, "a move to Texas, as Florida knows it");
}

#[test]
fn a_course_lacks_what_its_time_asks_for() {
    let grade = ["TX grade:1"];
    let whole = ["TX final:1"];
    let nothing: [&str; 0] = [];
    let stays = |more: &[(u8, Value)]| course(enrolled(texas(), "2024-08-16", &[]), 2024, more);
    assert_eq!(lacks(&[&stays(&[])], "2025-02-01"), grade, "under way");
    assert_eq!(lacks(&[&stays(&[(64, text("B"))])], "2025-02-01"), nothing);
    assert_eq!(lacks(&[&stays(&[(63, Value::Number(30))])], "2025-02-01"), nothing);
    assert_eq!(lacks(&[&stays(&[])], "2025-07-01"), whole, "the year is over");
    assert_eq!(lacks(&[&stays(&[(64, text("B"))])], "2025-07-01"), whole, "a grade to date is not final");
    assert_eq!(lacks(&[&stays(&[(66, text("B"))])], "2025-07-01"), nothing);
    assert_eq!(lacks(&[&stays(&[(65, Value::Hundredths(100))])], "2025-07-01"), nothing);
    assert_eq!(lacks(&[&stays(&[(103, date("2024-12-20"))])], "2025-02-01"), whole, "the term is over");
    assert_eq!(lacks(&[&stays(&[])], "2024-06-01"), nothing, "it has not begun");
    let left = |day| course(enrolled(texas(), "2024-08-16", &[(49, date(day))]), 2024, &[]);
    assert_eq!(lacks(&[&left("2025-01-10")], "2025-09-01"), grade, "left in the middle of it");
    assert_eq!(lacks(&[&left("2025-05-30")], "2025-09-01"), whole, "left at its end");
    let gone = course(enrolled(texas(), "2024-08-16", &[]), 2024, &[]);
    let florida = enrolled(florida(), "2025-01-12", &[]);
    assert_eq!(lacks(&[&gone, &florida], "2025-09-01"), ["TX withdrawal:1", "TX grade:1"]);
    let undated = line(texas(), LineKind::Course, &[(57, text("Art"))]);
    assert_eq!(lacks(&[&undated], "2025-09-01"), nothing, "of no year");
}

#[test]
fn a_student_of_a_grade_should_have_courses_and_tests() {
    let nothing: [&str; 0] = [];
    let of = |grade: &str| enrolled(texas(), "2024-08-16", &[(42, code(grade))]);
    assert_eq!(lacks(&[&of("10")], "2025-02-01"), ["TX courses", "TX assessments"]);
    assert_eq!(lacks(&[&of("05")], "2025-02-01"), ["TX assessments"]);
    assert_eq!(lacks(&[&of("01")], "2025-02-01"), nothing);
    assert_eq!(lacks(&[&of("KG")], "2025-02-01"), nothing);
    assert_eq!(lacks(&[&of("00")], "2025-02-01"), nothing, "out of school");
    let tested = line(of("05"), LineKind::Assessment, &[(50, text("STAAR")), (52, code("01"))]);
    assert_eq!(lacks(&[&tested], "2025-02-01"), nothing);
}

#[test]
fn an_english_learner_is_tested() {
    let nothing: [&str; 0] = [];
    let of = |learns| enrolled(texas(), "2024-08-16", &[(43, Value::Flag(learns))]);
    assert_eq!(lacks(&[&of(true)], "2025-02-01"), ["TX english"]);
    assert_eq!(lacks(&[&of(false)], "2025-02-01"), nothing);
    let test = |kind: &str| line(of(true), LineKind::Assessment, &[(50, text("TELPAS")), (52, code(kind))]);
    assert_eq!(lacks(&[&test("01")], "2025-02-01"), ["TX english"]);
    assert_eq!(lacks(&[&test("11")], "2025-02-01"), nothing);
    let no_more = enrolled(of(true), "2025-08-16", &[(43, Value::Flag(false))]);
    assert_eq!(lacks(&[&no_more], "2025-09-01"), nothing, "the newest enrollment says it");
}
