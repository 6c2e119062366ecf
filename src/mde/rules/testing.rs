//! A contribution without fault for the tests of the rules, and how it is changed and checked.

use super::{Context, Places, check};
use crate::mde::reference::MemoryReference;
use crate::mde::{Settings, parse_value};
use crate::model::{
    Contribution, ContributionKey, Date, District, Element, Finding, Line, LineKind, LineRef, School, Value,
};

/// A grade-9 student in Texas, checked on 1 June 2025.
pub(super) fn sample() -> Contribution {
    let line = |values: &[(Element, &str)]| {
        let mut line = Line::new(1);
        values.iter().for_each(|(element, raw)| set(&mut line, *element, raw));
        line
    };
    Contribution {
        key: ContributionKey { state: "TX".parse().unwrap(), id: "T1".parse().unwrap() },
        id_type: None,
        msix_id_sent: None,
        alternates: Vec::new(),
        demographics: vec![line(&[
            (Element::FIRST_NAME, "Ejemplo"),
            (Element::LAST_NAME_1, "Prueba"),
            (Element::SEX, "Female"),
            (Element::BIRTH_DATE, "20090510"),
        ])],
        moves: vec![line(&[
            (Element::QUALIFYING_ARRIVAL_DATE, "20230901"),
            (Element::ELIGIBILITY_EXPIRATION_DATE, "20260831"),
            (Element::FROM_STATE, "TAM"),
            (Element::FROM_COUNTRY, "MX"),
        ])],
        enrollments: vec![line(&[
            (Element::ENROLLMENT_DATE, "20230904"),
            (Element::WITHDRAWAL_DATE, "20240524"),
            (Element::RESIDENCY_DATE, "20230901"),
            (Element::ENROLLMENT_TYPE, "01"),
            (Element::SCHOOL_ID, "480000100001"),
            (Element::DISTRICT_NAME, "Sample District"),
            (Element::DISTRICT_ID, "4800001"),
            (Element::DISTRICT_OF_RESIDENCE, "4800001"),
            (Element::GRADE, "09"),
        ])],
        courses: vec![line(&[
            (Element::COURSE_TITLE, "Algebra 1"),
            (Element::CREDITS, "1.0"),
            (Element::FINAL_GRADE, "B"),
        ])],
        assessments: vec![line(&[(Element::ASSESSMENT_TITLE, "Sample test"), (Element::ASSESSMENT_TYPE, "08")])],
    }
}

pub(super) fn set(line: &mut Line, element: Element, raw: &str) {
    let parsed = parse_value(element, raw, &Settings::default()).unwrap().unwrap();
    line.set(element, parsed.value);
}

pub(super) fn set_date(line: &mut Line, element: Element, iso: &str) {
    line.set(element, Value::Date(iso.parse::<Date>().unwrap()));
}

pub(super) fn check_sample(contribution: Contribution) -> (Contribution, Vec<Finding>) {
    let mut reference = MemoryReference::default();
    for id in ["480000100001", "480000100002"] {
        reference.add_school(sample_school(id));
    }
    reference.add_district(sample_district());
    check_with(contribution, &reference)
}

pub(super) fn sample_school(id: &str) -> School {
    School {
        id: id.into(),
        name: "Sample School".into(),
        district_id: "4800001".into(),
        state: "TX".parse().ok(),
        city: "Sample".into(),
        zip: "78501".into(),
        phone: "".into(),
    }
}

pub(super) fn sample_district() -> District {
    District {
        id: "4800001".into(),
        name: "Sample District".into(),
        state: "TX".parse().ok(),
        city: "Sample".into(),
        zip: "78501".into(),
        phone: "".into(),
    }
}

pub(super) fn codes(contribution: Contribution) -> Vec<String> {
    check_sample(contribution).1.into_iter().map(|finding| finding.code.to_string()).collect()
}

pub(super) fn check_with(contribution: Contribution, reference: &MemoryReference) -> (Contribution, Vec<Finding>) {
    check_as(contribution, reference, &Settings::default())
}

pub(super) fn check_as(
    mut contribution: Contribution,
    reference: &MemoryReference,
    settings: &Settings,
) -> (Contribution, Vec<Finding>) {
    let place = |line, letter| LineRef { line, letter: Some(letter), record_id: Some(1) };
    let mut places = Places { student: place(1, 'S'), ..Places::default() };
    places.lines_mut(LineKind::Demographics).push(place(10, 'D'));
    places.lines_mut(LineKind::Move).push(place(20, 'Q'));
    places.lines_mut(LineKind::Enrollment).push(place(30, 'E'));
    let context = Context { today: Date::new(2025, 6, 1).unwrap(), reference, settings };
    let mut findings = Vec::new();
    check(&mut contribution, &places, &context, &mut findings);
    (contribution, findings)
}
