//! What a change has written and not yet handed to redb. Rows wait in memory, in the order of their keys, and go into
//! the tables in one sweep: a table is opened once for thousands of rows, and neighbours meet the same page.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Bound;

use redb::WriteTransaction;

use super::StoreError;
use super::read::{ByteRange, RawDefinition};

/// A row's new value; `None` for one that is removed.
pub(super) type Word = Option<Vec<u8>>;

/// A row of a change: its key and its new value.
pub(super) type Written = (Vec<u8>, Word);

/// Rows of all tables that wait, with the bytes they take.
#[derive(Default)]
pub(super) struct Pending {
    tables: RefCell<Tables>,
}

#[derive(Default)]
struct Tables {
    rows: BTreeMap<&'static str, BTreeMap<Vec<u8>, Word>>,
    bytes: usize,
}

/// Memory of a row beside its key and value.
const OVERHEAD: usize = 64;

impl Pending {
    /// Takes a row in, in place of one that waits under the same key. Says how many bytes wait now.
    pub(super) fn set(&self, table: &'static str, key: Vec<u8>, word: Word) -> usize {
        let mut tables = self.tables.borrow_mut();
        let length = word.as_ref().map_or(0, Vec::len);
        let added = match tables.rows.entry(table).or_default().entry(key) {
            Entry::Occupied(mut known) => {
                known.insert(word);
                length
            }
            Entry::Vacant(free) => {
                let added = free.key().len() + length + OVERHEAD;
                free.insert(word);
                added
            }
        };
        tables.bytes += added;
        tables.bytes
    }

    /// The row that waits under a key: `None` when none does.
    pub(super) fn word(&self, table: &'static str, key: &[u8]) -> Option<Word> {
        self.tables.borrow().rows.get(table)?.get(key).cloned()
    }

    /// The rows of a range that wait, on the way through it, so many at most.
    pub(super) fn front(&self, table: &'static str, range: &ByteRange, reverse: bool, most: usize) -> Vec<Written> {
        let tables = self.tables.borrow();
        let Some(rows) = tables.rows.get(table).filter(|_| !is_empty(range)) else { return Vec::new() };
        let bounds = (range.0.as_ref().map(Vec::as_slice), range.1.as_ref().map(Vec::as_slice));
        front(rows.range::<[u8], _>(bounds), reverse, most, |(key, word)| (key.clone(), word.clone()))
    }

    /// Takes the rows of one table out.
    pub(super) fn take(&self, table: &'static str) -> BTreeMap<Vec<u8>, Word> {
        self.tables.borrow_mut().rows.remove(table).unwrap_or_default()
    }

    /// Hands the rows of all tables but one to redb.
    pub(super) fn write(&self, transaction: &WriteTransaction, except: &'static str) -> Result<(), StoreError> {
        let kept = self.take(except);
        let Tables { rows, .. } = self.tables.take();
        self.tables.borrow_mut().rows.insert(except, kept);
        for (name, rows) in rows {
            let mut table = transaction.open_table(RawDefinition::new(name))?;
            for (key, word) in rows {
                match word {
                    Some(value) => table.insert(key.as_slice(), value.as_slice())?,
                    None => table.remove(key.as_slice())?,
                };
            }
        }
        Ok(())
    }
}

/// Rows that are copied at a time for a visitor, who may stop long before the end.
pub(super) const FETCHED: usize = if cfg!(test) { 3 } else { 64 };

/// The first rows on the way.
pub(super) fn front<T>(
    rows: impl DoubleEndedIterator<Item = T>,
    reverse: bool,
    most: usize,
    copied: impl Fn(T) -> Written,
) -> Vec<Written> {
    match reverse {
        false => rows.take(most).map(copied).collect(),
        true => rows.rev().take(most).map(copied).collect(),
    }
}

/// Two fronts of one range made one, up to where both are known; what `over` says replaces what `under` does.
pub(super) fn both(under: Vec<Written>, over: Vec<Written>, reverse: bool) -> Vec<Written> {
    if under.is_empty() || over.is_empty() {
        return if under.is_empty() { over } else { under };
    }
    let full = [&under, &over].into_iter().filter(|rows| rows.len() >= FETCHED);
    let ends = full.filter_map(|rows| rows.last().map(|(key, _)| key.clone()));
    let end = if reverse { ends.max() } else { ends.min() };
    let known = |key: &Vec<u8>| end.as_ref().is_none_or(|end| if reverse { key >= end } else { key <= end });
    let all: BTreeMap<Vec<u8>, Word> = under.into_iter().chain(over).filter(|(key, _)| known(key)).collect();
    if reverse { all.into_iter().rev().collect() } else { all.into_iter().collect() }
}

/// Whether no key can be in a range: asking a map for one that is turned round is a panic.
pub(super) fn is_empty(range: &ByteRange) -> bool {
    let (from, to) = match range {
        (Bound::Unbounded, _) | (_, Bound::Unbounded) => return false,
        (Bound::Included(from) | Bound::Excluded(from), Bound::Included(to) | Bound::Excluded(to)) => (from, to),
    };
    match range {
        (Bound::Included(_), Bound::Included(_)) => from > to,
        _ => from >= to,
    }
}
