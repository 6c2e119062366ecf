//! Days, months and academic years.

use super::is_digits;
use crate::model::{Date, Month, SchoolYear, Value};

/// YYYYMMDD; understood too: YYYY-MM-DD and MM/DD/YYYY.
pub(super) fn date(text: &str) -> Option<(Value, bool)> {
    if text.len() == 8 && is_digits(text) {
        return Some((Value::Date(Date::parse_compact(text).ok()?), true));
    }
    let day = if text.contains('/') {
        let mut parts = text.split('/');
        let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 || !is_digits(year) {
            return None;
        }
        Date::new(year.parse().ok()?, short_number(month)?, short_number(day)?)?
    } else {
        text.parse().ok()?
    };
    Some((Value::Date(day), false))
}

fn short_number(text: &str) -> Option<i8> {
    (text.len() <= 2 && is_digits(text)).then(|| text.parse().ok()).flatten()
}

/// MMYYYY; understood too: YYYY-MM, MM/YYYY, YYYYMM, and MYYYY whose zero was lost.
pub(super) fn month(text: &str) -> Option<(Value, bool)> {
    if let Ok(month) = Month::parse_compact(text) {
        return Some((Value::Month(month), true));
    }
    let (year, month) = match text.split_once(['-', '/']) {
        Some((year, month)) if year.len() == 4 => (year, month),
        Some((month, year)) => (year, month),
        None if text.len() == 6 => text.split_at_checked(4)?,
        None if text.len() == 5 => {
            let (month, year) = text.split_at_checked(1)?;
            (year, month)
        }
        None => return None,
    };
    if year.len() != 4 || !is_digits(year) {
        return None;
    }
    let month = u32::try_from(short_number(month)?).ok()?;
    let month = Month::from_number(year.parse::<u32>().ok()? * 100 + month).ok()?;
    Some((Value::Month(month), false))
}

/// `2014-2015`; understood too: `2014-15`, `2014/2015`, and `2014` alone.
pub(super) fn year_pair(text: &str) -> Option<(Value, bool)> {
    let (begin, end) = match text.split_once(['-', '/']) {
        Some((begin, end)) => (year(begin.trim())?, end.trim()),
        None => (year(text)?, ""),
    };
    let century = begin / 100 * 100;
    let (end, full) = match end.len() {
        4 => (year(end)?, true),
        2 if is_digits(end) => {
            let end: u16 = end.parse().ok()?;
            (if end == 0 && begin % 100 == 99 { century + 100 } else { century + end }, false)
        }
        0 => (begin + 1, false),
        _ => return None,
    };
    Some((Value::Years(school_year((begin, end))?), full && text.contains('-')))
}

pub(super) fn year(text: &str) -> Option<u16> {
    (text.len() == 4 && is_digits(text)).then(|| text.parse().ok()).flatten()
}

pub(super) fn school_year((begin, end): (u16, u16)) -> Option<SchoolYear> {
    SchoolYear::new(begin, end).ok()
}
