//! `/corrections/new`, first page: each state's words as it sent them, to tick what is wrong.

use maud::{Markup, html};

use super::{Words, head_of_record, kind_key, value};
use crate::casework::MAY_BE_BLANK;
use crate::model::{Contribution, Element, Line, LineKind};
use crate::records::view::{ConsolidatedRecord, StateHistory};
use crate::web::corrections::Pick;
use crate::web::views::layout::{self, PageContext, csrf_field};
use crate::web::views::record::{cell, statements};

const KINDS: [LineKind; 4] = [LineKind::Enrollment, LineKind::Course, LineKind::Assessment, LineKind::Move];
const TELLING: [Element; 4] =
    [Element::SCHOOL_NAME, Element::FACILITY_NAME, Element::COURSE_TITLE, Element::ASSESSMENT_TITLE];
const WHEN: [Element; 4] =
    [Element::QUALIFYING_ARRIVAL_DATE, Element::ENROLLMENT_DATE, Element::ASSESSMENT_DATE, Element::ACADEMIC_YEAR];

pub(in crate::web) fn page(
    context: &PageContext,
    record: &ConsolidatedRecord,
    sent: &[StateHistory],
    nothing: bool,
) -> Markup {
    let words = Words::new(context.language);
    let title = words.t("corrections-new");
    layout::page(
        context,
        &title,
        html! {
            (head_of_record(words, &title, record))
            (statements::standing(words, record))
            p { (words.t("corrections-choose")) }
            @if nothing { div .notice.notice-stop role="alert" { p { (words.t("corrections-wrong-values")) } } }
            form method="post" action="/corrections/new" {
                (csrf_field(context))
                input type="hidden" name="child" value=(record.msix_id);
                @for (index, state) in sent.iter().enumerate() { (one(words, state, index == 0)) }
                p { button .button type="submit" name="step" value="details" { (words.t("corrections-next")) } }
            }
        },
    )
}

/// What a state says now; nothing to choose when it has withdrawn the child.
pub(super) fn said(state: &StateHistory) -> Option<&Contribution> {
    state.versions.first().and_then(|version| version.version.contribution.as_ref())
}

/// A state's words under headings, all folded: the headings are what fits a phone.
fn one(words: Words, state: &StateHistory, first: bool) -> Markup {
    let Some(contribution) = said(state) else { return html! {} };
    html! {
        section .card.as-sent {
            h2 { (state.member.key.state.name()) " \u{b7} " span .id { (state.member.key.id) } }
            @for line in contribution.lines(LineKind::Demographics) {
                @for (index, (group, elements)) in grouped(line).into_iter().enumerate() {
                    details open[first && index == 0] {
                        summary { (words.t(&format!("corrections-group-{group}"))) }
                        (ticks(words, state, LineKind::Demographics, line, &elements))
                    }
                }
            }
            @for kind in KINDS {
                @let lines = contribution.lines(kind);
                @if !lines.is_empty() {
                    details {
                        summary { (words.t(several_key(kind))) " (" (lines.len()) ")" }
                        @for line in lines {
                            details .line {
                                summary { (label(words, kind, line)) }
                                (ticks(words, state, kind, line, &elements(kind, line)))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn ticks(words: Words, state: &StateHistory, kind: LineKind, line: &Line, elements: &[Element]) -> Markup {
    html! {
        ul .ticks { @for element in elements {
            @let pick = Pick { contribution: state.member.no, kind, line: line.record_id, element: *element };
            li { label {
                input type="checkbox" name="pick" value=(pick);
                span { (words.element(*element)) ": " strong { (value(words, *element, line.value(*element))) } }
            } }
        } }
    }
}

/// What a child's own line says, by what a family would look for. A group without anything is left out.
fn grouped(line: &Line) -> Vec<(&'static str, Vec<Element>)> {
    let mut groups = ["names", "birth", "parents", "other"].map(|group| (group, Vec::new()));
    for element in elements(LineKind::Demographics, line) {
        let place = match element.0 {
            4..=9 => 0,
            10..=15 => 1,
            16..=19 | 77..=80 => 2,
            _ => 3,
        };
        if let Some((_, of)) = groups.get_mut(place) {
            of.push(element);
        }
    }
    groups.into_iter().filter(|(_, of)| !of.is_empty()).collect()
}

fn several_key(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Demographics => "record-kind-demographics",
        LineKind::Move => "record-tab-moves",
        LineKind::Enrollment => "record-tab-enrollments",
        LineKind::Course => "record-tab-courses",
        LineKind::Assessment => "record-tab-assessments",
    }
}

/// What tells a line from others: what it is about, and when.
fn label(words: Words, kind: LineKind, line: &Line) -> String {
    let said = |of: &[Element]| {
        let found = of.iter().find_map(|element| Some((*element, line.value(*element)?)));
        found.map(|(element, value)| cell::plain(&words, element, value))
    };
    match [said(&TELLING), said(&WHEN)].into_iter().flatten().collect::<Vec<_>>() {
        none if none.is_empty() => words.t(kind_key(kind)),
        found => found.join(", "),
    }
}

/// What the state sent, and of the demographics also what it might have.
fn elements(kind: LineKind, line: &Line) -> Vec<Element> {
    let mut all: Vec<Element> = line.values().map(|(element, _)| element).collect();
    if kind == LineKind::Demographics {
        all.extend(MAY_BE_BLANK);
        all.sort_unstable();
        all.dedup();
    }
    all.retain(|element| {
        ![Element::MSIX_ID, Element::STATE_STUDENT_ID, Element::STATE_STUDENT_ID_TYPE].contains(element)
    });
    all
}
