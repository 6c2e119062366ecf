//! The model: what each level of agreement is worth, in bits. The log2 of how much more often one child shows it than
//! two children do (Fellegi and Sunter, 1969), corrected for fields that speak together. Data, not code: a versioned
//! file that people can read (`assets/matching/model.toml` is the one the program ships).

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

use super::chance::{against_chance, both};
use super::compare::{Compared, Comparison};
use super::curve::{Curve, Wanted};
use super::vocabulary::{Agreement, Field};
use crate::model::{Explanation, Reason, Text};

/// How many fields and levels there are.
const FIELDS: usize = Field::COMPARED;
const LEVELS: usize = Agreement::ALL.len();

/// Contributions of the whole nation.
const POPULATION: f32 = 1_000_000.0;

/// The model's file.
const SHIPPED: &str = include_str!("../../assets/matching/model.toml");

static DEFAULT: LazyLock<Model> = LazyLock::new(|| Model::read(SHIPPED).unwrap_or_default_empty());

/// Why a model file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// Not TOML, or not of this form.
    #[error("the model file cannot be read: {}", .0.message())]
    Form(#[from] toml::de::Error),
    /// A field or level that the engine does not know.
    #[error("the model file speaks of `{0}`, which this program does not compare")]
    Unknown(String),
    /// A weight that is no number.
    #[error("the weight of `{0}` is not a finite number")]
    NotFinite(String),
}

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

/// The file as it stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) version: u32,
    /// How it was learned, for people.
    pub(super) origin: String,
    /// Bits from which the program joins by itself, and from which people look.
    pub(super) automatic: f32,
    pub(super) near: f32,
    /// Contributions among which strangers may agree by chance.
    pub(super) population: f32,
    /// Bits before anything is compared: how seldom two contributions that share a blocking key are one child.
    pub(super) start: f32,
    /// Field to level to its worth.
    pub(super) level: BTreeMap<String, BTreeMap<String, Level>>,
    /// Two fields (`first-name with parents`) to two levels (`same with different`) to the bits they add together.
    #[serde(default)]
    pub(super) together: BTreeMap<String, BTreeMap<String, f32>>,
    /// What came of other thresholds on a labelled world, if that was tried.
    #[serde(default, skip_serializing_if = "Curve::is_empty")]
    pub(super) curve: Curve,
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
            population: POPULATION,
            start: 0.0,
            levels: vec![Level::default(); FIELDS * LEVELS],
            together: vec![0.0; PAIRS.len() * LEVELS * LEVELS],
            curve: Curve::default(),
        }
    }
}

/// A file that the program itself ships and cannot read joins nobody; a test sees to it that there is none.
trait OrEmpty {
    fn unwrap_or_default_empty(self) -> Model;
}

impl OrEmpty for Result<Model, ModelError> {
    fn unwrap_or_default_empty(self) -> Model {
        self.unwrap_or_else(|_| Model { inner: Arc::new(Inner::empty()) })
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
    /// Reads a model file.
    pub fn read(text: &str) -> Result<Self, ModelError> {
        let file: File = toml::from_str(text)?;
        let mut inner = Inner {
            version: file.version,
            origin: file.origin,
            automatic: file.automatic,
            near: file.near,
            population: file.population,
            start: file.start,
            curve: file.curve,
            ..Inner::empty()
        };
        for (field_key, levels) in &file.level {
            let field = Field::read(field_key).ok_or_else(|| ModelError::Unknown(field_key.clone()))?;
            for (key, level) in levels {
                let agreement = Agreement::read(key).ok_or_else(|| ModelError::Unknown(key.clone()))?;
                if !(level.weight.is_finite() && level.rarity.is_finite()) {
                    return Err(ModelError::NotFinite(format!("{field_key}.{key}")));
                }
                if let Some(slot) = inner.levels.get_mut(slot(field, agreement)) {
                    *slot = *level;
                }
            }
        }
        for (fields, cells) in &file.together {
            let unknown = || ModelError::Unknown(fields.clone());
            let (a, b) = fields.split_once(WITH).ok_or_else(unknown)?;
            let pair = PAIRS.iter().position(|(x, y)| (x.key(), y.key()) == (a, b)).ok_or_else(unknown)?;
            for (levels, bits) in cells {
                let read = levels.split_once(WITH).and_then(|(a, b)| Some((Agreement::read(a)?, Agreement::read(b)?)));
                let (a, b) = read.ok_or_else(|| ModelError::Unknown(levels.clone()))?;
                if !bits.is_finite() {
                    return Err(ModelError::NotFinite(format!("{fields}, {levels}")));
                }
                if let Some(slot) = inner.together.get_mut(pair_slot(pair, a, b)) {
                    *slot = *bits;
                }
            }
        }
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The text of its file.
    pub fn write(&self) -> String {
        let (mut level, mut together) = (BTreeMap::new(), BTreeMap::new());
        let rounded = |value: f32, to: f32| (value * to).round() / to;
        for field in Field::ALL.iter().take(FIELDS) {
            let mut rows = BTreeMap::new();
            for agreement in Agreement::ALL {
                let Some(of) = self.inner.levels.get(slot(*field, *agreement)) else { continue };
                if *of != Level::default() {
                    let row = Level {
                        same: rounded(of.same, 1e6),
                        other: rounded(of.other, 1e6),
                        weight: rounded(of.weight, 1e3),
                        rarity: rounded(of.rarity, 1e3),
                    };
                    rows.insert(agreement.key().to_owned(), row);
                }
            }
            level.insert(field.key().to_owned(), rows);
        }
        for (pair, (a, b)) in PAIRS.iter().enumerate() {
            let mut cells = BTreeMap::new();
            for x in Agreement::ALL {
                for y in Agreement::ALL {
                    let bits = self.inner.together.get(pair_slot(pair, *x, *y)).copied().unwrap_or_default();
                    if bits.abs() >= 0.01 {
                        cells.insert(format!("{}{WITH}{}", x.key(), y.key()), rounded(bits, 1e3));
                    }
                }
            }
            together.insert(format!("{}{WITH}{}", a.key(), b.key()), cells);
        }
        let Inner { version, origin, automatic, near, population, start, curve, .. } = &*self.inner;
        let (automatic, near, start) = (rounded(*automatic, 1e3), rounded(*near, 1e3), rounded(*start, 1e3));
        let (version, origin, population, curve) = (*version, origin.clone(), *population, curve.clone());
        let file = File { version, origin, automatic, near, population, start, level, together, curve };
        toml::to_string(&file).unwrap_or_default()
    }

    /// Its version, kept with every decision.
    pub fn version(&self) -> u32 {
        self.inner.version
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

    /// The same with the thresholds that the curve has for what is wanted. A model without a curve keeps its own.
    pub fn with_wanted(&self, wanted: Wanted) -> Self {
        let automatic = self.inner.curve.automatic(wanted.precision).unwrap_or(self.inner.automatic);
        let near = self.inner.curve.near(wanted.review_per_100).unwrap_or(self.inner.near);
        self.with_thresholds(automatic, near.min(automatic))
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
        both(score, against_chance(comparison, self.inner.population) + chance)
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
        let score = both(learned, against_chance(comparison, self.inner.population));
        reasons.push(self.reason(Field::Chance, Agreement::AnyTwo, score - learned));
        Explanation { model: self.version(), score: reasons.iter().map(|reason| reason.weight).sum(), reasons }
    }

    pub(super) fn reason(&self, field: Field, agreement: Agreement, weight: f32) -> Reason {
        Reason { field: Text::const_new(field.key()), agreement: Text::const_new(agreement.key()), weight }
    }
}

/// Between the names of two fields or two levels in the file.
const WITH: &str = " with ";

/// Halvings from one child in 256: more than 0 for a rarer value. Nothing where a frequency has no meaning.
pub(super) fn rarity(frequency: f32) -> f32 {
    if frequency >= 1.0 { 0.0 } else { -frequency.max(1e-6).log2() - 8.0 }
}
