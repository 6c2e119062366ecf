//! The three lists: what waits, what I proposed, what was decided.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::filters::{self, address, shortcut_links};
use super::table::{Columns, table};
use super::{item_path, row_name, tabs};
use crate::access::Permission;
use crate::casework::{Face, Filter, Page, Row, WorkCounts};
use crate::model::{MsixId, StateCode, Text};
use crate::web::assets;
use crate::web::i18n::Language;
use crate::web::views::layout::{self, PageContext};
use crate::web::views::record::Words;
use crate::web::worklist::{Bulk, Done};

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
    /// The filters that the person saved: name and query.
    pub(in crate::web) saved: Vec<(Text, Text)>,
    /// What became of several items that were taken at once.
    pub(in crate::web) bulk: Option<Bulk>,
    /// Why a filter was not saved, as a key of the messages.
    pub(in crate::web) trouble: Option<&'static str>,
}

/// What somebody was given who decides about nothing himself.
pub(in crate::web) struct Given {
    pub(in crate::web) page: Page,
    pub(in crate::web) faces: Faces,
    /// What became of several items that were taken at once.
    pub(in crate::web) bulk: Option<Bulk>,
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
    frame(
        context,
        "/worklist",
        &html! {
            @if let Some(done) = &list.done { (done_line(words, done, list.next.as_ref())) }
            @if let Some(bulk) = &list.bulk { (bulk_line(words, bulk)) }
            @if list.local { div .notice { p { (words.t("work-local")) } } }
            (shortcut_links(words, &list.counts, Some(&list.filter)))
            (filters::saved(context, &list.saved, &list.filter, list.trouble))
            (filters::filters(words, "/worklist", &list.filter, &list.own, true))
            @if list.page.total == 0 { (nothing(words, list)) }
            @else {
                p .count { (words.with("work-count", &[("count", list.page.total.into())])) }
                (filters::order(words, &list.filter))
                (table(context, &list.page, &list.faces, Columns::Waiting))
                (pages(words, "/worklist", &list.filter, &list.page))
            }
            (keys(words))
        },
    )
}

/// `/worklist` of somebody who decides about nothing and was given notices or requests.
pub(in crate::web) fn given(context: &PageContext, list: &Given) -> Markup {
    let words = Words::new(context.language);
    frame(
        context,
        "/worklist",
        &html! {
            @if let Some(bulk) = &list.bulk { (bulk_line(words, bulk)) }
            @if list.page.total == 0 {
                div .notice role="status" { p { strong { (words.t("work-none-given")) } } p { (words.t("work-none-given-next")) } }
            } @else {
                p .count { (words.with("work-count", &[("count", list.page.total.into())])) }
                (table(context, &list.page, &list.faces, Columns::Given))
                (pages(words, "/worklist", &Filter::default(), &list.page))
            }
            (keys(words))
        },
    )
}

fn nothing(words: Words, list: &Waiting) -> Markup {
    let narrowed = list.filter != Filter::default();
    html! {
        div .notice role="status" {
            @if narrowed && list.counts.all > 0 {
                p { strong { (words.t("work-none-fits")) } }
                p { a href="/worklist" { (words.t("work-show-all")) } }
            } @else {
                p { strong { (words.t("work-none")) } }
                p { (words.t("work-none-next")) }
            }
        }
    }
}

/// What became of several items that were taken at once.
fn bulk_line(words: Words, bulk: &Bulk) -> Markup {
    html! {
        div .notice.notice-done role="status" {
            @if bulk.taken.is_empty() && bulk.left.is_empty() { p { (words.t("work-bulk-none")) } }
            @if !bulk.taken.is_empty() {
                p { span .tag.tag-good { (words.with("work-bulk-taken", &[("count", bulk.taken.len().into())])) } " "
                    @for id in &bulk.taken { a href=(format!("/worklist/{id}")) { (words.with("work-item", &[("number", id.0.to_string().into())])) } " " }
                }
            }
            @for (id, why) in &bulk.left {
                p { span .tag.tag-stop { (words.t("work-bulk-left")) } " "
                    a href=(format!("/worklist/{id}")) { (words.with("work-item", &[("number", id.0.to_string().into())])) } ": " (words.t(why))
                }
            }
        }
    }
}

/// The keys of the list, for whoever has a keyboard: the script shows them at a question mark.
fn keys(words: Words) -> Markup {
    html! {
        details #work-keys .work-keys {
            summary { (words.t("work-keys-title")) }
            dl {
                @for (key, what) in [("j", "down"), ("k", "up"), ("o", "open"), ("t", "take"), ("x", "tick"), ("?", "help")] {
                    div { dt { kbd { (key) } } dd { (words.t(&format!("work-key-{what}"))) } }
                }
            }
        }
        script src=(assets::worklist_script_path()) defer {}
    }
}

/// `/worklist/decided`.
pub(in crate::web) fn decided(context: &PageContext, list: &Decided) -> Markup {
    let words = Words::new(context.language);
    frame(
        context,
        "/worklist/decided",
        &html! {
            p { a href="/worklist/decided?apart=1" { (words.t("work-different-link")) } " " (words.t("work-different-hint")) }
            (filters::filters(words, "/worklist/decided", &list.filter, &list.own, false))
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

/// What somebody was given who decides about nothing, on the start page.
pub(in crate::web) fn home_given(language: Language, count: usize) -> Markup {
    let words = Words::new(language);
    html! {
        section aria-labelledby="worklist" {
            h2 id="worklist" { a href="/worklist" { (words.t("home-given")) } }
            p { (words.with("work-count", &[("count", count.into())])) }
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
                    (words.t("work-next")) ": " (row_name(words, next))
                } }
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
