//! The classes of queries: what a registrar types for a child of whom she knows the true name. A name that thousands bear
//! is never typed alone: most classes have given name and surnames. Where another child has these too, the birth year
//! follows, and where another shares the year as well, the whole date: a registrar goes on until few are left.

use rand::RngExt;
use rand_pcg::Pcg64Mcg;

use super::search_nicknames::{ENGLISH, SPANISH};
use super::search_spelling::{by_ear, by_finger, by_vowel, choose};
use super::search_truth::{BEGINNING, Person, Truth, plain};
use super::search_typed::{Born, Typed};

/// A class of queries.
pub(super) struct Class {
    pub name: &'static str,
    /// How it is made, for the table.
    pub how: &'static str,
    /// What is typed for a child; none where the class does not fit the child.
    pub make: Make,
}

/// A rare spelling is held for so many children at most.
const RARE: u32 = 5;
/// A rare name is borne by so many children at most.
const SELDOM: u32 = 100;
/// Among so many children a person finds the right one at a glance.
const SEVERAL: u32 = 5;
/// So many children of one name need no birth date to be told apart.
const FEW: u32 = 1;

pub(super) const CLASSES: &[Class] = &[
    class("exact", "first name, surnames", |t, p, r| Some(enough(t, p, of(p, p.typed()), r))),
    class("plain", "the same in small letters without accents", |t, p, r| {
        Some(enough(t, p, of(p, plain(&p.typed())), r))
    }),
    class("by-ear", "one or two words spelled by ear", |t, p, r| wrong(t, p, r, by_ear, by_ear)),
    class("typo", "one slip of the finger", |t, p, r| wrong(t, p, r, by_finger, right)),
    class("two-errors", "two words wrong, by finger, ear or vowel", |t, p, r| wrong(t, p, r, any, any)),
    class("two-in-one", "two slips in one word of seven letters or more", two_in_one),
    class("vowels", "one or two vowels wrong in a word", |t, p, r| wrong(t, p, r, by_vowel, right)),
    class("nickname-es", "Spanish nickname, surnames", |t, p, r| called(t, p, r, SPANISH, right)),
    class("nickname-en", "English nickname, surnames", |t, p, r| called(t, p, r, ENGLISH, right)),
    class("nickname-full", "the full name of a child named by a short form, surnames, birth year", full_name),
    class("nickname-typo", "nickname, and a slip in the first surname", |t, p, r| called(t, p, r, SPANISH, by_finger)),
    class("swapped", "surnames in the other order", |t, p, r| swapped(t, p, r, right)),
    class("swapped-ear", "surnames in the other order, one by ear", |t, p, r| swapped(t, p, r, by_ear)),
    class("surname-first", "surnames, then the first name", |t, p, r| {
        two_surnames(p).map(|(a, b)| enough(t, p, of(p, format!("{a} {b}, {}", p.first)), r))
    }),
    class("joined", "first and middle name or both surnames as one word", joined),
    class("split", "a name of six letters or more as two words", split),
    class("second-surname", "first name, second surname, birth date", |_, p, r| {
        let (_, second) = two_surnames(p)?;
        Some(Typed::new(format!("{} {second}", p.first)).names(&[&p.first, second]).born(&date(p, r)?, Born::DAY))
    }),
    class("one-surname", "first name, first surname, month and year of birth", |_, p, _| {
        let typed = Typed::new(format!("{} {}", p.first, p.last_1)).names(&[&p.first, &p.last_1]);
        Some(typed.born(&month(p)?, Born::MONTH))
    }),
    class("half-typed", "the last surname cut after 3 to 5 letters", half_typed),
    class("half-typed-both", "birth date, first name and surname cut after 3 or 4 letters", half_typed_both),
    class("rare", "a rare word of the name (100 bearers at most), month and year of birth", |t, p, r| {
        rare(t, p, r, right)
    }),
    class("rare-ear", "the same by ear", |t, p, r| rare(t, p, r, by_ear)),
    class("rare-alone", "a spelling that five children at most have in the store, alone", |t, p, r| {
        // Whom it is meant for, only the store can say: no name of the truth is sought.
        choose(p.registered.iter().filter(|word| t.registered(word) <= RARE).cloned().collect(), r).map(Typed::new)
    }),
    class("born", "first name and birth date", |_, p, r| {
        Some(Typed::new(p.first.clone()).names(&[&p.first]).born(&date(p, r)?, Born::DAY))
    }),
    class("born-partly", "first name, surnames, and month and year or day and month", born_partly),
    class("parent", "first name, first and last name of a parent, birth year", |_, p, r| {
        let (first, last) = choose(p.parents.clone(), r)?;
        let typed = Typed::new(format!("{} {first} {last}", p.first)).names(&[&p.first]).parent(&[&first, &last]);
        Some(typed.born(&p.born?.year().to_string(), Born::YEAR))
    }),
    class("middle-first", "middle name, surnames", |t, p, r| {
        let typed = Typed::new(format!("{} {} {}", p.middle, p.last_1, p.last_2));
        let typed = typed.names(&[&p.middle, &p.last_1, &p.last_2]);
        (!p.middle.is_empty()).then(|| enough(t, p, typed, r))
    }),
    class("all", "all names and the birth date, one word wrong", |_, p, r| {
        let words = misspelled(p, r, any, right)?;
        let typed = of(p, format!("{words} {}", p.middle)).names(&[&p.middle]);
        Some(typed.born(&date(p, r)?, Born::DAY))
    }),
];

/// Classes that came later: they are told apart and not in the mean, so that its figures can be compared with older ones.
pub(super) const LATER: &[Class] =
    &[class("half-typed-each", "first name cut after 4 or 5 letters, surname after 3 or 4", half_typed_each)];

type Make = fn(&Truth, &Person, &mut Pcg64Mcg) -> Option<Typed>;
type Spell = fn(&str, &mut Pcg64Mcg) -> String;

const fn class(name: &'static str, how: &'static str, make: Make) -> Class {
    Class { name, how, make }
}

fn right(word: &str, _: &mut Pcg64Mcg) -> String {
    word.to_owned()
}

/// What is typed, and as much of the birth date as is needed to leave few children with the name.
fn enough(truth: &Truth, person: &Person, typed: Typed, random: &mut Pcg64Mcg) -> Typed {
    let (Some(born), true) = (person.born, truth.namesakes(person, false) > FEW) else { return typed };
    match truth.namesakes(person, true) > FEW {
        true => typed.born(&date(person, random).unwrap_or_default(), Born::DAY),
        false => typed.born(&born.year().to_string(), Born::YEAR),
    }
}

/// A text that means first name and surnames.
fn of(person: &Person, text: String) -> Typed {
    Typed::new(text).names(&[&person.first, &person.last_1, &person.last_2])
}

impl Person {
    /// First name and surnames.
    fn typed(&self) -> String {
        format!("{} {} {}", self.first, self.last_1, self.last_2).trim().to_owned()
    }
}

fn two_surnames(person: &Person) -> Option<(&str, &str)> {
    (!person.last_2.is_empty()).then_some((&person.last_1, &person.last_2))
}

/// Any of the three ways to be wrong.
fn any(word: &str, random: &mut Pcg64Mcg) -> String {
    match random.random_range(0..3) {
        0 => by_ear(word, random),
        1 => by_finger(word, random),
        _ => by_vowel(word, random),
    }
}

/// First name and surnames with one word spelled one way and another word another way; none when both came out right.
fn wrong(truth: &Truth, person: &Person, random: &mut Pcg64Mcg, one: Spell, other: Spell) -> Option<Typed> {
    let spelled = misspelled(person, random, one, other)?;
    Some(enough(truth, person, of(person, spelled), random))
}

fn misspelled(person: &Person, random: &mut Pcg64Mcg, one: Spell, other: Spell) -> Option<String> {
    let typed = plain(&person.typed());
    let words: Vec<&str> = typed.split(' ').collect();
    let first = random.random_range(0..words.len());
    let second = (first + random.random_range(1..words.len().max(2))) % words.len();
    let mut spelled: Vec<String> = Vec::with_capacity(words.len());
    for (at, word) in words.into_iter().enumerate() {
        spelled.push(match at {
            at if at == first => one(word, random),
            at if at == second => other(word, random),
            _ => word.to_owned(),
        });
    }
    let spelled = spelled.join(" ");
    (spelled != typed).then_some(spelled)
}

fn two_in_one(truth: &Truth, person: &Person, random: &mut Pcg64Mcg) -> Option<Typed> {
    let typed = plain(&person.typed());
    let long: Vec<&str> = typed.split(' ').filter(|word| word.len() >= 7).collect();
    let word = choose(long, random)?;
    let once = any(word, random);
    let twice = by_finger(&once, random);
    let text = (once != word && twice != once && twice != word).then(|| typed.replacen(word, &twice, 1))?;
    Some(enough(truth, person, of(person, text), random))
}

fn called(truth: &Truth, person: &Person, random: &mut Pcg64Mcg, list: &[&str], spell: Spell) -> Option<Typed> {
    let first = plain(&person.first);
    let line = list.iter().find(|line| line.split(' ').next() == Some(&first))?;
    let nickname = choose(line.split(' ').skip(1).collect(), random)?;
    let text = format!("{nickname} {} {}", spell(&plain(&person.last_1), random), person.last_2);
    let full = list.iter().filter(|line| line.split(' ').skip(1).any(|word| word == nickname));
    let any = full.filter_map(|line| line.split(' ').next()).chain([nickname]);
    let typed = Typed::new(text).any(any).names(&[&person.last_1, &person.last_2]);
    Some(enough(truth, person, typed, random))
}

fn full_name(_: &Truth, person: &Person, random: &mut Pcg64Mcg) -> Option<Typed> {
    let first = plain(&person.first);
    let all = || SPANISH.iter().chain(ENGLISH);
    let lines = all().filter(|line| line.split(' ').skip(1).any(|word| word == first));
    let full = choose(lines.filter_map(|line| line.split(' ').next()).collect(), random)?;
    let any = all().filter(|line| line.split(' ').next() == Some(full)).flat_map(|line| line.split(' '));
    let typed = Typed::new(format!("{full} {} {}", person.last_1, person.last_2)).any(any);
    let typed = typed.names(&[&person.last_1, &person.last_2]);
    Some(typed.born(&person.born?.year().to_string(), Born::YEAR))
}

fn swapped(truth: &Truth, person: &Person, random: &mut Pcg64Mcg, spell: Spell) -> Option<Typed> {
    let (one, two) = two_surnames(person)?;
    let text = format!("{} {} {one}", person.first, spell(&plain(two), random));
    Some(enough(truth, person, of(person, text), random))
}

fn joined(truth: &Truth, person: &Person, random: &mut Pcg64Mcg) -> Option<Typed> {
    let (one, two) = two_surnames(person)?;
    let typed = match !person.middle.is_empty() && random.random_range(0..2) == 0 {
        true => of(person, plain(&format!("{}{} {one} {two}", person.first, person.middle))).names(&[&person.middle]),
        false => of(person, plain(&format!("{} {one}{two}", person.first))),
    };
    Some(enough(truth, person, typed, random))
}

fn split(truth: &Truth, person: &Person, random: &mut Pcg64Mcg) -> Option<Typed> {
    let typed = plain(&person.typed());
    let long: Vec<&str> = typed.split(' ').filter(|word| word.len() >= 6).collect();
    let word = choose(long, random)?;
    let (a, b) = word.split_at_checked(random.random_range(2..word.len() - 1))?;
    Some(enough(truth, person, of(person, typed.replacen(word, &format!("{a} {b}"), 1)), random))
}

/// The cut word stands last, so a child with many namesakes is left out.
fn half_typed(truth: &Truth, person: &Person, random: &mut Pcg64Mcg) -> Option<Typed> {
    let (one, two) = two_surnames(person)?;
    let cut: String = two.chars().take(random.random_range(3..=5)).collect();
    let typed = Typed::new(format!("{} {one} {cut}", person.first)).names(&[&person.first, one]).beginnings(&[&cut]);
    (truth.namesakes(person, false) <= FEW).then_some(typed)
}

fn half_typed_both(_: &Truth, person: &Person, random: &mut Pcg64Mcg) -> Option<Typed> {
    let mut cut = |name: &str| plain(name).chars().take(random.random_range(3..=4)).collect::<String>();
    let (first, last) = (cut(&person.first), cut(&person.last_1));
    let born = person.born?;
    Some(Typed::new(format!("{born} {first} {last}")).beginnings(&[&first, &last]).born("", Born::DAY))
}

/// As the type-ahead is asked. Who has more namesakes of the first letters is left out: nobody stops typing there.
fn half_typed_each(truth: &Truth, person: &Person, random: &mut Pcg64Mcg) -> Option<Typed> {
    let mut cut = |name: &str, least: usize| {
        let (name, letters) = (plain(name), random.random_range(least..=least + 1));
        let cut: String = name.chars().take(letters).collect();
        (cut != name && !cut.contains([' ', '-', '\''])).then_some(cut)
    };
    let (first, last) = (cut(&person.first, BEGINNING)?, cut(&person.last_1, BEGINNING - 1)?);
    let typed = Typed::new(format!("{first} {last}")).beginnings(&[&first, &last]);
    (truth.begun_alike(person) <= SEVERAL).then_some(typed)
}

fn rare(truth: &Truth, person: &Person, random: &mut Pcg64Mcg, spell: Spell) -> Option<Typed> {
    let words = person.words().into_iter().filter(|word| word.len() > 3 && truth.bearers(word) <= SELDOM);
    let word = choose(words.collect(), random)?;
    Some(Typed::new(spell(&word, random)).names(&[&word]).born(&month(person)?, Born::MONTH))
}

/// Month and year of birth.
fn month(person: &Person) -> Option<String> {
    let born = person.born?;
    Some(format!("{:02}/{}", born.month(), born.year()))
}

/// A birth date in one of the forms in which people write it.
fn date(person: &Person, random: &mut Pcg64Mcg) -> Option<String> {
    let born = person.born?;
    let (year, month, day) = (born.year(), born.month(), born.day());
    let at = usize::try_from(month - 1).ok()?;
    let (english, spanish) = (ENGLISH_MONTHS.get(at)?, SPANISH_MONTHS.get(at)?);
    Some(match random.random_range(0..7) {
        0 => format!("{year}-{month:02}-{day:02}"),
        1 => format!("{month}/{day}/{year}"),
        2 => format!("{day}/{month}/{year}"),
        3 => format!("{day} de {spanish} de {year}"),
        4 => format!("{english} {day}, {year}"),
        5 => format!("{month:02}/{day:02}/{:02}", year % 100),
        _ => format!("{day}-{}-{year}", english.get(..3)?),
    })
}

fn born_partly(_: &Truth, person: &Person, random: &mut Pcg64Mcg) -> Option<Typed> {
    let born = person.born?;
    let at = usize::try_from(born.month() - 1).ok()?;
    let (english, spanish) = (ENGLISH_MONTHS.get(at)?, SPANISH_MONTHS.get(at)?);
    let (part, told) = match random.random_range(0..5) {
        0 => (format!("{english} {}", born.year()), Born::MONTH),
        1 => (month(person)?, Born::MONTH),
        2 => (format!("{} {spanish}", born.day()), Born::DAY_OF_ANY_YEAR),
        3 => (format!("{}/{}", born.month(), born.day()), Born::DAY_OF_ANY_YEAR),
        _ => (format!("{spanish} de {}", born.year()), Born::MONTH),
    };
    Some(of(person, person.typed()).born(&part, told))
}

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SPANISH_MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
