//! `/notices`: who has moved, and who looks for them. One file per action. What people type about a family never stands
//! in an address: it travels in forms.

mod act;
mod list;
mod log;
mod new;
mod show;

use axum::http::StatusCode;
use axum::routing::{get, post};

use super::{PageError, Person, Route};
use crate::access::{Permission, Worker};
use crate::casework::{CaseError, NoticeError};
use crate::model::NoticeId;

/// The addresses.
pub(super) const ROUTES: &[Route] = &[
    ("/notices", || get(list::show).post(new::send)),
    ("/notices/new", || get(new::show).post(new::change)),
    ("/notices/preview", || post(new::preview)),
    ("/notices/log", || get(log::show).post(log::export)),
    ("/notices/{id}", || get(show::show)),
    ("/notices/{id}/assign", || post(act::assign)),
    ("/notices/{id}/{act}", || post(act::submit)),
];

/// The right to work with notices, or the refusal of it.
fn worker(person: &Person) -> Result<Worker, PageError> {
    Ok(person.children.worker(&person.account, &person.session, Permission::Notice)?)
}

/// A notice's number in an address.
fn notice_id(text: &str) -> Result<NoticeId, PageError> {
    text.parse().map(NoticeId).map_err(|_| PageError::NotFound)
}

impl From<NoticeError> for PageError {
    fn from(error: NoticeError) -> Self {
        const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
        let (status, words) = match error {
            NoticeError::Case(CaseError::Assignee(_)) => (WRONG, "notices-error-colleague"),
            NoticeError::Case(error) => return error.into(),
            NoticeError::Unknown | NoticeError::Right => return Self::NotFound,
            NoticeError::NoChild => return Self::NoSuchChild,
            NoticeError::Setting(_) => (StatusCode::FORBIDDEN, "notices-error-setting"),
            NoticeError::NotYours => (StatusCode::FORBIDDEN, "notices-error-not-yours"),
            NoticeError::Sender => (StatusCode::FORBIDDEN, "notices-error-sender"),
            NoticeError::NotRecipient => (StatusCode::FORBIDDEN, "notices-error-not-recipient"),
            NoticeError::NotSender => (StatusCode::FORBIDDEN, "notices-error-not-sender"),
            NoticeError::SamePlace => (WRONG, "notices-error-same-place"),
            NoticeError::NoPlace(_) => (WRONG, "notices-error-no-place"),
            NoticeError::SeveralPlaces(_) => (WRONG, "notices-error-several-places"),
            NoticeError::TooLong => (WRONG, "notices-error-too-long"),
            NoticeError::Outcome => (WRONG, "notices-error-outcome"),
            NoticeError::Twice(_) => (StatusCode::CONFLICT, "notices-error-twice"),
            NoticeError::Open(_) => (StatusCode::CONFLICT, "notices-open-already"),
            NoticeError::Which => (WRONG, "notices-error-which"),
            NoticeError::Ticked => (WRONG, "notices-error-ticked"),
            NoticeError::Taken(_) => (StatusCode::CONFLICT, "notices-error-taken"),
            NoticeError::Closed => (StatusCode::CONFLICT, "notices-error-closed"),
        };
        Self::Work(status, words)
    }
}
