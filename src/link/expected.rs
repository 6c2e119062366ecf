//! How many links are expected to be wrong, from the scores alone: a score is the odds that two records are one person's.
//! Among ten times as many records ten times as many strangers are alike, so that the same bits let more of them in.

use super::learn::probability;

/// How much of a link of so many bits is expected to be wrong, 0 to 1.
pub(super) fn wrong(bits: f32) -> f32 {
    1.0 - probability(bits)
}

/// Bits from which pairs of these bits are expected to be one person's to so great a part, 0 to 1; infinite when not
/// even the best are.
pub(super) fn bits(mut pairs: Vec<f32>, precision: f32) -> f32 {
    pairs.sort_unstable_by(|x, y| y.total_cmp(x));
    let (mut all, mut amiss, mut least) = (0.0_f64, 0.0_f64, f32::INFINITY);
    for alike in pairs.chunk_by(|one, next| one == next) {
        let (count, Some(bits)) = (alike.len() as f64, alike.first()) else { continue };
        all += count;
        amiss += count * f64::from(wrong(*bits));
        // The next are worse than those before: what is expected to be wrong only grows.
        if amiss > all * f64::from(1.0 - precision) {
            break;
        }
        least = *bits;
    }
    least
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_more_is_asked_the_higher_the_bits() {
        let pairs = vec![1.0, 12.0, 3.0, 9.0, 0.0];
        assert_eq!(bits(pairs.clone(), 0.5), 0.0);
        assert_eq!(bits(pairs.clone(), 0.95), 3.0);
        assert_eq!(bits(pairs.clone(), 0.998), 9.0);
        assert_eq!(bits(pairs, 0.999_99), f32::INFINITY);
        assert_eq!(bits(Vec::new(), 0.5), f32::INFINITY);
        assert_eq!(bits(vec![9.0, 3.0, 3.0, 3.0, 3.0], 0.92), 9.0, "all that are as good, or none");
    }

    proptest! {
        /// Of the pairs from there on no more is expected to be wrong than may be, and one more pair would be too much.
        #[test]
        fn no_more_is_wrong_than_may_be(pairs in prop::collection::vec(-5.0_f32..25.0, 1..60), precision in 0.5_f32..0.9999) {
            let from = bits(pairs.clone(), precision);
            let expected = |from: f32| {
                let linked: Vec<f64> = pairs.iter().filter(|bits| **bits >= from).map(|bits| f64::from(wrong(*bits))).collect();
                linked.iter().sum::<f64>() - linked.len() as f64 * f64::from(1.0 - precision)
            };
            prop_assert!(from.is_infinite() || expected(from) <= 1e-6);
            if let Some(next) = pairs.iter().copied().filter(|bits| *bits < from).max_by(f32::total_cmp) {
                prop_assert!(expected(next) >= -1e-6);
            }
        }
    }
}
