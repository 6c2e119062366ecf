//! What came of each threshold on a labelled world: thresholds are chosen by what is wanted of them.

use serde::{Deserialize, Serialize};

use super::twins::Twins;

/// Both thresholds, tried one by one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Curve {
    /// Upward by bits.
    pub join: Vec<JoinPoint>,
    /// Upward by bits.
    pub near: Vec<NearPoint>,
}

/// What came of an automatic threshold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JoinPoint {
    /// The threshold.
    pub bits: f32,
    /// Which part of the pairs joined, after closure, are of one child; between 0 and 1.
    pub precision: f32,
    /// Which part of the pairs of one child were joined; between 0 and 1.
    pub recall: f32,
}

/// What came of a near threshold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NearPoint {
    /// The threshold.
    pub bits: f32,
    /// Near matches for every 100 contributions.
    pub per_100: f32,
    /// Which part of them are of one child; between 0 and 1.
    pub correct: f32,
    /// Which part of the pairs of one child are found when every near match is judged rightly; between 0 and 1.
    pub recall: f32,
}

/// What people want of the thresholds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wanted {
    /// Which part of the pairs that the program joins by itself are of one child; between 0 and 1.
    pub precision: f32,
    /// Near matches for every 100 contributions.
    pub review_per_100: f32,
    /// What is done where there may be a twin.
    pub twins: Twins,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { precision: 0.9995, review_per_100: 3.0, twins: Twins::default() }
    }
}

/// Least bits of an automatic threshold that a curve is asked for: even odds. What is more likely two children than one is
/// joined by nobody, however few such pairs went wrong when it was tried.
pub const EVEN_ODDS: f32 = 0.0;

/// What is wrong among the pairs joined is told apart down to one in a million.
const LEAST_WRONG: f32 = 1e-6;

impl Curve {
    /// Whether nothing was tried.
    pub fn is_empty(&self) -> bool {
        self.join.is_empty() && self.near.is_empty()
    }

    /// The lowest threshold whose precision is as wanted, also above it; between two that were tried by the logarithm of
    /// the part that is wrong. When none is precise enough, the most precise one; `None` without a curve.
    pub fn automatic(&self, precision: f32) -> Option<f32> {
        let wrong = |precision: f32| (1.0 - precision).max(LEAST_WRONG).log2();
        // A higher threshold is never taken for less precise than a lower one.
        let mut worst_above: Vec<(f32, f32)> = Vec::with_capacity(self.join.len());
        for point in self.join.iter().rev() {
            let above = worst_above.last().map_or(f32::NEG_INFINITY, |(_, wrong)| *wrong);
            worst_above.push((point.bits, wrong(point.precision).max(above)));
        }
        worst_above.reverse();
        at(&worst_above, wrong(precision.clamp(0.0, 1.0)))
    }

    /// Whether any threshold tried, and all above it, are as precise as that.
    pub fn reaches(&self, precision: f32) -> bool {
        self.join.last().is_some_and(|highest| highest.precision >= precision)
    }

    /// Which part of the pairs of one child is joined at a threshold, by what was tried; `None` without a curve.
    pub fn recall(&self, bits: f32) -> Option<f32> {
        let points: Vec<(f32, f32)> = self.join.iter().map(|point| (point.bits, point.recall)).collect();
        at_bits(&points, bits)
    }

    /// The threshold at which there are so many near matches for every 100 contributions, within what was tried.
    pub fn near(&self, per_100: f32) -> Option<f32> {
        let points: Vec<(f32, f32)> = self.near.iter().map(|point| (point.bits, point.per_100)).collect();
        at(&points, per_100)
    }
}

/// The value between two points, an end outside of them. Bits upward.
fn at_bits(points: &[(f32, f32)], bits: f32) -> Option<f32> {
    let (first, last) = (points.first()?, points.last()?);
    let steps = points.windows(2).filter_map(|pair| if let [a, b] = pair { Some((a, b)) } else { None });
    for (low, high) in steps {
        if (low.0..=high.0).contains(&bits) {
            let part = if high.0 > low.0 { (bits - low.0) / (high.0 - low.0) } else { 0.0 };
            return Some(low.1 + part * (high.1 - low.1));
        }
    }
    Some(if bits < first.0 { first.1 } else { last.1 })
}

/// Where falling values come down to `wanted`: an end when they never do, or are from the start.
fn at(falling: &[(f32, f32)], wanted: f32) -> Option<f32> {
    let (first, last) = (falling.first()?, falling.last()?);
    if first.1 <= wanted {
        return Some(first.0);
    }
    let steps = falling.windows(2).filter_map(|pair| if let [a, b] = pair { Some((a, b)) } else { None });
    for (above, below) in steps {
        if below.1 <= wanted {
            let part = if above.1 > below.1 { (above.1 - wanted) / (above.1 - below.1) } else { 1.0 };
            return Some(above.0 + part * (below.0 - above.0));
        }
    }
    Some(last.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve() -> Curve {
        let join = |bits, precision| JoinPoint { bits, precision, recall: 0.9 };
        let near = |bits, per_100| NearPoint { bits, per_100, correct: 0.5, recall: 0.98 };
        Curve {
            // By chance less precise at 4 than at 3.
            join: vec![join(0.0, 0.99), join(2.0, 0.9975), join(3.0, 0.9999), join(4.0, 0.999), join(6.0, 0.999_75)],
            near: vec![near(-2.0, 8.0), near(0.0, 4.0), near(2.0, 1.0)],
        }
    }

    #[test]
    fn a_threshold_is_no_lower_than_one_above_it_that_fails() {
        let found = curve().automatic(0.9995).unwrap();
        assert!((found - 5.0).abs() < 0.01, "{found}");
        assert!((curve().automatic(0.995).unwrap() - 1.0).abs() < 0.01);
    }

    #[test]
    fn what_was_never_tried_is_not_guessed() {
        assert_eq!(curve().automatic(1.0), Some(6.0));
        assert_eq!(curve().automatic(0.5), Some(0.0));
        assert_eq!(curve().near(0.1), Some(2.0));
        assert_eq!(curve().near(100.0), Some(-2.0));
        assert_eq!(Curve::default().near(3.0), None);
        assert!(curve().reaches(0.9995) && !curve().reaches(0.9999) && !Curve::default().reaches(0.5));
    }

    #[test]
    fn recall_is_read_between_the_points() {
        let mut curve = curve();
        if let Some(first) = curve.join.first_mut() {
            first.recall = 1.0;
        }
        assert!((curve.recall(1.0).unwrap() - 0.95).abs() < 1e-6);
        assert_eq!((curve.recall(-9.0), curve.recall(99.0)), (Some(1.0), Some(0.9)));
    }

    #[test]
    fn fewer_near_matches_are_a_higher_threshold() {
        assert_eq!(curve().near(6.0), Some(-1.0));
        assert_eq!(curve().near(2.5), Some(1.0));
    }
}
