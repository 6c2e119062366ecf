//! A forgotten password: a link by mail that works once and for half an hour, then the second factor, then a new password.
//! Or the user administrator gives a new one-time password; the help desk cannot.

use super::entered::{StepError, count_wrong, end_sessions};
use super::random::token;
use super::session::cookie_hash;
use super::{Identity, IdentityError, parse_user_name, password, proof};
use crate::audit;
use crate::model::{Account, Actor, AuditEvent, Credential, MessageKind, Reset, Text, Who};
use crate::outbox::{self, NewMessage};
use crate::store::{Change, Read, StoreError, tables};

/// Seconds for which a link works.
pub const RESET_SECONDS: i64 = 30 * 60;

impl Identity {
    /// Posts a link to the person of an account, in place of one that was posted before. For a name that has none, or
    /// none that may log in or be written to, as much is written down and nothing is posted: no answer tells them apart.
    pub fn forgotten(&self, user_name: &str) -> Result<(), IdentityError> {
        let name = parse_user_name(user_name).unwrap_or_default();
        let change = self.store.begin(self.stranger(), self.clock.now())?;
        let account = change.get(&tables::ACCOUNT, &name)?.filter(Account::is_active);
        let written = account.map(|account| NewMessage::to(&account, MessageKind::PasswordReset));
        let Some(message) = written.filter(|message| message.to.is_some()) else {
            drop(change);
            return Ok(self.journal.record(self.stranger(), asked(Text::default()))?);
        };
        let (link, until) = (token(self.random.as_ref())?, change.at().plus_seconds(RESET_SECONDS));
        forget_resets(&change, &name)?;
        // No more than that: a stranger may ask, and a first password may wait for days to be printed.
        outbox::withdraw_kind(&change, &name, MessageKind::PasswordReset)?;
        let reset = Reset { user_name: name.clone(), until, proved: false };
        change.put(&tables::RESET, &cookie_hash(&link), &reset)?;
        outbox::post(&change, NewMessage { secret: Some((Text::from(link), until)), ..message })?;
        let logged = audit::append(&change, asked(name))?;
        Ok(change.commit(logged)?)
    }

    /// Sets a new password for the holder of a link who also has the second factor, if there is one. A code that was
    /// right counts for the link from then on, so that a password that cannot be taken costs no second code. Ends all
    /// sessions. `Ended` says that the link does not work.
    pub fn reset_password(&self, link: &str, code: &str, new: &str) -> Result<(), StepError> {
        let (account, credential) = self.prove_link(link, code)?;
        let mistakes = self.mistakes(new, &account, &credential);
        if !mistakes.is_empty() {
            return Err(StepError::Password(mistakes));
        }
        let hash = password::hash(new, &self.pepper, self.random.as_ref())?;
        let change =
            self.store.begin(Who::new(Actor::User(account.user_name.clone()), self.place), self.clock.now())?;
        let (reset, account, mut credential) = held(&change, link)?;
        if !reset.proved {
            return Err(StepError::Ended);
        }
        self.put_password(&mut credential, hash, change.at());
        change.put(&tables::CREDENTIAL, &account.user_name, &credential)?;
        forget_resets(&change, &account.user_name)?;
        end_sessions(&change, &account.user_name, None)?;
        tell(&change, &account)?;
        let what = "password by link".into();
        let event = AuditEvent::CredentialChanged { user_name: account.user_name, what };
        let logged = audit::append(&change, event)?;
        Ok(change.commit(logged)?)
    }

    /// Puts a one-time password in the place of everything that somebody proves herself with, ends her sessions and
    /// tells her. Gives what is to be written down.
    pub(super) fn begin_anew(
        &self,
        change: &Change,
        account: &Account,
        credential: &mut Credential,
        hash: String,
    ) -> Result<AuditEvent, IdentityError> {
        let name = account.user_name.clone();
        self.put_password(credential, hash, change.at());
        (credential.one_time, credential.wrong, credential.last_wrong) = (true, 0, None);
        (credential.totp, credential.recovery, credential.passkeys) = (None, Vec::new(), Vec::new());
        change.put(&tables::CREDENTIAL, &name, credential)?;
        forget_resets(change, &name)?;
        end_sessions(change, &name, None)?;
        outbox::withdraw_secrets(change, &name)?;
        tell(change, account)?;
        Ok(AuditEvent::CredentialChanged { user_name: name, what: "reset".into() })
    }

    /// Takes the second factor for a link, unless it was shown before.
    fn prove_link(&self, link: &str, code: &str) -> Result<(Account, Credential), StepError> {
        let change = self.store.begin(self.stranger(), self.clock.now())?;
        let (reset, mut account, mut credential) = held(&change, link)?;
        if reset.proved {
            return Ok((account, credential));
        }
        let rules = &self.policy.passwords;
        if rules.waits(&credential, change.at()) {
            return Err(StepError::Refused);
        }
        let context = proof::app_context(&account.user_name);
        let how = match credential.has_second_factor() {
            true => self.take_code(&mut credential, &context, code, change.at()),
            false => Some("link"),
        };
        let event = match how {
            Some(how) => {
                change.put(&tables::RESET, &cookie_hash(link), &Reset { proved: true, ..reset })?;
                AuditEvent::Proved { how: how.into() }
            }
            None => {
                count_wrong(&change, &mut account, &mut credential, rules)?;
                AuditEvent::LoginRefused { user_name: Some(account.user_name.clone()) }
            }
        };
        change.put(&tables::CREDENTIAL, &account.user_name, &credential)?;
        let logged = audit::append(&change, event)?;
        change.commit(logged)?;
        how.map(|_| (account, credential)).ok_or(StepError::Refused)
    }
}

/// The person of a link that works.
fn held(change: &Change, link: &str) -> Result<(Reset, Account, Credential), StepError> {
    let reset = change.get(&tables::RESET, &cookie_hash(link))?.filter(|reset| change.at() < reset.until);
    let reset = reset.ok_or(StepError::Ended)?;
    let account = change.get(&tables::ACCOUNT, &reset.user_name)?.filter(Account::is_active).ok_or(StepError::Ended)?;
    let credential = change.get(&tables::CREDENTIAL, &reset.user_name)?.ok_or(StepError::Ended)?;
    Ok((reset, account, credential))
}

/// Takes out the links of a person, and all that no longer work.
pub(super) fn forget_resets(change: &Change, user_name: &Text) -> Result<(), StoreError> {
    for (key, reset) in change.range(&tables::RESET, ..)? {
        if reset.user_name == *user_name || reset.until <= change.at() {
            change.remove(&tables::RESET, &key)?;
        }
    }
    Ok(())
}

/// Tells a person that what she proves herself with was changed, if she can be written to.
pub(super) fn tell(change: &Change, account: &Account) -> Result<(), StoreError> {
    let message = NewMessage::to(account, MessageKind::CredentialsChanged);
    if message.to.is_some() {
        outbox::post(change, message)?;
    }
    Ok(())
}

fn asked(user_name: Text) -> AuditEvent {
    AuditEvent::CredentialChanged { user_name, what: "link asked for".into() }
}
