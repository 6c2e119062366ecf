//! `POST /feed/{state}/keys` and below: keys made, replaced, taken out of use. A new key is shown once.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::show::again;
use super::{code, place, worker};
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
    let (state, worker, casework) = (code(&state)?, worker(&person)?, app.portal.casework.clone());
    let (name, secret) = (fields.one("name").to_owned(), app.portal.identity.random_key()?);
    let made = app.blocking(move || Ok::<_, PageError>(casework.make_key(&worker, state, &name, secret)?)).await;
    match made {
        Ok(made) => Ok(view::new_key(&person.page, &app.portal.address, &made).into_response()),
        Err(error) => again(&person, &app, state, &fields, error).await,
    }
}

pub(super) async fn replace(
    person: Person,
    State(app): State<AppState>,
    Path((state, key)): Path<(String, String)>,
    Proved(_): Proved<Fields>,
) -> Result<Markup, PageError> {
    let ((state, key), worker, casework) = (place(&state, &key)?, worker(&person)?, app.portal.casework.clone());
    let secret = app.portal.identity.random_key()?;
    let made = app.blocking(move || casework.replace_key(&worker, state, key, secret)).await?;
    Ok(view::new_key(&person.page, &app.portal.address, &made))
}

pub(super) async fn revoke(
    person: Person,
    State(app): State<AppState>,
    Path((state, key)): Path<(String, String)>,
    Proved(_): Proved<Fields>,
) -> Result<Redirect, PageError> {
    let ((state, key), worker, casework) = (place(&state, &key)?, worker(&person)?, app.portal.casework.clone());
    app.blocking(move || casework.revoke_key(&worker, state, key)).await?;
    Ok(Redirect::to("/feed"))
}
