//! Blocking: the keys under which a contribution is filed, so that only a few hundred others are compared with it.

use super::name::{canonical, is_particle, is_suffix, skeleton, tokens, two_names};
use super::sketch::sketch;
use crate::model::{Date, Evidence, PersonName, Sketch, Text};

/// Most keys of one contribution.
pub const MOST_KEYS: usize = 20;
/// Most spellings and most birth dates that give keys.
const MOST_SPELLINGS: usize = 3;
const MOST_DATES: usize = 2;
/// Tags of keys that prove a person beside the name.
const PROOFS: [&str; 3] = ["msix", "id", "tel"];

/// Keys under which a contribution is filed, so that those that may be the same child share at least one: about thirteen,
/// never more than [`MOST_KEYS`], no two alike, most telling first. No key is a name alone. They are stored: the hash
/// (FNV-1a, 64 bits, over the tag and parts with a zero byte after each) must not change without a new index.
///
/// Words stand for their sounds without vowels, nicknames for the full name. An initial is the first letter of that.
///
/// | tag | parts |
/// |---|---|
/// | `msix` | MSIX ID sent |
/// | `id` | state and state student ID, once for the own and the two newest alternate IDs |
/// | `day` | birth date, initials of given name and surname in the order of the alphabet |
/// | `last` | birth date, initial of the surname; on 1 January, which clerks write for "unknown", the whole word |
/// | `given` | birth date, first two letters of the given name; on 1 January the whole word |
/// | `two` | two surnames in the order of the alphabet, the smaller and the greater of birth day and month, no year |
/// | `kin` | the same surnames, initial of the given name, birth year |
/// | `pair` | given name, surname, birth year |
/// | `swap` | given name and surname in the order of the alphabet, the smaller and the greater of birth day and month, no year |
/// | `tree` | a parent's given name and surname, initial of the child's given name, two years of birth |
/// | `house` | a parent's given name and surname, birth year: whatever became of the child's own names |
/// | `tel` | mark of a telephone or address, birth year |
pub fn block_keys(evidence: &Evidence) -> Vec<u64> {
    filing(evidence).keys
}

/// How a contribution is filed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filing {
    /// See [`block_keys`].
    pub keys: Vec<u64>,
    /// Those of the keys that prove a person beside the name (`msix`, `id`, `tel`): whoever shares one is looked at,
    /// stranger or not.
    pub proofs: Vec<u64>,
    /// Tells strangers apart under the other keys.
    pub sketch: Sketch,
}

/// How a contribution is filed.
pub fn filing(evidence: &Evidence) -> Filing {
    let mut filing = Filing { keys: Vec::with_capacity(MOST_KEYS), proofs: Vec::new(), sketch: sketch(evidence) };
    let mut add = |tag: &str, parts: &[&str]| {
        let key = fnv(tag, parts);
        if filing.keys.len() < MOST_KEYS && !filing.keys.contains(&key) {
            filing.keys.push(key);
            filing.proofs.extend(PROOFS.contains(&tag).then_some(key));
        }
    };
    if let Some(id) = evidence.msix_id_sent {
        add("msix", &[&id.to_string()]);
    }
    let state = evidence.key.state.as_str();
    add("id", &[state, evidence.key.id.as_str()]);
    // The newest stand last.
    for alternate in evidence.alternates.iter().rev().take(2) {
        add("id", &[state, alternate.id.as_str()]);
    }
    let spellings: Vec<Spelling> = evidence.names.iter().take(MOST_SPELLINGS).map(Spelling::new).collect();
    let dates = evidence.birth_dates.iter().take(MOST_DATES);
    for (spelling, date) in spellings.iter().flat_map(|s| dates.clone().map(move |d| (s, d))) {
        spelling.add(*date, &mut add);
    }
    if let (Some(spelling), Some(date)) = (spellings.first(), evidence.birth_dates.first()) {
        let (initial, year) = (spelling.initial(), date.year());
        for parent in evidence.parents.iter().take(2) {
            if let (Some(first), Some(last)) = (word_of(&parent.first), word_of(&parent.last)) {
                add("tree", &[&first, &last, initial, &(year / 2).to_string()]);
                add("house", &[&first, &last, &year.to_string()]);
            }
        }
        for contact in evidence.contacts.iter().take(2) {
            add("tel", &[&contact.to_string(), &year.to_string()]);
        }
    }
    filing
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

    fn initial(&self) -> &str {
        self.given.first().and_then(|word| word.get(..1)).unwrap_or_default()
    }

    fn add(&self, date: Date, add: &mut impl FnMut(&str, &[&str])) {
        let (day, year) = (date.number().to_string(), date.year().to_string());
        let (low, high) = (date.day().min(date.month()).to_string(), date.day().max(date.month()).to_string());
        let given = self.given.first().map(Text::as_str).unwrap_or_default();
        let last = self.surnames.first().map(Text::as_str).unwrap_or_default();
        let (given_initial, last_initial) = (self.initial(), last.get(..1).unwrap_or_default());
        add("day", &[&day, given_initial.min(last_initial), given_initial.max(last_initial)]);
        if (date.month(), date.day()) == (1, 1) {
            add("last", &[&day, last]);
            add("given", &[&day, given]);
        } else {
            add("last", &[&day, last_initial]);
            add("given", &[&day, given.get(..2).unwrap_or(given)]);
        }
        if let Some(second) = self.surnames.get(1) {
            let (a, b) = (last.min(second), last.max(second));
            add("two", &[a, b, &low, &high]);
            add("kin", &[a, b, given_initial, &year]);
        }
        let both = [(0, 0), (0, 1), (1, 0)];
        for (a, b) in both.into_iter().filter_map(|(a, b)| Some((self.given.get(a)?, self.surnames.get(b)?))) {
            // A clerk may write each in the other's field.
            add("swap", &[a.min(b), a.max(b), &low, &high]);
        }
        if !given.is_empty() && !last.is_empty() {
            add("pair", &[given, last, &year]);
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = Text> {
    tokens(text)
        .into_iter()
        .filter(|word| !is_particle(word) && is_suffix(word).is_none())
        .flat_map(|word| match two_names(&word) {
            Some((front, back)) => [sound(front), sound(back)],
            None => [sound(&word), Text::default()],
        })
        .filter(|word| !word.is_empty())
}

/// How the first word of a name sounds, as the keys of parents have it.
pub(super) fn word_of(text: &str) -> Option<Text> {
    words(text).next()
}

/// How a word sounds, coarsely; nicknames as the full name.
pub(super) fn sound(word: &str) -> Text {
    skeleton(canonical(word))
}

/// FNV-1a, 64 bits, over the tag and the parts with a zero byte after each.
pub(super) fn fnv(tag: &str, parts: &[&str]) -> u64 {
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

    const ONE: [u64; 16] = [
        0x6002_b948_3ca8_a48b,
        0xca6e_2588_9a27_f4bd,
        0x34d3_1d4d_b330_ffa6,
        0x1c78_30e2_c0dd_6a4f,
        0x83af_a084_4b9c_8cc6,
        0x2121_ea5f_e3e9_e6be,
        0xd86a_6379_3c8e_51ed,
        0xd077_7969_7b53_c417,
        0x74de_ee2a_84b7_1e33,
        0x4a71_3b2b_c876_42e2,
        0x0de4_6d85_65b7_212d,
        0xf68d_22ce_eba8_714e,
        0x974e_5e7f_c161_989d,
        0xf95d_4f00_15bb_5532,
        0xdbfa_add2_7301_4bfa,
        0x48a9_9cf5_7902_3366,
    ];
    const OTHER: [u64; 6] = [
        0x4c2b_37f2_eaca_5755,
        0xc4b3_7cc7_61a0_c568,
        0xdf5d_f3c9_d7a9_9f3b,
        0xcb7b_edff_0a36_4deb,
        0xd38f_453b_491c_9391,
        0x58a4_b9a6_d5e4_7e66,
    ];

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

    /// Clerks write each name in the other's field, and two in one.
    #[test]
    fn names_in_other_fields_meet() {
        let child = |first: &str, last_1: &str, last_2: &str, born: &str| {
            let mut child = child("TX", "1", first, last_1, born);
            child.names[0].last_2 = last_2.into();
            child
        };
        let one = child("Andrea", "Solis", "Leon", "2007-12-24");
        assert!(meet(&one, &child("Leon", "Andrea", "Solis", "2005-12-24")));
        let one = child("Javier", "Martinez", "Cabrales", "2019-01-28");
        assert!(meet(&one, &child("Javier", "MartinezCabrales", "", "2020-01-28")));
    }

    #[test]
    fn hashes_stay_as_they_were_stored() {
        let alternate = |id: &str| crate::model::AlternateId { id: id.into(), id_type: None };
        let one = Evidence {
            msix_id_sent: crate::model::MsixId::from_serial(7),
            alternates: ["old", "newer", "newest"].map(alternate).to_vec(),
            parents: vec![crate::model::Parent { first: "Rosa".into(), last: "Ruiz".into() }],
            contacts: vec![9_565_550],
            ..child("TX", "1", "Liz-et Ana", "De la Cruz Flores", "2012-03-04")
        };
        let other = child("WA", "9", "Pepe", "Garcia", "2011-01-01");
        assert_eq!(block_keys(&one), ONE);
        assert_eq!(block_keys(&other), OTHER);
        let keys = block_keys(&one);
        assert!(keys.contains(&fnv("id", &["TX", "newer"])) && !keys.contains(&fnv("id", &["TX", "old"])));
        assert_eq!(fnv("", &[]), 0xaf63_bd4c_8601_b7df);
        assert_ne!(fnv("id", &["TX1", ""]), fnv("id", &["TX", "1"]));
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
