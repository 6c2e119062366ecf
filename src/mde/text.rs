//! Cleaning of text: one blank between words, no control or invisible characters, composed accents.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::model::Text;

/// The text without surrounding blanks, and whether control or invisible characters were taken out of it.
/// Allocates only when the text is longer than 24 bytes or has to be changed.
pub(super) fn clean(raw: &str) -> (Text, bool) {
    let text = raw.trim();
    if is_clean_ascii(text) {
        return (Text::from(text), false);
    }
    let mut out = Text::default();
    let (mut blank, mut removed) = (false, false);
    for c in text.chars() {
        if c.is_whitespace() || matches!(c, '\u{200b}') {
            blank = true;
        } else if c.is_control() || is_invisible(c) {
            removed = true;
        } else {
            if blank && !out.is_empty() {
                out.push(' ');
            }
            blank = false;
            out.push(c);
        }
    }
    if is_nfc_quick(out.chars()) != IsNormalized::Yes {
        out = out.nfc().collect();
    }
    (out, removed)
}

/// ASCII without control characters and without two blanks in a row.
fn is_clean_ascii(text: &str) -> bool {
    let mut before = 0u8;
    for b in text.bytes() {
        if !(0x20..0x7f).contains(&b) || (b == b' ' && before == b' ') {
            return false;
        }
        before = b;
    }
    true
}

/// Characters that show nothing and turn the direction of writing or hide in a word.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cleans() {
        let cases = [
            ("  Ana   Maria ", "Ana Maria", false),
            ("Ana\tMaria", "Ana Maria", false),
            ("A\0na\u{7}", "Ana", true),
            ("Nun\u{303}ez", "Nu\u{f1}ez", false),
            ("\u{202e}anA", "anA", true),
            ("\0", "", true),
            ("", "", false),
        ];
        for (raw, text, removed) in cases {
            assert_eq!(clean(raw), (Text::from(text), removed), "{raw:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_bad_survives_and_cleaning_twice_changes_nothing(raw: String) {
            let (text, _) = clean(&raw);
            prop_assert!(!text.chars().any(|c| c.is_control() || c == '\0'));
            prop_assert_eq!(text.trim(), text.as_str());
            let (again, removed) = clean(&text);
            prop_assert_eq!(again, text);
            prop_assert!(!removed);
        }
    }
}
