//! `/login/again`: a proof of who one is, once more, before what weighs much. What somebody had sent is carried through
//! the page and sent on after it, so that nothing is lost.

use axum::Form;
use axum::extract::{FromRequest, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::gate::Gate;
use super::{Way, onward, safe_next};
use crate::identity::{Proof, ShownPasskey, StepError};
use crate::web::form::Signed;
use crate::web::i18n::t;
use crate::web::views::layout::{self, PageContext, csrf_field};
use crate::web::views::{codes, passkey};
use crate::web::{AppState, PageError, Person, cookies};

/// A form that waits until its person has proved who she is.
#[derive(Debug, Clone)]
pub struct Carried {
    /// Where it was sent, or the page to come back to when there is no form.
    action: String,
    /// The form as it was sent; empty when there is none.
    body: String,
    /// Whether a code is asked for; else the password.
    by_code: bool,
}

impl Carried {
    /// A form as it was sent to a path of this site.
    pub(in crate::web) fn of(action: String, body: &[u8], by_code: bool) -> Self {
        Self { action, body: String::from_utf8_lossy(body).into_owned(), by_code }
    }

    /// No form, but a page to come back to.
    pub(in crate::web) fn page(next: &str, by_code: bool) -> Self {
        Self { action: next.to_owned(), body: String::new(), by_code }
    }
}

#[derive(Deserialize)]
pub(super) struct Fields {
    #[serde(default)]
    code: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    action: String,
    #[serde(default)]
    body: String,
}

#[derive(Deserialize)]
pub(super) struct PasskeyFields {
    #[serde(default)]
    id: String,
    #[serde(default)]
    client_data: String,
    #[serde(default)]
    authenticator: String,
    #[serde(default)]
    signature: String,
    #[serde(default)]
    action: String,
    #[serde(default)]
    body: String,
}

/// The address of this page, to come back to `next`.
pub(super) fn address(next: &str) -> String {
    super::way::with_way_back("/login/again", next)
}

/// Asks for the proof.
pub(super) async fn show(person: Person, Query(way): Query<Way>) -> Markup {
    asks_again(&person.page, &Carried::page(safe_next(&way.next), person.session.second_factor), None)
}

/// Checks the proof; what was carried is then sent on by its person, with one more press of a button.
pub(super) async fn submit(
    State(app): State<AppState>,
    person: Person,
    headers: HeaderMap,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let by_code = person.session.second_factor;
    let carried = Carried { action: safe_next(&fields.action).to_owned(), body: fields.body, by_code };
    let (identity, cookie) = (person.identity(&app), cookies::session(&headers, app.portal.environment));
    let check = move || match by_code {
        true => identity.prove_by_code(&cookie, &fields.code),
        false => identity.prove_by_password(&cookie, &fields.password).map(Proof::from),
    };
    let outcome = Gate::of_person(&person).tries(&app, check).await?;
    answer(&app, &person, &carried, outcome, "again-refused").await
}

/// The same with a passkey.
pub(super) async fn submit_passkey(
    State(app): State<AppState>,
    person: Person,
    headers: HeaderMap,
    Signed(fields): Signed<PasskeyFields>,
) -> Result<Response, PageError> {
    let by_code = person.session.second_factor;
    let carried = Carried { action: safe_next(&fields.action).to_owned(), body: fields.body, by_code };
    let site = super::passkey::site_of_shown(&person)?;
    let (identity, cookie) = (person.identity(&app), cookies::session(&headers, app.portal.environment));
    let PasskeyFields { id, client_data, authenticator, signature, .. } = fields;
    let shown = ShownPasskey { id, client_data, authenticator, signature };
    let check = move || identity.prove_by_passkey(&cookie, &site, &shown);
    let outcome = Gate::of_person(&person).tries(&app, check).await?.map(Proof::from);
    answer(&app, &person, &carried, outcome, "passkey-refused").await
}

/// The answer to a proof: on with what was carried, or the page once more with the words of `refused`.
async fn answer(
    app: &AppState,
    person: &Person,
    carried: &Carried,
    outcome: Result<Proof, StepError>,
    refused: &str,
) -> Result<Response, PageError> {
    match outcome {
        Ok(Proof { cookie, left: None }) if carried.body.is_empty() => Ok(onward(app, &cookie, &carried.action)),
        Ok(Proof { cookie, left }) => {
            let cookie = cookies::begin_session(app.portal.environment, &cookie);
            let page = match left.filter(|_| carried.body.is_empty()) {
                Some(left) => codes::used(&person.page, left, &carried.action),
                None => sends_on(&person.page, carried, left).await?,
            };
            Ok(([(header::SET_COOKIE, cookie)], page).into_response())
        }
        Err(StepError::Ended) => Err(PageError::SessionOver("/".to_owned())),
        Err(_) => {
            let page = asks_again(&person.page, carried, Some(refused));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// The page that asks for the proof.
pub(in crate::web) fn asks_again(context: &PageContext, carried: &Carried, trouble: Option<&str>) -> Markup {
    let lang = context.language;
    layout::page(
        context,
        &t(lang, "again-title"),
        html! {
            div class="login" {
                h1 { (t(lang, "again-title")) }
                p { (t(lang, "again-text")) }
                @if let Some(trouble) = trouble { (super::stop(lang, trouble)) }
                (passkey::show(context, "/login/again/passkey", &[("action", &carried.action), ("body", &carried.body)]))
                form method="post" action="/login/again" class="card stack" {
                    (csrf_field(context))
                    input type="hidden" name="action" value=(carried.action);
                    input type="hidden" name="body" value=(carried.body);
                    @if carried.by_code {
                        (super::second_factor::code_field(context))
                    } @else {
                        (super::new_password::field(lang, "password", "login-password", "current-password"))
                    }
                    button class="button" type="submit" { (t(lang, "again-submit")) }
                }
            }
        },
    )
}

/// The page after the proof, with the form that waited.
async fn sends_on(context: &PageContext, carried: &Carried, left: Option<usize>) -> Result<Markup, PageError> {
    let lang = context.language;
    let form = Request::post("/")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(carried.body.clone().into())
        .map_err(|_| PageError::BadForm)?;
    let Form(fields) = Form::<Vec<(String, String)>>::from_request(form, &()).await.map_err(|_| PageError::BadForm)?;
    Ok(layout::page(
        context,
        &t(lang, "again-done"),
        html! {
            div class="login" {
                h1 { (t(lang, "again-done")) }
                @if let Some(left) = left { (codes::left_over(lang, left)) }
                p { (t(lang, "again-done-text")) }
                form method="post" action=(carried.action) class="card stack" {
                    @for (name, value) in &fields {
                        // The token is still that of the session: only its cookie is new.
                        input type="hidden" name=(name) value=(value);
                    }
                    button class="button" type="submit" autofocus { (t(lang, "again-continue")) }
                }
            }
        },
    ))
}
