//! From any text to plain lower-case ASCII.

use std::borrow::Cow;

use any_ascii::any_ascii_char;
use unicode_normalization::UnicodeNormalization;

use crate::model::Text;

/// Lower-case ASCII letters and digits in words parted by single blanks. Accents are dropped, other scripts
/// transliterated, UTF-8 that was once read as Latin-1 or Windows-1252 is mended, apostrophes vanish
/// (`O'Neil` is `oneil`), and every other sign, the hyphen too, parts words.
pub fn fold(text: &str) -> Text {
    if text.is_ascii() {
        return fold_ascii(text);
    }
    let mut folded = Text::with_capacity(text.len());
    for c in mend(text).nfkc() {
        match any_ascii_char(c) {
            // Marks that stand for nothing by themselves; anything else unknown parts words.
            "" if !is_invisible(c) && !is_combining(c) => push(&mut folded, b' '),
            ascii if !is_invisible(c) => ascii.bytes().for_each(|byte| push(&mut folded, byte)),
            _ => {}
        }
    }
    let end = folded.trim_end().len();
    folded.truncate(end);
    folded
}

/// The same for most names, without a look at each character's length.
fn fold_ascii(text: &str) -> Text {
    let mut folded: Vec<u8> = Vec::with_capacity(text.len());
    for byte in text.bytes() {
        folded.extend(folded_byte(byte, folded.last().copied()));
    }
    // ASCII stays ASCII.
    Text::from(std::str::from_utf8(&folded).unwrap_or_default().trim_end())
}

/// What a byte adds to a folded text that ends with `last`: a letter, a digit, the blank before the next word, or
/// nothing.
fn folded_byte(byte: u8, last: Option<u8>) -> Option<u8> {
    match byte {
        b'\'' | b'`' => None,
        byte if byte.is_ascii_alphanumeric() => Some(byte.to_ascii_lowercase()),
        _ => last.is_some_and(|last| last != b' ').then_some(b' '),
    }
}

fn push(folded: &mut Text, byte: u8) {
    let next = folded_byte(byte, folded.as_bytes().last().copied());
    folded.extend(next.map(char::from));
}

/// Soft hyphen, joiners and direction marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

fn is_combining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Undoes one or two rounds of UTF-8 read as a Western single-byte encoding, run by run, so that a name
/// with one sound and one broken accent comes out whole.
fn mend(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..2 {
        match mend_once(&text) {
            Some(mended) => text = Cow::Owned(mended),
            None => break,
        }
    }
    text
}

fn mend_once(text: &str) -> Option<String> {
    let (mut mended, mut run, mut changed) = (String::with_capacity(text.len()), String::new(), false);
    for c in text.chars().chain(['\0']) {
        if single_byte(c).is_some_and(|byte| byte >= 0x80) {
            run.push(c);
            continue;
        }
        match decode(&run) {
            Some(decoded) => {
                mended.push_str(&decoded);
                changed = true;
            }
            None => mended.push_str(&run),
        }
        run.clear();
        mended.push(c);
    }
    mended.pop();
    changed.then_some(mended)
}

/// The text whose UTF-8 bytes the run shows; a lead byte that was lower-cased on the way counts as itself.
fn decode(run: &str) -> Option<String> {
    if run.is_empty() {
        return None;
    }
    let bytes: Vec<u8> = run.chars().filter_map(single_byte).collect();
    String::from_utf8(bytes).ok().or_else(|| {
        let lead = |c| match c {
            '\u{e3}' => '\u{c3}',
            other => other,
        };
        String::from_utf8(run.chars().map(lead).filter_map(single_byte).collect()).ok()
    })
}

/// The byte of a character in Windows-1252, with Latin-1's controls where that table has holes.
fn single_byte(c: char) -> Option<u8> {
    const HIGH: [(char, u8); 27] = [
        ('\u{20ac}', 0x80),
        ('\u{201a}', 0x82),
        ('\u{192}', 0x83),
        ('\u{201e}', 0x84),
        ('\u{2026}', 0x85),
        ('\u{2020}', 0x86),
        ('\u{2021}', 0x87),
        ('\u{2c6}', 0x88),
        ('\u{2030}', 0x89),
        ('\u{160}', 0x8a),
        ('\u{2039}', 0x8b),
        ('\u{152}', 0x8c),
        ('\u{17d}', 0x8e),
        ('\u{2018}', 0x91),
        ('\u{2019}', 0x92),
        ('\u{201c}', 0x93),
        ('\u{201d}', 0x94),
        ('\u{2022}', 0x95),
        ('\u{2013}', 0x96),
        ('\u{2014}', 0x97),
        ('\u{2dc}', 0x98),
        ('\u{2122}', 0x99),
        ('\u{161}', 0x9a),
        ('\u{203a}', 0x9b),
        ('\u{153}', 0x9c),
        ('\u{17e}', 0x9e),
        ('\u{178}', 0x9f),
    ];
    u8::try_from(u32::from(c)).ok().or_else(|| HIGH.iter().find(|(high, _)| *high == c).map(|(_, byte)| *byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accents_scripts_and_signs() {
        for (sent, folded) in [
            ("José", "jose"),
            ("Jose\u{301}", "jose"),
            ("PEÑA", "pena"),
            ("O’Neil", "oneil"),
            ("Mal'y", "maly"),
            ("Liz-et", "liz et"),
            ("  De  la   Cruz ", "de la cruz"),
            ("Иван", "ivan"),
            ("Zo\u{ad}ila\u{200b}", "zoila"),
            ("Jr.", "jr"),
            ("ＡＮＡ", "ana"),
            ("--", ""),
            ("", ""),
        ] {
            assert_eq!(fold(sent), folded, "{sent}");
        }
    }

    #[test]
    fn broken_encodings_are_mended() {
        for (sent, folded) in [
            ("JosÃ©", "jose"),
            ("PeÃ±a", "pena"),
            ("PEÃ‘A", "pena"),
            ("NuÃ±ez GÃ³mez", "nunez gomez"),
            ("GarcÃ\u{ad}a", "garcia"),
            ("josã©", "jose"),
            ("JosÃƒÂ©", "jose"),
            ("Oâ€™Neil", "oneil"),
            ("Muñoz", "munoz"),
            ("Ñíguez JosÃ©", "niguez jose"),
        ] {
            assert_eq!(fold(sent), folded, "{sent}");
        }
    }

    proptest! {
        #[test]
        fn any_text_folds_to_plain_words(text in "\\PC*") {
            let folded = fold(&text);
            prop_assert!(folded.chars().all(|c| c == ' ' || c.is_ascii_digit() || c.is_ascii_lowercase()));
            prop_assert!(!folded.contains("  ") && folded.trim() == folded);
            prop_assert_eq!(fold(&folded), folded);
        }

        #[test]
        fn any_characters_fold(text in proptest::collection::vec(any::<char>(), 0..40)) {
            let folded = fold(&text.into_iter().collect::<String>());
            prop_assert!(folded.is_ascii());
        }
    }
}
