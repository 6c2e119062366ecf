//! `/login`: the consent banner, then who, and with what password.

mod again;
mod forgotten;
mod gate;
mod link_passkey;
pub(super) mod new_password;
mod passkey;
mod second_factor;
mod set_up;
mod way;

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Extension, Form};
use maud::{Markup, html};
use serde::Deserialize;

use super::i18n::{Language, t};
use super::views::layout::{self, PageContext};
use super::{AppState, PageError, Route, cookies};
use crate::identity::{LoginError, Origin, StepError};
use crate::model::Text;
pub(super) use again::{Carried, asks_again};
pub(super) use gate::Gate;
pub(super) use way::{address, over_address, safe_next, step_address, with_way_back};

/// The addresses of a login and its steps.
pub(super) const ROUTES: &[Route] = &[
    ("/login", || get(show).post(submit)),
    ("/login/second-factor", || get(second_factor::show).post(second_factor::submit)),
    ("/login/passkey", || post(passkey::ask)),
    ("/login/second-factor/passkey", || post(passkey::prove)),
    ("/login/set-up/passkey", || post(passkey::add)),
    ("/login/new-password", || get(new_password::show).post(new_password::submit)),
    ("/login/set-up", || get(set_up::show).post(set_up::submit)),
    ("/login/forgotten", || get(forgotten::show).post(forgotten::submit)),
    ("/login/forgotten/{token}", || get(forgotten::link).post(forgotten::set)),
    ("/login/forgotten/{token}/question", || post(link_passkey::ask)),
    ("/login/forgotten/{token}/passkey", || post(link_passkey::prove)),
    ("/login/again", || get(again::show).post(again::submit)),
    ("/login/again/passkey", || post(again::submit_passkey)),
];

#[derive(Deserialize)]
pub(super) struct Way {
    #[serde(default)]
    next: String,
    /// Present when a session ended before this page was asked for.
    #[serde(default)]
    over: Option<String>,
    /// Present when a step ended in a refusal for good.
    #[serde(default)]
    refused: Option<String>,
    /// Present when a new password was set by a link.
    #[serde(default)]
    done: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Fields {
    user_name: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// Shows the form.
pub(super) async fn show(State(app): State<AppState>, headers: HeaderMap, Query(way): Query<Way>) -> Markup {
    let next = safe_next(&way.next);
    let context = PageContext::stranger(cookies::language(&headers, None), app.portal.environment, &address(next));
    let notice =
        way.done.map(|_| "forgotten-done").or(way.refused.map(|_| "login-refused")).or(way.over.map(|_| "login-over"));
    view(&context, next, notice)
}

/// Checks the password and begins a session.
pub(super) async fn submit(
    State(app): State<AppState>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    let from = peer.map(|Extension(ConnectInfo(peer)): Extension<ConnectInfo<SocketAddr>>| peer.ip());
    let (user_name, password) = (fields.user_name, fields.password);
    let (identity, origin) = (app.portal.identity.clone(), origin(from, &headers));
    let gate = Gate::of(&user_name, from);
    let outcome = gate
        .tries(&app, move || match identity.login(&user_name, &password, &origin) {
            Ok(cookie) => Ok(cookie),
            Err(LoginError::Refused) => Err(StepError::Refused),
            Err(LoginError::Identity(error)) => Err(error.into()),
        })
        .await?;
    let next = safe_next(&fields.next);
    let environment = app.portal.environment;
    Ok(match outcome {
        Ok(cookie) => onward(&app, &cookie, next),
        Err(_) => {
            let context = PageContext::stranger(cookies::language(&headers, None), environment, &address(next));
            (StatusCode::UNAUTHORIZED, view(&context, next, Some("login-refused"))).into_response()
        }
    })
}

/// The answer to a step that was done: the session's new cookie, and the page that was asked for.
fn onward(app: &AppState, cookie: &str, next: &str) -> Response {
    let cookie = cookies::begin_session(app.portal.environment, cookie);
    ([(header::SET_COOKIE, cookie)], Redirect::to(next)).into_response()
}

fn origin(from: Option<IpAddr>, headers: &HeaderMap) -> Origin {
    let browser = headers.get(header::USER_AGENT).and_then(|line| line.to_str().ok()).unwrap_or_default();
    Origin { from: from.map(|from| Text::from(from.to_string())).unwrap_or_default(), browser: browser.into() }
}

/// What was not accepted: the message of a key, and under `-next` what to do.
pub(super) fn stop(lang: Language, key: &str) -> Markup {
    html! {
        div class="notice notice-stop" role="alert" {
            p { strong { (t(lang, key)) } " " (t(lang, &format!("{key}-next"))) }
        }
    }
}

fn view(context: &PageContext, next: &str, notice: Option<&str>) -> Markup {
    let lang = context.language;
    layout::page(
        context,
        &t(lang, "login-title"),
        html! {
            div class="login" {
                h1 { (t(lang, "login-title")) }
                section class="consent" aria-labelledby="consent" {
                    h2 id="consent" { (t(lang, "consent-title")) }
                    p { (t(lang, "consent-text")) }
                }
                @if let Some(notice) = notice { (stop(lang, notice)) }
                form method="post" action="/login" class="card stack" {
                    input type="hidden" name="next" value=(next);
                    label class="field" {
                        span { (t(lang, "login-user-name")) }
                        input name="user_name" autocomplete="username" autocapitalize="none" spellcheck="false"
                            required maxlength="64" autofocus;
                    }
                    label class="field" {
                        span { (t(lang, "login-password")) }
                        input name="password" type="password" autocomplete="current-password" required maxlength="256";
                    }
                    button class="button" type="submit" { (t(lang, "login-submit")) }
                }
                p { a class="action" href="/login/forgotten" { (t(lang, "forgotten-link")) } }
                p { a href="/apply" { (t(lang, "login-apply")) } }
            }
        },
    )
}
