//! The way back in from the console: for the last administrator who lost her password or her phone. Whoever may run the
//! program on the data directory could read it anyway; what is done so stands in the audit log with the name of the
//! console's user.

use super::{Identity, IdentityError, parse_user_name, password};
use crate::audit;
use crate::model::{AccountStatus, Actor, AuditEvent, DisabledWhy};
use crate::store::{Change, Read, StoreError, tables};

/// Passwords that are remembered, so that they are not taken again.
const EARLIER: usize = 6;

/// Why an account cannot be recovered.
#[derive(Debug, thiserror::Error)]
pub enum RecoverError {
    /// There is no account of this name.
    #[error("there is no account of this name")]
    Unknown,
    /// An administrator closed it: that is not undone here.
    #[error("the account was closed by an administrator, who can open it again")]
    Closed,
    /// The password cannot be taken, or the store failed.
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
    /// wrong attempts or disuse closed it. The next login changes the password and sets up a second factor.
    pub fn recover_account(&self, actor: Actor, user_name: &str, one_time: &str) -> Result<(), RecoverError> {
        let name = parse_user_name(user_name).ok_or(RecoverError::Unknown)?;
        password::check(one_time, &name).map_err(IdentityError::from)?;
        // Before the change begins: others may write while it is computed.
        let password_hash = password::hash(one_time, self.random.as_ref())?;
        let change = self.store.begin(actor, self.clock.now())?;
        let (account, credential) = (change.get(&tables::ACCOUNT, &name)?, change.get(&tables::CREDENTIAL, &name)?);
        let (Some(mut account), Some(mut credential)) = (account, credential) else {
            return Err(RecoverError::Unknown);
        };
        account.status = opened(account.status).ok_or(RecoverError::Closed)?;
        let before = std::mem::replace(&mut credential.password_hash, password_hash);
        credential.earlier.insert(0, before);
        credential.earlier.truncate(EARLIER);
        (credential.password_set, credential.one_time) = (change.at(), true);
        (credential.wrong, credential.last_wrong, credential.totp) = (0, None, None);
        credential.recovery.clear();
        credential.passkeys.clear();
        change.put(&tables::ACCOUNT, &name, &account)?;
        change.put(&tables::CREDENTIAL, &name, &credential)?;
        end_sessions(&change, &name)?;
        let logged = audit::append(&change, AuditEvent::CredentialChanged { user_name: name, what: "reset".into() })?;
        Ok(change.commit(logged)?)
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

fn end_sessions(change: &Change, name: &str) -> Result<(), StoreError> {
    for (key, session) in change.range(&tables::SESSION, ..)? {
        if session.user_name.as_str() == name {
            change.remove(&tables::SESSION, &key)?;
        }
    }
    Ok(())
}
