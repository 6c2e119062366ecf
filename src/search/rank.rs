//! How well a child fits what was typed, and why: each thing typed is explained by the best a child has for it.

use std::collections::HashMap;

use strsim::{damerau_levenshtein, jaro_winkler};

use super::candidates::may_lack;
use super::document::{Card, CardName};
use super::reason;
use super::typed::{Thing, Word};
use super::words::{birth_terms, keys};
use crate::model::Text;

/// How much a word such as `de` counts beside a name.
const OPTIONAL_WEIGHT: f32 = 0.25;

/// How a child fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fit {
    /// 1.0 when all that was typed agrees exactly.
    pub score: f32,
    /// The weakest of the explanations: what a person should look at.
    pub reason: &'static str,
    /// Words of the name that were not typed: of two children that fit alike the one with fewer comes first.
    pub spare: usize,
}

/// An explanation of one thing by one fact; a score of 0 is none.
type Why = (f32, &'static str);
const NOTHING: Why = (0.0, reason::SAME_NAME);

/// Compares children with one query. Names repeat from child to child: each pair of words is compared once.
pub(super) struct Ranker<'a> {
    things: &'a [Thing],
    known: Vec<HashMap<Text, Why>>,
}

impl<'a> Ranker<'a> {
    pub(super) fn new(things: &'a [Thing]) -> Self {
        Self { things, known: vec![HashMap::new(); things.len()] }
    }

    /// How a child fits; `None` when too much of what was typed is not the child's.
    pub(super) fn fit(&mut self, card: &Card) -> Option<Fit> {
        if self.things.is_empty() {
            return Some(Fit { score: 1.0, reason: reason::FILTERS, spare: 0 });
        }
        let (names, spare, swapped) = self.best_name(card);
        let other = |thing: &Thing| best([born(thing, card), identified(thing, card), parent(thing, card)]);
        let whys: Vec<Why> = self.things.iter().zip(names).map(|(thing, name)| best([name, other(thing)])).collect();
        if self.is_too_little(&whys) {
            return None;
        }
        let (mut sum, mut weights) = (0.0, 0.0);
        for (thing, (score, _)) in self.things.iter().zip(&whys) {
            let weight = if thing.is_optional() { OPTIONAL_WEIGHT } else { 1.0 };
            sum += weight * score;
            weights += weight;
        }
        let named = whys.iter().filter(|(score, _)| *score > 0.0);
        let weakest = named.fold((f32::MAX, reason::SAME_NAME), |low, why| if why.0 < low.0 { *why } else { low });
        let total = sum / weights;
        Some(match swapped && weakest.1 == reason::SAME_NAME {
            true => Fit { score: total * 0.98, reason: reason::SURNAMES_SWAPPED, spare },
            false => Fit { score: total, reason: weakest.1, spare },
        })
    }

    fn is_too_little(&self, whys: &[Why]) -> bool {
        let needed = self.things.iter().zip(whys).filter(|(thing, _)| !thing.is_optional());
        let (count, missed) =
            needed.fold((0, 0), |(count, missed), (_, why)| (count + 1, missed + usize::from(why.0 <= 0.0)));
        missed > may_lack(count) || whys.iter().all(|why| why.0 <= 0.0)
    }

    /// The explanations by that spelling of the name which explains most, the words it has too many, and whether
    /// its surnames come in the other order. Words of several spellings together count a little less.
    fn best_name(&mut self, card: &Card) -> (Vec<Why>, usize, bool) {
        let mut chosen = (vec![NOTHING; self.things.len()], usize::MAX, false);
        let mut mixed = chosen.0.clone();
        for name in &card.names {
            let (whys, swapped) = self.by_name(name);
            for (all, why) in mixed.iter_mut().zip(&whys) {
                *all = best([*all, (why.0 * 0.97, why.1)]);
            }
            let used = whys.iter().filter(|why| why.0 > 0.0).count();
            let spare = (name.given.len() + name.family.len()).saturating_sub(used);
            let better = total(&whys) - total(&chosen.0);
            if better > 0.0 || (better >= 0.0 && (spare, swapped) < (chosen.1, chosen.2)) {
                chosen = (whys, spare, swapped);
            }
        }
        if total(&mixed) > total(&chosen.0) {
            chosen.0 = mixed;
        }
        chosen
    }

    fn by_name(&mut self, name: &CardName) -> (Vec<Why>, bool) {
        let mut order = Vec::new();
        let mut whys = Vec::with_capacity(self.things.len());
        for (thing, known) in self.things.iter().zip(&mut self.known) {
            let Some(word) = &thing.word else {
                whys.push(NOTHING);
                continue;
            };
            let mut like = |stored: &Text| *known.entry(stored.clone()).or_insert_with(|| likeness(word, stored));
            let mut why = best(name.given.iter().map(&mut like));
            for (at, stored) in name.family.iter().enumerate() {
                let by_surname = like(stored);
                if by_surname.0 > why.0 {
                    why = by_surname;
                    order.push(at);
                }
            }
            let together = best(name.together.iter().map(&mut like));
            let together =
                if together.1 == reason::SAME_NAME { (together.0 * 0.97, reason::JOINED_NAME) } else { together };
            whys.push(best([why, together]));
        }
        let swapped = order.len() > 1 && order.is_sorted_by(|a, b| a > b);
        (whys, swapped)
    }
}

/// How a typed word is like a stored one.
fn likeness(word: &Word, stored: &Text) -> Why {
    if word.text == *stored {
        return (1.0, reason::SAME_NAME);
    }
    let heard = keys(stored);
    let mut ways = vec![alike(&word.text, &word.keys, stored, &heard), spelled(&word.text, stored)];
    for (together, keys) in &word.joined {
        if together == stored {
            ways.push((0.97, reason::JOINED_NAME));
        } else {
            let (score, why) = alike(together, keys, stored, &heard);
            ways.push((score * 0.97, why));
        }
    }
    // Half typed, or an initial.
    if (word.unfinished || word.text.len() == 1) && stored.starts_with(word.text.as_str()) {
        let typed = word.text.len() as f32 / stored.len() as f32;
        ways.push((0.8 + 0.15 * typed, reason::STARTS_WITH));
    }
    best(ways)
}

fn alike(word: &str, word_keys: &[Text], stored: &str, stored_keys: &[Text]) -> Why {
    let shared = |kind: char| word_keys.iter().any(|key| key.starts_with(kind) && stored_keys.contains(key));
    match (shared('g'), shared('s'), shared('m')) {
        (_, true, _) => (0.85 + 0.1 * similarity(word, stored), reason::SOUNDS_ALIKE),
        (true, ..) => (0.92, reason::NICKNAME),
        (_, _, true) => (0.65 + 0.25 * similarity(word, stored), reason::SOUNDS_ALIKE),
        _ => NOTHING,
    }
}

/// One letter, or two in a long word.
fn spelled(word: &str, stored: &str) -> Why {
    let allowed = match word.len().min(stored.len()) {
        0..=3 => return NOTHING,
        4..=7 => 1,
        _ => 2,
    };
    if word.len().abs_diff(stored.len()) > allowed || damerau_levenshtein(word, stored) > allowed {
        return NOTHING;
    }
    (0.5 + 0.4 * similarity(word, stored), reason::SPELLED_ALIKE)
}

fn similarity(word: &str, stored: &str) -> f32 {
    jaro_winkler(word, stored) as f32
}

fn born(thing: &Thing, card: &Card) -> Why {
    if thing.born.is_empty() {
        return NOTHING;
    }
    let terms: Vec<String> = card.births.iter().flat_map(|date| birth_terms(*date)).collect();
    let known = thing.born.iter().filter(|reading| terms.iter().any(|term| *term == reading.term));
    best(known.map(|reading| (reading.score, reason::BIRTH_DATE)))
}

fn identified(thing: &Thing, card: &Card) -> Why {
    if thing.msix_id.is_some_and(|id| id.number() == card.msix) {
        return (1.0, reason::MSIX_ID);
    }
    match &thing.id {
        Some(id) if card.ids.contains(id) => (1.0, reason::STATE_ID),
        _ => NOTHING,
    }
}

fn parent(thing: &Thing, card: &Card) -> Why {
    match &thing.word {
        Some(word) if card.parents.contains(&word.text) => (0.6, reason::PARENT),
        _ => NOTHING,
    }
}

fn best(whys: impl IntoIterator<Item = Why>) -> Why {
    whys.into_iter().fold(NOTHING, |high, why| if why.0 > high.0 { why } else { high })
}

fn total(whys: &[Why]) -> f32 {
    whys.iter().map(|why| why.0).sum()
}
