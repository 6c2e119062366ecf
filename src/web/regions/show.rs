//! `GET /regions` and `GET /regions/{state}/{region}`.

use axum::extract::{Path, Query, State};
use maud::Markup;

use super::{keeper, place};
use crate::access::RegionKeeper;
use crate::model::{RegionId, StateCode};
use crate::web::desk::Fields;
use crate::web::views::regions::{self as view, Found, StateRegions, Trouble};
use crate::web::{AppState, PageError, Person};

/// Districts that a search shows.
const FOUND: usize = 50;

pub(super) async fn list(person: Person, State(app): State<AppState>) -> Result<Markup, PageError> {
    list_with(&person, &app, None).await
}

pub(super) async fn one(
    person: Person,
    State(app): State<AppState>,
    Path((state, region)): Path<(String, String)>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let (state, region) = place(&state, &region)?;
    one_with(&person, &app, (state, region), asked.one("q"), None).await
}

/// The list, with what was typed into it and could not be taken.
pub(super) async fn list_with(person: &Person, app: &AppState, trouble: Option<Trouble>) -> Result<Markup, PageError> {
    let keeper = keeper(person)?;
    let states = app.blocking(move || all(&keeper)).await?;
    Ok(view::list(&person.page, &states, trouble.as_ref()))
}

fn all(keeper: &RegionKeeper) -> Result<Vec<StateRegions>, PageError> {
    let of = |state| -> Result<StateRegions, PageError> {
        let (on, regions) = keeper.list(state)?;
        Ok(StateRegions { state, on, regions })
    };
    keeper.states().into_iter().map(of).collect()
}

/// A region, likewise.
pub(super) async fn one_with(
    person: &Person,
    app: &AppState,
    (state, region): (StateCode, RegionId),
    typed: &str,
    trouble: Option<Trouble>,
) -> Result<Markup, PageError> {
    let (keeper, typed) = (keeper(person)?, typed.trim().to_owned());
    let (drawing, found) = app
        .blocking(move || -> Result<_, PageError> {
            let drawing = keeper.region(state, region)?;
            if typed.is_empty() {
                return Ok((drawing, None));
            }
            let (seats, more) = keeper.find_districts(state, &typed, FOUND)?;
            Ok((drawing, Some(Found { typed, seats, more })))
        })
        .await?;
    Ok(view::one(&person.page, &drawing, found.as_ref(), trouble.as_ref()))
}
