//! `/students/{id}/export`: the record as a file. `GET` asks which sections and which form, `POST` gives the file. Its
//! name has the MSIX ID and the day, nothing else about the child.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::Markup;

use crate::model::MsixId;
use crate::records;
use crate::web::desk::Fields;
use crate::web::form::Signed;
use crate::web::views::export::{self as view, Chosen, Format};
use crate::web::{AppState, LoggedIn, PageError};

pub(super) async fn show(person: LoggedIn, Path(id): Path<String>) -> Result<Markup, PageError> {
    person.children.exporter(&person.account, &person.session)?;
    let id: MsixId = id.parse().map_err(|_| PageError::NoSuchChild)?;
    Ok(view::page(&person.page, id, false))
}

pub(super) async fn submit(
    person: LoggedIn,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let exporter = person.children.exporter(&person.account, &person.session)?;
    let id: MsixId = id.parse().map_err(|_| PageError::NoSuchChild)?;
    let chosen = Chosen::from(&fields);
    if chosen.sections.is_empty() {
        let page = view::page(&person.page, id, true);
        return Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let (today, language) = (app.portal.clock.now().date(), person.language);
    let format = chosen.format;
    let body = app
        .blocking(move || -> Result<_, PageError> {
            let child = exporter
                .open(id, &chosen.words(), chosen.format.word())
                .map_err(|error| PageError::internal("exporting a record", &error))?;
            let record = records::consolidate(&child, None, today)?.ok_or(PageError::NoSuchChild)?;
            match chosen.format {
                Format::Csv => view::csv(language, &record, &chosen),
                Format::Json => view::json(&record, &chosen),
            }
            .map_err(|error| PageError::Internal(format!("writing an export: {error}")))
        })
        .await?;
    let name = format!("attachment; filename=\"msix-{id}-{today}.{}\"", format.word());
    let headers = [(header::CONTENT_TYPE, format.content_type().to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, body).into_response())
}
