//! What can go wrong with the store.

use std::path::{Path, PathBuf};

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no store.
    #[error("there is no store at {0}")]
    Missing(PathBuf),
    /// There is one already.
    #[error("there is a store already at {0}")]
    AlreadyExists(PathBuf),
    /// Another process has it open.
    #[error("another process has the store open: {0}")]
    Locked(PathBuf),
    /// Somebody still reads or writes.
    #[error("the store is in use")]
    InUse,
    /// Written by a newer program.
    #[error("the store has schema version {found}; this program knows {supported}: use the newer program")]
    NewerSchema {
        /// In the store.
        found: u32,
        /// In this program.
        supported: u32,
    },
    /// Written by an older program, and opened for reading only.
    #[error("the store has schema version {found}; open it once for writing so that it is brought to {supported}")]
    OlderSchema {
        /// In the store.
        found: u32,
        /// In this program.
        supported: u32,
    },
    /// Not one of our stores, or damaged.
    #[error("the store is damaged: {0}")]
    Corrupt(String),
    /// The file system is full.
    #[error("the disk is full: nothing was lost, make room and run again")]
    DiskFull,
    /// Not readable or not writable by this user, or a failing disk.
    #[error("the store cannot be read or written: {0}")]
    Io(std::io::Error),
}

impl StoreError {
    /// A value of a table that cannot be read.
    pub(super) fn corrupt(table: &str, what: impl std::fmt::Display) -> Self {
        Self::Corrupt(format!("{what} in table {table}"))
    }

    pub(super) fn opening(path: &Path, error: redb::DatabaseError) -> Self {
        match error {
            redb::DatabaseError::DatabaseAlreadyOpen => Self::Locked(path.to_owned()),
            redb::DatabaseError::Storage(error) => error.into(),
            other => Self::Corrupt(other.to_string()),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            std::io::ErrorKind::InvalidData => Self::Corrupt(error.to_string()),
            std::io::ErrorKind::UnexpectedEof => Self::Corrupt("the file is cut off".to_owned()),
            _ => Self::Io(error),
        }
    }
}

impl From<redb::StorageError> for StoreError {
    fn from(error: redb::StorageError) -> Self {
        match error {
            redb::StorageError::Io(error) => error.into(),
            redb::StorageError::PreviousIo => {
                Self::Io(std::io::Error::other("an earlier write failed; the store has to be opened anew"))
            }
            redb::StorageError::Corrupted(what) => Self::Corrupt(what),
            other => Self::Corrupt(other.to_string()),
        }
    }
}

macro_rules! through_storage {
    ($($error:ty => $variant:path),* $(,)?) => {
        $(impl From<$error> for StoreError {
            fn from(error: $error) -> Self {
                match error {
                    $variant(error) => error.into(),
                    other => Self::Corrupt(other.to_string()),
                }
            }
        })*
    };
}

through_storage! {
    redb::TransactionError => redb::TransactionError::Storage,
    redb::TableError => redb::TableError::Storage,
    redb::CommitError => redb::CommitError::Storage,
}
