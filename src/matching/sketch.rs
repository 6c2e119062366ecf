//! Who is a stranger at a glance: the sketch of a contribution, made and compared.

use super::are_far;
use super::block::{fnv, sound};
use super::name::{is_particle, tokens};
use crate::model::{Date, Evidence, PersonName, Sketch};

/// Of a contribution. What it says several times over in different ways counts as unknown where there is no room for
/// all of it.
pub fn sketch(evidence: &Evidence) -> Sketch {
    let mut sketch = Sketch::default();
    if let [born] = evidence.birth_dates[..] {
        sketch.born = packed(born);
    }
    sketch.parents = parents(evidence);
    let names = &evidence.names;
    (sketch.given, sketch.given_letters) = words(names, |name| [&name.first, &name.middle]);
    (sketch.last, sketch.last_letters) = words(names, |name| [&name.last_1, &name.last_2]);
    sketch
}

/// Whether two contributions can be near each other: of given names, surnames, birth date and parents three are alike or
/// unknown to a side.
pub fn may_be_one(one: &Sketch, other: &Sketch) -> bool {
    let names = [
        alike(&one.given, &other.given, one.given_letters, other.given_letters),
        alike(&one.last, &other.last, one.last_letters, other.last_letters),
    ];
    let crossed = || crossed(one, other);
    let (dates, parents) = (|| dates_alike(one, other), || parents_alike(one, other));
    let either = || dates() || parents();
    match names {
        [true, true] => either(),
        [false, false] => crossed() && either(),
        _ => (dates() && parents()) || (crossed() && either()),
    }
}

/// Words stand in each other's fields; or one does, and all words together are of much the same letters, however they are
/// parted.
fn crossed(one: &Sketch, other: &Sketch) -> bool {
    let letters = |of: &Sketch| u32::from_le_bytes(of.given_letters) | u32::from_le_bytes(of.last_letters);
    let (there, back) = (meet(&one.given, &other.last), meet(&one.last, &other.given));
    (there && back) || ((there || back) && much_the_same(letters(one), letters(other)))
}

fn dates_alike(one: &Sketch, other: &Sketch) -> bool {
    if one.born == other.born {
        return true;
    }
    unpacked(one.born).zip(unpacked(other.born)).is_none_or(|(one, other)| !are_far(one, other))
}

fn parents_alike(one: &Sketch, other: &Sketch) -> bool {
    one.parents == [0; 2] || other.parents == [0; 2] || meet(&one.parents, &other.parents)
}

/// A word sounds alike, or they are of much the same letters, or a side is unknown.
fn alike(a: &[u8; 3], b: &[u8; 3], letters_a: [u8; 4], letters_b: [u8; 4]) -> bool {
    let (a_letters, b_letters) = (u32::from_le_bytes(letters_a), u32::from_le_bytes(letters_b));
    a_letters == 0 || b_letters == 0 || much_the_same(a_letters, b_letters) || meet(a, b)
}

/// Letters that two slips change, or a name of which the other has a part only.
fn much_the_same(a: u32, b: u32) -> bool {
    (a ^ b).count_ones() <= 4 || a & b == a || a & b == b
}

fn meet<const N: usize>(a: &[u8; N], b: &[u8; N]) -> bool {
    a.iter().any(|mark| *mark != 0 && b.contains(mark))
}

/// How a word sounds, as a number from 1 to 255.
fn mark(word: &str) -> u8 {
    let long = fnv("", &[&sound(word)]);
    (long % 255) as u8 + 1
}

/// How the given names of the parents sound; unknown when there are more than two.
fn parents(evidence: &Evidence) -> [u8; 2] {
    let mut marks: Vec<u8> = Vec::new();
    for parent in &evidence.parents {
        let first = tokens(&parent.first).iter().find(|word| !is_particle(word)).map(|word| mark(word));
        marks.extend(first.filter(|mark| !marks.contains(mark)));
    }
    match marks[..] {
        [one] => [one, 0],
        [one, other] => [one, other],
        _ => [0; 2],
    }
}

/// The words of a field of all spellings: their marks, if there is room, and their letters.
fn words<'a>(names: &'a [PersonName], fields: impl Fn(&'a PersonName) -> [&'a str; 2]) -> ([u8; 3], [u8; 4]) {
    let (mut marks, mut count, mut letters) = ([0; 3], 0, 0_u32);
    for word in names.iter().flat_map(fields).flat_map(tokens).filter(|word| !is_particle(word)) {
        letters |= word.bytes().fold(0, |letters, byte| letters | 1 << (byte % 32));
        let mark = mark(&word);
        if marks.contains(&mark) {
            continue;
        }
        match marks.get_mut(count) {
            Some(slot) => *slot = mark,
            None => return ([0; 3], [0; 4]),
        }
        count += 1;
    }
    (marks, letters.to_le_bytes())
}

fn packed(date: Date) -> [u8; 2] {
    let parts = (u16::try_from(date.year() - 1980), u16::try_from(date.month()), u16::try_from(date.day()));
    match parts {
        (Ok(year @ 0..128), Ok(month), Ok(day)) => (year * 512 + month * 32 + day).to_le_bytes(),
        _ => [0; 2],
    }
}

fn unpacked(bytes: [u8; 2]) -> Option<Date> {
    let number = u16::from_le_bytes(bytes);
    let small = |number: u16| i8::try_from(number).ok();
    Date::new(i16::try_from(1980 + number / 512).ok()?, small(number / 32 % 16)?, small(number % 32)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::fixtures::{any_evidence, child};
    use crate::model::Parent;
    use proptest::prelude::*;

    fn told(first: &str, last: &str, born: &str, parent: &str) -> Sketch {
        let parents = vec![Parent { first: parent.into(), last: last.into() }];
        sketch(&Evidence { parents, ..child("TX", "1", first, last, born) })
    }

    #[test]
    fn only_strangers_are_told_apart() {
        let one = told("Lissete", "Flores Cruz", "2012-03-04", "Rosa");
        for (first, last, born, parent) in [
            ("Liz-et", "Florez", "2012-08-30", "Roza"),
            ("Flores", "Lizete", "2012-03-04", "Ana"),
            ("FloresCruz", "Lizete", "2012-03-04", "Ana"),
            ("Ana", "Cruz", "2012-03-04", "Rosa"),
            ("Lisete", "Flowres", "2013-03-04", "Ana"),
            ("", "Paz", "2012-03-04", "Rosa"),
            ("Lizete", "Paz", "2012-04-03", ""),
        ] {
            assert!(may_be_one(&one, &told(first, last, born, parent)), "{first} {last}");
        }
        for (first, last, born, parent) in [
            ("Ana", "Fuentes", "2012-03-04", "Rosa"),
            ("Lissete", "Garza", "2012-03-04", "Ana"),
            ("Ana", "Flores", "2012-03-04", "Luz"),
            ("Lissete", "Flores", "2011-08-30", "Luz"),
        ] {
            assert!(!may_be_one(&one, &told(first, last, born, parent)), "{first} {last}");
        }
    }

    #[test]
    fn any_spelling_counts() {
        let mut both = child("TX", "1", "Lissete", "Flores", "2012-03-04");
        both.names.push(PersonName { first: "Ana".into(), last_1: "Paz".into(), ..PersonName::default() });
        both.parents = vec![Parent { first: "Rosa".into(), last: "Paz".into() }];
        let both = sketch(&both);
        assert!(may_be_one(&both, &told("Ana", "Paz", "2012-03-04", "Luz")));
        assert!(may_be_one(&both, &told("Lizete", "Florez", "2012-03-04", "Luz")));
        assert!(!may_be_one(&both, &told("Kevin", "Wu", "2012-03-04", "Luz")));
    }

    #[test]
    fn a_parent_of_two_spellings_takes_one_place() {
        let parent = |first: &str| Parent { first: first.into(), last: "Paz".into() };
        let of = |parents: &[&str]| {
            let parents = parents.iter().map(|first| parent(first)).collect();
            sketch(&Evidence { parents, ..child("TX", "1", "Lissete", "Flores", "2012-03-04") }).parents
        };
        assert_eq!(of(&["Rosa", "Roza", "Luis"]), of(&["Rosa", "Luis"]));
        assert_eq!(of(&["Rosa", "Ana", "Luis"]), [0; 2], "more than there is room for");
    }

    #[test]
    fn birth_dates_come_back() {
        for day in ["1980-01-01", "2012-12-31", "2107-02-28"] {
            let day: Date = day.parse().unwrap();
            assert_eq!(unpacked(packed(day)), Some(day));
        }
        assert_eq!(unpacked(packed("1979-12-31".parse().unwrap())), None);
        assert_eq!(unpacked(packed("2108-01-01".parse().unwrap())), None);
    }

    proptest! {
        #[test]
        fn nobody_is_a_stranger_to_oneself_or_to_the_unknown(evidence in any_evidence(), other in any_evidence()) {
            let (one, other) = (sketch(&evidence), sketch(&other));
            prop_assert!(may_be_one(&one, &one));
            prop_assert!(may_be_one(&one, &Sketch::default()));
            prop_assert_eq!(may_be_one(&one, &other), may_be_one(&other, &one));
        }
    }
}
