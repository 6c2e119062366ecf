//! What the order of the words typed, and which words of the name they are, speak against a child: people type the
//! first name and go on to the surnames, or begin with the surnames, and mean something else when they do neither.

use std::ops::Range;

use super::document::CardName;
use super::words::says_little;
use crate::model::Text;

/// What speaks against a child, in natural logarithms like the weights of [`super::rank`], and so little that a word
/// spelled right outdoes it: surnames in the other order,
const SWAPPED: f32 = 0.15;
/// surnames before the names, which many do,
const SURNAMES_FIRST: f32 = 0.1;
/// names in the other order, or no surname typed of a child who has one: a `Yusuf Ali` is seldom meant for `Ali Yusuf Roble`,
const TURNED: f32 = 0.5;
/// a middle name typed and not the first, or a later surname and not the first,
const NOT_THE_FIRST: f32 = 0.3;
/// and each other word of the name that was not typed.
const UNTYPED: f32 = 0.02;

/// What the order says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Order {
    /// What it speaks against the child.
    pub cost: f32,
    /// Whether all surnames that were typed come in the other order.
    pub swapped: bool,
}

/// `places` says where the words stand that were typed, in the order of typing, and `taken` which words of the name were:
/// both count the given names first.
pub(super) fn order(name: &CardName, places: &[Option<usize>], taken: &[bool]) -> Order {
    let given = name.given.len();
    // Of two things that are one word, the word.
    let mut typed: Vec<usize> = places.iter().flatten().copied().collect();
    typed.dedup();
    let surnames = || typed.iter().filter(|at| **at >= given);
    let swapped = surnames().count() > 1 && surnames().is_sorted_by(|a, b| a > b);
    let mut cost = untyped(&name.given, taken.get(..given)) + untyped(&name.family, taken.get(given..));
    for (before, after) in typed.iter().zip(typed.iter().skip(1)).filter(|(before, after)| after < before) {
        cost += match (*before < given, *after < given) {
            (true, _) => TURNED,
            (false, true) => SURNAMES_FIRST,
            (false, false) => SWAPPED,
        };
    }
    if typed.len() > 1 && !name.family.is_empty() && surnames().next().is_none() {
        cost += TURNED;
    }
    Order { cost, swapped }
}

/// What the words of a part of the name that were not typed speak against it.
fn untyped(words: &[Text], taken: Option<&[bool]>) -> f32 {
    let taken = taken.unwrap_or_default();
    let mut telling = words.iter().zip(taken).filter(|(word, _)| word.len() == 1 || !says_little(word));
    let Some((_, first)) = telling.next() else { return 0.0 };
    let not_the_first = if !*first && taken.contains(&true) { NOT_THE_FIRST } else { 0.0 };
    not_the_first + UNTYPED * telling.filter(|(_, taken)| !**taken).count() as f32
}

impl CardName {
    /// The given names and then the surnames: the words that have places.
    pub(super) fn words(&self) -> impl Iterator<Item = &Text> {
        self.given.iter().chain(&self.family)
    }

    /// Where the words stand that a form written together stands for; nowhere when that is not known.
    pub(super) fn place_of(&self, together: &str) -> Range<usize> {
        for start in 0..self.given.len() + self.family.len() {
            let mut rest = together;
            for (end, word) in (start + 1..).zip(self.words().skip(start)) {
                let Some(left) = rest.strip_prefix(word.as_str()) else { break };
                if left.is_empty() {
                    return start..end;
                }
                rest = left;
            }
        }
        0..0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name() -> CardName {
        let words = |text: &str| text.split(' ').map(Text::from).collect();
        CardName { given: words("ana maria"), family: words("de la cruz lopez"), together: words("delacruz") }
    }

    fn of(places: &[usize]) -> Order {
        let mut taken = [false; 6];
        places.iter().for_each(|at| taken[*at] = true);
        order(&name(), &places.iter().map(|at| Some(*at)).collect::<Vec<_>>(), &taken)
    }

    #[test]
    fn the_order_of_the_name_costs_least() {
        let own = of(&[0, 1, 4, 5]);
        assert_eq!((own.cost, own.swapped), (0.0, false));
        let in_order = [
            &[0, 1, 4, 5][..], // Ana Maria Cruz Lopez
            &[4, 5, 0, 1],     // Cruz Lopez Ana Maria
            &[0, 1, 5, 4],     // Ana Maria Lopez Cruz
            &[1, 4, 5],        // Maria Cruz Lopez
            &[1, 0, 4, 5],     // Maria Ana Cruz Lopez
        ];
        let costs: Vec<f32> = in_order.iter().map(|places| of(places).cost).collect();
        assert!(costs.is_sorted_by(|one, next| one < next), "{costs:?}");
        assert!(of(&[0, 1]).cost > of(&[0, 4]).cost, "a surname is typed");
    }

    #[test]
    fn surnames_are_swapped_when_all_are() {
        assert!(of(&[0, 5, 4]).swapped && of(&[5, 4, 0]).swapped);
        // Two things of one word, as `her nandez`.
        assert!(of(&[0, 5, 5, 4]).swapped);
        assert!(!of(&[0, 4, 4, 5]).swapped && !of(&[0, 5]).swapped);
    }

    #[test]
    fn a_form_written_together_stands_for_its_words() {
        let name = name();
        for (together, place) in [("delacruz", 2..5), ("anamaria", 0..2), ("cruz", 4..5), ("dela", 2..4)] {
            assert_eq!(name.place_of(together), place, "{together}");
        }
        assert!(name.place_of("delac").is_empty() && name.place_of("").is_empty());
    }
}
