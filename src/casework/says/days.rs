//! Birth dates in a text, as people write them in English and Spanish.

use super::Piece;
use crate::model::Date;

/// Words that call a day a birth date, folded.
const BORN: [&str; 10] =
    ["born", "birth", "birthday", "birthdate", "dob", "nacio", "nacido", "nacida", "nacimiento", "cumpleanos"];
/// How many pieces may stand between such a word and the day.
const NEAR: usize = 6;
/// The months by the first letters of their names, in both languages.
const MONTHS: [(&str, i8); 17] = [
    ("jan", 1),
    ("ene", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("abr", 4),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("ago", 8),
    ("sep", 9),
    ("set", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    ("dic", 12),
];

/// Whether one of the birth dates stands in the text, or any day that is called one.
pub(super) fn find(pieces: &[Piece], birth_dates: &[Date]) -> bool {
    (0..pieces.len()).any(|at| {
        let days = days_at(pieces, at);
        let known = days.iter().any(|day| birth_dates.contains(day));
        known || (!days.is_empty() && called(pieces, at))
    })
}

fn called(pieces: &[Piece], at: usize) -> bool {
    let before = pieces.get(at.saturating_sub(NEAR)..at).unwrap_or_default();
    before.iter().any(|piece| BORN.contains(&piece.folded.as_str()))
}

/// The days that what begins here may be: 04/10/2003 is two.
fn days_at(pieces: &[Piece], at: usize) -> Vec<Date> {
    let rest: Vec<&Piece> = pieces
        .iter()
        .skip(at)
        .filter(|piece| !matches!(piece.folded.as_str(), "de" | "del" | "of" | "the" | "th" | "st" | "nd" | "rd"))
        .take(3)
        .collect();
    let found = match rest.as_slice() {
        [one, two, three] => {
            let tied = |piece: &Piece| matches!(piece.gap.as_str(), "/" | "-" | ".");
            match (number(one), month(one), number(two), month(two), number(three)) {
                (Some(year), _, Some(m), _, Some(d)) if one.folded.len() == 4 && tied(two) && tied(three) => {
                    vec![day(year, m, d)]
                }
                (Some(a), _, Some(b), _, Some(year)) if tied(two) && tied(three) => {
                    let year = full(year, &three.folded);
                    vec![day(year, a, b), day(year, b, a)]
                }
                (Some(d), _, _, Some(m), Some(year)) => vec![day(full(year, &three.folded), m.into(), d)],
                (_, Some(m), Some(d), _, Some(year)) => vec![day(full(year, &three.folded), m.into(), d)],
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    };
    let compact =
        rest.first().filter(|one| one.folded.len() == 8).and_then(|one| Date::parse_compact(&one.folded).ok());
    found.into_iter().flatten().chain(compact).collect()
}

fn number(piece: &Piece) -> Option<i32> {
    piece.is_number().then(|| piece.folded.parse().ok()).flatten()
}

fn month(piece: &Piece) -> Option<i8> {
    let name = piece.folded.get(..3).filter(|_| !piece.is_number())?;
    MONTHS.iter().find(|(start, _)| *start == name).map(|(_, month)| *month)
}

/// Two digits of a year are those of a child's life.
fn full(year: i32, written: &str) -> i32 {
    if written.len() == 2 { 2000 + year } else { year }
}

fn day(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}
