//! `GET /worklist`: what waits, what is due first at the top.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::{ROWS, bulk, saved};
use crate::access::{Decider, Permission, Worker};
use crate::casework::{Filter, Whose};
use crate::model::{ItemId, ItemKind, ItemStatus, Level};
use crate::web::desk::Fields;
use crate::web::views::casework::list::{self, Given, Waiting};
use crate::web::{AppState, PageError, Person};

/// What was just done, for the line above the list.
#[derive(Debug, Clone)]
pub(in crate::web) struct Done {
    /// A key of the messages, after `work-done-`.
    pub(in crate::web) what: String,
    /// The item.
    pub(in crate::web) item: ItemId,
}

/// The words that a `done` may have: others are not shown.
pub(in crate::web) const DONE: [&str; 12] = [
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
    "mended",
];

/// The levels that a filter offers.
pub(in crate::web) const LEVELS: [Level; 4] = [Level::District, Level::Region, Level::State, Level::Nation];
/// The ages that a filter offers: so many days, or more.
pub(in crate::web) const AGES: [u32; 4] = [1, 7, 14, 30];

/// Where to go after something was done: the list, with a line about it.
pub(in crate::web) fn address(list: &str, what: &str, item: ItemId) -> Redirect {
    Redirect::to(&format!("{list}?done={what}&item={item}"))
}

/// Data administrators see what waits for them; who decides about nothing what he was given; who only proposes what he
/// proposed.
pub(super) async fn show(
    person: Person,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Response, PageError> {
    let (children, account, session) = (&person.children, &person.account, &person.session);
    if let Ok(decider) = children.decider(account, session) {
        return waiting(&person, &app, decider, &asked).await;
    }
    match children.worker(account, session, Permission::Notice) {
        Ok(worker) => given(&person, &app, worker, &asked).await,
        Err(refusal) => Err(refusal.into()),
    }
}

async fn waiting(person: &Person, app: &AppState, who: Decider, asked: &Fields) -> Result<Response, PageError> {
    let (filter, from, done) = (filter(asked), from(asked), done(asked));
    let (casework, chosen, after) = (app.portal.casework.clone(), filter.clone(), done.is_some());
    let (own, local) = (who.jurisdiction().states_or_all(), who.jurisdiction().is_local());
    let (board, faces, saved) = app
        .blocking(move || -> Result<_, PageError> {
            let board = casework.board(&who, &filter, from, ROWS)?;
            let faces = casework.faces(who.as_proposer().reader(), &list::children(&board.page))?;
            Ok((board, faces, casework.saved_filters(who.user())?))
        })
        .await?;
    let next = board.first.filter(|_| after);
    let (counts, page, bulk, trouble) = (board.counts, board.page, bulk::told(asked), saved::trouble(asked));
    let shown = Waiting { counts, page, faces, filter: chosen, own, done, next, local, saved, bulk, trouble };
    Ok(list::waiting(&person.page, &shown).into_response())
}

async fn given(person: &Person, app: &AppState, who: Worker, asked: &Fields) -> Result<Response, PageError> {
    let (casework, from) = (app.portal.casework.clone(), from(asked));
    let (page, faces) = app
        .blocking(move || -> Result<_, PageError> {
            let page = casework.given(&who, from, ROWS)?;
            let faces = casework.faces(who.reader(), &list::children(&page))?;
            Ok((page, faces))
        })
        .await?;
    Ok(list::given(&person.page, &Given { page, faces, bulk: bulk::told(asked) }).into_response())
}

fn from(asked: &Fields) -> usize {
    asked.one("from").parse().unwrap_or(0)
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
        ItemStatus::Done,
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
        by_goal: asked.one("sort") == "goal",
    }
}
