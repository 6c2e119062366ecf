//! Which of the clocks that run for something ends first, for many things at once: a list is put in that order.

use super::run::name;
use super::today;
use crate::model::{ClockId, ClockSubject, Date, RunningClock, Text, Timestamp};
use crate::store::{Read, StoreError, tables};

/// Whether a clock runs and its last day is over in its state.
pub fn is_late(clock: &RunningClock, now: Timestamp) -> bool {
    clock.stopped.is_none() && clock.due < today(clock.state, now)
}

/// The last day of the clock that ends first, for each of some subjects in their order; none where none runs.
pub fn first_days(read: &impl Read, subjects: &[ClockSubject]) -> Result<Vec<Option<Date>>, StoreError> {
    // In the order of the keys, in which the store is read fastest.
    let mut names: Vec<(Text, usize)> = subjects.iter().map(name).zip(0..).collect();
    names.sort_unstable();
    let ranges = names.iter().map(|(name, _)| (name.clone(), ClockId(0))..=(name.clone(), ClockId(u64::MAX)));
    let mut clocks: Vec<(Text, ClockId)> = Vec::new();
    read.visit_each(&tables::CLOCK_OF, ranges, |key, ()| {
        clocks.push(key);
        std::ops::ControlFlow::Continue(())
    })?;
    let found: Vec<Option<RunningClock>> = read.get_all(&tables::CLOCK, clocks.iter().map(|(_, id)| id))?;
    let mut days = vec![None; subjects.len()];
    let mut running = clocks.iter().zip(found).peekable();
    for (name, at) in names {
        let own = std::iter::from_fn(|| running.next_if(|((of, _), _)| *of == name));
        let due = own.filter_map(|(_, clock)| clock.filter(|one| one.stopped.is_none())).map(|one| one.due).min();
        if let Some(day) = days.get_mut(at) {
            *day = due;
        }
    }
    Ok(days)
}
