//! Passwords that everybody would try first, from `assets/access/common-passwords.txt`.

use std::collections::HashSet;
use std::sync::LazyLock;

const LIST: &str = include_str!("../../../assets/access/common-passwords.txt");

/// The list, folded.
static FOLDED: LazyLock<HashSet<String>> =
    LazyLock::new(|| LIST.lines().filter(|line| !line.starts_with('#')).map(fold).collect());

/// Fewest letters that a word hidden in a password must have to count.
const LEAST: usize = 4;

/// Whether a password is on the list: as it is, or as a word with digits and signs around it (`Summer2026!`).
pub(super) fn is_common(password: &str) -> bool {
    let core = core(password);
    FOLDED.contains(&fold(password)) || core.chars().count() >= LEAST && FOLDED.contains(&fold(core))
}

/// Whether a password is little more than one of these words, or holds one of them.
pub(super) fn holds(password: &str, words: &str) -> bool {
    let folded = fold(password);
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= LEAST);
    words.into_iter().any(|word| folded.contains(&fold(word)))
}

/// Without what is not a letter at both ends.
fn core(password: &str) -> &str {
    password.trim_matches(|c: char| !c.is_alphabetic())
}

/// In lower case, with the signs that people put for letters taken back.
fn fold(word: &str) -> String {
    let letter = |c: char| match c {
        '0' => 'o',
        '1' | '!' | '|' | 'l' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' | '+' => 't',
        other => other,
    };
    word.trim().to_lowercase().chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_known_however_they_are_dressed() {
        for common in
            ["password", "P@ssw0rd1!", "Summer2026!", "Contrase\u{f1}a.1", "Vereda#2026", "MSIX-2026", "Texas1234!"]
        {
            let plain = common.replace('\u{f1}', "n");
            assert!(is_common(&plain), "{common}");
        }
        for fine in ["Quartz-lantern 9 bees", "kx7#Vpq!2m", "Harvest moon 1962"] {
            assert!(!is_common(fine), "{fine}");
        }
        assert!(FOLDED.len() > 10_000);
    }

    #[test]
    fn ones_own_names_are_seen_in_a_password() {
        assert!(holds("M4rin-2026!", "Rosa Marin"));
        assert!(holds("xxmarinxx", "rosa.marin@example.org"));
        assert!(!holds("Lantern-9-bees", "Rosa Marin"));
        assert!(!holds("Anathema-9-bees", "Ana Li"), "short names are in many words");
    }
}
