//! The record on paper: what was chosen in one page, every sheet marked with who printed it, when and why.

use std::collections::HashMap;

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

/// What may be printed, in the order of the page. The words are keys of the query and of the messages.
const PARTS: [&str; 9] =
    ["overview", "journey", "credits", "enrollments", "courses", "assessments", "moves", "demographics", "states"];

/// The parts that somebody chose to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintParts(Vec<&'static str>);

impl PrintParts {
    /// From the query of the page: everything until somebody chooses.
    pub fn chosen(query: &HashMap<String, String>) -> Self {
        let parts = PARTS.into_iter().filter(|part| query.contains_key(*part)).collect::<Vec<_>>();
        if parts.is_empty() { Self(PARTS.to_vec()) } else { Self(parts) }
    }

    fn has(&self, part: &str) -> bool {
        self.0.contains(&part)
    }
}

/// `/students/{id}/print`: take it along.
pub fn print(words: Words, record: &ConsolidatedRecord, note: &PrintNote, parts: &PrintParts) -> Markup {
    html! {
        (choice(words, record, parts))
        article .record.printed {
            div .print-note { (printed_by(words, record, note)) }
            div .print-body {
                (super::statements::standing(words, record))
                (heading(words, record))
                @if parts.has("overview") { (glance::panel(&words, record)) }
                @if parts.has("journey") { (journey_section(&words, record)) }
                @if parts.has("credits") { (glance::details(&words, record)) }
                @for section in Section::ALL.into_iter().filter(|section| parts.has(section.word())) {
                    section {
                        h2 { (words.t(&part_key(section.word()))) }
                        (lines::table(&words, section, section.lines(record), lines::Rest::Open))
                    }
                }
                @if parts.has("demographics") {
                    section { h2 { (words.t("record-tab-demographics")) } (demographics::table(&words, &record.demographics)) }
                }
                @if parts.has("states") { (states(words, record)) }
            }
        }
    }
}

/// Stands at the head of every sheet.
fn printed_by(words: Words, record: &ConsolidatedRecord, note: &PrintNote) -> Markup {
    html! {
        p {
            "MSIX " strong { (record.msix_id.grouped()) } ". "
            (words.t("record-printed-by")) " " strong { (note.person) } ", " (views::timestamp(words.language, note.at)) ". "
            (words.t("record-purpose")) ": " (views::purpose(words.language, note.purpose)) ". "
            @if let Some(day) = record.as_of { (words.t("record-as-of-notice")) " " strong { (words.date(day)) } ". " }
            (words.t("record-confidential"))
        }
    }
}

fn choice(words: Words, record: &ConsolidatedRecord, parts: &PrintParts) -> Markup {
    html! {
        form .card.print-choice.no-print method="get" action=(super::path(record.msix_id, "print")) {
            @if let Some(day) = record.as_of { input type="hidden" name="as_of" value=(day); }
            fieldset {
                legend { (words.t("record-print-parts")) }
                div .choices {
                    @for part in PARTS {
                        label .choice {
                            input type="checkbox" name=(part) value="1" checked[parts.has(part)];
                            span { (words.t(&part_key(part))) }
                        }
                    }
                }
            }
            p .quiet { (words.t("record-print-how")) }
            button .button type="submit" { (words.t("record-print-choose")) }
            " " a .button.button-quiet href=(super::path(record.msix_id, "")) { (words.t("record-back")) }
        }
    }
}

fn part_key(part: &str) -> String {
    match part {
        "overview" => "record-glance".to_owned(),
        "journey" | "credits" | "states" => format!("record-{part}"),
        section => format!("record-tab-{section}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::i18n::has;

    #[test]
    fn everything_is_printed_until_somebody_chooses() {
        let query = |parts: &[&str]| parts.iter().map(|part| ((*part).to_owned(), "1".to_owned())).collect();
        assert_eq!(PrintParts::chosen(&query(&["as_of", "nonsense"])).0, PARTS);
        assert_eq!(PrintParts::chosen(&query(&["courses", "overview"])).0, ["overview", "courses"]);
    }

    #[test]
    fn every_part_has_its_words() {
        assert!(PARTS.iter().all(|part| has(&part_key(part))));
    }
}
