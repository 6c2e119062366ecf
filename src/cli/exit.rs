//! Exit codes, and what a verb says when it cannot do its work. The table in README.md repeats these.

use serde::{Deserialize, Serialize};

use crate::audit::{KeyError, NotaryError};
use crate::casework::CaseError;
use crate::config::{ConfigError, DataDirError};
use crate::identity::{IdentityError, RecoverError, SetupError};
use crate::records::RecordsError;
use crate::search::SearchError;
use crate::secret::SecretError;
use crate::store::StoreError;
use crate::submission::SubmissionError;

/// How a verb ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[repr(u8)]
pub enum Exit {
    /// It did its work and all is well.
    Ok = 0,
    /// It did its work and found something that needs a person: findings in a file, no such child, an unhealthy store.
    /// A search that finds nobody is none of these: that nobody is known by a name is a result.
    Findings = 1,
    /// It was called wrongly, or a setting is wrong.
    Usage = 2,
    /// The data directory is missing, unreadable, open to others, or another file cannot be read or written.
    Data = 3,
    /// The store is in use by another process, of another schema version, or damaged.
    Store = 4,
    /// A file was refused as a whole: nothing of it was applied.
    Refused = 5,
    /// The disk is full.
    DiskFull = 6,
    /// The server cannot listen, or certificate and key do not work.
    Listen = 7,
    /// The audit log is sound by itself, but what it was to be held against holds nothing.
    NotAnchored = 8,
    /// A fault of the program itself.
    Internal = 70,
}

impl Exit {
    /// The number the operating system gets.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// The worse of two.
    pub fn max(self, other: Self) -> Self {
        if other.code() > self.code() { other } else { self }
    }
}

/// Why a verb did not do its work: what happened, that nothing was lost, what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// The code to exit with.
    pub exit: Exit,
    /// For a person.
    pub message: String,
}

impl Failure {
    /// A failure in words.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, message: message.into() }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Missing(_) | StoreError::AlreadyExists(_) | StoreError::Io(_) => {
                Self::new(Exit::Data, format!("{error}. Nothing was changed; check the path and its permissions"))
            }
            StoreError::Locked(_) => Self::new(
                Exit::Store,
                format!(
                    "{error}. A server or another verb works on this data directory; nothing was changed; wait for it or stop it"
                ),
            ),
            StoreError::InUse | StoreError::NewerSchema { .. } | StoreError::OlderSchema { .. } => {
                Self::new(Exit::Store, format!("{error}. Nothing was changed"))
            }
            StoreError::Corrupt(_) => Self::new(
                Exit::Store,
                format!("{error}. The file was left as it is; keep a copy of it and restore the last backup"),
            ),
            StoreError::DiskFull => Self::new(Exit::DiskFull, error.to_string()),
        }
    }
}

impl From<SetupError> for Failure {
    fn from(error: SetupError) -> Self {
        match error {
            SetupError::Identity(error) => error.into(),
            SetupError::Settled | SetupError::Link | SetupError::Password(_) => {
                Self::new(Exit::Usage, format!("{error}. Nothing was changed"))
            }
        }
    }
}

impl From<RecoverError> for Failure {
    fn from(error: RecoverError) -> Self {
        match error {
            RecoverError::Identity(error) => error.into(),
            RecoverError::Unknown | RecoverError::Closed => {
                Self::new(Exit::Usage, format!("{error}. Nothing was changed"))
            }
        }
    }
}

impl From<RecordsError> for Failure {
    fn from(error: RecordsError) -> Self {
        match error {
            RecordsError::Store(error) => error.into(),
            other => Self::new(Exit::Store, format!("{other}. Run `vereda doctor` for a full account")),
        }
    }
}

impl From<CaseError> for Failure {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Store(error) => error.into(),
            CaseError::Records(error) => error.into(),
            other => Self::new(Exit::Usage, other.to_string()),
        }
    }
}

impl From<SearchError> for Failure {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Store(error) => error.into(),
            other => Self::new(
                Exit::Internal,
                format!("{other}. The records are not affected; run `vereda index rebuild` and try again"),
            ),
        }
    }
}

impl From<SubmissionError> for Failure {
    fn from(error: SubmissionError) -> Self {
        match error {
            SubmissionError::Store(error) => error.into(),
            SubmissionError::Records(error) => error.into(),
            cut_off @ SubmissionError::CutOff(_) => Self::new(
                Exit::Data,
                format!("{cut_off}: its run was cut off; run it without --dry-run to finish it. Nothing was changed"),
            ),
            SubmissionError::Io(error) if error.kind() == std::io::ErrorKind::StorageFull => {
                StoreError::DiskFull.into()
            }
            waits @ SubmissionError::Waits { .. } => {
                let message = format!("{waits}. This file was not taken; send it again afterwards");
                let SubmissionError::Waits { why, .. } = waits else { return Self::new(Exit::Internal, message) };
                Self::new(Self::from(*why).exit, message)
            }
            other => Self::new(
                Exit::Data,
                format!("{other}. What was answered before stays applied; send the same file again to go on"),
            ),
        }
    }
}

impl From<IdentityError> for Failure {
    fn from(error: IdentityError) -> Self {
        match error {
            IdentityError::Store(error) => error.into(),
            other => Self::new(Exit::Usage, format!("{other}. No account was created")),
        }
    }
}

impl From<SecretError> for Failure {
    fn from(error: SecretError) -> Self {
        Self::new(Exit::Data, format!("the secret {error}"))
    }
}

impl From<KeyError> for Failure {
    fn from(error: KeyError) -> Self {
        Self::new(Exit::Data, error.to_string())
    }
}

impl From<NotaryError> for Failure {
    fn from(error: NotaryError) -> Self {
        match error {
            NotaryError::Store(error) => error.into(),
            NotaryError::Key(error) => error.into(),
            NotaryError::File(..) => Self::new(Exit::Data, format!("{error}. The checkpoint is kept in the store")),
            NotaryError::OtherKey { .. } => Self::new(Exit::Data, error.to_string()),
            NotaryError::KeyNotLost => Self::new(Exit::Usage, error.to_string()),
            NotaryError::Older { .. } | NotaryError::Unreadable => Self::new(Exit::Store, error.to_string()),
        }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::new(Exit::Usage, format!("{error}. Nothing was started"))
    }
}

impl From<DataDirError> for Failure {
    fn from(error: DataDirError) -> Self {
        Self::new(Exit::Data, error.to_string())
    }
}

/// The table of exit codes, for `--help`.
pub(super) const HELP: &str = "\
Exit codes:
   0  done, all is well
   1  done, and something needs a person: findings in a file, no such child, an unhealthy store
   2  called wrongly, or a wrong setting
   3  data directory or another file missing, unreadable or open to others
   4  store in use, of another schema version, or damaged
   5  a file was refused, or held too little: nothing was applied
   6  the disk is full
   7  the server cannot listen, or certificate and key do not work
   8  the audit log is sound by itself, but the checkpoints or the key given do not speak for it
  70  a fault of the program itself";
