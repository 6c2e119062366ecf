//! `POST /requests/{id}/{acknowledge,say,decline,withdraw}`: what people do with a request. What cannot be done shows
//! the request again with what was typed.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::asking::{Asking, NoFiles, request_id};
use super::thread;
use crate::model::RequestId;
use crate::web::desk::Fields;
use crate::web::form::Signed;
use crate::web::views::requests::{self as views, Typed};
use crate::web::{AppState, PageError, says};

/// The state has seen it: whoever says so takes its item.
pub(super) async fn acknowledge(
    asking: Asking,
    _none: NoFiles,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let (id, decider, casework) = (request_id(&id)?, asking.decider()?, app.portal.casework.clone());
    let done = app.blocking(move || casework.acknowledge_request(&decider, id)).await;
    look_again(&asking, &app, id, &fields, done, "acknowledged").await
}

/// Either side says something.
pub(super) async fn say(
    asking: Asking,
    _none: NoFiles,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    heed(&asking, &app, &id, &fields, "text").await?;
    let (id, worker, casework) = (request_id(&id)?, asking.worker.clone(), app.portal.casework.clone());
    let words = fields.one("text").to_owned();
    let done = app.blocking(move || casework.say(&worker, id, &words)).await;
    look_again(&asking, &app, id, &fields, done, "said").await
}

/// The state cannot send it.
pub(super) async fn decline(
    asking: Asking,
    _none: NoFiles,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    heed(&asking, &app, &id, &fields, "why").await?;
    let (id, decider, casework) = (request_id(&id)?, asking.decider()?, app.portal.casework.clone());
    let why = fields.why();
    let done = app.blocking(move || -> Result<_, PageError> { Ok(casework.decline(&decider, id, &why?)?) }).await;
    look_again(&asking, &app, id, &fields, done, "declined").await
}

/// The asker needs it no longer.
pub(super) async fn withdraw(
    asking: Asking,
    _none: NoFiles,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    heed(&asking, &app, &id, &fields, "words").await?;
    let (id, worker, casework) = (request_id(&id)?, asking.worker.clone(), app.portal.casework.clone());
    let words = fields.one("words").to_owned();
    let done = app.blocking(move || casework.withdraw_request(&worker, id, &words)).await;
    look_again(&asking, &app, id, &fields, done, "withdrawn").await
}

/// Warns whoever says something of what it gives away of the child.
async fn heed(asking: &Asking, app: &AppState, id: &str, fields: &Fields, name: &'static str) -> Result<(), PageError> {
    let (id, worker) = (request_id(id)?, asking.worker.clone());
    says::heed(app, fields, &[name], move |casework| Ok(vec![casework.child_of_request(&worker, id)?])).await
}

/// Back to the request when it went well; else the request as it is now, with the reason and what was typed.
async fn look_again(
    asking: &Asking,
    app: &AppState,
    id: RequestId,
    fields: &Fields,
    outcome: Result<(), PageError>,
    done: &'static str,
) -> Result<Response, PageError> {
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/requests/{id}?done={done}")).into_response()),
        Err(PageError::Work(status, error)) => {
            // Who may not see it is told no more than why.
            let Ok(shown) = thread::shown(asking, app, id).await else { return Err(PageError::Work(status, error)) };
            let typed = Typed { error, text: fields.one("text").into(), why: fields.one("why").into() };
            Ok((status, views::thread(&asking.person.page, &shown, None, Some(&typed))).into_response())
        }
        Err(error) => Err(error),
    }
}
