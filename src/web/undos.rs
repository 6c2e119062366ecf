//! `/undos`: a decision was wrong. `GET /undos/new?item=..` (what people decided) or `?link=..` (what the program
//! joined by itself) shows what would move back; `POST /undos` proposes it; `GET /undos/exposure` tells to whom the
//! wrong record was shown and in what it counted.

use axum::extract::{Query, State};
use axum::response::Response;
use maud::Markup;

use super::desk::{Desk, Fields};
use super::draft::{self, Trouble};
use super::form::Signed;
use super::views::casework::{exposure as view, undo};
use super::{AppState, PageError};
use crate::casework::Wish;
use crate::model::{ContributionNo, Undoing};

pub(super) async fn new(
    desk: Desk,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    page(&desk, &app, undoing(&asked)?, asked.ticked("again"), Trouble::default()).await
}

pub(super) async fn submit(
    desk: Desk,
    State(app): State<AppState>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let (of, may_propose_again) = (undoing(&fields)?, fields.ticked("again"));
    let again = |trouble| page(&desk, &app, of, may_propose_again, trouble);
    draft::propose(&desk, &app, Wish::Undo { of, may_propose_again }, &fields, "undo", again).await
}

pub(super) async fn exposure(
    desk: Desk,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let (of, casework, proposer) = (undoing(&asked)?, app.portal.casework.clone(), desk.proposer.clone());
    let exposure = app.blocking(move || casework.exposure(&proposer, of)).await?;
    Ok(view::page(&desk.person.page, of, &exposure))
}

async fn page(
    desk: &Desk,
    app: &AppState,
    of: Undoing,
    may_propose_again: bool,
    trouble: Trouble,
) -> Result<Markup, PageError> {
    let drafted = draft::look(desk, app, Wish::Undo { of, may_propose_again }).await?;
    Ok(undo::page(&desk.person.page, &drafted, of, may_propose_again, &trouble))
}

fn undoing(fields: &Fields) -> Result<Undoing, PageError> {
    if let Ok(item) = fields.one("item").parse() {
        return Ok(Undoing::Decision(item));
    }
    let link = fields.one("link").parse().map_err(|_| PageError::BadForm)?;
    Ok(Undoing::Link(ContributionNo(link)))
}
