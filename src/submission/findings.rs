//! Findings about the form of a file. Codes begin with `F` for the file, `S` for a student, `L` for a line; findings
//! about elements are the dictionary's.

use crate::model::{Element, Finding, LineRef, Severity};

/// Most characters of a value that an answer repeats.
const VALUE: usize = 200;

/// A finding about the file as a whole.
pub(super) fn file(code: &str, severity: Severity, message: impl Into<String>) -> Finding {
    at(LineRef::default(), code, severity, "", message)
}

/// A finding about a line.
pub(super) fn at(place: LineRef, code: &str, severity: Severity, value: &str, message: impl Into<String>) -> Finding {
    let value = value.chars().take(VALUE).collect();
    Finding { place, element: None, code: code.into(), severity, value, message: message.into() }
}

/// A finding about an element of record S or K, which the dictionary does not read.
pub(super) fn about(
    element: Element,
    place: LineRef,
    code: &str,
    severity: Severity,
    value: &str,
    message: impl Into<String>,
) -> Finding {
    Finding { element: Some(element), ..at(place, code, severity, value, message) }
}

/// A line of a file with its letter.
pub(super) fn place(line: u64, letter: char) -> LineRef {
    LineRef { line, letter: Some(letter), record_id: None }
}
