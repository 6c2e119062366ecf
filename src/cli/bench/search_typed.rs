//! What is typed for a child, and what it means: which words of whose name, which part of the birth date. By the meaning
//! the children are counted who fit as well as the one that is sought.

use super::search_truth::{plain, split_words};
use crate::model::Date;

/// A search and what it means.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub text: String,
    /// The text before any birth date: plain words as typed.
    pub as_typed: Vec<String>,
    /// What the child's name must hold, each of them.
    pub meant: Vec<Meant>,
    pub born: Born,
}

/// A word that is meant.
#[derive(Debug, Clone)]
pub(super) enum Meant {
    /// One of these plain words, in the child's name.
    Name(Vec<String>),
    /// A word of the child's name that begins so.
    Beginning(String),
    /// A word of a parent's name.
    Parent(String),
}

/// The parts of the birth date that are told.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Born {
    year: bool,
    month: bool,
    day: bool,
}

impl Born {
    pub(super) const YEAR: Self = Self { year: true, month: false, day: false };
    pub(super) const MONTH: Self = Self { year: true, month: true, day: false };
    pub(super) const DAY: Self = Self { year: true, month: true, day: true };
    pub(super) const DAY_OF_ANY_YEAR: Self = Self { year: false, month: true, day: true };

    /// Whether the whole date is told.
    pub(super) fn is_whole(self) -> bool {
        self.year && self.month && self.day
    }

    /// Whether two dates agree in what is told.
    pub(super) fn agree(self, one: Option<Date>, other: Option<Date>) -> bool {
        if !(self.year || self.month || self.day) {
            return true;
        }
        let (Some(one), Some(other)) = (one, other) else { return false };
        (!self.year || one.year() == other.year())
            && (!self.month || one.month() == other.month())
            && (!self.day || one.day() == other.day())
    }
}

impl Typed {
    pub(super) fn new(text: String) -> Self {
        let text = text.trim().to_owned();
        Self { as_typed: split_words(&text), text, ..Self::default() }
    }

    /// Means every word of these parts of a name.
    pub(super) fn names(mut self, parts: &[&str]) -> Self {
        let words = parts.iter().flat_map(|part| split_words(part));
        self.meant.extend(words.map(|word| Meant::Name(vec![word])));
        self
    }

    /// Means one of several words.
    pub(super) fn any<'a>(mut self, words: impl Iterator<Item = &'a str>) -> Self {
        self.meant.push(Meant::Name(words.map(str::to_owned).collect()));
        self
    }

    /// Means words that begin so.
    pub(super) fn beginnings(mut self, cuts: &[&str]) -> Self {
        self.meant.extend(cuts.iter().map(|cut| Meant::Beginning(plain(cut))));
        // Half a word is no word as typed.
        self.as_typed.clear();
        self
    }

    /// Means the words of a parent's name.
    pub(super) fn parent(mut self, parts: &[&str]) -> Self {
        self.meant.extend(parts.iter().flat_map(|part| split_words(part)).map(Meant::Parent));
        self
    }

    /// Adds a birth date, or a part of it, to the text.
    pub(super) fn born(mut self, text: &str, told: Born) -> Self {
        self.text = format!("{} {text}", self.text).trim().to_owned();
        self.born = told;
        self
    }
}
