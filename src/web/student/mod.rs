//! `/students/{id}` and the pages below it: one file per page. Each opens the child through the person's capability,
//! which puts the opening into the audit log before anything is shown.

mod demographics;
mod history;
mod overview;
mod print;
mod section;

use axum::Router;
use axum::extract::{Path, Query};
use axum::routing::get;
use maud::Markup;
use serde::Deserialize;

use super::views::layout;
use super::views::record::{self as pages, Section, Words};
use super::{AppState, LoggedIn, PageError};
use crate::access::OpenChild;
use crate::model::{Date, MsixId};
use crate::records::{self, view::ConsolidatedRecord};

/// The routes of one child.
pub fn routes() -> Router<AppState> {
    let mut router = Router::new()
        .route("/students/{id}", get(overview::show))
        .route("/students/{id}/demographics", get(demographics::show))
        .route("/students/{id}/history", get(history::show))
        .route("/students/{id}/print", get(print::show));
    for part in Section::ALL {
        let handler = move |person, state, id, day| section::show(person, state, id, day, part);
        router = router.route(&format!("/students/{{id}}/{}", part.word()), get(handler));
    }
    router
}

/// `?as_of=YYYY-MM-DD`.
#[derive(Debug, Deserialize)]
struct AsOf {
    as_of: Option<String>,
}

impl AsOf {
    fn day(&self) -> Result<Option<Date>, PageError> {
        let typed = self.as_of.as_deref().filter(|text| !text.trim().is_empty());
        typed.map(|text| text.parse().map_err(|_| PageError::NoSuchDay)).transpose()
    }
}

/// Opens a child for a page and computes its record. Retired identifiers lead to the child that stands for them.
async fn open(
    person: &LoggedIn,
    app: &AppState,
    Path(id): Path<String>,
    Query(as_of): Query<AsOf>,
    part: &'static str,
) -> Result<(OpenChild, ConsolidatedRecord), PageError> {
    let id: MsixId = id.parse().map_err(|_| PageError::NoSuchChild)?;
    let day = as_of.day()?;
    let (reader, today) = (person.reader.clone(), app.portal.clock.now().date());
    let (child, record) = app
        .blocking(move || -> Result<_, PageError> {
            let child = reader.open(id, part).map_err(|error| PageError::internal("opening a record", &error))?;
            let record = records::consolidate(&child, day, today)?;
            Ok((child, record))
        })
        .await?;
    let missing = if day.is_some() { PageError::NotYetThen } else { PageError::NoSuchChild };
    Ok((child, record.ok_or(missing)?))
}

/// A page of a child: the browser's title is the identifier, so that no name stays in a history of pages.
fn page(person: &LoggedIn, record: &ConsolidatedRecord, body: Markup) -> Markup {
    layout::page(&person.page, &format!("MSIX {}", record.msix_id.grouped()), body)
}
