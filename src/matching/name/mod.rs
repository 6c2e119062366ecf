//! Names: folding, words, phonetic keys, nicknames, how common a name is. Linking and searching share this knowledge.
//! It must never panic, whatever the text, and never decide anything.

mod fold;
mod frequency;
mod groups;
mod parted;
mod sound;
mod tokens;

pub use fold::fold;
pub use frequency::{Frequencies, RARE, frequency, sound_frequency};
pub use groups::{called, canonical, groups, known_words, share_group, short_for, sounding};
pub use parted::two_names;
pub use sound::{skeleton, sounds, spanish_key};
pub use tokens::{compact, is_particle, is_suffix, tokens};
