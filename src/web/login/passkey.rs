//! Passkeys in the steps of a login: the question for the browser, and the answers of a device that proves or is set up.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::gate::Gate;
use super::{safe_next, second_factor, set_up};
use crate::identity::{MadePasskey, Proof, Question, RelyingParty, ShownPasskey};
use crate::model::LoginStep;
use crate::web::form::SignedStep;
use crate::web::person::{Arriving, Person};
use crate::web::{AppState, PageError, cookies};

#[derive(Deserialize)]
pub(super) struct Nothing {}

/// A passkey that is shown, and the page to come back to.
#[derive(Deserialize)]
pub(super) struct Shown {
    #[serde(default)]
    id: String,
    #[serde(default)]
    client_data: String,
    #[serde(default)]
    authenticator: String,
    #[serde(default)]
    signature: String,
    #[serde(default)]
    next: String,
}

/// A new passkey, and the page to come back to.
#[derive(Deserialize)]
pub(super) struct Made {
    #[serde(default)]
    name: String,
    #[serde(default)]
    client_data: String,
    #[serde(default)]
    attestation: String,
    #[serde(default)]
    next: String,
}

impl From<Shown> for ShownPasskey {
    fn from(Shown { id, client_data, authenticator, signature, .. }: Shown) -> Self {
        Self { id, client_data, authenticator, signature }
    }
}

/// What the script asks the device.
pub(super) async fn ask(
    State(app): State<AppState>,
    arriving: Arriving,
    headers: HeaderMap,
    SignedStep(Nothing {}): SignedStep<Nothing>,
) -> Result<Response, PageError> {
    let (identity, cookie) = (arriving.person.identity(&app), cookies::session(&headers, app.portal.environment));
    let question = app.blocking(move || identity.ask_passkey(&cookie)).await?;
    Ok(json(&question))
}

/// A question as the script reads it.
pub(super) fn json(question: &Question) -> Response {
    let json = serde_json::json!({ "challenge": question.challenge, "user": question.user, "ids": question.ids });
    ([(header::CONTENT_TYPE, "application/json")], json.to_string()).into_response()
}

/// The second proof of a login.
pub(super) async fn prove(
    State(app): State<AppState>,
    arriving: Arriving,
    headers: HeaderMap,
    SignedStep(shown): SignedStep<Shown>,
) -> Result<Response, PageError> {
    let next = safe_next(&shown.next).to_owned();
    if arriving.next != Some(LoginStep::SecondFactor) {
        return Ok(Redirect::to(&next).into_response());
    }
    let site = site_of_shown(&arriving.person)?;
    let (identity, cookie) = (arriving.person.identity(&app), cookies::session(&headers, app.portal.environment));
    let gate = Gate::of_person(&arriving.person);
    let outcome = gate.tries(&app, move || identity.prove_by_passkey(&cookie, &site, &shown.into())).await?;
    let outcome = outcome.map(Proof::from);
    Ok(second_factor::answer(&app, &arriving, &next, outcome, "passkey-refused"))
}

/// Takes up a new passkey, and shows the recovery codes if they are new.
pub(super) async fn add(
    State(app): State<AppState>,
    arriving: Arriving,
    headers: HeaderMap,
    SignedStep(made): SignedStep<Made>,
) -> Result<Response, PageError> {
    let next = safe_next(&made.next).to_owned();
    if let Some(elsewhere) = set_up::elsewhere(&app, &arriving, &next) {
        return Ok(Redirect::to(&elsewhere).into_response());
    }
    // Sent without the script: there is nothing to check.
    let asked = arriving.person.page.site.clone().filter(|_| !made.client_data.is_empty());
    let (site, session) = (asked.ok_or(PageError::BadForm)?, arriving.person.session.clone());
    let (identity, cookie) = (arriving.person.identity(&app), cookies::session(&headers, app.portal.environment));
    let Made { name, client_data, attestation, .. } = made;
    let made = MadePasskey { name, client_data, attestation };
    let gate = Gate::of_person(&arriving.person);
    let outcome = gate.tries(&app, move || identity.add_passkey(&cookie, &site, &made)).await?;
    if let Some(done) = set_up::done(&app, &arriving, &next, outcome)? {
        return Ok(done);
    }
    let identity = app.portal.identity.clone();
    let new = app.blocking(move || identity.new_app(&session)).await?;
    let page = set_up::view(&arriving, &next, &new, Some("passkey-not-taken"));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The site of a passkey that is shown. Who has none to show has no such form, and guesses nothing with it: it does not
/// count as a wrong attempt.
pub(super) fn site_of_shown(person: &Person) -> Result<RelyingParty, PageError> {
    person.page.site.clone().filter(|_| person.page.has_passkey).ok_or(PageError::BadForm)
}
