//! New credentials for somebody who lost them, by the user administrator; the help desk cannot.

use super::applications::post_credentials;
use super::entered::end_sessions;
use super::forgotten::forget_resets;
use super::messages::withdraw_secrets;
use super::random::readable;
use super::{Identity, LifeError, password};
use crate::access::AccountKeeper;
use crate::audit;
use crate::model::{AuditEvent, Credential};
use crate::store::{Read, tables};

impl Identity {
    /// Takes all that an account proves itself with, ends its sessions, and posts the two messages anew with a password
    /// that works once. The second factor is set up again at the next login.
    pub fn reset_credentials(&self, who: &AccountKeeper, user_name: &str) -> Result<(), LifeError> {
        let one_time = readable(self.random.as_ref())?;
        let password_hash = password::hash(&one_time, &self.pepper, self.random.as_ref())?;
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let account = change.get(&tables::ACCOUNT, &user_name.into())?.filter(|account| who.may_see(account));
        let account = account.ok_or(LifeError::Unknown)?;
        who.may_keep(&account)?;
        if !account.is_active() {
            return Err(LifeError::Status);
        }
        let before = change.get(&tables::CREDENTIAL, &account.user_name)?.ok_or(LifeError::Unknown)?;
        let mut earlier = before.earlier;
        // One that was delivered is nobody's to remember.
        if !before.one_time {
            earlier.insert(0, before.password_hash);
        }
        let credential = Credential {
            password_hash,
            password_set: change.at(),
            one_time: true,
            earlier,
            wrong: 0,
            last_wrong: None,
            totp: None,
            recovery: Vec::new(),
            passkeys: Vec::new(),
        };
        change.put(&tables::CREDENTIAL, &account.user_name, &credential)?;
        end_sessions(&change, &account.user_name, None)?;
        forget_resets(&change, &account.user_name)?;
        withdraw_secrets(&change, &account.user_name)?;
        post_credentials(&change, &account, one_time)?;
        let what = "credentials reset".into();
        let logged = audit::append(&change, AuditEvent::AccountChanged { user_name: account.user_name, what })?;
        Ok(change.commit(logged)?)
    }
}
