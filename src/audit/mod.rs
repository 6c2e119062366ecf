//! The audit log: who did what, when, to which child. Every change appends to it in its own transaction, and each
//! entry carries the hash of the one before. It must never hold anything about a child but the MSIX ID.

mod journal;

use std::ops::ControlFlow;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::model::{Actor, AuditEvent, Timestamp};
use crate::store::{self, Change, Environment, Logged, Options, Read, Store, StoreError};
pub use journal::Journal;

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Position, from 1.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What.
    pub event: AuditEvent,
    /// Hash of the entry before; zeros for the first.
    pub previous: [u8; 32],
    /// SHA-256 over all of the above in the store's plain form.
    pub hash: [u8; 32],
}

/// The outcome of a walk along the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry fits the one before it.
    Intact {
        /// How many.
        entries: u64,
        /// Hash of the last.
        head: [u8; 32],
    },
    /// The first entry that does not fit.
    Broken {
        /// Its position.
        seq: u64,
        /// What is wrong with it.
        why: String,
    },
}

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

/// Appends an event to the log of a change. The proof lets the change be committed.
pub fn append(change: &Change, event: AuditEvent) -> Result<Logged, StoreError> {
    append_as(change, change.actor().clone(), event)
}

/// Appends an event of another actor than the change's own: when several share one commit.
fn append_as(change: &Change, actor: Actor, event: AuditEvent) -> Result<Logged, StoreError> {
    change.append_log(|seq, before| {
        let previous = match before {
            Some(bytes) => decode(bytes)?.hash,
            None => [0; 32],
        };
        let mut entry = Entry { seq, at: change.at(), actor, event, previous, hash: [0; 32] };
        entry.hash = hash(&entry);
        Ok(store::encode(&entry))
    })
}

/// One event in a change of its own, for what is worth a line in the log but changes nothing else.
pub fn record(store: &Store, actor: Actor, at: Timestamp, event: AuditEvent) -> Result<(), StoreError> {
    let change = store.begin(actor, at)?;
    let logged = append(&change, event)?;
    change.commit(logged)
}

/// Walks the whole chain.
pub fn verify(view: &impl Read) -> Result<Verdict, StoreError> {
    let (mut entries, mut head, mut broken) = (0, [0; 32], None);
    view.visit_log(0, |seq, bytes| {
        let why = match decode(bytes) {
            Err(error) => Some(error.to_string()),
            Ok(entry) if entry.seq != seq || seq != entries + 1 => Some("an entry before it is missing".to_owned()),
            Ok(entry) if entry.previous != head => Some("it does not follow the entry before it".to_owned()),
            Ok(entry) if entry.hash != hash(&entry) => Some("it was altered".to_owned()),
            Ok(entry) => {
                (entries, head) = (seq, entry.hash);
                None
            }
        };
        broken = why.map(|why| Verdict::Broken { seq, why });
        if broken.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    Ok(broken.unwrap_or(Verdict::Intact { entries, head }))
}

/// Visits the entries from a position on, in order.
pub fn visit(view: &impl Read, from: u64, mut entry: impl FnMut(Entry) -> ControlFlow<()>) -> Result<(), StoreError> {
    let mut failure = None;
    view.visit_log(from, |_, bytes| match decode(bytes) {
        Ok(decoded) => entry(decoded),
        Err(error) => {
            failure = Some(error);
            ControlFlow::Break(())
        }
    })?;
    failure.map_or(Ok(()), Err)
}

fn decode(bytes: &[u8]) -> Result<Entry, StoreError> {
    store::decode(bytes).map_err(|what| StoreError::Corrupt(format!("{what} in table audit")))
}

fn hash(entry: &Entry) -> [u8; 32] {
    let covered = (entry.seq, entry.at, &entry.actor, &entry.event, entry.previous);
    Sha256::digest(store::plain(&covered)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chain_holds_and_an_altered_entry_breaks_it() {
        let store = store_in_memory(Environment::Training, Timestamp::default()).unwrap();
        for _ in 0..3 {
            record(&store, Actor::Console("root".into()), Timestamp::default(), AuditEvent::LoggedIn).unwrap();
        }
        let verdict = verify(&store.view().unwrap()).unwrap();
        assert!(matches!(verdict, Verdict::Intact { entries: 4, .. }), "{verdict:?}");

        let change = store.begin(Actor::Stranger, Timestamp::default()).unwrap();
        let forged = change
            .append_log(|seq, before| {
                let mut entry = decode(before.unwrap()).unwrap();
                entry.seq = seq;
                Ok(store::encode(&entry))
            })
            .unwrap();
        change.commit(forged).unwrap();
        let verdict = verify(&store.view().unwrap()).unwrap();
        assert!(matches!(verdict, Verdict::Broken { seq: 5, .. }), "{verdict:?}");
    }
}
