//! What the way of a file needs from the dictionary and from the records: a seam, so that it can be tested alone.

use crate::model::{Contribution, Date, Element, Finding, Line, LineKind, LineRef};
use crate::records::{Applied, Incoming, RecordsError};
use crate::store::{Change, Store};

/// Reads values and checks a child's records.
pub(super) trait Rules: Send + Sync {
    /// Reads the values of a line after its record id. What is invalid is left out and found.
    fn read_line(&self, kind: LineKind, values: &[&str], place: LineRef, line: &mut Line, findings: &mut Vec<Finding>);

    /// Checks all records of a child against each other. A finding that rejects rejects the student.
    fn check(
        &self,
        contribution: &mut Contribution,
        lines: &LineNumbers,
        today: Date,
        store: &Store,
        findings: &mut Vec<Finding>,
    );

    /// The element's name for an answer.
    fn name(&self, element: Element) -> String;
}

/// Applies a student inside a change: `records::apply`.
pub(super) type Apply = fn(&Change, Incoming) -> Result<Option<Applied>, RecordsError>;

/// Where the records of a child stand in the file.
#[derive(Debug, Clone, Default)]
pub(super) struct LineNumbers {
    /// The line of record S.
    pub(super) student: LineRef,
    /// Each kept line in the order of the contribution.
    pub(super) lines: Vec<(LineKind, LineRef)>,
}

/// The data dictionary as rules. Not joined to the dictionary yet: no value is read.
#[derive(Debug, Default)]
pub(super) struct Dictionary;

impl Rules for Dictionary {
    fn read_line(&self, _: LineKind, _: &[&str], _: LineRef, _: &mut Line, _: &mut Vec<Finding>) {}

    fn check(&self, _: &mut Contribution, _: &LineNumbers, _: Date, _: &Store, _: &mut Vec<Finding>) {}

    fn name(&self, element: Element) -> String {
        format!("MDE {}", element.0)
    }
}
