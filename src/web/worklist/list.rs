//! `GET /worklist`: what waits, what is due first at the top.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::ROWS;
use crate::access::Decider;
use crate::casework::{Filter, Whose};
use crate::model::{ItemId, ItemKind, ItemStatus, Level, StateCode};
use crate::web::desk::{Desk, Fields};
use crate::web::views::casework::list::{self, Waiting};
use crate::web::{AppState, PageError};

/// What was just done, for the line above the list.
#[derive(Debug, Clone)]
pub(in crate::web) struct Done {
    /// A key of the messages, after `work-done-`.
    pub(in crate::web) what: String,
    /// The item.
    pub(in crate::web) item: ItemId,
}

/// The words that a `done` may have: others are not shown.
pub(in crate::web) const DONE: [&str; 11] = [
    "same",
    "different",
    "approved",
    "rejected",
    "cancelled",
    "reopened",
    "assigned",
    "escalated",
    "merge",
    "split",
    "undo",
];

/// The levels that a filter offers.
pub(in crate::web) const LEVELS: [Level; 4] = [Level::District, Level::Region, Level::State, Level::Nation];
/// The ages that a filter offers: so many days, or more.
pub(in crate::web) const AGES: [u32; 4] = [1, 7, 14, 30];

/// Where to go after something was done: the list, with a line about it.
pub(in crate::web) fn address(list: &str, what: &str, item: ItemId) -> Redirect {
    Redirect::to(&format!("{list}?done={what}&item={item}"))
}

pub(super) async fn show(
    desk: Desk,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Response, PageError> {
    let Ok(decider) = desk.decider() else { return Ok(Redirect::to("/worklist/proposed").into_response()) };
    let (filter, from, done) = (filter(&asked), asked.one("from").parse().unwrap_or(0), done(&asked));
    let (casework, proposer) = (app.portal.casework.clone(), desk.proposer.clone());
    let chosen = filter.clone();
    let (own, local) = (own_states(&decider), decider.jurisdiction().is_local());
    let waiting = app
        .blocking(move || -> Result<_, PageError> {
            let counts = casework.counts(&decider)?;
            let page = casework.page(&decider, &filter, from, ROWS)?;
            let next = if done.is_some() { first(casework.page(&decider, &Filter::default(), 0, 1)?) } else { None };
            let faces = casework.faces(&proposer, &list::children(&page))?;
            Ok(Waiting { counts, page, faces, filter: chosen, done, next, own, local })
        })
        .await?;
    Ok(list::waiting(&desk.person.page, &waiting).into_response())
}

/// The states that a filter offers a person: his own, or all for one of the nation.
pub(super) fn own_states(who: &Decider) -> Vec<StateCode> {
    let reach = who.jurisdiction();
    if reach.is_national() { StateCode::all().collect() } else { reach.states() }
}

fn first(page: crate::casework::Page) -> Option<crate::casework::Row> {
    page.rows.into_iter().next()
}

/// The line about what was just done, if the address has one.
pub(super) fn done(asked: &Fields) -> Option<Done> {
    let what = DONE.into_iter().find(|what| *what == asked.one("done"))?;
    Some(Done { what: what.to_owned(), item: asked.one("item").parse().ok()? })
}

/// The filter of an address; words that are none are left out.
pub(super) fn filter(asked: &Fields) -> Filter {
    let open = [ItemStatus::Open, ItemStatus::Assigned, ItemStatus::Acknowledged, ItemStatus::Escalated];
    let closed = [
        ItemStatus::Same,
        ItemStatus::Different,
        ItemStatus::Approved,
        ItemStatus::Rejected,
        ItemStatus::Cancelled,
        ItemStatus::Superseded,
    ];
    let statuses = open.into_iter().chain(closed);
    Filter {
        kinds: ItemKind::ALL.into_iter().filter(|kind| kind.word() == asked.one("kind")).collect(),
        statuses: statuses.filter(|status| status.word() == asked.one("status")).collect(),
        state: asked.one("state").parse().ok(),
        level: LEVELS.into_iter().find(|level| level.word() == asked.one("level")),
        whose: match asked.one("whose") {
            "mine" => Whose::Mine,
            "nobodys" => Whose::Nobodys,
            _ => Whose::Anybodys,
        },
        overdue: asked.ticked("overdue"),
        age: asked.one("age").parse().ok().filter(|days| AGES.contains(days)),
        apart: asked.ticked("apart"),
    }
}
