//! `/apply`: the application for access, open to everybody (OMB 1810-0686).

use std::net::{IpAddr, SocketAddr};
use std::time::Instant;

use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Form};

use super::back_off::Source;
use super::desk::{Fields, is_line};
use super::i18n::Language;
use super::views::layout::PageContext;
use super::views::life::apply as view;
use super::{AppState, PageError, cookies};
use crate::identity::NewApplication;
use crate::model::{Area, Date, Email, Grant, Origin, Profile, RegionId, Role, StateCode, Text};

/// Most characters of a field.
const MOST: usize = 200;

/// The form, or that an application arrived.
pub(super) async fn show(
    State(app): State<AppState>,
    headers: HeaderMap,
    Query(asked): Query<Fields>,
) -> impl IntoResponse {
    let context = context(&app, &headers);
    if asked.ticked("sent") { view::sent(&context) } else { view::form(&context, &Fields::default(), &[]) }
}

/// Takes an application. What is wrong with it is shown above the form, with all that was typed. The answer is the same
/// whether the address has an account or not.
pub(super) async fn submit(
    State(app): State<AppState>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    let context = context(&app, &headers);
    let peer: Option<IpAddr> = peer.map(|Extension(ConnectInfo(peer)): Extension<ConnectInfo<SocketAddr>>| peer.ip());
    let from: Vec<Source> = peer.map(Source::at).into_iter().collect();
    if app.applications.waits(&from, Instant::now()) {
        return Err(PageError::Busy);
    }
    let new = match read(&fields, context.language, app.portal.clock.now().date()) {
        Ok(new) => new,
        Err(wrong) => {
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, view::form(&context, &fields, &wrong)).into_response());
        }
    };
    app.applications.refused(&from, Instant::now());
    let identity = app.portal.identity.clone();
    app.blocking(move || identity.apply(new, place_of(peer))).await?;
    Ok(Redirect::to("/apply?sent=1").into_response())
}

fn context(app: &AppState, headers: &HeaderMap) -> PageContext {
    PageContext::stranger(cookies::language(headers, None), app.portal.environment, "/apply")
}

/// Where a stranger is, for the audit log.
pub(super) fn place_of(peer: Option<IpAddr>) -> Origin {
    peer.map_or(Origin::Unknown, |peer| Origin::at(&peer.to_string()))
}

/// The application that a form holds, or the names of the fields that are wrong.
fn read(fields: &Fields, language: Language, today: Date) -> Result<NewApplication, Vec<&'static str>> {
    let mut wrong = Vec::new();
    let mut text = |name: &'static str, needed: bool| {
        let typed = fields.one(name).trim();
        // The supervisor reads the name in a genuine mail: no lines and no address of a stranger's in it.
        let addresses = name == "name" && typed.contains("://");
        if !is_line(typed, MOST) || addresses || (needed && typed.is_empty()) {
            wrong.push(name);
        }
        Text::from(typed)
    };
    let profile = Profile {
        name: text("name", true),
        title: text("title", true),
        address: text("address", true),
        phone: text("phone", true),
        email: Text::default(),
    };
    let (place, supervisor) = (text("place", false), text("supervisor", true));
    let email: Option<Email> = fields.one("email").parse().ok();
    let supervisor_email: Option<Email> = fields.one("supervisor_email").parse().ok();
    let wanted = wanted(fields.one("role"), fields.one("state"), fields.one("district"));
    let typed = fields.one("security_training").trim();
    let security_training: Option<Date> = typed.parse().ok().filter(|day| *day <= today);
    let checks = [
        ("email", email.is_none()),
        ("role", wanted.is_none()),
        ("supervisor_email", supervisor_email.is_none() || supervisor_email == email),
        ("security_training", !typed.is_empty() && security_training.is_none()),
    ];
    wrong.extend(checks.into_iter().filter(|(_, is_wrong)| *is_wrong).map(|(name, _)| name));
    match (email, supervisor_email, wanted) {
        (Some(email), Some(supervisor_email), Some(wanted)) if wrong.is_empty() => Ok(NewApplication {
            profile: Profile { email: email.as_str().into(), ..profile },
            wanted,
            place,
            supervisor,
            supervisor_email,
            language: language.code().into(),
            security_training,
        }),
        _ => Err(wrong),
    }
}

/// A role of a state, and where: a district by its NCES identifier of seven digits, else the state.
fn wanted(role: &str, state: &str, district: &str) -> Option<Grant> {
    let role = Role::from_word(role).filter(|role| role.is_of_a_state())?;
    let state: StateCode = state.parse().ok()?;
    let district = district.trim();
    let area = match district.len() {
        0 => Area::State(state),
        7 if district.bytes().all(|b| b.is_ascii_digit()) => Area::District(state, district.into()),
        _ => return None,
    };
    Some(Grant { role, area })
}

/// A role with its place as a user administrator gives it: a region by its number, else as in an application.
pub(super) fn given(fields: &Fields) -> Option<Grant> {
    let grant = wanted(fields.one("role"), fields.one("state"), fields.one("district"))?;
    match (fields.one("region").trim(), grant.area.state()) {
        ("", _) => Some(grant),
        (region, Some(state)) if fields.one("district").trim().is_empty() => {
            Some(Grant { area: Area::Region(state, RegionId(region.parse().ok()?)), ..grant })
        }
        _ => None,
    }
}
