//! A file read and validated without a store: what it says about who its students are.

use std::fs::File;
use std::io;
use std::path::Path;

use super::header::read_header;
use super::lines::split;
use super::rules::Dictionary;
use super::student::{Context, Students};
use super::{Limits, effective, scan};
use crate::mde::Settings;
use crate::mde::reference::MemoryReference;
use crate::model::{Evidence, SubmissionId};

/// Visits the evidence of every student of a file that would not be rejected, in the order of the file. No school is
/// unknown. `today` is the day on which the file would arrive.
pub fn visit_evidence(path: &Path, today: crate::model::Date, each: &mut dyn FnMut(Evidence)) -> io::Result<()> {
    let wrong = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    let mut lines = scan::open(File::open(path)?, &Limits::default()).map_err(|trouble| wrong(&trouble.to_string()))?;
    let first = lines.next().map_err(|trouble| wrong(&trouble.to_string()))?;
    let text = first.map(|record| record.text.to_owned()).unwrap_or_default();
    let delimiter = lines.delimiter().unwrap_or(b'|');
    let mut scratch = String::new();
    let values = split(&text, delimiter, &mut scratch);
    let header = read_header(&values, 1).map_err(|_| wrong("the file has no header that can be read"))?;
    let rules = Dictionary { settings: Settings::default() };
    let reference = MemoryReference::default();
    let context = Context {
        state: header.state,
        submission: SubmissionId(0),
        effective: effective(&header),
        today,
        delimiter,
        rules: &rules,
        reference: &reference,
    };
    let mut students = Students::new(context, 0);
    while let Some(record) = lines.next().map_err(|trouble| wrong(&trouble.to_string()))? {
        let incoming = students.take(record).and_then(|prepared| prepared.incoming);
        incoming.and_then(|incoming| incoming.sent).into_iter().for_each(|sent| each(sent.into_evidence()));
    }
    let incoming = students.finish().and_then(|prepared| prepared.incoming);
    incoming.and_then(|incoming| incoming.sent).into_iter().for_each(|sent| each(sent.into_evidence()));
    Ok(())
}
