//! Proving who one is beside the password, and again before what weighs much.

use super::entered::{Entered, StepError};
use super::{Identity, password, recovery, totp};
use crate::model::{AuditEvent, Credential, Timestamp};
use crate::store::{Read, tables};

/// A code that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The session's new cookie.
    pub cookie: String,
    /// How many recovery codes are left, when one of them was used up.
    pub left: Option<usize>,
}

impl From<String> for Proof {
    /// That of a cookie, where no recovery code was used.
    fn from(cookie: String) -> Self {
        Self { cookie, left: None }
    }
}

/// What [`Identity::take_code`] calls a recovery code.
pub(super) const RECOVERY: &str = "recovery code";

impl Identity {
    /// Checks a code of the authenticator app, or a recovery code, as the second factor of a session or as a renewed
    /// proof. A code works once: the step it stands for is stored in the same change.
    pub fn prove_by_code(&self, cookie: &str, code: &str) -> Result<Proof, StepError> {
        let mut entered = self.enter(cookie)?;
        if self.policy.passwords.waits(&entered.credential, entered.change.at()) {
            return Err(StepError::Refused);
        }
        let (context, now) = (app_context(&entered.account.user_name), entered.change.at());
        match self.take_code(&mut entered.credential, &context, code, now) {
            Some(how) => {
                entered.session.second_factor = true;
                let left = (how == RECOVERY).then_some(entered.credential.recovery.len());
                Ok(Proof { cookie: self.proved(entered, how)?, left })
            }
            None => Err(entered.refuse(&self.policy.passwords)?),
        }
    }

    /// Checks the password of somebody who has no second factor, as a renewed proof. Costs what a login costs.
    pub fn prove_by_password(&self, cookie: &str, password: &str) -> Result<String, StepError> {
        let fits = self.password_fits(cookie, password)?;
        let mut entered = self.enter(cookie)?;
        let alone = !entered.credential.has_second_factor();
        let waits = self.policy.passwords.waits(&entered.credential, entered.change.at());
        if waits || !alone {
            return Err(StepError::Refused);
        }
        if fits.as_deref() != Some(entered.credential.password_hash.as_str()) {
            return Err(entered.refuse(&self.policy.passwords)?);
        }
        entered.prove();
        self.proved(entered, "password")
    }

    /// The hash that a password fits, if it is that of the session's person. Done outside of any change, which would
    /// keep all others waiting.
    pub(super) fn password_fits(&self, cookie: &str, password: &str) -> Result<Option<String>, StepError> {
        let key = super::session::cookie_hash(cookie);
        let view = self.store.view()?;
        let session = view.get(&tables::SESSION, &key)?.ok_or(StepError::Ended)?;
        let credential = view.get(&tables::CREDENTIAL, &session.user_name)?.ok_or(StepError::Ended)?;
        let fits = password::verify(password, Some(&credential.password_hash), &self.pepper);
        Ok(fits.then_some(credential.password_hash))
    }

    /// Uses a code of a person up; `context` is that of her app. Says what it was.
    pub(super) fn take_code(
        &self,
        credential: &mut Credential,
        context: &str,
        code: &str,
        now: Timestamp,
    ) -> Option<&'static str> {
        if let Some(app) = &mut credential.totp {
            let secret = self.pepper.open(context, &app.sealed)?;
            let step = totp::step_of(&secret, code, now);
            if let Some(step) = step.filter(|step| *step > app.last_step) {
                app.last_step = step;
                return Some("app");
            }
        }
        recovery::take(credential, code).then_some(RECOVERY)
    }

    /// Keeps a proof under a new cookie.
    pub(super) fn proved(&self, mut entered: Entered, how: &str) -> Result<String, StepError> {
        entered.prove();
        let cookie = entered.renew(self)?;
        entered.keep(AuditEvent::Proved { how: how.into() })?;
        Ok(cookie)
    }
}

/// What binds the sealed secret of an app to its person.
pub(super) fn app_context(user_name: &str) -> String {
    format!("app {user_name}")
}
