//! When items are due. Computed from the day since which an item stands at its level, by the calendars of the states
//! asked: a change of the settings, or a closure, holds for all items at once.

use std::collections::BTreeMap;

use super::{Days, Goal};
use crate::clocks::{Calendars, Reckoned};
use crate::model::{Item, ItemStatus, Level, StateCode, StepKind, Timestamp};
use crate::store::{Read, StoreError};

/// Reckons working days, of which each state has its own. A day is reckoned once however many items began on it: a long
/// list asks for each of its rows.
pub(super) struct Dues<'a, R> {
    read: &'a R,
    days: Days,
    calendars: Calendars,
    known: BTreeMap<(Option<StateCode>, u32), BTreeMap<Timestamp, Reckoned>>,
}

impl<'a, R: Read> Dues<'a, R> {
    pub(super) fn new(read: &'a R, days: Days) -> Self {
        Self { read, days, calendars: Calendars::default(), known: BTreeMap::new() }
    }

    /// When what stands at a level since then is due: once the last of the states asked has had its days. The nation
    /// keeps the federal calendar.
    pub(super) fn due(
        &mut self,
        level: Level,
        states: &[StateCode],
        since: Timestamp,
    ) -> Result<Timestamp, StoreError> {
        let states = if level == Level::Nation { &[] } else { states };
        self.after(states, since, self.days.at(level))
    }

    /// The decision against its goal.
    pub(super) fn resolution(&mut self, item: &Item, now: Timestamp) -> Result<Goal, StoreError> {
        let until = self.after(&item.states, item.opened(), self.days.resolve)?;
        Ok(Goal::of(until, item.closed().map(|step| step.at), now))
    }

    /// The end of so many working days of the states, of the federal government where there are none, at the same time of
    /// day.
    pub(super) fn after(&mut self, states: &[StateCode], since: Timestamp, days: u32) -> Result<Timestamp, StoreError> {
        let Some((first, others)) = states.split_first() else { return self.of_one(None, since, days) };
        let mut last = self.of_one(Some(*first), since, days)?;
        for state in others {
            last = last.max(self.of_one(Some(*state), since, days)?);
        }
        Ok(last)
    }

    fn of_one(&mut self, state: Option<StateCode>, since: Timestamp, days: u32) -> Result<Timestamp, StoreError> {
        let known = self.known.entry((state, days)).or_default();
        let near = known.range(..=since).next_back().map(|(_, day)| *day);
        if let Some(day) = near.filter(|day| since < day.ends) {
            return Ok(day.due(since));
        }
        let day = self.calendars.of(self.read, state)?.reckon(since, days);
        known.insert(day.begins, day);
        Ok(day.due(since))
    }
}

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

    /// When what has waited since then should have been taken up.
    pub(super) fn answer_due_at(&self, since: Timestamp) -> Timestamp {
        since.plus_seconds(i64::from(self.answer_hours) * 3_600)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::World;
    use crate::store::tables;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn after(states: &[&str], since: &str, days: u32) -> String {
        let world = World::new();
        let view = world.store().view().unwrap();
        let states: Vec<StateCode> = states.iter().map(|state| state.parse().unwrap()).collect();
        Dues::new(&view, Days::default()).after(&states, at(since), days).unwrap().to_string()
    }

    #[test]
    fn weekends_and_holidays_do_not_count_and_the_day_is_the_states_own() {
        // 3 January 2025 is a Friday; the 20th is a federal holiday.
        assert_eq!(after(&["TX"], "2025-01-03T15:30:00Z", 1), "2025-01-06T15:30:00Z");
        assert_eq!(after(&["TX"], "2025-01-04T15:30:00Z", 1), "2025-01-07T06:00:00Z", "the whole Monday in Texas");
        assert_eq!(after(&["TX"], "2025-01-17T15:30:00Z", 1), "2025-01-21T15:30:00Z");
        assert_eq!(after(&["TX"], "2025-01-03T15:30:00Z", 0), "2025-01-03T15:30:00Z");
        // Saturday in Greenwich is Friday evening in Texas.
        assert_eq!(after(&["TX"], "2025-01-04T03:00:00Z", 1), "2025-01-07T03:00:00Z");
    }

    #[test]
    fn the_time_of_day_stays_when_the_clocks_change() {
        // Summer time begins on 9 March 2025.
        assert_eq!(after(&["TX"], "2025-03-07T15:30:00Z", 1), "2025-03-10T14:30:00Z");
        assert_eq!(after(&["AZ"], "2025-03-07T15:30:00Z", 1), "2025-03-10T15:30:00Z", "not in Arizona");
    }

    #[test]
    fn a_state_that_observes_no_such_holiday_works_on() {
        // The day after Thanksgiving is Texas' own holiday.
        assert_eq!(after(&["TX"], "2026-11-25T18:00:00Z", 1), "2026-11-30T18:00:00Z");
        assert_eq!(after(&[], "2026-11-25T18:00:00Z", 1), "2026-11-27T18:00:00Z", "no state, no such holiday");
    }

    #[test]
    fn of_several_states_the_last_one_has_to_have_had_its_days() {
        let [texas, both] = [&["TX"] as &[&str], &["TX", "WA"]].map(|states| after(states, "2025-01-04T07:00:00Z", 1));
        assert_eq!(texas, "2025-01-07T06:00:00Z", "Saturday at one in the morning");
        assert_eq!(both, "2025-01-07T07:00:00Z", "Friday at eleven in the evening");
    }

    #[test]
    fn a_closure_by_hand_holds_for_what_waits_already() {
        let world = World::new();
        let texas: StateCode = "TX".parse().unwrap();
        let closure =
            crate::model::Closure { name: "Ice storm".into(), by: "dana".into(), at: at("2025-01-05T12:00:00Z") };
        let change =
            world.store().begin(crate::model::Actor::Console("root".into()), at("2025-01-05T12:00:00Z")).unwrap();
        let day: crate::model::Date = "2025-01-06".parse().unwrap();
        change.put(&tables::CLOSURE, &((texas, "".into()), day), &closure).unwrap();
        let event = crate::model::AuditEvent::Posted { what: "test".into(), count: 1 };
        let logged = crate::audit::append(&change, event).unwrap();
        change.commit(logged).unwrap();
        let view = world.store().view().unwrap();
        let due = Dues::new(&view, Days::default()).after(&[texas], at("2025-01-03T15:30:00Z"), 1).unwrap();
        assert_eq!(due.to_string(), "2025-01-07T15:30:00Z");
    }

    /// Lists are kept in the order of `since`, and shown in the order of `due`; and what is remembered of a day is what
    /// would be reckoned anew.
    #[test]
    fn what_came_later_is_never_due_earlier() {
        let world = World::new();
        let view = world.store().view().unwrap();
        let (mut dues, mut last) = (Dues::new(&view, Days::default()), Timestamp::default());
        let alaska: StateCode = "AK".parse().unwrap();
        for hours in 0..1_500 {
            let since = at("2025-02-20T00:10:00Z").plus_seconds(hours * 3_600);
            let due = dues.after(&[alaska], since, 3).unwrap();
            assert!(due >= last, "{hours}");
            assert_eq!(due, Dues::new(&view, Days::default()).after(&[alaska], since, 3).unwrap());
            last = due;
        }
    }
}
