//! The scan of comments (MDE 71) for personal and health information. It errs on the side of a warning.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::Date;

/// What is known about the child and must not be repeated in a comment.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Names as sent.
    pub(super) names: Vec<String>,
    /// Birth dates as sent.
    pub(super) birth_dates: Vec<Date>,
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

/// A word of the child's own name, if it has three letters at least.
fn has_name(comment: &str, known: &Known) -> bool {
    let parts = |name: &str| words(name).filter(|word| word.chars().count() > 2).collect::<Vec<_>>();
    let names: Vec<String> = known.names.iter().flat_map(|name| parts(name)).collect();
    words(comment).any(|word| names.contains(&word))
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
    known.birth_dates.iter().any(|date| {
        let (year, month, day) = (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()));
        let compact = [format!("{year:04}{month:02}{day:02}"), format!("{month:02}{day:02}{year:04}")];
        let groups = [[year, month, day], [month, day, year], [day, month, year], [month, day, year % 100]];
        numbers.iter().any(|number| compact.iter().any(|form| form == number))
            || numbers
                .windows(3)
                .any(|three| groups.iter().any(|group| group.iter().zip(three).all(|(n, text)| text.parse() == Ok(*n))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        Known {
            names: vec!["Mu\u{f1}eca Ana".into(), "De La Prueba".into()],
            birth_dates: Date::new(2014, 5, 9).into_iter().collect(),
        }
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
