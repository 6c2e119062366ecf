//! The words of names, folded once and kept: the same few thousand names stand in millions of records.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

use super::name::Frequencies;
use super::word::{Field, Word};
use crate::model::Text;

/// Parts of the table, each with its own lock, so that two threads seldom wait for each other.
const PARTS: usize = 16;
/// Most spellings kept in a part; then it is emptied. Bounds the memory against names made up by the million.
const MOST: usize = 40_000;

/// Folds the fields of names, and remembers. Clones share what is known.
#[derive(Clone)]
pub struct Lexicon {
    inner: Arc<Inner>,
}

struct Inner {
    frequencies: Frequencies,
    parts: [Mutex<HashMap<Text, Arc<Field>>>; PARTS],
    hasher: RandomState,
    empty: Arc<Field>,
}

impl Lexicon {
    /// With the frequencies that names are weighed by.
    pub fn new(frequencies: Frequencies) -> Self {
        let inner = Inner {
            frequencies,
            parts: std::array::from_fn(|_| Mutex::default()),
            hasher: RandomState::new(),
            empty: Arc::new(Field::default()),
        };
        Self { inner: Arc::new(inner) }
    }

    /// The words of one field of a name.
    pub(super) fn field(&self, text: &str) -> Arc<Field> {
        if text.is_empty() {
            return Arc::clone(&self.inner.empty);
        }
        let at = usize::try_from(self.inner.hasher.hash_one(text) % (PARTS as u64)).unwrap_or(0);
        let Some(part) = self.inner.parts.get(at) else { return Arc::new(self.fold(text)) };
        let mut part = part.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = part.get(text) {
            return Arc::clone(known);
        }
        let field = Arc::new(self.fold(text));
        if part.len() >= MOST {
            part.clear();
        }
        part.insert(text.into(), Arc::clone(&field));
        field
    }

    fn fold(&self, text: &str) -> Field {
        Field::new(text, &|joined, core| Word::new(joined, core, &self.inner.frequencies))
    }
}

impl Default for Lexicon {
    /// With the frequencies the program ships.
    fn default() -> Self {
        Self::new(Frequencies::default())
    }
}
