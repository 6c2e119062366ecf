//! What people do for each other: the worklist, judging near matches, proposing and validating merges, splits and
//! undos. It takes two people, never the same one twice; silence never approves: what is overdue goes up a level.
//! It must never change a membership but through [`crate::records::regroup`], and never without an entry in the log.

mod error;
mod view;

use std::sync::Arc;

use crate::access::{Decider, OpenChild, Proposer};
use crate::model::{Clock, ContributionNo, ItemId, MsixId, Text, Timestamp, Undoing, Why};
use crate::store::Store;
pub use error::CaseError;
pub use view::{
    Case, Colleague, Draft, Exposure, Filter, Left, LeftOut, May, Page, Placed, PlanError, Preview, Row, Seen,
    SeenError, Shown, Target, Told, Whose, WhyLeft, WorkCounts,
};

/// How long items may wait. Working days are Monday to Friday, counted in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// Hours until somebody should have taken an item up: a goal that is shown (New York's own: 24).
    pub answer_hours: u32,
    /// Working days at district level until an item goes up.
    pub district: u32,
    /// Working days at region level until an item goes up.
    pub region: u32,
    /// Working days at state level until an item goes up (New York's goal for resolving: 10).
    pub state: u32,
    /// Working days at the nation's level until an item is shown as overdue: it goes nowhere from there.
    pub nation: u32,
}

impl Default for Days {
    fn default() -> Self {
        Self { answer_hours: 24, district: 10, region: 10, state: 10, nation: 10 }
    }
}

/// What somebody wants to propose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Children are one; the master keeps its MSIX ID, the others are retired into it.
    Merge {
        /// Keeps its MSIX ID.
        master: MsixId,
        /// Retired into it.
        others: Vec<MsixId>,
    },
    /// A child is several. What is in none of the parts keeps the MSIX ID.
    Split {
        /// The child.
        child: MsixId,
        /// Each becomes a child with a new MSIX ID.
        parts: Vec<Vec<ContributionNo>>,
        /// Whether the engine may propose them to be one child again.
        may_propose_again: bool,
    },
    /// A decision was wrong.
    Undo {
        /// Which: a match, merge or split that was approved, or a link that the engine made by itself.
        of: Undoing,
        /// Whether the engine may propose the same again.
        may_propose_again: bool,
    },
}

/// The worklist of one store. Cloning is cheap. Its methods block: call them from a thread that may.
#[derive(Clone)]
pub struct Casework {
    store: Store,
    clock: Arc<dyn Clock>,
    days: Days,
}

impl Casework {
    /// Of one store.
    pub fn new(store: Store, clock: Arc<dyn Clock>, days: Days) -> Self {
        Self { store, clock, days }
    }

    /// What waits for a person, what is due first at the top. At most `most` rows from position `from` on.
    pub fn page(&self, who: &Decider, filter: &Filter, from: usize, most: usize) -> Result<Page, CaseError> {
        let _ = (who, filter, from, most, &self.store, &self.clock, self.days);
        Err(CaseError::Unknown)
    }

    /// How much waits for a person.
    pub fn counts(&self, who: &Decider) -> Result<WorkCounts, CaseError> {
        let _ = who;
        Err(CaseError::Unknown)
    }

    /// What was decided in a person's states, the last one first: also the pairs judged to be different.
    pub fn decided(&self, who: &Decider, filter: &Filter, from: usize, most: usize) -> Result<Page, CaseError> {
        let _ = (who, filter, from, most);
        Err(CaseError::Unknown)
    }

    /// What a person has proposed, the last one first, open or closed.
    pub fn proposed(&self, who: &Proposer, from: usize, most: usize) -> Result<Page, CaseError> {
        let _ = (who, from, most);
        Err(CaseError::Unknown)
    }

    /// Everything that was asked, proposed and decided about an opened child, the last one first.
    pub fn of_child(&self, child: &OpenChild) -> Result<Vec<Row>, CaseError> {
        let _ = child;
        Err(CaseError::Unknown)
    }

    /// The pending proposal that locks an opened child's record against others; `None` when it is free.
    pub fn lock(&self, child: &OpenChild) -> Result<Option<ItemId>, CaseError> {
        let _ = child;
        Err(CaseError::Unknown)
    }

    /// An item with its records, which are taken down as read with the part `match`. Whoever may decide sees all;
    /// whoever only proposes sees his own proposals.
    pub fn look(&self, who: &Proposer, id: ItemId) -> Result<Case, CaseError> {
        let _ = (who, id);
        Err(CaseError::Unknown)
    }

    /// Takes an item for oneself, in place of those who have it.
    pub fn take(&self, who: &Decider, id: ItemId) -> Result<(), CaseError> {
        let _ = (who, id);
        Err(CaseError::Unknown)
    }

    /// Who can be given an item: of the item's own level, or further down.
    pub fn assignable(&self, who: &Decider, id: ItemId) -> Result<Vec<Colleague>, CaseError> {
        let _ = (who, id);
        Err(CaseError::Unknown)
    }

    /// Gives an item to one or several people of one level, sideways or down, in place of those who have it.
    pub fn assign(&self, who: &Decider, id: ItemId, to: &[Text]) -> Result<(), CaseError> {
        let _ = (who, id, to);
        Err(CaseError::Unknown)
    }

    /// Sends an item up a level.
    pub fn escalate(&self, who: &Decider, id: ItemId, why: Why) -> Result<(), CaseError> {
        let _ = (who, id, why);
        Err(CaseError::Unknown)
    }

    /// Judges a near match to be one child, and asks the other side to validate it. `master` keeps its MSIX ID; without
    /// it, the one that was given first. Gives the item that asks.
    pub fn judge_same(
        &self,
        who: &Decider,
        id: ItemId,
        master: Option<MsixId>,
        why: Why,
        seen: &Seen,
    ) -> Result<ItemId, CaseError> {
        let _ = (who, id, master, why, seen);
        Err(CaseError::Unknown)
    }

    /// Judges a near match to be two children: closed, remembered, not proposed again.
    pub fn judge_different(&self, who: &Decider, id: ItemId, why: Why) -> Result<(), CaseError> {
        let _ = (who, id, why);
        Err(CaseError::Unknown)
    }

    /// Takes back that contributions are kept apart. A near match judged to be different is asked again in a new item,
    /// which is given; what a split or an undo keeps apart may be proposed by the engine again.
    pub fn reopen(&self, who: &Decider, id: ItemId, why: Why) -> Result<Option<ItemId>, CaseError> {
        let _ = (who, id, why);
        Err(CaseError::Unknown)
    }

    /// What a proposal would do. The records concerned are taken down as read with the part `match`.
    pub fn draft(&self, who: &Proposer, wish: &Wish) -> Result<Draft, CaseError> {
        let _ = (who, wish);
        Err(CaseError::Unknown)
    }

    /// Makes a proposal that somebody else has to validate, and locks the records concerned until then. `seen` is that
    /// of the draft that was looked at.
    pub fn propose(&self, who: &Proposer, wish: &Wish, why: Why, seen: &Seen) -> Result<ItemId, CaseError> {
        let _ = (who, wish, why, seen);
        Err(CaseError::Unknown)
    }

    /// Validates a proposal and carries it out. `seen` is that of the preview that was looked at.
    pub fn approve(&self, who: &Decider, id: ItemId, why: Option<Why>, seen: &Seen) -> Result<(), CaseError> {
        let _ = (who, id, why, seen);
        Err(CaseError::Unknown)
    }

    /// Refuses a proposal. Of a match or a merge: `may_propose_again` says whether the engine may still propose the
    /// children to be one; otherwise they are remembered as different.
    pub fn reject(&self, who: &Decider, id: ItemId, why: Why, may_propose_again: bool) -> Result<(), CaseError> {
        let _ = (who, id, why, may_propose_again);
        Err(CaseError::Unknown)
    }

    /// Takes one's own proposal back. The near match it came from is open again.
    pub fn cancel(&self, who: &Proposer, id: ItemId, why: Option<Why>) -> Result<(), CaseError> {
        let _ = (who, id, why);
        Err(CaseError::Unknown)
    }

    /// To whom a record was shown, and in what it counted, since a match, merge, split or link that is to be undone or
    /// was undone. Walks the whole audit log of that time.
    pub fn exposure(&self, who: &Proposer, of: Undoing) -> Result<Exposure, CaseError> {
        let _ = (who, of);
        Err(CaseError::Unknown)
    }

    /// Sends up what is overdue, and what nobody at its level could decide, and says how many items went up.
    /// For the upkeep: call it every few minutes.
    pub fn send_up_overdue(&self, now: Timestamp) -> Result<usize, CaseError> {
        let _ = now;
        Err(CaseError::Unknown)
    }
}
