//! On a child's record: the hint of what is open, what was decided about the child, and what can be done when the
//! record is wrong.

use maud::{Markup, html};

use super::{Words, actor, item_path, name, row_name, row_path, states, status_tag, timestamp};
use crate::access::Permission;
use crate::casework::Row;
use crate::model::{ItemKind, ItemStatus, LinkKind, MsixId, StateCode};
use crate::records::view::ConsolidatedRecord;
use crate::web::views::layout::PageContext;
use crate::web::views::record::{statements, whose};

/// What is open about a child, above its record: it may not be the whole child.
/// What was split off is told as well, while it is apart.
pub(in crate::web) fn hints(context: &PageContext, record: &ConsolidatedRecord, rows: &[Row]) -> Markup {
    let words = Words::new(context.language);
    let split =
        |row: &&Row| row.kind == ItemKind::ValidateSplit && row.status == ItemStatus::Approved && row.fate.is_none();
    let mut parts: Vec<MsixId> = rows.iter().filter(split).flat_map(|row| row.children.iter().copied()).collect();
    parts.sort_unstable();
    parts.dedup();
    parts.retain(|child| *child != record.msix_id);
    html! {
        @if !parts.is_empty() {
            div .notice.hint role="status" { p {
                (words.t("hint-split"))
                @for child in &parts { " " a .msix href=(format!("/students/{child}")) { (child.grouped()) } }
                ". " a href=(decisions_path(record.msix_id)) { (words.t("record-retired-decisions")) }
            } }
        }
        @for row in rows.iter().filter(|row| row.status.is_open()) {
            div class={ "notice hint" @if row.kind.decides_about_children() { " notice-warn" } } role="status" {
                p {
                    (words.t(hint(row.kind))) " "
                    @if row.may_look { a href=(row_path(row)) { (row_name(words, row)) } "." }
                    @else { (row_name(words, row)) ". " (words.with("hint-others-decide", &[("states", named(&row.states).into())])) }
                }
            }
        }
    }
}

fn hint(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::NearMatch => "hint-near",
        ItemKind::Correction => "hint-correction",
        ItemKind::Notice => "hint-notice",
        ItemKind::Request => "hint-request",
        _ => "hint-proposal",
    }
}

fn named(states: &[StateCode]) -> String {
    states.iter().map(|state| state.name()).collect::<Vec<_>>().join(", ")
}

/// `/students/{id}/decisions`: everything that was asked, proposed and decided about a child.
pub(in crate::web) fn list(context: &PageContext, record: &ConsolidatedRecord, rows: &[Row]) -> Markup {
    let words = Words::new(context.language);
    html! {
        article .record {
            p { a href=(format!("/students/{}", record.msix_id)) { "\u{2190} " (words.t("record-back")) } }
            h1 { (words.t("decisions-title")) }
            (whose(record))
            (statements::standing(words, record))
            @if rows.is_empty() {
                div .notice { p { (words.t("decisions-none")) } }
            } @else {
                table .table {
                    thead { tr { @for key in ["work-what", "work-states", "work-opened", "work-status", "work-closed-by", "work-closed", "work-followed"] { th scope="col" { (words.t(key)) } } } }
                    tbody { @for row in rows { (one(context, row)) } }
                }
            }
            (actions(context, record))
        }
    }
}

fn one(context: &PageContext, row: &Row) -> Markup {
    let words = Words::new(context.language);
    html! {
        tr {
            th scope="row" {
                @if row.may_look { a href=(item_path(row.kind, row.id)) { (name(words, row.kind, row.id)) } }
                @else { (name(words, row.kind, row.id)) }
            }
            td data-label=(words.t("work-states")) { div { (states(&row.states)) } }
            td data-label=(words.t("work-opened")) { (timestamp(words, row.opened)) }
            td data-label=(words.t("work-status")) { (status_tag(words, row)) }
            td data-label=(words.t("work-closed-by")) { @match &row.closed_by { Some(by) => (actor(words, by)), None => span .absent { "\u{2013}" } } }
            td data-label=(words.t("work-closed")) { @match row.closed { Some(at) => (timestamp(words, at)), None => span .absent { "\u{2013}" } } }
            td data-label=(words.t("work-followed")) {
                @match row.followed_by { Some(id) if row.may_look => (super::compare::item_link(words, id)), Some(id) => (words.with("work-item", &[("number", id.0.to_string().into())])), None => span .absent { "\u{2013}" } }
            }
        }
    }
}

/// What can be done when the record is wrong, for those who may propose.
pub(in crate::web) fn actions(context: &PageContext, record: &ConsolidatedRecord) -> Markup {
    let words = Words::new(context.language);
    let linked = || record.members.iter().filter(|member| member.how == LinkKind::Exact && record.members.len() > 1);
    html! {
        @if context.may(Permission::Propose) {
            section .no-print aria-labelledby="wrong" {
                h2 id="wrong" { (words.t("wrong-title")) }
                ul .links {
                    li { a href=(format!("/merges/new?child={}", record.msix_id)) { (words.t("wrong-merge")) } }
                    @if record.members.len() > 1 {
                        li { a href=(format!("/splits/new?child={}", record.msix_id)) { (words.t("wrong-split")) } }
                    }
                    @for member in linked() {
                        li { a href=(format!("/undos/new?link={}", member.no.0)) {
                            (words.with("wrong-unlink", &[("state", member.key.state.name().into()), ("id", member.key.id.to_string().into())]))
                        } }
                    }
                    li { a href=(decisions_path(record.msix_id)) { (words.t("decisions-title")) } }
                }
            }
        }
    }
}

/// The address of a child's decisions.
pub(in crate::web) fn decisions_path(child: MsixId) -> String {
    format!("/students/{child}/decisions")
}
