//! `GET /accounts/{user}` and the preview of a change of its status.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use crate::identity::Become;
use crate::web::desk::Fields;
use crate::web::keeper::Keeper;
use crate::web::views::life::accounts as view;
use crate::web::{AppState, PageError};

pub(super) async fn show(
    keeper: Keeper,
    State(app): State<AppState>,
    Path(user): Path<String>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let done = view::DONE.into_iter().find(|done| *done == asked.one("done"));
    Ok(view::account(&keeper.person.page, &shown(&keeper, &app, &user).await?, done, None))
}

/// What disabling, enabling or closing would do.
pub(super) async fn preview(
    keeper: Keeper,
    State(app): State<AppState>,
    Path(user): Path<String>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let become_what = become_of(asked.one("become")).ok_or(PageError::NotFound)?;
    Ok(view::preview(&keeper.person.page, &shown(&keeper, &app, &user).await?, become_what))
}

pub(super) fn become_of(word: &str) -> Option<Become> {
    match word {
        "disabled" => Some(Become::Disabled),
        "enabled" => Some(Become::Enabled),
        "deactivated" => Some(Become::Deactivated),
        _ => None,
    }
}

async fn shown(keeper: &Keeper, app: &AppState, user: &str) -> Result<view::Shown, PageError> {
    let (identity, casework, right) = (app.portal.identity.clone(), app.portal.casework.clone(), keeper.right.clone());
    let (user, mails) = (user.to_owned(), app.portal.mails);
    app.blocking(move || -> Result<_, PageError> {
        let kept = identity.kept_account(&right, &user)?;
        let has_address = kept.account.profile.email.parse::<crate::model::Email>().is_ok();
        Ok(view::Shown {
            due: identity.due_of(&kept.account),
            certificates: identity.certificates(&kept.account.user_name)?,
            failed: identity.outbox().failed_of(&kept.account.user_name)?,
            items: casework.assigned_to(&kept.account.user_name)?,
            roles: right.roles(),
            states: right.states(),
            by_hand: !mails || !has_address,
            kept,
        })
    })
    .await
}

/// On when it went well; else the account as it is now, with the reason.
pub(super) async fn finish(
    keeper: &Keeper,
    app: &AppState,
    user: &str,
    outcome: Result<&'static str, PageError>,
) -> Result<Response, PageError> {
    match outcome {
        Ok(done) => Ok(Redirect::to(&format!("/accounts/{user}?done={done}")).into_response()),
        Err(PageError::Work(status, words)) => {
            let shown = shown(keeper, app, user).await?;
            Ok((status, view::account(&keeper.person.page, &shown, None, Some(words))).into_response())
        }
        Err(error) => Err(error),
    }
}
