//! `POST /worklist/filters`, `POST /worklist/filters/remove`: filters under a name of one's own.

use axum::extract::State;
use axum::response::Redirect;

use super::list::filter;
use crate::web::desk::{Desk, Fields};
use crate::web::form::Signed;
use crate::web::views::casework::filters::query;
use crate::web::{AppState, PageError};

/// Why a filter was not saved: the word of the address, and the key of the messages.
const TROUBLE: [(&str, &str); 2] = [("name", "work-save-name-wrong"), ("full", "work-save-full")];

/// Saves the filter that the form carries, and goes on with it.
pub(super) async fn save(
    desk: Desk,
    State(app): State<AppState>,
    Signed(fields): Signed<Fields>,
) -> Result<Redirect, PageError> {
    let (who, casework) = (desk.decider()?, app.portal.casework.clone());
    let (query, name) = (query(&filter(&fields)), fields.one("name").to_owned());
    let kept = query.clone();
    match app.blocking(move || casework.save_filter(who.actor(), who.user(), &name, &kept)).await {
        Err(PageError::Work(status, key)) => {
            let (word, _) = TROUBLE.into_iter().find(|(_, one)| *one == key).ok_or(PageError::Work(status, key))?;
            Ok(Redirect::to(&format!("/worklist?{query}&trouble={word}")))
        }
        saved => saved.map(|()| Redirect::to(&format!("/worklist?{query}"))),
    }
}

/// Takes a filter out.
pub(super) async fn remove(
    desk: Desk,
    State(app): State<AppState>,
    Signed(fields): Signed<Fields>,
) -> Result<Redirect, PageError> {
    let (who, casework, name) = (desk.decider()?, app.portal.casework.clone(), fields.one("name").to_owned());
    app.blocking(move || casework.drop_filter(who.actor(), who.user(), &name)).await?;
    Ok(Redirect::to("/worklist"))
}

/// The key of the messages for what an address tells of.
pub(super) fn trouble(asked: &Fields) -> Option<&'static str> {
    TROUBLE.into_iter().find(|(word, _)| *word == asked.one("trouble")).map(|(_, key)| key)
}
