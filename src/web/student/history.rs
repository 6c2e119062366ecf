//! `GET /students/{id}/history`: who said what, when.

use super::*;
use crate::access::Permission;
use crate::web::i18n::t;
use crate::web::views::corrections;
use axum::extract::State;

pub(super) async fn show(
    person: LoggedIn,
    State(app): State<AppState>,
    id: Path<String>,
    day: Query<AsOf>,
) -> Result<Markup, PageError> {
    let opened = open(&person, &app, id, day, "history").await?;
    let Opened { child, record, rows, .. } = opened;
    let states = app.blocking(move || records::history(&child)).await?;
    let body = html! {
        (work::hints(&person.page, &record, &rows))
        (pages::history(Words::new(person.language), &record, &states))
        (corrections::ways(&person.page, &record))
        (work::actions(&person.page, &record))
        @if person.page.may(Permission::Disclosures) {
            p { a href={ "/students/" (record.msix_id) "/disclosures" } { (t(person.language, "disclosures-title")) } }
        }
    };
    Ok(layout::page(&person.page, &format!("MSIX {}", record.msix_id.grouped()), body))
}
