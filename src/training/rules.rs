//! The Rules of Behavior, which everybody accepts at the start and every year.

use std::sync::LazyLock;

use serde::Deserialize;

use super::TrainingError;
use crate::model::Date;

/// The Rules of Behavior in one language.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Rises when a rule changes: everybody accepts the new version at the next login.
    pub version: u32,
    /// The day of this version.
    pub date: Date,
    /// Their heading.
    pub title: String,
    /// Paragraphs before the first section.
    pub intro: Vec<String>,
    /// Numbered from 1 on the page.
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
}

/// Rules on one matter.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The same in both languages.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Numbered from 1 within the section, as in 3.2.
    #[serde(rename = "rule")]
    pub rules: Vec<Rule>,
}

/// One rule.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The same in both languages.
    pub id: String,
    /// What it says.
    pub text: String,
}

type Read = LazyLock<Result<Rules, TrainingError>>;

static ENGLISH: Read =
    LazyLock::new(|| Rules::read("rules/en.toml", include_str!("../../assets/training/rules/en.toml")));
static SPANISH: Read =
    LazyLock::new(|| Rules::read("rules/es.toml", include_str!("../../assets/training/rules/es.toml")));

impl Rules {
    /// In a language: `es` for Spanish, English for every other code.
    pub fn of(language: &str) -> Result<&'static Self, &'static TrainingError> {
        if language == "es" { SPANISH.as_ref() } else { ENGLISH.as_ref() }
    }

    fn read(file: &'static str, text: &str) -> Result<Self, TrainingError> {
        toml::from_str(text).map_err(|error| TrainingError::Form { file, error: Box::new(error) })
    }
}
