//! Names: folding, tokens, phonetic keys, nicknames. Linking and searching share this knowledge.

/// Lower-case ASCII words of a name: accents, mojibake, apostrophes and hyphens folded away, script transliterated.
/// Never panics, whatever the text.
pub fn tokens(_text: &str) -> Vec<String> {
    Vec::new()
}

/// Keys of how a folded word sounds: the Spanish-aware key first, then double metaphone's one or two.
pub fn sounds(_token: &str) -> Vec<String> {
    Vec::new()
}

/// The groups of nicknames and variants a folded word belongs to; two words with a common group are one name.
pub fn groups(_token: &str) -> &'static [u16] {
    &[]
}
