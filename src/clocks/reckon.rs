//! Reckoning anew: when a closure is entered or taken out, the clocks that run over that day are due on another.

use super::closures::Closures;
use super::list_of;
use super::rule::{Unit, rule};
use super::run::save;
use crate::model::{ClockId, Date, StateCode, Text};
use crate::store::{Change, Read, StoreError, tables};

/// A clock that is due on another day than it was.
pub(super) struct Moved {
    id: ClockId,
    due: Date,
}

/// The running clocks of a state, or of one district of it, that fall due at or after a day and would be due on another
/// by these closures. Those whose last day somebody named stay, and so do those of calendar days.
pub(super) fn moves(
    read: &impl Read,
    state: StateCode,
    district: &Text,
    from: Date,
    closures: &Closures,
) -> Result<Vec<Moved>, StoreError> {
    let list = list_of(Some(state));
    let range = (list.clone(), (from, ClockId(0)))..=(list, (super::closures::ends().1, ClockId(u64::MAX)));
    let mut moved = Vec::new();
    read.visit(&tables::CLOCK_RUNNING, range, |(_, (due, id)), brief| {
        let concerned = district.is_empty() || brief.district.as_ref() == Some(district);
        let rule = rule(brief.kind);
        if concerned && !brief.named && rule.unit == Unit::Working {
            let anew = closures.calendar(brief.district.as_ref()).due(brief.began, rule.length, rule.unit);
            if anew != due {
                moved.push(Moved { id, due: anew });
            }
        }
        std::ops::ControlFlow::Continue(())
    })?;
    Ok(moved)
}

/// Moves those clocks in the change that alters the calendar. Says how many.
pub(super) fn reckon(change: &Change, state: StateCode, district: &Text, from: Date) -> Result<usize, StoreError> {
    let closures = Closures::read(change, Some(state))?;
    let moved = moves(change, state, district, from, &closures)?;
    for Moved { id, due } in &moved {
        let Some(before) = change.get(&tables::CLOCK, id)? else { continue };
        let mut clock = before.clone();
        clock.due = *due;
        save(change, Some(&before), &clock)?;
    }
    Ok(moved.len())
}
