//! What each level of agreement is worth: log2 of how much more often one child shows it than two children do
//! (Fellegi and Sunter, 1969). Estimates by hand, of model [`super::MODEL`]; a new table is a new model.

use std::cmp::Ordering;

use super::MODEL;
use super::compare::{Compared, Comparison};
use super::vocabulary::{Agreement, Field};
use crate::model::{Explanation, Reason, Text};

/// How a level is weighed.
#[derive(Debug, Clone, Copy)]
enum Weight {
    /// Always the same.
    Fixed(f32),
    /// log2(1 / frequency) of the value agreed upon, less this many bits, at least half a bit.
    Rarity(f32),
}

use Agreement as A;
use Weight::{Fixed, Rarity};

/// Weight of a level of agreement in bits. What is not listed weighs nothing.
const WEIGHTS: &[(Field, Agreement, Weight)] = &[
    (Field::FirstName, A::Same, Rarity(0.2)),
    (Field::FirstName, A::SoundsAlike, Rarity(1.5)),
    (Field::FirstName, A::Nickname, Rarity(2.0)),
    (Field::FirstName, A::Similar, Rarity(4.0)),
    (Field::FirstName, A::Swapped, Rarity(2.0)),
    (Field::FirstName, A::Part, Rarity(3.0)),
    (Field::FirstName, A::Different, Fixed(-7.0)),
    (Field::MiddleName, A::Same, Rarity(0.5)),
    (Field::MiddleName, A::SoundsAlike, Rarity(1.5)),
    (Field::MiddleName, A::Nickname, Rarity(2.0)),
    (Field::MiddleName, A::Similar, Fixed(1.5)),
    (Field::MiddleName, A::Part, Fixed(2.0)),
    (Field::MiddleName, A::Different, Fixed(-4.0)),
    (Field::LastName1, A::Same, Rarity(0.2)),
    (Field::LastName1, A::SoundsAlike, Rarity(0.8)),
    (Field::LastName1, A::Nickname, Rarity(2.0)),
    (Field::LastName1, A::Similar, Rarity(3.0)),
    (Field::LastName1, A::Swapped, Rarity(2.0)),
    (Field::LastName1, A::Part, Fixed(0.5)),
    (Field::LastName1, A::Different, Fixed(-6.0)),
    (Field::LastName2, A::Same, Rarity(0.3)),
    (Field::LastName2, A::SoundsAlike, Rarity(1.0)),
    (Field::LastName2, A::Nickname, Rarity(2.0)),
    (Field::LastName2, A::Similar, Rarity(3.0)),
    (Field::LastName2, A::Part, Fixed(1.0)),
    (Field::LastName2, A::Different, Fixed(-4.0)),
    (Field::Surnames, A::Swapped, Rarity(0.0)),
    (Field::Surnames, A::Part, Rarity(2.5)),
    (Field::Suffix, A::Same, Fixed(2.0)),
    (Field::Suffix, A::Contradicts, Fixed(-4.0)),
    (Field::BirthDate, A::Same, Rarity(0.1)),
    (Field::BirthDate, A::DayMonthSwapped, Fixed(5.0)),
    (Field::BirthDate, A::YearOff, Fixed(3.0)),
    (Field::BirthDate, A::OneDigit, Fixed(2.5)),
    (Field::BirthDate, A::DefaultDate, Fixed(0.5)),
    (Field::BirthDate, A::Different, Fixed(-7.0)),
    (Field::Sex, A::Same, Fixed(1.0)),
    (Field::Sex, A::Different, Fixed(-5.0)),
    (Field::Parents, A::Same, Fixed(9.0)),
    (Field::Parents, A::Part, Rarity(1.5)),
    (Field::Parents, A::Different, Fixed(-3.0)),
    (Field::BirthPlace, A::Same, Fixed(4.0)),
    (Field::BirthPlace, A::Part, Fixed(1.0)),
    (Field::BirthPlace, A::Different, Fixed(-1.5)),
    (Field::MultipleBirth, A::Flagged, Fixed(-1.0)),
    (Field::MultipleBirth, A::Contradicts, Fixed(-3.0)),
    (Field::Ids, A::Same, Fixed(14.0)),
    (Field::Ids, A::Contradicts, Fixed(-5.0)),
    (Field::Ids, A::TwoInOneState, Fixed(-4.0)),
];

/// Total weight from which two contributions are shown to people. Two children drawn by chance from 200,000 are the
/// same one in 200,000 times, 17.6 bits against; 14.5 in favor leaves about one chance in nine, and a registrar's look
/// costs less than one in nine lost transcripts.
pub const NEAR_THRESHOLD: f32 = 14.5;

/// A given name or surname this common needs more than itself: it is many children's name.
pub(super) const COMMON: f32 = 0.003;
/// A given name at least this common is often one half of a double name: Maria, Jose, Juan, Ana, Luis.
pub(super) const GIVEN_IN_TWOS: f32 = 0.01;

/// The weighed explanation of a comparison. Fields on which a side is silent are left out.
pub fn weigh(comparison: &Comparison) -> Explanation {
    let fields = comparison.fields();
    let spoken = fields.iter().filter(|(_, compared)| compared.agreement != Agreement::Missing);
    let reasons: Vec<Reason> = spoken.map(|(field, compared)| reason(*field, *compared)).collect();
    Explanation { model: MODEL, score: reasons.iter().map(|reason| reason.weight).sum(), reasons }
}

pub(super) fn reason(field: Field, compared: Compared) -> Reason {
    let key = compared.agreement.key();
    Reason { field: Text::const_new(field.key()), agreement: Text::const_new(key), weight: weight(field, compared) }
}

fn weight(field: Field, compared: Compared) -> f32 {
    let row = WEIGHTS.iter().find(|(of, level, _)| (*of, *level) == (field, compared.agreement));
    match row.map(|(_, _, weight)| *weight) {
        Some(Fixed(weight)) => weight,
        Some(Rarity(less)) => (-compared.frequency.max(1e-6).log2() - less).max(0.5),
        None => 0.0,
    }
}

/// Orders comparisons of the same fields by weight; ties by what they say, so that no order of input shows.
pub(super) fn order(a: &[(Field, Compared)], b: &[(Field, Compared)]) -> Ordering {
    let total = |fields: &[(Field, Compared)]| fields.iter().map(|(field, c)| weight(*field, *c)).sum::<f32>();
    let said = |fields: &[(Field, Compared)]| {
        fields.iter().map(|(_, c)| (c.agreement, c.frequency.to_bits())).collect::<Vec<_>>()
    };
    total(a).total_cmp(&total(b)).then_with(|| said(b).cmp(&said(a)))
}
