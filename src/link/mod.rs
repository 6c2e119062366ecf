//! Linking any CSV with the engine that links children: columns are mapped, weights adapt to the records at hand, records
//! become clusters that are judged as wholes. In memory, without a data directory. It must never write anything itself, and
//! never say what stands in a record but to whom asked for the links.
//!
//! ```text
//! CSV + Map -> Table -> Records (profiles, further values, blocks) -> learn -> pairs near each other -> cluster -> links
//! ```

mod also;
mod cluster;
mod dates;
mod expected;
mod keys;
mod learn;
mod map;
mod person;
mod records;
mod score;
mod sketch;
mod table;
#[cfg(test)]
mod tests;

pub use map::{Also, Encoding, Guards, Kind, Map, MapError, OneOrMore, ParentColumns, Person};
pub use records::{Found, RecordsError};
pub use table::{Table, TableError};

use std::ops::Range;

use crate::matching::{Model, in_pieces};
use cluster::{Near, Rules};
use records::Records;
use score::{MOST_ALSO, Scorer};

/// How to link.
#[derive(Debug, Clone)]
pub struct Options {
    /// The weights to begin with.
    pub model: Model,
    /// Whether they adapt to the records at hand.
    pub learning: bool,
    /// Bits from which the program links by itself; the model's if nothing is said.
    pub automatic: Option<f32>,
    /// So much of the links shall be expected to be right, 0 to 1: instead of bits, which among more records mean less.
    pub precision: Option<f32>,
    /// Bits from which people look; the model's if nothing is said.
    pub review: Option<f32>,
    /// A record of one file is linked with one of the other at most.
    pub one_to_one: bool,
    /// With the reasons of each link.
    pub explain: bool,
    /// Threads; the outcome does not depend on them.
    pub threads: usize,
    /// The year after which nobody is born.
    pub this_year: i16,
}

/// What is being done, for who watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading records.
    Reading,
    /// Comparing pairs.
    Comparing,
    /// Deciding.
    Deciding,
}

/// Why files cannot be linked.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// One of the files, counted from 0.
    #[error("file {0} {1}")]
    File(usize, RecordsError),
    /// More further columns than are compared.
    #[error("the map names more than {MOST_ALSO} columns under [[also]]")]
    TooMany,
}

/// What was done.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// Records of each file.
    pub records: Vec<usize>,
    /// What was found in them.
    pub found: Found,
    /// Pairs of records compared.
    pub compared: u64,
    /// Records that share the commonest key, and keys that so many share that not all of them were looked at.
    pub largest_block: usize,
    /// Those keys.
    pub crowded: usize,
    /// Of how many pairs it was learned and how many were believed to be one person's; `None` when nothing was learned.
    pub learned: Option<(f32, usize)>,
    /// Bits that were decided by.
    pub automatic: f32,
    /// Bits from which people look.
    pub review: f32,
    /// Pairs linked.
    pub linked: usize,
    /// Of them, how many are expected to be two persons': each score is the odds that it is one.
    pub expected_wrong: f32,
    /// Pairs for people.
    pub doubtful: usize,
    /// Clusters of more than one record.
    pub clusters: usize,
}

/// A row of the outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row<'a> {
    /// The record in the first file.
    pub id_a: &'a str,
    /// The record in the second file, or the later one.
    pub id_b: &'a str,
    /// Bits for one person, with all that is known of both clusters.
    pub score: f32,
    /// The same of 0 to 1.
    pub probability: f32,
    /// Bits of the two records alone.
    pub alone: f32,
    /// Linked by the program, or for people.
    pub automatic: bool,
    /// The clusters, counted from 1; the same when linked.
    pub clusters: (u32, u32),
    /// Why, when asked for.
    pub reasons: Option<&'a str>,
}

/// Links one file with another, or the records of one file. Rows come in the order of the records.
pub fn link<E: From<LinkError>>(
    map: &Map,
    tables: Vec<Table>,
    options: &Options,
    progress: &mut dyn FnMut(Stage, usize, usize),
    row: &mut dyn FnMut(Row<'_>) -> Result<(), E>,
) -> Result<Summary, E> {
    if map.also.len() > MOST_ALSO {
        return Err(LinkError::TooMany.into());
    }
    let sizes: Vec<usize> = tables.iter().map(Table::len).collect();
    let total = sizes.iter().sum();
    let read = Records::read(map, &tables, options.this_year, options.threads, &mut |done| {
        progress(Stage::Reading, done, total);
    });
    let records = read.map_err(|(file, error)| LinkError::File(file, error))?;
    drop(tables);
    let model = options.model.among(total as f32);
    let (automatic, review) = (options.automatic.unwrap_or(model.automatic()), options.review.unwrap_or(model.near()));
    let mut rules = Rules { automatic, review: review.min(automatic), one_to_one: options.one_to_one };
    let mut scorer = Scorer::new(&records, model, map.guards);
    let learned = if options.learning { learn::learn(&mut scorer, options.threads) } else { None };
    let (near, compared) = near(&scorer, rules.review, options.threads, &mut |done| {
        progress(Stage::Comparing, done, total);
    });
    if let Some(precision) = options.precision {
        rules.automatic = expected::bits(near.iter().map(|pair| pair.bits).collect(), precision).max(rules.review);
    }
    let pairs = near.len();
    let decisions = cluster::decide(&scorer, near, rules, &mut |done| progress(Stage::Deciding, done, pairs));
    let mut summary = Summary {
        records: sizes,
        found: records.found,
        compared,
        largest_block: records.blocks.largest,
        crowded: records.blocks.crowded,
        learned,
        automatic: rules.automatic,
        review: rules.review,
        ..Summary::default()
    };
    let numbers = numbered(&decisions.clusters);
    let mut linked = vec![false; records.len()];
    for link in &decisions.links {
        let id = |record: u32| records.ids.get(record as usize).map_or("", |id| id.as_str());
        let cluster = |record: u32| numbers.get(record as usize).copied().unwrap_or_default();
        let reasons = options.explain.then(|| scorer.explain(link.a, link.b));
        if link.automatic {
            summary.linked += 1;
            summary.expected_wrong += expected::wrong(link.alone);
            let first = decisions.clusters.get(link.a as usize).copied().unwrap_or(link.a);
            if let Some(seen) = linked.get_mut(first as usize) {
                summary.clusters += usize::from(!*seen);
                *seen = true;
            }
        } else {
            summary.doubtful += 1;
        }
        row(Row {
            id_a: id(link.a),
            id_b: id(link.b),
            score: link.score,
            probability: learn::probability(link.score),
            alone: link.alone,
            automatic: link.automatic,
            clusters: (cluster(link.a), cluster(link.b)),
            reasons: reasons.as_deref(),
        })?;
    }
    Ok(summary)
}

/// All pairs that share a key and reach so many bits, and how many were compared.
fn near(scorer: &Scorer<'_>, least: f32, threads: usize, progress: &mut dyn FnMut(usize)) -> (Vec<Near>, u64) {
    let records = scorer.records;
    let work = |piece: Range<usize>| {
        let (mut kept, mut compared) = (Vec::new(), 0_u64);
        for record in piece.filter_map(|record| u32::try_from(record).ok()) {
            for other in records.candidates(record) {
                compared += 1;
                let pair = || scorer.pair_if_alike(record, other).map(|pair| scorer.score(&pair));
                if let Some(bits) = pair().filter(|bits| *bits >= least) {
                    kept.push(Near { a: other, b: record, bits });
                }
            }
        }
        (kept, compared)
    };
    let (mut near, mut compared) = (Vec::new(), 0);
    for (kept, count) in in_pieces(0..records.len(), threads, work, progress) {
        near.extend(kept);
        compared += count;
    }
    (near, compared)
}

/// Clusters counted from 1 in the order of their first records.
fn numbered(clusters: &[u32]) -> Vec<u32> {
    let mut numbers = vec![0_u32; clusters.len()];
    let mut next = 0;
    for (record, first) in clusters.iter().enumerate() {
        let known = numbers.get(*first as usize).copied().filter(|number| *number > 0);
        let number = known.unwrap_or_else(|| {
            next += 1;
            next
        });
        numbers.get_mut(*first as usize).into_iter().for_each(|slot| *slot = number);
        numbers.get_mut(record).into_iter().for_each(|slot| *slot = number);
    }
    numbers
}
