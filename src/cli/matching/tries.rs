//! Thresholds tried on a labelled world: the curve of a model.

use super::world::World;
use crate::matching::{Curve, Engine, JoinPoint, Lexicon, Model, NearPoint, Outcome, Sequence, Wanted};

/// Automatic and near thresholds to try, in bits.
const JOINS: [f32; 16] = [-8.0, -6.0, -4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0];
const NEARS: [f32; 13] = [-12.0, -10.0, -8.0, -7.0, -6.0, -5.0, -4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 3.0];

/// The model with what came of each threshold, and the thresholds of what is wanted by default. `told` hears each try.
pub(super) fn with_curve(model: &Model, world: &World, told: &mut dyn FnMut(&str)) -> Model {
    let engine = |automatic: f32, near: f32| Engine::new(model.with_thresholds(automatic, near), Lexicon::default());
    let sequence = Sequence::new(&engine(0.0, 0.0), world.evidence.iter());
    let tried = |automatic: f32, near: f32| {
        let decisions = sequence.decide(&engine(automatic, near), &mut |_| ());
        Outcome::of(&world.truth, &decisions.child, decisions.near.iter().map(|(a, b, _)| (*a, *b)))
    };
    let mut curve = Curve::default();
    for (bits, outcome) in by_two(&JOINS, &|bits| tried(bits, bits.min(-2.0))) {
        let (precision, recall) = (outcome.precision() as f32, outcome.recall() as f32);
        told(&format!(
            "automatic from {bits} bits: precision {precision:.5}, recall {recall:.4}, F1 {:.4}, exact clusters {:.4}, \
             in a false merge {:.0} of 100,000",
            outcome.f1(),
            outcome.cluster_f1(),
            outcome.merged_per_100_000()
        ));
        curve.join.push(JoinPoint { bits, precision, recall });
    }
    let automatic = curve.automatic(Wanted::default().precision).unwrap_or_default();
    let mut nears: Vec<f32> = NEARS.into_iter().filter(|bits| *bits < automatic).collect();
    nears.push(automatic);
    for (bits, outcome) in by_two(&nears, &|bits| tried(automatic, bits)) {
        let (per_100, correct) = (outcome.near_per_100() as f32, outcome.near_correct() as f32);
        let recall = outcome.judged_recall() as f32;
        told(&format!(
            "near from {bits} bits: {per_100:.2} of 100, {correct:.2} of them true, recall when judged {recall:.4}"
        ));
        curve.near.push(NearPoint { bits, per_100, correct, recall });
    }
    model.with_curve(curve).with_wanted(Wanted::default())
}

/// Tries all in two threads; in their order.
fn by_two(bits: &[f32], tried: &(dyn Fn(f32) -> Outcome + Sync)) -> Vec<(f32, Outcome)> {
    let half = bits.len().div_ceil(2);
    let part = |bits: &[f32]| bits.iter().map(|bits| (*bits, tried(*bits))).collect::<Vec<_>>();
    std::thread::scope(|scope| {
        let (front, back) = bits.split_at(half);
        let other = scope.spawn(move || part(back));
        let mut all = part(front);
        all.extend(other.join().unwrap_or_default());
        all
    })
}
