//! When a job is due: pure functions of the rhythm, the zone, what was planned last and the present moment.
//!
//! A rhythm is a cron expression over the civil time of the zone; jiff turns each civil moment into an instant. A time
//! that a change of the clock's hand leaves out (02:30 in March) is that much later on the same day, one that comes
//! twice (01:30 in November) is its first: each civil moment is one instant, so that a daily job runs once on every day.
//! Rhythms shorter than a day are read in UTC, where no hour is left out or comes twice.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Timelike, Utc};
use cron::Schedule;
use jiff::civil;
use jiff::tz::TimeZone;

use crate::model::{Missed, Rhythm, Timestamp};

/// How late a run may begin where missed moments are skipped: a busy machine is not a machine that slept.
const GRACE_SECONDS: i64 = 120;
/// A planned moment that lies further ahead than this was remembered while the clock was wrong, and binds nobody: for
/// times of the day, whose next moment may be a day away. Rhythms in UTC have moments so close together that a clock set
/// back by minutes would stop them for as long; they look again after the grace.
const AHEAD_SECONDS: i64 = 86_400;
/// The hand of a clock is moved by less than this (a whole day that a zone left out is one civil moment like others).
const HAND: chrono::TimeDelta = chrono::TimeDelta::hours(3);
/// In UTC it is not moved; the second at hand is looked at as well.
const NO_HAND: chrono::TimeDelta = chrono::TimeDelta::seconds(1);
/// Candidates that are looked at before giving up: more than any rhythm has within the hand's reach on both sides.
const CANDIDATES: usize = 1_000;

/// A rhythm in a zone.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    schedule: Schedule,
    zone: TimeZone,
    hand: chrono::TimeDelta,
    ahead: i64,
}

/// A rhythm has no cron expression: its numbers are out of range.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no rhythm: {0}")]
pub(super) struct NoRhythm(String);

/// What is remembered of a job between two looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Memory {
    /// The latest moment for which a run was planned.
    pub(super) last: Option<Timestamp>,
    /// Since when moments count where none is remembered: a new job does not make up for the time before it.
    pub(super) since: Timestamp,
}

impl Plan {
    /// Of a rhythm; `zone` is for the times of the day.
    pub(super) fn new(rhythm: Rhythm, zone: &TimeZone) -> Result<Self, NoRhythm> {
        let (expression, zone, hand) = match rhythm {
            Rhythm::Seconds(every) => (format!("0/{every} * * * * *"), TimeZone::UTC, NO_HAND),
            Rhythm::Minutes(every) => (format!("0 0/{every} * * * *"), TimeZone::UTC, NO_HAND),
            Rhythm::Daily(hour, minute) => (format!("0 {minute} {hour} * * *"), zone.clone(), HAND),
            Rhythm::Workdays(hour, minute) => (format!("0 {minute} {hour} * * Mon-Fri"), zone.clone(), HAND),
        };
        let schedule = expression.parse().map_err(|error: cron::error::Error| NoRhythm(error.to_string()))?;
        let ahead = if hand == HAND { AHEAD_SECONDS } else { GRACE_SECONDS };
        Ok(Self { schedule, zone, hand, ahead })
    }

    /// Whether it has times of the day: a run for one that was done must not be done again, however the clock was set.
    pub(super) fn has_times_of_day(&self) -> bool {
        self.hand == HAND
    }

    /// The moment for which a run is due now: the latest one since the last, so that a machine that slept catches up
    /// once. A clock that was set back makes no time of the day due a second time.
    pub(super) fn due(&self, memory: Memory, missed: Missed, now: Timestamp) -> Option<Timestamp> {
        let bound = |last: &Timestamp| *last <= now.plus_seconds(self.ahead);
        let after = memory.last.filter(bound).unwrap_or(memory.since.min(now));
        let planned = self.latest(now)?;
        let in_time = missed == Missed::RunOnce || planned >= now.plus_seconds(-GRACE_SECONDS);
        (planned > after && in_time).then_some(planned)
    }

    /// The latest planned moment that is not after `now`.
    pub(super) fn latest(&self, now: Timestamp) -> Option<Timestamp> {
        let here = self.civil(now)?;
        let mut found = None;
        for at in self.schedule.after(&(here + self.hand)).rev().take(CANDIDATES) {
            found = found.max(self.instant(at).filter(|instant| *instant <= now));
            if found.is_some() && at < here - self.hand {
                break;
            }
        }
        found
    }

    /// The next planned moments after `now`, in order.
    pub(super) fn next(&self, now: Timestamp, count: usize) -> Vec<Timestamp> {
        let Some(here) = self.civil(now) else { return Vec::new() };
        let mut found = Vec::new();
        for at in self.schedule.after(&(here - self.hand)).take(CANDIDATES) {
            // Beyond the hand's reach the order of civil moments is that of instants.
            if found.len() >= count && at > here + self.hand {
                break;
            }
            found.extend(self.instant(at).filter(|instant| *instant > now));
        }
        found.sort_unstable();
        found.dedup();
        found.truncate(count);
        found
    }

    /// Civil time in the zone, in the type that the cron crate reckons with: it is not the time in UTC.
    fn civil(&self, at: Timestamp) -> Option<DateTime<Utc>> {
        let at = jiff::Timestamp::from_microsecond(at.micros()).ok()?;
        let here = self.zone.to_datetime(at);
        let part = |n: i8| u32::try_from(n).ok();
        let day = NaiveDate::from_ymd_opt(here.year().into(), part(here.month())?, part(here.day())?)?;
        // The whole second: that is as fine as rhythms are.
        let time = day.and_hms_opt(part(here.hour())?, part(here.minute())?, part(here.second())?)?;
        Some(time.and_utc())
    }

    fn instant(&self, at: DateTime<Utc>) -> Option<Timestamp> {
        let at: NaiveDateTime = at.naive_utc();
        let part = |n: u32| i8::try_from(n).ok();
        let day = {
            use chrono::Datelike as _;
            civil::Date::new(i16::try_from(at.year()).ok()?, part(at.month())?, part(at.day())?).ok()?
        };
        let time = civil::Time::new(part(at.hour())?, part(at.minute())?, part(at.second())?, 0).ok()?;
        let instant = self.zone.to_ambiguous_timestamp(day.to_datetime(time)).compatible().ok()?;
        Some(Timestamp::from_micros(instant.as_microsecond()))
    }
}

#[cfg(test)]
mod tests;
