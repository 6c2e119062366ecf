//! Recovery codes, shown once.

use maud::{Markup, html};

use super::layout::{self, PageContext};
use crate::web::i18n::t;

/// The page with new recovery codes; `next` is where it leads.
pub(in crate::web) fn page(context: &PageContext, codes: &[String], next: &str) -> Markup {
    let lang = context.language;
    layout::page(
        context,
        &t(lang, "codes-title"),
        html! {
            div class="login" {
                h1 { (t(lang, "codes-title")) }
                p { (t(lang, "codes-text")) }
                ol class="card codes" { @for code in codes { li { code class="secret" { (code) } } } }
                p class="quiet" { (t(lang, "codes-print")) }
                p { a class="button" href=(next) { (t(lang, "codes-kept")) } }
            }
        },
    )
}
