//! Regrouping: moving memberships from child to child, because people decided so. An order is worked out into moves
//! against the present state, shown as a preview, and carried out in one change. It must never touch a contribution,
//! and never leave an identifier that leads nowhere: one without contributions is retired into the one that took its
//! last.

mod carry;
mod likeness;
mod order;
mod pairs;
mod preview;

use crate::access::{self, Way};
use crate::model::{ContributionKey, ContributionNo, Membership, MsixId, Standing, StudentStatus};
use crate::records::{RecordsError, link};
use crate::store::{Read, StoreError, tables};
pub use carry::{Done, How, carry_out};
pub use likeness::likeness;
pub use order::{MOST_CHILDREN, Order, RegroupError, Worked, work_out};
pub use pairs::{Pair, allow_again, are_kept_apart, keep_apart, kept_apart, mark, pairs_of};
pub use preview::{LeftOut, Placed, PlanError, Preview, Seen, SeenError, Target, WhyLeft};

/// The contributions of children as they stand, in order of their numbers.
pub fn standing(read: &impl Read, children: &[MsixId]) -> Result<Vec<Standing>, RecordsError> {
    let mut standing = Vec::new();
    for child in children {
        for no in link::members(read, *child)? {
            let last = read.last(&tables::VERSION, (no, 0)..=(no, u32::MAX))?;
            let version = last.map_or(0, |((_, number), _)| number);
            standing.push(Standing { no, child: *child, version });
        }
    }
    standing.sort_unstable();
    standing.dedup();
    Ok(standing)
}

/// The contributions of a child, withdrawn ones too.
pub fn members(read: &impl Read, child: MsixId) -> Result<Vec<ContributionNo>, RecordsError> {
    link::members(read, child)
}

/// The child a contribution belongs to.
pub fn child_of(read: &impl Read, no: ContributionNo) -> Result<MsixId, RecordsError> {
    Ok(membership(read, no)?.msix_id)
}

/// Where a contribution belongs, and why.
pub fn membership(read: &impl Read, no: ContributionNo) -> Result<Membership, RecordsError> {
    let missing = || RecordsError::Inconsistent(format!("contribution {} belongs to no child", no.0));
    read.get(&tables::MEMBERSHIP, &no)?.ok_or_else(missing)
}

/// State and state student ID of a contribution.
pub fn key_of(read: &impl Read, no: ContributionNo) -> Result<ContributionKey, RecordsError> {
    super::export::key_of(read, no)
}

/// The same of one that is live; `None` for one that its state has withdrawn.
pub fn live_key(read: &impl Read, no: ContributionNo) -> Result<Option<ContributionKey>, StoreError> {
    super::export::live_key(read, no)
}

/// The near matches of a contribution, whatever became of them.
pub fn near_matches_of(read: &impl Read, no: ContributionNo) -> Result<Vec<crate::model::NearMatch>, RecordsError> {
    link::known_pairs(read, no)
}

/// The child that an identifier stands for; `None` when it was never given out.
pub fn in_use(read: &impl Read, asked: MsixId) -> Result<Option<MsixId>, RecordsError> {
    match access::follow(read, asked)? {
        Way::To(child, _) => Ok(Some(child)),
        Way::Nowhere => Ok(None),
        Way::Endless => Err(RecordsError::Inconsistent(format!("the way from the retired {asked} has no end"))),
    }
}

fn is_retired(read: &impl Read, child: MsixId) -> Result<bool, RecordsError> {
    let student = read.get(&tables::STUDENT, &child)?;
    Ok(student.is_some_and(|student| matches!(student.status, StudentStatus::RetiredInto(_))))
}
