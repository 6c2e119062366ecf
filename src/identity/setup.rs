//! The first account. Nobody can log in to a new installation and there is no default password: whoever sits at its
//! console gets a link, good for half an hour and for one use, under which the first account is made in a browser.
//!
//! The link's token is 256 random bits and kept nowhere. The store holds its SHA-256 and its end in `meta/setup`, as
//! `HEX MICROSECONDS`; a new link takes the place of the one before.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::random::token;
use super::{Identity, IdentityError, NewAccount, PasswordError, insert};
use crate::audit;
use crate::model::{Account, Actor, AuditEvent, Text, Timestamp, Who, hex};
use crate::store::{Read, StoreError, tables};

/// Minutes for which a link is good.
pub const LINK_MINUTES: i64 = 30;

/// Why the first account cannot be made by a link.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// There is an account, so the time of links is over.
    #[error("an account exists, and a link makes only the first; `vereda user add` makes more")]
    Settled,
    /// The link is wrong, too old, or was replaced by another.
    #[error("the link is mistyped, too old or used up")]
    Link,
    /// What is wrong with the password that was chosen.
    #[error("the password cannot be used")]
    Password(Vec<PasswordError>),
    /// The account cannot be made of what was typed, or the store failed.
    #[error(transparent)]
    Identity(#[from] IdentityError),
}

impl From<StoreError> for SetupError {
    fn from(error: StoreError) -> Self {
        Self::Identity(error.into())
    }
}

impl Identity {
    /// Makes the token of a new link, while there is no account.
    pub fn make_setup_link(&self, actor: Actor) -> Result<String, SetupError> {
        let token = token(self.random.as_ref()).map_err(IdentityError::from)?;
        let now = self.clock.now();
        let change = self.store.begin(actor, now)?;
        if settled(&change)? {
            return Err(SetupError::Settled);
        }
        let end = now.plus_seconds(LINK_MINUTES * 60);
        change.put(&tables::META, &key(), &Text::from(format!("{} {}", hash(&token), end.micros())))?;
        let logged = audit::append(&change, AuditEvent::SetupLinkMade)?;
        change.commit(logged)?;
        Ok(token)
    }

    /// Whether a link still leads anywhere.
    pub fn setup_link_holds(&self, token: &str) -> Result<bool, IdentityError> {
        let view = self.store.view()?;
        Ok(!settled(&view)? && fits(&view, token, self.clock.now())?)
    }

    /// Makes the first account under a link, which is used up by it. Costs what a login costs, but only under a link
    /// that holds.
    pub fn set_up(&self, token: &str, new: NewAccount) -> Result<Account, SetupError> {
        if !self.setup_link_holds(token)? {
            return Err(SetupError::Link);
        }
        let chosen = new.password.clone();
        let made = match self.prepare(new) {
            Err(IdentityError::Password(mistake)) => return Err(SetupError::Password(vec![mistake])),
            prepared => prepared?,
        };
        let mistakes = self.policy.passwords.mistakes(&chosen, &made.0);
        if !mistakes.is_empty() {
            return Err(SetupError::Password(mistakes));
        }
        let change = self.store.begin(Who::new(Actor::User(made.0.user_name.clone()), self.place), self.clock.now())?;
        // Looked at again inside the change: of two who are at it at once, one is the first.
        if settled(&change)? || !fits(&change, token, change.at())? {
            return Err(SetupError::Link);
        }
        change.remove(&tables::META, &key())?;
        insert(&change, &made)?;
        let user_name = made.0.user_name.clone();
        let logged = audit::append(&change, AuditEvent::AccountCreated { user_name })?;
        change.commit(logged)?;
        Ok(made.0)
    }
}

fn settled(read: &impl Read) -> Result<bool, StoreError> {
    Ok(read.len(&tables::ACCOUNT)? > 0)
}

fn fits(read: &impl Read, token: &str, now: Timestamp) -> Result<bool, StoreError> {
    let Some(kept) = read.get(&tables::META, &key())? else { return Ok(false) };
    let Some((known, end)) = kept.split_once(' ') else { return Ok(false) };
    let same: bool = known.as_bytes().ct_eq(hash(token).as_bytes()).into();
    Ok(same && end.parse().is_ok_and(|end| now < Timestamp::from_micros(end)))
}

fn key() -> Text {
    Text::from("setup")
}

fn hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}
