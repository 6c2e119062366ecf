//! What every handler may use.

use std::ops::Deref;
use std::sync::Arc;

use tokio::sync::Semaphore;

use super::back_off::BackOff;
use super::feed::api::Limits;
use super::queries::Queries;
use super::{PageError, Portal};

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
        };
        Self { shared: Arc::new(shared) }
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
