//! A reason in a person's own words.

use serde::{Deserialize, Serialize};

/// Why somebody decides as he does, in his own words: 1 to 1,000 characters. It may speak of the child, so it is shown
/// with the item and never goes into the audit log.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Why(String);

/// Why a text is no reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WhyError {
    /// Nothing but blanks.
    #[error("a reason is needed")]
    Empty,
    /// More than [`Why::MAX`] characters.
    #[error("a reason has at most 1,000 characters")]
    TooLong,
}

impl Why {
    /// Longest reason, in characters.
    pub const MAX: usize = 1_000;

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Why {
    type Err = WhyError;

    fn from_str(text: &str) -> Result<Self, WhyError> {
        let text = text.trim();
        match text.chars().count() {
            0 => Err(WhyError::Empty),
            1..=Self::MAX => Ok(Self(text.to_owned())),
            _ => Err(WhyError::TooLong),
        }
    }
}

impl TryFrom<String> for Why {
    type Error = WhyError;

    fn try_from(text: String) -> Result<Self, WhyError> {
        text.parse()
    }
}

impl From<Why> for String {
    fn from(why: Why) -> Self {
        why.0
    }
}
