//! Same child or not: names to keys, blocking, comparison, scoring, explanation. Pure and versioned: no store, no
//! clock. It must never join anything itself; it says what it would decide and why.
//!
//! ```text
//! Contribution -> evidence -> block_keys -> (the store finds candidates)
//!                     '-> Prepared -> compare -> Comparison -> weigh -> Explanation
//!                                         '-> decide, on whole children -> Join or New with near matches
//! ```

mod block;
mod compare;
mod decide;
mod evidence;
pub mod name;
mod names;
mod prepared;
mod vocabulary;
mod weights;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod tests;

pub use block::{MOST_KEYS, block_keys};
pub use compare::{Compared, Comparison, Doubts, compare};
pub use decide::{MOST_NEAR, decide};
pub use evidence::evidence;
pub use prepared::Prepared;
pub use vocabulary::{Agreement, Field, vocabulary};
pub use weights::{NEAR_THRESHOLD, weigh};

use crate::model::{ContributionNo, Evidence, Explanation, MsixId};

/// Version of the engine and its weights, kept with every decision.
pub const MODEL: u32 = 1;

/// A child that may be the new contribution's, with all its contributions.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The child.
    pub msix_id: MsixId,
    /// Its live contributions; when the state itself names the child, those withdrawn too.
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
