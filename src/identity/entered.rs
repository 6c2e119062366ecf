//! One change in the name of the person of a session: what she proves, and what follows from a wrong attempt. All is
//! read again inside the change, so that two requests at once cannot both win.

use super::random::token;
use super::session::{cookie_hash, expired};
use super::{Identity, IdentityError, PasswordRules};
use crate::audit;
use crate::model::{
    Account, AccountStatus, AuditEvent, Credential, DisabledWhy, MessageKind, Session, Text, Timestamp,
};
use crate::outbox::{self, NewMessage};
use crate::store::{Change, Read, StoreError, tables};

/// Why a step of a login, or a change of what a person proves herself with, was not done.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// The password, code or key does not fit, or is used up.
    #[error("it does not fit")]
    Refused,
    /// The session is over, or its account may no longer log in.
    #[error("the session is over")]
    Ended,
    /// The new password cannot be taken.
    #[error("the new password cannot be taken")]
    Password(Vec<super::PasswordError>),
    /// It would leave the person without what the policy asks for.
    #[error("the last second factor stays")]
    Last,
    /// The person has to prove herself again before this.
    #[error("the person has to prove herself again")]
    ProveFirst,
    /// The machine could not do it.
    #[error(transparent)]
    Identity(#[from] IdentityError),
}

impl From<StoreError> for StepError {
    fn from(error: StoreError) -> Self {
        Self::Identity(error.into())
    }
}

impl From<super::RandomError> for StepError {
    fn from(error: super::RandomError) -> Self {
        Self::Identity(error.into())
    }
}

/// A change with everything about its person.
pub(super) struct Entered {
    pub(super) change: Change,
    pub(super) key: [u8; 32],
    pub(super) account: Account,
    pub(super) credential: Credential,
    pub(super) session: Session,
}

impl Identity {
    /// Begins a change in the name of the person of a cookie's session.
    pub(super) fn enter(&self, cookie: &str) -> Result<Entered, StepError> {
        let (key, now) = (cookie_hash(cookie), self.clock.now());
        let seen = self.store.view()?.get(&tables::SESSION, &key)?.ok_or(StepError::Ended)?;
        let change = self.store.begin(seen.who_at(self.place), now)?;
        let user_name = seen.user_name;
        let session = change.get(&tables::SESSION, &key)?.filter(|session| !expired(session, now));
        let account = change.get(&tables::ACCOUNT, &user_name)?.filter(Account::lets_stay);
        let credential = change.get(&tables::CREDENTIAL, &user_name)?;
        match (session, account, credential) {
            (Some(session), Some(account), Some(credential)) => {
                Ok(Entered { change, key, account, credential, session })
            }
            _ => Err(StepError::Ended),
        }
    }

    /// The same where the person of the session has to have shown all she has, and not long ago.
    pub(super) fn enter_proved(&self, cookie: &str) -> Result<Entered, StepError> {
        let entered = self.enter(cookie)?;
        let shown = entered.session.second_factor || !entered.credential.has_second_factor();
        let recent = self.proof_holds(&entered.session);
        if shown && recent { Ok(entered) } else { Err(StepError::ProveFirst) }
    }
}

impl Entered {
    /// The person has shown all she has.
    pub(super) fn prove(&mut self) {
        let now = self.change.at();
        settle(&mut self.account, &mut self.credential, now);
        self.session.proved = now;
    }

    /// Writes the session under a new cookie, so that a cookie from before is worth nothing. Gives the new one.
    pub(super) fn renew(&mut self, identity: &Identity) -> Result<String, StepError> {
        let cookie = token(identity.random.as_ref())?;
        self.change.remove(&tables::SESSION, &self.key)?;
        self.key = cookie_hash(&cookie);
        Ok(cookie)
    }

    /// Ends all other sessions of the person.
    pub(super) fn end_others(&self) -> Result<u32, StepError> {
        Ok(end_sessions(&self.change, &self.account.user_name, Some(&self.key))?)
    }

    /// Writes all that changed.
    pub(super) fn keep(self, event: AuditEvent) -> Result<(), StepError> {
        let name = &self.account.user_name;
        self.change.put(&tables::ACCOUNT, name, &self.account)?;
        self.change.put(&tables::CREDENTIAL, name, &self.credential)?;
        self.change.put(&tables::SESSION, &self.key, &self.session)?;
        let logged = audit::append(&self.change, event)?;
        Ok(self.change.commit(logged)?)
    }

    /// Writes down a wrong attempt, which may disable the account and end this session.
    pub(super) fn refuse(mut self, rules: &PasswordRules) -> Result<StepError, StepError> {
        count_wrong(&self.change, &mut self.account, &mut self.credential, rules, Some(&self.key))?;
        let user_name = Some(self.account.user_name.clone());
        if self.change.get(&tables::SESSION, &self.key)?.is_some() {
            self.keep(AuditEvent::LoginRefused { user_name })?;
            return Ok(StepError::Refused);
        }
        self.change.put(&tables::CREDENTIAL, &self.account.user_name, &self.credential)?;
        let logged = audit::append(&self.change, AuditEvent::LoginRefused { user_name })?;
        self.change.commit(logged)?;
        Ok(StepError::Ended)
    }

    /// What is written down about a change of what the person proves herself with.
    pub(super) fn changed(&self, what: &str) -> AuditEvent {
        AuditEvent::CredentialChanged { user_name: self.account.user_name.clone(), what: what.into() }
    }
}

/// A full proof: the count of wrong attempts begins anew, and the account was used.
pub(super) fn settle(account: &mut Account, credential: &mut Credential, now: Timestamp) {
    (credential.wrong, credential.last_wrong) = (0, None);
    account.last_login = Some(now);
}

/// Counts a wrong attempt, made in the session of a key or by somebody who has none, and disables the account when the
/// rules say so. That ends the session it was made in, and those in which the second factor was never shown. The others
/// go on ([`Account::lets_stay`]): three tries are counted in them anew, for whoever holds a stolen cookie.
pub(super) fn count_wrong(
    change: &Change,
    account: &mut Account,
    credential: &mut Credential,
    rules: &PasswordRules,
    tried_in: Option<&[u8; 32]>,
) -> Result<(), StoreError> {
    if !account.is_active() && tried_in.is_none() {
        // That door is shut: what is tried at it says nothing about who is inside.
        return Ok(());
    }
    credential.wrong = credential.wrong.saturating_add(1);
    credential.last_wrong = Some(change.at());
    if !rules.disables(credential.wrong) {
        return Ok(());
    }
    (credential.wrong, credential.last_wrong) = (0, None);
    if let Some(key) = tried_in {
        change.remove(&tables::SESSION, key)?;
    }
    if account.is_active() {
        end_unproved(change, account, credential)?;
        disable(change, account, DisabledWhy::WrongAttempts)?;
    }
    Ok(())
}

/// Ends the sessions of a person with a second factor in which it was not shown.
fn end_unproved(change: &Change, account: &Account, credential: &Credential) -> Result<(), StoreError> {
    for (key, session) in change.range(&tables::SESSION, ..)? {
        if session.user_name == account.user_name && credential.has_second_factor() && !session.second_factor {
            change.remove(&tables::SESSION, &key)?;
        }
    }
    Ok(())
}

/// Disables an account by rule and tells its person if she can be written to. Its sessions end unless it is only locked.
pub(super) fn disable(change: &Change, account: &mut Account, why: DisabledWhy) -> Result<(), StoreError> {
    account.status = AccountStatus::Disabled { since: change.at(), why };
    change.put(&tables::ACCOUNT, &account.user_name, account)?;
    if !account.is_locked() {
        end_sessions(change, &account.user_name, None)?;
    }
    let told = NewMessage::to(account, MessageKind::AccountDisabled);
    if told.to.is_some() {
        outbox::post(change, told)?;
    }
    let status = if why == DisabledWhy::Unused { "disabled: unused" } else { "disabled: wrong attempts" };
    let event = AuditEvent::AccountStatusChanged { user_name: account.user_name.clone(), status: status.into() };
    audit::append(change, event).map(|_| ())
}

/// Ends the sessions of a person, but for one. Says how many.
pub(super) fn end_sessions(change: &Change, user_name: &Text, but: Option<&[u8; 32]>) -> Result<u32, StoreError> {
    let mut ended = 0;
    for (key, session) in change.range(&tables::SESSION, ..)? {
        if session.user_name == *user_name && Some(&key) != but {
            change.remove(&tables::SESSION, &key)?;
            ended += 1;
        }
    }
    Ok(ended)
}
