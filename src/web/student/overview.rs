//! `GET /students/{id}`: where does she belong.

use super::*;
use axum::extract::State;

pub(super) async fn show(
    person: LoggedIn,
    State(app): State<AppState>,
    id: Path<String>,
    day: Query<AsOf>,
) -> Result<Markup, PageError> {
    let (_, record) = open(&person, &app, id, day, "overview").await?;
    Ok(page(&person, &record, pages::overview(Words::new(person.language), &record)))
}
