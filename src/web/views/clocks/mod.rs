//! The pages of legal clocks: the list, one clock with its days, a state's calendar.

pub(in crate::web) mod calendar;
pub(in crate::web) mod csv;
pub(in crate::web) mod list;
pub(in crate::web) mod one;

use maud::{Markup, html};

use super::parts::msix;
use crate::clocks::calendar::WEEKEND;
use crate::clocks::holiday;
use crate::model::{ClockEnd, ClockKind, ClockSubject, Date, RunningClock, Timestamp};
use crate::web::i18n::{Language, has, t, t_args};

/// The name of a duty.
pub(in crate::web) fn kind(lang: Language, kind: ClockKind) -> String {
    t(lang, &format!("clock-kind-{}", kind.word().replace('_', "-")))
}

/// Why a day does not count, in words.
fn why(lang: Language, why: &str) -> String {
    let key = format!("clock-holiday-{why}");
    match why {
        WEEKEND => t(lang, "clock-off-weekend"),
        _ if has(&key) => t(lang, &key),
        _ if lang == Language::Spanish => holiday::in_spanish(why).unwrap_or(why).to_owned(),
        _ => why.to_owned(),
    }
}

/// Why a duty ended otherwise, in words; a word that is none of the program's as it stands.
fn moot(lang: Language, why: &str) -> String {
    let key = format!("clock-moot-{why}");
    if has(&key) { t(lang, &key) } else { why.to_owned() }
}

/// What a clock runs for, with a link to it.
fn subject(lang: Language, clock: &RunningClock) -> Markup {
    let number = |key: &str, id: u64| t_args(lang, key, &[("number", id.to_string().into())]);
    html! {
        @match &clock.subject {
            ClockSubject::Child(child) => a href=(format!("/students/{child}")) { (msix(*child)) },
            ClockSubject::Notice(id) => a href=(format!("/notices/{}", id.0)) { (number("clock-of-notice", id.0)) },
            ClockSubject::Request(id) => a href=(format!("/requests/{}", id.0)) { (number("clock-of-request", id.0)) },
            ClockSubject::Correction(id) => a href=(format!("/corrections/{}", id.0)) { (number("clock-of-correction", id.0)) },
            ClockSubject::Term(district, _) => (t_args(lang, "clock-of-term", &[("district", district.as_str().into())])),
            ClockSubject::Coe(_, arrived) => (t_args(lang, "clock-of-coe", &[("day", super::parts::date(lang, *arrived).into())])),
        }
        @if let Some(child) = clock.child.filter(|_| !matches!(clock.subject, ClockSubject::Child(_))) {
            " " a href=(format!("/students/{child}")) { (msix(child)) }
        }
    }
}

/// Whether the last day of a clock was over before this system began: nobody could have met it here.
fn is_history(clock: &RunningClock, system_began: Timestamp) -> bool {
    clock.due < crate::clocks::today(clock.state, system_began)
}

/// How far a clock is, by text and shape.
fn status(lang: Language, clock: &RunningClock, today: Date, system_began: Timestamp) -> Markup {
    let left = today.days_until(clock.due);
    html! {
        @match clock.end() {
            Some(ClockEnd::Late) if is_history(clock, system_began) => span class="tag tag-past" { (t(lang, "clock-status-history")) },
            Some(ClockEnd::InTime) => span class="tag tag-good" { (t(lang, "clock-status-in-time")) },
            Some(ClockEnd::Late) => span class="tag tag-stop" { (t(lang, "clock-status-late")) },
            Some(ClockEnd::Moot) => span class="tag tag-past" { (t(lang, "clock-status-moot")) },
            None if left < 0 => span class="tag tag-stop" { (t_args(lang, "clock-status-overdue", &[("days", (-left).into())])) },
            None if left == 0 => span class="tag tag-warn" { (t(lang, "clock-status-today")) },
            None => span class="tag tag-wait" { (t_args(lang, "clock-status-left", &[("days", left.into())])) },
        }
    }
}
