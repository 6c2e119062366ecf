//! Accounts for those who look after them.

use maud::{Markup, html};

use super::{
    district_field, fact, failed_mail, grant, region_field, role, role_choice, state_choice, training, trouble,
};
use crate::identity::{Become, Kept, ONE_TIME_DAYS, papers_until};
use crate::model::{
    Account, AccountStatus, Actor, Area, Certificate, DisabledWhy, Grant, Leaver, Message, MessageKind, Role,
    StateCode, Timestamp,
};
use crate::web::accounts::Row;
use crate::web::desk::Fields;
use crate::web::i18n::{Language, t, t_args};
use crate::web::letters::Letter;
use crate::web::views::layout::{self, PageContext, csrf_field};
use crate::web::views::{date, timestamp};

/// What may have been done, for the line above an account: keys after `account-done-`.
pub(in crate::web) const DONE: [&str; 4] = ["changed", "status", "reset", "made"];

/// An account with what is shown beside it.
pub(in crate::web) struct Shown {
    pub(in crate::web) kept: Kept,
    pub(in crate::web) due: Vec<(MessageKind, Timestamp)>,
    pub(in crate::web) certificates: Vec<Certificate>,
    /// Messages to it that could not be delivered.
    pub(in crate::web) failed: Vec<(u64, Message)>,
    /// Open items of the worklist that it holds.
    pub(in crate::web) items: usize,
    /// The roles that may be given.
    pub(in crate::web) roles: Vec<Role>,
    /// The states in which they may be given.
    pub(in crate::web) states: Vec<StateCode>,
    /// Whether its letters are printed.
    pub(in crate::web) by_hand: bool,
}

/// Whether an account may be used, in words.
pub(super) fn status(lang: Language, account: &Account) -> String {
    match account.status {
        AccountStatus::Active => t(lang, "account-active"),
        AccountStatus::Disabled { since, why } => {
            let key = match why {
                DisabledWhy::WrongAttempts => "account-disabled-wrong",
                DisabledWhy::Unused => "account-disabled-unused",
                DisabledWhy::Administrator => "account-disabled",
            };
            format!("{}, {}", t(lang, key), timestamp(lang, since))
        }
        AccountStatus::Deactivated { since } => format!("{}, {}", t(lang, "account-closed"), timestamp(lang, since)),
    }
}

fn tag(lang: Language, account: &Account) -> Markup {
    let shape = match account.status {
        AccountStatus::Active => "tag tag-good",
        AccountStatus::Disabled { .. } => "tag tag-warn",
        AccountStatus::Deactivated { .. } => "tag tag-past",
    };
    html! { span class=(shape) { (status(lang, account)) } }
}

/// `/accounts`.
pub(in crate::web) fn list(
    context: &PageContext,
    roles: &[Role],
    asked: &Fields,
    found: &[Row],
    total: usize,
    now: Timestamp,
) -> Markup {
    let lang = context.language;
    let title = t(lang, "nav-accounts");
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            p { a href="/accounts/leavers" { (t(lang, "leavers-title")) } " " a href="/accounts/report" { (t(lang, "accounts-report")) } }
            (filter(lang, roles, asked))
            p .count role="status" { (t_args(lang, "accounts-count", &[("count", found.len().into()), ("total", total.into())])) }
            @if found.is_empty() { div .notice { p { (t(lang, "accounts-none")) } } }
            ol .people {
                @for row in found {
                    li .card.person.brief {
                        h2 { a href={ "/accounts/" (row.account.user_name) } { (row.account.display_name()) } }
                        p { (tag(lang, &row.account)) " " (row.account.user_name) }
                        @for one in &row.account.grants { p { (grant(lang, one)) } }
                        @for (kind, at) in &row.due { p { (due(lang, *kind, *at, now)) } }
                    }
                }
            }
        },
    )
}

fn due(lang: Language, kind: MessageKind, at: Timestamp, now: Timestamp) -> Markup {
    let words = if kind == MessageKind::TermsDue { "due-terms" } else { "due-training" };
    let shape = if at <= now { "tag tag-stop" } else { "tag tag-warn" };
    html! { span class=(shape) { (t_args(lang, words, &[("date", date(lang, at.date()).into())])) } }
}

fn filter(lang: Language, roles: &[Role], asked: &Fields) -> Markup {
    html! {
        form method="get" action="/accounts" .card.stack role="search" {
            label .field { span { (t(lang, "accounts-search")) } input name="q" type="search" value=(asked.one("q")) maxlength="100"; }
            div .form-grid {
                label .field {
                    span { (t(lang, "profile-role")) }
                    select name="role" {
                        option value="" { (t(lang, "search-any")) }
                        @for one in roles { option value=(one.word()) selected[asked.one("role") == one.word()] { (role(lang, *one)) } }
                    }
                }
                label .field {
                    span { (t(lang, "accounts-status")) }
                    select name="status" {
                        option value="" { (t(lang, "search-any")) }
                        @for (word, key) in [("active", "account-active"), ("disabled", "account-disabled"), ("deactivated", "account-closed")] {
                            option value=(word) selected[asked.one("status") == word] { (t(lang, key)) }
                        }
                    }
                }
            }
            label .choice { input type="checkbox" name="due" value="1" checked[asked.ticked("due")]; span { (t(lang, "accounts-due")) } }
            button .button type="submit" { (t(lang, "accounts-show")) }
        }
    }
}

/// `/accounts/{user}`.
pub(in crate::web) fn account(context: &PageContext, shown: &Shown, done: Option<&str>, wrong: Option<&str>) -> Markup {
    let (lang, one) = (context.language, &shown.kept.account);
    let open = !matches!(one.status, AccountStatus::Deactivated { .. });
    layout::page(
        context,
        one.display_name(),
        html! {
            p { a href="/accounts" { (t(lang, "nav-accounts")) } }
            h1 { (one.display_name()) }
            @if let Some(done) = done { div .notice role="status" { p { (t(lang, &format!("account-done-{done}"))) } @if done == "made" { (what_next(lang, shown)) } } }
            (trouble(lang, wrong))
            p { (tag(lang, one)) }
            @if shown.by_hand && !shown.kept.letters.is_empty() && shown.kept.may.is_ok() { (letters_form(context, one)) }
            (failed_mail(lang, &shown.failed))
            (facts(lang, shown))
            (training::certificates(lang, &shown.certificates))
            @if let Err(refusal) = shown.kept.may {
                div .notice { p { (t(lang, if refusal == crate::access::KeepRefusal::Own { "life-error-own" } else { "life-error-elsewhere" })) } }
            } @else if open {
                (status_links(lang, one))
                (profile_form(context, one))
                (grants(context, shown))
                @if one.is_active() { (reset_form(context, one)) }
            }
        },
    )
}

/// What happens after an approval, and who does it.
fn what_next(lang: Language, shown: &Shown) -> Markup {
    let mailed = t_args(lang, "made-mailed", &[("email", shown.kept.account.profile.email.as_str().into())]);
    html! {
        ol {
            li { @if shown.by_hand { (t(lang, "made-printed")) } @else { (mailed) } }
            li { (t_args(lang, "made-logs-in", &[("days", ONE_TIME_DAYS.into())])) }
            li { (t(lang, "made-steps")) }
        }
    }
}

fn facts(lang: Language, shown: &Shown) -> Markup {
    let one = &shown.kept.account;
    let at = |at: Option<Timestamp>| at.map_or_else(|| t(lang, "never"), |at| timestamp(lang, at));
    html! {
        dl .facts {
            (fact(lang, "login-user-name", &one.user_name))
            (super::profile(lang, &one.profile))
            @for own in &one.grants { (fact(lang, "profile-role", &grant(lang, own))) }
            (fact(lang, "account-created", &timestamp(lang, one.created)))
            (fact(lang, "account-last-login", &at(one.last_login)))
            (fact(lang, "account-terms", &at(one.terms_accepted)))
            (fact(lang, "account-trained", &at(one.trained)))
            @for (kind, at) in &shown.due {
                (fact(lang, if *kind == MessageKind::TermsDue { "account-terms-until" } else { "account-trained-until" }, &date(lang, at.date())))
            }
            @if let Some(left) = &shown.kept.left { (fact(lang, "leavers-by", &actor(&left.by))) (fact(lang, "leavers-why", &left.why)) }
        }
    }
}

fn actor(by: &Actor) -> String {
    match by {
        Actor::User(name) | Actor::Console(name) | Actor::System(name) => name.to_string(),
        Actor::Sender(state) => state.to_string(),
        Actor::Stranger => String::new(),
    }
}

fn status_links(lang: Language, one: &Account) -> Markup {
    let to = |word: &str, key: &str| {
        html! { a .button.button-quiet href={ "/accounts/" (one.user_name) "/status?become=" (word) } { (t(lang, key)) } " " }
    };
    html! {
        p .buttons {
            @if !one.is_active() { (to("enabled", "account-enable")) }
            @if one.lets_stay() { (to("disabled", "account-disable")) }
            (to("deactivated", "account-deactivate"))
        }
    }
}

fn profile_form(context: &PageContext, one: &Account) -> Markup {
    let (lang, profile) = (context.language, &one.profile);
    let lines = [
        ("name", &profile.name, "text"),
        ("title", &profile.title, "text"),
        ("address", &profile.address, "text"),
        ("phone", &profile.phone, "tel"),
        ("email", &profile.email, "email"),
    ];
    html! {
        details {
            summary { (t(lang, "account-change")) }
            form .card.stack method="post" action={ "/accounts/" (one.user_name) "/profile" } {
                (csrf_field(context))
                @for (name, value, kind) in lines {
                    label .field {
                        span { (t(lang, &format!("profile-{name}"))) }
                        input name=(name) type=(kind) value=(value) maxlength="200" required[name == "name" || name == "email"];
                    }
                }
                label .field {
                    span { (t(lang, "profile-language")) }
                    select name="language" {
                        @for language in Language::ALL { option value=(language.code()) selected[one.language == *language.code()] { (language.own_name()) } }
                    }
                }
                button .button type="submit" { (t(lang, "account-save")) }
            }
        }
    }
}

fn grants(context: &PageContext, shown: &Shown) -> Markup {
    let (lang, one) = (context.language, &shown.kept.account);
    let own_state = one.grants.iter().find_map(|own| own.area.state()).map(|state| state.to_string());
    html! {
        details {
            summary { (t(lang, "account-roles")) }
            @if one.grants.len() > 1 { @for own in &one.grants { (take_form(context, one, own)) } }
            form .card.stack method="post" action={ "/accounts/" (one.user_name) "/give" } {
                (csrf_field(context))
                (role_choice(lang, &shown.roles, None))
                (state_choice(lang, &shown.states, &own_state.unwrap_or_default()))
                (district_field(lang, "", "give-district-hint"))
                (region_field(lang, ""))
                button .button type="submit" { (t(lang, "account-give")) }
            }
        }
    }
}

fn take_form(context: &PageContext, one: &Account, own: &Grant) -> Markup {
    let lang = context.language;
    let (region, district) = match &own.area {
        Area::Region(_, region) => (region.0.to_string(), String::new()),
        Area::District(_, district) => (String::new(), district.to_string()),
        _ => (String::new(), String::new()),
    };
    let state = own.area.state().map(|state| state.to_string()).unwrap_or_default();
    html! {
        form method="post" action={ "/accounts/" (one.user_name) "/take" } {
            (csrf_field(context))
            @for (name, value) in [("role", own.role.word()), ("state", &state), ("region", &region), ("district", &district)] {
                input type="hidden" name=(name) value=(value);
            }
            p { (grant(lang, own)) " " button .button.button-quiet type="submit" { (t(lang, "account-take")) } }
        }
    }
}

fn reset_form(context: &PageContext, one: &Account) -> Markup {
    let lang = context.language;
    html! {
        details {
            summary { (t(lang, "account-reset")) }
            form .card.stack method="post" action={ "/accounts/" (one.user_name) "/reset" } {
                (csrf_field(context))
                p { (t(lang, "account-reset-hint")) }
                button .button type="submit" { (t(lang, "account-reset-submit")) }
            }
        }
    }
}

fn letters_form(context: &PageContext, one: &Account) -> Markup {
    let lang = context.language;
    html! {
        form .notice.notice-warn method="post" action={ "/accounts/" (one.user_name) "/letters" } {
            (csrf_field(context))
            p { (t(lang, "letters-hint")) }
            button .button type="submit" { (t(lang, "letters-show")) }
        }
    }
}

/// The letters, once.
pub(in crate::web) fn letters(context: &PageContext, one: &Account, letters: &[Letter]) -> Markup {
    let lang = context.language;
    let title = t(lang, "letters-title");
    layout::page(
        context,
        &title,
        html! {
            div .no-print {
                h1 { (title) }
                div .notice.notice-warn role="status" { p { (t(lang, "letters-once")) } }
                p { a href={ "/accounts/" (one.user_name) } { (one.display_name()) } }
            }
            @for letter in letters {
                article .card.stack.letter {
                    h2 { (letter.subject) }
                    p { (one.display_name()) br; (one.profile.address) }
                    @for paragraph in letter.text.split("\n\n") { p { (paragraph) } }
                }
            }
        },
    )
}

/// What a change of the status would do.
pub(in crate::web) fn preview(context: &PageContext, shown: &Shown, become_what: Become) -> Markup {
    let (lang, one) = (context.language, &shown.kept.account);
    let word = match become_what {
        Become::Disabled => "disabled",
        Become::Enabled => "enabled",
        Become::Deactivated => "deactivated",
    };
    let title = t_args(lang, &format!("status-{word}-title"), &[("name", one.display_name().into())]);
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            p { (t(lang, &format!("status-{word}-text"))) }
            @if become_what != Become::Enabled {
                ul {
                    li { (t_args(lang, "status-sessions", &[("count", shown.kept.sessions.into())])) }
                    li { (t_args(lang, "status-items", &[("count", shown.items.into())])) }
                }
            }
            form .card.stack method="post" action={ "/accounts/" (one.user_name) "/status" } {
                (csrf_field(context))
                input type="hidden" name="become" value=(word);
                @if become_what == Become::Deactivated {
                    label .field { span { (t(lang, "leavers-why")) } input name="why" maxlength="200"; }
                }
                p .buttons {
                    button .button type="submit" { (t(lang, &format!("status-{word}-submit"))) } " "
                    a .button.button-quiet href={ "/accounts/" (one.user_name) } { (t(lang, "status-back")) }
                }
            }
        },
    )
}

/// `/accounts/leavers`.
pub(in crate::web) fn leavers(context: &PageContext, found: &[(Account, Leaver)]) -> Markup {
    let lang = context.language;
    let title = t(lang, "leavers-title");
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            p .count { (t_args(lang, "leavers-count", &[("count", found.len().into())])) }
            @if !found.is_empty() {
                table .table {
                    thead { tr { @for key in ["profile-name", "leavers-at", "leavers-by", "leavers-why", "leavers-papers"] { th scope="col" { (t(lang, key)) } } } }
                    tbody {
                        @for (account, left) in found {
                            tr {
                                td data-label=(t(lang, "profile-name")) { a href={ "/accounts/" (account.user_name) } { (account.display_name()) } }
                                td data-label=(t(lang, "leavers-at")) { (timestamp(lang, left.at)) }
                                td data-label=(t(lang, "leavers-by")) { (actor(&left.by)) }
                                td data-label=(t(lang, "leavers-why")) { (left.why) }
                                td data-label=(t(lang, "leavers-papers")) { (date(lang, papers_until(left.at))) }
                            }
                        }
                    }
                }
            }
        },
    )
}
