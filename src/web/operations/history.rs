//! `GET /operations/jobs/{job}`: the runs of a job, page by page.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use maud::Markup;

use super::Operator;
use crate::web::desk::Fields;
use crate::web::views::operations as view;
use crate::web::{AppState, PageError};

pub(super) async fn show(
    operator: Operator,
    State(app): State<AppState>,
    Path(job): Path<String>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let (machine, before) = (Arc::clone(&app.portal.machine), asked.one("before").parse().ok());
    let (job, runs) = app.blocking(move || machine.history(&job, before).map(|runs| (job, runs))).await?;
    Ok(view::history(&operator.person.page, &job, &runs, before.is_some()))
}
