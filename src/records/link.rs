//! Which child a contribution belongs to: candidates, the engine's decision, evidence and near matches in the store.

use std::collections::HashSet;
use std::ops::ControlFlow;

use super::{Engine, RecordsError, Sent, regroup};
use crate::access::{self, Way};
use crate::matching::{self, Agreement, Block, Candidate, Field, Filing, MOST_CANDIDATES, MOST_IN_BLOCK, Verdict};
use crate::model::{
    ContributionKey, ContributionNo, Evidence, Explanation, MsixId, NearMatch, NearStatus, Reason, Student,
};
use crate::store::{Change, Read, tables};

/// Series that counts the look-ups in which a limit left candidates out.
pub(super) const TRUNCATED_SERIES: &str = "truncated_lookups";

/// A near match under way: the other contribution, and why.
pub(super) type Near = (ContributionNo, Explanation);

/// The engine's decision about a contribution whose key is new.
pub(super) fn place(
    change: &Change,
    engine: &Engine<'_>,
    no: ContributionNo,
    sent: &Sent,
) -> Result<Verdict, RecordsError> {
    let (msix_id_sent, live) = candidates(change, no, sent, None)?;
    let new = Evidence { msix_id_sent, ..sent.evidence.clone() };
    let withdrawn = withdrawn_of(change, engine, &named_children(change, &new)?)?;
    if !withdrawn.is_empty() {
        let candidates = with_members(live.clone(), withdrawn);
        let verdict = decided(change, engine, &new, &candidates)?;
        // Only a join counts: people are not asked about what a state has taken back.
        if let Some(join) = verdict.join {
            let others: Vec<Candidate> = live.into_iter().filter(|child| child.msix_id != join.msix_id).collect();
            let Verdict { join: other, near } = decided(change, engine, &new, &others)?;
            let other = other.map(|join| (join.nearest, join.explanation));
            return Ok(Verdict { join: Some(join), near: other.into_iter().chain(near).collect() });
        }
    }
    decided(change, engine, &new, &live)
}

fn decided(
    change: &Change,
    engine: &Engine<'_>,
    new: &Evidence,
    candidates: &[Candidate],
) -> Result<Verdict, RecordsError> {
    let Verdict { join, near } = (engine.decide)(new, candidates);
    let Some(join) = join else { return Ok(Verdict { join, near }) };
    if !candidates.iter().any(|one| one.msix_id == join.msix_id) {
        return Err(RecordsError::Inconsistent(format!("the engine chose {}, which was no candidate", join.msix_id)));
    }
    for other in &join.beside {
        // People said that these are two: whose the contribution is, they say as well.
        if regroup::are_kept_apart(change, join.msix_id, *other)? {
            let near = std::iter::once((join.nearest, contested(join.explanation))).chain(near).collect();
            return Ok(Verdict { join: None, near });
        }
    }
    Ok(Verdict { join: Some(join), near })
}

fn contested(mut why: Explanation) -> Explanation {
    let (field, agreement) = (Field::Rivals.key(), Agreement::Several.key());
    why.reasons.push(Reason { field: field.into(), agreement: agreement.into(), weight: 0.0 });
    why
}

/// The children that the state itself names: by the MSIX ID sent, or by another identifier of its own (record K).
fn named_children(change: &Change, new: &Evidence) -> Result<Vec<MsixId>, RecordsError> {
    let mut named: Vec<MsixId> = new.msix_id_sent.into_iter().collect();
    for alternate in &new.alternates {
        let Ok(id) = alternate.id.as_str().parse() else { continue };
        let Some(no) = change.get(&tables::CONTRIBUTION, &ContributionKey { state: new.key.state, id })? else {
            continue;
        };
        let child = change.get(&tables::MEMBERSHIP, &no)?.map(|membership| membership.msix_id);
        named.extend(child.filter(|child| !named.contains(child)));
    }
    Ok(named)
}

/// What withdrawn members of these children said last. A state that gives a child another identifier may withdraw the
/// old one first; the store keeps no evidence of what is withdrawn.
fn withdrawn_of(
    change: &Change,
    engine: &Engine<'_>,
    children: &[MsixId],
) -> Result<Vec<(MsixId, ContributionNo, Evidence)>, RecordsError> {
    let mut withdrawn = Vec::new();
    for child in children {
        for no in members(change, *child)? {
            let all = (no, 0)..=(no, u32::MAX);
            let last = change.last(&tables::VERSION, all)?.filter(|(_, version)| version.contribution.is_none());
            let Some(((_, number), _)) = last else { continue };
            let before = change.get(&tables::VERSION, &(no, number.saturating_sub(1)))?;
            if let Some(word) = before.and_then(|version| version.contribution) {
                withdrawn.push((*child, no, (engine.evidence)(&word)));
            }
        }
    }
    Ok(withdrawn)
}

fn with_members(mut children: Vec<Candidate>, more: Vec<(MsixId, ContributionNo, Evidence)>) -> Vec<Candidate> {
    for (msix_id, no, evidence) in more {
        match children.iter_mut().find(|child| child.msix_id == msix_id) {
            Some(child) => child.members.push((no, evidence)),
            None => children.push(Candidate { msix_id, members: vec![(no, evidence)] }),
        }
    }
    children
}

/// The near matches of a contribution that stays with its child `own`. What the engine would join is a question for
/// people here: the program never moves a contribution from child to child.
pub(super) fn near_others(
    change: &Change,
    engine: &Engine<'_>,
    no: ContributionNo,
    own: MsixId,
    sent: &Sent,
) -> Result<Vec<Near>, RecordsError> {
    let (msix_id_sent, candidates) = candidates(change, no, sent, Some(own))?;
    let new = Evidence { msix_id_sent, ..sent.evidence.clone() };
    let Verdict { join, near } = (engine.decide)(&new, &candidates);
    let joined = join.map(|join| (join.nearest, join.explanation));
    Ok(joined.into_iter().chain(near).collect())
}

/// What the engine says of one pair, whoever else is near; `None` when it is not even near.
fn alone(
    engine: &Engine<'_>,
    new: &Evidence,
    msix_id: MsixId,
    no: ContributionNo,
    other: &Evidence,
) -> Option<Explanation> {
    let verdict = (engine.decide)(new, &[Candidate { msix_id, members: vec![(no, other.clone())] }]);
    let joined = verdict.join.map(|join| join.explanation);
    joined.or_else(|| verdict.near.into_iter().next().map(|(_, explanation)| explanation))
}

/// Writes the near matches of a contribution as they are now: new ones are opened, known open ones refreshed, open
/// ones that no longer hold are superseded, all of them when the contribution is withdrawn (`new` is `None`). The
/// engine's list is cut: a pair that it does not name may still hold. What people have decided is left alone.
pub(super) fn note_near(
    change: &Change,
    engine: &Engine<'_>,
    no: ContributionNo,
    new: Option<&Sent>,
    near: &[Near],
) -> Result<(), RecordsError> {
    let named: HashSet<ContributionNo> = near.iter().map(|(other, _)| *other).collect();
    for mut pair in known_pairs(change, no)? {
        let other = if pair.left == no { pair.right } else { pair.left };
        if pair.status == NearStatus::Open && !named.contains(&other) {
            match new.map(|new| still_near(change, engine, no, new, other)).transpose()?.flatten() {
                Some(explanation) => pair.explanation = explanation,
                None => pair.status = NearStatus::Superseded,
            }
            change.put(&tables::NEAR, &(pair.left, pair.right), &pair)?;
            if pair.status == NearStatus::Superseded {
                (engine.near_changed)(change, &pair)?;
            }
        }
    }
    for (other, explanation) in near.iter().filter(|(other, _)| *other != no) {
        let (left, right) = (no.min(*other), no.max(*other));
        let known = change.get(&tables::NEAR, &(left, right))?;
        let found = match &known {
            Some(pair) if !matches!(pair.status, NearStatus::Open | NearStatus::Superseded) => continue,
            Some(pair) if pair.status == NearStatus::Open => pair.found,
            _ if regroup::kept_apart(change, no, *other)? => continue,
            _ => change.at(),
        };
        let opened = known.as_ref().is_none_or(|known| known.status != NearStatus::Open);
        let pair = NearMatch { left, right, found, explanation: explanation.clone(), status: NearStatus::Open };
        change.put(&tables::NEAR, &(left, right), &pair)?;
        if known.is_none() {
            change.put(&tables::NEAR_BY_RIGHT, &(right, left), &())?;
        }
        if opened {
            (engine.near_changed)(change, &pair)?;
        }
    }
    Ok(())
}

/// Why a known pair is still near, looked at by itself; `None` when it is not, or is one child by now.
fn still_near(
    change: &Change,
    engine: &Engine<'_>,
    no: ContributionNo,
    new: &Sent,
    other: ContributionNo,
) -> Result<Option<Explanation>, RecordsError> {
    let child = |no| -> Result<_, RecordsError> { Ok(change.get(&tables::MEMBERSHIP, &no)?.map(|of| of.msix_id)) };
    let (Some(its), Some(evidence)) = (child(other)?, change.get(&tables::EVIDENCE, &other)?) else { return Ok(None) };
    if child(no)? == Some(its) {
        return Ok(None);
    }
    let new = Evidence { msix_id_sent: sent_in_use(change, new)?, ..new.evidence.clone() };
    Ok(alone(engine, &new, its, other, &evidence))
}

/// The near matches of a contribution, whatever became of them.
pub(super) fn known_pairs(read: &impl Read, no: ContributionNo) -> Result<Vec<NearMatch>, RecordsError> {
    let from_to = (no, ContributionNo(0))..=(no, ContributionNo(u32::MAX));
    let mut pairs: Vec<NearMatch> =
        read.range(&tables::NEAR, from_to.clone())?.into_iter().map(|(_, pair)| pair).collect();
    for ((right, left), ()) in read.range(&tables::NEAR_BY_RIGHT, from_to)? {
        pairs.extend(read.get(&tables::NEAR, &(left, right))?);
    }
    Ok(pairs)
}

/// Replaces the evidence of a contribution and the blocking keys it is filed under.
pub(super) fn file_evidence(
    change: &Change,
    engine: &Engine<'_>,
    no: ContributionNo,
    before: Option<&Evidence>,
    after: Option<&Sent>,
) -> Result<(), RecordsError> {
    let old = before.map(engine.filing).unwrap_or_default();
    let none = Filing::default();
    let new = after.map_or(&none, |sent| &sent.filing);
    for key in old.keys.iter().filter(|key| !new.keys.contains(key)) {
        change.remove(&tables::BLOCK, &(*key, no))?;
    }
    let is_there = |key: &u64| old.sketch == new.sketch && old.keys.contains(key);
    let missing = new.keys.iter().filter(|key| !is_there(key)).map(|key| (*key, no));
    change.put_all(&tables::BLOCK, missing, &new.sketch)?;
    match after {
        Some(sent) => change.put(&tables::EVIDENCE, &no, &sent.evidence)?,
        None => {
            change.remove(&tables::EVIDENCE, &no)?;
        }
    }
    Ok(())
}

/// The contributions of a child, withdrawn ones too.
pub(super) fn members(read: &impl Read, msix_id: MsixId) -> Result<Vec<ContributionNo>, RecordsError> {
    let all = (msix_id, ContributionNo(0))..=(msix_id, ContributionNo(u32::MAX));
    Ok(read.range(&tables::MEMBER, all)?.into_iter().map(|((_, no), ())| no).collect())
}

/// The identifier that stands for a retired one; `None` when it is in use or unknown.
pub(super) fn surviving(read: &impl Read, sent: Option<MsixId>) -> Result<Option<MsixId>, RecordsError> {
    let Some(sent) = sent else { return Ok(None) };
    Ok(resolve(read, sent)?.map(|(msix_id, _)| msix_id).filter(|msix_id| *msix_id != sent))
}

/// Follows retired identifiers to the child in use; `None` when there is no such child.
pub(super) fn resolve(read: &impl Read, asked: MsixId) -> Result<Option<(MsixId, Student)>, RecordsError> {
    match access::follow(read, asked)? {
        Way::To(msix_id, student) => Ok(Some((msix_id, student))),
        Way::Nowhere => Ok(None),
        Way::Endless => Err(RecordsError::Inconsistent(format!("the way from the retired {asked} has no end"))),
    }
}

/// The MSIX ID sent, if it is known, as the one in use; and the children the contribution may be, whole.
fn candidates(
    change: &Change,
    no: ContributionNo,
    sent: &Sent,
    own: Option<MsixId>,
) -> Result<(Option<MsixId>, Vec<Candidate>), RecordsError> {
    let msix_id_sent = sent_in_use(change, sent)?;
    let mut children: Vec<MsixId> = msix_id_sent.into_iter().collect();
    let mut others = filed_together(change, no, &sent.filing)?;
    // What was filed together lies together, and the engine asks for no order.
    others.sort_unstable();
    // The child is the first field of a membership.
    let theirs: Vec<Option<MsixId>> = change.get_all_fronts(&tables::MEMBERSHIP, &others)?;
    for (other, child) in others.iter().zip(theirs) {
        let missing = || RecordsError::Inconsistent(format!("contribution {} belongs to no child", other.0));
        children.push(child.ok_or_else(missing)?);
    }
    let mut seen: HashSet<MsixId> = own.into_iter().collect();
    children.retain(|child| seen.insert(*child));
    Ok((msix_id_sent, whole_children(change, &children)?))
}

/// The MSIX ID sent, as the one in use; `None` when it is unknown.
fn sent_in_use(change: &Change, sent: &Sent) -> Result<Option<MsixId>, RecordsError> {
    match sent.evidence.msix_id_sent {
        Some(sent) => Ok(resolve(change, sent)?.map(|(msix_id, _)| msix_id)),
        None => Ok(None),
    }
}

/// The contributions that share a blocking key and are no strangers at a glance, those that share the most first, within
/// the limits.
fn filed_together(change: &Change, no: ContributionNo, filing: &Filing) -> Result<Vec<ContributionNo>, RecordsError> {
    let (mut blocks, mut crowded) = (Vec::<(u64, Block<Vec<ContributionNo>>)>::with_capacity(filing.keys.len()), false);
    // Neighbours meet the same page.
    let mut keys = filing.keys.clone();
    keys.sort_unstable();
    let ranges = keys.iter().map(|key| (*key, ContributionNo(0))..=(*key, ContributionNo(u32::MAX)));
    let mut is_proof = false;
    change.visit_each(&tables::BLOCK, ranges, |(key, other), sketch| {
        if other == no {
            return ControlFlow::Continue(());
        }
        if blocks.last().is_none_or(|(last, _)| *last != key) {
            is_proof = filing.proofs.contains(&key);
            blocks.push((key, Block::default()));
        }
        let Some((_, block)) = blocks.last_mut() else { return ControlFlow::Break(()) };
        if block.size == MOST_IN_BLOCK {
            crowded = true;
            return ControlFlow::Break(());
        }
        block.size += 1;
        if is_proof || matching::may_be_one(&filing.sketch, &sketch) {
            block.members.push(other);
        }
        ControlFlow::Continue(())
    })?;
    let blocks: Vec<Block<Vec<ContributionNo>>> = blocks.into_iter().map(|(_, block)| block).collect();
    let (found, left_out) = matching::sharing(&blocks, MOST_CANDIDATES);
    if crowded || left_out {
        change.next_number(TRUNCATED_SERIES)?;
    }
    Ok(found)
}

/// The children with their live contributions, those that have any: only live ones have evidence in the store.
fn whole_children(change: &Change, children: &[MsixId]) -> Result<Vec<Candidate>, RecordsError> {
    let ranges = children.iter().map(|child| (*child, ContributionNo(0))..=(*child, ContributionNo(u32::MAX)));
    let mut members: Vec<(MsixId, ContributionNo)> = Vec::new();
    change.visit_each(&tables::MEMBER, ranges, |member, ()| {
        members.push(member);
        ControlFlow::Continue(())
    })?;
    let evidence = change.get_all(&tables::EVIDENCE, members.iter().map(|(_, no)| no))?;
    let mut candidates: Vec<Candidate> = Vec::with_capacity(children.len());
    for ((msix_id, no), evidence) in members.into_iter().zip(evidence) {
        let Some(evidence) = evidence else { continue };
        match candidates.last_mut().filter(|child| child.msix_id == msix_id) {
            Some(child) => child.members.push((no, evidence)),
            None => candidates.push(Candidate { msix_id, members: vec![(no, evidence)] }),
        }
    }
    Ok(candidates)
}
