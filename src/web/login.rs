//! `/login`: the consent banner, then who, and with what password.

use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use maud::{Markup, html};
use serde::Deserialize;
use tokio::time::timeout;

use super::back_off::Source;
use super::i18n::t;
use super::views::layout::{self, PageContext};
use super::{AppState, PageError, cookies};
use crate::identity::{LoginError, Origin};
use crate::model::{LoginStep, Text};

/// How long a password waits for its turn to be checked.
const TURN: Duration = Duration::from_secs(2);

#[derive(Deserialize)]
pub(super) struct Way {
    #[serde(default)]
    next: String,
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
    view(&context, next, false)
}

/// Checks the password and begins a session.
pub(super) async fn submit(
    State(app): State<AppState>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    let name = Source::Name(fields.user_name.trim().to_lowercase().chars().take(64).collect());
    let from = peer.map(|Extension(ConnectInfo(peer)): Extension<ConnectInfo<SocketAddr>>| peer.ip());
    let sources: Vec<Source> = from.map(Source::Address).into_iter().chain([name.clone()]).collect();
    if app.back_off.waits(&sources, Instant::now()) {
        return Err(PageError::Busy);
    }
    let turn = timeout(TURN, app.passwords.acquire()).await.map_err(|_| PageError::Busy)?;
    let turn = turn.map_err(|error| PageError::internal("login", &error))?;
    // Those that waited together are refused together.
    if app.back_off.waits(&sources, Instant::now()) {
        return Err(PageError::Busy);
    }
    let identity = app.portal.identity.clone();
    let (user_name, password) = (fields.user_name, fields.password);
    let origin = origin(from, &headers);
    let outcome = app
        .blocking(move || match identity.login(&user_name, &password, &origin) {
            Ok(cookie) => Ok(Some(cookie)),
            Err(LoginError::Refused) => Ok(None),
            Err(LoginError::Identity(error)) => Err(error),
        })
        .await?;
    drop(turn);
    match outcome {
        Some(_) => app.back_off.accepted(&name),
        None => app.back_off.refused(&sources, Instant::now()),
    }
    let next = safe_next(&fields.next);
    let environment = app.portal.environment;
    Ok(match outcome {
        Some(cookie) => {
            ([(header::SET_COOKIE, cookies::begin_session(environment, &cookie))], Redirect::to(next)).into_response()
        }
        None => {
            let context = PageContext::stranger(cookies::language(&headers, None), environment, &address(next));
            (StatusCode::UNAUTHORIZED, view(&context, next, true)).into_response()
        }
    })
}

fn origin(from: Option<IpAddr>, headers: &HeaderMap) -> Origin {
    let browser = headers.get(header::USER_AGENT).and_then(|line| line.to_str().ok()).unwrap_or_default();
    Origin { from: from.map(|from| Text::from(from.to_string())).unwrap_or_default(), browser: browser.into() }
}

/// The address of the login page that comes back to `next`.
pub(super) fn address(next: &str) -> String {
    with_way_back("/login", next)
}

/// The address of the page of a step of the login.
pub(super) fn step_address(step: LoginStep, next: &str) -> String {
    let page = match step {
        LoginStep::SecondFactor => "/login/second-factor",
        LoginStep::NewPassword => "/login/new-password",
        LoginStep::SetUpSecondFactor => "/login/set-up",
        LoginStep::Terms => "/terms",
        LoginStep::Training => "/training",
    };
    with_way_back(page, next)
}

/// A page's address with the page to come back to.
pub(super) fn with_way_back(page: &str, next: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.');
    let escaped: String =
        next.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
    if next == "/" { page.to_owned() } else { format!("{page}?next={escaped}") }
}

/// A path of this site, or the start page. A second slash or a backslash would name another host; control
/// characters would end the header.
pub(super) fn safe_next(next: &str) -> &str {
    let local = next.starts_with('/') && !next.starts_with("//");
    let plain = next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if local && plain && !next.starts_with("/login") { next } else { "/" }
}

fn view(context: &PageContext, next: &str, refused: bool) -> Markup {
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
                @if refused {
                    div class="notice notice-stop" role="alert" {
                        p { strong { (t(lang, "login-refused")) } " " (t(lang, "login-refused-next")) }
                    }
                }
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
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_on_this_site() {
        for wrong in ["", "//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x", "/login"]
        {
            assert_eq!(safe_next(wrong), "/", "{wrong}");
        }
        assert_eq!(safe_next("/students?q=ab"), "/students?q=ab");
        assert_eq!(address("/students?q=ab"), "/login?next=/students%3Fq%3Dab");
    }
}
