//! Everything about items that is written twice, compared, for the doctor. Numbers and MSIX IDs only.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use super::{CaseError, correction, feed, items, near, notice, request};
use crate::model::{ContributionNo, Item, ItemId, MsixId, NearMatch, NearStatus, Plan, StudentStatus, Subject, Text};
use crate::store::{Key, Read, StoreError, Table, View, tables};

/// Goes through one table and adds sentences.
type Walk = fn(&View, &mut Vec<String>) -> Result<(), CaseError>;

/// Most sentences.
const MOST: usize = 100;

/// Compares items with their lists, locks with pending proposals, near matches, notices, requests and corrections with
/// their items, feeds with their numbers. One sentence for each contradiction, at most a hundred; none when all is well.
pub fn check(view: &View) -> Vec<String> {
    let mut found = Vec::new();
    let walks: [Walk; 10] = [
        items_and_lists,
        near_matches,
        locks,
        filed_by_proposer,
        filed_by_child,
        feed::check_numbers,
        feed::check_keys,
        notice::check,
        request::check,
        correction::check,
    ];
    for walk in walks {
        if let Err(error) = walk(view, &mut found) {
            found.push(error.to_string());
        }
    }
    found.truncate(MOST);
    found
}

fn items_and_lists(view: &View, found: &mut Vec<String>) -> Result<(), CaseError> {
    let (mut waiting, mut decided, mut highest) = (0, 0, 0);
    visit_all(view, &tables::ITEM, found, |id, item, found| {
        highest = highest.max(id.0);
        let places = items::places(&item);
        let table = if item.status.is_open() { &tables::WORKLIST } else { &tables::DECIDED };
        *(if item.status.is_open() { &mut waiting } else { &mut decided }) += places.len() as u64;
        for (list, at) in places {
            if view.get(table, &(list, (at, id)))? != Some(items::brief(&item)) {
                found.push(format!("item {id} is not in its lists as it is"));
            }
        }
        for what in item_faults(view, id, &item)? {
            found.push(format!("item {id} {what}"));
        }
        Ok(())
    })?;
    count_rows(found, "worklist", view.len(&tables::WORKLIST)?, waiting);
    count_rows(found, "decided", view.len(&tables::DECIDED)?, decided);
    series_stands(view, found, items::SERIES, highest)
}

/// Whether the numbers of a series that were given out reach up to the highest in use.
pub(super) fn series_stands(view: &View, found: &mut Vec<String>, name: &str, highest: u64) -> Result<(), CaseError> {
    let given = view.get(&tables::COUNTER, &Text::from(name))?.unwrap_or_default();
    if highest > given {
        found.push(format!("series {name} stands at {given} and {highest} is in use: numbers would be given twice"));
    }
    Ok(())
}

/// Whether a table has as many rows as belong into it.
pub(super) fn count_rows(found: &mut Vec<String>, table: &str, rows: u64, expected: u64) {
    if rows != expected && found.len() < MOST {
        found.push(format!("table {table} has {rows} rows where {expected} belong"));
    }
}

/// Whether an item asks for this, and waits just as long.
pub(super) fn matches_item(view: &View, id: ItemId, subject: &Subject, open: bool) -> Result<bool, CaseError> {
    let item: Option<Item> = view.get(&tables::ITEM, &id)?;
    Ok(item.is_some_and(|item| item.subject == *subject && item.status.is_open() == open))
}

fn item_faults(view: &View, id: ItemId, item: &Item) -> Result<Vec<String>, CaseError> {
    let mut faults = Vec::new();
    if item.id != id {
        faults.push("is filed under another number".to_owned());
    }
    match &item.subject {
        Subject::NearMatch { left, right } => {
            let pair: Option<NearMatch> = view.get(&tables::NEAR, &(*left, *right))?;
            let open = pair.is_some_and(|pair| pair.status == NearStatus::Open);
            if item.status.is_open() && !open {
                faults.push("asks about a near match that is not open".to_owned());
            }
            if item.status.is_open() && view.get(&tables::NEAR_ITEM, &(*left, *right))? != Some(id) {
                faults.push("asks about a near match that has another item".to_owned());
            }
        }
        Subject::Proposal(proposal) if item.status.is_open() => {
            for child in &item.children {
                let retired = view.get(&tables::STUDENT, child)?;
                let retired = retired.is_some_and(|it| matches!(it.status, StudentStatus::RetiredInto(_)));
                if !retired && view.get(&tables::LOCK, child)? != Some(id) {
                    faults.push(format!("is pending and does not lock {child}"));
                }
            }
            if let Plan::Match { near, .. } = proposal.plan
                && status_of(view, near)? != Some(NearStatus::Judged)
            {
                faults.push("asks to validate a near match that is not judged".to_owned());
            }
        }
        _ => {}
    }
    Ok(faults)
}

/// The status of the near match of an item.
fn status_of(view: &View, near: ItemId) -> Result<Option<NearStatus>, CaseError> {
    let pair = near::pair_of(&items::item(view, near)?.subject)?;
    Ok(view.get(&tables::NEAR, &pair)?.map(|pair| pair.status))
}

fn near_matches(view: &View, found: &mut Vec<String>) -> Result<(), CaseError> {
    let mut asked: BTreeMap<BTreeSet<MsixId>, ItemId> = BTreeMap::new();
    visit_all(view, &tables::NEAR, found, |key: (ContributionNo, ContributionNo), pair, found| {
        let item: Option<Item> = view.get(&tables::NEAR_ITEM, &key)?.map(|id| items::item(view, id)).transpose()?;
        let waits = item.as_ref().is_some_and(|item| item.status.is_open());
        let follows = item.as_ref().and_then(|item| item.followed_by);
        let validation = follows.map(|id| items::item(view, id)).transpose()?;
        let fine = match pair.status {
            NearStatus::Open => {
                let children = near::children_of(view, key)?;
                // Two children are one question, whichever of their contributions are alike.
                item.is_some_and(|item| waits && *asked.entry(children).or_insert(item.id) == item.id)
            }
            NearStatus::Judged => validation.is_some_and(|item| item.status.is_open()),
            // Its item may wait for other pairs of the same children.
            _ => true,
        };
        if !fine {
            found.push(format!("the near match of {} and {} and its item contradict each other", key.0.0, key.1.0));
        }
        Ok(())
    })
}

fn locks(view: &View, found: &mut Vec<String>) -> Result<(), CaseError> {
    visit_all(view, &tables::LOCK, found, |child: MsixId, id, found| {
        let item = view.get(&tables::ITEM, &id)?;
        if !item.is_some_and(|item| item.status.is_open() && item.children.contains(&child)) {
            found.push(format!("the child {child} is locked and nothing is pending for it"));
        }
        Ok(())
    })
}

fn filed_by_proposer(view: &View, found: &mut Vec<String>) -> Result<(), CaseError> {
    visit_all(view, &tables::ITEM_BY_PROPOSER, found, |(user, id): (Text, ItemId), (), found| {
        let item = view.get(&tables::ITEM, &id)?;
        if item.as_ref().and_then(|item| item.proposal()).map(|proposal| &proposal.by) != Some(&user) {
            found.push(format!("item {id} is filed under somebody who did not propose it"));
        }
        Ok(())
    })
}

fn filed_by_child(view: &View, found: &mut Vec<String>) -> Result<(), CaseError> {
    let mut filed = 0;
    visit_all(view, &tables::ITEM, found, |id, item, found| {
        for child in &item.children {
            filed += 1;
            if view.get(&tables::ITEM_BY_CHILD, &(*child, id))?.is_none() {
                found.push(format!("item {id} is not filed under {child}"));
            }
        }
        Ok(())
    })?;
    count_rows(found, "item_by_child", view.len(&tables::ITEM_BY_CHILD)?, filed);
    Ok(())
}

/// Walks a table with a visitor that can fail, until there are enough sentences.
pub(super) fn visit_all<K: Key, V: serde::de::DeserializeOwned>(
    view: &View,
    table: &Table<K, V>,
    found: &mut Vec<String>,
    mut row: impl FnMut(K, V, &mut Vec<String>) -> Result<(), CaseError>,
) -> Result<(), CaseError> {
    let mut failure: Option<CaseError> = None;
    let visited: Result<(), StoreError> = view.visit(table, .., |key, value| {
        failure = row(key, value, found).err();
        if failure.is_none() && found.len() < MOST { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    visited?;
    failure.map_or(Ok(()), Err)
}
