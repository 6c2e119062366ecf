//! What waits for a person: found from the lists, without reading an item that is not shown.

use std::ops::{ControlFlow, RangeInclusive};

use super::due::Dues;
use super::items::{self, Place};
use super::list::{of_kinds, of_statuses};
use super::reach::Roster;
use super::{Board, CaseError, Casework, Filter, Page, Whose, WorkCounts, district};
use crate::access::{Decider, Jurisdiction, Worker};
use crate::clocks;
use crate::model::{Brief, ClockSubject, ItemId, Level, Subject, Text, Timestamp};
use crate::store::{Read, StoreError, View, tables};

/// The levels below the state.
const LOCAL: [Level; 2] = [Level::District, Level::Region];
/// Seconds of a day.
const DAY: i64 = 24 * 3_600;

impl Casework {
    /// What waits for a person, what has to be done first at the top: by the day on which the law wants it where a clock
    /// runs, by the goal of its level elsewhere. At most `most` rows from position `from` on. His own
    /// proposals are not among them: others decide about those.
    pub fn page(&self, who: &Decider, filter: &Filter, from: usize, most: usize) -> Result<Page, CaseError> {
        Ok(self.board(who, filter, from, most)?.page)
    }

    /// How much waits for a person.
    pub fn counts(&self, who: &Decider) -> Result<WorkCounts, CaseError> {
        Ok(counted(&self.waiting(&self.store.view()?, who, &Filter::default())?, who.user(), self.clock.now()))
    }

    /// A page of what waits, how much it is in all, and what is due first: the lists are gone through once. For somebody
    /// of the nation who asks for a state it is all of that state.
    pub fn board(&self, who: &Decider, filter: &Filter, from: usize, most: usize) -> Result<Board, CaseError> {
        let (view, now) = (self.store.view()?, self.clock.now());
        let mut waiting = self.waiting(&view, who, filter)?;
        let counts = counted(&waiting, who.user(), now);
        waiting.retain(|one| one.fits(filter, who.user(), who.jurisdiction(), now));
        let ids = if filter.by_goal { by_goal(waiting) } else { by_law(&view, waiting)? };
        let first = self.rows(&view, &ids, 0, 1)?.rows.into_iter().next();
        Ok(Board { counts, page: self.rows(&view, &ids, from, most)?, first })
    }

    /// What somebody was given who decides about nothing himself: notices and requests of his area.
    pub fn given(&self, who: &Worker, from: usize, most: usize) -> Result<Page, CaseError> {
        let view = self.store.view()?;
        let all = who.jurisdiction().states().into_iter().map(items::all_of);
        let given = self.of_ranges(&view, all, |brief| brief.assignees.contains(who.user()))?;
        let ids = by_law(&view, given)?;
        self.rows(&view, &ids, from, most)
    }

    /// What a person may decide about, once each. For somebody of the nation that is what stands at its level, and what
    /// waits in a state that he asks for.
    fn waiting(&self, view: &View, who: &Decider, filter: &Filter) -> Result<Vec<Waiting>, CaseError> {
        let (reach, user) = (who.jurisdiction(), who.user());
        let others = |brief: &Brief| brief.proposed_by.as_ref() != Some(user);
        if reach.is_national() {
            let all = filter.state.map_or_else(|| items::rows_of(&items::list_of_the_nation()), items::all_of);
            return Ok(self.of_ranges(view, std::iter::once(all), others)?);
        }
        let mut found = self.of_ranges(view, reach.whole_states().iter().copied().map(items::all_of), others)?;
        let known = found.len();
        found.extend(self.of_parts(view, reach, others)?);
        found.extend(self.standing_in(view, who, filter.level == Some(Level::Nation))?);
        if found.len() > known {
            found.sort_unstable_by_key(|one| one.id);
            found.dedup_by_key(|one| one.id);
        }
        Ok(found)
    }

    /// Below the state's level what lies in the regions and districts of a reach.
    fn of_parts(
        &self,
        view: &View,
        reach: &Jurisdiction,
        fits: impl Fn(&Brief) -> bool + Copy,
    ) -> Result<Vec<Waiting>, CaseError> {
        let mut all = Vec::new();
        for level in LOCAL {
            let Some(parts) = district::at_level(reach, level) else { continue };
            let mut lists = Vec::new();
            for state in parts.states() {
                for (list, district) in items::lists_of(view, state, level)? {
                    let Some(district) = district else { continue };
                    if parts.holds_district(view, state, &district)? {
                        lists.push(items::rows_of(&list));
                    }
                }
            }
            for one in self.of_ranges(view, lists.into_iter(), fits)? {
                // Of what lies in several districts all have to be his.
                if !one.brief.spread || district::lies_in(view, &items::item(view, one.id)?, reach)? {
                    all.push(one);
                }
            }
        }
        Ok(all)
    }

    /// What is in some ranges of the lists and fits, once each.
    pub(super) fn of_ranges(
        &self,
        view: &View,
        ranges: impl Iterator<Item = RangeInclusive<Place>>,
        fits: impl Fn(&Brief) -> bool,
    ) -> Result<Vec<Waiting>, StoreError> {
        let (mut found, mut dues, mut failed) = (Vec::new(), Dues::new(view, self.days), None);
        view.visit_each(&tables::WORKLIST, ranges, |(list, (since, id)), brief| {
            let Some(level) = items::level_of(&list).filter(|_| fits(&brief)) else {
                return ControlFlow::Continue(());
            };
            match dues.due(level, &brief.states, items::since(since)) {
                Ok(due) => found.push(Waiting { id, level, due, brief }),
                Err(error) => failed = Some(error),
            }
            if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        failed.map_or(Ok(()), Err)?;
        found.sort_unstable_by_key(|one| one.id);
        found.dedup_by_key(|one| one.id);
        Ok(found)
    }

    /// What waits at the nation's level and a person decides because the nation has nobody. Decisions about children wait
    /// for everybody who stands in; the daily work of a state that has nobody is shown to those alone who ask for `all`.
    fn standing_in(&self, view: &View, who: &Decider, all: bool) -> Result<Vec<Waiting>, CaseError> {
        let list = items::rows_of(&items::list_of_the_nation());
        let others = |brief: &Brief| {
            brief.proposed_by.as_ref() != Some(who.user()) && (all || brief.kind.decides_about_children())
        };
        let waiting = self.of_ranges(view, std::iter::once(list), others)?;
        // Accounts are read only when something waits there, items only when somebody has to stand in.
        if waiting.is_empty() {
            return Ok(waiting);
        }
        let roster = Roster::read(view)?;
        if !roster.of_the_nation(None).any(|account| account.user_name == *who.user()) {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        for one in waiting {
            let item = items::item(view, one.id)?;
            if roster.of_the_nation(item.proposal()).any(|account| account.user_name == *who.user()) {
                found.push(one);
            }
        }
        Ok(found)
    }
}

/// An open item in a list.
pub(super) struct Waiting {
    pub(super) id: ItemId,
    level: Level,
    pub(super) due: Timestamp,
    brief: Brief,
}

impl Waiting {
    fn fits(&self, filter: &Filter, user: &Text, reach: &Jurisdiction, now: Timestamp) -> bool {
        let whose = match filter.whose {
            Whose::Anybodys => true,
            Whose::Mine => self.brief.assignees.contains(user),
            Whose::Nobodys => self.brief.assignees.is_empty(),
        };
        let of_state = |state| reach.touches(state) && self.brief.states.contains(&state);
        let old = |days: u32| self.brief.opened.plus_seconds(i64::from(days) * DAY) <= now;
        whose
            && of_kinds(&filter.kinds, self.brief.kind)
            && of_statuses(&filter.statuses, self.brief.status)
            && filter.state.is_none_or(of_state)
            && filter.level.is_none_or(|level| level == self.level)
            && filter.age.is_none_or(old)
            && (!filter.overdue || self.due < now)
    }
}

/// In the order of their goals.
fn by_goal(mut waiting: Vec<Waiting>) -> Vec<ItemId> {
    waiting.sort_unstable_by_key(|one| (one.due, one.id));
    waiting.into_iter().map(|one| one.id).collect()
}

/// In the order of the days by law; what has none stands at the day of its goal, after what the law wants on that day.
fn by_law(view: &View, waiting: Vec<Waiting>) -> Result<Vec<ItemId>, StoreError> {
    let (clocked, free): (Vec<Waiting>, Vec<Waiting>) = waiting.into_iter().partition(|one| one.brief.kind.has_clock());
    // Of an item no more is read than what it is about: a list may be long.
    let fronts: Vec<Option<(ItemId, Subject)>> =
        view.get_all_fronts(&tables::ITEM, clocked.iter().map(|one| &one.id))?;
    let known: Vec<(Waiting, Option<ClockSubject>)> = clocked
        .into_iter()
        .zip(fronts)
        .map(|(one, front)| (one, front.and_then(|(_, subject)| subject.clock())))
        .collect();
    let subjects: Vec<ClockSubject> = known.iter().filter_map(|(_, subject)| subject.clone()).collect();
    let mut days = clocks::first_days(view, &subjects)?.into_iter();
    let clocked = known.into_iter().map(|(one, subject)| {
        let day = subject.and_then(|_| days.next().flatten());
        (one, day)
    });
    let all = clocked.chain(free.into_iter().map(|one| (one, None)));
    let mut ordered: Vec<_> = all
        .map(|(one, day)| {
            let goal = || clocks::today(one.brief.states.first().copied(), one.due);
            (day.unwrap_or_else(goal), day.is_none(), one.due, one.id)
        })
        .collect();
    ordered.sort_unstable();
    Ok(ordered.into_iter().map(|(.., id)| id).collect())
}

fn counted(waiting: &[Waiting], user: &Text, now: Timestamp) -> WorkCounts {
    let mut counts = WorkCounts::default();
    for one in waiting {
        counts.all += 1;
        counts.mine += usize::from(one.brief.assignees.contains(user));
        counts.nobodys += usize::from(one.brief.assignees.is_empty());
        counts.overdue += usize::from(one.due < now);
        *counts.by_kind.entry(one.brief.kind).or_default() += 1;
    }
    counts
}
