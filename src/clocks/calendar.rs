//! Which days a state works: weekends, holidays by rule, closures by hand. Pure: closures are handed in.

use std::collections::BTreeMap;
use std::ops::Bound;

use jiff::civil::Weekday;
use jiff::tz::TimeZone;

use super::days::is_weekend;
use super::holiday::{Book, book};
use crate::model::{Date, StateCode, Text, Timestamp};

/// The word in the evidence of a clock for a Saturday or Sunday.
pub const WEEKEND: &str = "weekend";

/// The days of a state, or of one of its districts.
#[derive(Debug, Clone)]
pub struct Calendar {
    book: &'static Book,
    closures: BTreeMap<Date, Text>,
}

/// Why a day does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Off<'a> {
    /// A Saturday or Sunday.
    Weekend,
    /// A holiday by rule: a federal one's word, else its proper name.
    Holiday(&'a Text),
    /// A closure entered by hand, as it was named.
    Closure(&'a Text),
}

impl Off<'_> {
    /// As it stands in the evidence of a clock.
    pub fn why(self) -> Text {
        match self {
            Off::Weekend => Text::from(WEEKEND),
            Off::Holiday(name) | Off::Closure(name) => name.clone(),
        }
    }
}

impl Calendar {
    /// Of a state, or of the federal government where there is none, with closures by hand.
    pub fn new(state: Option<StateCode>, closures: BTreeMap<Date, Text>) -> Self {
        Self { book: book(state), closures }
    }

    /// Its holidays by rule.
    pub fn book(&self) -> &'static Book {
        self.book
    }

    /// The closures by hand after a day, up to another with it, which comes later.
    pub(super) fn closures(&self, after: Date, to: Date) -> impl Iterator<Item = (Date, &Text)> {
        let days = self.closures.range((Bound::Excluded(after), Bound::Included(to)));
        days.map(|(day, name)| (*day, name))
    }

    /// The day of an instant where the state is. It ends at midnight there, whatever the season.
    pub fn day_of(&self, at: Timestamp) -> Date {
        day_in(self.book.zone(), at)
    }

    /// The instant at which a day begins there.
    pub fn begin_of(&self, day: Date) -> Timestamp {
        let begins = day.civil().to_zoned(self.book.zone().clone());
        begins.map_or(Timestamp::start_of(day), |at| Timestamp::from_micros(at.timestamp().as_microsecond()))
    }

    /// Why nobody works on a day; none for a working day.
    pub fn off(&self, day: Date) -> Option<Off<'_>> {
        self.off_on(day, day.civil().weekday())
    }

    /// The same for whoever knows the weekday.
    pub(super) fn off_on(&self, day: Date, weekday: Weekday) -> Option<Off<'_>> {
        if is_weekend(weekday) {
            return Some(Off::Weekend);
        }
        let holiday = self.book.on(day).map(|holiday| Off::Holiday(&holiday.name));
        holiday.or_else(|| self.closures.get(&day).map(Off::Closure))
    }
}

fn day_in(zone: &TimeZone, at: Timestamp) -> Date {
    match jiff::Timestamp::from_microsecond(at.micros()) {
        Ok(stamp) => Date::from_civil(zone.to_datetime(stamp).date()),
        // Outside of all calendars: held at the nearer end.
        Err(_) => at.date(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(state: &str) -> Calendar {
        Calendar::new(state.parse().ok(), BTreeMap::new())
    }

    #[test]
    fn a_day_ends_at_midnight_in_the_state() {
        let late: Timestamp = "2026-11-21T05:30:00Z".parse().unwrap();
        assert_eq!(of("TX").day_of(late).to_string(), "2026-11-20");
        assert_eq!(of("FL").day_of(late).to_string(), "2026-11-21");
        assert_eq!(of("HI").day_of(late).to_string(), "2026-11-20");
        assert_eq!(of("GU").day_of(late).to_string(), "2026-11-21");
        let day = Date::new(2026, 7, 1).unwrap();
        assert_eq!(of("TX").begin_of(day).to_string(), "2026-07-01T05:00:00Z", "summer time");
        for state in StateCode::all() {
            let calendar = Calendar::new(Some(state), BTreeMap::new());
            assert_eq!(calendar.day_of(calendar.begin_of(day)), day, "{state}");
        }
    }

    #[test]
    fn a_clock_without_a_calendar_has_the_federal_one() {
        let nobody = Calendar::new(None, BTreeMap::new());
        let thanksgiving = Date::new(2026, 11, 26).unwrap();
        assert_eq!(nobody.off(thanksgiving).map(Off::why), Some("thanksgiving".into()));
        assert_eq!(nobody.off(thanksgiving.plus_days(1)), None);
        assert_eq!(of("TX").off(thanksgiving.plus_days(1)).map(Off::why), Some("Day after Thanksgiving".into()));
    }

    #[test]
    fn instants_outside_of_all_calendars_are_held_at_the_ends() {
        assert_eq!(of("TX").day_of(Timestamp::from_micros(i64::MAX)).to_string(), "2199-12-31");
        assert_eq!(of("TX").day_of(Timestamp::from_micros(i64::MIN)).to_string(), "1900-01-01");
    }
}
