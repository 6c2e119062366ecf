//! `/applications/confirm/{token}`: the supervisor's one-time link. Opening it changes nothing, because programs open
//! links in mails; the form does.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Path, State};
use axum::http::HeaderMap;
use axum::{Extension, Form};
use maud::Markup;

use crate::web::apply::place_of;
use crate::web::desk::Fields;
use crate::web::views::layout::PageContext;
use crate::web::views::life::confirm as view;
use crate::web::{AppState, PageError, cookies};

/// What is asked, and the form.
pub(super) async fn show(
    State(app): State<AppState>,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Markup, PageError> {
    let (identity, asked) = (app.portal.identity.clone(), token.clone());
    let application = app.blocking(move || identity.application_of_link(&asked)).await?;
    Ok(view::form(&context(&app, &headers, &token), &token, &application))
}

/// Takes the answer; the link is used up.
pub(super) async fn submit(
    State(app): State<AppState>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    Path(token): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Markup, PageError> {
    let confirmed = match fields.one("answer") {
        "yes" if ["identity", "need", "level"].iter().all(|name| fields.ticked(name)) => true,
        "no" => false,
        _ => return Err(PageError::Work(axum::http::StatusCode::UNPROCESSABLE_ENTITY, "confirm-all")),
    };
    let identity = app.portal.identity.clone();
    let place = place_of(peer.map(|Extension(ConnectInfo(peer))| peer.ip()));
    app.blocking(move || identity.vouch_by_link(&token, confirmed, place)).await?;
    Ok(view::done(&context(&app, &headers, ""), confirmed))
}

fn context(app: &AppState, headers: &HeaderMap, token: &str) -> PageContext {
    let path = if token.is_empty() { "/apply".to_owned() } else { format!("/applications/confirm/{token}") };
    PageContext::stranger(cookies::language(headers, None), app.portal.environment, &path)
}
