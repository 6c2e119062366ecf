//! `/applications`: who waits for a decision about access.

mod act;
mod confirm;
mod item;
mod list;

use axum::routing::{get, post};

use super::{PageError, Route};
use crate::model::ApplicationId;

/// The addresses of applications.
pub(super) const ROUTES: &[Route] = &[
    ("/applications", || get(list::show)),
    ("/applications/{id}", || get(item::show)),
    ("/applications/{id}/vouch", || post(act::vouch)),
    ("/applications/{id}/approve", || post(act::approve)),
    ("/applications/{id}/refuse", || post(act::refuse)),
    ("/applications/confirm/{token}", || get(confirm::show).post(confirm::submit)),
];

/// An application's number in an address.
fn number(text: &str) -> Result<ApplicationId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}
