//! A course as its file holds it, read once in each language.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{CourseId, QUESTIONS};

/// Why a file of the training cannot be used. The tests read them all, so that no shipped program meets it.
#[derive(Debug, thiserror::Error)]
pub enum TrainingError {
    /// Not TOML, or not of this form.
    #[error("the training file {file} cannot be read: {}", .error.message())]
    Form {
        /// Language and name of the file.
        file: &'static str,
        /// What is wrong with it.
        error: Box<toml::de::Error>,
    },
    /// Its bank holds fewer questions than a quiz asks.
    #[error("the training file {0} has too few questions for a quiz")]
    TooFewQuestions(&'static str),
}

/// A course: lessons to read, then a quiz.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// Which course.
    pub id: CourseId,
    /// Rises when a question is added, taken away or turned round, because a seed then gives another quiz: keep it
    /// beside the seed of an attempt, and on the certificate.
    pub version: u32,
    /// For whom or what it is.
    pub title: String,
    /// How long it takes, quiz included.
    pub minutes: u16,
    /// What is read, in order.
    #[serde(rename = "lesson")]
    pub lessons: Vec<Lesson>,
    /// What a quiz draws from.
    #[serde(rename = "question")]
    pub(super) questions: Vec<Question>,
}

/// One lesson.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// The same in both languages.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Paragraphs of plain text.
    pub body: Vec<String>,
    /// A list below them; may be empty.
    #[serde(default)]
    pub points: Vec<String>,
}

/// A question with four answers, one of them right.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The same in both languages.
    pub id: String,
    /// What is asked.
    pub text: String,
    /// In the order of the file, which no page shows.
    pub(super) answers: [String; 4],
    /// Which of them is right.
    pub(super) right: Place,
    /// One sentence on why it is; shown when the answer was wrong.
    pub(super) why: String,
}

/// The place of an answer in its file, 0 to 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u8")]
pub(super) struct Place(u8);

impl Place {
    /// All four.
    pub(super) const ALL: [Self; 4] = [Self(0), Self(1), Self(2), Self(3)];
}

impl TryFrom<u8> for Place {
    type Error = &'static str;

    fn try_from(place: u8) -> Result<Self, Self::Error> {
        Self::ALL.into_iter().find(|known| known.0 == place).ok_or("`right` is a place from 0 to 3")
    }
}

/// The file of a name, in a language: read when first asked for.
macro_rules! shipped {
    ($language:expr, $name:literal) => {
        if $language == "es" { shipped!(@ "es", $name) } else { shipped!(@ "en", $name) }
    };
    (@ $folder:literal, $name:literal) => {{
        const FILE: &str = concat!($folder, "/", $name, ".toml");
        const TEXT: &str = include_str!(concat!("../../assets/training/", $folder, "/", $name, ".toml"));
        static COURSE: LazyLock<Result<Course, TrainingError>> = LazyLock::new(|| Course::read(FILE, TEXT));
        COURSE.as_ref()
    }};
}

impl Course {
    /// A course in a language: `es` for Spanish, English for every other code.
    pub fn of(id: CourseId, language: &str) -> Result<&'static Self, &'static TrainingError> {
        match id {
            CourseId::Primary => shipped!(language, "primary"),
            CourseId::Secondary => shipped!(language, "secondary"),
            CourseId::DataAdministrator => shipped!(language, "data-administrator"),
            CourseId::UserAdministrator => shipped!(language, "user-administrator"),
            CourseId::RegionAdministrator => shipped!(language, "region-administrator"),
            CourseId::GovernmentAdministrator => shipped!(language, "government-administrator"),
            CourseId::PrivacyActAdministrator => shipped!(language, "privacy-act-administrator"),
            CourseId::Operator => shipped!(language, "operator"),
            CourseId::Security => shipped!(language, "security"),
        }
    }

    pub(super) fn read(file: &'static str, text: &str) -> Result<Self, TrainingError> {
        let course: Self =
            toml::from_str(text).map_err(|error| TrainingError::Form { file, error: Box::new(error) })?;
        if course.questions.len() < QUESTIONS { Err(TrainingError::TooFewQuestions(file)) } else { Ok(course) }
    }
}
