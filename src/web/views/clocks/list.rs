//! `/clocks`: how many, and which.

use maud::{Markup, html};

use super::{kind, status, subject};
use crate::clocks::{Counts, Filter, Page, Show};
use crate::model::{ClockKind, StateCode, Timestamp};
use crate::web::clocks::calendar::path as calendar_path;
use crate::web::clocks::list::ROWS;
use crate::web::i18n::{Language, t, t_args};
use crate::web::views::layout::{self, PageContext};
use crate::web::views::parts::date;

/// What the page shows.
pub(in crate::web) struct List {
    pub(in crate::web) counts: Counts,
    pub(in crate::web) page: Page,
    pub(in crate::web) filter: Filter,
    /// The states that the person sees.
    pub(in crate::web) own: Vec<StateCode>,
    pub(in crate::web) now: Timestamp,
    /// When this system began.
    pub(in crate::web) system_began: Timestamp,
}

/// The page.
pub(in crate::web) fn page(context: &PageContext, list: &List) -> Markup {
    let lang = context.language;
    let title = t(lang, "clocks-title");
    let calendar = list.filter.state.or(list.own.first().copied());
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            p { (t(lang, "clocks-what")) }
            ul class="work-counts" {
                @for show in Show::ALL {
                    li { a href=(address("/clocks", &Filter { show, ..list.filter }, 0)) aria-current=[(show == list.filter.show).then_some("true")] {
                        strong { (list.counts.of(show)) } " " (t(lang, &format!("clock-show-{}", show.word())))
                    } }
                }
            }
            (filters(lang, list))
            p class="buttons" {
                a class="button button-quiet" href=(address("/clocks/export", &list.filter, 0)) { (t(lang, "clocks-export")) }
                @if let Some(state) = calendar { a class="button button-quiet" href=(calendar_path(state)) { (t(lang, "clocks-calendar")) } }
                a class="button button-quiet" href="/help/clocks" { (t(lang, "clocks-help")) }
            }
            @if list.page.total == 0 {
                div class="notice" role="status" {
                    p { strong { (t(lang, "clocks-none")) } }
                    p { (t(lang, "clocks-none-next")) }
                }
            } @else {
                p class="count" { (t_args(lang, "clocks-count", &[("count", list.page.total.into())])) }
                (table(lang, list))
                (pages(lang, list))
            }
        },
    )
}

fn filters(lang: Language, list: &List) -> Markup {
    let filter = &list.filter;
    let ended = matches!(filter.show, Show::InTime | Show::Late | Show::Moot);
    html! {
        details class="work-filter" open[filter.kind.is_some() || filter.state.is_some() || filter.days.is_some()] {
            summary { (t(lang, "clock-filter")) }
            form method="get" action="/clocks" class="form-grid" {
                input type="hidden" name="show" value=(filter.show.word());
                label class="field" { span { (t(lang, "clock-kind")) } select name="kind" {
                    option value="" { (t(lang, "search-any")) }
                    @for one in ClockKind::ALL { option value=(one.word()) selected[filter.kind == Some(one)] { (kind(lang, one)) } }
                } }
                @if list.own.len() > 1 {
                    label class="field" { span { (t(lang, "clock-state")) } select name="state" {
                        option value="" { (t(lang, "search-any")) }
                        @for state in &list.own { option value=(state) selected[filter.state == Some(*state)] { (state.name()) } }
                    } }
                }
                @if ended {
                    label class="field" { span { (t(lang, "clock-days-back")) } select name="days" {
                        @for days in [30, 90, 365, 3650] {
                            option value=(days) selected[filter.days.unwrap_or(90) == days] { (t_args(lang, "clock-last-days", &[("days", days.into())])) }
                        }
                    } }
                }
                button class="button" type="submit" { (t(lang, "clock-filter-show")) }
            }
        }
    }
}

fn table(lang: Language, list: &List) -> Markup {
    html! {
        table class="table clocks" {
            thead { tr {
                @for key in ["clock-kind", "clock-about", "clock-state", "clock-began", "clock-due", "clock-status"] { th scope="col" { (t(lang, key)) } }
            } }
            tbody { @for clock in &list.page.rows { tr {
                th scope="row" { a href=(format!("/clocks/{}", clock.id.0)) { (kind(lang, clock.kind)) } }
                td data-label=(t(lang, "clock-about")) { div { (subject(lang, clock)) } }
                td data-label=(t(lang, "clock-state")) { (state(lang, clock.state)) }
                td data-label=(t(lang, "clock-began")) { (date(lang, clock.began)) }
                td data-label=(t(lang, "clock-due")) { (date(lang, clock.due)) }
                td data-label=(t(lang, "clock-status")) { (status(lang, clock, crate::clocks::today(clock.state, list.now), list.system_began)) }
            } } }
        }
    }
}

/// The state whose duty it is.
pub(super) fn state(lang: Language, state: Option<StateCode>) -> String {
    state.map_or_else(|| t(lang, "clock-ed"), |state| state.name().to_owned())
}

fn pages(lang: Language, list: &List) -> Markup {
    let (from, shown, total) = (list.page.from, list.page.rows.len(), list.page.total);
    let before = (from > 0).then(|| from.saturating_sub(ROWS));
    let after = (from + shown < total).then_some(from + shown);
    html! {
        @if before.is_some() || after.is_some() {
            nav class="pages" aria-label=(t(lang, "work-pages")) {
                @if let Some(from) = before { a class="button button-quiet" rel="prev" href=(address("/clocks", &list.filter, from)) { (t(lang, "work-page-before")) } }
                span { (t_args(lang, "work-page-of", &[("from", (from + 1).into()), ("to", (from + shown).into()), ("total", total.into())])) }
                @if let Some(from) = after { a class="button button-quiet" rel="next" href=(address("/clocks", &list.filter, from)) { (t(lang, "work-page-after")) } }
            }
        }
    }
}

/// The address of a list.
fn address(path: &str, filter: &Filter, from: usize) -> String {
    let mut address = format!("{path}?show={}", filter.show.word());
    let kind = filter.kind.map(|kind| ("kind", kind.word().to_owned()));
    let state = filter.state.map(|state| ("state", state.to_string()));
    let days = filter.days.map(|days| ("days", days.to_string()));
    let from = (from > 0).then(|| ("from", from.to_string()));
    for (name, value) in [kind, state, days, from].into_iter().flatten() {
        address.push_str(&format!("&{name}={value}"));
    }
    address
}
