//! Courses.

use super::Case;
use crate::model::{Element, LineKind, Value};

/// No credit (0.00) keeps a course open.
pub(super) fn open_or_credited(case: &mut Case<'_>) {
    case.each(LineKind::Course, |line, _| {
        let credits = matches!(line.value(Element::CREDITS), Some(Value::Hundredths(1..)));
        let credited = credits || line.value(Element::FINAL_GRADE).is_some();
        let open = [Element::CLOCK_HOURS, Element::GRADE_TO_DATE].into_iter().find(|e| line.value(*e).is_some());
        open.filter(|_| credited)
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::{codes, sample, set};
    use super::*;

    #[test]
    fn a_course_is_open_or_credited() {
        let mut contribution = sample();
        set(&mut contribution.courses[0], Element::CLOCK_HOURS, "40");
        assert_eq!(codes(contribution.clone()), ["X-63-66"]);
        contribution.courses[0].remove(Element::FINAL_GRADE);
        set(&mut contribution.courses[0], Element::CREDITS, "0.00");
        assert!(codes(contribution).is_empty());
    }
}
