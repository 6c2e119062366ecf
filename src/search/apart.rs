//! Two names typed as one word, `garcialopez` or `mariaguadalupe`, are two things: a child may lack one of them.

use super::shelf::Shelf;
use super::typed::{Thing, Word};
use crate::matching::name;
use crate::model::Text;

/// Letters of each of the two names.
const LETTERS: usize = 3;
/// Children who bear each of them, in a store of any size.
const BEARERS: u32 = 5;
/// Below so many children every name is rare.
const SMALL: u64 = 1_000;
/// A name that is known may still be two (`joseangel`), if each of them is so many times as common. Not so
/// `juliana` or `rosalinda`, of whose parts one is hardly more common.
const FAR_MORE: f32 = 1.8;

/// Below one child in so many, a word that is a state's is no name.
const NO_NAME: u64 = 10_000;

/// The things with such words taken apart. What is a state's name, and next to nobody's, is the state.
pub(super) fn apart(things: Vec<Thing>, shelf: &Shelf) -> Vec<Thing> {
    let mut all = Vec::with_capacity(things.len());
    for mut thing in things {
        if thing.state.is_some() {
            thing.surely_state |= !thing.word.as_ref().is_some_and(|word| is_name(word, shelf));
            all.push(thing);
            continue;
        }
        match thing.word.as_ref().and_then(|word| names(word, shelf)) {
            Some(two) => all.extend(two.map(|word| Thing { word: Some(word), ..Thing::default() })),
            None => all.push(thing),
        }
    }
    all
}

fn is_name(word: &Word, shelf: &Shelf) -> bool {
    let bearers = shelf.vocabulary.number(&word.text).map_or(0, |number| shelf.bearers(number));
    u64::from(bearers) * NO_NAME > shelf.searcher.num_docs()
}

/// The two names that a word is better read as.
fn names(word: &Word, shelf: &Shelf) -> Option<[Word; 2]> {
    if word.text.len() < 2 * LETTERS {
        return None;
    }
    let own = name::frequency(&word.text);
    let may_be_two =
        |one: &str, other: &str| own <= name::RARE || name::frequency(one).min(name::frequency(other)) > FAR_MORE * own;
    let bearers = |text: &str| shelf.vocabulary.number(text).map_or(0, |number| shelf.bearers(number));
    let least = if shelf.searcher.num_docs() < SMALL { 1 } else { BEARERS };
    let pairs = (LETTERS..=word.text.len() - LETTERS).filter_map(|at| word.text.split_at_checked(at));
    let pairs = pairs.filter(|(one, other)| may_be_two(one, other));
    let best = pairs.map(|(one, other)| (bearers(one).min(bearers(other)), one, other)).max_by_key(|(few, ..)| *few);
    let (few, one, other) = best.filter(|(few, ..)| *few >= least)?;
    // A word that is a name, or nearly one, that more children bear is that name.
    let mut near = Vec::new();
    shelf.vocabulary.near(&word.text, &mut near);
    let whole = near.iter().filter(|(_, like)| like.score >= 0.75).map(|(number, _)| shelf.bearers(*number)).max();
    if whole.is_some_and(|whole| whole >= few) {
        return None;
    }
    let half = |text: &str, unfinished: bool| {
        let mut joined = word.joined.clone();
        joined.push(word.text.clone());
        let before_unfinished = word.before_unfinished || word.unfinished && !unfinished;
        Word { text: Text::from(text), joined, unfinished, before_unfinished, apart: true, ..Word::default() }
    };
    Some([half(one, false), half(other, word.unfinished)])
}
