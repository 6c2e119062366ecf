//! What the way of a file needs from the dictionary and from the records: a seam, so that it can be tested alone.

use crate::casework::Exchange;
pub(super) use crate::mde::Places;
use crate::mde::{self, Reference, Settings};
use crate::model::{Contribution, Date, Element, Finding, Line, LineKind, LineRef};
use crate::records::{Applied, Incoming, Matcher, RecordsError};
use crate::store::Change;

/// Reads values and checks a child's records.
pub(super) trait Rules: Send + Sync {
    /// Reads the values of a line after its record id. What is invalid is left out and found.
    fn read_line(&self, kind: LineKind, values: &[&str], place: LineRef, line: &mut Line, findings: &mut Vec<Finding>);

    /// Checks all records of a child against each other. A finding that rejects rejects the student.
    fn check(
        &self,
        contribution: &mut Contribution,
        places: &Places,
        today: Date,
        reference: &dyn Reference,
        findings: &mut Vec<Finding>,
    );

    /// The element's name for an answer.
    fn name(&self, element: Element) -> String;
}

/// Applies a student inside a change: `casework::apply`.
pub(super) type Apply = fn(&Change, &Matcher, &Exchange, &Incoming) -> Result<Option<Applied>, RecordsError>;

/// The data dictionary as rules.
pub(super) struct Dictionary {
    pub(super) settings: Settings,
}

impl Rules for Dictionary {
    fn read_line(&self, kind: LineKind, values: &[&str], place: LineRef, line: &mut Line, findings: &mut Vec<Finding>) {
        mde::read_line(kind, values, place, line, &self.settings, findings);
    }

    fn check(
        &self,
        contribution: &mut Contribution,
        places: &Places,
        today: Date,
        reference: &dyn Reference,
        findings: &mut Vec<Finding>,
    ) {
        let context = mde::Context { today, reference, settings: &self.settings };
        mde::check(contribution, places, &context, findings);
    }

    fn name(&self, element: Element) -> String {
        mde::dictionary().element(element).map(|info| info.name.to_owned()).unwrap_or_default()
    }
}
