//! `POST /worklist/{item}/{take,assign,escalate}`: who has it.

use axum::extract::{Path, State};
use axum::response::{Redirect, Response};

use super::item::{finish, heed, look_again};
use crate::model::Text;
use crate::web::desk::{Desk, Fields, item_id};
use crate::web::form::Signed;
use crate::web::views::casework::item_path;
use crate::web::{AppState, PageError};

/// Takes it for oneself, and stays with it.
pub(super) async fn take(
    desk: Desk,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let (id, decider, casework) = (item_id(&id)?, desk.decider()?, app.portal.casework.clone());
    let taken = app.blocking(move || casework.take(&decider, id)).await;
    look_again(&desk, &app, id, &fields, taken, |kind| Redirect::to(&item_path(kind, id))).await
}

/// Gives it to others.
pub(super) async fn assign(
    desk: Desk,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let (id, decider, casework) = (item_id(&id)?, desk.decider()?, app.portal.casework.clone());
    let to: Vec<Text> = fields.all("to").map(Text::from).collect();
    let given = app.blocking(move || casework.assign(&decider, id, &to)).await;
    finish(&desk, &app, id, &fields, given, "assigned").await
}

/// Sends it up a level.
pub(super) async fn escalate(
    desk: Desk,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    heed(&desk, &app, &id, &fields).await?;
    let (id, decider, casework, why) = (item_id(&id)?, desk.decider()?, app.portal.casework.clone(), fields.why());
    let sent = app.blocking(move || -> Result<_, PageError> { Ok(casework.escalate(&decider, id, why?)?) }).await;
    finish(&desk, &app, id, &fields, sent, "escalated").await
}
