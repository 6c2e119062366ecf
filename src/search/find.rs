//! A search from the box to the hits: candidates from the index, ranking by their cards, and the words shown from the
//! store, which alone knows the truth.

use tantivy::collector::TopDocs;
use tantivy::schema::Value;
use tantivy::{DocAddress, Searcher, TantivyDocument};

use super::apart::apart;
use super::document::Card;
use super::filters::{filters, passing};
use super::gather::Tables;
use super::keeper::Keeper;
use super::rank::{Fit, fit};
use super::sought::Sought;
use super::typed::Thing;
use super::{Hit, HitMember, Query, Results, SearchError, typed};
use crate::access::{ChildReader, surviving};
use crate::matching;
use crate::model::{ContributionNo, Evidence, MsixId};
use crate::store::{Read, View, decode, tables};

/// Children that are looked at more closely, at least, and more than are shown.
const CANDIDATES: usize = 60;
const SPARE_CANDIDATES: usize = 40;
/// Most children that one search may ask for.
const MOST: usize = 100_000;

pub(super) fn search(
    keeper: &Keeper,
    scores: &Tables,
    reader: &ChildReader,
    query: &Query,
    limit: usize,
) -> Result<Results, SearchError> {
    let view = reader.look_for_children()?;
    let mut things = typed::things(&query.text);
    for id in things.iter_mut().filter_map(|thing| thing.msix_id.as_mut()) {
        *id = surviving(&view, *id)?;
    }
    let mut results = Results::default();
    // Whatever was typed that is no word at all (`!!!`) asks for nobody.
    let empty_text = things.is_empty() && !query.text.trim().is_empty();
    if !empty_text && limit > 0 {
        let ranked = ranked(keeper, scores, things, query, limit, &mut results)?;
        fill(&view, &ranked, limit, &mut results)?;
    }
    reader.searched(results.hits.iter().map(|hit| hit.msix_id).collect())?;
    Ok(results)
}

/// The children that fit, best first.
fn ranked(
    keeper: &Keeper,
    scores: &Tables,
    things: Vec<Thing>,
    query: &Query,
    limit: usize,
    results: &mut Results,
) -> Result<Vec<(Fit, Card)>, SearchError> {
    let (shelf, fields) = (keeper.shelf()?, keeper.fields());
    let filter = filters(&shelf, fields, query);
    let most = limit.saturating_add(SPARE_CANDIDATES).clamp(CANDIDATES, MOST);
    let things = apart(things, &shelf);
    let alone = things.iter().all(Thing::is_optional);
    let sought: Vec<Sought> = things.into_iter().map(|thing| Sought::new(thing, &shelf, fields, alone)).collect();
    let found: Vec<DocAddress> = if sought.is_empty() {
        let Some(filter) = filter else { return Ok(Vec::new()) };
        let found = shelf.searcher.search(&filter, &TopDocs::with_limit(most).order_by_score())?;
        results.more = found.len() == most;
        found.into_iter().map(|(_, address)| address).collect()
    } else {
        let allowed = filter.map(|filter| passing(&shelf.searcher, &*filter)).transpose()?;
        let (found, more) = scores.gather(&shelf, &sought, allowed.as_deref(), most)?;
        results.more = more;
        found.into_iter().map(|(_, address)| address).collect()
    };
    let mut ranked: Vec<(Fit, Card)> = Vec::with_capacity(found.len());
    for address in found {
        let card = card(&shelf.searcher, keeper, address)?;
        ranked.extend(fit(&sought, &card).map(|fit| (fit, card)));
    }
    ranked.sort_by(|(a, a_card), (b, b_card)| {
        b.score.total_cmp(&a.score).then(a.spare.cmp(&b.spare)).then(a_card.msix.cmp(&b_card.msix))
    });
    Ok(ranked)
}

/// Reads the words of the best from the store.
fn fill(view: &View, ranked: &[(Fit, Card)], limit: usize, results: &mut Results) -> Result<(), SearchError> {
    for (fit, card) in ranked {
        let Ok(msix_id) = MsixId::from_number(card.msix) else { continue };
        let members = members(view, msix_id, &card.order)?;
        // The index is behind: the child was merged into another a moment ago.
        if members.is_empty() {
            continue;
        }
        if results.hits.len() == limit {
            results.more = true;
            return Ok(());
        }
        let (score, reason) = (fit.score.min(1.0), fit.reason.to_owned());
        let words = fit.words.as_ref().map(|(typed, stored)| (typed.to_string(), stored.to_string()));
        results.hits.push(Hit { msix_id, score, reason, words, members, last_school: card.last_school.clone() });
    }
    Ok(())
}

fn card(searcher: &Searcher, keeper: &Keeper, address: DocAddress) -> Result<Card, SearchError> {
    let document: TantivyDocument = searcher.doc(address)?;
    let bytes = document.get_first(keeper.fields().card).and_then(|value| value.as_bytes());
    let bytes = bytes.ok_or_else(|| SearchError::Index("a document has no card".to_owned()))?;
    decode(bytes).map_err(SearchError::Index)
}

fn members(view: &View, msix_id: MsixId, order: &[ContributionNo]) -> Result<Vec<HitMember>, SearchError> {
    let bounds = (msix_id, ContributionNo(0))..=(msix_id, ContributionNo(u32::MAX));
    let mut numbers: Vec<_> = view.range(&tables::MEMBER, bounds)?.into_iter().map(|((_, no), ())| no).collect();
    // Those the index does not know yet came last.
    numbers.sort_by_key(|no| order.iter().position(|known| known == no).map_or(0, |at| at + 1));
    let mut members = Vec::with_capacity(numbers.len());
    for no in numbers {
        let Some(evidence) = evidence(view, no)? else { continue };
        let live = view.get(&tables::MEMBERSHIP, &no)?.is_some_and(|membership| membership.live);
        members.push(HitMember {
            name: evidence.names.first().map(ToString::to_string).unwrap_or_default(),
            birth_date: evidence.birth_dates.first().copied(),
            parents: evidence.parents.iter().map(ToString::to_string).collect(),
            key: evidence.key,
            live,
        });
    }
    Ok(members)
}

/// What a contribution says about who the child is; of one that was withdrawn, what it said last.
fn evidence(view: &View, no: ContributionNo) -> Result<Option<Evidence>, SearchError> {
    if let Some(evidence) = view.get(&tables::EVIDENCE, &no)? {
        return Ok(Some(evidence));
    }
    let versions = view.range(&tables::VERSION, (no, 0)..=(no, u32::MAX))?;
    let last = versions.into_iter().rev().find_map(|(_, version)| version.contribution);
    Ok(last.map(|contribution| matching::evidence(&contribution)))
}
