//! A passkey as the second factor of somebody who forgot her password: the question for the browser of the link's
//! holder, and the device's answer.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Form};

use super::forgotten::{self, at, gate, plain};
use super::passkey::{Shown, json};
use crate::identity::{RelyingParty, StepError};
use crate::web::{AppState, PageError, cookies};

/// What the script asks the device. Only a link that works, of somebody who has a passkey, is answered.
pub(super) async fn ask(State(app): State<AppState>, Path(token): Path<String>) -> Result<Response, PageError> {
    let identity = app.portal.identity.clone();
    let asked = move || match identity.ask_passkey_for_link(&token) {
        Err(StepError::Ended) => Err(PageError::NotFound),
        asked => Ok(asked?),
    };
    Ok(json(&app.blocking(asked).await?))
}

/// Takes the passkey; the page then asks for the new password alone.
pub(super) async fn prove(
    State(app): State<AppState>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    Path(token): Path<String>,
    Form(shown): Form<Shown>,
) -> Result<Response, PageError> {
    let site = RelyingParty::of(&app.portal.address).ok_or(PageError::BadForm)?;
    let (identity, gate, link) = (at(&app, peer.as_ref()), gate(&token, peer), token.clone());
    match gate.tries(&app, move || identity.prove_link_by_passkey(&link, &site, &shown.into())).await? {
        Ok(()) => Ok(Redirect::to(&format!("/login/forgotten/{}", plain(&token))).into_response()),
        Err(_) => {
            let trouble = super::stop(cookies::language(&headers, None), "passkey-refused");
            let page = forgotten::page(&app, &headers, &token, &trouble).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
