//! The truth on disk: redb tables with typed keys and values, transactions, schema version and migration. It must
//! never know what a table's content means, and never commit a change without an entry in the audit log.
//!
//! `FORMAT.md` beside this file describes every byte.

mod block;
mod change;
mod codec;
mod error;
pub mod fault;
mod key;
mod merge;
mod pending;
mod read;
mod schema;
pub mod tables;
mod turns;
mod view;
mod waiting;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex};

use redb::{Builder, Database, DatabaseError, ReadOnlyDatabase, ReadableDatabase, StorageBackend};

use crate::model::{Timestamp, Who};
pub use change::{Change, Log, Logged};
pub use codec::{decode, decode_plain, encode, encode_joined, encode_unpacked, joined, plain, same, unpacked_body};
pub use error::StoreError;
pub use key::Key;
pub use read::Read;
pub use schema::{Environment, SCHEMA_VERSION, StoreInfo, environment};
pub use tables::Table;
pub use view::View;

/// File name of the store inside a data directory.
pub const FILE_NAME: &str = "store.redb";

/// Ends of the automatic size of the cache, in bytes.
const LEAST_CACHE: usize = 192 << 20;
const MOST_CACHE: usize = 2 << 30;

/// How a store is opened.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Bytes of memory for cached pages; without it an eighth of the file as it is when it is opened, 192 MB at least
    /// and 2 GB at most.
    pub cache_bytes: Option<usize>,
    /// A change is refused while the file system has less room than this, in bytes: running into a full disk
    /// in the middle of a commit loses nothing, but the store then has to be opened anew.
    pub reserve_bytes: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { cache_bytes: None, reserve_bytes: 64 << 20 }
    }
}

/// An open store. Cloning it is cheap; all clones are one store.
#[derive(Clone)]
pub struct Store {
    shared: Arc<Shared>,
}

struct Shared {
    db: Database,
    info: StoreInfo,
    directory: Option<std::path::PathBuf>,
    reserve_bytes: u64,
    turns: turns::Turns,
    /// Rows of `block` that wait for their place, as the last commit left them; `None` until a change asks.
    recent: Arc<Mutex<Option<block::Recent>>>,
}

impl Store {
    /// Creates a store in a directory that has none.
    pub fn create(
        directory: &Path,
        environment: Environment,
        now: Timestamp,
        options: Options,
        log: Log,
    ) -> Result<Self, StoreError> {
        let path = directory.join(FILE_NAME);
        if path.exists() {
            return Err(StoreError::AlreadyExists(path));
        }
        // Under another name until it is a store: a process killed in between leaves nothing that looks like one.
        let unfinished = directory.join(format!("{FILE_NAME}.new"));
        if unfinished.exists() {
            std::fs::remove_file(&unfinished)?;
        }
        let db = builder(options, 0).create(&unfinished).map_err(|e| StoreError::opening(&path, e))?;
        let info = schema::create(&db, environment, now, log)?;
        std::fs::rename(&unfinished, &path)?;
        Ok(Self::assemble(db, info, Some(directory), options))
    }

    /// Opens the store of a directory for reading and writing. Only one process can.
    pub fn open(directory: &Path, now: Timestamp, options: Options, log: Log) -> Result<Self, StoreError> {
        let path = directory.join(FILE_NAME);
        if !path.is_file() {
            return Err(StoreError::Missing(path));
        }
        let length = path.metadata()?.len();
        let db = opened(&path, || builder(options, length).open(&path))?;
        let info = schema::check_and_migrate(&db, now, log)?;
        Ok(Self::assemble(db, info, Some(directory), options))
    }

    /// A store on any backend: created when the backend is empty, else opened. For tests of crashes.
    pub fn on_backend(
        backend: impl StorageBackend,
        environment: Environment,
        now: Timestamp,
        log: Log,
    ) -> Result<Self, StoreError> {
        let options = Options { cache_bytes: Some(16 << 20), reserve_bytes: 0 };
        let fresh = backend.len().map_err(StoreError::Io)? == 0;
        let db = builder(options, 0)
            .create_with_backend(backend)
            .map_err(|e| StoreError::opening(Path::new("(backend)"), e))?;
        let info =
            if fresh { schema::create(&db, environment, now, log)? } else { schema::check_and_migrate(&db, now, log)? };
        Ok(Self::assemble(db, info, None, options))
    }

    fn assemble(db: Database, info: StoreInfo, directory: Option<&Path>, options: Options) -> Self {
        let directory = directory.map(Path::to_owned);
        Self {
            shared: Arc::new(Shared {
                db,
                info,
                directory,
                reserve_bytes: options.reserve_bytes,
                turns: turns::Turns::default(),
                recent: Arc::default(),
            }),
        }
    }

    /// What was written at creation.
    pub fn info(&self) -> &StoreInfo {
        &self.shared.info
    }

    /// A consistent view of the present state.
    pub fn view(&self) -> Result<View, StoreError> {
        Ok(View::new(self.shared.db.begin_read()?))
    }

    /// Begins a change. Waits for a change that is under way, and for those that were asked for before.
    pub fn begin(&self, who: impl Into<Who>, at: Timestamp) -> Result<Change, StoreError> {
        self.check_room()?;
        // Until it has begun: the next caller then waits for its end inside redb, alone.
        let _turn = self.shared.turns.wait();
        Change::begin(&self.shared.db, self.shared.recent.clone(), who.into(), at)
    }

    /// Whether somebody waits to begin a change: who holds one for long then ends it, when he can.
    pub fn is_wanted(&self) -> bool {
        self.shared.turns.present() > 0
    }

    /// Verifies every page of the file against its checksum. Needs the only handle of the store, so that
    /// nobody reads meanwhile.
    pub fn check_integrity(self) -> Result<bool, StoreError> {
        let mut shared = Arc::try_unwrap(self.shared).map_err(|_| StoreError::InUse)?;
        opened(Path::new(FILE_NAME), || shared.db.check_integrity())
    }

    /// Size of the file in bytes; 0 for a store in memory.
    pub fn file_bytes(&self) -> u64 {
        let path = self.shared.directory.as_ref().map(|directory| directory.join(FILE_NAME));
        path.and_then(|path| path.metadata().ok()).map_or(0, |metadata| metadata.len())
    }

    /// Refuses while less than the reserve is free. For what goes on for long, or fills the disk beside the store.
    pub fn check_room(&self) -> Result<(), StoreError> {
        match &self.shared.directory {
            Some(directory) => self.check_room_in(directory),
            None => Ok(()),
        }
    }

    /// The same for another folder, which may lie on another file system.
    pub fn check_room_in(&self, directory: &Path) -> Result<(), StoreError> {
        let stat = rustix::fs::statvfs(directory).map_err(|e| StoreError::Io(e.into()))?;
        if stat.f_bavail.saturating_mul(stat.f_frsize) < self.shared.reserve_bytes {
            return Err(StoreError::DiskFull);
        }
        Ok(())
    }
}

/// A store that nobody can change: for auditors, and for reading a snapshot. It has no method that writes.
pub struct ReadOnlyStore {
    db: ReadOnlyDatabase,
    info: StoreInfo,
}

impl ReadOnlyStore {
    /// Opens the store of a directory for reading, while no process has it open for writing.
    pub fn open(directory: &Path, options: Options) -> Result<Self, StoreError> {
        let path = directory.join(FILE_NAME);
        if !path.is_file() {
            return Err(StoreError::Missing(path));
        }
        let length = path.metadata()?.len();
        let db = opened(&path, || builder(options, length).open_read_only(&path))?;
        let info = schema::check(&View::new(db.begin_read()?))?;
        Ok(Self { db, info })
    }

    /// What was written at creation.
    pub fn info(&self) -> &StoreInfo {
        &self.info
    }

    /// A consistent view.
    pub fn view(&self) -> Result<View, StoreError> {
        Ok(View::new(self.db.begin_read()?))
    }
}

/// Redb answers most damage with an error, and some with a panic (a page whose kind makes no sense).
fn opened<T>(path: &Path, open: impl FnOnce() -> Result<T, DatabaseError>) -> Result<T, StoreError> {
    let outcome = catch_unwind(AssertUnwindSafe(open));
    outcome
        .map_err(|_| StoreError::Corrupt("its pages make no sense".to_owned()))?
        .map_err(|error| StoreError::opening(path, error))
}

fn builder(options: Options, file_bytes: u64) -> Builder {
    let automatic = || usize::try_from(file_bytes / 8).unwrap_or(usize::MAX).clamp(LEAST_CACHE, MOST_CACHE);
    let mut builder = Builder::new();
    builder.set_cache_size(options.cache_bytes.unwrap_or_else(automatic));
    builder
}

#[cfg(test)]
mod golden;
#[cfg(test)]
mod tests;
