//! A search from the box to the hits: candidates from the index, ranking by their cards.

use tantivy::collector::TopDocs;

use super::apart::apart;
use super::document::Card;
use super::filters::{filters, passing};
use super::gather::{Gathered, Scored, Tables, by_score};
use super::keeper::Keeper;
use super::rank::fit;
use super::schema::Fields;
use super::shelf::Shelf;
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
/// So many children at the head of a page are the best of all candidates: ten, and some to spare, because [`most_of`] is
/// no strict bound. The rest of it, at which hardly anybody looks, are the best of those that had to be looked at for that.
const HEAD: usize = 14;

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
        let (shelf, fields) = (keeper.shelf()?, keeper.fields());
        let sought = sought(things, &shelf, fields);
        let found = candidates(&shelf, fields, scores, &sought, query, limit, &mut results)?;
        let ranked = ranked(&shelf, &sought, &found, limit)?;
        fill(&view, &shelf, &ranked, limit, &mut results)?;
    }
    Ok(Found { results, finder })
}

/// What each thing typed stands for.
fn sought(things: Vec<Thing>, shelf: &Shelf, fields: &Fields) -> Vec<Sought> {
    let things = apart(things, shelf);
    let alone = things.iter().all(Thing::is_optional);
    let mut near = Near::default();
    things.into_iter().map(|thing| Sought::new(thing, shelf, fields, &mut near, alone)).collect()
}

/// The children that are worth a closer look, best first.
fn candidates(
    shelf: &Shelf,
    fields: &Fields,
    scores: &Tables,
    sought: &[Sought],
    query: &Query,
    limit: usize,
    results: &mut Results,
) -> Result<Vec<Scored>, SearchError> {
    let filter = filters(shelf, fields, query);
    let most = limit.saturating_add(SPARE_CANDIDATES).clamp(CANDIDATES, MOST);
    if sought.is_empty() {
        let Some(filter) = filter else { return Ok(Vec::new()) };
        let found = shelf.searcher.search(&filter, &TopDocs::with_limit(most).order_by_score())?;
        results.more = found.len() == most;
        return Ok(found);
    }
    let allowed = filter.map(|filter| passing(&shelf.searcher, &*filter)).transpose()?;
    let Gathered { enough: mut found, mut any_date } = scores.gather(shelf, sought, allowed.as_deref(), most)?;
    results.more = found.len() > most;
    found.truncate(most);
    // A page that is not full has room for children of another birth date: one of the two may be wrong.
    if found.len() < limit {
        results.more |= any_date.len() > most;
        any_date.truncate(most);
        found.extend(any_date);
        found.sort_unstable_by(by_score);
    }
    Ok(found)
}

/// Those of the candidates that fit, best first.
fn ranked(shelf: &Shelf, sought: &[Sought], found: &[Scored], limit: usize) -> Result<Vec<Ranked>, SearchError> {
    let mut ranked: Vec<Ranked> = Vec::with_capacity(found.len());
    let shown = limit.saturating_add(MERGED_AWAY);
    for page in found.chunks((shown / 4).max(8)) {
        let most = page.first().map_or(0.0, |(score, _)| most_of(sought, *score));
        let head = || ranked.iter().filter(|one| one.fit.rank > most).count() >= shown.min(HEAD);
        if !sought.is_empty() && ranked.len() >= shown && head() {
            break;
        }
        for (_, address) in page {
            let card: Card = decode(&shelf.card(*address)?).map_err(SearchError::Index)?;
            let fit = fit(sought, &card);
            let withdrawn = card.states.is_empty();
            ranked.extend(fit.map(|fit| Ranked { fit, msix: card.msix, withdrawn, card: *address }));
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

/// What a child of a score of [`Tables::gather`] can be worth by the things for which it is listed, and by those that need
/// not be there, which are not all looked up.
///
/// It is no strict bound: a thing may be explained by a word with several slips in it, or by half of one
/// ([`Sought::by_far`]), which only the card shows. That is a help for pages that are not full. Where this ends a search
/// the page is full, [`HEAD`] children are better than all for which the child is listed, and the child lacks, or has
/// by far only, a thing for which they are listed.
fn most_of(sought: &[Sought], score: f32) -> f32 {
    let optional: f32 = sought.iter().filter(|one| one.optional).map(|one| one.weight).sum();
    let weights: f32 = sought.iter().map(|one| one.weight).sum();
    // Sums rounded in another order.
    (score + optional) / weights + 0.000_1
}
