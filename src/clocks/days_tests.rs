//! The arithmetic against a slow, obvious version: a row of days, each looked at from the rules anew, with its own idea
//! of weekdays and of the days of months.

use std::collections::BTreeMap;

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use super::*;
use crate::model::{StateCode, Text};

/// Days since 1 January 1900, a Monday, by adding up months.
fn ordinal(day: Date) -> i64 {
    let mut days = 0;
    for year in 1900..i64::from(day.year()) {
        days += if leap(year) { 366 } else { 365 };
    }
    (1..i64::from(day.month())).for_each(|month| days += month_days(i64::from(day.year()), month));
    days + i64::from(day.day()) - 1
}

fn leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn month_days(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day after, and its weekday; 0 is Monday.
fn tomorrow((day, weekday): (Date, i64)) -> (Date, i64) {
    let (year, month, at) = (i64::from(day.year()), i64::from(day.month()), i64::from(day.day()));
    let (year, month, at) = if at < month_days(year, month) {
        (year, month, at + 1)
    } else if month < 12 {
        (year, month + 1, 1)
    } else {
        (year + 1, 1, 1)
    };
    (Date::new(year as i16, month as i8, at as i8).unwrap(), (weekday + 1) % 7)
}

/// Days that are holidays whatever weekday they are.
fn is_fixed(year: i16, month: i8, at: i8) -> bool {
    match (month, at) {
        (1, 1) | (7, 4) | (12, 25) => true,
        (6, 19) => year >= 2021,
        (11, 11) => year >= 1978,
        _ => false,
    }
}

/// The federal holidays as one would say them to a child.
fn is_federal_holiday(day: Date, weekday: i64) -> bool {
    let (year, month, at, monday) = (day.year(), day.month(), day.day(), weekday == 0);
    let nth_week = (at - 1) / 7 + 1;
    let floating = monday
        && match month {
            1 => nth_week == 3 && year >= 1986,
            2 => nth_week == 3 && year >= 1971,
            5 => at + 7 > 31 && year >= 1971,
            9 => nth_week == 1,
            10 => nth_week == 2 && year >= 1971,
            _ => false,
        };
    let thanksgiving = weekday == 3 && month == 11 && nth_week == 4 && year >= 1942;
    // A Friday stands in for the Saturday, a Monday for the Sunday. The only fixed day that begins a month is New Year's.
    let friday = weekday == 4 && ((month == 12 && at == 31) || is_fixed(year, month, at + 1));
    let after = monday && is_fixed(year, month, at - 1);
    floating || thanksgiving || friday || after || is_fixed(year, month, at)
}

fn slow_due(closures: &BTreeMap<Date, Text>, start: Date, length: u32) -> Date {
    let (mut day, mut counted) = ((start, ordinal(start) % 7), 0);
    while counted < length {
        day = tomorrow(day);
        if day.1 < 5 && !is_federal_holiday(day.0, day.1) && !closures.contains_key(&day.0) {
            counted += 1;
        }
    }
    day.0
}

#[test]
fn every_day_of_two_centuries_is_off_or_not_as_said() {
    let federal = Calendar::new(None, BTreeMap::new());
    let first = Date::new(1901, 1, 1).unwrap();
    let mut day = (first, ordinal(first) % 7);
    while day.0.year() < 2101 {
        let slow = day.1 >= 5 || is_federal_holiday(day.0, day.1);
        assert_eq!(federal.off(day.0).is_some(), slow, "{}", day.0);
        day = tomorrow(day);
    }
}

#[test]
fn a_hundred_thousand_clocks_are_due_when_the_slow_version_says() {
    let mut rng = Pcg64Mcg::seed_from_u64(20085);
    for case in 0..100_000 {
        // Mostly around year ends and the leap days, with closures strewn about.
        let year = rng.random_range(2018..2034);
        let start = match case % 4 {
            0 => Date::new(year, 12, rng.random_range(15..=31)).unwrap(),
            1 => Date::new(year, 2, rng.random_range(20..=28)).unwrap(),
            _ => Date::new(year, rng.random_range(1..=12), rng.random_range(1..=28)).unwrap(),
        };
        let closures: BTreeMap<Date, Text> = (0..rng.random_range(0..6))
            .map(|_| (start.plus_days(rng.random_range(-3..25)), Text::from("snow")))
            .collect();
        let length = rng.random_range(0..14);
        let calendar = Calendar::new(None, closures.clone());
        let due = calendar.due(start, length, Unit::Working);
        assert_eq!(due, slow_due(&closures, start, length), "case {case}: {length} days after {start}, {closures:?}");
        // Counting back gives the length, and every day off is a weekend or named: looked at in some of the cases.
        if case % 16 > 0 {
            continue;
        }
        let count = calendar.count(start, due, Unit::Working, usize::MAX);
        assert_eq!(count.counted, length, "case {case}");
        let mut named = Vec::new();
        let mut day = (start, ordinal(start) % 7);
        while day.0 < due {
            day = tomorrow(day);
            if day.1 < 5 && (is_federal_holiday(day.0, day.1) || closures.contains_key(&day.0)) {
                named.push(day.0);
            }
        }
        let told: Vec<Date> = count.skipped.iter().map(|skipped| skipped.day).collect();
        assert_eq!(told, named, "case {case}");
    }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn the_day_of_the_start_does_not_count() {
    let texas = Calendar::new("TX".parse::<StateCode>().ok(), BTreeMap::new());
    // A Friday: the first day that counts is Monday.
    assert_eq!(texas.due(day("2026-11-20"), 4, Unit::Working), day("2026-11-30"), "Thanksgiving and the day after");
    assert_eq!(texas.due(day("2026-11-26"), 1, Unit::Working), day("2026-11-30"), "it starts on a holiday");
    assert_eq!(texas.due(day("2026-11-20"), 30, Unit::Calendar), day("2026-12-20"), "a Sunday");
    assert_eq!(texas.due(day("2026-11-20"), 0, Unit::Working), day("2026-11-20"));
    let count = texas.count(day("2026-11-20"), day("2026-11-30"), Unit::Working, 90);
    let why: Vec<_> = count.skipped.iter().map(|skipped| skipped.why.as_str()).collect();
    assert_eq!((count.counted, why), (4, vec!["thanksgiving", "Day after Thanksgiving"]));
    let closed = BTreeMap::from([(day("2026-11-26"), Text::from("snow")), (day("2026-11-28"), Text::from("snow"))]);
    let snow = Calendar::new("TX".parse::<StateCode>().ok(), closed);
    assert_eq!(snow.count(day("2026-11-20"), day("2026-11-30"), Unit::Working, 90), count, "off before the snow");
}

#[test]
fn an_end_before_the_start_counts_nothing() {
    let federal = Calendar::new(None, BTreeMap::new());
    for unit in [Unit::Working, Unit::Calendar] {
        assert_eq!(federal.count(day("2026-11-20"), day("2026-11-10"), unit, 90), Count::default());
    }
}

#[test]
fn the_end_of_the_calendar_is_the_end() {
    let federal = Calendar::new(None, BTreeMap::new());
    let last = day("2199-12-31");
    for length in [10, 1_000, u32::MAX] {
        assert_eq!(federal.due(day("2199-12-28"), length, Unit::Working), last, "{length}");
        assert_eq!(federal.due(day("2199-12-28"), length, Unit::Calendar), last, "{length}");
        assert_eq!(federal.due(last, length, Unit::Working), last, "{length}");
    }
}
