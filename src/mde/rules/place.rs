//! Places: states abroad, and schools and districts against the reference data. Unknown is a warning, never more:
//! NCES is behind the states.

use std::sync::LazyLock;

use super::Case;
use crate::mde::load::{Subdivision, subdivisions};
use crate::model::{Element, Line, LineKind, StateCode};

/// Without a country any state of the three countries will do; another country has free text.
pub(super) fn from_state(case: &mut Case<'_>) {
    case.each(LineKind::Move, |line, _| {
        let state = line.text(Element::FROM_STATE)?;
        let fits = match line.text(Element::FROM_COUNTRY) {
            Some("US") => is_us(state),
            Some(country @ ("CA" | "MX")) => is_abroad(Some(country), state),
            Some(_) => true,
            None => is_us(state) || is_abroad(None, state),
        };
        (!fits).then_some(Element::FROM_STATE)
    });
}

fn is_us(code: &str) -> bool {
    code.parse::<StateCode>().is_ok()
}

fn is_abroad(country: Option<&str>, code: &str) -> bool {
    static ABROAD: LazyLock<Vec<Subdivision>> = LazyLock::new(subdivisions);
    // ISO 3166-2 in full: `MX-TAM`.
    let code = match code.split_once('-') {
        Some((prefix, rest)) if country.is_none_or(|country| prefix.eq_ignore_ascii_case(country)) => rest,
        _ => code,
    };
    ABROAD.iter().any(|place| country.is_none_or(|country| place.country == country) && place.has_code(code))
}

pub(super) fn school_known(case: &mut Case<'_>) {
    known(case, LineKind::Enrollment, Element::SCHOOL_ID);
}

pub(super) fn graduation_school_known(case: &mut Case<'_>) {
    known(case, LineKind::Enrollment, Element::GRADUATION_SCHOOL);
}

pub(super) fn course_school_known(case: &mut Case<'_>) {
    known(case, LineKind::Course, Element::COURSE_SCHOOL_ID);
}

pub(super) fn district_known(case: &mut Case<'_>) {
    known(case, LineKind::Enrollment, Element::DISTRICT_ID);
}

pub(super) fn residence_known(case: &mut Case<'_>) {
    known(case, LineKind::Enrollment, Element::DISTRICT_OF_RESIDENCE);
}

fn known(case: &mut Case<'_>, kind: LineKind, element: Element) {
    let is_district = matches!(element, Element::DISTRICT_ID | Element::DISTRICT_OF_RESIDENCE);
    case.each(kind, |line, context| {
        let id = line.text(element)?;
        let reference = context.reference;
        let unknown = if is_district {
            reference.has_districts() && reference.district(id).is_none()
        } else {
            reference.has_schools() && reference.school(id).is_none()
        };
        unknown.then_some(element)
    });
}

pub(super) fn facility_state(case: &mut Case<'_>) {
    case.each(LineKind::Enrollment, |line, context| {
        let sent = line.text(Element::FACILITY_STATE)?;
        let listed = context.reference.school(school_id(line)?)?.state?;
        (listed.as_str() != sent).then_some(Element::FACILITY_STATE)
    });
}

pub(super) fn facility_zip(case: &mut Case<'_>) {
    case.each(LineKind::Enrollment, |line, context| {
        let sent = line.text(Element::FACILITY_ZIP)?.get(..5)?;
        let listed = context.reference.school(school_id(line)?)?.zip;
        (!listed.is_empty() && listed != sent).then_some(Element::FACILITY_ZIP)
    });
}

fn school_id(line: &Line) -> Option<&str> {
    line.text(Element::SCHOOL_ID)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check_with, codes, sample, sample_district, sample_school, set};
    use super::*;
    use crate::mde::reference::MemoryReference;

    #[test]
    fn a_state_fits_its_country() {
        let cases = [
            (Some("US"), "FL", true),
            (Some("US"), "TAM", false),
            (Some("MX"), "TAM", true),
            (Some("MX"), "MX-TAM", true),
            (Some("MX"), "TS", true),
            (Some("MX"), "ON", false),
            (Some("CA"), "ON", true),
            (Some("CA"), "PQ", true),
            (Some("GT"), "Peten", true),
            (None, "TAM", true),
            (None, "Peten", false),
        ];
        for (country, state, fits) in cases {
            let mut contribution = sample();
            contribution.moves[0].remove(Element::FROM_COUNTRY);
            if let Some(country) = country {
                set(&mut contribution.moves[0], Element::FROM_COUNTRY, country);
            }
            set(&mut contribution.moves[0], Element::FROM_STATE, state);
            let expected: &[&str] = if fits { &[] } else { &["X-22-23"] };
            assert_eq!(codes(contribution), expected, "{country:?} {state}");
        }
    }

    #[test]
    fn unknown_identifiers_warn_when_a_list_is_loaded() {
        let mut contribution = sample();
        let line = &mut contribution.enrollments[0];
        set(line, Element::SCHOOL_ID, "489999900001");
        set(line, Element::DISTRICT_ID, "4899999");
        set(line, Element::DISTRICT_OF_RESIDENCE, "4899999");
        set(line, Element::GRADUATION_SCHOOL, "489999900002");
        set(&mut contribution.courses[0], Element::COURSE_SCHOOL_ID, "489999900003");
        let expected = ["X-32-NCES", "X-67-NCES", "X-68-NCES", "X-48-NCES", "X-104-NCES"];
        assert_eq!(codes(contribution.clone()), expected);
        let with = |reference: &MemoryReference| {
            check_with(contribution.clone(), reference).1.into_iter().map(|f| f.code.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(with(&MemoryReference::default()), [""; 0]);
        // A list of one kind says nothing about the other.
        let (mut schools, mut districts) = (MemoryReference::default(), MemoryReference::default());
        schools.add_school(sample_school("480000100001"));
        districts.add_district(sample_district());
        assert_eq!(with(&schools), ["X-32-NCES", "X-48-NCES", "X-104-NCES"]);
        assert_eq!(with(&districts), ["X-67-NCES", "X-68-NCES"]);
    }

    #[test]
    fn the_facility_is_where_the_school_is() {
        let mut contribution = sample();
        set(&mut contribution.enrollments[0], Element::FACILITY_STATE, "OH");
        set(&mut contribution.enrollments[0], Element::FACILITY_ZIP, "43001");
        assert_eq!(codes(contribution), ["X-32-39", "X-32-40"]);
        let mut contribution = sample();
        set(&mut contribution.enrollments[0], Element::FACILITY_STATE, "TX");
        set(&mut contribution.enrollments[0], Element::FACILITY_ZIP, "78501-1234");
        assert!(codes(contribution).is_empty());
    }
}
