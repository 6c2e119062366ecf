//! The same name written by another hand: by ear, by haste, by a machine with another alphabet.

use super::rng::Rng;

/// Letters that sound alike in Spanish or English ears, from and to, in lower case.
const SOUNDS: &[(&str, &str)] = &[
    ("s", "z"),
    ("z", "s"),
    ("ce", "se"),
    ("ci", "si"),
    ("se", "ce"),
    ("ss", "s"),
    ("b", "v"),
    ("v", "b"),
    ("ll", "y"),
    ("ll", "l"),
    ("y", "ll"),
    ("y", "i"),
    ("i", "y"),
    ("ge", "je"),
    ("gi", "ji"),
    ("je", "ge"),
    ("x", "j"),
    ("qu", "k"),
    ("ca", "ka"),
    ("co", "ko"),
    ("k", "c"),
    ("ph", "f"),
    ("th", "t"),
    ("nn", "n"),
    ("tt", "t"),
    ("mm", "m"),
    ("ee", "i"),
    ("i", "ee"),
    ("gua", "wa"),
    ("hua", "wa"),
    ("u", "oo"),
    ("ei", "ey"),
    ("h", ""),
];

/// Parts of surnames that forms lose.
const PARTICLES: &[&str] = &["de la ", "de los ", "de las ", "del ", "de ", "dela ", "van ", "mac "];

/// Written by ear: one sound by other letters. The same when no sound fits.
pub(super) fn respell(text: &str, rng: &mut Rng) -> String {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return text.to_owned();
    }
    let places: Vec<(usize, &str, &str)> =
        SOUNDS.iter().flat_map(|(from, to)| lower.match_indices(from).map(move |(at, _)| (at, *from, *to))).collect();
    let Some((at, from, to)) = rng.pick(&places) else { return text.to_owned() };
    let (Some(head), Some(old), Some(tail)) =
        (text.get(..*at), text.get(*at..at + from.len()), text.get(at + from.len()..))
    else {
        return text.to_owned();
    };
    if old.starts_with(char::is_uppercase) {
        format!("{head}{}", capital(&format!("{to}{tail}")))
    } else {
        format!("{head}{to}{tail}")
    }
}

/// A slip of the finger: one letter too many, one missing, one wrong, or two in the wrong order.
pub(super) fn typo(text: &str, rng: &mut Rng) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 3 {
        return text.to_owned();
    }
    // The first letter is seldom wrong.
    let at = if rng.chance(500) { 0 } else { 1 + rng.below(letters.len() - 1) };
    let other = char::from(b'a' + u8::try_from(rng.below(26)).unwrap_or(0));
    match rng.below(4) {
        0 => letters.insert(at, other),
        1 => {
            letters.remove(at);
        }
        2 => {
            if let Some(letter) = letters.get_mut(at) {
                *letter = other;
            }
        }
        _ if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => letters.swap(at, at - 1),
    }
    letters.into_iter().collect()
}

/// Accents dropped.
pub(super) fn plain(text: &str) -> String {
    any_ascii::any_ascii(text)
}

/// Accents where the language has them: Garcia, Hernandez.
pub(super) fn accent(text: &str) -> String {
    let accented = |c: char| match c {
        'a' => 'á',
        'e' => 'é',
        'i' => 'í',
        'o' => 'ó',
        'u' => 'ú',
        other => other,
    };
    let mut letters: Vec<char> = text.chars().collect();
    let stem = if text.ends_with("ez") {
        letters.len().saturating_sub(2)
    } else if text.ends_with("cia") || text.ends_with("ria") || text.ends_with("fia") {
        letters.len().saturating_sub(1)
    } else {
        0
    };
    if text.is_ascii() {
        let vowel = letters.iter().take(stem).rposition(|c| "aeiou".contains(*c));
        if let Some(letter) = vowel.and_then(|at| letters.get_mut(at)) {
            *letter = accented(*letter);
        }
    }
    letters.into_iter().collect()
}

/// UTF-8 read as Latin-1 somewhere on the way; what has no letter there became a question mark.
pub(super) fn mojibake(text: &str) -> String {
    let letter = |byte: u8| if (0x80..0xa0).contains(&byte) { '?' } else { char::from(byte) };
    text.bytes().map(letter).collect()
}

/// A hyphen or space of a compound name lost, or put where another state has the other.
pub(super) fn hyphen(text: &str, rng: &mut Rng) -> String {
    let Some((head, tail)) = text.split_once('-').or_else(|| text.split_once(' ')) else { return text.to_owned() };
    match rng.below(3) {
        0 => format!("{head}{}", tail.to_lowercase()),
        _ if text.contains('-') => format!("{head} {tail}"),
        1 => format!("{head}-{tail}"),
        _ => format!("{head}{tail}"),
    }
}

/// `De la Cruz` filed under `Cruz`.
pub(super) fn drop_particle(text: &str) -> String {
    let lower = text.to_lowercase();
    let found = PARTICLES.iter().find(|particle| lower.starts_with(**particle));
    found.and_then(|particle| text.get(particle.len()..)).map_or_else(|| text.to_owned(), capital)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hands_differ() {
        assert_eq!(accent("Garcia"), "García");
        assert_eq!(accent("Hernandez"), "Hernández");
        assert_eq!(accent("Cruz"), "Cruz");
        assert_eq!(plain("Zúñiga"), "Zuniga");
        assert_eq!(mojibake("Peña"), "PeÃ±a");
        assert_eq!(drop_particle("De la Cruz"), "Cruz");
        assert_eq!(drop_particle("Delgado"), "Delgado");
        let written: std::collections::BTreeSet<_> =
            (0..60).map(|i| respell("Lissete", &mut Rng::new(1, 1, i))).collect();
        assert!(written.contains("Lizsete") || written.contains("Lisete"), "{written:?}");
        assert!(!written.contains("Lissete"), "{written:?}");
        assert_ne!(respell("Hernandez", &mut Rng::new(1, 1, 3)), "Hernandez");
    }

    #[test]
    fn nothing_to_change_is_no_harm() {
        let mut rng = Rng::new(1, 1, 1);
        for text in ["", "X", "Ñ", "--", " "] {
            let _ = (respell(text, &mut rng), typo(text, &mut rng), hyphen(text, &mut rng), accent(text));
        }
    }
}
