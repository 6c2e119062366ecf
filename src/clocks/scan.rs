//! The full pass over the clocks that run: who has to be told that half or most of the time is over, or all of it, is
//! told once. It never stops a clock and decides nothing. It reads the lists alone; only a clock that is at a point is
//! read and written.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::closures::{Closures, ends};
use super::rule::{POINTS, Unit, rule};
use super::run::save;
use super::told::Roster;
use super::{Clocks, ClocksError, lists, program};
use crate::audit;
use crate::model::{
    Account, AuditEvent, ClockBrief, ClockId, Date, MessageKind, RunningClock, Text, Timestamp, Warning,
};
use crate::outbox::{self, NewMessage};
use crate::store::{Change, Read, View, tables};

/// Clocks of which people are told in one change: others want their turn.
const BATCH: usize = 500;
/// Clocks named in one message; of the others it says how many.
const NAMED: usize = 12;

/// What a pass did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scanned {
    /// Clocks that run.
    pub looked: u64,
    /// Clocks that reached a point.
    pub warned: u64,
    /// Messages posted.
    pub messages: u64,
}

/// A clock that has reached a point of which nobody was told.
struct Reached {
    id: ClockId,
    point: u8,
}

impl Clocks {
    /// Looks through all clocks that run, and tells people of those that reached 50, 80 or 100 hundredths of their length
    /// since. Each point is told once; who passes several at once is told of the last.
    pub fn scan(&self, now: Timestamp) -> Result<Scanned, ClocksError> {
        let view = self.store.view()?;
        let mut done = Scanned::default();
        let reached = reached(&view, now, &mut done)?;
        if reached.is_empty() {
            return Ok(done);
        }
        let roster = Roster::read(&view)?;
        drop(view);
        for batch in reached.chunks(BATCH) {
            self.warn(batch, &roster, now, &mut done)?;
        }
        Ok(done)
    }

    fn warn(&self, batch: &[Reached], roster: &Roster, now: Timestamp, done: &mut Scanned) -> Result<(), ClocksError> {
        let change = self.store.begin(program(), now)?;
        let mut letters: BTreeMap<Text, (&Account, Vec<ClockId>)> = BTreeMap::new();
        let mut clocks = 0;
        for Reached { id, point } in batch {
            // Somebody may have stopped it meanwhile.
            let wanted = |clock: &RunningClock| clock.stopped.is_none() && clock.warned() < *point;
            let Some(clock) = change.get(&tables::CLOCK, id)?.filter(wanted) else { continue };
            let people = roster.told(&change, &clock, rule(clock.kind).told_at(*point))?;
            for account in &people {
                letters.entry(account.user_name.clone()).or_insert((account, Vec::new())).1.push(*id);
            }
            let told = people.iter().map(|account| account.user_name.clone()).collect();
            note(&change, clock, Warning { point: *point, at: now, told })?;
            clocks += 1;
        }
        if clocks == 0 {
            return Ok(());
        }
        for (account, ids) in letters.values() {
            outbox::post(
                &change,
                NewMessage { about: about(ids), ..NewMessage::to(account, MessageKind::ClockWarning) },
            )?;
        }
        done.warned += u64::from(clocks);
        done.messages += letters.len() as u64;
        let logged = audit::append(&change, AuditEvent::ClocksWarned { clocks })?;
        Ok(change.commit(logged)?)
    }
}

fn note(change: &Change, before: RunningClock, warning: Warning) -> Result<(), ClocksError> {
    let mut clock = before.clone();
    clock.warnings.push(warning);
    Ok(save(change, Some(&before), &clock)?)
}

/// The numbers of clocks, and nothing else.
fn about(ids: &[ClockId]) -> Text {
    let named: Vec<_> = ids.iter().take(NAMED).map(|id| id.0.to_string()).collect();
    let more = ids.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" (+{more})") } else { String::new() };
    Text::from(format!("{}{more}", named.join(", ")))
}

fn reached(view: &View, now: Timestamp, done: &mut Scanned) -> Result<Vec<Reached>, ClocksError> {
    let mut found = Vec::new();
    for (list, state) in lists() {
        let closures = Closures::read(view, state)?;
        let today = closures.calendar(None).day_of(now);
        let (first, last) = ends();
        let all = (list.clone(), (first, ClockId(0)))..=(list, (last, ClockId(u64::MAX)));
        view.visit(&tables::CLOCK_RUNNING, all, |(_, (due, id)), brief| {
            done.looked += 1;
            let point = point(&closures, &brief, due, today);
            if point > brief.warned {
                found.push(Reached { id, point });
            }
            ControlFlow::Continue(())
        })?;
    }
    Ok(found)
}

/// The last point that a clock has passed: 0, 50, 80, or 100 when its last day is over. A clock that began after today,
/// because the machine's clock was set back, has passed none.
fn point(closures: &Closures, brief: &ClockBrief, due: Date, today: Date) -> u8 {
    if today > due {
        return 100;
    }
    // What was told is not reckoned again.
    if brief.warned >= 80 || today <= brief.began {
        return 0;
    }
    let rule = rule(brief.kind);
    let calendar = closures.calendar(brief.district.as_ref());
    let unit = if brief.named { Unit::Calendar } else { rule.unit };
    let length = if brief.named { calendar.counted(brief.began, due, unit) } else { rule.length };
    let passed = u64::from(calendar.counted(brief.began, today, unit)) * 100;
    let over = |point: &&u8| **point < 100 && passed >= u64::from(**point) * u64::from(length);
    POINTS.iter().rev().find(over).copied().unwrap_or(0)
}
