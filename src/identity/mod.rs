//! Accounts, credentials and sessions: who somebody is. It must never say whether an account exists to somebody who
//! has not logged in, never keep a password or a cookie in a form that can be used, and never decide what a person
//! may read: that is the access module's.
//!
//! The life of an account goes from an application over its approval, rules and training to its end, and the papers are
//! kept for three years: one file for each part, all that can go wrong with them in [`LifeError`].
//!
//! A login goes in steps ([`LoginStep`](crate::model::LoginStep)): the password begins a session, and [`Policy`] says
//! what else its person has to do before she may go on.

mod accounts;
mod applications;
mod daily;
mod entered;
mod forgotten;
mod life;
mod login;
mod passkey;
mod password;
mod pepper;
mod policy;
mod proof;
mod random;
mod recover;
mod recovery;
mod reset;
mod sealing;
mod session;
mod sessions;
mod set_up;
mod setup;
mod terms;
mod told;
mod totp;
mod training;

use std::sync::Arc;

use crate::audit::{self, Journal};
use crate::model::{
    Account, AccountStatus, Actor, Area, AuditEvent, Clock, Credential, Grant, Origin as Place, Profile, Role, Text,
    Who,
};
use crate::outbox::Outbox;
use crate::store::{Change, Read, Store, StoreError, tables};
pub use accounts::{Become, Kept, papers_until};
pub use applications::{Approval, NewApplication};
pub use daily::Pass;
pub use entered::StepError;
pub use forgotten::{LinkAsks, RESET_SECONDS};
pub use life::{LINK_DAYS, LifeError, ONE_TIME_DAYS, REMIND_DAYS};
pub use login::{LoginError, Origin};
pub use passkey::{MOST_PASSKEYS, MadePasskey, PASSKEY_NAME_CHARS, Question, RelyingParty, ShownPasskey};
pub use password::{MAX_PASSWORD_CHARS, MIN_PASSWORD_CHARS, PasswordError, PasswordRules};
pub use pepper::{PEPPER_BYTES, Pepper};
pub use policy::Policy;
pub use proof::Proof;
pub use random::{OsRandom, Random, RandomError};
pub use recover::RecoverError;
pub use recovery::{FEW_CODES, RECOVERY_CODES};
pub use session::{IDLE_SECONDS, Visit, WHOLE_SECONDS, same_token};
pub use sessions::{Factors, OwnSession};
pub use set_up::NewApp;
pub use setup::{LINK_MINUTES, SetupError};
pub use totp::AppSecret;
pub use training::{Graded, Required};

/// Why an account or a session could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No random numbers: nothing secret can be made.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// The password cannot be taken.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The user name cannot be taken.
    #[error("a user name has 2 to 64 letters, digits, dots, hyphens, underscores or @")]
    UserName,
    /// The user name is in use.
    #[error("an account with this user name exists")]
    Exists,
}

/// What a new account is made of.
#[derive(Clone)]
pub struct NewAccount {
    /// What the person types to log in; kept in lower case.
    pub user_name: String,
    /// Who it is.
    pub profile: Profile,
    /// Roles, each somewhere.
    pub grants: Vec<Grant>,
    /// `en` or `es`; empty lets the browser choose.
    pub language: String,
    /// In clear; forgotten when the account is made.
    pub password: String,
    /// Whose password that is.
    pub beginning: Beginning,
}

impl NewAccount {
    /// An invented person in a demo, a benchmark or a test.
    pub fn settled(user_name: &str, name: &str, role: Role, area: impl Into<Area>, password: &str) -> Self {
        Self {
            user_name: user_name.to_owned(),
            profile: Profile { name: name.into(), ..Profile::default() },
            grants: vec![Grant { role, area: area.into() }],
            language: String::new(),
            password: password.to_owned(),
            beginning: Beginning::Settled,
        }
    }
}

/// How a new account begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beginning {
    /// The password is delivered: the first login changes it, and goes through all steps of the policy.
    Delivered,
    /// The person chose the password, accepted the rules and passed the training: invented people of a demo, a
    /// benchmark or a test. Never for somebody who sees real children.
    Settled,
    /// The person chose the password herself; all other steps of the policy are still to do.
    Chosen,
}

/// The accounts and sessions of one store. Its methods block: call them from a thread that may.
#[derive(Clone)]
pub struct Identity {
    store: Store,
    journal: Arc<Journal>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    policy: Arc<Policy>,
    pepper: Pepper,
    questions: Arc<passkey::Questions>,
    /// Where who asks is, for the audit log.
    place: Place,
}

impl Identity {
    /// With the operating system's random numbers.
    pub fn new(store: Store, journal: Arc<Journal>, clock: Arc<dyn Clock>) -> Self {
        Self::with_random(store, journal, clock, Arc::new(OsRandom))
    }

    /// With random numbers of another source, for tests that replay.
    pub fn with_random(store: Store, journal: Arc<Journal>, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        let policy = Arc::new(Policy::of(store.info().environment));
        let (pepper, questions, place) = (Pepper::none(), Arc::default(), Place::Unknown);
        Self { store, journal, clock, random, policy, pepper, questions, place }
    }

    /// The same with the secret of the installation, which every store on a disk has.
    pub fn with_pepper(self, pepper: Pepper) -> Self {
        Self { pepper, ..self }
    }

    /// The same with another policy.
    pub fn with_policy(self, policy: Policy) -> Self {
        Self { policy: Arc::new(policy), ..self }
    }

    /// The same for who asks at this place: what is written down says it.
    pub fn from(&self, place: Place) -> Self {
        Self { place, ..self.clone() }
    }

    /// Somebody who has not logged in, at that place.
    fn stranger(&self) -> Who {
        Who::new(Actor::Stranger, self.place)
    }

    /// The messages that wait for people.
    pub fn outbox(&self) -> Outbox {
        Outbox::new(self.store.clone(), Arc::clone(&self.clock))
    }

    /// What is asked of everybody who logs in.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Makes an account that may log in at once.
    pub fn create_account(&self, actor: Actor, new: NewAccount) -> Result<Account, IdentityError> {
        let made = self.prepare(new)?;
        let change = self.store.begin(actor, self.clock.now())?;
        insert(&change, &made)?;
        let user_name = made.0.user_name.clone();
        let logged = audit::append(&change, AuditEvent::AccountCreated { user_name })?;
        change.commit(logged)?;
        Ok(made.0)
    }

    /// An account as it will be: all that takes time is done before the change that holds it begins.
    fn prepare(&self, new: NewAccount) -> Result<(Account, Credential), IdentityError> {
        let user_name = parse_user_name(&new.user_name).ok_or(IdentityError::UserName)?;
        password::check(&new.password, &user_name)?;
        let now = self.clock.now();
        let settled = (new.beginning == Beginning::Settled).then_some(now);
        let credential = Credential {
            password_hash: password::hash(&new.password, &self.pepper, self.random.as_ref())?,
            password_set: now,
            one_time: new.beginning == Beginning::Delivered,
            earlier: Vec::new(),
            wrong: 0,
            last_wrong: None,
            totp: None,
            recovery: Vec::new(),
            passkeys: Vec::new(),
        };
        let account = Account {
            profile: Profile { name: Text::from(new.profile.name.trim()), ..new.profile },
            grants: new.grants,
            language: Text::from(if matches!(new.language.as_str(), "en" | "es") { new.language.as_str() } else { "" }),
            created: now,
            status: AccountStatus::Active,
            terms_accepted: settled,
            terms_version: if settled.is_some() { terms::version() } else { 0 },
            trained: settled,
            last_login: None,
            mail: crate::model::MailChoice::default(),
            user_name,
        };
        Ok((account, credential))
    }

    /// The account of a user name however it is capitalized.
    pub fn account(&self, user_name: &str) -> Result<Option<Account>, IdentityError> {
        match parse_user_name(user_name) {
            Some(user_name) => Ok(self.store.view()?.get(&tables::ACCOUNT, &user_name)?),
            None => Ok(None),
        }
    }
}

/// Puts a new account into a change.
fn insert(change: &Change, (account, credential): &(Account, Credential)) -> Result<(), IdentityError> {
    if change.get(&tables::ACCOUNT, &account.user_name)?.is_some() {
        return Err(IdentityError::Exists);
    }
    change.put(&tables::ACCOUNT, &account.user_name, account)?;
    change.put(&tables::CREDENTIAL, &account.user_name, credential)?;
    Ok(())
}

/// Trims and lowers a user name; `None` when it can be none.
fn parse_user_name(typed: &str) -> Option<Text> {
    let name = typed.trim().to_lowercase();
    let fits = (2..=64).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'@'));
    // Addresses of their own beside `/accounts/{user}`.
    let taken = ["report", "leavers"].contains(&name.as_str());
    (fits && !taken).then(|| Text::from(name))
}

#[cfg(test)]
pub(crate) use passkey::software::Device;

#[cfg(test)]
mod tests;
