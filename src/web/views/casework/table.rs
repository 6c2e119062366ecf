//! The rows of the lists.

use maud::{Markup, html};

use super::list::Faces;
use super::{Words, actor, child, due, row_name, row_path, states, status_tag, timestamp};
use crate::casework::{Goal, Page, Row};
use crate::model::{ItemKind, ItemStatus, Timestamp};
use crate::web::views::layout::{PageContext, csrf_field};

/// Which columns a list has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Columns {
    /// What waits for somebody who decides.
    Waiting,
    /// What was given to somebody who does not.
    Given,
    /// What was decided.
    Decided,
    /// What somebody proposed.
    Proposed,
}

/// A list as a table, whose rows become cards on a phone.
pub(super) fn table(context: &PageContext, page: &Page, faces: &Faces, columns: Columns) -> Markup {
    let words = Words::new(context.language);
    let last = match columns {
        Columns::Waiting | Columns::Given | Columns::Proposed => ["work-has", "work-age", "work-due"],
        Columns::Decided => ["work-closed-by", "work-closed", "work-followed"],
    };
    let takes = matches!(columns, Columns::Waiting | Columns::Given);
    html! {
        table .table.work {
            thead { tr {
                @for key in ["work-what", "work-children", "work-states"].into_iter().chain(last).chain(["work-status"]) { th scope="col" { (words.t(key)) } }
                @if takes { th scope="col" { span .visually-hidden { (words.t("work-take")) } } }
            } }
            tbody {
                @for (index, row) in page.rows.iter().enumerate() { (line(context, row, index, faces, columns)) }
            }
        }
        @if takes {
            form #bulk .work-bulk method="post" action="/worklist/acknowledge" {
                (csrf_field(context))
                button .button type="submit" { (words.t("work-bulk")) } " " span .quiet { (words.t("work-bulk-note")) }
            }
        }
    }
}

fn line(context: &PageContext, row: &Row, index: usize, faces: &Faces, columns: Columns) -> Markup {
    let words = Words::new(context.language);
    let takes = matches!(columns, Columns::Waiting | Columns::Given);
    html! {
        tr {
            th scope="row" {
                @if takes {
                    label .work-tick { input type="checkbox" name="item" value=(row.id) form="bulk";
                        span .visually-hidden { (words.with("work-tick", &[("number", row.id.0.to_string().into())])) } }
                }
                a href=(row_path(row)) accesskey=[(index == 0).then_some("o")] { (row_name(words, row)) }
            }
            td data-label=(words.t("work-children")) {
                div {
                    @for id in &row.children { (child(words, *id, faces.get(id).map(Vec::as_slice).unwrap_or_default())) }
                    @if row.children.is_empty() { span .quiet { "\u{2013}" } }
                }
            }
            td data-label=(words.t("work-states")) { div { (states(&row.states)) br; span .quiet { (words.t(&format!("work-level-{}", row.level.word()))) } } }
            @match columns {
                Columns::Decided => (closed_cells(words, row)),
                Columns::Waiting | Columns::Given | Columns::Proposed => (open_cells(words, row)),
            }
            td data-label=(words.t("work-status")) { (status_tag(words, row)) }
            @if takes { td .work-take { (take(context, row, columns)) } }
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
        td data-label=(words.t("work-due")) { div { (by_law(words, row)) (due(words, row)) (next_goal(words, row)) } }
    }
}

fn closed_cells(words: Words, row: &Row) -> Markup {
    html! {
        td data-label=(words.t("work-closed-by")) { @if let Some(by) = &row.closed_by { (actor(words, by)) } }
        td data-label=(words.t("work-closed")) { @if let Some(at) = row.closed { (timestamp(words, at)) } }
        td data-label=(words.t("work-followed")) {
            @match row.followed_by {
                Some(id) => a href=(format!("/worklist/{id}")) { (words.with("work-item", &[("number", id.0.to_string().into())])) },
                None => span .quiet { "\u{2013}" },
            }
        }
    }
}

/// The two goals: nothing happens when one is missed, and nothing is approved by it.
pub(super) fn goals(words: Words, row: &Row) -> Markup {
    html! {
        ul .work-goals {
            @for (key, goal) in [("work-goal-answer", row.answer), ("work-goal-resolution", row.resolution)] {
                li { (words.t(key)) ": "
                    @match goal {
                        Goal::Met => { (words.t("work-goal-met")) },
                        Goal::Missed => { strong { (words.t("work-goal-missed")) } },
                        Goal::Until(at) => { (words.t("work-goal-until")) " " time datetime=(at) { (words.date(at.date())) } },
                    }
                }
            }
        }
    }
}

/// The last day by law, above our own goals: nothing else here is a duty.
fn by_law(words: Words, row: &Row) -> Markup {
    html! {
        @if let Some((day, over)) = row.legal {
            div .work-legal {
                @if over { span .tag.tag-stop { (words.t("work-overdue")) } " " }
                strong { (words.with("work-legal", &[("day", words.date(day).into())])) }
            }
        }
    }
}

/// The goal that comes next, where the day it is due does not say it.
fn next_goal(words: Words, row: &Row) -> Markup {
    let day = |at: Timestamp| [("day", words.date(at.date()).into())];
    html! {
        @match (row.answer, row.resolution) {
            (Goal::Until(at), _) => div .work-goals { (words.with("work-answer-by", &day(at))) },
            (Goal::Missed, _) => div .work-goals { (words.t("work-answer-late")) },
            (Goal::Met, Goal::Until(at)) if row.due.map(Timestamp::date) != Some(at.date()) =>
                div .work-goals { (words.with("work-decision-by", &day(at))) },
            (Goal::Met, _) => {},
        }
    }
}

fn take(context: &PageContext, row: &Row, columns: Columns) -> Markup {
    let words = Words::new(context.language);
    html! {
        @if row.status != ItemStatus::Acknowledged && columns == Columns::Waiting {
            form .take method="post" action=(format!("/worklist/{}/take", row.id)) {
                (csrf_field(context))
                button .button.button-quiet type="submit" { (words.t("work-take")) span .visually-hidden { " " (row.id) } }
            }
        }
        @if row.kind == ItemKind::Findings && columns == Columns::Waiting {
            form method="post" action=(format!("/worklist/{}/done", row.id)) {
                (csrf_field(context))
                button .button.button-quiet type="submit" { (words.t("work-mended")) span .visually-hidden { " " (row.id) } }
            }
        }
    }
}
