//! How many strangers would agree as much by chance. The model learns from what one state's or a sample's children show;
//! among ten times as many children ten times as many strangers share a common name and a birth date, whatever the
//! model learned. This is Fellegi and Sunter's reckoning by itself, with term frequencies, for strangers alone. Its
//! numbers stand in the model's file.

use serde::{Deserialize, Serialize};

use super::compare::{Compared, Comparison};
use super::weights::slot;

/// How seldom strangers agree at one level of one field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Agree {
    /// Bits, whatever the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) bits: Option<f32>,
    /// Else by how common the value is: so many bits less than that says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) less: Option<f32>,
    /// Bits at most: families share names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) most: Option<f32>,
    /// Two names agree in one, and their frequencies are multiplied already.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) two: bool,
}

/// What strangers agree on by chance.
#[derive(Debug, Clone, Default)]
pub(super) struct Strangers {
    /// Least frequency of a name, 0 to 1: rarer ones are mostly slips.
    pub(super) rarest: f32,
    /// Bits by which a child's contributions are fewer than its candidates: about every second one has a fellow.
    pub(super) fellow: f32,
    /// For each level of each field; what is not told adds nothing.
    pub(super) agree: Vec<Agree>,
}

impl Strangers {
    /// Bits for one child against a stranger who agrees by chance, among `population` contributions. Only what agrees
    /// counts.
    pub(super) fn against(&self, comparison: &Comparison, population: f32) -> f32 {
        let agree = |field, compared: Compared| self.agree.get(slot(field, compared.agreement)).copied();
        let bits =
            comparison.fields().filter_map(|(field, compared)| Some(self.bits(agree(field, compared)?, compared)));
        bits.sum::<f32>() - population.max(1.0).log2() - self.fellow
    }

    fn bits(&self, agree: Agree, compared: Compared) -> f32 {
        let bits = match (agree.bits, agree.less) {
            (Some(bits), _) => bits,
            (None, Some(less)) => {
                let rarest = if agree.two { self.rarest * self.rarest } else { self.rarest };
                (-compared.frequency.clamp(rarest, 1.0).log2() - less).max(0.0)
            }
            (None, None) => 0.0,
        };
        agree.most.map_or(bits, |most| bits.min(most))
    }
}

/// One verdict of two: the odds that it is neither a relative nor a stranger.
pub(super) fn both(score: f32, chance: f32) -> f32 {
    let (low, high) = (score.min(chance), score.max(chance));
    low - (low - high).exp2().ln_1p() * std::f32::consts::LOG2_E
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_verdicts_are_no_better_than_the_worse() {
        assert!((both(5.0, 100.0) - 5.0).abs() < 0.01);
        assert!((both(100.0, 5.0) - 5.0).abs() < 0.01);
        assert!((both(5.0, 5.0) - 4.0).abs() < 0.01);
        assert!(both(-3.0, 2.0) < -3.0);
    }
}
