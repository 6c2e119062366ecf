//! The words that are shown of each child found, from the store, which alone knows the truth. Of the children of a page
//! each table is asked once, in the order of its keys.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::document::Card;
use super::rank::Fit;
use super::{Hit, HitMember, Results, SearchError};
use crate::matching;
use crate::model::{ContributionNo, Evidence, MsixId};
use crate::store::{Read, View, tables};

/// Members of a page by the child.
type Members = BTreeMap<MsixId, Vec<(ContributionNo, HitMember)>>;

/// Reads the words of the best. A child that was merged into another a moment ago makes room for the next.
pub(super) fn fill(
    view: &View,
    ranked: &[(Fit, Card)],
    limit: usize,
    results: &mut Results,
) -> Result<(), SearchError> {
    let mut rest = ranked;
    while !rest.is_empty() && results.hits.len() < limit {
        let (page, later) = rest.split_at(rest.len().min(limit - results.hits.len()));
        rest = later;
        let mut members = members(view, page)?;
        for (fit, card) in page {
            let Ok(msix_id) = MsixId::from_number(card.msix) else { continue };
            let Some(members) = members.remove(&msix_id) else { continue };
            results.hits.push(hit(fit, card, msix_id, members));
        }
    }
    results.more |= !rest.is_empty();
    Ok(())
}

fn hit(fit: &Fit, card: &Card, msix_id: MsixId, mut members: Vec<(ContributionNo, HitMember)>) -> Hit {
    // Those the index does not know yet came last.
    members.sort_by_key(|(no, _)| card.order.iter().position(|known| known == no).map_or(0, |at| at + 1));
    Hit {
        msix_id,
        score: fit.score.min(1.0),
        reason: fit.reason.to_owned(),
        words: fit.words.as_ref().map(|(typed, stored)| (typed.to_string(), stored.to_string())),
        members: members.into_iter().map(|(_, member)| member).collect(),
        last_school: card.last_school.clone(),
    }
}

fn members(view: &View, page: &[(Fit, Card)]) -> Result<Members, SearchError> {
    let mut children: Vec<MsixId> = page.iter().flat_map(|(_, card)| MsixId::from_number(card.msix)).collect();
    children.sort_unstable();
    let ranges = children.into_iter().map(|child| (child, ContributionNo(0))..=(child, ContributionNo(u32::MAX)));
    let mut of_child: Vec<(ContributionNo, MsixId)> = Vec::new();
    view.visit_each(&tables::MEMBER, ranges, |(child, no), ()| {
        of_child.push((no, child));
        ControlFlow::Continue(())
    })?;
    of_child.sort_unstable();
    let evidence = view.get_all(&tables::EVIDENCE, of_child.iter().map(|(no, _)| no))?;
    let memberships = view.get_all(&tables::MEMBERSHIP, of_child.iter().map(|(no, _)| no))?;
    let mut members = Members::new();
    for (((no, child), evidence), membership) in of_child.into_iter().zip(evidence).zip(memberships) {
        let evidence = match evidence {
            Some(evidence) => evidence,
            None => match last_said(view, no)? {
                Some(evidence) => evidence,
                None => continue,
            },
        };
        let live = membership.is_some_and(|membership| membership.live);
        members.entry(child).or_default().push((no, member(evidence, live)));
    }
    Ok(members)
}

fn member(evidence: Evidence, live: bool) -> HitMember {
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
