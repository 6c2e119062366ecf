//! Proposals to move contributions from child to child: what one person wants and a second one validates.

use serde::{Deserialize, Serialize};

use super::{ContributionNo, ItemId, MsixId, StateCode, Text, Why};

/// A change of memberships that one person wants and another has to validate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What is to be done.
    pub plan: Plan,
    /// User name of the proposer, who never decides about it, under whatever role.
    pub by: Text,
    /// The state for which he spoke; `None` for the nation.
    pub state: Option<StateCode>,
    /// Why.
    pub why: Why,
    /// The contributions of the children concerned as they stood when it was proposed.
    pub standing: Vec<Standing>,
    /// What was moved when it was approved; empty before.
    pub moves: Vec<Move>,
}

/// What is to be done. Contributions belong to children by membership only: a plan moves memberships, nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Plan {
    /// A near match is one child.
    Match {
        /// The item that asked.
        near: ItemId,
        /// The child that keeps its MSIX ID.
        master: MsixId,
        /// The child that is retired into it.
        other: MsixId,
    },
    /// Children are one.
    Merge {
        /// The child that keeps its MSIX ID.
        master: MsixId,
        /// The children that are retired into it.
        others: Vec<MsixId>,
    },
    /// A child is several.
    Split {
        /// The child. What is in none of the parts stays with it and keeps the MSIX ID.
        child: MsixId,
        /// Each part becomes a child with a new MSIX ID.
        parts: Vec<Vec<ContributionNo>>,
        /// Whether the engine may propose the parts to be one child again.
        may_propose_again: bool,
    },
    /// An earlier decision was wrong.
    Undo {
        /// Which.
        of: Undoing,
        /// Whether the engine may propose the same again.
        may_propose_again: bool,
    },
}

/// What is undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Undoing {
    /// A match, merge or split that people approved.
    Decision(ItemId),
    /// That the engine joined a contribution to its child by itself. It gets a new MSIX ID.
    Link(ContributionNo),
}

/// A contribution from one child to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Move {
    /// The contribution.
    pub no: ContributionNo,
    /// Where it belonged.
    pub from: MsixId,
    /// Where it belongs now.
    pub to: MsixId,
    /// Its home before: the identifier under which it would be if nothing had been merged.
    pub home: MsixId,
}

/// A contribution at one moment: what a person who decides has looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Standing {
    /// The contribution.
    pub no: ContributionNo,
    /// Where it belonged.
    pub child: MsixId,
    /// Number of its last version.
    pub version: u32,
}
