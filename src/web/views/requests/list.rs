//! `/requests`: what was asked of us and what we asked, what is due first at the top.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{Words, area, side, status_tag};
use crate::casework::{Face, RequestFilter, RequestPage, RequestRow, Side};
use crate::model::MsixId;
use crate::web::views::casework::child;
use crate::web::views::layout::{self, PageContext};

/// Rows on a page.
pub(in crate::web) const ROWS: usize = 25;

/// A list with the children it names.
pub(in crate::web) struct Listed {
    pub(in crate::web) page: RequestPage,
    pub(in crate::web) faces: BTreeMap<MsixId, Vec<Face>>,
    pub(in crate::web) filter: RequestFilter,
}

/// The page.
pub(in crate::web) fn list(context: &PageContext, listed: &Listed) -> Markup {
    let words = Words::new(context.language);
    let (title, filter) = (words.t("requests-title"), listed.filter);
    let [received, sent, overdue] = listed.page.counts;
    let of = |side| RequestFilter { side, ..RequestFilter::default() };
    let both = RequestFilter { overdue: true, ..of(filter.side) };
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            p { (words.t("requests-what")) }
            ul .work-counts {
                @for (one, key, count) in [
                    (of(Side::Received), "requests-received", received), (of(Side::Sent), "requests-sent", sent), (both, "requests-overdue", overdue),
                ] {
                    li { a href=(address(one, 0)) aria-current=[(one == filter).then_some("true")] { strong { (count) } " " (words.t(key)) } }
                }
            }
            (narrow(words, filter))
            @if listed.page.rows.is_empty() {
                div .notice role="status" {
                    p { strong { (words.t("requests-none")) } }
                    p { (words.t("requests-none-next")) }
                }
            } @else {
                @if let Some(total) = listed.page.total { p .count { (words.with("requests-count", &[("count", total.into())])) } }
                (table(words, listed))
                (pages(words, listed))
            }
        },
    )
}

fn narrow(words: Words, filter: RequestFilter) -> Markup {
    html! {
        p .links {
            @for (one, key, on) in [
                (RequestFilter { closed: !filter.closed, ..filter }, "requests-closed-too", filter.closed),
                (RequestFilter { mine: !filter.mine, ..filter }, "requests-mine", filter.mine),
            ] {
                a .button.button-quiet href=(address(one, 0)) aria-current=[on.then_some("true")] {
                    @if on { "\u{2713} " } (words.t(key))
                } " "
            }
        }
    }
}

fn table(words: Words, listed: &Listed) -> Markup {
    let keys = ["request", "child", "asker", "asked", "came", "has", "age", "due", "status"];
    html! {
        table .table.work {
            thead { tr { @for key in keys { th scope="col" { (words.t(&format!("requests-{key}"))) } } } }
            tbody { @for row in &listed.page.rows { (one(words, row, listed)) } }
        }
    }
}

fn one(words: Words, row: &RequestRow, listed: &Listed) -> Markup {
    let label = |key: &str| words.t(&format!("requests-{key}"));
    html! {
        tr {
            th scope="row" { a href=(format!("/requests/{}", row.id)) { (words.with("request-name", &[("number", row.id.to_string().into())])) } }
            td data-label=(label("child")) { (child(words, row.child, listed.faces.get(&row.child).map(Vec::as_slice).unwrap_or_default())) }
            td data-label=(label("asker")) { (side(words, row.state)) br; span .quiet { (row.by) } }
            td data-label=(label("asked")) { (area(words, &row.to)) }
            td data-label=(label("came")) { (words.with("request-came", &[("came", row.asked.1.into()), ("asked", row.asked.0.into())])) }
            td data-label=(label("has")) {
                @if row.assignees.is_empty() { span .quiet { (words.t("work-nobody")) } }
                @else { (row.assignees.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")) }
                br; span .quiet { (words.t(&format!("work-level-{}", row.level.word()))) }
            }
            td data-label=(label("age")) { (words.with("work-days", &[("days", row.age_days.into())])) }
            td data-label=(label("due")) { @match row.due {
                Some(day) => { @if row.overdue { span .tag.tag-stop { (words.t("work-overdue")) } " " } time datetime=(day) { (words.date(day)) } },
                None => span .quiet { "\u{2013}" },
            } }
            td data-label=(label("status")) { (status_tag(words, row.status)) }
        }
    }
}

fn pages(words: Words, listed: &Listed) -> Markup {
    let (page, filter) = (&listed.page, listed.filter);
    let before = (page.from > 0).then(|| page.from.saturating_sub(ROWS));
    let after = page.more.then_some(page.from + page.rows.len());
    html! {
        @if before.is_some() || after.is_some() {
            nav .pages aria-label=(words.t("work-pages")) {
                @if let Some(from) = before { a .button.button-quiet rel="prev" href=(address(filter, from)) { (words.t("work-page-before")) } }
                @if let Some(from) = after { a .button.button-quiet rel="next" href=(address(filter, from)) { (words.t("work-page-after")) } }
            }
        }
    }
}

/// The list with a filter, from a row on.
fn address(filter: RequestFilter, from: usize) -> String {
    let mut path = format!("/requests?side={}", if filter.side == Side::Sent { "sent" } else { "received" });
    for (name, on) in [("closed", filter.closed), ("overdue", filter.overdue), ("mine", filter.mine)] {
        if on {
            path.push_str(&format!("&{name}=1"));
        }
    }
    if from > 0 {
        path.push_str(&format!("&from={from}"));
    }
    path
}
