//! When items are due. Computed from the day since which an item stands at its level: a change of the settings holds
//! for all items at once.

use super::{Days, Goal};
use crate::model::{Item, ItemStatus, Level, StepKind, Timestamp};

/// Microseconds of a day.
const DAY_MICROS: i64 = 24 * 3_600 * 1_000_000;

impl Days {
    /// Working days at a level.
    fn at(&self, level: Level) -> u32 {
        match level {
            Level::District => self.district,
            Level::Region => self.region,
            Level::State => self.state,
            Level::Nation => self.nation,
        }
    }

    /// When what stands at a level since then is due.
    pub(super) fn due(&self, level: Level, since: Timestamp) -> Timestamp {
        after_working_days(since, self.at(level))
    }

    /// When an item should have been taken up; `None` once somebody has, and when it is closed.
    pub(super) fn answer_due(&self, item: &Item) -> Option<Timestamp> {
        let taken = |what: StepKind| matches!(what, StepKind::Taken | StepKind::Assigned);
        let waits = item.status.is_open()
            && item.status != ItemStatus::Acknowledged
            && !item.steps.iter().any(|step| taken(step.what));
        waits.then(|| self.answer_due_at(item.opened()))
    }

    /// The first answer against its goal: met when somebody took the item up or closed it in time.
    pub(super) fn answer(&self, item: &Item, now: Timestamp) -> Goal {
        let answers = |what: StepKind| matches!(what, StepKind::Taken | StepKind::Assigned) || what.closes();
        let first = item.steps.iter().find(|step| answers(step.what)).map(|step| step.at);
        Goal::of(self.answer_due_at(item.opened()), first, now)
    }

    /// The decision against its goal.
    pub(super) fn resolution(&self, item: &Item, now: Timestamp) -> Goal {
        let until = after_working_days(item.opened(), self.resolve);
        Goal::of(until, item.closed().map(|step| step.at), now)
    }

    /// When what has waited since then should have been taken up.
    pub(super) fn answer_due_at(&self, since: Timestamp) -> Timestamp {
        since.plus_seconds(i64::from(self.answer_hours) * 3_600)
    }
}

/// The end of so many working days, at the same time of day; what comes on a weekend begins on Monday. Monday to Friday
/// are working days, in UTC; holidays are not known. Reckoned without a loop: a long list asks it for each of its rows.
pub(super) fn after_working_days(since: Timestamp, days: u32) -> Timestamp {
    let day = since.micros().div_euclid(DAY_MICROS);
    // The first day of 1970 was a Thursday.
    let weekday = (day + 3).rem_euclid(7);
    let (from, weekday) = match weekday {
        5 | 6 => ((day + 7 - weekday) * DAY_MICROS, 0),
        _ => (since.micros(), weekday),
    };
    let days = i64::from(days);
    Timestamp::from_micros(from.saturating_add((days + (weekday + days) / 5 * 2) * DAY_MICROS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekends_do_not_count() {
        let after = |from: &str, days| {
            let due = after_working_days(format!("{from}T09:30:00Z").parse().unwrap(), days);
            due.to_string()
        };
        // 3 January 2025 is a Friday.
        assert_eq!(after("2025-01-03", 1), "2025-01-06T09:30:00Z");
        assert_eq!(after("2025-01-04", 1), "2025-01-07T00:00:00Z", "the whole Monday");
        assert_eq!(after("2025-01-03", 10), "2025-01-17T09:30:00Z");
        assert_eq!(after("2025-01-03", 0), "2025-01-03T09:30:00Z");
    }

    /// The same as counting day by day.
    #[test]
    fn it_is_what_counting_gives() {
        let begin: Timestamp = "2024-12-20T07:15:00Z".parse().unwrap();
        for day in 0..30 {
            for days in 0..40 {
                let since = begin.plus_seconds(day * 24 * 3_600);
                let weekend = |at: Timestamp| at.date().civil().weekday().to_monday_zero_offset() > 4;
                let mut at = since;
                while weekend(at) {
                    at = Timestamp::start_of(at.date().plus_days(1));
                }
                let mut left = days;
                while left > 0 {
                    at = at.plus_seconds(24 * 3_600);
                    left -= u32::from(!weekend(at));
                }
                assert_eq!(after_working_days(since, days), at, "{since} and {days} days");
            }
        }
    }

    /// Lists are kept in the order of `since`, and shown in the order of `due`.
    #[test]
    fn what_came_later_is_never_due_earlier() {
        let mut last = Timestamp::default();
        let begin: Timestamp = "2025-01-01T00:00:00Z".parse().unwrap();
        for hours in 0..500 {
            let due = after_working_days(begin.plus_seconds(hours * 3_600), 3);
            assert!(due >= last, "{hours}");
            last = due;
        }
    }
}
