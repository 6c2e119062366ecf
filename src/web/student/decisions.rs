//! `GET /students/{id}/decisions`: what was asked, proposed and decided about the child.

use super::*;
use axum::extract::State;

pub(super) async fn show(person: LoggedIn, State(app): State<AppState>, id: Path<String>) -> Result<Markup, PageError> {
    let opened = open(&person, &app, id, Query(AsOf { as_of: None }), "decisions").await?;
    let title = format!("MSIX {}", opened.record.msix_id.grouped());
    Ok(layout::page(&person.page, &title, work::list(&person.page, &opened.record, &opened.rows)))
}
