//! Why something could not be done with an item.

use crate::model::ItemId;
use crate::records::RecordsError;
use crate::records::regroup::PlanError;
use crate::store::StoreError;

/// Why something could not be done with an item.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Damage.
    #[error(transparent)]
    Records(#[from] RecordsError),
    /// What is wanted cannot be done with these records.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// There is no such item.
    #[error("there is no item with this number")]
    Unknown,
    /// The item is not of the kind that can be dealt with in this way.
    #[error("this cannot be done with an item of this kind")]
    Kind,
    /// It has been decided, cancelled or superseded.
    #[error("this item has been closed")]
    Closed,
    /// None of the person's states is asked.
    #[error("this item is for data administrators of other states")]
    OtherStates,
    /// None of the person's states contributes to the children concerned.
    #[error("none of your states contributes to these children")]
    NotYours,
    /// The proposer decides nothing about his own proposal, under whatever role.
    #[error("whoever proposed it cannot decide about it: it takes a second person")]
    Proposer,
    /// Whoever sent a notice takes nothing up for those who are told.
    #[error("whoever sent a notice does not answer it")]
    Sender,
    /// Only the proposer takes a proposal back.
    #[error("only the proposer can take it back")]
    NotProposer,
    /// Another proposal is pending for one of the records.
    #[error("item {0} is pending for one of these records: nothing else can be proposed until it is decided")]
    Locked(ItemId),
    /// The records have changed since the person looked at them.
    #[error("the records have changed since you looked at them: look again")]
    Changed,
    /// The item was superseded just now: it can no longer be carried out.
    #[error("this can no longer be carried out, so the item was closed: {0}")]
    Superseded(PlanError),
    /// Nobody was named, or somebody who cannot have it.
    #[error("{0} cannot be given this item")]
    Assignee(String),
    /// It stands at the highest level.
    #[error("it stands at the highest level")]
    Top,
}
