//! `POST /notices/{id}/{act}`, `POST /notices/{id}/assign`: what is done about a notice. What cannot be done shows the
//! notice again, with the reason and what was typed.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::show::look;
use super::{notice_id, worker};
use crate::access::Permission;
use crate::casework::{NoticeAct, NoticeAnswer};
use crate::model::{NoticeId, Text};
use crate::web::desk::Fields;
use crate::web::form::Signed;
use crate::web::views::notices::show as view;
use crate::web::{AppState, PageError, Person, says};

/// Answers or withdraws it.
pub(super) async fn submit(
    person: Person,
    State(app): State<AppState>,
    Path((id, act)): Path<(String, String)>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let (who, casework, id) = (worker(&person)?, app.portal.casework.clone(), notice_id(&id)?);
    let writer = who.clone();
    says::heed(&app, &fields, &["why"], move |casework| Ok(casework.children_of_notice(&writer, id)?)).await?;
    let act = NoticeAct::ALL.into_iter().find(|one| one.word() == act).ok_or(PageError::NotFound)?;
    let (enrolled, note) = (fields.children("enrolled", usize::MAX)?, fields.why_if_any());
    let done = app
        .blocking(move || -> Result<_, PageError> {
            Ok(casework.handle_notice(&who, id, NoticeAnswer { act, enrolled, note: note? })?)
        })
        .await;
    finish(&person, &app, (id, "?done=1"), &fields, done).await
}

/// Gives it to others.
pub(super) async fn assign(
    person: Person,
    State(app): State<AppState>,
    Path(id): Path<String>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let (who, casework, id) = (worker(&person)?, app.portal.casework.clone(), notice_id(&id)?);
    let to: Vec<Text> = fields.all("to").map(Text::from).collect();
    let done = app.blocking(move || casework.assign_notice(&who, id, &to)).await;
    finish(&person, &app, (id, ""), &fields, done).await
}

async fn finish(
    person: &Person,
    app: &AppState,
    (id, said): (NoticeId, &str),
    fields: &Fields,
    done: Result<(), PageError>,
) -> Result<Response, PageError> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/notices/{}{said}", id.0)).into_response()),
        Err(PageError::Work(status, words)) => {
            // Who may not see it is told no more than why.
            let Ok(case) = look(person, app, id).await else { return Err(PageError::Work(status, words)) };
            let enrolled = fields.all("enrolled").collect();
            let said = view::Said { error: Some(words), enrolled, note: fields.one("why"), ..view::Said::default() };
            let now = app.portal.clock.now();
            let page = view::page(&person.page, &case, now, person.page.may(Permission::Decide), &said);
            Ok((status, page).into_response())
        }
        Err(error) => Err(error),
    }
}
