//! `/corrections/new`, first page: each state's words as it sent them, to tick what is wrong.

use maud::{Markup, html};

use super::{Words, head_of_record, kind_key, value};
use crate::casework::MAY_BE_BLANK;
use crate::model::{Contribution, Element, Line, LineKind};
use crate::records::view::{ConsolidatedRecord, StateHistory};
use crate::web::corrections::Pick;
use crate::web::views::layout::{self, PageContext, csrf_field};
use crate::web::views::record::{cell, statements};

const KINDS: [LineKind; 5] =
    [LineKind::Demographics, LineKind::Enrollment, LineKind::Course, LineKind::Assessment, LineKind::Move];
const TELLING: [Element; 6] = [
    Element::SCHOOL_NAME,
    Element::FACILITY_NAME,
    Element::COURSE_TITLE,
    Element::ASSESSMENT_TITLE,
    Element::QUALIFYING_ARRIVAL_DATE,
    Element::ENROLLMENT_DATE,
];

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

fn one(words: Words, state: &StateHistory, first: bool) -> Markup {
    let Some(contribution) = said(state) else { return html! {} };
    html! {
        section .card.as-sent {
            h2 { (state.member.key.state.name()) " \u{b7} " span .id { (state.member.key.id) } }
            @for kind in KINDS { @for line in contribution.lines(kind) {
                details open[first && kind == LineKind::Demographics] {
                    summary { (words.t(kind_key(kind))) (label(words, kind, line)) }
                    ul .ticks { @for element in elements(kind, line) {
                        @let pick = Pick { contribution: state.member.no, kind, line: line.record_id, element };
                        li { label {
                            input type="checkbox" name="pick" value=(pick);
                            span { (words.element(element)) ": " strong { (value(words, element, line.value(element))) } }
                        } }
                    } }
                }
            } }
        }
    }
}

fn label(words: Words, kind: LineKind, line: &Line) -> String {
    let telling = TELLING.into_iter().find_map(|element| Some((element, line.value(element)?)));
    match telling {
        Some((element, value)) if kind != LineKind::Demographics => {
            format!(" \u{b7} {}", cell::plain(&words, element, value))
        }
        _ => String::new(),
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
