//! What is written down about the acts of people and programs.

use serde::{Deserialize, Serialize};

use super::{ItemId, MsixId, Purpose, SubmissionId, Text};

/// What happened, in the audit log. No name of a child and nothing else about one: MSIX IDs only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AuditEvent {
    /// The store was created.
    StoreCreated {
        /// Its environment: `production`, `training`, `demo`.
        environment: Text,
    },
    /// The store was brought to another schema version.
    SchemaMigrated {
        /// Before.
        from: u32,
        /// After.
        to: u32,
    },
    /// A file arrived.
    SubmissionReceived {
        /// Its number.
        submission: SubmissionId,
        /// SHA-256 of the file as sent.
        sha256: [u8; 32],
    },
    /// Some students of a submission were applied.
    StudentsApplied {
        /// The submission.
        submission: SubmissionId,
        /// Position of the first student of this step in the file, from 0.
        first: u32,
        /// How many.
        count: u32,
        /// SHA-256 over the students' contributions and answers.
        digest: [u8; 32],
    },
    /// A submission was answered.
    SubmissionAnswered {
        /// The submission.
        submission: SubmissionId,
        /// `accepted`, `accepted_with_errors` or `refused`.
        status: Text,
    },
    /// A child's record was opened.
    RecordRead {
        /// Whose.
        msix_id: MsixId,
        /// Why.
        purpose: Purpose,
        /// Which part: `overview`, `history`, `print`, ...
        part: Text,
    },
    /// Somebody searched, and was shown these children.
    Searched {
        /// Why.
        purpose: Purpose,
        /// Whose names, birth dates and parents were shown.
        children: Vec<MsixId>,
    },
    /// Data left the store as a file.
    Exported {
        /// `identities`, `near-matches`, ...
        what: Text,
        /// How many rows.
        rows: u64,
    },
    /// A login.
    LoggedIn,
    /// A login that was refused.
    LoginRefused {
        /// The user name that was typed, if an account has it.
        user_name: Option<Text>,
    },
    /// A logout.
    LoggedOut,
    /// An account was created.
    AccountCreated {
        /// Its user name.
        user_name: Text,
    },
    /// Reference data were loaded.
    ReferenceImported {
        /// `schools` or `districts`.
        what: Text,
        /// How many rows.
        rows: u64,
    },
    /// The server was started.
    ServerStarted,
    /// A session went on: at most once a minute.
    SessionUsed,
    /// Somebody proposed that children be merged, split or a decision about them undone, or judged a near match to be
    /// one child.
    Proposed {
        /// The item that asks for the validation.
        item: ItemId,
        /// `validate_match`, `validate_merge`, ...
        kind: Text,
        /// The children concerned.
        children: Vec<MsixId>,
    },
    /// An item of the worklist was decided or closed.
    ItemClosed {
        /// The item.
        item: ItemId,
        /// `approved`, `rejected`, `different`, `cancelled`, `superseded`, ...
        status: Text,
        /// The children concerned.
        children: Vec<MsixId>,
    },
    /// An item of the worklist was taken, given to people, or sent up; a judgement was taken back.
    ItemHandled {
        /// The item.
        item: ItemId,
        /// `taken`, `assigned`, `escalated`, `overdue`, `reopened`, ...
        what: Text,
        /// The level at which it stands.
        level: Text,
        /// The people who have it, by user name.
        to: Vec<Text>,
    },
    /// Somebody looked up to whom a wrong record was shown.
    ExposureRead {
        /// The children concerned.
        children: Vec<MsixId>,
    },
    /// A model for linking children was put into the data directory; it is in use from the next start on.
    ModelInstalled {
        /// Its version.
        version: u32,
        /// SHA-256 of its file.
        sha256: [u8; 32],
    },
    /// Somebody said why records are opened in this session.
    PurposeStated {
        /// Why.
        purpose: Purpose,
    },
    /// What somebody proves herself with was changed.
    CredentialChanged {
        /// Whose.
        user_name: Text,
        /// `password`, `app`, `passkey`, `recovery codes`, `reset`, `disabled: wrong attempts`, ...
        what: Text,
    },
    /// A link was printed under which the first account can be made.
    SetupLinkMade,
}
