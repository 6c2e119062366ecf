//! A change: one transaction, one actor, at least one entry in the audit log.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use redb::{Database, ReadableTable, ReadableTableMetadata, WriteTransaction};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::read::{Found, Keys, Ranges, RawDefinition, Read, Row, get_from, visit_in};
use super::{Key, StoreError, Table, codec, tables};
use crate::model::{Actor, AuditEvent, Text, Timestamp};

/// A change under way. Dropping it undoes it.
pub struct Change {
    transaction: WriteTransaction,
    actor: Actor,
    at: Timestamp,
    /// Numbers given out in this change, written back at the commit.
    counters: RefCell<HashMap<&'static str, u64>>,
    /// Number of the last entry this change has appended to the audit log.
    logged: Cell<Option<u64>>,
}

/// Appends an event to the audit log of a change. The audit module's own function, handed to the store so that
/// creating and migrating a store are logged like everything else.
pub type Log = fn(&Change, AuditEvent) -> Result<Logged, StoreError>;

/// Proof that a change has appended to the audit log: the number of the entry. Without the change's own it cannot be
/// committed.
#[must_use]
pub struct Logged(u64);

impl Change {
    pub(super) fn begin(db: &Database, actor: Actor, at: Timestamp) -> Result<Self, StoreError> {
        let mut transaction = db.begin_write()?;
        transaction.set_two_phase_commit(true);
        transaction.set_quick_repair(true);
        Ok(Self { transaction, actor, at, counters: RefCell::default(), logged: Cell::new(None) })
    }

    /// Who makes this change.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// When: one instant for all that the change writes.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Puts a value under a key, in place of one that is there.
    pub fn put<K: Key, V: Serialize>(&self, table: &Table<K, V>, key: &K, value: &V) -> Result<(), StoreError> {
        self.put_bytes(table, key, &codec::encode(value))
    }

    /// Puts a value that was encoded before, so that costly packing can be done outside the transaction.
    pub fn put_bytes<K: Key, V>(&self, table: &Table<K, V>, key: &K, value: &[u8]) -> Result<(), StoreError> {
        let mut table = self.transaction.open_table(RawDefinition::new(table.name))?;
        table.insert(key.bytes().as_slice(), value)?;
        Ok(())
    }

    /// Puts one value under several keys: for less than one after the other.
    pub fn put_all<K: Key, V: Serialize>(
        &self,
        table: &Table<K, V>,
        keys: impl IntoIterator<Item = K>,
        value: &V,
    ) -> Result<(), StoreError> {
        let value = codec::encode(value);
        let mut table = self.transaction.open_table(RawDefinition::new(table.name))?;
        for key in keys {
            table.insert(key.bytes().as_slice(), value.as_slice())?;
        }
        Ok(())
    }

    /// Removes a key. Says whether it was there.
    pub fn remove<K: Key, V>(&self, table: &Table<K, V>, key: &K) -> Result<bool, StoreError> {
        let mut table = self.transaction.open_table(RawDefinition::new(table.name))?;
        let removed = table.remove(key.bytes().as_slice())?.is_some();
        Ok(removed)
    }

    /// The next number of a series. The first is 1. A number is never given out twice.
    pub fn next_number(&self, series: &'static str) -> Result<u64, StoreError> {
        let known = self.counters.borrow().get(series).copied();
        let last = match known {
            Some(last) => last,
            None => self.get(&tables::COUNTER, &Text::from(series))?.unwrap_or(0),
        };
        self.counters.borrow_mut().insert(series, last + 1);
        Ok(last + 1)
    }

    /// Appends to the audit log. `row` makes the bytes of the new row from its number and the bytes of the row
    /// before. Only the audit module calls this.
    pub fn append_log(
        &self,
        row: impl FnOnce(u64, Option<&[u8]>) -> Result<Vec<u8>, StoreError>,
    ) -> Result<Logged, StoreError> {
        let mut table = self.transaction.open_table(tables::AUDIT)?;
        let (seq, bytes) = match table.last()? {
            Some((key, value)) => {
                let last = u64::read(&mut key.value()).ok_or_else(|| StoreError::corrupt("audit", "a key"))?;
                (last + 1, row(last + 1, Some(value.value()))?)
            }
            None => (1, row(1, None)?),
        };
        table.insert(seq.bytes().as_slice(), bytes.as_slice())?;
        self.logged.set(Some(seq));
        Ok(Logged(seq))
    }

    /// Writes the change to disk. When this returns it survives a power cut.
    pub fn commit(self, proof: Logged) -> Result<(), StoreError> {
        if self.logged.get() != Some(proof.0) {
            return Err(StoreError::corrupt("audit", "the proof of another change"));
        }
        for (series, last) in self.counters.take() {
            self.put(&tables::COUNTER, &Text::from(series), &last)?;
        }
        Ok(self.transaction.commit()?)
    }

    /// Removes all rows of a range of keys. Says how many.
    pub fn remove_range<K: Key, V: DeserializeOwned>(
        &self,
        table: &Table<K, V>,
        range: impl std::ops::RangeBounds<K>,
    ) -> Result<u64, StoreError> {
        let mut count = 0;
        for (key, _) in self.range(table, range)? {
            count += u64::from(self.remove(table, &key)?);
        }
        Ok(count)
    }
}

impl Read for Change {
    fn raw_get(&self, table: &'static str, keys: Keys<'_>, value: Found<'_>) -> Result<(), StoreError> {
        get_from(&self.transaction.open_table(RawDefinition::new(table))?, keys, value)
    }

    fn raw_visit(
        &self,
        table: &'static str,
        ranges: Ranges<'_>,
        reverse: bool,
        row: Row<'_>,
    ) -> Result<(), StoreError> {
        visit_in(&self.transaction.open_table(RawDefinition::new(table))?, ranges, reverse, row)
    }

    fn raw_len(&self, table: &'static str) -> Result<u64, StoreError> {
        Ok(self.transaction.open_table(RawDefinition::new(table))?.len()?)
    }
}
