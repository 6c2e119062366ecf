//! Pages of account life: applications, accounts, the Rules of Behavior, training.

pub(in crate::web) mod accounts;
pub(in crate::web) mod applications;
pub(in crate::web) mod apply;
pub(in crate::web) mod confirm;
pub(in crate::web) mod terms;
pub(in crate::web) mod training;

use maud::{Markup, html};

use crate::model::{Area, Grant, Message, Profile, Role, StateCode};
use crate::web::i18n::{Language, t, t_args};
use crate::web::views::timestamp;

/// A role in words.
fn role(lang: Language, role: Role) -> String {
    t(lang, &format!("role-{}", role.word()))
}

/// A role with its place: `Primary user, Texas`.
fn grant(lang: Language, grant: &Grant) -> String {
    let place = match &grant.area {
        Area::Nation => t(lang, "area-nation"),
        Area::State(state) => state.name().to_owned(),
        Area::Region(state, region) => {
            t_args(lang, "area-region", &[("state", state.name().into()), ("region", region.0.to_string().into())])
        }
        Area::District(state, district) => {
            t_args(lang, "area-district", &[("state", state.name().into()), ("district", district.as_str().into())])
        }
    };
    format!("{}, {place}", role(lang, grant.role))
}

/// What could not be done, above everything else.
fn trouble(lang: Language, words: Option<&str>) -> Markup {
    html! {
        @if let Some(words) = words {
            div .notice.notice-stop role="alert" { p { strong { (t(lang, "work-error-title")) } } p { (t(lang, words)) } }
        }
    }
}

/// Messages to somebody that a mail server refused, with what it said; nothing when there are none.
pub(in crate::web) fn failed_mail(lang: Language, failed: &[(u64, Message)]) -> Markup {
    html! {
        @if !failed.is_empty() {
            div .notice.notice-warn {
                p { strong { (t(lang, "account-mail-failed")) } }
                p { (t(lang, "account-mail-failed-hint")) }
                ul {
                    @for (_, message) in failed {
                        li { (t(lang, &format!("mail-{}-subject", message.kind.word()))) ", " (timestamp(lang, message.created)) ": " (message.tries.trouble) }
                    }
                }
            }
        }
    }
}

/// A row of a list of facts; nothing when there is nothing to say.
fn fact(lang: Language, key: &str, value: &str) -> Markup {
    html! { @if !value.is_empty() { dt { (t(lang, key)) } dd { (value) } } }
}

/// Who somebody is, as rows of a list of facts.
fn profile(lang: Language, profile: &Profile) -> Markup {
    html! {
        (fact(lang, "profile-title", &profile.title))
        (fact(lang, "profile-address", &profile.address))
        (fact(lang, "profile-phone", &profile.phone))
        (fact(lang, "profile-email", &profile.email))
    }
}

/// The choice of a role among some.
fn role_choice(lang: Language, roles: &[Role], chosen: Option<Role>) -> Markup {
    html! {
        label .field {
            span { (t(lang, "profile-role")) }
            select name="role" required {
                @if chosen.is_none() { option value="" { (t(lang, "choose")) } }
                @for one in roles { option value=(one.word()) selected[chosen == Some(*one)] { (role(lang, *one)) } }
            }
        }
    }
}

/// The choice of a state among some.
fn state_choice(lang: Language, states: &[StateCode], chosen: &str) -> Markup {
    html! {
        label .field {
            span { (t(lang, "profile-state")) }
            select name="state" required {
                @if chosen.is_empty() { option value="" { (t(lang, "choose")) } }
                @for state in states {
                    option value=(state) selected[chosen == state.as_str()] { (state.name()) }
                }
            }
        }
    }
}

/// A region by its number.
fn region_field(lang: Language, typed: &str) -> Markup {
    html! {
        label .field {
            span { (t(lang, "profile-region")) }
            input name="region" value=(typed) inputmode="numeric" pattern="[0-9]*" maxlength="9";
        }
    }
}

/// A district by its NCES identifier.
fn district_field(lang: Language, typed: &str, hint: &str) -> Markup {
    html! {
        label .field {
            span { (t(lang, "profile-district")) }
            input name="district" value=(typed) inputmode="numeric" pattern="[0-9]{7}" maxlength="7" aria-describedby=(hint);
        }
        p .quiet id=(hint) { (t(lang, "profile-district-hint")) }
    }
}
