//! What somebody sees of her own credentials and sessions, and ends of the latter.

use super::entered::StepError;
use super::session::{cookie_hash, expired};
use super::{Identity, IdentityError};
use crate::model::{AuditEvent, Session, Text, Timestamp, hex};
use crate::store::{Read, tables};

/// What somebody has set up; nothing that could be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factors {
    /// When the password was set.
    pub password_set: Timestamp,
    /// Days until it has to be changed; `None` when it has not.
    pub password_days: Option<u32>,
    /// When the authenticator app was set up.
    pub app: Option<Timestamp>,
    /// The passkeys: identifier in hexadecimal digits, name, when added, when last used.
    pub passkeys: Vec<(String, Text, Timestamp, Option<Timestamp>)>,
    /// How many recovery codes are left.
    pub recovery: usize,
}

/// A session of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSession {
    /// What it is called in the form that ends it: a part of what it is stored under, no part of its cookie.
    pub id: String,
    /// The session.
    pub session: Session,
    /// Whether it is the one that asks.
    pub this: bool,
}

impl Identity {
    /// What somebody has set up.
    pub fn factors(&self, user_name: &str) -> Result<Option<Factors>, IdentityError> {
        let Some(credential) = self.store.view()?.get(&tables::CREDENTIAL, &Text::from(user_name))? else {
            return Ok(None);
        };
        let days = self.policy.passwords.days;
        let passkeys = credential.passkeys.into_iter().map(|key| (hex(&key.id), key.name, key.added, key.last_used));
        Ok(Some(Factors {
            password_set: credential.password_set,
            password_days: (days > 0).then_some(days),
            app: credential.totp.map(|app| app.confirmed),
            passkeys: passkeys.collect(),
            recovery: credential.recovery.len(),
        }))
    }

    /// The sessions of the person of a cookie, the last used first.
    pub fn own_sessions(&self, cookie: &str) -> Result<Vec<OwnSession>, IdentityError> {
        let (mine, now, view) = (cookie_hash(cookie), self.clock.now(), self.store.view()?);
        let Some(user_name) = view.get(&tables::SESSION, &mine)?.map(|session| session.user_name) else {
            return Ok(Vec::new());
        };
        let rows = view.range(&tables::SESSION, ..)?.into_iter();
        let own = rows.filter(|(_, session)| session.user_name == user_name && !expired(session, now));
        let mut own: Vec<OwnSession> =
            own.map(|(key, session)| OwnSession { id: id(&key), session, this: key == mine }).collect();
        own.sort_by_key(|own| std::cmp::Reverse((own.this, own.session.last_used)));
        Ok(own)
    }

    /// Ends one of one's own sessions, or all but the one that asks. Says how many ended.
    pub fn end_own(&self, cookie: &str, one: Option<&str>) -> Result<u32, StepError> {
        let entered = self.enter(cookie)?;
        let count = match one {
            None => entered.end_others()?,
            Some(one) => {
                let rows = entered.change.range(&tables::SESSION, ..)?.into_iter();
                let mut named = rows.filter(|(key, session)| {
                    id(key) == one && session.user_name == entered.account.user_name && *key != entered.key
                });
                match named.next() {
                    Some((key, _)) => u32::from(entered.change.remove(&tables::SESSION, &key)?),
                    None => 0,
                }
            }
        };
        entered.keep(AuditEvent::SessionsEnded { count })?;
        Ok(count)
    }
}

fn id(key: &[u8; 32]) -> String {
    hex(key.get(..8).unwrap_or_default())
}
