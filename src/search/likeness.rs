//! How a typed word is like a stored one: the nearest of the ways in which it is.

use super::reason;
use super::slips::{letters, may_be_near, slips};
use super::typed::Word;
use super::words::{SHORT, is_known};
use crate::matching::name;
use crate::model::Text;

/// How much two words are alike, and in which way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Like {
    /// 1.0 for the same word; nothing under [`LEAST`] is told.
    pub score: f32,
    /// A key of the message files.
    pub reason: &'static str,
}

/// Words that are less alike than this are not.
pub(super) const LEAST: f32 = 0.5;

/// How a stored word sounds and what it is made of, kept beside it.
#[derive(Debug, Clone, Default)]
pub(super) struct Heard {
    /// The Spanish-aware key.
    spanish: Text,
    /// Hashes of double metaphone's codes; 0 is none.
    metaphone: [u32; 2],
    /// Hash of the bones.
    bones: u32,
    /// See [`letters`].
    letters: u32,
    /// The groups of nicknames it belongs to.
    groups: &'static [u16],
    /// Whether it is a name by itself, see [`is_known`].
    known: bool,
}

/// A typed word with what comparing needs.
#[derive(Debug)]
pub(super) struct Alike<'a> {
    text: &'a str,
    heard: Heard,
    short_for: &'static [u16],
}

impl Heard {
    /// From a word and its sounds.
    pub(super) fn new(word: &str, sounds: &[String]) -> Self {
        let code = |at: usize| sounds.get(at).map_or(0, |sound| hash(sound));
        Self {
            spanish: sounds.first().map_or_else(Text::default, |key| Text::from(key.as_str())),
            metaphone: [code(1), code(2)],
            bones: hash(&name::skeleton(word)),
            letters: letters(word),
            groups: name::groups(word),
            known: is_known(word),
        }
    }

    fn shares_metaphone(&self, other: &Self) -> bool {
        self.metaphone.iter().any(|code| *code != 0 && other.metaphone.contains(code))
    }
}

impl<'a> Alike<'a> {
    pub(super) fn new(text: &'a str, sounds: &[String]) -> Self {
        let mut heard = Heard::new(text, sounds);
        let mut short_for = name::short_for(text);
        if heard.groups.is_empty() {
            // `pati`, which is written `paty` more often.
            (heard.groups, short_for) = name::sounding(&heard.spanish);
        }
        Self { text, heard, short_for }
    }

    /// Whether it is a name by itself: it is seldom another name's misspelling.
    pub(super) fn is_known(&self) -> bool {
        self.heard.known
    }

    /// The groups of nicknames it belongs to, as it is spelled or else as it sounds.
    pub(super) fn groups(&self) -> &'static [u16] {
        self.heard.groups
    }
}

impl Like {
    /// A word that was half typed.
    pub(super) fn beginning(word: &Word, stored: &str) -> Option<Self> {
        let rest = stored.strip_prefix(word.text.as_str()).filter(|rest| !rest.is_empty())?;
        let typed = word.text.len() as f32 / (word.text.len() + rest.len()) as f32;
        let base = if word.unfinished { 0.76 } else { 0.62 };
        Some(Self { score: base + 0.18 * typed, reason: reason::STARTS_WITH })
    }

    /// A word before another that was half typed, and half typed as well: of somebody who cuts words short, more than a
    /// whole word with a slip in it, and less than the word itself.
    pub(super) fn beginning_too(word: &Word, stored: &str) -> Option<Self> {
        let rest = stored.strip_prefix(word.text.as_str()).filter(|rest| !rest.is_empty())?;
        let begun = word.before_unfinished && word.text.len() >= SHORT;
        let typed = word.text.len() as f32 / (word.text.len() + rest.len()) as f32;
        begun.then_some(Self { score: BEGINNING_TOO + 0.12 * typed, reason: reason::STARTS_WITH })
    }
}

/// What a half-typed word before another is worth at least.
pub(super) const BEGINNING_TOO: f32 = 0.86;

/// A stored word of two names written together, of which the first was typed.
const FIRST_OF_TWO: f32 = 0.86;
/// Letters of a typed word that may be a stored one with several slips in it.
const LONG: usize = 5;
/// How near to each other such words are at least, 1.0 for the same letters.
const FAR: f32 = 0.55;

impl Like {
    /// `maria` of `mariapetrona`: the rest is a name, and the whole is none.
    pub(super) fn first_of_two(word: &Word, stored: &str) -> Option<Self> {
        let rest = stored.strip_prefix(word.text.as_str()).filter(|rest| rest.len() >= 3)?;
        let two = is_known(rest) && !is_known(stored);
        two.then_some(Self { score: FIRST_OF_TWO, reason: reason::JOINED_NAME })
    }

    /// A word with more slips in it than can be looked up, beside a word of a child who has the rest.
    pub(super) fn far(typed: &str, stored: &str) -> Option<Self> {
        let (shorter, longer) = (typed.len().min(stored.len()), typed.len().max(stored.len()));
        if shorter < LONG || !may_be_near(letters(typed), letters(stored), MOST_SLIPS as u32) {
            return None;
        }
        let slips = slips(typed, stored, MOST_SLIPS);
        if slips > MOST_SLIPS {
            return None;
        }
        let nearness = 1.0 - slips as f32 / longer as f32;
        (nearness >= FAR).then_some(Self { score: LEAST + 0.3 * (nearness - FAR), reason: reason::SPELLED_ALIKE })
    }
}

impl Like {
    /// `andrea` of `jenniferandrea`: what comes before is a name, and the whole is none.
    pub(super) fn second_of_two(typed: &str, stored: &str) -> Option<Self> {
        let before = stored.strip_suffix(typed).filter(|before| before.len() >= 3 && typed.len() >= 3)?;
        let two = is_known(before) && !is_known(stored);
        two.then_some(Self { score: FIRST_OF_TWO, reason: reason::JOINED_NAME })
    }

    /// `moni` of `monicta` or `monicaguadalupe`: the short form of a name that the state misspelled, or wrote together with
    /// another. `called` is what the word typed is short for, by [`name::called`].
    pub(super) fn called_nearly(called: &[(&str, &str)], stored: &str) -> Option<Self> {
        if called.is_empty() || is_known(stored) {
            return None;
        }
        let sound = name::spanish_key(stored);
        let is_meant = |(full, key): &(&str, &str)| {
            let two = || stored.strip_prefix(*full).is_some_and(|rest| rest.len() >= 3 && is_known(rest));
            *key == sound || (full.len() >= NAME && slips(full, stored, 1) == 1) || two()
        };
        called.iter().any(is_meant).then_some(Self { score: CALLED_NEARLY, reason: reason::NICKNAME })
    }

    /// A word that was half typed and otherwise than it is stored: the beginning sounds alike, or has one slip in it. `sound`
    /// is the Spanish-aware key of what was typed.
    pub(super) fn begun_alike(word: &Word, sound: &str, stored: &str) -> Option<Self> {
        let typed = word.text.as_str();
        if !word.unfinished || typed.len() <= SHORT || stored.len() <= typed.len() {
            return None;
        }
        let sounds = sound.len() > 2 && name::spanish_key(stored).starts_with(sound);
        let mut beginnings = (typed.len() - 1..=typed.len() + 1).filter_map(|letters| stored.get(..letters));
        let like = sounds || beginnings.any(|beginning| slips(typed, beginning, 1) == 1);
        like.then_some(Self { score: BEGUN_ALIKE, reason: reason::SPELLED_ALIKE })
    }
}

/// What a word of a child who has the rest is worth that is a misspelling of the name a nickname stands for.
const CALLED_NEARLY: f32 = 0.65;
/// Letters of a name that is still itself with a slip in it.
const NAME: usize = 4;
/// What a word of a child who has the rest is worth that begins nearly as what was half typed.
const BEGUN_ALIKE: f32 = 0.6;

/// Slips that are counted: more make another word.
const MOST_SLIPS: usize = 3;

/// How a typed word is like a stored one; none when it is not.
pub(super) fn likeness(typed: &Alike<'_>, stored: &Text, heard: &Heard) -> Option<Like> {
    if typed.text == stored {
        return Some(Like { score: 1.0, reason: reason::SAME_NAME });
    }
    // An initial is like nothing but a word that begins with it, which is not a likeness of words.
    if typed.text.len() < 2 || stored.len() < 2 {
        return None;
    }
    let pair = Pair::new(typed, stored, heard);
    let best = [pair.called(), pair.sounding(), pair.spelled(), pair.heard_wrongly()];
    let best = best.into_iter().flatten().reduce(|one, other| if other.score > one.score { other } else { one })?;
    // Two spellings of one name share a group as nicknames do: the ear says which of the two it is.
    let close = pair.slips <= 1 + usize::from(stored.len() > 5);
    let (reason, score) = match best.reason {
        reason::NICKNAME if pair.one_sound || pair.one_code => (reason::SOUNDS_ALIKE, best.score + 0.02),
        reason::NICKNAME if close && stored.len() > 3 => (reason::SPELLED_ALIKE, best.score + 0.01),
        other => (other, best.score),
    };
    (score >= LEAST).then_some(Like { score, reason })
}

/// Two words that are not the same, and how they differ.
struct Pair<'a> {
    typed: &'a Alike<'a>,
    stored: &'a Text,
    heard: &'a Heard,
    /// More than [`MOST_SLIPS`] when there are too many.
    slips: usize,
    shorter: usize,
    one_sound: bool,
    one_code: bool,
    one_skeleton: bool,
    /// Both are names by themselves: one is seldom meant for the other. A state's misspelling of a name is as good as the
    /// person's own.
    two_names: bool,
}

impl<'a> Pair<'a> {
    fn new(typed: &'a Alike<'a>, stored: &'a Text, heard: &'a Heard) -> Self {
        let near = may_be_near(typed.heard.letters, heard.letters, MOST_SLIPS as u32);
        Self {
            typed,
            stored,
            heard,
            slips: if near { slips(typed.text, stored, MOST_SLIPS) } else { MOST_SLIPS + 1 },
            shorter: typed.text.len().min(stored.len()),
            one_sound: typed.heard.spanish == heard.spanish,
            one_code: typed.heard.shares_metaphone(heard),
            one_skeleton: typed.heard.bones == heard.bones,
            two_names: typed.heard.known && heard.known,
        }
    }

    /// 1.0 for the same letters.
    fn nearness(&self) -> f32 {
        1.0 - self.slips as f32 / (self.typed.text.len().max(self.stored.len()) as f32)
    }

    fn called(&self) -> Option<Like> {
        if !self.typed.heard.groups.iter().any(|group| self.heard.groups.contains(group)) {
            return None;
        }
        let short = name::short_for(self.stored);
        let own = !self.typed.short_for.iter().any(|group| short.contains(group));
        Some(Like { score: if own { 0.76 } else { 0.9 }, reason: reason::NICKNAME })
    }

    fn sounding(&self) -> Option<Like> {
        let score = if self.one_sound {
            0.87 + 0.08 * self.nearness()
        } else if self.one_code && self.slips <= MOST_SLIPS {
            0.6 + 0.28 * self.nearness() - if self.two_names { 0.1 } else { 0.0 }
        } else {
            return None;
        };
        Some(Like { score, reason: reason::SOUNDS_ALIKE })
    }

    /// One slip in a word of three letters or more, two in one of five; three where only vowels differ.
    fn spelled(&self) -> Option<Like> {
        let score = match (self.slips, self.shorter) {
            (_, ..3) => return None,
            (1, 3) => 0.6,
            (1, _) => 0.77,
            (2, ..5) => return None,
            (2, _) if self.one_skeleton => 0.68,
            (2, ..7) => 0.57,
            (2, _) => 0.63,
            (3, 7..) if self.one_skeleton => 0.57,
            (3, 9..) if !self.two_names => 0.5,
            _ => return None,
        };
        // A name typed well is seldom meant for another one.
        let doubt = if self.two_names { 0.12 } else { 0.0 };
        Some(Like { score: score + 0.1 * self.nearness() - doubt, reason: reason::SPELLED_ALIKE })
    }

    /// Spelled by ear, and a slip besides.
    fn heard_wrongly(&self) -> Option<Like> {
        if self.two_names || self.shorter < 5 || self.slips < 2 {
            return None;
        }
        (slips(&self.typed.heard.spanish, &self.heard.spanish, 1) == 1)
            .then_some(Like { score: 0.7, reason: reason::SOUNDS_ALIKE })
    }
}

fn hash(text: &str) -> u32 {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    // 0 stands for no sound.
    hash.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(typed: &str, stored: &str) -> Option<Like> {
        let heard = Heard::new(stored, &name::sounds(stored));
        likeness(&Alike::new(typed, &name::sounds(typed)), &stored.into(), &heard)
    }

    fn score(typed: &str, stored: &str) -> f32 {
        like(typed, stored).map_or(0.0, |like| like.score)
    }

    #[test]
    fn a_misspelling_is_as_like_its_name_whoever_made_it() {
        for (name, misspelled) in [("garcia", "gacria"), ("hernandez", "hernadez"), ("guadalupe", "guadaljpe")] {
            assert!(score(name, misspelled) > 0.7, "{name} {misspelled}");
            assert_eq!(like(name, misspelled), like(misspelled, name));
        }
        assert!(score("maria", "mario") < score("maria", "marua"), "one name is seldom meant for another");
    }

    #[test]
    fn too_many_slips_make_another_word_however_long() {
        for (typed, stored) in [("rrafael", "guadalupe"), ("gonnzalez", "rodriguez"), ("araas", "hernandez")] {
            assert_eq!(Like::far(typed, stored), None, "{typed} {stored}");
        }
        assert!(Like::far("ernabdes", "hernandez").is_some());
    }

    #[test]
    fn a_nickname_is_as_it_sounds_and_of_a_misspelled_name() {
        assert_eq!(like("pati", "patricia").map(|like| like.reason), Some(reason::NICKNAME));
        let called_nearly = |typed, stored| Like::called_nearly(&name::called(typed).collect::<Vec<_>>(), stored);
        for (typed, stored) in [("moni", "monicta"), ("mike", "michale"), ("esme", "esmeraldayadira")] {
            assert!(called_nearly(typed, stored).is_some(), "{typed} {stored}");
        }
        for (typed, stored) in [("moni", "veronica"), ("mike", "ismael"), ("qwertz", "qwerty")] {
            assert_eq!(called_nearly(typed, stored), None, "{typed} {stored}");
        }
    }

    #[test]
    fn halves_of_words_of_a_child_who_has_the_rest() {
        let reason = |like: Option<Like>| like.map(|like| like.reason);
        assert_eq!(reason(Like::second_of_two("andrea", "jenniferandrea")), Some(reason::JOINED_NAME));
        for (typed, stored) in [("ana", "susana"), ("isa", "luisa"), ("andrea", "andrea")] {
            assert_eq!(Like::second_of_two(typed, stored), None, "{typed} {stored}");
        }
        let begun = |text: &str, unfinished, stored| {
            let word = Word { text: text.into(), unfinished, ..Word::default() };
            reason(Like::begun_alike(&word, &name::spanish_key(text), stored))
        };
        assert_eq!(begun("alva", true, "albarez"), Some(reason::SPELLED_ALIKE));
        assert_eq!(begun("rive", true, "rievra"), Some(reason::SPELLED_ALIKE));
        for (typed, unfinished, stored) in
            [("alva", false, "albarez"), ("alva", true, "mendoza"), ("flo", true, "flroes"), ("alva", true, "alva")]
        {
            assert_eq!(begun(typed, unfinished, stored), None, "{typed} {stored}");
        }
    }
}
