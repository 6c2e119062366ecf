//! `GET /corrections`: which requests are under way.

use axum::extract::{Query, State};
use maud::Markup;

use super::Clerk;
use crate::casework::CorrectionFilter;
use crate::model::CorrectionStatus;
use crate::web::desk::Fields;
use crate::web::views::corrections::list as view;
use crate::web::{AppState, PageError};

/// Rows on a page.
const ROWS: usize = 50;

pub(super) async fn show(
    clerk: Clerk,
    State(app): State<AppState>,
    Query(fields): Query<Fields>,
) -> Result<Markup, PageError> {
    let status = CorrectionStatus::ALL.into_iter().find(|status| status.word() == fields.one("status"));
    let filter = CorrectionFilter {
        status,
        all: fields.one("status") == "all",
        mine: fields.ticked("mine"),
        overdue: fields.ticked("overdue"),
        state: fields.one("state").parse().ok(),
    };
    let from = fields.one("from").parse().unwrap_or(0);
    let (casework, worker, wanted) = (app.portal.casework.clone(), clerk.worker.clone(), filter.clone());
    let page = app.blocking(move || casework.corrections(&worker, &wanted, from, ROWS)).await?;
    Ok(view::page(&clerk.person.page, &filter, &page, ROWS))
}
