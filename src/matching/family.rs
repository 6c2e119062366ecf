//! Brothers and sisters: who has the same parents, found through the blocking keys that parents and telephones give.

use super::block::{fnv, word_of};
use crate::model::{Evidence, Parent, PersonName, Text};

/// Most years between the births of two children of one family.
const YEARS: i16 = 21;
/// Parents and marks of telephones that are looked for, as [`super::block_keys`] files them.
const MOST_OF_EACH: usize = 2;

/// Keys under which brothers and sisters of a child may be filed: its own blocking keys of parents and telephones, for
/// every initial and every year of birth in reach. About twelve hundred, and none without a birth date.
pub fn family_keys(evidence: &Evidence) -> Vec<u64> {
    let Some(born) = evidence.birth_dates.first() else { return Vec::new() };
    let years = born.year() - YEARS..=born.year() + YEARS;
    let mut keys = Vec::new();
    for parent in evidence.parents.iter().take(MOST_OF_EACH) {
        let Some((first, last)) = sounds(parent) else { continue };
        for initial in (b'a'..=b'z').map(|letter| char::from(letter).to_string()) {
            for pair in born.year() / 2 - YEARS / 2 - 1..=born.year() / 2 + YEARS / 2 + 1 {
                keys.push(fnv("tree", &[&first, &last, &initial, &pair.to_string()]));
            }
        }
    }
    for contact in evidence.contacts.iter().take(MOST_OF_EACH) {
        keys.extend(years.clone().map(|year| fnv("tel", &[&contact.to_string(), &year.to_string()])));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// What a household is found by, once for each parent and each way to reach the parents: whoever has none of them in
/// common is of another family.
pub fn household_marks(evidence: &Evidence) -> Vec<u64> {
    let parents = evidence.parents.iter().filter_map(sounds).map(|(first, last)| fnv("parent", &[&first, &last]));
    let contacts = evidence.contacts.iter().map(|contact| fnv("contact", &[&contact.to_string()]));
    let mut marks: Vec<u64> = parents.chain(contacts).collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// What two children have in common that makes them one family.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kinship {
    /// Parents of both, as the second child's state spells them.
    pub parents: Vec<Parent>,
    /// Whether a telephone or e-mail address of the parents is the same.
    pub contact: bool,
    /// Whether they have a surname in common.
    pub surname: bool,
}

impl Kinship {
    /// What two contributions have in common.
    pub fn of(one: &Evidence, other: &Evidence) -> Self {
        let own: Vec<_> = one.parents.iter().filter_map(sounds).collect();
        let shared = other.parents.iter().filter(|parent| sounds(parent).is_some_and(|it| own.contains(&it)));
        let surnames = |evidence: &Evidence| evidence.names.iter().flat_map(surnames).collect::<Vec<_>>();
        let own_surnames = surnames(one);
        Self {
            parents: shared.cloned().collect(),
            contact: one.contacts.iter().any(|mark| other.contacts.contains(mark)),
            surname: surnames(other).iter().any(|name| own_surnames.contains(name)),
        }
    }

    /// Whether it makes a family: both parents, a telephone beside a parent or a surname, or a parent and a surname in
    /// one state.
    pub fn is_family(&self, same_state: bool) -> bool {
        self.is_household()
            || (self.contact && self.surname)
            || (!self.parents.is_empty() && self.surname && same_state)
    }

    /// Whether it does so surely enough for what nobody looks at before: both parents, or a parent and a telephone. A
    /// crew may share a telephone, and many a family a surname.
    pub fn is_household(&self) -> bool {
        self.parents.len() > 1 || (self.contact && !self.parents.is_empty())
    }
}

/// How a parent's given name and surname sound; none where one of them is missing.
fn sounds(parent: &Parent) -> Option<(Text, Text)> {
    Some((word_of(&parent.first)?, word_of(&parent.last)?))
}

fn surnames(name: &PersonName) -> impl Iterator<Item = Text> {
    [word_of(&name.last_1), word_of(&name.last_2)].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::block_keys;
    use crate::matching::fixtures::child;

    fn of(first: &str, born: &str, parents: &[(&str, &str)], contacts: &[u32]) -> Evidence {
        let parent = |(first, last): &(&str, &str)| Parent { first: (*first).into(), last: (*last).into() };
        let parents = parents.iter().map(parent).collect();
        Evidence { parents, contacts: contacts.to_vec(), ..child("TX", first, first, "Garza", born) }
    }

    fn meets(one: &Evidence, other: &Evidence) -> bool {
        let keys = family_keys(one);
        block_keys(other).iter().any(|key| keys.contains(key))
    }

    #[test]
    fn brothers_and_sisters_are_filed_under_a_key_of_the_family() {
        let one = of("Ana", "2010-03-04", &[("Rosa", "Ruiz")], &[7]);
        assert!(meets(&one, &of("Zoe", "2003-01-09", &[("Rosa", "Ruis")], &[])), "a parent as she sounds");
        assert!(meets(&one, &of("Beto", "2021-12-31", &[], &[7])), "a telephone");
        assert!(!meets(&one, &of("Beto", "2012-12-31", &[("Rosa", "Lopez")], &[8])));
        assert!(family_keys(&one).len() < 1_300);
        let kin = Kinship::of(&one, &of("Zoe", "2003-01-09", &[("Juan", "Garza"), ("Rosa", "Ruis")], &[7]));
        assert_eq!((kin.parents.len(), kin.contact, kin.surname), (1, true, true));
    }
}
