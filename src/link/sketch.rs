//! A record's name in a few bytes: tells most strangers apart without looking at their names.

use super::person::mark;
use crate::matching::name::{canonical, is_particle, skeleton, tokens};
use crate::model::Evidence;

/// Most words of a kind.
const WORDS: usize = 3;

/// How the words of a name sound, as marks, with their initials and a telephone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sketch {
    given: [u16; WORDS],
    last: [u16; WORDS],
    given_initials: u32,
    last_initials: u32,
    contact: u32,
}

impl Sketch {
    /// Of the first of a record's names.
    pub(super) fn new(evidence: &Evidence) -> Self {
        let mut sketch = Self { contact: evidence.contacts.first().copied().unwrap_or_default(), ..Self::default() };
        let Some(name) = evidence.names.first() else { return sketch };
        (sketch.given, sketch.given_initials) = words([&name.first, &name.middle]);
        (sketch.last, sketch.last_initials) = words([&name.last_1, &name.last_2]);
        sketch
    }

    /// Whether two records can be near each other: a word of their names sounds alike, or given names and surnames begin
    /// alike, or a side does not know one of them, or they have a telephone in common. Of others at most the birth date agrees.
    pub(super) fn may_be_one(&self, other: &Self) -> bool {
        let meets = |a: &[u16; WORDS], b: &[u16; WORDS]| a.iter().any(|mark| *mark != 0 && b.contains(mark));
        let unknown = |a: u32, b: u32| a == 0 || b == 0;
        let given = self.given_initials & other.given_initials != 0;
        let last = self.last_initials & other.last_initials != 0;
        (given && last)
            || (self.contact != 0 && self.contact == other.contact)
            || unknown(self.given_initials, other.given_initials)
            || unknown(self.last_initials, other.last_initials)
            || meets(&self.given, &other.given)
            || meets(&self.last, &other.last)
            || meets(&self.given, &other.last)
            || meets(&self.last, &other.given)
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
        Sketch::new(&Evidence { names: vec![name], ..Evidence::silent(key) })
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
}
