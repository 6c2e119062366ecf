//! `/login/forgotten`: a link to set a new password, and the page it leads to. No answer says whether an account exists.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Gate, new_password};
use crate::identity::{Identity, LinkAsks, RelyingParty, StepError};
use crate::web::apply::place_of;
use crate::web::i18n::t;
use crate::web::views::layout::{self, PageContext};
use crate::web::views::{codes, passkey};
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

/// The page of a link; whether it works is said when it is used.
pub(super) async fn link(
    State(app): State<AppState>,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Markup, PageError> {
    page(&app, &headers, &token, &html! {}).await
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
    let (identity, gate, link) = (at(&app, peer.as_ref()), gate(&token, peer), token.clone());
    let outcome = match new.new == new.repeated {
        true => gate.tries(&app, move || identity.reset_password(&link, &new.code, &new.new)).await?.map_err(Some),
        false => Err(None),
    };
    let trouble = match outcome {
        Ok(None) => return Ok(Redirect::to("/login?done=1").into_response()),
        Ok(Some(left)) => {
            let context = stranger(&app, &headers, "/login?done=1");
            return Ok(codes::used(&context, left, "/login?done=1").into_response());
        }
        Err(None) => super::stop(lang, "password-repeated-wrong"),
        Err(Some(StepError::Password(mistakes))) => new_password::wrong(lang, &mistakes),
        Err(Some(_)) => super::stop(lang, "forgotten-refused"),
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&app, &headers, &token, &trouble).await?).into_response())
}

/// Accounts, for what is done at the place of this request.
pub(super) fn at(app: &AppState, peer: Option<&Extension<ConnectInfo<SocketAddr>>>) -> Identity {
    app.portal.identity.from(place_of(peer.map(|Extension(ConnectInfo(peer))| peer.ip())))
}

pub(super) fn gate(of: &str, peer: Option<Extension<ConnectInfo<SocketAddr>>>) -> Gate {
    let from = peer.map(|Extension(ConnectInfo(peer)): Extension<ConnectInfo<SocketAddr>>| peer.ip());
    Gate::of_link(of, from)
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

/// The page of a link with what was not accepted: the second factor unless it was shown, and the new password.
pub(super) async fn page(
    app: &AppState,
    headers: &HeaderMap,
    token: &str,
    trouble: &Markup,
) -> Result<Markup, PageError> {
    let (identity, link) = (app.portal.identity.clone(), token.to_owned());
    let asks = app.blocking(move || identity.link_asks(&link)).await?.unwrap_or_default();
    let context = PageContext {
        has_passkey: asks.passkey,
        site: RelyingParty::of(&app.portal.address),
        ..stranger(app, headers, &format!("/login/forgotten/{}", plain(token)))
    };
    let rules = &app.portal.identity.policy().passwords;
    Ok(form(&context, asks, trouble, &new_password::wanted(context.language, rules)))
}

fn form(context: &PageContext, asks: LinkAsks, trouble: &Markup, wanted: &Markup) -> Markup {
    let lang = context.language;
    let (ask, prove) = (format!("{}/question", context.path), format!("{}/passkey", context.path));
    layout::page(
        context,
        &t(lang, "forgotten-title"),
        html! {
            div class="login" {
                h1 { (t(lang, "forgotten-title")) }
                (trouble)
                (passkey::show_to(context, &ask, &prove, &[]))
                form method="post" action=(context.path) class="card stack" {
                    @if asks.proved {
                        p role="status" { (t(lang, "forgotten-proved")) }
                    } @else {
                        label class="field" {
                            span { (t(lang, "factor-code")) }
                            input name="code" autocomplete="one-time-code" autocapitalize="none" spellcheck="false"
                                maxlength="40" aria-describedby="code-hint";
                        }
                        p class="quiet" id="code-hint" { (t(lang, "forgotten-code-hint")) }
                    }
                    (new_password::field(lang, "new", "password-new", "new-password"))
                    (new_password::field(lang, "repeated", "password-repeated", "new-password"))
                    button class="button" type="submit" { (t(lang, "password-submit")) }
                }
                (wanted)
            }
        },
    )
}

/// A token as it is made; anything else is no address of ours.
pub(super) fn plain(token: &str) -> String {
    token.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).take(64).collect()
}
