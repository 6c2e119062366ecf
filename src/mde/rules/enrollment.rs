//! Enrollment types, project types, and what goes with them.

use super::Case;
use crate::model::{Date, Element, Line, LineKind};

pub(super) fn project_type_blank(case: &mut Case<'_>) {
    case.drop_where(LineKind::Enrollment, Element::PROJECT_TYPE, |line| is_type(line, &["01", "06", "07"]));
}

pub(super) fn project_type_school_based(case: &mut Case<'_>) {
    case.each(LineKind::Enrollment, |line, _| {
        let wrong = is_type(line, &["05"]) && line.text(Element::PROJECT_TYPE) != Some("01");
        wrong.then_some(Element::PROJECT_TYPE)
    });
}

/// Type 07 carries secondary courses from before eligibility.
pub(super) fn non_migrant(case: &mut Case<'_>) {
    let moves = case.contribution.moves.iter();
    let arrival = moves.filter_map(|line| line.date(Element::QUALIFYING_ARRIVAL_DATE)).min();
    let no_courses = case.contribution.courses.is_empty();
    case.each(LineKind::Enrollment, |line, _| {
        let begin = line.date(Element::ENROLLMENT_DATE);
        let after = begin.zip(arrival).is_some_and(|(begin, arrival)| begin >= arrival);
        (is_type(line, &["07"]) && (no_courses || after)).then_some(Element::ENROLLMENT_TYPE)
    });
}

pub(super) fn graduation(case: &mut Case<'_>) {
    case.each(LineKind::Enrollment, |line, _| {
        match (line.value(Element::GRADUATION_DATE), line.value(Element::GRADUATION)) {
            (Some(_), None) => Some(Element::GRADUATION_DATE),
            (None, Some(_)) => Some(Element::GRADUATION),
            _ => None,
        }
    });
}

pub(super) fn school_id_blank(case: &mut Case<'_>) {
    case.drop_where(LineKind::Enrollment, Element::SCHOOL_ID, is_not_school_based);
}

pub(super) fn district_name_blank(case: &mut Case<'_>) {
    case.drop_where(LineKind::Enrollment, Element::DISTRICT_NAME, is_not_school_based);
}

pub(super) fn district_id_blank(case: &mut Case<'_>) {
    case.drop_where(LineKind::Enrollment, Element::DISTRICT_ID, is_not_school_based);
}

/// The enrollment must reach beyond the last day of eligibility by the moves before it: an open one reaches to today.
/// A move after its begin is not what it continues. Without a begin, or without such a move, all moves count.
pub(super) fn continuation(case: &mut Case<'_>) {
    let day = |line: &Line| {
        Some((line.date(Element::QUALIFYING_ARRIVAL_DATE), line.date(Element::ELIGIBILITY_EXPIRATION_DATE)?))
    };
    let moves: Vec<_> = case.contribution.moves.iter().filter_map(day).collect();
    let last = |begin: Option<Date>| {
        let before = moves.iter().filter(|(arrival, _)| begin.is_none_or(|begin| arrival.is_some_and(|a| a <= begin)));
        before.map(|(_, expires)| *expires).max()
    };
    case.each(LineKind::Enrollment, |line, context| {
        line.value(Element::CONTINUATION)?;
        let expires = last(line.date(Element::ENROLLMENT_DATE)).or_else(|| last(None))?;
        let end = line.date(Element::WITHDRAWAL_DATE).unwrap_or(context.today);
        (end < expires).then_some(Element::CONTINUATION)
    });
}

fn is_type(line: &Line, codes: &[&str]) -> bool {
    line.text(Element::ENROLLMENT_TYPE).is_some_and(|code| codes.contains(&code))
}

fn is_not_school_based(line: &Line) -> bool {
    line.text(Element::PROJECT_TYPE) == Some("02")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check_sample, codes, sample, set, set_date};
    use super::*;
    use crate::model::Severity;

    #[test]
    fn the_project_type_is_blank_outside_projects() {
        for code in ["01", "06"] {
            let mut contribution = sample();
            set(&mut contribution.enrollments[0], Element::ENROLLMENT_TYPE, code);
            set(&mut contribution.enrollments[0], Element::PROJECT_TYPE, "01");
            let (after, findings) = check_sample(contribution);
            assert_eq!((findings[0].code.as_str(), findings[0].severity), ("X-29-31-BLANK", Severity::Drop));
            assert_eq!(findings[0].value, "01");
            assert_eq!(findings[0].place.line, 30);
            assert!(after.enrollments[0].value(Element::PROJECT_TYPE).is_none());
        }
        let mut contribution = sample();
        set(&mut contribution.enrollments[0], Element::ENROLLMENT_TYPE, "02");
        set(&mut contribution.enrollments[0], Element::PROJECT_TYPE, "01");
        assert!(codes(contribution).is_empty());
    }

    #[test]
    fn a_school_and_its_project_are_school_based() {
        let mut contribution = sample();
        set(&mut contribution.enrollments[0], Element::ENROLLMENT_TYPE, "05");
        assert_eq!(codes(contribution.clone()), ["X-29-31"]);
        set(&mut contribution.enrollments[0], Element::PROJECT_TYPE, "01");
        assert!(codes(contribution).is_empty());
    }

    #[test]
    fn a_project_outside_schools_has_no_school_and_no_district() {
        let mut contribution = sample();
        set(&mut contribution.enrollments[0], Element::ENROLLMENT_TYPE, "03");
        set(&mut contribution.enrollments[0], Element::PROJECT_TYPE, "02");
        let (after, findings) = check_sample(contribution);
        let codes: Vec<_> = findings.iter().map(|f| f.code.as_str()).collect();
        assert_eq!(codes, ["X-31-32-BLANK", "X-31-38-BLANK", "X-31-67-BLANK"]);
        let line = &after.enrollments[0];
        let gone = [Element::SCHOOL_ID, Element::DISTRICT_NAME, Element::DISTRICT_ID];
        assert!(gone.iter().all(|element| line.value(*element).is_none()));
        assert!(line.value(Element::DISTRICT_OF_RESIDENCE).is_some());
    }

    #[test]
    fn non_migrant_enrollments_carry_earlier_courses() {
        let mut contribution = sample();
        set(&mut contribution.enrollments[0], Element::ENROLLMENT_TYPE, "07");
        set_date(&mut contribution.enrollments[0], Element::ENROLLMENT_DATE, "2022-08-22");
        assert!(codes(contribution.clone()).is_empty());
        set_date(&mut contribution.enrollments[0], Element::ENROLLMENT_DATE, "2023-09-04");
        assert_eq!(codes(contribution.clone()), ["X-29-07"]);
        set_date(&mut contribution.enrollments[0], Element::ENROLLMENT_DATE, "2022-08-22");
        contribution.courses.clear();
        assert_eq!(codes(contribution), ["X-29-07"]);
    }

    #[test]
    fn graduation_has_a_date_and_a_kind() {
        let mut contribution = sample();
        set(&mut contribution.enrollments[0], Element::GRADUATION, "HSE");
        assert_eq!(codes(contribution.clone()), ["X-74-75"]);
        set_date(&mut contribution.enrollments[0], Element::GRADUATION_DATE, "2024-05-20");
        assert!(codes(contribution.clone()).is_empty());
        contribution.enrollments[0].remove(Element::GRADUATION);
        assert_eq!(codes(contribution), ["X-74-75"]);
    }

    #[test]
    fn services_continue_only_after_eligibility() {
        let mut contribution = sample();
        set(&mut contribution.enrollments[0], Element::CONTINUATION, "01");
        assert_eq!(codes(contribution.clone()), ["X-26-45"]);
        set_date(&mut contribution.moves[0], Element::ELIGIBILITY_EXPIRATION_DATE, "2024-03-01");
        assert!(codes(contribution).is_empty());
    }

    /// An old move's end does not count when a newer one, before the enrollment, made the child eligible for longer;
    /// nor does a move after the enrollment began.
    #[test]
    fn the_eligibility_that_services_continue_is_that_of_the_moves_before_them() {
        let mut contribution = sample();
        set(&mut contribution.enrollments[0], Element::CONTINUATION, "01");
        let mut old = contribution.moves[0].clone();
        set_date(&mut old, Element::QUALIFYING_ARRIVAL_DATE, "2020-03-01");
        set_date(&mut old, Element::ELIGIBILITY_EXPIRATION_DATE, "2023-03-01");
        contribution.moves.push(old);
        assert_eq!(codes(contribution.clone()), ["X-26-45"]);
        set_date(&mut contribution.moves[0], Element::QUALIFYING_ARRIVAL_DATE, "2024-06-01");
        assert!(codes(contribution.clone()).is_empty());
        // No move before the enrollment: what is known of the moves is all there is.
        contribution.moves.pop();
        assert_eq!(codes(contribution), ["X-26-45"]);
    }
}
