//! Two names written as one word.

use super::{RARE, frequency, groups};

/// Least letters of a name in front of another that is written to it, and of that.
const FRONT: usize = 3;
const BACK: usize = 4;

/// The two names of a word that is none by itself: `Ernestomoises`. None where more than one parting makes names.
pub fn two_names(word: &str) -> Option<(&str, &str)> {
    let is_name = |part: &str| frequency(part) > RARE;
    if word.len() < FRONT + BACK || !word.is_ascii() || is_name(word) || !groups(word).is_empty() {
        return None;
    }
    let partings = (FRONT..=word.len() - BACK).filter_map(|at| word.split_at_checked(at));
    let mut names = partings.filter(|(front, back)| (is_name(front) || !groups(front).is_empty()) && is_name(back));
    names.next().filter(|_| names.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_names_in_one_word() {
        assert_eq!(two_names("ernestomoises"), Some(("ernesto", "moises")));
        assert_eq!(two_names("pacojoaquin"), Some(("paco", "joaquin")));
        assert_eq!(two_names("sanchezmendoza"), Some(("sanchez", "mendoza")));
    }

    #[test]
    fn a_name_is_left_whole() {
        for word in ["mariana", "mariaguadalupe", "ana", "villalobos", "guadalupe", "xanaviera", "", "\u{5d0}\u{5d1}"] {
            assert_eq!(two_names(word), None, "{word}");
        }
    }
}
