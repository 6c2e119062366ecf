//! `/logout`: ends the session, and has the browser forget what it kept of it (ASVS 5.0, 14.3.1).

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::{IntoResponse, Redirect};

use super::form::SignedStep;
use super::person::Arriving;
use super::{AppState, PageError, cookies};

#[derive(serde::Deserialize)]
pub(super) struct Nothing {}

/// Ends the session and takes the cookie back, also in the middle of a login: the next person at this computer must not
/// go on from there.
pub(super) async fn submit(
    State(app): State<AppState>,
    headers: HeaderMap,
    arriving: Arriving,
    SignedStep(Nothing {}): SignedStep<Nothing>,
) -> Result<impl IntoResponse, PageError> {
    let name = cookies::session_name(app.portal.environment);
    let cookie = cookies::value(&headers, &name).unwrap_or_default().to_owned();
    app.queries.forget(&arriving.person.session.csrf_token);
    let identity = arriving.person.identity(&app);
    app.blocking(move || identity.logout(&cookie)).await?;
    let end = cookies::end_session(app.portal.environment);
    let forget = (HeaderName::from_static("clear-site-data"), r#""cache", "storage""#.to_owned());
    Ok(([(header::SET_COOKIE, end), forget], Redirect::to("/login")))
}
