//! The application form.

use maud::{Markup, html};

use super::{district_field, role_choice, state_choice};
use crate::model::{Role, StateCode};
use crate::web::desk::Fields;
use crate::web::i18n::{Language, t};
use crate::web::views::layout::{self, PageContext};

/// Fields of one line: name, type, what a browser may fill in, whether it is needed.
const APPLICANT: [(&str, &str, &str, bool); 5] = [
    ("name", "text", "name", true),
    ("title", "text", "organization-title", true),
    ("address", "text", "street-address", true),
    ("phone", "tel", "tel", true),
    ("email", "email", "email", true),
];
const SUPERVISOR: [(&str, &str, &str, bool); 2] =
    [("supervisor", "text", "off", true), ("supervisor_email", "email", "off", true)];

/// The form; `wrong` names the fields that could not be taken.
pub(in crate::web) fn form(context: &PageContext, fields: &Fields, wrong: &[&'static str]) -> Markup {
    let lang = context.language;
    let title = t(lang, "apply-title");
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            p { (t(lang, "apply-intro")) }
            ol { @for step in 1..=4 { li { (t(lang, &format!("apply-step-{step}"))) } } }
            @if !wrong.is_empty() {
                div .notice.notice-stop role="alert" {
                    p { strong { (t(lang, "apply-wrong")) } }
                    ul { @for name in wrong { li { a href={ "#apply-" (name) } { (t(lang, &format!("apply-wrong-{name}"))) } } } }
                }
            }
            form method="post" action="/apply" .card.stack {
                h2 { (t(lang, "apply-you")) }
                @for field in APPLICANT { (line(lang, fields, wrong, field)) }
                h2 { (t(lang, "apply-access")) }
                div .stack id="apply-role" {
                    (role_choice(lang, &state_roles(), Role::from_word(fields.one("role"))))
                    (state_choice(lang, &StateCode::by_name(), fields.one("state")))
                    (district_field(lang, fields.one("district"), "district-hint"))
                }
                (line(lang, fields, wrong, ("place", "text", "off", false)))
                (line(lang, fields, wrong, ("security_training", "date", "off", false)))
                h2 { (t(lang, "apply-boss")) }
                p .quiet { (t(lang, "apply-boss-why")) }
                @for field in SUPERVISOR { (line(lang, fields, wrong, field)) }
                button .button type="submit" { (t(lang, "apply-submit")) }
            }
        },
    )
}

/// The roles that can be applied for in the portal: federal ones are given by the operator.
fn state_roles() -> Vec<Role> {
    Role::ALL.into_iter().filter(|role| role.is_of_a_state()).collect()
}

fn line(
    lang: Language,
    fields: &Fields,
    wrong: &[&str],
    (name, kind, fill, needed): (&str, &str, &str, bool),
) -> Markup {
    html! {
        label .field {
            span { (t(lang, &label(name))) }
            input id={ "apply-" (name) } name=(name) type=(kind) value=(fields.one(name)) autocomplete=(fill)
                maxlength="200" required[needed] aria-invalid=[wrong.contains(&name).then_some("true")];
        }
    }
}

/// The message of a field's label: `apply-title` is the page's.
fn label(name: &str) -> String {
    if name == "title" { "apply-title-field".to_owned() } else { format!("apply-{name}") }
}

/// That it arrived.
pub(in crate::web) fn sent(context: &PageContext) -> Markup {
    let lang = context.language;
    let title = t(lang, "apply-sent-title");
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            div .notice role="status" { p { (t(lang, "apply-sent")) } }
            p { a href="/login" { (t(lang, "login-title")) } }
        },
    )
}
