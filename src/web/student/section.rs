//! `GET /students/{id}/{enrollments,courses,assessments,moves}`: the detail.

use super::*;
use axum::extract::State;

pub(super) async fn show(
    person: LoggedIn,
    State(app): State<AppState>,
    id: Path<String>,
    day: Query<AsOf>,
    part: Section,
) -> Result<Markup, PageError> {
    let opened = open(&person, &app, id, day, part.word()).await?;
    Ok(page(&person, &opened, pages::section(Words::new(person.language), &opened.record, part)))
}
