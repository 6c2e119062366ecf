//! Starting and stopping clocks inside the changes of others, and the lists that follow from each clock.

use super::calendar::Calendar;
use super::closures::calendar;
use super::first::is_late;
use super::list_of;
use super::rule::rule;
use crate::model::{
    Cause, ClockId, ClockKind, ClockSubject, Date, Mark, MsixId, RunningClock, StateCode, Text, Timestamp,
};
use crate::store::{Change, Read, StoreError, tables};

/// Series of the numbers of clocks.
const SERIES: &str = "clock";
/// Days told one by one as evidence: three years and more.
const EVIDENCE: usize = 400;

/// A clock that is to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewClock {
    /// Which duty.
    pub kind: ClockKind,
    /// What for.
    pub subject: ClockSubject,
    /// The child concerned; none for a term.
    pub child: Option<MsixId>,
    /// The state whose duty it is; none for the Department of Education.
    pub state: Option<StateCode>,
    /// The district concerned.
    pub district: Option<Text>,
    /// What begins it.
    pub cause: Cause,
    /// The last day in time where somebody named it; else the rule's length counts from today.
    pub due: Option<Date>,
}

/// Starts a clock inside a change, unless one of this kind runs for the subject already: then that one goes on.
pub fn start(change: &Change, new: NewClock) -> Result<ClockId, StoreError> {
    start_since(change, new, None)
}

/// The same for what began on an earlier day of the state, as a letter that is typed days after it came: its days count
/// from then on.
pub fn start_since(change: &Change, new: NewClock, day: Option<Date>) -> Result<ClockId, StoreError> {
    match running(change, &new.subject, new.kind)? {
        Some(running) => Ok(running.id),
        None => start_on(change, new, day),
    }
}

/// The same; nobody has looked whether one runs.
pub(super) fn start_on(change: &Change, new: NewClock, day: Option<Date>) -> Result<ClockId, StoreError> {
    let calendar = calendar_from(change, &new, day)?;
    let clock = begun(change, &calendar, new, day)?;
    save(change, None, &clock)?;
    Ok(clock.id)
}

/// Starts a clock of an earlier day that the same word stops.
pub(super) fn start_stopped(change: &Change, new: NewClock, day: Date, mark: Mark) -> Result<(), StoreError> {
    let calendar = calendar_from(change, &new, Some(day))?;
    let mut clock = begun(change, &calendar, new, Some(day))?;
    end(&mut clock, &calendar, mark);
    save(change, None, &clock)
}

/// The calendar that a start needs. West of Greenwich the state's day may be the one before; that one does not count, so
/// its closures are not needed.
fn calendar_from(change: &Change, new: &NewClock, day: Option<Date>) -> Result<Calendar, StoreError> {
    calendar(change, new.state, new.district.as_ref(), day.unwrap_or_else(|| change.at().date()))
}

/// A clock that has begun, found under its subject; the caller saves it.
fn begun(change: &Change, calendar: &Calendar, new: NewClock, day: Option<Date>) -> Result<RunningClock, StoreError> {
    let at = day.map_or(change.at(), |day| calendar.begin_of(day));
    let began = day.unwrap_or_else(|| calendar.day_of(at));
    let rule = rule(new.kind);
    let clock = RunningClock {
        id: ClockId(change.next_number(SERIES)?),
        kind: new.kind,
        subject: new.subject,
        child: new.child,
        state: new.state,
        district: new.district,
        started: Mark { at, cause: new.cause },
        began,
        due: new.due.unwrap_or_else(|| calendar.due(began, rule.length, rule.unit)),
        named: new.due.is_some(),
        stopped: None,
        ended: None,
        counted: 0,
        skipped: Vec::new(),
        warnings: Vec::new(),
    };
    change.put(&tables::CLOCK_OF, &(name(&clock.subject), clock.id), &())?;
    Ok(clock)
}

/// Stops the clock of this kind that runs for a subject, if one does.
pub fn stop(
    change: &Change,
    subject: &ClockSubject,
    kind: ClockKind,
    cause: Cause,
) -> Result<Option<ClockId>, StoreError> {
    let Some(clock) = running(change, subject, kind)? else { return Ok(None) };
    let id = clock.id;
    stop_at(change, clock, Mark { at: change.at(), cause })?;
    Ok(Some(id))
}

/// Stops a clock that runs, with its evidence: each day counted or skipped with the reason, as the calendar says now.
pub(super) fn stop_at(change: &Change, mut clock: RunningClock, mark: Mark) -> Result<RunningClock, StoreError> {
    let before = clock.clone();
    let calendar = calendar(change, clock.state, clock.district.as_ref(), clock.began)?;
    end(&mut clock, &calendar, mark);
    save(change, Some(&before), &clock)?;
    Ok(clock)
}

fn end(clock: &mut RunningClock, calendar: &Calendar, mark: Mark) {
    let ended = calendar.day_of(mark.at);
    let count = calendar.count(clock.began, ended, rule(clock.kind).unit, EVIDENCE);
    (clock.counted, clock.skipped) = (count.counted, count.skipped);
    (clock.ended, clock.stopped) = (Some(ended), Some(mark));
}

/// The clocks of a subject, oldest first.
pub fn of_subject(read: &impl Read, subject: &ClockSubject) -> Result<Vec<RunningClock>, StoreError> {
    let name = name(subject);
    let all = (name.clone(), ClockId(0))..=(name, ClockId(u64::MAX));
    let mut found = Vec::new();
    for ((_, id), ()) in read.range(&tables::CLOCK_OF, all)? {
        found.extend(read.get(&tables::CLOCK, &id)?);
    }
    Ok(found)
}

/// The last day of the running clock of a subject that ends first, and whether it is over in the state of that clock.
pub fn first_due(read: &impl Read, subject: &ClockSubject, now: Timestamp) -> Result<Option<(Date, bool)>, StoreError> {
    let running = of_subject(read, subject)?.into_iter().filter(|clock| clock.stopped.is_none());
    let first = running.min_by_key(|clock| clock.due);
    Ok(first.map(|clock| (clock.due, is_late(&clock, now))))
}

/// The clock of a duty that runs for a subject.
pub fn running(read: &impl Read, subject: &ClockSubject, kind: ClockKind) -> Result<Option<RunningClock>, StoreError> {
    let all = of_subject(read, subject)?;
    Ok(all.into_iter().find(|clock| clock.kind == kind && clock.stopped.is_none()))
}

/// Writes a clock and its place in the lists.
pub(super) fn save(change: &Change, before: Option<&RunningClock>, clock: &RunningClock) -> Result<(), StoreError> {
    let list = list_of(clock.state);
    if let Some(before) = before.filter(|before| before.stopped.is_none()) {
        change.remove(&tables::CLOCK_RUNNING, &(list.clone(), (before.due, clock.id)))?;
    }
    match &clock.stopped {
        None => change.put(&tables::CLOCK_RUNNING, &(list, (clock.due, clock.id)), &clock.brief())?,
        Some(mark) => change.put(&tables::CLOCK_STOPPED, &(list, (micros(mark.at), clock.id)), &clock.brief())?,
    }
    change.put(&tables::CLOCK, &clock.id, clock)
}

pub(super) fn name(subject: &ClockSubject) -> Text {
    Text::from(match subject {
        ClockSubject::Child(child) => format!("child:{}", child.number()),
        ClockSubject::Notice(id) => format!("notice:{}", id.0),
        ClockSubject::Request(id) => format!("request:{}", id.0),
        ClockSubject::Correction(id) => format!("correction:{}", id.0),
        ClockSubject::Term(district, ends) => format!("term:{district}:{}", ends.number()),
        ClockSubject::Coe(contribution, arrived) => format!("coe:{}:{}", contribution.0, arrived.number()),
    })
}

/// An instant as a part of a key.
pub(super) fn micros(at: Timestamp) -> u64 {
    u64::try_from(at.micros()).unwrap_or(0)
}
