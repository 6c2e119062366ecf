//! The model's file: TOML that people can read, with every number the engine weighs by.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::chance::{Agree, Strangers};
use super::curve::Curve;
use super::vocabulary::{Agreement, Field};
use super::weights::{FIELDS, Inner, LEVELS, Level, Model, PAIRS, Whole, pair_slot, slot};

/// The one that ships.
const SHIPPED: &str = include_str!("../../assets/matching/model.toml");

/// Between the names of two fields or two levels.
const WITH: &str = " with ";

/// Why a model file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// Not TOML, or not of this form.
    #[error("the model file cannot be read: {}", .0.message())]
    Form(#[from] toml::de::Error),
    /// A field or level that the engine does not know.
    #[error("the model file speaks of `{0}`, which this program does not compare")]
    Unknown(String),
    /// Pairs would be joined that are not even near.
    #[error("the near threshold is above the automatic one")]
    Crossed,
    /// A weight that is no number.
    #[error("the weight of `{0}` is not a finite number")]
    NotFinite(String),
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
    /// Missing in files that were written before it was told there: then as shipped.
    #[serde(default)]
    pub(super) whole: Option<Whole>,
    /// Likewise.
    #[serde(default)]
    pub(super) strangers: Option<StrangersFile>,
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

/// What strangers agree on by chance, as it stands in the file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StrangersFile {
    rarest: f32,
    fellow: f32,
    agree: BTreeMap<String, BTreeMap<String, Agree>>,
}

/// The model that ships. One that could not be read would join nobody; a test sees to it that it can.
pub(super) fn shipped() -> Model {
    read_over(SHIPPED, &Inner::empty()).unwrap_or_else(|_| Model { inner: Arc::new(Inner::empty()) })
}

impl Model {
    /// Reads a model file.
    pub fn read(text: &str) -> Result<Self, ModelError> {
        read_over(text, &Self::default().inner)
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
        let Inner { version, origin, automatic, near, population, whole, start, curve, .. } = &*self.inner;
        let (automatic, near, start) = (rounded(*automatic, 1e3), rounded(*near, 1e3), rounded(*start, 1e3));
        let (version, origin, population, curve) = (*version, origin.clone(), *population, curve.clone());
        let (whole, strangers) = (Some(*whole), Some(StrangersFile::from(&self.inner.strangers)));
        let file =
            File { version, origin, automatic, near, population, whole, strangers, start, level, together, curve };
        toml::to_string(&file).unwrap_or_default()
    }
}

/// Reads a model file; what it does not tell is as in `base`.
fn read_over(text: &str, base: &Inner) -> Result<Model, ModelError> {
    let file: File = toml::from_str(text)?;
    let whole = file.whole.unwrap_or(base.whole);
    let strangers = file.strangers.map_or_else(|| Ok(base.strangers.clone()), strangers)?;
    let numbers = [
        ("automatic", file.automatic),
        ("near", file.near),
        ("start", file.start),
        ("population", file.population),
        ("dissent", whole.dissent),
        ("ahead", whole.ahead),
    ];
    if let Some((what, _)) = numbers.iter().find(|(_, value)| !value.is_finite()) {
        return Err(ModelError::NotFinite((*what).to_owned()));
    }
    if file.near > file.automatic {
        return Err(ModelError::Crossed);
    }
    let levels = levels(&file.level)?;
    let together = together(&file.together)?;
    let File { version, origin, automatic, near, population, start, curve, .. } = file;
    let twins = base.twins;
    let inner =
        Inner { version, origin, automatic, near, population, whole, strangers, twins, start, levels, together, curve };
    Ok(Model { inner: Arc::new(inner) })
}

fn levels(rows: &BTreeMap<String, BTreeMap<String, Level>>) -> Result<Vec<Level>, ModelError> {
    let mut found = Inner::empty().levels;
    for (field_key, levels) in rows {
        for (key, row) in levels {
            let at = slot(field(field_key)?, level(key)?);
            let shares = [row.same, row.other].iter().all(|share| (0.0..=1.0).contains(share));
            if !(row.weight.is_finite() && row.rarity.is_finite() && shares) {
                return Err(ModelError::NotFinite(format!("{field_key}.{key}")));
            }
            found.get_mut(at).into_iter().for_each(|slot| *slot = *row);
        }
    }
    Ok(found)
}

fn together(rows: &BTreeMap<String, BTreeMap<String, f32>>) -> Result<Vec<f32>, ModelError> {
    let mut found = Inner::empty().together;
    for (fields, cells) in rows {
        let unknown = || ModelError::Unknown(fields.clone());
        let (a, b) = fields.split_once(WITH).ok_or_else(unknown)?;
        let pair = PAIRS.iter().position(|(x, y)| (x.key(), y.key()) == (a, b)).ok_or_else(unknown)?;
        for (levels, bits) in cells {
            let (a, b) = levels.split_once(WITH).ok_or_else(|| ModelError::Unknown(levels.clone()))?;
            let at = pair_slot(pair, level(a)?, level(b)?);
            if !bits.is_finite() {
                return Err(ModelError::NotFinite(format!("{fields}, {levels}")));
            }
            found.get_mut(at).into_iter().for_each(|slot| *slot = *bits);
        }
    }
    Ok(found)
}

fn strangers(file: StrangersFile) -> Result<Strangers, ModelError> {
    let wrong = |what: &str| ModelError::NotFinite(format!("strangers.{what}"));
    let StrangersFile { rarest, fellow, agree } = file;
    if !(rarest > 0.0 && rarest <= 1.0) {
        return Err(wrong("rarest"));
    }
    if !fellow.is_finite() {
        return Err(wrong("fellow"));
    }
    let mut strangers = Strangers { rarest, fellow, agree: vec![Agree::default(); FIELDS * LEVELS] };
    for (field_key, levels) in &agree {
        for (key, row) in levels {
            let at = slot(field(field_key)?, level(key)?);
            let numbers = [row.bits, row.less, row.most];
            if numbers.iter().flatten().any(|number| !number.is_finite()) {
                return Err(wrong(&format!("agree.{field_key}.{key}")));
            }
            strangers.agree.get_mut(at).into_iter().for_each(|slot| *slot = *row);
        }
    }
    Ok(strangers)
}

impl From<&Strangers> for StrangersFile {
    fn from(of: &Strangers) -> Self {
        let mut agree: BTreeMap<String, BTreeMap<String, Agree>> = BTreeMap::new();
        for (field, level) in Field::ALL.iter().take(FIELDS).flat_map(|f| Agreement::ALL.iter().map(move |l| (f, l))) {
            let row = of.agree.get(slot(*field, *level)).filter(|row| **row != Agree::default());
            if let Some(row) = row {
                agree.entry(field.key().to_owned()).or_default().insert(level.key().to_owned(), *row);
            }
        }
        Self { rarest: of.rarest, fellow: of.fellow, agree }
    }
}

fn field(key: &str) -> Result<Field, ModelError> {
    Field::read(key).ok_or_else(|| ModelError::Unknown(key.to_owned()))
}

fn level(key: &str) -> Result<Agreement, ModelError> {
    Agreement::read(key).ok_or_else(|| ModelError::Unknown(key.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::Wanted;

    /// What ships was learned, and its thresholds are those of what is wanted.
    #[test]
    fn the_model_that_ships_can_be_read_and_says_where_it_comes_from() {
        let model = Model::read(SHIPPED).unwrap();
        assert!(model.origin().contains("invented worlds"), "{}", model.origin());
        assert!(model.version() > 0);
        let wanted = model.with_wanted(Wanted::default());
        assert!((wanted.automatic() - model.automatic()).abs() < 0.05, "{}", wanted.automatic());
        assert!((wanted.near() - model.near()).abs() < 0.05, "{}", wanted.near());
    }

    #[test]
    fn a_model_is_what_was_written() {
        let model = Model::default();
        assert_eq!(Model::read(&model.write()).unwrap().write(), model.write());
    }

    #[test]
    fn a_model_that_joins_everybody_is_refused() {
        for (from, to) in [("automatic = 2.935", "automatic = -inf"), ("near = 1.0", "near = 9.0")] {
            assert!(SHIPPED.contains(from));
            assert!(Model::read(&SHIPPED.replacen(from, to, 1)).is_err(), "{to}");
        }
    }

    /// A file of before this was told there is judged by what ships; a number that is none is refused.
    #[test]
    fn what_a_file_does_not_tell_is_as_shipped() {
        let text = Model::default().write();
        let tables = |name: &str| format!("[{name}");
        let mut kept = true;
        let old: String = text
            .lines()
            .filter(|line| {
                if line.starts_with('[') {
                    kept = !line.starts_with(&tables("whole")) && !line.starts_with(&tables("strangers"));
                }
                kept
            })
            .fold(String::new(), |all, line| all + line + "\n");
        assert!(!old.contains("dissent") && !old.contains("fellow"));
        assert_eq!(Model::read(&old).unwrap().write(), text);
        let wrong = Model::read(&text.replace("fellow = 1.0", "fellow = nan"));
        assert!(matches!(wrong, Err(ModelError::NotFinite(what)) if what == "strangers.fellow"));
        let unknown = Model::read(&text.replace("[strangers.agree.sex.same]", "[strangers.agree.sex.perhaps]"));
        assert!(matches!(unknown, Err(ModelError::Unknown(what)) if what == "perhaps"));
    }

    #[test]
    fn what_ships_tells_everything() {
        for told in ["[whole]", "dissent = ", "ahead = ", "[strangers]", "[strangers.agree.birth-date.same]"] {
            assert!(SHIPPED.contains(told), "{told}");
        }
    }
}
