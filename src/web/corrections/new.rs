//! `/corrections/new`: which values, what they should be and who asks, a preview; then the request is taken down.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::{Clerk, Typed};
use crate::casework::{CorrectionError, Mistake};
use crate::clocks;
use crate::model::{Date, MsixId};
use crate::records::{self, view::ConsolidatedRecord, view::StateHistory};
use crate::web::desk::Fields;
use crate::web::form::Signed;
use crate::web::views::corrections::{choose, intake, preview};
use crate::web::{AppState, PageError};

/// Which values.
pub(super) async fn choose(
    clerk: Clerk,
    State(app): State<AppState>,
    Query(fields): Query<Fields>,
) -> Result<Markup, PageError> {
    let child = fields.one("child").parse().map_err(|_| PageError::NoSuchChild)?;
    let (record, sent) = open(&clerk, &app, child).await?;
    Ok(choose::page(&clerk.person.page, &record, &sent, fields.ticked("nothing")))
}

/// From page to page until it is taken down.
pub(super) async fn go_on(
    clerk: Clerk,
    State(app): State<AppState>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let typed = Typed::read(&fields)?;
    if typed.values.is_empty() {
        return Ok(nothing_chosen(typed.child));
    }
    if fields.one("step") != "preview" {
        return details(&clerk, &app, &typed, &[]).await;
    }
    let (casework, worker, wish) = (app.portal.casework.clone(), clerk.worker.clone(), typed.wish(false));
    let today = app.portal.clock.now().date();
    let drafted = app
        .blocking(move || -> Result<_, PageError> {
            let draft = match casework.draft_correction(&worker, &wish) {
                Err(CorrectionError::Mistakes(mistakes)) => return Ok(Err(mistakes)),
                drafted => drafted?,
            };
            let record = records::consolidate(&draft.child, None, today)?.ok_or(PageError::NoSuchChild)?;
            Ok(Ok((draft, record)))
        })
        .await?;
    match drafted {
        Ok((draft, record)) => Ok(preview::page(&clerk.person.page, &typed, &draft, &record).into_response()),
        Err(mistakes) => details(&clerk, &app, &typed, &mistakes).await,
    }
}

/// `POST /corrections`: takes it down.
pub(super) async fn take_down(
    clerk: Clerk,
    State(app): State<AppState>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let typed = Typed::read(&fields)?;
    if typed.values.is_empty() {
        return Ok(nothing_chosen(typed.child));
    }
    let (casework, worker, wish) = (app.portal.casework.clone(), clerk.worker.clone(), typed.wish(true));
    let taken = move || match casework.take_down_correction(&worker, &wish) {
        Err(CorrectionError::Mistakes(mistakes)) => Ok(Err(mistakes)),
        taken => taken.map(Ok),
    };
    match app.blocking(taken).await? {
        Ok(numbers) => {
            let first = numbers.first().map_or(0, |number| number.0);
            Ok(Redirect::to(&format!("/corrections/{first}?done=received")).into_response())
        }
        Err(mistakes) => details(&clerk, &app, &typed, &mistakes).await,
    }
}

/// Back to the first page, which says so.
fn nothing_chosen(child: MsixId) -> Response {
    Redirect::to(&format!("/corrections/new?child={child}&nothing=1")).into_response()
}

async fn details(clerk: &Clerk, app: &AppState, typed: &Typed, wrong: &[Mistake]) -> Result<Response, PageError> {
    let (record, sent) = open(clerk, app, typed.child).await?;
    let page = intake::page(&clerk.person.page, typed, (&record, &sent), wrong, last_day(clerk, app));
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, page).into_response())
}

/// The last day on which a request can have been received: today where the person works.
fn last_day(clerk: &Clerk, app: &AppState) -> Date {
    let now = app.portal.clock.now();
    let days = clerk.worker.jurisdiction().states().into_iter().map(|state| clocks::today(Some(state), now));
    days.max().unwrap_or_else(|| clocks::today(None, now))
}

/// The record, and each state's words as it sent them.
async fn open(
    clerk: &Clerk,
    app: &AppState,
    child: MsixId,
) -> Result<(ConsolidatedRecord, Vec<StateHistory>), PageError> {
    let (reader, today) = (clerk.worker.reader().clone(), app.portal.clock.now().date());
    app.blocking(move || -> Result<_, PageError> {
        let child =
            reader.open(child, "correction").map_err(|error| PageError::internal("opening a record", &error))?;
        let record = records::consolidate(&child, None, today)?.ok_or(PageError::NoSuchChild)?;
        Ok((record, records::history(&child)?))
    })
    .await
}
