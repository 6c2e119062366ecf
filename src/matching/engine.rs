//! The engine: a model and what it remembers of names.

use super::Candidate;
use super::decide::{self, Known, Verdict};
use super::lexicon::Lexicon;
use super::profile::Profile;
use super::weights::Model;
use crate::model::Evidence;

/// Decides by one model. Clones share it.
#[derive(Clone, Default)]
pub struct Engine {
    model: Model,
    lexicon: Lexicon,
}

impl Engine {
    /// With a model, and names as common as the lexicon says.
    pub fn new(model: Model, lexicon: Lexicon) -> Self {
        Self { model, lexicon }
    }

    /// Its model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Evidence made ready.
    pub fn profile(&self, evidence: &Evidence) -> Profile {
        Profile::new(evidence, &self.lexicon)
    }

    /// What to do with a new contribution in face of whole children; their order does not matter. A retired MSIX ID sent
    /// by the state must have been replaced by the surviving one before.
    pub fn decide(&self, new: &Evidence, candidates: &[Candidate]) -> Verdict {
        let profiles: Vec<Vec<Profile>> = candidates
            .iter()
            .map(|child| child.members.iter().map(|(_, evidence)| self.profile(evidence)).collect())
            .collect();
        let known: Vec<Known<'_>> = candidates
            .iter()
            .zip(&profiles)
            .map(|(child, profiles)| Known {
                msix_id: child.msix_id,
                members: child.members.iter().map(|(no, _)| *no).zip(profiles).collect(),
            })
            .collect();
        self.decide_ready(&self.profile(new), &known)
    }

    /// The same of profiles made ready.
    pub fn decide_ready(&self, new: &Profile, known: &[Known<'_>]) -> Verdict {
        decide::decide(&self.model, new, known)
    }
}
