//! `/students/{id}` and the pages below it: one file per page. Each opens the child through the person's capability,
//! which puts the opening into the audit log before anything is shown.

mod decisions;
mod demographics;
mod disclosures;
mod export;
mod history;
mod overview;
mod print;
mod section;

use axum::extract::{Path, Query};
use axum::routing::get;
use maud::{Markup, html};
use serde::Deserialize;

use super::views::casework::decisions as work;
use super::views::layout;
use super::views::record::{self as pages, Section, Words};
use super::{AppState, LoggedIn, PageError, Route};
use crate::access::{OpenChild, Permission};
use crate::casework::{Missing, RequestRow, Row};
use crate::model::{Date, MsixId};
use crate::records::{self, view::ConsolidatedRecord};

/// The addresses of one child.
pub(super) const ROUTES: &[Route] = &[
    ("/students/{id}", || get(overview::show)),
    ("/students/{id}/demographics", || get(demographics::show)),
    ("/students/{id}/decisions", || get(decisions::show)),
    ("/students/{id}/disclosures", || get(disclosures::show)),
    ("/students/{id}/export", || get(export::show).post(export::submit)),
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

/// A child's record with what people do about it.
struct Opened {
    child: OpenChild,
    record: ConsolidatedRecord,
    /// What was asked, proposed and decided about it; nothing in a view of another day.
    rows: Vec<Row>,
    /// What it lacks and what was asked, for the page that shows it to somebody who may ask.
    lacks: Option<(Vec<Missing>, Vec<RequestRow>)>,
}

/// Opens a child for a page and computes its record. Retired identifiers lead to the child that stands for them.
async fn open(
    person: &LoggedIn,
    app: &AppState,
    Path(id): Path<String>,
    Query(as_of): Query<AsOf>,
    part: &'static str,
) -> Result<Opened, PageError> {
    let id: MsixId = id.parse().map_err(|_| PageError::NoSuchChild)?;
    let day = as_of.day()?;
    let (reader, today) = (person.reader.clone(), app.portal.clock.now().date());
    let casework = app.portal.casework.clone();
    let asks = part == "overview" && day.is_none() && person.page.may(Permission::Request);
    let proposer = app.portal.children.proposer(&person.account, &person.session).ok();
    app.blocking(move || -> Result<_, PageError> {
        let child = reader.open(id, part).map_err(|error| PageError::internal("opening a record", &error))?;
        let missing = if day.is_some() { PageError::NotYetThen } else { PageError::NoSuchChild };
        let record = records::consolidate(&child, day, today)?.ok_or(missing)?;
        let rows = if day.is_some() { Vec::new() } else { casework.of_child(&child, proposer.as_ref())? };
        let lacks = if asks { Some((casework.lacks(&child)?, casework.requests_of(&child)?)) } else { None };
        Ok(Opened { child, record, rows, lacks })
    })
    .await
}

/// A page of a child: the browser's title is the identifier, so that no name stays in a history of pages.
fn page(person: &LoggedIn, opened: &Opened, body: Markup) -> Markup {
    let body = html! { (work::hints(&person.page, &opened.record, &opened.rows)) (body) };
    layout::page(&person.page, &format!("MSIX {}", opened.record.msix_id.grouped()), body)
}
