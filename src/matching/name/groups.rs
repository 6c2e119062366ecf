//! Nicknames and variants: words that stand for one name, as data in `assets/names/groups.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::spanish_key;
use crate::model::Text;

/// One group a line: the language it comes from, a tab, words parted by blanks, the full name first. A tilde marks a
/// name of the same origin that is given in its own right.
const DATA: &str = include_str!("../../../assets/names/groups.tsv");

const OWN_NAME: char = '~';

struct Groups {
    of: HashMap<&'static str, Vec<u16>>,
    short_for: HashMap<&'static str, Vec<u16>>,
    first: Vec<&'static str>,
    /// Of each group the words without a tilde, with their sound keys.
    called: Vec<Vec<(&'static str, Text)>>,
    /// By sound: groups, and those of them whose name or short form sounds so.
    sounding: HashMap<Text, (Vec<u16>, Vec<u16>)>,
}

static GROUPS: LazyLock<Groups> = LazyLock::new(|| {
    let mut groups = Groups {
        of: HashMap::new(),
        short_for: HashMap::new(),
        first: vec![],
        called: vec![],
        sounding: HashMap::new(),
    };
    for line in DATA.lines().filter(|line| !line.starts_with('#')) {
        let Some((_, words)) = line.split_once('\t') else { continue };
        let (Ok(number), Some(first)) = (u16::try_from(groups.first.len()), words.split(' ').next()) else { continue };
        groups.first.push(first);
        let called = words.split(' ').filter(|word| !word.starts_with(OWN_NAME));
        groups.called.push(called.map(|word| (word, spanish_key(word))).collect());
        for word in words.split(' ') {
            let name = word.trim_start_matches(OWN_NAME);
            let note = |of: &mut Vec<u16>| {
                if !of.contains(&number) {
                    of.push(number);
                }
            };
            note(groups.of.entry(name).or_default());
            note(&mut groups.sounding.entry(spanish_key(name)).or_default().0);
            if name == word {
                note(groups.short_for.entry(name).or_default());
                note(&mut groups.sounding.entry(spanish_key(name)).or_default().1);
            }
        }
    }
    groups
});

/// Every word of the table, in the order of the alphabet.
pub fn known_words() -> Vec<&'static str> {
    let mut words: Vec<&str> = GROUPS.of.keys().copied().collect();
    words.sort_unstable();
    words
}

/// The groups of nicknames and variants a folded word belongs to; two words with a common group are one name.
/// The numbers hold within one build: they are not for the store.
pub fn groups(token: &str) -> &'static [u16] {
    GROUPS.of.get(token).map_or(&[], Vec::as_slice)
}

/// The groups of which a folded word is the full name, a short form or a spelling. Two words that share a group, but none
/// of these, are names of one origin, as twins may bear them: Santiago and Diego, Ana and Hannah.
pub fn short_for(token: &str) -> &'static [u16] {
    GROUPS.short_for.get(token).map_or(&[], Vec::as_slice)
}

/// The full names, short forms and spellings of the names a folded word is one of, each with its Spanish-aware sound key:
/// of `mike` Miguel, Michael and others.
pub fn called(word: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let groups = short_for(word).iter().filter_map(|group| GROUPS.called.get(usize::from(*group)));
    groups.flatten().map(|(name, key)| (*name, key.as_str())).filter(move |(name, _)| *name != word)
}

/// The [`groups`] and [`short_for`] of the words of the table that have a Spanish-aware sound key: what a word stands for
/// that the table does not know as it is spelled.
pub fn sounding(key: &str) -> (&'static [u16], &'static [u16]) {
    GROUPS.sounding.get(key).map_or((&[], &[]), |(groups, short_for)| (groups, short_for))
}

/// Whether two folded words are nicknames or variants of one name.
pub fn share_group(a: &str, b: &str) -> bool {
    groups(a).iter().any(|group| groups(b).contains(group))
}

/// The full name of the first group a folded word belongs to (`pepe`: `jose`), or the word itself.
pub fn canonical(token: &str) -> &str {
    let first = groups(token).first().and_then(|group| GROUPS.first.get(usize::from(*group)));
    first.copied().unwrap_or(token)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::name::tokens;

    #[test]
    fn nicknames_in_every_language() {
        for (a, b) in [
            ("pepe", "jose"),
            ("lupe", "guadalupe"),
            ("chuy", "jesus"),
            ("paco", "pancho"),
            ("lizet", "lissete"),
            ("bill", "william"),
            ("jan", "jean"),
            ("maxamed", "muhammad"),
            ("cali", "ali"),
            ("xasan", "hassan"),
            ("htoo", "too"),
            ("paw", "po"),
            ("xwan", "juan"),
            ("maly", "maria"),
        ] {
            assert!(share_group(a, b), "{a} {b}");
        }
        assert!(!share_group("jose", "juan"));
        assert!(groups("nobodysname").is_empty());
        assert_eq!(canonical("pepe"), "jose");
        assert_eq!(canonical("nobodysname"), "nobodysname");
    }

    #[test]
    fn all_that_a_child_of_a_nickname_may_be_called() {
        let all: Vec<&str> = called("mike").map(|(name, _)| name).collect();
        assert!(all.contains(&"miguel") && all.contains(&"michael") && !all.contains(&"mike"), "{all:?}");
        assert!(called("diego").all(|(name, key)| name != "santiago" && key == spanish_key(name)));
        assert_eq!(called("qwertz").count(), 0);
    }

    #[test]
    fn names_of_one_origin_are_no_short_forms() {
        let short_form = |a: &str, b: &str| short_for(a).iter().any(|group| short_for(b).contains(group));
        for (a, b) in [
            ("santiago", "diego"),
            ("santiago", "jaime"),
            ("diego", "jaime"),
            ("ana", "hannah"),
            ("julio", "julian"),
            ("emilio", "emiliano"),
            ("sandra", "alexandra"),
            ("khadija", "khadra"),
            ("brayan", "brayden"),
        ] {
            assert!(share_group(a, b) && !short_form(a, b), "{a} {b}");
        }
        for (a, b) in [("santiago", "chago"), ("jose", "pepe"), ("ana", "anita"), ("brayan", "brian")] {
            assert!(short_form(a, b), "{a} {b}");
        }
    }

    #[test]
    fn every_line_is_a_group_of_folded_words() {
        for line in DATA.lines().filter(|line| !line.starts_with('#')) {
            let (language, words) = line.split_once('\t').unwrap_or_else(|| panic!("{line}"));
            assert!(language.len() == 2 || language.len() == 3, "{line}");
            let split: Vec<&str> = words.split(' ').map(|word| word.trim_start_matches(OWN_NAME)).collect();
            assert!(!words.starts_with(OWN_NAME), "{line}");
            assert!(split.len() > 1, "{line}");
            assert!(split.iter().all(|word| tokens(word) == [*word]), "{line}");
        }
    }
}
