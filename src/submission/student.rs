//! Records to students: what one child's records say, validated, ready to be applied.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::findings;
use super::lines::{Record, split};
use super::rules::{Places, Rules};
use super::scan::letter;
use crate::mde::Reference;
use crate::model::{
    Action, AlternateId, Contribution, ContributionKey, Date, Element, Finding, Line, LineKind, LineRef, Severity,
    StateCode, StateStudentId, StudentAnswer, StudentOutcome, SubmissionId, Text, Timestamp,
};
use crate::records::{Incoming, Sent};
use crate::store;

/// Most findings about one student; the rest is counted. A child may have thousands of lines.
const MOST_FINDINGS: usize = 500;

/// A student of the file, ready to be applied.
#[derive(Debug)]
pub(super) struct Prepared {
    /// The answer as far as it is known: rejected, until it is applied.
    pub(super) answer: StudentAnswer,
    /// What to apply; `None` when the student is rejected.
    pub(super) incoming: Option<Incoming>,
    /// Where record S stands.
    pub(super) place: LineRef,
    /// The line on which the same student was sent before in this file.
    pub(super) sent_before: Option<u64>,
    /// SHA-256 over the contribution in the store's form.
    pub(super) digest: [u8; 32],
}

/// What is the same for all students of a file.
pub(super) struct Context<'a> {
    pub(super) state: StateCode,
    pub(super) submission: SubmissionId,
    pub(super) effective: Timestamp,
    pub(super) today: Date,
    pub(super) delimiter: u8,
    pub(super) rules: &'a dyn Rules,
    pub(super) reference: &'a (dyn Reference + Sync),
}

/// Collects records until a student is whole.
pub(super) struct Students<'a> {
    context: Context<'a>,
    draft: Option<Draft>,
    scratch: String,
    seen: HashMap<StateStudentId, u64>,
    /// Students still to be passed over: they were applied before the run was cut off.
    skip: u32,
}

struct Draft {
    record_id: Text,
    id_sent: Text,
    action: Option<Action>,
    contribution: Option<Contribution>,
    sent_before: Option<u64>,
    places: Places,
    findings: Vec<Finding>,
}

impl<'a> Students<'a> {
    /// Passes over the first `skip` students.
    pub(super) fn new(context: Context<'a>, skip: u32) -> Self {
        Self { context, draft: None, scratch: String::new(), seen: HashMap::new(), skip }
    }

    /// Takes a record after the header. Gives the student before it, when this one begins the next.
    pub(super) fn take(&mut self, record: Record<'_>) -> Option<Prepared> {
        let letter = letter(record.text, self.context.delimiter);
        if letter == Some('S') {
            let before = self.finish();
            self.begin(record);
            return before;
        }
        // A stray header is a finding about the file; lines before the first student likewise.
        if letter != Some('H')
            && let Some(mut draft) = self.draft.take()
        {
            self.line(record, letter, &mut draft);
            self.draft = Some(draft);
        }
        None
    }

    /// The student whose records were taken last.
    pub(super) fn finish(&mut self) -> Option<Prepared> {
        let mut draft = self.draft.take()?;
        if let (Some(Action::Insert | Action::Update), Some(contribution)) = (draft.action, &mut draft.contribution) {
            let (today, reference) = (self.context.today, self.context.reference);
            self.context.rules.check(contribution, &draft.places, today, reference, &mut draft.findings);
        }
        Some(self.prepared(draft))
    }

    fn begin(&mut self, record: Record<'_>) {
        let mut scratch = std::mem::take(&mut self.scratch);
        let values = split(record.text, self.context.delimiter, &mut scratch);
        let value = |column: usize| values.get(column).map_or("", |value| value.trim());
        let place = findings::place(record.line, 'S');
        let mut found = Vec::new();
        let key = read_key(&self.context, value(3), value(4), place, &mut found);
        let sent_before = key.as_ref().and_then(|key| self.seen.insert(key.id.clone(), record.line));
        if self.skip > 0 {
            self.skip -= 1;
        } else {
            let action = read_action(value(6), place, &mut found);
            let contribution = key.map(|key| Contribution {
                key,
                id_type: id_type(value(5), &["01", "02"], Element::STATE_STUDENT_ID_TYPE, place, &mut found),
                msix_id_sent: read_msix_id(value(2), place, &mut found),
                alternates: Vec::new(),
                demographics: Vec::new(),
                moves: Vec::new(),
                enrollments: Vec::new(),
                courses: Vec::new(),
                assessments: Vec::new(),
            });
            if record.text.contains('\0') {
                found.push(nul(place));
            }
            let places = Places { student: place, ..Places::default() };
            let (record_id, id_sent) = (cut(value(1)), cut(value(4)));
            let findings = found;
            self.draft = Some(Draft { record_id, id_sent, action, contribution, sent_before, places, findings });
        }
        drop(values);
        self.scratch = scratch;
    }

    fn line(&mut self, record: Record<'_>, letter: Option<char>, draft: &mut Draft) {
        if draft.action == Some(Action::Delete) {
            return;
        }
        let values = split(record.text, self.context.delimiter, &mut self.scratch);
        let record_id = values.get(1).and_then(|id| id.trim().parse::<u16>().ok()).filter(|id| (1..=999).contains(id));
        let place = LineRef { line: record.line, letter, record_id: record_id.map(u32::from) };
        if record.text.contains('\0') {
            draft.findings.push(nul(place));
            return;
        }
        let rest = values.get(2..).unwrap_or_default();
        let kind = match letter {
            Some('K') => return alternate(rest, place, draft),
            Some('D') => LineKind::Demographics,
            Some('Q') => LineKind::Move,
            Some('E') => LineKind::Enrollment,
            Some('C') => LineKind::Course,
            Some('A') => LineKind::Assessment,
            _ => {
                let message = "This line does not begin with a record letter (H S K D Q E C A). It was left out.";
                draft.findings.push(findings::at(place, "L-LETTER", Severity::Drop, record.text, message));
                return;
            }
        };
        let mut stray = Vec::new();
        let lines = draft.contribution.as_mut().map_or(&mut stray, |contribution| contribution.lines_mut(kind));
        let position = u16::try_from(lines.len() + 1).unwrap_or(u16::MAX);
        if record_id.is_none() {
            let sent = values.get(1).copied().unwrap_or_default();
            let message =
                "The record id is not a number from 1 to 999. The line's position among its kind stands for it.";
            draft.findings.push(findings::at(place, "L-RECORD-ID", Severity::Warn, sent, message));
        }
        let present = rest.iter().filter(|value| !value.is_empty()).count();
        let mut line = Line::with_room(record_id.unwrap_or(position), present);
        self.context.rules.read_line(kind, rest, place, &mut line, &mut draft.findings);
        lines.push(line);
        draft.places.lines_mut(kind).push(place);
    }

    fn prepared(&self, mut draft: Draft) -> Prepared {
        let rejected = draft.findings.iter().any(|finding| finding.severity == Severity::Reject);
        limit(&mut draft.findings, draft.places.student);
        let incoming = match (draft.action, draft.contribution) {
            (Some(action), Some(contribution)) if !rejected => Some(Incoming {
                action,
                key: contribution.key.clone(),
                msix_id_sent: contribution.msix_id_sent,
                sent: (action != Action::Delete).then(|| Sent::new(contribution)),
                submission: self.context.submission,
                effective: self.context.effective,
            }),
            _ => None,
        };
        let digest = match incoming.as_ref().and_then(|incoming| incoming.sent.as_ref()) {
            Some(sent) => Sha256::digest(sent.packed()),
            None => Sha256::digest(store::encode(&None::<Contribution>)),
        };
        let answer = StudentAnswer {
            record_id: draft.record_id,
            state_student_id: draft.id_sent,
            outcome: StudentOutcome::Rejected,
            msix_id: None,
            matched: None,
            surviving_msix_id: None,
            findings: draft.findings,
        };
        Prepared {
            answer,
            incoming,
            place: draft.places.student,
            sent_before: draft.sent_before,
            digest: digest.into(),
        }
    }
}

/// The key: reporting state and MDE 2. An empty reporting state is the submitting one.
fn read_key(
    context: &Context<'_>,
    state: &str,
    id: &str,
    place: LineRef,
    found: &mut Vec<Finding>,
) -> Option<ContributionKey> {
    let ours = state.is_empty() || state.parse() == Ok(context.state);
    if !ours {
        let message = format!(
            "The reporting state is not {}, whose file this is. Nobody reports for another state.",
            context.state
        );
        found.push(findings::at(place, "S-STATE", Severity::Reject, state, message));
    }
    let parsed = id.parse::<StateStudentId>();
    if let Err(error) = &parsed {
        let message = if id.is_empty() {
            "The State Student Identifier is missing. Send the one identifier that finds the child in your state."
                .to_owned()
        } else {
            format!("This is no State Student Identifier: {error}.")
        };
        found.push(findings::about(Element::STATE_STUDENT_ID, place, "S-2-ID", Severity::Reject, id, message));
    }
    Some(ContributionKey { state: context.state, id: parsed.ok().filter(|_| ours)? })
}

fn read_action(text: &str, place: LineRef, found: &mut Vec<Finding>) -> Option<Action> {
    match text {
        "I" | "i" => Some(Action::Insert),
        "U" | "u" => Some(Action::Update),
        "D" | "d" => Some(Action::Delete),
        _ => {
            let message = "The action is none of I (insert), U (update), D (delete).";
            found.push(findings::at(place, "S-ACTION", Severity::Reject, text, message));
            None
        }
    }
}

fn read_msix_id(text: &str, place: LineRef, found: &mut Vec<Finding>) -> Option<crate::model::MsixId> {
    if text.is_empty() {
        return None;
    }
    text.parse()
        .inspect_err(|error| {
            let message = format!("This is no MSIX ID: {error}. It was left out; leave it empty when it is not known.");
            found.push(findings::about(Element::MSIX_ID, place, "S-1-MSIX", Severity::Drop, text, message));
        })
        .ok()
}

fn id_type(text: &str, known: &[&str], element: Element, place: LineRef, found: &mut Vec<Finding>) -> Option<Text> {
    if text.is_empty() || known.contains(&text) {
        return (!text.is_empty()).then(|| text.into());
    }
    let message = format!("The type of the identifier is none of {}. It was left out.", known.join(", "));
    found.push(findings::about(element, place, "S-3-TYPE", Severity::Drop, text, message));
    None
}

/// Record K: alternate state student ID and its type (01, 02, 03).
fn alternate(values: &[&str], place: LineRef, draft: &mut Draft) {
    let value = |column: usize| values.get(column).map_or("", |value| value.trim());
    let id = value(0);
    if let Err(error) = id.parse::<StateStudentId>() {
        let message = format!("This is no alternate identifier: {error}. The line was left out.");
        draft.findings.push(findings::about(Element::ALTERNATE_ID, place, "L-ALTERNATE", Severity::Drop, id, message));
        return;
    }
    let id_type = id_type(value(1), &["01", "02", "03"], Element::ALTERNATE_ID_TYPE, place, &mut draft.findings);
    if let Some(contribution) = &mut draft.contribution {
        contribution.alternates.push(AlternateId { id: id.into(), id_type });
    }
}

fn nul(place: LineRef) -> Finding {
    let message =
        "This line holds a NUL, a character that is no text. Something damaged the export: send the student anew.";
    findings::at(place, "L-NUL", Severity::Reject, "", message)
}

/// Keeps the gravest findings in the order of the file, and says how many more there are.
fn limit(findings: &mut Vec<Finding>, place: LineRef) {
    if findings.len() > MOST_FINDINGS {
        let more = findings.len() - MOST_FINDINGS;
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        findings.truncate(MOST_FINDINGS);
        findings.sort_by_key(|finding| finding.place.line);
        let message = format!("{more} more findings about this student are not listed.");
        findings.push(super::findings::at(place, "S-MORE", Severity::Warn, "", message));
    }
}

fn cut(text: &str) -> Text {
    text.chars().take(50).collect()
}
