//! Text that people type about a request: composed accents, no control characters, nothing that turns the direction of
//! writing or hides in a word. What a letter prints has come through here.

use unicode_normalization::UnicodeNormalization;

use crate::model::Text;

/// Text of one line with 1 to `most` characters; `None` when it has none, or more.
pub(super) fn line(raw: &str, most: usize) -> Option<Text> {
    fits(clean(raw.split_whitespace()), most)
}

/// Text of several lines with 1 to `most` characters; `None` when it has none, or more. Two empty lines in a row are one.
pub(super) fn lines(raw: &str, most: usize) -> Option<Text> {
    let mut text = String::new();
    let mut gap = 0;
    for line in raw.lines() {
        let line = clean(line.split_whitespace());
        if line.is_empty() {
            gap += 1;
            continue;
        }
        if !text.is_empty() {
            text.push_str(if gap > 0 { "\n\n" } else { "\n" });
        }
        text.push_str(&line);
        gap = 0;
    }
    fits(text, most)
}

fn clean<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let plain = words.map(|word| word.chars().filter(|c| !c.is_control() && !hides(*c)).collect::<String>());
    let plain: Vec<String> = plain.filter(|word| !word.is_empty()).collect();
    plain.join(" ").nfc().collect()
}

/// Characters that show nothing: joiners, marks of direction, overrides, tags, interlinear marks.
fn hides(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

fn fits(text: String, most: usize) -> Option<Text> {
    (1..=most).contains(&text.chars().count()).then(|| text.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_hides_is_taken_out() {
        assert_eq!(line(" Rosa\u{202e}  M\u{e9}ndez\u{0}\u{200b} ", 20).as_deref(), Some("Rosa M\u{e9}ndez"));
        assert_eq!(line("Me\u{301}ndez\nOrtiz", 20).as_deref(), Some("M\u{e9}ndez Ortiz"));
        assert_eq!(lines("12 Elm\r\n\r\n\r\n  Weslaco \n", 40).as_deref(), Some("12 Elm\n\nWeslaco"));
        assert_eq!(line("\u{202e}\u{0} ", 20), None);
        assert_eq!(lines(&"x".repeat(100_000), 4_000), None);
        assert_eq!(lines(&"x\n\n".repeat(40), 160).unwrap().chars().count(), 118);
    }

    proptest! {
        #[test]
        fn any_text_is_plain_afterwards(raw in ".{0,80}") {
            if let Some(text) = lines(&raw, 200) {
                prop_assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || hides(c)));
                prop_assert_eq!(lines(&text, 200), Some(text));
            }
        }
    }
}
