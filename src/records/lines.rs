//! Lines of all contributions in one list.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::members::Word;
use super::view::SourcedLine;
use crate::model::{Date, Element, Line, LineKind, SchoolYear, StateCode, Value};

/// All lines of one kind, sorted. Lines of one state that say the same fold into the newest; lines of two states
/// stay, because each is that state's word.
pub(super) fn union<K: Ord>(words: &[Word], kind: LineKind, order: impl Fn(&Line) -> K) -> Vec<SourcedLine> {
    let mut all: Vec<SourcedLine> = Vec::new();
    let mut seen: HashMap<(StateCode, u64), Vec<usize>> = HashMap::new();
    for word in newest_first(words) {
        let Some(contribution) = &word.contribution else { continue };
        for line in contribution.lines(kind) {
            let alike = seen.entry((word.source.state, fingerprint(line))).or_default();
            let same = |at: &usize| all.get(*at).is_some_and(|known| known.line.values().eq(line.values()));
            if !alike.iter().any(same) {
                alike.push(all.len());
                all.push(SourcedLine { line: line.clone(), source: word.source.clone() });
            }
        }
    }
    all.sort_by_cached_key(|line| order(&line.line));
    all
}

/// The words that count, by the day up to which the state spoke, then by the day of receipt.
pub(super) fn newest_first(words: &[Word]) -> Vec<&Word> {
    let mut live: Vec<&Word> = words.iter().filter(|word| word.contribution.is_some()).collect();
    live.sort_by_key(|word| std::cmp::Reverse((word.source.effective, word.source.received, word.source.no)));
    live
}

/// The day on which an enrollment begins: enrollment, else residency, else verification, else withdrawal date.
pub(super) fn begin(line: &Line) -> Option<Date> {
    let days = [
        Element::ENROLLMENT_DATE,
        Element::RESIDENCY_DATE,
        Element::RESIDENCY_VERIFICATION_DATE,
        Element::WITHDRAWAL_DATE,
    ];
    days.into_iter().find_map(|element| line.date(element))
}

/// MDE 60.
pub(super) fn academic_year(line: &Line) -> Option<SchoolYear> {
    match line.value(Element::ACADEMIC_YEAR) {
        Some(Value::Years(years)) => Some(*years),
        _ => None,
    }
}

/// MDE 65 in hundredths of a Carnegie unit.
pub(super) fn credits(line: &Line) -> u32 {
    match line.value(Element::CREDITS) {
        Some(Value::Hundredths(credits)) => *credits,
        _ => 0,
    }
}

/// The name of the school, project or facility of an enrollment.
pub(super) fn place_name(line: &Line) -> Option<&str> {
    line.text(Element::SCHOOL_NAME).or_else(|| line.text(Element::FACILITY_NAME))
}

/// Whether an enrollment says no more than that the child lives in the state (MDE 29).
pub(super) fn is_residency_only(line: &Line) -> bool {
    line.text(Element::ENROLLMENT_TYPE) == Some("06")
}

/// A text without case, accents and surplus blanks: what is equal then is no conflict.
pub fn fold(text: &str) -> String {
    let plain: String = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn fingerprint(line: &Line) -> u64 {
    let mut hasher = DefaultHasher::new();
    line.values().for_each(|value| value.hash(&mut hasher));
    hasher.finish()
}
