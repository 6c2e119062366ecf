//! The words of a name, and which of them carry no weight.

use super::fold;
use crate::model::Text;

/// Lower-case ASCII words of a name: accents, mojibake, apostrophes and hyphens folded away, script transliterated.
/// `Liz-et De la Peña` is `liz`, `et`, `de`, `la`, `pena`. Never panics, whatever the text.
pub fn tokens(text: &str) -> Vec<Text> {
    fold(text).split(' ').filter(|word| !word.is_empty()).map(Text::from).collect()
}

/// All words in one, so that `Liz-et`, `Liz et` and `Lizet` are alike: `lizet`.
pub fn compact(text: &str) -> Text {
    let mut folded = fold(text);
    folded.retain(|c| c != ' ');
    folded
}

/// Whether a folded word is a particle that states keep, drop or join as they like: `de la Cruz`, `al-Hassan`.
pub fn is_particle(token: &str) -> bool {
    matches!(
        token,
        "de" | "la"
            | "las"
            | "lo"
            | "los"
            | "el"
            | "del"
            | "da"
            | "do"
            | "dos"
            | "das"
            | "di"
            | "du"
            | "des"
            | "le"
            | "y"
            | "e"
            | "van"
            | "von"
            | "der"
            | "den"
            | "al"
            | "bin"
            | "binti"
            | "ibn"
    )
}

/// The generation a folded word stands for (MDE 8), in one spelling: `jr`, `sr`, `ii`, `iii`, `iv`, `v`.
pub fn is_suffix(token: &str) -> Option<&'static str> {
    Some(match token {
        "jr" | "junior" | "jnr" => "jr",
        "sr" | "senior" | "snr" => "sr",
        "ii" | "2nd" | "2" => "ii",
        "iii" | "3rd" | "3" => "iii",
        "iv" | "4th" | "4" => "iv",
        "v" | "5th" | "5" => "v",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_and_joined() {
        assert_eq!(tokens("Liz-et De la Peña"), ["liz", "et", "de", "la", "pena"]);
        assert_eq!(compact("Liz-et"), "lizet");
        assert_eq!(compact("De La Cruz"), compact("DelaCruz"));
        assert!(tokens(" - ").is_empty());
    }

    #[test]
    fn particles_and_suffixes() {
        assert!(tokens("de la del los van al-").iter().all(|word| is_particle(word)));
        assert!(!is_particle("cruz"));
        assert_eq!(is_suffix("3rd"), Some("iii"));
        assert_eq!(is_suffix("jose"), None);
    }

    proptest! {
        #[test]
        fn joined_words_are_the_compact_form(text in "\\PC*") {
            prop_assert_eq!(tokens(&text).concat(), compact(&text));
        }
    }
}
