//! `POST /feed/{state}/webhooks` and below: webhooks made and taken out of use. What signs their calls is shown once.

use axum::extract::{Path, State};
use axum::response::Redirect;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::Markup;

use super::{code, place, worker};
use crate::casework::HookAddress;
use crate::web::desk::Fields;
use crate::web::form::Proved;
use crate::web::views::feed as view;
use crate::web::{AppState, PageError, Person};

pub(super) async fn make(
    person: Person,
    State(app): State<AppState>,
    Path(state): Path<String>,
    Proved(fields): Proved<Fields>,
) -> Result<Markup, PageError> {
    let (state, worker, casework) = (code(&state)?, worker(&person)?, app.portal.casework.clone());
    let address = HookAddress::parse(fields.one("url"))?;
    let secret = app.portal.identity.random_key()?;
    let sealed = app.portal.identity.seal(&address.context(state), &secret)?;
    app.blocking(move || casework.make_webhook(&worker, state, &address, sealed)).await?;
    // As Standard Webhooks writes it.
    Ok(view::new_webhook(&person.page, &format!("whsec_{}", STANDARD.encode(secret))))
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
