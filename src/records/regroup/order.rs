//! What is ordered, worked out into moves against the present state.

use std::collections::{BTreeMap, BTreeSet};

use super::preview::{LeftOut, Placed, PlanError, Preview, Seen, Target, WhyLeft};
use super::{child_of, in_use, is_retired, key_of, members, membership, standing};
use crate::model::{ContributionNo, LinkKind, Move, MsixId, Standing, StudentStatus, Timestamp};
use crate::records::RecordsError;
use crate::store::{Read, StoreError, tables};

/// What is to be done with memberships.
#[derive(Debug, Clone, Copy)]
pub enum Order<'a> {
    /// All contributions of the others to the master.
    Merge {
        /// Keeps its identifier.
        master: MsixId,
        /// Retired into it.
        others: &'a [MsixId],
    },
    /// Each part to a new child.
    Split {
        /// Keeps its identifier, and what is in no part.
        child: MsixId,
        /// The parts.
        parts: &'a [Vec<ContributionNo>],
    },
    /// What an earlier decision moved, back to where it came from, as far as it is still where the decision put it.
    Return {
        /// What the decision moved.
        moves: &'a [Move],
        /// Whether the identifiers it came from were retired by the decision and are taken into use again. After a
        /// split they were not: where one has been retired since, the child that stands for it takes its place.
        revive: bool,
        /// When the decision was carried out.
        decided: Timestamp,
    },
    /// A contribution that the engine joined to a child by itself, to a new child.
    Unlink {
        /// The contribution.
        no: ContributionNo,
    },
}

/// Why an order could not be worked out.
#[derive(Debug, thiserror::Error)]
pub enum RegroupError {
    /// It cannot be carried out with these records.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The store, or damage.
    #[error(transparent)]
    Records(#[from] RecordsError),
}

impl From<StoreError> for RegroupError {
    fn from(error: StoreError) -> Self {
        Self::Records(error.into())
    }
}

/// An order, worked out.
#[derive(Debug, Clone, Default)]
pub struct Worked {
    /// The children concerned that are in use, the one that keeps its identifier first.
    pub children: Vec<MsixId>,
    /// Retired identifiers that are taken into use again.
    pub revived: Vec<MsixId>,
    pub(super) moves: Vec<Movement>,
    left_out: Vec<(ContributionNo, MsixId, WhyLeft)>,
}

/// One contribution's way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Movement {
    pub(super) no: ContributionNo,
    pub(super) from: MsixId,
    pub(super) to: Target,
    /// The identifier it goes back to, where that has been retired and `to` stands for it.
    pub(super) meant: Option<MsixId>,
}

/// Works an order out against the present state.
pub fn work_out(read: &impl Read, order: &Order<'_>) -> Result<Worked, RegroupError> {
    match *order {
        Order::Merge { master, others } => merge(read, master, others),
        Order::Split { child, parts } => split(read, child, parts),
        Order::Return { moves, revive, decided } => take_back(read, moves, revive, decided),
        Order::Unlink { no } => unlink(read, no),
    }
}

fn merge(read: &impl Read, master: MsixId, others: &[MsixId]) -> Result<Worked, RegroupError> {
    let mut children = vec![master];
    children.extend_from_slice(others);
    let distinct: BTreeSet<&MsixId> = children.iter().collect();
    if others.is_empty() || distinct.len() < children.len() {
        return Err(PlanError::NotSeveral.into());
    }
    let mut moves = Vec::new();
    for child in &children {
        match read.get(&tables::STUDENT, child)?.map(|student| student.status) {
            Some(StudentStatus::Active) => {}
            Some(StudentStatus::Inactive) => return Err(PlanError::Withdrawn(*child).into()),
            Some(StudentStatus::RetiredInto(_)) | None => return Err(PlanError::NotInUse(*child).into()),
        }
    }
    for child in others {
        let to = Target::Known(master);
        moves.extend(members(read, *child)?.into_iter().map(|no| Movement { no, from: *child, to, meant: None }));
    }
    Ok(Worked { children, moves, ..Worked::default() })
}

fn split(read: &impl Read, child: MsixId, parts: &[Vec<ContributionNo>]) -> Result<Worked, RegroupError> {
    if in_use(read, child)? != Some(child) {
        return Err(PlanError::NotInUse(child).into());
    }
    let members = members(read, child)?;
    let mut leaving = BTreeSet::new();
    let mut moves = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        for no in part {
            if !members.contains(no) || !leaving.insert(*no) {
                return Err(PlanError::Parts.into());
            }
            moves.push(Movement { no: *no, from: child, to: Target::New(number), meant: None });
        }
    }
    if parts.is_empty() || parts.iter().any(Vec::is_empty) || leaving.len() == members.len() {
        return Err(PlanError::Parts.into());
    }
    Ok(Worked { children: vec![child], moves, ..Worked::default() })
}

fn unlink(read: &impl Read, no: ContributionNo) -> Result<Worked, RegroupError> {
    let Some(now) = read.get(&tables::MEMBERSHIP, &no)? else { return Err(PlanError::NoLink.into()) };
    let mut linked = false;
    for (_, then) in read.range(&tables::MEMBERSHIP_HISTORY, (no, 0)..=(no, u32::MAX))? {
        linked |= then.how == LinkKind::Exact && in_use(read, then.msix_id)? == Some(now.msix_id);
    }
    if !linked || members(read, now.msix_id)?.len() < 2 {
        return Err(PlanError::NoLink.into());
    }
    let moves = vec![Movement { no, from: now.msix_id, to: Target::New(0), meant: None }];
    Ok(Worked { children: vec![now.msix_id], moves, ..Worked::default() })
}

/// A contribution goes back when it is still in the child that stands for the one the decision put it in. Who was put
/// elsewhere by people since stays there; who came since stays with the child.
fn take_back(read: &impl Read, moves: &[Move], revive: bool, decided: Timestamp) -> Result<Worked, RegroupError> {
    let mut worked = Worked::default();
    for one in moves {
        let now = child_of(read, one.no)?;
        if !worked.children.contains(&now) {
            worked.children.push(now);
        }
        if in_use(read, one.to)? != Some(now) {
            worked.left_out.push((one.no, now, WhyLeft::MovedSince));
            continue;
        }
        let (to, meant) = match is_retired(read, one.from)? {
            true if revive => (one.from, None),
            true => (in_use(read, one.from)?.unwrap_or(one.from), Some(one.from)),
            false => (one.from, None),
        };
        if to == now {
            worked.left_out.push((one.no, now, WhyLeft::TogetherSince));
            continue;
        }
        worked.moves.push(Movement { no: one.no, from: now, to: Target::Known(to), meant });
        if is_retired(read, to)? {
            if !worked.revived.contains(&to) {
                worked.revived.push(to);
            }
        } else if !worked.children.contains(&to) {
            worked.children.push(to);
        }
    }
    if worked.moves.is_empty() {
        return Err(PlanError::NothingLeft.into());
    }
    for child in worked.children.clone() {
        for no in members(read, child)? {
            let came = membership(read, no)?;
            let concerned = moves.iter().any(|one| one.no == no);
            if !concerned && came.since > decided && matches!(came.how, LinkKind::Exact | LinkKind::New) {
                worked.left_out.push((no, child, WhyLeft::CameLater));
            }
        }
    }
    Ok(worked)
}

impl Worked {
    /// The contributions of the children concerned as they stand.
    pub fn standing(&self, read: &impl Read) -> Result<Vec<Standing>, RecordsError> {
        standing(read, &self.children)
    }

    /// What it would do, exactly.
    pub fn preview(&self, read: &impl Read) -> Result<Preview, RecordsError> {
        let standing = self.standing(read)?;
        let (mut moves, mut stays) = (Vec::new(), Vec::new());
        let mut last: BTreeMap<MsixId, Target> = BTreeMap::new();
        let mut left: BTreeSet<MsixId> = BTreeSet::new();
        for at in &standing {
            let membership = membership(read, at.no)?;
            let movement = self.moves.iter().find(|movement| movement.no == at.no);
            let to = movement.map_or(Target::Known(at.child), |movement| movement.to);
            let placed = Placed {
                no: at.no,
                key: key_of(read, at.no)?,
                live: membership.live,
                since: membership.since,
                from: at.child,
                to,
            };
            if movement.is_some() {
                last.insert(at.child, to);
                moves.push(placed);
            } else {
                left.insert(at.child);
                stays.push(placed);
            }
        }
        // Who takes in something is not empty, whatever leaves.
        left.extend(self.moves.iter().filter_map(|movement| movement.to.known()));
        let retired = last.into_iter().filter(|(child, _)| !left.contains(child));
        let retired = retired.filter_map(|(child, to)| Some((child, to.known()?))).collect();
        let left_out = self
            .left_out
            .iter()
            .map(|(no, child, why)| Ok(LeftOut { no: *no, key: key_of(read, *no)?, child: *child, why: *why }));
        Ok(Preview {
            moves,
            stays,
            retired,
            revived: self.revived.clone(),
            left_out: left_out.collect::<Result<_, RecordsError>>()?,
            seen: Seen::of(&standing),
        })
    }
}
