//! The portal: router, middleware, one handler file per action, views. It never touches the store: what it shows it
//! gets through capabilities. It must never put a word about a child into a URL or a log line: MSIX IDs only.

mod account;
mod accounts;
mod after;
mod applications;
mod apply;
pub mod assets;
mod audit;
mod back_off;
mod clocks;
pub mod cookies;
mod corrections;
mod desk;
mod draft;
pub mod error;
mod feed;
pub mod form;
mod help;
mod helpers;
mod home;
pub mod i18n;
mod keeper;
pub mod letters;
mod login;
mod logout;
pub mod machine;
mod merges;
mod middleware;
mod notices;
mod operations;
pub mod pace;
mod pdf;
mod person;
mod purpose;
mod queries;
mod regions;
mod requests;
mod says;
mod setup;
mod splits;
pub mod state;
pub mod student;
mod students;
mod submissions;
mod terms;
mod training;
mod undos;
pub mod views;
mod worklist;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get, post};

use crate::model::Clock;
pub use error::PageError;
pub use feed::api::feed_entry;
pub use feed::api::openapi::document as openapi;
pub use person::{LoggedIn, Person, Seeker};
pub use state::AppState;

/// Most bytes of a form.
const FORM_BYTES: usize = 64 << 10;

/// What the portal stands on.
pub struct Portal {
    /// Gives out the right to read children's records.
    pub children: crate::access::Children,
    /// Accounts and sessions.
    pub identity: crate::identity::Identity,
    /// The search box.
    pub search: crate::search::Index,
    /// Calendars and legal clocks.
    pub clocks: crate::clocks::Clocks,
    /// The worklist, notices, requests, corrections.
    pub casework: crate::casework::Casework,
    /// The states' files.
    pub submissions: crate::submission::Submissions,
    /// Which part of the joins that the program makes by itself is wanted to be right, between 0 and 1: for pages that
    /// say why it did not.
    pub sure: f32,
    /// Tells the day, for ages.
    pub clock: Arc<dyn Clock>,
    /// The portal's address in messages, without a slash at the end.
    pub address: String,
    /// Whether messages are mailed; else user administrators print the letters to new users.
    pub mails: bool,
    /// The machine under all of it, for its operator.
    pub machine: Arc<dyn machine::Machine>,
    /// `production`, `training` or `demo`: shown on every page and named in the cookie.
    pub environment: &'static str,
    /// What stands at the head and foot of the states' letters.
    pub agencies: crate::config::Agencies,
}

/// An address and the methods it takes.
pub type Route = (&'static str, fn() -> MethodRouter<AppState>);

/// Every address there is: the router is built from this table and from those of the
/// parts that have their own.
const ROUTES: &[Route] = &[
    ("/", || get(home::show)),
    ("/logout", || post(logout::submit)),
    ("/setup/{token}", || get(setup::show).post(setup::submit)),
    ("/purpose", || get(purpose::show).post(purpose::submit)),
    ("/students", || get(students::show).post(students::submit)),
    ("/students/suggestions", || post(students::suggest)),
    ("/merges", || post(merges::submit)),
    ("/merges/new", || get(merges::new)),
    ("/splits", || post(splits::submit)),
    ("/splits/new", || get(splits::new)),
    ("/undos", || post(undos::submit)),
    ("/undos/new", || get(undos::new)),
    ("/undos/exposure", || get(undos::exposure).post(undos::export)),
    ("/apply", || get(apply::show).post(apply::submit)),
    ("/terms", || get(terms::show).post(terms::submit)),
    ("/submissions", || get(submissions::list)),
    ("/submissions/{id}", || get(submissions::detail)),
    ("/audit", || get(audit::list)),
    ("/audit/{seq}", || get(audit::detail)),
    ("/help", || get(help::index)),
    ("/help/people", || get(helpers::show)),
    ("/help/{page}", || get(help::show)),
    ("/assets/{name}", || get(assets::show)),
    ("/favicon.ico", || get(assets::icon)),
];

/// All addresses with their methods.
pub fn routes() -> impl Iterator<Item = &'static Route> {
    let parts = [
        ROUTES,
        login::ROUTES,
        account::ROUTES,
        student::ROUTES,
        worklist::ROUTES,
        regions::ROUTES,
        applications::ROUTES,
        accounts::ROUTES,
        training::ROUTES,
        notices::ROUTES,
        requests::ROUTES,
        corrections::ROUTES,
        clocks::ROUTES,
        feed::ROUTES,
        operations::ROUTES,
    ];
    parts.into_iter().flatten()
}

/// All pages.
pub fn router(portal: Portal) -> Router {
    let state = AppState::new(portal);
    routes()
        .fold(Router::new(), |router, (path, methods)| router.route(path, methods()))
        .fallback(error::not_found)
        .method_not_allowed_fallback(error::wrong_method)
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .layer(from_fn_with_state(middleware::BODY_PATIENCE, middleware::whole_body))
        .layer(from_fn(middleware::same_origin))
        .layer(from_fn(middleware::switch_language))
        .layer(from_fn_with_state(state.clone(), error::render))
        .layer(from_fn(middleware::headers))
        .layer(from_fn(middleware::trace))
        .with_state(state)
}

/// The same pages for these names alone; for any name when there are none.
pub fn for_hosts(pages: Router, hosts: &[String]) -> Router {
    let hosts: Arc<[String]> = hosts.into();
    pages.layer(from_fn_with_state(hosts, middleware::known_host)).layer(from_fn(middleware::headers))
}

#[cfg(test)]
mod tests;
