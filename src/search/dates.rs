//! Birth dates as people type them: day, month and year in the orders of both languages, or only a part.

use compact_str::format_compact;

use crate::model::{Date, Text};

use super::reason;
use super::words::{birth_terms, day_of_any_year};

/// One reading of a typed date: a term of the index and the score of a child that has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    /// See `words::birth_terms`.
    pub term: Text,
    /// 0 to 1.
    pub score: f32,
    /// A key of the message files.
    pub reason: &'static str,
}

/// English and Spanish, folded; three letters or the whole word.
const MONTHS: [[&str; 4]; 12] = [
    ["january", "enero", "jan", "ene"],
    ["february", "febrero", "feb", "feb"],
    ["march", "marzo", "mar", "mar"],
    ["april", "abril", "apr", "abr"],
    ["may", "mayo", "may", "may"],
    ["june", "junio", "jun", "jun"],
    ["july", "julio", "jul", "jul"],
    ["august", "agosto", "aug", "ago"],
    ["september", "septiembre", "sep", "sept"],
    ["october", "octubre", "oct", "oct"],
    ["november", "noviembre", "nov", "nov"],
    ["december", "diciembre", "dec", "dic"],
];

/// The month a word names, 1 to 12.
pub(super) fn month_named(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let at = MONTHS.iter().position(|names| names.contains(&word.as_str()))?;
    i8::try_from(at + 1).ok()
}

/// A day with its month in letters at the beginning of the pieces: `17 May 2010`, `May 17 2010`,
/// `17 de mayo de 2010`. Says how many pieces it takes.
pub(super) fn spelled_day(pieces: &[&str]) -> Option<(usize, Vec<Reading>)> {
    let (used, [a, b, c]) = significant::<3>(pieces)?;
    let parts = match (month_named(a), month_named(b)) {
        (Some(month), _) => (year(c)?, month, day(b)?),
        (None, Some(month)) if a.len() == 4 => (year(a)?, month, day(c)?),
        (None, Some(month)) => (year(c)?, month, day(a)?),
        (None, None) => return None,
    };
    let date = Date::new(parts.0, parts.1, parts.2)?;
    Some((used, readings(&[date])))
}

/// A month in letters next to a year: how many pieces, the month, the year.
pub(super) fn spelled_month(pieces: &[&str]) -> Option<(usize, Vec<Reading>, Vec<Reading>)> {
    let (used, [a, b]) = significant::<2>(pieces)?;
    let (month, year) = match (month_named(a), month_named(b)) {
        (Some(month), _) => (month, year(b)?),
        (None, Some(month)) => (month, year(a)?),
        (None, None) => return None,
    };
    Some((used, vec![reading(format_compact!("m{month:02}"), 0.99)], vec![reading(format_compact!("{year}"), 1.0)]))
}

/// A date or a part of one in digits: `2010-05-17`, `5/17/2010`, `17.5.2010`, `20100517`, `05/2010`, `2010`.
pub(super) fn in_digits(piece: &str) -> Vec<Reading> {
    let parts: Vec<&str> = piece.split(['-', '/', '.']).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [all] if all.len() == 8 => {
            let (Some((a, b)), Some((c, d))) = (all.split_at_checked(4), all.split_at_checked(4)) else {
                return Vec::new();
            };
            let halves = |text: &str| text.split_at_checked(2).map(|(x, y)| (x.to_owned(), y.to_owned()));
            let year_first = halves(b).and_then(|(month, day)| civil(a, &month, &day));
            let Some((first, second)) = halves(c) else { return Vec::new() };
            let year_last = [civil(d, &first, &second), civil(d, &second, &first)];
            readings(&year_first.into_iter().chain(year_last.into_iter().flatten()).collect::<Vec<_>>())
        }
        [all] if all.len() == 6 => match (all.split_at_checked(4), all.split_at_checked(2)) {
            (Some((y, m)), Some((m2, y2))) => [months(y, m), months(y2, m2)].concat(),
            _ => Vec::new(),
        },
        [only] => year(only).map(|year| reading(format_compact!("{year}"), 1.0)).into_iter().collect(),
        [y, m] if y.len() == 4 => months(y, m),
        [m, y] if y.len() == 4 => months(y, m),
        [a, b] => of_any_year(a, b),
        [y, m, d] if y.len() == 4 => readings(&civil(y, m, d).into_iter().collect::<Vec<_>>()),
        // The order of the country first, the order of the family's country second.
        [a, b, y] => readings(&[civil(y, a, b), civil(y, b, a)].into_iter().flatten().collect::<Vec<_>>()),
        _ => Vec::new(),
    }
}

/// A day with its month in letters and no year: `4 marzo`, `March 4th`. Up to 31 it may be a year as well: `marzo 12`.
pub(super) fn spelled_day_of_any_year(pieces: &[&str]) -> Option<(usize, Vec<Reading>)> {
    let (used, [a, b]) = significant::<2>(pieces)?;
    let (month, rest) = match (month_named(a), month_named(b)) {
        (Some(month), _) => (month, b),
        (None, Some(month)) => (month, a),
        (None, None) => return None,
    };
    let day = day(rest).filter(|day| Date::new(2012, month, *day).is_some())?;
    let mut found = vec![reading(day_of_any_year(month, day), 1.0)];
    found.extend(month_of(rest, &month.to_string()).map(|reading| Reading { score: 0.9, ..reading }));
    Some((used, found))
}

/// Two short numbers: day and month in either order, or a month and two digits of its year.
fn of_any_year(a: &str, b: &str) -> Vec<Reading> {
    let mut found: Vec<Reading> = Vec::new();
    for (month, day) in [(a, b), (b, a)] {
        let (Some(month), Some(day)) = (number(month), number(day)) else { continue };
        let term = day_of_any_year(month, day);
        if Date::new(2012, month, day).is_none() || found.iter().any(|reading| reading.term == term) {
            continue;
        }
        found.push(match found.is_empty() {
            true => reading(term, 1.0),
            false => Reading { term, score: 0.97, reason: reason::BIRTH_SWAPPED },
        });
    }
    found.extend(month_of(b, a).map(|reading| Reading { score: 0.9, ..reading }));
    found
}

/// The readings of days, most likely first: the day itself, then what a slip of the pen makes of it.
fn readings(days: &[Date]) -> Vec<Reading> {
    let mut found: Vec<Reading> = Vec::new();
    let mut add = |term: Text, score: f32, reason: &'static str| {
        if !found.iter().any(|reading| reading.term == term) {
            found.push(Reading { term, score, reason });
        }
    };
    for (rank, date) in days.iter().enumerate() {
        let [day, ..] = birth_terms(*date);
        // Where both orders make a day, the other one is the day and month switched.
        match rank {
            0 => add(day, 1.0, reason::BIRTH_DATE),
            _ => add(day, 0.97, reason::BIRTH_SWAPPED),
        }
    }
    for date in days {
        if let Some(swapped) = Date::new(date.year(), date.day(), date.month()) {
            let [day, ..] = birth_terms(swapped);
            add(day, 0.85, reason::BIRTH_SWAPPED);
        }
    }
    for date in days {
        let [_, month, _, _, any_year, any_month] = birth_terms(*date);
        [month, any_year, any_month].into_iter().for_each(|term| add(term, 0.55, reason::BIRTH_NEAR));
    }
    days.iter().for_each(|date| add(default_day(date.year()), DEFAULT, reason::BIRTH_NEAR));
    found
}

/// What a child is worth who was given the first of January for want of the day.
const DEFAULT: f32 = 0.6;

fn default_day(year: i16) -> Text {
    format_compact!("{year:04}0101")
}

/// The readings of a month, most likely first: also of a child without a known day, of one whose day and month were
/// switched, and of one of the years beside it.
fn months(year_text: &str, month_text: &str) -> Vec<Reading> {
    let (Some(month), Some(year), Some(number)) =
        (month_of(year_text, month_text), year(year_text), number(month_text))
    else {
        return Vec::new();
    };
    let near = |term: Text, score: f32| Reading { term, score, reason: reason::BIRTH_NEAR };
    let beside = [year - 1, year + 1].map(|beside| near(format_compact!("{beside:04}{number:02}"), 0.5));
    let [before, after] = beside;
    let switched = near(format_compact!("{year:04}x{number:02}"), 0.5);
    vec![month, near(default_day(year), DEFAULT), switched, before, after]
}

fn reading(term: Text, score: f32) -> Reading {
    Reading { term, score, reason: reason::BIRTH_DATE }
}

/// The first `N` pieces that are not `de`, `of` and the like, and how many pieces that takes.
fn significant<'a, const N: usize>(pieces: &[&'a str]) -> Option<(usize, [&'a str; N])> {
    let small = |piece: &str| ["de", "del", "of", "the"].contains(&piece.to_ascii_lowercase().as_str());
    if pieces.first().is_some_and(|piece| small(piece)) {
        return None;
    }
    let mut kept = pieces.iter().enumerate().filter(|(_, piece)| !small(piece)).take(N);
    let mut used = 0;
    let mut found = [""; N];
    for slot in &mut found {
        let (at, piece) = kept.next()?;
        (*slot, used) = (piece, at + 1);
    }
    (used < N + 3).then_some((used, found))
}

fn civil(year_text: &str, month: &str, day_text: &str) -> Option<Date> {
    Date::new(year(year_text)?, number(month)?, day(day_text)?)
}

fn month_of(year_text: &str, month: &str) -> Option<Reading> {
    let month: i8 = number(month).filter(|month| (1..=12).contains(month))?;
    Some(reading(format_compact!("{}{month:02}", year(year_text)?), 1.0))
}

/// Four digits, or two: children are born after 1940.
fn year(text: &str) -> Option<i16> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let year: i16 = text.parse().ok()?;
    match text.len() {
        4 => (1900..2100).contains(&year).then_some(year),
        2 => Some(if year < 40 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}

/// A day of the month, also as `17th` or `1ro`.
fn day(text: &str) -> Option<i8> {
    number(text.trim_end_matches(|c: char| c.is_ascii_alphabetic()))
}

fn number(text: &str) -> Option<i8> {
    ((1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_day() {
        for text in
            ["2010-05-17", "5/17/2010", "17/5/2010", "17.05.2010", "20100517", "05172010", "17052010", "5/17/10"]
        {
            assert_eq!(in_digits(text).first().map(|r| r.term.as_str()), Some("20100517"), "{text}");
        }
        for text in ["17 May 2010", "May 17 2010", "17 de mayo de 2010", "2010 may 17", "May 17th 2010"] {
            let pieces: Vec<&str> = text.split(' ').collect();
            let (used, readings) = spelled_day(&pieces).unwrap();
            assert_eq!((used, readings[0].term.as_str()), (pieces.len(), "20100517"), "{text}");
        }
    }

    #[test]
    fn parts_and_both_orders() {
        assert_eq!(in_digits("05/2010")[0].term, "201005");
        assert_eq!(in_digits("2010-05")[0].term, "201005");
        assert_eq!(in_digits("2010")[0].term, "2010");
        let both = in_digits("5/6/2010");
        assert_eq!((both[0].term.as_str(), both[1].term.as_str()), ("20100506", "20100605"));
        assert!(both[0].score > both[1].score);
        let (used, month, year) = spelled_month(&["mayo", "de", "2010", "x"]).unwrap();
        assert_eq!((used, month[0].term.as_str(), year[0].term.as_str()), (3, "m05", "2010"));
    }

    #[test]
    fn what_is_no_date() {
        for text in ["", "99/99/2010", "123", "1-2-3-4", "20101399", "99999999", "2010-13"] {
            assert_eq!(in_digits(text), [], "{text}");
        }
        assert_eq!(spelled_day(&["17", "Flores", "2010"]), None);
    }
}
