//! Two or more records side by side, with how far they agree between them: a word with a shape, never color alone.

use maud::{Markup, html};

use super::values::{Compared, ROWS, Reading, Said, folded, words_of};
use super::{Words, asked, odds};
use crate::casework::Target;
use crate::model::{ContributionKey, Element, ItemId, MsixId, NearMatch, Reason};
use crate::records::view::ConsolidatedRecord;
use crate::web::after::After;
use crate::web::views::record::{leaning, statements};

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

/// The rows by which people decide first; the others are folded away where the program has weighed all of them.
const FIRST: [&str; 8] =
    ["first-name", "middle-name", "last-name-1", "last-name-2", "birth-date", "sex", "parents", "multiple-birth"];

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
