//! `POST /operations/messages/{number}/retry`: a message that failed waits again.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Redirect;

use super::Operator;
use crate::web::desk::Fields;
use crate::web::form::Signed;
use crate::web::{AppState, PageError};

pub(super) async fn submit(
    operator: Operator,
    State(app): State<AppState>,
    Path(number): Path<String>,
    Signed(_): Signed<Fields>,
) -> Result<Redirect, PageError> {
    let number: u64 = number.parse().map_err(|_| PageError::NotFound)?;
    let (outbox, who) = (app.portal.identity.outbox(), operator.right.actor());
    if app.blocking(move || outbox.retry(who, number)).await? {
        return Ok(Redirect::to("/operations#mail"));
    }
    Err(PageError::Work(StatusCode::CONFLICT, "operations-error-retry"))
}
