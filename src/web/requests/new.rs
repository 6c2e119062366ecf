//! `GET /requests/new`, `POST /requests`: the form, with what the record lacks proposed, and the sending.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::asking::{Asking, NoFiles};
use crate::casework::{NewRequest, RequestError};
use crate::clocks::today;
use crate::model::{Area, Date, MsixId, RegionId, StateCode, Wanted};
use crate::records;
use crate::web::desk::Fields;
use crate::web::form::Signed;
use crate::web::views::requests::{self as views, Form};
use crate::web::{AppState, PageError, says};

/// In the log of readings.
const PART: &str = "request";

pub(super) async fn show(
    asking: Asking,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let form = form(&asking, &app, &asked).await?;
    Ok(views::form(&asking.person.page, &form, &asked, None))
}

/// Sends it; what cannot be sent shows the form again with what was typed.
pub(super) async fn submit(
    asking: Asking,
    _none: NoFiles,
    State(app): State<AppState>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let asked = child(&fields)?;
    says::heed(&app, &fields, &["text"], move |_| Ok(vec![asked])).await?;
    let (worker, casework, new) = (asking.worker.clone(), app.portal.casework.clone(), new_request(&fields));
    let sent = app.blocking(move || -> Result<_, PageError> {
        match casework.send_request(&worker, new?) {
            Err(RequestError::Twice(same)) => Ok(Err(same)),
            sent => Ok(Ok(sent?)),
        }
    });
    let (error, same) = match sent.await {
        Ok(Ok(id)) => return Ok(Redirect::to(&format!("/requests/{id}?done=sent")).into_response()),
        Ok(Err(same)) => (RequestError::Twice(same).into(), Some(same)),
        Err(error) => (error, None),
    };
    let PageError::Work(status, words) = error else { return Err(error) };
    let form = Form { same, ..form(&asking, &app, &fields).await? };
    Ok((status, views::form(&asking.person.page, &form, &fields, Some(words))).into_response())
}

/// What the fields ask for. What is not a thing that can be asked for is an error, not left out.
fn new_request(fields: &Fields) -> Result<NewRequest, PageError> {
    let wanted: Result<Vec<Wanted>, _> = fields.all("want").map(str::parse).collect();
    let day = fields.one("needed_by").trim();
    let day: Option<Result<Date, _>> = (!day.is_empty()).then(|| day.parse());
    Ok(NewRequest {
        child: child(fields)?,
        to: area(fields.one("to")).ok_or(RequestError::NoState)?,
        wanted: wanted.map_err(|_| PageError::BadForm)?,
        needed_by: day.transpose().map_err(|_| RequestError::Day)?,
        words: fields.one("text").to_owned(),
    })
}

fn child(fields: &Fields) -> Result<MsixId, PageError> {
    fields.one("child").parse().map_err(|_| PageError::NoSuchChild)
}

/// `TX`, a district of it: `TX:4800001`, or a region: `TX:r1`.
fn area(text: &str) -> Option<Area> {
    let (state, district) = text.split_once(':').unwrap_or((text, ""));
    let state: StateCode = state.parse().ok()?;
    match district {
        "" => Some(Area::State(state)),
        region if region.starts_with('r') => Some(Area::Region(state, RegionId(region.get(1..)?.parse().ok()?))),
        district if district.len() == 7 && district.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(Area::District(state, district.into()))
        }
        _ => None,
    }
}

/// The form of the state that is named, or of the first whose record lacks something.
async fn form(asking: &Asking, app: &AppState, fields: &Fields) -> Result<Form, PageError> {
    let (worker, casework, child) = (asking.worker.clone(), app.portal.casework.clone(), child(fields)?);
    let now = app.portal.clock.now();
    let named = fields.one("state").parse().ok().or(area(fields.one("to")).and_then(|area| area.state()));
    app.blocking(move || -> Result<_, PageError> {
        let opened = worker.reader().open(child, PART).map_err(|error| PageError::internal("a record", &error))?;
        let record = records::consolidate(&opened, None, now.date())?.ok_or(PageError::NoSuchChild)?;
        let lacks = casework.lacks(&opened)?;
        let first = lacks.first().map(|one| one.state).or(record.members.first().map(|member| member.key.state));
        let state = named.or(first).ok_or(PageError::NoSuchChild)?;
        let blank = casework.blank_request(&worker, &opened, state)?;
        Ok(Form { blank, record, today: today(Some(state), now), same: None })
    })
    .await
}
