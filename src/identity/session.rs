//! Sessions: 30 minutes without use, 12 hours in all (Rules of Behavior; exchange facts, section 8.3).

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::{Identity, IdentityError};
use crate::audit;
use crate::model::{Account, AuditEvent, LoginStep, Purpose, Session, Timestamp};
use crate::store::{Read, tables};

/// A session ends after this many seconds without use.
pub const IDLE_SECONDS: i64 = 30 * 60;
/// A session ends after this many seconds in all.
pub const WHOLE_SECONDS: i64 = 12 * 60 * 60;
/// The last use is written down at most this often, in seconds, so that reading a page rarely costs a disk write.
const NOTE_EVERY_SECONDS: i64 = 60;

/// A session that is not over, and whose person has not been shut out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Whose.
    pub account: Account,
    /// The session.
    pub session: Session,
    /// What the person has to do before she may go on.
    pub next: Option<LoginStep>,
    /// Whether she has a passkey to show.
    pub has_passkey: bool,
}

impl Identity {
    /// The session of a cookie, unless it is over or the account may no longer log in.
    pub fn visit(&self, cookie: &str) -> Result<Option<Visit>, IdentityError> {
        let (key, now) = (cookie_hash(cookie), self.clock.now());
        let view = self.store.view()?;
        let Some(session) = view.get(&tables::SESSION, &key)?.filter(|session| !expired(session, now)) else {
            return Ok(None);
        };
        let account = view.get(&tables::ACCOUNT, &session.user_name)?.filter(Account::lets_stay);
        let credential = view.get(&tables::CREDENTIAL, &session.user_name)?;
        let (Some(account), Some(credential)) = (account, credential) else { return Ok(None) };
        if session.last_used.plus_seconds(NOTE_EVERY_SECONDS) <= now {
            self.note_use(&key, now)?;
        }
        let next = self.policy.next_step(&account, &credential, &session, now);
        Ok(Some(Visit { account, session, next, has_passkey: !credential.passkeys.is_empty() }))
    }

    /// Whether the person of a session proved herself so lately that it holds for what weighs much.
    pub fn proof_holds(&self, session: &Session) -> bool {
        self.clock.now() < session.proved.plus_seconds(i64::from(self.policy.proof_minutes) * 60)
    }

    /// Keeps why records are opened in a session.
    pub fn state_purpose(&self, cookie: &str, purpose: Purpose) -> Result<(), IdentityError> {
        let (key, now) = (cookie_hash(cookie), self.clock.now());
        let Some(session) = self.store.view()?.get(&tables::SESSION, &key)? else { return Ok(()) };
        let change = self.store.begin(session.who_at(self.place), now)?;
        let Some(mut session) = change.get(&tables::SESSION, &key)? else { return Ok(()) };
        session.purpose = Some(purpose);
        change.put(&tables::SESSION, &key, &session)?;
        let logged = audit::append(&change, AuditEvent::PurposeStated { purpose })?;
        Ok(change.commit(logged)?)
    }

    /// Writes down that a session was used. It is read again inside the change: a logout that came first stays one.
    fn note_use(&self, key: &[u8; 32], now: Timestamp) -> Result<(), IdentityError> {
        let Some(session) = self.store.view()?.get(&tables::SESSION, key)? else { return Ok(()) };
        let change = self.store.begin(session.who_at(self.place), now)?;
        let Some(mut session) = change.get(&tables::SESSION, key)? else { return Ok(()) };
        if session.last_used.plus_seconds(NOTE_EVERY_SECONDS) > now {
            return Ok(());
        }
        session.last_used = now;
        change.put(&tables::SESSION, key, &session)?;
        let logged = audit::append(&change, AuditEvent::SessionUsed)?;
        Ok(change.commit(logged)?)
    }
}

/// Whether two tokens are equal, in a time that does not depend on where they differ.
pub fn same_token(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

/// What a session is stored under: whoever reads the store cannot make the cookie from it.
pub(super) fn cookie_hash(cookie: &str) -> [u8; 32] {
    Sha256::digest(cookie.as_bytes()).into()
}

pub(super) fn expired(session: &Session, now: Timestamp) -> bool {
    session.last_used.plus_seconds(IDLE_SECONDS) <= now || session.began.plus_seconds(WHOLE_SECONDS) <= now
}
