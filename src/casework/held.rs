//! What somebody has of one kind: found from the lists of open items; only what is hers is read itself.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::items;
use crate::access::Worker;
use crate::model::{ItemKind, Subject};
use crate::store::{Read, StoreError, View, tables};

/// What the open items of a kind ask for that a person has.
pub(super) fn of_kind(view: &View, who: &Worker, kind: ItemKind) -> Result<Vec<Subject>, StoreError> {
    // Whoever stands in for the nation has what is no state's of hers.
    let states = who.jurisdiction().states_or_all();
    let lists = states.into_iter().map(items::all_of).chain([items::rows_of(&items::list_of_the_nation())]);
    let mut mine = BTreeSet::new();
    view.visit_each(&tables::WORKLIST, lists, |(_, (_, id)), brief| {
        if brief.kind == kind && brief.assignees.contains(who.user()) {
            mine.insert(id);
        }
        ControlFlow::Continue(())
    })?;
    let mine: Vec<_> = mine.into_iter().collect();
    Ok(view.get_all(&tables::ITEM, &mine)?.into_iter().flatten().map(|item| item.subject).collect())
}
