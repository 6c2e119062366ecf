//! The model: what each level of agreement is worth, in bits. The log2 of how much more often one child shows it than
//! two children do (Fellegi and Sunter, 1969), corrected for fields that speak together. Data, not code: a versioned
//! file that people can read (`assets/matching/model.toml` is the one the program ships).

use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

use super::chance::{Strangers, both};
use super::compare::{Compared, Comparison};
use super::curve::{Curve, EVEN_ODDS, Wanted};
use super::twins::Twins;
use super::vocabulary::{Agreement, Field};
use crate::model::{Explanation, Reason, Text};

/// How many fields and levels there are.
pub(super) const FIELDS: usize = Field::COMPARED;
pub(super) const LEVELS: usize = Agreement::ALL.len();

static DEFAULT: LazyLock<Model> = LazyLock::new(super::file::shipped);

/// What a level of agreement is worth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// How often one child's two contributions show it, between 0 and 1.
    pub same: f32,
    /// How often two children's contributions that share a blocking key show it.
    pub other: f32,
    /// Bits it adds for a value that one child in 256 bears.
    pub weight: f32,
    /// Bits it adds for each halving of the value's frequency.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rarity: f32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
fn is_zero(value: &f32) -> bool {
    *value == 0.0
}

/// How the contributions of a child, and children beside each other, are judged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Whole {
    /// A child's score loses this part, 0 to 1, of the bits by which any of its contributions speaks against the new one.
    pub dissent: f32,
    /// Bits by which the best child must be ahead of another that cannot be the same child.
    pub ahead: f32,
}

/// The pairs of fields that speak together: each says less beside the other than alone.
pub(super) const PAIRS: [(Field, Field); 10] = [
    (Field::FirstName, Field::Parents),
    (Field::BirthDate, Field::Parents),
    (Field::LastName2, Field::Parents),
    (Field::FirstName, Field::BirthDate),
    (Field::FirstName, Field::LastName2),
    (Field::LastName1, Field::BirthDate),
    (Field::MiddleName, Field::Parents),
    (Field::FirstName, Field::MiddleName),
    (Field::FirstName, Field::MultipleBirth),
    (Field::FirstName, Field::LastName1),
];

/// The weights, and the two thresholds. Clones share them.
#[derive(Debug, Clone)]
pub struct Model {
    pub(super) inner: Arc<Inner>,
}

#[derive(Debug, Clone)]
pub(super) struct Inner {
    pub(super) version: u32,
    pub(super) origin: String,
    pub(super) automatic: f32,
    pub(super) near: f32,
    pub(super) population: f32,
    pub(super) whole: Whole,
    pub(super) strangers: Strangers,
    pub(super) twins: Twins,
    pub(super) start: f32,
    pub(super) levels: Vec<Level>,
    pub(super) together: Vec<f32>,
    pub(super) curve: Curve,
}

impl Inner {
    pub(super) fn empty() -> Self {
        Self {
            version: 0,
            origin: String::new(),
            automatic: f32::INFINITY,
            near: f32::INFINITY,
            population: 1.0,
            whole: Whole::default(),
            strangers: Strangers::default(),
            twins: Twins::default(),
            start: 0.0,
            levels: vec![Level::default(); FIELDS * LEVELS],
            together: vec![0.0; PAIRS.len() * LEVELS * LEVELS],
            curve: Curve::default(),
        }
    }
}

impl Inner {
    /// What is set and not learned, as the program ships it.
    pub(super) fn unlearned() -> Self {
        let Inner { population, whole, strangers, .. } = &*DEFAULT.inner;
        Self { population: *population, whole: *whole, strangers: strangers.clone(), ..Self::empty() }
    }
}

/// Where a level of a field stands.
pub(super) fn slot(field: Field, agreement: Agreement) -> usize {
    field as usize * LEVELS + agreement as usize
}

/// Where two levels of the pair with this number stand.
pub(super) fn pair_slot(pair: usize, a: Agreement, b: Agreement) -> usize {
    (pair * LEVELS + a as usize) * LEVELS + b as usize
}

impl Default for Model {
    /// The model that the program ships.
    fn default() -> Self {
        DEFAULT.clone()
    }
}

impl Model {
    /// Its version, kept with every decision.
    pub fn version(&self) -> u32 {
        self.inner.version
    }

    /// The same under another version.
    pub fn with_version(&self, version: u32) -> Self {
        Self { inner: Arc::new(Inner { version, ..(*self.inner).clone() }) }
    }

    /// How it was learned.
    pub fn origin(&self) -> &str {
        &self.inner.origin
    }

    /// Bits from which the program joins by itself.
    pub fn automatic(&self) -> f32 {
        self.inner.automatic
    }

    /// Bits from which people look.
    pub fn near(&self) -> f32 {
        self.inner.near
    }

    /// How whole children are judged.
    pub fn whole(&self) -> Whole {
        self.inner.whole
    }

    /// What is done where there may be a twin.
    pub fn twins(&self) -> Twins {
        self.inner.twins
    }

    /// Bits before anything is compared.
    pub fn start(&self) -> f32 {
        self.inner.start
    }

    /// The same with other thresholds.
    pub fn with_thresholds(&self, automatic: f32, near: f32) -> Self {
        Self { inner: Arc::new(Inner { automatic, near, ..(*self.inner).clone() }) }
    }

    /// What came of other thresholds on a labelled world; empty when that was never tried.
    pub fn curve(&self) -> &Curve {
        &self.inner.curve
    }

    /// The same with a curve.
    pub fn with_curve(&self, curve: Curve) -> Self {
        Self { inner: Arc::new(Inner { curve, ..(*self.inner).clone() }) }
    }

    /// The same with the thresholds that the curve has for what is wanted, the automatic one at even odds at least. A model
    /// without a curve keeps its own.
    pub fn with_wanted(&self, wanted: Wanted) -> Self {
        let automatic = self.inner.curve.automatic(wanted.precision).map(|bits| bits.max(EVEN_ODDS));
        let automatic = automatic.unwrap_or(self.inner.automatic);
        let near = self.inner.curve.near(wanted.review_per_100).unwrap_or(self.inner.near);
        let thresholds = self.with_thresholds(automatic, near.min(automatic));
        Self { inner: Arc::new(Inner { twins: wanted.twins, ..(*thresholds.inner).clone() }) }
    }

    /// Among how many contributions strangers may agree by chance.
    pub fn population(&self) -> f32 {
        self.inner.population
    }

    /// The same among so many contributions: the more there are, the more strangers agree by chance.
    pub fn among(&self, population: f32) -> Self {
        Self { inner: Arc::new(Inner { population, ..(*self.inner).clone() }) }
    }

    /// What each level of each field is worth, those the model knows.
    pub fn levels(&self) -> impl Iterator<Item = (Field, Agreement, Level)> {
        let all = Field::ALL.iter().take(FIELDS).flat_map(|field| Agreement::ALL.iter().map(|level| (*field, *level)));
        let found = all.map(|(field, level)| (field, level, self.inner.levels.get(slot(field, level)).copied()));
        found.filter_map(|(field, level, of)| Some((field, level, of.filter(|of| *of != Level::default())?)))
    }

    /// Bits that one field adds by itself.
    pub(super) fn weight(&self, field: Field, compared: Compared) -> f32 {
        let Some(level) = self.inner.levels.get(slot(field, compared.agreement)) else { return 0.0 };
        level.weight + level.rarity * rarity(compared.frequency)
    }

    /// Summed weight of some fields alone, to tell which of several spellings speaks.
    pub(super) fn value(&self, fields: &[(Field, Compared)]) -> f32 {
        fields.iter().map(|(field, compared)| self.weight(*field, *compared)).sum()
    }

    /// Bits for one child against two: log2 of the odds.
    pub fn score(&self, comparison: &Comparison) -> f32 {
        self.score_with(comparison, 0.0, 0.0)
    }

    /// The same when further values, which the model does not know, add `learned` bits, and agree among strangers as
    /// seldom as `chance` bits say.
    pub fn score_with(&self, comparison: &Comparison, learned: f32, chance: f32) -> f32 {
        let alone: f32 = comparison.fields().map(|(field, compared)| self.weight(field, compared)).sum();
        let together: f32 = (0..PAIRS.len()).map(|pair| self.together(pair, comparison)).sum();
        let score = self.inner.start + alone + together + learned;
        both(score, self.inner.strangers.against(comparison, self.inner.population) + chance)
    }

    fn together(&self, pair: usize, comparison: &Comparison) -> f32 {
        let Some((a, b)) = PAIRS.get(pair) else { return 0.0 };
        let at = pair_slot(pair, comparison.of(*a).agreement, comparison.of(*b).agreement);
        self.inner.together.get(at).copied().unwrap_or_default()
    }

    /// The weighed explanation of a comparison; its reasons add up to its score. What two fields say together stands with
    /// the first of them. Fields on which a side is silent stand last, in one entry.
    pub fn weigh(&self, comparison: &Comparison) -> Explanation {
        let mut bits: [f32; FIELDS] = [0.0; FIELDS];
        for ((field, compared), slot) in comparison.fields().zip(bits.iter_mut()) {
            *slot = self.weight(field, compared);
        }
        for (pair, (field, _)) in PAIRS.iter().enumerate() {
            if let Some(slot) = bits.get_mut(*field as usize) {
                *slot += self.together(pair, comparison);
            }
        }
        let said = |agreement| agreement != Agreement::Missing;
        let entries = || comparison.fields().zip(bits);
        let mut reasons = vec![self.reason(Field::Start, Agreement::AnyTwo, self.inner.start)];
        let spoken = entries().filter(|((_, compared), _)| said(compared.agreement));
        reasons.extend(spoken.map(|((field, compared), bits)| self.reason(field, compared.agreement, bits)));
        let silent: f32 = entries().filter(|((_, c), _)| !said(c.agreement)).map(|(_, bits)| bits).sum();
        reasons.push(self.reason(Field::Rest, Agreement::Missing, silent));
        let learned: f32 = reasons.iter().map(|reason| reason.weight).sum();
        let score = both(learned, self.inner.strangers.against(comparison, self.inner.population));
        reasons.push(self.reason(Field::Chance, Agreement::AnyTwo, score - learned));
        Explanation { model: self.version(), score: reasons.iter().map(|reason| reason.weight).sum(), reasons }
    }

    pub(super) fn reason(&self, field: Field, agreement: Agreement, weight: f32) -> Reason {
        Reason { field: Text::const_new(field.key()), agreement: Text::const_new(agreement.key()), weight }
    }
}

/// Halvings from one child in 256: more than 0 for a rarer value. Nothing where a frequency has no meaning.
pub(super) fn rarity(frequency: f32) -> f32 {
    if frequency >= 1.0 { 0.0 } else { -frequency.max(1e-6).log2() - 8.0 }
}
