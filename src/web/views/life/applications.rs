//! Applications for those who decide about them.

use maud::{Markup, html};

use super::{district_field, fact, grant, profile, region_field, role_choice, state_choice, trouble};
use crate::model::{Account, Application, ApplicationStatus, Area, Role, StateCode, Why};
use crate::web::desk::Fields;
use crate::web::i18n::{Language, t, t_args};
use crate::web::views::layout::{self, PageContext, csrf_field};
use crate::web::views::{date, home, timestamp};

/// An application with what its decision needs.
pub(in crate::web) struct Shown {
    pub(in crate::web) application: Application,
    /// Accounts with the same address.
    pub(in crate::web) same: Vec<Account>,
    /// A user name that is free.
    pub(in crate::web) free: String,
    /// The roles that may be given.
    pub(in crate::web) roles: Vec<Role>,
    /// The states in which they may be given.
    pub(in crate::web) states: Vec<StateCode>,
    /// Whether it is the visitor's own.
    pub(in crate::web) own: bool,
    /// Whether the visitor wrote down what the supervisor said on paper.
    pub(in crate::web) own_paper: bool,
}

/// `/applications`.
pub(in crate::web) fn list(context: &PageContext, found: &[Application], unattended: &[(StateCode, usize)]) -> Markup {
    let lang = context.language;
    let title = t(lang, "nav-applications");
    let open = found.iter().filter(|one| one.is_open()).count();
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            (home::unattended(lang, unattended))
            p .count { (t_args(lang, "applications-count", &[("count", open.into())])) }
            @if found.is_empty() {
                div .notice role="status" { p { (t(lang, "applications-none")) } p { a href="/apply" { (t(lang, "applications-form")) } } }
            }
            ol .people {
                @for one in found {
                    li .card.person.brief {
                        h2 { a href={ "/applications/" (one.id) } { (one.profile.name) } }
                        p { (tag(lang, one.status())) " " (grant(lang, &one.wanted)) }
                        p .quiet { (t(lang, "application-received")) " " (timestamp(lang, one.received)) }
                    }
                }
            }
        },
    )
}

fn tag(lang: Language, status: ApplicationStatus) -> Markup {
    let shape = match status {
        ApplicationStatus::Confirmed => "tag tag-warn",
        ApplicationStatus::Received => "tag tag-wait",
        ApplicationStatus::Approved => "tag tag-good",
        ApplicationStatus::Denied | ApplicationStatus::Refused => "tag tag-stop",
    };
    html! { span class=(shape) { (t(lang, &format!("application-{}", status.word()))) } }
}

/// `/applications/{id}`; `again` is what could not be done and what was typed.
pub(in crate::web) fn item(context: &PageContext, shown: &Shown, again: Option<(&'static str, &Fields)>) -> Markup {
    let (lang, one) = (context.language, &shown.application);
    let none = Fields::default();
    let typed = again.map_or(&none, |(_, fields)| fields);
    layout::page(
        context,
        &one.profile.name,
        html! {
            p { a href="/applications" { (t(lang, "nav-applications")) } }
            h1 { (one.profile.name) }
            p { (tag(lang, one.status())) }
            (trouble(lang, again.map(|(words, _)| words)))
            (facts(lang, one))
            (same(lang, &shown.same))
            @if shown.own { div .notice.notice-warn { p { (t(lang, "life-error-own")) } } }
            @else if one.is_open() {
                @if one.confirmation.is_none() { (paper(context, one)) }
                @if shown.own_paper { div .notice.notice-warn { p { (t(lang, "application-own-paper")) } } }
                @else if one.status() == ApplicationStatus::Confirmed { (approve(context, shown, typed)) }
                (refuse(context, one, typed))
            }
        },
    )
}

fn facts(lang: Language, one: &Application) -> Markup {
    html! {
        dl .facts {
            (fact(lang, "profile-role", &grant(lang, &one.wanted)))
            (fact(lang, "apply-place", &one.place))
            (profile(lang, &one.profile))
            (fact(lang, "application-supervisor", &format!("{}, {}", one.supervisor, one.supervisor_email)))
            (fact(lang, "apply-security_training", &one.security_training.map(|day| date(lang, day)).unwrap_or_default()))
            (fact(lang, "application-received", &timestamp(lang, one.received)))
            @if let Some(vouched) = &one.confirmation {
                dt { (t(lang, "application-vouched")) }
                dd {
                    (t(lang, if vouched.confirmed { "application-vouched-yes" } else { "application-vouched-no" }))
                    ", " (timestamp(lang, vouched.at))
                    @if let Some(by) = &vouched.from_paper { ", " (t_args(lang, "application-from-paper", &[("name", by.as_str().into())])) }
                }
            }
            @if let Some(decision) = &one.decision {
                dt { (t(lang, "application-decided")) }
                dd { (decision.by) ", " (timestamp(lang, decision.at)) @if let Some(why) = &decision.why { br; (why.as_str()) } }
                @if let Some(user) = &decision.user_name {
                    dt { (t(lang, "application-account")) } dd { a href={ "/accounts/" (user) } { (user) } }
                }
            }
        }
    }
}

fn same(lang: Language, accounts: &[Account]) -> Markup {
    html! {
        @if !accounts.is_empty() {
            div .notice.notice-warn {
                p { (t(lang, "application-same")) }
                ul { @for one in accounts { li { a href={ "/accounts/" (one.user_name) } { (one.user_name) } ": " (super::accounts::status(lang, one)) } } }
            }
        }
    }
}

fn paper(context: &PageContext, one: &Application) -> Markup {
    let lang = context.language;
    html! {
        form .card.stack method="post" action={ "/applications/" (one.id) "/vouch" } {
            (csrf_field(context))
            h2 { (t(lang, "application-paper")) }
            p .quiet { (t(lang, "application-paper-hint")) }
            p .buttons {
                button .button type="submit" name="confirmed" value="yes" { (t(lang, "application-paper-yes")) } " "
                button .button.button-quiet type="submit" name="confirmed" value="no" { (t(lang, "application-paper-no")) }
            }
        }
    }
}

fn approve(context: &PageContext, shown: &Shown, typed: &Fields) -> Markup {
    let (lang, one) = (context.language, &shown.application);
    let or = |name: &str, other: &str| Some(typed.one(name)).filter(|t| !t.is_empty()).unwrap_or(other).to_owned();
    let state = one.wanted.area.state().map(|state| state.to_string()).unwrap_or_default();
    let (district, region) = match &one.wanted.area {
        Area::District(_, district) => (district.as_str(), String::new()),
        Area::Region(_, region) => ("", region.0.to_string()),
        _ => ("", String::new()),
    };
    html! {
        form .card.stack method="post" action={ "/applications/" (one.id) "/approve" } {
            (csrf_field(context))
            h2 { (t(lang, "application-approve")) }
            p .quiet { (t(lang, "application-approve-hint")) }
            label .field {
                span { (t(lang, "login-user-name")) }
                input name="user_name" value=(or("user_name", &shown.free)) required maxlength="64" autocapitalize="none" spellcheck="false";
            }
            (role_choice(lang, &shown.roles, Role::from_word(&or("role", one.wanted.role.word()))))
            (state_choice(lang, &shown.states, &or("state", &state)))
            (district_field(lang, &or("district", district), "district-hint"))
            (region_field(lang, &or("region", &region)))
            button .button type="submit" { (t(lang, "application-approve-submit")) }
        }
    }
}

fn refuse(context: &PageContext, one: &Application, typed: &Fields) -> Markup {
    let lang = context.language;
    html! {
        form .card.stack method="post" action={ "/applications/" (one.id) "/refuse" } {
            (csrf_field(context))
            h2 { (t(lang, "application-refuse")) }
            label .field {
                span { (t(lang, "application-refuse-why")) }
                textarea name="why" rows="2" maxlength=(Why::MAX) required { (typed.one("why")) }
            }
            button .button.button-quiet type="submit" { (t(lang, "application-refuse-submit")) }
        }
    }
}
