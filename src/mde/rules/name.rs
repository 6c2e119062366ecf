//! Names of parents, and what a comment must not hold.

use super::Case;
use crate::mde::comment;
use crate::model::{Element, LineKind};

pub(super) fn parent_1(case: &mut Case<'_>) {
    needs(case, Element::PARENT_1_FIRST, Element::PARENT_1_LAST);
}

pub(super) fn parent_2(case: &mut Case<'_>) {
    needs(case, Element::PARENT_2_FIRST, Element::PARENT_2_LAST);
}

fn needs(case: &mut Case<'_>, first: Element, last: Element) {
    case.each(LineKind::Demographics, |line, _| {
        (line.value(first).is_some() && line.value(last).is_none()).then_some(first)
    });
}

pub(super) fn comment(case: &mut Case<'_>) {
    if case.contribution.enrollments.iter().all(|line| line.value(Element::COMMENT).is_none()) {
        return;
    }
    let names = [Element::FIRST_NAME, Element::MIDDLE_NAME, Element::LAST_NAME_1, Element::LAST_NAME_2];
    let lines = &case.contribution.demographics;
    let known = comment::Known::new(
        lines.iter().flat_map(|line| names.iter().filter_map(|element| line.text(*element))),
        lines.iter().filter_map(|line| line.date(Element::BIRTH_DATE)),
    );
    case.each(LineKind::Enrollment, |line, _| {
        comment::is_personal(line.text(Element::COMMENT)?, &known).then_some(Element::COMMENT)
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::{codes, sample, set};
    use super::*;

    #[test]
    fn a_first_name_of_a_parent_needs_a_last_name() {
        let mut contribution = sample();
        set(&mut contribution.demographics[0], Element::PARENT_1_FIRST, "Muestra");
        set(&mut contribution.demographics[0], Element::PARENT_2_FIRST, "Ejemplo");
        assert_eq!(codes(contribution.clone()), ["X-16-17", "X-18-19"]);
        set(&mut contribution.demographics[0], Element::PARENT_1_LAST, "Prueba");
        set(&mut contribution.demographics[0], Element::PARENT_2_LAST, "Prueba");
        assert!(codes(contribution).is_empty());
    }

    #[test]
    fn a_comment_is_scanned() {
        let mut contribution = sample();
        set(&mut contribution.enrollments[0], Element::COMMENT, "Transcript sent on request");
        assert!(codes(contribution.clone()).is_empty());
        set(&mut contribution.enrollments[0], Element::COMMENT, "prueba moved on");
        assert_eq!(codes(contribution), ["X-71-PERSONAL"]);
    }
}
