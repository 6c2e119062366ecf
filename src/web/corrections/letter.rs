//! `/corrections/{id}/letters/{letter}`: `POST` makes a letter, which is a step; `GET` shows it for printing, as a page
//! or as a PDF file, as often as anybody wants.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::one::finish;
use super::{Clerk, number};
use crate::model::{Correction, CorrectionLetter};
use crate::records;
use crate::web::desk::Fields;
use crate::web::form::Signed;
use crate::web::views::corrections::letter::{Letter, sender};
use crate::web::{AppState, PageError, pdf};

pub(super) async fn make(
    clerk: Clerk,
    State(app): State<AppState>,
    Path((id, letter)): Path<(String, String)>,
    Signed(_fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let (id, letter, casework) = (number(&id)?, named(&letter)?, app.portal.casework.clone());
    let worker = clerk.worker.clone();
    match app.blocking(move || casework.make_correction_letter(&worker, id, letter)).await {
        Ok(()) => Ok(Redirect::to(&format!("/corrections/{id}/letters/{}", letter.word())).into_response()),
        failed => finish(&clerk, &app, id, "", failed, "").await,
    }
}

pub(super) async fn show(
    clerk: Clerk,
    State(app): State<AppState>,
    Path((id, letter)): Path<(String, String)>,
) -> Result<Markup, PageError> {
    let kind = named(&letter)?;
    let (letter, of) = written(&clerk, &app, &id, kind).await?;
    Ok(letter.page(&clerk.person.page, &of, kind))
}

pub(super) async fn pdf(
    clerk: Clerk,
    State(app): State<AppState>,
    Path((id, letter)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let kind = named(&letter)?;
    let (letter, of) = written(&clerk, &app, &id, kind).await?;
    let set = move || pdf::write(&letter.sheet()).map_err(|error| PageError::internal("a letter", &error));
    let bytes = app.blocking(set).await?;
    let name = format!("inline; filename=\"correction-{}-{}.pdf\"", of.id, kind.word());
    Ok(([(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, name)], bytes)
        .into_response())
}

fn named(word: &str) -> Result<CorrectionLetter, PageError> {
    CorrectionLetter::ALL.into_iter().find(|letter| letter.word() == word).ok_or(PageError::NotFound)
}

/// A letter that was made. The child's record is opened for the name in it.
async fn written(
    clerk: &Clerk,
    app: &AppState,
    id: &str,
    kind: CorrectionLetter,
) -> Result<(Letter, Correction), PageError> {
    let (id, casework, worker) = (number(id)?, app.portal.casework.clone(), clerk.worker.clone());
    let (today, agencies) = (app.portal.clock.now().date(), app.portal.agencies.clone());
    app.blocking(move || -> Result<_, PageError> {
        let (of, child) = casework.correction_letter(&worker, id, kind)?;
        let child = worker.reader().open(child, "letter");
        let child = child.map_err(|error| PageError::internal("opening a record", &error))?;
        let record = records::consolidate(&child, None, today)?;
        let name = record.map(|record| record.identification.name).unwrap_or_default();
        let letter = Letter::compose(kind, &of, &name, &agencies.of(sender(kind, &of)), today);
        Ok((letter, of))
    })
    .await
}
