//! The scan of comments (MDE 71) for personal and health information. It errs on the side of a warning.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::Date;

/// What is known about the child and must not be repeated in a comment, in the forms that are looked for. Made once a
/// child: there may be hundreds of names and of comments.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Folded words of the names that have three letters at least.
    names: HashSet<String>,
    /// Birth dates in eight digits.
    compact: HashSet<String>,
    /// Birth dates as three numbers.
    groups: HashSet<[u32; 3]>,
}

impl Known {
    /// From names and birth dates as sent; many of them may be alike.
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>, birth_dates: impl Iterator<Item = Date>) -> Self {
        let names: HashSet<&str> = names.collect();
        let names = names.into_iter().flat_map(words).filter(|word| word.chars().count() > 2).collect();
        let mut known = Self { names, ..Self::default() };
        for date in birth_dates.collect::<HashSet<_>>() {
            let number = date.number();
            let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
            known.compact.extend([format!("{year:04}{month:02}{day:02}"), format!("{month:02}{day:02}{year:04}")]);
            let short = [month, day, year % 100];
            known.groups.extend([[year, month, day], [month, day, year], [day, month, year], short]);
        }
        known
    }
}

/// Words of health in English and Spanish: a word that begins so is one.
const HEALTH: &[&str] = &[
    "allerg",
    "alerg",
    "asma",
    "asthma",
    "cancer",
    "covid",
    "depress",
    "depresi",
    "diabet",
    "diagnos",
    "embaraz",
    "epilep",
    "hepatitis",
    "hiv",
    "hospital",
    "medicament",
    "medication",
    "preg",
    "psych",
    "psico",
    "seizure",
    "suicid",
    "tubercul",
    "vih",
];

/// Whether a comment seems to hold personal or health information.
pub(super) fn is_personal(comment: &str, known: &Known) -> bool {
    comment.contains('@')
        || has_number(comment)
        || has_name(comment, known)
        || has_date(comment, known)
        || words(comment).any(|word| HEALTH.iter().any(|start| word.starts_with(start)))
}

/// A social security number (nine digits) or a telephone number (ten, or eleven with a 1), also in groups.
fn has_number(comment: &str) -> bool {
    let mut digits = 0u32;
    let mut gap = 0u32;
    // The blank at the end closes a number that stands last.
    for c in comment.chars().chain(std::iter::once(';')) {
        if c.is_ascii_digit() {
            digits += 1;
            gap = 0;
        } else if matches!(c, ' ' | '-' | '.' | '(' | ')' | '/') && gap < 2 {
            gap += 1;
        } else {
            if (9..=11).contains(&digits) {
                return true;
            }
            (digits, gap) = (0, 0);
        }
    }
    false
}

/// A word of the child's own name.
fn has_name(comment: &str, known: &Known) -> bool {
    words(comment).any(|word| known.names.contains(&word))
}

/// The words in lower case and without accents.
fn words(text: &str) -> impl Iterator<Item = String> {
    let plain: String = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let words: Vec<String> = plain.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    words.into_iter().filter(|word| !word.is_empty())
}

/// The birth date as year, month and day, or month, day and year, with or without zeros and separators.
fn has_date(comment: &str, known: &Known) -> bool {
    let numbers: Vec<&str> = comment.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let is_group = |three: &[&str]| {
        let mut group = [0; 3];
        three.iter().zip(&mut group).all(|(text, number)| text.parse().map(|read| *number = read).is_ok())
            && known.groups.contains(&group)
    };
    numbers.iter().any(|number| known.compact.contains(*number)) || numbers.windows(3).any(is_group)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        Known::new(["Mu\u{f1}eca Ana", "De La Prueba"].into_iter(), Date::new(2014, 5, 9).into_iter())
    }

    /// What 999 lines repeat is kept, and looked for, once.
    #[test]
    fn a_child_is_known_once() {
        let many = Known::new(
            std::iter::repeat_n(["Mu\u{f1}eca Ana", "MUNECA ana", "De La Prueba"], 999).flatten(),
            std::iter::repeat_n(Date::new(2014, 5, 9).unwrap(), 999),
        );
        assert_eq!((many.names.len(), many.compact.len(), many.groups.len()), (3, 2, 4));
        assert_eq!((many.names, many.compact, many.groups), (known().names, known().compact, known().groups));
    }

    #[test]
    fn harmless_comments_pass() {
        for comment in [
            "",
            "Left at the end of the 2024-2025 season, credits pending",
            "Needs 24 credits; 12 earned in grade 10",
            "la familia trabaja en Texas",
            "Moved on 05/10/2014 to room 3",
            "An analysis of the project",
        ] {
            assert!(!is_personal(comment, &known()), "{comment}");
        }
    }

    #[test]
    fn personal_comments_are_seen() {
        for comment in [
            "SSN 078-05-1120",
            "ssn 078051120",
            "call (210) 555-0134",
            "call +1 210.555.0134 after six",
            "write to someone@example.org",
            "MU\u{d1}ECA is doing well",
            "sister of ana",
            "talk to the Prueba family",
            "muneca is absent",
            "born 2014-05-09",
            "born 5/9/14",
            "dob:20140509",
            "has asthma",
            "es diab\u{e9}tica",
            "toma medicamentos",
            "pregnant",
        ] {
            assert!(is_personal(comment, &known()), "{comment}");
        }
    }
}
