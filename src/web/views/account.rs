//! One's own account.

use maud::{Markup, html};

use super::layout::{self, PageContext, csrf_field};
use super::{browser, codes, timestamp};
use crate::identity::{FEW_CODES, Factors, OwnSession};
use crate::model::{Account, MailChoice, Message};
use crate::web::i18n::{t, t_args};
use crate::web::views::life::failed_mail;

/// What the page shows.
pub(in crate::web) struct Own {
    /// Who.
    pub(in crate::web) account: Account,
    /// What she has set up.
    pub(in crate::web) factors: Factors,
    /// Where she is logged in.
    pub(in crate::web) sessions: Vec<OwnSession>,
    /// Messages to her that could not be delivered.
    pub(in crate::web) failed: Vec<(u64, Message)>,
    /// Whether everybody has to have a second factor.
    pub(in crate::web) asked: bool,
}

/// The page.
pub(in crate::web) fn page(context: &PageContext, own: &Own) -> Markup {
    let lang = context.language;
    layout::page(
        context,
        &t(lang, "account-title"),
        html! {
            h1 { (t(lang, "account-title")) }
            p class="quiet" { (own.account.display_name()) " (" (own.account.user_name) ")" }
            (password(context, &own.factors))
            (factors(context, own))
            (mail(context, own))
            (sessions(context, &own.sessions))
        },
    )
}

/// How she is told of work. What concerns the account is no choice.
fn mail(context: &PageContext, own: &Own) -> Markup {
    let lang = context.language;
    html! {
        section class="card stack" aria-labelledby="mail" {
            h2 id="mail" { (t(lang, "account-mail")) }
            form method="post" action="/account/mail" class="stack" {
                (csrf_field(context))
                fieldset class="choices-line" {
                    legend { (t(lang, "account-mail-text")) }
                    @for (choice, word) in [(MailChoice::Each, "each"), (MailChoice::Daily, "daily"), (MailChoice::Never, "never")] {
                        label class="choice" {
                            input type="radio" name="mail" value=(word) checked[own.account.mail == choice];
                            span { (t(lang, &format!("account-mail-{word}"))) }
                        }
                    }
                }
                button class="button button-quiet" type="submit" { (t(lang, "account-mail-save")) }
            }
            (failed_mail(lang, &own.failed))
        }
    }
}

fn password(context: &PageContext, factors: &Factors) -> Markup {
    let lang = context.language;
    html! {
        section class="card stack" aria-labelledby="password" {
            h2 id="password" { (t(lang, "login-password")) }
            p { (t_args(lang, "account-password-set", &[("when", timestamp(lang, factors.password_set).into())]))
                @if let Some(days) = factors.password_days { " " (t_args(lang, "account-password-days", &[("days", days.into())])) } }
            p { a class="button button-quiet" href="/login/new-password?next=/account" { (t(lang, "account-password-change")) } }
        }
    }
}

fn factors(context: &PageContext, own: &Own) -> Markup {
    let (lang, factors) = (context.language, &own.factors);
    let any = factors.app.is_some() || !factors.passkeys.is_empty();
    html! {
        section class="card stack" aria-labelledby="factors" {
            h2 id="factors" { (t(lang, "account-factors")) }
            p { (t(lang, if own.asked { "account-factors-asked" } else { "account-factors-free" })) }
            @match factors.app {
                Some(since) => {
                    p { (t_args(lang, "account-app-since", &[("when", timestamp(lang, since).into())])) }
                    p { a class="button button-quiet" href="/login/set-up?next=/account" { (t(lang, "account-app-replace")) } }
                    form method="post" action="/account/app/remove" {
                        (csrf_field(context))
                        button class="button button-quiet" type="submit" { (t(lang, "account-app-remove")) }
                    }
                }
                None => {
                    p { (t(lang, "account-app-none")) }
                    p { a class="button button-quiet" href="/login/set-up?next=/account" { (t(lang, "account-app-add")) } }
                }
            }
            (passkeys(context, factors))
            @if any {
                h3 { (t(lang, "account-codes")) }
                @if factors.recovery <= FEW_CODES { (codes::left_over(lang, factors.recovery)) }
                @else { p { (t_args(lang, "account-codes-left", &[("count", factors.recovery.into())])) } }
                form method="post" action="/account/recovery-codes" {
                    (csrf_field(context))
                    button class="button button-quiet" type="submit" { (t(lang, "account-codes-new")) }
                }
            }
        }
    }
}

/// The passkeys. Their device shows no name: the person gave it one.
fn passkeys(context: &PageContext, factors: &Factors) -> Markup {
    let lang = context.language;
    html! {
        h3 { (t(lang, "passkey-title")) }
        @if factors.passkeys.is_empty() { p { (t(lang, "passkey-none")) } }
        ul class="findings" {
            @for (id, name, added, used) in &factors.passkeys {
                li {
                    p { strong { (name) } }
                    p { (t_args(lang, "passkey-added", &[("when", timestamp(lang, *added).into())]))
                        @if let Some(used) = used { " " (t_args(lang, "passkey-used", &[("when", timestamp(lang, *used).into())])) } }
                    form method="post" action="/account/passkeys/remove" {
                        (csrf_field(context))
                        input type="hidden" name="passkey" value=(id);
                        button class="button button-quiet" type="submit" {
                            (t(lang, "passkey-remove"))
                            // Which one, for who only hears the button.
                            span class="visually-hidden" { " " (name) }
                        }
                    }
                }
            }
        }
        @if context.site.is_some() {
            p { a class="button button-quiet" href="/login/set-up?next=/account" { (t(lang, "passkey-add")) } }
        }
    }
}

fn sessions(context: &PageContext, sessions: &[OwnSession]) -> Markup {
    let lang = context.language;
    html! {
        section class="card stack" aria-labelledby="sessions" {
            h2 id="sessions" { (t(lang, "account-sessions")) }
            p class="quiet" { (t(lang, "account-sessions-text")) }
            ul class="findings" {
                @for own in sessions { li { (session(context, own)) } }
            }
            @if sessions.len() > 1 {
                form method="post" action="/account/sessions/end" {
                    (csrf_field(context))
                    button class="button button-quiet" type="submit" { (t(lang, "account-sessions-end-others")) }
                }
            }
        }
    }
}

fn session(context: &PageContext, own: &OwnSession) -> Markup {
    let (lang, session) = (context.language, &own.session);
    let from = if session.from.is_empty() { t(lang, "account-session-unknown") } else { session.from.to_string() };
    let agent = browser::words(lang, &session.browser);
    let began = timestamp(lang, session.began);
    let used = timestamp(lang, session.last_used);
    html! {
        p { strong { (from) } @if own.this { " " span class="tag" { (t(lang, "account-session-this")) } } }
        p class="quiet" title=(session.browser) { (agent) }
        p { (t_args(lang, "account-session-times", &[("began", began.into()), ("used", used.into())])) }
        @if !own.this {
            form method="post" action="/account/sessions/end" {
                (csrf_field(context))
                input type="hidden" name="session" value=(own.id);
                button class="button button-quiet" type="submit" {
                    (t(lang, "account-session-end"))
                    // Which one, for who only hears the button.
                    span class="visually-hidden" { " " (from) ", " (agent) }
                }
            }
        }
    }
}
