//! `/corrections`: which requests are under way.

use maud::{Markup, html};

use super::{Words, letter::requester, status_tag};
use crate::casework::{CorrectionFilter, CorrectionPage, CorrectionRow};
use crate::model::CorrectionStatus;
use crate::web::views::layout::{self, PageContext};

pub(in crate::web) fn page(
    context: &PageContext,
    filter: &CorrectionFilter,
    page: &CorrectionPage,
    most: usize,
) -> Markup {
    let words = Words::new(context.language);
    let title = words.t("nav-corrections");
    let open: usize = page.by_status.values().sum();
    layout::page(
        context,
        &title,
        html! {
            h1 { (title) }
            p { (words.t("corrections-intro")) }
            p .count role="status" {
                (words.with("corrections-count", &[("open", open.into()), ("overdue", page.overdue.into()), ("shown", page.total.into())]))
            }
            (filters(words, filter, page))
            @if page.rows.is_empty() {
                div .notice { p { (words.t("corrections-none")) } p { (words.t("corrections-none-next")) } }
            } @else { (table(words, &page.rows)) }
            (turn(words, filter, page, most))
        },
    )
}

fn filters(words: Words, filter: &CorrectionFilter, page: &CorrectionPage) -> Markup {
    html! {
        form .card method="get" action="/corrections" {
            div .form-grid {
                label .field { span { (words.t("corrections-status")) }
                    select name="status" {
                        option value="" selected[filter.status.is_none() && !filter.all] { (words.t("corrections-open")) }
                        option value="all" selected[filter.all] { (words.t("corrections-all")) " (" (page.by_status.values().sum::<usize>() + page.ended) ")" }
                        @for status in CorrectionStatus::ALL {
                            option value=(status.word()) selected[filter.status == Some(status)] {
                                (words.t(&format!("corrections-status-{}", status.word())))
                                @if status.is_open() { " (" (page.by_status.get(&status).copied().unwrap_or_default()) ")" }
                            }
                        }
                    }
                }
                div { @for (name, on, key) in [("mine", filter.mine, "corrections-mine"), ("overdue", filter.overdue, "corrections-overdue")] {
                    label .choice { input type="checkbox" name=(name) value="1" checked[on]; span { (words.t(key)) } }
                } }
            }
            p { button .button.button-quiet type="submit" { (words.t("corrections-show")) } }
        }
    }
}

fn table(words: Words, rows: &[CorrectionRow]) -> Markup {
    let heads = [
        "corrections-number",
        "corrections-child",
        "corrections-who",
        "corrections-answers",
        "corrections-status",
        "corrections-age",
        "corrections-due",
        "work-has",
    ];
    let [number, child, who, answers, status, age, due, has] = heads.map(|key| words.t(key));
    html! {
        table .table {
            thead { tr { @for head in [&number, &child, &who, &answers, &status, &age, &due, &has] { th scope="col" { (head) } } } }
            tbody { @for row in rows { tr {
                th scope="row" { a href=(format!("/corrections/{}", row.id)) { "C-" (row.id) } }
                td data-label=(child) { span .msix { (row.child.grouped()) } }
                td data-label=(who) { (requester(words, row.requester)) @if let Some(state) = row.received_by { " (" (state) ")" } }
                td data-label=(answers) { abbr .state title=(row.responsible.name()) { (row.responsible) } }
                td data-label=(status) { (status_tag(words, row.status, row.granted, row.arrived)) }
                td data-label=(age) { (words.with("corrections-days", &[("days", row.age_days.into())])) }
                td data-label=(due) { @match row.due {
                    Some(due) if row.overdue => { span { span .tag.tag-stop { (words.t("corrections-late")) } " " (words.date(due)) } }
                    Some(due) => (words.date(due)),
                    None => span .absent { "\u{2013}" },
                } }
                td data-label=(has) { @if row.assignees.is_empty() { span .quiet { (words.t("work-nobody")) } } @else { (row.assignees.join(", ")) } }
            } } }
        }
    }
}

fn turn(words: Words, filter: &CorrectionFilter, page: &CorrectionPage, most: usize) -> Markup {
    let status = filter.status.map_or(if filter.all { "all" } else { "" }, CorrectionStatus::word);
    let ticked = |on: bool, name: &str| if on { format!("&{name}=1") } else { String::new() };
    let to = |from: usize| {
        format!(
            "/corrections?status={status}{}{}&from={from}",
            ticked(filter.mine, "mine"),
            ticked(filter.overdue, "overdue")
        )
    };
    html! {
        p {
            @if page.from > 0 { a .button.button-quiet href=(to(page.from.saturating_sub(most))) { (words.t("corrections-newer")) } " " }
            @if page.from + page.rows.len() < page.total { a .button.button-quiet href=(to(page.from + most)) { (words.t("corrections-older")) } }
        }
    }
}
