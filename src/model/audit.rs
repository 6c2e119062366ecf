//! What is written down about the acts of people and programs.

use serde::{Deserialize, Serialize};

use super::{
    CorrectionId, Date, ItemId, MsixId, NoticeId, Purpose, RegionId, RequestId, StateCode, StatementId, SubmissionId,
    Text,
};

/// What happened, in the audit log. No name of a child and nothing else about one: MSIX IDs only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
        /// Why, if it was said by then: it is asked when a record is opened.
        purpose: Option<Purpose>,
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
    /// A message left the outbox.
    MessageDelivered {
        /// Its number.
        message: u64,
        /// `user-name`, `one-time-password`, ...
        kind: Text,
        /// The account concerned; empty for somebody who has none.
        user_name: Text,
        /// `mailed`, `printed`, `expired`; `handed over` before a mail server answers; `put off`, `refused`, `failed`,
        /// `not tried`.
        how: Text,
    },
    /// A state began or ceased to work with regions.
    RegionsSwitched {
        /// Which.
        state: StateCode,
        /// Whether they are on now.
        on: bool,
    },
    /// A region was made, given another name or closed.
    RegionChanged {
        /// Of which state.
        state: StateCode,
        /// Which.
        region: RegionId,
        /// `created`, `renamed` or `closed`.
        what: Text,
        /// Its name now.
        name: Text,
    },
    /// Districts were put into a region, moved to another or taken out.
    DistrictsPlaced {
        /// Of which state.
        state: StateCode,
        /// Where they belong now; none when they were taken out.
        region: Option<RegionId>,
        /// Their NCES identifiers.
        districts: Vec<Text>,
    },
    /// A child's record left as a file.
    RecordExported {
        /// Whose.
        msix_id: MsixId,
        /// Why.
        purpose: Purpose,
        /// Which parts: `enrollments`, `courses`, ...
        sections: Vec<Text>,
        /// `csv` or `json`.
        format: Text,
    },
    /// Somebody looked up to whom a child's record was shown.
    DisclosuresRead {
        /// Whose.
        msix_id: MsixId,
    },
    /// The blocking keys of all contributions were made anew: the program makes them otherwise than before.
    BlockKeysRenewed {
        /// How many contributions are filed under them.
        contributions: u64,
    },
    /// Somebody asked for what none of his roles may see or do.
    Refused {
        /// What was asked for: `children`, `propose`, `decide`, `audit`, ...
        what: Text,
    },
    /// Somebody read the audit log.
    LogRead {
        /// How: `list`, `entry`, `export`, `proof`.
        what: Text,
        /// The child whose entries were asked for, if it was one's.
        children: Vec<MsixId>,
    },
    /// A key signs checkpoints from here on.
    AuditKeyTaken {
        /// Its public half (Ed25519).
        public: [u8; 32],
    },
    /// A checkpoint was signed.
    CheckpointSigned {
        /// Entries it covers: all before this one.
        size: u64,
        /// Root of the tree over them.
        root: [u8; 32],
    },
    /// A child's links to the entries about it were erased. The entries stay; whom they are about is gone.
    LinksErased {
        /// How many commitments can no longer be opened.
        links: u64,
    },
    /// What somebody proves herself with was changed.
    CredentialChanged {
        /// Whose.
        user_name: Text,
        /// `password`, `app`, `passkey`, `recovery codes`, `reset`, ...
        what: Text,
    },
    /// Somebody proved who she is, beside or after the password.
    Proved {
        /// `app`, `recovery code`, `passkey`, `password`.
        how: Text,
    },
    /// Sessions were ended by their person before their time.
    SessionsEnded {
        /// How many.
        count: u32,
    },
    /// Somebody applied for access.
    ApplicationReceived {
        /// The application's number.
        application: u64,
    },
    /// The supervisor said whether identity, need and level are as stated.
    ApplicationConfirmed {
        /// The application's number.
        application: u64,
        /// Whether they are.
        confirmed: bool,
        /// Whether a user administrator recorded it from paper.
        from_paper: bool,
    },
    /// A user administrator decided about an application.
    ApplicationDecided {
        /// The application's number.
        application: u64,
        /// The account that was made; none when it was refused.
        user_name: Option<Text>,
    },
    /// Somebody accepted the Rules of Behavior.
    TermsAccepted {
        /// Their version.
        version: u32,
    },
    /// A quiz was drawn.
    QuizDrawn {
        /// The course.
        course: Text,
    },
    /// A quiz was handed in.
    TrainingTaken {
        /// The course.
        course: Text,
        /// Right answers of a hundred.
        score: u8,
        /// The certificate's number; none when it was not passed.
        certificate: Option<u64>,
    },
    /// What an account says about its person, or its roles, was changed.
    AccountChanged {
        /// Whose.
        user_name: Text,
        /// `profile`, `given: primary`, `taken: primary`, `credentials reset`.
        what: Text,
    },
    /// An account was disabled, enabled or closed.
    AccountStatusChanged {
        /// Whose.
        user_name: Text,
        /// `disabled`, `disabled: unused`, `disabled: wrong attempts`, `enabled`, `deactivated`.
        status: Text,
    },
    /// Somebody was reminded of something that is due.
    Reminded {
        /// Who.
        user_name: Text,
        /// `terms-due`, `training-due`.
        what: Text,
    },
    /// Papers were removed because they were kept as long as they have to be.
    PapersRemoved {
        /// Whose account; empty for an application without one.
        user_name: Text,
        /// How many applications.
        applications: u32,
        /// How many certificates.
        certificates: u32,
    },
    /// The accounts report left as a file; no child is in it.
    AccountsReported {
        /// How many accounts.
        rows: u64,
    },
    /// A link was printed under which the first account can be made.
    SetupLinkMade,
    /// A move notice was sent, or made by a file.
    NoticeSent {
        /// Its number.
        notice: NoticeId,
        /// The children.
        children: Vec<MsixId>,
    },
    /// Something was done about a move notice.
    NoticeHandled {
        /// Its number.
        notice: NoticeId,
        /// `acknowledged`, `located`, `enrolled`, `not-found`, `closed`, `withdrawn`.
        what: Text,
    },
    /// A data request was sent.
    RequestSent {
        /// Its number.
        request: RequestId,
        /// The child.
        children: Vec<MsixId>,
    },
    /// Something was done about a data request.
    RequestHandled {
        /// Its number.
        request: RequestId,
        /// `acknowledged`, `said`, `went_up`, `partly`, `answered`, `gone`, `withdrawn`, `declined`, `joined`.
        what: Text,
    },
    /// A request for correction was taken down.
    CorrectionReceived {
        /// Its number.
        correction: CorrectionId,
        /// The child.
        children: Vec<MsixId>,
    },
    /// Something was done about a request for correction.
    CorrectionHandled {
        /// Its number.
        correction: CorrectionId,
        /// `forwarded`, `decided`, `letter: acknowledgment`, ...
        what: Text,
    },
    /// A dispute statement was put into a record or taken out.
    StatementChanged {
        /// Whose.
        msix_id: MsixId,
        /// Its number.
        statement: StatementId,
        /// `entered` or `ended`.
        what: Text,
    },
    /// A closure or a term was entered or taken out.
    CalendarChanged {
        /// Of which state.
        state: StateCode,
        /// `closure`, `closure removed`, `term`, `term removed`.
        what: Text,
        /// The day, or the term's last.
        day: Date,
    },
    /// Running clocks were looked through, and people were told of some.
    ClocksWarned {
        /// Of how many.
        clocks: u32,
    },
    /// Clocks were started or stopped by what files and calendars say.
    ClocksSettled {
        /// How many were started.
        started: u32,
        /// How many were stopped.
        stopped: u32,
    },
    /// A job of the scheduler began.
    JobBegan {
        /// Which.
        job: Text,
    },
    /// A job of the scheduler ended.
    JobEnded {
        /// Which.
        job: Text,
        /// `done`, `failed` or `cut off`.
        result: Text,
    },
    /// A state's system read its feed.
    FeedRead {
        /// With which key.
        key: u64,
        /// The first entry it was given.
        from: u64,
        /// How many.
        count: u32,
    },
    /// A key of the interface was made, replaced or taken out of use.
    ApiKeyChanged {
        /// Its number.
        key: u64,
        /// Whose feed it opens.
        state: StateCode,
        /// `made`, `revoked`.
        what: Text,
    },
    /// A webhook was made, changed or taken out of use.
    WebhookChanged {
        /// Its number.
        webhook: u64,
        /// Whose feed it tells of.
        state: StateCode,
        /// `made`, `ended`.
        what: Text,
    },
    /// A webhook was called.
    WebhookCalled {
        /// Its number.
        webhook: u64,
        /// How many entries of the feed were in the call.
        entries: u32,
        /// The answer's status; none when there was none.
        status: Option<u16>,
    },
    /// Somebody saved a filter of the worklist, or took one out.
    FilterSaved {
        /// What it is called.
        name: Text,
    },
    /// Messages were put together that no other change posts, or old ones removed.
    Posted {
        /// `digest`, `removed`.
        what: Text,
        /// How many.
        count: u32,
    },
    /// The settings with which a server started: what the operator changed between two starts is seen by comparing.
    SettingsTaken {
        /// `section.key = value` of each that is set in the file, in the order of the keys. Secrets are in files of their
        /// own, and only those are named here.
        settings: Vec<Text>,
    },
}

/// Whether what was asked for was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was.
    Done,
    /// It was refused.
    Refused,
}

impl Outcome {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Done, Self::Refused];

    /// The word in exports and filters.
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }
}

impl AuditEvent {
    /// The children it names, in order. A new kind of event has to be put here: a child that is left out would stand
    /// in the log in clear, for ever.
    pub fn children_mut(&mut self) -> &mut [MsixId] {
        match self {
            Self::RecordRead { msix_id, .. }
            | Self::RecordExported { msix_id, .. }
            | Self::DisclosuresRead { msix_id }
            | Self::StatementChanged { msix_id, .. } => std::slice::from_mut(msix_id),
            Self::Searched { children, .. }
            | Self::Proposed { children, .. }
            | Self::ItemClosed { children, .. }
            | Self::ExposureRead { children }
            | Self::LogRead { children, .. }
            | Self::NoticeSent { children, .. }
            | Self::RequestSent { children, .. }
            | Self::CorrectionReceived { children, .. } => children,
            Self::StoreCreated { .. }
            | Self::SchemaMigrated { .. }
            | Self::SubmissionReceived { .. }
            | Self::StudentsApplied { .. }
            | Self::SubmissionAnswered { .. }
            | Self::Exported { .. }
            | Self::LoggedIn
            | Self::LoginRefused { .. }
            | Self::LoggedOut
            | Self::AccountCreated { .. }
            | Self::ReferenceImported { .. }
            | Self::ServerStarted
            | Self::SessionUsed
            | Self::ItemHandled { .. }
            | Self::ModelInstalled { .. }
            | Self::PurposeStated { .. }
            | Self::MessageDelivered { .. }
            | Self::RegionsSwitched { .. }
            | Self::RegionChanged { .. }
            | Self::DistrictsPlaced { .. }
            | Self::BlockKeysRenewed { .. }
            | Self::Refused { .. }
            | Self::AuditKeyTaken { .. }
            | Self::CheckpointSigned { .. }
            | Self::LinksErased { .. }
            | Self::CredentialChanged { .. }
            | Self::Proved { .. }
            | Self::SessionsEnded { .. }
            | Self::ApplicationReceived { .. }
            | Self::ApplicationConfirmed { .. }
            | Self::ApplicationDecided { .. }
            | Self::TermsAccepted { .. }
            | Self::QuizDrawn { .. }
            | Self::TrainingTaken { .. }
            | Self::AccountChanged { .. }
            | Self::AccountStatusChanged { .. }
            | Self::Reminded { .. }
            | Self::PapersRemoved { .. }
            | Self::AccountsReported { .. }
            | Self::SetupLinkMade
            | Self::NoticeHandled { .. }
            | Self::RequestHandled { .. }
            | Self::CorrectionHandled { .. }
            | Self::CalendarChanged { .. }
            | Self::ClocksWarned { .. }
            | Self::ClocksSettled { .. }
            | Self::JobBegan { .. }
            | Self::JobEnded { .. }
            | Self::FeedRead { .. }
            | Self::ApiKeyChanged { .. }
            | Self::WebhookChanged { .. }
            | Self::WebhookCalled { .. }
            | Self::FilterSaved { .. }
            | Self::Posted { .. }
            | Self::SettingsTaken { .. } => &mut [],
        }
    }

    /// Its kind in one word, as in [`AuditEvent::KINDS`].
    pub fn kind(&self) -> &'static str {
        match self {
            Self::StoreCreated { .. } => "store_created",
            Self::SchemaMigrated { .. } => "schema_migrated",
            Self::SubmissionReceived { .. } => "submission_received",
            Self::StudentsApplied { .. } => "students_applied",
            Self::SubmissionAnswered { .. } => "submission_answered",
            Self::RecordRead { .. } => "record_read",
            Self::Searched { .. } => "searched",
            Self::Exported { .. } => "exported",
            Self::LoggedIn => "logged_in",
            Self::LoginRefused { .. } => "login_refused",
            Self::LoggedOut => "logged_out",
            Self::AccountCreated { .. } => "account_created",
            Self::ReferenceImported { .. } => "reference_imported",
            Self::ServerStarted => "server_started",
            Self::SessionUsed => "session_used",
            Self::Proposed { .. } => "proposed",
            Self::ItemClosed { .. } => "item_closed",
            Self::ItemHandled { .. } => "item_handled",
            Self::ExposureRead { .. } => "exposure_read",
            Self::ModelInstalled { .. } => "model_installed",
            Self::PurposeStated { .. } => "purpose_stated",
            Self::MessageDelivered { .. } => "message_delivered",
            Self::RegionsSwitched { .. } => "regions_switched",
            Self::RegionChanged { .. } => "region_changed",
            Self::DistrictsPlaced { .. } => "districts_placed",
            Self::RecordExported { .. } => "record_exported",
            Self::DisclosuresRead { .. } => "disclosures_read",
            Self::BlockKeysRenewed { .. } => "block_keys_renewed",
            Self::Refused { .. } => "refused",
            Self::LogRead { .. } => "log_read",
            Self::AuditKeyTaken { .. } => "audit_key_taken",
            Self::CheckpointSigned { .. } => "checkpoint_signed",
            Self::LinksErased { .. } => "links_erased",
            Self::CredentialChanged { .. } => "credential_changed",
            Self::Proved { .. } => "proved",
            Self::SessionsEnded { .. } => "sessions_ended",
            Self::ApplicationReceived { .. } => "application_received",
            Self::ApplicationConfirmed { .. } => "application_confirmed",
            Self::ApplicationDecided { .. } => "application_decided",
            Self::TermsAccepted { .. } => "terms_accepted",
            Self::QuizDrawn { .. } => "quiz_drawn",
            Self::TrainingTaken { .. } => "training_taken",
            Self::AccountChanged { .. } => "account_changed",
            Self::AccountStatusChanged { .. } => "account_status_changed",
            Self::Reminded { .. } => "reminded",
            Self::PapersRemoved { .. } => "papers_removed",
            Self::AccountsReported { .. } => "accounts_reported",
            Self::SetupLinkMade => "setup_link_made",
            Self::NoticeSent { .. } => "notice_sent",
            Self::NoticeHandled { .. } => "notice_handled",
            Self::RequestSent { .. } => "request_sent",
            Self::RequestHandled { .. } => "request_handled",
            Self::CorrectionReceived { .. } => "correction_received",
            Self::CorrectionHandled { .. } => "correction_handled",
            Self::StatementChanged { .. } => "statement_changed",
            Self::CalendarChanged { .. } => "calendar_changed",
            Self::ClocksWarned { .. } => "clocks_warned",
            Self::ClocksSettled { .. } => "clocks_settled",
            Self::JobBegan { .. } => "job_began",
            Self::JobEnded { .. } => "job_ended",
            Self::FeedRead { .. } => "feed_read",
            Self::ApiKeyChanged { .. } => "api_key_changed",
            Self::WebhookChanged { .. } => "webhook_changed",
            Self::WebhookCalled { .. } => "webhook_called",
            Self::FilterSaved { .. } => "filter_saved",
            Self::Posted { .. } => "posted",
            Self::SettingsTaken { .. } => "settings_taken",
        }
    }

    /// The words of all kinds, in the order of the enum: a test holds them to it.
    pub const KINDS: &[&str] = &[
        "store_created",
        "schema_migrated",
        "submission_received",
        "students_applied",
        "submission_answered",
        "record_read",
        "searched",
        "exported",
        "logged_in",
        "login_refused",
        "logged_out",
        "account_created",
        "reference_imported",
        "server_started",
        "session_used",
        "proposed",
        "item_closed",
        "item_handled",
        "exposure_read",
        "model_installed",
        "purpose_stated",
        "message_delivered",
        "regions_switched",
        "region_changed",
        "districts_placed",
        "record_exported",
        "disclosures_read",
        "block_keys_renewed",
        "refused",
        "log_read",
        "audit_key_taken",
        "checkpoint_signed",
        "links_erased",
        "credential_changed",
        "proved",
        "sessions_ended",
        "application_received",
        "application_confirmed",
        "application_decided",
        "terms_accepted",
        "quiz_drawn",
        "training_taken",
        "account_changed",
        "account_status_changed",
        "reminded",
        "papers_removed",
        "accounts_reported",
        "setup_link_made",
        "notice_sent",
        "notice_handled",
        "request_sent",
        "request_handled",
        "correction_received",
        "correction_handled",
        "statement_changed",
        "calendar_changed",
        "clocks_warned",
        "clocks_settled",
        "job_began",
        "job_ended",
        "feed_read",
        "api_key_changed",
        "webhook_changed",
        "webhook_called",
        "filter_saved",
        "posted",
        "settings_taken",
    ];

    /// Why a record was opened, where the event says it.
    pub fn purpose(&self) -> Option<Purpose> {
        match self {
            Self::RecordRead { purpose, .. }
            | Self::RecordExported { purpose, .. }
            | Self::PurposeStated { purpose } => Some(*purpose),
            Self::Searched { purpose, .. } => *purpose,
            _ => None,
        }
    }

    /// Whether it was done or refused.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::LoginRefused { .. } | Self::Refused { .. } => Outcome::Refused,
            _ => Outcome::Done,
        }
    }

    /// Whether it may concern every child: what a file that left the store held is not known child by child.
    pub fn concerns_all(&self) -> bool {
        matches!(self, Self::Exported { .. })
    }
}
