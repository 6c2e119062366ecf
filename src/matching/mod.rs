//! Same child or not: names to keys, blocking, comparison, scoring, explanation. Pure and versioned: no store, no
//! clock. It must never join anything itself; it says what it would decide and why.
//!
//! ```text
//! Contribution -> evidence -> filing -> (the store finds candidates)
//!                     '-> Profile -> compare -> Comparison -> Model: weigh -> Explanation
//!                                         '-> decide, on whole children -> Join or New with near matches
//! ```

mod adapt;
mod batch;
mod block;
mod chance;
mod compare;
mod curve;
mod decide;
mod engine;
mod evidence;
mod family;
mod file;
mod lexicon;
mod life;
pub mod name;
mod names;
mod outcome;
mod profile;
mod recipe;
mod second;
mod sequence;
mod shared;
mod sketch;
mod train;
mod twins;
mod vocabulary;
mod weights;
mod word;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod twin_tests;

pub use adapt::{MOST_MOVED, adapt};
pub use batch::{Blocks, MOST_IN_BLOCK, in_pieces};
pub use block::{Filing, MOST_KEYS, block_keys, filing};
pub use compare::{Compared, Comparison, are_far, compare, compare_if_alike};
pub use curve::{Curve, EVEN_ODDS, JoinPoint, NearPoint, Wanted};
pub use decide::{Join, Known, MOST_NEAR, Verdict, contradicts, given_names_speak};
pub use engine::Engine;
pub use evidence::evidence;
pub use family::{Kinship, family_keys, household_marks};
pub use file::ModelError;
pub use lexicon::Lexicon;
pub use outcome::{Outcome, Truth};
pub use profile::Profile;
pub use recipe::recipe;
pub use sequence::{Decisions, Sequence};
pub use shared::{Block, MOST_CANDIDATES, sharing};
pub use sketch::{may_be_one, sketch};
pub use train::{Example, Training, fit, learn};
pub use twins::{Twins, are_two_names, is_proof, twins_about};
pub use vocabulary::{Agreement, Field, vocabulary};
pub use weights::{Level, Model, Whole};

use crate::model::{ContributionNo, Evidence, MsixId};

/// A child that may be the new contribution's, with all its contributions.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The child.
    pub msix_id: MsixId,
    /// Its live contributions; when the state itself names the child, those withdrawn too.
    pub members: Vec<(ContributionNo, Evidence)>,
}
