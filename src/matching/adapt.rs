//! Adapting a model to the records at hand, one step at a time: for callers who know more of a pair than the model
//! compares, and so have a belief of their own.

use std::sync::Arc;

use super::compare::Comparison;
use super::weights::{Inner, Model, slot};

/// Least pseudo-pairs that hold a level's rates to those of the model; as many as there are pairs, when those are more.
/// Siblings agree on all but the given name: believed freely, they would draw the weights their way.
const HOLD: f64 = 200.0;
/// Most bits by which a level's weight moves, whatever the pairs at hand say.
pub const MOST_MOVED: f32 = 1.0;

/// The model with each level's weight moved by as much as the quotient of its two rates differs from the model's: the second
/// half of a step of expectation and maximization. Belief is the share, 0 to 1, of a pair that is one child's.
pub fn adapt<'a>(first: &Model, pairs: impl Iterator<Item = (&'a Comparison, f32)>) -> Model {
    let mut rates = vec![(0.0_f64, 0.0_f64); first.inner.levels.len()];
    let (mut same_in_all, mut other_in_all) = (0.0_f64, 0.0_f64);
    for (comparison, belief) in pairs {
        let belief = f64::from(belief);
        same_in_all += belief;
        other_in_all += 1.0 - belief;
        for (field, compared) in comparison.fields() {
            if let Some((same, other)) = rates.get_mut(slot(field, compared.agreement)) {
                *same += belief;
                *other += 1.0 - belief;
            }
        }
    }
    let held = |count: f64, all: f64, was: f32| {
        let hold = HOLD.max(all);
        ((count + f64::from(was.max(1e-6)) * hold) / (all + hold)) as f32
    };
    let mut inner: Inner = (*first.inner).clone();
    for (level, (same, other)) in inner.levels.iter_mut().zip(rates) {
        if level.same <= 0.0 && level.other <= 0.0 {
            continue;
        }
        let (now_same, now_other) = (held(same, same_in_all, level.same), held(other, other_in_all, level.other));
        let moved = (now_same / level.same.max(1e-6)).log2() - (now_other / level.other.max(1e-6)).log2();
        level.weight += moved.clamp(-MOST_MOVED, MOST_MOVED);
        (level.same, level.other) = (now_same, now_other);
    }
    Model { inner: Arc::new(inner) }
}
