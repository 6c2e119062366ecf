//! When items are due. Computed from the day since which an item stands at its level: a change of the settings holds
//! for all items at once.

use jiff::civil::Weekday;

use super::Days;
use crate::model::{Date, Item, ItemStatus, Level, StepKind, Timestamp};

/// Seconds of a day.
const DAY: i64 = 24 * 3_600;

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

    /// When what has waited since then should have been taken up.
    pub(super) fn answer_due_at(&self, since: Timestamp) -> Timestamp {
        since.plus_seconds(i64::from(self.answer_hours) * 3_600)
    }
}

/// The end of so many working days, at the same time of day; what comes on a weekend begins on Monday. Monday to Friday
/// are working days, in UTC; holidays are not known.
pub(super) fn after_working_days(since: Timestamp, days: u32) -> Timestamp {
    let (mut date, mut at) = (since.date(), since);
    while is_weekend(date) {
        date = date.plus_days(1);
        at = Timestamp::start_of(date);
    }
    let mut left = days;
    while left > 0 {
        date = date.plus_days(1);
        at = at.plus_seconds(DAY);
        left -= u32::from(!is_weekend(date));
    }
    at
}

fn is_weekend(date: Date) -> bool {
    matches!(date.civil().weekday(), Weekday::Saturday | Weekday::Sunday)
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
