//! Chance without a surprise: whole numbers only, seeded from (seed, purpose, index), the same on every machine.

use rand_pcg::Pcg32;
use rand_pcg::rand_core::Rng as _;

/// A stream of random numbers of its own for each purpose and index.
pub(super) struct Rng(Pcg32);

impl Rng {
    /// The stream of one thing: the same three numbers always give the same stream.
    pub(super) fn new(seed: u64, purpose: u64, index: u64) -> Self {
        let stream = mix(seed ^ purpose.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        Self(Pcg32::new(mix(stream ^ mix(index)), stream))
    }

    /// A number from 0 to `n - 1`; 0 when `n` is 0.
    pub(super) fn below(&mut self, n: usize) -> usize {
        let wide = u64::from(self.0.next_u32()) * u64::try_from(n).unwrap_or(0);
        usize::try_from(wide >> 32).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i32, high: i32) -> i32 {
        let span = usize::try_from(high.saturating_sub(low)).unwrap_or(0) + 1;
        low.saturating_add(i32::try_from(self.below(span)).unwrap_or(0))
    }

    /// True in `per_10k` of 10,000 cases.
    pub(super) fn chance(&mut self, per_10k: u32) -> bool {
        self.below(10_000) < usize::try_from(per_10k).unwrap_or(0)
    }

    /// The place of a weight, each in proportion to its size.
    pub(super) fn weighted(&mut self, weights: impl Iterator<Item = u32> + Clone) -> usize {
        let total: u32 = weights.clone().sum();
        let mut left = self.below(usize::try_from(total).unwrap_or(0));
        for (place, weight) in weights.enumerate() {
            let weight = usize::try_from(weight).unwrap_or(0);
            if left < weight {
                return place;
            }
            left -= weight;
        }
        0
    }

    /// One of these, each as likely.
    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    /// One of these words, each as likely; nothing when there is none.
    pub(super) fn word<'a>(&mut self, from: &'a [String]) -> &'a str {
        self.pick(from).map_or("", String::as_str)
    }

    /// As `pick` for a text written in the code.
    pub(super) fn text(&mut self, from: &[&'static str]) -> &'static str {
        self.pick(from).copied().unwrap_or("")
    }
}

/// SplitMix64's finisher: neighbours become strangers.
pub(super) fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
