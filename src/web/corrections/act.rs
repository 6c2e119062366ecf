//! `POST /corrections/{id}/{forward,decide,note,withdraw,close}`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::one::finish;
use super::{Clerk, number};
use crate::access::{Permission, Refusal};
use crate::web::desk::Fields;
use crate::web::form::{Proved, Signed};
use crate::web::{AppState, PageError, says};

/// Warns whoever gives a reason of what it gives away of the child.
async fn heed(clerk: &Clerk, app: &AppState, id: &str, fields: &Fields) -> Result<(), PageError> {
    let (id, worker) = (number(id)?, clerk.worker.clone());
    says::heed(app, fields, &["why"], move |casework| Ok(casework.children_of_correction(&worker, id)?)).await
}

/// To the state that sent the data.
pub(super) async fn forward(
    clerk: Clerk,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Signed(_fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let (id, casework, worker) = (number(&id)?, app.portal.casework.clone(), clerk.worker.clone());
    let done = app.blocking(move || casework.forward_correction(&worker, id)).await;
    finish(&clerk, &app, id, "", done, "forwarded").await
}

/// The data will be corrected, or not, and why.
pub(super) async fn decide(
    clerk: Clerk,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Proved(fields): Proved<Fields>,
) -> Result<Response, PageError> {
    heed(&clerk, &app, &id, &fields).await?;
    let refused = PageError::Refused(Refusal::Role(Permission::Correct));
    let (id, casework, decider) = (number(&id)?, app.portal.casework.clone(), clerk.decider.clone().ok_or(refused)?);
    let granted = match fields.one("ruling") {
        "granted" => Ok(true),
        "denied" => Ok(false),
        _ => Err(PageError::Work(StatusCode::UNPROCESSABLE_ENTITY, "corrections-error-ruling")),
    };
    let why = fields.why();
    let decide = move || Ok::<_, PageError>(casework.decide_correction(&decider, id, granted?, why?)?);
    let done = app.blocking(decide).await;
    finish(&clerk, &app, id, fields.one("why"), done, "decided").await
}

/// What was said or found.
pub(super) async fn note(
    clerk: Clerk,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    heed(&clerk, &app, &id, &fields).await?;
    let (id, casework, worker) = (number(&id)?, app.portal.casework.clone(), clerk.worker.clone());
    let why = fields.why();
    let done = app.blocking(move || Ok::<_, PageError>(casework.note_correction(&worker, id, why?)?)).await;
    finish(&clerk, &app, id, fields.one("why"), done, "note").await
}

/// The requester took it back.
pub(super) async fn withdraw(
    clerk: Clerk,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    heed(&clerk, &app, &id, &fields).await?;
    let (id, casework, worker) = (number(&id)?, app.portal.casework.clone(), clerk.worker.clone());
    let why = fields.why();
    let done = app.blocking(move || Ok::<_, PageError>(casework.withdraw_correction(&worker, id, why?)?)).await;
    finish(&clerk, &app, id, fields.one("why"), done, "withdrawn").await
}

/// All is done.
pub(super) async fn close(
    clerk: Clerk,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    heed(&clerk, &app, &id, &fields).await?;
    let (id, casework, worker) = (number(&id)?, app.portal.casework.clone(), clerk.worker.clone());
    let why = fields.why_if_any();
    let done = app.blocking(move || Ok::<_, PageError>(casework.close_correction(&worker, id, why?)?)).await;
    finish(&clerk, &app, id, fields.one("why"), done, "closed").await
}
