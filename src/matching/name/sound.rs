//! How a name sounds: a key made for Spanish spelling first, then double metaphone for the rest of the world.

use rphonetic::DoubleMetaphone;

use super::fold;
use crate::model::Text;

/// Longest word that is given a key; the rest of a longer one is not heard.
const LONGEST: usize = 40;
/// Length of a double metaphone code, longer than its author's four: long names differ at the end.
const METAPHONE: usize = 6;

/// Keys of how a folded word sounds, no two alike: the Spanish-aware key in small letters first, then double
/// metaphone's one or two in capitals. Empty for a word without letters.
pub fn sounds(token: &str) -> Vec<String> {
    let letters = letters(token);
    let spanish = key_of(&letters);
    if spanish.is_empty() {
        return Vec::new();
    }
    // Only ASCII letters reach the crate: it slices by bytes.
    let metaphone = DoubleMetaphone::new(Some(METAPHONE)).double_metaphone(&letters);
    let mut keys = vec![spanish.into_string()];
    for key in [metaphone.primary(), metaphone.alternate()] {
        if !key.is_empty() && !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// The Spanish-aware key alone: s, z, soft c and x are one sound, so are b and v, ll and y, hard c, k and qu, g, j and
/// x before e and i; h is silent; double letters are single; vowels stay, for `Mario` is not `Maria`.
pub fn spanish_key(token: &str) -> Text {
    key_of(&letters(token))
}

/// The Spanish-aware key without vowels after the first letter: the coarse key of blocking.
pub fn skeleton(token: &str) -> Text {
    let key = spanish_key(token);
    let mut bones = Text::with_capacity(key.len());
    for (at, c) in key.chars().enumerate() {
        if at == 0 || !(is_vowel(c) || bones.ends_with(c)) {
            bones.push(c);
        }
    }
    bones
}

fn letters(token: &str) -> Text {
    let folded = if token.is_ascii() { Text::from(token) } else { fold(token) };
    let lower = folded.chars().map(|c| c.to_ascii_lowercase());
    lower.filter(char::is_ascii_lowercase).take(LONGEST).collect()
}

fn key_of(letters: &str) -> Text {
    let mut key = Text::with_capacity(letters.len());
    let mut rest = letters.as_bytes();
    while !rest.is_empty() {
        let (length, sound) = match rest {
            // Danyela, Kenya: between a consonant and a vowel it is an i.
            [b'y', ..] if key.ends_with(|c: char| !is_vowel(c)) => (1, "i"),
            _ => first_sound(rest, rest.len() == letters.len()),
        };
        for c in sound.chars() {
            if !key.ends_with(c) {
                key.push(c);
            }
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    key
}

/// How many letters the first sound takes, and its sign. `C` stands for ch and sh.
fn first_sound(rest: &[u8], at_start: bool) -> (usize, &'static str) {
    match rest {
        [b'p', b'h', ..] => (2, "f"),
        [b't', b'h', ..] => (2, "t"),
        [b'c' | b's', b'h', ..] => (2, "C"),
        [b's', b'c', b'e' | b'i', ..] => (2, "s"),
        [b'c', b'k', ..] => (2, "k"),
        [b'c', b'e' | b'i' | b'y', ..] => (1, "s"),
        [b'q', b'u', b'e' | b'i', ..] => (2, "k"),
        [b'c' | b'q' | b'k', ..] => (1, "k"),
        [b'g', b'u', b'e' | b'i', ..] => (2, "g"),
        [b'g' | b'h', b'u', b'a' | b'e' | b'o', ..] if at_start => (2, "u"),
        [b'w', b'h', ..] => (2, "u"),
        [b'w', ..] => (1, "u"),
        [b'x', b'e' | b'i', ..] if at_start => (1, "j"),
        [b'g', b'e' | b'i', ..] | [b'j', ..] => (1, "j"),
        [b'g', ..] => (1, "g"),
        [b's' | b'z' | b'x', ..] => (1, "s"),
        [b'b' | b'v', ..] => (1, "b"),
        [b'l', b'l', after, ..] if is_vowel(char::from(*after)) => (2, "y"),
        [b'y', after, ..] if is_vowel(char::from(*after)) => (1, "y"),
        [b'i', after, ..] if at_start && is_vowel(char::from(*after)) => (1, "y"),
        [b'y', ..] => (1, "i"),
        // As English hears them: Mareea, Looisa.
        [b'e', b'e', ..] => (2, "i"),
        [b'o', b'o', ..] => (2, "u"),
        [b'h', ..] => (1, ""),
        [b'a', ..] => (1, "a"),
        [b'd', ..] => (1, "d"),
        [b'e', ..] => (1, "e"),
        [b'f', ..] => (1, "f"),
        [b'i', ..] => (1, "i"),
        [b'l', ..] => (1, "l"),
        [b'm', ..] => (1, "m"),
        [b'n', ..] => (1, "n"),
        [b'o', ..] => (1, "o"),
        [b'p', ..] => (1, "p"),
        [b'r', ..] => (1, "r"),
        [b't', ..] => (1, "t"),
        [b'u', ..] => (1, "u"),
        _ => (1, ""),
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn alike(names: &[&str]) {
        let keys: Vec<Text> = names.iter().map(|name| spanish_key(name)).collect();
        assert!(keys.windows(2).all(|pair| pair[0] == pair[1]), "{names:?} {keys:?}");
    }

    #[test]
    fn spellings_of_one_sound() {
        alike(&["lissete", "lizete", "lissette", "lizette"]);
        alike(&["gonzalez", "gonsales", "gonzales"]);
        alike(&["velasquez", "belazquez", "velaskes"]);
        alike(&["yesenia", "yessenia", "llesenia", "iesenia"]);
        alike(&["hernandez", "ernandes"]);
        alike(&["jimenez", "gimenez", "ximenez"]);
        alike(&["javier", "jabier"]);
        alike(&["xavier", "savier"]);
        alike(&["enrique", "enrike", "henrrique"]);
        alike(&["stephania", "stefania"]);
        alike(&["cecilia", "sesilia"]);
        alike(&["htoo", "too", "htu"]);
        alike(&["guillermo", "guiyermo"]);
        alike(&["isaac", "isac"]);
        alike(&["maria", "mareea", "marya"]);
        alike(&["daniela", "danyela"]);
        alike(&["kenia", "kenya"]);
    }

    #[test]
    fn other_names_sound_otherwise() {
        for (a, b) in [("maria", "mario"), ("jose", "josue"), ("luis", "luisa"), ("ana", "ani"), ("eric", "erica")] {
            assert_ne!(spanish_key(a), spanish_key(b), "{a} {b}");
        }
        let distance = strsim::levenshtein(&spanish_key("lizet"), &spanish_key("lissete"));
        assert_eq!(distance, 1);
    }

    #[test]
    fn keys_of_both_kinds() {
        assert_eq!(sounds("lissete"), ["lisete", "LST"]);
        assert_eq!(sounds("lizet").get(1), sounds("lissete").get(1));
        assert_eq!(skeleton("lizet"), skeleton("lissette"));
        assert!(sounds("123").is_empty());
        assert!(!sounds("García").is_empty());
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*") {
            let keys = sounds(&text);
            prop_assert!(keys.iter().all(|key| key.is_ascii()));
            let _ = skeleton(&text);
        }

        #[test]
        fn no_word_panics(word in "[a-z]{0,60}") {
            let keys = sounds(&word);
            prop_assert!(keys.len() <= 3);
        }
    }
}
