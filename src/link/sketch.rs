//! A record's name in a few bytes: tells most strangers apart without looking at their names.

use std::fmt::Display;

use super::person::mark;
use crate::matching::are_far;
use crate::matching::name::{canonical, is_particle, skeleton, tokens};
use crate::model::{Date, Evidence};

/// Most words of a kind.
const WORDS: usize = 3;
/// Most parents.
const PARENTS: usize = 2;

/// How the words of a name sound, as marks, with their letters, and what proves a person beside the name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sketch {
    given: [u16; WORDS],
    last: [u16; WORDS],
    /// The letters of given names, and of surnames, a bit each.
    given_letters: u32,
    last_letters: u32,
    /// The birth date, where one is told.
    born: Option<Date>,
    /// How the given names of parents sound.
    parents: [u16; PARENTS],
    /// Marks of the contacts, the MSIX ID and the state's identifier; and a bit for each, so that few are looked at.
    proofs: Box<[u64]>,
    proof_bits: u64,
}

impl Sketch {
    /// Of the first of a record's names; `of_state` when its state and its identifier there are named.
    pub(super) fn new(evidence: &Evidence, of_state: bool) -> Self {
        let marked = |what: &str, value: &dyn Display| mark(&format!("{what}\0{value}"));
        let contacts = evidence.contacts.iter().map(|contact| marked("tel", contact));
        let sent = evidence.msix_id_sent.map(|sent| marked("msix", &sent));
        let own = of_state.then(|| marked(evidence.key.state.as_str(), &evidence.key.id.as_str()));
        let proofs: Box<[u64]> = contacts.chain(sent).chain(own).collect();
        let proof_bits = proofs.iter().fold(0, |bits, proof| bits | 1_u64 << (proof >> 32 & 63));
        let mut sketch = Self { proofs, proof_bits, ..Self::default() };
        if let [born] = evidence.birth_dates[..] {
            sketch.born = Some(born);
        }
        for (slot, parent) in sketch.parents.iter_mut().zip(&evidence.parents) {
            *slot = tokens(&parent.first).iter().find(|word| !is_particle(word)).map_or(0, |word| sound(word));
        }
        let Some(name) = evidence.names.first() else { return sketch };
        (sketch.given, sketch.given_letters) = words([&name.first, &name.middle]);
        (sketch.last, sketch.last_letters) = words([&name.last_1, &name.last_2]);
        sketch
    }

    /// Whether two records can be near each other: of given names, surnames, birth date and parents three are alike or
    /// unknown to a side, or they have a contact or an identifier in common.
    pub(super) fn may_be_one(&self, other: &Self) -> bool {
        let crossed = || meet(&self.given, &other.last) && meet(&self.last, &other.given);
        let names = [
            alike(&self.given, &other.given, self.given_letters, other.given_letters),
            alike(&self.last, &other.last, self.last_letters, other.last_letters),
        ];
        let names = names.into_iter().filter(|alike| *alike).count();
        let dates = usize::from(self.dates_alike(other));
        let agree = |names| names + dates >= 3 || (names + dates >= 2 && self.parents_alike(other));
        agree(names)
            || (names < 2 && crossed() && agree(2))
            || (self.proof_bits & other.proof_bits != 0 && self.proofs.iter().any(|one| other.proofs.contains(one)))
    }

    fn dates_alike(&self, other: &Self) -> bool {
        self.born.zip(other.born).is_none_or(|(one, other)| !are_far(one, other))
    }

    fn parents_alike(&self, other: &Self) -> bool {
        let unknown = |parents: &[u16; PARENTS]| *parents == [0; PARENTS];
        unknown(&self.parents) || unknown(&other.parents) || meet(&self.parents, &other.parents)
    }
}

/// A word sounds alike, or they are of much the same letters, or a side is unknown.
fn alike(a: &[u16; WORDS], b: &[u16; WORDS], letters_a: u32, letters_b: u32) -> bool {
    letters_a == 0 || letters_b == 0 || much_the_same(letters_a, letters_b) || meet(a, b)
}

fn meet<const N: usize>(a: &[u16; N], b: &[u16; N]) -> bool {
    a.iter().any(|mark| *mark != 0 && b.contains(mark))
}

fn sound(word: &str) -> u16 {
    let long = mark(&skeleton(canonical(word)));
    ((long ^ (long >> 16) ^ (long >> 32) ^ (long >> 48)) as u16).max(1)
}

/// Letters that two slips change, or a name of which the other has a part only.
fn much_the_same(a: u32, b: u32) -> bool {
    (a ^ b).count_ones() <= 4 || a & b == a || a & b == b
}

fn words(fields: [&str; 2]) -> ([u16; WORDS], u32) {
    let (mut marks, mut letters) = ([0; WORDS], 0_u32);
    let mut slots = marks.iter_mut();
    for field in fields {
        for word in tokens(field).iter().filter(|word| !is_particle(word)) {
            letters |= word.bytes().fold(0, |letters, byte| letters | 1 << (byte % 32));
            if let Some(slot) = slots.next() {
                *slot = sound(word);
            }
        }
    }
    (marks, letters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Parent, PersonName};

    fn sketch(first: &str, last: &str, born: &str, parent: &str) -> Sketch {
        let key = crate::model::ContributionKey { state: "TX".parse().unwrap(), id: "1".parse().unwrap() };
        let name = PersonName { first: first.into(), last_1: last.into(), ..PersonName::default() };
        let parents = vec![Parent { first: parent.into(), last: last.into() }];
        let birth_dates = vec![born.parse().unwrap()];
        Sketch::new(&Evidence { names: vec![name], birth_dates, parents, ..Evidence::silent(key) }, false)
    }

    #[test]
    fn only_strangers_are_told_apart() {
        let one = sketch("Lissete", "Flores Cruz", "2012-03-04", "Rosa");
        for (first, last, born, parent) in [
            ("Liz-et", "Florez", "2012-08-30", "Roza"),
            ("Flores", "Lizete", "2012-03-04", "Ana"),
            ("Ana", "Cruz", "2012-03-04", "Rosa"),
            ("Lisete", "Flowres", "2013-03-04", "Ana"),
            ("", "Paz", "2012-03-04", "Rosa"),
            ("Lizete", "Paz", "2012-04-03", ""),
        ] {
            assert!(one.may_be_one(&sketch(first, last, born, parent)), "{first} {last}");
        }
        for (first, last, born, parent) in [
            ("Ana", "Fuentes", "2012-03-04", "Rosa"),
            ("Lissete", "Garza", "2012-03-04", "Ana"),
            ("Ana", "Flores", "2012-03-04", "Luz"),
            ("Lissete", "Flores", "2011-08-30", "Luz"),
        ] {
            assert!(!one.may_be_one(&sketch(first, last, born, parent)), "{first} {last}");
        }
    }

    #[test]
    fn whoever_shares_a_proof_is_looked_at() {
        let key = |id: &str| crate::model::ContributionKey { state: "TX".parse().unwrap(), id: id.parse().unwrap() };
        let named = |first: &str, id: &str, change: &dyn Fn(&mut Evidence)| {
            let name = PersonName { first: first.into(), last_1: first.into(), ..PersonName::default() };
            let mut evidence = Evidence { names: vec![name], ..Evidence::silent(key(id)) };
            change(&mut evidence);
            Sketch::new(&evidence, true)
        };
        let contacts = |all: &[u32]| named("Lissete", "1", &|e: &mut Evidence| e.contacts = all.to_vec());
        let sent = |first: &str, id: &str| {
            named(first, id, &|e: &mut Evidence| e.msix_id_sent = crate::model::MsixId::from_serial(7))
        };
        let other = |all: &[u32], id: &str| named("Ana", id, &|e: &mut Evidence| e.contacts = all.to_vec());
        assert!(contacts(&[1, 2, 3]).may_be_one(&other(&[9, 3], "2")), "the last contact");
        assert!(contacts(&[]).may_be_one(&other(&[], "1")), "the state's identifier");
        assert!(sent("Lissete", "1").may_be_one(&sent("Ana", "2")), "the MSIX ID");
        assert!(!contacts(&[1, 2]).may_be_one(&other(&[3], "2")));
    }
}
