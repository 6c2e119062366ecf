//! The pages of data requests: functions of what the casework module shows. Every status is a word with a shape.

mod form;
mod lacks;
mod list;
mod thread;

use maud::{Markup, html};

pub(in crate::web) use form::{Form, form};
pub(in crate::web) use lacks::lacks;
pub(in crate::web) use list::{Listed, ROWS, list};
pub(in crate::web) use thread::{Shown, Typed, thread};

use super::record::Words;
use crate::model::{Area, Element, Line, MsixId, RequestStatus, StateCode, Value, Wanted};
use crate::records::view::ConsolidatedRecord;

/// How far it is: a word with a shape.
fn status_tag(words: Words, status: RequestStatus) -> Markup {
    let class = match status {
        RequestStatus::New => "tag tag-wait",
        RequestStatus::Acknowledged => "tag",
        RequestStatus::Answered => "tag tag-good",
        RequestStatus::Withdrawn => "tag tag-past",
        RequestStatus::Declined => "tag tag-stop",
    };
    html! { span class=(class) { (words.t(&format!("request-status-{}", status.word()))) } }
}

/// What is asked for, in a line.
fn wanted(words: Words, wanted: &Wanted, line: Option<&Line>) -> String {
    match wanted {
        Wanted::Element(element) => {
            words.with("request-ask-mde", &[("number", element.0.into()), ("name", words.element(*element).into())])
        }
        _ => {
            let line = line.map(|line| line_name(words, line)).unwrap_or_default();
            words.with(&format!("request-ask-{}", wanted.word()), &[("line", line.into())])
        }
    }
}

/// What a line is about, as people call it: `Lincoln High School, 16 Aug 2024`, `Algebra 1, 2025-2026, Semester`.
fn line_name(words: Words, line: &Line) -> String {
    let text = |element| line.text(element).map(str::to_owned);
    let place = text(Element::SCHOOL_NAME).or_else(|| text(Element::FACILITY_NAME));
    let year = match line.value(Element::ACADEMIC_YEAR) {
        Some(Value::Years(years)) => Some(years.to_string()),
        _ => None,
    };
    let begun = line.date(Element::ENROLLMENT_DATE).map(|day| words.date(day));
    let title = text(Element::COURSE_TITLE).or_else(|| text(Element::SUBJECT_AREA).filter(|_| year.is_some()));
    let term = text(Element::TERM_TYPE).map(|term| words.code("term_type", &term));
    let parts: Vec<String> = [place, title, year, term, begun].into_iter().flatten().collect();
    if parts.is_empty() { words.with("request-line", &[("number", line.record_id.into())]) } else { parts.join(", ") }
}

/// A state, or a part of it.
fn area(words: Words, area: &Area) -> String {
    match area {
        Area::Nation => words.t("request-nation"),
        Area::State(state) => state.name().to_owned(),
        Area::Region(state, region) => {
            words.with("request-region", &[("number", region.0.into()), ("state", state.name().into())])
        }
        Area::District(state, district) => {
            words.with("request-district", &[("name", district.to_string().into()), ("state", state.name().into())])
        }
    }
}

fn side(words: Words, state: Option<StateCode>) -> String {
    state.map_or_else(|| words.t("request-nation"), |state| state.name().to_owned())
}

/// Whom a page is about: name, MSIX ID, and the way to the record.
fn heading(record: &ConsolidatedRecord) -> Markup {
    html! {
        p { a href=(format!("/students/{}", record.msix_id)) { strong { (record.identification.name) } }
            " " span .msix { (record.msix_id.grouped()) } }
    }
}

/// The form that asks a state about a child.
fn form_path(child: MsixId, state: StateCode) -> String {
    format!("/requests/new?child={child}&state={state}")
}
