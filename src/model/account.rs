//! Accounts of the portal: who a person is, which roles where, what stands between her and the pages, and the session
//! she works in. What she proves herself with is a [`Credential`], kept apart so that no page ever holds it.

use serde::{Deserialize, Serialize};

use super::{Actor, Origin, Purpose, Role, StateCode, Text, Timestamp, Who};

/// Number of a region within its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RegionId(pub u32);

/// Where a role is held (exchange facts, section 8.1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Area {
    /// Everywhere: the federal roles and those of the installation.
    Nation,
    /// One state.
    State(StateCode),
    /// One region of a state that has switched regions on.
    Region(StateCode, RegionId),
    /// One district of a state, by its NCES identifier.
    District(StateCode, Text),
}

impl Area {
    /// The state it lies in; none for the nation.
    pub fn state(&self) -> Option<StateCode> {
        match self {
            Self::Nation => None,
            Self::State(state) | Self::Region(state, _) | Self::District(state, _) => Some(*state),
        }
    }
}

impl From<Option<StateCode>> for Area {
    /// A state, or the nation.
    fn from(state: Option<StateCode>) -> Self {
        state.map_or(Self::Nation, Self::State)
    }
}

/// A role held somewhere. A person may hold several.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Grant {
    /// What.
    pub role: Role,
    /// Where.
    pub area: Area,
}

/// What the application form asks of a person (OMB 1810-0686; exchange facts, section 8.2). All of it is of the
/// workplace, nothing private.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// What others see.
    pub name: Text,
    /// Title or position.
    pub title: Text,
    /// School, district or agency with its address, as it stands on a letter.
    pub address: Text,
    /// Work telephone.
    pub phone: Text,
    /// Work e-mail; one account each.
    pub email: Text,
}

/// Whether an account may be used (exchange facts, section 8.2, number 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccountStatus {
    /// It may log in.
    Active,
    /// For a while it may not; it comes back as it was.
    Disabled {
        /// Since when.
        since: Timestamp,
        /// Why.
        why: DisabledWhy,
    },
    /// For good. The address comes back only with a new application.
    Deactivated {
        /// Since when.
        since: Timestamp,
    },
}

/// Why an account is disabled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DisabledWhy {
    /// Too many wrong passwords or codes in a row.
    WrongAttempts,
    /// Not used for as long as the policy allows.
    Unused,
    /// A user administrator did it.
    Administrator,
}

/// An account of the portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// What the person types to log in; lower case.
    pub user_name: Text,
    /// Who it is.
    pub profile: Profile,
    /// Roles, each somewhere.
    pub grants: Vec<Grant>,
    /// Preferred language, `en` or `es`; empty when nobody chose one.
    pub language: Text,
    /// When it was created.
    pub created: Timestamp,
    /// Whether it may be used.
    pub status: AccountStatus,
    /// When the Rules of Behavior were last accepted; to be accepted at the start and every year.
    pub terms_accepted: Option<Timestamp>,
    /// Which version of them that was; a newer one is to be accepted at once.
    pub terms_version: u32,
    /// When the security training was last passed; to be passed every year.
    pub trained: Option<Timestamp>,
    /// When it last logged in to the end.
    pub last_login: Option<Timestamp>,
    /// How it is told of work that waits.
    pub mail: MailChoice,
}

/// How somebody is told by mail of work that waits. What concerns the account itself is always sent at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailChoice {
    /// A message for each thing, at once.
    #[default]
    Each,
    /// One message on each working day, if there is something.
    Daily,
    /// None: whoever logs in sees it.
    Never,
}

impl Account {
    /// What others see.
    pub fn display_name(&self) -> &str {
        if self.profile.name.is_empty() { &self.user_name } else { &self.profile.name }
    }

    /// Whether it may log in and be given work.
    pub fn is_active(&self) -> bool {
        self.status == AccountStatus::Active
    }

    /// Whether who is logged in goes on working. Wrong attempts lock the door to whoever comes, not the room: a stranger
    /// who guesses three times must not throw somebody out of her work. Everything else that disables ends all sessions.
    pub fn lets_stay(&self) -> bool {
        self.is_active() || self.is_locked()
    }

    /// Whether wrong attempts have locked it.
    pub fn is_locked(&self) -> bool {
        matches!(self.status, AccountStatus::Disabled { why: DisabledWhy::WrongAttempts, .. })
    }

    /// Whether one of its roles is this one, wherever.
    pub fn has(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }
}

/// What a person proves herself with, under the user name. Nothing in it can be used by who reads it, but for the
/// secret of the authenticator app, which is sealed with a key from outside the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// Argon2id in PHC form.
    pub password_hash: String,
    /// When the password was set.
    pub password_set: Timestamp,
    /// Whether somebody else knows it: it was delivered and has to be changed at the first login.
    pub one_time: bool,
    /// Earlier passwords in PHC form, newest first, as many as the policy refuses to take again.
    pub earlier: Vec<String>,
    /// Wrong passwords and codes since the last full login.
    pub wrong: u32,
    /// When the last of them was tried.
    pub last_wrong: Option<Timestamp>,
    /// The authenticator app (RFC 6238), if one is set up.
    pub totp: Option<Totp>,
    /// SHA-256 of the recovery codes that are left.
    pub recovery: Vec<[u8; 32]>,
    /// Passkeys and security keys (WebAuthn).
    pub passkeys: Vec<Passkey>,
}

impl Credential {
    /// Whether there is a second factor to ask for.
    pub fn has_second_factor(&self) -> bool {
        self.totp.is_some() || !self.passkeys.is_empty()
    }
}

/// An authenticator app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totp {
    /// The shared secret, sealed.
    pub sealed: Vec<u8>,
    /// When the first code was shown to work.
    pub confirmed: Timestamp,
    /// The last step of 30 seconds that a code was accepted for: it and all before it are used up.
    pub last_step: u64,
}

/// A passkey or security key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkey {
    /// The credential's identifier, chosen by the authenticator.
    pub id: Vec<u8>,
    /// What the person calls it.
    pub name: Text,
    /// Its public key and state, in the form of the library that checks it.
    pub key: Vec<u8>,
    /// When it was set up.
    pub added: Timestamp,
    /// When it was last used.
    pub last_used: Option<Timestamp>,
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
    /// Why records are opened in it; asked when the first one is opened.
    pub purpose: Option<Purpose>,
    /// The token every form of this session carries.
    pub csrf_token: Text,
    /// Whether the second factor was shown.
    pub second_factor: bool,
    /// When the person last proved herself with all she has: what weighs much asks for it again.
    pub proved: Timestamp,
    /// Network address it began from, and the browser by its own word: so that one's own sessions can be told apart.
    pub from: Text,
    /// The browser's description of itself, cut short.
    pub browser: Text,
}

impl Session {
    /// Whose it is, at the address from which it began.
    pub fn who(&self) -> Who {
        Who::new(Actor::User(self.user_name.clone()), Origin::at(&self.from))
    }

    /// Whose it is, at the place of a request: a cookie that was stolen is used elsewhere. Where nobody knows that, at the
    /// address from which it began.
    pub fn who_at(&self, place: Origin) -> Who {
        let who = self.who();
        if place == Origin::Unknown { who } else { Who { origin: place, ..who } }
    }
}

/// A link to set a new password, stored under the hash of its token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reset {
    /// Whose.
    pub user_name: Text,
    /// Until when it works.
    pub until: Timestamp,
    /// Whether the second factor was shown for it.
    pub proved: bool,
}

/// What a person who knows her password still has to do before she may go on, the first first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LoginStep {
    /// Show the second factor.
    SecondFactor,
    /// Change a password that was delivered or is too old.
    NewPassword,
    /// Set up a second factor.
    SetUpSecondFactor,
    /// Accept the Rules of Behavior.
    Terms,
    /// Pass this year's training.
    Training,
}
