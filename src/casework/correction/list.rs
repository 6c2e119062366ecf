//! The list of requests: those that a state received or answers for, newest first.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use super::error::CorrectionError;
use super::{look, save};
use crate::access::Worker;
use crate::casework::{Casework, held, items};
use crate::clocks;
use crate::model::{
    ClockKind, ClockSubject, Correction, CorrectionId, CorrectionStatus, Date, ItemKind, MsixId, Requester, StateCode,
    Subject, Text, Timestamp,
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
    /// Whether another value has come since for all that is disputed.
    pub arrived: bool,
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
    /// How many open ones the person may see, by how far they are.
    pub by_status: BTreeMap<CorrectionStatus, usize>,
    /// How many that have ended.
    pub ended: usize,
    /// How many of the open ones are overdue.
    pub overdue: usize,
}

impl Casework {
    /// The requests that concern the person's states, newest first. Those that have ended are read only when they are
    /// asked for, and where nothing has to be found out about them only those of the page.
    pub fn corrections(
        &self,
        who: &Worker,
        filter: &CorrectionFilter,
        from: usize,
        most: usize,
    ) -> Result<CorrectionPage, CorrectionError> {
        let (view, now) = (self.store.view()?, self.clock.now());
        let theirs = concerning(&view, who)?;
        let open: BTreeSet<_> = open(&view)?.intersection(&theirs).copied().collect();
        let mut page = CorrectionPage { from, ended: theirs.len() - open.len(), ..CorrectionPage::default() };
        let standing = Standing::of(&view, who, now)?;
        let mut found = BTreeSet::new();
        for one in view.get_all(&tables::CORRECTION, &open)?.into_iter().flatten() {
            *page.by_status.entry(one.status).or_default() += 1;
            page.overdue += usize::from(standing.is_late(&one));
            if standing.fits(&one, who.user(), filter) {
                found.insert(one.id);
            }
        }
        for id in theirs.difference(&open).filter(|_| filter.asks_for_ended()) {
            if filter.is_all() || standing.fits(&save::correction(&view, *id)?, who.user(), filter) {
                found.insert(*id);
            }
        }
        page.total = found.len();
        for id in found.into_iter().rev().skip(from).take(most) {
            let one = save::correction(&view, id)?;
            page.rows.push(row(&view, &one, now, standing.is_late(&one))?);
        }
        Ok(page)
    }
}

impl CorrectionFilter {
    /// Whether any that has ended can fit: none of those is overdue.
    fn asks_for_ended(&self) -> bool {
        !self.overdue && self.status.map_or(self.all, |status| !status.is_open())
    }

    /// Whether each one fits.
    fn is_all(&self) -> bool {
        *self == Self { all: true, ..Self::default() }
    }
}

/// What a person has, and what is late: asked once for the whole list.
struct Standing {
    held: BTreeSet<CorrectionId>,
    late: BTreeSet<CorrectionId>,
}

impl Standing {
    fn of(view: &View, who: &Worker, now: Timestamp) -> Result<Self, CorrectionError> {
        let held = held::of_kind(view, who, ItemKind::Correction)?.into_iter();
        let held = held.filter_map(|subject| if let Subject::Correction(id) = subject { Some(id) } else { None });
        let late = clocks::overdue(view, &CLOCKS, now)?.into_iter();
        let late = late.filter_map(|subject| if let ClockSubject::Correction(id) = subject { Some(id) } else { None });
        Ok(Self { held: held.collect(), late: late.collect() })
    }

    fn is_late(&self, one: &Correction) -> bool {
        self.late.contains(&one.id)
    }

    fn fits(&self, one: &Correction, user: &Text, filter: &CorrectionFilter) -> bool {
        let mine = one.intake.by == *user
            || self.held.contains(&one.id)
            || one.ruling.as_ref().is_some_and(|ruling| ruling.by == *user);
        filter.status.map_or(filter.all || one.status.is_open(), |status| one.status == status)
            && (!filter.mine || mine)
            && (!filter.overdue || self.is_late(one))
            && filter.state.is_none_or(|state| state == one.responsible)
    }
}

/// The clocks that a request for correction can have.
const CLOCKS: [ClockKind; 5] = [
    ClockKind::ParentRequest,
    ClockKind::CorrectionUpload,
    ClockKind::ForwardRequest,
    ClockKind::StateQuestion,
    ClockKind::EdQuestion,
];

/// The numbers of those that concern the person's states, from the list alone; none without the right to see any.
fn concerning(view: &View, who: &Worker) -> Result<BTreeSet<CorrectionId>, CorrectionError> {
    let mut found = BTreeSet::new();
    if !look::sees_any(who) {
        return Ok(found);
    }
    let mut note = |(_, (_, id)): (StateCode, (u64, CorrectionId)), ()| {
        found.insert(id);
        ControlFlow::Continue(())
    };
    if who.jurisdiction().is_national() {
        view.visit(&tables::CORRECTION_BY_STATE, .., &mut note)?;
    }
    for state in who.jurisdiction().states() {
        let of_state = (state, (0, CorrectionId(0)))..=(state, (u64::MAX, CorrectionId(u64::MAX)));
        view.visit(&tables::CORRECTION_BY_STATE, of_state, &mut note)?;
    }
    Ok(found)
}

/// The numbers of all that are open.
fn open(view: &View) -> Result<BTreeSet<CorrectionId>, CorrectionError> {
    let mut found = BTreeSet::new();
    view.visit(&tables::CORRECTION_OPEN, .., |(_, id), ()| {
        found.insert(id);
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// The days are those of the states concerned: what is due today there is in time, whatever the day elsewhere.
fn row(view: &View, one: &Correction, now: Timestamp, overdue: bool) -> Result<CorrectionRow, CorrectionError> {
    let all = clocks::of_subject(view, &ClockSubject::Correction(one.id))?;
    let running = all.iter().filter(|clock| clock.stopped.is_none());
    let here = clocks::today(one.intake.state, now);
    Ok(CorrectionRow {
        id: one.id,
        child: one.child,
        requester: one.intake.requester,
        received_by: one.intake.state,
        responsible: one.responsible,
        status: one.status,
        granted: one.ruling.as_ref().map(|ruling| ruling.granted),
        arrived: one.all_changed(),
        received: one.intake.received,
        age_days: one.intake.received.days_until(here),
        values: one.disputed.len(),
        due: running.map(|clock| clock.due).min(),
        overdue,
        assignees: items::item(view, one.item)?.assignees,
    })
}
