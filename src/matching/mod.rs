//! Same child or not: names to keys, blocking, comparison, scoring, explanation. Pure and versioned: no store, no
//! clock. It must never join anything itself; it says what it would decide and why.

pub mod name;

use crate::model::{Contribution, ContributionNo, Evidence, Explanation, MsixId};

/// Version of the engine and its weights, kept with every decision.
pub const MODEL: u32 = 1;

/// A child that may be the new contribution's, with all its contributions.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The child.
    pub msix_id: MsixId,
    /// Its live contributions.
    pub members: Vec<(ContributionNo, Evidence)>,
}

/// What the engine would do with a new contribution.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// Join this child.
    Join {
        /// The child.
        msix_id: MsixId,
        /// Why.
        explanation: Explanation,
    },
    /// A new child; each of these contributions may be the same child, most likely first.
    New {
        /// Near matches.
        near: Vec<(ContributionNo, Explanation)>,
    },
}

/// The evidence of identity in a contribution.
pub fn evidence(_contribution: &Contribution) -> Evidence {
    unimplemented!()
}

/// Keys under which a contribution is filed, so that those that may be the same child share at least one.
pub fn block_keys(_evidence: &Evidence) -> Vec<u64> {
    Vec::new()
}

/// Decides about a new contribution in face of all candidates.
pub fn decide(_new: &Evidence, _candidates: &[Candidate]) -> Decision {
    Decision::New { near: Vec::new() }
}
