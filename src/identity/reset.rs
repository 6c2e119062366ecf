//! New credentials for somebody who lost them, by the user administrator; the help desk cannot.

use super::applications::post_credentials;
use super::random::readable;
use super::{Identity, LifeError, password};
use crate::access::AccountKeeper;
use crate::audit;
use crate::store::{Read, tables};

impl Identity {
    /// Takes all that an account proves itself with, ends its sessions, and posts the two messages anew with a password
    /// that works once. The second factor is set up again at the next login.
    pub fn reset_credentials(&self, who: &AccountKeeper, user_name: &str) -> Result<(), LifeError> {
        let one_time = readable(self.random.as_ref())?;
        let hash = password::hash(&one_time, &self.pepper, self.random.as_ref())?;
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let account = change.get(&tables::ACCOUNT, &user_name.into())?.filter(|account| who.may_see(account));
        let account = account.ok_or(LifeError::Unknown)?;
        who.may_keep(&account)?;
        if !account.is_active() {
            return Err(LifeError::Status);
        }
        let credential = change.get(&tables::CREDENTIAL, &account.user_name)?;
        let event = self.begin_anew(&change, &account, &mut credential.ok_or(LifeError::Unknown)?, hash)?;
        post_credentials(&change, &account, one_time)?;
        let logged = audit::append(&change, event)?;
        Ok(change.commit(logged)?)
    }
}
