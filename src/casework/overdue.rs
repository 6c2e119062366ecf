//! What is overdue goes up a level, never through. Called by the upkeep of the server, with the time as an argument.

use std::ops::ControlFlow;

use super::due::Dues;
use super::reach::Roster;
use super::{CaseError, Casework, hand, items};
use crate::model::{Item, ItemId, Level, StateCode, StepKind, Text, Timestamp};
use crate::store::{Read, View, tables};

/// Items sent up in one change: others want their turn.
const BATCH: usize = 200;
/// The levels from which something can go up.
const BELOW_THE_NATION: [Level; 3] = [Level::District, Level::Region, Level::State];

/// A list with what it is of.
struct List {
    name: Text,
    state: StateCode,
    level: Level,
    district: Option<Text>,
}

impl Casework {
    /// Gives back what people have who work here no longer; then sends up what is overdue, and what nobody at its level
    /// could decide, and says how many items went up. Each is an entry in the audit log. What stands at the nation's
    /// level stays there, shown as overdue.
    pub fn send_up_overdue(&self, now: Timestamp) -> Result<usize, CaseError> {
        self.release_departed(now)?;
        let view = self.store.view()?;
        let lists = lists(&view)?;
        let mut up = self.overdue(&view, &lists, now)?;
        up.extend(self.unattended(&view, &lists, now)?);
        up.sort_by_key(|(id, _)| *id);
        up.dedup_by_key(|(id, _)| *id);
        drop(view);
        let mut sent = 0;
        for batch in up.chunks(BATCH) {
            sent += self.send_up(batch, now)?;
        }
        Ok(sent)
    }

    fn overdue(&self, view: &View, lists: &[List], now: Timestamp) -> Result<Vec<(ItemId, StepKind)>, CaseError> {
        let (mut found, mut dues) = (Vec::new(), Dues::new(view, self.days));
        for List { name, level, state, .. } in lists {
            let mut failed = None;
            view.visit(&tables::WORKLIST, items::rows_of(name), |(_, (since, id)), brief| {
                let since = items::since(since);
                // The list is in the order in which items fall due by the calendar of its state. Those of several states
                // are due no earlier.
                let due = dues.due(*level, &[*state], since);
                match due.and_then(|due| Ok((due < now, dues.due(*level, &brief.states, since)? < now))) {
                    Ok((false, _)) => return ControlFlow::Break(()),
                    Ok((true, overdue)) => found.extend(overdue.then_some((id, StepKind::Overdue))),
                    Err(error) => failed = Some(error),
                }
                if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })?;
            failed.map_or(Ok(()), Err)?;
        }
        Ok(found)
    }

    /// Items at a level at which nobody could decide, once they have waited as long as the first answer may take: a new
    /// installation has its children before it has its people, and what has gone up does not come down by itself.
    fn unattended(&self, view: &View, lists: &[List], now: Timestamp) -> Result<Vec<(ItemId, StepKind)>, CaseError> {
        let roster = Roster::read(view)?;
        let attended = |state: StateCode| roster.of_states(&[state], None).next().is_some();
        let empty: Vec<StateCode> = StateCode::all().filter(|state| !attended(*state)).collect();
        let mut waiting = Vec::new();
        for list in lists {
            if is_attended(view, &roster, list, &empty)? {
                continue;
            }
            view.visit(&tables::WORKLIST, items::rows_of(&list.name), |(_, (since, id)), brief| {
                if now < self.days.answer_due_at(items::since(since)) {
                    // The list is in the order of arrival.
                    return ControlFlow::Break(());
                }
                if list.level < Level::State || brief.states.iter().all(|state| empty.contains(state)) {
                    waiting.push(id);
                }
                ControlFlow::Continue(())
            })?;
        }
        let mut found = Vec::new();
        for id in waiting {
            if goes_to(view, &roster, &items::item(view, id)?, StepKind::Unattended)?.is_some() {
                found.push((id, StepKind::Unattended));
            }
        }
        Ok(found)
    }

    fn send_up(&self, batch: &[(ItemId, StepKind)], now: Timestamp) -> Result<usize, CaseError> {
        let change = self.store.begin(items::upkeep(), now)?;
        let roster = Roster::of(&change)?;
        let (mut sent, mut proof, mut dues) = (0, None, Dues::new(&change, self.days));
        for (id, what) in batch {
            // Somebody may have been faster.
            let Some(item) = change.get(&tables::ITEM, id)?.filter(|item| item.status.is_open()) else { continue };
            if *what == StepKind::Overdue && dues.due(item.level, &item.states, item.since)? >= now {
                continue;
            }
            let Some(above) = goes_to(&change, &roster, &item, *what)? else { continue };
            proof = Some(hand::send_up(&change, item, above, *what, None)?);
            sent += 1;
        }
        match proof {
            Some(logged) => change.commit(logged)?,
            None => drop(change),
        }
        Ok(sent)
    }
}

/// What is overdue goes up one level; what nobody could decide goes up to where somebody can.
fn goes_to(read: &impl Read, roster: &Roster, item: &Item, what: StepKind) -> Result<Option<Level>, CaseError> {
    if what != StepKind::Unattended {
        return Ok(roster.above(read, item)?);
    }
    // What is a district's can be decided in its region; a side that has somebody is enough.
    let in_its_region = item.level == Level::District && !roster.at(read, item, Level::Region)?.is_empty();
    if in_its_region || !roster.at(read, item, item.level)?.is_empty() {
        return Ok(None);
    }
    let mut level = item.level;
    while let Some(above) = level.above() {
        if above == Level::Nation || !roster.at(read, item, above)?.is_empty() {
            return Ok(Some(above));
        }
        level = above;
    }
    Ok(None)
}

/// Whether somebody could decide about what is in a list. At the level of a district a region's administrator can, too.
fn is_attended(view: &View, roster: &Roster, list: &List, empty: &[StateCode]) -> Result<bool, CaseError> {
    if list.level == Level::State {
        return Ok(!empty.contains(&list.state));
    }
    let Some(district) = &list.district else { return Ok(false) };
    let lies = [(list.state, district.clone())];
    for level in [Level::District, Level::Region].into_iter().filter(|level| *level >= list.level) {
        if !roster.of_districts(view, level, list.state, &lies, None)?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The lists below the nation that have anything in them.
fn lists(view: &View) -> Result<Vec<List>, CaseError> {
    let mut all = Vec::new();
    for state in StateCode::all() {
        for level in BELOW_THE_NATION {
            let found = items::lists_of(view, state, level)?;
            all.extend(found.into_iter().map(|(name, district)| List { name, state, level, district }));
        }
    }
    Ok(all)
}
