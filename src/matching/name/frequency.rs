//! How common a name is: agreement on a rare one says more than agreement on Garcia.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::spanish_key;
use crate::model::Text;

/// A name, a tab, bearers among 100,000 migrant children. Approximate.
const DATA: &str = include_str!("../../../assets/names/frequency.tsv");

/// The frequency of a name that the table does not know: one child in 10,000.
pub const RARE: f32 = 0.0001;

static FREQUENCIES: LazyLock<HashMap<&'static str, f32>> = LazyLock::new(|| rows().collect());

/// Summed in the order of the file, so that every run rounds alike.
static BY_SOUND: LazyLock<HashMap<Text, f32>> = LazyLock::new(|| {
    let mut sounds = HashMap::new();
    for (name, frequency) in rows() {
        *sounds.entry(spanish_key(name)).or_insert(0.0) += frequency;
    }
    sounds
});

fn rows() -> impl Iterator<Item = (&'static str, f32)> {
    DATA.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (name, bearers) = line.split_once('\t')?;
        Some((name, bearers.parse::<f32>().ok()? / 100_000.0))
    })
}

/// The part of all children who bear a folded word as a name, between 0 and 1; [`RARE`] for a name the table does not
/// know. A word that is a given name and a surname has the greater of its two frequencies.
pub fn frequency(token: &str) -> f32 {
    FREQUENCIES.get(token).copied().unwrap_or(RARE)
}

/// The same for a Spanish-aware sound key: all listed names that sound so, together.
pub fn sound_frequency(key: &str) -> f32 {
    BY_SOUND.get(key).copied().unwrap_or(RARE)
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
        assert_eq!(lines.len(), FREQUENCIES.len(), "a name stands twice or a line cannot be read");
        for line in lines {
            let (name, _) = line.split_once('\t').unwrap();
            assert_eq!(tokens(name), [name]);
            assert!((RARE..0.2).contains(&frequency(name)), "{line}");
        }
    }
}
