//! Two or more records side by side, with how far they agree between them: a word with a shape, never color alone.

use maud::{Markup, html};

use super::{Words, odds, waterfall};
use crate::model::{Element, ItemId, Reason, StateCode};
use crate::records::view::ConsolidatedRecord;
use crate::web::views::record::{cell, leaning};

/// Enrollments and moves of a record that are shown.
const MOST: usize = 4;

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
        read: |words, record| elements(words, record, &[Element::PARENT_1_PHONE, Element::PARENT_1_EMAIL]),
    },
    Compared { field: "ids", read: |_, record| ids(record) },
    Compared { field: "grade", read: grade },
    Compared { field: "moves", read: moves },
    Compared { field: "stays", read: stays },
];

/// The records side by side. `reasons` are the engine's, when it has compared them.
pub(super) fn table(words: Words, records: &[ConsolidatedRecord], reasons: &[Reason]) -> Markup {
    html! {
        section aria-labelledby="sides" {
            h2 id="sides" { (words.t("compare-title")) }
            table .table.compare {
                thead { tr {
                    th scope="col" { (words.t("compare-what")) }
                    @for (index, record) in records.iter().enumerate() {
                        @if index == 1 { th scope="col" { (words.t("compare-agreement")) } }
                        th scope="col" { (head(words, record, index)) }
                    }
                } }
                tbody { @for row in ROWS { (one(words, records, reasons, row)) } }
            }
        }
    }
}

fn head(words: Words, record: &ConsolidatedRecord, index: usize) -> Markup {
    html! {
        (letter(words, index)) " "
        a .msix href=(format!("/students/{}", record.msix_id)) { (record.msix_id.grouped()) }
    }
}

/// `Record A`, `Record B`.
fn letter(words: Words, index: usize) -> String {
    let letter = u8::try_from(index).ok().and_then(|index| b'A'.checked_add(index)).map_or('?', char::from);
    words.with("compare-record", &[("letter", letter.to_string().into())])
}

fn one(words: Words, records: &[ConsolidatedRecord], reasons: &[Reason], row: &Compared) -> Markup {
    let said: Vec<Vec<Said>> = records.iter().map(|record| (row.read)(words, record)).collect();
    let reason = reason_of(reasons, row.field);
    html! {
        @if said.iter().any(|values| !values.is_empty()) {
            tr {
                th scope="row" { (words.t(&format!("match-field-{}", row.field))) }
                @for (index, (values, record)) in said.iter().zip(records).enumerate() {
                    @if index == 1 { td .between data-label=(words.t("compare-agreement")) { div { (between(words, &said, reason, row.field)) } } }
                    td data-label=(format!("{} {}", letter(words, index), record.msix_id.grouped())) { div { (cell(words, values)) } }
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

fn between(words: Words, said: &[Vec<Said>], reason: Option<&Reason>, field: &str) -> Markup {
    if let Some(reason) = reason {
        let class = match leaning(reason.weight) {
            "match-for" => "tag tag-good",
            "match-against" => "tag tag-stop",
            _ => "tag",
        };
        return html! {
            span class=(class) { (waterfall::agreement(words, reason)) }
            br; span .quiet { (odds::factor(words, reason.weight)) }
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
        @else { span .tag.tag-warn { (words.t("compare-differs")) } }
    }
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

fn ids(record: &ConsolidatedRecord) -> Vec<Said> {
    let mut said = Vec::new();
    for member in &record.members {
        add(&mut said, member.key.id.to_string(), member.key.state);
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

/// Where else an item is told of: its number as a link.
pub(super) fn item_link(words: Words, id: ItemId) -> Markup {
    html! { a href=(format!("/worklist/{id}")) { (words.with("work-item", &[("number", id.0.to_string().into())])) } }
}
