//! `/clocks/{id}`: what began it, what ended it, every day counted or not, who was told.

use maud::{Markup, html};

use super::list::state;
use super::{is_history, kind, moot, status, subject, why};
use crate::clocks::rule::{Unit, rule};
use crate::clocks::{Day, Shown};
use crate::model::{Cause, Mark, RunningClock};
use crate::web::i18n::{Language, t, t_args};
use crate::web::views::layout::{self, PageContext};
use crate::web::views::parts::{date, timestamp};

/// The page.
pub(in crate::web) fn page(context: &PageContext, shown: &Shown) -> Markup {
    let (lang, clock) = (context.language, &shown.clock);
    let title = kind(lang, clock.kind);
    layout::page(
        context,
        &title,
        html! {
            p { a href="/clocks" { (t(lang, "clock-back")) } }
            h1 { (title) }
            p { (status(lang, clock, shown.today, shown.system_began)) " " span class="quiet" { (t_args(lang, "clock-number", &[("number", clock.id.0.to_string().into())])) } }
            @if is_history(clock, shown.system_began) { div class="notice" { p { (t(lang, "clock-history")) } } }
            (facts(lang, shown))
            h2 { (t(lang, "clock-days")) }
            p { (t_args(lang, "clock-days-counted", &[("count", shown.counted.into()), ("length", rule(clock.kind).length.into())])) " " (t(lang, "clock-days-how")) }
            (days(lang, shown))
            h2 { (t(lang, "clock-warnings")) }
            (warnings(lang, clock))
        },
    )
}

fn facts(lang: Language, shown: &Shown) -> Markup {
    let clock = &shown.clock;
    let rule = rule(clock.kind);
    let unit = if rule.unit == Unit::Working { "clock-length-working" } else { "clock-length-calendar" };
    html! {
        dl class="facts card" {
            dt { (t(lang, "clock-about")) } dd { (subject(lang, clock)) }
            dt { (t(lang, "clock-state")) } dd { (state(lang, clock.state)) @if let Some(district) = &clock.district { ", " (t_args(lang, "clock-district", &[("district", district.as_str().into())])) } }
            dt { (t(lang, "clock-length")) } dd { @if clock.named { (t(lang, "clock-length-named")) } @else { (t_args(lang, unit, &[("days", rule.length.into())])) } }
            dt { (t(lang, "clock-began")) } dd { (date(lang, clock.began)) " \u{b7} " (cause(lang, &clock.started)) }
            dt { (t(lang, "clock-due")) } dd { (date(lang, clock.due)) " \u{b7} " (t(lang, "clock-due-end")) }
            dt { (t(lang, "clock-ended")) } dd {
                @match (&clock.stopped, clock.ended) {
                    (Some(mark), Some(day)) => { (date(lang, day)) " \u{b7} " (cause(lang, mark)) },
                    _ => span class="quiet" { (t(lang, "clock-runs")) },
                }
            }
            @if let Some(progress) = shown.progress {
                dt { (t(lang, "clock-progress")) }
                dd { (t_args(lang, "clock-progress-of", &[("updated", progress.updated.into()), ("count", progress.children.into())])) }
            }
            @if let Some(item) = shown.item {
                dt { (t(lang, "nav-worklist")) }
                dd { a href=(format!("/worklist/{item}")) { (t_args(lang, "work-item", &[("number", item.0.to_string().into())])) } }
            }
            dt { (t(lang, "clock-source")) } dd { (source(lang, &rule.source)) }
        }
    }
}

/// Where a rule comes from, each part with how sure it is in words: the file of the rules has a letter for it.
fn source(lang: Language, source: &str) -> Markup {
    html! {
        @for part in source.split("; ") {
            @let (text, mark) = part.strip_suffix(']').and_then(|part| part.rsplit_once(" [")).unwrap_or((part, ""));
            div {
                (text)
                @if !mark.is_empty() { ": " span class="quiet" { (t(lang, &format!("clock-mark-{}", mark.to_ascii_lowercase()))) } }
            }
        }
    }
}

/// The evidence of a beginning or an end.
fn cause(lang: Language, mark: &Mark) -> Markup {
    html! {
        @match &mark.cause {
            Cause::Submission(id) => a href=(format!("/submissions/{}", id.0)) { (t_args(lang, "clock-by-submission", &[("number", id.0.to_string().into())])) },
            Cause::Act(actor) => (t_args(lang, "clock-by-act", &[("who", actor.name().as_str().into())])),
            Cause::Day(day) => (t_args(lang, "clock-by-day", &[("day", date(lang, *day).into())])),
            Cause::Moot(why) => (moot(lang, why)),
        }
        " " span class="quiet" { (timestamp(lang, mark.at)) }
    }
}

fn days(lang: Language, shown: &Shown) -> Markup {
    html! {
        table class="table small clock-days" {
            thead { tr { @for key in ["clock-day", "clock-counts"] { th scope="col" { (t(lang, key)) } } } }
            tbody { @for day in &shown.days { tr {
                th scope="row" { (t(lang, &format!("clock-weekday-{}", day.day.civil().weekday().to_monday_one_offset()))) ", " (date(lang, day.day)) }
                td { (counts(lang, shown, day)) }
            } } }
        }
    }
}

fn counts(lang: Language, shown: &Shown, day: &Day) -> Markup {
    let clock = &shown.clock;
    let past_due = day.day > clock.due;
    html! {
        @match (day.number, &day.why) {
            (Some(number), _) if past_due => span class="tag tag-stop" { (t_args(lang, "clock-day-late", &[("number", number.into())])) },
            (Some(number), _) if day.day > shown.today && clock.ended.is_none() => span class="tag" { (t_args(lang, "clock-day-to-come", &[("number", number.into())])) },
            (Some(number), _) => span class="tag tag-good" { (t_args(lang, "clock-day-number", &[("number", number.into())])) },
            (None, Some(reason)) => span class="tag tag-past" { (t_args(lang, "clock-day-skipped", &[("why", why(lang, reason).into())])) },
            (None, None) => span class="quiet" { (t(lang, "clock-day-start")) },
        }
        @if day.day == clock.due { " " strong { (t(lang, "clock-day-due")) } }
        @if Some(day.day) == clock.ended { " " strong { (t(lang, "clock-day-end")) } }
        @if day.day == shown.today { " " strong { (t(lang, "clock-day-today")) } }
    }
}

fn warnings(lang: Language, clock: &RunningClock) -> Markup {
    html! {
        @if clock.warnings.is_empty() { p class="quiet" { (t(lang, "clock-warnings-none")) } }
        ul { @for warning in &clock.warnings { li {
            (timestamp(lang, warning.at)) ": "
            (t_args(lang, if warning.point == 100 { "clock-warned-over" } else { "clock-warned" }, &[("point", warning.point.into())])) " "
            @if warning.told.is_empty() { strong { (t(lang, "clock-warned-nobody")) } }
            @else { (warning.told.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")) }
        } } }
    }
}
