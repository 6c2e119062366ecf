//! From names to terms: what the matcher knows about names, in the form in which the index holds it.

use std::hash::Hasher;

use compact_str::format_compact;

use crate::matching::name;
use crate::model::{Date, Text};

/// So many letters at most are looked up as the beginning of a word in the index; words with more in the vocabulary.
pub(super) const SHORT: usize = 3;
/// Longest term, in bytes. A longer word is no name; its beginning finds it.
const LONGEST: usize = 60;

/// Folded words of a text.
pub(super) fn folded(text: &str) -> Vec<Text> {
    name::tokens(text).iter().map(|word| cut(word)).filter(|word| !word.is_empty()).collect()
}

/// The folded words of a text written as one, such as `delacruz`.
pub(super) fn joined(words: &[Text]) -> Text {
    cut(&words.concat())
}

/// An identifier without its separators, lower case.
pub(super) fn folded_id(text: &str) -> Text {
    cut(&text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase())
}

/// The terms of a birth date: the day, its month, its year, the month of any year, the day of any year, and the day of any
/// month of its year.
pub(super) fn birth_terms(date: Date) -> [Text; 6] {
    let (year, month, day) = (date.year(), date.month(), date.day());
    [
        format_compact!("{}", date.number()),
        format_compact!("{year:04}{month:02}"),
        format_compact!("{year:04}"),
        format_compact!("m{month:02}"),
        day_of_any_year(month, day),
        format_compact!("{year:04}x{day:02}"),
    ]
}

/// The term of a day of any year.
pub(super) fn day_of_any_year(month: i8, day: i8) -> Text {
    format_compact!("d{month:02}{day:02}")
}

/// The first one, two and three letters of a folded word.
pub(super) fn starts(word: &str) -> impl Iterator<Item = &str> {
    (1..=SHORT).filter_map(|letters| word.get(..letters))
}

/// Whether a folded word is a name by itself: it is seldom another name's misspelling.
pub(super) fn is_known(word: &str) -> bool {
    name::frequency(word) > name::RARE || !name::groups(word).is_empty()
}

/// Words that come between or after names and say little (`de`, `Jr`), and initials: they weigh less when typed, and
/// need not be there.
pub(super) fn says_little(word: &str) -> bool {
    word.len() == 1 || name::is_particle(word) || name::is_suffix(word).is_some()
}

/// For tables of folded words: FNV-1a. Short words, that no attacker chooses, and every search makes such tables.
#[derive(Debug, Clone)]
pub(super) struct WordHasher(u64);

impl Default for WordHasher {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        self.0 = bytes.iter().fold(self.0, step);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

fn cut(word: &str) -> Text {
    Text::from(word.get(..word.floor_char_boundary(LONGEST)).unwrap_or_default())
}
