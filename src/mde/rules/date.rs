//! Dates against each other and against today.

use super::Case;
use crate::model::{Date, Element, LineKind, Value};

pub(super) fn expiration_before_arrival(case: &mut Case<'_>) {
    case.each(LineKind::Move, |line, _| {
        let expires = line.date(Element::ELIGIBILITY_EXPIRATION_DATE)?;
        (expires < line.date(Element::QUALIFYING_ARRIVAL_DATE)?).then_some(Element::ELIGIBILITY_EXPIRATION_DATE)
    });
}

/// States send the arrival date plus 36 months or one day less, and less when eligibility ended early. For an
/// arrival on 29 February the last day is that month's last or the day after.
pub(super) fn expiration_after_36_months(case: &mut Case<'_>) {
    case.each(LineKind::Move, |line, _| {
        let arrival = line.date(Element::QUALIFYING_ARRIVAL_DATE)?;
        let full = arrival.plus_months(36);
        let last = if full.day() == arrival.day() { full } else { full.plus_days(1) };
        (line.date(Element::ELIGIBILITY_EXPIRATION_DATE)? > last).then_some(Element::ELIGIBILITY_EXPIRATION_DATE)
    });
}

pub(super) fn withdrawal_before_enrollment(case: &mut Case<'_>) {
    case.each(LineKind::Enrollment, |line, _| {
        let withdrawn = line.date(Element::WITHDRAWAL_DATE)?;
        (withdrawn < line.date(Element::ENROLLMENT_DATE)?).then_some(Element::WITHDRAWAL_DATE)
    });
}

/// The verification must lie in a performance period that the enrollment touches.
pub(super) fn verification_period(case: &mut Case<'_>) {
    case.each(LineKind::Enrollment, |line, _| {
        let verified = performance_period(line.date(Element::RESIDENCY_VERIFICATION_DATE)?);
        let begin =
            [Element::ENROLLMENT_DATE, Element::RESIDENCY_DATE].iter().filter_map(|element| line.date(*element)).min();
        let early = begin.is_some_and(|begin| verified < performance_period(begin));
        let late = line.date(Element::WITHDRAWAL_DATE).is_some_and(|end| verified > performance_period(end));
        (early || late).then_some(Element::RESIDENCY_VERIFICATION_DATE)
    });
}

/// The calendar year in which the performance period of a day begins, on 1 September.
fn performance_period(day: Date) -> i16 {
    if day.month() >= 9 { day.year() } else { day.year() - 1 }
}

pub(super) fn in_the_future(case: &mut Case<'_>) {
    let kinds = [LineKind::Demographics, LineKind::Move, LineKind::Enrollment, LineKind::Assessment];
    let elements = case.rule.elements;
    for kind in kinds {
        case.each(kind, |line, context| {
            // A state west of the date line may be a day ahead of the server's.
            let last = context.today.plus_days(1);
            let ahead = |value: &Value| match value {
                Value::Date(date) => *date > last,
                Value::Month(month) => month.first_day() > last,
                _ => false,
            };
            line.values()
                .find(|(element, value)| ahead(value) && elements.contains(element))
                .map(|(element, _)| element)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{codes, sample, set, set_date};
    use super::*;

    fn with_move(arrival: &str, expires: &str) -> Vec<String> {
        let mut contribution = sample();
        set_date(&mut contribution.moves[0], Element::QUALIFYING_ARRIVAL_DATE, arrival);
        set_date(&mut contribution.moves[0], Element::ELIGIBILITY_EXPIRATION_DATE, expires);
        codes(contribution)
    }

    #[test]
    fn eligibility_lasts_up_to_36_months() {
        for expires in ["2026-09-01", "2026-08-31", "2024-01-01", "2023-09-01"] {
            assert!(with_move("2023-09-01", expires).is_empty(), "{expires}");
        }
        assert_eq!(with_move("2023-09-01", "2026-09-02"), ["X-20-26-MONTHS"]);
        assert_eq!(with_move("2023-09-01", "2023-08-31"), ["X-20-26"]);
        assert!(with_move("2024-02-29", "2027-03-01").is_empty());
        assert_eq!(with_move("2024-02-29", "2027-03-02"), ["X-20-26-MONTHS"]);
    }

    #[test]
    fn a_withdrawal_follows_the_enrollment() {
        let mut contribution = sample();
        set_date(&mut contribution.enrollments[0], Element::WITHDRAWAL_DATE, "2023-08-01");
        assert_eq!(codes(contribution), ["X-28-49"]);
    }

    #[test]
    fn a_verification_lies_in_a_period_of_the_enrollment() {
        for (day, expected) in [("2024-02-01", 0), ("2022-05-01", 1), ("2024-09-01", 1)] {
            let mut contribution = sample();
            set_date(&mut contribution.enrollments[0], Element::RESIDENCY_VERIFICATION_DATE, day);
            assert_eq!(codes(contribution).len(), expected, "{day}");
        }
    }

    #[test]
    fn nothing_but_the_expiration_is_in_the_future() {
        let mut contribution = sample();
        set_date(&mut contribution.moves[0], Element::ELIGIBILITY_EXPIRATION_DATE, "2026-08-31");
        assert!(codes(contribution.clone()).is_empty());
        set_date(&mut contribution.demographics[0], Element::BIRTH_DATE, "2025-06-03");
        set_date(&mut contribution.moves[0], Element::COE_APPROVAL_DATE, "2025-06-02");
        set_date(&mut contribution.enrollments[0], Element::WITHDRAWAL_DATE, "2026-05-01");
        set_date(&mut contribution.enrollments[0], Element::TERM_END_DATE, "2026-05-01");
        set(&mut contribution.assessments[0], Element::ASSESSMENT_DATE, "072025");
        assert_eq!(codes(contribution), ["X-FUTURE", "X-FUTURE", "X-FUTURE"]);
    }
}
