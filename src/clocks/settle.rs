//! The clocks of terms: started when a term is over, stopped when the state has spoken about every child of it since. Each
//! child found is taken down at once, so that what was done is not done again.

use std::ops::ControlFlow;

use super::closures::ends;
use super::run::{NewClock, start_on, stop_at};
use super::terms::is_over;
use super::{Clocks, ClocksError, lists, program};
use crate::audit;
use crate::model::{
    AuditEvent, Cause, ClockId, ClockKind, ClockSubject, ContributionNo, Date, Mark, StateCode, SubmissionId, Term,
    Text, Timestamp,
};
use crate::store::{Change, Read, StoreError, View, tables};

/// Children, or terms, of one change.
const BATCH: usize = 1_000;

/// What a pass did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settled {
    /// Clocks started because a term ended.
    pub started: u32,
    /// Clocks stopped because the state has spoken about every child.
    pub stopped: u32,
    /// Children of terms found to be updated.
    pub children: u64,
}

type District = (StateCode, Text);

/// When a state spoke, and in which file; a word sent again unchanged names none.
type Word = (Timestamp, Option<SubmissionId>);

/// A child of a term about whom the state has spoken since.
type Update = (ContributionNo, Word);

impl Clocks {
    /// Starts the clocks of the terms that are over and have children, and stops those whose children are all updated.
    pub fn settle(&self, now: Timestamp) -> Result<Settled, ClocksError> {
        let mut settled = Settled::default();
        let over = over(&self.store.view()?, now)?;
        for batch in over.chunks(BATCH) {
            self.begin_terms(batch, now, &mut settled)?;
        }
        for (id, of, ends) in running(&self.store.view()?)? {
            self.follow(id, &of, ends, now, &mut settled)?;
        }
        Ok(settled)
    }

    fn begin_terms(
        &self,
        batch: &[(District, Date)],
        now: Timestamp,
        settled: &mut Settled,
    ) -> Result<(), ClocksError> {
        let change = self.store.begin(program(), now)?;
        let mut started = 0;
        for (of, ends) in batch {
            let key = (of.clone(), *ends);
            let Some(term) = change.get(&tables::TERM, &key)?.filter(|term| term.clock.is_none()) else { continue };
            let clock = Some(start_on(&change, new(of, *ends), Some(*ends))?);
            change.put(&tables::TERM, &key, &Term { clock, ..term })?;
            started += 1;
        }
        if started == 0 {
            return Ok(());
        }
        settled.started += started;
        let logged = audit::append(&change, AuditEvent::ClocksSettled { started, stopped: 0 })?;
        Ok(change.commit(logged)?)
    }

    /// Looks for the children of a term that are updated, and stops the clock when all are.
    fn follow(
        &self,
        id: ClockId,
        of: &District,
        ends: Date,
        now: Timestamp,
        settled: &mut Settled,
    ) -> Result<(), ClocksError> {
        let view = self.store.view()?;
        let (updates, waiting, last) = updates(&view, of, ends)?;
        drop(view);
        let mut batches = updates.chunks(BATCH).peekable();
        let all = waiting == 0;
        if updates.is_empty() && !all {
            return Ok(());
        }
        loop {
            let batch = batches.next().unwrap_or_default();
            let change = self.store.begin(program(), now)?;
            for (no, (at, _)) in batch {
                change.put(&tables::TERM_CHILD, &(of.clone(), (ends, *no)), &Some(*at))?;
            }
            let done = all && batches.peek().is_none();
            let stopped = if done { finish(&change, id, &last)? } else { 0 };
            settled.stopped += stopped;
            settled.children += batch.len() as u64;
            let logged = audit::append(&change, AuditEvent::ClocksSettled { started: 0, stopped })?;
            change.commit(logged)?;
            if batches.peek().is_none() {
                return Ok(());
            }
        }
    }
}

/// The clock ends with the last child's update, which may lie before this pass.
fn finish(change: &Change, id: ClockId, last: &Word) -> Result<u32, StoreError> {
    let Some(clock) = change.get(&tables::CLOCK, &id)?.filter(|clock| clock.stopped.is_none()) else { return Ok(0) };
    let (at, file) = *last;
    let cause = file.map_or(Cause::Day(at.date()), Cause::Submission);
    stop_at(change, clock, Mark { at, cause })?;
    Ok(1)
}

/// The terms that are over, have no clock, and have children.
fn over(view: &View, now: Timestamp) -> Result<Vec<(District, Date)>, StoreError> {
    let horizon = now.date().plus_days(-super::rule::rule(ClockKind::EndOfTerm).reach());
    let mut found = Vec::new();
    view.visit(&tables::TERM, .., |((state, district), ends), term| {
        if term.clock.is_none() && ends >= horizon && is_over(state, ends, now) {
            found.push(((state, district), ends));
        }
        ControlFlow::Continue(())
    })?;
    let mut with_children = Vec::new();
    for (of, ends) in found {
        let mut any = false;
        view.visit(&tables::TERM_CHILD, children(&of, ends), |_, _| {
            any = true;
            ControlFlow::Break(())
        })?;
        if any {
            with_children.push((of, ends));
        }
    }
    Ok(with_children)
}

/// The clocks of terms that run.
fn running(view: &View) -> Result<Vec<(ClockId, District, Date)>, StoreError> {
    let mut ids = Vec::new();
    for (list, state) in lists() {
        let (first, last) = ends();
        let all = (list.clone(), (first, ClockId(0)))..=(list, (last, ClockId(u64::MAX)));
        view.visit(&tables::CLOCK_RUNNING, all, |(_, (_, id)), brief| {
            if let (ClockKind::EndOfTerm, Some(state), Some(district)) = (brief.kind, state, brief.district) {
                ids.push((id, (state, district), brief.began));
            }
            ControlFlow::Continue(())
        })?;
    }
    Ok(ids)
}

/// The children of a term about whom the state has spoken since and nobody has taken it down; how many are still to be
/// waited for; the last word of all.
fn updates(view: &View, of: &District, ends: Date) -> Result<(Vec<Update>, u64, Word), StoreError> {
    let (mut found, mut waiting) = (Vec::new(), 0);
    let mut last: Word = (Timestamp::default(), None);
    for ((_, (_, no)), known) in view.range(&tables::TERM_CHILD, children(of, ends))? {
        let word = last_word(view, no)?.filter(|(at, _)| is_over(of.0, ends, *at));
        match (known, word) {
            (Some(at), word) => last = latest(last, (at, word.and_then(|(same, file)| file.filter(|_| same == at)))),
            (None, Some(word)) => {
                found.push((no, word));
                last = latest(last, word);
            }
            (None, None) => waiting += 1,
        }
    }
    Ok((found, waiting, last))
}

fn latest(one: Word, other: Word) -> Word {
    if other.0 >= one.0 { other } else { one }
}

/// When the state last spoke about a child: a new version, or the present one again.
fn last_word(view: &View, no: ContributionNo) -> Result<Option<Word>, StoreError> {
    let versions = view.range_fronts::<_, _, (Timestamp, SubmissionId)>(&tables::VERSION, (no, 0)..=(no, u32::MAX))?;
    let version = versions.last().map(|(at, file)| (*at, Some(*file)));
    let again = view.get(&tables::CONFIRMATION, &no)?.map(|confirmation| (confirmation.received, None));
    Ok(version.into_iter().chain(again).max_by_key(|(at, _)| *at))
}

/// The rows of a term's children.
pub(super) fn children(of: &District, ends: Date) -> std::ops::RangeInclusive<(District, (Date, ContributionNo))> {
    (of.clone(), (ends, ContributionNo(0)))..=(of.clone(), (ends, ContributionNo(u32::MAX)))
}

fn new((state, district): &District, ends: Date) -> NewClock {
    NewClock {
        kind: ClockKind::EndOfTerm,
        subject: ClockSubject::Term(district.clone(), ends),
        child: None,
        state: Some(*state),
        district: Some(district.clone()),
        cause: Cause::Day(ends),
        due: None,
    }
}
