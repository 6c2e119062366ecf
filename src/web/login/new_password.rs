//! `/login/new-password`: a password that was delivered or is too old is changed, and so is any other.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::gate::Gate;
use super::{Way, onward, safe_next};
use crate::identity::{PasswordError, PasswordRules, StepError};
use crate::model::LoginStep;
use crate::web::form::SignedStep;
use crate::web::i18n::{Language, t, t_args};
use crate::web::person::Arriving;
use crate::web::views::layout::{self, csrf_field};
use crate::web::{AppState, PageError, cookies};

#[derive(Deserialize)]
pub(super) struct Fields {
    #[serde(default)]
    present: String,
    #[serde(default)]
    new: String,
    #[serde(default)]
    repeated: String,
    #[serde(default)]
    next: String,
}

/// What is wrong with what was typed.
enum Trouble {
    Present,
    Repeated,
    New(Vec<PasswordError>),
}

/// Shows the form, and what is asked of a password.
pub(super) async fn show(State(app): State<AppState>, arriving: Arriving, Query(way): Query<Way>) -> Response {
    let next = safe_next(&way.next);
    match arriving.next {
        Some(step @ LoginStep::SecondFactor) => Redirect::to(&super::step_address(step, next)).into_response(),
        _ => view(&app, &arriving, next, None).into_response(),
    }
}

/// Changes the password; the person's other sessions end.
pub(super) async fn submit(
    State(app): State<AppState>,
    arriving: Arriving,
    headers: HeaderMap,
    SignedStep(fields): SignedStep<Fields>,
) -> Result<Response, PageError> {
    let next = safe_next(&fields.next).to_owned();
    let again =
        |trouble| (StatusCode::UNPROCESSABLE_ENTITY, view(&app, &arriving, &next, Some(trouble))).into_response();
    if fields.new != fields.repeated {
        return Ok(again(Trouble::Repeated));
    }
    let (identity, cookie) = (arriving.person.identity(&app), cookies::session(&headers, app.portal.environment));
    let gate = Gate::of_person(&arriving.person);
    match gate.tries(&app, move || identity.change_password(&cookie, &fields.present, &fields.new)).await? {
        Ok(cookie) => Ok(onward(&app, &cookie, &next)),
        Err(StepError::Password(mistakes)) => Ok(again(Trouble::New(mistakes))),
        Err(StepError::Ended | StepError::ProveFirst) => Err(PageError::SessionOver(next)),
        Err(_) => Ok(again(Trouble::Present)),
    }
}

fn view(app: &AppState, arriving: &Arriving, next: &str, trouble: Option<Trouble>) -> Markup {
    let context = &arriving.person.page;
    let lang = context.language;
    let due = arriving.next == Some(LoginStep::NewPassword);
    layout::page(
        context,
        &t(lang, "password-title"),
        html! {
            div class="login" {
                h1 { (t(lang, "password-title")) }
                @if due { p { (t(lang, "password-due")) } }
                @match &trouble {
                    None => {},
                    Some(Trouble::Present) => (super::stop(lang, "password-present-wrong")),
                    Some(Trouble::Repeated) => (super::stop(lang, "password-repeated-wrong")),
                    Some(Trouble::New(mistakes)) => (wrong(lang, mistakes)),
                }
                form method="post" action="/login/new-password" class="card stack" {
                    (csrf_field(context))
                    input type="hidden" name="next" value=(next);
                    (field(lang, "present", "password-present", "current-password"))
                    (field(lang, "new", "password-new", "new-password"))
                    (field(lang, "repeated", "password-repeated", "new-password"))
                    button class="button" type="submit" { (t(lang, "password-submit")) }
                }
                (wanted(lang, &app.portal.identity.policy().passwords))
                p class="quiet" { (t(lang, "password-others-end")) }
            }
        },
    )
}

/// What is wrong with a password, all of it.
pub(in crate::web) fn wrong(lang: Language, mistakes: &[PasswordError]) -> Markup {
    html! {
        div class="notice notice-stop" role="alert" {
            p { strong { (t(lang, "password-mistakes")) } }
            ul { @for mistake in mistakes { li { (words(lang, *mistake)) } } }
        }
    }
}

/// A field for a password.
pub(super) fn field(lang: Language, name: &str, label: &str, kind: &str) -> Markup {
    html! {
        label class="field" {
            span { (t(lang, label)) }
            input name=(name) type="password" autocomplete=(kind) required maxlength="256";
        }
    }
}

/// What is asked of a password.
pub(in crate::web) fn wanted(lang: Language, rules: &PasswordRules) -> Markup {
    let kinds = [
        (rules.upper, PasswordError::Upper),
        (rules.lower, PasswordError::Lower),
        (rules.digit, PasswordError::Digit),
        (rules.special, PasswordError::Special),
        (rules.earlier > 0, PasswordError::Earlier(rules.earlier)),
        (true, PasswordError::Name),
        (true, PasswordError::Common),
    ];
    html! {
        section aria-labelledby="wanted" {
            h2 id="wanted" { (t(lang, "password-wanted")) }
            ul {
                li { (words(lang, PasswordError::Short(rules.characters))) }
                @for (_, rule) in kinds.into_iter().filter(|(asked, _)| *asked) { li { (words(lang, rule)) } }
            }
        }
    }
}

/// A rule in words; the same say what was wrong.
fn words(lang: Language, rule: PasswordError) -> String {
    match rule {
        PasswordError::Short(least) => t_args(lang, "password-rule-short", &[("least", least.into())]),
        PasswordError::Earlier(last) => t_args(lang, "password-rule-earlier", &[("last", last.into())]),
        PasswordError::Long => t(lang, "password-rule-long"),
        PasswordError::Upper => t(lang, "password-rule-upper"),
        PasswordError::Lower => t(lang, "password-rule-lower"),
        PasswordError::Digit => t(lang, "password-rule-digit"),
        PasswordError::Special => t(lang, "password-rule-special"),
        PasswordError::Name => t(lang, "password-rule-name"),
        PasswordError::Common => t(lang, "password-rule-common"),
        PasswordError::Hash => t(lang, "error-internal-title"),
    }
}
