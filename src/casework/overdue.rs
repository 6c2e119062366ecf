//! What is overdue goes up a level, never through. Called by the upkeep of the server, with the time as an argument.

use super::reach::Roster;
use super::{CaseError, Casework, hand, items};
use crate::model::{Item, ItemId, Level, StateCode, StepKind, Text, Timestamp};
use crate::store::{Read, View, tables};

/// Items sent up in one change: others want their turn.
const BATCH: usize = 200;
/// The levels from which something can go up.
const BELOW_THE_NATION: [Level; 3] = [Level::District, Level::Region, Level::State];

impl Casework {
    /// Sends up what is overdue, and what nobody at its level could decide, and says how many items went up. Each is an
    /// entry in the audit log. What stands at the nation's level stays there, shown as overdue.
    pub fn send_up_overdue(&self, now: Timestamp) -> Result<usize, CaseError> {
        let view = self.store.view()?;
        let mut up = self.overdue(&view, now)?;
        up.extend(self.unattended(&view, now)?);
        up.sort_by_key(|(id, _)| *id);
        up.dedup_by_key(|(id, _)| *id);
        drop(view);
        let mut sent = 0;
        for batch in up.chunks(BATCH) {
            sent += self.send_up(batch, now)?;
        }
        Ok(sent)
    }

    fn overdue(&self, view: &View, now: Timestamp) -> Result<Vec<(ItemId, StepKind)>, CaseError> {
        let mut found = Vec::new();
        for (list, level) in lists() {
            view.visit(
                &tables::WORKLIST,
                (list.clone(), (0, ItemId(0)))..=(list, (u64::MAX, ItemId(u64::MAX))),
                |key, _| {
                    let (_, (since, id)) = key;
                    if self.days.due(level, since_of(since)) >= now {
                        // The list is in the order in which items fall due.
                        return std::ops::ControlFlow::Break(());
                    }
                    found.push((id, StepKind::Overdue));
                    std::ops::ControlFlow::Continue(())
                },
            )?;
        }
        Ok(found)
    }

    /// Items for states of which none has a data administrator who could decide, once they have waited as long as the
    /// first answer may take: a new installation has its children before it has its people, and what has gone up does
    /// not come down by itself.
    fn unattended(&self, view: &View, now: Timestamp) -> Result<Vec<(ItemId, StepKind)>, CaseError> {
        let roster = Roster::read(view)?;
        let attended = |state: StateCode| roster.of_states(&[state], None).next().is_some();
        let empty: Vec<StateCode> = StateCode::all().filter(|state| !attended(*state)).collect();
        let mut found = Vec::new();
        for state in &empty {
            for level in BELOW_THE_NATION {
                let list = items::list_of(*state, level);
                let all = (list.clone(), (0, ItemId(0)))..=(list, (u64::MAX, ItemId(u64::MAX)));
                view.visit(&tables::WORKLIST, all, |(_, (since, id)), brief| {
                    if now < self.days.answer_due_at(since_of(since)) {
                        // The list is in the order of arrival.
                        return std::ops::ControlFlow::Break(());
                    }
                    if brief.states.iter().all(|state| empty.contains(state)) {
                        found.push((id, StepKind::Unattended));
                    }
                    std::ops::ControlFlow::Continue(())
                })?;
            }
        }
        Ok(found)
    }

    fn send_up(&self, batch: &[(ItemId, StepKind)], now: Timestamp) -> Result<usize, CaseError> {
        let change = self.store.begin(items::upkeep(), now)?;
        let (mut sent, mut proof) = (0, None);
        for (id, what) in batch {
            let Some(item) = change.get(&tables::ITEM, id)? else { continue };
            // Somebody may have been faster.
            let Some(above) = goes_to(&item, *what).filter(|_| self.still(&item, *what, now)) else { continue };
            proof = Some(hand::send_up(&change, item, above, *what, None)?);
            sent += 1;
        }
        match proof {
            Some(logged) => change.commit(logged)?,
            None => drop(change),
        }
        Ok(sent)
    }

    fn still(&self, item: &Item, what: StepKind, now: Timestamp) -> bool {
        item.status.is_open() && (what != StepKind::Overdue || self.days.due(item.level, item.since) < now)
    }
}

/// What is overdue goes up one level; what nobody could decide goes to where somebody can.
fn goes_to(item: &Item, what: StepKind) -> Option<Level> {
    let above = item.level.above()?;
    Some(if what == StepKind::Unattended { Level::Nation } else { above })
}

/// From the key of a worklist.
fn since_of(micros: u64) -> Timestamp {
    Timestamp::from_micros(i64::try_from(micros).unwrap_or(i64::MAX))
}

fn lists() -> impl Iterator<Item = (Text, Level)> {
    StateCode::all().flat_map(|state| BELOW_THE_NATION.map(|level| (items::list_of(state, level), level)))
}
