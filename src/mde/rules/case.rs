//! What a rule sees, and how it speaks.

use std::fmt::Display;

use super::Rule;
use crate::mde::line::shown;
use crate::mde::{Reference, Settings};
use crate::model::{Contribution, Date, Element, Finding, Line, LineKind, LineRef};

/// Where the lines of a contribution stand in the file, each list in the order of the lines.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// The S line.
    pub student: LineRef,
    /// D lines.
    pub demographics: Vec<LineRef>,
    /// Q lines.
    pub moves: Vec<LineRef>,
    /// E lines.
    pub enrollments: Vec<LineRef>,
    /// C lines.
    pub courses: Vec<LineRef>,
    /// A lines.
    pub assessments: Vec<LineRef>,
}

impl Places {
    /// The places of one kind.
    pub fn lines(&self, kind: LineKind) -> &[LineRef] {
        match kind {
            LineKind::Demographics => &self.demographics,
            LineKind::Move => &self.moves,
            LineKind::Enrollment => &self.enrollments,
            LineKind::Course => &self.courses,
            LineKind::Assessment => &self.assessments,
        }
    }

    /// The places of one kind, to be filled while a file is read.
    pub fn lines_mut(&mut self, kind: LineKind) -> &mut Vec<LineRef> {
        match kind {
            LineKind::Demographics => &mut self.demographics,
            LineKind::Move => &mut self.moves,
            LineKind::Enrollment => &mut self.enrollments,
            LineKind::Course => &mut self.courses,
            LineKind::Assessment => &mut self.assessments,
        }
    }
}

/// What rules need to know about the world.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The day of the check.
    pub today: Date,
    /// Schools and districts.
    pub reference: &'a dyn Reference,
    /// Settings.
    pub settings: &'a Settings,
}

/// One rule at work on one contribution.
pub(super) struct Case<'a> {
    pub(super) rule: &'static Rule,
    pub(super) contribution: &'a mut Contribution,
    pub(super) places: &'a Places,
    pub(super) context: &'a Context<'a>,
    pub(super) findings: &'a mut Vec<Finding>,
}

impl Case<'_> {
    /// Reports about the student as a whole.
    pub(super) fn report(&mut self, element: Element) {
        let finding = finding(self.rule, self.places.student, element, "");
        self.findings.push(finding);
    }

    /// Asks about each line of a kind; reports on the element named in the answer with its value.
    pub(super) fn each(&mut self, kind: LineKind, wrong: impl Fn(&Line, &Context<'_>) -> Option<Element>) {
        let places = self.places.lines(kind);
        for (at, line) in self.contribution.lines(kind).iter().enumerate() {
            if let Some(element) = wrong(line, self.context) {
                let place = places.get(at).copied().unwrap_or(self.places.student);
                let finding = match line.value(element) {
                    Some(value) => finding(self.rule, place, element, value),
                    None => finding(self.rule, place, element, ""),
                };
                self.findings.push(finding);
            }
        }
    }

    /// Takes an element out of each line for which the condition holds, and reports it.
    pub(super) fn drop_where(&mut self, kind: LineKind, element: Element, wrong: impl Fn(&Line) -> bool) {
        let places = self.places.lines(kind);
        for (at, line) in self.contribution.lines_mut(kind).iter_mut().enumerate() {
            if line.value(element).is_some()
                && wrong(line)
                && let Some(value) = line.remove(element)
            {
                let place = places.get(at).copied().unwrap_or(self.places.student);
                self.findings.push(finding(self.rule, place, element, value));
            }
        }
    }
}

fn finding(rule: &Rule, place: LineRef, element: Element, value: impl Display) -> Finding {
    Finding {
        place,
        element: Some(element),
        code: rule.code.into(),
        severity: rule.severity,
        value: shown(&value.to_string()),
        message: rule.sentence.to_owned(),
    }
}
