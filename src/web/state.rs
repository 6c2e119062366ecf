//! What every handler may use.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::Semaphore;

use super::back_off::BackOff;
use super::feed::api::Limits;
use super::pace::{Act, Pace};
use super::queries::Queries;
use super::{PageError, Portal};
use crate::model::Account;

/// Passwords that are checked at once: each takes 19 MiB and a core for a moment.
const PASSWORDS_AT_ONCE: usize = 2;

/// The portal with what it remembers between requests. Cloning is cheap.
#[derive(Clone)]
pub struct AppState {
    shared: Arc<Shared>,
}

/// The parts of [`AppState`].
pub struct Shared {
    /// What the portal stands on.
    pub portal: Portal,
    pub(super) queries: Queries,
    pub(super) passwords: Semaphore,
    pub(super) back_off: BackOff,
    pub(super) applications: BackOff,
    pub(super) feeds: Limits,
    pub(super) pace: Pace,
}

impl AppState {
    pub(super) fn new(portal: Portal) -> Self {
        let passwords = Semaphore::new(PASSWORDS_AT_ONCE);
        let shared = Shared {
            portal,
            queries: Queries::default(),
            passwords,
            back_off: BackOff::default(),
            applications: BackOff::default(),
            feeds: Limits::default(),
            pace: Pace::default(),
        };
        Self { shared: Arc::new(shared) }
    }

    /// Counts one more look at children, and refuses what is too many in an hour.
    pub(super) fn keeps_pace(&self, act: Act, account: &Account) -> Result<(), PageError> {
        let policy = self.portal.identity.policy();
        let an_hour = match act {
            Act::Record => policy.records_an_hour,
            Act::Search => policy.searches_an_hour,
        };
        let allowed = self.pace.allows(act, &account.user_name, an_hour, Instant::now());
        if allowed { Ok(()) } else { Err(PageError::TooMuch) }
    }

    /// Runs work that reads the disk on a thread that may wait for it.
    pub async fn blocking<T, E>(&self, work: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, PageError>
    where
        T: Send + 'static,
        E: Into<PageError> + Send + 'static,
    {
        match tokio::task::spawn_blocking(work).await {
            Ok(outcome) => outcome.map_err(Into::into),
            // Not the error itself: it repeats what the fault said, and that may be a word of a record.
            Err(_) => Err(PageError::Internal("a task ended by a fault of the program".to_owned())),
        }
    }
}

impl Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.shared
    }
}
