//! The forms of regions.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::show::{list_with, one_with};
use super::{code, keeper, path, place as place_of};
use crate::access::{RegionAct, RegionError};
use crate::model::{RegionId, StateCode, Text};
use crate::web::desk::Fields;
use crate::web::form::Signed;
use crate::web::views::regions::{self as view, Asking, Trouble};
use crate::web::{AppState, PageError, Person};

pub(super) async fn create(
    person: Person,
    State(app): State<AppState>,
    Path(state): Path<String>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let (state, keeper, now) = (code(&state)?, keeper(&person)?, app.portal.clock.now());
    let name = fields.one("name").to_owned();
    match app.blocking(move || tried(keeper.create(state, &name, now))).await? {
        Ok(region) => Ok(Redirect::to(&path(state, region)).into_response()),
        Err(()) => {
            let page = list_with(&person, &app, Some(trouble(state, &fields))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub(super) async fn rename(
    person: Person,
    State(app): State<AppState>,
    Path((state, region)): Path<(String, String)>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let (state, region) = place_of(&state, &region)?;
    let (keeper, now, name) = (keeper(&person)?, app.portal.clock.now(), fields.one("name").to_owned());
    match app.blocking(move || tried(keeper.rename(state, region, &name, now))).await? {
        Ok(()) => Ok(Redirect::to(&path(state, region)).into_response()),
        Err(()) => {
            let page = one_with(&person, &app, (state, region), "", Some(trouble(state, &fields))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub(super) async fn switch(
    person: Person,
    State(app): State<AppState>,
    Path(state): Path<String>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let state = code(&state)?;
    if fields.one("on") != "yes" {
        return seen_first(&person, &app, state, None, RegionAct::SwitchOff, &fields).await;
    }
    let (keeper, now) = (keeper(&person)?, app.portal.clock.now());
    app.blocking(move || keeper.switch_on(state, now)).await?;
    Ok(Redirect::to("/regions").into_response())
}

pub(super) async fn close(
    person: Person,
    State(app): State<AppState>,
    Path((state, region)): Path<(String, String)>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let (state, region) = place_of(&state, &region)?;
    seen_first(&person, &app, state, Some(region), RegionAct::Close(region), &fields).await
}

/// Puts districts into the region, or takes them out of it.
pub(super) async fn place(
    person: Person,
    State(app): State<AppState>,
    Path((state, region)): Path<(String, String)>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let (state, region) = place_of(&state, &region)?;
    let to = (fields.one("out") != "yes").then_some(region);
    let districts = fields.all("district").map(Text::from).collect();
    seen_first(&person, &app, state, Some(region), RegionAct::Place { to, districts }, &fields).await
}

/// Shows what an act would change; carries it out when the form says that this was seen.
async fn seen_first(
    person: &Person,
    app: &AppState,
    state: StateCode,
    region: Option<RegionId>,
    act: RegionAct,
    fields: &Fields,
) -> Result<Response, PageError> {
    let (keeper, seen, now) = (keeper(person)?, fields.one("seen").to_owned(), app.portal.clock.now());
    if !seen.is_empty() {
        app.blocking(move || keeper.carry_out(state, &act, &seen, now)).await?;
        let back = region.map_or("/regions".to_owned(), |region| path(state, region));
        return Ok(Redirect::to(&back).into_response());
    }
    let (wanted, of) = (act.clone(), keeper.clone());
    let effect = app.blocking(move || keeper.preview(state, &wanted)).await?;
    let (_, regions) = app.blocking(move || of.list(state)).await?;
    let asking = Asking { state, region, act, effect, regions };
    Ok(view::preview(&person.page, &asking).into_response())
}

/// A name that cannot be taken is shown again; everything else has a page of its own.
fn tried<T>(outcome: Result<T, RegionError>) -> Result<Result<T, ()>, PageError> {
    match outcome {
        Ok(value) => Ok(Ok(value)),
        Err(RegionError::Name) => Ok(Err(())),
        Err(error) => Err(error.into()),
    }
}

fn trouble(state: StateCode, fields: &Fields) -> Trouble {
    Trouble { state, typed: fields.one("name").to_owned() }
}
