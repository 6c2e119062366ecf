//! From names to terms: what the matcher knows about names, in the form in which the index holds it.

use std::collections::{BTreeSet, HashMap};

use sha2::{Digest, Sha256};

use crate::matching::name;
use crate::model::{Date, Text};

/// Most words whose keys are kept; about 200 bytes each.
const MOST_KNOWN: usize = 20_000;
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

/// Terms under which a word is found by its sound or its group of nicknames. Two words with the same term sound
/// alike (`s` Spanish-aware, `m` double metaphone) or are one name (`g`).
pub(super) fn keys(word: &str) -> Vec<Text> {
    let sounds = name::sounds(word);
    let sounds = sounds.iter().enumerate().filter(|(_, sound)| !sound.is_empty());
    let sounds = sounds.map(|(at, sound)| cut(&format!("{}{sound}", if at == 0 { 's' } else { 'm' })));
    let groups = name::groups(word).iter().map(|group| Text::from(format!("g{group}")));
    let mut keys: Vec<Text> = sounds.chain(groups).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Keys of words that came up before: few names make up most of a population, and finding keys costs much more than
/// finding them again.
#[derive(Default)]
pub(super) struct Known {
    keys: HashMap<Text, Vec<Text>>,
}

impl Known {
    /// The [`keys`] of several words, no two alike.
    pub(super) fn all_keys<'w>(&mut self, words: impl Iterator<Item = &'w Text>) -> BTreeSet<Text> {
        let mut all = BTreeSet::new();
        for word in words {
            if self.keys.len() > MOST_KNOWN {
                self.keys.clear();
            }
            let found = self.keys.entry(word.clone()).or_insert_with_key(|word| keys(word));
            all.extend(found.iter().cloned());
        }
        all
    }
}

/// An identifier without its separators, lower case.
pub(super) fn folded_id(text: &str) -> Text {
    cut(&text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase())
}

/// The terms of a birth date: day, month, year, and the month alone.
pub(super) fn birth_terms(date: Date) -> [String; 4] {
    let number = date.number();
    [number.to_string(), (number / 100).to_string(), (number / 10_000).to_string(), format!("m{:02}", date.month())]
}

/// Words that come between or after names and say little (`de`, `Jr`), and initials: they weigh less when typed, and
/// need not be there.
pub(super) fn says_little(word: &str) -> bool {
    word.len() == 1 || name::is_particle(word) || name::is_suffix(word).is_some()
}

/// A fingerprint of how words become keys. Numbers of groups hold within one build only, and sounds are refined from
/// time to time: an index made by other rules would miss children without a sign.
pub(super) fn rules() -> String {
    let mut hasher = Sha256::new();
    for word in include_str!("../../assets/names/groups.tsv").split_whitespace() {
        for key in keys(word) {
            hasher.update(key.as_bytes());
        }
        hasher.update(b"\n");
    }
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn cut(word: &str) -> Text {
    Text::from(word.get(..word.floor_char_boundary(LONGEST)).unwrap_or_default())
}
