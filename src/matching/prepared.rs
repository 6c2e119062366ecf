//! Evidence made ready for comparison: folded once, compared often.

use std::cell::OnceCell;

use super::name::{
    self, canonical, compact, groups, is_particle, is_suffix, short_for, sound_frequency, spanish_key, tokens,
};
use crate::model::{Evidence, Parent, PersonName, Text};

/// Evidence with folded names and their sound keys. The caller may keep it for many comparisons.
#[derive(Debug, Clone)]
pub struct Prepared<'a> {
    pub(super) evidence: &'a Evidence,
    pub(super) names: Vec<Name>,
    /// Most comparisons end with the names: the rest is folded when first asked for.
    parents: OnceCell<Vec<ParentWords>>,
    birth_place: OnceCell<[Text; 3]>,
}

/// Words of a parent's first and last name.
pub(super) type ParentWords = (Option<Word>, Vec<Word>);

impl<'a> Prepared<'a> {
    /// Folds all names once.
    pub fn new(evidence: &'a Evidence) -> Self {
        let names = evidence.names.iter().map(Name::new).collect();
        Self { evidence, names, parents: OnceCell::new(), birth_place: OnceCell::new() }
    }

    /// The parents that have any name.
    pub(super) fn parents(&self) -> &[ParentWords] {
        let folded = |parent: &Parent| (words(&tokens(&parent.first)).into_iter().next(), words(&tokens(&parent.last)));
        self.parents.get_or_init(|| self.evidence.parents.iter().map(folded).collect())
    }

    /// City, state, country, folded; empty when unknown.
    pub(super) fn birth_place(&self) -> &[Text; 3] {
        let folded = |text: &Option<Text>| text.as_deref().map(compact).unwrap_or_default();
        let Evidence { birth_city, birth_state, birth_country, .. } = self.evidence;
        self.birth_place.get_or_init(|| [birth_city, birth_state, birth_country].map(folded))
    }
}

/// One spelling of a child's name.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// The first name in one word.
    pub(super) first: Option<Word>,
    /// The middle name in one word.
    pub(super) middle: Option<Word>,
    /// Every word of first and middle name.
    pub(super) given: Vec<Word>,
    /// Every word of both last names, particles joined to the word they belong to.
    pub(super) surnames: Vec<Word>,
    /// MDE 8, or one found at the end of another field.
    pub(super) suffix: Option<&'static str>,
}

impl Name {
    fn new(name: &PersonName) -> Self {
        let mut suffix = tokens(&name.suffix).iter().find_map(|token| is_suffix(token));
        let mut part = |text: &str| {
            let mut found = tokens(text);
            let last = found.last().and_then(|token| is_suffix(token)).filter(|found| *found != "v");
            if found.len() > 1 && last.is_some() {
                suffix = suffix.or(last);
                found.pop();
            }
            found
        };
        let (first, middle) = (part(&name.first), part(&name.middle));
        let surnames: Vec<Text> = [part(&name.last_1), part(&name.last_2)].concat();
        let (first_joined, middle_joined) = (first.concat(), middle.concat());
        let given = words(&[first, middle].concat());
        let (first, middle) = (whole(&first_joined, &given), whole(&middle_joined, &given));
        Self { first, middle, given, surnames: words(&surnames), suffix }
    }
}

/// A folded word of a name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// With its particles: `delacruz`.
    pub(super) joined: Text,
    /// Without: `cruz`.
    pub(super) core: Text,
    /// Spanish-aware sound key without a final e, which spellings add and drop.
    pub(super) sound: Text,
    pub(super) groups: &'static [u16],
    /// The groups of which it is the name or a short form, not merely a name of the same origin.
    pub(super) short_for: &'static [u16],
    pub(super) frequency: f32,
    /// How common the name is in all its spellings and nicknames: `gonsales` is as common as `gonzalez`.
    pub(super) class_frequency: f32,
}

impl Word {
    fn new(joined: Text, core: Text) -> Option<Self> {
        if joined.is_empty() {
            return None;
        }
        let mut sound = spanish_key(&core);
        let frequency = name::frequency(&core);
        let class_frequency = frequency.max(sound_frequency(&sound)).max(name::frequency(canonical(&core)));
        if sound.len() > 2 && sound.ends_with('e') {
            sound.pop();
        }
        Some(Self {
            sound,
            groups: groups(&core),
            short_for: short_for(&core),
            frequency,
            class_frequency,
            joined,
            core,
        })
    }
}

/// A part of a name in one word: mostly one of its words, which is taken over.
fn whole(joined: &str, words: &[Word]) -> Option<Word> {
    let known = words.iter().find(|word| word.joined == joined && word.core == joined);
    known.cloned().or_else(|| Word::new(joined.into(), joined.into()))
}

/// Words with their particles joined to them; particles that precede no word are words.
fn words(tokens: &[Text]) -> Vec<Word> {
    let (mut found, mut particles) = (Vec::with_capacity(tokens.len()), Text::default());
    for token in tokens {
        if is_particle(token) {
            particles.push_str(token);
        } else {
            let core = ["dela", "delos"].iter().find_map(|prefix| token.strip_prefix(prefix));
            let core = core.filter(|core| particles.is_empty() && core.len() > 2).unwrap_or(token);
            particles.push_str(token);
            found.extend(Word::new(std::mem::take(&mut particles), core.into()));
        }
    }
    found.extend(Word::new(particles.clone(), particles));
    found
}
