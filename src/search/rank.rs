//! How well a child fits what was typed, and why: each thing typed is explained by the best a child has for it, no word
//! of a name explains two things, and a rare thing counts for more than a common one.

use super::against::{Left, of_dates};
use super::document::{Card, CardName};
use super::likeness::{LEAST, Like};
use super::order::{Order, order};
use super::reason;
use super::sought::Sought;
use crate::model::Text;

/// Words of several spellings of a child's name together count a little less than those of one.
const MIXED: f32 = 0.97;
/// Surnames in the other order count a little less.
const SWAPPED: f32 = 0.98;
/// What speaks against a child of whom a thing typed is known only as a parent's, once, in natural logarithms like the weights:
/// it is seldom a parent who is meant.
const BY_PARENT: f32 = 0.8;

/// How many of the things typed a child may lack: one of three or four, two of five or six. A person who types all
/// names and the birth date must find a record that has one surname and no middle name.
fn may_lack(things: usize) -> usize {
    if things < 3 { 0 } else { (things - 1) / 2 }
}

/// Which of the things typed a child must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// Enough of all.
    Enough,
    /// Enough of the others than birth dates, as if no date had been typed.
    AnyDate,
}

impl Need {
    /// How many of the things that count.
    pub(super) fn of(self, sought: &[Sought]) -> usize {
        let count = sought.iter().filter(|one| self.counts(one)).count();
        // Somebody who has nothing is nobody.
        (count - may_lack(count)).max(usize::from(self == Self::AnyDate))
    }

    /// Whether it matters if a child has a thing.
    pub(super) fn counts(self, one: &Sought) -> bool {
        !one.optional && (self == Self::Enough || !one.is_date())
    }

    /// Whether a child has enough, explained so.
    fn is_met(self, sought: &[Sought], whys: &[Why<'_>]) -> bool {
        let had = |(one, why): &(&Sought, &Why<'_>)| self.counts(one) && why.like.score >= LEAST;
        sought.iter().zip(whys).filter(had).count() >= self.of(sought)
    }
}

/// How a child fits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fit {
    /// 1.0 when all that was typed agrees exactly.
    pub score: f32,
    /// What children are ranked by: the score, less what the order and the rest of the name speak against the child.
    pub rank: f32,
    /// The weakest of the explanations: what a person should look at.
    pub reason: &'static str,
    /// The typed word and the stored one that the reason is about, if it is about words.
    pub words: Option<(Text, Text)>,
    /// Words of the name that were not typed: of two children that fit alike the one with fewer comes first.
    pub spare: usize,
}

/// An explanation of one thing: how good, and by which stored word.
#[derive(Debug, Clone, Copy)]
struct Why<'a> {
    like: Like,
    stored: Option<&'a Text>,
}

const NOTHING: Why<'static> = Why { like: Like { score: 0.0, reason: reason::SAME_NAME }, stored: None };

/// A word of a name that may explain a thing: how well, whether with a neighbor, which thing, which word.
type Pair = (Like, bool, usize, usize);

/// The explanations by one spelling of the name.
struct ByName<'a> {
    whys: Vec<Why<'a>>,
    /// The sum over the things, each with its weight.
    sum: f32,
    /// What the order and the rest of the name speak against it.
    cost: f32,
    /// Words of the name that explain nothing.
    spare: usize,
    swapped: bool,
    left: Left,
}

/// How a child fits; `None` when too much of what was typed is not the child's.
pub(super) fn fit(sought: &[Sought], card: &Card) -> Option<Fit> {
    if sought.is_empty() {
        return Some(Fit { score: 1.0, rank: 1.0, reason: reason::FILTERS, words: None, spare: 0 });
    }
    let facts: Vec<Like> = sought.iter().map(|one| one.by_facts(card)).collect();
    let ByName { whys: names, spare, swapped, mut cost, .. } = best_name(sought, card, &facts);
    cost += of_dates(sought, card, &facts);
    let facts = facts.into_iter().map(|like| Why { like, stored: None });
    let whys: Vec<Why> = names.into_iter().zip(facts).map(|(name, fact)| better(name, fact)).collect();
    if ![Need::Enough, Need::AnyDate].iter().any(|need| need.is_met(sought, &whys)) {
        return None;
    }
    if whys.iter().any(|why| why.like.reason == reason::PARENT) {
        cost += BY_PARENT;
    }
    let (sum, weights) = sought
        .iter()
        .zip(&whys)
        .fold((0.0, 0.0), |(sum, weights), (one, why)| (sum + one.weight * why.like.score, weights + one.weight));
    // Of what had to be there, if anything had to. What is hardly alike, such as an initial, explains nothing.
    let explained = || sought.iter().zip(&whys).filter(|(_, why)| why.like.score >= LEAST);
    let (one, why) = weakest_of(explained().filter(|(one, _)| !one.optional)).or_else(|| weakest_of(explained()))?;
    let words = one.thing.word.as_ref().zip(why.stored).map(|(word, stored)| (word.text.clone(), stored.clone()));
    let score = sum / weights * if swapped { SWAPPED } else { 1.0 };
    let rank = score - cost / weights;
    Some(match swapped && why.like.reason == reason::SAME_NAME {
        true => Fit { score, rank, reason: reason::SURNAMES_SWAPPED, words: None, spare },
        false => Fit { score, rank, reason: why.like.reason, words, spare },
    })
}

/// The explanations by that spelling of the name which explains most.
fn best_name<'a>(sought: &[Sought], card: &'a Card, facts: &[Like]) -> ByName<'a> {
    let none = || ByName {
        whys: vec![NOTHING; sought.len()],
        sum: 0.0,
        cost: 0.0,
        spare: usize::MAX,
        swapped: false,
        left: Left::default(),
    };
    let mut chosen: Option<ByName<'a>> = None;
    // Of one spelling there is nothing to mix.
    let mut mixed = vec![NOTHING; if card.names.len() > 1 { sought.len() } else { 0 }];
    let mut pairs = Vec::with_capacity(16);
    for name in &card.names {
        let this = by_name(sought, name, &mut pairs);
        for (all, why) in mixed.iter_mut().zip(&this.whys) {
            let like = Like { score: why.like.score * MIXED, ..why.like };
            *all = better(*all, Why { like, ..*why });
        }
        let against = |name: &ByName<'_>| name.cost + name.left.against(lacked(sought, &name.whys, facts));
        let is_better = |chosen: &ByName<'_>| {
            let better = (this.sum - against(&this)) - (chosen.sum - against(chosen));
            better > 0.0 || (better >= 0.0 && (this.spare, this.swapped) < (chosen.spare, chosen.swapped))
        };
        if chosen.as_ref().is_none_or(is_better) {
            chosen = Some(this);
        }
    }
    let mut chosen = chosen.unwrap_or_else(none);
    let mixed_sum = sum(sought, &mixed);
    if mixed_sum > chosen.sum {
        chosen = ByName { whys: mixed, sum: mixed_sum, swapped: false, ..chosen };
    }
    chosen.cost += chosen.left.against(lacked(sought, &chosen.whys, facts));
    chosen
}

/// How many words that were typed neither a name nor a fact explains.
fn lacked(sought: &[Sought], whys: &[Why<'_>], facts: &[Like]) -> usize {
    let words = sought.iter().zip(whys).zip(facts).filter(|((one, _), _)| one.thing.word.is_some() && !one.optional);
    words.filter(|((_, why), fact)| why.like.score <= 0.0 && fact.score < LEAST).count()
}

fn by_name<'a>(sought: &[Sought], name: &'a CardName, pairs: &mut Vec<Pair>) -> ByName<'a> {
    let own = name.given.len() + name.family.len();
    pairs.clear();
    for (thing, one) in sought.iter().enumerate() {
        for (at, stored) in name.all().enumerate() {
            pairs.extend(one.by_word(stored).map(|(like, joined)| (like, joined, thing, at)));
        }
    }
    // The surest pair first; of equal ones those in the order of the name.
    pairs.sort_by(|a, b| b.0.score.total_cmp(&a.0.score).then((a.2, a.3).cmp(&(b.2, b.3))));
    let mut whys = vec![NOTHING; sought.len()];
    let mut places: Vec<Option<usize>> = vec![None; sought.len()];
    let mut taken = vec![false; own];
    for (like, joined, thing, at) in pairs.drain(..) {
        let (Some(why), Some(stored)) = (whys.get_mut(thing), name.all().nth(at)) else { continue };
        // Two things typed apart may be one word; a form written together is several words anyway.
        let free = joined || at >= own || taken.get(at).is_some_and(|taken| !taken);
        if why.like.score > 0.0 || !free {
            continue;
        }
        let whole = at < own || like.reason != reason::SAME_NAME;
        let like = if whole { like } else { Like { score: like.score * MIXED, reason: reason::JOINED_NAME } };
        *why = Why { like, stored: Some(stored) };
        let words = if at < own { at..at + 1 } else { name.place_of(stored) };
        if let Some(place) = places.get_mut(thing) {
            *place = words.clone().next();
        }
        taken.get_mut(words).into_iter().flatten().for_each(|taken| *taken = true);
    }
    by_halves(sought, name, &mut whys, &mut places, &mut taken);
    by_far(sought, name, &mut whys, &mut taken);
    by_beginnings(sought, &mut whys);
    let used = whys.iter().filter(|why| why.like.score > 0.0).count();
    let Order { cost, swapped } = order(name, &places, &taken);
    let left = Left::of(name, &taken);
    ByName { sum: sum(sought, &whys), cost, whys, spare: own.saturating_sub(used), swapped, left }
}

/// A thing typed may be two words of the name.
fn by_halves(
    sought: &[Sought],
    name: &CardName,
    whys: &mut [Why<'_>],
    places: &mut [Option<usize>],
    taken: &mut [bool],
) {
    for ((why, place), one) in whys.iter_mut().zip(places).zip(sought) {
        for (left, right, score) in &one.halves {
            let stands = |half: &Text| name.words().position(|stored| stored == half);
            let (Some(left), Some(right)) = (stands(left), stands(right)) else { continue };
            if *score > why.like.score {
                *why = Why { like: Like { score: *score, reason: reason::JOINED_NAME }, stored: None };
                *place = Some(left);
                let both = [left, right];
                taken.iter_mut().enumerate().filter(|(at, _)| both.contains(at)).for_each(|(_, taken)| *taken = true);
            }
        }
    }
}

/// Of a child of whose name the last word typed is the beginning, the words before it may be beginnings as well.
fn by_beginnings(sought: &[Sought], whys: &mut [Why<'_>]) {
    let begins = |why: &Why<'_>| why.like.reason == reason::STARTS_WITH && why.like.score >= LEAST;
    let unfinished = |one: &Sought| one.thing.word.as_ref().is_some_and(|word| word.unfinished);
    if !sought.iter().zip(&*whys).any(|(one, why)| unfinished(one) && begins(why)) {
        return;
    }
    for (why, one) in whys.iter_mut().zip(sought).filter(|(why, _)| begins(why)) {
        let words = one.thing.word.as_ref().zip(why.stored);
        if let Some(like) = words.and_then(|(word, stored)| Like::beginning_too(word, stored)) {
            why.like = like;
        }
    }
}

/// A thing that nothing explains may be a word of the name that is left, with several slips in it.
fn by_far<'a>(sought: &[Sought], name: &'a CardName, whys: &mut [Why<'a>], taken: &mut [bool]) {
    let unexplained =
        whys.iter_mut().zip(sought).filter(|(why, one)| why.like.score < LEAST && one.thing.word.is_some());
    for (why, one) in unexplained {
        let left = name.all().zip(taken.iter_mut()).filter(|(_, taken)| !**taken);
        let like = left.filter_map(|(stored, taken)| Some((one.by_far(stored)?, stored, taken)));
        if let Some((like, stored, taken)) = like.max_by(|(a, ..), (b, ..)| a.score.total_cmp(&b.score)) {
            *taken = true;
            *why = Why { like, stored: Some(stored) };
        }
    }
}

fn weakest_of<'a, 'b>(whys: impl Iterator<Item = (&'b Sought, &'b Why<'a>)>) -> Option<(&'b Sought, &'b Why<'a>)>
where
    'a: 'b,
{
    whys.reduce(|low, next| if next.1.like.score < low.1.like.score { next } else { low })
}

fn sum(sought: &[Sought], whys: &[Why<'_>]) -> f32 {
    sought.iter().zip(whys).map(|(one, why)| one.weight * why.like.score).sum()
}

fn better<'a>(one: Why<'a>, other: Why<'a>) -> Why<'a> {
    if other.like.score > one.like.score { other } else { one }
}
