use super::*;
use crate::records::testing::{code, date, line, text, word, years};

/// Numbers of elements with their values.
type Values = Vec<(u8, Value)>;

fn of(kind: LineKind, lines: &[Values]) -> Contribution {
    lines.iter().fold(word("TX/1", "Ana", "Garza", "2010-05-17"), |word, values| line(word, kind, values))
}

/// A state numbers its lines anew.
fn numbered(mut of: Contribution, kind: LineKind, numbers: &[u16]) -> Contribution {
    let lines = of.lines_mut(kind);
    lines.iter_mut().zip(numbers).for_each(|(line, number)| line.record_id = *number);
    of
}

fn enrolled(place: &str, begun: &str, more: &[(u8, Value)]) -> Values {
    let mut values = vec![(28, date(begun)), (30, text(place))];
    values.extend(more.iter().cloned());
    values
}

fn course(title: &str, year: u16, more: &[(u8, Value)]) -> Values {
    let mut values = vec![(57, text(title)), (60, years(year)), (62, code("0828"))];
    values.extend(more.iter().cloned());
    values
}

fn ask(wanted: Wanted, before: &Contribution) -> Ask {
    let kind = if matches!(wanted, Wanted::Withdrawal { .. }) { LineKind::Enrollment } else { LineKind::Course };
    let line = wanted.line().map(|id| before.lines(kind).iter().find(|line| line.record_id == id).unwrap());
    Ask { line: line.map(|line| mark(kind, line)), wanted, answered: None }
}

/// Before, after, what is asked of the version before, whether the one after answers it.
#[test]
fn what_answers_and_what_does_not() {
    use LineKind::{Assessment, Course, Enrollment};
    let end = |day| [(49, date(day))];
    let open = of(Enrollment, &[enrolled("Lincoln", "2024-08-16", &[])]);
    let ended = of(Enrollment, &[enrolled("Lincoln", "2024-08-16", &end("2025-01-10"))]);
    let other = of(Enrollment, &[enrolled("Truman", "2025-01-13", &end("2025-05-30"))]);
    let two =
        of(Enrollment, &[enrolled("Truman", "2025-01-13", &end("2025-05-30")), enrolled("Lincoln", "2024-08-16", &[])]);
    let both =
        of(Enrollment, &[enrolled("Truman", "2025-01-13", &[]), enrolled("LINCOLN", "2024-08-16", &end("2025-01-10"))]);
    let corrected = of(Enrollment, &[enrolled("Lincoln", "2024-08-19", &end("2025-01-10"))]);
    let renamed = of(Enrollment, &[enrolled("Lincoln Elementary", "2024-08-16", &end("2025-01-10"))]);
    let shifted = numbered(both.clone(), Enrollment, &[1, 7]);
    let none = of(Enrollment, &[]);

    let algebra = of(Course, &[course("Algebra 1", 2024, &[])]);
    let graded = of(Course, &[course("Algebra 1", 2024, &[(64, text("B"))])]);
    let hours = of(Course, &[course("ALGEBRA 1", 2024, &[(63, Value::Number(40))])]);
    let finished = of(Course, &[course("Algebra 1", 2024, &[(65, Value::Hundredths(50))])]);
    let final_grade = of(Course, &[course("Algebra 1", 2024, &[(66, text("A"))])]);
    let next_year = of(Course, &[course("Geometry", 2025, &[(64, text("B"))])]);
    let moved = of(Course, &[course("Art", 2024, &[(64, text("A"))]), course("Algebra 1", 2024, &[(64, text("B"))])]);
    let art_only = of(Course, &[course("Art", 2024, &[(64, text("A"))]), course("Algebra 1", 2024, &[])]);

    let test = |kind: &str| of(Assessment, &[vec![(50, text("ELPA")), (52, code(kind))]]);
    let cases: [(&str, &Contribution, &Contribution, Wanted, bool); 23] = [
        ("the end is set on the line", &open, &ended, Wanted::Withdrawal { line: 1 }, true),
        ("the same again", &open, &open, Wanted::Withdrawal { line: 1 }, false),
        ("the line's number has another school now", &open, &other, Wanted::Withdrawal { line: 1 }, false),
        ("the line came second and has no end", &open, &two, Wanted::Withdrawal { line: 1 }, false),
        ("the line came second and has its end", &open, &both, Wanted::Withdrawal { line: 1 }, true),
        ("the line has a number that was not there", &open, &shifted, Wanted::Withdrawal { line: 1 }, true),
        ("the day was corrected with it", &open, &corrected, Wanted::Withdrawal { line: 1 }, true),
        ("the school was renamed with it", &open, &renamed, Wanted::Withdrawal { line: 1 }, true),
        ("the line is gone", &open, &none, Wanted::Withdrawal { line: 1 }, false),
        ("a grade to date", &algebra, &graded, Wanted::GradeToDate { line: 1 }, true),
        ("clock hours, the title in capitals", &algebra, &hours, Wanted::GradeToDate { line: 1 }, true),
        ("credits are no grade to date", &algebra, &finished, Wanted::GradeToDate { line: 1 }, false),
        ("another course of another year", &algebra, &next_year, Wanted::GradeToDate { line: 1 }, false),
        ("the course has another number now", &algebra, &moved, Wanted::GradeToDate { line: 1 }, true),
        ("only the other course has a grade", &algebra, &art_only, Wanted::GradeToDate { line: 1 }, false),
        ("credits", &algebra, &finished, Wanted::FinalGrade { line: 1 }, true),
        ("a final grade", &algebra, &final_grade, Wanted::FinalGrade { line: 1 }, true),
        ("a grade to date is not final", &algebra, &graded, Wanted::FinalGrade { line: 1 }, false),
        ("any course", &none, &algebra, Wanted::Courses, true),
        ("no assessment", &none, &algebra, Wanted::Assessments, false),
        ("any assessment", &none, &test("01"), Wanted::Assessments, true),
        ("an assessment of another kind", &none, &test("01"), Wanted::EnglishTest, false),
        ("the test of English", &none, &test("11"), Wanted::EnglishTest, true),
    ];
    for (what, before, after, wanted, expected) in cases {
        assert_eq!(answers(&ask(wanted, before), Some(before), after), expected, "{what}");
    }
}

#[test]
fn an_element_is_answered_by_a_value_that_was_not_there() {
    let with = |grades: &[&str]| {
        let lines: Vec<Values> = grades.iter().map(|grade| vec![(42, code(grade))]).collect();
        of(LineKind::Enrollment, &lines)
    };
    let ask = Ask { wanted: Wanted::Element(Element::GRADE), line: None, answered: None };
    let cases: [(&[&str], &[&str], bool); 7] = [
        (&[], &["09"], true),
        (&["09"], &["09"], false),
        (&["09"], &["10"], true),
        (&["09"], &["09", "09"], true),
        (&["09", "10"], &["10", "09"], false),
        (&["09", "10"], &["09"], false),
        (&["09"], &[], false),
    ];
    for (before, after, expected) in cases {
        assert_eq!(answers(&ask, Some(&with(before)), &with(after)), expected, "{before:?} {after:?}");
    }
    assert!(answers(&ask, None, &with(&["09"])), "the state's first word");
}
