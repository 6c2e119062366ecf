//! Recovery codes, shown once.

use maud::{Markup, html};

use super::layout::{self, PageContext};
use crate::identity::FEW_CODES;
use crate::web::i18n::{Language, t, t_args};

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

/// The page after a recovery code was used up: how many are left, and on to `next`.
pub(in crate::web) fn used(context: &PageContext, left: usize, next: &str) -> Markup {
    let lang = context.language;
    layout::page(
        context,
        &t(lang, "codes-used-title"),
        html! {
            div class="login" {
                h1 { (t(lang, "codes-used-title")) }
                (left_over(lang, left))
                p { a class="button" href=(next) { (t(lang, "codes-used-on")) } }
            }
        },
    )
}

/// How many recovery codes are left, with a warning when they are few.
pub(in crate::web) fn left_over(lang: Language, left: usize) -> Markup {
    let few = left <= FEW_CODES;
    html! {
        div class={ "notice" @if few { " notice-warn" } } role="status" {
            p { strong { (t_args(lang, "account-codes-left", &[("count", left.into())])) } }
            @if few { p { (t(lang, "codes-few")) } }
        }
    }
}
