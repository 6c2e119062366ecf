//! The list of requests: those that a state received or answers for, newest first.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use super::error::CorrectionError;
use super::look;
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
        let (view, now) = (self.store.view()?, self.clock.now());
        let standing = Standing::of(&view, who, now)?;
        let mut page = CorrectionPage { from, ..CorrectionPage::default() };
        for one in seen(&view, who)? {
            *page.by_status.entry(one.status).or_default() += 1;
            page.overdue += usize::from(standing.is_late(&one));
            if standing.fits(&one, who.user(), filter) {
                if page.total >= from && page.rows.len() < most {
                    page.rows.push(row(&view, &one, now.date(), standing.is_late(&one))?);
                }
                page.total += 1;
            }
        }
        Ok(page)
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
        let rows = view.range(&tables::CORRECTION_BY_STATE, of_state)?.into_iter();
        let ids: Vec<CorrectionId> = rows.map(|((_, (_, id)), ())| id).filter(|id| !all.contains_key(id)).collect();
        let found = view.get_all(&tables::CORRECTION, &ids)?;
        all.extend(found.into_iter().flatten().map(|one| (one.id, one)));
    }
    let seen = all.into_values().rev().filter(|one| look::check_sight(who, one).is_ok());
    Ok(seen.collect())
}

fn row(view: &View, one: &Correction, today: Date, overdue: bool) -> Result<CorrectionRow, CorrectionError> {
    let running = clocks::of_subject(view, &ClockSubject::Correction(one.id))?;
    let due = running.iter().filter(|clock| clock.stopped.is_none()).map(|clock| clock.due).min();
    Ok(CorrectionRow {
        id: one.id,
        child: one.child,
        requester: one.intake.requester,
        received_by: one.intake.state,
        responsible: one.responsible,
        status: one.status,
        granted: one.ruling.as_ref().map(|ruling| ruling.granted),
        received: one.intake.received,
        age_days: one.intake.received.days_until(today),
        values: one.disputed.len(),
        due,
        overdue,
        assignees: items::item(view, one.item)?.assignees,
    })
}
