//! `GET /students/{id}/print`: take it along.

use super::*;
use std::collections::HashMap;

use crate::web::views::record::{PrintNote, PrintParts};
use axum::extract::State;

pub(super) async fn show(
    person: LoggedIn,
    State(app): State<AppState>,
    id: Path<String>,
    day: Query<AsOf>,
    Query(chosen): Query<HashMap<String, String>>,
) -> Result<Markup, PageError> {
    let opened = open(&person, &app, id, day, "print").await?;
    let note = PrintNote {
        person: person.account.display_name().to_owned(),
        at: app.portal.clock.now(),
        purpose: person.reader.purpose(),
    };
    Ok(page(
        &person,
        &opened,
        pages::print(Words::new(person.language), &opened.record, &note, &PrintParts::chosen(&chosen)),
    ))
}
