//! Reading: the same for a view and for a change under way.

use std::ops::{Bound, ControlFlow, RangeBounds};

use redb::TableDefinition;
use serde::de::DeserializeOwned;

use super::{Key, StoreError, Table, codec, tables};

pub(super) type RawDefinition = TableDefinition<'static, &'static [u8], &'static [u8]>;
/// Takes a row's bytes, and says whether to go on.
pub(super) type Visitor<'a> = dyn FnMut(&[u8], &[u8]) -> Result<ControlFlow<()>, StoreError> + 'a;
/// A visitor in use.
pub(super) type Row<'a> = &'a mut Visitor<'a>;
/// Bounds of a range of encoded keys.
pub(super) type ByteRange = (Bound<Vec<u8>>, Bound<Vec<u8>>);
/// Ranges to visit with a table opened once.
pub(super) type Ranges<'a> = &'a mut dyn Iterator<Item = ByteRange>;
/// Encoded keys to look up with a table opened once.
pub(super) type Keys<'a> = &'a mut dyn Iterator<Item = Vec<u8>>;
/// Takes the value of each key, or that there is none.
pub(super) type Found<'a> = &'a mut dyn FnMut(Option<&[u8]>) -> Result<(), StoreError>;

/// What can be read from. Implemented by [`super::View`] and [`super::Change`], so that the same questions can be asked
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

    /// The first fields `F` of the values under several keys, in their order.
    fn get_all_fronts<'k, K: Key + 'k, V, F: DeserializeOwned>(
        &self,
        table: &Table<K, V>,
        keys: impl IntoIterator<Item = &'k K>,
    ) -> Result<Vec<Option<F>>, StoreError>
    where
        Self: Sized,
    {
        let mut fronts = Vec::new();
        self.raw_get(table.name, &mut keys.into_iter().map(Key::bytes), &mut |bytes| {
            let front = bytes.map(codec::decode_front).transpose();
            fronts.push(front.map_err(|e| StoreError::corrupt(table.name, e))?);
            Ok(())
        })?;
        Ok(fronts)
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

    /// Visits the rows of a range of keys from its end until told to stop, as [`Read::visit`] does from its beginning.
    fn visit_back<K: Key, V: DeserializeOwned>(
        &self,
        table: &Table<K, V>,
        range: impl RangeBounds<K>,
        mut row: impl FnMut(K, V) -> ControlFlow<()>,
    ) -> Result<(), StoreError>
    where
        Self: Sized,
    {
        self.raw_visit(table.name, &mut std::iter::once(byte_range(&range)), true, &mut |key, value| {
            let (key, value) = decode_row(table, key, value)?;
            Ok(row(key, value))
        })
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

    /// The first fields `F` of the value with the highest key of a range.
    fn last_front<K: Key, V, F: DeserializeOwned>(
        &self,
        table: &Table<K, V>,
        range: impl RangeBounds<K>,
    ) -> Result<Option<F>, StoreError>
    where
        Self: Sized,
    {
        let mut last = None;
        self.raw_visit(table.name, &mut std::iter::once(byte_range(&range)), true, &mut |_, value| {
            last = Some(codec::decode_front(value).map_err(|e| StoreError::corrupt(table.name, e))?);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(last)
    }

    /// The key of the row with the highest key of a range, and the bytes of its value.
    fn last_bytes<K: Key, V>(
        &self,
        table: &Table<K, V>,
        range: impl RangeBounds<K>,
    ) -> Result<Option<(K, Vec<u8>)>, StoreError>
    where
        Self: Sized,
    {
        let mut last = None;
        self.raw_visit(table.name, &mut std::iter::once(byte_range(&range)), true, &mut |mut key, value| {
            let key = K::read(&mut key).ok_or_else(|| StoreError::corrupt(table.name, "a key"))?;
            last = Some((key, value.to_vec()));
            Ok(ControlFlow::Break(()))
        })?;
        Ok(last)
    }

    /// Visits all rows in order, with the bytes of their values.
    #[doc(hidden)]
    fn visit_bytes<K: Key, V>(
        &self,
        table: &Table<K, V>,
        mut row: impl FnMut(K, &[u8]) -> Result<ControlFlow<()>, StoreError>,
    ) -> Result<(), StoreError>
    where
        Self: Sized,
    {
        let mut all = std::iter::once((Bound::Unbounded, Bound::Unbounded));
        self.raw_visit(table.name, &mut all, false, &mut |mut key, value| {
            row(K::read(&mut key).ok_or_else(|| StoreError::corrupt(table.name, "a key"))?, value)
        })
    }

    /// How many rows a table has.
    fn len<K, V>(&self, table: &Table<K, V>) -> Result<u64, StoreError>
    where
        Self: Sized,
    {
        self.raw_len(table.name)
    }

    /// Visits rows of the audit log in order, or the other way round: number and bytes.
    fn visit_log(
        &self,
        range: impl RangeBounds<u64>,
        reverse: bool,
        mut row: impl FnMut(u64, &[u8]) -> Result<ControlFlow<()>, StoreError>,
    ) -> Result<(), StoreError>
    where
        Self: Sized,
    {
        self.raw_visit(tables::AUDIT, &mut std::iter::once(byte_range(&range)), reverse, &mut |mut key, value| {
            row(u64::read(&mut key).ok_or_else(|| StoreError::corrupt(tables::AUDIT, "a key"))?, value)
        })
    }

    /// Number of the last entry of the audit log; 0 when there is none.
    fn last_of_log(&self) -> Result<u64, StoreError>
    where
        Self: Sized,
    {
        let mut last = 0;
        self.visit_log(.., true, |seq, _| {
            last = seq;
            Ok(ControlFlow::Break(()))
        })?;
        Ok(last)
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
