//! `/clocks`: are we in time. One file per action. The pages name children by MSIX ID alone, so no record is opened.

pub(super) mod calendar;
pub(super) mod list;
mod one;

use axum::http::StatusCode;
use axum::routing::{get, post};

use super::{PageError, Person, Route};
use crate::access::{Permission, Worker};
use crate::clocks::ClocksError;

/// The addresses.
pub(super) const ROUTES: &[Route] = &[
    ("/clocks", || get(list::show)),
    ("/clocks/export", || get(list::export)),
    ("/clocks/calendar/{state}", || get(calendar::show)),
    ("/clocks/calendar/{state}/closures", || post(calendar::close)),
    ("/clocks/calendar/{state}/closures/remove", || post(calendar::open)),
    ("/clocks/calendar/{state}/terms", || post(calendar::add_term)),
    ("/clocks/calendar/{state}/terms/remove", || post(calendar::remove_term)),
    ("/clocks/{id}", || get(one::show)),
];

/// The right to see clocks.
fn viewer(person: &Person) -> Result<Worker, PageError> {
    Ok(person.children.worker(&person.account, &person.session, Permission::Clocks)?)
}

/// The right to change calendars.
fn keeper(person: &Person) -> Result<Worker, PageError> {
    Ok(person.children.worker(&person.account, &person.session, Permission::Calendar)?)
}

impl From<ClocksError> for PageError {
    fn from(error: ClocksError) -> Self {
        let words = match error {
            ClocksError::Store(error) => return Self::internal("the clocks", &error),
            ClocksError::Unknown => return Self::NotFound,
            ClocksError::NotYours => return Self::Work(StatusCode::FORBIDDEN, "clock-error-not-yours"),
            ClocksError::Name => "clock-error-name",
            ClocksError::Days => "clock-error-days",
            ClocksError::Term => "clock-error-term",
        };
        Self::Work(StatusCode::UNPROCESSABLE_ENTITY, words)
    }
}
