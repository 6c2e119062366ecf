//! The data directory: everything the program keeps is in it.
//!
//! ```text
//! store.redb      the truth
//! index/          the search index, a copy
//! secrets/        pepper: what has to be kept apart from a copy of the store
//! spool/          files that are being applied
//! secrets/        the key that signs the audit log's checkpoints, unless the settings name another
//! checkpoints/    those checkpoints, unless the settings name another directory
//! tls/            certificate.pem and key.pem, unless the settings name others
//! vereda.toml     settings
//! vereda.sock     while a server runs
//! ```

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::store;

/// Why a directory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataDirError {
    /// It is not there.
    #[error("there is no data directory at {0}; run `vereda init {dir}` to make one", dir = .0.display())]
    Missing(PathBuf),
    /// It is there but holds no store.
    #[error("{0} is not a data directory of vereda: it has no store.redb; run `vereda init` on an empty directory")]
    NotOurs(PathBuf),
    /// Others than its owner may enter it.
    #[error("{dir} can be entered by others (mode {mode:03o}); run `chmod 700 {dir}` and try again", dir = .path.display())]
    OpenToOthers {
        /// Which.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// It belongs to another user, who could put anything in it.
    #[error("{0} belongs to another user, so nothing was done; name a directory of your own")]
    NotYours(PathBuf),
    /// It has something in it already.
    #[error("{0} is not empty, so nothing was created; name a directory that does not exist or is empty")]
    NotEmpty(PathBuf),
    /// It cannot be read or made.
    #[error("the data directory {0} cannot be used: {1}")]
    Io(PathBuf, io::Error),
}

/// A data directory that exists and that only its owner can enter.
#[derive(Debug, Clone)]
pub struct DataDir {
    root: PathBuf,
}

impl DataDir {
    /// An existing one.
    pub fn open(root: &Path) -> Result<Self, DataDirError> {
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => DataDirError::Missing(root.to_owned()),
            _ => DataDirError::Io(root.to_owned(), error),
        };
        let metadata = fs::metadata(root).map_err(failed)?;
        fs::read_dir(root).map_err(failed)?;
        // Root may look after the directory of the server's own user.
        let me = rustix::process::geteuid().as_raw();
        if me != 0 && metadata.uid() != me {
            return Err(DataDirError::NotYours(root.to_owned()));
        }
        let mode = metadata.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(DataDirError::OpenToOthers { path: root.to_owned(), mode });
        }
        let root = root.canonicalize().map_err(failed)?;
        if !root.join(store::FILE_NAME).is_file() {
            return Err(DataDirError::NotOurs(root));
        }
        Ok(Self { root })
    }

    /// Makes a new one, or takes one that is empty.
    pub fn create(root: &Path) -> Result<Self, DataDirError> {
        let failed = |error: io::Error| DataDirError::Io(root.to_owned(), error);
        DirBuilder::new().recursive(true).mode(0o700).create(root).map_err(failed)?;
        if fs::metadata(root).map_err(failed)?.uid() != rustix::process::geteuid().as_raw() {
            return Err(DataDirError::NotYours(root.to_owned()));
        }
        if fs::read_dir(root).map_err(failed)?.next().is_some() {
            return Err(DataDirError::NotEmpty(root.to_owned()));
        }
        fs::set_permissions(root, fs::Permissions::from_mode(0o700)).map_err(failed)?;
        let new = Self { root: root.canonicalize().map_err(failed)? };
        for folder in [new.index(), new.secrets(), new.spool(), new.tls()] {
            DirBuilder::new().mode(0o700).create(&folder).map_err(failed)?;
        }
        Ok(new)
    }

    /// The directory itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The search index.
    pub fn index(&self) -> PathBuf {
        self.root.join("index")
    }

    /// The model by which children are linked; without it the one that the program ships.
    pub fn model_file(&self) -> PathBuf {
        self.root.join("matching.toml")
    }

    /// Where a submission is kept until it is answered.
    pub fn spool(&self) -> PathBuf {
        self.root.join("spool")
    }

    /// What has to be kept apart from a copy of the store.
    pub fn secrets(&self) -> PathBuf {
        self.root.join("secrets")
    }

    /// Certificate and key, unless the settings name others.
    pub fn tls(&self) -> PathBuf {
        self.root.join("tls")
    }

    /// The settings.
    pub fn config_file(&self) -> PathBuf {
        self.root.join("vereda.toml")
    }

    /// The socket of a running server.
    pub fn socket(&self) -> PathBuf {
        self.root.join("vereda.sock")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_directory_is_closed_to_others_and_one_with_something_in_it_is_refused() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("a/b");
        let new = DataDir::create(&path).unwrap();
        assert_eq!(fs::metadata(new.root()).unwrap().permissions().mode() & 0o777, 0o700);
        assert!(matches!(DataDir::create(&path), Err(DataDirError::NotEmpty(_))));
        assert!(matches!(DataDir::open(&path), Err(DataDirError::NotOurs(_))));
    }

    #[test]
    fn a_directory_that_others_can_enter_is_refused() {
        let parent = tempfile::tempdir().unwrap();
        fs::set_permissions(parent.path(), fs::Permissions::from_mode(0o750)).unwrap();
        assert!(matches!(DataDir::open(parent.path()), Err(DataDirError::OpenToOthers { mode: 0o750, .. })));
    }
}
