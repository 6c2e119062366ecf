//! Learning a model. From labelled pairs ([`fit`]): logistic regression, whose weights allow for fields that speak
//! together. From pairs that nobody labelled ([`learn`]): expectation and maximization, which finds anew how often each
//! level shows among one child's contributions and among two children's, and keeps what was learned about fields
//! together.

use std::sync::Arc;

use super::adapt::adapt;
use super::compare::Comparison;
use super::vocabulary::{Agreement, Field};
use super::weights::{Inner, Level, Model, PAIRS, pair_slot, rarity, slot};

const LEVELS: usize = Agreement::ALL.len();
const SLOTS: usize = Field::COMPARED * LEVELS;
/// Where the rarity weights and the weights of pairs of fields begin, and the end.
const RARITIES: usize = 1 + SLOTS;
const TOGETHER: usize = RARITIES + SLOTS;
const ALL: usize = TOGETHER + PAIRS.len() * LEVELS * LEVELS;
/// Features of one comparison: the start, each field's level and rarity, and the pairs of fields.
const ACTIVE: usize = 1 + 2 * Field::COMPARED + PAIRS.len();

/// A comparison with the share of belief, 0 to 1, that it is one child's.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    features: [(u32, f32); ACTIVE],
    /// 1 for one child, 0 for two.
    pub same: f32,
}

impl Example {
    /// Of a comparison.
    pub fn new(comparison: &Comparison, same: f32) -> Self {
        let mut features = [(0, 0.0); ACTIVE];
        let mut slots = features.iter_mut();
        let mut add = |at: usize, value: f32| {
            if let (Some(slot), Ok(at)) = (slots.next(), u32::try_from(at)) {
                *slot = (at, value);
            }
        };
        add(0, 1.0);
        for (field, compared) in comparison.fields() {
            let at = slot(field, compared.agreement);
            add(1 + at, 1.0);
            add(RARITIES + at, rarity(compared.frequency) / RARITY_SCALE);
        }
        for (pair, (a, b)) in PAIRS.iter().enumerate() {
            add(TOGETHER + pair_slot(pair, comparison.of(*a).agreement, comparison.of(*b).agreement), 1.0);
        }
        Self { features, same }
    }

    fn score(&self, weights: &[f64]) -> f64 {
        self.features.iter().map(|(at, value)| weight(weights, *at) * f64::from(*value)).sum()
    }
}

/// Rarities go from 0 to 10: scaled so that all features are of one size.
const RARITY_SCALE: f32 = 4.0;

fn weight(weights: &[f64], at: u32) -> f64 {
    usize::try_from(at).ok().and_then(|at| weights.get(at)).copied().unwrap_or_default()
}

/// How to learn.
#[derive(Debug, Clone, Copy)]
pub struct Training {
    /// Steps at most.
    pub steps: usize,
    /// How strongly weights are held to 0: the greater, the more examples a weight needs.
    pub restraint: f64,
}

impl Default for Training {
    fn default() -> Self {
        Self { steps: 150, restraint: 1.0 }
    }
}

/// A model from labelled examples. Its thresholds are those of no automatic link: they are set afterwards.
pub fn fit(examples: &[Example], training: Training, origin: &str, version: u32) -> Model {
    let weights = minimize(training.steps, ALL, &|weights| loss(examples, weights, training.restraint));
    let bits = std::f64::consts::LOG2_E;
    let get = |at: usize| (weights.get(at).copied().unwrap_or_default() * bits) as f32;
    let mut inner = Inner { version, origin: origin.to_owned(), start: get(0), ..Inner::unlearned() };
    let (same, other) = rates(examples, |example| example.same);
    for (at, level) in inner.levels.iter_mut().enumerate() {
        let (same, other) = (rate(&same, at), rate(&other, at));
        if same > 0.0 || other > 0.0 {
            *level = Level { same, other, weight: get(1 + at), rarity: get(RARITIES + at) / RARITY_SCALE };
        }
    }
    for (at, cell) in inner.together.iter_mut().enumerate() {
        *cell = get(TOGETHER + at);
    }
    Model { inner: Arc::new(inner) }
}

fn rate(counts: &[f64], at: usize) -> f32 {
    counts.get(at).copied().unwrap_or_default() as f32
}

/// How often each level shows among one child's pairs and among two children's.
fn rates(examples: &[Example], belief: impl Fn(&Example) -> f32) -> (Vec<f64>, Vec<f64>) {
    let (mut same, mut other, mut sum) = (vec![0.0; SLOTS], vec![0.0; SLOTS], 0.0);
    for example in examples {
        let belief = f64::from(belief(example));
        sum += belief;
        for (at, _) in example.features.iter().skip(1).step_by(2).take(Field::COMPARED) {
            let at = usize::try_from(*at).unwrap_or(0).wrapping_sub(1);
            if let (Some(same), Some(other)) = (same.get_mut(at), other.get_mut(at)) {
                *same += belief;
                *other += 1.0 - belief;
            }
        }
    }
    let count = examples.len() as f64;
    same.iter_mut().for_each(|n| *n /= sum.max(1.0));
    other.iter_mut().for_each(|n| *n /= (count - sum).max(1.0));
    (same, other)
}

/// The model as the pairs at hand suggest, which nobody labelled: rounds of belief by the present weights, with what
/// strangers agree on by chance, then of rates by the present belief ([`adapt`]; Dempster, Laird and Rubin, 1977).
pub fn learn(model: &Model, pairs: &[Comparison], rounds: usize, version: u32, origin: &str) -> Model {
    let mut present = model.clone();
    for _ in 0..rounds {
        let believed = pairs.iter().map(|pair| (pair, 1.0 / (1.0 + (-present.score(pair)).exp2())));
        present = adapt(model, believed);
    }
    let origin = origin.to_owned();
    Model { inner: Arc::new(Inner { version, origin, ..(*present.inner).clone() }) }
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Logistic loss with its slope.
fn loss(examples: &[Example], weights: &[f64], restraint: f64) -> (f64, Vec<f64>) {
    let half = examples.len() / 2;
    let (front, back) = examples.split_at(half);
    let part = |examples: &[Example]| {
        let (mut loss, mut slope) = (0.0, vec![0.0; ALL]);
        for example in examples {
            let (score, same) = (example.score(weights), f64::from(example.same));
            // log(1 + e^x) without overflow.
            loss += score.max(0.0) + (-score.abs()).exp().ln_1p() - same * score;
            let error = logistic(score) - same;
            for (at, value) in &example.features {
                if let Some(slot) = usize::try_from(*at).ok().and_then(|at| slope.get_mut(at)) {
                    *slot += error * f64::from(*value);
                }
            }
        }
        (loss, slope)
    };
    let (one, two) = std::thread::scope(|scope| {
        let other = scope.spawn(|| part(back));
        (part(front), other.join().unwrap_or_else(|_| (f64::INFINITY, vec![0.0; ALL])))
    });
    let (mut loss, mut slope) = (one.0 + two.0, one.1);
    for ((slope, other), (at, weight)) in slope.iter_mut().zip(&two.1).zip(weights.iter().enumerate()) {
        // The start is free.
        let held = if at == 0 { 0.0 } else { restraint };
        *slope += other + held * weight;
        loss += 0.5 * held * weight * weight;
    }
    (loss, slope)
}

/// A function with its slope.
type Smooth<'a> = &'a dyn Fn(&[f64]) -> (f64, Vec<f64>);

/// Past steps that the method remembers.
const MEMORY: usize = 8;

/// The lowest point of a smooth function by limited-memory BFGS (Nocedal, 1980), from 0.
fn minimize(steps: usize, size: usize, function: Smooth<'_>) -> Vec<f64> {
    let mut at = vec![0.0; size];
    let (mut value, mut slope) = function(&at);
    let mut past: Vec<(Vec<f64>, Vec<f64>, f64)> = Vec::new();
    for _ in 0..steps {
        let direction = direction(&slope, &past);
        let descent = dot(&direction, &slope);
        if descent >= 0.0 || !descent.is_finite() {
            break;
        }
        let mut length = if past.is_empty() { 1.0 / dot(&slope, &slope).sqrt().max(1.0) } else { 1.0 };
        let mut found = None;
        for _ in 0..30 {
            let next: Vec<f64> = at.iter().zip(&direction).map(|(x, d)| x + length * d).collect();
            let (next_value, next_slope) = function(&next);
            if next_value <= value + 1e-4 * length * descent {
                found = Some((next, next_value, next_slope));
                break;
            }
            length *= 0.5;
        }
        let Some((next, next_value, next_slope)) = found else { break };
        let moved: Vec<f64> = next.iter().zip(&at).map(|(x, y)| x - y).collect();
        let turned: Vec<f64> = next_slope.iter().zip(&slope).map(|(x, y)| x - y).collect();
        let curvature = dot(&moved, &turned);
        let gain = value - next_value;
        (at, value, slope) = (next, next_value, next_slope);
        if curvature > 1e-12 {
            past.push((moved, turned, 1.0 / curvature));
            if past.len() > MEMORY {
                past.remove(0);
            }
        }
        if gain < 1e-7 * value.abs() {
            break;
        }
    }
    at
}

fn direction(slope: &[f64], past: &[(Vec<f64>, Vec<f64>, f64)]) -> Vec<f64> {
    let mut q = slope.to_vec();
    let mut factors = Vec::with_capacity(past.len());
    for (moved, turned, rho) in past.iter().rev() {
        let factor = rho * dot(moved, &q);
        add(&mut q, turned, -factor);
        factors.push(factor);
    }
    if let Some((moved, turned, _)) = past.last() {
        let scale = dot(moved, turned) / dot(turned, turned).max(1e-300);
        q.iter_mut().for_each(|x| *x *= scale);
    }
    for ((moved, turned, rho), factor) in past.iter().zip(factors.iter().rev()) {
        let back = rho * dot(turned, &q);
        add(&mut q, moved, factor - back);
    }
    q.iter_mut().for_each(|x| *x = -*x);
    q
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn add(to: &mut [f64], from: &[f64], times: f64) {
    for (x, y) in to.iter_mut().zip(from) {
        *x += times * y;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::fixtures::child;
    use crate::matching::{Engine, compare};

    /// Whole families of siblings, believed by what they share: the weights stay near the model's, and nothing is a number
    /// that is none.
    #[test]
    fn what_is_learned_stays_near_the_model() {
        let engine = Engine::default();
        let profile = |first: &str, id: &str| engine.profile(&child("TX", id, first, "Villalobos", "2012-03-04"));
        let of = |a, b| compare(&profile(a, "1"), &profile(b, "2"), engine.model());
        let pairs: Vec<Comparison> =
            (0..4000).map(|n| if n % 8 == 0 { of("Ana", "Ana") } else { of("Ana", "Fadumo") }).collect();
        let learned = learn(engine.model(), &pairs, 4, 7, "test");
        assert_eq!((learned.version(), learned.origin()), (7, "test"));
        let moved: Vec<f32> =
            engine.model().levels().zip(learned.levels()).map(|(was, is)| (is.2.weight - was.2.weight).abs()).collect();
        assert!(moved.iter().all(|bits| *bits <= 1.001), "{moved:?}");
        assert!(moved.iter().any(|bits| *bits > 0.1), "nothing was learned");
    }
}
