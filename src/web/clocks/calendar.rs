//! `/clocks/calendar/{state}`: the days on which a state does not work, and its districts' terms. What moves clocks is a
//! form that is sent twice: first it says how many would move.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::{keeper, viewer};
use crate::clocks::{NewClosure, NewTerm};
use crate::model::{Date, StateCode, Text};
use crate::web::desk::Fields;
use crate::web::form::Signed;
use crate::web::views::clocks::calendar::{self as view, Asking, Calendar};
use crate::web::{AppState, PageError, Person};

pub(super) async fn show(
    person: Person,
    State(app): State<AppState>,
    Path(state): Path<String>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let (who, clocks, state) = (viewer(&person)?, app.portal.clocks.clone(), code(&state)?);
    let this = app.portal.clock.now().date().year();
    let year = asked.one("year").parse().ok().filter(|year| (this - 10..=this + 10).contains(year)).unwrap_or(this);
    let edits = keeper(&person).ok().map(|keeper| keeper.jurisdiction().clone()).filter(|reach| reach.touches(state));
    let moved = asked.one("moved").parse().ok();
    let calendar = app
        .blocking(move || -> Result<_, PageError> {
            let days = clocks.year(&who, state, year)?;
            let (edits, whole) = (edits.is_some(), edits.is_some_and(|reach| reach.holds(state)));
            Ok(Calendar { state, year, days, edits, whole, own: who.jurisdiction().states_or_all(), moved })
        })
        .await?;
    Ok(view::page(&person.page, &calendar))
}

pub(super) async fn close(
    person: Person,
    State(app): State<AppState>,
    Path(state): Path<String>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let (who, clocks, state) = (keeper(&person)?, app.portal.clocks.clone(), code(&state)?);
    let (first, name) = (day(&fields, "first")?, Text::from(fields.one("name").trim()));
    let last = if fields.one("last").is_empty() { first } else { day(&fields, "last")? };
    let new = NewClosure { district: district(&fields), first, last, name };
    let sure = fields.ticked("sure");
    let asking = Asking { state, closes: true, new: new.clone(), moved: 0 };
    let moved = app
        .blocking(move || if sure { clocks.close(&who, state, &new) } else { clocks.preview(&who, state, &new) })
        .await?;
    Ok(if sure {
        back(state, first, moved)
    } else {
        view::asks(&person.page, &Asking { moved, ..asking }).into_response()
    })
}

pub(super) async fn open(
    person: Person,
    State(app): State<AppState>,
    Path(state): Path<String>,
    Signed(fields): Signed<Fields>,
) -> Result<Response, PageError> {
    let (who, clocks, state) = (keeper(&person)?, app.portal.clocks.clone(), code(&state)?);
    let (day, district, sure) = (day(&fields, "first")?, district(&fields), fields.ticked("sure"));
    let name = Text::from(fields.one("name"));
    let new = NewClosure { district: district.clone(), first: day, last: day, name };
    let moved = app
        .blocking(move || match sure {
            true => clocks.open(&who, state, &district, day),
            false => clocks.preview_without(&who, state, &district, day),
        })
        .await?;
    let asking = Asking { state, closes: false, new, moved };
    Ok(if sure { back(state, day, moved) } else { view::asks(&person.page, &asking).into_response() })
}

pub(super) async fn add_term(
    person: Person,
    State(app): State<AppState>,
    Path(state): Path<String>,
    Signed(fields): Signed<Fields>,
) -> Result<Redirect, PageError> {
    let (who, clocks, state) = (keeper(&person)?, app.portal.clocks.clone(), code(&state)?);
    let (begins, ends) = (day(&fields, "begins")?, day(&fields, "ends")?);
    let new = NewTerm { district: district(&fields), kind: fields.one("kind").into(), begins, ends };
    app.blocking(move || clocks.add_term(&who, state, &new)).await?;
    Ok(Redirect::to(&format!("{}?year={}", path(state), ends.year())))
}

pub(super) async fn remove_term(
    person: Person,
    State(app): State<AppState>,
    Path(state): Path<String>,
    Signed(fields): Signed<Fields>,
) -> Result<Redirect, PageError> {
    let (who, clocks, state) = (keeper(&person)?, app.portal.clocks.clone(), code(&state)?);
    let (district, ends) = (district(&fields), day(&fields, "ends")?);
    app.blocking(move || clocks.remove_term(&who, state, &district, ends)).await?;
    Ok(Redirect::to(&format!("{}?year={}", path(state), ends.year())))
}

/// The address of a state's calendar.
pub(in crate::web) fn path(state: StateCode) -> String {
    format!("/clocks/calendar/{state}")
}

fn back(state: StateCode, day: Date, moved: usize) -> Response {
    Redirect::to(&format!("{}?year={}&moved={moved}", path(state), day.year())).into_response()
}

fn code(state: &str) -> Result<StateCode, PageError> {
    state.parse().map_err(|_| PageError::NotFound)
}

fn district(fields: &Fields) -> Text {
    fields.one("district").trim().into()
}

fn day(fields: &Fields, name: &str) -> Result<Date, PageError> {
    fields.one(name).parse().map_err(|_| PageError::NoSuchDay)
}
