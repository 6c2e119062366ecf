//! A change: one transaction, one actor, at least one entry in the audit log.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ops::{Bound, ControlFlow};
use std::sync::{Arc, Mutex, PoisonError};

use redb::{Database, ReadableDatabase, ReadableTableMetadata, WriteTransaction};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::block::{self, Entry, Recent};
use super::merge::{Merge, Range};
use super::pending::Pending;
use super::read::{ByteRange, Found, Keys, Ranges, RawDefinition, Read, Row};
use super::view::{View, get_from, visit_in};
use super::{Key, StoreError, Table, codec, tables};
use crate::model::{Actor, AuditEvent, Text, Timestamp, Who};

/// Most bytes that wait in memory for the commit. What goes beyond is handed to redb before, and reading is slower
/// from then on.
const PENDING_BYTES: usize = 64 << 20;

/// A change under way. Dropping it undoes it.
pub struct Change {
    transaction: WriteTransaction,
    /// Rows written since the beginning, or since the last were handed to `transaction`.
    pending: Pending,
    /// Those of `block` among them.
    blocks: RefCell<block::Rows>,
    /// The state before this change; `None` once `transaction` holds some of its rows. Nobody else can commit
    /// meanwhile, so the two together are the present state.
    before: RefCell<Option<View>>,
    /// Rows of `block` that wait for their place; see `block.rs`.
    recent: Arc<Mutex<Option<Recent>>>,
    who: Who,
    at: Timestamp,
    /// Numbers given out in this change, written back at the commit.
    counters: RefCell<HashMap<&'static str, u64>>,
    /// Number of the last entry this change has appended to the audit log.
    logged: Cell<Option<u64>>,
    /// What was worked out once.
    once: RefCell<Option<Arc<dyn Any + Send + Sync>>>,
}

/// Appends an event to the audit log of a change. The audit module's own function, handed to the store so that
/// creating and migrating a store are logged like everything else.
pub type Log = fn(&Change, AuditEvent) -> Result<Logged, StoreError>;

/// Proof that a change has appended to the audit log: the number of the entry. Without the change's own it cannot be
/// committed.
#[must_use]
pub struct Logged(u64);

impl Change {
    pub(super) fn begin(
        db: &Database,
        recent: Arc<Mutex<Option<Recent>>>,
        who: Who,
        at: Timestamp,
    ) -> Result<Self, StoreError> {
        let mut transaction = db.begin_write()?;
        transaction.set_two_phase_commit(true);
        transaction.set_quick_repair(true);
        Ok(Self {
            transaction,
            pending: Pending::default(),
            blocks: RefCell::default(),
            before: RefCell::new(Some(View::new(db.begin_read()?))),
            recent,
            who,
            at,
            counters: RefCell::default(),
            logged: Cell::new(None),
            once: RefCell::default(),
        })
    }

    /// Who makes this change.
    pub fn actor(&self) -> &Actor {
        &self.who.actor
    }

    /// Who makes this change, and from where.
    pub fn who(&self) -> &Who {
        &self.who
    }

    /// When: one instant for all that the change writes.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// What is worked out once for a whole change, since it is long in the making: only for what the change itself does
    /// not alter. One value is kept.
    pub fn once<T: Any + Send + Sync>(
        &self,
        make: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<Arc<T>, StoreError> {
        let known = self.once.borrow().clone().and_then(|known| known.downcast::<T>().ok());
        if let Some(known) = known {
            return Ok(known);
        }
        let made = Arc::new(make()?);
        *self.once.borrow_mut() = Some(Arc::clone(&made) as Arc<dyn Any + Send + Sync>);
        Ok(made)
    }

    /// Puts a value under a key, in place of one that is there.
    pub fn put<K: Key, V: Serialize>(&self, table: &Table<K, V>, key: &K, value: &V) -> Result<(), StoreError> {
        self.put_bytes(table, key, &codec::encode(value))
    }

    /// Puts a value that was encoded before, so that costly packing can be done outside the transaction.
    pub fn put_bytes<K: Key, V>(&self, table: &Table<K, V>, key: &K, value: &[u8]) -> Result<(), StoreError> {
        self.put_packed(table, key, value.to_vec())
    }

    /// The same for bytes that nobody else needs.
    pub fn put_packed<K: Key, V>(&self, table: &Table<K, V>, key: &K, value: Vec<u8>) -> Result<(), StoreError> {
        self.set(table.name, key.bytes(), Some(value))
    }

    /// Puts one value under several keys: for less than one after the other.
    pub fn put_all<K: Key, V: Serialize>(
        &self,
        table: &Table<K, V>,
        keys: impl IntoIterator<Item = K>,
        value: &V,
    ) -> Result<(), StoreError> {
        let value = codec::encode(value);
        keys.into_iter().try_for_each(|key| self.set(table.name, key.bytes(), Some(value.clone())))
    }

    /// Removes a key. Says whether it was there.
    pub fn remove<K: Key, V>(&self, table: &Table<K, V>, key: &K) -> Result<bool, StoreError> {
        let key = key.bytes();
        let mut present = false;
        self.raw_get(table.name, &mut std::iter::once(key.clone()), &mut |value| {
            present = value.is_some();
            Ok(())
        })?;
        if present {
            self.set(table.name, key, None)?;
        }
        Ok(present)
    }

    fn set(&self, table: &'static str, key: Vec<u8>, value: Option<Vec<u8>>) -> Result<(), StoreError> {
        if table == tables::BLOCK.name {
            let value = value.as_deref().map(block::value).transpose()?;
            self.blocks.borrow_mut().insert(Entry::read(&key)?, value);
        } else if self.pending.set(table, key, value) > PENDING_BYTES {
            self.hand_over()?;
        }
        Ok(())
    }

    /// Hands the rows that wait to redb.
    fn hand_over(&self) -> Result<(), StoreError> {
        self.before.take();
        self.pending.write(&self.transaction)
    }

    /// What waits of `block`, read from the file when no change has asked before.
    fn with_recent<T>(&self, ask: impl FnOnce(&mut Recent) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *recent {
            Some(recent) => ask(recent),
            none => ask(none.insert(Recent::load(self)?)),
        }
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

    /// Appends to the audit log. `row` makes the bytes of the new row from its number. Only the audit module calls this.
    pub fn append_log(&self, row: impl FnOnce(u64) -> Result<Vec<u8>, StoreError>) -> Result<Logged, StoreError> {
        let seq = match self.logged.get() {
            Some(last) => last,
            None => self.last_of_log()?,
        } + 1;
        let bytes = row(seq)?;
        self.set(tables::AUDIT, seq.bytes(), Some(bytes))?;
        self.logged.set(Some(seq));
        Ok(Logged(seq))
    }

    /// Puts any bytes, or none, in the place of an entry of the audit log: what an attacker can do.
    #[cfg(test)]
    pub(crate) fn danger_alter_log(&self, seq: u64, bytes: Option<Vec<u8>>) -> Result<(), StoreError> {
        self.set(tables::AUDIT, seq.bytes(), bytes)
    }

    /// Commits without a word in the audit log: what an attacker can do.
    #[cfg(test)]
    pub(crate) fn danger_commit_unlogged(self) -> Result<(), StoreError> {
        self.hand_over()?;
        Ok(self.transaction.commit()?)
    }

    /// Writes the change to disk. When this returns it survives a power cut.
    pub fn commit(self, proof: Logged) -> Result<(), StoreError> {
        if self.logged.get() != Some(proof.0) {
            return Err(StoreError::corrupt("audit", "the proof of another change"));
        }
        for (series, last) in self.counters.take() {
            self.put(&tables::COUNTER, &Text::from(series), &last)?;
        }
        self.hand_over()?;
        let blocks = self.blocks.take();
        if blocks.is_empty() {
            return Ok(self.transaction.commit()?);
        }
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let mut known = recent.take().map_or_else(|| Recent::load(&self), Ok)?;
        known.write(blocks, &self.transaction)?;
        self.transaction.commit()?;
        // After a failure it may be ahead of the file: the next change reads it anew.
        *recent = Some(known);
        Ok(())
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

impl Change {
    fn get_blocks(&self, keys: Keys<'_>, value: Found<'_>) -> Result<(), StoreError> {
        let before = self.before.borrow().as_ref().map(View::placed).transpose()?;
        for key in keys {
            let entry = Entry::read(&key)?;
            let changed = self.blocks.borrow().get(&entry).copied();
            let word = match changed {
                Some(word) => Some(word),
                None => self.with_recent(|recent| Ok(recent.word(entry)))?,
            };
            match (word, &before) {
                (Some(word), _) => value(word.as_ref().map(block::told).as_ref().map(<[u8; 19]>::as_slice))?,
                (None, Some(None)) => value(None)?,
                (None, Some(Some(table))) => block::get_placed(&**table, entry, value)?,
                (None, None) => block::get_placed(&self.transaction.open_table(block::PLACED)?, entry, value)?,
            }
        }
        Ok(())
    }

    fn visit_blocks(&self, ranges: Ranges<'_>, reverse: bool, row: Row<'_>) -> Result<(), StoreError> {
        let before = self.before.borrow().as_ref().map(View::placed).transpose()?;
        let fetch = |range: &Range<Entry>| {
            let waiting = self.with_recent(|recent| Ok(recent.front(range, reverse)))?;
            Ok(block::both(waiting, block::first(&self.blocks.borrow(), range, reverse), reverse))
        };
        for range in ranges {
            match &before {
                Some(table) => block::visit(table.as_deref(), fetch, range, reverse, row)?,
                None => block::visit(Some(&self.transaction.open_table(block::PLACED)?), fetch, range, reverse, row)?,
            }
        }
        Ok(())
    }
}

impl Read for Change {
    fn raw_get(&self, table: &'static str, keys: Keys<'_>, value: Found<'_>) -> Result<(), StoreError> {
        if table == tables::BLOCK.name {
            return self.get_blocks(keys, value);
        }
        let before = self.before.borrow().as_ref().map(|view| view.table(table)).transpose()?;
        for key in keys {
            match (self.pending.word(table, &key), &before) {
                (Some(word), _) => value(word.as_deref())?,
                (None, Some(Some(table))) => get_from(&**table, &key, value)?,
                (None, Some(None)) => value(None)?,
                (None, None) => get_from(&self.transaction.open_table(RawDefinition::new(table))?, &key, value)?,
            }
        }
        Ok(())
    }

    fn raw_visit(
        &self,
        table: &'static str,
        ranges: Ranges<'_>,
        reverse: bool,
        row: Row<'_>,
    ) -> Result<(), StoreError> {
        if table == tables::BLOCK.name {
            return self.visit_blocks(ranges, reverse, row);
        }
        let before = self.before.borrow().as_ref().map(|view| view.table(table)).transpose()?;
        for range in ranges {
            // All at once: what waits of other tables may be handed on before the visitor comes back.
            let fetch = |range: &ByteRange| Ok(self.pending.front(table, range, reverse));
            let mut merge = Merge::new(fetch, range.clone(), reverse);
            let mut row = |key: &[u8], value: &[u8]| row(key, value);
            let mut take = |key: &[u8], value: &[u8]| merge.take(key, value, &mut row);
            match &before {
                Some(Some(table)) => visit_in(&**table, range, reverse, &mut take)?,
                Some(None) => (),
                None => {
                    let table = self.transaction.open_table(RawDefinition::new(table))?;
                    visit_in(&table, range, reverse, &mut take)?;
                }
            }
            merge.finish(&mut row)?;
        }
        Ok(())
    }

    fn raw_len(&self, table: &'static str) -> Result<u64, StoreError> {
        if table == tables::BLOCK.name {
            let mut count = 0;
            let mut all = std::iter::once((Bound::Unbounded, Bound::Unbounded));
            self.visit_blocks(&mut all, false, &mut |_, _| {
                count += 1;
                Ok(ControlFlow::Continue(()))
            })?;
            return Ok(count);
        }
        self.hand_over()?;
        Ok(self.transaction.open_table(RawDefinition::new(table))?.len()?)
    }
}
