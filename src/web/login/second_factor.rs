//! `/login/second-factor`: a code of the authenticator app, a recovery code, or a passkey.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::gate::Gate;
use super::{Way, onward, safe_next};
use crate::identity::{Proof, StepError};
use crate::model::LoginStep;
use crate::web::form::SignedStep;
use crate::web::i18n::t;
use crate::web::person::Arriving;
use crate::web::views::layout::{self, PageContext, csrf_field};
use crate::web::views::{codes, passkey};
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
        Some(LoginStep::SecondFactor) => view(&arriving.person.page, next, None).into_response(),
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
    let (identity, cookie) = (arriving.person.identity(&app), cookies::session(&headers, app.portal.environment));
    let gate = Gate::of_person(&arriving.person);
    let outcome = gate.tries(&app, move || identity.prove_by_code(&cookie, &fields.code)).await?;
    Ok(answer(&app, &arriving, &next, outcome, "factor-refused"))
}

/// The answer to a second proof: on with a new cookie, or the page once more with the words of `refused`.
pub(super) fn answer(
    app: &AppState,
    arriving: &Arriving,
    next: &str,
    outcome: Result<Proof, StepError>,
    refused: &str,
) -> Response {
    match outcome {
        Ok(Proof { cookie, left: None }) => onward(app, &cookie, next),
        Ok(Proof { cookie, left: Some(left) }) => {
            let cookie = cookies::begin_session(app.portal.environment, &cookie);
            ([(header::SET_COOKIE, cookie)], codes::used(&arriving.person.page, left, next)).into_response()
        }
        Err(StepError::Ended) => Redirect::to("/login?refused=1").into_response(),
        Err(_) => (StatusCode::UNPROCESSABLE_ENTITY, view(&arriving.person.page, next, Some(refused))).into_response(),
    }
}

fn view(context: &PageContext, next: &str, refused: Option<&str>) -> Markup {
    let lang = context.language;
    layout::page(
        context,
        &t(lang, "factor-title"),
        html! {
            div class="login" {
                h1 { (t(lang, "factor-title")) }
                @if let Some(refused) = refused { (super::stop(lang, refused)) }
                (passkey::show(context, "/login/second-factor/passkey", &[("next", next)]))
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
