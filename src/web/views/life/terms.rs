//! The Rules of Behavior.

use maud::{Markup, html};

use crate::model::{LoginStep, Timestamp};
use crate::training::Rules;
use crate::web::i18n::{t, t_args};
use crate::web::views::layout::{self, PageContext, csrf_field};
use crate::web::views::{date, timestamp};

/// The rules, numbered; the form when they have to be accepted now.
pub(in crate::web) fn page(
    context: &PageContext,
    rules: &Rules,
    accepted: Option<Timestamp>,
    step: Option<LoginStep>,
    next: &str,
) -> Markup {
    let lang = context.language;
    layout::page(
        context,
        &rules.title,
        html! {
            h1 { (rules.title) }
            p .quiet { (t_args(lang, "terms-version", &[("version", rules.version.to_string().into()), ("date", date(lang, rules.date).into())])) }
            @for text in &rules.intro { p { (text) } }
            @for (number, section) in (1..).zip(&rules.sections) {
                section {
                    h2 { (number) ". " (section.title) }
                    dl .facts { @for (part, rule) in (1..).zip(&section.rules) { div { dt { (number) "." (part) } dd { (rule.text) } } } }
                }
            }
            @if step == Some(LoginStep::Terms) {
                form method="post" action="/terms" .card.stack {
                    (csrf_field(context))
                    input type="hidden" name="version" value=(rules.version);
                    input type="hidden" name="next" value=(next);
                    label .choice { input type="checkbox" name="accept" value="1" required; span { (t(lang, "terms-accept")) } }
                    button .button type="submit" { (t(lang, "terms-submit")) }
                }
            } @else if let Some(accepted) = accepted {
                p { (t_args(lang, "terms-accepted", &[("at", timestamp(lang, accepted).into())])) }
            }
        },
    )
}
