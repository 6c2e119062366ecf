//! `GET /notices/log`: the log of notices sent and received; `POST` gives it as a file.

use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::Markup;

use super::worker;
use crate::casework::LogPeriod;
use crate::model::Date;
use crate::web::desk::Fields;
use crate::web::form::Signed;
use crate::web::views::notices::log as view;
use crate::web::{AppState, PageError, Person};

pub(super) async fn show(
    person: Person,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let (who, casework) = (worker(&person)?, app.portal.casework.clone());
    let period = period(&asked, app.portal.clock.now().date())?;
    let own = who.jurisdiction().states_or_all();
    let from = asked.one("from").parse().unwrap_or(0);
    let log = app.blocking(move || casework.notice_log(&who, period, from, view::ROWS)).await?;
    Ok(view::page(&person.page, period, &own, &log))
}

pub(super) async fn export(
    person: Person,
    State(app): State<AppState>,
    Signed(asked): Signed<Fields>,
) -> Result<Response, PageError> {
    let (who, casework) = (worker(&person)?, app.portal.casework.clone());
    let period = period(&asked, app.portal.clock.now().date())?;
    let rows = app.blocking(move || casework.export_notice_log(&who, period)).await?;
    let body = view::csv(person.language, &rows);
    let body = body.map_err(|error| PageError::Internal(format!("writing an export: {error}")))?;
    let name = format!("attachment; filename=\"notices-{}-{}.csv\"", period.from, period.to);
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, body).into_response())
}

/// The period that was asked for; else the last twelve months.
fn period(asked: &Fields, today: Date) -> Result<LogPeriod, PageError> {
    let day = |name: &str, usual: Date| match asked.one(name) {
        "" => Ok(usual),
        typed => typed.parse().map_err(|_| PageError::NoSuchDay),
    };
    let (from, to) = (day("first", today.plus_months(-12))?, day("last", today)?);
    Ok(LogPeriod { from, to: to.max(from), state: asked.one("state").parse().ok() })
}
