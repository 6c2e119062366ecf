//! `/students/{id}/disclosures`: on the screen and on paper.

use maud::{Markup, html};

use super::layout::{self, PageContext};
use super::parts::role;
use super::{msix, purpose_said, timestamp};
use crate::access::{Accounting, Disclosure, Permission};
use crate::model::{Actor, MsixId, Timestamp};
use crate::web::i18n::{Language, has, t, t_args};

/// The page.
pub(in crate::web) fn page(context: &PageContext, accounting: &Accounting, now: Timestamp) -> Markup {
    let lang = context.language;
    let title = t(lang, "disclosures-title");
    layout::page(
        context,
        &title,
        html! {
            article class="record" {
                p class="no-print" { a href={ "/students/" (accounting.msix_id) } { (t(lang, "disclosures-back")) } }
                h1 { (title) }
                p { "MSIX " (msix(accounting.msix_id)) ". " (t(lang, "disclosures-made")) " "
                    @if let Some(person) = &context.person { strong { (person) } ", " } (timestamp(lang, now)) "." }
                p { (t(lang, "disclosures-what")) }
                p class="count" { (t_args(lang, "disclosures-count", &[("count", accounting.disclosures.len().into())])) }
                @if !accounting.disclosures.is_empty() { (table(lang, accounting)) }
            }
        },
    )
}

/// The ways from a record to its file and to who has seen it, for those who may; `accounted` says whether the latter is
/// the person's to ask.
pub(in crate::web) fn ways(context: &PageContext, id: MsixId, accounted: bool) -> Markup {
    let lang = context.language;
    let export = context.may(Permission::Export);
    html! {
        @if export || accounted {
            section class="no-print" aria-labelledby="papers" {
                h2 id="papers" { (t(lang, "papers-title")) }
                ul class="links" {
                    @if export { li { a href={ "/students/" (id) "/export" } { (t(lang, "export-title")) } } }
                    @if accounted { li { a href={ "/students/" (id) "/disclosures" } { (t(lang, "disclosures-title")) } } }
                }
            }
        }
    }
}

fn table(lang: Language, accounting: &Accounting) -> Markup {
    let heads = ["at", "whom", "role", "part", "purpose"].map(|key| t(lang, &format!("disclosures-{key}")));
    let [at, whom, roles, what, why] = &heads;
    html! {
        table class="table" {
            thead { tr { @for head in &heads { th scope="col" { (head) } } } }
            tbody { @for one in &accounting.disclosures { tr {
                td data-label=(at) { (timestamp(lang, one.at)) }
                td data-label=(whom) { (person(lang, one)) }
                td data-label=(roles) { (roles_of(lang, one)) }
                td data-label=(what) { (part(lang, &one.part))
                    @if one.msix_id != accounting.msix_id { " " span class="quiet" { "MSIX " (msix(one.msix_id)) } } }
                td data-label=(why) { (purpose_said(lang, one.purpose)) }
            } } }
        }
    }
}

fn person(lang: Language, one: &Disclosure) -> Markup {
    match &one.to {
        Actor::User(user) if one.name.is_empty() => html! { (user) },
        Actor::User(user) => html! { (one.name) " " span class="quiet" { (user) } },
        Actor::Console(user) => html! { (user) " " span class="quiet" { (t(lang, "disclosures-console")) } },
        Actor::Sender(state) => html! { (t_args(lang, "work-by-state", &[("state", state.name().into())])) },
        Actor::System(_) => html! { (t(lang, "work-by-program")) },
        Actor::Stranger => html! { (t(lang, "work-by-nobody")) },
    }
}

fn roles_of(lang: Language, one: &Disclosure) -> String {
    let roles = one.roles.iter().map(|one| role(lang, *one));
    roles.chain(one.states.iter().map(|state| state.name().to_owned())).collect::<Vec<_>>().join(", ")
}

/// The part by the name of its page where it has one.
fn part(lang: Language, part: &str) -> String {
    let keys = [format!("disclosures-part-{part}"), format!("exposure-part-{part}"), format!("record-tab-{part}")];
    keys.iter().find(|key| has(key)).map_or_else(|| part.to_owned(), |key| t(lang, key))
}
