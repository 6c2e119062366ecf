//! How many strangers would agree as much by chance. The model learns from what one state's or a sample's children show;
//! among ten times as many children ten times as many strangers share a common name and a birth date, whatever the
//! model learned. This is Fellegi and Sunter's reckoning by itself, with term frequencies, for strangers alone.

use super::compare::{Compared, Comparison};
use super::vocabulary::{Agreement, Field};

/// Bits of one birth date among those of eighteen years.
const ONE_DATE: f32 = 12.7;
/// Most bits that parents add: families share names.
const MOST_PARENTS: f32 = 12.0;
/// Least frequency of a name: rarer ones are mostly slips.
const RAREST: f32 = 3e-5;
/// Bits by which a child's contributions are fewer than its candidates: about every second one has a fellow.
const FELLOW: f32 = 1.0;

/// Bits for one child against a stranger who agrees by chance, among `population` contributions. Only what agrees counts.
pub(super) fn against_chance(comparison: &Comparison, population: f32) -> f32 {
    let agreeing: f32 = comparison.fields().map(|(field, compared)| bits(field, compared)).sum();
    agreeing - population.max(1.0).log2() - FELLOW
}

/// One verdict of two: the odds that it is neither a relative nor a stranger.
pub(super) fn both(score: f32, chance: f32) -> f32 {
    let (low, high) = (score.min(chance), score.max(chance));
    low - (low - high).exp2().ln_1p() * std::f32::consts::LOG2_E
}

fn bits(field: Field, compared: Compared) -> f32 {
    use Agreement::{
        Crossed, DayMonthSwapped, DefaultDate, Handover, Moved, Nickname, OneDigit, Part, Roughly, Same, SameNewYear,
        Similar, SoundsAlike, Swapped, YearOff,
    };
    let rare = |less: f32| (-compared.frequency.clamp(RAREST, 1.0).log2() - less).max(0.0);
    // Two names agree in one: their frequencies are multiplied already.
    let rare_two = |less: f32| (-compared.frequency.clamp(RAREST * RAREST, 1.0).log2() - less).max(0.0);
    match (field, compared.agreement) {
        (Field::FirstName | Field::MiddleName | Field::LastName1 | Field::LastName2, Same) => rare(0.0),
        (Field::FirstName | Field::MiddleName | Field::LastName1 | Field::LastName2, SoundsAlike | Nickname) => {
            rare(0.5)
        }
        (Field::FirstName, Swapped) | (Field::Surnames, Swapped | Moved) => rare_two(1.0),
        (Field::FirstName, Crossed | Part) | (Field::Surnames, Part) | (Field::LastName1, Part) => rare(1.5),
        (Field::FirstName | Field::LastName1 | Field::LastName2, Similar) => rare(3.0).min(8.0),
        (Field::FirstName | Field::LastName1 | Field::LastName2, Roughly) => rare(5.0).min(5.0),
        (Field::BirthDate, Same) => ONE_DATE,
        (Field::BirthDate, SameNewYear) => 6.0,
        (Field::BirthDate, DayMonthSwapped) => 9.0,
        (Field::BirthDate, YearOff | OneDigit) => 7.0,
        (Field::BirthDate, DefaultDate) => 3.5,
        (Field::Sex, Same) => 1.0,
        (Field::Parents, Same | SoundsAlike) => rare_two(0.5).min(MOST_PARENTS),
        (Field::Parents, Part | Crossed) => rare(1.0),
        (Field::Parents, Similar) => 3.0,
        (Field::BirthPlace, Same) => 4.0,
        (Field::BirthPlace, Part) => 1.0,
        (Field::Contact, Same) => 11.0,
        (Field::Moves, Same | Handover) => 4.0,
        (Field::Ids, Same) => 30.0,
        _ => 0.0,
    }
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
