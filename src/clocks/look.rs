//! Lists of clocks for people, within what they may see: read from the lists alone, and only the clocks of the page that
//! is shown are read themselves.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::closures::ends;
use super::holiday::book;
use super::run::micros;
use super::{Clocks, ClocksError, list_of, lists};
use crate::access::{Jurisdiction, Worker};
use crate::audit;
use crate::model::{
    AuditEvent, ClockBrief, ClockEnd, ClockId, ClockKind, Date, RunningClock, StateCode, Text, Timestamp,
};
use crate::store::{Read, StoreError, View, tables};

/// Days ahead that are called this week.
const WEEK: i32 = 7;
/// Rows of a dashboard.
const FIRST: usize = 5;
/// Clocks of an export that are read at a time.
const AT_ONCE: usize = 1_000;
/// Days back to which ended clocks are counted and listed, when nothing else is said.
pub(super) const BACK: u32 = 90;

/// Which clocks a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Show {
    /// All that run, what is due first at the top.
    #[default]
    Running,
    /// Those whose last day is over.
    Overdue,
    /// Those that are due today or in the seven days after.
    Week,
    /// Those that ended in time, the newest first.
    InTime,
    /// Those that ended late.
    Late,
    /// Those that ended because there was nothing more to be done.
    Moot,
}

impl Show {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 6] = [Self::Running, Self::Overdue, Self::Week, Self::InTime, Self::Late, Self::Moot];

    /// The word in addresses and message files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Overdue => "overdue",
            Self::Week => "week",
            Self::InTime => "in-time",
            Self::Late => "late",
            Self::Moot => "moot",
        }
    }

    fn end(self) -> Option<ClockEnd> {
        match self {
            Self::Running | Self::Overdue | Self::Week => None,
            Self::InTime => Some(ClockEnd::InTime),
            Self::Late => Some(ClockEnd::Late),
            Self::Moot => Some(ClockEnd::Moot),
        }
    }
}

/// Which clocks somebody wants to see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filter {
    /// How far they are.
    pub show: Show,
    /// One duty alone.
    pub kind: Option<ClockKind>,
    /// One state alone.
    pub state: Option<StateCode>,
    /// Days back to which those that ended are shown; 90 when nothing is said.
    pub days: Option<u32>,
}

/// A part of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The clocks.
    pub rows: Vec<RunningClock>,
    /// How many stand before them.
    pub from: usize,
    /// How many there are.
    pub total: usize,
}

/// How many clocks a person may see of each sort.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// All that run.
    pub running: usize,
    /// Their last day is over.
    pub overdue: usize,
    /// They are due today or in the seven days after.
    pub week: usize,
    /// Ended in time, in the last ninety days.
    pub in_time: usize,
    /// Ended late, in the last ninety days.
    pub late: usize,
    /// Ended otherwise, in the last ninety days.
    pub moot: usize,
}

impl Counts {
    /// How many of one sort.
    pub fn of(&self, show: Show) -> usize {
        match show {
            Show::Running => self.running,
            Show::Overdue => self.overdue,
            Show::Week => self.week,
            Show::InTime => self.in_time,
            Show::Late => self.late,
            Show::Moot => self.moot,
        }
    }
}

/// For a dashboard: how many, and what is due first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Week {
    /// How many.
    pub counts: Counts,
    /// The first of those that are overdue or due within the week.
    pub first: Vec<RunningClock>,
}

impl Clocks {
    /// A part of a list, at most `most` clocks after the first `from`.
    pub fn page(&self, who: &Worker, filter: &Filter, from: usize, most: usize) -> Result<Page, ClocksError> {
        let view = self.store.view()?;
        let found = found(&view, who, filter, self.clock.now())?;
        let ids: Vec<ClockId> = found.iter().skip(from).take(most).copied().collect();
        let rows = view.get_all(&tables::CLOCK, &ids)?.into_iter().flatten().collect();
        Ok(Page { rows, from, total: found.len() })
    }

    /// Hands over all clocks of a list in their order, some at a time, for a file; an entry in the audit log says that it
    /// went out, and with how many.
    pub fn export(
        &self,
        who: &Worker,
        filter: &Filter,
        mut each: impl FnMut(&[RunningClock]),
    ) -> Result<(), ClocksError> {
        let (view, mut rows) = (self.store.view()?, 0);
        for ids in found(&view, who, filter, self.clock.now())?.chunks(AT_ONCE) {
            let some: Vec<_> = view.get_all(&tables::CLOCK, ids)?.into_iter().flatten().collect();
            rows += some.len() as u64;
            each(&some);
        }
        drop(view);
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let logged = audit::append(&change, AuditEvent::Exported { what: Text::from("clocks"), rows })?;
        Ok(change.commit(logged)?)
    }

    /// How many clocks of each sort, of one state or of all that the person sees.
    pub fn counts(&self, who: &Worker, state: Option<StateCode>) -> Result<Counts, ClocksError> {
        let view = self.store.view()?;
        let (mut reach, mut counts, now) = (Reach::of(&view, who), Counts::default(), self.clock.now());
        for (list, of) in reach.lists(state) {
            let today = today(of, now);
            running(&mut reach, (&list, of), now, Show::Running, &mut |(due, _), _| {
                counts.running += 1;
                counts.overdue += usize::from(due < day_number(today));
                let week = day_number(today)..=day_number(today.plus_days(WEEK));
                counts.week += usize::from(week.contains(&due));
            })?;
            ended(&mut reach, (&list, of), since(now, None), &mut |_, brief| match brief.end {
                Some(ClockEnd::InTime) => counts.in_time += 1,
                Some(ClockEnd::Late) => counts.late += 1,
                Some(ClockEnd::Moot) => counts.moot += 1,
                None => {}
            })?;
        }
        Ok(counts)
    }

    /// For a dashboard: counts, and the clocks that are overdue or due within the week, the first at the top.
    pub fn due_this_week(&self, who: &Worker) -> Result<Week, ClocksError> {
        let counts = self.counts(who, None)?;
        let urgent = counts.overdue + counts.week;
        let first = self.page(who, &Filter::default(), 0, FIRST.min(urgent))?.rows;
        Ok(Week { counts, first })
    }
}

/// The clocks of a list within a person's reach, in its order: from the lists alone.
fn found(view: &View, who: &Worker, filter: &Filter, now: Timestamp) -> Result<Vec<ClockId>, StoreError> {
    let mut found = Vec::new();
    let mut reach = Reach::of(view, who);
    for (list, state) in reach.lists(filter.state) {
        let mut note = |place: Place, brief: &ClockBrief| {
            if filter.kind.is_none_or(|kind| kind == brief.kind) {
                found.push(place);
            }
        };
        match filter.show.end() {
            None => running(&mut reach, (&list, state), now, filter.show, &mut note)?,
            Some(end) => ended(&mut reach, (&list, state), since(now, filter.days), &mut |at, brief| {
                if brief.end == Some(end) {
                    note(at, brief);
                }
            })?,
        }
    }
    found.sort_unstable();
    if filter.show.end().is_some() {
        // Newest first, also of those that ended at one instant.
        found.reverse();
    }
    Ok(found.into_iter().map(|(_, id)| id).collect())
}

/// What a person may see: states, and of some only districts.
pub(super) struct Reach<'a> {
    view: &'a View,
    jurisdiction: &'a Jurisdiction,
    districts: BTreeMap<(StateCode, Text), bool>,
}

impl<'a> Reach<'a> {
    pub(super) fn of(view: &'a View, who: &'a Worker) -> Self {
        Self { view, jurisdiction: who.jurisdiction(), districts: BTreeMap::new() }
    }

    /// The lists to look at, of one state or of all within reach.
    fn lists(&self, only: Option<StateCode>) -> Vec<(Text, Option<StateCode>)> {
        let all: Vec<_> = match self.jurisdiction.is_national() {
            true => lists().collect(),
            false => self.jurisdiction.states().into_iter().map(|state| (list_of(Some(state)), Some(state))).collect(),
        };
        all.into_iter().filter(|(_, state)| only.is_none() || *state == only).collect()
    }

    /// Whether a clock of a state and district is within reach.
    pub(super) fn holds(&mut self, state: Option<StateCode>, district: Option<&Text>) -> Result<bool, StoreError> {
        let Some(state) = state else { return Ok(self.jurisdiction.is_national()) };
        if self.jurisdiction.holds(state) {
            return Ok(true);
        }
        let Some(district) = district else { return Ok(false) };
        let key = (state, district.clone());
        if let Some(known) = self.districts.get(&key) {
            return Ok(*known);
        }
        let holds = self.jurisdiction.holds_district(self.view, state, district)?;
        self.districts.insert(key, holds);
        Ok(holds)
    }
}

type Place = (u64, ClockId);

fn running(
    reach: &mut Reach<'_>,
    (list, state): (&Text, Option<StateCode>),
    now: Timestamp,
    show: Show,
    note: &mut dyn FnMut(Place, &ClockBrief),
) -> Result<(), StoreError> {
    let (first, last) = ends();
    let today = today(state, now);
    let (from, to) = match show {
        Show::Overdue => (first, today.plus_days(-1)),
        Show::Week => (today, today.plus_days(WEEK)),
        _ => (first, last),
    };
    let range = (list.clone(), (from, ClockId(0)))..=(list.clone(), (to, ClockId(u64::MAX)));
    let (view, mut failed) = (reach.view, None);
    view.visit(&tables::CLOCK_RUNNING, range, |(_, (due, id)), brief| {
        match reach.holds(state, brief.district.as_ref()) {
            Ok(true) => note((day_number(due), id), &brief),
            Ok(false) => {}
            Err(error) => failed = Some(error),
        }
        if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    failed.map_or(Ok(()), Err)
}

fn ended(
    reach: &mut Reach<'_>,
    (list, state): (&Text, Option<StateCode>),
    since: u64,
    note: &mut dyn FnMut(Place, &ClockBrief),
) -> Result<(), StoreError> {
    let range = (list.clone(), (since, ClockId(0)))..=(list.clone(), (u64::MAX, ClockId(u64::MAX)));
    let (view, mut failed) = (reach.view, None);
    view.visit(&tables::CLOCK_STOPPED, range, |(_, place), brief| {
        match reach.holds(state, brief.district.as_ref()) {
            Ok(true) => note(place, &brief),
            Ok(false) => {}
            Err(error) => failed = Some(error),
        }
        if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    failed.map_or(Ok(()), Err)
}

/// Today in a state.
pub fn today(state: Option<StateCode>, now: Timestamp) -> Date {
    let stamp = jiff::Timestamp::from_microsecond(now.micros()).unwrap_or(jiff::Timestamp::MAX);
    Date::from_civil(book(state).zone().to_datetime(stamp).date())
}

fn day_number(day: Date) -> u64 {
    u64::from(day.number())
}

fn since(now: Timestamp, days: Option<u32>) -> u64 {
    micros(now.plus_seconds(-i64::from(days.unwrap_or(BACK)) * 86_400))
}
