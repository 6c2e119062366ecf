//! `/corrections`: what is said to be wrong, and what was decided. One file per action.

mod act;
mod letter;
mod list;
mod new;
mod one;
mod statement;
mod typed;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::routing::{get, post};

use super::person::children;
use super::{AppState, PageError, Person, Route};
use crate::access::{Permission, Worker};
use crate::casework::CorrectionError;
use crate::model::CorrectionId;
pub(super) use typed::{Chosen, Pick, Typed};

/// The addresses.
pub(super) const ROUTES: &[Route] = &[
    ("/corrections", || get(list::show).post(new::take_down)),
    ("/corrections/new", || get(new::choose).post(new::go_on)),
    ("/corrections/{id}", || get(one::show)),
    ("/corrections/{id}/forward", || post(act::forward)),
    ("/corrections/{id}/decide", || post(act::decide)),
    ("/corrections/{id}/note", || post(act::note)),
    ("/corrections/{id}/withdraw", || post(act::withdraw)),
    ("/corrections/{id}/close", || post(act::close)),
    ("/corrections/{id}/letters/{letter}", || get(letter::show).post(letter::make)),
    ("/corrections/{id}/letters/{letter}/pdf", || get(letter::pdf)),
    ("/students/{id}/statement", || get(statement::show).post(statement::enter)),
    ("/students/{id}/statement/{number}/end", || post(statement::end)),
];

/// Somebody who may take requests down; perhaps also decide about them.
#[derive(Clone)]
pub(super) struct Clerk {
    person: Person,
    worker: Worker,
    decider: Option<Worker>,
}

impl<S: Send + Sync> FromRequestParts<S> for Clerk
where
    AppState: FromRef<S>,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let person = <Person as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        let children = children(parts, &AppState::from_ref(state));
        let worker = children.worker(&person.account, &person.session, Permission::Intake)?;
        let decider = children.worker(&person.account, &person.session, Permission::Correct).ok();
        Ok(Self { person, worker, decider })
    }
}

/// A request's number in an address.
fn number(text: &str) -> Result<CorrectionId, PageError> {
    text.parse().map(CorrectionId).map_err(|_| PageError::NotFound)
}

impl From<CorrectionError> for PageError {
    fn from(error: CorrectionError) -> Self {
        let (status, words) = match error {
            CorrectionError::Store(error) => return Self::internal("requests for correction", &error),
            CorrectionError::Records(error) => return error.into(),
            CorrectionError::Case(error) => return error.into(),
            CorrectionError::Unknown | CorrectionError::NoLetter => return Self::NotFound,
            CorrectionError::Mistakes(_) => (StatusCode::UNPROCESSABLE_ENTITY, "corrections-error-mistakes"),
            CorrectionError::Changed => (StatusCode::CONFLICT, "corrections-error-changed"),
            CorrectionError::OtherStates | CorrectionError::Right => {
                (StatusCode::FORBIDDEN, "corrections-error-other-states")
            }
            CorrectionError::Receiver => (StatusCode::FORBIDDEN, "corrections-error-receiver"),
            CorrectionError::Stands => (StatusCode::CONFLICT, "corrections-error-stands"),
        };
        Self::Work(status, words)
    }
}
