//! Accounts, credentials and sessions: who somebody is. It must never say whether an account exists to somebody who
//! has not logged in, never keep a password or a cookie in a form that can be used, and never decide what a person
//! may read: that is the access module's.
//!
//! The life of an account (second factor, training, terms, lockout) hangs on [`Identity::login`] and [`Account`].

mod login;
mod password;
mod random;
mod session;

use std::sync::Arc;

use crate::audit::{self, Journal};
use crate::model::{Account, Actor, AuditEvent, Clock, Role, StateCode, Text};
use crate::store::{Read, Store, StoreError, tables};
pub use login::LoginError;
pub use password::{MAX_PASSWORD_CHARS, MIN_PASSWORD_CHARS, PasswordError};
pub use random::{OsRandom, Random, RandomError};
pub use session::{IDLE_SECONDS, WHOLE_SECONDS, same_token};

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
    /// What others see.
    pub display_name: String,
    /// Roles, each in a state, or in none for federal roles and the installation's own.
    pub roles: Vec<(Role, Option<StateCode>)>,
    /// `en` or `es`.
    pub language: String,
    /// In clear; forgotten when the account is made.
    pub password: String,
}

/// The accounts and sessions of one store. Its methods block: call them from a thread that may.
#[derive(Clone)]
pub struct Identity {
    store: Store,
    journal: Arc<Journal>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

impl Identity {
    /// With the operating system's random numbers.
    pub fn new(store: Store, journal: Arc<Journal>, clock: Arc<dyn Clock>) -> Self {
        Self::with_random(store, journal, clock, Arc::new(OsRandom))
    }

    /// With random numbers of another source, for tests that replay.
    pub fn with_random(store: Store, journal: Arc<Journal>, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        Self { store, journal, clock, random }
    }

    /// Makes an account that may log in at once.
    pub fn create_account(&self, actor: Actor, new: NewAccount) -> Result<Account, IdentityError> {
        let user_name = parse_user_name(&new.user_name).ok_or(IdentityError::UserName)?;
        password::check(&new.password, &user_name)?;
        let now = self.clock.now();
        let account = Account {
            password_hash: password::hash(&new.password, self.random.as_ref())?,
            display_name: Text::from(new.display_name.trim()),
            roles: new.roles,
            language: Text::from(if new.language == "es" { "es" } else { "en" }),
            created: now,
            enabled: true,
            user_name,
        };
        let change = self.store.begin(actor, now)?;
        if change.get(&tables::ACCOUNT, &account.user_name)?.is_some() {
            return Err(IdentityError::Exists);
        }
        change.put(&tables::ACCOUNT, &account.user_name, &account)?;
        let logged = audit::append(&change, AuditEvent::AccountCreated { user_name: account.user_name.clone() })?;
        change.commit(logged)?;
        Ok(account)
    }

    /// The account of a user name however it is capitalized.
    pub fn account(&self, user_name: &str) -> Result<Option<Account>, IdentityError> {
        match parse_user_name(user_name) {
            Some(user_name) => Ok(self.store.view()?.get(&tables::ACCOUNT, &user_name)?),
            None => Ok(None),
        }
    }
}

/// Trims and lowers a user name; `None` when it can be none.
fn parse_user_name(typed: &str) -> Option<Text> {
    let name = typed.trim().to_lowercase();
    let fits = (2..=64).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'@'));
    fits.then(|| Text::from(name))
}

#[cfg(test)]
mod tests;
