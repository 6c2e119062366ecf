//! The form of the first account.

use maud::{Markup, html};

use super::layout::{self, PageContext};
use crate::model::StateCode;
use crate::web::i18n::{Language, t};
use crate::web::setup::Fields;

/// What has to be mended.
pub(in crate::web) fn wrong(lang: Language, key: &str) -> Markup {
    html! { div class="notice notice-stop" role="alert" { p { (t(lang, key)) } } }
}

/// The form; `wrong` says what has to be mended, `wanted` what is asked of a password. What was typed stays, but for the passwords.
pub(in crate::web) fn form(context: &PageContext, fields: &Fields, wrong: Option<&Markup>, wanted: &Markup) -> Markup {
    let lang = context.language;
    let text = |name: &str, key: &str, value: &str, kind: &str, complete: &str| {
        html! {
            label class="field" {
                span { (t(lang, key)) }
                input type=(kind) name=(name) value=(value) autocomplete=(complete) required maxlength="254";
            }
        }
    };
    let title = t(lang, "setup-title");
    layout::page(
        context,
        &title,
        html! {
            div class="login" {
                h1 { (title) }
                p { (t(lang, "setup-text")) }
                @if let Some(wrong) = wrong { (wrong) }
                form method="post" action=(context.path) class="card stack" {
                    (text("name", "setup-name", &fields.name, "text", "name"))
                    (text("email", "setup-email", &fields.email, "email", "email"))
                    label class="field" {
                        span { (t(lang, "setup-state")) }
                        select name="state" {
                            option value="" { (t(lang, "setup-nation")) }
                            @for state in StateCode::by_name() {
                                option value=(state) selected[fields.state == state.as_str()] { (state.name()) }
                            }
                        }
                    }
                    (text("user_name", "login-user-name", &fields.user_name, "text", "username"))
                    @for (name, key) in [("password", "login-password"), ("again", "setup-again")] {
                        label class="field" {
                            span { (t(lang, key)) }
                            input type="password" name=(name) autocomplete="new-password" required maxlength="256";
                        }
                    }
                    (wanted)
                    button class="button" type="submit" { (t(lang, "setup-submit")) }
                }
            }
        },
    )
}

/// What a link shows that has run out.
pub(in crate::web) fn gone(context: &PageContext) -> Markup {
    let lang = context.language;
    let title = t(lang, "setup-gone-title");
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            div class="notice notice-stop" role="alert" { p { (t(lang, "setup-gone")) } }
            p { a class="button" href="/login" { (t(lang, "login-title")) } }
        },
    )
}
