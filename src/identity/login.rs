//! Logging in and out.

use super::random::token;
use super::session::{cookie_hash, expired};
use super::{Identity, IdentityError, parse_user_name, password};
use crate::audit;
use crate::model::{Account, Actor, AuditEvent, Purpose, Session, Text};
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

impl Identity {
    /// Checks a password and begins a session. Answers with the value of the cookie, which is kept nowhere, and the
    /// account. Takes about 25 ms of one core and 19 MiB of memory whether the account exists or not: the caller
    /// limits how many run at once.
    pub fn login(&self, user_name: &str, password: &str, purpose: Purpose) -> Result<(String, Account), LoginError> {
        let known = match parse_user_name(user_name) {
            Some(name) => self.store.view()?.get(&tables::ACCOUNT, &name)?,
            None => None,
        };
        let fits = password::verify(password, known.as_ref().map(|account| account.password_hash.as_str()));
        match known {
            Some(account) if fits && account.enabled => self.begin_session(account, purpose),
            known => {
                let user_name = known.map(|account| account.user_name);
                self.journal.record(Actor::Stranger, AuditEvent::LoginRefused { user_name })?;
                Err(LoginError::Refused)
            }
        }
    }

    /// Ends a session. A cookie that has none is no error.
    pub fn logout(&self, cookie: &str) -> Result<(), IdentityError> {
        let key = cookie_hash(cookie);
        let Some(session) = self.store.view()?.get(&tables::SESSION, &key)? else { return Ok(()) };
        let change = self.store.begin(Actor::User(session.user_name), self.clock.now())?;
        change.remove(&tables::SESSION, &key)?;
        let logged = audit::append(&change, AuditEvent::LoggedOut)?;
        Ok(change.commit(logged)?)
    }

    fn begin_session(&self, account: Account, purpose: Purpose) -> Result<(String, Account), LoginError> {
        let now = self.clock.now();
        let cookie = token(self.random.as_ref()).map_err(IdentityError::from)?;
        let csrf_token = Text::from(token(self.random.as_ref()).map_err(IdentityError::from)?);
        let user_name = account.user_name.clone();
        let session = Session { user_name: user_name.clone(), began: now, last_used: now, purpose, csrf_token };
        let change = self.store.begin(Actor::User(user_name), now)?;
        forget_expired(&change)?;
        change.put(&tables::SESSION, &cookie_hash(&cookie), &session)?;
        let logged = audit::append(&change, AuditEvent::LoggedIn)?;
        change.commit(logged)?;
        Ok((cookie, account))
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
