//! Learning from the records at hand, whose pairs nobody labelled: expectation and maximization over the engine's fields and
//! the further columns together (Dempster, Laird and Rubin, 1977; Winkler, 1988).

use super::also::Likeness;
use super::score::{Pair, Scorer};
use crate::matching::{adapt, in_pieces};

/// Pairs learned from, about.
const PAIRS: usize = 150_000;
/// Rounds.
const ROUNDS: usize = 12;
/// Least pairs that are believed to be one person's: of fewer nothing can be learned.
const LEAST: f32 = 30.0;
/// Most bits by which the start moves: further columns bring pairs together that are one person's more often.
const MOST_START: f32 = 4.0;
/// Pseudo-pairs that hold a further column's rates to what was believed before.
const HOLD: f32 = 10.0;

/// Learns, if there is enough to learn from. Says how many pairs are believed to be one person's, of how many.
pub(super) fn learn(scorer: &mut Scorer<'_>, threads: usize) -> Option<(f32, usize)> {
    let pairs = sampled(scorer, threads);
    let first = scorer.model.clone();
    let start = scorer.worth.clone();
    let mut believed = 0.0;
    for _ in 0..ROUNDS {
        let belief: Vec<f32> = pairs.iter().map(|pair| probability(scorer.score(pair))).collect();
        believed = belief.iter().sum();
        if believed < LEAST {
            (scorer.model, scorer.worth, scorer.start) = (first, start, 0.0);
            return None;
        }
        scorer.model = adapt(&first, pairs.iter().map(|pair| &pair.comparison).zip(belief.iter().copied()));
        if !scorer.worth.is_empty() {
            let odds = believed / (pairs.len() as f32 - believed).max(1.0);
            scorer.start = (odds.log2() - first.start()).clamp(0.0, MOST_START);
        }
        for (column, (worth, before)) in scorer.worth.iter_mut().zip(&start).enumerate() {
            let (mut same, mut other) = (before.same.map(|rate| rate * HOLD), before.other.map(|rate| rate * HOLD));
            for (pair, belief) in pairs.iter().zip(&belief) {
                let level = pair.likeness.get(column).copied().unwrap_or(Likeness::Missing) as usize;
                same.get_mut(level).into_iter().for_each(|sum| *sum += belief);
                other.get_mut(level).into_iter().for_each(|sum| *sum += 1.0 - belief);
            }
            let rates = |sums: [f32; Likeness::COUNT]| sums.map(|sum| sum / sums.iter().sum::<f32>().max(1e-6));
            (worth.same, worth.other) = (rates(same), rates(other));
            worth.weigh();
        }
    }
    Some((believed, pairs.len()))
}

/// The part, 0 to 1, of such pairs that are one person's.
pub(super) fn probability(bits: f32) -> f32 {
    1.0 / (1.0 + (-bits).exp2())
}

/// All pairs of records of every so many, chosen by their numbers alone, so that every run learns from the same.
fn sampled(scorer: &Scorer<'_>, threads: usize) -> Vec<Pair> {
    let records = scorer.records;
    let met = |record: u32| records.met(record);
    // How many pairs a record has, by 2,000 records.
    let size = u32::try_from(records.len()).unwrap_or(u32::MAX);
    let probe = (size / 2000).max(1);
    let probed = (0..size).step_by(probe as usize).map(|at| met(scattered(at, size)).len());
    let expected = probed.sum::<usize>().saturating_mul(probe as usize);
    let wanted = (PAIRS as f64 / expected.max(1) as f64 * f64::from(size)).ceil() as usize;
    let parts = in_pieces(
        0..wanted.min(records.len()),
        threads,
        |piece| {
            let numbers = piece.map(|at| scattered(u32::try_from(at).unwrap_or(u32::MAX), size));
            numbers
                .flat_map(|record| met(record).into_iter().filter_map(move |other| scorer.pair(record, other)))
                .collect::<Vec<_>>()
        },
        &mut |_| (),
    );
    parts.into_iter().flatten().collect()
}

/// A permutation of the numbers below `size`: multiplied by a number without common divisor.
fn scattered(at: u32, size: u32) -> u32 {
    let (size, mut step) = (u64::from(size.max(1)), 2_654_435_761_u64);
    while divisor(step, size) > 1 {
        step += 2;
    }
    u32::try_from(u64::from(at) * step % size).unwrap_or_default()
}

fn divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { divisor(b, a % b) }
}
