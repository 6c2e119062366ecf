//! `/feed` and `/api/v1`: what the states' own systems are told. One file per action. The interface takes a key in one
//! header and nothing else: no cookie, no key in an address, where it would stand in logs.

pub(in crate::web) mod api;
mod keys;
mod show;
mod webhooks;

use axum::http::StatusCode;
use axum::routing::{get, post};

use super::{PageError, Person, Route};
use crate::access::{Permission, Worker};
use crate::casework::FeedError;
use crate::model::StateCode;

/// The addresses.
pub(super) const ROUTES: &[Route] = &[
    ("/feed", || get(show::show)),
    ("/feed/{state}/keys", || post(keys::make)),
    ("/feed/{state}/keys/{key}/replace", || post(keys::replace)),
    ("/feed/{state}/keys/{key}/revoke", || post(keys::revoke)),
    ("/feed/{state}/webhooks", || post(webhooks::make)),
    ("/feed/{state}/webhooks/{webhook}/end", || post(webhooks::end)),
    (api::CHANGES, || get(api::changes::show).fallback(api::problem::wrong_method)),
    (api::OPENAPI, || get(api::openapi::show).fallback(api::problem::wrong_method)),
    ("/api/{*rest}", || get(api::problem::not_found).fallback(api::problem::wrong_method)),
];

fn worker(person: &Person) -> Result<Worker, PageError> {
    Ok(person.children.worker(&person.account, &person.session, Permission::Feed)?)
}

/// A state and a number in an address; another page where they are none.
fn place(state: &str, number: &str) -> Result<(StateCode, u64), PageError> {
    Ok((code(state)?, number.parse().map_err(|_| PageError::NotFound)?))
}

fn code(state: &str) -> Result<StateCode, PageError> {
    state.parse().map_err(|_| PageError::NotFound)
}

impl From<FeedError> for PageError {
    fn from(error: FeedError) -> Self {
        match error {
            FeedError::Store(_) | FeedError::Gap(_) => Self::internal("the feed", &error),
            FeedError::NotYours | FeedError::Key | FeedError::Scope => {
                Self::Work(StatusCode::FORBIDDEN, "feed-error-elsewhere")
            }
            FeedError::Unknown | FeedError::Beyond { .. } => Self::NotFound,
            FeedError::Ended => Self::Work(StatusCode::CONFLICT, "feed-error-ended"),
            FeedError::Name => Self::Work(StatusCode::UNPROCESSABLE_ENTITY, "feed-error-name"),
            FeedError::TooMany => Self::Work(StatusCode::CONFLICT, "feed-error-too-many"),
            FeedError::Address => Self::Work(StatusCode::UNPROCESSABLE_ENTITY, "feed-error-address"),
        }
    }
}
