//! What records say of that which is compared side by side: each value with the states that say so, and whether the
//! program has compared it.

use super::Words;
use crate::model::{ContributionNo, Element, NearMatch, StateCode};
use crate::records::view::ConsolidatedRecord;
use crate::web::views::record::cell;

/// Enrollments and moves of a record that are shown.
const MOST: usize = 4;

/// A value with the states that say so.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Said {
    pub(super) value: String,
    pub(super) states: Vec<StateCode>,
    /// Whether one of the two records that the program compared says so.
    pub(super) weighed: bool,
}

/// A record that is read for a row.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) words: Words,
    pub(super) record: &'a ConsolidatedRecord,
    pub(super) near: Option<&'a NearMatch>,
}

impl Reading<'_> {
    /// Whether the program has compared what this contribution says.
    fn weighs(&self, no: ContributionNo) -> bool {
        self.near.is_some_and(|near| no == near.left || no == near.right)
    }
}

/// What is compared: a key of the messages, and what to read from a record.
pub(super) struct Compared {
    pub(super) field: &'static str,
    pub(super) read: fn(Reading<'_>) -> Vec<Said>,
}

/// What is compared, in the order of the rows.
pub(super) const ROWS: &[Compared] = &[
    Compared { field: "first-name", read: |of| elements(of, &[Element::FIRST_NAME]) },
    Compared { field: "middle-name", read: |of| elements(of, &[Element::MIDDLE_NAME]) },
    Compared { field: "last-name-1", read: |of| elements(of, &[Element::LAST_NAME_1]) },
    Compared { field: "last-name-2", read: |of| elements(of, &[Element::LAST_NAME_2]) },
    Compared { field: "suffix", read: |of| elements(of, &[Element::SUFFIX]) },
    Compared { field: "birth-date", read: |of| elements(of, &[Element::BIRTH_DATE]) },
    Compared { field: "sex", read: |of| elements(of, &[Element::SEX]) },
    Compared { field: "parents", read: parents },
    Compared {
        field: "birth-place",
        read: |of| elements(of, &[Element::BIRTH_CITY, Element::BIRTH_STATE, Element::BIRTH_COUNTRY]),
    },
    Compared { field: "multiple-birth", read: |of| elements(of, &[Element::MULTIPLE_BIRTH]) },
    Compared {
        field: "contact",
        read: |of| {
            let contact =
                [Element::PARENT_1_PHONE, Element::PARENT_2_PHONE, Element::PARENT_1_EMAIL, Element::PARENT_2_EMAIL];
            elements(of, &contact)
        },
    },
    Compared { field: "ids", read: ids },
    Compared { field: "grade", read: grade },
    Compared { field: "moves", read: moves },
    Compared { field: "stays", read: stays },
];

/// What a record says of one element, by whatever state.
pub(super) fn words_of(words: Words, record: &ConsolidatedRecord, element: Element) -> String {
    let said = elements(Reading { words, record, near: None }, &[element]);
    said.into_iter().map(|one| one.value).collect::<Vec<_>>().join(" / ")
}

/// The values without regard to capitals.
pub(super) fn folded(values: &[Said]) -> Vec<String> {
    values.iter().map(|one| one.value.to_lowercase()).collect()
}

/// What each state says of some elements, put together; equal words once.
fn elements(of: Reading<'_>, elements: &[Element]) -> Vec<Said> {
    let mut said = Vec::new();
    for member in &of.record.members {
        let rows = of.record.demographics.iter().filter(|row| elements.contains(&row.element));
        let values = rows.filter_map(|row| {
            let own = std::iter::once(&row.value).chain(&row.others).find(|value| value.source.no == member.no)?;
            Some(cell::plain(&of.words, row.element, &own.value))
        });
        add(&mut said, values.collect::<Vec<_>>().join(", "), member.key.state, of.weighs(member.no));
    }
    said
}

fn parents(of: Reading<'_>) -> Vec<Said> {
    let mut said = Vec::new();
    for pair in [[Element::PARENT_1_FIRST, Element::PARENT_1_LAST], [Element::PARENT_2_FIRST, Element::PARENT_2_LAST]] {
        for one in elements(of, &pair) {
            for state in one.states {
                add(&mut said, one.value.replace(", ", " "), state, one.weighed);
            }
        }
    }
    said
}

/// The states' numbers, and every other number that a state names: two records may meet in one of those.
fn ids(of: Reading<'_>) -> Vec<Said> {
    let (words, record, mut said) = (of.words, of.record, Vec::new());
    for member in &record.members {
        let (state, weighed) = (member.key.state, of.weighs(member.no));
        add(&mut said, member.key.id.to_string(), state, weighed);
        for id in &member.former_ids {
            add(&mut said, words.with("compare-former-id", &[("number", id.as_str().into())]), state, weighed);
        }
        if let Some(sent) = member.msix_id_sent.filter(|sent| *sent != record.msix_id) {
            add(&mut said, words.with("compare-sent-id", &[("number", sent.grouped().into())]), state, weighed);
        }
    }
    said
}

fn grade(of: Reading<'_>) -> Vec<Said> {
    let mut said = Vec::new();
    if let Some(grade) = &of.record.glance.last_grade {
        let value = of.words.code("grade", &grade.value.to_string());
        add(&mut said, value, grade.source.state, of.weighs(grade.source.no));
    }
    said
}

fn moves(of: Reading<'_>) -> Vec<Said> {
    let place = |line: &crate::model::Line, elements: [Element; 2]| {
        let parts = elements.iter().filter_map(|element| line.text(*element));
        parts.collect::<Vec<_>>().join(", ")
    };
    let mut said = Vec::new();
    for one in of.record.moves.iter().take(MOST) {
        let day = one.line.date(Element::QUALIFYING_ARRIVAL_DATE).map(|day| of.words.date(day)).unwrap_or_default();
        let from = place(&one.line, [Element::FROM_CITY, Element::FROM_STATE]);
        let to = place(&one.line, [Element::TO_CITY, Element::TO_STATE]);
        add(&mut said, format!("{day}: {from} \u{2192} {to}"), one.source.state, of.weighs(one.source.no));
    }
    said
}

/// A bar of the journey does not say which of a state's records it is from: none is marked.
fn stays(of: Reading<'_>) -> Vec<Said> {
    let mut said = Vec::new();
    for bar in of.record.journey.bars.iter().rev().take(MOST) {
        let to = if bar.open { of.words.t("record-journey-open") } else { of.words.date(bar.to) };
        add(&mut said, format!("{} \u{2013} {to}: {}", of.words.date(bar.from), bar.place), bar.state, false);
    }
    said
}

fn add(said: &mut Vec<Said>, value: String, state: StateCode, weighed: bool) {
    if value.is_empty() {
        return;
    }
    match said.iter_mut().find(|known| known.value == value) {
        Some(known) => {
            known.weighed |= weighed;
            if !known.states.contains(&state) {
                known.states.push(state);
            }
        }
        None => said.push(Said { value, states: vec![state], weighed }),
    }
}
