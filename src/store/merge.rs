//! Two orders of rows made one: those of a table, and those that a change has written over them.

use std::cmp::Ordering;
use std::iter::Peekable;
use std::ops::ControlFlow;
use std::vec::IntoIter;

use super::StoreError;
use super::pending::Written;
use super::read::Visitor;

/// Gives the rows of a table to a visitor, with the rows of a change among them and in their place.
pub(super) struct Merge<'r, 'v> {
    changed: Peekable<IntoIter<Written>>,
    reverse: bool,
    row: &'r mut Visitor<'v>,
    stopped: bool,
}

impl<'r, 'v> Merge<'r, 'v> {
    /// `changed` in the order of keys; `None` for a row that is removed.
    pub(super) fn new(mut changed: Vec<Written>, reverse: bool, row: &'r mut Visitor<'v>) -> Self {
        if reverse {
            changed.reverse();
        }
        Self { changed: changed.into_iter().peekable(), reverse, row, stopped: false }
    }

    /// The table's next row.
    pub(super) fn take(&mut self, key: &[u8], value: &[u8]) -> Result<ControlFlow<()>, StoreError> {
        let mut replaced = false;
        while let Some((changed, word)) = self.changed.next_if(|(changed, _)| !is_after(changed, key, self.reverse)) {
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
        while let Some((key, word)) = self.changed.next().filter(|_| !self.stopped) {
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
