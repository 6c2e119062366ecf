//! Blocking keys beside those of the engine: by further columns, and by names alone where nobody has a birth date.

use super::map::Kind;
use super::person::mark;
use crate::matching::name::{canonical, is_particle, skeleton, tokens};
use crate::model::{Evidence, Text};

/// Most further keys of a record.
const MOST: usize = 40;

/// The key of the names alone, for records that do not know the birth date, and for those they are compared with.
pub(super) fn names(evidence: &Evidence) -> Option<u64> {
    let name = evidence.names.first()?;
    let (given, last) = (sounds(&name.first), sounds(&name.last_1));
    (!given.is_empty() || !last.is_empty())
        .then(|| mark(&format!("names\0{}\0{}", (&given).min(&last), (&given).max(&last))))
}

fn sounds(text: &str) -> Text {
    let words = tokens(text);
    words.iter().find(|word| !is_particle(word)).map(|word| skeleton(canonical(word))).unwrap_or_default()
}

/// Keys of a record's further values, given by kind and folded: an identifier alone; words or digits beside another value,
/// beside an initial of the name, or beside the birth date.
pub(super) fn further<'a, I: Iterator<Item = (Kind, &'a str)> + 'a>(
    evidence: &Evidence,
    values: impl Fn() -> I,
) -> Vec<u64> {
    let mut keys = Vec::new();
    let mut add = |parts: &[&str]| {
        if keys.len() < MOST {
            keys.push(mark(&parts.join("\0")));
        }
    };
    let name = evidence.names.first();
    let given = name.map(|name| sounds(&name.first)).unwrap_or_default();
    let last = name.map(|name| sounds(&name.last_1)).unwrap_or_default();
    let day = evidence.birth_dates.first().map(|date| date.number().to_string());
    let said = || values().enumerate().filter(|(_, (_, value))| !value.is_empty());
    for (column, (kind, value)) in said() {
        let place = column.to_string();
        if kind == Kind::Identifier {
            add(&["id", &place, value]);
        }
    }
    for (column, (kind, value)) in said().filter(|(_, (kind, _))| *kind != Kind::Identifier) {
        let place = column.to_string();
        for (other, (other_kind, other_value)) in said().skip_while(|(other, _)| *other <= column) {
            let words = kind == Kind::Text || other_kind == Kind::Text;
            let digits = kind == Kind::Number && other_kind == Kind::Number;
            if (words || digits) && other_kind != Kind::Identifier {
                add(&["two", &place, value, &other.to_string(), other_value]);
            }
        }
        if kind == Kind::Text {
            for initial in [given.get(..1), last.get(..1)].into_iter().flatten() {
                add(&["initial", &place, value, initial]);
            }
        }
        if let (Some(day), Kind::Text | Kind::Number) = (&day, kind) {
            add(&["day", &place, value, day]);
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}
