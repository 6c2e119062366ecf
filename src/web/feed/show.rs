//! `GET /feed`: what the feed is, its keys and webhooks, and its last entries.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use maud::Markup;

use super::worker;
use crate::access::Worker;
use crate::casework::Casework;
use crate::model::StateCode;
use crate::web::desk::Fields;
use crate::web::views::feed::{self as view, StateFeed, Trouble};
use crate::web::{AppState, PageError, Person};

/// Entries of the feed, and calls of each webhook, that the page shows.
const LAST: usize = 20;

pub(super) async fn show(person: Person, State(app): State<AppState>) -> Result<Markup, PageError> {
    page(&person, &app, None).await
}

/// After a form that could not be accepted: the page again, with the reason and what was typed.
pub(super) async fn again(
    person: &Person,
    app: &AppState,
    state: StateCode,
    fields: &Fields,
    error: PageError,
) -> Result<Response, PageError> {
    let PageError::Work(status, words) = error else { return Err(error) };
    let trouble = Trouble { state, words, name: fields.one("name").to_owned(), url: fields.one("url").to_owned() };
    Ok((status, page(person, app, Some(&trouble)).await?).into_response())
}

async fn page(person: &Person, app: &AppState, trouble: Option<&Trouble>) -> Result<Markup, PageError> {
    let (worker, casework) = (worker(person)?, app.portal.casework.clone());
    let feeds = app.blocking(move || all(&worker, &casework)).await?;
    Ok(view::page(&person.page, &app.portal.address, &feeds, app.portal.clock.now(), trouble))
}

fn all(worker: &Worker, casework: &Casework) -> Result<Vec<StateFeed>, PageError> {
    let of = |state| -> Result<StateFeed, PageError> {
        let (entries, newest) = casework.feed_end(worker, state, LAST)?;
        let (keys, hooks) = (casework.keys(worker, state)?, casework.webhooks(worker, state, LAST)?);
        Ok(StateFeed { state, entries, newest, keys, hooks })
    };
    worker.jurisdiction().whole_states().iter().copied().map(of).collect()
}
