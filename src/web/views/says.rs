//! The page that warns of what a text gives away of a child: the text, to be changed here, and all the rest unseen.

use maud::{Markup, html};

use super::layout::{self, PageContext, csrf_field};
use crate::model::Why;
use crate::web::i18n::t;
use crate::web::says::{SAID, Warned};

/// The form goes to `action`, where it was sent.
pub(in crate::web) fn page(context: &PageContext, action: &str, warned: &Warned) -> Markup {
    let lang = context.language;
    let title = t(lang, "says-title");
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            div .notice.notice-warn role="alert" { p { (t(lang, "says-warning")) } }
            form method="post" action=(action) .stack {
                (csrf_field(context))
                @for (name, value) in warned.others() { input type="hidden" name=(name) value=(value); }
                @for (name, typed, found) in warned.texts() {
                    label .field {
                        span { (t(lang, "says-text")) }
                        textarea name=(name) rows="4" maxlength=(Why::MAX.max(typed.chars().count())) { (typed) }
                    }
                    @if !found.is_empty() {
                        p { (t(lang, "says-found")) }
                        ul .says { @for one in found { li { (t(lang, &format!("says-{}", one.word()))) } } }
                    }
                }
                p .buttons {
                    button .button type="submit" { (t(lang, "says-changed")) }
                    button .button.button-other type="submit" name=(SAID) value="1" { (t(lang, "says-send")) }
                }
            }
            p .quiet { (t(lang, "says-note")) }
        },
    )
}
