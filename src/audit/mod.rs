//! The audit log: who did what, when, to which child, from where. Every change appends to it in its own transaction.
//! Entries are chained and are the leaves of a Merkle tree whose root is signed and laid down elsewhere, so that an
//! outsider can tell that nothing was altered. An entry must never hold a child but as a salted commitment.
//!
//! `README.md` beside this file is the contract: bytes, proofs, what they prove and what not.

mod append;
mod checkpoint;
mod entry;
mod erase;
mod journal;
pub mod json;
mod key;
mod notary;
mod read;
pub mod tree;
mod verify;
mod walk;

use std::path::Path;

use crate::model::{AuditEvent, Timestamp, Who};
use crate::store::{Environment, Options, Store, StoreError};
pub use append::append;
pub use checkpoint::{Checkpoint, Signed, key_id, parse_file};
pub use entry::{Entry, commitment};
pub use erase::erase_links;
pub use journal::Journal;
pub use key::{KeyError, PublicKey, SigningKey};
pub use notary::{Notary, NotaryError, Settings, file_of};
pub use read::{
    Disclosure, Sealed, Tree, about, disclosures, entry, sealed, tree_state, visit, visit_numbers, visit_range,
};
pub use verify::{Anchor, Anchors, KeySpan, Report, Verdict, log_name_of, verify, verify_against};
pub use walk::Break;

/// Creates a store in a directory that has none.
pub fn create_store(
    directory: &Path,
    environment: Environment,
    now: Timestamp,
    options: Options,
) -> Result<Store, StoreError> {
    Store::create(directory, environment, now, options, append)
}

/// Opens the store of a directory for reading and writing.
pub fn open_store(directory: &Path, now: Timestamp, options: Options) -> Result<Store, StoreError> {
    Store::open(directory, now, options, append)
}

/// A store in memory, gone with its last handle.
pub fn store_in_memory(environment: Environment, now: Timestamp) -> Result<Store, StoreError> {
    Store::on_backend(redb::backends::InMemoryBackend::new(), environment, now, append)
}

/// One event in a change of its own, for what is worth a line in the log but changes nothing else.
pub fn record(store: &Store, who: impl Into<Who>, at: Timestamp, event: AuditEvent) -> Result<(), StoreError> {
    let change = store.begin(who, at)?;
    let logged = append(&change, event)?;
    change.commit(logged)
}

#[cfg(test)]
mod tests;
