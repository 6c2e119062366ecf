//! The people who act, what they may be, and what is written down about their acts.

use serde::{Deserialize, Serialize};

use super::{ItemId, MsixId, StateCode, SubmissionId, Text, Timestamp};

/// Who makes a change or reads a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// A person who logged in, by user name.
    User(Text),
    /// A person at the server's console, by operating system user.
    Console(Text),
    /// A state's own system, sending a file.
    Sender(StateCode),
    /// A part of the program itself.
    System(Text),
    /// Somebody who has not logged in.
    Stranger,
}

/// What a person is (New York policies; exchange facts, section 8.1), and three roles of the installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Registrar, counselor, recruiter: search, view, print, export, propose.
    Primary,
    /// Search, view and print.
    Secondary,
    /// Validates near matches, merges and splits; answers for the state's data.
    StateDataAdministrator,
    /// Creates and closes accounts.
    StateUserAdministrator,
    /// Draws the regions.
    StateRegionAdministrator,
    /// Summary reports only.
    GovernmentAdministrator,
    /// Accounts of state user administrators.
    OmeUserAdministrator,
    /// Dispute statements.
    PrivacyActAdministrator,
    /// Runs the server.
    Operator,
    /// Runs training worlds.
    Trainer,
    /// Reads the audit log.
    Auditor,
}

/// The routine uses for which a child's record may be opened (SORN 18-14-04; New York policies).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Taking part in the migrant education program.
    Participation,
    /// Enrolling the child in school.
    Enrollment,
    /// Placing the child in a grade or course.
    Placement,
    /// Accruing credit.
    CreditAccrual,
    /// Deciding whether two records are one child.
    MatchResolution,
}

impl Purpose {
    /// The word used in forms and exports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Participation => "participation",
            Self::Enrollment => "enrollment",
            Self::Placement => "placement",
            Self::CreditAccrual => "credit_accrual",
            Self::MatchResolution => "match_resolution",
        }
    }
}

/// An account of the portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// What the person types to log in; lower case.
    pub user_name: Text,
    /// What others see.
    pub display_name: Text,
    /// Roles, each in a state, or in none for federal roles and the installation's own.
    pub roles: Vec<(Role, Option<StateCode>)>,
    /// Argon2id in PHC form.
    pub password_hash: String,
    /// Preferred language, `en` or `es`.
    pub language: Text,
    /// When it was created.
    pub created: Timestamp,
    /// Whether it may log in.
    pub enabled: bool,
}

/// A session of the portal, stored under the hash of its cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Whose.
    pub user_name: Text,
    /// When it began.
    pub began: Timestamp,
    /// When it was last used.
    pub last_used: Timestamp,
    /// Why records are opened in it.
    pub purpose: Purpose,
    /// The token every form of this session carries.
    pub csrf_token: Text,
}

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
}
