//! What a supervisor is asked by the link.

use maud::{Markup, html};

use super::{fact, grant, profile};
use crate::model::Application;
use crate::web::i18n::{t, t_args};
use crate::web::views::layout::{self, PageContext};

/// The question.
pub(in crate::web) fn form(context: &PageContext, token: &str, application: &Application) -> Markup {
    let lang = context.language;
    let title = t(lang, "confirm-title");
    let action = format!("/applications/confirm/{token}");
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            p { (t_args(lang, "confirm-intro", &[("name", application.profile.name.as_str().into()), ("supervisor", application.supervisor.as_str().into())])) }
            dl .facts {
                (fact(lang, "profile-name", &application.profile.name))
                (profile(lang, &application.profile))
                (fact(lang, "profile-role", &grant(lang, &application.wanted)))
                (fact(lang, "apply-place", &application.place))
            }
            form method="post" action=(action) .card.stack {
                h2 { (t(lang, "confirm-yes-title")) }
                input type="hidden" name="answer" value="yes";
                @for name in ["identity", "need", "level"] {
                    label .choice { input type="checkbox" name=(name) value="1" required; span { (t(lang, &format!("confirm-{name}"))) } }
                }
                button .button type="submit" { (t(lang, "confirm-yes")) }
            }
            form method="post" action=(action) .card.stack {
                h2 { (t(lang, "confirm-no-title")) }
                input type="hidden" name="answer" value="no";
                p .quiet { (t(lang, "confirm-no-hint")) }
                button .button.button-quiet type="submit" { (t(lang, "confirm-no")) }
            }
        },
    )
}

/// That the answer was taken.
pub(in crate::web) fn done(context: &PageContext, confirmed: bool) -> Markup {
    let lang = context.language;
    let title = t(lang, "confirm-done-title");
    let words = if confirmed { "confirm-done-yes" } else { "confirm-done-no" };
    layout::page(context, &title, html! { h1 { (title) } div .notice role="status" { p { (t(lang, words)) } } })
}
