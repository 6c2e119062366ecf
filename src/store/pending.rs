//! What a change has written and not yet handed to redb. Rows wait in memory, in the order of their keys, and go into
//! the tables in one sweep: a table is opened once for thousands of rows, and neighbours meet the same page.

use std::cell::RefCell;
use std::collections::BTreeMap;

use redb::WriteTransaction;

use super::StoreError;
use super::merge::{Written, front, is_empty};
use super::read::{ByteRange, RawDefinition};

/// A row's new value; `None` for one that is removed.
pub(super) type Word = Option<Vec<u8>>;

/// Rows of all tables that wait, with the bytes they take.
#[derive(Default)]
pub(super) struct Pending {
    tables: RefCell<Tables>,
}

#[derive(Default)]
struct Tables {
    /// In the order of their first row: so few that to go through all costs less than to look one up.
    rows: Vec<(&'static str, BTreeMap<Vec<u8>, Word>)>,
    bytes: usize,
}

impl Tables {
    fn get(&self, table: &str) -> Option<&BTreeMap<Vec<u8>, Word>> {
        self.rows.iter().find(|(name, _)| *name == table).map(|(_, rows)| rows)
    }

    fn insert(&mut self, table: &'static str, key: Vec<u8>, word: Word) {
        let length = word.as_ref().map_or(0, Vec::len);
        match self.rows.iter_mut().find(|(name, _)| *name == table) {
            Some((_, rows)) => {
                let key_length = key.len();
                self.bytes += length + if rows.insert(key, word).is_none() { key_length + OVERHEAD } else { 0 };
            }
            None => {
                self.bytes += key.len() + length + OVERHEAD;
                self.rows.push((table, BTreeMap::from([(key, word)])));
            }
        }
    }
}

/// Memory of a row beside its key and value.
const OVERHEAD: usize = 64;

impl Pending {
    /// Takes a row in, in place of one that waits under the same key. Says how many bytes wait now.
    pub(super) fn set(&self, table: &'static str, key: Vec<u8>, word: Word) -> usize {
        let mut tables = self.tables.borrow_mut();
        tables.insert(table, key, word);
        tables.bytes
    }

    /// The row that waits under a key: `None` when none does.
    pub(super) fn word(&self, table: &'static str, key: &[u8]) -> Option<Word> {
        self.tables.borrow().get(table)?.get(key).cloned()
    }

    /// The rows of a range that wait, on the way through it.
    pub(super) fn front(&self, table: &'static str, range: &ByteRange, reverse: bool) -> Written<Vec<u8>, Vec<u8>> {
        let tables = self.tables.borrow();
        let Some(rows) = tables.get(table).filter(|_| !is_empty(range)) else { return Vec::new() };
        let bounds = (range.0.as_ref().map(Vec::as_slice), range.1.as_ref().map(Vec::as_slice));
        front(rows.range::<[u8], _>(bounds), reverse, usize::MAX, |(key, word)| (key.clone(), word.clone()))
    }

    /// Hands the rows of all tables to redb.
    pub(super) fn write(&self, transaction: &WriteTransaction) -> Result<(), StoreError> {
        let Tables { rows, .. } = self.tables.take();
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
