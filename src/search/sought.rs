//! What is looked up for each thing typed, and what each stored word is worth against it.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use tantivy::schema::Field;

use super::document::Card;
use super::likeness::{BEGINNING_TOO, LEAST, Like};
use super::reason;
use super::schema::Fields;
use super::shelf::Shelf;
use super::typed::{Thing, Word};
use super::words::{SHORT, WordHasher, birth_terms, is_known, says_little};
use crate::matching::name;
use crate::model::Text;

/// How much a thing that need not be there counts beside a name.
const OPTIONAL: f32 = 0.25;
/// What the lack of a thing speaks against a child, in natural logarithms: of one child in twenty the record lacks what
/// everybody knows of it. Without it two common surnames would count for less than one rare first name.
const LACKED: f32 = 3.0;
/// What an initial is worth against a name that begins with it: about what it says, that one name in ten does. It is not
/// [`LEAST`]: it speaks for a name and proves none.
const INITIAL: f32 = 0.4;
/// A reading of a date that is what was typed, and not near it.
const EXACT: f32 = 0.9;
/// What a word written together, or apart, keeps of its likeness.
const JOINED: f32 = 0.97;
/// What a parent's word is worth, and how like it has to be.
const PARENT: f32 = 0.72;
const PARENT_LEAST: f32 = 0.86;
/// A beginning of so few letters that the vocabulary is not asked.
const SHORT_BEGINNING: f32 = 0.78;
/// Ways to take a word apart that are tried.
const MOST_SPLITS: usize = 4;

/// Where children are listed.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Place {
    /// A word of a name, by its number.
    Name(u32),
    /// Two words of a name, both.
    Both(u32, u32),
    /// A word of a parent's name.
    Parent(u32),
    /// A term of a field.
    Term(Field, Text),
    /// A number of a field.
    Number(Field, u64),
}

/// A thing typed and all that is like it.
pub(super) struct Sought {
    /// As typed.
    pub thing: Thing,
    /// The rarer, the more it says.
    pub weight: f32,
    /// Whether a child without it is still worth showing.
    pub optional: bool,
    /// Lists of children with what each is worth, best first.
    pub places: Vec<(Place, f32)>,
    /// Stored words that are like it, with the way; and whether it takes a neighbor to be like it.
    pub words: HashMap<Text, Known, BuildHasherDefault<WordHasher>>,
    /// Whether it may be a word with several slips in it: no name by itself.
    pub strange: bool,
    /// Two stored words that together are like it.
    pub halves: Vec<(Text, Text, f32)>,
    /// How the word sounds, and what it is short for, by [`name::called`]: each word of many cards is asked about both.
    sound: Text,
    called: Vec<(&'static str, &'static str)>,
}

/// What words written together are near to. Each word that was typed asks for them, with its neighbors.
#[derive(Default)]
pub(super) struct Near {
    known: HashMap<Text, Vec<(u32, Like)>, BuildHasherDefault<WordHasher>>,
}

impl Near {
    fn of(&mut self, text: &Text, shelf: &Shelf) -> &[(u32, Like)] {
        self.known.entry(text.clone()).or_insert_with(|| {
            let mut found = Vec::new();
            shelf.vocabulary.near(text, &mut found);
            found
        })
    }
}

/// A stored word that is like a thing typed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub like: Like,
    /// Whether the thing is like it only together with its neighbor.
    pub joined: bool,
    number: u32,
}

impl Sought {
    /// Looks everything up that a thing may stand for.
    pub(super) fn new(thing: Thing, shelf: &Shelf, fields: &Fields, near: &mut Near, alone: bool) -> Self {
        let optional = thing.is_optional();
        let (places, words, halves) = (Vec::new(), HashMap::default(), Vec::new());
        let strange = thing.word.as_ref().is_some_and(|word| !is_known(&word.text));
        let text = thing.word.as_ref().map_or("", |word| &word.text);
        let (sound, called) = (name::spanish_key(text), name::called(text).collect());
        let mut sought = Self { thing, weight: 0.0, optional, places, words, strange, halves, sound, called };
        if let Some(word) = sought.thing.word.clone() {
            sought.add_word(&word, shelf, fields, near, alone);
        }
        for reading in &sought.thing.born {
            sought.places.push((Place::Term(fields.born, reading.term.clone()), reading.score));
        }
        if let Some(id) = &sought.thing.id {
            sought.places.push((Place::Term(fields.id, id.clone()), 1.0));
        }
        if let Some(id) = sought.thing.msix_id {
            sought.places.push((Place::Number(fields.msix, id.number()), 1.0));
        }
        if let Some((state, score)) = sought.thing.state() {
            sought.places.push((Place::Term(fields.state, state.as_str().into()), score));
        }
        sought.places.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        sought.weight = sought.weigh(shelf);
        sought
    }

    fn add_word(&mut self, word: &Word, shelf: &Shelf, fields: &Fields, near: &mut Near, alone: bool) {
        if let Some(likeness) = short_beginning(word) {
            let likeness = if word.before_unfinished && word.text.len() == SHORT { BEGINNING_TOO } else { likeness };
            self.places.push((Place::Term(fields.start, word.text.clone()), likeness));
        }
        let mut found: Vec<(u32, Like)> = Vec::new();
        match says_little(&word.text) {
            true => found.extend(same(word, shelf)),
            false => shelf.vocabulary.like(word, &mut found),
        }
        if self.strange {
            let heard = heard_otherwise(&word.text).filter_map(|text| shelf.vocabulary.number(&text));
            found.extend(heard.map(|number| (number, Like { score: HEARD, reason: reason::SOUNDS_ALIKE })));
        }
        self.words.reserve(found.len());
        self.places.reserve(2 * found.len());
        for (number, like) in &found {
            let typed_together = word.apart && like.reason == reason::SAME_NAME;
            let together = Like { score: like.score * JOINED, reason: reason::JOINED_NAME };
            self.note(shelf, *number, if typed_together { together } else { *like }, false);
        }
        for together in &word.joined {
            found.clear();
            // Of two names that are known, only what they make by chance.
            let together = Word { text: together.clone(), ..Word::default() };
            match is_known(&word.text) && word.text.len() > SHORT {
                true => found.extend(same(&together, shelf)),
                false => found.extend_from_slice(near.of(&together.text, shelf)),
            }
            for (number, like) in found.iter().filter(|(_, like)| like.score * JOINED >= 0.75) {
                let like = match like.reason {
                    // Stored together as it was typed.
                    reason::SAME_NAME if word.apart => *like,
                    reason::SAME_NAME => Like { score: JOINED, reason: reason::JOINED_NAME },
                    _ => Like { score: like.score * JOINED, ..*like },
                };
                self.note(shelf, *number, like, true);
            }
        }
        if !word.apart {
            self.split(word, shelf);
        }
        // Particles are everywhere: they are seen when the cards are.
        let little = !alone && says_little(&word.text);
        for Known { like, number, .. } in self.words.values().filter(|_| !little) {
            // Half typed as the last word may be, it is worth more: the cards show of whom both are beginnings.
            let stored = shelf.vocabulary.word(*number).filter(|_| like.reason == reason::STARTS_WITH);
            let too = stored.and_then(|stored| Like::beginning_too(word, stored)).map_or(0.0, |too| too.score);
            self.places.push((Place::Name(*number), like.score.max(too)));
            if like.score >= PARENT_LEAST && like.reason != reason::STARTS_WITH {
                self.places.push((Place::Parent(*number), like.score * PARENT));
            }
        }
    }

    fn note(&mut self, shelf: &Shelf, number: u32, like: Like, joined: bool) {
        let Some(stored) = shelf.vocabulary.word(number) else { return };
        let fresh = Known { like, joined, number };
        let known = self.words.entry(stored.clone()).or_insert(fresh);
        if like.score > known.like.score {
            *known = fresh;
        }
    }

    /// A word that hardly anybody bears may be two that are known: `joseangel`, `garcialopez`.
    fn split(&mut self, word: &Word, shelf: &Shelf) {
        let bearers = |text: &str| shelf.vocabulary.number(text).map(|number| (number, shelf.bearers(number)));
        let own = bearers(&word.text).map_or(0, |(_, count)| count);
        if word.text.len() < 5 || name::frequency(&word.text) > name::RARE {
            return;
        }
        let mut ways: Vec<(u32, (u32, u32), f32)> = Vec::new();
        for at in 2..word.text.len().saturating_sub(1) {
            let Some((one, other)) = word.text.split_at_checked(at) else { continue };
            let (left, right) = (bearers(one), bearers(other));
            if let (Some((left, few)), Some((right, many))) = (left, right) {
                if few.min(many) > own {
                    ways.push((few.min(many), (left, right), 0.95));
                }
            } else if own > 0 {
                continue;
            } else if let Some((left, count)) = left.filter(|(_, count)| *count > 4 && one.len() > 2 && other.len() > 3)
            {
                ways.extend(nearest(other, shelf).map(|(right, like)| (count.min(9), (left, right), 0.9 * like)));
            } else if let Some((right, count)) =
                right.filter(|(_, count)| *count > 4 && other.len() > 2 && one.len() > 3)
            {
                ways.extend(nearest(one, shelf).map(|(left, like)| (count.min(9), (left, right), 0.9 * like)));
            }
        }
        ways.sort_by(|a, b| b.2.total_cmp(&a.2).then(b.0.cmp(&a.0)));
        for (_, (one, other), score) in ways.into_iter().take(MOST_SPLITS) {
            let (Some(left), Some(right)) = (shelf.vocabulary.word(one), shelf.vocabulary.word(other)) else {
                continue;
            };
            self.places.push((Place::Both(one, other), score));
            self.halves.push((left.clone(), right.clone(), score));
        }
    }

    /// Whether it is a birth date or a part of one, and nothing else.
    pub(super) fn is_date(&self) -> bool {
        self.thing.word.is_none() && self.thing.msix_id.is_none() && !self.thing.born.is_empty()
    }

    /// What the thing says, in natural logarithms: one child in so many has it, and it is seldom that a child who is
    /// meant does not.
    fn weigh(&self, shelf: &Shelf) -> f32 {
        let children = shelf.searcher.num_docs() as f32 + 100.0;
        // A day near the one that was typed is another day, a name like the one that was typed may be meant.
        let least = if self.thing.word.is_none() { EXACT } else { LEAST };
        let close = self.places.iter().filter(|(_, likeness)| *likeness >= least);
        let bearers: u32 = close
            .map(|(place, _)| match place {
                Place::Name(word) => shelf.bearers(*word),
                Place::Term(field, text) => {
                    let term = tantivy::Term::from_field_text(*field, text);
                    shelf.searcher.doc_freq(&term).map_or(0, |count| count as u32)
                }
                Place::Number(field, number) => {
                    let term = tantivy::Term::from_field_u64(*field, *number);
                    shelf.searcher.doc_freq(&term).map_or(0, |count| count as u32)
                }
                _ => 0,
            })
            .sum();
        let weight = (children / (bearers as f32 + 1.0)).ln().clamp(0.7, 9.0);
        // Nobody has it: that says nothing about anybody.
        let weight = if bearers == 0 { weight.min(3.0) } else { weight };
        if self.optional { OPTIONAL * weight } else { weight + LACKED }
    }

    /// What a child's facts other than names are worth against the thing.
    pub(super) fn by_facts(&self, card: &Card) -> Like {
        let mut best = Like { score: 0.0, reason: reason::SAME_NAME };
        let mut better = |score: f32, reason: &'static str| {
            if score > best.score {
                best = Like { score, reason };
            }
        };
        if !self.thing.born.is_empty() {
            for terms in card.births.iter().map(|date| birth_terms(*date)) {
                let known = self.thing.born.iter().filter(|reading| terms.contains(&reading.term));
                known.for_each(|reading| better(reading.score, reading.reason));
            }
        }
        if self.thing.msix_id.is_some_and(|id| id.number() == card.msix) {
            better(1.0, reason::MSIX_ID);
        }
        if self.thing.id.as_ref().is_some_and(|id| card.ids.contains(id)) {
            better(1.0, reason::STATE_ID);
        }
        if let Some((state, score)) = self.thing.state()
            && card.states.iter().any(|known| known == state.as_str())
        {
            better(score, reason::STATE);
        }
        for Known { like, .. } in card.parents.iter().filter_map(|parent| self.words.get(parent)) {
            if like.score >= PARENT_LEAST && like.reason != reason::STARTS_WITH {
                better(like.score * PARENT, reason::PARENT);
            }
        }
        best
    }

    /// What a word of the name of a child who has the rest is worth, when nothing else explains the thing.
    pub(super) fn by_far(&self, stored: &Text) -> Option<Like> {
        let word = self.thing.word.as_ref()?;
        let begun = Like::begun_alike(word, &self.sound, stored).or_else(|| Like::second_of_two(&word.text, stored));
        let begun = begun.or_else(|| Like::called_nearly(&self.called, stored));
        // Of two names that are known one is not the other.
        begun.or_else(|| Like::far(&word.text, stored).filter(|_| self.strange || !is_known(stored)))
    }

    /// What a stored word of a name is worth against the thing, and whether a neighbor is needed.
    pub(super) fn by_word(&self, stored: &Text) -> Option<(Like, bool)> {
        if let Some(known) = self.words.get(stored) {
            return Some((known.like, known.joined));
        }
        let word = self.thing.word.as_ref()?;
        let begun = short_beginning(word).filter(|_| stored.starts_with(word.text.as_str()));
        if let Some(score) = begun {
            return Some((Like { score, reason: reason::STARTS_WITH }, false));
        }
        let initial = stored.len() == 1 && word.text.len() > 1 && word.text.starts_with(stored.as_str());
        initial.then_some((Like { score: INITIAL, reason: reason::STARTS_WITH }, false))
    }
}

/// What a child is worth whose name begins with a short word: an initial, a word that may be half typed, or three letters
/// that are no name.
fn short_beginning(word: &Word) -> Option<f32> {
    let letters = word.text.len();
    if (word.unfinished && letters <= SHORT) || letters == 1 {
        return Some(SHORT_BEGINNING);
    }
    (letters == SHORT && !is_known(&word.text)).then_some(SHORT_BEGINNING - 0.12)
}

/// What one hears as the other, whatever stands beside it: a Spanish ear writes `Kelli`, `Miwel`, `Guilliam`. The sound
/// keys know these where Spanish has them.
const HEARD_ALIKE: &[(&str, &str)] = &[("ll", "y"), ("gu", "w"), ("hu", "w")];
/// What such a word is worth.
const HEARD: f32 = 0.85;

fn heard_otherwise(word: &str) -> impl Iterator<Item = String> {
    let ways = HEARD_ALIKE.iter().flat_map(|(one, other)| [(*one, *other), (*other, *one)]);
    ways.flat_map(move |(from, to)| {
        word.match_indices(from)
            .filter_map(move |(at, _)| Some(format!("{}{to}{}", word.get(..at)?, word.get(at + from.len()..)?)))
    })
}

fn same(word: &Word, shelf: &Shelf) -> Option<(u32, Like)> {
    let number = shelf.vocabulary.number(&word.text)?;
    Some((number, Like { score: 1.0, reason: reason::SAME_NAME }))
}

/// The stored word that is nearest to half of a typed one, if it is near.
fn nearest(text: &str, shelf: &Shelf) -> Option<(u32, f32)> {
    let mut found = Vec::new();
    shelf.vocabulary.near(&text.into(), &mut found);
    let near = found.into_iter().filter(|(number, like)| like.score > 0.8 && shelf.bearers(*number) > 1);
    near.map(|(number, like)| (number, like.score)).reduce(|one, other| if other.1 > one.1 { other } else { one })
}
