//! `GET /corrections/{id}`: a request with all that was done about it.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::{Clerk, number};
use crate::model::CorrectionId;
use crate::records;
use crate::web::desk::Fields;
use crate::web::views::corrections::one::{self as view, Shown};
use crate::web::{AppState, PageError};

pub(super) async fn show(
    clerk: Clerk,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Query(fields): Query<Fields>,
) -> Result<Markup, PageError> {
    let shown = open(&clerk, &app, number(&id)?).await?;
    Ok(view::page(&clerk.person.page, &shown, fields.one("done"), None))
}

async fn open(clerk: &Clerk, app: &AppState, id: CorrectionId) -> Result<Shown, PageError> {
    let (casework, worker, decider) = (app.portal.casework.clone(), clerk.worker.clone(), clerk.decider.clone());
    let (now, agencies) = (app.portal.clock.now(), app.portal.agencies.clone());
    app.blocking(move || -> Result<_, PageError> {
        let case = casework.look_at_correction(&worker, decider.as_ref(), id)?;
        let record = records::consolidate(&case.child, None, now.date())?;
        Ok(Shown { case, record, now, agencies })
    })
    .await
}

/// On when it went well; else the request as it is now, with the reason and what was typed.
pub(super) async fn finish(
    clerk: &Clerk,
    app: &AppState,
    id: CorrectionId,
    typed: &str,
    outcome: Result<(), PageError>,
    done: &str,
) -> Result<Response, PageError> {
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/corrections/{id}?done={done}")).into_response()),
        Err(PageError::Work(status, words)) => {
            // Who may not see it is told no more than why.
            let Ok(shown) = open(clerk, app, id).await else { return Err(PageError::Work(status, words)) };
            Ok((status, view::page(&clerk.person.page, &shown, "", Some((words, typed)))).into_response())
        }
        Err(error) => Err(error),
    }
}
