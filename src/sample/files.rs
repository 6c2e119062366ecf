//! The files of a sample: one open file per state, a new part after 40,000 students, totals put in at the end.

use std::fs::File;
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::SampleError;
use super::data::State;
use super::line::Lines;
use crate::model::{Date, Timestamp};

/// Most students in one file (submission format, limits).
const STUDENTS: u64 = 40_000;

/// The files of one state.
pub(super) struct Files<'a> {
    state: &'a State,
    out: &'a Path,
    today: Date,
    /// Place of the state among all, for the hour at which it sends.
    place: usize,
    limit: u64,
    part: i64,
    open: Option<Part>,
    done: Vec<(Timestamp, PathBuf)>,
}

struct Part {
    file: BufWriter<File>,
    path: PathBuf,
    sent: Timestamp,
    students: u64,
    records: u64,
}

impl<'a> Files<'a> {
    /// Nothing is created before the first student.
    pub(super) fn new(state: &'a State, place: usize, out: &'a Path, today: Date) -> Self {
        Self { state, out, today, place, limit: STUDENTS, part: 0, open: None, done: Vec::new() }
    }

    /// The number that the next student gets in its file.
    pub(super) fn next_record(&self) -> u64 {
        self.open.as_ref().map_or(1, |part| if part.students >= self.limit { 1 } else { part.students + 1 })
    }

    /// Adds one student's lines.
    pub(super) fn add(&mut self, lines: &Lines) -> Result<(), SampleError> {
        if self.open.as_ref().is_some_and(|part| part.students >= self.limit) {
            self.close()?;
        }
        if self.open.is_none() {
            self.open = Some(self.start()?);
        }
        if let Some(part) = &mut self.open {
            part.file.write_all(lines.text().as_bytes()).map_err(|source| failed(&part.path, source))?;
            part.students += 1;
            part.records += lines.count();
        }
        Ok(())
    }

    /// Ends the last part and gives every file with the time it says it was sent.
    pub(super) fn finish(mut self) -> Result<Vec<(Timestamp, PathBuf)>, SampleError> {
        self.close()?;
        Ok(self.done)
    }

    fn start(&mut self) -> Result<Part, SampleError> {
        self.part += 1;
        // Yesterday evening: states one minute apart, the parts of a state one hour.
        let minutes = i64::try_from(self.place).unwrap_or(0) + self.part * 60 - 48 * 60;
        let sent = Timestamp::start_of(self.today.plus_days(1)).plus_seconds(minutes * 60);
        let name = format!("{}_{}_{}.mdes", self.state.code, compact(sent), self.part);
        let path = self.out.join(name);
        let file = File::create(&path).map_err(|source| failed(&path, source))?;
        let mut part = Part { file: BufWriter::with_capacity(1 << 16, file), path, sent, students: 0, records: 0 };
        // The place is kept: the totals have a fixed width.
        self.header(&mut part)?;
        Ok(part)
    }

    fn close(&mut self) -> Result<(), SampleError> {
        if let Some(mut part) = self.open.take() {
            part.file.seek(SeekFrom::Start(0)).map_err(|source| failed(&part.path, source))?;
            self.header(&mut part)?;
            part.file.flush().map_err(|source| failed(&part.path, source))?;
            self.done.push((part.sent, part.path));
        }
        Ok(())
    }

    fn header(&self, part: &mut Part) -> Result<(), SampleError> {
        let mut lines = Lines::new(self.state.delimiter, self.state.crlf);
        let begins = compact(Timestamp::start_of(self.today.plus_months(-22 * 12)));
        let ends = compact(Timestamp::start_of(self.today.plus_days(-1)));
        lines.push(
            'H',
            &[
                "1",
                &self.state.code,
                &compact(part.sent),
                &format!("{:08}", part.students),
                &format!("{:09}", part.records),
                &begins,
                &ends,
                "full",
                &self.state.system,
            ],
        );
        part.file.write_all(lines.text().as_bytes()).map_err(|source| failed(&part.path, source))
    }
}

/// YYYYMMDDhhmmss.
fn compact(sent: Timestamp) -> String {
    sent.to_string().chars().filter(char::is_ascii_digit).collect()
}

/// A file could not be written.
pub(super) fn failed(path: &Path, source: std::io::Error) -> SampleError {
    SampleError::Write { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::data::Data;

    #[test]
    fn a_full_file_is_followed_by_another() {
        let dir = tempfile::tempdir().unwrap();
        let data = Data::load();
        let today = Date::new(2026, 11, 20).unwrap();
        let mut files = Files::new(&data.states[0], 0, dir.path(), today);
        files.limit = 2;
        let mut records = Vec::new();
        for _ in 0..5 {
            records.push(files.next_record());
            let mut lines = Lines::new('|', false);
            lines.push('S', &["1"]);
            lines.push('D', &["1"]);
            files.add(&lines).unwrap();
        }
        assert_eq!(records, [1, 2, 1, 2, 1]);
        let files = files.finish().unwrap();
        let texts: Vec<String> = files.iter().map(|(_, path)| std::fs::read_to_string(path).unwrap()).collect();
        let totals: Vec<_> = texts.iter().map(|text| text.split('|').skip(4).take(2).collect::<Vec<_>>()).collect();
        assert_eq!(totals, [["00000002", "000000004"], ["00000002", "000000004"], ["00000001", "000000002"]]);
        assert!(files.is_sorted());
        assert!(files[0].1.ends_with("TX_20261119010000_1.mdes"), "{files:?}");
    }
}
