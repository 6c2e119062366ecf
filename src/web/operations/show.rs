//! `GET /operations`.

use std::sync::Arc;

use axum::extract::{Query, State};
use maud::Markup;

use super::Operator;
use crate::web::desk::Fields;
use crate::web::views::operations as view;
use crate::web::{AppState, PageError};

pub(super) async fn show(
    operator: Operator,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let machine = Arc::clone(&app.portal.machine);
    let condition = app.blocking(move || machine.condition()).await?;
    let begun = condition.jobs.iter().find(|job| job.name == asked.one("begun")).map(|job| job.name);
    Ok(view::page(&operator.person.page, &condition, begun, app.portal.clock.now()))
}
