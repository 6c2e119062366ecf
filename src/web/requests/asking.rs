//! People at the pages of requests: whoever may ask, and perhaps decides for the state asked; what goes wrong.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};

use crate::access::{Decider, Permission, Refusal, Worker};
use crate::casework::RequestError;
use crate::model::RequestId;
use crate::web::{AppState, LoggedIn, PageError};

/// Somebody who may send data requests.
#[derive(Clone)]
pub(in crate::web) struct Asking {
    /// Who.
    pub(in crate::web) person: LoggedIn,
    /// The right to ask, and to see what others ask of one's state.
    pub(in crate::web) worker: Worker,
    /// The right to act for the state that is asked.
    pub(in crate::web) decides: Option<Decider>,
}

impl Asking {
    /// The right to act for the state that is asked, or the refusal of it.
    pub(super) fn decider(&self) -> Result<Decider, PageError> {
        self.decides.clone().ok_or(PageError::Refused(Refusal::Role(Permission::Decide)))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Asking
where
    AppState: FromRef<S>,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let person = <LoggedIn as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        let worker = person.children.worker(&person.account, &person.session, Permission::Request)?;
        let decides = person.children.decider(&person.account, &person.session).ok();
        Ok(Self { person, worker, decides })
    }
}

/// A form without files: data come by submission.
pub(super) struct NoFiles;

impl<S: Send + Sync> FromRequestParts<S> for NoFiles {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, PageError> {
        let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.trim_start().to_ascii_lowercase().starts_with("multipart/") {
            return Err(PageError::Work(StatusCode::UNSUPPORTED_MEDIA_TYPE, "request-error-files"));
        }
        Ok(Self)
    }
}

/// A request's number in an address.
pub(super) fn request_id(text: &str) -> Result<RequestId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

impl From<RequestError> for PageError {
    fn from(error: RequestError) -> Self {
        let (status, words) = match error {
            RequestError::Store(error) => return Self::internal("data requests", &error),
            RequestError::Records(error) => return error.into(),
            RequestError::Case(error) => return error.into(),
            RequestError::Right => return Refusal::Role(Permission::Request).into(),
            RequestError::Unknown => return Self::NotFound,
            RequestError::NoChild => return Self::NoSuchChild,
            RequestError::OtherStates => (StatusCode::FORBIDDEN, "request-error-other-states"),
            RequestError::NotAsker => (StatusCode::FORBIDDEN, "request-error-not-asker"),
            RequestError::Closed => (StatusCode::CONFLICT, "request-error-closed"),
            RequestError::There => (StatusCode::CONFLICT, "request-error-there"),
            RequestError::NoLine => (StatusCode::CONFLICT, "request-error-no-line"),
            RequestError::Twice(_) => (StatusCode::CONFLICT, "request-error-twice"),
            RequestError::Nothing => (StatusCode::UNPROCESSABLE_ENTITY, "request-error-nothing"),
            RequestError::TooMany => (StatusCode::UNPROCESSABLE_ENTITY, "request-error-too-many"),
            RequestError::NoElement => (StatusCode::UNPROCESSABLE_ENTITY, "request-error-no-element"),
            RequestError::NoRegion => (StatusCode::UNPROCESSABLE_ENTITY, "request-error-no-region"),
            RequestError::NoState => (StatusCode::UNPROCESSABLE_ENTITY, "request-error-no-state"),
            RequestError::Day => (StatusCode::UNPROCESSABLE_ENTITY, "request-error-day"),
            RequestError::NoWords => (StatusCode::UNPROCESSABLE_ENTITY, "request-error-no-words"),
            RequestError::TooLong => (StatusCode::UNPROCESSABLE_ENTITY, "request-error-too-long"),
        };
        Self::Work(status, words)
    }
}
