use super::*;
use crate::mde::{CountryNumbers, ThirdSex};
use proptest::prelude::*;

fn read(element: Element, raw: &str) -> Result<(String, Option<ValueWarning>), ValueProblem> {
    let parsed = parse_value(element, raw, &Settings::default())?;
    Ok(parsed.map_or((String::new(), None), |p| (p.value.to_string(), p.warning)))
}

const SPELLING: Option<ValueWarning> = Some(ValueWarning::Spelling);

#[test]
fn good_values() {
    let cases = [
        (Element::FIRST_NAME, "  Ana   Lucia ", "Ana Lucia", None),
        (Element::FIRST_NAME, "An\0a", "Ana", Some(ValueWarning::Characters)),
        (Element::FIRST_NAME, "", "", None),
        (Element::SEX, "female", "Female", None),
        (Element::SEX, "M", "Male", SPELLING),
        (Element::SEX, "Nonbinary", "Nonbinary", Some(ValueWarning::ThirdSex)),
        (Element::BIRTH_DATE, "20151130", "2015-11-30", None),
        (Element::BIRTH_DATE, "2015-11-30", "2015-11-30", SPELLING),
        (Element::BIRTH_DATE, "1/9/2015", "2015-01-09", SPELLING),
        (Element::GRADE, "09", "09", None),
        (Element::GRADE, "9", "09", SPELLING),
        (Element::GRADE, "k", "KG", SPELLING),
        (Element::GRADE, "kg", "KG", None),
        (Element::ENROLLMENT_TYPE, "5", "05", SPELLING),
        (Element::REPORTING_METHOD, "144", "0144", SPELLING),
        (Element::ENGLISH_LEARNER, "YES", "Yes", None),
        (Element::ENGLISH_LEARNER, "n", "No", SPELLING),
        (Element::TELEPHONE, "(210) 555-0134", "2105550134", None),
        (Element::TELEPHONE, "+1 210.555.0134", "2105550134", None),
        (Element::TELEPHONE, "210-555-0134 x12", "2105550134", SPELLING),
        (Element::PARENT_1_EMAIL, "ana@example.org", "ana@example.org", None),
        (Element::FACILITY_ZIP, "785011234", "78501-1234", None),
        (Element::FACILITY_ZIP, "2139", "02139", SPELLING),
        (Element::SCHOOL_ID, "60000100001", "060000100001", SPELLING),
        (Element::DISTRICT_ID, "4800001", "4800001", None),
        (Element::CREDITS, ".5", "0.50", None),
        (Element::CREDITS, "1", "1.00", None),
        (Element::CREDITS, "0.333", "0.33", SPELLING),
        (Element::CREDITS, "0.995", "1.00", SPELLING),
        (Element::CLOCK_HOURS, "45", "45", None),
        (Element::ASSESSMENT_DATE, "052015", "2015-05", None),
        (Element::ASSESSMENT_DATE, "201505", "2015-05", SPELLING),
        (Element::ASSESSMENT_DATE, "5/2015", "2015-05", SPELLING),
        (Element::ASSESSMENT_DATE, "52015", "2015-05", SPELLING),
        (Element::ACADEMIC_YEAR, "2014-2015", "2014-2015", None),
        (Element::ACADEMIC_YEAR, "1999-00", "1999-2000", SPELLING),
        (Element::FROM_COUNTRY, "MEX", "MX", None),
        (Element::FROM_COUNTRY, "mx", "MX", None),
        (Element::FROM_COUNTRY, "Mexico", "MX", SPELLING),
        (Element::FROM_COUNTRY, "2340", "2340", None),
        (Element::FROM_COUNTRY, "ZZ", "ZZ", Some(ValueWarning::Country)),
        (Element::TO_STATE, "Texas", "TX", SPELLING),
        (Element::GRADUATION, "GED", "HSE", SPELLING),
        (Element::INTERPRETATION, "below basic", "Below Basic", None),
        (Element::INTERPRETATION, "Other: on track", "Other: on track", None),
        (Element::STATE_STUDENT_ID, " A-12 ", "A-12", None),
    ];
    for (element, raw, value, warning) in cases {
        assert_eq!(read(element, raw), Ok((value.to_owned(), warning)), "MDE {} {raw:?}", element.0);
    }
}

#[test]
fn bad_values() {
    let long = "x".repeat(51);
    let cases = [
        (Element::FIRST_NAME, long.as_str(), ValueProblem::TooLong(50)),
        (Element::FIRST_NAME, "\0", ValueProblem::Unreadable),
        (Element::SEX, "Q", ValueProblem::Code("sex")),
        (Element::BIRTH_DATE, "20150230", ValueProblem::Date),
        (Element::BIRTH_DATE, "30/11/2015", ValueProblem::Date),
        (Element::GRADE, "13", ValueProblem::Code("grade")),
        (Element::ENGLISH_LEARNER, "maybe", ValueProblem::Flag),
        (Element::TELEPHONE, "555-0134", ValueProblem::Phone),
        (Element::TELEPHONE, "0000000000", ValueProblem::Phone),
        (Element::PARENT_1_EMAIL, "ana@example", ValueProblem::Email),
        (Element::PARENT_1_EMAIL, "a na@example.org", ValueProblem::Email),
        (Element::FACILITY_ZIP, "123", ValueProblem::Zip),
        (Element::SCHOOL_ID, "12A", ValueProblem::Digits(12)),
        (Element::CREDITS, "-1", ValueProblem::Credits),
        (Element::CREDITS, "10.00", ValueProblem::Credits),
        (Element::CREDITS, ".", ValueProblem::Credits),
        (Element::CLOCK_HOURS, "12345", ValueProblem::Number(4)),
        (Element::ASSESSMENT_DATE, "132015", ValueProblem::Month),
        (Element::ACADEMIC_YEAR, "2014-2017", ValueProblem::Years),
        (Element::TO_STATE, "ON", ValueProblem::Code("us_state")),
        (Element::FROM_COUNTRY, "Atlantis", ValueProblem::Code("country")),
        (Element::STATE_STUDENT_ID, "has blank", ValueProblem::Identifier),
        (Element(99), "x", ValueProblem::Unknown),
    ];
    for (element, raw, problem) in cases {
        assert_eq!(read(element, raw), Err(problem), "MDE {} {raw:?}", element.0);
    }
}

/// Fifty characters with accents are more than fifty bytes.
#[test]
fn length_is_counted_in_characters() {
    let name = "\u{e9}".repeat(50);
    assert_eq!(read(Element::FIRST_NAME, &name), Ok((name.clone(), None)));
    assert_eq!(read(Element::FIRST_NAME, &format!("{name}e")), Err(ValueProblem::TooLong(50)));
}

#[test]
fn settings_decide_on_the_third_sex_and_on_country_numbers() {
    let with = |third_sex, raw| parse_value(Element::SEX, raw, &Settings { third_sex, ..Settings::default() });
    assert_eq!(with(ThirdSex::Refuse, "Other"), Err(ValueProblem::Code("sex")));
    assert_eq!(with(ThirdSex::Accept, "Other").unwrap().unwrap().warning, None);
    assert!(with(ThirdSex::Refuse, "Male").unwrap().unwrap().warning.is_none());
    let settings = Settings { country_numbers: CountryNumbers::Warn, ..Settings::default() };
    let parsed = parse_value(Element::FROM_COUNTRY, "2340", &settings).unwrap().unwrap();
    assert_eq!(parsed.warning, Some(ValueWarning::Country));
}

/// Every code of every list reads as itself.
#[test]
fn codes_read_as_themselves() {
    let settings = Settings { third_sex: ThirdSex::Accept, ..Settings::default() };
    for info in dictionary().elements().filter(|info| info.kind == ValueKind::Code) {
        for code in dictionary().code_list(info.code_list.unwrap()) {
            let parsed = parse_value(info.element, code.code, &settings).unwrap().unwrap();
            assert_eq!(parsed, Parsed { value: Value::Code(code.code.into()), warning: None }, "{}", info.name);
        }
    }
}

proptest! {
    /// Whatever a file holds: no panic, nothing unreadable kept, and what was read reads the same again.
    #[test]
    fn anything_can_be_sent(number in 0u8..110, raw in "\\PC{0,60}|[0-9/. -]{0,12}|(?s).{0,20}") {
        let element = Element(number);
        if let Ok(Some(parsed)) = parse_value(element, &raw, &Settings::default())
            && let Some(text) = parsed.value.text() {
                prop_assert!(!text.is_empty() && !text.chars().any(char::is_control));
                let again = parse_value(element, text, &Settings::default());
                prop_assert_eq!(again.map(|p| p.map(|p| p.value)), Ok(Some(parsed.value)));
            }
    }
}
