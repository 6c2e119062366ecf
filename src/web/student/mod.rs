//! `/students/{id}` and the pages below it: one file per page. Each opens the child through the person's capability,
//! which puts the opening into the audit log before anything is shown.

mod demographics;
mod history;
mod overview;
mod print;
mod section;

use axum::extract::{Path, Query};
use axum::routing::get;
use maud::Markup;
use serde::Deserialize;

use super::views::layout;
use super::views::record::{self as pages, Section, Words};
use super::{AppState, LoggedIn, PageError, Route};
use crate::access::OpenChild;
use crate::model::{Date, MsixId};
use crate::records::{self, view::ConsolidatedRecord};

/// The addresses of one child.
pub(super) const ROUTES: &[Route] = &[
    ("/students/{id}", || get(overview::show)),
    ("/students/{id}/demographics", || get(demographics::show)),
    ("/students/{id}/history", || get(history::show)),
    ("/students/{id}/print", || get(print::show)),
    ("/students/{id}/enrollments", || get(|p, s, i, d| section::show(p, s, i, d, Section::Enrollments))),
    ("/students/{id}/courses", || get(|p, s, i, d| section::show(p, s, i, d, Section::Courses))),
    ("/students/{id}/assessments", || get(|p, s, i, d| section::show(p, s, i, d, Section::Assessments))),
    ("/students/{id}/moves", || get(|p, s, i, d| section::show(p, s, i, d, Section::Moves))),
];

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
