//! How common a name is: agreement on a rare one says more than agreement on Garcia.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::spanish_key;
use crate::model::Text;

/// A name, a tab, bearers among 100,000 migrant children. Approximate.
const DATA: &str = include_str!("../../../assets/names/frequency.tsv");

/// The frequency of a name that the table does not know: one child in 10,000.
pub const RARE: f32 = 0.0001;

static SHIPPED: LazyLock<Frequencies> = LazyLock::new(|| Frequencies::new(rows(), RARE));

fn rows() -> impl Iterator<Item = (Text, f32)> {
    DATA.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (name, bearers) = line.split_once('\t')?;
        Some((name.into(), bearers.parse::<f32>().ok()? / 100_000.0))
    })
}

/// How common names are among the children at hand, each a part of all between 0 and 1. Clones share the table.
#[derive(Debug, Clone)]
pub struct Frequencies {
    tables: Arc<Tables>,
}

#[derive(Debug)]
struct Tables {
    names: HashMap<Text, f32>,
    sounds: HashMap<Text, f32>,
    rare: f32,
}

impl Frequencies {
    /// Of folded words with the part of all children who bear them; any other word is borne by the part `rare`.
    pub fn new(rows: impl Iterator<Item = (Text, f32)>, rare: f32) -> Self {
        let (mut names, mut sounds) = (HashMap::new(), HashMap::new());
        // Summed in the order of the rows, so that every run rounds alike.
        for (name, frequency) in rows {
            *sounds.entry(spanish_key(&name)).or_insert(0.0) += frequency;
            names.insert(name, frequency);
        }
        Self { tables: Arc::new(Tables { names, sounds, rare }) }
    }

    /// The part of all children who bear a folded word as a name. A word that is a given name and a surname has the
    /// greater of its two frequencies in the shipped table.
    pub fn of(&self, word: &str) -> f32 {
        self.tables.names.get(word).copied().unwrap_or(self.tables.rare)
    }

    /// The same for a Spanish-aware sound key: all listed names that sound so, together.
    pub fn of_sound(&self, key: &str) -> f32 {
        self.tables.sounds.get(key).copied().unwrap_or(self.tables.rare)
    }
}

impl Default for Frequencies {
    /// Those the program ships.
    fn default() -> Self {
        SHIPPED.clone()
    }
}

/// The part of all children who bear a folded word as a name, by the shipped table; [`RARE`] for any other.
pub fn frequency(token: &str) -> f32 {
    SHIPPED.of(token)
}

/// The same for a Spanish-aware sound key.
pub fn sound_frequency(key: &str) -> f32 {
    SHIPPED.of_sound(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::name::tokens;

    #[test]
    fn common_names_are_more_frequent_than_rare_ones() {
        assert!(frequency("garcia") > frequency("villalobos"));
        assert!(frequency("villalobos") > frequency("qwertz"));
        assert!(sound_frequency(&spanish_key("gonsales")) >= frequency("gonzalez"));
        assert!((frequency("qwertz") - RARE).abs() < f32::EPSILON);
    }

    #[test]
    fn every_line_is_a_folded_word_and_a_share() {
        let lines: Vec<&str> = DATA.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines.len(), rows().collect::<HashMap<_, _>>().len(), "a name stands twice or cannot be read");
        for line in lines {
            let (name, _) = line.split_once('\t').unwrap();
            assert_eq!(tokens(name), [name]);
            assert!((RARE..0.2).contains(&frequency(name)), "{line}");
        }
    }
}
