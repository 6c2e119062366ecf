//! Setting up what one proves herself with: a new password, an authenticator app, recovery codes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::entered::{Entered, StepError};
use super::forgotten::tell;
use super::proof::app_context;
use super::totp::{self, AppSecret};
use super::{Identity, PasswordError, password, recovery};
use crate::model::{Account, Credential, LoginStep, Session, Timestamp, Totp};

/// An authenticator app that has not shown a code yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApp {
    /// What is put into the app.
    pub secret: AppSecret,
    /// The same sealed, for the form that comes back with the first code: nothing is stored before that.
    pub sealed: String,
}

impl Identity {
    /// Changes the password of a session's person: the first one that was delivered, one that is too old, or because
    /// she wants to. Ends all her other sessions and gives this one's new cookie. Costs some logins.
    pub fn change_password(&self, cookie: &str, present: &str, new: &str) -> Result<String, StepError> {
        let fits = self.password_fits(cookie, present)?;
        let entered = self.enter(cookie)?;
        if entered.credential.has_second_factor() && !entered.session.second_factor {
            return Err(StepError::ProveFirst);
        }
        if self.policy.passwords.waits(&entered.credential, entered.change.at()) {
            return Err(StepError::Refused);
        }
        if fits.as_deref() != Some(entered.credential.password_hash.as_str()) {
            return Err(entered.refuse(&self.policy.passwords)?);
        }
        let (account, credential) = (entered.account, entered.credential);
        // The change is given up while passwords are compared: others may write.
        drop(entered.change);
        let mistakes = self.mistakes(new, &account, &credential);
        if !mistakes.is_empty() {
            return Err(StepError::Password(mistakes));
        }
        let hash = password::hash(new, &self.pepper, self.random.as_ref())?;
        let mut entered = self.enter(cookie)?;
        if entered.credential.password_hash != credential.password_hash {
            return Err(StepError::Refused);
        }
        self.put_password(&mut entered.credential, hash, entered.change.at());
        let cookie = entered.renew(self)?;
        entered.end_others()?;
        tell(&entered.change, &entered.account)?;
        let event = entered.changed("password");
        entered.keep(event)?;
        Ok(cookie)
    }

    /// Makes the secret of a new authenticator app for a session's person.
    pub fn new_app(&self, session: &Session) -> Result<NewApp, StepError> {
        let mut secret = [0; totp::SECRET_BYTES];
        self.random.fill(&mut secret)?;
        self.offer(session, &secret)
    }

    /// The same app again, after a first code that was wrong.
    pub fn offered_app(&self, session: &Session, sealed: &str) -> Result<NewApp, StepError> {
        let secret = self.offered(session, sealed).ok_or(StepError::Refused)?;
        self.offer(session, &secret)
    }

    /// Takes up an authenticator app whose first code is right. Gives the session's new cookie, and recovery codes if
    /// there were none yet. An app that was there before is replaced.
    pub fn confirm_app(&self, cookie: &str, sealed: &str, code: &str) -> Result<(String, Vec<String>), StepError> {
        let mut entered = self.enter_to_set_up(cookie)?;
        let now = entered.change.at();
        let secret = self.offered(&entered.session, sealed).ok_or(StepError::Refused)?;
        // Whose code is wrong here mistyped it: it guards nothing yet, so it does not count.
        let last_step = totp::step_of(&secret, code, now).ok_or(StepError::Refused)?;
        let sealed = self.pepper.seal(self.random.as_ref(), &app_context(&entered.account.user_name), &secret)?;
        entered.credential.totp = Some(Totp { sealed, confirmed: now, last_step });
        self.second_factor_added(entered, "app")
    }

    /// Makes recovery codes anew for somebody who has what they stand in for; those from before are worth nothing then.
    pub fn new_recovery_codes(&self, cookie: &str) -> Result<Vec<String>, StepError> {
        let mut entered = self.enter_proved(cookie)?;
        if !entered.credential.has_second_factor() {
            return Err(StepError::Refused);
        }
        let (codes, kept) = recovery::make(self.random.as_ref())?;
        entered.credential.recovery = kept;
        let event = entered.changed("recovery codes");
        entered.keep(event)?;
        Ok(codes)
    }

    /// Takes the authenticator app away.
    pub fn remove_app(&self, cookie: &str) -> Result<(), StepError> {
        let mut entered = self.enter_proved(cookie)?;
        entered.credential.totp = None;
        self.keep_removed(entered, "app removed")
    }

    /// Keeps a credential from which a second factor was taken, unless it was the last one and one is asked for.
    pub(super) fn keep_removed(&self, mut entered: Entered, what: &str) -> Result<(), StepError> {
        if !entered.credential.has_second_factor() {
            if self.policy.second_factor {
                return Err(StepError::Last);
            }
            entered.credential.recovery.clear();
        }
        tell(&entered.change, &entered.account)?;
        let event = entered.changed(what);
        entered.keep(event)
    }

    /// Begins a change that adds a second factor: in its step of the login, or later by somebody who has just proved
    /// herself.
    pub(super) fn enter_to_set_up(&self, cookie: &str) -> Result<Entered, StepError> {
        let entered = self.enter(cookie)?;
        let Entered { account, credential, session, .. } = &entered;
        let next = self.policy.next_step(account, credential, session, entered.change.at());
        match next {
            Some(LoginStep::SetUpSecondFactor) => Ok(entered),
            Some(LoginStep::SecondFactor | LoginStep::NewPassword) => Err(StepError::ProveFirst),
            _ if self.proof_holds(session) => Ok(entered),
            _ => Err(StepError::ProveFirst),
        }
    }

    /// Keeps a credential to which a second factor was added; with it the person has shown all she has.
    pub(super) fn second_factor_added(
        &self,
        mut entered: Entered,
        what: &str,
    ) -> Result<(String, Vec<String>), StepError> {
        let mut codes = Vec::new();
        if entered.credential.recovery.is_empty() {
            (codes, entered.credential.recovery) = recovery::make(self.random.as_ref())?;
        }
        entered.session.second_factor = true;
        entered.prove();
        let cookie = entered.renew(self)?;
        tell(&entered.change, &entered.account)?;
        let event = entered.changed(what);
        entered.keep(event)?;
        Ok((cookie, codes))
    }

    /// Everything that is wrong with a new password. Costs as many logins as earlier ones are remembered.
    pub(super) fn mistakes(&self, new: &str, account: &Account, credential: &Credential) -> Vec<PasswordError> {
        let rules = &self.policy.passwords;
        let mut mistakes = rules.mistakes(new, account);
        let past = credential.earlier.iter().take(rules.earlier.saturating_sub(1));
        let mut known = std::iter::once(&credential.password_hash).chain(past);
        if mistakes.is_empty() && known.any(|hash| password::verify(new, Some(hash), &self.pepper)) {
            mistakes.push(PasswordError::Earlier(rules.earlier.max(1)));
        }
        mistakes
    }

    /// Puts a password that somebody chose in the place of the present one.
    pub(super) fn put_password(&self, credential: &mut Credential, hash: String, now: Timestamp) {
        let before = std::mem::replace(&mut credential.password_hash, hash);
        credential.earlier.insert(0, before);
        credential.earlier.truncate(self.policy.passwords.earlier.saturating_sub(1));
        (credential.password_set, credential.one_time) = (now, false);
    }

    fn offer(&self, session: &Session, secret: &[u8]) -> Result<NewApp, StepError> {
        let sealed = self.pepper.seal(self.random.as_ref(), &offer_context(session), secret)?;
        let secret = totp::shown(secret, &session.user_name).ok_or(StepError::Refused)?;
        Ok(NewApp { secret, sealed: URL_SAFE_NO_PAD.encode(sealed) })
    }

    fn offered(&self, session: &Session, sealed: &str) -> Option<Vec<u8>> {
        self.pepper.open(&offer_context(session), &URL_SAFE_NO_PAD.decode(sealed).ok()?)
    }
}

/// Binds an app that is offered to its session: its form works nowhere else.
fn offer_context(session: &Session) -> String {
    format!("offer {} {}", session.user_name, session.csrf_token)
}
