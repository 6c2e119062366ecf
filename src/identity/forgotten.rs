//! A forgotten password: a link by mail that works once and for half an hour, then the second factor, then a new password.
//! Or the user administrator gives a new one-time password; the help desk cannot.

use super::entered::{StepError, count_wrong, end_sessions};
use super::passkey::{Question, RelyingParty, ShownPasskey};
use super::proof::{self, RECOVERY};
use super::random::token;
use super::session::cookie_hash;
use super::{Identity, IdentityError, parse_user_name, password};
use crate::audit;
use crate::model::{Account, Actor, AuditEvent, Credential, MessageKind, Reset, Text, Timestamp, Who};
use crate::outbox::{self, NewMessage};
use crate::store::{Change, Read, StoreError, tables};

/// Seconds for which a link works.
pub const RESET_SECONDS: i64 = 30 * 60;

/// What a link that works still asks of its holder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LinkAsks {
    /// Whether the second factor was shown for it, or there is none.
    pub proved: bool,
    /// Whether that may be a passkey.
    pub passkey: bool,
}

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

    /// What a link asks beside a new password; `None` for one that does not work.
    pub fn link_asks(&self, link: &str) -> Result<Option<LinkAsks>, StepError> {
        let (reset, _, credential) = match held(&self.store.view()?, link, self.clock.now()) {
            Err(StepError::Ended) => return Ok(None),
            found => found?,
        };
        let proved = reset.proved || !credential.has_second_factor();
        Ok(Some(LinkAsks { proved, passkey: !proved && !credential.passkeys.is_empty() }))
    }

    /// Asks the browser of a link's holder for one of the person's passkeys.
    pub fn ask_passkey_for_link(&self, link: &str) -> Result<Question, StepError> {
        let now = self.clock.now();
        let (reset, _, credential) = held(&self.store.view()?, link, now)?;
        if credential.passkeys.is_empty() {
            return Err(StepError::Ended);
        }
        self.question(cookie_hash(link), &reset.user_name, &credential, now)
    }

    /// Takes a passkey as the second factor for a link. A wrong one counts like a wrong code.
    pub fn prove_link_by_passkey(
        &self,
        link: &str,
        site: &RelyingParty,
        shown: &ShownPasskey,
    ) -> Result<(), StepError> {
        let take = |_: &Account, credential: &mut Credential, now: Timestamp| {
            self.take_passkey(credential, &cookie_hash(link), site, shown, now).then_some("passkey")
        };
        self.prove_link(link, take).map(|_| ())
    }

    /// Sets a new password for the holder of a link who also has the second factor, if there is one. A code that was
    /// right counts for the link from then on, so that a password that cannot be taken costs no second code. Ends all
    /// sessions. Says how many recovery codes are left when this used one up. `Ended` says that the link does not work.
    pub fn reset_password(&self, link: &str, code: &str, new: &str) -> Result<Option<usize>, StepError> {
        let take = |account: &Account, credential: &mut Credential, now: Timestamp| {
            self.take_code(credential, &proof::app_context(&account.user_name), code, now)
        };
        let (account, credential, how) = self.prove_link(link, take)?;
        let left = (how == Some(RECOVERY)).then_some(credential.recovery.len());
        let mistakes = self.mistakes(new, &account, &credential);
        if !mistakes.is_empty() {
            return Err(StepError::Password(mistakes));
        }
        let hash = password::hash(new, &self.pepper, self.random.as_ref())?;
        let change =
            self.store.begin(Who::new(Actor::User(account.user_name.clone()), self.place), self.clock.now())?;
        let (reset, account, mut credential) = held(&change, link, change.at())?;
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
        change.commit(logged)?;
        Ok(left)
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

    /// Takes the second factor for a link, unless it was shown before. Says what `take` said it was.
    fn prove_link(
        &self,
        link: &str,
        take: impl FnOnce(&Account, &mut Credential, Timestamp) -> Option<&'static str>,
    ) -> Result<(Account, Credential, Option<&'static str>), StepError> {
        let change = self.store.begin(self.stranger(), self.clock.now())?;
        let (reset, mut account, mut credential) = held(&change, link, change.at())?;
        if reset.proved {
            return Ok((account, credential, None));
        }
        let rules = &self.policy.passwords;
        if rules.waits(&credential, change.at()) {
            return Err(StepError::Refused);
        }
        let how = match credential.has_second_factor() {
            true => take(&account, &mut credential, change.at()),
            false => Some("link"),
        };
        let event = match how {
            Some(how) => {
                change.put(&tables::RESET, &cookie_hash(link), &Reset { proved: true, ..reset })?;
                AuditEvent::Proved { how: how.into() }
            }
            None => {
                count_wrong(&change, &mut account, &mut credential, rules, None)?;
                AuditEvent::LoginRefused { user_name: Some(account.user_name.clone()) }
            }
        };
        change.put(&tables::CREDENTIAL, &account.user_name, &credential)?;
        let logged = audit::append(&change, event)?;
        change.commit(logged)?;
        how.map(|how| (account, credential, Some(how))).ok_or(StepError::Refused)
    }
}

/// The person of a link that works.
fn held(read: &impl Read, link: &str, now: Timestamp) -> Result<(Reset, Account, Credential), StepError> {
    let reset = read.get(&tables::RESET, &cookie_hash(link))?.filter(|reset| now < reset.until);
    let reset = reset.ok_or(StepError::Ended)?;
    let account = read.get(&tables::ACCOUNT, &reset.user_name)?.filter(Account::is_active).ok_or(StepError::Ended)?;
    let credential = read.get(&tables::CREDENTIAL, &reset.user_name)?.ok_or(StepError::Ended)?;
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
