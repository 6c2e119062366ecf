//! An entry: its bytes, the children in it sealed, and how they are opened again.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::tree::{Hash, leaf_hash};
use crate::model::{Actor, AuditEvent, Commitment, MsixId, Opening, Origin, Outcome, Timestamp};
use crate::store::{self, Read, StoreError, tables};

/// An entry of the log. `README.md` beside this file has its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Position, from 1.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// From where.
    pub origin: Origin,
    /// What. Where it names children there is [`MsixId::NOBODY`] in the bytes; an entry that was opened has them again,
    /// except those that were erased.
    pub event: AuditEvent,
    /// Whether it was done or refused.
    pub outcome: Outcome,
    /// The children it names, sealed, in the order of the event.
    pub children: Vec<Commitment>,
    /// Leaf hash of the entry before; zeros for the first.
    pub previous: Hash,
}

/// First bytes of what a commitment covers.
const SEAL: &[u8] = b"vereda audit child 1\n";

/// SHA-256 over `SEAL`, the salt and the MSIX ID as eight bytes, most significant first.
pub fn commitment(opening: &Opening) -> Commitment {
    let sealed = Sha256::new().chain_update(SEAL).chain_update(opening.salt);
    Commitment(sealed.chain_update(opening.child.number().to_be_bytes()).finalize().into())
}

impl Entry {
    /// The entry of a row.
    pub(super) fn decode(row: &[u8]) -> Result<Self, StoreError> {
        store::decode_plain(body(row)?).map_err(corrupt)
    }

    /// Puts the children back where the openings name them.
    pub fn open(&mut self, openings: &[Option<Opening>]) {
        for (child, opening) in self.event.children_mut().iter_mut().zip(openings) {
            *child = opening.map_or(MsixId::NOBODY, |opening| opening.child);
        }
    }
}

/// The bytes of an entry in a row: what its leaf hash covers.
pub(super) fn body(row: &[u8]) -> Result<&[u8], StoreError> {
    store::unpacked_body(row).ok_or_else(|| corrupt("a row of another form"))
}

/// Leaf hash of a row.
pub(super) fn leaf_of(row: &[u8]) -> Result<Hash, StoreError> {
    Ok(leaf_hash(body(row)?))
}

pub(super) fn corrupt(what: impl std::fmt::Display) -> StoreError {
    StoreError::Corrupt(format!("{what} in table audit"))
}

/// What opens the commitments of an entry.
pub(super) fn openings(read: &impl Read, seq: u64) -> Result<Vec<Option<Opening>>, StoreError> {
    Ok(read.get(&tables::AUDIT_OPENING, &seq)?.unwrap_or_default())
}
