//! How people misspell a name into the box: by ear, by finger, in the vowels. Rules of their own, so that the index is
//! not measured with its own.

use rand::RngExt;
use rand_pcg::Pcg64Mcg;

/// What one hears as the other, either way, anywhere in a word.
const HEARD: &[(&str, &str)] = &[
    ("z", "s"),
    ("ce", "se"),
    ("ci", "si"),
    ("v", "b"),
    ("ll", "y"),
    ("ge", "je"),
    ("gi", "ji"),
    ("que", "ke"),
    ("qui", "ki"),
    ("ca", "ka"),
    ("co", "ko"),
    ("cu", "ku"),
    ("ph", "f"),
    ("th", "t"),
    ("ss", "s"),
    ("nn", "n"),
    ("tt", "t"),
    ("rr", "r"),
    ("ie", "ye"),
    ("gu", "w"),
    ("hu", "w"),
    ("ck", "k"),
    ("y", "i"),
];

const KEYS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];

/// The word as another ear writes it; the same when nothing in it can be heard otherwise.
pub(super) fn by_ear(word: &str, random: &mut Pcg64Mcg) -> String {
    let mut ways: Vec<String> = Vec::new();
    for (one, other) in HEARD {
        for (from, to) in [(one, other), (other, one)] {
            let at = word.match_indices(from).map(|(at, _)| at);
            ways.extend(at.filter_map(|at| put(word, at, from.len(), to)));
        }
    }
    if let Some(rest) = word.strip_prefix('h').filter(|rest| rest.starts_with(VOWELS)) {
        ways.push(rest.to_owned());
    } else if word.starts_with(VOWELS) {
        ways.push(format!("h{word}"));
    }
    choose(ways, random).unwrap_or_else(|| word.to_owned())
}

/// A slip of the finger: a letter left out, doubled, beside its key, or before its neighbor. The first letter stays
/// nine times in ten.
pub(super) fn by_finger(word: &str, random: &mut Pcg64Mcg) -> String {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < 3 {
        return word.to_owned();
    }
    let from = usize::from(random.random_range(0..10) != 0);
    let at = random.random_range(from..letters.len());
    let mut slipped = letters.clone();
    match random.random_range(0..4) {
        0 => {
            slipped.remove(at);
        }
        1 => slipped.insert(at, letters.get(at).copied().unwrap_or_default()),
        2 => {
            if let Some(letter) = slipped.get_mut(at) {
                *letter = beside(*letter, random);
            }
        }
        _ => slipped.swap(at, if at + 1 < letters.len() { at + 1 } else { at - 1 }),
    }
    slipped.into_iter().collect()
}

/// One or two vowels that are not the name's.
pub(super) fn by_vowel(word: &str, random: &mut Pcg64Mcg) -> String {
    let places: Vec<usize> = word.match_indices(VOWELS).map(|(at, _)| at).collect();
    let times = if places.len() > 2 && random.random_range(0..3) == 0 { 2 } else { 1 };
    let mut wrong = word.to_owned();
    for _ in 0..times {
        let Some(at) = choose(places.clone(), random) else { break };
        let vowel = VOWELS.get(random.random_range(0..VOWELS.len())).copied().unwrap_or('a');
        wrong = put(&wrong, at, 1, &vowel.to_string()).unwrap_or(wrong);
    }
    wrong
}

fn put(word: &str, at: usize, length: usize, instead: &str) -> Option<String> {
    Some(format!("{}{instead}{}", word.get(..at)?, word.get(at + length..)?))
}

fn beside(letter: char, random: &mut Pcg64Mcg) -> char {
    let Some(row) = KEYS.iter().find(|row| row.contains(letter)) else { return letter };
    let at = row.find(letter).unwrap_or(0);
    let near: Vec<char> = [at.checked_sub(1), Some(at + 1)]
        .into_iter()
        .flatten()
        .filter_map(|at| row.get(at..at + 1)?.chars().next())
        .collect();
    choose(near, random).unwrap_or(letter)
}

/// One of several; none of none.
pub(super) fn choose<T>(mut from: Vec<T>, random: &mut Pcg64Mcg) -> Option<T> {
    (!from.is_empty()).then(|| from.swap_remove(random.random_range(0..from.len())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    #[test]
    fn each_way_changes_a_word_in_its_own_manner() {
        let mut random = Pcg64Mcg::seed_from_u64(3);
        let (mut heard, mut slipped, mut vowels) = (0, 0, 0);
        for _ in 0..200 {
            heard += usize::from(by_ear("velazquez", &mut random) != "velazquez");
            let slip = by_finger("hernandez", &mut random);
            assert!(strsim::damerau_levenshtein("hernandez", &slip) <= 1, "{slip}");
            slipped += usize::from(slip != "hernandez");
            let wrong = by_vowel("guadalupe", &mut random);
            let bones = |word: &str| word.chars().filter(|c| !VOWELS.contains(c)).collect::<String>();
            assert_eq!(bones(&wrong), bones("guadalupe"));
            vowels += usize::from(wrong != "guadalupe");
        }
        assert!(heard == 200 && slipped > 150 && vowels > 100, "{heard} {slipped} {vowels}");
        assert_eq!(by_ear("nnn", &mut random).len(), 2);
        assert_eq!(by_finger("ab", &mut random), "ab");
    }
}
