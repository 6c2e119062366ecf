//! What the program says of children whom somebody wants to be one: the same as where it asks by itself.

use std::collections::BTreeSet;

use super::view::Alike;
use super::{CaseError, Casework, items, look};
use crate::access::Proposer;
use crate::model::{ItemId, MsixId, Plan};
use crate::records::regroup;
use crate::store::{Read, View, tables};

impl Casework {
    /// The comparison of each two children that a merge would join, in the order in which it names them; none of a plan
    /// that joins nobody, and of one that came from a near match, which has a comparison already.
    pub(super) fn alike(&self, view: &View, who: &Proposer, plan: &Plan) -> Result<Vec<Alike>, CaseError> {
        let Plan::Merge { master, others } = plan else { return Ok(Vec::new()) };
        let children: Vec<MsixId> = std::iter::once(*master).chain(others.iter().copied()).collect();
        let (mut alike, now) = (Vec::new(), self.clock.now());
        for (at, one) in children.iter().enumerate() {
            for other in children.iter().skip(at + 1) {
                let Some(near) = regroup::likeness(view, &self.matcher, *one, *other, now)? else { continue };
                alike.push(Alike { children: (*one, *other), near, asked: asked(view, who, *one, *other)? });
            }
        }
        Ok(alike)
    }
}

/// The items by which people were asked about two children, as far as the person may look at them.
fn asked(view: &View, who: &Proposer, one: MsixId, other: MsixId) -> Result<BTreeSet<ItemId>, CaseError> {
    let theirs: BTreeSet<_> = regroup::members(view, other)?.into_iter().collect();
    let mut asked = BTreeSet::new();
    for (left, right) in regroup::pairs_of(view, &BTreeSet::from([one]))?.into_keys() {
        if theirs.contains(&left) || theirs.contains(&right) {
            let Some(id) = view.get(&tables::NEAR_ITEM, &(left, right))? else { continue };
            if look::check_sight(view, who, &items::item(view, id)?).is_ok() {
                asked.insert(id);
            }
        }
    }
    Ok(asked)
}
