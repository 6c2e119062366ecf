//! `/`: what needs me today.

use axum::extract::State;
use maud::{Markup, html};

use super::i18n::{t, t_args};
use super::views::casework::list as work;
use super::views::layout;
use super::{AppState, PageError, Person, students, submissions};
use crate::access::Permission;
use crate::casework::WorkCounts;
use crate::model::Submission;

/// Submissions shown on the start page.
const SHOWN: usize = 5;

/// Shows what waits for the person, the search box, and the newest submissions of the person's states.
pub(super) async fn show(person: Person, State(app): State<AppState>) -> Result<Markup, PageError> {
    let mut mine = submissions::visible(&person, &app).await?;
    mine.truncate(SHOWN);
    let decider = app.portal.children.decider(&person.account, &person.session).ok();
    let casework = app.portal.casework.clone();
    let counts = match decider {
        Some(decider) => Some(app.blocking(move || casework.counts(&decider)).await?),
        None => None,
    };
    Ok(view(&person, &mine, counts.as_ref()))
}

fn view(person: &Person, mine: &[Submission], counts: Option<&WorkCounts>) -> Markup {
    let lang = person.language;
    let title = t_args(lang, "home-title", &[("name", person.account.display_name().into())]);
    layout::page(
        &person.page,
        &t(lang, "nav-home"),
        html! {
            h1 { (title) }
            @if let Some(counts) = counts { (work::home(lang, counts)) }
            @if person.page.may(Permission::Read) {
                (students::search_form(&person.page, &students::Fields::default()))
            } @else {
                div class="notice" { p { (t(lang, "home-no-children")) } }
            }
            section aria-labelledby="mine" {
                h2 id="mine" { (t(lang, "home-submissions")) }
                (submissions::table(lang, mine))
                p { a href="/submissions" { (t(lang, "home-all-submissions")) } }
            }
        },
    )
}
