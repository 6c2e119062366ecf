//! `/help/{page}`: how do I. Open to everybody, since the login page links to it.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use maud::{Markup, html};

use super::i18n::{Language, t};
use super::views::layout::{self, PageContext};
use super::{AppState, PageError, Person, cookies};

/// The pages: name in the address, and how many paragraphs the message files have under `help-{name}-{n}`.
const PAGES: &[(&str, usize)] =
    &[("search", 4), ("record", 3), ("submissions", 3), ("matches", 6), ("clocks", 5), ("privacy", 4)];

/// The list of pages.
pub(super) async fn index(person: Option<Person>, State(app): State<AppState>, headers: HeaderMap) -> Markup {
    let context = context(person, &app, &headers, "/help");
    let lang = context.language;
    let title = t(lang, "nav-help");
    layout::page(
        &context,
        &title,
        html! {
            h1 { (title) }
            @if context.arrived { p { a href="/help/people" { (t(lang, "helpers-title")) } } }
            ul class="links" { @for (name, _) in PAGES { li { a href={ "/help/" (name) } { (heading(lang, name)) } } } }
        },
    )
}

/// One page.
pub(super) async fn show(
    person: Option<Person>,
    State(app): State<AppState>,
    headers: HeaderMap,
    Path(page): Path<String>,
) -> Result<Markup, PageError> {
    let (name, paragraphs) = PAGES.iter().find(|(name, _)| *name == page).ok_or(PageError::NotFound)?;
    let context = context(person, &app, &headers, &format!("/help/{name}"));
    let lang = context.language;
    let title = heading(lang, name);
    Ok(layout::page(
        &context,
        &title,
        html! {
            p { a href="/help" { (t(lang, "help-back")) } }
            h1 { (title) }
            div class="prose" { @for n in 1..=*paragraphs { p { (t(lang, &format!("help-{name}-{n}"))) } } }
        },
    ))
}

fn heading(lang: Language, name: &str) -> String {
    t(lang, &format!("help-{name}"))
}

fn context(person: Option<Person>, app: &AppState, headers: &HeaderMap, path: &str) -> PageContext {
    let stranger = || PageContext::stranger(cookies::language(headers, None), app.portal.environment, path);
    person.map_or_else(stranger, |person| person.page)
}
