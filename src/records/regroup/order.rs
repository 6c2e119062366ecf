//! What is ordered, worked out into moves against the present state.

use std::collections::{BTreeMap, BTreeSet};

use super::preview::{LeftOut, Placed, PlanError, Preview, Seen, Target, WhyLeft};
use super::{child_of, in_use, key_of, members, membership, standing};
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
    /// What a merge retired is in use again, with the contributions whose home it is.
    Unmerge {
        /// What the merge moved.
        moves: &'a [Move],
        /// The identifiers that it retired.
        retired: &'a [MsixId],
        /// When it was carried out.
        decided: Timestamp,
    },
    /// The parts of a split back to their homes before it, wherever those lead now.
    Unsplit {
        /// What the split moved.
        moves: &'a [Move],
        /// When it was carried out.
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
    pub(super) home: Home,
}

/// What becomes of a contribution's home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// It stays, and the child it goes to stands for it from now on.
    Stays,
    /// The child it goes to.
    There,
    /// Another identifier, for which the child it goes to stands.
    Before(MsixId),
}

/// Works an order out against the present state.
pub fn work_out(read: &impl Read, order: &Order<'_>) -> Result<Worked, RegroupError> {
    match *order {
        Order::Merge { master, others } => merge(read, master, others),
        Order::Split { child, parts } => split(read, child, parts),
        Order::Unmerge { moves, retired, decided } => unmerge(read, moves, retired, decided),
        Order::Unsplit { moves, decided } => unsplit(read, moves, decided),
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
        moves.extend(members(read, *child)?.into_iter().map(|no| Movement { no, from: *child, to, home: Home::Stays }));
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
            moves.push(Movement { no: *no, from: child, to: Target::New(number), home: Home::There });
        }
    }
    if parts.is_empty() || parts.iter().any(Vec::is_empty) || leaving.len() == members.len() {
        return Err(PlanError::Parts.into());
    }
    Ok(Worked { children: vec![child], moves, ..Worked::default() })
}

fn unlink(read: &impl Read, no: ContributionNo) -> Result<Worked, RegroupError> {
    let Some(now) = read.get(&tables::MEMBERSHIP, &no)? else { return Err(PlanError::NoLink.into()) };
    // The engine's word holds until people give the contribution another home.
    let home = home_of(read, no)?;
    let history = read.range(&tables::MEMBERSHIP_HISTORY, (no, 0)..=(no, u32::MAX))?;
    let linked = history.iter().any(|(_, then)| then.how == LinkKind::Exact && then.msix_id == home);
    if !linked || members(read, now.msix_id)?.len() < 2 {
        return Err(PlanError::NoLink.into());
    }
    let moves = vec![Movement { no, from: now.msix_id, to: Target::New(0), home: Home::There }];
    Ok(Worked { children: vec![now.msix_id], moves, ..Worked::default() })
}

/// Everything whose way home leads through what is revived goes back. Who was put elsewhere by people since has another
/// home; who came since is at home where he is.
fn unmerge(read: &impl Read, moves: &[Move], retired: &[MsixId], decided: Timestamp) -> Result<Worked, RegroupError> {
    let mut worked = Worked::default();
    for identifier in retired {
        let Some(holder) = in_use(read, *identifier)? else { return Err(PlanError::NotInUse(*identifier).into()) };
        if !worked.children.contains(&holder) {
            worked.children.push(holder);
        }
    }
    for holder in worked.children.clone() {
        for no in members(read, holder)? {
            let home = home_of(read, no)?;
            let to = in_use_but(read, home, retired)?;
            if to != holder {
                let home = if to == home { Home::There } else { Home::Before(home) };
                worked.moves.push(Movement { no, from: holder, to: Target::Known(to), home });
            }
        }
    }
    worked.revived = retired
        .iter()
        .copied()
        .filter(|one| worked.moves.iter().any(|movement| movement.to == Target::Known(*one)))
        .collect();
    finish(read, worked, moves, decided)
}

fn unsplit(read: &impl Read, moves: &[Move], decided: Timestamp) -> Result<Worked, RegroupError> {
    let mut worked = Worked::default();
    for one in moves {
        let now = child_of(read, one.no)?;
        let to = in_use_but(read, one.home, &[])?;
        for child in [now, to] {
            if !worked.children.contains(&child) {
                worked.children.push(child);
            }
        }
        // People may have given it another home since.
        if home_of(read, one.no)? == one.to && to != now {
            let home = if to == one.home { Home::There } else { Home::Before(one.home) };
            worked.moves.push(Movement { no: one.no, from: now, to: Target::Known(to), home });
        }
    }
    finish(read, worked, moves, decided)
}

/// Says what is left out, and refuses when that is everything.
fn finish(read: &impl Read, mut worked: Worked, moves: &[Move], decided: Timestamp) -> Result<Worked, RegroupError> {
    if worked.moves.is_empty() {
        return Err(PlanError::NothingLeft.into());
    }
    let goes = |worked: &Worked, no| worked.moves.iter().any(|movement| movement.no == no);
    for one in moves.iter().filter(|one| !goes(&worked, one.no)).collect::<Vec<_>>() {
        let now = child_of(read, one.no)?;
        let together = home_of(read, one.no)? == one.to;
        let why = if together { WhyLeft::TogetherSince } else { WhyLeft::MovedSince };
        worked.left_out.push((one.no, now, why));
    }
    for child in worked.children.clone() {
        for no in members(read, child)? {
            let came = membership(read, no)?;
            let concerned = moves.iter().any(|one| one.no == no) || goes(&worked, no);
            if !concerned && came.since > decided && matches!(came.how, LinkKind::Exact | LinkKind::New) {
                worked.left_out.push((no, child, WhyLeft::CameLater));
            }
        }
    }
    Ok(worked)
}

/// The identifier that a contribution has as its own.
pub(super) fn home_of(read: &impl Read, no: ContributionNo) -> Result<MsixId, RecordsError> {
    match read.get(&tables::HOME, &no)? {
        Some(home) => Ok(home),
        None => child_of(read, no),
    }
}

/// The child that an identifier would stand for if these were in use again.
fn in_use_but(read: &impl Read, asked: MsixId, revived: &[MsixId]) -> Result<MsixId, RecordsError> {
    let mut child = asked;
    for _ in 0..crate::access::LONGEST_WAY {
        match read.get(&tables::STUDENT, &child)?.map(|student| student.status) {
            Some(StudentStatus::RetiredInto(next)) if !revived.contains(&child) => child = next,
            Some(_) => return Ok(child),
            None => break,
        }
    }
    Err(RecordsError::Inconsistent(format!("the way from the retired {asked} has no end")))
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
