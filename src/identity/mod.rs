//! Accounts, credentials and sessions. It must never say whether an account exists to somebody who has not logged in.

use std::sync::Arc;

use crate::audit::Journal;
use crate::model::{Account, Actor, Clock, Role, StateCode, Text};
use crate::store::{Store, StoreError};

/// Why an account could not be made.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An account to be made.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// What the person types.
    pub user_name: Text,
    /// What others see.
    pub display_name: Text,
    /// Roles.
    pub roles: Vec<(Role, Option<StateCode>)>,
    /// `en` or `es`.
    pub language: Text,
    /// In clear.
    pub password: String,
}

/// Accounts.
#[derive(Clone)]
pub struct Identity;

impl Identity {
    /// Over a store.
    pub fn new(_store: Store, _journal: Arc<Journal>, _clock: Arc<dyn Clock>) -> Self {
        Self
    }

    /// Makes an account.
    pub fn create_account(&self, _actor: Actor, _new: NewAccount) -> Result<Account, IdentityError> {
        Err(StoreError::Io(std::io::Error::other("not built yet")).into())
    }
}
