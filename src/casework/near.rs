//! Near matches as items: they come into being and are superseded in the change of the near match itself.

use std::collections::{BTreeMap, BTreeSet};

use super::ask::lists_again;
use super::reach::Roster;
use super::{CaseError, decide, district, items};
use crate::audit;
use crate::model::{
    AuditEvent, Item, ItemId, ItemStatus, Level, MsixId, NearMatch, NearStatus, StepKind, Subject, Text,
};
use crate::records::regroup::{self, Pair};
use crate::records::{Applied, RecordsError};
use crate::store::{Change, Logged, Read, StoreError, tables};

/// The change of a withdrawal also ends what cannot be carried out any more.
pub(super) fn after_withdrawal(change: &Change, applied: &Applied) -> Result<(), RecordsError> {
    let Some(id) = change.get(&tables::LOCK, &applied.msix_id)? else { return Ok(()) };
    decide::supersede_if_moot(change, id).map_err(of_case)
}

/// Inside a submission only the store can fail.
pub(super) fn of_case(error: CaseError) -> RecordsError {
    match error {
        CaseError::Store(error) => error.into(),
        CaseError::Records(error) => error,
        other => RecordsError::Inconsistent(format!("the worklist: {other}")),
    }
}

/// A near match was opened or superseded. The submission that caused it has an entry of its own.
pub(crate) fn near_changed(change: &Change, pair: &NearMatch) -> Result<(), RecordsError> {
    settle(change, &children_of(change, (pair.left, pair.right))?, Regrouped::No).map(drop)
}

/// Whether children have become others: only then an item that waits may be in other districts than before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Regrouped {
    Yes,
    No,
}

/// The two children of a pair, or the one that they have become.
pub(super) fn children_of(read: &impl Read, pair: Pair) -> Result<BTreeSet<MsixId>, RecordsError> {
    Ok(BTreeSet::from([regroup::child_of(read, pair.0)?, regroup::child_of(read, pair.1)?]))
}

/// Brings the items of some children into step with their near matches: one item for two children, however many of
/// their contributions are alike; an item of which no pair is open any more is closed. Gives those that were closed.
fn settle(change: &Change, children: &BTreeSet<MsixId>, regrouped: Regrouped) -> Result<Vec<Item>, RecordsError> {
    let pairs = regroup::pairs_of(change, children)?;
    let mut waiting: BTreeMap<ItemId, Item> = BTreeMap::new();
    let mut questions: BTreeMap<BTreeSet<MsixId>, Vec<&NearMatch>> = BTreeMap::new();
    for (key, pair) in &pairs {
        if let Some(item) = waiting_item(change, *key)? {
            waiting.insert(item.id, item);
        }
        if pair.status == NearStatus::Open {
            questions.entry(children_of(change, *key)?).or_default().push(pair);
        }
    }
    for (children, pairs) in questions {
        let mut own = Vec::new();
        for pair in &pairs {
            own.extend(waiting_item(change, key(pair))?.filter(|item| waiting.contains_key(&item.id)));
        }
        // That which is about one of these pairs before one that only lists them; the oldest.
        let about = |item: &Item| pair_of(&item.subject).is_ok_and(|asked| pairs.iter().any(|one| key(one) == asked));
        let item = own.into_iter().min_by_key(|item| (!about(item), item.id));
        if let Some(item) = &item {
            waiting.remove(&item.id);
        }
        let children: Vec<MsixId> = children.into_iter().collect();
        ask(change, item, &children, &pairs, regrouped)?;
    }
    let mut closed = Vec::new();
    for item in waiting.into_values() {
        if !is_about_an_open_pair(change, &item)? {
            closed.push(items::close(change, item, ItemStatus::Superseded, StepKind::Superseded, None)?);
        }
    }
    Ok(closed)
}

/// An item that an old pair of these children names may be about others by now.
fn is_about_an_open_pair(read: &impl Read, item: &Item) -> Result<bool, StoreError> {
    let Ok(pair) = pair_of(&item.subject) else { return Ok(false) };
    let open = read.get(&tables::NEAR, &pair)?.is_some_and(|pair| pair.status == NearStatus::Open);
    Ok(open && read.get(&tables::NEAR_ITEM, &pair)? == Some(item.id))
}

/// The same after a decision of people, each closing with an entry in the log.
pub(super) fn settle_logged(change: &Change, children: &BTreeSet<MsixId>) -> Result<(), RecordsError> {
    for item in settle(change, children, Regrouped::Yes)? {
        log_closed(change, &item).map(drop)?;
    }
    Ok(())
}

/// One item for open near matches of two children, at the lowest level at which somebody of each side can be asked; the
/// upkeep sends it on from the states when none has anybody.
fn ask(
    change: &Change,
    item: Option<Item>,
    children: &[MsixId],
    pairs: &[&NearMatch],
    regrouped: Regrouped,
) -> Result<(), RecordsError> {
    let Some(strongest) = pairs.iter().max_by(|a, b| a.explanation.score.total_cmp(&b.explanation.score)) else {
        return Ok(());
    };
    let mut states = Vec::with_capacity(2);
    for no in pairs.iter().flat_map(|pair| [pair.left, pair.right]) {
        states.push(regroup::key_of(change, no)?.state);
    }
    states.sort_unstable();
    states.dedup();
    let about = Subject::NearMatch { left: strongest.left, right: strongest.right };
    let id = match item {
        None => {
            let districts = district::of_children(change, children, &states)?;
            let level = Roster::of(change)?.route(change, &states, &districts, None)?.min(Level::State);
            items::open(change, about, states, districts, level, None)?.id
        }
        Some(before) => {
            let stays = pair_of(&before.subject).is_ok_and(|asked| pairs.iter().any(|pair| key(pair) == asked));
            let subject = if stays { before.subject.clone() } else { about };
            let item = Item { subject, states, ..before.clone() };
            // Looked up again only when there is cause: it is read from the children's records.
            if regrouped == Regrouped::Yes || item.states != before.states {
                let districts = district::of_children(change, children, &item.states)?;
                lists_again(change, &before, Item { districts, ..item })?;
            } else if item != before {
                items::save(change, Some(&before), &item)?;
            }
            before.id
        }
    };
    Ok(change.put_all(&tables::NEAR_ITEM, pairs.iter().map(|pair| key(pair)), &id)?)
}

/// The item about a pair, if it waits.
pub(super) fn waiting_item(read: &impl Read, pair: Pair) -> Result<Option<Item>, StoreError> {
    let Some(id) = read.get(&tables::NEAR_ITEM, &pair)? else { return Ok(None) };
    Ok(read.get(&tables::ITEM, &id)?.filter(|item| item.status.is_open()))
}

/// The pairs of an item about near matches that have a status. They all lie between the same two children.
pub(super) fn pairs_of(read: &impl Read, item: &Item, status: NearStatus) -> Result<Vec<Pair>, CaseError> {
    let (left, _) = pair_of(&item.subject)?;
    let mut found = Vec::new();
    for (key, pair) in regroup::pairs_of(read, &BTreeSet::from([regroup::child_of(read, left)?]))? {
        if pair.status == status && read.get(&tables::NEAR_ITEM, &key)? == Some(item.id) {
            found.push(key);
        }
    }
    Ok(found)
}

fn key(pair: &NearMatch) -> Pair {
    (pair.left, pair.right)
}

/// Takes down in the audit log that an item was closed.
pub(super) fn log_closed(change: &Change, item: &Item) -> Result<Logged, StoreError> {
    let status = Text::from(item.status.word());
    audit::append(change, AuditEvent::ItemClosed { item: item.id, status, children: item.children.clone() })
}

/// The pair of an item about a near match.
pub(super) fn pair_of(subject: &Subject) -> Result<Pair, CaseError> {
    match subject {
        Subject::NearMatch { left, right } => Ok((*left, *right)),
        _ => Err(CaseError::Kind),
    }
}
