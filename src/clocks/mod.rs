//! Calendars, working days and the legal clocks (34 CFR 200.85). A clock keeps its evidence: what began it, what
//! stopped it, which days counted and which did not. It must never stop a clock without saying by what, and never lose
//! one: a clock that nobody answers is overdue, and stays so.
//!
//! Others start and stop clocks inside their own changes with [`start`] and [`stop`]; their lengths, units and warnings
//! are data in `assets/clocks/`.

use std::sync::Arc;

use crate::model::{Cause, Clock, ClockId, ClockKind, ClockSubject, Date, Mark, MsixId, RunningClock, StateCode, Text};
use crate::store::{Change, Read, Store, StoreError, tables};

/// Series of the numbers of clocks.
const SERIES: &str = "clock";

/// The clocks and calendars of one store. Cloning is cheap. Its methods block: call them from a thread that may.
#[derive(Clone)]
pub struct Clocks {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Clocks {
    /// Of one store.
    pub fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock }
    }
}

/// Clocks or calendars could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ClocksError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

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
    if let Some(running) = running(change, &new.subject, new.kind)? {
        return Ok(running.id);
    }
    let id = ClockId(change.next_number(SERIES)?);
    let due = new.due.unwrap_or_else(|| change.at().date().plus_days(14));
    let clock = RunningClock {
        id,
        kind: new.kind,
        subject: new.subject,
        child: new.child,
        state: new.state,
        district: new.district,
        started: Mark { at: change.at(), cause: new.cause },
        due,
        stopped: None,
        counted: 0,
        skipped: Vec::new(),
        warned: 0,
    };
    change.put(&tables::CLOCK, &id, &clock)?;
    change.put(&tables::CLOCK_RUNNING, &(due, id), &clock.kind)?;
    change.put(&tables::CLOCK_OF, &(name(&clock.subject), id), &())?;
    if let Some(state) = clock.state {
        change.put(&tables::CLOCK_BY_STATE, &(state, (micros(&clock), id)), &())?;
    }
    Ok(id)
}

/// Stops the clock of this kind that runs for a subject, if one does.
pub fn stop(
    change: &Change,
    subject: &ClockSubject,
    kind: ClockKind,
    cause: Cause,
) -> Result<Option<ClockId>, StoreError> {
    let Some(mut clock) = running(change, subject, kind)? else { return Ok(None) };
    change.remove(&tables::CLOCK_RUNNING, &(clock.due, clock.id))?;
    clock.stopped = Some(Mark { at: change.at(), cause });
    change.put(&tables::CLOCK, &clock.id, &clock)?;
    Ok(Some(clock.id))
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

fn running(read: &impl Read, subject: &ClockSubject, kind: ClockKind) -> Result<Option<RunningClock>, StoreError> {
    let all = of_subject(read, subject)?;
    Ok(all.into_iter().find(|clock| clock.kind == kind && clock.stopped.is_none()))
}

fn name(subject: &ClockSubject) -> Text {
    Text::from(match subject {
        ClockSubject::Child(child) => format!("child:{}", child.number()),
        ClockSubject::Notice(id) => format!("notice:{}", id.0),
        ClockSubject::Request(id) => format!("request:{}", id.0),
        ClockSubject::Correction(id) => format!("correction:{}", id.0),
        ClockSubject::Term(district, ends) => format!("term:{district}:{}", ends.number()),
    })
}

fn micros(clock: &RunningClock) -> u64 {
    u64::try_from(clock.started.at.micros()).unwrap_or(0)
}
