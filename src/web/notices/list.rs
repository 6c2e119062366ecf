//! `GET /notices`: what came, what was sent; with `?child=`, what concerns a child.

use axum::extract::{Query, State};
use maud::Markup;

use super::worker;
use crate::casework::{NoticeBox, NoticeFilter};
use crate::model::{Direction, MsixId, NoticeStatus};
use crate::web::desk::Fields;
use crate::web::views::notices::list as view;
use crate::web::{AppState, PageError, Person};

/// Lines on a page.
const ROWS: usize = 25;

pub(super) async fn show(
    person: Person,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    if !asked.one("child").is_empty() {
        return of_child(&person, &app, asked.one("child")).await;
    }
    let (who, casework, filter) = (worker(&person)?, app.portal.casework.clone(), filter(&asked));
    let from = asked.one("from").parse().unwrap_or(0);
    let own = who.jurisdiction().states_or_all();
    let chosen = filter.clone();
    let (page, faces) = app
        .blocking(move || -> Result<_, PageError> {
            let page = casework.notices(&who, &filter, from, ROWS)?;
            let faces = casework.faces_for(&who, &view::children(&page.rows))?;
            Ok((page, faces))
        })
        .await?;
    Ok(view::page(&person.page, &view::List { page, faces, filter: chosen, own, most: ROWS }))
}

async fn of_child(person: &Person, app: &AppState, child: &str) -> Result<Markup, PageError> {
    let child: MsixId = child.parse().map_err(|_| PageError::NoSuchChild)?;
    let (who, casework) = (worker(person)?, app.portal.casework.clone());
    let (rows, faces) = app
        .blocking(move || -> Result<_, PageError> {
            let opened = who.reader().open(child, "notice");
            let opened = opened.map_err(|error| PageError::internal("opening a record", &error))?;
            let rows = casework.notices_of(&who, &opened)?;
            let faces = casework.faces_for(&who, &view::children(&rows))?;
            Ok((rows, faces))
        })
        .await?;
    Ok(view::of_child(&person.page, child, &rows, &faces))
}

/// The filter of an address; words that are none are left out.
fn filter(asked: &Fields) -> NoticeFilter {
    NoticeFilter {
        side: NoticeBox::ALL.into_iter().find(|side| side.word() == asked.one("side")).unwrap_or_default(),
        status: NoticeStatus::ALL.into_iter().find(|status| status.word() == asked.one("status")),
        state: asked.one("state").parse().ok(),
        direction: Direction::ALL.into_iter().find(|way| way.word() == asked.one("direction")),
        mine: asked.ticked("mine"),
        overdue: asked.ticked("overdue"),
    }
}
