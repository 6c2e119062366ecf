//! The answer as CSV, one table for spreadsheets. The first column says what a row is:
//!
//! - `file`: a fact about the file; `name` says which, `value` is the fact;
//! - `student`: a student and its fate, columns `student_record_id` to `surviving_msix_id`;
//! - `finding`: columns `line` to `message`, and whose they are in `student_record_id` and `state_student_id`; after the
//!   row of its student, or without a student after the facts when it is about the file.
//!
//! Text as sent that a spreadsheet would take for a formula gets an apostrophe in front.

use std::borrow::Cow;
use std::io::Write;
use std::ops::ControlFlow;

use super::rules::Rules;
use super::{Outcome, SubmissionError, Submissions};
use crate::model::{Finding, StudentAnswer, Submission, hex};

const COLUMNS: [&str; 16] = [
    "row",
    "student_record_id",
    "state_student_id",
    "outcome",
    "msix_id",
    "match",
    "surviving_msix_id",
    "line",
    "letter",
    "record_id",
    "mde",
    "name",
    "code",
    "severity",
    "value",
    "message",
];

pub(super) fn write(submissions: &Submissions, outcome: &Outcome, out: &mut dyn Write) -> Result<(), SubmissionError> {
    let rules = submissions.rules.as_ref();
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    put(&mut table, COLUMNS)?;
    let submission = outcome.submission();
    for (name, value) in facts(submission, matches!(outcome, Outcome::Preview(_))) {
        put(&mut table, ["file", "", "", "", "", "", "", "", "", "", "", name, "", "", &value, ""])?;
    }
    for finding in &submission.findings {
        put_finding(&mut table, ["", ""], finding, rules)?;
    }
    submissions.visit_answers(outcome, &mut |answer| {
        let whose = [&*neutral(&answer.record_id), &*neutral(&answer.state_student_id)];
        put_student(&mut table, whose, answer)?;
        for finding in &answer.findings {
            put_finding(&mut table, whose, finding, rules)?;
        }
        Ok(ControlFlow::Continue(()))
    })?;
    table.flush()?;
    Ok(())
}

fn facts(submission: &Submission, dry_run: bool) -> Vec<(&'static str, String)> {
    let header = submission.header.as_ref();
    let counts = submission.counts;
    let text = |value: Option<String>| value.unwrap_or_default();
    let mut facts = vec![
        ("name", neutral(&submission.name).into_owned()),
        ("sha256", hex(&submission.sha256)),
        ("status", submission.status.word().to_owned()),
        ("dry_run", if dry_run { "Yes" } else { "No" }.to_owned()),
        ("state", text(header.map(|header| header.state.to_string()))),
        ("kind", text(header.map(|header| header.kind.word().to_owned()))),
        ("source", text(header.map(|header| neutral(&header.source).into_owned()))),
        ("made", text(header.map(|header| header.made.to_string()))),
        ("window_begin", text(header.and_then(|header| header.window_begin).map(|time| time.to_string()))),
        ("window_end", text(header.and_then(|header| header.window_end).map(|time| time.to_string()))),
        ("received", submission.received.to_string()),
        ("answered", text(submission.answered.map(|time| time.to_string()))),
    ];
    if !dry_run {
        facts.insert(0, ("submission", submission.id.to_string()));
    }
    let counted = [
        ("read", counts.read),
        ("created", counts.created),
        ("updated", counts.updated),
        ("unchanged", counts.unchanged),
        ("deleted", counts.deleted),
        ("rejected", counts.rejected),
    ];
    facts.extend(counted.map(|(name, count)| (name, count.to_string())));
    facts
}

/// The identifiers of a student as sent: student record id and state student ID.
type Whose<'a> = [&'a str; 2];

fn put_student<W: Write>(
    table: &mut csv::Writer<W>,
    [record_id, state_student_id]: Whose<'_>,
    answer: &StudentAnswer,
) -> Result<(), SubmissionError> {
    let id = |id: Option<crate::model::MsixId>| id.map(|id| id.to_string()).unwrap_or_default();
    let row = [
        "student",
        record_id,
        state_student_id,
        answer.outcome.word(),
        &id(answer.msix_id),
        answer.matched.map_or("", crate::model::MatchOutcome::word),
        &id(answer.surviving_msix_id),
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
    ];
    put(table, row)
}

fn put_finding<W: Write>(
    table: &mut csv::Writer<W>,
    [record_id, state_student_id]: Whose<'_>,
    finding: &Finding,
    rules: &dyn Rules,
) -> Result<(), SubmissionError> {
    let place = finding.place;
    let line = if place.line == 0 { String::new() } else { place.line.to_string() };
    let row = [
        "finding",
        record_id,
        state_student_id,
        "",
        "",
        "",
        "",
        &line,
        &place.letter.map(String::from).unwrap_or_default(),
        &place.record_id.map(|id| id.to_string()).unwrap_or_default(),
        &finding.element.filter(|element| element.0 < 100).map(|element| element.0.to_string()).unwrap_or_default(),
        &finding.element.map(|element| rules.name(element)).unwrap_or_default(),
        &finding.code,
        finding.severity.word(),
        &neutral(&finding.value),
        &neutral(&finding.message),
    ];
    put(table, row)
}

fn put<W: Write>(table: &mut csv::Writer<W>, row: [&str; COLUMNS.len()]) -> Result<(), SubmissionError> {
    table.write_record(row).map_err(|error| std::io::Error::from(error).into())
}

/// Text that no spreadsheet takes for a formula.
fn neutral(text: &str) -> Cow<'_, str> {
    match text.as_bytes().first() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r') => Cow::Owned(format!("'{text}")),
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_neutral_and_other_text_is_as_sent() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1"] {
            assert_eq!(neutral(formula), format!("'{formula}"));
        }
        for text in ["", "Ana", "a=b", "'x"] {
            assert_eq!(neutral(text), text);
        }
    }
}
