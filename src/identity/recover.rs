//! The way back in from the console: for the last administrator who lost her password or her phone. Whoever may run the
//! program on the data directory could read it anyway; what is done so stands in the audit log with the name of the
//! console's user.

use super::entered::end_sessions;
use super::forgotten::{forget_resets, tell};
use super::messages::withdraw_secrets;
use super::random::readable;
use super::{Identity, IdentityError, parse_user_name, password};
use crate::audit;
use crate::model::{AccountStatus, Actor, AuditEvent, DisabledWhy};
use crate::store::{Read, StoreError, tables};

/// Why an account cannot be recovered.
#[derive(Debug, thiserror::Error)]
pub enum RecoverError {
    /// There is no account of this name.
    #[error("there is no account of this name")]
    Unknown,
    /// An administrator closed it: that is not undone here.
    #[error("the account was closed by an administrator, who can open it again")]
    Closed,
    /// The store, or the source of random numbers.
    #[error(transparent)]
    Identity(#[from] IdentityError),
}

impl From<StoreError> for RecoverError {
    fn from(error: StoreError) -> Self {
        Self::Identity(error.into())
    }
}

impl Identity {
    /// Gives an account a one-time password, takes its second factors away, ends its sessions, and opens it again when
    /// wrong attempts or disuse closed it. The next login changes the password and sets up a second factor. Answers
    /// with the password.
    pub fn recover_account(&self, actor: Actor, user_name: &str) -> Result<String, RecoverError> {
        let name = parse_user_name(user_name).ok_or(RecoverError::Unknown)?;
        let one_time = readable(self.random.as_ref()).map_err(IdentityError::from)?;
        // Before the change begins: others may write while it is computed.
        let hash = password::hash(&one_time, &self.pepper, self.random.as_ref())?;
        let change = self.store.begin(actor, self.clock.now())?;
        let (account, credential) = (change.get(&tables::ACCOUNT, &name)?, change.get(&tables::CREDENTIAL, &name)?);
        let (Some(mut account), Some(mut credential)) = (account, credential) else {
            return Err(RecoverError::Unknown);
        };
        account.status = opened(account.status).ok_or(RecoverError::Closed)?;
        change.put(&tables::ACCOUNT, &name, &account)?;
        self.put_password(&mut credential, hash, change.at());
        (credential.one_time, credential.wrong, credential.last_wrong) = (true, 0, None);
        (credential.totp, credential.recovery, credential.passkeys) = (None, Vec::new(), Vec::new());
        change.put(&tables::CREDENTIAL, &name, &credential)?;
        end_sessions(&change, &name, None)?;
        forget_resets(&change, &name)?;
        withdraw_secrets(&change, &name)?;
        tell(&change, &account)?;
        let logged = audit::append(&change, AuditEvent::CredentialChanged { user_name: name, what: "reset".into() })?;
        change.commit(logged)?;
        Ok(one_time)
    }
}

/// The status afterwards; `None` for one that stays closed.
fn opened(status: AccountStatus) -> Option<AccountStatus> {
    match status {
        AccountStatus::Active => Some(status),
        AccountStatus::Disabled { why: DisabledWhy::WrongAttempts | DisabledWhy::Unused, .. } => {
            Some(AccountStatus::Active)
        }
        AccountStatus::Disabled { why: DisabledWhy::Administrator, .. } | AccountStatus::Deactivated { .. } => None,
    }
}
