//! `POST /applications/{id}/{vouch,approve,refuse}`.

use axum::extract::{Path, State};
use axum::response::Response;

use super::item::finish;
use super::number;
use crate::identity::{Approval, LifeError};
use crate::web::apply::given;
use crate::web::desk::Fields;
use crate::web::form::Proved;
use crate::web::keeper::Keeper;
use crate::web::{AppState, PageError};

/// Records what the supervisor said on paper.
pub(super) async fn vouch(
    keeper: Keeper,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Proved(fields): Proved<Fields>,
) -> Result<Response, PageError> {
    let (id, identity, right) = (number(&id)?, app.portal.identity.clone(), keeper.right.clone());
    let confirmed = fields.one("confirmed") == "yes";
    let done = app.blocking(move || identity.vouch_on_paper(&right, id, confirmed)).await;
    finish(&keeper, &app, id, &fields, done.map(|()| format!("/applications/{id}"))).await
}

/// Makes the account. On to its page, where the letters are printed when nothing is mailed.
pub(super) async fn approve(
    keeper: Keeper,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Proved(fields): Proved<Fields>,
) -> Result<Response, PageError> {
    let (id, identity, right) = (number(&id)?, app.portal.identity.clone(), keeper.right.clone());
    let grant = given(&fields);
    let user_name = fields.one("user_name").to_owned();
    // A password is hashed: as many at once as logins.
    let turn = app.passwords.acquire().await.map_err(|error| PageError::internal("approval", &error))?;
    let made = app
        .blocking(move || {
            let grant = grant.ok_or(LifeError::Area)?;
            identity.approve(&right, id, Approval { user_name, grant })
        })
        .await;
    drop(turn);
    finish(&keeper, &app, id, &fields, made.map(|account| format!("/accounts/{}?done=made", account.user_name))).await
}

/// Refuses, with a reason.
pub(super) async fn refuse(
    keeper: Keeper,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Proved(fields): Proved<Fields>,
) -> Result<Response, PageError> {
    let (id, identity, right, why) = (number(&id)?, app.portal.identity.clone(), keeper.right.clone(), fields.why());
    let done = app.blocking(move || Ok::<_, PageError>(identity.refuse(&right, id, why?)?)).await;
    finish(&keeper, &app, id, &fields, done.map(|()| "/applications".to_owned())).await
}
