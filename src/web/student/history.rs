//! `GET /students/{id}/history`: who said what, when.

use super::*;
use axum::extract::State;

pub(super) async fn show(
    person: LoggedIn,
    State(app): State<AppState>,
    id: Path<String>,
    day: Query<AsOf>,
) -> Result<Markup, PageError> {
    let (child, record) = open(&person, &app, id, day, "history").await?;
    let states = app.blocking(move || records::history(&child)).await?;
    Ok(page(&person, &record, pages::history(Words::new(person.language), &record, &states)))
}
