//! `/terms`: the Rules of Behavior, accepted at the start, every year and when they change.

use axum::extract::{Query, State};
use axum::response::Redirect;
use maud::Markup;
use serde::Deserialize;

use super::desk::Fields;
use super::form::SignedStep;
use super::login::safe_next;
use super::person::Arriving;
use super::views::life::terms as view;
use super::{AppState, PageError};
use crate::model::LoginStep;
use crate::training::Rules;

#[derive(Deserialize)]
pub(super) struct Accepted {
    #[serde(default)]
    version: u32,
    #[serde(default)]
    accept: String,
    #[serde(default)]
    next: String,
}

/// The rules, and the form when they are to be accepted.
pub(super) async fn show(arriving: Arriving, Query(asked): Query<Fields>) -> Result<Markup, PageError> {
    let person = arriving.reached(LoginStep::Terms)?;
    let rules = Rules::of(person.language.code()).map_err(|error| PageError::internal("rules", error))?;
    Ok(view::page(&person.page, rules, person.account.terms_accepted, arriving.next, safe_next(asked.one("next"))))
}

/// Accepts them; on to what was asked for.
pub(super) async fn submit(
    arriving: Arriving,
    State(app): State<AppState>,
    SignedStep(fields): SignedStep<Accepted>,
) -> Result<Redirect, PageError> {
    let person = arriving.reached(LoginStep::Terms)?;
    if fields.accept.is_empty() {
        return Err(PageError::Work(axum::http::StatusCode::UNPROCESSABLE_ENTITY, "terms-tick"));
    }
    let (identity, user_name) = (app.portal.identity.clone(), person.account.user_name.clone());
    let who = person.children.person(&person.session);
    app.blocking(move || identity.accept_terms(who, &user_name, fields.version)).await?;
    Ok(Redirect::to(safe_next(&fields.next)))
}
