//! Dispute statements: they stand on every view, print and export of a record (5 U.S.C. 552a(d)(4)).

use maud::{Markup, html};

use super::Words;
use crate::records::view::{ConsolidatedRecord, RecordStatement};
use crate::web::views;

/// The statements that stand; nothing when there is none.
pub(in crate::web) fn standing(words: Words, record: &ConsolidatedRecord) -> Markup {
    html! {
        @for one in &record.statements {
            aside .notice.notice-warn.statement aria-label=(words.t("statement-title")) { (text(words, one)) }
        }
    }
}

/// Those that have ended, for the history.
pub(super) fn ended(words: Words, record: &ConsolidatedRecord) -> Markup {
    html! {
        @if !record.ended_statements.is_empty() {
            section {
                h3 { (words.t("statement-ended-title")) }
                @for one in &record.ended_statements {
                    div .notice.statement {
                        (text(words, one))
                        @if let Some((at, by, why)) = &one.statement.ended {
                            p .quiet { (words.t("statement-ended")) " " (views::timestamp(words.language, *at)) ", " (by) ": " (why.as_str()) }
                        }
                    }
                }
            }
        }
    }
}

fn text(words: Words, one: &RecordStatement) -> Markup {
    html! {
        p { strong { (words.t("statement-title")) } " " (one.id.0) " \u{b7} " (words.t("statement-what")) }
        blockquote .as-typed dir="auto" { (one.statement.text) }
        p .quiet { (words.t("statement-by")) ", " (views::timestamp(words.language, one.statement.at)) }
    }
}
