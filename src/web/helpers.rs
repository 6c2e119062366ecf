//! `/help/people`: who can help me. For everybody who has logged in; a stranger is told whom to ask, not who there is.

use axum::extract::{Query, State};
use maud::{Markup, html};

use super::desk::Fields;
use super::i18n::{Language, t, t_args};
use super::views::layout::{self, PageContext};
use super::views::parts::role;
use super::{AppState, PageError, Person};
use crate::access::Helper;
use crate::model::StateCode;

/// Longest text that is looked for, in characters.
const TYPED: usize = 80;

/// Shows the form, and the helpers of the state that was chosen, or of the person's own.
pub(super) async fn show(
    person: Person,
    State(app): State<AppState>,
    Query(asked): Query<Fields>,
) -> Result<Markup, PageError> {
    let own = person.account.grants.iter().find_map(|grant| grant.area.state());
    let state = asked.one("state").parse().ok().or(own);
    let typed: String = asked.one("q").trim().chars().take(TYPED).collect();
    let (children, account, words) = (person.children.clone(), person.account.clone(), typed.clone());
    let found = match state {
        Some(state) => {
            let found = app.blocking(move || -> Result<_, PageError> {
                let found = children.helpers(&account, state, &words);
                found.map_err(|error| PageError::internal("looking for people", &error))
            });
            Some((state, found.await?))
        }
        None => None,
    };
    Ok(view(&person.page, &typed, found.as_ref()))
}

fn view(context: &PageContext, typed: &str, found: Option<&(StateCode, Vec<Helper>)>) -> Markup {
    let lang = context.language;
    let title = t(lang, "helpers-title");
    layout::page(
        context,
        &title,
        html! {
            p { a href="/help" { (t(lang, "help-back")) } }
            h1 { (title) }
            p { (t(lang, "helpers-what")) }
            form method="get" action="/help/people" class="card stack" role="search" {
                label class="field" { span { (t(lang, "helpers-state")) } select name="state" {
                    @for state in StateCode::by_name() {
                        option value=(state) selected[found.is_some_and(|(chosen, _)| *chosen == state)] { (state.name()) }
                    }
                } }
                label class="field" { span { (t(lang, "helpers-words")) }
                    input type="search" name="q" value=(typed) maxlength="80" autocomplete="off"; }
                button class="button" type="submit" { (t(lang, "helpers-go")) }
            }
            @if let Some((state, people)) = found {
                p class="count" role="status" { (state.name()) ": " (t_args(lang, "helpers-count", &[("count", people.len().into())])) }
                @if people.is_empty() { div class="notice" { p { (t(lang, "helpers-none")) } } }
                ul class="helpers" { @for one in people { li class="card" { (card(lang, one, *state)) } } }
            }
        },
    )
}

fn card(lang: Language, one: &Helper, state: StateCode) -> Markup {
    html! {
        h2 { (one.name) }
        p { (role(lang, one.role)) ", " @if one.place.is_empty() { (state.name()) } @else { (one.place) } }
        @if !one.title.is_empty() { p class="quiet" { (one.title) } }
        @if !one.phone.is_empty() { p { a class="phone" href={ "tel:" (dialed(&one.phone)) } { (one.phone) } } }
        @if !one.email.is_empty() { p { a href={ "mailto:" (one.email) } { (one.email) } } }
    }
}

/// The digits of a telephone number, and the plus at its front.
fn dialed(phone: &str) -> String {
    phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}
