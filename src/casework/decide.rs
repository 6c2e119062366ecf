//! Deciding about proposals: it takes a second person. Approving carries out in the same change; what can no longer be
//! carried out is superseded instead.

use super::propose::{unlock, work_out};
use super::{CaseError, Casework, ask, feed, items, near, reach};
use crate::access::{Decider, Proposer};
use crate::audit;
use crate::model::{
    Actor, AuditEvent, Item, ItemId, ItemStatus, LinkKind, NearStatus, Plan, Proposal, StepKind, Subject, Text,
    Undoing, Why,
};
use crate::records::regroup::{self, How, Pair, Seen, Worked};
use crate::store::{Change, Logged, Read, tables};

impl Casework {
    /// Validates a proposal and carries it out. `seen` is that of the preview that was looked at. Who has approved it
    /// already, by a second click perhaps, is told the same again.
    pub fn approve(&self, who: &Decider, id: ItemId, why: Option<Why>, seen: &Seen) -> Result<(), CaseError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let item = items::item(&change, id)?;
        let by_him = item.closed().is_some_and(|step| step.by == Actor::User(who.user().clone()));
        if item.status == ItemStatus::Approved && item.followed_by.is_none() && by_him {
            return Ok(());
        }
        let item = items::open_item(&change, id)?;
        let proposal = proposal_of(&item)?.clone();
        reach::check_reach(&change, &item, who.user(), who.jurisdiction())?;
        let worked = match work_out(&change, &proposal.plan) {
            Err(CaseError::Plan(error)) => {
                let logged = supersede(&change, item)?;
                change.commit(logged)?;
                return Err(CaseError::Superseded(error));
            }
            worked => worked?,
        };
        if worked.preview(&change)?.seen != *seen {
            return Err(CaseError::Changed);
        }
        let logged = carry_out(&change, item, proposal, &worked, why)?;
        Ok(change.commit(logged)?)
    }

    /// Refuses a proposal. Of a match or a merge: `may_propose_again` says whether the engine may still propose the
    /// children to be one; otherwise they are remembered as different, which holds for what was looked at: `seen` is that
    /// of the preview, without which only what can no longer be carried out is kept apart.
    pub fn reject(
        &self,
        who: &Decider,
        id: ItemId,
        why: Why,
        may_propose_again: bool,
        seen: Option<&Seen>,
    ) -> Result<(), CaseError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let item = items::open_item(&change, id)?;
        let plan = &proposal_of(&item)?.plan;
        reach::check_reach(&change, &item, who.user(), who.jurisdiction())?;
        if !may_propose_again && matches!(plan, Plan::Match { .. } | Plan::Merge { .. }) {
            match work_out(&change, plan) {
                Err(CaseError::Plan(_)) => {}
                worked => {
                    if Some(&worked?.preview(&change)?.seen) != seen {
                        return Err(CaseError::Changed);
                    }
                }
            }
        }
        unlock(&change, &item)?;
        let across = across(&change, &item)?;
        drop_judged(&change, &item)?;
        if !may_propose_again {
            for pair in across {
                regroup::keep_apart(&change, pair)?;
                near::settle_logged(&change, &near::children_of(&change, pair)?)?;
            }
        }
        let logged = close(&change, item, ItemStatus::Rejected, StepKind::Rejected, Some(why))?;
        Ok(change.commit(logged)?)
    }

    /// Takes one's own proposal back. The near match it came from is open again, in its old item.
    pub fn cancel(&self, who: &Proposer, id: ItemId, why: Option<Why>) -> Result<(), CaseError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let item = items::open_item(&change, id)?;
        if proposal_of(&item)?.by != *who.user() {
            return Err(CaseError::NotProposer);
        }
        unlock(&change, &item)?;
        if let Some(near) = judged(&change, &item)? {
            ask_again(&change, near)?;
        }
        let logged = close(&change, item, ItemStatus::Cancelled, StepKind::Cancelled, why)?;
        Ok(change.commit(logged)?)
    }
}

fn carry_out(
    change: &Change,
    item: Item,
    mut proposal: Proposal,
    worked: &Worked,
    why: Option<Why>,
) -> Result<Logged, CaseError> {
    unlock(change, &item)?;
    let retired = feed::retired(change, worked.children.iter().chain(&worked.revived).copied())?;
    let done = regroup::carry_out(change, worked, &how(change, &item, &proposal.plan)?)?;
    feed::decided(change, item.id, &proposal.plan, &retired, &done)?;
    near::settle_logged(change, &done.touched)?;
    ask::follow(change, &done.touched)?;
    if let Plan::Undo { of: Undoing::Decision(undone), .. } = proposal.plan {
        mark_undone(change, undone, item.id)?;
    }
    // Also under the identifiers that are new.
    let mut children = item.children.clone();
    children.extend(done.created);
    children.extend(done.moves.iter().map(|one| one.to));
    children.sort_unstable();
    children.dedup();
    items::file(change, item.id, &children)?;
    proposal.moves = done.moves;
    let item = Item { subject: Subject::Proposal(proposal), children, ..item };
    close(change, item, ItemStatus::Approved, StepKind::Approved, why)
}

fn how(change: &Change, item: &Item, plan: &Plan) -> Result<How, CaseError> {
    let judged = judged_pair(change, item)?;
    let near = judged.map(|pair| change.get(&tables::NEAR, &pair)).transpose()?.flatten();
    let (kind, keep_apart) = match plan {
        Plan::Match { .. } => (LinkKind::Judged, false),
        Plan::Merge { .. } => (LinkKind::Merged, false),
        Plan::Split { may_propose_again, .. } => (LinkKind::Split, !may_propose_again),
        Plan::Undo { may_propose_again, .. } => (LinkKind::Returned, !may_propose_again),
    };
    Ok(How { kind, explanation: near.map(|near| near.explanation), judged, keep_apart })
}

fn mark_undone(change: &Change, decision: ItemId, undo: ItemId) -> Result<(), CaseError> {
    let before = items::item(change, decision)?;
    let mut item = Item { followed_by: Some(undo), ..before.clone() };
    items::note(change, &mut item, StepKind::Undone, None);
    Ok(items::save(change, Some(&before), &item)?)
}

/// Closes a proposal that cannot be carried out any more, if this is such a one.
pub(super) fn supersede_if_moot(change: &Change, id: ItemId) -> Result<(), CaseError> {
    let Some(item) = change.get(&tables::ITEM, &id)?.filter(|item| item.status.is_open()) else { return Ok(()) };
    match work_out(change, &proposal_of(&item)?.plan) {
        // The change has further entries of its own: this is not its last.
        Err(CaseError::Plan(_)) => supersede(change, item).map(drop),
        worked => worked.map(drop),
    }
}

/// The engine may propose the same again when it sees reason to.
fn supersede(change: &Change, item: Item) -> Result<Logged, CaseError> {
    unlock(change, &item)?;
    drop_judged(change, &item)?;
    close(change, item, ItemStatus::Superseded, StepKind::Superseded, None)
}

fn close(
    change: &Change,
    item: Item,
    status: ItemStatus,
    what: StepKind,
    why: Option<Why>,
) -> Result<Logged, CaseError> {
    let item = items::close(change, item, status, what, why)?;
    Ok(near::log_closed(change, &item)?)
}

/// The item of the near match from which a validation comes.
fn judged(read: &impl Read, item: &Item) -> Result<Option<Item>, CaseError> {
    let Some(Proposal { plan: Plan::Match { near, .. }, .. }) = item.proposal() else { return Ok(None) };
    items::item(read, *near).map(Some)
}

/// The near match of a validation.
fn judged_pair(read: &impl Read, item: &Item) -> Result<Option<Pair>, CaseError> {
    judged(read, item)?.map(|near| near::pair_of(&near.subject)).transpose()
}

/// What was judged to be one child is not, or cannot be decided any more.
fn drop_judged(change: &Change, item: &Item) -> Result<(), CaseError> {
    let Some(near) = judged(change, item)? else { return Ok(()) };
    for pair in near::pairs_of(change, &near, NearStatus::Judged)? {
        regroup::mark(change, pair, NearStatus::Superseded)?;
    }
    Ok(())
}

/// One pair across each two children that were to be one: it speaks for all others.
fn across(read: &impl Read, item: &Item) -> Result<Vec<Pair>, CaseError> {
    let (master, others) = match item.proposal().map(|proposal| &proposal.plan) {
        Some(Plan::Match { master, other, .. }) => (*master, vec![*other]),
        Some(Plan::Merge { master, others }) => (*master, others.clone()),
        _ => return Ok(Vec::new()),
    };
    if let Some(pair) = judged_pair(read, item)? {
        return Ok(vec![pair]);
    }
    let mut children = vec![master];
    children.extend(others);
    let mut first = Vec::new();
    for child in children {
        first.extend(regroup::members(read, child)?.first().copied());
    }
    let pairs =
        first.iter().enumerate().flat_map(|(at, one)| first.iter().skip(at + 1).map(move |other| (*one, *other)));
    Ok(pairs.map(|(one, other)| (one.min(other), one.max(other))).collect())
}

/// A near match that was judged, and whose judgement was taken back, waits again.
fn ask_again(change: &Change, before: Item) -> Result<(), CaseError> {
    let mut open = Vec::new();
    for pair in near::pairs_of(change, &before, NearStatus::Judged)? {
        let waits = may_ask(change, pair)?;
        regroup::mark(change, pair, if waits { NearStatus::Open } else { NearStatus::Superseded })?;
        open.extend(waits.then_some(pair));
    }
    let Some(first) = open.first().copied() else { return Ok(()) };
    // Its days go on counting: taking back does not reset the way up.
    let mut item = Item { status: ItemStatus::Open, followed_by: None, ..before.clone() };
    item.assignees.clear();
    // It is about its contributions again, wherever they belong when it is judged.
    for child in item.children.drain(..) {
        change.remove(&tables::ITEM_BY_CHILD, &(child, item.id))?;
    }
    items::note(change, &mut item, StepKind::Reopened, None);
    items::save(change, Some(&before), &item)?;
    near::settle_logged(change, &near::children_of(change, first)?)?;
    let (what, level) = (Text::from(StepKind::Reopened.word()), Text::from(item.level.word()));
    audit::append(change, AuditEvent::ItemHandled { item: item.id, what, level, to: Vec::new() }).map(drop)?;
    Ok(())
}

/// Whether a pair is still a question.
fn may_ask(read: &impl Read, pair: Pair) -> Result<bool, CaseError> {
    let live = regroup::membership(read, pair.0)?.live && regroup::membership(read, pair.1)?.live;
    let apart = regroup::child_of(read, pair.0)? != regroup::child_of(read, pair.1)?;
    Ok(live && apart && !regroup::kept_apart(read, pair.0, pair.1)?)
}

fn proposal_of(item: &Item) -> Result<&Proposal, CaseError> {
    item.proposal().ok_or(CaseError::Kind)
}
