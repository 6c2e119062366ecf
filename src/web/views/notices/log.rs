//! `/notices/log`: the log of notices sent and received, as a page and as a file. MSIX IDs only.

use maud::{Markup, html};

use super::{place, status_tag};
use crate::casework::{LogPeriod, NoticeLogPage, NoticeLogRow};
use crate::model::{MsixId, StateCode};
use crate::web::i18n::{Language, t};
use crate::web::views::casework::actor;
use crate::web::views::export::harmless;
use crate::web::views::layout::{self, PageContext, csrf_field};
use crate::web::views::record::Words;

/// Lines on a page.
pub(in crate::web) const ROWS: usize = 50;

/// The columns of the page: what the file has in columns of their own stands together, so that it fits.
const SHOWN: [&str; 8] = [
    "notices-what",
    "notices-log-sent",
    "notices-way",
    "notices-told",
    "work-children",
    "notices-log-acknowledged",
    "work-status",
    "notices-log-days",
];

/// The columns of the file.
const COLUMNS: [&str; 11] = [
    "notices-what",
    "notices-log-sent",
    "notices-log-by",
    "notices-direction",
    "notices-from",
    "notices-to",
    "notices-told",
    "work-children",
    "notices-log-acknowledged",
    "work-status",
    "notices-log-days",
];

/// The page.
pub(in crate::web) fn page(context: &PageContext, period: LogPeriod, own: &[StateCode], log: &NoticeLogPage) -> Markup {
    let words = Words::new(context.language);
    let title = words.t("notices-log-title");
    layout::page(
        context,
        &title,
        html! {
            p { a href="/notices" { "\u{2190} " (words.t("notices-title")) } }
            h1 { (title) }
            div .work-filter.no-print { form method="get" action="/notices/log" .form-grid {
                label .field { span { (words.t("notices-log-first")) } input type="date" name="first" value=(period.from); }
                label .field { span { (words.t("notices-log-last")) } input type="date" name="last" value=(period.to); }
                @if own.len() > 1 {
                    label .field { span { (words.t("work-state")) }
                        select name="state" {
                            option value="" { (words.t("search-any")) }
                            @for state in own { option value=(state) selected[period.state == Some(*state)] { (state.name()) } }
                        }
                    }
                }
                button .button type="submit" { (words.t("work-filter-show")) }
            } }
            @if log.rows.is_empty() { div .notice role="status" { p { (words.t("notices-log-none")) } } }
            @else {
                p .count { (words.with("notices-count", &[("count", log.total.into())])) }
                (table(words, &log.rows))
                (pages(words, period, log))
                form method="post" action="/notices/log" .no-print {
                    (csrf_field(context))
                    input type="hidden" name="first" value=(period.from);
                    input type="hidden" name="last" value=(period.to);
                    @if let Some(state) = period.state { input type="hidden" name="state" value=(state); }
                    button .button type="submit" { (words.t("notices-log-csv")) }
                }
            }
        },
    )
}

fn pages(words: Words, period: LogPeriod, log: &NoticeLogPage) -> Markup {
    let shown = log.from + log.rows.len();
    let address = |from: usize| {
        let state = period.state.map(|state| format!("&state={state}")).unwrap_or_default();
        format!("/notices/log?first={}&last={}{state}&from={from}", period.from, period.to)
    };
    html! {
        @if log.from > 0 || shown < log.total {
            nav .pages aria-label=(words.t("work-pages")) {
                @if log.from > 0 { a .button.button-quiet rel="prev" href=(address(log.from.saturating_sub(ROWS))) { (words.t("work-page-before")) } }
                span { (words.with("work-page-of", &[("from", (log.from + 1).into()), ("to", shown.into()), ("total", log.total.into())])) }
                @if shown < log.total { a .button.button-quiet rel="next" href=(address(shown)) { (words.t("work-page-after")) } }
            }
        }
    }
}

fn table(words: Words, rows: &[NoticeLogRow]) -> Markup {
    html! {
        table .table {
            thead { tr { @for key in SHOWN { th scope="col" { (words.t(key)) } } } }
            tbody { @for row in rows { tr {
                th scope="row" { a href=(format!("/notices/{}", row.id.0)) { (row.id.0) } }
                td data-label=(words.t("notices-log-sent")) { div { (words.date(row.sent.date())) br; span .quiet { (row.by) } } }
                td data-label=(words.t("notices-way")) { div {
                    (place(&row.from)) " \u{2192} " (place(&row.to)) br;
                    span .quiet { (words.t(&format!("notices-{}", row.direction.word()))) }
                } }
                td data-label=(words.t("notices-told")) { (place(&row.told)) }
                td data-label=(words.t("work-children")) { div { @for child in &row.children { span .msix { (child.grouped()) } " " } } }
                td data-label=(words.t("notices-log-acknowledged")) {
                    @match &row.acknowledged { Some((at, by)) => { (words.date(at.date())) ", " (actor(words, by)) }, None => span .absent { "\u{2013}" } }
                }
                td data-label=(words.t("work-status")) { (status_tag(words, row.status)) }
                td data-label=(words.t("notices-log-days")) { (row.days) }
            } } }
        }
    }
}

/// The log as CSV with a head line.
pub(in crate::web) fn csv(language: Language, rows: &[NoticeLogRow]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let words = Words::new(language);
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(COLUMNS.iter().map(|key| t(language, key)))?;
    for row in rows {
        let acknowledged =
            row.acknowledged.as_ref().map(|(at, by)| format!("{} {}", at.date(), by.name())).unwrap_or_default();
        let children = row.children.iter().map(MsixId::to_string).collect::<Vec<_>>().join(" ");
        let cells = [
            row.id.0.to_string(),
            row.sent.date().to_string(),
            row.by.to_string(),
            words.t(&format!("notices-{}", row.direction.word())),
            place(&row.from),
            place(&row.to),
            place(&row.told),
            children,
            acknowledged,
            words.t(&format!("notices-status-{}", row.status.word())),
            row.days.to_string(),
        ];
        out.write_record(cells.iter().map(|cell| harmless(cell)))?;
    }
    Ok(out.into_inner()?)
}
