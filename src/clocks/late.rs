//! What is late, for the lists of others: found from the running clocks alone, however many are in time.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::closures::ends;
use super::{lists, today};
use crate::model::{ClockId, ClockKind, ClockSubject, Timestamp};
use crate::store::{Read, StoreError, View, tables};

/// The subjects of the clocks of some duties whose last day is over where they run, of all states.
pub fn overdue(view: &View, kinds: &[ClockKind], now: Timestamp) -> Result<BTreeSet<ClockSubject>, StoreError> {
    let mut late = Vec::new();
    for (list, state) in lists() {
        let (first, last) = (ends().0, today(state, now).plus_days(-1));
        let over = (list.clone(), (first, ClockId(0)))..=(list, (last, ClockId(u64::MAX)));
        view.visit(&tables::CLOCK_RUNNING, over, |(_, (_, id)), brief| {
            late.extend(kinds.contains(&brief.kind).then_some(id));
            ControlFlow::Continue(())
        })?;
    }
    let clocks = view.get_all(&tables::CLOCK, &late)?;
    Ok(clocks.into_iter().flatten().map(|clock| clock.subject).collect())
}
