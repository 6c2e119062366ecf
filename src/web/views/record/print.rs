//! The record on paper: everything in one page, marked with who printed it, when and why.

use maud::{Markup, html};

use super::{Section, Words, demographics, glance, heading, journey_section, lines, states};
use crate::model::{Purpose, Timestamp};
use crate::records::view::ConsolidatedRecord;
use crate::web::views;

/// Who prints, when and why: stands on every print.
#[derive(Debug, Clone)]
pub struct PrintNote {
    /// Display name.
    pub person: String,
    /// When.
    pub at: Timestamp,
    /// Why the record was opened.
    pub purpose: Purpose,
}

/// `/students/{id}/print`: take it along.
pub fn print(words: Words, record: &ConsolidatedRecord, note: &PrintNote) -> Markup {
    html! {
        article .record.printed {
            p .no-print { (words.t("record-print-how")) " " a href=(super::path(record.msix_id, "")) { (words.t("record-back")) } }
            p .print-note {
                (words.t("record-printed-by")) " " strong { (note.person) } ", " (words.date(note.at.date())) ". "
                (words.t("record-purpose")) ": " (views::purpose(words.language, note.purpose)) ". "
                (words.t("record-confidential"))
            }
            (heading(words, record))
            (glance::panel(&words, record))
            (journey_section(&words, record))
            (glance::details(&words, record))
            @for section in Section::ALL {
                section {
                    h2 { (words.t(&format!("record-tab-{}", section.word()))) }
                    (lines::table(&words, section, section.lines(record)))
                }
            }
            section { h2 { (words.t("record-tab-demographics")) } (demographics::table(&words, &record.demographics)) }
            (states(words, record))
        }
    }
}
