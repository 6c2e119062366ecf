//! One clock with its evidence: every day from the beginning to the end, or to the last day in time, counted or not.

use std::ops::ControlFlow;

use super::calendar::Off;
use super::closures::calendar;
use super::days::is_weekend;
use super::look::Reach;
use super::rule::{Unit, rule};
use super::settle::children;
use super::{Clocks, ClocksError};
use crate::access::Worker;
use crate::model::{ClockId, ClockSubject, Date, ItemId, RunningClock, StateCode, Text, Timestamp};
use crate::store::{Read, StoreError, View, tables};

/// Most days that are shown one by one.
const MOST: usize = 400;

/// A day in the life of a clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Which.
    pub day: Date,
    /// The how manieth it is; none when it does not count, and for the day of the beginning.
    pub number: Option<u32>,
    /// Why it does not count: `weekend`, a federal holiday's word, or a proper name.
    pub why: Option<Text>,
}

/// How many children of a term the state has spoken about since its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Of these.
    pub updated: u32,
    /// All of them.
    pub children: u32,
}

/// A clock as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The clock.
    pub clock: RunningClock,
    /// Today where the state is.
    pub today: Date,
    /// Its days, from the beginning on.
    pub days: Vec<Day>,
    /// Days that counted up to today, or to its end.
    pub counted: u32,
    /// For the clock of a term.
    pub progress: Option<Progress>,
    /// The item of the worklist that asks for the same.
    pub item: Option<ItemId>,
    /// When this system began.
    pub system_began: Timestamp,
}

impl Clocks {
    /// A clock within reach of the person.
    pub fn one(&self, who: &Worker, id: ClockId) -> Result<Shown, ClocksError> {
        let view = self.store.view()?;
        let clock = view.get(&tables::CLOCK, &id)?.ok_or(ClocksError::Unknown)?;
        if !Reach::of(&view, who).holds(clock.state, clock.district.as_ref())? {
            return Err(ClocksError::Unknown);
        }
        let calendar = calendar(&view, clock.state, clock.district.as_ref(), clock.began)?;
        let today = calendar.day_of(self.clock.now());
        let unit = rule(clock.kind).unit;
        let (days, counted) = match clock.ended {
            // As it was written down: the calendar may have changed since.
            Some(ended) => (evidence(&clock, ended, unit), clock.counted),
            None => {
                let off = |day| calendar.off(day).map(|off| off.why());
                let off = |day| if unit == Unit::Working { off(day) } else { None };
                (row(clock.began, clock.due.max(today), &off), calendar.counted(clock.began, today, unit))
            }
        };
        let progress = progress(&view, clock.state, &clock.subject)?;
        let item = super::told::item(&view, &clock.subject)?;
        let system_began = super::began(&view)?;
        Ok(Shown { today, days, counted, progress, item, system_began, clock })
    }
}

fn evidence(clock: &RunningClock, ended: Date, unit: Unit) -> Vec<Day> {
    let skipped = |day: Date| {
        let found = clock.skipped.binary_search_by_key(&day, |skipped| skipped.day).ok();
        let named = found.and_then(|at| clock.skipped.get(at)).map(|skipped| skipped.why.clone());
        named.or_else(|| is_weekend(day.civil().weekday()).then(|| Off::Weekend.why()))
    };
    row(clock.began, ended, &|day| if unit == Unit::Working { skipped(day) } else { None })
}

/// The days from the first to the last with both.
fn row(first: Date, last: Date, off: &dyn Fn(Date) -> Option<Text>) -> Vec<Day> {
    let mut counted = 0;
    let after = std::iter::successors(Some(first), |day| Some(day.plus_days(1)).filter(|next| next > day));
    let days = after.take_while(|day| *day == first || *day <= last).take(MOST).map(|day| {
        if day == first {
            return Day { day, number: None, why: None };
        }
        let why = off(day);
        counted += u32::from(why.is_none());
        Day { day, number: why.is_none().then_some(counted), why }
    });
    days.collect()
}

fn progress(view: &View, state: Option<StateCode>, subject: &ClockSubject) -> Result<Option<Progress>, StoreError> {
    let (ClockSubject::Term(district, ends), Some(state)) = (subject, state) else { return Ok(None) };
    let mut progress = Progress { updated: 0, children: 0 };
    view.visit(&tables::TERM_CHILD, children(&(state, district.clone()), *ends), |_, updated| {
        progress.children += 1;
        progress.updated += u32::from(updated.is_some());
        ControlFlow::Continue(())
    })?;
    Ok(Some(progress))
}
