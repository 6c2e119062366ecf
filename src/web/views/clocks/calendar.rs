//! `/clocks/calendar/{state}`: holidays by rule, closures and terms of a year, and the forms that change them.

use maud::{Markup, html};

use super::why;
use crate::clocks::{MOST_DAYS, NewClosure, YearOfDays};
use crate::model::{StateCode, Term, Text};
use crate::web::clocks::calendar::path;
use crate::web::i18n::{Language, has, t, t_args};
use crate::web::views::layout::{self, PageContext, csrf_field};
use crate::web::views::parts::date;

/// What the page shows.
pub(in crate::web) struct Calendar {
    pub(in crate::web) state: StateCode,
    pub(in crate::web) year: i16,
    pub(in crate::web) days: YearOfDays,
    /// Whether the person may change some of it, and the whole state's.
    pub(in crate::web) edits: bool,
    pub(in crate::web) whole: bool,
    /// The states that the person sees.
    pub(in crate::web) own: Vec<StateCode>,
    /// How many clocks were just moved.
    pub(in crate::web) moved: Option<usize>,
}

/// A change of the calendar before it is made.
pub(in crate::web) struct Asking {
    pub(in crate::web) state: StateCode,
    /// Whether it closes; else it opens again.
    pub(in crate::web) closes: bool,
    pub(in crate::web) new: NewClosure,
    /// Clocks that would move.
    pub(in crate::web) moved: usize,
}

/// The kinds of terms that can be entered.
const TERMS: [&str; 4] = ["fall", "spring", "summer", "intersession"];

/// The page.
pub(in crate::web) fn page(context: &PageContext, calendar: &Calendar) -> Markup {
    let (lang, state) = (context.language, calendar.state);
    let title =
        t_args(lang, "calendar-title", &[("state", state.name().into()), ("year", calendar.year.to_string().into())]);
    layout::page(
        context,
        &title,
        html! {
            p { a href="/clocks" { (t(lang, "clock-back")) } }
            h1 { (title) }
            @if let Some(moved) = calendar.moved {
                div class="notice notice-done" role="status" { p { (t_args(lang, "calendar-moved", &[("count", moved.into())])) } }
            }
            (choose(lang, calendar))
            h2 { (t(lang, "calendar-holidays")) }
            p class="quiet" { (t(lang, "calendar-holidays-how")) }
            ul { @for holiday in &calendar.days.holidays { li {
                (date(lang, holiday.day)) ": " (why(lang, &holiday.name))
                @if let Some(day) = holiday.instead_of { " " span class="quiet" { (t_args(lang, "calendar-instead", &[("day", date(lang, day).into())])) } }
            } } }
            h2 { (t(lang, "calendar-closures")) }
            (closures(context, calendar))
            @if calendar.edits { (closure_form(context, calendar)) }
            h2 { (t(lang, "calendar-terms")) }
            (terms(context, calendar))
            @if calendar.edits { (term_form(context, calendar)) }
        },
    )
}

fn choose(lang: Language, calendar: &Calendar) -> Markup {
    let link = |year: i16| format!("{}?year={year}", path(calendar.state));
    html! {
        nav class="pages" aria-label=(t(lang, "calendar-years")) {
            a class="button button-quiet" rel="prev" href=(link(calendar.year - 1)) { (calendar.year - 1) }
            a class="button button-quiet" rel="next" href=(link(calendar.year + 1)) { (calendar.year + 1) }
        }
        @if calendar.own.len() > 1 {
            details { summary { (t(lang, "calendar-other")) }
                ul class="links" { @for state in &calendar.own { li { a href=(path(*state)) { (state.name()) } } } }
            }
        }
    }
}

fn place(lang: Language, district: &Text) -> String {
    match district.is_empty() {
        true => t(lang, "calendar-whole"),
        false => t_args(lang, "clock-district", &[("district", district.as_str().into())]),
    }
}

fn closures(context: &PageContext, calendar: &Calendar) -> Markup {
    let lang = context.language;
    html! {
        @if calendar.days.closures.is_empty() { p class="quiet" { (t(lang, "calendar-closures-none")) } }
        ul class="closures" { @for (district, day, closure) in &calendar.days.closures { li {
            (date(lang, *day)) ": " (closure.name) ", " (place(lang, district)) " "
            span class="quiet" { (t_args(lang, "calendar-by", &[("who", closure.by.as_str().into()), ("day", date(lang, closure.at.date()).into())])) }
            @if calendar.whole || (calendar.edits && !district.is_empty()) {
                form method="post" action=(format!("{}/closures/remove", path(calendar.state))) {
                    (csrf_field(context))
                    input type="hidden" name="district" value=(district);
                    input type="hidden" name="first" value=(day);
                    input type="hidden" name="name" value=(closure.name);
                    button class="button button-quiet" type="submit" { (t(lang, "calendar-remove")) span class="visually-hidden" { " " (closure.name) " " (date(lang, *day)) } }
                }
            }
        } } }
    }
}

fn closure_form(context: &PageContext, calendar: &Calendar) -> Markup {
    let lang = context.language;
    html! {
        form method="post" action=(format!("{}/closures", path(calendar.state))) class="card form-grid" {
            (csrf_field(context))
            label class="field" { span { (t(lang, "calendar-name")) } input name="name" required maxlength="80"; }
            label class="field" { span { (t(lang, "calendar-first")) } input type="date" name="first" required; }
            label class="field" { span { (t(lang, "calendar-last")) } input type="date" name="last"; span class="hint" { (t_args(lang, "calendar-last-hint", &[("days", MOST_DAYS.into())])) } }
            label class="field" { span { (t(lang, "calendar-district")) } input name="district" maxlength="12" required[!calendar.whole];
                @if calendar.whole { span class="hint" { (t(lang, "calendar-district-hint")) } } }
            button class="button" type="submit" { (t(lang, "calendar-close")) }
        }
    }
}

fn terms(context: &PageContext, calendar: &Calendar) -> Markup {
    let lang = context.language;
    html! {
        p class="quiet" { (t(lang, "calendar-terms-how")) }
        @if calendar.days.terms.is_empty() { p class="quiet" { (t(lang, "calendar-terms-none")) } }
        ul class="terms" { @for (district, term) in &calendar.days.terms { li {
            (date(lang, term.begins)) " \u{2013} " (date(lang, term.ends)) ": " (term_kind(lang, term)) ", " (place(lang, district))
            @if let Some(clock) = term.clock { " " a href=(format!("/clocks/{}", clock.0)) { (t_args(lang, "clock-number", &[("number", clock.0.to_string().into())])) } }
            @if calendar.edits {
                form method="post" action=(format!("{}/terms/remove", path(calendar.state))) {
                    (csrf_field(context))
                    input type="hidden" name="district" value=(district);
                    input type="hidden" name="ends" value=(term.ends);
                    button class="button button-quiet" type="submit" { (t(lang, "calendar-remove")) span class="visually-hidden" { " " (district) " " (date(lang, term.ends)) } }
                }
            }
        } } }
    }
}

fn term_kind(lang: Language, term: &Term) -> String {
    let key = format!("calendar-term-{}", term.kind);
    if has(&key) { t(lang, &key) } else { t(lang, "calendar-term-file") }
}

fn term_form(context: &PageContext, calendar: &Calendar) -> Markup {
    let lang = context.language;
    html! {
        form method="post" action=(format!("{}/terms", path(calendar.state))) class="card form-grid" {
            (csrf_field(context))
            label class="field" { span { (t(lang, "calendar-district")) } input name="district" required maxlength="12"; }
            label class="field" { span { (t(lang, "calendar-term-kind")) } select name="kind" {
                @for kind in TERMS { option value=(kind) { (t(lang, &format!("calendar-term-{kind}"))) } }
            } }
            label class="field" { span { (t(lang, "calendar-begins")) } input type="date" name="begins" required; }
            label class="field" { span { (t(lang, "calendar-ends")) } input type="date" name="ends" required; }
            button class="button" type="submit" { (t(lang, "calendar-term-add")) }
        }
    }
}

/// What a change would move, with the form that makes it.
pub(in crate::web) fn asks(context: &PageContext, asking: &Asking) -> Markup {
    let (lang, new) = (context.language, &asking.new);
    let title = t(lang, if asking.closes { "calendar-ask-close" } else { "calendar-ask-open" });
    let action = format!("{}/closures{}", path(asking.state), if asking.closes { "" } else { "/remove" });
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            p { strong { (new.name) } ", " (date(lang, new.first))
                @if new.last != new.first { " \u{2013} " (date(lang, new.last)) }
                ", " (asking.state.name()) ", " (place(lang, &new.district)) }
            p { (t_args(lang, "calendar-would-move", &[("count", asking.moved.into())])) " " (t(lang, "calendar-nothing-yet")) }
            form method="post" action=(action) class="buttons" {
                (csrf_field(context))
                @for (name, value) in [("name", new.name.to_string()), ("district", new.district.to_string()), ("first", new.first.to_string()), ("last", new.last.to_string()), ("sure", "yes".to_owned())] {
                    input type="hidden" name=(name) value=(value);
                }
                button class="button" type="submit" { (t(lang, "calendar-do")) }
                a class="button button-quiet" href=(path(asking.state)) { (t(lang, "calendar-do-not")) }
            }
        },
    )
}
