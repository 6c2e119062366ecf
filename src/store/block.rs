//! The table `block`, which is written ten times as often as any other and at random. Rows written lately wait in
//! memory and in the rows of `block_recent`, written one after the other; a cursor goes round the table, a stretch with each commit,
//! and puts what waits in that stretch into its place, many rows a page. `FORMAT.md` has the bytes.

use std::collections::BTreeMap;
use std::ops::{Bound, ControlFlow};

use redb::{ReadableTable, TableDefinition, WriteTransaction};

use super::pending::{FETCHED, Word, Written, front, is_empty};
use super::read::{ByteRange, Found, RawDefinition, Row};
use super::{Read, StoreError, codec, tables};

/// A key of the table: a blocking key and a contribution. No key is all zeros, contributions are counted from 1.
type Entry = [u8; 12];
/// The table itself. Its keys are all of one length, and its values nothing.
pub(super) const PLACED: TableDefinition<'static, &[u8; 12], ()> = TableDefinition::new("block");
/// Most rows that wait; about 20 bytes of memory each. Few in tests, so that the cursor goes round.
const MOST_WAITING: usize = if cfg!(test) { 24 } else { 1 << 19 };
/// Most rows of `block` in one of `block_recent`: a value much longer than a page would be copied with each commit.
const ROWS_TOGETHER: usize = 200;
/// Bytes of a waiting row in `block_recent`: the entry, and 1 when it is there, 0 when it was removed.
const WAITING_BYTES: usize = 13;

/// The rows that wait, and how far the cursor is.
#[derive(Debug, Default)]
pub(super) struct Recent {
    words: BTreeMap<Entry, bool>,
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

    /// Whether a row that waits is there; `None` when it does not wait.
    pub(super) fn word(&self, key: &[u8]) -> Option<bool> {
        self.words.get(key).copied()
    }

    /// The rows of a range that wait, on the way through it, [`FETCHED`] at most.
    pub(super) fn front(&self, range: &ByteRange, reverse: bool) -> Vec<Written> {
        if self.words.is_empty() || is_empty(range) {
            return Vec::new();
        }
        let bounds = (range.0.as_ref().map(Vec::as_slice), range.1.as_ref().map(Vec::as_slice));
        front(self.words.range::<[u8], _>(bounds), reverse, FETCHED, |(entry, word)| (entry.to_vec(), word.then(value)))
    }

    /// How many rows more than those in their place there are.
    pub(super) fn surplus(
        &self,
        placed: Option<&impl ReadableTable<&'static [u8; 12], ()>>,
    ) -> Result<i64, StoreError> {
        let mut surplus = 0;
        for (entry, word) in &self.words {
            let before = placed.map(|table| table.get(entry)).transpose()?.flatten().is_some();
            surplus += i64::from(*word) - i64::from(before);
        }
        Ok(surplus)
    }

    /// Takes in the rows of a change, moves the cursor on, and writes both. After an error this is no longer what the
    /// file holds.
    pub(super) fn write(
        &mut self,
        rows: BTreeMap<Vec<u8>, Word>,
        transaction: &WriteTransaction,
    ) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let mut packed = Vec::with_capacity(rows.len() * WAITING_BYTES);
        for (key, word) in rows {
            let entry = entry(&key)?;
            packed.extend_from_slice(&entry);
            packed.push(u8::from(word.is_some()));
            self.words.insert(entry, word.is_some());
        }
        let new_turn = self.place(transaction)?;
        let mut recent = transaction.open_table(RawDefinition::new(tables::BLOCK_RECENT.name))?;
        if new_turn {
            self.number = 0;
            let passed = self.turn.saturating_sub(1).to_be_bytes();
            recent.retain_in(..passed.as_slice(), |_, _| false)?;
        }
        for packed in packed.chunks(ROWS_TOGETHER * WAITING_BYTES) {
            self.number = self.number.saturating_add(1);
            let key = [self.turn.to_be_bytes(), self.number.to_be_bytes()].concat();
            let value = codec::prefixed(codec::PLAIN, &[self.cursor.as_slice(), packed].concat());
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
        let from = (Bound::Excluded(self.cursor), Bound::Unbounded);
        let due: Vec<(Entry, bool)> =
            self.words.range(from).take(excess).map(|(entry, word)| (*entry, *word)).collect();
        for (entry, word) in &due {
            match word {
                true => table.insert(entry, ())?.map(|_| ()),
                false => table.remove(entry)?.map(|_| ()),
            };
            self.words.remove(entry);
        }
        let at_end = due.len() < excess;
        match due.last().filter(|_| !at_end) {
            Some((last, _)) => self.cursor = *last,
            None => (self.turn, self.cursor) = (self.turn + 1, Entry::default()),
        }
        Ok(at_end)
    }
}

/// Looks a key up among the rows in their place.
pub(super) fn get_placed(
    table: &impl ReadableTable<&'static [u8; 12], ()>,
    key: &[u8],
    found: Found<'_>,
) -> Result<(), StoreError> {
    match table.get(&entry(key)?)? {
        Some(_) => found(Some(&value())),
        None => found(None),
    }
}

/// Visits the rows of a range that are in their place.
pub(super) fn visit_placed(
    table: &impl ReadableTable<&'static [u8; 12], ()>,
    (from, to): ByteRange,
    reverse: bool,
    row: Row<'_>,
) -> Result<(), StoreError> {
    let value = value();
    let (from, to) = (bound(from)?, bound(to)?);
    let mut rows = table.range::<&[u8; 12]>((from.as_ref(), to.as_ref()))?;
    while let Some(next) = if reverse { rows.next_back() } else { rows.next() } {
        if row(next?.0.value(), &value)?.is_break() {
            break;
        }
    }
    Ok(())
}

/// The bytes of every value.
pub(super) fn value() -> Vec<u8> {
    codec::encode(&())
}

fn bound(bound: Bound<Vec<u8>>) -> Result<Bound<Entry>, StoreError> {
    Ok(match bound {
        Bound::Included(key) => Bound::Included(entry(&key)?),
        Bound::Excluded(key) => Bound::Excluded(entry(&key)?),
        Bound::Unbounded => Bound::Unbounded,
    })
}

fn entry(key: &[u8]) -> Result<Entry, StoreError> {
    key.try_into().map_err(|_| StoreError::corrupt(tables::BLOCK.name, "a key"))
}

/// A row of `block_recent`: where the cursor stood after that commit, and what the commit wrote.
fn waiting(bytes: &[u8]) -> Result<(Entry, impl Iterator<Item = (Entry, bool)>), StoreError> {
    let body = bytes.strip_prefix(&[codec::PLAIN]).and_then(|body| body.split_first_chunk());
    let whole = body.filter(|(_, rows)| rows.len() % WAITING_BYTES == 0);
    let (cursor, rows) = whole.ok_or_else(|| StoreError::corrupt(tables::BLOCK_RECENT.name, "a value"))?;
    let split = |row: &[u8]| Some((*row.first_chunk()?, row.last() == Some(&1)));
    Ok((*cursor, rows.chunks_exact(WAITING_BYTES).filter_map(split)))
}
