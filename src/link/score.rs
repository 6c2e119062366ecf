//! How likely two records are one person's: the engine's fields and the further columns together.

use super::also::{Column, Likeness};
use super::map::{Guards, Kind};
use super::records::Records;
use crate::matching::{
    Agreement, Comparison, Field, Model, Profile, Twins, are_two_names, compare, compare_if_alike, contradicts,
    given_names_speak, is_proof, twins_about,
};

/// Most further columns.
pub(super) const MOST_ALSO: usize = 16;
/// Most bits by which strangers' agreement on further columns, identifiers aside, counts as unlikely: a household shares them.
const MOST_CHANCE: f32 = 20.0;
/// Least and most bits by which a value's frequency moves the weight of its column.
const RARITY: (f32, f32) = (-6.0, 6.0);

/// What the levels of one further column are worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Worth {
    /// How often one person's records show each level.
    pub(super) same: [f32; Likeness::COUNT],
    /// How often two persons' that share a key do.
    pub(super) other: [f32; Likeness::COUNT],
    /// Bits.
    pub(super) bits: [f32; Likeness::COUNT],
    /// How often two records say the same by chance.
    by_chance: f32,
}

impl Worth {
    /// Before anything is learned.
    pub(super) fn new(column: &Column) -> Self {
        let by_chance = column.agree_by_chance();
        let same = match column.kind {
            Kind::Identifier => [0.88, 0.08, 0.02, 0.02],
            Kind::Text => [0.78, 0.1, 0.07, 0.05],
            Kind::Number | Kind::Code => [0.84, 0.08, 0.03, 0.05],
        };
        let slips = (0.002, 0.01);
        let other = [by_chance.min(0.9), slips.0, slips.1, (0.988 - by_chance.min(0.9)).max(0.05)];
        let mut worth = Self { same, other, bits: [0.0; Likeness::COUNT], by_chance };
        worth.weigh();
        worth
    }

    /// Bits by the rates; a weaker level is never worth more than a stronger one.
    pub(super) fn weigh(&mut self) {
        let mut most = f32::INFINITY;
        for ((bits, same), other) in self.bits.iter_mut().zip(self.same).zip(self.other) {
            *bits = (same.max(1e-5) / other.max(1e-7)).log2().clamp(-8.0, 20.0).min(most);
            most = *bits;
        }
    }
}

/// Scores pairs of records.
pub(super) struct Scorer<'a> {
    pub(super) records: &'a Records,
    pub(super) model: Model,
    pub(super) worth: Vec<Worth>,
    /// Bits by which likely matches are more among the pairs at hand than among those of the model.
    pub(super) start: f32,
    guards: Guards,
}

/// A pair compared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) comparison: Comparison,
    pub(super) likeness: [Likeness; MOST_ALSO],
    /// Bits by how rare the values are on which further columns agree, and how unlikely that is among strangers.
    rarity: f32,
    chance: f32,
    /// An identifier agrees that nobody else has.
    identified: bool,
    /// An identifier agrees, but for a slip perhaps, whoever else has it.
    hinted: bool,
}

impl Pair {
    /// Whether a side says that there is a twin.
    pub(super) fn flagged(&self) -> bool {
        twins_about(&self.comparison)
    }
}

/// Most records of a file, or of two, that bear an identifier which speaks for one person.
const MOST_HELD: u32 = 2;
/// Bits by which all else must speak more strongly when a side has no given name, where that is no matter for people.
const NAMELESS: f32 = 8.0;

impl<'a> Scorer<'a> {
    /// With the weights of a model, and of columns of which nothing is learned yet.
    pub(super) fn new(records: &'a Records, model: Model, guards: Guards) -> Self {
        Self { records, model, worth: records.also.iter().map(Worth::new).collect(), start: 0.0, guards }
    }

    /// Compares two records.
    pub(super) fn pair(&self, a: u32, b: u32) -> Option<Pair> {
        let (one, two) = self.profiles(a, b)?;
        Some(self.with_further(a, b, compare(one, two, &self.model)))
    }

    /// The same, but nothing of two who differ too much to be one person. Most that share a key are such. Where there are
    /// further columns, these may outweigh the names.
    pub(super) fn pair_if_alike(&self, a: u32, b: u32) -> Option<Pair> {
        if !self.records.also.is_empty() {
            return self.pair(a, b);
        }
        let (one, two) = self.profiles(a, b)?;
        Some(self.with_further(a, b, compare_if_alike(one, two, &self.model)?))
    }

    fn profiles(&self, a: u32, b: u32) -> Option<(&'a Profile, &'a Profile)> {
        self.records.profiles.get(a as usize).zip(self.records.profiles.get(b as usize))
    }

    fn with_further(&self, a: u32, b: u32, mut comparison: Comparison) -> Pair {
        if comparison.of(Field::Ids).agreement == Agreement::TwoInOneState && !self.records.by_states(a, b) {
            comparison.drop_fields(&[Field::Ids]);
        }
        let likeness = [Likeness::Missing; MOST_ALSO];
        let mut pair = Pair { comparison, likeness, rarity: 0.0, chance: 0.0, identified: false, hinted: false };
        let values = self.records.values(a).iter().zip(self.records.values(b));
        let mut identifiers = 0.0;
        for (((a, b), (column, worth)), slot) in
            values.zip(self.records.also.iter().zip(&self.worth)).zip(pair.likeness.iter_mut())
        {
            *slot = column.likeness(*a, *b);
            let rare = -column.frequency(*a).max(column.frequency(*b)).log2();
            let chance = match *slot {
                Likeness::Same => {
                    pair.rarity += (rare + worth.by_chance.log2()).clamp(RARITY.0, RARITY.1);
                    rare
                }
                Likeness::Slip => (rare - 4.0).clamp(0.0, 12.0),
                Likeness::Rough => (rare - 6.0).clamp(0.0, 5.0),
                Likeness::Different | Likeness::Missing => 0.0,
            };
            if column.kind == Kind::Identifier {
                identifiers += chance;
                // Twins get neighboring numbers, and a number that many bear is nobody's.
                pair.identified |= *slot == Likeness::Same && column.held(*a) <= MOST_HELD;
                pair.hinted |= *slot <= Likeness::Slip;
            } else {
                pair.chance += chance;
            }
        }
        pair.chance = pair.chance.min(MOST_CHANCE) + identifiers;
        pair
    }

    /// Whether two records forbid to join by the program alone.
    pub(super) fn forbids(&self, a: u32, b: u32, pair: &Pair) -> bool {
        contradicts(&pair.comparison)
            || (pair.flagged() && !self.proves(a, b, pair))
            || (self.guards.given_names && self.are_two_names(a, b, pair))
    }

    /// Whether the given names are two of one family's rather than one with a slip in it.
    fn are_two_names(&self, a: u32, b: u32, pair: &Pair) -> bool {
        self.profiles(a, b).is_some_and(|(a, b)| are_two_names(a, b, &pair.comparison))
    }

    /// Whether names and birth date prove one person even where there is a twin.
    pub(super) fn proves(&self, a: u32, b: u32, pair: &Pair) -> bool {
        self.model.twins() == Twins::Proof && self.profiles(a, b).is_some_and(|(a, b)| is_proof(a, b, &pair.comparison))
    }

    /// Whether the given names, or an identifier in their stead, say that it is one person: all else is as alike between
    /// twins and siblings. `ahead` is by how many bits the pair has more than a link needs.
    pub(super) fn speaks(&self, pair: &Pair, ahead: f32) -> bool {
        use Agreement::{Different, Missing, Part, Roughly, Similar, Variant};
        let of = |field| pair.comparison.of(field).agreement;
        let same_sex_perhaps = of(Field::Sex) != Different;
        let name = given_names_speak(&pair.comparison);
        if !self.guards.given_names {
            let enough = match of(Field::FirstName) {
                Similar | Roughly | Part => same_sex_perhaps,
                Missing => ahead >= NAMELESS,
                _ => name,
            };
            return enough || (pair.hinted && same_sex_perhaps);
        }
        // A family's papers get into each other's files: where given names are two, no identifier makes them one.
        let two = matches!(of(Field::FirstName), Different | Variant);
        name || (pair.identified && !two && same_sex_perhaps)
    }

    /// Bits for one person.
    pub(super) fn score(&self, pair: &Pair) -> f32 {
        self.model.score_with(&pair.comparison, self.further(pair), pair.chance)
    }

    fn further(&self, pair: &Pair) -> f32 {
        let levels = self.worth.iter().zip(&pair.likeness);
        self.start + pair.rarity + levels.filter_map(|(worth, level)| worth.bits.get(*level as usize)).sum::<f32>()
    }

    /// The reasons for a pair's score, the weightiest first, in words: `birth-date same +9.1; ...`.
    pub(super) fn explain(&self, a: u32, b: u32) -> String {
        let Some(pair) = self.pair(a, b) else { return String::new() };
        let explained = self.model.weigh(&pair.comparison);
        let person = explained.reasons.iter().filter(|reason| reason.field != Field::Chance.key());
        let mut reasons: Vec<(String, f32)> =
            person.map(|reason| (format!("{} {}", reason.field, reason.agreement), reason.weight)).collect();
        for ((worth, level), column) in self.worth.iter().zip(&pair.likeness).zip(&self.records.also) {
            if let Some(bits) = worth.bits.get(*level as usize) {
                reasons.push((format!("{} {}", column.name, level.word()), *bits));
            }
        }
        reasons.push(("rarity of further values".to_owned(), pair.rarity));
        reasons.push(("likely matches in these files".to_owned(), self.start));
        let learned: f32 = reasons.iter().map(|(_, bits)| bits).sum();
        reasons.push(("chance".to_owned(), self.score(&pair) - learned));
        reasons.retain(|(_, bits)| bits.abs() >= 0.05);
        reasons.sort_by(|x, y| y.1.abs().total_cmp(&x.1.abs()));
        reasons.iter().map(|(what, bits)| format!("{what} {bits:+.1}")).collect::<Vec<_>>().join("; ")
    }
}
