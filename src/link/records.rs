//! All records of one or two files, ready to be compared.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::also::{Column, SILENT};
use super::keys;
use super::map::{Kind, Map};
use super::person::{Columns, mark};
use super::sketch::Sketch;
use super::table::{Table, TableError};
use crate::matching::name::{Frequencies, frequency, tokens};
use crate::matching::{Blocks, Lexicon, MOST_CANDIDATES, Profile, block_keys, in_pieces};
use crate::model::{IdError, Text};

/// Rows whose names are counted, evenly from all.
const COUNTED: usize = 200_000;
/// Rows as which the names that the program ships count.
const SHIPPED: f32 = 1000.0;
/// No name is rarer: those are mostly slips.
const RAREST: f32 = 2e-5;

/// Why records cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RecordsError {
    /// Of a file.
    #[error("{0}")]
    Table(#[from] TableError),
    /// Two records of one name.
    #[error(
        "names two records alike in column `{column}`, lines {first} and {second}; every record needs its own name"
    )]
    Twice {
        /// The column of names.
        column: String,
        /// Line of the first.
        first: u64,
        /// Line of the second.
        second: u64,
    },
    /// A record without a name.
    #[error("has a record without a name in column `{column}`, line {line}")]
    Nameless {
        /// The column of names.
        column: String,
        /// Its line.
        line: u64,
    },
    /// Never happens: a record's number is always an identifier.
    #[error("a record cannot be numbered: {0}")]
    Number(#[from] IdError),
}

/// What was found in the files, for the summary.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Found {
    /// Birth dates that could not be read.
    pub dates_unread: u64,
    /// The file, counted from 0, and the line of the first of them.
    pub first_unread: Option<(usize, u64)>,
    /// Birth dates read with day and month in each other's place.
    pub dates_swapped: u64,
    /// Records of which no name and no further column says anything.
    pub silent: u64,
}

/// Records by number: those of the first file, then those of the second.
pub(super) struct Records {
    pub(super) ids: Vec<Text>,
    pub(super) profiles: Vec<Profile>,
    sketches: Vec<Sketch>,
    /// Whether a state of the exchange and its identifier are named.
    of_state: Vec<bool>,
    pub(super) also: Vec<Column>,
    /// The numbers of values, column by column for each record.
    values: Vec<u32>,
    /// The number of the first record of the second file.
    pub(super) second: Option<u32>,
    pub(super) blocks: Blocks,
    pub(super) found: Found,
}

/// A piece of the records.
#[derive(Default)]
struct Part {
    ids: Vec<Text>,
    profiles: Vec<Profile>,
    sketches: Vec<Sketch>,
    of_state: Vec<bool>,
    /// As written, and folded.
    values: Vec<(Text, Text)>,
    keys: Vec<(u64, u32)>,
    names: Vec<(u64, u32)>,
    /// Of the keys of names, those of records without a birth date.
    undated: Vec<u64>,
    found: Found,
}

/// Keys with the records filed under them.
#[derive(Default)]
struct Filed {
    keys: Vec<(u64, u32)>,
    names: Vec<(u64, u32)>,
    undated: HashSet<u64>,
}

impl Filed {
    /// Names alone are a key only where somebody has no birth date.
    fn all(self) -> Vec<(u64, u32)> {
        let Self { mut keys, names, undated } = self;
        keys.extend(names.into_iter().filter(|(key, _)| undated.contains(key)));
        keys
    }
}

/// One file with its columns.
struct Source<'a> {
    table: &'a Table,
    person: Columns,
    id: Option<usize>,
    also: Vec<usize>,
    /// Which file it is, counted from 0.
    file: usize,
    /// The number of its first record.
    first: usize,
}

impl Records {
    /// Reads all records of one or two files.
    pub(super) fn read(
        map: &Map,
        tables: &[Table],
        latest: i16,
        threads: usize,
        progress: &mut dyn FnMut(usize),
    ) -> Result<Self, (usize, RecordsError)> {
        let mut sources: Vec<Source<'_>> = Vec::new();
        for (file, table) in tables.iter().enumerate() {
            let first = sources.last().map_or(0, |before| before.first + before.table.len());
            sources.push(source(map, table, file, latest, first).map_err(|error| (file, error.into()))?);
        }
        let total: usize = tables.iter().map(Table::len).sum();
        let lexicon = Lexicon::new(frequencies(&sources, total));
        let mut records = Self {
            ids: Vec::with_capacity(total),
            profiles: Vec::with_capacity(total),
            sketches: Vec::with_capacity(total),
            of_state: Vec::with_capacity(total),
            also: map.also.iter().map(|also| Column::new(also.column.clone(), also.kind)).collect(),
            values: Vec::with_capacity(total * map.also.len()),
            second: sources.get(1).and_then(|source| u32::try_from(source.first).ok()),
            blocks: Blocks::default(),
            found: Found::default(),
        };
        let mut filed = Filed::default();
        for (file, source) in sources.iter().enumerate() {
            let read = |piece: Range<usize>| source.part(piece, map, &lexicon);
            let parts = in_pieces(0..source.table.len(), threads, read, &mut |done| {
                progress(source.first + done);
            });
            for part in parts {
                records.add(part.map_err(|error| (file, error))?, &mut filed);
            }
            if let Some(column) = &map.id {
                let ids = records.ids.get(source.first..).unwrap_or_default();
                all_differ(ids, column, source.table).map_err(|error| (file, error))?;
            }
        }
        drop(lexicon);
        records.also.iter_mut().for_each(Column::close);
        records.blocks = Blocks::new(filed.all(), total);
        Ok(records)
    }

    fn add(&mut self, part: Part, filed: &mut Filed) {
        self.ids.extend(part.ids);
        self.profiles.extend(part.profiles);
        self.sketches.extend(part.sketches);
        self.of_state.extend(part.of_state);
        filed.keys.extend(part.keys);
        filed.names.extend(part.names);
        filed.undated.extend(part.undated);
        for (at, (raw, folded)) in part.values.into_iter().enumerate() {
            let column = at % self.also.len().max(1);
            let number = self.also.get_mut(column).map_or(SILENT, |column| column.number(&raw, folded));
            self.values.push(number);
        }
        self.found.first_unread = self.found.first_unread.or(part.found.first_unread);
        self.found.dates_unread += part.found.dates_unread;
        self.found.dates_swapped += part.found.dates_swapped;
        self.found.silent += part.found.silent;
    }

    pub(super) fn len(&self) -> usize {
        self.profiles.len()
    }

    /// A record's values, one a column.
    pub(super) fn values(&self, record: u32) -> &[u32] {
        let from = record as usize * self.also.len();
        self.values.get(from..from + self.also.len()).unwrap_or_default()
    }

    /// Records with smaller numbers to compare with the given one. Where there are further columns, these may outweigh the
    /// names, and no sketch tells.
    pub(super) fn candidates(&self, record: u32) -> Vec<u32> {
        let sketch = self.sketches.get(record as usize).filter(|_| self.also.is_empty());
        let may_be_one =
            |other: u32| sketch.zip(self.sketches.get(other as usize)).is_none_or(|(one, other)| one.may_be_one(other));
        self.blocks.candidates(record, self.below(record), MOST_CANDIDATES, may_be_one)
    }

    /// All records with smaller numbers that share a key with the given one.
    pub(super) fn met(&self, record: u32) -> Vec<u32> {
        self.blocks.candidates(record, self.below(record), usize::MAX, |_| true)
    }

    /// Whether the rules for two records of one state hold between two.
    pub(super) fn by_states(&self, a: u32, b: u32) -> bool {
        let of_state = |record: u32| self.of_state.get(record as usize).copied().unwrap_or_default();
        of_state(a) && of_state(b)
    }

    /// Records with a smaller number than this are compared with the given one.
    pub(super) fn below(&self, record: u32) -> u32 {
        match self.second {
            None => record,
            Some(second) if record >= second => second,
            Some(_) => 0,
        }
    }
}

fn source<'a>(map: &Map, table: &'a Table, file: usize, latest: i16, first: usize) -> Result<Source<'a>, TableError> {
    let called = |name: &str| match map.second.get(name) {
        Some(other) if file > 0 => other.clone(),
        _ => name.to_owned(),
    };
    let find = |name: &str| table.column(&called(name));
    Ok(Source {
        table,
        person: Columns::new(map, table, &called, latest)?,
        id: map.id.as_deref().map(find).transpose()?,
        also: map.also.iter().map(|also| find(&also.column)).collect::<Result<_, _>>()?,
        file,
        first,
    })
}

impl Source<'_> {
    fn part(&self, piece: Range<usize>, map: &Map, lexicon: &Lexicon) -> Result<Part, RecordsError> {
        let mut part = Part::default();
        let mut wrong = None;
        self.table.visit(piece, |number, row| {
            if let Err(error) = self.record(number, row, map, lexicon, &mut part) {
                wrong = wrong.take().or(Some(error));
            }
        });
        wrong.map_or(Ok(part), Err)
    }

    fn record(
        &self,
        number: usize,
        row: &csv::StringRecord,
        map: &Map,
        lexicon: &Lexicon,
        part: &mut Part,
    ) -> Result<(), RecordsError> {
        let overall = self.first + number;
        let id: Text = match self.id {
            Some(place) => row.get(place).unwrap_or_default().trim().into(),
            None => (number + 1).to_string().into(),
        };
        if id.is_empty() {
            let column = map.id.clone().unwrap_or_default();
            return Err(RecordsError::Nameless { column, line: self.table.line(number) });
        }
        let read = self.person.read(overall, row)?;
        if read.date_unread && part.found.first_unread.is_none() {
            part.found.first_unread = Some((self.file, self.table.line(number)));
        }
        let from = part.values.len();
        for (also, place) in map.also.iter().zip(&self.also) {
            let raw = row.get(*place).unwrap_or_default();
            let folded = Column::folded(raw);
            let words = if also.kind == Kind::Text { raw.into() } else { Text::default() };
            part.values.push((words, folded));
        }
        let values = part.values.get(from..).unwrap_or_default();
        let number = u32::try_from(overall).unwrap_or(SILENT);
        let silent = read.evidence.names.is_empty() && values.iter().all(|(_, folded)| folded.is_empty());
        if !silent {
            let folded = || map.also.iter().map(|also| also.kind).zip(values.iter().map(|(_, folded)| folded.as_str()));
            let further = keys::further(&read.evidence, folded);
            if let Some(key) = keys::names(&read.evidence) {
                part.names.push((key, number));
                part.undated.extend(read.evidence.birth_dates.is_empty().then_some(key));
            }
            part.keys.extend(block_keys(&read.evidence).into_iter().chain(further).map(|key| (key, number)));
        }
        part.found.silent += u64::from(silent);
        part.found.dates_unread += u64::from(read.date_unread);
        part.found.dates_swapped += u64::from(read.date_swapped);
        part.ids.push(id);
        part.profiles.push(Profile::new(&read.evidence, lexicon));
        part.sketches.push(Sketch::new(&read.evidence, read.of_state));
        part.of_state.push(read.of_state);
        Ok(())
    }
}

/// How common names are in the files at hand; what they do not tell, the shipped table does.
fn frequencies(sources: &[Source<'_>], total: usize) -> Frequencies {
    let mut written: HashMap<Text, u32> = HashMap::new();
    let stride = total.div_ceil(COUNTED).max(1);
    let mut rows = 0_u32;
    for source in sources {
        for block in (0..source.table.len()).step_by(stride * 64) {
            source.table.visit(block..(block + 64).min(source.table.len()), |_, row| {
                rows += 1;
                for (_, part) in source.person.name(row).parts() {
                    *written.entry(part.into()).or_default() += 1;
                }
            });
        }
    }
    let mut words: HashMap<Text, u32> = HashMap::new();
    for (text, count) in written {
        for word in tokens(&text) {
            *words.entry(word).or_default() += count;
        }
    }
    let all = rows as f32 + SHIPPED;
    let mut rows: Vec<(Text, f32)> = words
        .into_iter()
        .filter(|(_, count)| *count > 1)
        .map(|(word, count)| {
            let shipped = frequency(&word);
            (word, ((count as f32 + shipped * SHIPPED) / all).max(RAREST))
        })
        .collect();
    rows.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    Frequencies::new(rows.into_iter(), (1.1 / all).max(RAREST))
}

/// Every record has its own name.
fn all_differ(ids: &[Text], column: &str, table: &Table) -> Result<(), RecordsError> {
    let mut marks: Vec<u64> = ids.iter().map(|id| mark(id)).collect();
    marks.sort_unstable();
    let doubtful: HashSet<u64> =
        marks.windows(2).filter(|two| two.first() == two.last()).filter_map(|two| two.first().copied()).collect();
    if doubtful.is_empty() {
        return Ok(());
    }
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (number, id) in ids.iter().enumerate().filter(|(_, id)| doubtful.contains(&mark(id))) {
        if let Some(first) = seen.insert(id, number) {
            let (first, second) = (table.line(first), table.line(number));
            return Err(RecordsError::Twice { column: column.to_owned(), first, second });
        }
    }
    Ok(())
}
