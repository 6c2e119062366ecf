//! A folded word of a name, and how far two words agree.

use super::compare::Compared;
use super::name::{
    self, Frequencies, RARE, canonical, groups, is_particle, is_suffix, short_for, sounding, spanish_key, tokens,
    two_names,
};
use super::vocabulary::Agreement;
use crate::model::Text;

/// A folded word of a name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// With its particles: `delacruz`.
    pub(super) joined: Text,
    /// Without: `cruz`.
    pub(super) core: Text,
    /// Spanish-aware sound key without a final e, which spellings add and drop.
    pub(super) sound: Text,
    groups: &'static [u16],
    /// The groups of which it is the name or a short form, not merely a name of the same origin.
    short_for: &'static [u16],
    /// Whether it is a name by itself, by the tables that ship: a slip of the pen seldom is.
    known: bool,
    /// Whether children are given it, by the tables that ship, however it is spelled: nobody is baptized Tito.
    given: bool,
    pub(super) frequency: f32,
    /// How common the name is in all its spellings and nicknames: `gonsales` is as common as `gonzalez`.
    pub(super) class_frequency: f32,
}

impl Word {
    pub(super) fn new(joined: Text, core: Text, frequencies: &Frequencies) -> Option<Self> {
        if joined.is_empty() {
            return None;
        }
        let mut sound = spanish_key(&core);
        let frequency = frequencies.of(&core);
        let class_frequency = frequency.max(frequencies.of_sound(&sound)).max(frequencies.of(canonical(&core)));
        let own = groups(&core);
        let (groups, short_for) = if own.is_empty() { sounding(&sound) } else { (own, short_for(&core)) };
        let known = !own.is_empty() || name::frequency(&core) > RARE;
        let given = name::frequency(&core).max(name::sound_frequency(&sound)) > RARE;
        if sound.len() > 2 && sound.ends_with('e') {
            sound.pop();
        }
        Some(Self { sound, known, given, groups, short_for, frequency, class_frequency, joined, core })
    }

    /// How far two words agree; the same in either order.
    pub(super) fn level(&self, other: &Self) -> Agreement {
        let shorter = self.joined.len().min(other.joined.len());
        if self.joined == other.joined || self.core == other.core {
            // An initial is no name, whatever particle stands before it on the other side.
            return if shorter > 1 { Agreement::Same } else { Agreement::Initial };
        }
        let short_form = share(self.short_for, other.short_for);
        // Ana and Hannah sound alike and are two names.
        if !short_form && share(self.groups, other.groups) {
            return if self.given && other.given { Agreement::Variant } else { Agreement::Nickname };
        }
        if !self.sound.is_empty() && self.sound == other.sound {
            return Agreement::SoundsAlike;
        }
        if short_form {
            return Agreement::Nickname;
        }
        if shorter == 1 {
            let initial = self.joined.as_bytes().first() == other.joined.as_bytes().first();
            return if initial { Agreement::Initial } else { Agreement::Different };
        }
        if is_slip(self, other) {
            Agreement::Similar
        } else if is_rough(self, other) {
            Agreement::Roughly
        } else {
            Agreement::Different
        }
    }

    /// Whether two are one name as twins do not bear it beside each other: alike, alike to the ear, a slip in one that
    /// makes no name of it, or a short form that stands for no other name, as Beto does.
    pub(super) fn is_one_name(&self, other: &Self) -> bool {
        match self.level(other) {
            Agreement::Same | Agreement::SoundsAlike => true,
            Agreement::Nickname => self.short_for.len() == 1 && other.short_for.len() == 1,
            Agreement::Similar => self.known != other.known,
            _ => false,
        }
    }

    /// Whether two that are merely alike are two names, each known by itself.
    pub(super) fn is_another_name(&self, other: &Self) -> bool {
        self.known && other.known && matches!(self.level(other), Agreement::Similar | Agreement::Roughly)
    }

    pub(super) fn compared(&self, other: &Self) -> Compared {
        self.at(self.level(other), other)
    }

    fn at(&self, agreement: Agreement, other: &Self) -> Compared {
        let frequency = |word: &Self| if agreement == Agreement::Same { word.frequency } else { word.class_frequency };
        Compared { agreement, frequency: frequency(self).max(frequency(other)) }
    }
}

fn share(a: &[u16], b: &[u16]) -> bool {
    a.iter().any(|group| b.contains(group))
}

/// One slip of the pen in a word of four letters, or two in a long one that begins alike. Short names are too close to
/// each other to tell, Ana, Ava, Eva, unless one of them is no name: Aan.
fn is_slip(one: &Word, other: &Word) -> bool {
    let (a, b) = (one.core.as_str(), other.core.as_str());
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    let long = shorter >= 3 && longer >= 4;
    let short = || shorter >= 2 && longer >= 3 && one.known != other.known;
    longer - shorter <= 1 && (long || short()) && is_one_slip(a, b)
}

/// Two slips, a slip in a word heard by ear, or a word cut short.
fn is_rough(a: &Word, b: &Word) -> bool {
    let (x, y) = (a.core.as_str().min(b.core.as_str()), a.core.as_str().max(b.core.as_str()));
    let (shorter, longer) = (x.len().min(y.len()), x.len().max(y.len()));
    if shorter < 4 {
        return false;
    }
    let (s, t) = (a.sound.as_str(), b.sound.as_str());
    let by_ear = s.len().min(t.len()) >= 4 && s.len().abs_diff(t.len()) <= 1 && is_one_slip(s, t);
    let cut = shorter >= 4 && (x.starts_with(y) || y.starts_with(x));
    let two = || {
        longer >= 6 && longer - shorter <= 2 && most_winkler(x, y) >= WINKLER && strsim::jaro_winkler(x, y) >= WINKLER
    };
    by_ear || cut || two()
}

/// Measure of Jaro and Winkler from which long words are taken for one.
const WINKLER: f64 = 0.88;

/// Whether two words are at most one letter apart, or two neighbors swapped: an optimal string alignment distance of
/// no more than 1, without the table that the distance itself would need.
fn is_one_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let front = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(front..).unwrap_or_default(), b.get(front..).unwrap_or_default());
    let back = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    match (a.get(..a.len() - back).unwrap_or_default(), b.get(..b.len() - back).unwrap_or_default()) {
        ([] | [_], [] | [_]) => true,
        ([a_1, a_2], [b_1, b_2]) => (a_1, a_2) == (b_2, b_1),
        _ => false,
    }
}

/// What the measure of Jaro and Winkler could be at most by the letters two ASCII words have in common, in whatever
/// order. Most pairs are strangers, and this says so for much less than the measure itself.
fn most_winkler(a: &str, b: &str) -> f64 {
    let mut unmatched = [0_u8; 128];
    for letter in b.bytes() {
        unmatched.get_mut(usize::from(letter)).into_iter().for_each(|count| *count = count.saturating_add(1));
    }
    let mut common = 0_usize;
    for letter in a.bytes() {
        if let Some(count) = unmatched.get_mut(usize::from(letter)).filter(|count| **count > 0) {
            *count -= 1;
            common += 1;
        }
    }
    let common = common as f64;
    let jaro = (common / a.len() as f64 + common / b.len() as f64 + 1.0) / 3.0;
    let prefix = a.bytes().zip(b.bytes()).take(4).take_while(|(a, b)| a == b).count() as f64;
    // Above any rounding of the measure.
    jaro + 0.1 * prefix * (1.0 - jaro) + 1e-6
}

/// Most words of a field, and most letters of a word: no name has more, and comparing takes the square of them.
const MOST_WORDS: usize = 12;
const MOST_LETTERS: usize = 48;

/// The front of a folded word.
fn cut(word: Text) -> Text {
    match word.char_indices().nth(MOST_LETTERS).and_then(|(end, _)| word.get(..end)) {
        Some(front) => front.into(),
        None => word,
    }
}

/// One field of a name in words.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Field {
    /// Its words, particles joined to the word they belong to, without a generation at the end.
    pub(super) words: Vec<Word>,
    /// All in one word, when there are several.
    whole: Option<Word>,
    /// MDE 8 found at the end.
    pub(super) suffix: Option<&'static str>,
}

impl Field {
    /// `word` makes a word of its form with and without particles.
    pub(super) fn new(text: &str, word: &dyn Fn(Text, Text) -> Option<Word>) -> Self {
        let mut found = tokens(text);
        let mut suffix = None;
        let last = found.last().and_then(|token| is_suffix(token)).filter(|found| *found != "v");
        if found.len() > 1 && last.is_some() {
            suffix = last;
            found.pop();
        }
        found.truncate(MOST_WORDS);
        let word = |joined, core| word(cut(joined), cut(core));
        let words = words(&found, &word);
        let joined: Text = found.concat().into();
        let whole = if words.len() > 1 { word(joined.clone(), joined) } else { None };
        Self { words, whole, suffix }
    }

    /// All in one word; `None` when there is none.
    pub(super) fn whole(&self) -> Option<&Word> {
        self.whole.as_ref().or(self.words.first())
    }
}

/// Words with their particles joined to them; particles that precede no word are words.
fn words(tokens: &[Text], word: &dyn Fn(Text, Text) -> Option<Word>) -> Vec<Word> {
    let (mut found, mut particles) = (Vec::with_capacity(tokens.len()), Text::default());
    for token in tokens {
        if is_particle(token) {
            particles.push_str(token);
        } else {
            let core = ["dela", "delos"].iter().find_map(|prefix| token.strip_prefix(prefix));
            let core = core.filter(|core| particles.is_empty() && core.len() > 2).unwrap_or(token);
            particles.push_str(token);
            match two_names(token).filter(|_| particles.len() == token.len()) {
                Some((front, back)) => {
                    particles.clear();
                    found.extend([front, back].into_iter().filter_map(|part| word(part.into(), part.into())));
                }
                None => found.extend(word(std::mem::take(&mut particles), core.into())),
            }
        }
    }
    found.extend(word(particles.clone(), particles));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn of_a_text_that_is_no_name_little_is_kept() {
        let frequencies = Frequencies::new(std::iter::empty(), 1e-4);
        let word = |joined, core| Word::new(joined, core, &frequencies);
        for text in ["x".repeat(100_000), "de ".repeat(50_000), "ab \u{5d0} ".repeat(50_000)] {
            let field = Field::new(&text, &word);
            assert!((1..=MOST_WORDS).contains(&field.words.len()), "{}", field.words.len());
            let all = field.words.iter().chain(field.whole());
            assert!(all.flat_map(|word| [&word.joined, &word.core]).all(|word| word.chars().count() <= MOST_LETTERS));
        }
        let long = "wolfeschlegelsteinhausenbergerdorff";
        assert_eq!(Field::new(long, &word).words[0].joined.as_str(), long);
    }

    proptest! {
        /// The short ways say what the measures themselves say.
        #[test]
        fn a_slip_is_what_the_measures_call_one(a in "[abc]{0,7}[a-z0-9]{0,4}", b in "[abc]{0,7}[a-z0-9]{0,4}") {
            prop_assert_eq!(is_one_slip(&a, &b), strsim::osa_distance(&a, &b) <= 1);
            if !a.is_empty() && !b.is_empty() {
                prop_assert!(most_winkler(&a, &b) >= strsim::jaro_winkler(&a, &b));
            }
        }

        #[test]
        fn neighbors_swapped_are_one_slip(word in "[a-z]{4,9}", at in 0_usize..3) {
            let mut letters = word.clone().into_bytes();
            letters.swap(at, at + 1);
            prop_assert!(is_one_slip(&word, &String::from_utf8(letters).unwrap()));
        }
    }
}
