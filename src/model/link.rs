//! Which contributions are one child, and why.

use serde::{Deserialize, Serialize};

use super::{ContributionNo, MsixId, Text, Timestamp};

/// A child: the owner of an MSIX ID.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Student {
    /// When the identifier was given.
    pub created: Timestamp,
    /// Whether it is in use.
    pub status: StudentStatus,
}

/// Whether an MSIX ID is in use. An identifier is never given to another child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StudentStatus {
    /// At least one state contributes.
    Active,
    /// Every state has withdrawn its contribution.
    Inactive,
    /// A merge kept the other identifier.
    RetiredInto(MsixId),
}

/// When an MSIX ID was retired or taken into use again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retirement {
    /// When.
    pub since: Timestamp,
    /// The identifier that stands for it from then on; `None` when it is in use again.
    pub into: Option<MsixId>,
}

/// Where a contribution belongs, since when and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Membership {
    /// The child.
    pub msix_id: MsixId,
    /// Since when.
    pub since: Timestamp,
    /// How it came to belong there.
    pub how: LinkKind,
    /// Whether the state still contributes; `false` after a withdrawal.
    pub live: bool,
    /// Why the program or a person decided so; `None` for a first contribution without candidates.
    pub explanation: Option<Explanation>,
}

/// How a contribution came to belong to its child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// No other contribution was close enough: a new MSIX ID.
    New,
    /// The engine joined it by itself.
    Exact,
    /// People judged a near match to be the same child.
    Judged,
    /// People merged two children.
    Merged,
    /// People split it off.
    Split,
    /// People undid a decision: it went back to where it came from.
    Returned,
}

impl LinkKind {
    /// The word used in exports.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Exact => "exact",
            Self::Judged => "judged",
            Self::Merged => "merged",
            Self::Split => "split",
            Self::Returned => "returned",
        }
    }
}

/// Why the engine decided as it did: kept with each decision so that it can be shown years later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// Version of the matching engine and its model.
    pub model: u32,
    /// Summed weight; higher means more likely the same child.
    pub score: f32,
    /// The compared fields in the order in which they are shown.
    pub reasons: Vec<Reason>,
}

/// The outcome of comparing one field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// Which comparison: a key of the message files, such as `first-name`.
    pub field: Text,
    /// How far the two agree: a key of the message files, such as `same`, `sounds-alike`, `contradicts`.
    pub agreement: Text,
    /// What it adds to the score.
    pub weight: f32,
}

/// Two contributions that may be one child: too alike to ignore, not alike enough to join by itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NearMatch {
    /// The contribution with the lower number.
    pub left: ContributionNo,
    /// The contribution with the higher number.
    pub right: ContributionNo,
    /// When it was found.
    pub found: Timestamp,
    /// The comparison.
    pub explanation: Explanation,
    /// What was decided.
    pub status: NearStatus,
}

/// What people decided about a near match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NearStatus {
    /// Nothing yet.
    Open,
    /// One child.
    Same,
    /// Two children.
    Different,
    /// A later version of a contribution, or another decision, made the question moot. It may be asked again.
    Superseded,
    /// One person says one child; somebody else has to agree.
    Judged,
}
