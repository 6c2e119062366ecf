//! The pages of requests for correction and dispute statements: functions of what the casework module shows.

pub(in crate::web) mod choose;
pub(in crate::web) mod intake;
pub(in crate::web) mod letter;
pub(in crate::web) mod list;
pub(in crate::web) mod one;
pub(in crate::web) mod preview;
pub(in crate::web) mod statement;

use maud::{Markup, html};

use super::layout::PageContext;
use super::record::{Words, cell, whose};
use crate::access::Permission;
use crate::model::{Correction, CorrectionStatus, Disputed, Element, LineKind, Value};
use crate::records::view::ConsolidatedRecord;

/// On a child's record: what can be done when a family says that it is wrong.
pub(in crate::web) fn ways(context: &PageContext, record: &ConsolidatedRecord) -> Markup {
    let (words, child) = (Words::new(context.language), record.msix_id);
    html! {
        @if context.may(Permission::Intake) {
            a .button.button-quiet href=(format!("/corrections/new?child={child}")) { (words.t("corrections-say-wrong")) }
        }
        @if context.may(Permission::Dispute) {
            a .button.button-quiet href=(format!("/students/{child}/statement")) { (words.t("statement-way")) }
        }
    }
}

/// The head of a page about a child: the way back, the title, whose record it is.
fn head((back, way): (&str, &str), title: &str, record: &ConsolidatedRecord) -> Markup {
    html! {
        p { a href=(back) { "\u{2190} " (way) } }
        h1 { (title) }
        (whose(record))
    }
}

/// The same with the way back to the record.
fn head_of_record(words: Words, title: &str, record: &ConsolidatedRecord) -> Markup {
    head((&format!("/students/{}", record.msix_id), &words.t("record-back")), title, record)
}

/// A value as people read it, or that none was sent.
fn value(words: Words, element: Element, value: Option<&Value>) -> String {
    value.map_or_else(|| words.t("record-not-sent"), |value| cell::plain(&words, element, value))
}

/// In which line: its kind, and what tells it from others; nothing for demographics, where the element says enough.
fn about(words: Words, one: &Disputed) -> Option<String> {
    let telling = one.about.as_ref().map(|(element, value)| cell::plain(&words, *element, value));
    let kind = words.t(kind_key(one.kind));
    match (one.kind, telling) {
        (LineKind::Demographics, _) => None,
        (_, Some(telling)) => Some(format!("{kind}, {telling}")),
        (_, None) => Some(format!("{kind} {}", one.line)),
    }
}

fn kind_key(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Demographics => "record-kind-demographics",
        LineKind::Move => "record-kind-move",
        LineKind::Enrollment => "record-kind-enrollment",
        LineKind::Course => "record-kind-course",
        LineKind::Assessment => "record-kind-assessment",
    }
}

/// How far it is: a word with a shape. `arrived`: the states have sent another value for all that was disputed.
fn status_tag(words: Words, status: CorrectionStatus, granted: Option<bool>, arrived: bool) -> Markup {
    if arrived && status == CorrectionStatus::AwaitingData {
        return html! { span .tag.tag-good { (words.t("corrections-status-arrived")) } };
    }
    let class = match status {
        CorrectionStatus::Received | CorrectionStatus::AwaitingData => "tag tag-wait",
        CorrectionStatus::Acknowledged | CorrectionStatus::Forwarded | CorrectionStatus::Decided => "tag",
        CorrectionStatus::Closed => "tag tag-good",
        CorrectionStatus::Withdrawn => "tag tag-past",
    };
    let ruled = granted.map(|granted| words.t(if granted { "corrections-granted" } else { "corrections-denied" }));
    let status = words.t(&format!("corrections-status-{}", status.word()));
    html! { span class=(class) { (status) @if let Some(ruled) = ruled { ": " (ruled) } } }
}

/// What stands now against what was asked for, and what has come since.
fn values(words: Words, of: &[Disputed]) -> Markup {
    let [what, stands, wanted, since] =
        ["corrections-what", "corrections-stands", "corrections-wanted", "corrections-since"].map(|key| words.t(key));
    html! {
        table .table {
            thead { tr { th scope="col" { (what) } th scope="col" { (stands) } th scope="col" { (wanted) } th scope="col" { (since) } } }
            tbody { @for one in of { tr {
                td data-label=(what) { div {
                    strong { (words.element(one.element)) }
                    @if let Some(line) = about(words, one) { br; span .quiet { (line) } }
                } }
                td data-label=(stands) { (value(words, one.element, one.stands.as_ref())) }
                td data-label=(wanted) { div .as-typed dir="auto" { (should_be(words, &one.wanted)) } }
                td data-label=(since) { div {
                    @match &one.changed {
                        None => span .quiet { (words.t("corrections-same")) },
                        Some(brought) => {
                            strong { (value(words, one.element, brought.value.as_ref())) } br;
                            span .quiet {
                                a href=(format!("/submissions/{}", brought.submission.0)) { (words.t("corrections-file")) " " (brought.submission.0) }
                                ", " (words.t("record-version")) " " (brought.version) ", " (words.date(brought.at.date()))
                            }
                        }
                    }
                } }
            } } }
        }
    }
}

/// What a value should be: a day in the first line is written as days are.
fn should_be(words: Words, wanted: &str) -> String {
    let (first, rest) = wanted.split_once('\n').unwrap_or((wanted, ""));
    match (first.parse(), rest) {
        (Ok(day), "") => words.date(day),
        (Ok(day), rest) => format!("{}\n{rest}", words.date(day)),
        (Err(_), _) => wanted.to_owned(),
    }
}

/// The address of a request.
fn path(of: &Correction) -> String {
    format!("/corrections/{}", of.id)
}
