//! `GET /students/{id}/demographics`: every element with every state's value.

use super::*;
use axum::extract::State;

pub(super) async fn show(
    person: LoggedIn,
    State(app): State<AppState>,
    id: Path<String>,
    day: Query<AsOf>,
) -> Result<Markup, PageError> {
    let opened = open(&person, &app, id, day, "demographics").await?;
    Ok(page(&person, &opened, pages::demographics(Words::new(person.language), &opened.record)))
}
