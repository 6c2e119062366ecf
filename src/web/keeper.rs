//! People who look after accounts, and what can go wrong with account life.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::StatusCode;
use axum::http::request::Parts;

use super::{AppState, PageError, Person};
use crate::access::{AccountKeeper, KeepRefusal};
use crate::identity::{IdentityError, LifeError};

/// Somebody who has logged in and looks after accounts.
#[derive(Clone)]
pub(super) struct Keeper {
    /// Who.
    pub(super) person: Person,
    /// The right to it.
    pub(super) right: AccountKeeper,
}

impl<S: Send + Sync> FromRequestParts<S> for Keeper
where
    AppState: FromRef<S>,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let person = <Person as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        let app = AppState::from_ref(state);
        let (children, account, session) = (person.children.clone(), person.account.clone(), person.session.clone());
        let right = app
            .blocking(move || {
                let right = children.account_keeper(&account, &session);
                right.map_err(|error| PageError::internal("a user administrator's reach", &error))
            })
            .await??;
        Ok(Self { person, right })
    }
}

impl From<LifeError> for PageError {
    fn from(error: LifeError) -> Self {
        let (status, words) = match error {
            LifeError::Unknown => return Self::NotFound,
            LifeError::Identity(IdentityError::UserName) => (StatusCode::UNPROCESSABLE_ENTITY, "life-error-user-name"),
            LifeError::Identity(IdentityError::Exists) => (StatusCode::CONFLICT, "life-error-exists"),
            LifeError::Identity(error) => return error.into(),
            LifeError::Link => (StatusCode::GONE, "life-error-link"),
            LifeError::Decided => (StatusCode::CONFLICT, "life-error-decided"),
            LifeError::Unconfirmed => (StatusCode::CONFLICT, "life-error-unconfirmed"),
            LifeError::OwnPaper => (StatusCode::FORBIDDEN, "life-error-own-paper"),
            LifeError::Keep(KeepRefusal::Own) => (StatusCode::FORBIDDEN, "life-error-own"),
            LifeError::Keep(KeepRefusal::Elsewhere) => (StatusCode::FORBIDDEN, "life-error-elsewhere"),
            LifeError::EmailTaken => (StatusCode::CONFLICT, "life-error-email-taken"),
            LifeError::EmailClosed => (StatusCode::CONFLICT, "life-error-email-closed"),
            LifeError::Status => (StatusCode::CONFLICT, "life-error-status"),
            LifeError::Area => (StatusCode::UNPROCESSABLE_ENTITY, "life-error-area"),
            LifeError::LastGrant => (StatusCode::CONFLICT, "life-error-last-grant"),
            LifeError::Changed => (StatusCode::CONFLICT, "life-error-changed"),
            LifeError::NoQuiz => (StatusCode::CONFLICT, "life-error-no-quiz"),
        };
        Self::Work(status, words)
    }
}
