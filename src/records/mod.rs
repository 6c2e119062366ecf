//! Children: which contributions belong together, and the consolidated record that is computed from them when
//! somebody reads it. It must never edit a contribution, and never decide by itself what takes two people.

mod apply;
mod check;
mod consolidate;
mod demographics;
mod duties;
mod export;
pub mod family;
mod glance;
mod history;
mod journey;
mod lines;
mod link;
mod members;
pub mod reference;
mod refile;
pub mod regroup;
mod statements;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
pub mod view;

use crate::access::OpenChild;
pub use crate::matching::Engine as Matcher;
use crate::matching::{self, Candidate, Filing, Verdict};
use crate::model::{
    Action, Contribution, ContributionKey, ContributionNo, Date, Duties, Evidence, MatchOutcome, MsixId, NearMatch,
    StudentOutcome, SubmissionId, Timestamp,
};
use crate::store::{self, Change, Read, StoreError, View, tables};
pub use export::{DecisionRow, IdentityRow, NearMatchRow, decisions, identities, near_matches};
pub use lines::fold;
pub use refile::refile;
use view::{ConsolidatedRecord, StateHistory};

/// Why children's records could not be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum RecordsError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store holds something that cannot be: a sign of damage.
    #[error("the store contradicts itself: {0}")]
    Inconsistent(String),
}

/// A student of a submission, validated.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// What the state asks for.
    pub action: Action,
    /// Whose.
    pub key: ContributionKey,
    /// The state's word; `None` for a withdrawal.
    pub sent: Option<Sent>,
    /// MDE 1 as sent, also with a withdrawal.
    pub msix_id_sent: Option<MsixId>,
    /// The submission that carries it.
    pub submission: SubmissionId,
    /// The day up to which the state speaks.
    pub effective: Timestamp,
}

/// A state's word about one child with all that follows from it alone: its bytes in the store, its evidence and how it
/// is filed. They are made before the change begins, by a thread that nobody waits for, and the word itself, which
/// is large, is not handed on.
#[derive(Debug, Clone)]
pub struct Sent {
    packed: Vec<u8>,
    evidence: Evidence,
    filing: Filing,
    duties: Duties,
}

impl Sent {
    /// Packs a contribution.
    pub fn new(contribution: Contribution) -> Self {
        Self::for_engine(&FILING, contribution)
    }

    fn for_engine(engine: &Engine<'_>, contribution: Contribution) -> Self {
        let evidence = (engine.evidence)(&contribution);
        let filing = (engine.filing)(&evidence);
        let duties = duties::duties(&contribution);
        Self { packed: store::encode(&Some(&contribution)), evidence, filing, duties }
    }

    /// Its evidence.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    /// What it means for the legal clocks.
    pub fn duties(&self) -> &Duties {
        &self.duties
    }

    /// Its evidence alone.
    pub fn into_evidence(self) -> Evidence {
        self.evidence
    }

    /// The last field of a [`crate::model::Version`] in the store's form.
    pub fn packed(&self) -> &[u8] {
        &self.packed
    }
}

/// What became of a student of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Applied {
    /// The contribution.
    pub no: ContributionNo,
    /// Created, updated, unchanged, deleted; never rejected.
    pub outcome: StudentOutcome,
    /// The child.
    pub msix_id: MsixId,
    /// How it was recognized.
    pub matched: MatchOutcome,
    /// Set when the MSIX ID sent has been retired: the one that stands for it.
    pub surviving: Option<MsixId>,
    /// Whether the state's key was known before: the submission warns when the action code says otherwise.
    pub known_before: bool,
}

/// A student that was applied, with what the application had to read anyway.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What became of it.
    pub applied: Applied,
    /// What the contribution said about the child's identity before it was replaced or withdrawn; `None` when there was
    /// nothing, or nothing has changed.
    pub before: Option<Evidence>,
}

/// The matching engine as this module uses it.
#[derive(Clone, Copy)]
struct Engine<'a> {
    evidence: fn(&Contribution) -> Evidence,
    filing: fn(&Evidence) -> Filing,
    decide: &'a (dyn Fn(&Evidence, &[Candidate]) -> Verdict + Sync),
    near_changed: NearChanged,
}

impl<'a> Engine<'a> {
    /// The engine of the product; tests of the store part use a simpler one of their own.
    const fn new(decide: &'a (dyn Fn(&Evidence, &[Candidate]) -> Verdict + Sync), near_changed: NearChanged) -> Self {
        Self { evidence: matching::evidence, filing: matching::filing, decide, near_changed }
    }
}

/// Hears of a near match that was opened or superseded, in the change that does it.
pub type NearChanged = fn(&Change, &NearMatch) -> Result<(), RecordsError>;

/// Files and reads, and decides nothing.
const FILING: Engine<'static> = Engine::new(&|_, _| Verdict::default(), |_, _| Ok(()));

/// Applies one student inside a change: stores the new version, links it, notes near matches, and queues the child
/// for the search index. `None` when a withdrawal names a key that is not known.
/// `matcher` decides where it belongs; `near_changed` hears of each near match that is opened or superseded.
pub fn apply(
    change: &Change,
    matcher: &Matcher,
    incoming: &Incoming,
    near_changed: NearChanged,
) -> Result<Option<Step>, RecordsError> {
    let decide = |new: &Evidence, candidates: &[Candidate]| matcher.decide(new, candidates);
    apply::apply(change, &Engine::new(&decide, near_changed), incoming)
}

/// The consolidated record of an opened child, at present or as of the end of a day (UTC); `None` when there is no
/// such child (or was none then). `today` is the day of the view for ages and open enrollments.
pub fn consolidate(
    child: &OpenChild,
    as_of: Option<Date>,
    today: Date,
) -> Result<Option<ConsolidatedRecord>, RecordsError> {
    consolidate::consolidate(child.view(), child.msix_id(), as_of, today)
}

/// The record that some contributions of opened children would be if they were one child, for a look before anything is
/// decided. Its MSIX ID is that of the first of the children that has any of them. `None` when none has.
pub fn imagine(
    children: &[OpenChild],
    these: &[ContributionNo],
    today: Date,
) -> Result<Option<ConsolidatedRecord>, RecordsError> {
    let from: Vec<MsixId> = children.iter().map(OpenChild::msix_id).collect();
    // The one opened last sees all that the others see.
    let Some(last) = children.last() else { return Ok(None) };
    consolidate::imagine(last.view(), &from, these, today)
}

/// Every state's own record of an opened child, as sent, the one received last first. Empty when there is no such
/// child.
pub fn history(child: &OpenChild) -> Result<Vec<StateHistory>, RecordsError> {
    history::history(child.view(), child.msix_id())
}

/// Compares everything that is written twice: memberships with members, students, versions, evidence, blocks and
/// near matches, series with the numbers in use, submissions with their answers and hashes. One sentence for each
/// contradiction, at most a hundred; none when all is well.
pub fn check(view: &View) -> Vec<String> {
    check::check(view, &FILING)
}

/// In how many look-ups for candidates a limit has left some out: near matches may be missing.
pub fn truncated_lookups(view: &View) -> Result<u64, RecordsError> {
    Ok(view.get(&tables::COUNTER, &link::TRUNCATED_SERIES.into())?.unwrap_or_default())
}
