//! Counting days. The day on which a clock starts does not count; its last day is in time until it ends in the state's
//! time zone. What starts on a day off starts there all the same: the first day that counts is the next working day.
//! Calendar days count whatever day it is, and a clock of calendar days may end on a day off.

use jiff::civil::Weekday;

use super::calendar::Calendar;
use super::rule::Unit;
use crate::model::{Date, Skipped, Text, Timestamp};

/// The days after a start with their weekdays, up to the last day that the calendar of this program has.
fn after(start: Date) -> impl Iterator<Item = (Date, Weekday)> {
    let next = |day: &Date| Some(day.next_day()).filter(|next| next != day);
    std::iter::successors(next(&start), next).zip(start.civil().weekday().cycle_forward().skip(1))
}

/// Days counted between a start, which does not count, and an end, which does, and those that did not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Count {
    /// How many counted.
    pub counted: u32,
    /// Holidays and closures among those that did not, in order. Weekends need no word: they are what they are.
    pub skipped: Vec<Skipped>,
}

/// Whether a day is a Saturday or Sunday.
pub(super) fn is_weekend(weekday: Weekday) -> bool {
    matches!(weekday, Weekday::Saturday | Weekday::Sunday)
}

/// Days from Monday to Friday after a start, up to an end with it.
fn weekdays(start: Date, end: Date) -> usize {
    let days = usize::try_from(start.days_until(end)).unwrap_or(0);
    let rest = start.civil().weekday().cycle_forward().skip(1).take(days % 7);
    days / 7 * 5 + rest.filter(|weekday| !is_weekend(*weekday)).count()
}

/// A day of a state with the moment at which so many working days are over for what began on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reckoned {
    /// When the day begins in the state.
    pub begins: Timestamp,
    /// When the next one begins.
    pub ends: Timestamp,
    /// Whether the state works on it: what comes on a day off begins when the next working day does.
    works: bool,
    /// When the day begins on which it is over.
    due: Timestamp,
}

impl Reckoned {
    /// The moment for what began then on this day: at the same time of day.
    pub fn due(&self, since: Timestamp) -> Timestamp {
        let passed = if self.works { since.micros().saturating_sub(self.begins.micros()).max(0) } else { 0 };
        Timestamp::from_micros(self.due.micros().saturating_add(passed))
    }
}

impl Calendar {
    /// Reckons so many whole working days from whatever began on the day of an instant.
    pub fn reckon(&self, since: Timestamp, days: u32) -> Reckoned {
        let day = self.day_of(since);
        let works = self.off(day).is_none();
        // The day after the last of the calendar is that day again: what is reckoned there is due at once.
        let start = if works { day } else { self.nth_working(day, 1) };
        let (begins, due) = (self.begin_of(day), self.begin_of(self.nth_working(start, days)));
        Reckoned { begins, ends: self.begin_of(day.plus_days(1)), works, due }
    }

    /// The last day in time of what started on a day. Beyond the calendar's last day there is none: it is that day.
    pub fn due(&self, start: Date, length: u32, unit: Unit) -> Date {
        match unit {
            Unit::Calendar => start.plus_days(i32::try_from(length).unwrap_or(i32::MAX)),
            Unit::Working => self.nth_working(start, length),
        }
    }

    fn nth_working(&self, start: Date, length: u32) -> Date {
        let Some(wanted) = length.checked_sub(1) else { return start };
        let wanted = usize::try_from(wanted).unwrap_or(usize::MAX);
        let mut working = after(start).filter(|(day, weekday)| self.off_on(*day, *weekday).is_none());
        working.nth(wanted).map_or_else(|| start.plus_days(i32::MAX), |(day, _)| day)
    }

    /// How many days count after a start, up to an end with it; none when the end is earlier.
    pub fn counted(&self, start: Date, end: Date, unit: Unit) -> u32 {
        match unit {
            Unit::Calendar => u32::try_from(start.days_until(end)).unwrap_or(0),
            Unit::Working => self.count(start, end, unit, 0).counted,
        }
    }

    /// The same with the holidays and closures that did not count: the evidence of a clock. At most `most` of them are
    /// told, so that a clock that ran for years stays small.
    pub fn count(&self, start: Date, end: Date, unit: Unit, most: usize) -> Count {
        if unit == Unit::Calendar || end <= start {
            return Count { counted: self.counted(start, end, Unit::Calendar), skipped: Vec::new() };
        }
        let within = |day: Date| start < day && day <= end && !is_weekend(day.civil().weekday());
        let years = (start.year()..=end.year()).flat_map(|year| self.book().year(year));
        let holidays = years.filter(|holiday| within(holiday.day)).map(|holiday| (holiday.day, &holiday.name));
        let closures = self.closures(start, end).filter(|(day, _)| within(*day) && self.book().on(*day).is_none());
        let mut off: Vec<(Date, &Text)> = holidays.chain(closures).collect();
        off.sort_unstable_by_key(|(day, _)| *day);
        let counted = u32::try_from(weekdays(start, end).saturating_sub(off.len())).unwrap_or(u32::MAX);
        let skipped = off.into_iter().take(most).map(|(day, why)| Skipped { day, why: why.clone() });
        Count { counted, skipped: skipped.collect() }
    }
}

#[cfg(test)]
#[path = "days_tests.rs"]
mod tests;
