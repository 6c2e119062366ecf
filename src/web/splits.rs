//! `/splits`: this record is several children. `GET /splits/new?child=..` asks which state's record goes where and
//! shows what would become of them; `POST /splits` proposes it.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Response;
use maud::Markup;

use super::after;
use super::desk::{Desk, Fields};
use super::draft::{self, Trouble};
use super::form::Proved;
use super::views::casework::split;
use super::{AppState, PageError};
use crate::casework::{CaseError, Wish};
use crate::model::{ContributionNo, MsixId};
use crate::records;
use crate::records::regroup::{MOST_CHILDREN, PlanError};

/// Which part each contribution is in; 0 keeps the MSIX ID.
pub(super) type Parts = BTreeMap<ContributionNo, usize>;

pub(super) async fn new(
    desk: Desk,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let child = child(&asked)?;
    let (parts, again) = (parts(&asked)?, asked.ticked("again"));
    if parts.values().all(|part| *part == 0) {
        // Nothing was chosen yet, or all stays as it is.
        let trouble = (!parts.is_empty()).then_some("split-error-none");
        return choose(&desk, &app, child, &parts, again, trouble).await;
    }
    match page(&desk, &app, child, &parts, again, Trouble::default()).await {
        Err(PageError::Work(_, "work-error-parts")) => {
            choose(&desk, &app, child, &parts, again, Some("split-error-all")).await
        }
        page => page,
    }
}

pub(super) async fn submit(
    desk: Desk,
    State(app): State<AppState>,
    Proved(fields): Proved<Fields>,
) -> Result<Response, PageError> {
    let child = child(&fields)?;
    let (parts, may_again) = (parts(&fields)?, fields.ticked("again"));
    let again = |trouble| page(&desk, &app, child, &parts, may_again, trouble);
    draft::propose(&desk, &app, wish(child, &parts, may_again), &fields, "split", again).await
}

async fn choose(
    desk: &Desk,
    app: &AppState,
    child: MsixId,
    parts: &Parts,
    again: bool,
    trouble: Option<&'static str>,
) -> Result<Markup, PageError> {
    let (reader, today) = (desk.proposer.reader().clone(), app.portal.clock.now().date());
    let (record, sent) = app
        .blocking(move || -> Result<_, PageError> {
            let open = reader.open(child, "split").map_err(|error| PageError::internal("opening a record", &error))?;
            let record = records::consolidate(&open, None, today)?.ok_or(PageError::NoSuchChild)?;
            let sent = after::by_state(&[open], &record, today)?;
            Ok((record, sent))
        })
        .await?;
    Ok(split::choose(&desk.person.page, &record, &sent, parts, again, trouble))
}

async fn page(
    desk: &Desk,
    app: &AppState,
    child: MsixId,
    parts: &Parts,
    again: bool,
    trouble: Trouble,
) -> Result<Markup, PageError> {
    let drafted = draft::look(desk, app, wish(child, parts, again)).await?;
    Ok(split::page(&desk.person.page, &drafted, child, parts, again, &trouble))
}

fn wish(child: MsixId, parts: &Parts, may_propose_again: bool) -> Wish {
    let mut wanted: BTreeMap<usize, Vec<ContributionNo>> = BTreeMap::new();
    for (no, part) in parts.iter().filter(|(_, part)| **part > 0) {
        wanted.entry(*part).or_default().push(*no);
    }
    Wish::Split { child, parts: wanted.into_values().collect(), may_propose_again }
}

fn child(fields: &Fields) -> Result<MsixId, PageError> {
    fields.children("child", MOST_CHILDREN)?.first().copied().ok_or(PageError::NoSuchChild)
}

/// Fields such as `part-17=1`.
fn parts(fields: &Fields) -> Result<Parts, PageError> {
    let mut parts = Parts::new();
    for (name, value) in fields.pairs() {
        if let Some(no) = name.strip_prefix("part-") {
            let no = ContributionNo(no.parse().map_err(|_| PageError::BadForm)?);
            let part = value.parse().map_err(|_| PageError::BadForm)?;
            // The first keeps its number: it counts as well.
            if part >= MOST_CHILDREN {
                return Err(CaseError::Plan(PlanError::TooMany).into());
            }
            parts.insert(no, part);
        }
    }
    Ok(parts)
}
