//! Logging in and out.

use super::entered::{count_wrong, disable, settle};
use super::random::token;
use super::session::{cookie_hash, expired};
use super::{Identity, IdentityError, parse_user_name, password};
use crate::audit;
use crate::model::{Actor, AuditEvent, Credential, DisabledWhy, Origin as Place, Session, Text, Who};
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
    /// of the cookie, which is kept nowhere. Takes about 25 ms of one core and 19 MiB of memory and one change of the
    /// store, whether the account exists or not and whatever is wrong: the caller limits how many run at once.
    pub fn login(&self, user_name: &str, password: &str, origin: &Origin) -> Result<String, LoginError> {
        let name = parse_user_name(user_name).unwrap_or_default();
        let known = self.store.view()?.get(&tables::CREDENTIAL, &name)?;
        let hash = known.as_ref().map(|credential| credential.password_hash.as_str());
        let fits = password::verify(password, hash, &self.pepper);
        match known.filter(|_| fits).map(|credential| self.begin_session(&name, &credential, origin)).transpose()? {
            Some(Some(cookie)) => Ok(cookie),
            _ => {
                self.refuse_login(&name, fits, origin)?;
                Err(LoginError::Refused)
            }
        }
    }

    /// Ends a session. A cookie that has none is no error.
    pub fn logout(&self, cookie: &str) -> Result<(), IdentityError> {
        let key = cookie_hash(cookie);
        let Some(session) = self.store.view()?.get(&tables::SESSION, &key)? else { return Ok(()) };
        let change = self.store.begin(session.who_at(self.place), self.clock.now())?;
        change.remove(&tables::SESSION, &key)?;
        let logged = audit::append(&change, AuditEvent::LoggedOut)?;
        Ok(change.commit(logged)?)
    }

    /// Begins a session for somebody whose password fits; `None` when the account may not log in all the same.
    fn begin_session(&self, name: &Text, seen: &Credential, origin: &Origin) -> Result<Option<String>, LoginError> {
        let (now, rules) = (self.clock.now(), &self.policy.passwords);
        let cookie = token(self.random.as_ref()).map_err(IdentityError::from)?;
        let csrf_token = Text::from(token(self.random.as_ref()).map_err(IdentityError::from)?);
        let who = Who::new(Actor::User(name.clone()), Place::at(&origin.from));
        let change = self.store.begin(who, now)?;
        let account = change.get(&tables::ACCOUNT, name)?;
        let (Some(mut account), Some(mut credential)) = (account, change.get(&tables::CREDENTIAL, name)?) else {
            return Ok(None);
        };
        let fits = credential.password_hash == seen.password_hash && account.is_active();
        let in_time = !rules.waits(&credential, now) && !rules.stale(&credential, now);
        if !fits || !in_time || rules.unused(&account, &credential, now) {
            return Ok(None);
        }
        if !credential.has_second_factor() {
            settle(&mut account, &mut credential, now);
        }
        let session = Session {
            user_name: name.clone(),
            began: now,
            last_used: now,
            purpose: None,
            csrf_token,
            second_factor: false,
            proved: now,
            from: origin.from.clone(),
            browser: Text::from(origin.browser.chars().take(Origin::BROWSER).collect::<String>()),
        };
        forget_expired(&change)?;
        change.put(&tables::ACCOUNT, name, &account)?;
        change.put(&tables::CREDENTIAL, name, &credential)?;
        change.put(&tables::SESSION, &cookie_hash(&cookie), &session)?;
        let logged = audit::append(&change, AuditEvent::LoggedIn)?;
        change.commit(logged)?;
        Ok(Some(cookie))
    }

    /// Writes down a refused login. A wrong password counts; an account that lay unused too long is disabled.
    fn refuse_login(&self, name: &Text, fits: bool, origin: &Origin) -> Result<(), LoginError> {
        let (now, rules) = (self.clock.now(), &self.policy.passwords);
        let change = self.store.begin(Who::new(Actor::Stranger, Place::at(&origin.from)), now)?;
        let account = change.get(&tables::ACCOUNT, name)?;
        let user_name = account.as_ref().map(|account| account.user_name.clone());
        if let (Some(mut account), Some(mut credential)) = (account, change.get(&tables::CREDENTIAL, name)?) {
            if !fits && !rules.waits(&credential, now) {
                count_wrong(&change, &mut account, &mut credential, rules, None)?;
                change.put(&tables::CREDENTIAL, name, &credential)?;
            } else if fits && account.is_active() && rules.unused(&account, &credential, now) {
                disable(&change, &mut account, DisabledWhy::Unused)?;
            }
        }
        let logged = audit::append(&change, AuditEvent::LoginRefused { user_name })?;
        Ok(change.commit(logged)?)
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
