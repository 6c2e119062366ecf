//! `/purpose`: why records are opened. One tap on one of the five routine uses; it is kept for the session and written
//! down with every record opened in it (SORN 18-14-04; FERPA, 34 CFR 99.31 and 99.32).

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;

use super::form::Signed;
use super::i18n::t;
use super::login::{safe_next, with_way_back};
use super::views::layout::{self, PageContext, csrf_field};
use super::views::parts::purpose_key;
use super::{AppState, PageError, Seeker, cookies};
use crate::model::Purpose;

/// In the order of how often front-line users need them.
const PURPOSES: [Purpose; 5] =
    [Purpose::Enrollment, Purpose::Placement, Purpose::CreditAccrual, Purpose::Participation, Purpose::MatchResolution];

#[derive(Deserialize)]
pub(super) struct Way {
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
pub(super) struct Fields {
    purpose: Purpose,
    #[serde(default)]
    next: String,
}

/// The address of the page, which then goes on to `next`.
pub(super) fn address(next: &str) -> String {
    with_way_back("/purpose", way_on(next))
}

/// Shows the five.
pub(super) async fn show(Seeker { person, .. }: Seeker, Query(way): Query<Way>) -> Markup {
    view(&person.page, way_on(&way.next))
}

/// Keeps the one that was chosen and goes on.
pub(super) async fn submit(
    Seeker { person, .. }: Seeker,
    State(app): State<AppState>,
    headers: HeaderMap,
    Signed(fields): Signed<Fields>,
) -> Result<Redirect, PageError> {
    let name = cookies::session_name(app.portal.environment);
    let cookie = cookies::value(&headers, &name).unwrap_or_default().to_owned();
    let identity = person.identity(&app);
    app.blocking(move || identity.state_purpose(&cookie, fields.purpose)).await?;
    Ok(Redirect::to(way_on(&fields.next)))
}

/// A page of this site that is not this one, or the search.
fn way_on(next: &str) -> &str {
    match safe_next(next) {
        next if next.is_empty() || next == "/" || next.starts_with("/purpose") => "/students",
        next => next,
    }
}

fn view(context: &PageContext, next: &str) -> Markup {
    let lang = context.language;
    let title = t(lang, "purpose-title");
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            p id="why" { (t(lang, "purpose-why")) }
            form method="post" action="/purpose" class="purposes" aria-describedby="why" {
                (csrf_field(context))
                input type="hidden" name="next" value=(next);
                @for purpose in PURPOSES {
                    button name="purpose" value=(purpose.word()) type="submit" {
                        strong { (t(lang, purpose_key(purpose))) }
                        @if context.purpose == Some(purpose) { " " span class="tag" { (t(lang, "purpose-now")) } }
                        span class="purposes-more" { (t(lang, &format!("{}-more", purpose_key(purpose)))) }
                    }
                }
            }
            p class="quiet" { (t(lang, "purpose-none-fits")) }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_on_stays_on_this_site_and_goes_somewhere() {
        for wrong in ["", "/", "//evil.example", "/\\evil.example", "/purpose?next=/purpose"] {
            assert_eq!(way_on(wrong), "/students", "{wrong}");
        }
        assert_eq!(
            address("/students/900000000012?as_of=2024-01-01"),
            "/purpose?next=/students/900000000012%3Fas_of%3D2024-01-01"
        );
    }

    #[test]
    fn every_purpose_can_be_chosen_and_has_its_words() {
        for purpose in PURPOSES {
            assert!(crate::web::i18n::has(&format!("{}-more", purpose_key(purpose))));
        }
        let words: std::collections::BTreeSet<_> = PURPOSES.map(Purpose::word).into();
        assert_eq!(words.len(), 5);
    }
}
