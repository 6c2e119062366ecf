//! Comparison of two spellings of a name, field by field and across fields.

use super::compare::Compared;
use super::name::spanish_key;
use super::profile::Name;
use super::vocabulary::{Agreement, Field};
use super::word::Word;

/// The name's part of a comparison vector.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names {
    pub(super) first: Compared,
    pub(super) middle: Compared,
    pub(super) last_1: Compared,
    pub(super) last_2: Compared,
    pub(super) surnames: Compared,
    pub(super) suffix: Compared,
}

impl Default for Names {
    fn default() -> Self {
        let missing = Compared::MISSING;
        Self { first: missing, middle: missing, last_1: missing, last_2: missing, surnames: missing, suffix: missing }
    }
}

impl Names {
    pub(super) fn fields(&self) -> [(Field, Compared); 6] {
        [
            (Field::FirstName, self.first),
            (Field::MiddleName, self.middle),
            (Field::LastName1, self.last_1),
            (Field::LastName2, self.last_2),
            (Field::Surnames, self.surnames),
            (Field::Suffix, self.suffix),
        ]
    }
}

/// Most words of a kind that are looked at.
const MOST: usize = 5;

/// The words of one kind, on the stack.
struct Words<'a> {
    words: [Option<&'a Word>; MOST],
    count: usize,
}

impl<'a> Words<'a> {
    fn new(words: impl Iterator<Item = &'a Word>) -> Self {
        let mut found = Self { words: [None; MOST], count: 0 };
        for (slot, word) in found.words.iter_mut().zip(words) {
            *slot = Some(word);
            found.count += 1;
        }
        found
    }

    fn iter(&self) -> impl Iterator<Item = &'a Word> + Clone {
        self.words.iter().flatten().copied()
    }

    fn first(&self) -> Option<&'a Word> {
        self.words.first().copied().flatten()
    }

    fn rest(&self) -> impl Iterator<Item = &'a Word> + Clone {
        self.iter().skip(1)
    }

    /// How common all of them together are.
    fn frequency(&self) -> f32 {
        self.iter().map(|word| word.frequency).product::<f32>().max(LEAST)
    }
}

/// Compares two spellings; the same in either order.
pub(super) fn compare_names(a: &Name, b: &Name) -> Names {
    let (given_a, given_b) = (Words::new(a.given()), Words::new(b.given()));
    let (last_a, last_b) = (Words::new(a.surnames()), Words::new(b.surnames()));
    let mut names = Names { suffix: suffix(a.suffix, b.suffix), ..Names::default() };
    (names.first, names.middle) = given(a, b, &given_a, &given_b);
    (names.last_1, names.last_2, names.surnames) = surnames(&last_a, &last_b);
    if names.surnames.agreement != Agreement::Missing || !names.last_1.agreement.is_alike() {
        across(&mut names, &given_a, &given_b, &last_a, &last_b);
    }
    names
}

/// Given names and surnames in each other's fields, or parted elsewhere: `Eh Doh | Paw` and `Eh | Doh Paw`.
fn across(names: &mut Names, given_a: &Words<'_>, given_b: &Words<'_>, last_a: &Words<'_>, last_b: &Words<'_>) {
    let (all_a, all_b) = (given_a.iter().chain(last_a.iter()), given_b.iter().chain(last_b.iter()));
    let count = given_a.count + last_a.count;
    if count == given_b.count + last_b.count
        && count > 1
        && given_a.count != given_b.count
        && all_a.clone().zip(all_b.clone()).all(|(a, b)| a.level(b).is_alike())
    {
        let frequency = all_a.zip(all_b).skip(1).map(|(a, b)| a.compared(b).frequency).product::<f32>();
        let moved = Compared { agreement: Agreement::Moved, frequency: frequency.max(LEAST) };
        (names.middle, names.last_1, names.last_2, names.surnames) =
            (Compared::MISSING, Compared::MISSING, Compared::MISSING, moved);
        return;
    }
    // `Eh | Doh Moo` and `Ehdoh | Moo`.
    if count != given_b.count + last_b.count && letters(all_a.clone()).eq(letters(all_b.clone())) {
        let pair = |a: &Words<'_>, b: &Words<'_>| Compared {
            agreement: Agreement::Moved,
            frequency: a.frequency().min(b.frequency()),
        };
        names.first = Compared { agreement: Agreement::Same, ..pair(given_a, given_b) };
        names.surnames = pair(last_a, last_b);
        (names.middle, names.last_1, names.last_2) = (Compared::MISSING, Compared::MISSING, Compared::MISSING);
        return;
    }
    // A surname in common is none the less one of the two names in each other's place: `Meza | Hector Zapata` and
    // `Hector | Zapata Meza`.
    if names.first.agreement.is_close() || !matches!(names.surnames.agreement, Agreement::Missing | Agreement::Part) {
        return;
    }
    let reach = best_pair(given_a, last_b).zip(best_pair(last_a, given_b));
    let slip = |c: &Compared| matches!(c.agreement, Agreement::Similar | Agreement::Roughly);
    let alike = |c: &Compared| c.agreement.is_alike();
    // One of the two may have a slip in it.
    if let Some((there, back)) = reach.filter(|(x, y)| alike(x) && (alike(y) || slip(y)) || slip(x) && alike(y)) {
        let (common, rare) = (there.frequency.max(back.frequency), there.frequency.min(back.frequency));
        names.first = Compared { agreement: Agreement::Swapped, frequency: common };
        names.surnames = Compared { agreement: Agreement::Moved, frequency: rare };
        (names.last_1, names.last_2) = (Compared::MISSING, Compared::MISSING);
        // What is left of both may tell two children apart: `Eh Ywa | Htoo` and `Paw Htoo | Eh`.
        let left = is_left(all_a.clone(), &all_b) && is_left(all_b.clone(), &all_a);
        names.middle = if left { Compared::of(Agreement::Different) } else { Compared::MISSING };
    }
}

fn letters<'a>(words: impl Iterator<Item = &'a Word>) -> impl Iterator<Item = u8> {
    words.flat_map(|word| word.joined.bytes())
}

/// Whether a word of one side is not found on the other.
fn is_left<'a>(mut own: impl Iterator<Item = &'a Word>, others: &(impl Iterator<Item = &'a Word> + Clone)) -> bool {
    own.any(|word| !others.clone().any(|other| word.level(other).is_close()))
}

/// Least frequency of what agrees: chance never falls below it.
const LEAST: f32 = 1e-6;

fn best_pair(a: &Words<'_>, b: &Words<'_>) -> Option<Compared> {
    best(a.iter().flat_map(|a| b.iter().map(move |b| a.compared(b))))
}

/// The strongest; of equals the rarest.
fn best(all: impl Iterator<Item = Compared>) -> Option<Compared> {
    // Levels are declared from the strongest down.
    all.min_by(|x, y| x.agreement.cmp(&y.agreement).then(x.frequency.total_cmp(&y.frequency)))
}

/// First and middle name.
fn given(a: &Name, b: &Name, words_a: &Words<'_>, words_b: &Words<'_>) -> (Compared, Compared) {
    let (Some(first_a), Some(first_b)) = (words_a.first(), words_b.first()) else {
        return (Compared::MISSING, Compared::MISSING);
    };
    // `Liz et` is also one word.
    if let (Some(whole_a), Some(whole_b)) = (a.first.whole(), b.first.whole()) {
        let whole = whole_a.compared(whole_b);
        if whole.agreement.is_alike() {
            return (whole, middle(&a.middle.words, &b.middle.words));
        }
    }
    let straight = first_a.compared(first_b);
    if straight.agreement.is_alike() {
        return (straight, rest(words_a.rest(), words_b.rest()));
    }
    if words_a.count != words_b.count && same_letters(words_a, words_b) {
        return (
            Compared { agreement: Agreement::Same, frequency: words_a.frequency().min(words_b.frequency()) },
            Compared::MISSING,
        );
    }
    if words_a.count != words_b.count
        && let Some(agreement) = joined_with_a_slip(words_a, words_b)
    {
        return (Compared { agreement, frequency: words_a.frequency().max(words_b.frequency()) }, Compared::MISSING);
    }
    let there = best(words_b.rest().map(|b| first_a.compared(b))).filter(|c| c.agreement.is_alike());
    let back = best(words_a.rest().map(|a| first_b.compared(a))).filter(|c| c.agreement.is_alike());
    match (there, back) {
        (Some(there), Some(back)) => {
            let frequency = (there.frequency * back.frequency).max(LEAST);
            (Compared { agreement: Agreement::Swapped, frequency }, Compared::MISSING)
        }
        // The middle name is used as first. When both have another word besides, those contradict.
        (Some(one), None) | (None, Some(one)) => {
            let both = words_a.count > 1 && words_b.count > 1;
            let middle = if both { Compared::of(Agreement::Different) } else { Compared::MISSING };
            (Compared { agreement: Agreement::Crossed, ..one }, middle)
        }
        (None, None) if begins(first_a, first_b) => {
            let shorter = if first_a.joined.len() < first_b.joined.len() { first_a } else { first_b };
            (Compared { agreement: Agreement::Part, frequency: shorter.frequency }, Compared::MISSING)
        }
        (None, None) => (straight, rest(words_a.rest(), words_b.rest())),
    }
}

/// `Mariaguadalupe` begins with `Maria`, and goes on long enough to be another name.
fn begins(a: &Word, b: &Word) -> bool {
    let (shorter, longer) = if a.joined.len() < b.joined.len() { (a, b) } else { (b, a) };
    shorter.joined.len() >= 3
        && longer.joined.len() >= shorter.joined.len() + 3
        && longer.joined.starts_with(shorter.joined.as_str())
}

fn same_letters(a: &Words<'_>, b: &Words<'_>) -> bool {
    let length = |words: &Words<'_>| words.iter().map(|word| word.joined.len()).sum::<usize>();
    length(a) == length(b) && letters(a.iter()).eq(letters(b.iter()))
}

/// Letters of given names written together that are enough to tell a slip in them from other names.
const LONG: usize = 8;
/// The same for two slips: Josemanuel and Jose Miguel are two.
const VERY_LONG: usize = 12;

/// `Sevastiandomingo` and `Sebastian Domingo`: one slip, or two.
fn joined_with_a_slip(a: &Words<'_>, b: &Words<'_>) -> Option<Agreement> {
    let letters = |words: &Words<'_>| words.iter().map(|word| word.joined.len()).sum::<usize>();
    let (one, other) = (letters(a), letters(b));
    if one.min(other) < LONG || one.abs_diff(other) > 2 {
        return None;
    }
    let joined = |words: &Words<'_>| words.iter().map(|word| word.joined.as_str()).collect::<String>();
    let (a, b) = (joined(a), joined(b));
    let by_ear = || strsim::osa_distance(&spanish_key(&a), &spanish_key(&b)) <= 1;
    match strsim::osa_distance(&a, &b) {
        ..=1 => Some(Agreement::Similar),
        2 if one.min(other) >= VERY_LONG || by_ear() => Some(Agreement::Roughly),
        _ => None,
    }
}

fn middle(a: &[Word], b: &[Word]) -> Compared {
    rest(a.iter(), b.iter())
}

/// What is left of two names, when the first words agree: the best pair of words.
fn rest<'a>(a: impl Iterator<Item = &'a Word> + Clone, b: impl Iterator<Item = &'a Word> + Clone) -> Compared {
    let lone = a.clone().next().is_some() != b.clone().next().is_some();
    let pairs = a.flat_map(|a| b.clone().map(move |b| a.compared(b)));
    best(pairs).unwrap_or(if lone { Compared::of(Agreement::Lone) } else { Compared::MISSING })
}

/// Last name 1, last name 2, and the two across. A state may join, split, swap or cut them.
fn surnames(a: &Words<'_>, b: &Words<'_>) -> (Compared, Compared, Compared) {
    let missing = Compared::MISSING;
    let (Some(first_a), Some(first_b)) = (a.first(), b.first()) else {
        return (missing, missing, missing);
    };
    let straight = first_a.compared(first_b);
    if straight.agreement.is_alike() {
        return (straight, rest(a.rest(), b.rest()), missing);
    }
    if a.count != b.count && same_letters(a, b) {
        let frequency = a.frequency().min(b.frequency());
        return (Compared { agreement: Agreement::Same, frequency }, missing, missing);
    }
    let alike = |c: &Compared| c.agreement.is_alike();
    let there = best(b.rest().map(|b| first_a.compared(b))).filter(alike);
    let back = best(a.rest().map(|a| first_b.compared(a))).filter(alike);
    match (there, back) {
        (Some(there), Some(back)) => {
            let frequency = (there.frequency * back.frequency).max(LEAST);
            (missing, missing, Compared { agreement: Agreement::Swapped, frequency })
        }
        // One surname is shared; when both have another besides, those contradict.
        (Some(one), None) | (None, Some(one)) => {
            let both = a.count > 1 && b.count > 1;
            let second = if both { Compared::of(Agreement::Different) } else { missing };
            (missing, second, Compared { agreement: Agreement::Part, ..one })
        }
        (None, None) if begins(first_a, first_b) && a.count != b.count => {
            let shorter = if first_a.joined.len() < first_b.joined.len() { first_a } else { first_b };
            (Compared { agreement: Agreement::Part, frequency: shorter.frequency }, missing, missing)
        }
        (None, None) => (straight, rest(a.rest(), b.rest()), missing),
    }
}

fn suffix(a: Option<&str>, b: Option<&str>) -> Compared {
    match (a, b) {
        (Some(a), Some(b)) if a == b => Compared::of(Agreement::Same),
        (Some(_), Some(_)) => Compared::of(Agreement::Contradicts),
        _ => Compared::MISSING,
    }
}
