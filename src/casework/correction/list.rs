//! The list of requests: those that a state received or answers for, newest first.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::error::CorrectionError;
use super::{look, save};
use crate::access::Worker;
use crate::casework::{Casework, items};
use crate::clocks;
use crate::model::{
    ClockSubject, Correction, CorrectionId, CorrectionStatus, Date, MsixId, Requester, StateCode, Text,
    Timestamp,
};
use crate::store::{Read, View, tables};

/// Which requests a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CorrectionFilter {
    /// At this point of the way; all open ones when `None` and not `all`.
    pub status: Option<CorrectionStatus>,
    /// Also those that are closed or withdrawn.
    pub all: bool,
    /// Those that the person took down, decided or has.
    pub mine: bool,
    /// Those whose clock is over.
    pub overdue: bool,
    /// Those that this state answers for.
    pub state: Option<StateCode>,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionRow {
    /// Its number.
    pub id: CorrectionId,
    /// The child, when it was taken down.
    pub child: MsixId,
    /// Who asks.
    pub requester: Requester,
    /// The state that received it.
    pub received_by: Option<StateCode>,
    /// The state that answers.
    pub responsible: StateCode,
    /// How far it is.
    pub status: CorrectionStatus,
    /// What was decided, if anything was.
    pub granted: Option<bool>,
    /// The day of receipt.
    pub received: Date,
    /// Whole days since.
    pub age_days: i64,
    /// How many values are disputed.
    pub values: usize,
    /// The day on which the next clock is over; `None` when none runs.
    pub due: Option<Date>,
    /// Whether that has passed.
    pub overdue: bool,
    /// User names of those who have it.
    pub assignees: Vec<Text>,
}

/// Some rows of the list, and how many there are of each kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CorrectionPage {
    /// The rows.
    pub rows: Vec<CorrectionRow>,
    /// Position of the first, from 0.
    pub from: usize,
    /// How many fit the filter.
    pub total: usize,
    /// How many the person may see, by how far they are.
    pub by_status: BTreeMap<CorrectionStatus, usize>,
    /// How many of them are overdue.
    pub overdue: usize,
}

impl Casework {
    /// The requests that concern the person's states, newest first.
    pub fn corrections(
        &self,
        who: &Worker,
        filter: &CorrectionFilter,
        from: usize,
        most: usize,
    ) -> Result<CorrectionPage, CorrectionError> {
        let view = self.store.view()?;
        let now = self.clock.now();
        let mut page = CorrectionPage { from, ..CorrectionPage::default() };
        for one in seen(&view, who)? {
            let row = row(&view, &one, now)?;
            *page.by_status.entry(row.status).or_default() += 1;
            page.overdue += usize::from(row.overdue);
            if fits(&row, &one, who.user(), filter) {
                if page.total >= from && page.rows.len() < most {
                    page.rows.push(row);
                }
                page.total += 1;
            }
        }
        Ok(page)
    }
}

/// What somebody may see, newest first.
fn seen(view: &View, who: &Worker) -> Result<Vec<Correction>, CorrectionError> {
    let mut all: BTreeMap<CorrectionId, Correction> = BTreeMap::new();
    if who.jurisdiction().is_national() {
        view.visit(&tables::CORRECTION, .., |id, one| {
            all.insert(id, one);
            ControlFlow::Continue(())
        })?;
    }
    for state in who.jurisdiction().states() {
        let of_state = (state, (0, CorrectionId(0)))..=(state, (u64::MAX, CorrectionId(u64::MAX)));
        for ((_, (_, id)), ()) in view.range(&tables::CORRECTION_BY_STATE, of_state)? {
            all.insert(id, save::correction(view, id)?);
        }
    }
    let seen = all.into_values().rev().filter(|one| look::check_sight(who, one).is_ok());
    Ok(seen.collect())
}

/// The days are those of the states concerned: what is due today there is in time, whatever the day elsewhere.
fn row(view: &View, one: &Correction, now: Timestamp) -> Result<CorrectionRow, CorrectionError> {
    let all = clocks::of_subject(view, &ClockSubject::Correction(one.id))?;
    let running = || all.iter().filter(|clock| clock.stopped.is_none());
    let here = clocks::today(one.intake.state, now);
    Ok(CorrectionRow {
        id: one.id,
        child: one.child,
        requester: one.intake.requester,
        received_by: one.intake.state,
        responsible: one.responsible,
        status: one.status,
        granted: one.ruling.as_ref().map(|ruling| ruling.granted),
        received: one.intake.received,
        age_days: one.intake.received.days_until(here),
        values: one.disputed.len(),
        due: running().map(|clock| clock.due).min(),
        overdue: running().any(|clock| clock.due < clocks::today(clock.state, now)),
        assignees: items::item(view, one.item)?.assignees,
    })
}

fn fits(row: &CorrectionRow, one: &Correction, user: &Text, filter: &CorrectionFilter) -> bool {
    let mine = one.intake.by == *user
        || row.assignees.contains(user)
        || one.ruling.as_ref().is_some_and(|ruling| ruling.by == *user);
    filter.status.map_or(filter.all || row.status.is_open(), |status| row.status == status)
        && (!filter.mine || mine)
        && (!filter.overdue || row.overdue)
        && filter.state.is_none_or(|state| state == row.responsible)
}
