//! How a typed word is like a stored one: the nearest of the ways in which it is.

use strsim::{damerau_levenshtein, jaro_winkler};

use super::reason;
use super::typed::Word;
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

/// How a stored word sounds, kept beside it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Heard {
    /// Hash of the Spanish-aware key.
    spanish: u32,
    /// Hashes of double metaphone's codes; 0 is none.
    metaphone: [u32; 2],
    /// Hash of the bones.
    bones: u32,
}

/// A typed word with what comparing needs.
#[derive(Debug)]
pub(super) struct Alike<'a> {
    text: &'a str,
    heard: Heard,
    groups: &'static [u16],
    short_for: &'static [u16],
    /// Whether it is a name by itself: it is seldom another name's misspelling.
    pub known: bool,
}

impl Heard {
    pub(super) fn new(word: &str) -> Self {
        let sounds = name::sounds(word);
        let code = |at: usize| sounds.get(at).map_or(0, |sound| hash(sound));
        Self { spanish: code(0), metaphone: [code(1), code(2)], bones: hash(&name::skeleton(word)) }
    }

    fn shares_metaphone(&self, other: &Self) -> bool {
        self.metaphone.iter().any(|code| *code != 0 && other.metaphone.contains(code))
    }
}

impl<'a> Alike<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let (groups, short_for) = (name::groups(text), name::short_for(text));
        let known = !groups.is_empty() || name::frequency(text) > name::RARE;
        Self { text, heard: Heard::new(text), groups, short_for, known }
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
}

/// How a typed word is like a stored one; none when it is not.
pub(super) fn likeness(typed: &Alike<'_>, stored: &Text, heard: &Heard) -> Option<Like> {
    if typed.text == stored {
        return Some(Like { score: 1.0, reason: reason::SAME_NAME });
    }
    // An initial is like nothing but a word that begins with it, which is not a likeness of words.
    if typed.text.len() < 2 || stored.len() < 2 {
        return None;
    }
    let best = [called(typed, stored), sounding(typed, stored, heard), spelled(typed, stored, heard)];
    let best = best.into_iter().flatten().reduce(|one, other| if other.score > one.score { other } else { one })?;
    let (close, sound) = (slips(typed.text, stored) <= 1 + usize::from(stored.len() > 5), typed.heard.spanish);
    // Two spellings of one name share a group as nicknames do: the ear says which of the two it is.
    let reason = match best.reason {
        reason::NICKNAME if sound == heard.spanish || (close && typed.heard.shares_metaphone(heard)) => {
            reason::SOUNDS_ALIKE
        }
        reason::NICKNAME if close && stored.len() > 3 => reason::SPELLED_ALIKE,
        other => other,
    };
    (best.score >= LEAST).then_some(Like { score: best.score, reason })
}

fn called(typed: &Alike<'_>, stored: &str) -> Option<Like> {
    let groups = name::groups(stored);
    if groups.is_empty() || !typed.groups.iter().any(|group| groups.contains(group)) {
        return None;
    }
    let short = name::short_for(stored);
    let own = !typed.short_for.iter().any(|group| short.contains(group));
    Some(Like { score: if own { 0.76 } else { 0.9 }, reason: reason::NICKNAME })
}

fn sounding(typed: &Alike<'_>, stored: &str, heard: &Heard) -> Option<Like> {
    let near = jaro_winkler(typed.text, stored) as f32;
    let score = if typed.heard.spanish == heard.spanish {
        0.87 + 0.08 * near
    } else if typed.heard.shares_metaphone(heard) && slips(typed.text, stored) <= 3 {
        let score = 0.64 + 0.24 * near;
        if typed.known { score - 0.1 } else { score }
    } else {
        return None;
    };
    Some(Like { score, reason: reason::SOUNDS_ALIKE })
}

/// One slip in a word of three letters or more, two in one of five; three where only vowels differ.
fn spelled(typed: &Alike<'_>, stored: &str, heard: &Heard) -> Option<Like> {
    let shorter = typed.text.len().min(stored.len());
    if typed.text.len().abs_diff(stored.len()) > 3 || shorter < 3 {
        return None;
    }
    let bones = typed.heard.bones == heard.bones;
    let score = match slips(typed.text, stored) {
        1 if shorter == 3 => 0.6,
        1 => 0.76,
        2 if shorter < 5 => return None,
        2 if bones => 0.68,
        2 if shorter < 7 => 0.54,
        2 => 0.62,
        3 if bones && shorter > 6 => 0.56,
        _ => return None,
    };
    let near = jaro_winkler(typed.text, stored) as f32;
    // A name typed well is seldom meant for another one.
    let doubt = if typed.known { 0.12 } else { 0.0 };
    Some(Like { score: score + 0.12 * near - doubt, reason: reason::SPELLED_ALIKE })
}

fn slips(one: &str, other: &str) -> usize {
    damerau_levenshtein(one, other)
}

fn hash(text: &str) -> u32 {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    // 0 stands for no sound.
    hash.max(1)
}
