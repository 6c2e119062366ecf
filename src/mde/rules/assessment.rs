//! Assessments.

use super::Case;
use crate::mde::dictionary;
use crate::model::{Element, LineKind};

pub(super) fn interpretation(case: &mut Case<'_>) {
    case.drop_where(LineKind::Assessment, Element::INTERPRETATION, |line| {
        let closed = matches!(line.text(Element::ASSESSMENT_TYPE), Some("09" | "10" | "11"));
        let listed = line
            .text(Element::INTERPRETATION)
            .is_some_and(|value| dictionary().code_list("interpretation").iter().any(|info| info.code == value));
        closed && !listed
    });
}

/// Names of the states' tests of English proficiency, as they stand in titles.
const PROFICIENCY_TESTS: &[&str] = &["ELPAC", "ELPA21", "TELPAS", "WIDA", "NYSESLAT", "CELDT", "AZELLA"];

/// Only a title that names a proficiency test tells it from the others.
pub(super) fn language_test(case: &mut Case<'_>) {
    let enrollments = &case.contribution.enrollments;
    if !enrollments.iter().any(|line| line.flag(Element::ENGLISH_LEARNER) == Some(true)) {
        return;
    }
    case.each(LineKind::Assessment, |line, _| {
        let title = line.text(Element::ASSESSMENT_TITLE)?.to_ascii_uppercase();
        let is_proficiency = PROFICIENCY_TESTS.iter().any(|test| title.contains(test));
        let fits = matches!(line.text(Element::ASSESSMENT_TYPE), Some("03" | "11"));
        (is_proficiency && !fits).then_some(Element::ASSESSMENT_TYPE)
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check_sample, codes, sample, set};
    use super::*;

    #[test]
    fn state_tests_have_nine_interpretations() {
        let mut contribution = sample();
        set(&mut contribution.assessments[0], Element::ASSESSMENT_TYPE, "09");
        set(&mut contribution.assessments[0], Element::INTERPRETATION, "Other: on track");
        let (after, findings) = check_sample(contribution.clone());
        assert_eq!(findings.iter().map(|f| f.code.as_str()).collect::<Vec<_>>(), ["X-52-56"]);
        assert!(after.assessments[0].value(Element::INTERPRETATION).is_none());
        set(&mut contribution.assessments[0], Element::INTERPRETATION, "Below Basic");
        assert!(codes(contribution.clone()).is_empty());
        set(&mut contribution.assessments[0], Element::ASSESSMENT_TYPE, "08");
        set(&mut contribution.assessments[0], Element::INTERPRETATION, "Other: on track");
        assert!(codes(contribution).is_empty());
    }

    #[test]
    fn a_proficiency_test_has_its_own_type() {
        let mut contribution = sample();
        set(&mut contribution.enrollments[0], Element::ENGLISH_LEARNER, "Yes");
        set(&mut contribution.assessments[0], Element::ASSESSMENT_TITLE, "Telpas form B");
        set(&mut contribution.assessments[0], Element::ASSESSMENT_TYPE, "01");
        assert_eq!(codes(contribution.clone()), ["X-43-52"]);
        set(&mut contribution.assessments[0], Element::ASSESSMENT_TYPE, "11");
        assert!(codes(contribution).is_empty());
    }
}
