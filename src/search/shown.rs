//! The words that are shown of each child found, from the store, which alone knows the truth. Of the children of a page
//! each table is asked once, in the order of its keys.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde::Deserialize;
use tantivy::DocAddress;

use super::document::Card;
use super::rank::Fit;
use super::shelf::Shelf;
use super::{Hit, HitMember, Results, SearchError};
use crate::matching;
use crate::model::{
    AlternateId, ContributionKey, ContributionNo, Date, Evidence, MsixId, Parent, PersonName, Sex, Text,
};
use crate::store::{Read, View, decode, tables};

/// A child that fits, and where its card is: few of those that are looked at are shown.
pub(super) struct Ranked {
    pub fit: Fit,
    /// MSIX ID as a number.
    pub msix: u64,
    /// Whether no state contributes any more.
    pub withdrawn: bool,
    pub card: DocAddress,
}

/// Members of a page by the child.
type Members = BTreeMap<MsixId, Vec<(ContributionNo, HitMember)>>;

/// The first fields of [`Evidence`]: where a child moved and stayed, the greater part, is not shown.
#[derive(Debug, Deserialize)]
struct SaidFront {
    key: ContributionKey,
    _msix_id_sent: Option<MsixId>,
    _alternates: Vec<AlternateId>,
    names: Vec<PersonName>,
    birth_dates: Vec<Date>,
    _sex: Option<Sex>,
    _multiple_birth: Option<bool>,
    _birth_city: Option<Text>,
    _birth_state: Option<Text>,
    _birth_country: Option<Text>,
    parents: Vec<Parent>,
}

impl From<Evidence> for SaidFront {
    fn from(evidence: Evidence) -> Self {
        Self {
            key: evidence.key,
            _msix_id_sent: evidence.msix_id_sent,
            _alternates: evidence.alternates,
            names: evidence.names,
            birth_dates: evidence.birth_dates,
            _sex: evidence.sex,
            _multiple_birth: evidence.multiple_birth,
            _birth_city: evidence.birth_city,
            _birth_state: evidence.birth_state,
            _birth_country: evidence.birth_country,
            parents: evidence.parents,
        }
    }
}

/// Reads the words of the best. A child that was merged into another a moment ago makes room for the next.
pub(super) fn fill(
    view: &View,
    shelf: &Shelf,
    ranked: &[Ranked],
    limit: usize,
    results: &mut Results,
) -> Result<(), SearchError> {
    let mut rest = ranked;
    while !rest.is_empty() && results.hits.len() < limit {
        let (page, later) = rest.split_at(rest.len().min(limit - results.hits.len()));
        rest = later;
        let mut members = members(view, page)?;
        for one in page {
            let Ok(msix_id) = MsixId::from_number(one.msix) else { continue };
            let Some(members) = members.remove(&msix_id) else { continue };
            let card = decode(&shelf.card(one.card)?).map_err(SearchError::Index)?;
            results.hits.push(hit(&one.fit, card, msix_id, members));
        }
    }
    results.more |= !rest.is_empty();
    Ok(())
}

fn hit(fit: &Fit, card: Card, msix_id: MsixId, mut members: Vec<(ContributionNo, HitMember)>) -> Hit {
    // Those the index does not know yet came last.
    members.sort_by_key(|(no, _)| card.order.iter().position(|known| known == no).map_or(0, |at| at + 1));
    Hit {
        msix_id,
        score: fit.score.min(1.0),
        reason: fit.reason.to_owned(),
        words: fit.words.as_ref().map(|(typed, stored)| (typed.to_string(), stored.to_string())),
        members: members.into_iter().map(|(_, member)| member).collect(),
        last_school: card.last_school,
    }
}

fn members(view: &View, page: &[Ranked]) -> Result<Members, SearchError> {
    let mut children: Vec<MsixId> = page.iter().flat_map(|one| MsixId::from_number(one.msix)).collect();
    children.sort_unstable();
    let ranges = children.into_iter().map(|child| (child, ContributionNo(0))..=(child, ContributionNo(u32::MAX)));
    let mut of_child: Vec<(ContributionNo, MsixId)> = Vec::new();
    view.visit_each(&tables::MEMBER, ranges, |(child, no), ()| {
        of_child.push((no, child));
        ControlFlow::Continue(())
    })?;
    of_child.sort_unstable();
    let evidence: Vec<Option<SaidFront>> = view.get_all_fronts(&tables::EVIDENCE, of_child.iter().map(|(no, _)| no))?;
    let mut members = Members::new();
    for ((no, child), evidence) in of_child.into_iter().zip(evidence) {
        // The store keeps the evidence of what is live alone.
        let live = evidence.is_some();
        let evidence = match evidence {
            Some(evidence) => evidence,
            None => match last_said(view, no)? {
                Some(evidence) => evidence.into(),
                None => continue,
            },
        };
        members.entry(child).or_default().push((no, member(evidence, live)));
    }
    Ok(members)
}

fn member(evidence: SaidFront, live: bool) -> HitMember {
    HitMember {
        name: evidence.names.first().map(ToString::to_string).unwrap_or_default(),
        birth_date: evidence.birth_dates.first().copied(),
        parents: evidence.parents.iter().map(ToString::to_string).collect(),
        key: evidence.key,
        live,
    }
}

/// What a contribution that was withdrawn said last about who the child is.
fn last_said(view: &View, no: ContributionNo) -> Result<Option<Evidence>, SearchError> {
    let versions = view.range(&tables::VERSION, (no, 0)..=(no, u32::MAX))?;
    let last = versions.into_iter().rev().find_map(|(_, version)| version.contribution);
    Ok(last.map(|contribution| matching::evidence(&contribution)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::{World, word};

    /// Whoever puts another field into evidence has to put it in here.
    #[test]
    fn the_first_fields_are_those_of_evidence() {
        let world = World::new();
        let no = world.send("2024-01-09", &word("TX/1", "Lissete", "Flores", "2012-03-04")).no;
        let view = world.store().view().unwrap();
        let whole = view.get(&tables::EVIDENCE, &no).unwrap().unwrap();
        assert!(!whole.names.is_empty() && !whole.birth_dates.is_empty());
        let fronts: Vec<Option<SaidFront>> = view.get_all_fronts(&tables::EVIDENCE, [&no]).unwrap();
        assert_eq!(format!("{:?}", fronts.first()), format!("{:?}", Some(&Some(SaidFront::from(whole)))));
    }
}
