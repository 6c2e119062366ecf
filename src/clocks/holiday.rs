//! Holidays by rule: the federal ones (5 U.S.C. 6103), what each state keeps of them, and its own. Read once from
//! `assets/clocks/`; the days of a year are made when they are first asked for.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use jiff::ToSpan;
use jiff::civil::{self, Weekday};
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::model::{Date, StateCode, Text};

const FEDERAL: &str = include_str!("../../assets/clocks/federal.toml");
const STATES: &str = include_str!("../../assets/clocks/states.toml");
/// The first year of the calendar, and how many there are.
const YEARS: (i16, usize) = (1900, 300);

/// A holiday of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// The day on which nobody works.
    pub day: Date,
    /// A federal one's word, known to the message files; else its proper name.
    pub name: Text,
    /// The day itself where it is observed on another.
    pub instead_of: Option<Date>,
}

/// Holidays and time zone of one state, or of the federal government.
#[derive(Debug)]
pub struct Book {
    zone: TimeZone,
    rules: Vec<Rule>,
    moves: bool,
    years: Vec<OnceLock<Vec<Holiday>>>,
}

/// The book of a state; the federal one for the Department of Education, and for a state without a row.
pub fn book(state: Option<StateCode>) -> &'static Book {
    static BOOKS: LazyLock<Books> = LazyLock::new(Books::read);
    state.and_then(|state| BOOKS.states.get(&state)).unwrap_or(&BOOKS.federal)
}

/// A state's own holiday as people say it in Spanish; none where the data have no such name.
pub fn in_spanish(name: &str) -> Option<&'static str> {
    static NAMES: LazyLock<BTreeMap<Text, Text>> = LazyLock::new(|| {
        let rules = state_rows().into_values().flat_map(|row| row.holiday);
        rules.filter_map(|rule| Some((rule.name?, rule.name_es?))).collect()
    });
    NAMES.get(name).map(Text::as_str)
}

struct Books {
    federal: Book,
    states: BTreeMap<StateCode, Book>,
}

impl Books {
    /// What cannot be read is left out; a test reads it all.
    fn read() -> Self {
        let federal = federal_rules();
        let book = |row: StateRow| {
            let kept = federal.iter().filter(|rule| !row.not_observed.contains(&rule.id)).cloned();
            Book::new(&row.zone, kept.chain(row.holiday).collect(), row.weekend.as_deref() != Some("none"))
        };
        let states = state_rows().into_iter().filter_map(|(code, row)| Some((code.parse().ok()?, book(row)))).collect();
        Self { federal: Book::new("America/New_York", federal, true), states }
    }
}

fn federal_rules() -> Vec<Rule> {
    toml::from_str::<FederalFile>(FEDERAL).map(|file| file.holiday).unwrap_or_default()
}

fn state_rows() -> BTreeMap<String, StateRow> {
    toml::from_str(STATES).unwrap_or_default()
}

#[derive(Deserialize)]
struct FederalFile {
    holiday: Vec<Rule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StateRow {
    zone: String,
    #[serde(default)]
    not_observed: Vec<String>,
    weekend: Option<String>,
    #[serde(default)]
    holiday: Vec<Rule>,
}

/// A row of the data: see `assets/clocks/federal.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    id: String,
    name: Option<Text>,
    name_es: Option<Text>,
    month: Option<i8>,
    day: Option<i8>,
    weekday: Option<String>,
    nth: Option<i8>,
    easter: Option<i32>,
    #[serde(default)]
    plus: i32,
    since: Option<i16>,
    #[serde(default)]
    even: bool,
}

impl Rule {
    /// The day itself in a year; none before its first year, and where the calendar has no such day.
    fn day_in(&self, year: i16) -> Option<civil::Date> {
        if self.since.is_some_and(|since| year < since) || (self.even && year % 2 != 0) {
            return None;
        }
        let day = match (self.easter, self.month, self.day) {
            (Some(days), ..) => easter(year)?.checked_add(days.days()).ok()?,
            (None, Some(month), Some(day)) => civil::Date::new(year, month, day).ok()?,
            (None, Some(month), None) => {
                let first = civil::Date::new(year, month, 1).ok()?;
                first.nth_weekday_of_month(self.nth?, weekday(self.weekday.as_deref()?)?).ok()?
            }
            _ => return None,
        };
        day.checked_add(self.plus.days()).ok()
    }

    /// The day on which it is observed: a fixed day on a Saturday the Friday before, on a Sunday the Monday after.
    fn observed_in(&self, year: i16, moves: bool) -> Option<(civil::Date, civil::Date)> {
        let day = self.day_in(year)?;
        let days: i32 = match day.weekday() {
            Weekday::Saturday if self.day.is_some() && moves => -1,
            Weekday::Sunday if self.day.is_some() && moves => 1,
            _ => 0,
        };
        Some((day, day.checked_add(days.days()).ok()?))
    }
}

impl Book {
    fn new(zone: &str, rules: Vec<Rule>, moves: bool) -> Self {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        Self { zone, rules, moves, years: std::iter::repeat_with(OnceLock::new).take(YEARS.1).collect() }
    }

    /// Where its days begin and end.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The holidays that are observed in a year, in order.
    pub fn year(&self, year: i16) -> &[Holiday] {
        let place = usize::try_from(i32::from(year) - i32::from(YEARS.0)).ok();
        let slot = place.and_then(|place| self.years.get(place));
        slot.map_or(&[], |slot| slot.get_or_init(|| self.make(year)))
    }

    /// The holiday that is observed on a day.
    pub fn on(&self, day: Date) -> Option<&Holiday> {
        let all = self.year(day.year());
        all.binary_search_by_key(&day, |holiday| holiday.day).ok().and_then(|at| all.get(at))
    }

    /// New Year's Day may be observed in the year before: the neighbors are looked at too.
    fn make(&self, year: i16) -> Vec<Holiday> {
        let days = |rule: &Rule, of: i16| {
            let (day, observed) = rule.observed_in(of, self.moves).filter(|(_, observed)| observed.year() == year)?;
            let name = rule.name.clone().unwrap_or_else(|| Text::from(rule.id.as_str()));
            let instead_of = (day != observed).then(|| Date::from_civil(day));
            Some(Holiday { day: Date::from_civil(observed), name, instead_of })
        };
        let near = [year.saturating_sub(1), year, year.saturating_add(1)];
        let mut all: Vec<_> =
            self.rules.iter().flat_map(|rule| near.into_iter().filter_map(move |of| days(rule, of))).collect();
        all.sort_by_key(|holiday| holiday.day);
        // Two may fall on one day: it is one day off.
        all.dedup_by_key(|holiday| holiday.day);
        all
    }
}

fn weekday(word: &str) -> Option<Weekday> {
    let all = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    all.into_iter().find(|(known, _)| *known == word).map(|(_, day)| day)
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm of Nature, 1876).
fn easter(year: i16) -> Option<civil::Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
#[path = "holiday_tests.rs"]
mod tests;
