//! Blocking: the keys under which a contribution is filed, so that only a few hundred others are compared with it.

use super::name::{canonical, is_particle, is_suffix, skeleton, tokens};
use crate::model::{Evidence, PersonName, Text};

/// Most keys of one contribution.
pub const MOST_KEYS: usize = 12;

/// Keys under which a contribution is filed, so that those that may be the same child share at least one: about eight,
/// never more than [`MOST_KEYS`], no two alike, most telling first. No key is a name alone. They are stored: the hash
/// (FNV-1a, 64 bits, over the tag and parts with a zero byte after each) must not change without a new index.
///
/// | tag | parts |
/// |---|---|
/// | `msix` | MSIX ID sent |
/// | `id` | state and state student ID, once for the own and each alternate ID |
/// | `pair` | sound of first name, sound of a surname, birth year |
/// | `swap` | sound of first name, sound of a surname, the smaller and the greater of birth day and month, no year |
/// | `born` | birth date, sound of any one word of the name, so that words in a wrong field still meet |
pub fn block_keys(evidence: &Evidence) -> Vec<u64> {
    let mut keys = Vec::with_capacity(MOST_KEYS);
    let mut add = |tag: &str, parts: &[&str]| {
        let key = hash(tag, parts);
        if keys.len() < MOST_KEYS && !keys.contains(&key) {
            keys.push(key);
        }
    };
    if let Some(id) = evidence.msix_id_sent {
        add("msix", &[&id.to_string()]);
    }
    let state = evidence.key.state.as_str();
    add("id", &[state, evidence.key.id.as_str()]);
    for alternate in evidence.alternates.iter().take(2) {
        add("id", &[state, alternate.id.as_str()]);
    }
    // Rank by rank over all spellings, so that an old spelling is not crowded out by the newest.
    let spellings: Vec<Spelling> = evidence.names.iter().take(3).map(Spelling::new).collect();
    for (spelling, date) in spellings.iter().flat_map(|s| evidence.birth_dates.iter().take(2).map(move |d| (s, d))) {
        let date_key = date.number().to_string();
        for word in spelling.given.iter().take(2).chain(spelling.surnames.iter().take(2)) {
            add("born", &[&date_key, word]);
        }
        let (Some(first), Some(last)) = (spelling.given.first(), spelling.surnames.first()) else { continue };
        let (low, high) = (date.day().min(date.month()), date.day().max(date.month()));
        add("pair", &[first, last, &date.year().to_string()]);
        add("swap", &[first, last, &low.to_string(), &high.to_string()]);
    }
    keys
}

/// How the words of a name sound, coarsely; nicknames as the full name.
struct Spelling {
    given: Vec<Text>,
    surnames: Vec<Text>,
}

impl Spelling {
    fn new(name: &PersonName) -> Self {
        // `Liz-et` is also one word.
        let mut given = vec![sound(&super::name::compact(&name.first))];
        given.extend(words(&name.first));
        given.extend(words(&name.middle));
        given.dedup();
        given.retain(|word| !word.is_empty());
        let surnames = words(&name.last_1).chain(words(&name.last_2)).collect();
        Self { given, surnames }
    }
}

fn words(text: &str) -> impl Iterator<Item = Text> {
    tokens(text)
        .into_iter()
        .filter(|word| !is_particle(word) && is_suffix(word).is_none())
        .map(|word| sound(&word))
        .filter(|word| !word.is_empty())
}

fn sound(word: &str) -> Text {
    skeleton(canonical(word))
}

fn hash(tag: &str, parts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in std::iter::once(&tag).chain(parts) {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::fixtures::{any_evidence, child};
    use proptest::prelude::*;

    fn meet(a: &Evidence, b: &Evidence) -> bool {
        block_keys(a).iter().any(|key| block_keys(b).contains(key))
    }

    #[test]
    fn spellings_of_one_child_meet() {
        let one = child("TX", "1", "Lissete", "Flores", "2012-03-04");
        assert!(meet(&one, &child("WA", "9", "Liz-et", "Florez", "2012-03-04")));
        assert!(meet(&one, &child("WA", "9", "Lizete", "Flores", "2012-04-03")));
        assert!(meet(&one, &child("WA", "9", "Lizeth", "Flores", "2013-03-04")));
        assert!(meet(&one, &child("WA", "9", "Lizeth", "Flores", "2012-03-14")));
        assert!(meet(&one, &child("WA", "9", "Flores", "Lissete", "2012-03-04")));
        assert!(meet(&one, &child("WA", "9", "Lissete", "Cruz Flores", "2012-03-04")));
        assert!(meet(
            &child("TX", "1", "Pepe", "Garcia", "2012-03-04"),
            &child("WA", "9", "Jose", "Garcia", "2012-05-09")
        ));
        assert!(!meet(&one, &child("WA", "9", "Ana", "Flores", "2011-03-04")), "a surname alone is no key");
    }

    #[test]
    fn hashes_stay_as_they_were_stored() {
        assert_eq!(hash("id", &["TX", "1"]), hash("id", &["TX", "1"]));
        assert_eq!(hash("", &[]), 0xaf63_bd4c_8601_b7df);
        assert_ne!(hash("id", &["TX1", ""]), hash("id", &["TX", "1"]));
    }

    proptest! {
        #[test]
        fn few_keys_and_no_two_alike(evidence in any_evidence()) {
            let keys = block_keys(&evidence);
            prop_assert!(keys.len() <= MOST_KEYS);
            let mut distinct = keys.clone();
            distinct.sort_unstable();
            distinct.dedup();
            prop_assert_eq!(distinct.len(), keys.len());
        }
    }
}
