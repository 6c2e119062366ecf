//! What a student needs to load: at least one instance of every mandatory element (section 1.6, 1). MDE 2 is the
//! key of the contribution and always there.

use super::Case;
use crate::model::{Element, LineKind};

pub(super) fn first_name(case: &mut Case<'_>) {
    required(case, LineKind::Demographics, &[Element::FIRST_NAME]);
}

pub(super) fn last_name(case: &mut Case<'_>) {
    required(case, LineKind::Demographics, &[Element::LAST_NAME_1]);
}

pub(super) fn sex(case: &mut Case<'_>) {
    required(case, LineKind::Demographics, &[Element::SEX]);
}

pub(super) fn birth_date(case: &mut Case<'_>) {
    required(case, LineKind::Demographics, &[Element::BIRTH_DATE]);
}

pub(super) fn arrival_date(case: &mut Case<'_>) {
    required(case, LineKind::Move, &[Element::QUALIFYING_ARRIVAL_DATE]);
}

pub(super) fn expiration_date(case: &mut Case<'_>) {
    required(case, LineKind::Move, &[Element::ELIGIBILITY_EXPIRATION_DATE]);
}

pub(super) fn enrollment_type(case: &mut Case<'_>) {
    required(case, LineKind::Enrollment, &[Element::ENROLLMENT_TYPE]);
}

pub(super) fn enrollment_dates(case: &mut Case<'_>) {
    let dates = [
        Element::ENROLLMENT_DATE,
        Element::WITHDRAWAL_DATE,
        Element::RESIDENCY_DATE,
        Element::RESIDENCY_VERIFICATION_DATE,
    ];
    required(case, LineKind::Enrollment, &dates);
}

/// At least one of the elements on at least one line.
fn required(case: &mut Case<'_>, kind: LineKind, elements: &[Element]) {
    let lines = case.contribution.lines(kind);
    let found = lines.iter().any(|line| elements.iter().any(|element| line.value(*element).is_some()));
    if let (false, Some(element)) = (found, elements.first()) {
        case.report(*element);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{codes, sample};
    use super::*;

    #[test]
    fn each_mandatory_element_rejects_when_missing() {
        let cases = [
            (LineKind::Demographics, Element::FIRST_NAME, "X-04-MISSING"),
            (LineKind::Demographics, Element::LAST_NAME_1, "X-06-MISSING"),
            (LineKind::Demographics, Element::SEX, "X-09-MISSING"),
            (LineKind::Demographics, Element::BIRTH_DATE, "X-10-MISSING"),
            (LineKind::Move, Element::QUALIFYING_ARRIVAL_DATE, "X-20-MISSING"),
            (LineKind::Move, Element::ELIGIBILITY_EXPIRATION_DATE, "X-26-MISSING"),
            (LineKind::Enrollment, Element::ENROLLMENT_TYPE, "X-29-MISSING"),
        ];
        for (kind, element, code) in cases {
            let mut contribution = sample();
            contribution.lines_mut(kind)[0].remove(element);
            assert_eq!(codes(contribution), [code]);
        }
    }

    #[test]
    fn one_of_four_dates_is_enough() {
        let mut contribution = sample();
        contribution.enrollments[0].remove(Element::ENROLLMENT_DATE);
        contribution.enrollments[0].remove(Element::RESIDENCY_DATE);
        assert!(codes(contribution.clone()).is_empty());
        contribution.enrollments[0].remove(Element::WITHDRAWAL_DATE);
        assert_eq!(codes(contribution), ["X-28-49-70-73-MISSING"]);
    }

    #[test]
    fn a_child_without_lines_is_rejected_for_each() {
        let mut contribution = sample();
        contribution.moves.clear();
        contribution.enrollments.clear();
        contribution.courses.clear();
        let expected = ["X-20-MISSING", "X-26-MISSING", "X-29-MISSING", "X-28-49-70-73-MISSING"];
        assert_eq!(codes(contribution), expected);
    }

    #[test]
    fn an_element_on_any_line_counts() {
        let mut contribution = sample();
        let mut second = contribution.demographics[0].clone();
        second.record_id = 2;
        contribution.demographics[0].remove(Element::SEX);
        contribution.demographics.push(second);
        assert!(codes(contribution).is_empty());
    }
}
