//! Two or more records side by side, with how far they agree between them: a word with a shape, never color alone.

use maud::{Markup, html};

use super::{Words, asked, odds};
use crate::casework::Target;
use crate::model::{ContributionKey, ContributionNo, Element, ItemId, MsixId, NearMatch, Reason, StateCode};
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
#[derive(Debug, Clone, PartialEq)]
struct Said {
    value: String,
    states: Vec<StateCode>,
    /// Whether one of the two records that the program compared says so.
    weighed: bool,
}

/// A record that is read for a row.
#[derive(Clone, Copy)]
struct Reading<'a> {
    words: Words,
    record: &'a ConsolidatedRecord,
    near: Option<&'a NearMatch>,
}

impl Reading<'_> {
    /// Whether the program has compared what this contribution says.
    fn weighs(&self, no: ContributionNo) -> bool {
        self.near.is_some_and(|near| no == near.left || no == near.right)
    }
}

/// What is compared: a key of the messages, and what to read from a record.
struct Compared {
    field: &'static str,
    read: fn(Reading<'_>) -> Vec<Said>,
}

/// The rows by which people decide first; the others are folded away where the program has weighed all of them.
const FIRST: [&str; 8] =
    ["first-name", "middle-name", "last-name-1", "last-name-2", "birth-date", "sex", "parents", "multiple-birth"];

const ROWS: &[Compared] = &[
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

/// Records side by side, with the engine's comparison of two of them where it has made one.
struct Table<'a> {
    words: Words,
    sides: &'a [Side<'a>],
    near: Option<&'a NearMatch>,
    /// Whether what an agreement counts is told: not of those who may be siblings.
    told: bool,
    /// Whether the sides say more than what was compared.
    mixed: bool,
}

/// The records side by side. `near` is the engine's comparison, when it has made one: it is of two records, and where the
/// children have more of them, what it is about is marked.
pub(super) fn table(words: Words, sides: &[Side<'_>], near: Option<&NearMatch>) -> Markup {
    let live = sides.iter().flat_map(|side| &side.record.members).filter(|member| member.live).count();
    let told = !near.is_some_and(|near| asked::may_be_siblings(&near.explanation));
    let table = Table { words, sides, near, told, mixed: near.is_some() && live > 2 };
    let (first, others): (Vec<&Compared>, Vec<&Compared>) =
        ROWS.iter().partition(|row| near.is_none() || FIRST.contains(&row.field));
    html! {
        section aria-labelledby="sides" {
            h2 id="sides" { (words.t("compare-title")) }
            @for side in sides { (statements::standing(words, side.record)) }
            @if table.mixed { p .quiet { (words.t("compare-marked")) } }
            (table.rows(&first))
            @if !others.is_empty() { details .compare-more { summary { (words.t("compare-more")) } (table.rows(&others)) } }
        }
    }
}

impl Table<'_> {
    fn rows(&self, rows: &[&Compared]) -> Markup {
        let words = self.words;
        html! {
            table .table.compare {
                thead { tr {
                    th scope="col" { (words.t("compare-what")) }
                    @for (index, side) in self.sides.iter().enumerate() {
                        @if index == 1 { th scope="col" { (words.t("compare-agreement")) } }
                        th scope="col" { (head(words, side, index)) }
                    }
                } }
                tbody { @for row in rows { (self.row(row)) } }
            }
        }
    }

    fn row(&self, row: &Compared) -> Markup {
        let words = self.words;
        let read = |side: &Side<'_>| (row.read)(Reading { words, record: side.record, near: self.near });
        let said: Vec<Vec<Said>> = self.sides.iter().map(read).collect();
        html! {
            @if said.iter().any(|values| !values.is_empty()) {
                tr {
                    th scope="row" { (words.t(&format!("match-field-{}", row.field))) }
                    @for (index, (values, side)) in said.iter().zip(self.sides).enumerate() {
                        @if index == 1 { td .between data-label=(words.t("compare-agreement")) { div { (self.agreement(&said, row.field)) } } }
                        td data-label=(label(words, side, index)) { div { (cell(words, values, self.mixed)) } }
                    }
                }
            }
        }
    }

    /// How far a row agrees: as the program weighed it, else as the values stand.
    fn agreement(&self, said: &[Vec<Said>], field: &str) -> Markup {
        let reasons = self.near.map(|near| near.explanation.reasons.as_slice()).unwrap_or_default();
        match reason_of(reasons, field) {
            Some(reason) => weighed(self.words, reason, self.told),
            None if self.mixed => {
                // What the program did not compare says nothing about the two that it did.
                let own = |values: &Vec<Said>| values.iter().filter(|one| one.weighed).cloned().collect();
                between(self.words, &said.iter().map(own).collect::<Vec<_>>(), field, "compare-not-compared")
            }
            None => between(self.words, said, field, "compare-silent"),
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
pub(super) fn letter(index: usize) -> char {
    u8::try_from(index).ok().and_then(|index| b'A'.checked_add(index)).map_or('?', char::from)
}

/// Surnames are weighed one by one or both together.
fn reason_of<'a>(reasons: &'a [Reason], field: &str) -> Option<&'a Reason> {
    let named = |name: &str| reasons.iter().find(|reason| reason.field == name);
    named(field).or_else(|| field.starts_with("last-name").then(|| named("surnames")).flatten())
}

fn cell(words: Words, values: &[Said], marked: bool) -> Markup {
    html! {
        @if values.is_empty() { span .absent { (words.t("record-not-sent")) } }
        @for one in values {
            div {
                strong { (one.value) } " "
                span .source { @for (index, state) in one.states.iter().enumerate() { @if index > 0 { " " } abbr title=(state.name()) { (state) } } }
                @if marked && one.weighed { " " span .weighed title=(words.t("compare-mark")) { "\u{2713}" span .visually-hidden { " " (words.t("compare-mark")) } } }
            }
        }
    }
}

/// How the program weighed a field. The column asks whether they agree. What the agreement counts stands beside it where
/// both point the same way; that the same value can count against is for the bars below to tell.
fn weighed(words: Words, reason: &Reason, told: bool) -> Markup {
    let (class, leans) = mark(&reason.agreement);
    let counts = told && (leans.is_empty() || leaning(reason.weight) == leans);
    html! {
        span class=(class) { (words.agreement(reason)) }
        @if counts { br; span .quiet { (odds::factor(words, reason.weight)) } }
    }
}

/// What nobody weighed is compared as it stands; of places and schools there is nothing to say. `silent` is the message
/// for what fewer than two of the sides say.
fn between(words: Words, said: &[Vec<Said>], field: &str, silent: &str) -> Markup {
    if ["moves", "stays", "grade", "ids"].contains(&field) {
        return html! { span .quiet { "\u{2013}" } };
    }
    let spoken: Vec<Vec<String>> =
        said.iter().filter(|values| !values.is_empty()).map(|values| folded(values)).collect();
    let Some((first, others)) = spoken.split_first().filter(|(_, others)| !others.is_empty()) else {
        return html! { span .tag.tag-past { (words.t(silent)) } };
    };
    let same = others.iter().all(|values| values.iter().any(|value| first.contains(value)));
    html! {
        @if same { span .tag.tag-good { (words.t("compare-same")) } }
        @else if field.contains("name") { span .tag.tag-warn { (words.t("compare-spelled")) } }
        @else { span .tag.tag-warn { (words.t("compare-differs")) } }
        @if spoken.len() < said.len() { br; span .quiet { (words.t("compare-not-all")) } }
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
    let said = elements(Reading { words, record, near: None }, &[element]);
    said.into_iter().map(|one| one.value).collect::<Vec<_>>().join(" / ")
}

fn folded(values: &[Said]) -> Vec<String> {
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
        weighed(Words::new(Language::English), &reason, true).into_string()
    }

    /// Two of three records that say the same agree, whatever the third leaves out.
    #[test]
    fn who_says_nothing_does_not_silence_the_others() {
        let said = |value: &str| vec![Said { value: value.into(), states: vec![], weighed: false }];
        let shown =
            |said: &[Vec<Said>]| between(Words::new(Language::English), said, "sex", "compare-silent").into_string();
        let two = shown(&[said("Female"), vec![], said("FEMALE")]);
        assert!(two.contains("tag-good") && two.contains("not all of them"), "{two}");
        assert!(shown(&[said("Female"), vec![], said("Male")]).contains("they differ"));
        assert!(shown(&[said("Female"), vec![], vec![]]).contains("no more than one side says it"));
        assert!(!shown(&[said("Female"), said("female")]).contains("not all of them"));
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
