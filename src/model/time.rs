//! Dates and instants. The program never asks the machine for the time by itself: a [`Clock`] is an argument.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Tells the time. Production has the machine's clock, training and tests their own.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;
}

/// An instant in UTC, in microseconds since 1970. Ordered; one contribution's versions carry rising values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From microseconds since 1970.
    pub fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970.
    pub fn micros(self) -> i64 {
        self.0
    }

    /// The day on which this instant falls in UTC.
    pub fn date(self) -> Date {
        Date::from_civil(jiff::tz::Offset::UTC.to_datetime(self.held()).date())
    }

    /// The instant `seconds` later (earlier when negative), held at the ends of the range.
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// As a header of a mail says it (RFC 5322, section 3.3), in UTC.
    pub fn mail_date(self) -> String {
        self.held().strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
    }

    /// As jiff's type, held at the ends of its range.
    fn held(self) -> jiff::Timestamp {
        let end = if self.0 < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(end)
    }

    /// Midnight UTC at the start of a day.
    pub fn start_of(date: Date) -> Self {
        let stamp = jiff::tz::Offset::UTC.to_timestamp(date.civil().to_datetime(jiff::civil::Time::midnight()));
        Self(stamp.map_or(0, jiff::Timestamp::as_microsecond))
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 with seconds, in UTC.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.held().strftime("%Y-%m-%dT%H:%M:%SZ"))
    }
}

impl FromStr for Timestamp {
    type Err = DateError;

    /// RFC 3339, or YYYYMMDDhhmmss with optional milliseconds, read as UTC.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        if (text.len() == 14 || text.len() == 17) && text.bytes().all(|b| b.is_ascii_digit()) {
            let (whole, millis) = text.split_at(14);
            let time = jiff::civil::DateTime::strptime("%Y%m%d%H%M%S", whole).map_err(|_| DateError::Timestamp)?;
            let stamp = jiff::tz::Offset::UTC.to_timestamp(time).map_err(|_| DateError::Timestamp)?;
            let millis: i64 = if millis.is_empty() { 0 } else { millis.parse().map_err(|_| DateError::Timestamp)? };
            return Ok(Self(stamp.as_microsecond() + millis * 1000));
        }
        let stamp: jiff::Timestamp = text.parse().map_err(|_| DateError::Timestamp)?;
        Ok(Self(stamp.as_microsecond()))
    }
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not eight digits of an existing day.
    #[error("not a day of the calendar written YYYYMMDD")]
    Date,
    /// Not six digits of a month.
    #[error("not a month written MMYYYY")]
    Month,
    /// Not an instant.
    #[error("not a time written as RFC 3339 or YYYYMMDDhhmmss")]
    Timestamp,
    /// Not two years that follow each other.
    #[error("not two years that follow each other")]
    SchoolYear,
}

/// A day of the calendar between 1900 and 2199, held as the number YYYYMMDD.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(u32);

impl Date {
    const FIRST: Self = Self(19_000_101);
    const LAST: Self = Self(21_991_231);

    /// The day with these parts, if the calendar has it.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let civil = jiff::civil::Date::new(year, month, day).ok()?;
        (1900..2200).contains(&year).then(|| Self::from_civil(civil))
    }

    /// Reads the form of the submission, YYYYMMDD.
    pub fn parse_compact(text: &str) -> Result<Self, DateError> {
        if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(DateError::Date);
        }
        Self::from_number(text.parse().map_err(|_| DateError::Date)?)
    }

    /// The day written as the number YYYYMMDD.
    pub fn from_number(number: u32) -> Result<Self, DateError> {
        let part = |n: u32| i8::try_from(n).map_err(|_| DateError::Date);
        let year = i16::try_from(number / 10_000).map_err(|_| DateError::Date)?;
        Self::new(year, part(number / 100 % 100)?, part(number % 100)?).ok_or(DateError::Date)
    }

    /// From jiff's calendar type. Days outside 1900 to 2199 are held at the nearer end.
    pub fn from_civil(civil: jiff::civil::Date) -> Self {
        let Some(year) = u32::try_from(civil.year()).ok().filter(|year| *year >= 1900) else { return Self::FIRST };
        if year > 2199 {
            return Self::LAST;
        }
        let month = u32::try_from(civil.month()).unwrap_or(1);
        let day = u32::try_from(civil.day()).unwrap_or(1);
        Self(year * 10_000 + month * 100 + day)
    }

    /// As jiff's calendar type, for arithmetic.
    pub fn civil(self) -> jiff::civil::Date {
        jiff::civil::Date::new(self.year(), self.month(), self.day()).unwrap_or(jiff::civil::Date::MIN)
    }

    /// The number YYYYMMDD.
    pub fn number(self) -> u32 {
        self.0
    }

    /// Year.
    pub fn year(self) -> i16 {
        i16::try_from(self.0 / 10_000).unwrap_or(1900)
    }

    /// Month, 1 to 12.
    pub fn month(self) -> i8 {
        i8::try_from(self.0 / 100 % 100).unwrap_or(1)
    }

    /// Day of the month.
    pub fn day(self) -> i8 {
        i8::try_from(self.0 % 100).unwrap_or(1)
    }

    /// Days from this day to another; negative when the other is earlier.
    pub fn days_until(self, other: Self) -> i64 {
        i64::from((other.civil() - self.civil()).get_days())
    }

    /// The day `days` later or earlier, held at the ends of the range.
    pub fn plus_days(self, days: i32) -> Self {
        self.plus(jiff::Span::new().try_days(days), days < 0)
    }

    /// The day after; the last of the range is followed by itself. For walks over many days: it costs a part of
    /// [`Self::plus_days`].
    pub fn next_day(self) -> Self {
        // Every month has 28 days.
        if self.0 % 100 < 28 {
            return Self(self.0 + 1);
        }
        self.civil().tomorrow().map_or(Self::LAST, Self::from_civil)
    }

    /// The same day `months` later or earlier, held at the end of a shorter month and at the ends of the range.
    pub fn plus_months(self, months: i32) -> Self {
        self.plus(jiff::Span::new().try_months(months), months < 0)
    }

    fn plus(self, span: Result<jiff::Span, jiff::Error>, back: bool) -> Self {
        match span {
            Ok(span) => Self::from_civil(self.civil().saturating_add(span)),
            Err(_) if back => Self::FIRST,
            Err(_) => Self::LAST,
        }
    }

    /// Completed years between this birth date and another day; 0 before birth.
    pub fn age_on(self, day: Self) -> u32 {
        let had_birthday = day.0 % 10_000 >= self.0 % 10_000;
        (day.0 / 10_000).saturating_sub(self.0 / 10_000).saturating_sub(u32::from(!had_birthday))
    }
}

impl fmt::Display for Date {
    /// ISO 8601: 2003-10-14.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0 / 10_000, self.0 / 100 % 100, self.0 % 100)
    }
}

impl FromStr for Date {
    type Err = DateError;

    /// YYYYMMDD or ISO 8601.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        match text.split('-').collect::<Vec<_>>().as_slice() {
            [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
                Self::parse_compact(&format!("{year}{month}{day}"))
            }
            _ => Self::parse_compact(text),
        }
    }
}

/// A month of a year, the precision of assessments (MDE 53). Held as YYYYMM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(u32);

impl Month {
    /// Reads the form of the submission, MMYYYY.
    pub fn parse_compact(text: &str) -> Result<Self, DateError> {
        if text.len() != 6 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(DateError::Month);
        }
        let number: u32 = text.parse().map_err(|_| DateError::Month)?;
        Self::from_number(number % 10_000 * 100 + number / 10_000)
    }

    /// From the number YYYYMM.
    pub fn from_number(number: u32) -> Result<Self, DateError> {
        let valid = (1..=12).contains(&(number % 100)) && (1900..2200).contains(&(number / 100));
        valid.then_some(Self(number)).ok_or(DateError::Month)
    }

    /// The number YYYYMM.
    pub fn number(self) -> u32 {
        self.0
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        Date(self.0 * 100 + 1)
    }
}

impl fmt::Display for Month {
    /// ISO 8601: 2003-10.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0 / 100, self.0 % 100)
    }
}

/// An academic year by the calendar years in which it begins and ends (MDE 60).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "TwoYears")]
pub struct SchoolYear {
    begin: u16,
    end: u16,
}

/// An academic year as it is read, before it is checked.
#[derive(Deserialize)]
struct TwoYears {
    begin: u16,
    end: u16,
}

impl TryFrom<TwoYears> for SchoolYear {
    type Error = DateError;

    fn try_from(TwoYears { begin, end }: TwoYears) -> Result<Self, DateError> {
        Self::new(begin, end)
    }
}

impl SchoolYear {
    /// The academic year with these two calendar years.
    pub fn new(begin: u16, end: u16) -> Result<Self, DateError> {
        let fits = (1900..2200).contains(&begin) && (end == begin || end == begin + 1);
        fits.then_some(Self { begin, end }).ok_or(DateError::SchoolYear)
    }

    /// Calendar year of its beginning.
    pub fn begin(self) -> u16 {
        self.begin
    }

    /// Calendar year of its end: the same or the next.
    pub fn end(self) -> u16 {
        self.end
    }
}

impl fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.begin, self.end)
    }
}

/// Text in JSON, a plain number in the store.
macro_rules! text_or_number {
    ($type:ty, $number:ty, $to:expr, $from:expr, $parse:expr) => {
        impl Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                let to: fn(&Self) -> $number = $to;
                if s.is_human_readable() { s.collect_str(self) } else { to(self).serialize(s) }
            }
        }
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let from: fn($number) -> Result<Self, DateError> = $from;
                let parse: fn(&str) -> Result<Self, DateError> = $parse;
                if d.is_human_readable() {
                    parse(&String::deserialize(d)?).map_err(serde::de::Error::custom)
                } else {
                    from(<$number>::deserialize(d)?).map_err(serde::de::Error::custom)
                }
            }
        }
    };
}

text_or_number!(Date, u32, |d| d.0, Date::from_number, str::parse);
text_or_number!(Timestamp, i64, |t| t.0, |n| Ok(Timestamp(n)), str::parse);
text_or_number!(Month, u32, |m| m.0, Month::from_number, |t| {
    let (year, month) = t.split_once('-').ok_or(DateError::Month)?;
    Month::parse_compact(&format!("{month}{year}"))
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_day_is_the_one_after_up_to_the_last() {
        let mut day = Date::new(1999, 12, 1).unwrap();
        while day < Date::new(2005, 1, 1).unwrap() {
            assert_eq!(day.next_day(), day.plus_days(1));
            day = day.next_day();
        }
        assert_eq!(Date::LAST.next_day(), Date::LAST);
    }

    #[test]
    fn calendar() {
        assert!(Date::parse_compact("20030229").is_err());
        let born: Date = "20040229".parse().unwrap();
        assert_eq!(born.age_on(Date::new(2014, 2, 28).unwrap()), 9);
        assert_eq!(born.age_on(Date::new(2014, 3, 1).unwrap()), 10);
        assert_eq!(born.plus_months(36).to_string(), "2007-02-28");
        assert_eq!(Month::parse_compact("052024").unwrap().to_string(), "2024-05");
        assert!(Month::parse_compact("132024").is_err());
    }

    #[test]
    fn what_lies_outside_is_held_at_the_nearer_end() {
        let (first, last) = (Date::new(1900, 1, 1).unwrap(), Date::new(2199, 12, 31).unwrap());
        let civil = |year, month, day| Date::from_civil(jiff::civil::date(year, month, day));
        assert_eq!([civil(1899, 12, 31), civil(-44, 3, 15)], [first; 2]);
        assert_eq!([civil(2200, 1, 1), civil(9999, 2, 3)], [last; 2]);
        assert_eq!([civil(1900, 1, 1), civil(2199, 12, 31)], [first, last]);
        let day = Date::new(2014, 5, 9).unwrap();
        assert_eq!([day.plus_days(i32::MIN), day.plus_months(i32::MIN), day.plus_months(-1500)], [first; 3]);
        assert_eq!([day.plus_days(i32::MAX), day.plus_months(i32::MAX), day.plus_days(80_000)], [last; 3]);
        assert_eq!(Timestamp::from_micros(i64::MAX).date(), last);
        assert_eq!(Timestamp::from_micros(i64::MIN).date(), first);
        assert!(Timestamp::from_micros(i64::MAX).to_string().starts_with("9999-"));
    }

    #[test]
    fn an_academic_year_is_checked_wherever_it_comes_from() {
        let year: SchoolYear = serde_json::from_str(r#"{"begin":2014,"end":2015}"#).unwrap();
        assert_eq!((year.begin(), year.end(), year.to_string().as_str()), (2014, 2015, "2014-2015"));
        assert_eq!(serde_json::to_string(&year).unwrap(), r#"{"begin":2014,"end":2015}"#);
        for wrong in [r#"{"begin":2014,"end":2019}"#, r#"{"begin":14,"end":15}"#, r#"{"begin":65535,"end":0}"#] {
            assert!(serde_json::from_str::<SchoolYear>(wrong).is_err(), "{wrong}");
        }
        // In the store it is two numbers, checked likewise.
        let bytes = crate::store::encode(&year);
        assert_eq!(crate::store::decode::<SchoolYear>(&bytes), Ok(year));
        assert!(crate::store::decode::<SchoolYear>(&crate::store::encode(&(2014u16, 2019u16))).is_err());
    }

    #[test]
    fn instants() {
        let a: Timestamp = "20241114203000".parse().unwrap();
        let b: Timestamp = "2024-11-14T20:30:00.250Z".parse().unwrap();
        assert_eq!(b.micros() - a.micros(), 250_000);
        assert_eq!("20241114203000250".parse(), Ok(b));
        assert_eq!(a.date().to_string(), "2024-11-14");
        assert_eq!(Timestamp::start_of(a.date()).to_string(), "2024-11-14T00:00:00Z");
    }
}
