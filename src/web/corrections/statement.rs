//! `/students/{id}/statement`: the Privacy Act Administrator enters and ends dispute statements.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::number;
use crate::access::{Permission, Worker};
use crate::casework::CorrectionError;
use crate::model::{MsixId, StatementId};
use crate::records::{self, view::ConsolidatedRecord};
use crate::web::desk::Fields;
use crate::web::form::Proved;
use crate::web::views::corrections::statement as view;
use crate::web::{AppState, PageError, Person, says};

pub(super) async fn show(
    person: Person,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Query(fields): Query<Fields>,
) -> Result<Markup, PageError> {
    let worker = right(&person)?;
    let record = open(&app, worker, child(&id)?).await?;
    Ok(view::page(&person.page, &record, fields.one("correction"), None))
}

pub(super) async fn enter(
    person: Person,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Proved(fields): Proved<Fields>,
) -> Result<Response, PageError> {
    let (worker, child, casework) = (right(&person)?, child(&id)?, app.portal.casework.clone());
    says::heed(&app, &fields, &["text"], move |_| Ok(vec![child])).await?;
    let of = Some(fields.one("correction")).filter(|text| !text.is_empty()).map(number).transpose()?;
    let (text, entering) = (fields.one("text").to_owned(), worker.clone());
    let entered = move || match casework.enter_statement(&entering, child, of, &text) {
        Err(CorrectionError::Mistakes(_)) => Ok(None),
        entered => entered.map(Some),
    };
    if app.blocking(entered).await?.is_some() {
        return Ok(Redirect::to(&format!("/students/{child}/statement")).into_response());
    }
    let record = open(&app, worker, child).await?;
    let page = view::page(&person.page, &record, fields.one("correction"), Some(fields.one("text")));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

pub(super) async fn end(
    person: Person,
    State(app): State<AppState>,
    Path((id, statement)): Path<(String, String)>,
    Proved(fields): Proved<Fields>,
) -> Result<Redirect, PageError> {
    let (worker, child, casework) = (right(&person)?, child(&id)?, app.portal.casework.clone());
    let statement = statement.parse().map(StatementId).map_err(|_| PageError::NotFound)?;
    says::heed(&app, &fields, &["why"], move |_| Ok(vec![child])).await?;
    let why = fields.why()?;
    app.blocking(move || casework.end_statement(&worker, child, statement, why)).await?;
    Ok(Redirect::to(&format!("/students/{child}/statement")))
}

fn right(person: &Person) -> Result<Worker, PageError> {
    Ok(person.children.worker(&person.account, &person.session, Permission::Dispute)?)
}

fn child(id: &str) -> Result<MsixId, PageError> {
    id.parse().map_err(|_| PageError::NoSuchChild)
}

async fn open(app: &AppState, worker: Worker, child: MsixId) -> Result<ConsolidatedRecord, PageError> {
    let today = app.portal.clock.now().date();
    app.blocking(move || -> Result<_, PageError> {
        let child = worker.reader().open(child, "statement");
        let child = child.map_err(|error| PageError::internal("opening a record", &error))?;
        records::consolidate(&child, None, today)?.ok_or(PageError::NoSuchChild)
    })
    .await
}
