//! The historical view: each state's own record as sent, version by version, and what changed from one to the next.

use maud::{Markup, html};

use super::{Words, cell, frame};
use crate::model::{Contribution, LineKind};
use crate::records::view::{ConsolidatedRecord, Difference, HistoryVersion, StateHistory};

/// `/students/{id}/history`: who said what, when.
pub fn history(words: Words, record: &ConsolidatedRecord, states: &[StateHistory]) -> Markup {
    frame(
        words,
        record,
        "history",
        &html! {
            h2 { (words.t("record-tab-history")) }
            p { (words.t("record-history-intro")) }
            (super::statements::ended(words, record))
            @for state in states {
                section .state-history {
                    h3 { (state.member.key.state.name()) " \u{b7} " span .id { (state.member.key.id) } }
                    @for (index, version) in state.versions.iter().enumerate() { (one(&words, version, index == 0)) }
                }
            }
        },
    )
}

fn one(words: &Words, version: &HistoryVersion, newest: bool) -> Markup {
    html! {
        details .version open[newest] {
            summary {
                (words.t("record-version")) " " (version.number) " \u{b7} " (words.date(version.version.received.date()))
                @if newest { " " span .tag { (words.t("record-current")) } }
                @if !version.changes.is_empty() { " " span .count-badge { (version.changes.len()) " " (words.t("record-changes")) } }
            }
            @if !version.changes.is_empty() { (changes(words, &version.changes)) }
            @match &version.version.contribution {
                Some(contribution) => (as_sent(words, contribution)),
                None => p .notice { (words.t("record-withdrawn-version")) },
            }
        }
    }
}

fn changes(words: &Words, changes: &[Difference]) -> Markup {
    html! {
        h4 { (words.t("record-changed")) }
        ul .changes {
            @for change in changes {
                li {
                    (place(words, change.kind, change.record_id))
                    @match change.element {
                        Some(element) => {
                            ", " (words.element(element)) ": "
                            @match &change.before { Some(value) => del { (cell::value(words, element, value)) }, None => span .quiet { (words.t("record-nothing")) } }
                            " \u{2192} "
                            @match &change.after { Some(value) => ins { (cell::value(words, element, value)) }, None => span .quiet { (words.t("record-nothing")) } }
                        }
                        None => { ": " (words.t(if change.after.is_some() || change.before.is_none() { "record-line-added" } else { "record-line-gone" })) }
                    }
                }
            }
        }
    }
}

fn as_sent(words: &Words, contribution: &Contribution) -> Markup {
    const KINDS: [LineKind; 5] =
        [LineKind::Demographics, LineKind::Move, LineKind::Enrollment, LineKind::Course, LineKind::Assessment];
    html! {
        details {
            summary { (words.t("record-as-sent")) }
            @for kind in KINDS {
                @for line in contribution.lines(kind) {
                    h4 { (place(words, Some(kind), line.record_id)) }
                    dl .facts {
                        @for (element, value) in line.values() {
                            div { dt { (words.element(element)) } dd { (cell::value(words, element, value)) } }
                        }
                    }
                }
            }
        }
    }
}

fn place(words: &Words, kind: Option<LineKind>, record_id: u16) -> String {
    let key = match kind {
        None => return words.t("record-kind-child"),
        Some(LineKind::Demographics) => "record-kind-demographics",
        Some(LineKind::Move) => "record-kind-move",
        Some(LineKind::Enrollment) => "record-kind-enrollment",
        Some(LineKind::Course) => "record-kind-course",
        Some(LineKind::Assessment) => "record-kind-assessment",
    };
    format!("{} {record_id}", words.t(key))
}
