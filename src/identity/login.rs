//! Logging in and out.

use super::random::token;
use super::session::{cookie_hash, expired};
use super::{Identity, IdentityError, parse_user_name, password};
use crate::audit;
use crate::model::{Account, Actor, AuditEvent, Origin as Place, Session, Text, Who};
use crate::store::{Change, Read, StoreError, tables};

/// Why a login failed.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// Wrong name, wrong password, or an account that may not log in: never said which.
    #[error("user name and password do not fit")]
    Refused,
    /// The machine could not do it.
    #[error(transparent)]
    Identity(#[from] IdentityError),
}

impl From<StoreError> for LoginError {
    fn from(error: StoreError) -> Self {
        Self::Identity(error.into())
    }
}

/// Where a login comes from: so that people can tell their own sessions apart.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// Network address.
    pub from: Text,
    /// The browser's description of itself; kept to its first [`Origin::BROWSER`] characters.
    pub browser: Text,
}

impl Origin {
    /// Longest description of a browser that is kept, in characters.
    pub const BROWSER: usize = 200;
}

impl Identity {
    /// Checks a password and begins a session in which the further steps of the login are done. Answers with the value
    /// of the cookie, which is kept nowhere. Takes about 25 ms of one core and 19 MiB of memory whether the account
    /// exists or not: the caller limits how many run at once.
    pub fn login(&self, user_name: &str, password: &str, origin: &Origin) -> Result<String, LoginError> {
        let view = self.store.view()?;
        let name = parse_user_name(user_name).unwrap_or_default();
        let account = view.get(&tables::ACCOUNT, &name)?;
        let credential = view.get(&tables::CREDENTIAL, &name)?;
        let fits = password::verify(password, credential.as_ref().map(|credential| credential.password_hash.as_str()));
        match account {
            Some(account) if fits && account.is_active() => self.begin_session(&account, origin),
            known => {
                let user_name = known.map(|account| account.user_name);
                self.journal.record(
                    Who::new(Actor::Stranger, Place::at(&origin.from)),
                    AuditEvent::LoginRefused { user_name },
                )?;
                Err(LoginError::Refused)
            }
        }
    }

    /// Ends a session. A cookie that has none is no error.
    pub fn logout(&self, cookie: &str) -> Result<(), IdentityError> {
        let key = cookie_hash(cookie);
        let Some(session) = self.store.view()?.get(&tables::SESSION, &key)? else { return Ok(()) };
        let change = self.store.begin(session.who(), self.clock.now())?;
        change.remove(&tables::SESSION, &key)?;
        let logged = audit::append(&change, AuditEvent::LoggedOut)?;
        Ok(change.commit(logged)?)
    }

    fn begin_session(&self, account: &Account, origin: &Origin) -> Result<String, LoginError> {
        let now = self.clock.now();
        let cookie = token(self.random.as_ref()).map_err(IdentityError::from)?;
        let session = Session {
            user_name: account.user_name.clone(),
            began: now,
            last_used: now,
            purpose: None,
            csrf_token: Text::from(token(self.random.as_ref()).map_err(IdentityError::from)?),
            second_factor: false,
            proved: now,
            from: origin.from.clone(),
            browser: Text::from(origin.browser.chars().take(Origin::BROWSER).collect::<String>()),
        };
        let change = self.store.begin(session.who(), now)?;
        forget_expired(&change)?;
        change.put(&tables::SESSION, &cookie_hash(&cookie), &session)?;
        let logged = audit::append(&change, AuditEvent::LoggedIn)?;
        change.commit(logged)?;
        Ok(cookie)
    }
}

/// Takes out the sessions that are over, so that the table stays as small as the number of people at work.
fn forget_expired(change: &Change) -> Result<(), StoreError> {
    for (key, session) in change.range(&tables::SESSION, ..)? {
        if expired(&session, change.at()) {
            change.remove(&tables::SESSION, &key)?;
        }
    }
    Ok(())
}
