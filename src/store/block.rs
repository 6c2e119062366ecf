//! The table `block`, which is written ten times as often as any other and at random. Rows written lately wait in
//! memory and in the rows of `block_recent`, written one after the other; a cursor goes round the table, a stretch with each commit,
//! and puts what waits in that stretch into its place, many rows a page. `FORMAT.md` has the bytes.

use std::collections::BTreeMap;
use std::ops::{Bound, ControlFlow};

use redb::{ReadableTable, TableDefinition, WriteTransaction};

use super::merge::{Merge, Range, Written, front, is_empty};
use super::read::{ByteRange, Found, RawDefinition, Row};
use super::waiting::Waiting;
use super::{Read, StoreError, codec, tables};

/// A key of the table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) key: u64,
    /// The contribution, counted from 1: no entry is all zeros.
    pub(super) no: u32,
}

/// A sketch.
pub(super) type Value = [u8; 18];
/// Rows of a change: `None` for one that was removed.
pub(super) type Rows = BTreeMap<Entry, Option<Value>>;
/// The table itself. Its keys and its values are all of one length.
pub(super) const PLACED: TableDefinition<'static, &[u8; 12], &[u8; 18]> = TableDefinition::new("block");
/// Most rows that wait; about 45 bytes of memory each. Few in tests, so that the cursor goes round.
const MOST_WAITING: usize = if cfg!(test) { 24 } else { 1 << 19 };
/// Most rows of `block` in one of `block_recent`: a value much longer than a page would be copied with each commit.
const ROWS_TOGETHER: usize = 100;
/// Bytes of a waiting row in `block_recent`: the entry, 1 when it is there, 0 when it was removed, and its value.
const WAITING_BYTES: usize = 31;
/// Rows that are copied at a time for a visitor, who may stop long before the end.
const FETCHED: usize = if cfg!(test) { 3 } else { 64 };

impl Entry {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, StoreError> {
        let bytes: &[u8; 12] = bytes.try_into().map_err(|_| StoreError::corrupt(tables::BLOCK.name, "a key"))?;
        Ok(Self::of(bytes))
    }

    fn of(bytes: &[u8; 12]) -> Self {
        let [a, b, c, d, e, f, g, h, no @ ..] = *bytes;
        Self { key: u64::from_be_bytes([a, b, c, d, e, f, g, h]), no: u32::from_be_bytes(no) }
    }

    fn bytes(self) -> [u8; 12] {
        let ([a, b, c, d, e, f, g, h], [i, j, k, l]) = (self.key.to_be_bytes(), self.no.to_be_bytes());
        [a, b, c, d, e, f, g, h, i, j, k, l]
    }
}

/// The rows that wait, and how far the cursor is.
#[derive(Debug, Default)]
pub(super) struct Recent {
    words: Waiting,
    /// How many times the cursor has gone round.
    turn: u32,
    /// The last entry that it has passed in this turn.
    cursor: Entry,
    /// Number of the last row of `block_recent`.
    number: u32,
}

impl Recent {
    /// The rows that wait as a view or a change finds them.
    pub(super) fn load(read: &impl Read) -> Result<Self, StoreError> {
        let mut recent = Self::default();
        let Some(((turn, number), bytes)) = read.last_bytes(&tables::BLOCK_RECENT, ..)? else { return Ok(recent) };
        (recent.turn, recent.number, recent.cursor) = (turn, number, waiting(&bytes)?.0);
        read.visit_bytes(&tables::BLOCK_RECENT, |(turn, _), bytes| {
            let (cursor, rows) = waiting(bytes)?;
            for (entry, word) in rows {
                if !recent.has_passed(&entry, turn, &cursor) {
                    recent.words.insert(entry, word);
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(recent)
    }

    /// Whether the cursor has come by an entry since it stood at `from` in the turn `turn`.
    fn has_passed(&self, entry: &Entry, turn: u32, from: &Entry) -> bool {
        match self.turn.saturating_sub(turn) {
            0 => from < entry && *entry <= self.cursor,
            1 => from < entry || *entry <= self.cursor,
            _ => true,
        }
    }

    /// What a row that waits says; `None` when it does not wait.
    pub(super) fn word(&self, entry: Entry) -> Option<Option<Value>> {
        self.words.get(entry)
    }

    /// The first rows of a range that wait, on the way through it.
    pub(super) fn front(&self, range: &Range<Entry>, reverse: bool) -> Written<Entry, Value> {
        front(self.words.range(range), reverse, FETCHED, |row| *row)
    }

    /// How many rows more than those in their place there are.
    pub(super) fn surplus(
        &self,
        placed: Option<&impl ReadableTable<&'static [u8; 12], &'static [u8; 18]>>,
    ) -> Result<i64, StoreError> {
        let mut surplus = 0;
        for (entry, word) in self.words.range(&(Bound::Unbounded, Bound::Unbounded)) {
            let before = placed.map(|table| table.get(&entry.bytes())).transpose()?.flatten().is_some();
            surplus += i64::from(word.is_some()) - i64::from(before);
        }
        Ok(surplus)
    }

    /// Takes in the rows of a change, moves the cursor on, and writes both. After an error this is no longer what the
    /// file holds.
    pub(super) fn write(&mut self, rows: Rows, transaction: &WriteTransaction) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        rows.iter().for_each(|(entry, value)| self.words.insert(*entry, *value));
        let new_turn = self.place(transaction)?;
        let mut packed = Vec::with_capacity(rows.len() * WAITING_BYTES);
        // What is in its place by now waits no more; after a change of all rows that is nearly everything.
        for (entry, value) in rows.into_iter().filter(|(entry, _)| self.words.get(*entry).is_some()) {
            packed.extend_from_slice(&entry.bytes());
            packed.push(u8::from(value.is_some()));
            packed.extend_from_slice(&value.unwrap_or_default());
        }
        let mut recent = transaction.open_table(RawDefinition::new(tables::BLOCK_RECENT.name))?;
        if new_turn {
            self.number = 0;
            let passed = self.turn.saturating_sub(1).to_be_bytes();
            recent.retain_in(..passed.as_slice(), |_, _| false)?;
        }
        for packed in packed.chunks(ROWS_TOGETHER * WAITING_BYTES) {
            self.number = self.number.saturating_add(1);
            let key = [self.turn.to_be_bytes(), self.number.to_be_bytes()].concat();
            let value = codec::prefixed(codec::PLAIN, &[&self.cursor.bytes(), packed].concat());
            recent.insert(key.as_slice(), value.as_slice())?;
        }
        Ok(())
    }

    /// Puts rows into their place until no more wait than may. Says whether the cursor came to the end of the table.
    fn place(&mut self, transaction: &WriteTransaction) -> Result<bool, StoreError> {
        let excess = self.words.len().saturating_sub(MOST_WAITING);
        if excess == 0 {
            return Ok(false);
        }
        let mut table = transaction.open_table(PLACED)?;
        let due = self.words.take_after(self.cursor, excess);
        for (entry, word) in &due {
            match word {
                Some(value) => table.insert(&entry.bytes(), value)?.map(|_| ()),
                None => table.remove(&entry.bytes())?.map(|_| ()),
            };
        }
        let at_end = due.len() < excess;
        match due.last().filter(|_| !at_end) {
            Some((last, _)) => self.cursor = *last,
            None => (self.turn, self.cursor) = (self.turn + 1, Entry::default()),
        }
        Ok(at_end)
    }
}

/// The first rows of a range, on the way through it.
pub(super) fn first(rows: &Rows, range: &Range<Entry>, reverse: bool) -> Written<Entry, Value> {
    if rows.is_empty() || is_empty(range) {
        return Vec::new();
    }
    front(rows.range(*range), reverse, FETCHED, |(entry, value)| (*entry, *value))
}

/// Two such fronts of one range made one, up to where both are known; what `over` says replaces what `under` does.
pub(super) fn both(under: Written<Entry, Value>, over: Written<Entry, Value>, reverse: bool) -> Written<Entry, Value> {
    if under.is_empty() || over.is_empty() {
        return if under.is_empty() { over } else { under };
    }
    let full = [&under, &over].into_iter().filter(|rows| rows.len() >= FETCHED);
    let ends = full.filter_map(|rows| rows.last().map(|(entry, _)| *entry));
    let end = if reverse { ends.max() } else { ends.min() };
    let known = |entry: &Entry| end.is_none_or(|end| if reverse { *entry >= end } else { *entry <= end });
    let all: Rows = under.into_iter().chain(over).filter(|(entry, _)| known(entry)).collect();
    if reverse { all.into_iter().rev().collect() } else { all.into_iter().collect() }
}

/// Looks an entry up among the rows in their place.
pub(super) fn get_placed(
    table: &impl ReadableTable<&'static [u8; 12], &'static [u8; 18]>,
    entry: Entry,
    found: Found<'_>,
) -> Result<(), StoreError> {
    match table.get(&entry.bytes())? {
        Some(value) => found(Some(&told(value.value()))),
        None => found(None),
    }
}

/// Visits the rows of a range: those in their place, if there are any, and those that `fetch` tells of.
pub(super) fn visit(
    placed: Option<&impl ReadableTable<&'static [u8; 12], &'static [u8; 18]>>,
    fetch: impl FnMut(&Range<Entry>) -> Result<Written<Entry, Value>, StoreError>,
    (from, to): ByteRange,
    reverse: bool,
    row: Row<'_>,
) -> Result<(), StoreError> {
    let range = (bound(from)?, bound(to)?);
    let mut give = |entry: &Entry, value: &Value| row(&entry.bytes(), &told(value));
    let mut merge = Merge::new(fetch, range, reverse);
    if let Some(table) = placed {
        let (from, to) = (range.0.map(Entry::bytes), range.1.map(Entry::bytes));
        let mut rows = table.range::<&[u8; 12]>((from.as_ref(), to.as_ref()))?;
        while let Some(next) = if reverse { rows.next_back() } else { rows.next() } {
            let (entry, value) = next?;
            if merge.take(&Entry::of(entry.value()), value.value(), &mut give)?.is_break() {
                break;
            }
        }
    }
    merge.finish(&mut give)
}

/// A value as other tables hold it.
pub(super) fn told(value: &Value) -> [u8; 19] {
    let mut told = [codec::PLAIN; 19];
    let [_, body @ ..] = &mut told;
    *body = *value;
    told
}

pub(super) fn value(told: &[u8]) -> Result<Value, StoreError> {
    let body = told.strip_prefix(&[codec::PLAIN]).and_then(|body| body.try_into().ok());
    body.ok_or_else(|| StoreError::corrupt(tables::BLOCK.name, "a value"))
}

fn bound(bound: Bound<Vec<u8>>) -> Result<Bound<Entry>, StoreError> {
    Ok(match bound {
        Bound::Included(key) => Bound::Included(Entry::read(&key)?),
        Bound::Excluded(key) => Bound::Excluded(Entry::read(&key)?),
        Bound::Unbounded => Bound::Unbounded,
    })
}

/// A row of `block_recent`: where the cursor stood after that commit, and what the commit wrote.
fn waiting(bytes: &[u8]) -> Result<(Entry, impl Iterator<Item = (Entry, Option<Value>)>), StoreError> {
    let body = bytes.strip_prefix(&[codec::PLAIN]).and_then(|body| body.split_first_chunk());
    let whole = body.filter(|(_, rows)| rows.len() % WAITING_BYTES == 0);
    let (cursor, rows) = whole.ok_or_else(|| StoreError::corrupt(tables::BLOCK_RECENT.name, "a value"))?;
    let split = |row: &[u8]| {
        let (entry, rest) = row.split_first_chunk()?;
        let (is_there, value) = rest.split_first()?;
        Some((Entry::of(entry), (*is_there == 1).then_some(*value.first_chunk()?)))
    };
    Ok((Entry::of(cursor), rows.chunks_exact(WAITING_BYTES).filter_map(split)))
}
