//! The page around every page: environment banner, header, navigation, footer.

use std::collections::BTreeSet;

use maud::{DOCTYPE, Markup, html};

use super::menu;
use super::parts::purpose;
use crate::access::Permission;
use crate::identity::{IDLE_SECONDS, RelyingParty};
use crate::model::Purpose;
use crate::web::i18n::{Language, t, t_args};
use crate::web::{assets, purpose as page_of_purpose};

/// What the layout knows about the visitor.
#[derive(Debug, Clone)]
pub struct PageContext {
    /// Language of the page.
    pub language: Language,
    /// Name of the person who logged in.
    pub person: Option<String>,
    /// `production`, `training` or `demo`.
    pub environment: &'static str,
    /// Token of the session's forms; empty for strangers.
    pub csrf_token: String,
    /// Path and query of the page, for the language links.
    pub path: String,
    /// Why records are opened in this session.
    pub purpose: Option<Purpose>,
    /// Whether the person has done all that a login asks: before that there is no navigation.
    pub arrived: bool,
    /// What the person's roles allow, somewhere.
    pub permissions: BTreeSet<Permission>,
    /// Whether wrong attempts have locked the account: this session goes on, and nobody can begin another one.
    pub locked: bool,
    /// Whether the person has a passkey to show.
    pub has_passkey: bool,
    /// The site that passkeys are made for; none where the portal's address is a number.
    pub site: Option<RelyingParty>,
}

impl PageContext {
    /// For somebody who has not logged in.
    pub fn stranger(language: Language, environment: &'static str, path: &str) -> Self {
        let (csrf_token, path) = (String::new(), path.to_owned());
        Self {
            language,
            person: None,
            environment,
            csrf_token,
            path,
            purpose: None,
            arrived: false,
            permissions: BTreeSet::new(),
            locked: false,
            has_passkey: false,
            site: None,
        }
    }

    /// Whether one of the person's roles allows something, somewhere.
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }
}

/// A whole page. `title` goes to the browser's tab; the body brings its own `h1`.
pub fn page(context: &PageContext, title: &str, body: Markup) -> Markup {
    let lang = context.language;
    html! {
        (DOCTYPE)
        html lang=(lang.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " - Vereda" }
                link rel="stylesheet" href=(assets::css_path());
                link rel="icon" type="image/svg+xml" href=(assets::icon_path());
            }
            body class={ "env-" (context.environment) } {
                a class="skip" href="#main" { (t(lang, "skip")) }
                (banner(context))
                (header(context))
                main id="main" tabindex="-1" { (body) }
                (footer(context))
                @if context.person.is_some() { (warning(context)) }
            }
        }
    }
}

/// The hidden field that every form in a session carries.
pub fn csrf_field(context: &PageContext) -> Markup {
    html! { input type="hidden" name="csrf" value=(context.csrf_token); }
}

/// What the script shows before a session ends by itself. Without the script the session just ends, and the login page
/// says so.
fn warning(context: &PageContext) -> Markup {
    let lang = context.language;
    html! {
        dialog id="idle" role="alertdialog" aria-labelledby="idle-title" aria-describedby="idle-text"
            data-seconds=(IDLE_SECONDS) {
            form method="post" action="/account/stay" class="stack" {
                (csrf_field(context))
                h2 id="idle-title" { (t(lang, "idle-title")) }
                p id="idle-text" { (t(lang, "idle-text")) }
                button class="button" type="submit" { (t(lang, "idle-stay")) }
            }
        }
        script src=(assets::session_script_path()) defer {}
    }
}

fn banner(context: &PageContext) -> Markup {
    let lang = context.language;
    html! {
        @match context.environment {
            "production" => {},
            "training" => p class="environment" { strong { (t(lang, "env-training")) } " " (t(lang, "env-training-text")) },
            _ => p class="environment" { strong { (t(lang, "env-demo")) } " " (t(lang, "env-demo-text")) },
        }
    }
}

fn header(context: &PageContext) -> Markup {
    let lang = context.language;
    html! {
        header class="top" {
            a class="brand" href="/" {
                svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false" {
                    path class="brand-road" d="M5 28C5 20 27 21 27 13S15 9 15 4" {}
                    circle class="brand-stop" cx="5" cy="28" r="3" {}
                    circle class="brand-stop" cx="15" cy="4" r="3" {}
                }
                span class="brand-name" { "Vereda" }
            }
            @if let Some(person) = &context.person {
                @if context.arrived { (menu::menu(context)) }
                div class="who" {
                    @if context.arrived {
                        a class="who-name" href="/account" { (person) }
                    } @else {
                        span class="who-name" { (person) }
                    }
                    form method="post" action="/logout" {
                        (csrf_field(context))
                        button class="button button-quiet" type="submit" { (t(lang, "logout")) }
                    }
                }
            }
            (languages(context))
        }
        @if context.locked {
            p class="notice notice-warn" role="status" { (t(lang, "account-locked")) }
        }
        @if let Some(reason) = context.purpose {
            p class="purpose" {
                (t_args(lang, "purpose-line", &[("purpose", purpose(lang, reason).into())])) " "
                a href=(page_of_purpose::address(&context.path)) { (t(lang, "purpose-change")) }
            }
        }
    }
}

fn languages(context: &PageContext) -> Markup {
    let joint = if context.path.contains('?') { '&' } else { '?' };
    html! {
        div class="languages" role="group" aria-label=(t(context.language, "languages-label")) {
            @for language in Language::ALL {
                @if language == context.language {
                    span aria-current="true" { (language.own_name()) }
                } @else {
                    a href={ (context.path) (joint) "lang=" (language.code()) } lang=(language.code())
                        hreflang=(language.code()) { (language.own_name()) }
                }
            }
        }
    }
}

fn footer(context: &PageContext) -> Markup {
    let lang = context.language;
    html! {
        footer class="bottom" {
            p { (t(lang, "footer-privacy")) }
            p {
                a href="/help/privacy" { (t(lang, "footer-privacy-link")) } " "
                a href="/help" { (t(lang, "nav-help")) }
            }
        }
    }
}
