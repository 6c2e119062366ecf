//! A search from the box to the hits: candidates from the index, ranking by their cards.

use tantivy::collector::TopDocs;
use tantivy::{DocAddress, Searcher};

use super::apart::apart;
use super::document::Card;
use super::filters::{filters, passing};
use super::gather::{Scored, Tables, by_score};
use super::keeper::Keeper;
use super::kept::Kept;
use super::rank::{Need, fit};
use super::shown::{Ranked, fill};
use super::sought::{Near, Sought};
use super::typed::Thing;
use super::{Found, Query, Results, SearchError, typed};
use crate::access::{Finder, surviving};
use crate::store::decode;

/// Children that are looked at more closely, at least, and more than are shown.
const CANDIDATES: usize = 60;
const SPARE_CANDIDATES: usize = 40;
/// Children that the index still has and the store no longer, at most, in one page.
const MERGED_AWAY: usize = 2;
/// Most children that one search may ask for.
const MOST: usize = 100_000;

pub(super) fn find<'a>(
    keeper: &Keeper,
    scores: &Tables,
    finder: &'a Finder,
    query: &Query,
    limit: usize,
) -> Result<Found<'a>, SearchError> {
    let view = finder.look_for_children()?;
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
    Ok(Found { results, finder })
}

/// The children that fit, best first.
fn ranked(
    keeper: &Keeper,
    scores: &Tables,
    things: Vec<Thing>,
    query: &Query,
    limit: usize,
    results: &mut Results,
) -> Result<Vec<Ranked>, SearchError> {
    let (shelf, fields) = (keeper.shelf()?, keeper.fields());
    let filter = filters(&shelf, fields, query);
    let most = limit.saturating_add(SPARE_CANDIDATES).clamp(CANDIDATES, MOST);
    let things = apart(things, &shelf);
    let alone = things.iter().all(Thing::is_optional);
    let mut near = Near::default();
    let sought: Vec<Sought> =
        things.into_iter().map(|thing| Sought::new(thing, &shelf, fields, &mut near, alone)).collect();
    let found: Vec<Scored> = if sought.is_empty() {
        let Some(filter) = filter else { return Ok(Vec::new()) };
        let found = shelf.searcher.search(&filter, &TopDocs::with_limit(most).order_by_score())?;
        results.more = found.len() == most;
        found
    } else {
        let allowed = filter.map(|filter| passing(&shelf.searcher, &*filter)).transpose()?;
        let gather = |need: Need| scores.gather(&shelf, &sought, need, allowed.as_deref(), most);
        let (mut found, mut more) = gather(Need::Enough)?;
        // A page that is not full has room for children of another birth date: one of the two may be wrong.
        if found.len() < limit && sought.iter().any(Sought::is_date) {
            let (mut undated, more_undated) = gather(Need::AnyDate)?;
            undated.retain(|(_, address)| !found.iter().any(|(_, known)| known == address));
            found.extend(undated);
            found.sort_unstable_by(by_score);
            more |= more_undated;
        }
        results.more = more;
        found
    };
    let mut ranked: Vec<Ranked> = Vec::with_capacity(found.len());
    let shown = limit.saturating_add(MERGED_AWAY);
    for page in found.chunks((shown / 4).max(8)) {
        // No card that is still to be read can fit better than those that fill the page.
        let most = page.first().map_or(0.0, |(score, _)| most_of(&sought, *score));
        if !sought.is_empty() && ranked.iter().filter(|one| one.fit.rank > most).count() >= shown {
            break;
        }
        for (_, address) in page {
            let bytes = card_bytes(&shelf.searcher, *address)?;
            let card: Card = decode(&bytes).map_err(SearchError::Index)?;
            let fit = fit(&sought, &card);
            ranked.extend(fit.map(|fit| Ranked {
                fit,
                msix: card.msix,
                withdrawn: card.states.is_empty(),
                card: bytes,
            }));
        }
    }
    ranked.sort_by(|a, b| {
        let alike = || (a.fit.spare, a.withdrawn, a.msix).cmp(&(b.fit.spare, b.withdrawn, b.msix));
        b.fit.rank.total_cmp(&a.fit.rank).then_with(alike)
    });
    // A child that comes later is no better, whatever its words.
    let mut most = f32::INFINITY;
    for Ranked { fit, .. } in &mut ranked {
        most = most.min(fit.score);
        fit.score = most;
    }
    Ok(ranked)
}

/// The most that a child of a score of [`Tables::gather`] can be worth: what need not be there is not all looked up.
fn most_of(sought: &[Sought], score: f32) -> f32 {
    let optional: f32 = sought.iter().filter(|one| one.optional).map(|one| one.weight).sum();
    let weights: f32 = sought.iter().map(|one| one.weight).sum();
    // Sums rounded in another order.
    (score + optional) / weights + 0.000_1
}

fn card_bytes(searcher: &Searcher, address: DocAddress) -> Result<Vec<u8>, SearchError> {
    let Kept(bytes) = searcher.doc(address)?;
    bytes.ok_or_else(|| SearchError::Index("a document has no card".to_owned()))
}
