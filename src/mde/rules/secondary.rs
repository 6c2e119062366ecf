//! What belongs to secondary students, and to which grades an element applies at all.

use super::Case;
use crate::model::{Element, Grade, LineKind};

/// The lowest grade in which courses earn credit to a diploma: a grade-7 or grade-8 Algebra course does (1.6, 10).
const FIRST_CREDIT_GRADE: i8 = 7;

/// Whether an element applies to a child of a grade (1.6, 11): what does not apply is not missing. Unknown grades,
/// ungraded and out-of-school youth may have everything.
pub fn applies(element: Element, grade: Option<Grade>) -> bool {
    let Some(rank) = grade.and_then(Grade::rank) else { return true };
    match element.0 {
        // Course history, designated graduation school, graduation, transcript.
        48 | 57..=66 | 72 | 74 | 75 | 104 | 105 => rank >= FIRST_CREDIT_GRADE,
        // Algebra 1 is not needed in elementary and middle grades, but may be completed there.
        76 => rank >= 6,
        // Assessments begin with school.
        54..=56 => rank >= -1,
        _ => true,
    }
}

pub(super) fn one_graduation_school(case: &mut Case<'_>) {
    let open = case.contribution.enrollments.iter().filter(|line| line.date(Element::WITHDRAWAL_DATE).is_none());
    let mut schools = open.filter_map(|line| line.text(Element::GRADUATION_SCHOOL));
    let first = schools.next();
    if schools.any(|other| Some(other) != first) {
        case.report(Element::GRADUATION_SCHOOL);
    }
}

pub(super) fn graduation_school(case: &mut Case<'_>) {
    does_not_apply(case, &[Element::GRADUATION_SCHOOL]);
}

/// The elements of an enrollment but the designated graduation school, which has a rule of its own. A `No` says
/// nothing that could not be so.
pub(super) fn applicable(case: &mut Case<'_>) {
    let elements =
        [Element::ALGEBRA_1, Element::GRADUATION_DATE, Element::GRADUATION, Element::OUT_OF_STATE_TRANSCRIPT];
    does_not_apply(case, &elements);
}

fn does_not_apply(case: &mut Case<'_>, elements: &[Element]) {
    case.each(LineKind::Enrollment, |line, _| {
        let grade = line.grade();
        let wrong = |element: &&Element| {
            line.value(**element).is_some() && line.flag(**element) != Some(false) && !applies(**element, grade)
        };
        elements.iter().find(wrong).copied()
    });
}

/// Reported once for the child: courses do not say in which grade they were taken.
pub(super) fn courses(case: &mut Case<'_>) {
    let Some(course) = case.contribution.courses.first() else { return };
    let element = if course.value(Element::COURSE_TITLE).is_some() { Element::COURSE_TITLE } else { Element::CREDITS };
    let mut grades = case.contribution.enrollments.iter().filter_map(|line| line.grade()).peekable();
    if grades.peek().is_some() && grades.all(|grade| !applies(Element::COURSE_TITLE, Some(grade))) {
        case.report(element);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{codes, sample, set};
    use super::*;

    #[test]
    fn a_grade_8_algebra_course_is_fine_a_grade_3_one_is_not() {
        let mut contribution = sample();
        set(&mut contribution.enrollments[0], Element::GRADE, "08");
        assert!(codes(contribution.clone()).is_empty());
        set(&mut contribution.enrollments[0], Element::GRADE, "03");
        assert_eq!(codes(contribution.clone()), ["X-42-57"]);
        set(&mut contribution.enrollments[0], Element::GRADE, "00");
        assert!(codes(contribution).is_empty());
    }

    #[test]
    fn a_designated_graduation_school_is_for_secondary_students() {
        let mut contribution = sample();
        set(&mut contribution.enrollments[0], Element::GRADUATION_SCHOOL, "480000100001");
        assert!(codes(contribution.clone()).is_empty());
        contribution.courses.clear();
        set(&mut contribution.enrollments[0], Element::GRADE, "KG");
        assert_eq!(codes(contribution), ["X-42-48"]);
    }

    #[test]
    fn one_designated_graduation_school_at_a_time() {
        let mut contribution = sample();
        let mut other = contribution.enrollments[0].clone();
        set(&mut contribution.enrollments[0], Element::GRADUATION_SCHOOL, "480000100001");
        set(&mut other, Element::GRADUATION_SCHOOL, "480000100002");
        contribution.enrollments.push(other);
        assert!(codes(contribution.clone()).is_empty(), "both are closed");
        for line in &mut contribution.enrollments {
            line.remove(Element::WITHDRAWAL_DATE);
        }
        assert_eq!(codes(contribution), ["X-48-ONE"]);
    }

    #[test]
    fn elements_apply_by_grade() {
        let mut contribution = sample();
        contribution.courses.clear();
        set(&mut contribution.enrollments[0], Element::GRADE, "02");
        set(&mut contribution.enrollments[0], Element::ALGEBRA_1, "No");
        assert!(codes(contribution.clone()).is_empty());
        set(&mut contribution.enrollments[0], Element::ALGEBRA_1, "Yes");
        assert_eq!(codes(contribution), ["X-42-APPLIES"]);
        assert!(applies(Element::COURSE_TITLE, None));
        assert!(applies(Element::FIRST_NAME, Some(Grade::Age(0))));
        assert!(!applies(Element::SCORE, Some(Grade::Age(2))));
    }
}
