//! One record of a submission: from positional columns to the values of a line, and a finding for each column that
//! is not as it should be.

use super::dictionary::{ElementInfo, Mandatory, Part, dictionary, letter_of};
use super::settings::Settings;
use super::value::{Parsed, ValueProblem, ValueWarning, parse_value, years};
use crate::model::{Element, Finding, Line, LineKind, LineRef, Severity, Value};

/// Most characters of a value repeated in a finding.
const SHOWN: usize = 200;

/// Reads the fields of a record after its record id (`D`, `Q`, `E`, `C`, `A`) into a line. Missing trailing fields
/// are empty. A value that cannot be read is left out with a finding that drops it, or that rejects the student
/// when a student cannot load without the element; fields beyond the last known one get one warning.
pub fn read_line(
    kind: LineKind,
    fields: &[&str],
    place: LineRef,
    line: &mut Line,
    settings: &Settings,
    findings: &mut Vec<Finding>,
) {
    let letter = letter_of(kind);
    let columns = dictionary().columns(letter).and_then(|columns| columns.get(1..)).unwrap_or_default();
    for (at, (column, raw)) in columns.iter().zip(fields).enumerate() {
        let Some(element) = column.element else { continue };
        let read = match column.part {
            Part::Whole => parse_value(element, raw, settings),
            Part::Begin => years(raw, fields.get(at + 1).copied().unwrap_or_default()),
            Part::End => continue,
        };
        match read {
            Ok(None) => {}
            Ok(Some(Parsed { value, warning })) => {
                if let Some(warning) = warning {
                    findings.push(warned(place, letter, element, raw, warning, &value));
                }
                line.set(element, value);
            }
            Err(problem) => findings.push(refused(place, letter, element, raw, problem)),
        }
    }
    let beyond = fields.get(columns.len()..).unwrap_or_default();
    if beyond.iter().any(|field| !field.trim().is_empty()) {
        findings.push(Finding {
            place,
            element: None,
            code: compact_str::format_compact!("{letter}-COLUMNS"),
            severity: Severity::Warn,
            value: shown(&beyond.join(" ")),
            message: format!(
                "Record {letter} has {} columns and this line has {}; what stands beyond the last one is left out. \
                 Check that the columns are in the order of the submission format.",
                columns.len() + 1,
                fields.len() + 1
            ),
        });
    }
}

/// A value cut to what a finding repeats.
pub(super) fn shown(value: &str) -> String {
    value.chars().take(SHOWN).collect()
}

fn refused(place: LineRef, letter: char, element: Element, raw: &str, problem: ValueProblem) -> Finding {
    let info = dictionary().element(element);
    let mandatory = info.is_some_and(|info| info.mandatory == Mandatory::Yes);
    let what =
        if mandatory { "A student does not load without it." } else { "The value is left out; the record loads." };
    Finding {
        place,
        element: Some(element),
        code: compact_str::format_compact!("{letter}-{:02}-{}", element.0, problem.code()),
        severity: if mandatory { Severity::Reject } else { Severity::Drop },
        value: shown(raw),
        message: format!("{} {problem}. {what}", title(info, element)),
    }
}

fn warned(place: LineRef, letter: char, element: Element, raw: &str, warning: ValueWarning, value: &Value) -> Finding {
    let said = match warning {
        ValueWarning::Spelling => format!("was read as \"{value}\"; send it in this form"),
        ValueWarning::Characters => "held control or invisible characters, which were taken out".to_owned(),
        ValueWarning::ThirdSex => "has a value that is no longer on the list; it is kept".to_owned(),
        ValueWarning::Country => "is not on the list of countries; it is kept. Send the two ISO letters".to_owned(),
    };
    // A date is shown in the form of the files, not of exports.
    let said = match value {
        Value::Date(date) => format!("was read as {date}; send it as {}", date.number()),
        Value::Month(month) => {
            let number = month.number();
            format!("was read as {month}; send it as {:02}{:04}", number % 100, number / 100)
        }
        _ => said,
    };
    Finding {
        place,
        element: Some(element),
        code: compact_str::format_compact!("{letter}-{:02}-{}", element.0, warning.code()),
        severity: Severity::Warn,
        value: shown(raw),
        message: format!("{} {said}.", title(dictionary().element(element), element)),
    }
}

/// `Birth Date (MDE 10)`, or the name alone for an extra.
fn title(info: Option<&ElementInfo>, element: Element) -> String {
    match info {
        Some(info) if element.0 <= 81 => format!("{} (MDE {})", info.name, element.0),
        Some(info) => info.name.to_owned(),
        None => format!("Element {}", element.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;

    fn read(kind: LineKind, fields: &[&str]) -> (Line, Vec<Finding>) {
        let (mut line, mut findings) = (Line::new(1), Vec::new());
        let place = LineRef { line: 7, letter: Some(letter_of(kind)), record_id: Some(1) };
        read_line(kind, fields, place, &mut line, &Settings::default(), &mut findings);
        (line, findings)
    }

    fn codes(findings: &[Finding]) -> Vec<(&str, Severity)> {
        findings.iter().map(|f| (f.code.as_str(), f.severity)).collect()
    }

    #[test]
    fn a_good_line_says_nothing() {
        let (line, findings) = read(LineKind::Demographics, &["Maria", "", "Prueba", "", "", "Female", "20140510"]);
        assert_eq!(findings, []);
        assert_eq!(line.text(Element::FIRST_NAME), Some("Maria"));
        assert_eq!(line.date(Element::BIRTH_DATE), Date::new(2014, 5, 10));
        assert_eq!(line.values().count(), 4);
    }

    #[test]
    fn an_optional_value_is_dropped_a_mandatory_one_rejects() {
        let (line, findings) = read(LineKind::Demographics, &["Maria", "", "Prueba", "", "", "F", "20140231", "who"]);
        assert_eq!(
            codes(&findings),
            [("D-09-SPELLING", Severity::Warn), ("D-10-DATE", Severity::Reject), ("D-11-FLAG", Severity::Drop)]
        );
        assert_eq!(findings[1].value, "20140231");
        assert_eq!(
            findings[1].message,
            "Birth Date (MDE 10) is not a day of the calendar; send it as YYYYMMDD, such as 20151130. \
             A student does not load without it."
        );
        assert_eq!(
            findings[0].message,
            "Sex (MDE 9) was read as \"Male\"; send it in this form.".replace("Male", "Female")
        );
        assert!(line.value(Element::MULTIPLE_BIRTH).is_none());
    }

    #[test]
    fn an_academic_year_comes_in_two_columns() {
        let (line, findings) = read(LineKind::Course, &["Algebra 1", "Math", "01", "2014", "2015", "01"]);
        assert_eq!(findings, []);
        assert_eq!(line.value(Element::ACADEMIC_YEAR).unwrap().to_string(), "2014-2015");
        assert_eq!(line.text(Element::COURSE_SECTION), Some("01"));
        let (_, findings) = read(LineKind::Course, &["Algebra 1", "", "", "2014", "2019"]);
        assert_eq!(codes(&findings), [("C-60-YEARS", Severity::Drop)]);
        let (line, findings) = read(LineKind::Course, &["Algebra 1", "", "", "2014"]);
        assert_eq!(codes(&findings), [("C-60-SPELLING", Severity::Warn)]);
        assert_eq!(line.value(Element::ACADEMIC_YEAR).unwrap().to_string(), "2014-2015");
        let (_, findings) = read(LineKind::Course, &["Algebra 1", "", "", "", "2015"]);
        assert_eq!(codes(&findings), [("C-60-YEARS", Severity::Drop)]);
    }

    #[test]
    fn columns_beyond_the_last_get_one_warning() {
        let (_, findings) = read(LineKind::Assessment, &["", "", "", "", "", "", "", "extra", "more"]);
        assert_eq!(codes(&findings), [("A-COLUMNS", Severity::Warn)]);
        let (_, findings) = read(LineKind::Assessment, &["", "", "", "", "", "", "", "", " "]);
        assert_eq!(findings, []);
    }

    #[test]
    fn a_long_value_is_cut_in_the_finding() {
        let long = "\u{e9}".repeat(5000);
        let (_, findings) = read(LineKind::Enrollment, &["", "", &long]);
        assert_eq!(findings[0].value.chars().count(), 200);
        assert_eq!(findings[0].code, "E-30-LENGTH");
    }

    /// The order of record E is not that of the numbers.
    #[test]
    fn enrollment_columns_fall_into_place() {
        let mut fields = vec![""; 35];
        (fields[0], fields[1], fields[10], fields[20]) = ("20140825", "01", "4800001", "Yes");
        let (line, findings) = read(LineKind::Enrollment, &fields);
        assert_eq!(findings, []);
        assert_eq!(line.text(Element::DISTRICT_ID), Some("4800001"));
        assert_eq!(line.flag(Element::IMMUNIZATION), Some(true));
        assert_eq!(line.date(Element::ENROLLMENT_DATE), Date::new(2014, 8, 25));
    }
}
