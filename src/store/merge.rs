//! Two orders of rows made one: those of a table, and those that a change has written over them.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::iter::Peekable;
use std::ops::{Bound, ControlFlow};
use std::vec::IntoIter;

use super::StoreError;

/// Bounds of a range of keys.
pub(super) type Range<K> = (Bound<K>, Bound<K>);

/// Rows of a change and what they say; `None` for a row that is removed.
pub(super) type Written<K, V> = Vec<(K, Option<V>)>;

/// Gives the rows of a table to a visitor, with the rows of a change among them and in their place.
pub(super) struct Merge<K, V, F> {
    /// Asks for the next rows of the change in a range: none when there are no more.
    fetch: F,
    /// The range that was not asked for yet.
    left: Option<Range<K>>,
    changed: Peekable<IntoIter<(K, Option<V>)>>,
    reverse: bool,
    stopped: bool,
}

impl<K: Clone, V, F: FnMut(&Range<K>) -> Result<Written<K, V>, StoreError>> Merge<K, V, F> {
    /// `fetch` gives the first rows of a range on the way, as many as it likes.
    pub(super) fn new(fetch: F, range: Range<K>, reverse: bool) -> Self {
        Self { fetch, left: Some(range), changed: Vec::new().into_iter().peekable(), reverse, stopped: false }
    }

    /// The next row of the change, if it is as asked.
    fn next_if(&mut self, asked: impl Fn(&K) -> bool) -> Result<Option<(K, Option<V>)>, StoreError> {
        if self.changed.peek().is_none()
            && let Some(range) = self.left.take()
        {
            let rows = (self.fetch)(&range)?;
            self.left = rows.last().map(|(last, _)| {
                let (from, to) = range;
                let last = Bound::Excluded(last.clone());
                if self.reverse { (from, last) } else { (last, to) }
            });
            self.changed = rows.into_iter().peekable();
        }
        Ok(self.changed.next_if(|(key, _)| asked(key)))
    }

    /// The table's next row.
    pub(super) fn take<Q: ?Sized + Ord, W: ?Sized>(
        &mut self,
        key: &Q,
        value: &W,
        row: &mut impl FnMut(&Q, &W) -> Result<ControlFlow<()>, StoreError>,
    ) -> Result<ControlFlow<()>, StoreError>
    where
        K: Borrow<Q>,
        V: Borrow<W>,
    {
        let mut replaced = false;
        let reverse = self.reverse;
        while let Some((changed, word)) = self.next_if(|changed| !is_after(changed.borrow(), key, reverse))? {
            replaced = changed.borrow() == key;
            if let Some(value) = word {
                self.stopped = row(changed.borrow(), value.borrow())?.is_break();
            }
            if self.stopped || replaced {
                break;
            }
        }
        if !self.stopped && !replaced {
            self.stopped = row(key, value)?.is_break();
        }
        Ok(if self.stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }

    /// The rows after the table's last one.
    pub(super) fn finish<Q: ?Sized, W: ?Sized>(
        mut self,
        row: &mut impl FnMut(&Q, &W) -> Result<ControlFlow<()>, StoreError>,
    ) -> Result<(), StoreError>
    where
        K: Borrow<Q>,
        V: Borrow<W>,
    {
        while !self.stopped
            && let Some((key, word)) = self.next_if(|_| true)?
        {
            if let Some(value) = word {
                self.stopped = row(key.borrow(), value.borrow())?.is_break();
            }
        }
        Ok(())
    }
}

/// Whether one key comes later than another on the way.
fn is_after<Q: ?Sized + Ord>(one: &Q, other: &Q, reverse: bool) -> bool {
    one.cmp(other) == if reverse { Ordering::Less } else { Ordering::Greater }
}

/// The first rows on the way.
pub(super) fn front<T, R>(
    rows: impl DoubleEndedIterator<Item = T>,
    reverse: bool,
    most: usize,
    copied: impl Fn(T) -> R,
) -> Vec<R> {
    match reverse {
        false => rows.take(most).map(copied).collect(),
        true => rows.rev().take(most).map(copied).collect(),
    }
}

/// Whether no key can be in a range: asking a map for one that is turned round is a panic.
pub(super) fn is_empty<K: Ord>(range: &Range<K>) -> bool {
    let (from, to) = match range {
        (Bound::Unbounded, _) | (_, Bound::Unbounded) => return false,
        (Bound::Included(from) | Bound::Excluded(from), Bound::Included(to) | Bound::Excluded(to)) => (from, to),
    };
    match range {
        (Bound::Included(_), Bound::Included(_)) => from > to,
        _ => from >= to,
    }
}
