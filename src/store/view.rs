//! What was committed, as it was at one moment.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use redb::{ReadOnlyTable, ReadTransaction, ReadableTable, ReadableTableMetadata, TableError};

use super::block::{self, Entry, Recent};
use super::merge::Range;
use super::read::{ByteRange, Found, Keys, Ranges, RawDefinition, Read, Row};
use super::{StoreError, tables};

type RawTable = ReadOnlyTable<&'static [u8], &'static [u8]>;
type PlacedTable = ReadOnlyTable<&'static [u8; 12], &'static [u8; 18]>;

/// A consistent view of the store at one moment.
pub struct View {
    transaction: ReadTransaction,
    /// Tables that were opened, so that the next question does not have to; `None` for those that are not there.
    tables: Mutex<HashMap<&'static str, Option<Arc<RawTable>>>>,
    /// The table `block`, and the rows of it that wait.
    placed: Mutex<Option<Option<Arc<PlacedTable>>>>,
    recent: Mutex<Option<Arc<Recent>>>,
}

impl View {
    pub(super) fn new(transaction: ReadTransaction) -> Self {
        Self { transaction, tables: Mutex::default(), placed: Mutex::default(), recent: Mutex::default() }
    }

    pub(super) fn table(&self, name: &'static str) -> Result<Option<Arc<RawTable>>, StoreError> {
        let mut tables = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(table) = tables.get(name) {
            return Ok(table.clone());
        }
        let table = match self.transaction.open_table(RawDefinition::new(name)) {
            Ok(table) => Some(Arc::new(table)),
            Err(TableError::TableDoesNotExist(_)) => None,
            Err(error) => return Err(error.into()),
        };
        tables.insert(name, table.clone());
        Ok(table)
    }

    /// The rows of `block` that are in their place.
    pub(super) fn placed(&self) -> Result<Option<Arc<PlacedTable>>, StoreError> {
        let mut placed = self.placed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(table) = &*placed {
            return Ok(table.clone());
        }
        let table = match self.transaction.open_table(block::PLACED) {
            Ok(table) => Some(Arc::new(table)),
            Err(TableError::TableDoesNotExist(_)) => None,
            Err(error) => return Err(error.into()),
        };
        Ok(placed.insert(table).clone())
    }

    fn recent(&self) -> Result<Arc<Recent>, StoreError> {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        match &*recent {
            Some(recent) => Ok(recent.clone()),
            None => Ok(recent.insert(Arc::new(Recent::load(self)?)).clone()),
        }
    }

    fn get_blocks(&self, keys: Keys<'_>, value: Found<'_>) -> Result<(), StoreError> {
        let (recent, placed) = (self.recent()?, self.placed()?);
        for key in keys {
            let entry = Entry::read(&key)?;
            match (recent.word(entry), &placed) {
                (Some(word), _) => value(word.as_ref().map(block::told).as_ref().map(<[u8; 19]>::as_slice))?,
                (None, Some(table)) => block::get_placed(&**table, entry, value)?,
                (None, None) => value(None)?,
            }
        }
        Ok(())
    }

    fn visit_blocks(&self, ranges: Ranges<'_>, reverse: bool, row: Row<'_>) -> Result<(), StoreError> {
        let (recent, placed) = (self.recent()?, self.placed()?);
        for range in ranges {
            let fetch = |range: &Range<Entry>| Ok(recent.front(range, reverse));
            block::visit(placed.as_deref(), fetch, range, reverse, row)?;
        }
        Ok(())
    }
}

impl Read for View {
    fn raw_get(&self, table: &'static str, keys: Keys<'_>, value: Found<'_>) -> Result<(), StoreError> {
        if table == tables::BLOCK.name {
            return self.get_blocks(keys, value);
        }
        let table = self.table(table)?;
        for key in keys {
            match &table {
                Some(table) => get_from(&**table, &key, value)?,
                None => value(None)?,
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
        let Some(table) = self.table(table)? else { return Ok(()) };
        for range in ranges {
            visit_in(&*table, range, reverse, row)?;
        }
        Ok(())
    }

    fn raw_len(&self, table: &'static str) -> Result<u64, StoreError> {
        if table == tables::BLOCK.name {
            let placed = self.placed()?;
            let count = placed.as_ref().map(|table| table.len()).transpose()?.unwrap_or(0);
            return Ok(count.saturating_add_signed(self.recent()?.surplus(placed.as_deref())?));
        }
        Ok(self.table(table)?.map(|table| table.len()).transpose()?.unwrap_or(0))
    }
}

pub(super) fn get_from(
    table: &impl ReadableTable<&'static [u8], &'static [u8]>,
    key: &[u8],
    value: Found<'_>,
) -> Result<(), StoreError> {
    value(table.get(key)?.as_ref().map(|guard| guard.value()))
}

pub(super) fn visit_in(
    table: &impl ReadableTable<&'static [u8], &'static [u8]>,
    (from, to): ByteRange,
    reverse: bool,
    row: Row<'_>,
) -> Result<(), StoreError> {
    let range = (from.as_ref().map(Vec::as_slice), to.as_ref().map(Vec::as_slice));
    let mut rows = table.range::<&[u8]>(range)?;
    while let Some(next) = if reverse { rows.next_back() } else { rows.next() } {
        let (key, value) = next?;
        if row(key.value(), value.value())?.is_break() {
            break;
        }
    }
    Ok(())
}
