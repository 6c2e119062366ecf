//! `/merges`: these records are the same child. `GET /merges/new?child=..&child=..` shows them side by side with what
//! would become of them; `POST /merges` proposes it.

use axum::extract::{Query, State};
use axum::response::Response;
use maud::Markup;

use super::desk::{Desk, Fields};
use super::draft::{self, Trouble};
use super::form::Proved;
use super::views::casework::merge;
use super::{AppState, PageError};
use crate::casework::{CaseError, Wish};
use crate::model::MsixId;
use crate::records::regroup::{MOST_CHILDREN, PlanError};

pub(super) async fn new(
    desk: Desk,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let children = asked.children("child", MOST_CHILDREN)?;
    if children.len() < 2 || children.len() > MOST_CHILDREN {
        return Ok(merge::choose(&desk.person.page, &children));
    }
    page(&desk, &app, &children, master(&asked, &children)?, Trouble::default()).await
}

pub(super) async fn submit(
    desk: Desk,
    State(app): State<AppState>,
    Proved(fields): Proved<Fields>,
) -> Result<Response, PageError> {
    let children = fields.children("child", MOST_CHILDREN)?;
    if children.len() > MOST_CHILDREN {
        return Err(CaseError::Plan(PlanError::TooMany).into());
    }
    let master = master(&fields, &children)?;
    let again = |trouble| page(&desk, &app, &children, master, trouble);
    draft::propose(&desk, &app, wish(&children, master), &fields, "merge", again).await
}

async fn page(
    desk: &Desk,
    app: &AppState,
    children: &[MsixId],
    master: MsixId,
    trouble: Trouble,
) -> Result<Markup, PageError> {
    let drafted = draft::look(desk, app, wish(children, master)).await?;
    Ok(merge::page(&desk.person.page, &drafted, children, master, &trouble))
}

fn wish(children: &[MsixId], master: MsixId) -> Wish {
    Wish::Merge { master, others: children.iter().copied().filter(|child| *child != master).collect() }
}

/// The one that keeps its number: as chosen, else the one that was given first.
fn master(fields: &Fields, children: &[MsixId]) -> Result<MsixId, PageError> {
    let chosen = fields.children("master", MOST_CHILDREN)?.first().copied().filter(|master| children.contains(master));
    chosen.or_else(|| children.iter().min().copied()).ok_or(PageError::BadForm)
}
