//! The three lists: what waits, what I proposed, what was decided.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{child, dashed, due, item_path, name, states, status_tag, tabs, timestamp};
use crate::access::Permission;
use crate::casework::{Face, Filter, Page, Row, Whose, WorkCounts};
use crate::model::{ItemKind, ItemStatus, MsixId, StateCode};
use crate::web::i18n::Language;
use crate::web::views::layout::{self, PageContext, csrf_field};
use crate::web::views::record::Words;
use crate::web::worklist::Done;

/// The children of a list by their names.
pub(in crate::web) type Faces = BTreeMap<MsixId, Vec<Face>>;

/// What waits for a person.
pub(in crate::web) struct Waiting {
    pub(in crate::web) counts: WorkCounts,
    pub(in crate::web) page: Page,
    pub(in crate::web) faces: Faces,
    pub(in crate::web) filter: Filter,
    /// The states that the filter offers.
    pub(in crate::web) own: Vec<StateCode>,
    /// What was just done.
    pub(in crate::web) done: Option<Done>,
    /// What is due next, after something was done.
    pub(in crate::web) next: Option<Row>,
    /// Whether the person decides for regions or districts alone.
    pub(in crate::web) local: bool,
}

/// What was decided.
pub(in crate::web) struct Decided {
    pub(in crate::web) page: Page,
    pub(in crate::web) faces: Faces,
    pub(in crate::web) filter: Filter,
    /// The states that the filter offers.
    pub(in crate::web) own: Vec<StateCode>,
}

/// What a person has proposed.
pub(in crate::web) struct Proposed {
    pub(in crate::web) page: Page,
    pub(in crate::web) faces: Faces,
    pub(in crate::web) done: Option<Done>,
}

/// The children that a page of a list names.
pub(in crate::web) fn children(page: &Page) -> Vec<MsixId> {
    page.rows.iter().flat_map(|row| row.children.iter().copied()).collect()
}

/// `/worklist`.
pub(in crate::web) fn waiting(context: &PageContext, list: &Waiting) -> Markup {
    let words = Words::new(context.language);
    let narrowed = list.filter != Filter::default();
    frame(
        context,
        "/worklist",
        &html! {
            @if let Some(done) = &list.done { (done_line(words, done, list.next.as_ref())) }
            @if list.local { div .notice { p { (words.t("work-local")) } } }
            (shortcut_links(words, &list.counts, Some(&list.filter)))
            (filters(words, "/worklist", &list.filter, &list.own, true))
            @if list.page.total == 0 {
                div .notice role="status" {
                    @if narrowed && list.counts.all > 0 {
                        p { strong { (words.t("work-none-fits")) } }
                        p { a href="/worklist" { (words.t("work-show-all")) } }
                    } @else {
                        p { strong { (words.t("work-none")) } }
                        p { (words.t("work-none-next")) }
                    }
                }
            } @else {
                p .count { (words.with("work-count", &[("count", list.page.total.into())])) " " span .keys { (words.t("work-keys")) } }
                (table(context, &list.page, &list.faces, Columns::Waiting))
                (pages(words, "/worklist", &list.filter, &list.page))
            }
        },
    )
}

/// `/worklist/decided`.
pub(in crate::web) fn decided(context: &PageContext, list: &Decided) -> Markup {
    let words = Words::new(context.language);
    frame(
        context,
        "/worklist/decided",
        &html! {
            p { a href="/worklist/decided?apart=1" { (words.t("work-different-link")) } " " (words.t("work-different-hint")) }
            (filters(words, "/worklist/decided", &list.filter, &list.own, false))
            @if list.page.total == 0 {
                div .notice role="status" { p { (words.t("work-none-decided")) } }
            } @else {
                p .count { (words.with("work-count-decided", &[("count", list.page.total.into())])) }
                (table(context, &list.page, &list.faces, Columns::Decided))
                (pages(words, "/worklist/decided", &list.filter, &list.page))
            }
        },
    )
}

/// `/worklist/proposed`.
pub(in crate::web) fn proposed(context: &PageContext, list: &Proposed) -> Markup {
    let words = Words::new(context.language);
    frame(
        context,
        "/worklist/proposed",
        &html! {
            @if let Some(done) = &list.done { (done_line(words, done, None)) }
            @if list.page.total == 0 {
                div .notice role="status" { p { strong { (words.t("work-none-proposed")) } } p { (words.t("work-none-proposed-next")) } }
            } @else {
                p .count { (words.with("work-count-proposed", &[("count", list.page.total.into())])) }
                (table(context, &list.page, &list.faces, Columns::Proposed))
                (pages(words, "/worklist/proposed", &Filter::default(), &list.page))
            }
        },
    )
}

/// What waits for a person, on the start page.
pub(in crate::web) fn home(language: Language, counts: &WorkCounts) -> Markup {
    let words = Words::new(language);
    html! {
        section aria-labelledby="worklist" {
            h2 id="worklist" { a href="/worklist" { (words.t("home-worklist")) } }
            @if counts.all == 0 { p .quiet { (words.t("home-worklist-none")) } }
            @else { (shortcut_links(words, counts, None)) }
        }
    }
}

fn frame(context: &PageContext, current: &str, body: &Markup) -> Markup {
    let words = Words::new(context.language);
    let title = words.t("work-title");
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            (tabs(words, context.may(Permission::Decide), current))
            (body)
        },
    )
}

/// What was just done, and the next item under one key: it has the focus.
fn done_line(words: Words, done: &Done, next: Option<&Row>) -> Markup {
    html! {
        div .notice.notice-done role="status" {
            p {
                span .tag.tag-good { (words.t(&format!("work-done-{}", done.what))) } " "
                a href=(format!("/worklist/{}", done.item)) { (words.with("work-item", &[("number", done.item.0.to_string().into())])) }
                " " (words.t(&format!("work-then-{}", done.what)))
            }
            @if let Some(next) = next {
                p { a .button href=(item_path(next.kind, next.id)) autofocus accesskey="n" {
                    (words.t("work-next")) ": " (name(words, next.kind, next.id))
                } }
            }
        }
    }
}

/// The four lists that are looked at most, each with how many.
fn shortcut_links(words: Words, counts: &WorkCounts, open: Option<&Filter>) -> Markup {
    let all = Filter::default();
    let mine = Filter { whose: Whose::Mine, ..Filter::default() };
    let nobodys = Filter { whose: Whose::Nobodys, ..Filter::default() };
    let overdue = Filter { overdue: true, ..Filter::default() };
    html! {
        ul .work-counts {
            @for (filter, key, count) in [
                (all, "work-all", counts.all),
                (mine, "work-mine", counts.mine),
                (nobodys, "work-nobodys", counts.nobodys),
                (overdue, "work-late", counts.overdue),
            ] {
                li { a href=(address("/worklist", &filter, 0)) aria-current=[(Some(&filter) == open).then_some("true")] {
                    strong { (count) } " " (words.t(key))
                } }
            }
        }
    }
}

fn open_statuses() -> Vec<ItemStatus> {
    vec![ItemStatus::Open, ItemStatus::Assigned, ItemStatus::Acknowledged, ItemStatus::Escalated]
}

fn closed_statuses() -> Vec<ItemStatus> {
    use ItemStatus::{Approved, Cancelled, Different, Rejected, Same, Superseded};
    vec![Same, Different, Approved, Rejected, Cancelled, Superseded]
}

fn filters(words: Words, action: &str, filter: &Filter, own: &[StateCode], waiting: bool) -> Markup {
    let statuses = if waiting { open_statuses() } else { closed_statuses() };
    html! {
        details .work-filter open[!filter.kinds.is_empty() || !filter.statuses.is_empty() || filter.state.is_some() || filter.apart] {
            summary { (words.t("work-filter")) }
            form method="get" action=(action) .form-grid {
                label .field { span { (words.t("work-kind")) }
                    select name="kind" {
                        option value="" { (words.t("search-any")) }
                        @for kind in ItemKind::ALL {
                            option value=(kind.word()) selected[filter.kinds.contains(&kind)] { (words.t(&format!("work-kind-{}", dashed(kind.word())))) }
                        }
                    }
                }
                label .field { span { (words.t("work-status")) }
                    select name="status" {
                        option value="" { (words.t("search-any")) }
                        @for status in statuses {
                            option value=(status.word()) selected[filter.statuses.contains(&status)] { (words.t(&format!("work-status-{}", status.word()))) }
                        }
                    }
                }
                @if own.len() > 1 {
                    label .field { span { (words.t("work-state")) }
                        select name="state" {
                            option value="" { (words.t("search-any")) }
                            @for state in own { option value=(state) selected[filter.state == Some(*state)] { (state.name()) } }
                        }
                    }
                }
                @if waiting {
                    label .field { span { (words.t("work-whose")) }
                        select name="whose" {
                            option value="" { (words.t("search-any")) }
                            option value="mine" selected[filter.whose == Whose::Mine] { (words.t("work-mine")) }
                            option value="nobodys" selected[filter.whose == Whose::Nobodys] { (words.t("work-nobodys")) }
                        }
                    }
                    label .choice { input type="checkbox" name="overdue" value="1" checked[filter.overdue]; span { (words.t("work-only-overdue")) } }
                }
                @else { label .choice { input type="checkbox" name="apart" value="1" checked[filter.apart]; span { (words.t("work-only-apart")) } } }
                button .button type="submit" { (words.t("work-filter-show")) }
            }
        }
    }
}

/// Which columns a list has.
#[derive(Clone, Copy)]
enum Columns {
    Waiting,
    Decided,
    Proposed,
}

fn table(context: &PageContext, page: &Page, faces: &Faces, columns: Columns) -> Markup {
    let words = Words::new(context.language);
    let last = match columns {
        Columns::Waiting | Columns::Proposed => ["work-has", "work-age", "work-due"],
        Columns::Decided => ["work-closed-by", "work-closed", "work-followed"],
    };
    html! {
        table .table.work {
            thead { tr {
                @for key in ["work-what", "work-children", "work-states"].into_iter().chain(last).chain(["work-status"]) { th scope="col" { (words.t(key)) } }
                @if matches!(columns, Columns::Waiting) { th scope="col" { span .visually-hidden { (words.t("work-take")) } } }
            } }
            tbody {
                @for (index, row) in page.rows.iter().enumerate() {
                    tr {
                        th scope="row" {
                            a href=(item_path(row.kind, row.id)) accesskey=[(index == 0).then_some("o")] { (name(words, row.kind, row.id)) }
                        }
                        td data-label=(words.t("work-children")) {
                            div { @for id in &row.children { (child(words, *id, faces.get(id).map(Vec::as_slice).unwrap_or_default())) } }
                        }
                        td data-label=(words.t("work-states")) { div { (states(&row.states)) br; span .quiet { (words.t(&format!("work-level-{}", row.level.word()))) } } }
                        @match columns {
                            Columns::Decided => (closed_cells(words, row)),
                            Columns::Waiting | Columns::Proposed => (open_cells(words, row)),
                        }
                        td data-label=(words.t("work-status")) { (status_tag(words, row)) }
                        @if matches!(columns, Columns::Waiting) { td .work-take { (take(context, row)) } }
                    }
                }
            }
        }
    }
}

fn open_cells(words: Words, row: &Row) -> Markup {
    html! {
        td data-label=(words.t("work-has")) {
            @if row.assignees.is_empty() { span .quiet { (words.t("work-nobody")) } }
            @else { (row.assignees.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")) }
        }
        td data-label=(words.t("work-age")) { (words.with("work-days", &[("days", row.age_days.into())])) }
        td data-label=(words.t("work-due")) { div { (due(words, row)) } }
    }
}

fn closed_cells(words: Words, row: &Row) -> Markup {
    html! {
        td data-label=(words.t("work-closed-by")) { @if let Some(by) = &row.closed_by { (super::actor(words, by)) } }
        td data-label=(words.t("work-closed")) { @if let Some(at) = row.closed { (timestamp(words, at)) } }
        td data-label=(words.t("work-followed")) {
            @match row.followed_by {
                Some(id) => a href=(format!("/worklist/{id}")) { (words.with("work-item", &[("number", id.0.to_string().into())])) },
                None => span .quiet { "\u{2013}" },
            }
        }
    }
}

fn take(context: &PageContext, row: &Row) -> Markup {
    let words = Words::new(context.language);
    html! {
        @if row.status != ItemStatus::Acknowledged {
            form method="post" action=(format!("/worklist/{}/take", row.id)) {
                (csrf_field(context))
                button .button.button-quiet type="submit" { (words.t("work-take")) span .visually-hidden { " " (row.id) } }
            }
        }
    }
}

fn pages(words: Words, path: &str, filter: &Filter, page: &Page) -> Markup {
    let shown = page.rows.len();
    let most = 25;
    let before = page.from.checked_sub(most).or((page.from > 0).then_some(0));
    let after = (page.from + shown < page.total).then_some(page.from + shown);
    html! {
        @if before.is_some() || after.is_some() {
            nav .pages aria-label=(words.t("work-pages")) {
                @if let Some(from) = before { a .button.button-quiet rel="prev" accesskey="p" href=(address(path, filter, from)) { (words.t("work-page-before")) } }
                span { (words.with("work-page-of", &[
                    ("from", (page.from + 1).into()), ("to", (page.from + shown).into()), ("total", page.total.into()),
                ])) }
                @if let Some(from) = after { a .button.button-quiet rel="next" accesskey="m" href=(address(path, filter, from)) { (words.t("work-page-after")) } }
            }
        }
    }
}

/// A list with its filter, from a row on.
fn address(path: &str, filter: &Filter, from: usize) -> String {
    let mut asked: Vec<String> = filter.kinds.iter().map(|kind| format!("kind={}", kind.word())).collect();
    asked.extend(filter.statuses.iter().map(|status| format!("status={}", status.word())));
    asked.extend(filter.state.map(|state| format!("state={state}")));
    match filter.whose {
        Whose::Anybodys => {}
        Whose::Mine => asked.push("whose=mine".to_owned()),
        Whose::Nobodys => asked.push("whose=nobodys".to_owned()),
    }
    asked.extend(filter.overdue.then(|| "overdue=1".to_owned()));
    asked.extend(filter.apart.then(|| "apart=1".to_owned()));
    asked.extend((from > 0).then(|| format!("from={from}")));
    if asked.is_empty() { path.to_owned() } else { format!("{path}?{}", asked.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_the_filter_on_the_next_page() {
        let filter = Filter {
            kinds: vec![ItemKind::NearMatch],
            state: "TX".parse().ok(),
            whose: Whose::Mine,
            overdue: true,
            apart: true,
            ..Filter::default()
        };
        assert_eq!(address("/w", &Filter::default(), 0), "/w");
        assert_eq!(address("/w", &filter, 25), "/w?kind=near_match&state=TX&whose=mine&overdue=1&apart=1&from=25");
    }
}
