//! How well the best of rankings could do: of children who fit what was typed equally well, chance alone puts the one that
//! is sought first.

use std::collections::{HashMap, HashSet};

use super::search_truth::{Person, Truth, plain, split_words};
use super::search_typed::{Meant, Typed};
use crate::model::Date;

/// Finds the children whom a search fits.
pub(super) struct Ceiling<'a> {
    truth: &'a Truth,
    /// People by a word of the true name.
    named: HashMap<String, Vec<u32>>,
    /// People by a word under which the store holds them.
    registered: HashMap<&'a str, Vec<u32>>,
    born: HashMap<Date, Vec<u32>>,
    /// People by the first letters of a word of the true name.
    begun: HashMap<String, Vec<u32>>,
}

/// Letters by which people are found of whose names beginnings are typed.
const LETTERS: usize = 3;

impl<'a> Ceiling<'a> {
    pub(super) fn new(truth: &'a Truth) -> Self {
        let (mut named, mut registered, mut born) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut begun: HashMap<String, Vec<u32>> = HashMap::new();
        for (at, person) in (0_u32..).zip(&truth.people) {
            for word in person.words() {
                push(begun.entry(front(&word)).or_default(), at);
                push(named.entry(word).or_insert_with(Vec::new), at);
            }
            for word in &person.registered {
                push(registered.entry(word.as_str()).or_insert_with(Vec::new), at);
            }
            if let Some(date) = person.born {
                push(born.entry(date).or_insert_with(Vec::new), at);
            }
        }
        Self { truth, named, registered, born, begun }
    }

    /// What is to be expected of the best of rankings: the search for one child counts as first, among ten, and by
    /// reciprocal rank. Who has every word that was meant, in the same places of a name of as many words, fits as well as
    /// the child. The store's own errors, and slips that make another child's name, count for nothing: the true ceiling
    /// is lower.
    pub(super) fn of(&self, typed: &Typed, person: &Person) -> [f64; 3] {
        let exactly = self.exactly(typed, person);
        let own = |at: &u32| self.truth.people.get(*at as usize).is_some_and(|one| one.found_as == person.found_as);
        let (before, ties) = if exactly.iter().any(own) || (exactly.is_empty() && typed.meant.is_empty()) {
            (0, exactly.len())
        } else {
            let meant = self.meant(typed, person);
            (exactly.len(), meant.difference(&exactly).filter(|at| !own(at)).count() + 1)
        };
        expected(before, ties.max(1))
    }

    fn exactly(&self, typed: &Typed, person: &Person) -> HashSet<u32> {
        let lists = typed.as_typed.iter().map(|word| self.registered.get(word.as_str()));
        let Some(lists) = lists.collect::<Option<Vec<&Vec<u32>>>>() else { return HashSet::new() };
        let Some(few) = lists.iter().min_by_key(|list| list.len()) else { return HashSet::new() };
        let all = |at: &&u32| lists.iter().all(|list| list.binary_search(at).is_ok());
        let alike = |at: &&u32| {
            let one = self.truth.people.get(**at as usize);
            one.is_some_and(|one| one.found_as == person.found_as || places(one, typed) == places(person, typed))
        };
        few.iter().filter(all).filter(|at| self.is_born(**at, typed, person)).filter(alike).copied().collect()
    }

    fn meant(&self, typed: &Typed, person: &Person) -> HashSet<u32> {
        let by_word = typed.meant.iter().filter_map(|meant| match meant {
            Meant::Name(any) => Some(any.iter().flat_map(|word| self.named.get(word)).flatten().copied().collect()),
            Meant::Beginning(cut) if cut.chars().count() >= LETTERS => self.begun.get(&front(cut)).cloned(),
            Meant::Beginning(_) | Meant::Parent(_) => None,
        });
        let by_date = person.born.filter(|_| typed.born.is_whole()).and_then(|date| self.born.get(&date)).cloned();
        let lists: Vec<Vec<u32>> = by_word.chain(by_date).collect();
        let few = lists.into_iter().min_by_key(Vec::len).unwrap_or_default();
        let fits = |at: &u32| {
            let one = self.truth.people.get(*at as usize);
            let all = |one: &Person| typed.meant.iter().all(|meant| has(one, meant));
            self.is_born(*at, typed, person)
                && one.is_some_and(|one| all(one) && places(one, typed) == places(person, typed))
        };
        few.into_iter().filter(fits).collect()
    }

    fn is_born(&self, at: u32, typed: &Typed, person: &Person) -> bool {
        self.truth.people.get(at as usize).is_some_and(|one| typed.born.agree(one.born, person.born))
    }
}

fn front(word: &str) -> String {
    word.chars().take(LETTERS).collect()
}

fn push(list: &mut Vec<u32>, at: u32) {
    if list.last() != Some(&at) {
        list.push(at);
    }
}

/// Where the words that are meant stand in a name, and how many words it has.
fn places(one: &Person, typed: &Typed) -> (Vec<Option<usize>>, usize) {
    let words = one.words();
    let place = |meant: &Meant| match meant {
        Meant::Name(any) => words.iter().position(|word| any.contains(word)),
        Meant::Beginning(cut) => words.iter().position(|word| word.starts_with(cut.as_str())),
        Meant::Parent(_) => None,
    };
    (typed.meant.iter().map(place).collect(), words.len())
}

fn has(one: &Person, meant: &Meant) -> bool {
    match meant {
        Meant::Name(any) => one.words().iter().any(|word| any.contains(word)),
        Meant::Beginning(cut) => one.words().iter().any(|word| word.starts_with(cut.as_str())),
        Meant::Parent(name) => {
            one.parents.iter().any(|(first, last)| split_words(&plain(&format!("{first} {last}"))).contains(name))
        }
    }
}

/// First, among ten, reciprocal rank of one of `ties` in any order behind `before` others.
fn expected(before: usize, ties: usize) -> [f64; 3] {
    let share = 1.0 / ties as f64;
    let places = before + 1..=before + ties;
    let ten = places.clone().take_while(|place| *place <= 10).count() as f64;
    let reciprocal: f64 = places.map(|place| 1.0 / place as f64).sum();
    [if before == 0 { share } else { 0.0 }, ten * share, reciprocal * share]
}

#[cfg(test)]
mod tests {
    use super::super::search_typed::Born;
    use super::*;

    fn person(first: &str, last_1: &str, registered: &str, child: u64) -> Person {
        let found_as = vec![crate::model::MsixId::from_serial(90_000_000_000 + child).unwrap()];
        let (first, last_1, registered) = (first.to_owned(), last_1.to_owned(), split_words(registered));
        Person { first, last_1, born: Date::new(2012, 3, 4), registered, found_as, ..Person::default() }
    }

    #[test]
    fn children_who_fit_alike_share_the_places() {
        assert_eq!(expected(0, 1), [1.0, 1.0, 1.0]);
        assert_eq!(expected(0, 2), [0.5, 1.0, 0.75]);
        assert_eq!(expected(9, 2), [0.0, 0.5, (1.0 / 10.0 + 1.0 / 11.0) / 2.0]);
        let people = vec![
            person("Ana", "Luna", "ana luna", 1),
            person("Ana", "Luna", "ana luna", 2),
            person("Anna", "Luna", "anna luna", 3),
        ];
        let mut truth = Truth::default();
        truth.people = people;
        let ceiling = Ceiling::new(&truth);
        let typed = |text: &str| Typed::new(text.to_owned()).names(&["Ana", "Luna"]).born("2012", Born::YEAR);
        assert_eq!(ceiling.of(&typed("Ana Luna"), &truth.people[0])[0], 0.5);
        // Another child bears the word as it was misspelled: that is not what was meant.
        assert_eq!(ceiling.of(&typed("Anna Luna"), &truth.people[0])[..2], [0.5, 1.0]);
        // Nobody does.
        assert_eq!(ceiling.of(&typed("Aan Luna"), &truth.people[0])[0], 0.5);
    }
}
