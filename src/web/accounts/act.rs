//! `POST /accounts/{user}/{profile,give,take,status,reset,letters}`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::show::{become_of, finish};
use crate::identity::LifeError;
use crate::model::{Email, Profile, Text};
use crate::outbox::Way;
use crate::web::apply::given;
use crate::web::desk::{Fields, is_line};
use crate::web::form::Proved;
use crate::web::keeper::Keeper;
use crate::web::letters::letter;
use crate::web::views::life::accounts as view;
use crate::web::{AppState, PageError};

/// Most characters of a field of the profile.
const MOST: usize = 200;

pub(super) async fn profile(
    keeper: Keeper,
    State(app): State<AppState>,
    Path(user): Path<String>,
    Proved(fields): Proved<Fields>,
) -> Result<Response, PageError> {
    let profile = read(&fields);
    let (identity, right, name) = (app.portal.identity.clone(), keeper.right.clone(), user.clone());
    let language = fields.one("language").to_owned();
    let done = app
        .blocking(move || {
            let profile = profile.ok_or(PageError::Work(StatusCode::UNPROCESSABLE_ENTITY, "life-error-profile"))?;
            Ok::<_, PageError>(identity.change_profile(&right, &name, profile, &language)?)
        })
        .await;
    finish(&keeper, &app, &user, done.map(|()| "changed")).await
}

fn read(fields: &Fields) -> Option<Profile> {
    let text = |name: &str| Some(fields.one(name).trim()).filter(|typed| is_line(typed, MOST)).map(Text::from);
    let email: Email = fields.one("email").parse().ok()?;
    Some(Profile {
        name: text("name").filter(|name| !name.is_empty())?,
        title: text("title")?,
        address: text("address")?,
        phone: text("phone")?,
        email: email.as_str().into(),
    })
}

pub(super) async fn give(
    keeper: Keeper,
    State(app): State<AppState>,
    Path(user): Path<String>,
    Proved(fields): Proved<Fields>,
) -> Result<Response, PageError> {
    let grant = given(&fields);
    let (identity, right, name) = (app.portal.identity.clone(), keeper.right.clone(), user.clone());
    let done = app.blocking(move || identity.give(&right, &name, grant.ok_or(LifeError::Area)?)).await;
    finish(&keeper, &app, &user, done.map(|()| "changed")).await
}

pub(super) async fn take(
    keeper: Keeper,
    State(app): State<AppState>,
    Path(user): Path<String>,
    Proved(fields): Proved<Fields>,
) -> Result<Response, PageError> {
    let grant = given(&fields);
    let (identity, right, name) = (app.portal.identity.clone(), keeper.right.clone(), user.clone());
    let done = app.blocking(move || identity.take(&right, &name, &grant.ok_or(LifeError::Area)?)).await;
    finish(&keeper, &app, &user, done.map(|()| "changed")).await
}

/// Disables, enables or closes, after the preview.
pub(super) async fn status(
    keeper: Keeper,
    State(app): State<AppState>,
    Path(user): Path<String>,
    Proved(fields): Proved<Fields>,
) -> Result<Response, PageError> {
    let become_what = become_of(fields.one("become")).ok_or(PageError::BadForm)?;
    let why: Text = fields.one("why").trim().chars().take(MOST).collect::<String>().into();
    let (identity, right, name) = (app.portal.identity.clone(), keeper.right.clone(), user.clone());
    let done = app.blocking(move || identity.set_status(&right, &name, become_what, why)).await;
    finish(&keeper, &app, &user, done.map(|()| "status")).await
}

/// New credentials, in two messages.
pub(super) async fn reset(
    keeper: Keeper,
    State(app): State<AppState>,
    Path(user): Path<String>,
    Proved(_): Proved<Fields>,
) -> Result<Response, PageError> {
    let (identity, right, name) = (app.portal.identity.clone(), keeper.right.clone(), user.clone());
    let turn = app.passwords.acquire().await.map_err(|error| PageError::internal("reset", &error))?;
    let done = app.blocking(move || identity.reset_credentials(&right, &name)).await;
    drop(turn);
    finish(&keeper, &app, &user, done.map(|()| "reset")).await
}

/// Shows the two letters once, where nothing is mailed. Afterwards nobody can: a reset makes new ones.
pub(super) async fn letters(
    keeper: Keeper,
    State(app): State<AppState>,
    Path(user): Path<String>,
    Proved(_): Proved<Fields>,
) -> Result<Response, PageError> {
    let (identity, right, mails) = (app.portal.identity.clone(), keeper.right.clone(), app.portal.mails);
    let portal = app.portal.address.clone();
    let (account, letters) = app
        .blocking(move || -> Result<_, PageError> {
            let kept = identity.kept_account(&right, &user)?;
            kept.may.map_err(LifeError::from)?;
            if mails && kept.account.profile.email.parse::<Email>().is_ok() {
                return Err(PageError::Work(StatusCode::CONFLICT, "life-error-mailed"));
            }
            let mut letters = Vec::new();
            for number in kept.letters {
                let message = identity.outbox().deliver(right.actor(), number, Way::Print)?;
                letters.extend(message.map(|message| letter(&message, &portal)));
            }
            Ok((kept.account, letters))
        })
        .await?;
    if letters.is_empty() {
        return Err(PageError::Work(StatusCode::CONFLICT, "life-error-no-letters"));
    }
    Ok(view::letters(&keeper.person.page, &account, &letters).into_response())
}
