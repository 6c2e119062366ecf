//! The gate that every password and code passes: so many at a time, and slower after wrong ones.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use tokio::time::timeout;

use crate::identity::StepError;
use crate::web::back_off::Source;
use crate::web::person::Person;
use crate::web::{AppState, PageError};

/// How long a password waits for its turn to be checked.
const TURN: Duration = Duration::from_secs(2);

/// Who tries, and from where.
pub(in crate::web) struct Gate {
    name: Source,
    sources: Vec<Source>,
}

impl Gate {
    /// For a user name as typed; whether there is such an account does not matter here.
    pub(in crate::web) fn of(user_name: &str, from: Option<IpAddr>) -> Self {
        Self::with(Source::Name(folded(user_name)), from)
    }

    /// For a link to a new password, or the name for which one is asked.
    pub(in crate::web) fn of_link(asked: &str, from: Option<IpAddr>) -> Self {
        Self::with(Source::Link(folded(asked)), from)
    }

    fn with(name: Source, from: Option<IpAddr>) -> Self {
        let sources = from.map(Source::at).into_iter().chain([name.clone()]).collect();
        Self { name, sources }
    }

    /// For somebody in a session, from wherever: a thief of a cookie is slowed as well.
    pub(in crate::web) fn of_person(person: &Person) -> Self {
        Self::with(Source::Inside(person.account.user_name.to_string()), None)
    }

    /// Runs a check on a thread that may wait. The inner error is what the person did wrong; what the machine could not
    /// do is the outer one.
    pub(in crate::web) async fn tries<T: Send + 'static>(
        &self,
        app: &AppState,
        check: impl FnOnce() -> Result<T, StepError> + Send + 'static,
    ) -> Result<Result<T, StepError>, PageError> {
        if app.back_off.waits(&self.sources, Instant::now()) {
            return Err(PageError::Busy);
        }
        let turn = timeout(TURN, app.passwords.acquire()).await.map_err(|_| PageError::Busy)?;
        let turn = turn.map_err(|error| PageError::internal("login", &error))?;
        // Those that waited together are refused together.
        if app.back_off.waits(&self.sources, Instant::now()) {
            return Err(PageError::Busy);
        }
        let outcome = app
            .blocking(move || match check() {
                Err(StepError::Identity(error)) => Err(error),
                outcome => Ok(outcome),
            })
            .await?;
        drop(turn);
        match &outcome {
            Ok(_) => app.back_off.accepted(&self.name),
            Err(StepError::Refused | StepError::Ended) => app.back_off.refused(&self.sources, Instant::now()),
            Err(_) => {}
        }
        Ok(outcome)
    }
}

/// What was typed, as far as it is kept apart from the rest.
fn folded(typed: &str) -> String {
    typed.trim().to_lowercase().chars().take(64).collect()
}
