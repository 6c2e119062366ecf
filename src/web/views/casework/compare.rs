//! Two or more records side by side, with how far they agree between them: a word with a shape, never color alone.

use maud::{Markup, html};

use super::{Words, asked, odds};
use crate::casework::Target;
use crate::model::{ContributionKey, Element, Explanation, ItemId, MsixId, Reason, StateCode};
use crate::records::view::ConsolidatedRecord;
use crate::web::after::After;
use crate::web::views::record::{cell, leaning, statements};

/// Enrollments and moves of a record that are shown.
const MOST: usize = 4;

/// One of the records that are compared.
#[derive(Clone, Copy)]
pub(in crate::web) struct Side<'a> {
    head: Head<'a>,
    pub(super) record: &'a ConsolidatedRecord,
}

/// What a record is called.
#[derive(Clone, Copy)]
enum Head<'a> {
    /// A child that there is, or was.
    Child(MsixId),
    /// One that there would be.
    New,
    /// What one state says.
    Sent(&'a ContributionKey),
}

impl<'a> Side<'a> {
    /// Children as they are.
    pub(super) fn children(records: &'a [ConsolidatedRecord]) -> Vec<Self> {
        records.iter().map(|record| Self { head: Head::Child(record.msix_id), record }).collect()
    }

    /// Children as they would be, or as they were.
    pub(super) fn after(after: &'a [After]) -> Vec<Self> {
        let head = |target| if let Target::Known(id) = target { Head::Child(id) } else { Head::New };
        after.iter().map(|one| Self { head: head(one.target), record: &one.record }).collect()
    }

    /// What each state says of one child.
    pub(super) fn sent(records: &'a [ConsolidatedRecord]) -> Vec<Self> {
        let side = |record: &'a ConsolidatedRecord| {
            let key = record.members.first().map(|member| &member.key)?;
            Some(Self { head: Head::Sent(key), record })
        };
        records.iter().filter_map(side).collect()
    }
}

/// A value with the states that say so.
type Said = (String, Vec<StateCode>);

/// What is compared: a key of the messages, and what to read from a record.
struct Compared {
    field: &'static str,
    read: fn(Words, &ConsolidatedRecord) -> Vec<Said>,
}

const ROWS: &[Compared] = &[
    Compared { field: "first-name", read: |words, record| elements(words, record, &[Element::FIRST_NAME]) },
    Compared { field: "middle-name", read: |words, record| elements(words, record, &[Element::MIDDLE_NAME]) },
    Compared { field: "last-name-1", read: |words, record| elements(words, record, &[Element::LAST_NAME_1]) },
    Compared { field: "last-name-2", read: |words, record| elements(words, record, &[Element::LAST_NAME_2]) },
    Compared { field: "suffix", read: |words, record| elements(words, record, &[Element::SUFFIX]) },
    Compared { field: "birth-date", read: |words, record| elements(words, record, &[Element::BIRTH_DATE]) },
    Compared { field: "sex", read: |words, record| elements(words, record, &[Element::SEX]) },
    Compared { field: "parents", read: parents },
    Compared {
        field: "birth-place",
        read: |words, record| {
            elements(words, record, &[Element::BIRTH_CITY, Element::BIRTH_STATE, Element::BIRTH_COUNTRY])
        },
    },
    Compared { field: "multiple-birth", read: |words, record| elements(words, record, &[Element::MULTIPLE_BIRTH]) },
    Compared {
        field: "contact",
        read: |words, record| {
            let contact =
                [Element::PARENT_1_PHONE, Element::PARENT_2_PHONE, Element::PARENT_1_EMAIL, Element::PARENT_2_EMAIL];
            elements(words, record, &contact)
        },
    },
    Compared { field: "ids", read: ids },
    Compared { field: "grade", read: grade },
    Compared { field: "moves", read: moves },
    Compared { field: "stays", read: stays },
];

/// The records side by side. `near` is the engine's comparison, when it has made one; what it counts is not told of those
/// who may be siblings.
pub(super) fn table(words: Words, sides: &[Side<'_>], near: Option<&Explanation>) -> Markup {
    let reasons = near.map(|near| near.reasons.as_slice()).unwrap_or_default();
    let told = !near.is_some_and(asked::may_be_siblings);
    html! {
        section aria-labelledby="sides" {
            h2 id="sides" { (words.t("compare-title")) }
            @for side in sides { (statements::standing(words, side.record)) }
            table .table.compare {
                thead { tr {
                    th scope="col" { (words.t("compare-what")) }
                    @for (index, side) in sides.iter().enumerate() {
                        @if index == 1 { th scope="col" { (words.t("compare-agreement")) } }
                        th scope="col" { (head(words, side, index)) }
                    }
                } }
                tbody { @for row in ROWS { (one(words, sides, reasons, row, told)) } }
            }
        }
    }
}

fn head(words: Words, side: &Side<'_>, index: usize) -> Markup {
    html! {
        (words.with("compare-record", &[("letter", letter(index).to_string().into())])) " "
        @match side.head {
            Head::Child(id) => a .msix href=(format!("/students/{id}")) { (id.grouped()) },
            Head::New => span .tag.tag-wait { (words.t("preview-new")) },
            Head::Sent(key) => { abbr .state title=(key.state.name()) { (key.state) } " " span .id { (key.id) } },
        }
    }
}

/// The same for a card, where there is no room for a link.
fn label(words: Words, side: &Side<'_>, index: usize) -> String {
    let which = match side.head {
        Head::Child(id) => id.grouped(),
        Head::New => words.t("preview-new"),
        Head::Sent(key) => key.to_string(),
    };
    format!("{} {which}", letter(index))
}

/// A, B, ...
fn letter(index: usize) -> char {
    u8::try_from(index).ok().and_then(|index| b'A'.checked_add(index)).map_or('?', char::from)
}

fn one(words: Words, sides: &[Side<'_>], reasons: &[Reason], row: &Compared, told: bool) -> Markup {
    let said: Vec<Vec<Said>> = sides.iter().map(|side| (row.read)(words, side.record)).collect();
    let reason = reason_of(reasons, row.field);
    html! {
        @if said.iter().any(|values| !values.is_empty()) {
            tr {
                th scope="row" { (words.t(&format!("match-field-{}", row.field))) }
                @for (index, (values, side)) in said.iter().zip(sides).enumerate() {
                    @if index == 1 { td .between data-label=(words.t("compare-agreement")) { div { (between(words, &said, reason, row.field, told)) } } }
                    td data-label=(label(words, side, index)) { div { (cell(words, values)) } }
                }
            }
        }
    }
}

/// Surnames are weighed one by one or both together.
fn reason_of<'a>(reasons: &'a [Reason], field: &str) -> Option<&'a Reason> {
    let named = |name: &str| reasons.iter().find(|reason| reason.field == name);
    named(field).or_else(|| field.starts_with("last-name").then(|| named("surnames")).flatten())
}

fn cell(words: Words, values: &[Said]) -> Markup {
    html! {
        @if values.is_empty() { span .absent { (words.t("record-not-sent")) } }
        @for (value, states) in values {
            div {
                strong { (value) } " "
                span .source { @for (index, state) in states.iter().enumerate() { @if index > 0 { " " } abbr title=(state.name()) { (state) } } }
            }
        }
    }
}

fn between(words: Words, said: &[Vec<Said>], reason: Option<&Reason>, field: &str, told: bool) -> Markup {
    if let Some(reason) = reason {
        let (class, leans) = mark(&reason.agreement);
        // The column asks whether they agree. What the agreement counts stands beside it where both point the same way;
        // that the same value can count against is for the bars below to tell.
        let counts = told && (leans.is_empty() || leaning(reason.weight) == leans);
        return html! {
            span class=(class) { (words.agreement(reason)) }
            @if counts { br; span .quiet { (odds::factor(words, reason.weight)) } }
        };
    }
    // What nobody weighed is compared as it stands; of places and schools there is nothing to say.
    if ["moves", "stays", "grade", "ids"].contains(&field) {
        return html! { span .quiet { "\u{2013}" } };
    }
    let first: Vec<String> = folded(said.first());
    let silent = said.iter().any(Vec::is_empty);
    let same = said.iter().skip(1).all(|values| folded(Some(values)).iter().any(|value| first.contains(value)));
    html! {
        @if silent { span .tag.tag-past { (words.t("compare-silent")) } }
        @else if same { span .tag.tag-good { (words.t("compare-same")) } }
        @else if field.contains("name") { span .tag.tag-warn { (words.t("compare-spelled")) } }
        @else { span .tag.tag-warn { (words.t("compare-differs")) } }
    }
}

/// The shape for how far two values agree, and the way in which such a value points.
fn mark(agreement: &str) -> (&'static str, &'static str) {
    match agreement {
        "same" | "sounds-alike" | "nickname" | "same-new-year" | "swapped" | "moved" | "handover" => {
            ("tag tag-good", "match-for")
        }
        "different" | "contradicts" | "overlap" | "two-in-one-state" => ("tag tag-stop", "match-against"),
        _ => ("tag", ""),
    }
}

/// What a record says of one element, by whatever state.
pub(super) fn words_of(words: Words, record: &ConsolidatedRecord, element: Element) -> String {
    let said = elements(words, record, &[element]);
    said.into_iter().map(|(value, _)| value).collect::<Vec<_>>().join(" / ")
}

fn folded(values: Option<&Vec<Said>>) -> Vec<String> {
    values.into_iter().flatten().map(|(value, _)| value.to_lowercase()).collect()
}

/// What each state says of some elements, put together; equal words once.
fn elements(words: Words, record: &ConsolidatedRecord, elements: &[Element]) -> Vec<Said> {
    let mut said = Vec::new();
    for member in &record.members {
        let rows = record.demographics.iter().filter(|row| elements.contains(&row.element));
        let values = rows.filter_map(|row| {
            let own = std::iter::once(&row.value).chain(&row.others).find(|value| value.source.no == member.no)?;
            Some(cell::plain(&words, row.element, &own.value))
        });
        add(&mut said, values.collect::<Vec<_>>().join(", "), member.key.state);
    }
    said
}

fn parents(words: Words, record: &ConsolidatedRecord) -> Vec<Said> {
    let mut said = Vec::new();
    for pair in [[Element::PARENT_1_FIRST, Element::PARENT_1_LAST], [Element::PARENT_2_FIRST, Element::PARENT_2_LAST]] {
        for (name, states) in elements(words, record, &pair) {
            for state in states {
                add(&mut said, name.replace(", ", " "), state);
            }
        }
    }
    said
}

/// The states' numbers, and every other number that a state names: two records may meet in one of those.
fn ids(words: Words, record: &ConsolidatedRecord) -> Vec<Said> {
    let mut said = Vec::new();
    for member in &record.members {
        let state = member.key.state;
        add(&mut said, member.key.id.to_string(), state);
        for id in &member.former_ids {
            add(&mut said, words.with("compare-former-id", &[("number", id.as_str().into())]), state);
        }
        if let Some(sent) = member.msix_id_sent.filter(|sent| *sent != record.msix_id) {
            add(&mut said, words.with("compare-sent-id", &[("number", sent.grouped().into())]), state);
        }
    }
    said
}

fn grade(words: Words, record: &ConsolidatedRecord) -> Vec<Said> {
    let grade = record.glance.last_grade.as_ref();
    grade.map(|grade| (words.code("grade", &grade.value.to_string()), vec![grade.source.state])).into_iter().collect()
}

fn moves(words: Words, record: &ConsolidatedRecord) -> Vec<Said> {
    let place = |line: &crate::model::Line, elements: [Element; 2]| {
        let parts = elements.iter().filter_map(|element| line.text(*element));
        parts.collect::<Vec<_>>().join(", ")
    };
    let mut said = Vec::new();
    for one in record.moves.iter().take(MOST) {
        let day = one.line.date(Element::QUALIFYING_ARRIVAL_DATE).map(|day| words.date(day)).unwrap_or_default();
        let from = place(&one.line, [Element::FROM_CITY, Element::FROM_STATE]);
        let to = place(&one.line, [Element::TO_CITY, Element::TO_STATE]);
        add(&mut said, format!("{day}: {from} \u{2192} {to}"), one.source.state);
    }
    said
}

fn stays(words: Words, record: &ConsolidatedRecord) -> Vec<Said> {
    let mut said = Vec::new();
    for bar in record.journey.bars.iter().rev().take(MOST) {
        let to = if bar.open { words.t("record-journey-open") } else { words.date(bar.to) };
        add(&mut said, format!("{} \u{2013} {to}: {}", words.date(bar.from), bar.place), bar.state);
    }
    said
}

fn add(said: &mut Vec<Said>, value: String, state: StateCode) {
    if value.is_empty() {
        return;
    }
    match said.iter_mut().find(|(known, _)| *known == value) {
        Some((_, states)) if states.contains(&state) => {}
        Some((_, states)) => states.push(state),
        None => said.push((value, vec![state])),
    }
}

/// The given names of all sides.
pub(super) fn names(words: Words, sides: &[Side<'_>]) -> String {
    let names: Vec<String> = sides.iter().map(|side| words_of(words, side.record, Element::FIRST_NAME)).collect();
    names.join(" \u{2013} ")
}

/// Where else an item is told of: its number as a link.
pub(super) fn item_link(words: Words, id: ItemId) -> Markup {
    html! { a href=(format!("/worklist/{id}")) { (words.with("work-item", &[("number", id.0.to_string().into())])) } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::i18n::Language;

    fn shown(agreement: &str, weight: f32) -> String {
        let reason = Reason { field: "last-name-2".into(), agreement: agreement.into(), weight };
        between(Words::new(Language::English), &[], Some(&reason), "last-name-2", true).into_string()
    }

    /// The mark answers the question of its column, whichever way the value counts.
    #[test]
    fn what_agrees_has_no_mark_of_disagreement() {
        assert!(shown("same", -0.6).contains("tag-good") && !shown("same", -0.6).contains("less likely"));
        assert!(shown("same", 4.0).contains("16 times likelier"));
        assert!(shown("different", 0.7).contains("tag-stop") && !shown("different", 0.7).contains("likelier"));
        assert!(shown("part", -1.0).contains("2 times less likely"));
    }
}
