//! The answer as JSON: `{"file": {...}, "students": [...]}`, written student by student. Values stand as sent.

use std::io::Write;
use std::ops::ControlFlow;

use serde::Serialize;

use super::rules::Rules;
use super::{Outcome, SubmissionError, Submissions};
use crate::model::{
    Counts, Finding, MsixId, StateCode, StudentAnswer, Submission, SubmissionKind, Text, Timestamp, hex,
};

#[derive(Serialize)]
struct FileAnswer<'a> {
    submission: Option<u64>,
    dry_run: bool,
    name: &'a str,
    sha256: String,
    status: &'a str,
    state: Option<StateCode>,
    kind: Option<SubmissionKind>,
    source: Option<&'a Text>,
    made: Option<Timestamp>,
    window_begin: Option<Timestamp>,
    window_end: Option<Timestamp>,
    received: Timestamp,
    answered: Option<Timestamp>,
    counts: Counts,
    findings: Vec<FindingAnswer<'a>>,
}

#[derive(Serialize)]
struct StudentRow<'a> {
    student_record_id: &'a str,
    state_student_id: &'a str,
    outcome: &'a str,
    msix_id: Option<MsixId>,
    #[serde(rename = "match")]
    matched: Option<&'a str>,
    surviving_msix_id: Option<MsixId>,
    findings: Vec<FindingAnswer<'a>>,
}

#[derive(Serialize)]
struct FindingAnswer<'a> {
    line: Option<u64>,
    letter: Option<char>,
    record_id: Option<u32>,
    mde: Option<u8>,
    name: Option<String>,
    code: &'a str,
    severity: &'a str,
    value: &'a str,
    message: &'a str,
}

pub(super) fn write(submissions: &Submissions, outcome: &Outcome, out: &mut dyn Write) -> Result<(), SubmissionError> {
    let rules = submissions.rules.as_ref();
    out.write_all(b"{\"file\":")?;
    to_writer(out, &file(outcome, rules))?;
    out.write_all(b",\n\"students\":[")?;
    let mut first = true;
    submissions.visit_answers(outcome, &mut |answer| {
        out.write_all(if first { b"\n" } else { b",\n" })?;
        first = false;
        to_writer(out, &student(answer, rules))?;
        Ok(ControlFlow::Continue(()))
    })?;
    out.write_all(b"\n]}\n")?;
    Ok(())
}

fn file<'a>(outcome: &'a Outcome, rules: &dyn Rules) -> FileAnswer<'a> {
    let submission: &Submission = outcome.submission();
    let header = submission.header.as_ref();
    let dry_run = matches!(outcome, Outcome::Preview(_));
    FileAnswer {
        submission: (!dry_run).then_some(submission.id.0),
        dry_run,
        name: &submission.name,
        sha256: hex(&submission.sha256),
        status: submission.status.word(),
        state: header.map(|header| header.state),
        kind: header.map(|header| header.kind),
        source: header.map(|header| &header.source),
        made: header.map(|header| header.made),
        window_begin: header.and_then(|header| header.window_begin),
        window_end: header.and_then(|header| header.window_end),
        received: submission.received,
        answered: submission.answered,
        counts: submission.counts,
        findings: findings(&submission.findings, rules),
    }
}

fn student<'a>(answer: &'a StudentAnswer, rules: &dyn Rules) -> StudentRow<'a> {
    StudentRow {
        student_record_id: &answer.record_id,
        state_student_id: &answer.state_student_id,
        outcome: answer.outcome.word(),
        msix_id: answer.msix_id,
        matched: answer.matched.map(crate::model::MatchOutcome::word),
        surviving_msix_id: answer.surviving_msix_id,
        findings: findings(&answer.findings, rules),
    }
}

fn findings<'a>(findings: &'a [Finding], rules: &dyn Rules) -> Vec<FindingAnswer<'a>> {
    let each = |finding: &'a Finding| FindingAnswer {
        line: (finding.place.line > 0).then_some(finding.place.line),
        letter: finding.place.letter,
        record_id: finding.place.record_id,
        mde: finding.element.map(|element| element.0).filter(|number| *number < 100),
        name: finding.element.map(|element| rules.name(element)),
        code: &finding.code,
        severity: finding.severity.word(),
        value: &finding.value,
        message: &finding.message,
    };
    findings.iter().map(each).collect()
}

fn to_writer(out: &mut dyn Write, value: &impl Serialize) -> Result<(), SubmissionError> {
    serde_json::to_writer(out, value).map_err(|error| std::io::Error::from(error).into())
}
