//! `/login/second-factor`: a code of the authenticator app, or a recovery code.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::gate::Gate;
use super::{Way, onward, safe_next};
use crate::identity::StepError;
use crate::model::LoginStep;
use crate::web::form::SignedStep;
use crate::web::i18n::t;
use crate::web::person::Arriving;
use crate::web::views::layout::{self, PageContext, csrf_field};
use crate::web::{AppState, PageError, cookies};

#[derive(Deserialize)]
pub(super) struct Fields {
    #[serde(default)]
    code: String,
    #[serde(default)]
    next: String,
}

/// Asks for the code.
pub(super) async fn show(arriving: Arriving, Query(way): Query<Way>) -> Response {
    let next = safe_next(&way.next);
    match arriving.next {
        Some(LoginStep::SecondFactor) => view(&arriving.person.page, next, false).into_response(),
        _ => Redirect::to(next).into_response(),
    }
}

/// Checks the code and goes on.
pub(super) async fn submit(
    State(app): State<AppState>,
    arriving: Arriving,
    headers: HeaderMap,
    SignedStep(fields): SignedStep<Fields>,
) -> Result<Response, PageError> {
    let next = safe_next(&fields.next).to_owned();
    if arriving.next != Some(LoginStep::SecondFactor) {
        return Ok(Redirect::to(&next).into_response());
    }
    let (identity, cookie) = (app.portal.identity.clone(), cookies::session(&headers, app.portal.environment));
    let gate = Gate::of_person(&arriving.person);
    match gate.tries(&app, move || identity.prove_by_code(&cookie, &fields.code)).await? {
        Ok(cookie) => Ok(onward(&app, &cookie, &next)),
        Err(StepError::Ended) => Ok(Redirect::to("/login?refused=1").into_response()),
        Err(_) => Ok((StatusCode::UNPROCESSABLE_ENTITY, view(&arriving.person.page, &next, true)).into_response()),
    }
}

fn view(context: &PageContext, next: &str, refused: bool) -> Markup {
    let lang = context.language;
    layout::page(
        context,
        &t(lang, "factor-title"),
        html! {
            div class="login" {
                h1 { (t(lang, "factor-title")) }
                @if refused { (super::stop(lang, "factor-refused")) }
                form method="post" action="/login/second-factor" class="card stack" {
                    (csrf_field(context))
                    input type="hidden" name="next" value=(next);
                    (code_field(context))
                    button class="button" type="submit" { (t(lang, "factor-submit")) }
                }
                p class="quiet" { (t(lang, "factor-lost")) }
            }
        },
    )
}

/// The field for a code of the app or a recovery code.
pub(super) fn code_field(context: &PageContext) -> Markup {
    let lang = context.language;
    html! {
        label class="field" {
            span { (t(lang, "factor-code")) }
            input name="code" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" required
                maxlength="40" autofocus aria-describedby="code-hint";
        }
        p class="quiet" id="code-hint" { (t(lang, "factor-code-hint")) }
    }
}
