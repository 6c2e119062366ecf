//! A dry run: the same steps as the real one, but each is dropped, so that others get their turn and nothing is left.
//! What a student would do is thus found without the students of earlier steps: two that are one child are told as
//! near or one only when they stand in the same step. A student that stands in the file twice is known by its key.

use std::collections::{HashMap, HashSet};

use super::SubmissionError;
use super::answer::PieceWriter;
use crate::model::{Action, ContributionKey, MatchOutcome, MsixId, StudentOutcome};
use crate::records::Applied;

/// A dry run under way.
pub(super) struct DryRun {
    pub(super) pieces: PieceWriter,
    /// What was said last about the students so far: SHA-256 of the contribution in the store's form.
    tried: HashMap<ContributionKey, [u8; 32]>,
    /// MSIX IDs that only the present step knows.
    invented: HashSet<MsixId>,
}

/// What is answered about a student that was applied.
pub(super) struct Fate {
    pub(super) outcome: StudentOutcome,
    /// `None` when the exchange would give one out: later it gives another.
    pub(super) msix_id: Option<MsixId>,
    pub(super) matched: MatchOutcome,
    pub(super) surviving: Option<MsixId>,
    pub(super) known_before: bool,
}

impl From<Applied> for Fate {
    fn from(applied: Applied) -> Self {
        let Applied { no: _, outcome, msix_id, matched, surviving, known_before } = applied;
        Self { outcome, msix_id: Some(msix_id), matched, surviving, known_before }
    }
}

impl DryRun {
    pub(super) fn new(pieces: PieceWriter) -> Self {
        Self { pieces, tried: HashMap::new(), invented: HashSet::new() }
    }

    /// What would be answered; `None` for the withdrawal of a student that is not known.
    pub(super) fn fate(
        &mut self,
        key: ContributionKey,
        action: Action,
        digest: [u8; 32],
        applied: Option<Applied>,
    ) -> Option<Fate> {
        if let Some(new) = applied.filter(|one| one.outcome == StudentOutcome::Created)
            && matches!(new.matched, MatchOutcome::New | MatchOutcome::Near)
        {
            self.invented.insert(new.msix_id);
        }
        let mut fate = applied.map(Fate::from);
        if let Some(before) = self.tried.get(&key) {
            let outcome = match action {
                _ if *before == digest => StudentOutcome::Unchanged,
                Action::Delete => StudentOutcome::Deleted,
                Action::Insert | Action::Update => StudentOutcome::Updated,
            };
            let (msix_id, surviving) = fate.map_or((None, None), |fate| (fate.msix_id, fate.surviving));
            fate = Some(Fate { outcome, msix_id, matched: MatchOutcome::Same, surviving, known_before: true });
        }
        let mut fate = fate?;
        self.tried.insert(key, digest);
        fate.msix_id = fate.msix_id.filter(|id| !self.invented.contains(id));
        Some(fate)
    }

    /// Keeps the answers of a step that was dropped.
    pub(super) fn end_step(&mut self, answers: &[u8]) -> Result<(), SubmissionError> {
        // Another change may have given out the same ones since.
        self.invented.clear();
        Ok(self.pieces.put(answers)?)
    }
}
