//! Looking at an item: its records side by side, what would move, what the person may do. Every look is a reading and
//! goes into the log before anything is shown.

use std::sync::Arc;

use super::due::Dues;
use super::{Case, CaseError, Casework, May, apart, items, judge, list, near, propose, reach};
use crate::access::{OpenChild, Proposer, surviving};
use crate::model::{
    ContributionNo, Item, ItemId, ItemKind, ItemStatus, Level, MsixId, NearMatch, Plan, Standing, Subject,
};
use crate::records::regroup::{self, Order, Preview};
use crate::store::{Read, View, tables};

/// The part of a record that is named in the audit log when two are compared.
const PART: &str = "match";
/// How often records are opened before one gives up because they change all the time.
const TRIES: usize = 4;

impl Casework {
    /// An item with its records, which are taken down as read with the part `match`. Data administrators see what their
    /// states are or were asked; everybody sees his own proposals.
    pub fn look(&self, who: &Proposer, id: ItemId) -> Result<Case, CaseError> {
        let (view, children) = self.open_all(who, |view| {
            let item = items::item(view, id)?;
            check_sight(view, who, &item)?;
            list::children(view, &item)
        })?;
        let view = &*view;
        let item = items::item(view, id)?;
        Ok(Case {
            row: self.row(&mut Dues::new(view, self.days), view, &item)?,
            near: near_of(view, &item)?,
            alike: match item.proposal().filter(|_| item.status.is_open()) {
                Some(proposal) => self.alike(view, who, &proposal.plan)?,
                None => Vec::new(),
            },
            preview: preview(view, &item)?,
            changed_since: changed_since(view, &item)?,
            judged_apart: match item.proposal().filter(|_| item.status.is_open()) {
                Some(proposal) => apart::judged_apart(view, &proposal.plan)?,
                None => None,
            },
            beside: beside(view, who, &item)?,
            locked_by: locked_by(view, &item)?,
            may: may(view, who, &item)?,
            children,
            item,
        })
    }

    /// The children of an item, for those who may look at it.
    pub fn children_of_item(&self, who: &Proposer, id: ItemId) -> Result<Vec<MsixId>, CaseError> {
        let view = self.store.view()?;
        let item = items::item(&view, id)?;
        check_sight(&view, who, &item)?;
        list::children(&view, &item)
    }

    /// What an item is about, for those who may look at it: its kind and the number of the notice, request, correction or
    /// submission; `None` for one that is a question about records itself.
    pub fn page_of(&self, who: &Proposer, id: ItemId) -> Result<Option<(ItemKind, u64)>, CaseError> {
        let view = self.store.view()?;
        let item = items::item(&view, id)?;
        if !item.assignees.contains(who.user()) {
            check_sight(&view, who, &item)?;
        }
        Ok(list::about(&item.subject).map(|number| (item.kind(), number)))
    }

    /// Opens the records that are `wanted`, each with an entry in the log, and gives all of them at one moment after the
    /// last entry. When others are wanted by then, or an identifier stands for another record, those are opened as well.
    pub(super) fn open_all(
        &self,
        who: &Proposer,
        wanted: impl Fn(&View) -> Result<Vec<MsixId>, CaseError>,
    ) -> Result<(Arc<View>, Vec<OpenChild>), CaseError> {
        let mut opened: Vec<(MsixId, MsixId, OpenChild)> = Vec::new();
        for _ in 0..TRIES {
            let view = Arc::new(self.store.view()?);
            let mut stands_for = Vec::new();
            for child in wanted(&view)? {
                stands_for.push((child, surviving(&*view, child)?));
            }
            let known = |opened: &[(MsixId, MsixId, OpenChild)], way: &(MsixId, MsixId)| {
                opened.iter().position(|(asked, shown, _)| (*asked, *shown) == *way)
            };
            let missing: Vec<(MsixId, MsixId)> =
                stands_for.iter().copied().filter(|way| known(&opened, way).is_none()).collect();
            if missing.is_empty() {
                let places: Vec<usize> = stands_for.iter().filter_map(|way| known(&opened, way)).collect();
                let mut all: Vec<(usize, OpenChild)> = opened
                    .into_iter()
                    .enumerate()
                    .filter_map(|(at, (_, _, child))| Some((places.iter().position(|place| *place == at)?, child)))
                    .collect();
                all.sort_by_key(|(place, _)| *place);
                return Ok((Arc::clone(&view), all.into_iter().map(|(_, child)| child.at(&view)).collect()));
            }
            for (child, shown) in missing {
                opened.push((child, shown, who.reader().open(child, PART)?));
            }
        }
        Err(CaseError::Changed)
    }
}

/// Whether somebody may look at an item: data administrators of what their states are or were asked, everybody at his own
/// proposals.
pub(super) fn check_sight(view: &View, who: &Proposer, item: &Item) -> Result<(), CaseError> {
    let own = item.proposal().is_some_and(|proposal| proposal.by == *who.user());
    match who.decides() {
        _ if own => Ok(()),
        Some(decides) => reach::check_sight(view, item, who.user(), decides),
        None => Err(CaseError::OtherStates),
    }
}

/// The near match that an item is about, or that its proposal came from.
pub(super) fn near_of(view: &View, item: &Item) -> Result<Option<NearMatch>, CaseError> {
    let pair = match &item.subject {
        Subject::NearMatch { left, right } => (*left, *right),
        Subject::Proposal(proposal) => match proposal.plan {
            Plan::Match { near, .. } => near::pair_of(&items::item(view, near)?.subject)?,
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    Ok(view.get(&tables::NEAR, &pair)?)
}

fn preview(view: &View, item: &Item) -> Result<Option<Preview>, CaseError> {
    if !item.status.is_open() {
        return Ok(None);
    }
    let worked = match &item.subject {
        Subject::NearMatch { left, right } => {
            let (master, other) = judge::children(view, (*left, *right), None)?;
            let order = Order::Merge { master, others: &[other] };
            regroup::work_out(view, &order).map_err(CaseError::from)
        }
        Subject::Proposal(proposal) => propose::work_out(view, &proposal.plan),
        _ => return Ok(None),
    };
    match worked {
        Ok(worked) => Ok(Some(worked.preview(view)?)),
        Err(CaseError::Plan(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Where else somebody is asked about the children of an open item.
fn beside(view: &View, who: &Proposer, item: &Item) -> Result<Vec<ItemId>, CaseError> {
    let mut found = Vec::new();
    if item.status.is_open() {
        for child in list::children(view, item)? {
            for id in apart::items_of(view, &[child])? {
                let other = items::item(view, id)?;
                let asks = other.kind() == ItemKind::NearMatch && other.status.is_open();
                if asks && id != item.id && check_sight(view, who, &other).is_ok() {
                    found.push(id);
                }
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// The proposals for which an open near match has to wait.
fn locked_by(view: &View, item: &Item) -> Result<Vec<ItemId>, CaseError> {
    let mut pending = Vec::new();
    if item.status.is_open() && item.proposal().is_none() {
        for child in list::children(view, item)? {
            pending.extend(view.get(&tables::LOCK, &child)?);
        }
    }
    Ok(pending)
}

/// Contributions that stand otherwise than when it was proposed.
fn changed_since(view: &View, item: &Item) -> Result<Vec<ContributionNo>, CaseError> {
    let Some(proposal) = item.proposal().filter(|_| item.status.is_open()) else { return Ok(Vec::new()) };
    let mut children: Vec<MsixId> = proposal.standing.iter().map(|one| one.child).collect();
    children.sort_unstable();
    children.dedup();
    let now = regroup::standing(view, &children)?;
    let only = |these: &[Standing], those: &[Standing]| -> Vec<ContributionNo> {
        these.iter().filter(|one| !those.contains(one)).map(|one| one.no).collect()
    };
    let mut changed = only(&now, &proposal.standing);
    changed.extend(only(&proposal.standing, &now));
    changed.sort_unstable();
    changed.dedup();
    Ok(changed)
}

fn may(view: &View, who: &Proposer, item: &Item) -> Result<May, CaseError> {
    let open = item.status.is_open();
    let is_near = matches!(item.subject, Subject::NearMatch { .. });
    let own = item.proposal().is_some_and(|proposal| proposal.by == *who.user());
    let reopens = match who.decides() {
        Some(decides) => judge::check_reopens(view, item, who.user(), decides).is_ok(),
        None => false,
    };
    let decides = match who.decides() {
        Some(decides) => reach::check_reach(view, item, who.user(), decides).is_ok(),
        None => false,
    };
    let approved = item.status == ItemStatus::Approved && item.followed_by.is_none();
    let undoable = !matches!(item.proposal().map(|one| &one.plan), None | Some(Plan::Undo { .. }));
    Ok(May {
        take: open && decides,
        assign: open && decides,
        escalate: open && decides && item.level != Level::Nation,
        judge: open && decides && is_near,
        decide: open && decides && !is_near,
        cancel: open && own,
        reopen: reopens && !open && judge::may_reopen(view, item)?,
        undo: approved && undoable,
    })
}
