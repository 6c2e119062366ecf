//! `GET /students/{id}/print`: take it along.

use super::*;
use std::collections::HashMap;

use crate::access::Permission;
use crate::web::i18n::t;
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
    let body = html! {
        @if person.page.may(Permission::Export) {
            p class="no-print" {
                a href={ "/students/" (opened.record.msix_id) "/export" } { (t(person.language, "export-title")) }
            }
        }
        (pages::print(Words::new(person.language), &opened.record, &note, &PrintParts::chosen(&chosen)))
    };
    Ok(page(&person, &opened, body))
}
