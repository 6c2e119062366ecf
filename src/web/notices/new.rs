//! `/notices/new`, `/notices/preview`, `POST /notices`: a move is announced. The form, a look at what it would do, and
//! the sending.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::worker;
use crate::casework::{NewNotice, NoticePlan, Spot};
use crate::model::{Area, Direction, Grant, MoveDay, MsixId, StateCode, Text};
use crate::records;
use crate::web::desk::Fields;
use crate::web::form::Signed;
use crate::web::views::notices::new as view;
use crate::web::{AppState, PageError, Person, says};

/// How many children a form may name: how many are too many for one family is for the casework to say, and the form shows
/// it with what was typed.
const ANY: usize = usize::MAX;

/// The form for a child of whom nothing was typed yet.
pub(super) async fn show(
    person: Person,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    form(&person, &app, &asked, None).await
}

/// The form again, with what was typed.
pub(super) async fn change(
    person: Person,
    State(app): State<AppState>,
    Signed(fields): Signed<Fields>,
) -> Result<Markup, PageError> {
    form(&person, &app, &fields, None).await
}

/// What sending would do; the form again when something does not fit.
pub(super) async fn preview(
    person: Person,
    State(app): State<AppState>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    worker(&person)?;
    look(&person, &app, &fields).await
}

async fn look(person: &Person, app: &AppState, fields: &Fields) -> Result<Response, PageError> {
    let read = read(fields)?;
    let plan = match read.clone() {
        Ok(new) => plan(person, app, new).await,
        Err(words) => Err(PageError::Work(StatusCode::UNPROCESSABLE_ENTITY, words)),
    };
    match (plan, read) {
        (Ok((plan, faces)), Ok(new)) => Ok(view::preview(&person.page, &new, &plan, &faces, fields).into_response()),
        (Err(PageError::Work(status, words)), _) => {
            Ok((status, form(person, app, fields, Some(words)).await?).into_response())
        }
        (Err(error), _) => Err(error),
        (Ok(_), Err(_)) => Err(PageError::BadForm),
    }
}

/// Sends it.
pub(super) async fn send(
    person: Person,
    State(app): State<AppState>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let (who, casework) = (worker(&person)?, app.portal.casework.clone());
    let new = read(&fields)?.map_err(|_| PageError::BadForm)?;
    let children = new.children.clone();
    says::heed(&app, &fields, &["comment"], move |_| Ok(children)).await?;
    match app.blocking(move || casework.announce(&who, &new)).await {
        Ok(id) => Ok(Redirect::to(&format!("/notices/{}?sent=1", id.0)).into_response()),
        // Somebody has announced it since: the page before the sending says what is open.
        Err(PageError::Work(status @ StatusCode::CONFLICT, _)) => {
            Ok((status, look(&person, &app, &fields).await?).into_response())
        }
        Err(PageError::Work(status, words)) => {
            Ok((status, form(&person, &app, &fields, Some(words)).await?).into_response())
        }
        Err(error) => Err(error),
    }
}

async fn plan(person: &Person, app: &AppState, new: NewNotice) -> Result<(NoticePlan, view::Faces), PageError> {
    let (who, casework) = (worker(person)?, app.portal.casework.clone());
    app.blocking(move || -> Result<_, PageError> {
        let plan = casework.plan_notice(&who, &new)?;
        let faces = casework.faces_for(&who, &new.children)?;
        Ok((plan, faces))
    })
    .await
}

async fn form(
    person: &Person,
    app: &AppState,
    fields: &Fields,
    error: Option<&'static str>,
) -> Result<Markup, PageError> {
    let (who, casework) = (worker(person)?, app.portal.casework.clone());
    let child = *fields.children("child", ANY)?.first().ok_or(PageError::NoSuchChild)?;
    let (today, district) = (app.portal.clock.now().date(), own_district(person));
    let asked = app
        .blocking(move || -> Result<_, PageError> {
            let opened = who.reader().open(child, "notice");
            let opened = opened.map_err(|error| PageError::internal("opening a record", &error))?;
            let record = records::consolidate(&opened, None, today)?.ok_or(PageError::NoSuchChild)?;
            let relations = casework.relations(&who, &opened)?;
            let mut open = casework.notices_of(&who, &opened)?;
            open.retain(|notice| notice.status.is_open());
            Ok(view::Asked { record, relations, open, own: casework.sends_for(&who)?, district })
        })
        .await?;
    Ok(view::form(&person.page, &asked, fields, error))
}

/// The district of somebody who works in one alone.
fn own_district(person: &Person) -> Option<(StateCode, Text)> {
    match person.account.grants.as_slice() {
        [Grant { area: Area::District(state, district), .. }] => Some((*state, district.clone())),
        _ => None,
    }
}

/// What was typed, or the message of what is missing. Refused when it is no form of ours.
fn read(fields: &Fields) -> Result<Result<NewNotice, &'static str>, PageError> {
    worded(fields.one("direction"))?;
    let spot = |side: &str| -> Option<Spot> {
        let state: StateCode = fields.one(&format!("{side}_state")).parse().ok()?;
        Some(Spot { state, within: fields.one(&format!("{side}_place")).to_owned() })
    };
    let children: Vec<MsixId> = fields.children("child", ANY)?;
    let (Some(from), Some(to)) = (spot("from"), spot("to")) else { return Ok(Err("notices-error-state")) };
    let Some(day) = day(fields) else { return Ok(Err("notices-error-day")) };
    Ok(Ok(NewNotice {
        children,
        direction: worded(fields.one("direction"))?,
        from,
        to,
        day,
        contact: fields.one("contact").trim().into(),
        comment: fields.one("comment").trim().into(),
        anyway: fields.ticked("anyway"),
    }))
}

fn worded(word: &str) -> Result<Direction, PageError> {
    Direction::ALL.into_iter().find(|way| way.word() == word).ok_or(PageError::BadForm)
}

fn day(fields: &Fields) -> Option<MoveDay> {
    let day = fields.one("day").parse().ok();
    match fields.one("when") {
        "known" => day.map(MoveDay::Known),
        "expected" => day.map(MoveDay::Expected),
        // A day that was typed is about the day, whatever else is ticked: nothing typed is dropped.
        _ => Some(day.map_or(MoveDay::Unknown, MoveDay::Expected)),
    }
}
