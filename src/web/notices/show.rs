//! `GET /notices/{id}`: a notice with everything that is needed to answer it.

use axum::extract::{Path, Query, State};
use maud::Markup;

use super::{notice_id, worker};
use crate::access::Permission;
use crate::casework::NoticeCase;
use crate::model::NoticeId;
use crate::web::desk::Fields;
use crate::web::views::notices::show as view;
use crate::web::{AppState, PageError, Person};

pub(super) async fn show(
    person: Person,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let case = look(&person, &app, notice_id(&id)?).await?;
    let now = app.portal.clock.now();
    let said = view::Said { sent: asked.ticked("sent"), done: asked.ticked("done"), ..view::Said::default() };
    Ok(view::page(&person.page, &case, now, person.page.may(Permission::Decide), &said))
}

pub(super) async fn look(person: &Person, app: &AppState, id: NoticeId) -> Result<NoticeCase, PageError> {
    let (who, casework) = (worker(person)?, app.portal.casework.clone());
    app.blocking(move || casework.look_at_notice(&who, id)).await
}
