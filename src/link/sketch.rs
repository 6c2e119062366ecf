//! A record's name in a few bytes: tells most strangers apart without looking at their names.

use std::fmt::Display;

use super::person::mark;
use crate::matching::name::{canonical, is_particle, skeleton, tokens};
use crate::model::Evidence;

/// Most words of a kind.
const WORDS: usize = 3;

/// How the words of a name sound, as marks, with their initials, and what proves a person beside the name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sketch {
    given: [u16; WORDS],
    last: [u16; WORDS],
    given_initials: u32,
    last_initials: u32,
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
        let Some(name) = evidence.names.first() else { return sketch };
        (sketch.given, sketch.given_initials) = words([&name.first, &name.middle]);
        (sketch.last, sketch.last_initials) = words([&name.last_1, &name.last_2]);
        sketch
    }

    /// Whether two records can be near each other: a word of their names sounds alike, or given names and surnames begin
    /// alike, or a side does not know one of them, or they have a contact or an identifier in common. Of others at most the birth date agrees.
    pub(super) fn may_be_one(&self, other: &Self) -> bool {
        let meets = |a: &[u16; WORDS], b: &[u16; WORDS]| a.iter().any(|mark| *mark != 0 && b.contains(mark));
        let unknown = |a: u32, b: u32| a == 0 || b == 0;
        let given = self.given_initials & other.given_initials != 0;
        let last = self.last_initials & other.last_initials != 0;
        (given && last)
            || unknown(self.given_initials, other.given_initials)
            || unknown(self.last_initials, other.last_initials)
            || meets(&self.given, &other.given)
            || meets(&self.last, &other.last)
            || meets(&self.given, &other.last)
            || meets(&self.last, &other.given)
            || (self.proof_bits & other.proof_bits != 0 && self.proofs.iter().any(|one| other.proofs.contains(one)))
    }
}

fn words(fields: [&str; 2]) -> ([u16; WORDS], u32) {
    let (mut marks, mut initials) = ([0; WORDS], 0_u32);
    let mut slots = marks.iter_mut();
    for field in fields {
        for word in tokens(field).iter().filter(|word| !is_particle(word)) {
            let sound = skeleton(canonical(word));
            for first in [word.bytes().next(), sound.bytes().next()].into_iter().flatten() {
                initials |= 1 << (first % 32);
            }
            if let Some(slot) = slots.next() {
                let long = mark(&sound);
                *slot = ((long ^ (long >> 16) ^ (long >> 32) ^ (long >> 48)) as u16).max(1);
            }
        }
    }
    (marks, initials)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PersonName;

    fn sketch(first: &str, last: &str) -> Sketch {
        let key = "TX".parse().unwrap();
        let key = crate::model::ContributionKey { state: key, id: "1".parse().unwrap() };
        let name = PersonName { first: first.into(), last_1: last.into(), ..PersonName::default() };
        Sketch::new(&Evidence { names: vec![name], ..Evidence::silent(key) }, false)
    }

    #[test]
    fn only_strangers_are_told_apart() {
        let one = sketch("Lissete", "Flores Cruz");
        for (first, last) in
            [("Liz-et", "Florez"), ("Flores", "Lizete"), ("Ana", "Cruz"), ("Lisa", "Fuentes"), ("", "Paz")]
        {
            assert!(one.may_be_one(&sketch(first, last)), "{first} {last}");
        }
        assert!(!one.may_be_one(&sketch("Ana", "Fuentes")));
        assert!(!one.may_be_one(&sketch("Lisa", "Garza")));
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
