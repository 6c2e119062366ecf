//! The first reading of a file, to its end, before anything is applied: everything that refuses the file as a whole
//! is found here.

use std::io::{self, Read};

use super::Limits;
use super::findings;
use super::header::read_header;
use super::lines::{Lines, Record, split};
use super::trouble::Trouble;
use super::unpack::Unpacked;
use crate::model::{FileStatus, Finding, Severity, StateCode, Submission, SubmissionHeader};

/// Most findings about the file as a whole; the rest is counted.
const MOST_FINDINGS: u64 = 100;

/// What the first reading found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The header, when it could be read.
    pub(super) header: Option<SubmissionHeader>,
    /// About the file as a whole.
    pub(super) findings: Vec<Finding>,
}

impl Scan {
    /// Whether anything found refuses the file.
    pub(super) fn refused(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Reject)
    }
}

/// Record letters in the order in which they are counted.
const KINDS: [char; 6] = ['K', 'D', 'Q', 'E', 'C', 'A'];

/// Reads `file` to its end. Fails only when the file as kept cannot be read.
pub(super) fn scan(file: impl Read, limits: &Limits, sender: Option<StateCode>) -> io::Result<Scan> {
    let mut scanner =
        Scanner { limits, sender, scan: Scan::default(), students: 0, records: 0, kinds: [0; 6], strays: 0 };
    match scanner.read(file) {
        Ok(()) => {}
        Err(Trouble::Disk(error)) => return Err(error),
        Err(trouble) => scanner.scan.findings.push(of_trouble(&trouble)),
    }
    Ok(scanner.scan)
}

/// A reader of the records of a file as kept.
pub(super) fn open<R: Read>(file: R, limits: &Limits) -> Result<Lines<R>, Trouble> {
    Ok(Lines::new(Unpacked::new(file, limits.unpacked_bytes)?, limits.line_bytes))
}

/// The letter of a record; `None` when it does not begin with one letter alone.
pub(super) fn letter(text: &str, delimiter: u8) -> Option<char> {
    let (letter, rest) = match text.as_bytes() {
        [b'"', letter, b'"', rest @ ..] | [letter, rest @ ..] => (letter, rest),
        [] => return None,
    };
    let alone = rest.first().is_none_or(|next| *next == delimiter);
    (alone && letter.is_ascii_alphabetic()).then(|| char::from(letter.to_ascii_uppercase()))
}

struct Scanner<'a> {
    limits: &'a Limits,
    sender: Option<StateCode>,
    scan: Scan,
    students: u64,
    records: u64,
    kinds: [usize; 6],
    strays: u64,
}

impl Scanner<'_> {
    fn read(&mut self, file: impl Read) -> Result<(), Trouble> {
        let mut lines = open(file, self.limits)?;
        let Some(first) = lines.next()?.map(|first| (first.line, first.text.to_owned())) else {
            self.refuse(0, None, "F-EMPTY", "", "The file is empty. A file begins with record H, the header.");
            return Ok(());
        };
        let Some(delimiter) = lines.delimiter() else {
            let message = "The first line is not a header. It begins with H, then a comma, | or TAB.";
            self.refuse(first.0, None, "F-HEADER", &first.1, message);
            return Ok(());
        };
        if !self.header(Record { line: first.0, text: &first.1 }, delimiter) {
            return Ok(());
        }
        while let Some(record) = lines.next()? {
            if !self.record(record, delimiter) {
                return Ok(());
            }
        }
        self.totals();
        Ok(())
    }

    /// Whether to go on.
    fn header(&mut self, record: Record<'_>, delimiter: u8) -> bool {
        if letter(record.text, delimiter) != Some('H') || record.text.contains('\0') {
            let message = "The first line is not a header. A file begins with record H.";
            self.refuse(record.line, None, "F-HEADER", record.text, message);
            return false;
        }
        match read_header(&split(record.text, delimiter, &mut String::new()), record.line) {
            Ok(header) => {
                let state = header.state;
                self.scan.header = Some(header);
                if let Some(sender) = self.sender.filter(|sender| *sender != state) {
                    let message =
                        format!("This is a file of {state}, but {sender} sends it. Nobody sends for another state.");
                    self.refuse(record.line, Some('H'), "F-SENDER", state.as_str(), message);
                    return false;
                }
                true
            }
            Err(findings) => {
                self.scan.findings.extend(findings);
                false
            }
        }
    }

    /// Counts a record; false when a limit is passed.
    fn record(&mut self, record: Record<'_>, delimiter: u8) -> bool {
        let letter = letter(record.text, delimiter);
        if letter == Some('H') {
            self.stray(
                record,
                letter,
                "F-SECOND-HEADER",
                "A second header. It was left out: a file has one header, its first line.",
            );
            return true;
        }
        self.records += 1;
        if letter == Some('S') {
            self.students += 1;
            self.kinds = [0; 6];
            if self.students > self.limits.students {
                let most = self.limits.students;
                let message = format!("The file has more than {most} students. Split it into several files.");
                self.refuse(record.line, letter, "F-STUDENTS", "", message);
                return false;
            }
            return true;
        }
        if self.students == 0 {
            self.stray(
                record,
                letter,
                "F-NO-STUDENT",
                "This line stands before the first student (record S). It was left out.",
            );
            return true;
        }
        let kind = KINDS.iter().zip(&mut self.kinds).find(|(kind, _)| Some(**kind) == letter);
        if let Some((kind, count)) = kind {
            *count += 1;
            if *count > self.limits.lines_per_kind {
                let most = self.limits.lines_per_kind;
                let message = format!("A child has more than {most} records {kind}. Check whether lines were doubled.");
                self.refuse(record.line, letter, "F-LINES", "", message);
                return false;
            }
        }
        true
    }

    fn totals(&mut self) {
        let Some(header) = &self.scan.header else { return };
        let totals = [
            (header.total_students, self.students, "students (records S)"),
            (header.total_records, self.records, "records (all lines but the header)"),
        ];
        for (said, counted, what) in totals {
            if said != counted {
                let message = format!(
                    "The header says {said} {what}, the file has {counted}. Part of it may be missing: export it anew."
                );
                self.refuse(1, Some('H'), "F-TOTALS", &said.to_string(), message);
            }
        }
        if self.strays > MOST_FINDINGS {
            let message = format!("{} more lines were left out for the same reasons.", self.strays - MOST_FINDINGS);
            self.scan.findings.push(findings::file("F-MORE", Severity::Drop, message));
        }
    }

    fn stray(&mut self, record: Record<'_>, letter: Option<char>, code: &str, message: &str) {
        self.strays += 1;
        if self.strays <= MOST_FINDINGS {
            let place = crate::model::LineRef { line: record.line, letter, record_id: None };
            self.scan.findings.push(findings::at(place, code, Severity::Drop, record.text, message));
        }
    }

    fn refuse(&mut self, line: u64, letter: Option<char>, code: &str, value: &str, message: impl Into<String>) {
        let place = crate::model::LineRef { line, letter, record_id: None };
        self.scan.findings.push(findings::at(place, code, Severity::Reject, value, message));
    }
}

/// Whether a file was refused because of a setting: a higher limit may let it through.
pub(super) fn refused_by_limit(submission: &Submission) -> bool {
    const BY_LIMIT: [&str; 4] = ["F-STUDENTS", "F-LINES", "F-SIZE", "F-LINE"];
    let of_limit = |finding: &Finding| BY_LIMIT.contains(&finding.code.as_str());
    submission.status == FileStatus::Refused && submission.findings.iter().any(of_limit)
}

/// About a file that is too long as sent.
pub(super) fn too_large() -> Finding {
    of_trouble(&Trouble::TooLarge)
}

fn of_trouble(trouble: &Trouble) -> Finding {
    let (code, line) = match trouble {
        Trouble::Disk(_) | Trouble::Damaged(_) => ("F-COMPRESSION", 0),
        Trouble::TooLarge => ("F-SIZE", 0),
        Trouble::LongLine { line, .. } => ("F-LINE", *line),
        Trouble::OpenQuote { line } => ("F-QUOTE", *line),
        Trouble::NotUtf8 { line } => ("F-UTF8", *line),
    };
    let mut message = format!("{trouble}.");
    if let Some(first) = message.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let place = crate::model::LineRef { line, letter: None, record_id: None };
    findings::at(place, code, Severity::Reject, "", message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn codes(file: &[u8]) -> Vec<String> {
        let limits = Limits { students: 3, lines_per_kind: 5, unpacked_bytes: 1 << 16, line_bytes: 200 };
        let scan = scan(file, &limits, Some("TX".parse().unwrap())).unwrap();
        scan.findings.iter().map(|f| f.code.to_string()).collect()
    }

    fn file(students: u32, records: u32, body: &str) -> Vec<u8> {
        format!("H|1|TX|20241114203000|{students}|{records}|||full|NGS\n{body}").into_bytes()
    }

    const STUDENT: &str = "S|1||TX|900|01|I\n";

    #[test]
    fn a_good_file_and_one_with_a_header_alone() {
        assert!(codes(&file(1, 2, &format!("{STUDENT}D|1|Ana\n"))).is_empty());
        assert!(codes(&file(0, 0, "")).is_empty());
    }

    #[test]
    fn what_refuses_a_file() {
        let enrollments = format!("{STUDENT}{}", "E|1|20240816\n".repeat(6));
        let long = format!("{STUDENT}D|1|{}\n", "x".repeat(300));
        let cases: Vec<(&str, Vec<u8>)> = vec![
            ("F-EMPTY", b"".to_vec()),
            ("F-EMPTY", b"\xef\xbb\xbf\r\n \n".to_vec()),
            ("F-HEADER", STUDENT.into()),
            ("F-HEADER", b"PK\x03\x04 a workbook".to_vec()),
            ("F-HEADER", b"H|1|TX|\0".to_vec()),
            ("F-VERSION", b"H|9|TX\n".to_vec()),
            ("F-SENDER", b"H|1|FL|20241114203000|0|0|||full\n".to_vec()),
            ("F-TOTALS", file(2, 1, STUDENT)),
            ("F-TOTALS", file(1, 9, STUDENT)),
            ("F-STUDENTS", file(4, 4, &STUDENT.repeat(4))),
            ("F-LINES", file(1, 7, &enrollments)),
            ("F-LINE", file(1, 2, &long)),
            ("F-QUOTE", file(1, 2, &format!("{STUDENT}D|1|\"Ana\n"))),
            ("F-SIZE", file(1, 2, &"\n".repeat(1 << 16))),
            ("F-UTF8", [file(1, 2, STUDENT), b"D|1|Jos\xe9\n".to_vec()].concat()),
            ("F-COMPRESSION", b"\x1f\x8b\x08\x00\x00".to_vec()),
            ("F-COMPRESSION", b"\x28\xb5\x2f\xfd\x00".to_vec()),
        ];
        for (code, file) in cases {
            assert_eq!(codes(&file), [code], "{}", String::from_utf8_lossy(&file));
        }
    }

    #[test]
    fn lines_without_a_place_are_left_out_and_counted() {
        let header = "H|1|TX|20241114203000|1|1|||full\n";
        assert_eq!(codes(&file(1, 2, &format!("D|1|Ana\n{STUDENT}{header}"))), ["F-NO-STUDENT", "F-SECOND-HEADER"]);
        let many = format!("{}{STUDENT}", "?\n".repeat(300));
        let found = codes(&file(1, 301, &many));
        assert_eq!((found.len(), found.last().map(String::as_str)), (101, Some("F-MORE")));
    }

    proptest! {
        #[test]
        fn garbage_is_refused_without_panic(bytes in proptest::collection::vec(any::<u8>(), 1..500)) {
            prop_assume!(bytes[0] != b'H');
            prop_assert!(!codes(&bytes).is_empty());
            let _ = codes(&[file(1, 2, STUDENT), bytes].concat());
        }
    }
}
