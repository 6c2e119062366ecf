//! Appending: the entry, its side tables and its place in the tree, all in the caller's transaction.

use super::entry::{Entry, commitment, corrupt, leaf_of};
use super::tree;
use crate::model::{AuditEvent, MsixId, Opening, TreeState, Who};
use crate::store::{self, Change, Logged, Read, StoreError, tables};

/// Every so many powers of two the roots of subtrees are kept: one row for 256 entries, and a proof reads at most 256
/// rows of each kind.
pub(super) const NODE_LEVELS: u16 = 8;

/// Appends an event to the log of a change. The proof lets the change be committed.
pub fn append(change: &Change, event: AuditEvent) -> Result<Logged, StoreError> {
    append_as(change, change.who().clone(), event)
}

/// Appends an event of somebody else than the change's own: when several share one commit.
pub(super) fn append_as(change: &Change, who: Who, mut event: AuditEvent) -> Result<Logged, StoreError> {
    let (about, all) = (seal(&mut event)?, event.concerns_all());
    let mut tree = change.get(&tables::AUDIT_TREE, &0)?.unwrap_or_default();
    let mut nodes = Vec::new();
    let logged = change.append_log(|seq| {
        if tree.size + 1 != seq {
            return Err(corrupt(format!("{} entries, and a tree over {}", seq - 1, tree.size)));
        }
        let (outcome, children) = (event.outcome(), about.iter().map(commitment).collect());
        let (at, previous) = (change.at(), tree.last);
        let entry = Entry { seq, at, actor: who.actor, origin: who.origin, event, outcome, children, previous };
        let row = store::encode_unpacked(&entry);
        tree::push(&mut tree, leaf_of(&row)?, |level, index, root| {
            if level > 0 && level.is_multiple_of(NODE_LEVELS) {
                nodes.push(((level, index), *root));
            }
        });
        Ok(row)
    })?;
    // Never packed: hashes do not get shorter.
    change.put_packed(&tables::AUDIT_TREE, &0, store::encode_unpacked(&tree))?;
    for (place, root) in nodes {
        change.put(&tables::AUDIT_NODE, &place, &root)?;
    }
    file(change, &tree, &about, all)?;
    Ok(logged)
}

/// Takes the children out of an event, each with a salt of its own.
fn seal(event: &mut AuditEvent) -> Result<Vec<Opening>, StoreError> {
    let children = event.children_mut();
    let mut salts = vec![0; children.len() * 16];
    if !salts.is_empty() {
        let failed = |error: getrandom::Error| StoreError::Io(std::io::Error::other(error.to_string()));
        getrandom::fill(&mut salts).map_err(failed)?;
    }
    let (salts, _) = salts.as_chunks();
    let taken = children.iter_mut().map(|child| std::mem::replace(child, MsixId::NOBODY));
    Ok(taken.zip(salts).map(|(child, salt)| Opening { child, salt: *salt }).collect())
}

/// Files the entry under its children.
fn file(change: &Change, tree: &TreeState, about: &[Opening], all: bool) -> Result<(), StoreError> {
    let seq = tree.size;
    if !about.is_empty() {
        let openings: Vec<Option<Opening>> = about.iter().copied().map(Some).collect();
        change.put_packed(&tables::AUDIT_OPENING, &seq, store::encode_unpacked(&openings))?;
    }
    let everybody = all.then_some(MsixId::NOBODY);
    let children = about.iter().map(|opening| opening.child).chain(everybody);
    change.put_all(&tables::AUDIT_CHILD, children.map(|child| (child, seq)), &())
}
