//! `POST /feed/{state}/webhooks` and below: webhooks made and taken out of use. What signs their calls is shown once.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::show::again;
use super::{code, place, worker};
use crate::access::Worker;
use crate::casework::HookAddress;
use crate::model::StateCode;
use crate::web::desk::Fields;
use crate::web::form::Proved;
use crate::web::views::feed as view;
use crate::web::{AppState, PageError, Person};

pub(super) async fn make(
    person: Person,
    State(app): State<AppState>,
    Path(state): Path<String>,
    Proved(fields): Proved<Fields>,
) -> Result<Response, PageError> {
    let (state, worker) = (code(&state)?, worker(&person)?);
    match sealed(&app, worker, state, fields.one("url")).await {
        Ok(secret) => Ok(view::new_webhook(&person.page, &secret).into_response()),
        Err(error) => again(&person, &app, state, &fields, error).await,
    }
}

/// Makes it; gives what signs its calls, as Standard Webhooks writes it.
async fn sealed(app: &AppState, worker: Worker, state: StateCode, url: &str) -> Result<String, PageError> {
    let (casework, address) = (app.portal.casework.clone(), HookAddress::parse(url)?);
    let secret = app.portal.identity.random_key()?;
    let sealed = app.portal.identity.seal(&address.context(state), &secret)?;
    app.blocking(move || casework.make_webhook(&worker, state, &address, sealed)).await?;
    Ok(format!("whsec_{}", STANDARD.encode(secret)))
}

pub(super) async fn end(
    person: Person,
    State(app): State<AppState>,
    Path((state, webhook)): Path<(String, String)>,
    Proved(_): Proved<Fields>,
) -> Result<Redirect, PageError> {
    let ((state, number), worker, casework) = (place(&state, &webhook)?, worker(&person)?, app.portal.casework.clone());
    app.blocking(move || casework.end_webhook(&worker, state, number)).await?;
    Ok(Redirect::to("/feed"))
}
