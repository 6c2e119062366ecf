//! `/operations`: is the machine well. One file per action. Nothing about a child is on these pages.

mod history;
mod retry;
mod run;
mod show;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::routing::{get, post};

use super::machine::MachineError;
use super::{AppState, PageError, Person, Route};
use crate::access::{Permission, Worker};

/// The addresses.
pub(super) const ROUTES: &[Route] = &[
    ("/operations", || get(show::show)),
    ("/operations/jobs/{job}", || get(history::show)),
    ("/operations/jobs/{job}/run", || post(run::submit)),
    ("/operations/messages/{number}/retry", || post(retry::submit)),
];

/// Somebody who looks after the machine.
#[derive(Clone)]
struct Operator {
    person: Person,
    right: Worker,
}

impl<S: Send + Sync> FromRequestParts<S> for Operator
where
    AppState: FromRef<S>,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let person = <Person as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        let right = person.children.worker(&person.account, &person.session, Permission::Operate)?;
        Ok(Self { person, right })
    }
}

impl From<MachineError> for PageError {
    fn from(error: MachineError) -> Self {
        match error {
            MachineError::Unknown => Self::NotFound,
            MachineError::Running => Self::Work(StatusCode::CONFLICT, "operations-error-running"),
            MachineError::Broken(why) => Self::Internal(format!("the machine: {why}")),
        }
    }
}
