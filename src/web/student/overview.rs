//! `GET /students/{id}`: where does she belong.

use super::*;
use axum::extract::State;

pub(super) async fn show(
    person: LoggedIn,
    State(app): State<AppState>,
    id: Path<String>,
    day: Query<AsOf>,
) -> Result<Markup, PageError> {
    let opened = open(&person, &app, id, day, "overview").await?;
    Ok(page(&person, &opened, pages::overview(Words::new(person.language), &opened.record)))
}
