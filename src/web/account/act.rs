//! What somebody changes about her own account.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Redirect;
use maud::Markup;
use serde::Deserialize;

use crate::model::MailChoice;
use crate::web::form::{Proved, Signed};
use crate::web::views::codes;
use crate::web::{AppState, PageError, Person, cookies};

#[derive(Deserialize)]
pub(super) struct Nothing {}

#[derive(Deserialize)]
pub(super) struct Ended {
    /// Which one; all others when it is absent.
    session: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Removed {
    /// Which one, in hexadecimal digits.
    #[serde(default)]
    passkey: String,
}

#[derive(Deserialize)]
pub(super) struct Chosen {
    mail: MailChoice,
}

/// How the person wants to be told of work.
pub(super) async fn choose_mail(
    State(app): State<AppState>,
    person: Person,
    Signed(Chosen { mail }): Signed<Chosen>,
) -> Result<Redirect, PageError> {
    let identity = app.portal.identity.clone();
    app.blocking(move || identity.choose_mail(&person.session, mail)).await?;
    Ok(Redirect::to("/account#mail"))
}

/// Somebody is still there: reading the session has prolonged it.
pub(super) async fn stay(Signed(Nothing {}): Signed<Nothing>) -> StatusCode {
    StatusCode::NO_CONTENT
}

/// Makes recovery codes anew and shows them once.
pub(super) async fn recovery_codes(
    State(app): State<AppState>,
    headers: HeaderMap,
    person: Person,
    Proved(Nothing {}): Proved<Nothing>,
) -> Result<Markup, PageError> {
    let (identity, cookie) = (person.identity(&app), cookies::session(&headers, app.portal.environment));
    let made = app.blocking(move || identity.new_recovery_codes(&cookie)).await?;
    Ok(codes::page(&person.page, &made, "/account"))
}

/// Takes the authenticator app away.
pub(super) async fn remove_app(
    State(app): State<AppState>,
    headers: HeaderMap,
    person: Person,
    Proved(Nothing {}): Proved<Nothing>,
) -> Result<Redirect, PageError> {
    let (identity, cookie) = (person.identity(&app), cookies::session(&headers, app.portal.environment));
    app.blocking(move || identity.remove_app(&cookie)).await?;
    Ok(Redirect::to("/account"))
}

/// Takes a passkey away.
pub(super) async fn remove_passkey(
    State(app): State<AppState>,
    headers: HeaderMap,
    person: Person,
    Proved(Removed { passkey }): Proved<Removed>,
) -> Result<Redirect, PageError> {
    let (identity, cookie) = (person.identity(&app), cookies::session(&headers, app.portal.environment));
    app.blocking(move || identity.remove_passkey(&cookie, &passkey)).await?;
    Ok(Redirect::to("/account"))
}

/// Ends one of the person's other sessions, or all of them.
pub(super) async fn end_sessions(
    State(app): State<AppState>,
    headers: HeaderMap,
    person: Person,
    Signed(Ended { session }): Signed<Ended>,
) -> Result<Redirect, PageError> {
    let (identity, cookie) = (person.identity(&app), cookies::session(&headers, app.portal.environment));
    app.blocking(move || identity.end_own(&cookie, session.as_deref())).await?;
    Ok(Redirect::to("/account"))
}
