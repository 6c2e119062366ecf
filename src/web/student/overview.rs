//! `GET /students/{id}`: where does she belong.

use super::*;
use crate::web::views::corrections;
use axum::extract::State;

pub(super) async fn show(
    person: LoggedIn,
    State(app): State<AppState>,
    id: Path<String>,
    day: Query<AsOf>,
) -> Result<Markup, PageError> {
    let opened = open(&person, &app, id, day, "overview").await?;
    let wrong = if opened.record.as_of.is_none() {
        html! { (corrections::ways(&person.page, &opened.record)) (work::actions(&person.page, &opened.record)) }
    } else {
        html! {}
    };
    let body = html! { (pages::overview(Words::new(person.language), &opened.record)) (wrong) };
    Ok(page(&person, &opened, body))
}
