//! Lawful erasure of a child's links: the entries stay, and nobody can tell any more whom they are about.

use super::append::append;
use super::entry::openings;
use super::read::about;
use crate::model::{AuditEvent, MsixId};
use crate::store::{self, Change, Logged, StoreError, tables};

/// Erases what opens the commitments to a child, in all entries there are, and appends how many. Chain, tree and
/// checkpoints stay as they are.
pub fn erase_links(change: &Change, child: MsixId) -> Result<Logged, StoreError> {
    let mut links = 0;
    for seq in about(change, child)? {
        let mut known = openings(change, seq)?;
        for opening in known.iter_mut().filter(|opening| opening.is_some_and(|opening| opening.child == child)) {
            (*opening, links) = (None, links + 1);
        }
        change.put_packed(&tables::AUDIT_OPENING, &seq, store::encode_unpacked(&known))?;
        change.remove(&tables::AUDIT_CHILD, &(child, seq))?;
    }
    append(change, AuditEvent::LinksErased { links })
}
