//! Lists of items: what waits for a person, what was decided, what somebody proposed.

use std::collections::{BTreeMap, BTreeSet};

use super::reach::Roster;
use super::{CaseError, Casework, Fate, Filter, Page, Row, Whose, WorkCounts, apart, district, items, judge, look};
use crate::access::{Decider, OpenChild, Proposer};
use crate::model::{
    Brief, Item, ItemId, ItemKind, ItemStatus, Level, MsixId, StateCode, StepKind, Subject, Text, Timestamp,
};
use crate::records::regroup;
use crate::store::{Read, StoreError, View, tables};

const LEVELS: [Level; 4] = [Level::District, Level::Region, Level::State, Level::Nation];

impl Casework {
    /// What waits for a person, what is due first at the top. At most `most` rows from position `from` on. His own
    /// proposals are not among them: others decide about those.
    pub fn page(&self, who: &Decider, filter: &Filter, from: usize, most: usize) -> Result<Page, CaseError> {
        let (view, now) = (self.store.view()?, self.clock.now());
        let mut waiting = self.waiting(&view, who, filter.state)?;
        waiting.retain(|one| one.fits(filter, who.user(), now));
        waiting.sort_by_key(|one| (one.due, one.id));
        let ids: Vec<ItemId> = waiting.iter().map(|one| one.id).collect();
        self.rows(&view, &ids, from, most)
    }

    /// What waits for anybody, what is due first at the top: for the operator at the console.
    pub fn page_at_the_console(&self, from: usize, most: usize) -> Result<Page, CaseError> {
        let view = self.store.view()?;
        let mut due: BTreeMap<ItemId, Timestamp> = BTreeMap::new();
        let levels: BTreeMap<Text, Level> =
            StateCode::all().flat_map(|state| LEVELS.map(|level| (items::list_of(state, level), level))).collect();
        view.visit(&tables::WORKLIST, .., |(list, (since, id)), _| {
            if let Some(level) = levels.get(&list) {
                let since = Timestamp::from_micros(i64::try_from(since).unwrap_or(i64::MAX));
                due.insert(id, self.days.due(*level, since));
            }
            std::ops::ControlFlow::Continue(())
        })?;
        let mut waiting: Vec<(Timestamp, ItemId)> = due.into_iter().map(|(id, due)| (due, id)).collect();
        waiting.sort_unstable();
        let ids: Vec<ItemId> = waiting.into_iter().map(|(_, id)| id).collect();
        self.rows(&view, &ids, from, most)
    }

    /// How many open items somebody has been given or has taken: what has to be taken on by others when he leaves.
    pub fn assigned_to(&self, user_name: &Text) -> Result<usize, CaseError> {
        let mut held = BTreeSet::new();
        self.store.view()?.visit(&tables::WORKLIST, .., |(_, (_, id)), brief| {
            if brief.assignees.contains(user_name) {
                held.insert(id);
            }
            std::ops::ControlFlow::Continue(())
        })?;
        Ok(held.len())
    }

    /// How much waits for a person.
    pub fn counts(&self, who: &Decider) -> Result<WorkCounts, CaseError> {
        let (view, now) = (self.store.view()?, self.clock.now());
        let mut counts = WorkCounts::default();
        for one in self.waiting(&view, who, None)? {
            counts.all += 1;
            counts.mine += usize::from(one.brief.assignees.contains(who.user()));
            counts.nobodys += usize::from(one.brief.assignees.is_empty());
            counts.overdue += usize::from(one.due < now);
            *counts.by_kind.entry(one.brief.kind).or_default() += 1;
        }
        Ok(counts)
    }

    /// What was decided in a person's states, the last one first: also the pairs judged to be different. Of the filter
    /// only the kinds, the statuses, the state and whether it keeps children apart count.
    pub fn decided(&self, who: &Decider, filter: &Filter, from: usize, most: usize) -> Result<Page, CaseError> {
        let view = self.store.view()?;
        let lists: Vec<Text> = match (filter.state, who.jurisdiction()) {
            (Some(state), reach) => reach.holds(state).then(|| items::decided_of(Some(state))).into_iter().collect(),
            (None, reach) if reach.is_national() => {
                StateCode::all().map(Some).chain([None]).map(items::decided_of).collect()
            }
            (None, reach) => reach.whole_states().iter().map(|one| items::decided_of(Some(*one))).collect(),
        };
        let mut closed: BTreeSet<(u64, ItemId)> = BTreeSet::new();
        for list in lists {
            view.visit(&tables::DECIDED, whole(&list), |(_, at), brief| {
                if of_kinds(&filter.kinds, brief.kind) && of_statuses(&filter.statuses, brief.status) {
                    closed.insert(at);
                }
                std::ops::ControlFlow::Continue(())
            })?;
        }
        let mut ids: Vec<ItemId> = closed.into_iter().rev().map(|(_, id)| id).collect();
        if filter.apart {
            ids = keeping_apart(&view, &ids)?;
        }
        self.rows(&view, &ids, from, most)
    }

    /// What a person has proposed, the last one first, open or closed.
    pub fn proposed(&self, who: &Proposer, from: usize, most: usize) -> Result<Page, CaseError> {
        let view = self.store.view()?;
        let all = (who.user().clone(), ItemId(0))..=(who.user().clone(), ItemId(u64::MAX));
        let mut ids: Vec<ItemId> =
            view.range(&tables::ITEM_BY_PROPOSER, all)?.into_iter().map(|((_, id), ())| id).collect();
        ids.reverse();
        self.rows(&view, &ids, from, most)
    }

    /// Everything that was asked, proposed and decided about an opened child, the last one first. `who` may look at some
    /// of it; nobody who may not propose can.
    pub fn of_child(&self, child: &OpenChild, who: Option<&Proposer>) -> Result<Vec<Row>, CaseError> {
        let view = child.view();
        let now = regroup::in_use(view, child.msix_id())?.unwrap_or(child.msix_id());
        let ids = apart::items_of(view, &[child.msix_id(), now])?;
        let row = |id| -> Result<Row, CaseError> {
            let item = items::item(view, id)?;
            let may_look = who.is_some_and(|who| look::check_sight(view, who, &item).is_ok());
            Ok(Row { may_look, ..self.row(view, &item)? })
        };
        ids.into_iter().rev().map(row).collect()
    }

    /// The pending proposal that locks an opened child's record against others; `None` when it is free.
    pub fn lock(&self, child: &OpenChild) -> Result<Option<ItemId>, CaseError> {
        let now = regroup::in_use(child.view(), child.msix_id())?.unwrap_or(child.msix_id());
        Ok(child.view().get(&tables::LOCK, &now)?)
    }

    fn rows(&self, view: &View, ids: &[ItemId], from: usize, most: usize) -> Result<Page, CaseError> {
        let shown = ids.iter().skip(from).take(most);
        let rows: Result<_, CaseError> = shown.map(|id| self.row(view, &items::item(view, *id)?)).collect();
        Ok(Page { rows: rows?, from, total: ids.len() })
    }

    pub(super) fn row(&self, view: &View, item: &Item) -> Result<Row, CaseError> {
        let now = self.clock.now();
        let open = item.status.is_open();
        let due = open.then(|| self.days.due(item.level, item.since));
        let age = now.micros().saturating_sub(item.opened().micros()).max(0) / (24 * 3_600 * 1_000_000);
        Ok(Row {
            id: item.id,
            kind: item.kind(),
            status: item.status,
            level: item.level,
            states: item.states.clone(),
            children: children(view, item)?,
            proposed_by: item.proposal().map(|proposal| proposal.by.clone()),
            assignees: item.assignees.clone(),
            opened: item.opened(),
            age_days: u32::try_from(age).unwrap_or(u32::MAX),
            answer_due: self.days.answer_due(item),
            due,
            overdue: due.is_some_and(|due| due < now),
            closed: item.closed().map(|step| step.at),
            closed_by: item.closed().map(|step| step.by.clone()),
            followed_by: item.followed_by,
            fate: fate(view, item)?,
            may_look: true,
        })
    }

    /// What a person may decide about, once each.
    fn waiting(&self, view: &View, who: &Decider, state: Option<StateCode>) -> Result<Vec<Waiting>, CaseError> {
        let mut lists: Vec<(Text, Level)> = Vec::new();
        let reach = who.jurisdiction();
        // Below the state's level also what lies in a region or a district that is his.
        let mut perhaps: Vec<(Text, Level)> = Vec::new();
        for state in state.map_or_else(|| reach.states(), |state| vec![state]) {
            let of = |level| (items::list_of(state, level), level);
            if reach.holds(state) {
                lists.extend(LEVELS.map(of));
            } else if reach.touches(state) {
                perhaps.extend([Level::District, Level::Region].map(of));
            }
        }
        if state.is_none() && reach.is_national() {
            lists.push((items::list_of_the_nation(), Level::Nation));
        }
        let mut found = self.of_lists(view, &lists, who.user())?;
        for (id, one) in self.of_lists(view, &perhaps, who.user())? {
            if !found.contains_key(&id) && district::lies_in(view, &items::item(view, id)?, reach)? {
                found.insert(id, one);
            }
        }
        if state.is_none() && !reach.is_national() {
            for one in self.standing_in(view, who)? {
                found.entry(one.id).or_insert(one);
            }
        }
        Ok(found.into_values().collect())
    }

    /// What is in these lists, once each, but for a person's own proposals.
    fn of_lists(
        &self,
        view: &View,
        lists: &[(Text, Level)],
        but: &Text,
    ) -> Result<BTreeMap<ItemId, Waiting>, StoreError> {
        let mut found: BTreeMap<ItemId, Waiting> = BTreeMap::new();
        for (list, level) in lists {
            view.visit(&tables::WORKLIST, whole(list), |(_, (since, id)), brief| {
                if brief.proposed_by.as_ref() != Some(but) {
                    let since = Timestamp::from_micros(i64::try_from(since).unwrap_or(i64::MAX));
                    let due = self.days.due(*level, since);
                    found.entry(id).or_insert_with(|| Waiting { id, level: *level, due, brief });
                }
                std::ops::ControlFlow::Continue(())
            })?;
        }
        Ok(found)
    }

    /// What waits at the nation's level and a person decides because the nation has nobody.
    fn standing_in(&self, view: &View, who: &Decider) -> Result<Vec<Waiting>, CaseError> {
        let mut waiting = Vec::new();
        view.visit(&tables::WORKLIST, whole(&items::list_of_the_nation()), |(_, (since, id)), brief| {
            let since = Timestamp::from_micros(i64::try_from(since).unwrap_or(i64::MAX));
            waiting.push(Waiting { id, level: Level::Nation, due: self.days.due(Level::Nation, since), brief });
            std::ops::ControlFlow::Continue(())
        })?;
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
struct Waiting {
    id: ItemId,
    level: Level,
    due: Timestamp,
    brief: Brief,
}

impl Waiting {
    fn fits(&self, filter: &Filter, user: &Text, now: Timestamp) -> bool {
        let whose = match filter.whose {
            Whose::Anybodys => true,
            Whose::Mine => self.brief.assignees.contains(user),
            Whose::Nobodys => self.brief.assignees.is_empty(),
        };
        whose
            && of_kinds(&filter.kinds, self.brief.kind)
            && of_statuses(&filter.statuses, self.brief.status)
            && filter.level.is_none_or(|level| level == self.level)
            && (!filter.overdue || self.due < now)
    }
}

fn of_kinds(kinds: &[ItemKind], kind: ItemKind) -> bool {
    kinds.is_empty() || kinds.contains(&kind)
}

fn of_statuses(statuses: &[ItemStatus], status: ItemStatus) -> bool {
    statuses.is_empty() || statuses.contains(&status)
}

fn whole(list: &Text) -> std::ops::RangeInclusive<(Text, (u64, ItemId))> {
    (list.clone(), (0, ItemId(0)))..=(list.clone(), (u64::MAX, ItemId(u64::MAX)))
}

/// Those by which people keep children apart now.
fn keeping_apart(view: &View, ids: &[ItemId]) -> Result<Vec<ItemId>, CaseError> {
    let mut kept = Vec::new();
    for id in ids {
        let item = items::item(view, *id)?;
        if matches!(item.status, ItemStatus::Different | ItemStatus::Rejected) && judge::may_reopen(view, &item)? {
            kept.push(*id);
        }
    }
    Ok(kept)
}

/// What became of a decision since.
fn fate(view: &View, item: &Item) -> Result<Option<Fate>, CaseError> {
    let next = item.followed_by.map(|next| items::item(view, next)).transpose()?;
    Ok(match (item.status, next) {
        (ItemStatus::Same, Some(next)) => match next.status {
            status if status.is_open() => Some(Fate::Waits),
            ItemStatus::Rejected => Some(Fate::Refused),
            ItemStatus::Superseded => Some(Fate::Moot),
            _ => next.followed_by.map(|_| Fate::Undone),
        },
        (ItemStatus::Approved, Some(_)) => Some(Fate::Undone),
        (ItemStatus::Different | ItemStatus::Rejected, _) => {
            item.steps.last().filter(|step| step.what == StepKind::Reopened).map(|_| Fate::AskedAgain)
        }
        _ => None,
    })
}

/// The children an item is about: of an open near match those of its contributions now.
pub(super) fn children(read: &impl Read, item: &Item) -> Result<Vec<MsixId>, CaseError> {
    match item.subject {
        Subject::NearMatch { left, right } if item.children.is_empty() => {
            let mut children = vec![regroup::child_of(read, left)?, regroup::child_of(read, right)?];
            children.sort_unstable();
            children.dedup();
            Ok(children)
        }
        _ => Ok(item.children.clone()),
    }
}
