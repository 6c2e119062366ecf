//! `POST /worklist/{item}/{same,different,approve,reject,cancel,done,reopen}`: the decision. What cannot be done shows the
//! item again with what was typed.

use axum::extract::{Path, State};
use axum::response::{Redirect, Response};

use super::address;
use super::item::{finish, heed};
use crate::records::regroup::MOST_CHILDREN;
use crate::web::desk::{Desk, Fields, item_id};
use crate::web::form::{Proved, Signed};
use crate::web::{AppState, PageError};

/// A near match is one child: the other side is asked.
pub(super) async fn same(
    desk: Desk,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Proved(fields): Proved<Fields>,
) -> Result<Response, PageError> {
    heed(&desk, &app, &id, &fields).await?;
    let (id, decider, casework) = (item_id(&id)?, desk.decider()?, app.portal.casework.clone());
    let (seen, master, why) =
        (fields.seen()?, fields.children("master", MOST_CHILDREN)?.first().copied(), fields.why());
    let judged = move || Ok::<_, PageError>(casework.judge_same(&decider, id, master, why?, &seen)?);
    let judged = app.blocking(judged).await.map(drop);
    finish(&desk, &app, id, &fields, judged, "same").await
}

/// A near match is two children.
pub(super) async fn different(
    desk: Desk,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Proved(fields): Proved<Fields>,
) -> Result<Response, PageError> {
    heed(&desk, &app, &id, &fields).await?;
    let (id, decider, casework) = (item_id(&id)?, desk.decider()?, app.portal.casework.clone());
    let (seen, why) = (fields.seen()?, fields.why());
    let judged = move || Ok::<_, PageError>(casework.judge_different(&decider, id, why?, &seen)?);
    let judged = app.blocking(judged).await;
    finish(&desk, &app, id, &fields, judged, "different").await
}

/// A proposal is right: it is carried out.
pub(super) async fn approve(
    desk: Desk,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Proved(fields): Proved<Fields>,
) -> Result<Response, PageError> {
    heed(&desk, &app, &id, &fields).await?;
    let (id, decider, casework) = (item_id(&id)?, desk.decider()?, app.portal.casework.clone());
    let (seen, why) = (fields.seen()?, fields.why_if_any());
    let approved = move || Ok::<_, PageError>(casework.approve(&decider, id, why?, &seen)?);
    let approved = app.blocking(approved).await;
    finish(&desk, &app, id, &fields, approved, "approved").await
}

/// A proposal is wrong.
pub(super) async fn reject(
    desk: Desk,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Proved(fields): Proved<Fields>,
) -> Result<Response, PageError> {
    heed(&desk, &app, &id, &fields).await?;
    let (id, decider, casework) = (item_id(&id)?, desk.decider()?, app.portal.casework.clone());
    // The page of what can no longer be carried out has no mark.
    let (why, again, seen) = (fields.why(), fields.ticked("again"), fields.seen().ok());
    let rejected = move || Ok::<_, PageError>(casework.reject(&decider, id, why?, again, seen.as_ref())?);
    let rejected = app.blocking(rejected).await;
    finish(&desk, &app, id, &fields, rejected, "rejected").await
}

/// The proposer takes it back.
pub(super) async fn cancel(
    desk: Desk,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Proved(fields): Proved<Fields>,
) -> Result<Response, PageError> {
    heed(&desk, &app, &id, &fields).await?;
    let (id, proposer, casework) = (item_id(&id)?, desk.proposer.clone(), app.portal.casework.clone());
    let why = fields.why_if_any();
    let cancelled = app.blocking(move || Ok::<_, PageError>(casework.cancel(&proposer, id, why?)?)).await;
    finish(&desk, &app, id, &fields, cancelled, "cancelled").await
}

/// The errors of a file are mended.
pub(super) async fn mended(
    desk: Desk,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Signed(fields): Signed<Fields>,
) -> Result<Redirect, PageError> {
    heed(&desk, &app, &id, &fields).await?;
    let (id, decider, casework) = (item_id(&id)?, desk.decider()?, app.portal.casework.clone());
    let why = fields.why_if_any()?;
    app.blocking(move || casework.mended(&decider, id, why)).await?;
    Ok(address("/worklist", "mended", id))
}

/// What a decision keeps apart may be proposed again; a judgement of two children is asked again.
pub(super) async fn reopen(
    desk: Desk,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Proved(fields): Proved<Fields>,
) -> Result<Response, PageError> {
    heed(&desk, &app, &id, &fields).await?;
    let (id, decider, casework, why) = (item_id(&id)?, desk.decider()?, app.portal.casework.clone(), fields.why());
    let again = app.blocking(move || Ok::<_, PageError>(casework.reopen(&decider, id, why?)?)).await.map(drop);
    finish(&desk, &app, id, &fields, again, "reopened").await
}
