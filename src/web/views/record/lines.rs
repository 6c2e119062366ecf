//! Moves, enrollments, courses and assessments as tables: newest first, every line with the state that sent it and
//! the day on which it was received. Below 600 px each row becomes a card.

use maud::{Markup, html};

use super::{Words, cell};
use crate::model::{Element, Line, Value};
use crate::records::view::{ConsolidatedRecord, SourcedLine};

/// A kind of lines with a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// `/students/{id}/enrollments`
    Enrollments,
    /// `/students/{id}/courses`
    Courses,
    /// `/students/{id}/assessments`
    Assessments,
    /// `/students/{id}/moves`
    Moves,
}

impl Section {
    /// In the order of the tabs.
    pub const ALL: [Self; 4] = [Self::Enrollments, Self::Courses, Self::Assessments, Self::Moves];

    /// The last part of the URL and of the message key.
    pub fn word(self) -> &'static str {
        match self {
            Self::Enrollments => "enrollments",
            Self::Courses => "courses",
            Self::Assessments => "assessments",
            Self::Moves => "moves",
        }
    }

    /// This section's lines of a record.
    pub(in crate::web::views) fn lines(self, record: &ConsolidatedRecord) -> &[SourcedLine] {
        match self {
            Self::Enrollments => &record.enrollments,
            Self::Courses => &record.courses,
            Self::Assessments => &record.assessments,
            Self::Moves => &record.moves,
        }
    }

    /// Columns of the table; what else a line says is shown beneath its row.
    fn columns(self) -> &'static [Element] {
        match self {
            Self::Enrollments => &[
                Element::ENROLLMENT_DATE,
                Element::WITHDRAWAL_DATE,
                Element::SCHOOL_NAME,
                Element::GRADE,
                Element::ENROLLMENT_TYPE,
                Element::DISTRICT_NAME,
            ],
            Self::Courses => &[
                Element::ACADEMIC_YEAR,
                Element::COURSE_TITLE,
                Element::SUBJECT_AREA,
                Element::COURSE_TYPE,
                Element::TERM_TYPE,
                Element::CLOCK_HOURS,
                Element::GRADE_TO_DATE,
                Element::CREDITS,
                Element::FINAL_GRADE,
            ],
            Self::Assessments => &[
                Element::ASSESSMENT_DATE,
                Element::ASSESSMENT_TITLE,
                Element::ASSESSMENT_CONTENT,
                Element::ASSESSMENT_TYPE,
                Element::REPORTING_METHOD,
                Element::SCORE,
                Element::INTERPRETATION,
            ],
            Self::Moves => &[
                Element::QUALIFYING_ARRIVAL_DATE,
                Element::FROM_CITY,
                Element::FROM_STATE,
                Element::TO_CITY,
                Element::TO_STATE,
                Element::ELIGIBILITY_EXPIRATION_DATE,
            ],
        }
    }
}

/// How a table shows what a line says beyond the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    /// Not at all.
    Hidden,
    /// Folded away beneath the line.
    Folded,
    /// In one run of text, for paper.
    Open,
}

/// The table of a section, with its count; a sentence when it is empty.
pub(super) fn table(words: &Words, section: Section, lines: &[SourcedLine], rest: Rest) -> Markup {
    let key = format!("record-none-{}", section.word());
    html! {
        @if lines.is_empty() {
            p .empty { (words.t(&key)) }
        } @else {
            p .count { (lines.len()) " " (words.t(&format!("record-lines-{}", section.word()))) }
            (rows(words, section.columns(), lines, rest))
        }
    }
}

/// Courses that were begun and not credited: short, for the first page.
pub(super) fn in_progress(words: &Words, lines: &[SourcedLine]) -> Markup {
    const COLUMNS: &[Element] = &[
        Element::COURSE_TITLE,
        Element::SUBJECT_AREA,
        Element::ACADEMIC_YEAR,
        Element::CLOCK_HOURS,
        Element::GRADE_TO_DATE,
    ];
    rows(words, COLUMNS, lines, Rest::Hidden)
}

fn rows(words: &Words, columns: &[Element], lines: &[SourcedLine], rest: Rest) -> Markup {
    let received = words.t("record-received");
    html! {
        table .table {
            thead { tr {
                @for column in columns { th scope="col" { (words.element(*column)) } }
                th scope="col" { (received) }
            } }
            tbody {
                @for SourcedLine { line, source } in lines {
                    tr {
                        @for column in columns {
                            td data-label=(words.element(*column)) { (cell::of_line(words, line, *column)) }
                        }
                        td data-label=(received) { (words.source(source)) }
                    }
                    (beyond(words, columns, line, rest))
                }
            }
        }
    }
}

/// What a line says beyond the columns.
fn beyond(words: &Words, columns: &[Element], line: &Line, rest: Rest) -> Markup {
    let more: Vec<_> = line.values().filter(|(element, _)| !columns.contains(element)).collect();
    if more.is_empty() || rest == Rest::Hidden {
        return html! {};
    }
    html! {
        tr .rest {
            td colspan=(columns.len() + 1) {
                @if rest == Rest::Folded { (folded(words, &more)) } @else { p .rest-open { (run_of_text(words, &more)) } }
            }
        }
    }
}

fn folded(words: &Words, more: &[(Element, &Value)]) -> Markup {
    html! {
        details {
            summary { (words.t("record-more")) }
            dl .facts {
                @for (element, value) in more {
                    div { dt { (words.element(*element)) } dd { (cell::value(words, *element, value)) } }
                }
            }
        }
    }
}

fn run_of_text(words: &Words, more: &[(Element, &Value)]) -> String {
    let said = more
        .iter()
        .map(|(element, value)| format!("{}: {}", words.element(*element), cell::plain(words, *element, value)));
    said.collect::<Vec<_>>().join(" \u{b7} ")
}
