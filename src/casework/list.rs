//! Lists of items: what was decided, what somebody proposed, and what a row of a list says. What waits is in `waiting`.

use std::collections::BTreeSet;

use super::due::Dues;
use super::{CaseError, Casework, Fate, Filter, Page, Row, apart, items, judge, look};
use crate::access::{Decider, OpenChild, Proposer};
use crate::clocks;
use crate::model::{
    Date, Item, ItemId, ItemKind, ItemStatus, MsixId, Plan, StateCode, StepKind, Subject, Text, Timestamp,
};
use crate::records::regroup;
use crate::store::{Read, View, tables};

impl Casework {
    /// What waits for anybody, what is due first at the top: for the operator at the console.
    pub fn page_at_the_console(&self, from: usize, most: usize) -> Result<Page, CaseError> {
        let view = self.store.view()?;
        let everywhere = StateCode::all().map(items::all_of).chain([items::rows_of(&items::list_of_the_nation())]);
        let mut waiting = self.of_ranges(&view, everywhere, |_| true)?;
        waiting.sort_unstable_by_key(|one| (one.due, one.id));
        let ids: Vec<ItemId> = waiting.into_iter().map(|one| one.id).collect();
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
            view.visit(&tables::DECIDED, items::rows_of(&list), |(_, at), brief| {
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
        let mut dues = Dues::new(view, self.days);
        let row = |id| -> Result<Row, CaseError> {
            let item = items::item(view, id)?;
            let may_look = who.is_some_and(|who| look::check_sight(view, who, &item).is_ok());
            Ok(Row { may_look, ..self.row(&mut dues, view, &item)? })
        };
        ids.into_iter().rev().map(row).collect()
    }

    /// The pending proposal that locks an opened child's record against others; `None` when it is free.
    pub fn lock(&self, child: &OpenChild) -> Result<Option<ItemId>, CaseError> {
        let now = regroup::in_use(child.view(), child.msix_id())?.unwrap_or(child.msix_id());
        Ok(child.view().get(&tables::LOCK, &now)?)
    }

    pub(super) fn rows(&self, view: &View, ids: &[ItemId], from: usize, most: usize) -> Result<Page, CaseError> {
        let shown = ids.iter().skip(from).take(most);
        let mut dues = Dues::new(view, self.days);
        let rows: Result<_, CaseError> = shown.map(|id| self.row(&mut dues, view, &items::item(view, *id)?)).collect();
        Ok(Page { rows: rows?, from, total: ids.len() })
    }

    pub(super) fn row(&self, dues: &mut Dues<'_, View>, view: &View, item: &Item) -> Result<Row, CaseError> {
        let now = self.clock.now();
        let open = item.status.is_open();
        let due = if open { Some(dues.due(item.level, &item.states, item.since)?) } else { None };
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
            legal: legal(view, &item.subject, now)?,
            answer: self.days.answer(item, now),
            resolution: dues.resolution(item, now)?,
            about: about(&item.subject),
            closed: item.closed().map(|step| step.at),
            closed_by: item.closed().map(|step| step.by.clone()),
            followed_by: item.followed_by,
            fate: fate(view, item)?,
            may_look: true,
        })
    }
}

/// The day on which the first of the clocks ends that run for what an item is about, and whether it is over there.
fn legal(view: &View, subject: &Subject, now: Timestamp) -> Result<Option<(Date, bool)>, CaseError> {
    let Some(of) = subject.clock() else { return Ok(None) };
    Ok(clocks::first_due(view, &of, now)?)
}

pub(super) fn of_kinds(kinds: &[ItemKind], kind: ItemKind) -> bool {
    kinds.is_empty() || kinds.contains(&kind)
}

pub(super) fn of_statuses(statuses: &[ItemStatus], status: ItemStatus) -> bool {
    statuses.is_empty() || statuses.contains(&status)
}

/// Those by which people keep children apart now.
fn keeping_apart(view: &View, ids: &[ItemId]) -> Result<Vec<ItemId>, CaseError> {
    let mut kept = Vec::new();
    for id in ids {
        let item = items::item(view, *id)?;
        let parts = match item.proposal().map(|one| &one.plan) {
            Some(Plan::Split { .. } | Plan::Undo { .. }) => item.status == ItemStatus::Approved,
            _ => matches!(item.status, ItemStatus::Different | ItemStatus::Rejected),
        };
        if parts && judge::may_reopen(view, &item)? {
            kept.push(*id);
        }
    }
    Ok(kept)
}

/// The number of what an item is about, where that has a page of its own.
pub(super) fn about(subject: &Subject) -> Option<u64> {
    match subject {
        Subject::NearMatch { .. } | Subject::Proposal(_) => None,
        Subject::Notice(id) => Some(id.0),
        Subject::Request(id) => Some(id.0),
        Subject::Correction(id) => Some(id.0),
        Subject::Findings(id) => Some(id.0),
    }
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
