//! `/audit`: the audit log, for auditors. `GET /audit` lists entries by who, what, child, day and result; `GET
//! /audit/{seq}` shows one with what proves that it is in the log. Each look is an entry of its own.

use axum::extract::{FromRef, FromRequestParts, Path, Query, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use maud::Markup;

use super::desk::Fields;
use super::person::children;
use super::views::audit as view;
use super::{AppState, PageError, Person};
use crate::access::{AuditError, AuditReader, Filter};
use crate::model::{AuditEvent, Date, MsixId, Outcome};

/// Entries on a page.
const ROWS: usize = 50;

/// Somebody who may read the audit log.
pub(super) struct Auditor {
    person: Person,
    reader: AuditReader,
}

impl<S: Send + Sync> FromRequestParts<S> for Auditor
where
    AppState: FromRef<S>,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let person = <Person as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        let reader = children(parts, &AppState::from_ref(state)).auditor(&person.account, &person.session)?;
        Ok(Self { person, reader })
    }
}

pub(super) async fn list(
    auditor: Auditor,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Response, PageError> {
    let (filter, wrong) = filter(&asked);
    let typed = asked.clone();
    if !wrong.is_empty() {
        let page = view::mistakes(&auditor.person.page, &typed, &wrong);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let (reader, looked) = (auditor.reader, filter.clone());
    let page = app.blocking(move || reader.page(&looked, ROWS)).await?;
    Ok(view::list(&auditor.person.page, &typed, &filter, &page).into_response())
}

pub(super) async fn detail(
    auditor: Auditor,
    State(app): State<AppState>,
    Path(seq): Path<String>,
) -> Result<Markup, PageError> {
    let seq: u64 = seq.parse().map_err(|_| PageError::NotFound)?;
    let reader = auditor.reader;
    let found = app.blocking(move || reader.entry(seq)).await?;
    Ok(view::detail(&auditor.person.page, &found.ok_or(PageError::NotFound)?))
}

/// What is asked for, and the names of the fields that cannot be read.
fn filter(asked: &Fields) -> (Filter, Vec<&'static str>) {
    let mut wrong = Vec::new();
    let filter = Filter {
        who: asked.one("who").trim().into(),
        kind: AuditEvent::KINDS.iter().find(|kind| **kind == asked.one("kind")).copied().unwrap_or_default().into(),
        child: parsed(asked, "child", &mut wrong, |text| text.parse::<MsixId>().ok()),
        from: parsed(asked, "from", &mut wrong, |text| text.parse::<Date>().ok()),
        to: parsed(asked, "to", &mut wrong, |text| text.parse::<Date>().ok()),
        outcome: Outcome::ALL.into_iter().find(|outcome| outcome.word() == asked.one("result")),
        before: asked.one("before").parse().ok(),
    };
    (filter, wrong)
}

fn parsed<T>(
    asked: &Fields,
    name: &'static str,
    wrong: &mut Vec<&'static str>,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    let typed = asked.one(name).trim();
    if typed.is_empty() {
        return None;
    }
    let read = parse(typed);
    if read.is_none() {
        wrong.push(name);
    }
    read
}

impl From<AuditError> for PageError {
    fn from(error: AuditError) -> Self {
        Self::internal("the audit log", &error)
    }
}
