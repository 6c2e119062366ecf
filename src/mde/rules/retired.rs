//! Elements that were taken off the list. Their values stay readable; new ones should no longer come.

use super::Case;
use crate::mde::{Category, RetiredElements, dictionary};
use crate::model::{Element, LineKind};

/// A child's birth place: off the list since 2023, and still of use in matching.
const MATCHED: [Element; 3] = [Element::BIRTH_CITY, Element::BIRTH_STATE, Element::BIRTH_COUNTRY];

/// The list of the year in which the file came is what counts.
pub(super) fn retired(case: &mut Case<'_>) {
    let year = u16::try_from(case.context.today.year()).unwrap_or_default();
    for element in case.rule.elements {
        let asked_for = match case.context.settings.retired {
            RetiredElements::Accept => true,
            RetiredElements::WarnUnlessMatched => MATCHED.contains(element),
            RetiredElements::Warn => false,
        };
        let Some(info) = dictionary().element(*element) else { continue };
        if asked_for || info.is_valid_in(year) {
            continue;
        }
        let kind = if info.category == Category::Demographic { LineKind::Demographics } else { LineKind::Enrollment };
        case.each(kind, |line, _| line.value(*element).map(|_| *element));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check_as, codes, sample, set};
    use super::*;
    use crate::mde::reference::MemoryReference;
    use crate::mde::{Settings, rules};

    #[test]
    fn retired_elements_warn_as_the_setting_says() {
        let mut contribution = sample();
        set(&mut contribution.demographics[0], Element::BIRTH_CITY, "Reynosa");
        set(&mut contribution.demographics[0], Element::BIRTH_COUNTRY, "MX");
        assert_eq!(codes(contribution.clone()), [""; 0], "the birth place still helps to match");
        set(&mut contribution.enrollments[0], Element::HOME_SCHOOL, "Yes");
        set(&mut contribution.enrollments[0], Element::PRIVATE_SCHOOL, "No");
        assert_eq!(codes(contribution.clone()), ["X-RETIRED", "X-RETIRED"]);
        let with = |retired| {
            let settings = Settings { retired, ..Settings::default() };
            let (after, found) = check_as(contribution.clone(), &MemoryReference::default(), &settings);
            assert_eq!(after, contribution, "a retired value is kept");
            found.into_iter().map(|finding| finding.element.unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(with(RetiredElements::Accept), []);
        let all = [Element::BIRTH_CITY, Element::BIRTH_COUNTRY, Element::HOME_SCHOOL, Element::PRIVATE_SCHOOL];
        assert_eq!(with(RetiredElements::Warn), all);
    }

    /// Nothing retired is left out of the rule, and it warns of nothing that is on the list.
    #[test]
    fn the_rule_names_what_the_list_has_retired() {
        let rule = rules().iter().find(|rule| rule.code == "X-RETIRED").unwrap();
        let retired = dictionary().elements().filter(|info| info.last_valid_year.is_some());
        assert_eq!(rule.elements, retired.map(|info| info.element).collect::<Vec<_>>());
    }
}
