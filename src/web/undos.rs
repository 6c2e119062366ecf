//! `/undos`: a decision was wrong. `GET /undos/new?item=..` (what people decided) or `?link=..` (what the program
//! joined by itself) shows what would move back; `POST /undos` proposes it; `GET /undos/exposure` tells to whom the
//! wrong record was shown and in what it counted, `POST` gives it as a file.

use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;

use super::desk::{Desk, Fields};
use super::draft::{self, Trouble};
use super::form::{Proved, Signed};
use super::views::casework::{exposure as view, exposure_file as file, undo};
use super::{AppState, PageError};
use crate::access::Proposer;
use crate::casework::{CaseError, Casework, Exposure, Wish};
use crate::model::{ContributionNo, Undoing};

pub(super) async fn new(
    desk: Desk,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    page(&desk, &app, undoing(&asked)?, None, Trouble::default()).await
}

pub(super) async fn submit(
    desk: Desk,
    State(app): State<AppState>,
    Proved(fields): Proved<Fields>,
) -> Result<Response, PageError> {
    let of = undoing(&fields)?;
    // Neither is the default: who undoes has to say whether they are different children.
    let Some(may_propose_again) = chosen(&fields) else {
        let (status, words) = (StatusCode::UNPROCESSABLE_ENTITY, "work-error-undo-again");
        let trouble = Trouble { words: Some(words), why: fields.one("why").to_owned() };
        return Ok((status, page(&desk, &app, of, None, trouble).await?).into_response());
    };
    let again = |trouble| page(&desk, &app, of, Some(may_propose_again), trouble);
    draft::propose(&desk, &app, Wish::Undo { of, may_propose_again }, &fields, "undo", again).await
}

pub(super) async fn exposure(
    desk: Desk,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let of = undoing(&asked)?;
    let (exposure, people) = exposed(&desk, &app, of, Casework::exposure).await?;
    Ok(view::page(&desk.person.page, of, &exposure, &people))
}

pub(super) async fn export(
    desk: Desk,
    State(app): State<AppState>,
    Signed(asked): Signed<Fields>,
) -> Result<impl IntoResponse, PageError> {
    let of = undoing(&asked)?;
    let (exposure, people) = exposed(&desk, &app, of, Casework::export_exposure).await?;
    let body = file::csv(desk.person.language, of, &exposure, &people);
    let body = body.map_err(|error| PageError::Internal(format!("writing an export: {error}")))?;
    let name = format!("attachment; filename=\"exposure-{}.csv\"", app.portal.clock.now().date());
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)], body))
}

/// To whom a wrong record was shown, and who they are.
async fn exposed(
    desk: &Desk,
    app: &AppState,
    of: Undoing,
    read: fn(&Casework, &Proposer, Undoing) -> Result<Exposure, CaseError>,
) -> Result<(Exposure, view::People), PageError> {
    let (casework, identity, proposer) =
        (app.portal.casework.clone(), app.portal.identity.clone(), desk.proposer.clone());
    app.blocking(move || -> Result<_, PageError> {
        let exposure = read(&casework, &proposer, of)?;
        let mut people = view::People::new();
        for name in view::readers(&exposure) {
            let account = identity.account(&name).map_err(|error| PageError::internal("reading an account", &error))?;
            people.extend(account.map(|account| (name, account)));
        }
        Ok((exposure, people))
    })
    .await
}

async fn page(
    desk: &Desk,
    app: &AppState,
    of: Undoing,
    may_propose_again: Option<bool>,
    trouble: Trouble,
) -> Result<Markup, PageError> {
    // What would move does not depend on the choice.
    let wish = Wish::Undo { of, may_propose_again: may_propose_again.unwrap_or_default() };
    let drafted = draft::look(desk, app, wish).await?;
    Ok(undo::page(&desk.person.page, &drafted, of, may_propose_again, &trouble))
}

/// Whether the program may propose the same again, if somebody chose.
fn chosen(fields: &Fields) -> Option<bool> {
    match fields.one("again") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn undoing(fields: &Fields) -> Result<Undoing, PageError> {
    if let Ok(item) = fields.one("item").parse() {
        return Ok(Undoing::Decision(item));
    }
    let link = fields.one("link").parse().map_err(|_| PageError::BadForm)?;
    Ok(Undoing::Link(ContributionNo(link)))
}
