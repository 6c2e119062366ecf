//! Reading: the same for a view and for a change under way.

use std::ops::{Bound, ControlFlow, RangeBounds};

use redb::{ReadTransaction, ReadableTable, ReadableTableMetadata, TableDefinition, TableError};
use serde::de::DeserializeOwned;

use super::{Key, StoreError, Table, codec};

pub(super) type RawDefinition = TableDefinition<'static, &'static [u8], &'static [u8]>;
/// A row's bytes, and whether to go on.
pub(super) type Row<'a> = &'a mut dyn FnMut(&[u8], &[u8]) -> Result<ControlFlow<()>, StoreError>;
/// Bounds of a range of encoded keys.
pub(super) type ByteRange = (Bound<Vec<u8>>, Bound<Vec<u8>>);
/// Ranges to visit with a table opened once.
pub(super) type Ranges<'a> = &'a mut dyn Iterator<Item = ByteRange>;
/// Encoded keys to look up with a table opened once.
pub(super) type Keys<'a> = &'a mut dyn Iterator<Item = Vec<u8>>;
/// Takes the value of each key, or that there is none.
pub(super) type Found<'a> = &'a mut dyn FnMut(Option<&[u8]>) -> Result<(), StoreError>;

/// What can be read from. Implemented by [`View`] and [`super::Change`], so that the same questions can be asked
/// before and inside a change.
pub trait Read {
    #[doc(hidden)]
    fn raw_get(&self, table: &'static str, keys: Keys<'_>, value: Found<'_>) -> Result<(), StoreError>;

    #[doc(hidden)]
    fn raw_visit(&self, table: &'static str, ranges: Ranges<'_>, reverse: bool, row: Row<'_>)
    -> Result<(), StoreError>;

    #[doc(hidden)]
    fn raw_len(&self, table: &'static str) -> Result<u64, StoreError>;

    /// The value under a key.
    fn get<K: Key, V: DeserializeOwned>(&self, table: &Table<K, V>, key: &K) -> Result<Option<V>, StoreError>
    where
        Self: Sized,
    {
        Ok(self.get_all(table, std::slice::from_ref(key))?.pop().flatten())
    }

    /// The values under several keys, in their order: for less than one after the other.
    fn get_all<'k, K: Key + 'k, V: DeserializeOwned>(
        &self,
        table: &Table<K, V>,
        keys: impl IntoIterator<Item = &'k K>,
    ) -> Result<Vec<Option<V>>, StoreError>
    where
        Self: Sized,
    {
        let mut values = Vec::new();
        self.raw_get(table.name, &mut keys.into_iter().map(Key::bytes), &mut |bytes| {
            let value = bytes.map(codec::decode).transpose();
            values.push(value.map_err(|e| StoreError::corrupt(table.name, e))?);
            Ok(())
        })?;
        Ok(values)
    }

    /// Visits the rows of a range of keys in order until told to stop. Inside a change the visitor must not use
    /// the same table: collect with [`Read::range`] first.
    fn visit<K: Key, V: DeserializeOwned>(
        &self,
        table: &Table<K, V>,
        range: impl RangeBounds<K>,
        row: impl FnMut(K, V) -> ControlFlow<()>,
    ) -> Result<(), StoreError>
    where
        Self: Sized,
    {
        self.visit_each(table, [range], row)
    }

    /// Visits the rows of several ranges of keys, one range after the other: for less than with [`Read::visit`]. Being
    /// told to stop ends one range.
    fn visit_each<K: Key, V: DeserializeOwned, R: RangeBounds<K>>(
        &self,
        table: &Table<K, V>,
        ranges: impl IntoIterator<Item = R>,
        mut row: impl FnMut(K, V) -> ControlFlow<()>,
    ) -> Result<(), StoreError>
    where
        Self: Sized,
    {
        let mut ranges = ranges.into_iter().map(|range| byte_range(&range));
        self.raw_visit(table.name, &mut ranges, false, &mut |key, value| {
            let (key, value) = decode_row(table, key, value)?;
            Ok(row(key, value))
        })
    }

    /// The first fields `F` of the values of a range of keys in order, in half the time when the rest is long.
    fn range_fronts<K: Key, V, F: DeserializeOwned>(
        &self,
        table: &Table<K, V>,
        range: impl RangeBounds<K>,
    ) -> Result<Vec<F>, StoreError>
    where
        Self: Sized,
    {
        let mut fronts = Vec::new();
        self.raw_visit(table.name, &mut std::iter::once(byte_range(&range)), false, &mut |_, value| {
            fronts.push(codec::decode_front(value).map_err(|e| StoreError::corrupt(table.name, e))?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(fronts)
    }

    /// The rows of a range of keys in order.
    fn range<K: Key, V: DeserializeOwned>(
        &self,
        table: &Table<K, V>,
        range: impl RangeBounds<K>,
    ) -> Result<Vec<(K, V)>, StoreError>
    where
        Self: Sized,
    {
        let mut rows = Vec::new();
        self.visit(table, range, |key, value| {
            rows.push((key, value));
            ControlFlow::Continue(())
        })?;
        Ok(rows)
    }

    /// The row with the highest key of a range.
    fn last<K: Key, V: DeserializeOwned>(
        &self,
        table: &Table<K, V>,
        range: impl RangeBounds<K>,
    ) -> Result<Option<(K, V)>, StoreError>
    where
        Self: Sized,
    {
        let mut last = None;
        self.raw_visit(table.name, &mut std::iter::once(byte_range(&range)), true, &mut |key, value| {
            last = Some(decode_row(table, key, value)?);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(last)
    }

    /// How many rows a table has.
    fn len<K, V>(&self, table: &Table<K, V>) -> Result<u64, StoreError>
    where
        Self: Sized,
    {
        self.raw_len(table.name)
    }

    /// Visits the rows of the audit log from a sequence number on: number and bytes.
    fn visit_log(&self, from: u64, mut row: impl FnMut(u64, &[u8]) -> ControlFlow<()>) -> Result<(), StoreError>
    where
        Self: Sized,
    {
        let range = (Bound::Included(from.bytes()), Bound::Unbounded);
        self.raw_visit("audit", &mut std::iter::once(range), false, &mut |mut key, value| {
            let seq = u64::read(&mut key).ok_or_else(|| StoreError::corrupt("audit", "a key"))?;
            Ok(row(seq, value))
        })
    }
}

fn decode_row<K: Key, V: DeserializeOwned>(
    table: &Table<K, V>,
    mut key: &[u8],
    value: &[u8],
) -> Result<(K, V), StoreError> {
    let key = K::read(&mut key).ok_or_else(|| StoreError::corrupt(table.name, "a key"))?;
    Ok((key, codec::decode(value).map_err(|e| StoreError::corrupt(table.name, e))?))
}

fn byte_range<K: Key>(range: &impl RangeBounds<K>) -> ByteRange {
    let bytes = |bound: Bound<&K>| match bound {
        Bound::Included(key) => Bound::Included(key.bytes()),
        Bound::Excluded(key) => Bound::Excluded(key.bytes()),
        Bound::Unbounded => Bound::Unbounded,
    };
    (bytes(range.start_bound()), bytes(range.end_bound()))
}

/// A consistent view of the store at one moment.
pub struct View {
    transaction: ReadTransaction,
}

impl View {
    pub(super) fn new(transaction: ReadTransaction) -> Self {
        Self { transaction }
    }
}

impl Read for View {
    fn raw_get(&self, table: &'static str, keys: Keys<'_>, value: Found<'_>) -> Result<(), StoreError> {
        match self.transaction.open_table(RawDefinition::new(table)) {
            Ok(table) => get_from(&table, keys, value),
            Err(TableError::TableDoesNotExist(_)) => {
                for _ in keys {
                    value(None)?;
                }
                Ok(())
            }
            Err(error) => Err(error.into()),
        }
    }

    fn raw_visit(
        &self,
        table: &'static str,
        ranges: Ranges<'_>,
        reverse: bool,
        row: Row<'_>,
    ) -> Result<(), StoreError> {
        match self.transaction.open_table(RawDefinition::new(table)) {
            Ok(table) => visit_in(&table, ranges, reverse, row),
            Err(TableError::TableDoesNotExist(_)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn raw_len(&self, table: &'static str) -> Result<u64, StoreError> {
        match self.transaction.open_table(RawDefinition::new(table)) {
            Ok(table) => Ok(table.len()?),
            Err(TableError::TableDoesNotExist(_)) => Ok(0),
            Err(error) => Err(error.into()),
        }
    }
}

pub(super) fn get_from(
    table: &impl ReadableTable<&'static [u8], &'static [u8]>,
    keys: Keys<'_>,
    value: Found<'_>,
) -> Result<(), StoreError> {
    for key in keys {
        let found = table.get(key.as_slice())?;
        value(found.as_ref().map(|guard| guard.value()))?;
    }
    Ok(())
}

pub(super) fn visit_in(
    table: &impl ReadableTable<&'static [u8], &'static [u8]>,
    ranges: Ranges<'_>,
    reverse: bool,
    row: Row<'_>,
) -> Result<(), StoreError> {
    for (from, to) in ranges {
        let range = (from.as_ref().map(Vec::as_slice), to.as_ref().map(Vec::as_slice));
        let mut rows = table.range::<&[u8]>(range)?;
        while let Some(next) = if reverse { rows.next_back() } else { rows.next() } {
            let (key, value) = next?;
            if row(key.value(), value.value())?.is_break() {
                break;
            }
        }
    }
    Ok(())
}
