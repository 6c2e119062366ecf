//! `GET /requests/{id}`: what was asked, what has come, what was said, who has it.

use axum::extract::{Path, Query, State};
use maud::Markup;

use super::asking::{Asking, request_id};
use crate::model::RequestId;
use crate::records;
use crate::web::desk::Fields;
use crate::web::views::requests::{self as views, Shown};
use crate::web::{AppState, PageError};

pub(super) async fn show(
    asking: Asking,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let shown = shown(&asking, &app, request_id(&id)?).await?;
    Ok(views::thread(&asking.person.page, &shown, Some(asked.one("done")), None))
}

/// The request with the child's record, opened and taken down in the log.
pub(super) async fn shown(asking: &Asking, app: &AppState, id: RequestId) -> Result<Shown, PageError> {
    let (worker, decides, casework) = (asking.worker.clone(), asking.decides.clone(), app.portal.casework.clone());
    let now = app.portal.clock.now();
    app.blocking(move || -> Result<_, PageError> {
        let thread = casework.thread(&worker, decides.as_ref(), id)?;
        let record = records::consolidate(&thread.child, None, now.date())?;
        Ok(Shown { thread, record, now })
    })
    .await
}
