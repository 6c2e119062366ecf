//! `GET /worklist/{item}`, `GET /matches/{id}`: an item with everything that is needed to decide it.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::address;
use crate::model::ItemId;
use crate::web::after;
use crate::web::desk::{Desk, Fields, item_id};
use crate::web::views::casework::about_path;
use crate::web::views::casework::item::{self, Shown, Typed};
use crate::web::{AppState, PageError, says};

/// A notice, a request, a correction or a file has its own page, and the item leads there; with `?hand=1` it stays, to
/// be given to others or sent up.
pub(super) async fn show(
    desk: Desk,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Query(asked): Query<Fields>,
) -> Result<Response, PageError> {
    let (id, casework, proposer) = (item_id(&id)?, app.portal.casework.clone(), desk.proposer.clone());
    let about = app.blocking(move || casework.page_of(&proposer, id)).await?;
    let own = about.and_then(|(kind, number)| about_path(kind, number));
    if let Some(path) = own.filter(|_| !asked.ticked("hand")) {
        return Ok(Redirect::to(&path).into_response());
    }
    let shown = shown(&desk, &app, id).await?;
    Ok(item::page(&desk.person.page, &shown, None).into_response())
}

async fn shown(desk: &Desk, app: &AppState, id: ItemId) -> Result<Shown, PageError> {
    let (casework, proposer, decider) = (app.portal.casework.clone(), desk.proposer.clone(), desk.decider().ok());
    let (today, decides, sure) = (app.portal.clock.now().date(), desk.decides(), app.portal.sure);
    app.blocking(move || -> Result<_, PageError> {
        let case = casework.look(&proposer, id)?;
        let records = after::records_of(&case.children, today)?;
        let after = case.preview.as_ref().map(|preview| after::imagined(&case.children, preview, today));
        let before = after::before(&case, &records, today)?;
        let colleagues = match decider.filter(|_| case.may.assign) {
            Some(decider) => casework.assignable(&decider, id)?,
            None => Vec::new(),
        };
        let after = after.transpose()?.unwrap_or_default();
        Ok(Shown { after, before, sure, records, colleagues, case, decides })
    })
    .await
}

/// Warns whoever gives a reason of what it gives away of the children of an item.
pub(super) async fn heed(desk: &Desk, app: &AppState, id: &str, fields: &Fields) -> Result<(), PageError> {
    let (id, proposer) = (item_id(id)?, desk.proposer.clone());
    says::heed(app, fields, &["why"], move |casework| Ok(casework.children_of_item(&proposer, id)?)).await
}

/// After a decision: on to the list, where the next item is one key away. What cannot be done shows the item again.
pub(super) async fn finish(
    desk: &Desk,
    app: &AppState,
    id: ItemId,
    fields: &Fields,
    outcome: Result<(), PageError>,
    what: &str,
) -> Result<Response, PageError> {
    let list = if desk.decides() && what != "cancelled" { "/worklist" } else { "/worklist/proposed" };
    look_again(desk, app, id, fields, outcome, |()| address(list, what, id)).await
}

/// On when it went well; else the item as it is now, with the reason and what was typed.
pub(super) async fn look_again<T>(
    desk: &Desk,
    app: &AppState,
    id: ItemId,
    fields: &Fields,
    outcome: Result<T, PageError>,
    on: impl FnOnce(T) -> Redirect,
) -> Result<Response, PageError> {
    match outcome {
        Ok(done) => Ok(on(done).into_response()),
        Err(PageError::Work(status, words)) => {
            // Who may not see it is told no more than why.
            let Ok(shown) = shown(desk, app, id).await else { return Err(PageError::Work(status, words)) };
            let typed = Typed { error: words, why: fields.one("why").to_owned() };
            Ok((status, item::page(&desk.person.page, &shown, Some(&typed))).into_response())
        }
        Err(error) => Err(error),
    }
}
