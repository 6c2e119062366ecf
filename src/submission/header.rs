//! Record H: version, submitting state, timestamp, two control totals, change window, kind, source system.

use crate::model::{Finding, LineRef, Severity, StateCode, SubmissionHeader, SubmissionKind, Timestamp};

use super::findings;

/// The only version of the format so far.
const VERSION: &str = "1";

/// Reads the values of record H, its letter first. All that is wrong with it is said at once.
pub(super) fn read_header(values: &[&str], line: u64) -> Result<SubmissionHeader, Vec<Finding>> {
    let mut reader = HeaderReader { values, place: findings::place(line, 'H'), findings: Vec::new() };
    let version = reader.value(1);
    if version != VERSION {
        let message = "The header names another version of the format. This exchange reads version 1.";
        return Err(vec![findings::at(reader.place, "F-VERSION", Severity::Reject, version, message)]);
    }
    let state = reader.state();
    let made = reader.time(3, "submission timestamp");
    let total_students = reader.total(4, "total students");
    let total_records = reader.total(5, "total records");
    let window_begin = reader.optional_time(6, "window begin");
    let window_end = reader.optional_time(7, "window end");
    let kind = reader.kind();
    if let (Some(begin), Some(end)) = (window_begin, window_end)
        && begin > end
    {
        reader.wrong("F-WINDOW", reader.value(7), "The change window ends before it begins. Swap the two times.");
    }
    match (state, made, total_students, total_records, kind) {
        (Some(state), Some(made), Some(total_students), Some(total_records), Some(kind))
            if reader.findings.is_empty() =>
        {
            let source = reader.value(9).chars().filter(|c| !c.is_control()).take(100).collect();
            Ok(SubmissionHeader { state, made, total_students, total_records, window_begin, window_end, kind, source })
        }
        _ => Err(reader.findings),
    }
}

struct HeaderReader<'a> {
    values: &'a [&'a str],
    place: LineRef,
    findings: Vec<Finding>,
}

impl<'a> HeaderReader<'a> {
    fn value(&self, column: usize) -> &'a str {
        self.values.get(column).map_or("", |value| value.trim())
    }

    fn wrong(&mut self, code: &str, value: &str, message: impl Into<String>) {
        self.findings.push(findings::at(self.place, code, Severity::Reject, value, message));
    }

    fn state(&mut self) -> Option<StateCode> {
        let value = self.value(2);
        let state = value.parse().ok();
        if state.is_none() {
            self.wrong("F-STATE", value, "The submitting state is not a postal code such as TX.");
        }
        state
    }

    fn time(&mut self, column: usize, what: &str) -> Option<Timestamp> {
        let value = self.value(column);
        let time = value.parse().ok();
        if time.is_none() {
            let message = format!("The {what} is not a time. Write it as 2024-11-14T20:30:00Z or 20241114203000.");
            self.wrong("F-TIME", value, message);
        }
        time
    }

    fn optional_time(&mut self, column: usize, what: &str) -> Option<Timestamp> {
        if self.value(column).is_empty() { None } else { self.time(column, what) }
    }

    fn total(&mut self, column: usize, what: &str) -> Option<u64> {
        let value = self.value(column);
        let total = value.parse().ok().filter(|_| value.bytes().all(|b| b.is_ascii_digit()));
        if total.is_none() {
            self.wrong("F-TOTAL", value, format!("The control total \"{what}\" is not a number."));
        }
        total
    }

    fn kind(&mut self) -> Option<SubmissionKind> {
        let value = self.value(8);
        if value.eq_ignore_ascii_case("full") {
            return Some(SubmissionKind::Full);
        }
        if value.eq_ignore_ascii_case("delta") {
            return Some(SubmissionKind::Delta);
        }
        self.wrong("F-KIND", value, "The kind of the file is neither \"full\" nor \"delta\".");
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<SubmissionHeader, Vec<String>> {
        let values: Vec<_> = line.split('|').collect();
        read_header(&values, 1).map_err(|all| all.into_iter().map(|f| f.code.to_string()).collect())
    }

    #[test]
    fn both_forms_of_time_and_no_window() {
        let header = read("H|1|TX|20241114203000|2|25|2024-11-13T00:00:00Z|20241114000000|delta|NGS").unwrap();
        assert_eq!(header.state.as_str(), "TX");
        assert_eq!(header.window_end.unwrap().to_string(), "2024-11-14T00:00:00Z");
        assert_eq!((header.kind, header.source.as_str()), (SubmissionKind::Delta, "NGS"));
        let header = read("H|1|tx|2024-11-14T20:30:00Z|0|0|||Full").unwrap();
        assert_eq!((header.window_begin, header.kind), (None, SubmissionKind::Full));
    }

    /// A header may hold a line's worth of anything: what is repeated of it is the value, and that is cut.
    #[test]
    fn a_message_never_repeats_what_was_sent() {
        let sent = format!("\u{1b}[31m{}", "9".repeat(60_000));
        let found = read_header(&["H", &sent], 1).unwrap_err();
        assert!(found[0].message.len() < 200 && !found[0].message.contains('\u{1b}'), "{}", found[0].message);
        assert_eq!(found[0].value.chars().count(), 200);
        let values: Vec<_> = "H|1|TX|20241114203000|0|0|||full|N\u{7}GS\u{1b}".split('|').collect();
        assert_eq!(read_header(&values, 1).unwrap().source, "NGS");
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        assert_eq!(read("H|2|ZZ").unwrap_err(), ["F-VERSION"]);
        assert_eq!(
            read("H|1|ZZ|yesterday|-1|+4|x||weekly").unwrap_err(),
            ["F-STATE", "F-TIME", "F-TOTAL", "F-TOTAL", "F-TIME", "F-KIND"]
        );
        assert_eq!(read("H|1|TX|20241114203000|0|0|20241114000000|20241113000000|full").unwrap_err(), ["F-WINDOW"]);
    }
}
