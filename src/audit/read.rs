//! Reading the log: in order, one entry, all entries about a child, and proofs from the tree.

use std::ops::{ControlFlow, RangeBounds};

use super::append::NODE_LEVELS;
use super::entry::{Entry, corrupt, leaf_of, openings};
use super::tree::{self, Hash, Subtrees};
use crate::model::{Actor, AuditEvent, MsixId, Opening, Origin, Purpose, Text, Timestamp, TreeState};
use crate::store::{Read, StoreError, tables};

/// Visits the entries from a position on, in order, with their children.
pub fn visit(view: &impl Read, from: u64, entry: impl FnMut(Entry) -> ControlFlow<()>) -> Result<(), StoreError> {
    visit_range(view, from.., false, entry)
}

/// Visits entries in order, or the newest first, with their children.
pub fn visit_range(
    view: &impl Read,
    range: impl RangeBounds<u64>,
    reverse: bool,
    mut each: impl FnMut(Entry) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    view.visit_log(range, reverse, |seq, row| Ok(each(opened(view, seq, row)?)))
}

/// One entry with its children, and its leaf hash.
pub fn entry(view: &impl Read, seq: u64) -> Result<Option<(Entry, Hash)>, StoreError> {
    let mut found = None;
    view.visit_log(seq..=seq, false, |seq, row| {
        found = Some((opened(view, seq, row)?, leaf_of(row)?));
        Ok(ControlFlow::Break(()))
    })?;
    Ok(found)
}

/// One entry as it is sealed, its leaf hash, and what opens its commitments.
pub fn sealed(view: &impl Read, seq: u64) -> Result<Option<Sealed>, StoreError> {
    let mut found = None;
    view.visit_log(seq..=seq, false, |seq, row| {
        found = Some((Entry::decode(row)?, leaf_of(row)?, openings(view, seq)?));
        Ok(ControlFlow::Break(()))
    })?;
    Ok(found)
}

/// A sealed entry, its leaf hash, and what opens its commitments.
pub type Sealed = (Entry, Hash, Vec<Option<Opening>>);

/// Visits the numbers of all entries in order.
pub fn visit_numbers(view: &impl Read, mut each: impl FnMut(u64) -> ControlFlow<()>) -> Result<(), StoreError> {
    view.visit_log(.., false, |seq, _| Ok(each(seq)))
}

fn opened(view: &impl Read, seq: u64, row: &[u8]) -> Result<Entry, StoreError> {
    let mut entry = Entry::decode(row)?;
    if !entry.children.is_empty() {
        entry.open(&openings(view, seq)?);
    }
    Ok(entry)
}

/// The numbers of all entries about a child, in order: one range. For [`MsixId::NOBODY`] those that may concern every
/// child.
pub fn about(view: &impl Read, child: MsixId) -> Result<Vec<u64>, StoreError> {
    let rows = view.range(&tables::AUDIT_CHILD, (child, 0)..=(child, u64::MAX))?;
    Ok(rows.into_iter().map(|((_, seq), ())| seq).collect())
}

/// A child's record, or a part of it, that was shown to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// Position of the entry in the log.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// To whom.
    pub to: Actor,
    /// Where he was.
    pub origin: Origin,
    /// For which purpose.
    pub purpose: Option<Purpose>,
    /// What: `overview`, `history`, `print`, ...; `export` for a file; `search` for name, birth date and parents in a list
    /// of results, for which no purpose need have been said.
    pub part: Text,
}

/// The accounting of disclosures: to whom a child's record was shown, in order of time. An identifier that was merged
/// into another has disclosures of its own: ask for each. The caller logs that it was asked for.
pub fn disclosures(view: &impl Read, child: MsixId) -> Result<Vec<Disclosure>, StoreError> {
    let mut shown = Vec::new();
    for seq in about(view, child)? {
        let Some((entry, _)) = entry(view, seq)? else { continue };
        let purpose = entry.event.purpose();
        let part = match entry.event {
            AuditEvent::RecordRead { part, .. } => part,
            AuditEvent::RecordExported { .. } => Text::from("export"),
            AuditEvent::Searched { .. } => Text::from("search"),
            _ => continue,
        };
        shown.push(Disclosure { seq, at: entry.at, to: entry.actor, origin: entry.origin, purpose, part });
    }
    Ok(shown)
}

/// The tree as it stands: its size, and what the next entry needs of it.
pub fn tree_state(view: &impl Read) -> Result<TreeState, StoreError> {
    Ok(view.get(&tables::AUDIT_TREE, &0)?.unwrap_or_default())
}

/// The tree over the log of a view. A proof reads some hundred rows, however long the log is.
pub struct Tree<'a, R>(pub &'a R);

impl<R: Read> Subtrees for Tree<'_, R> {
    type Error = StoreError;

    fn root(&self, from: u64, to: u64) -> Result<Hash, StoreError> {
        let count = to - from;
        if count.is_power_of_two() {
            let level = count.trailing_zeros() as u16;
            if level > 0 && level.is_multiple_of(NODE_LEVELS) {
                let root = self.0.get(&tables::AUDIT_NODE, &(level, from >> level))?;
                return root.ok_or_else(|| corrupt(format!("no root of the subtree from entry {}", from + 1)));
            }
        }
        if count <= 1 << NODE_LEVELS {
            return self.leaves(from, to);
        }
        let middle = from + tree::split(count);
        Ok(tree::node_hash(&self.root(from, middle)?, &self.root(middle, to)?))
    }
}

impl<R: Read> Tree<'_, R> {
    /// The same from the entries themselves.
    fn leaves(&self, from: u64, to: u64) -> Result<Hash, StoreError> {
        let mut state = TreeState::default();
        self.0.visit_log(from + 1..=to, false, |_, row| {
            tree::push(&mut state, leaf_of(row)?, |_, _, _| ());
            Ok(ControlFlow::Continue(()))
        })?;
        if state.size == to - from {
            return Ok(tree::root_of(&state.frontier));
        }
        Err(corrupt(format!("not all of the entries {} to {to}", from + 1)))
    }
}
