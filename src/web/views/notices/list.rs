//! `/notices`: what came, what was sent, what concerns a child.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{place, status_tag};
use crate::casework::{Face, NoticeBox, NoticeFilter, NoticePage, NoticeRow};
use crate::model::{Direction, MsixId, NoticeStatus, StateCode};
use crate::web::views::casework::child;
use crate::web::views::layout::{self, PageContext};
use crate::web::views::record::Words;

/// The children of a list by their names.
pub(in crate::web) type Faces = BTreeMap<MsixId, Vec<Face>>;

/// A page of the list.
pub(in crate::web) struct List {
    pub(in crate::web) page: NoticePage,
    pub(in crate::web) faces: Faces,
    pub(in crate::web) filter: NoticeFilter,
    /// The states that the filter offers.
    pub(in crate::web) own: Vec<StateCode>,
    /// Lines on a page.
    pub(in crate::web) most: usize,
}

/// The children that lines name.
pub(in crate::web) fn children(rows: &[NoticeRow]) -> Vec<MsixId> {
    rows.iter().flat_map(|row| row.children.iter().copied()).collect()
}

/// `/notices`.
pub(in crate::web) fn page(context: &PageContext, list: &List) -> Markup {
    let words = Words::new(context.language);
    let title = words.t("notices-title");
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            (tabs(words, &list.filter))
            (counts(words, list))
            (filters(words, list))
            p { a href="/notices/log" { (words.t("notices-log-title")) } }
            @if list.page.rows.is_empty() {
                div .notice role="status" {
                    p { strong { (words.t("notices-none")) } }
                    p { (words.t("notices-none-next")) }
                }
            } @else {
                @if let Some(total) = list.page.total { p .count { (words.with("notices-count", &[("count", total.into())])) } }
                (table(words, &list.page.rows, &list.faces))
                (pages(words, list))
            }
        },
    )
}

/// `/notices?child=`: all that was announced about a child, whatever she was called then.
pub(in crate::web) fn of_child(context: &PageContext, id: MsixId, rows: &[NoticeRow], faces: &Faces) -> Markup {
    let words = Words::new(context.language);
    let title = words.t("notices-of-child");
    layout::page(
        context,
        &format!("MSIX {}", id.grouped()),
        html! {
            p { a href=(format!("/students/{id}")) { "\u{2190} " (words.t("record-back")) } }
            h1 { (title) }
            p .msix { (id.grouped()) }
            @if rows.is_empty() { div .notice { p { (words.t("notices-none-of-child")) } } }
            @else { (table(words, rows, faces)) }
            p { a .button href=(format!("/notices/new?child={id}")) { (words.t("notices-moved")) } }
        },
    )
}

fn tabs(words: Words, filter: &NoticeFilter) -> Markup {
    html! {
        nav .tabs aria-label=(words.t("notices-sides")) {
            @for side in NoticeBox::ALL {
                a href=(address(&NoticeFilter { side, ..NoticeFilter::default() }, 0))
                    aria-current=[(side == filter.side).then_some("page")] { (words.t(&format!("notices-side-{}", side.word()))) }
            }
        }
    }
}

/// What is open, each number a way to its lines.
fn counts(words: Words, list: &List) -> Markup {
    let open = list.page.counts;
    let of = |side, mine, overdue| NoticeFilter { side, mine, overdue, ..NoticeFilter::default() };
    html! {
        ul .work-counts {
            @for (filter, key, count) in [
                (of(NoticeBox::Received, false, false), "notices-open-received", open.received),
                (of(NoticeBox::Sent, false, false), "notices-open-sent", open.sent),
                (of(NoticeBox::All, true, false), "notices-open-mine", open.mine),
                (of(NoticeBox::All, false, true), "notices-open-overdue", open.overdue),
            ] {
                li { a href=(address(&filter, 0)) aria-current=[(filter == list.filter).then_some("true")] { strong { (count) } " " (words.t(key)) } }
            }
        }
    }
}

fn filters(words: Words, list: &List) -> Markup {
    let filter = &list.filter;
    html! {
        details .work-filter open[filter.status.is_some() || filter.state.is_some() || filter.direction.is_some()] {
            summary { (words.t("work-filter")) }
            form method="get" action="/notices" .form-grid {
                input type="hidden" name="side" value=(filter.side.word());
                label .field { span { (words.t("work-status")) }
                    select name="status" {
                        option value="" { (words.t("search-any")) }
                        @for status in NoticeStatus::ALL { option value=(status.word()) selected[filter.status == Some(status)] { (words.t(&format!("notices-status-{}", status.word()))) } }
                    }
                }
                label .field { span { (words.t("notices-direction")) }
                    select name="direction" {
                        option value="" { (words.t("search-any")) }
                        @for way in Direction::ALL { option value=(way.word()) selected[filter.direction == Some(way)] { (words.t(&format!("notices-{}", way.word()))) } }
                    }
                }
                @if list.own.len() > 1 {
                    label .field { span { (words.t("work-state")) }
                        select name="state" {
                            option value="" { (words.t("search-any")) }
                            @for state in &list.own { option value=(state) selected[filter.state == Some(*state)] { (state.name()) } }
                        }
                    }
                }
                label .choice { input type="checkbox" name="mine" value="1" checked[filter.mine]; span { (words.t("notices-only-mine")) } }
                label .choice { input type="checkbox" name="overdue" value="1" checked[filter.overdue]; span { (words.t("work-only-overdue")) } }
                button .button type="submit" { (words.t("work-filter-show")) }
            }
        }
    }
}

fn table(words: Words, rows: &[NoticeRow], faces: &Faces) -> Markup {
    let columns = ["notices-what", "work-children", "notices-way", "work-has", "work-age", "work-due", "work-status"];
    html! {
        table .table.work {
            thead { tr { @for key in columns { th scope="col" { (words.t(key)) } } } }
            tbody {
                @for row in rows {
                    tr {
                        th scope="row" {
                            @if row.may_look { a href=(format!("/notices/{}", row.id.0)) { (words.with("notices-number", &[("number", row.id.0.to_string().into())])) } }
                            @else { (words.with("notices-number", &[("number", row.id.0.to_string().into())])) }
                            br; span .quiet { (words.t(if row.automatic { "notices-automatic" } else { "notices-announced" })) }
                        }
                        td data-label=(words.t("work-children")) { div { @for id in &row.children { (child(words, *id, faces.get(id).map(Vec::as_slice).unwrap_or_default())) } } }
                        td data-label=(words.t("notices-way")) { div { (place(&row.from)) " \u{2192} " (place(&row.to)) } }
                        td data-label=(words.t("work-has")) {
                            @if row.assignees.is_empty() { span .quiet { (words.t("work-nobody")) } }
                            @else { (row.assignees.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")) }
                        }
                        td data-label=(words.t("work-age")) {
                            @match row.age_days { Some(days) => (words.with("work-days", &[("days", days.into())])), None => (words.date(row.sent.date())) }
                        }
                        td data-label=(words.t("work-due")) { div {
                            @match row.due {
                                Some(due) => { @if row.overdue { span .tag.tag-stop { (words.t("work-overdue")) } " " } (words.date(due)) }
                                None => span .quiet { "\u{2013}" },
                            }
                        } }
                        td data-label=(words.t("work-status")) { (status_tag(words, row.status)) }
                    }
                }
            }
        }
    }
}

fn pages(words: Words, list: &List) -> Markup {
    let (page, shown) = (&list.page, list.page.rows.len());
    let after = page.more.then_some(page.from + shown);
    html! {
        @if page.from > 0 || after.is_some() {
            nav .pages aria-label=(words.t("work-pages")) {
                @if page.from > 0 { a .button.button-quiet rel="prev" href=(address(&list.filter, page.from.saturating_sub(list.most))) { (words.t("work-page-before")) } }
                @if let Some(total) = page.total { span { (words.with("work-page-of", &[("from", (page.from + 1).into()), ("to", (page.from + shown).into()), ("total", total.into())])) } }
                @if let Some(from) = after { a .button.button-quiet rel="next" href=(address(&list.filter, from)) { (words.t("work-page-after")) } }
            }
        }
    }
}

/// The list with its filter, from a line on.
fn address(filter: &NoticeFilter, from: usize) -> String {
    let mut asked = vec![format!("side={}", filter.side.word())];
    asked.extend(filter.status.map(|status| format!("status={}", status.word())));
    asked.extend(filter.state.map(|state| format!("state={state}")));
    asked.extend(filter.direction.map(|way| format!("direction={}", way.word())));
    asked.extend(filter.mine.then(|| "mine=1".to_owned()));
    asked.extend(filter.overdue.then(|| "overdue=1".to_owned()));
    asked.extend((from > 0).then(|| format!("from={from}")));
    format!("/notices?{}", asked.join("&"))
}
