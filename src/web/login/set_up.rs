//! `/login/set-up`: an authenticator app or a passkey is set up, in its step of the login or later. The secret is in the form, sealed:
//! nothing is kept until the first code has shown that the app has it.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::gate::Gate;
use super::{Way, onward, safe_next};
use crate::identity::{NewApp, StepError};
use crate::model::LoginStep;
use crate::web::form::SignedStep;
use crate::web::i18n::t;
use crate::web::person::Arriving;
use crate::web::views::layout::{self, PageContext, csrf_field};
use crate::web::views::{codes, passkey, qr};
use crate::web::{AppState, PageError, assets, cookies};

#[derive(Deserialize)]
pub(super) struct Fields {
    #[serde(default)]
    sealed: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    next: String,
}

/// Shows a new secret.
pub(super) async fn show(
    State(app): State<AppState>,
    arriving: Arriving,
    Query(way): Query<Way>,
) -> Result<Response, PageError> {
    let next = safe_next(&way.next);
    if let Some(elsewhere) = elsewhere(&app, &arriving, next) {
        return Ok(Redirect::to(&elsewhere).into_response());
    }
    let (identity, session) = (app.portal.identity.clone(), arriving.person.session.clone());
    let new = app.blocking(move || identity.new_app(&session)).await?;
    Ok(view(&arriving, next, &new, None).into_response())
}

/// Takes the app up when its first code is right, and shows the recovery codes.
pub(super) async fn submit(
    State(app): State<AppState>,
    arriving: Arriving,
    headers: HeaderMap,
    SignedStep(fields): SignedStep<Fields>,
) -> Result<Response, PageError> {
    let next = safe_next(&fields.next).to_owned();
    if let Some(elsewhere) = elsewhere(&app, &arriving, &next) {
        return Ok(Redirect::to(&elsewhere).into_response());
    }
    let (identity, cookie) = (arriving.person.identity(&app), cookies::session(&headers, app.portal.environment));
    let (session, sealed) = (arriving.person.session.clone(), fields.sealed.clone());
    let gate = Gate::of_person(&arriving.person);
    let outcome = gate.tries(&app, move || identity.confirm_app(&cookie, &fields.sealed, &fields.code)).await?;
    if let Some(done) = done(&app, &arriving, &next, outcome)? {
        return Ok(done);
    }
    let identity = app.portal.identity.clone();
    let same = app.blocking(move || identity.offered_app(&session, &sealed)).await?;
    let page = view(&arriving, &next, &same, Some("set-up-refused"));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The answer when a second factor was taken up, with recovery codes if they are new; `None` when it did not fit.
pub(super) fn done(
    app: &AppState,
    arriving: &Arriving,
    next: &str,
    outcome: Result<(String, Vec<String>), StepError>,
) -> Result<Option<Response>, PageError> {
    match outcome {
        Ok((cookie, none)) if none.is_empty() => Ok(Some(onward(app, &cookie, next))),
        Ok((cookie, made)) => {
            let cookie = cookies::begin_session(app.portal.environment, &cookie);
            let page = codes::page(&arriving.person.page, &made, next);
            Ok(Some(([(header::SET_COOKIE, cookie)], page).into_response()))
        }
        Err(StepError::Ended | StepError::ProveFirst) => Err(PageError::SessionOver(next.to_owned())),
        Err(_) => Ok(None),
    }
}

/// Where somebody has to go first who may not set up a second factor now.
pub(super) fn elsewhere(app: &AppState, arriving: &Arriving, next: &str) -> Option<String> {
    match arriving.next {
        Some(LoginStep::SetUpSecondFactor) => None,
        Some(step @ (LoginStep::SecondFactor | LoginStep::NewPassword)) => Some(super::step_address(step, next)),
        _ if app.portal.identity.proof_holds(&arriving.person.session) => None,
        _ => Some(super::again::address("/account")),
    }
}

/// The page, with what was not accepted.
pub(super) fn view(arriving: &Arriving, next: &str, new: &NewApp, refused: Option<&str>) -> Markup {
    let context: &PageContext = &arriving.person.page;
    let lang = context.language;
    let letters: Vec<char> = new.secret.text.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    layout::page(
        context,
        &t(lang, "set-up-title"),
        html! {
            div class="login" {
                h1 { (t(lang, "set-up-title")) }
                p { (t(lang, "set-up-why")) }
                @if let Some(refused) = refused { (super::stop(lang, refused)) }
                (passkey::make(context, "/login/set-up/passkey", &[("next", next)]))
                ol class="stack" {
                    li { p { (t(lang, "set-up-install")) } }
                    li {
                        p { (t(lang, "set-up-scan")) }
                        (qr::svg(&new.secret.uri, &t(lang, "set-up-qr")))
                        p { a href=(new.secret.uri) { (t(lang, "set-up-open")) } }
                        p { (t(lang, "set-up-type")) }
                        p id="key" { code class="secret" { (groups.join(" ")) } }
                        p {
                            button class="button button-quiet" type="button" data-copy="key"
                                data-done=(t(lang, "set-up-copied")) hidden { (t(lang, "set-up-copy")) }
                            " " span role="status" {}
                        }
                        script src=(assets::copy_script_path()) defer {}
                    }
                    li {
                        form method="post" action="/login/set-up" class="stack" {
                            (csrf_field(context))
                            input type="hidden" name="next" value=(next);
                            input type="hidden" name="sealed" value=(new.sealed);
                            label class="field" {
                                span { (t(lang, "set-up-code")) }
                                input name="code" autocomplete="one-time-code" inputmode="numeric" required maxlength="10";
                            }
                            button class="button" type="submit" { (t(lang, "set-up-submit")) }
                        }
                    }
                }
            }
        },
    )
}
