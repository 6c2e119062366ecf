//! Two orders of rows made one: those of a table, and those that a change has written over them.

use std::cmp::Ordering;
use std::iter::Peekable;
use std::ops::{Bound, ControlFlow};
use std::vec::IntoIter;

use super::StoreError;
use super::pending::Written;
use super::read::{ByteRange, Visitor};

/// Gives the rows of a table to a visitor, with the rows of a change among them and in their place.
pub(super) struct Merge<'r, 'v, F> {
    /// Asks for the next rows of the change in a range: none when there are no more.
    fetch: F,
    /// The range that was not asked for yet.
    left: Option<ByteRange>,
    changed: Peekable<IntoIter<Written>>,
    reverse: bool,
    row: &'r mut Visitor<'v>,
    stopped: bool,
}

impl<'r, 'v, F: FnMut(&ByteRange) -> Result<Vec<Written>, StoreError>> Merge<'r, 'v, F> {
    /// `fetch` gives the first rows of a range on the way, as many as it likes; `None` for a row that is removed.
    pub(super) fn new(fetch: F, range: ByteRange, reverse: bool, row: &'r mut Visitor<'v>) -> Self {
        Self { fetch, left: Some(range), changed: Vec::new().into_iter().peekable(), reverse, row, stopped: false }
    }

    /// The next row of the change, if it is as asked.
    fn next_if(&mut self, asked: impl Fn(&[u8]) -> bool) -> Result<Option<Written>, StoreError> {
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
    pub(super) fn take(&mut self, key: &[u8], value: &[u8]) -> Result<ControlFlow<()>, StoreError> {
        let mut replaced = false;
        let reverse = self.reverse;
        while let Some((changed, word)) = self.next_if(|changed| !is_after(changed, key, reverse))? {
            replaced = changed == key;
            if let Some(value) = word {
                self.give(&changed, &value)?;
            }
            if self.stopped || replaced {
                break;
            }
        }
        if !self.stopped && !replaced {
            self.give(key, value)?;
        }
        Ok(if self.stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }

    /// The rows after the table's last one.
    pub(super) fn finish(mut self) -> Result<(), StoreError> {
        while !self.stopped
            && let Some((key, word)) = self.next_if(|_| true)?
        {
            if let Some(value) = word {
                self.give(&key, &value)?;
            }
        }
        Ok(())
    }

    fn give(&mut self, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        self.stopped = (self.row)(key, value)?.is_break();
        Ok(())
    }
}

/// Whether one key comes later than another on the way.
fn is_after(one: &[u8], other: &[u8], reverse: bool) -> bool {
    one.cmp(other) == if reverse { Ordering::Less } else { Ordering::Greater }
}
