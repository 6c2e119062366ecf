//! What a plan would do, exactly, before anybody decides.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::model::{ContributionKey, ContributionNo, MsixId, Standing, Timestamp, hex};
use crate::store;

/// What a plan would do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// The contributions that move, in order of their numbers.
    pub moves: Vec<Placed>,
    /// The contributions of the children concerned that stay where they are.
    pub stays: Vec<Placed>,
    /// MSIX IDs that are retired, each with the one that stands for it from then on.
    pub retired: Vec<(MsixId, MsixId)>,
    /// Retired MSIX IDs that are taken into use again.
    pub revived: Vec<MsixId>,
    /// What an undo does not take back, and why.
    pub left_out: Vec<LeftOut>,
    /// What the person has looked at: it goes back with the decision.
    pub seen: Seen,
}

/// A contribution and where it would belong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Placed {
    /// The contribution.
    pub no: ContributionNo,
    /// State and state student ID.
    pub key: ContributionKey,
    /// Whether the state still contributes.
    pub live: bool,
    /// Since when it belongs where it does.
    pub since: Timestamp,
    /// Where it belongs now.
    pub from: MsixId,
    /// Where it would belong.
    pub to: Target,
}

/// A child that may not be there yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// A known child.
    Known(MsixId),
    /// A child that gets a new MSIX ID; the number tells new children apart, from 0.
    New(usize),
}

impl Target {
    /// The child, if it is there already.
    pub fn known(self) -> Option<MsixId> {
        match self {
            Self::Known(child) => Some(child),
            Self::New(_) => None,
        }
    }
}

/// A contribution that an undo leaves where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// The contribution.
    pub no: ContributionNo,
    /// State and state student ID.
    pub key: ContributionKey,
    /// Where it stays.
    pub child: MsixId,
    /// Why.
    pub why: WhyLeft,
}

/// Why an undo leaves a contribution where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyLeft {
    /// A later decision of people took it elsewhere.
    MovedSince,
    /// It came to the child after the decision that is undone.
    CameLater,
    /// A later decision of people put it together again with what it was separated from.
    TogetherSince,
}

/// Why a plan cannot be carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// There is no such child, or it has been retired.
    #[error("{0} is not an MSIX ID in use")]
    NotInUse(MsixId),
    /// Fewer than two children, or one of them twice.
    #[error("a merge needs two or more different children")]
    NotSeveral,
    /// No state contributes to the child any more.
    #[error("no state contributes to {0} any more")]
    Withdrawn(MsixId),
    /// More children at once than [`MOST_CHILDREN`](super::MOST_CHILDREN).
    #[error("too many children for one decision")]
    TooMany,
    /// Parts that are empty, overlap, leave nothing with the child, or name what does not belong to it.
    #[error("the parts must be contributions of the child, each in one part, and something must stay")]
    Parts,
    /// Nothing that was moved is still where the decision put it.
    #[error("nothing is left to undo: later decisions have moved everything since")]
    NothingLeft,
    /// The decision was undone before.
    #[error("this decision has been undone")]
    UndoneBefore,
    /// Not a decision that moved memberships.
    #[error("there is no such decision to undo")]
    NotUndoable,
    /// The contribution is alone in its child, or people put it there.
    #[error("the program did not join this contribution to others")]
    NoLink,
}

/// What a person has looked at: SHA-256 over the contributions concerned with their versions and children. When they
/// change before the decision arrives, the decision is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Seen([u8; 32]);

/// Not the 64 hexadecimal digits that a page carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the mark of a page that was looked at")]
pub struct SeenError;

impl Seen {
    /// Of contributions in order of their numbers.
    pub(in crate::records) fn of(standing: &[Standing]) -> Self {
        Self(Sha256::digest(store::plain(&standing)).into())
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl FromStr for Seen {
    type Err = SeenError;

    fn from_str(text: &str) -> Result<Self, SeenError> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return Err(SeenError);
        }
        for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(digits).map_err(|_| SeenError)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| SeenError)?;
        }
        Ok(Self(bytes))
    }
}

impl Serialize for Seen {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
