//! `/login/forgotten`: a link to set a new password, and the page it leads to. No answer says whether an account exists.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Gate, new_password};
use crate::identity::{Identity, StepError};
use crate::web::apply::place_of;
use crate::web::i18n::t;
use crate::web::views::layout::{self, PageContext};
use crate::web::{AppState, PageError, cookies};

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    user_name: String,
}

#[derive(Deserialize)]
pub(super) struct New {
    #[serde(default)]
    code: String,
    #[serde(default)]
    new: String,
    #[serde(default)]
    repeated: String,
}

/// Asks for the user name.
pub(super) async fn show(State(app): State<AppState>, headers: HeaderMap) -> Markup {
    ask(&stranger(&app, &headers, "/login/forgotten"))
}

/// Posts the link, if there is whom to post it to. Each request counts like a wrong password, for the name and for the
/// address: nobody's mailbox is filled.
pub(super) async fn submit(
    State(app): State<AppState>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    Form(asked): Form<Asked>,
) -> Result<Markup, PageError> {
    let (identity, gate) = (at(&app, peer.as_ref()), gate(&asked.user_name, peer));
    let refused = move || identity.forgotten(&asked.user_name).map_err(StepError::from).and(Err(StepError::Refused));
    let _: Result<(), StepError> = gate.tries(&app, refused).await?;
    Ok(sent(&stranger(&app, &headers, "/login/forgotten")))
}

/// The page of a link; whether it works is seen when it is used.
pub(super) async fn link(State(app): State<AppState>, headers: HeaderMap, Path(token): Path<String>) -> Markup {
    page(&app, &headers, &token, &html! {})
}

/// Sets the new password.
pub(super) async fn set(
    State(app): State<AppState>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    Path(token): Path<String>,
    Form(new): Form<New>,
) -> Result<Response, PageError> {
    let lang = cookies::language(&headers, None);
    let again =
        |trouble: Markup| (StatusCode::UNPROCESSABLE_ENTITY, page(&app, &headers, &token, &trouble)).into_response();
    if new.new != new.repeated {
        return Ok(again(super::stop(lang, "password-repeated-wrong")));
    }
    let (identity, gate, link) = (at(&app, peer.as_ref()), gate(&token, peer), token.clone());
    match gate.tries(&app, move || identity.reset_password(&link, &new.code, &new.new)).await? {
        Ok(()) => Ok(Redirect::to("/login?done=1").into_response()),
        Err(StepError::Password(mistakes)) => Ok(again(new_password::wrong(lang, &mistakes))),
        Err(_) => Ok(again(super::stop(lang, "forgotten-refused"))),
    }
}

/// Accounts, for what is done at the place of this request.
fn at(app: &AppState, peer: Option<&Extension<ConnectInfo<SocketAddr>>>) -> Identity {
    app.portal.identity.from(place_of(peer.map(|Extension(ConnectInfo(peer))| peer.ip())))
}

fn gate(of: &str, peer: Option<Extension<ConnectInfo<SocketAddr>>>) -> Gate {
    let from = peer.map(|Extension(ConnectInfo(peer)): Extension<ConnectInfo<SocketAddr>>| peer.ip());
    // Apart from logins of the same name: who asks for links shuts nobody out.
    Gate::of(&format!("forgotten {}", of.trim()), from)
}

fn stranger(app: &AppState, headers: &HeaderMap, path: &str) -> PageContext {
    PageContext::stranger(cookies::language(headers, None), app.portal.environment, path)
}

fn ask(context: &PageContext) -> Markup {
    let lang = context.language;
    layout::page(
        context,
        &t(lang, "forgotten-title"),
        html! {
            div class="login" {
                h1 { (t(lang, "forgotten-title")) }
                p { (t(lang, "forgotten-text")) }
                form method="post" action="/login/forgotten" class="card stack" {
                    label class="field" {
                        span { (t(lang, "login-user-name")) }
                        input name="user_name" autocomplete="username" autocapitalize="none" spellcheck="false" required
                            maxlength="64";
                    }
                    button class="button" type="submit" { (t(lang, "forgotten-submit")) }
                }
            }
        },
    )
}

fn sent(context: &PageContext) -> Markup {
    let lang = context.language;
    layout::page(
        context,
        &t(lang, "forgotten-title"),
        html! {
            div class="login" {
                h1 { (t(lang, "forgotten-title")) }
                div class="notice" role="status" { p { strong { (t(lang, "forgotten-sent")) } } }
                p { (t(lang, "forgotten-sent-text")) }
            }
        },
    )
}

fn page(app: &AppState, headers: &HeaderMap, token: &str, trouble: &Markup) -> Markup {
    let context = stranger(app, headers, &format!("/login/forgotten/{}", plain(token)));
    let lang = context.language;
    layout::page(
        &context,
        &t(lang, "forgotten-title"),
        html! {
            div class="login" {
                h1 { (t(lang, "forgotten-title")) }
                (trouble)
                form method="post" action=(context.path) class="card stack" {
                    label class="field" {
                        span { (t(lang, "factor-code")) }
                        input name="code" autocomplete="one-time-code" autocapitalize="none" spellcheck="false"
                            maxlength="40" aria-describedby="code-hint";
                    }
                    p class="quiet" id="code-hint" { (t(lang, "forgotten-code-hint")) }
                    (new_password::field(lang, "new", "password-new", "new-password"))
                    (new_password::field(lang, "repeated", "password-repeated", "new-password"))
                    button class="button" type="submit" { (t(lang, "password-submit")) }
                }
                (new_password::wanted(lang, &app.portal.identity.policy().passwords))
            }
        },
    )
}

/// A token as it is made; anything else is no address of ours.
fn plain(token: &str) -> String {
    token.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).take(64).collect()
}
