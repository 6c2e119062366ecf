//! What a wrong record did while it stood: to whom it was shown, from the audit log; in which exports it was; which
//! states were told the wrong MSIX ID.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::view::{Exposure, Left, Shown, Told};
use super::{CaseError, Casework, items, reach};
use crate::access::Proposer;
use crate::audit::{self, Disclosure};
use crate::model::{
    AuditEvent, ContributionKey, ContributionNo, ItemStatus, LinkKind, MsixId, Plan, StudentOutcome, Submission,
    Timestamp, Undoing,
};
use crate::records::regroup::{self, PlanError};
use crate::store::{Read, View, tables};

/// What an export of this is called in the audit log.
const EXPOSURE: &str = "exposure";

impl Casework {
    /// To whom a record was shown, and in what it counted, since a match, merge, split or link that is to be undone or
    /// was undone. For data administrators who may look at the item, or whose states contribute to the child of the link;
    /// the look-up is itself an entry in the audit log. Reads the entries about these children, and the answers of that
    /// time.
    pub fn exposure(&self, who: &Proposer, of: Undoing) -> Result<Exposure, CaseError> {
        let view = self.store.view()?;
        check_sight(&view, who, of)?;
        let wrong = Wrong::read(&view, of, self.clock.now())?;
        let mut children: Vec<MsixId> = wrong.stays.iter().map(|stay| stay.child).collect();
        children.sort_unstable();
        children.dedup();
        let event = AuditEvent::ExposureRead { children: children.clone() };
        audit::record(&self.store, who.actor(), self.clock.now(), event)?;
        let mut exposure = Exposure { from: wrong.from, to: wrong.to, ..Exposure::default() };
        exposure.shown = shown(&view, &wrong, &children)?;
        exposure.exports = exports(&view, &wrong)?;
        exposure.answers = answers(&view, &wrong)?;
        Ok(exposure)
    }

    /// The same to be taken along as a file, which is one more entry in the audit log.
    pub fn export_exposure(&self, who: &Proposer, of: Undoing) -> Result<Exposure, CaseError> {
        let exposure = self.exposure(who, of)?;
        let event = AuditEvent::Exported { what: EXPOSURE.into(), rows: told_of(&exposure) };
        audit::record(&self.store, who.actor(), self.clock.now(), event)?;
        Ok(exposure)
    }
}

/// Of how many readings, answers and exports an exposure tells: those of one look at a page are one line of the file.
fn told_of(exposure: &Exposure) -> u64 {
    (exposure.shown.len() + exposure.answers.len() + exposure.exports.len()) as u64
}

fn check_sight(view: &View, who: &Proposer, of: Undoing) -> Result<(), CaseError> {
    let Some(decides) = who.decides() else { return Err(CaseError::OtherStates) };
    match of {
        Undoing::Decision(id) => reach::check_sight(view, &items::item(view, id)?, who.user(), decides),
        Undoing::Link(_) if decides.is_national() => Ok(()),
        Undoing::Link(no) => {
            if view.get(&tables::MEMBERSHIP, &no)?.is_none() {
                return Err(PlanError::NoLink.into());
            }
            let states = reach::contributing(view, &[regroup::child_of(view, no)?])?;
            // Who sent it has had a part in it as well, though he may have withdrawn it since.
            let sent = regroup::key_of(view, no)?.state;
            let own = states.iter().chain([&sent]).any(|state| decides.holds(*state));
            if own { Ok(()) } else { Err(CaseError::NotYours) }
        }
    }
}

/// To whom the children were shown while they held what does not belong to them, in order of time.
fn shown(view: &View, wrong: &Wrong, children: &[MsixId]) -> Result<Vec<Shown>, CaseError> {
    let mut shown = Vec::new();
    for child in children {
        for one in audit::disclosures(view, *child)? {
            if wrong.holds(*child, one.at) {
                let Disclosure { seq, at, to, purpose, part, .. } = one;
                shown.push((seq, Shown { at, to, purpose, part, msix_id: *child }));
            }
        }
    }
    shown.sort_by_key(|(seq, _)| *seq);
    Ok(shown.into_iter().map(|(_, one)| one).collect())
}

/// What left as a file at that time: which children were in it is not known.
fn exports(view: &View, wrong: &Wrong) -> Result<Vec<Left>, CaseError> {
    let mut exports = Vec::new();
    for seq in audit::about(view, MsixId::NOBODY)? {
        let Some((entry, _)) = audit::entry(view, seq)? else { continue };
        // What this very look-up gave holds who read, not what was read.
        if let AuditEvent::Exported { what, .. } = entry.event
            && what.as_str() != EXPOSURE
            && wrong.lasted(entry.at)
        {
            exports.push(Left { at: entry.at, to: entry.actor, what });
        }
    }
    Ok(exports)
}

/// A decision that is looked at as wrong.
struct Wrong {
    from: Timestamp,
    to: Timestamp,
    /// Where what it moved was, from when to when.
    stays: Vec<Stay>,
    /// What it moved.
    keys: BTreeMap<ContributionKey, ContributionNo>,
}

struct Stay {
    no: ContributionNo,
    child: MsixId,
    from: Timestamp,
    to: Timestamp,
}

impl Wrong {
    fn read(view: &View, of: Undoing, now: Timestamp) -> Result<Self, CaseError> {
        match of {
            Undoing::Decision(id) => Self::of_decision(view, id, now),
            Undoing::Link(no) => Self::of_link(view, no, now),
        }
    }

    fn of_decision(view: &View, id: crate::model::ItemId, now: Timestamp) -> Result<Self, CaseError> {
        let item = items::item(view, id)?;
        let (Some(proposal), Some(closed)) = (item.proposal(), item.closed()) else {
            return Err(PlanError::NotUndoable.into());
        };
        if item.status != ItemStatus::Approved {
            return Err(PlanError::NotUndoable.into());
        }
        let undone = item.followed_by.map(|undo| items::item(view, undo)).transpose()?;
        let to = undone.and_then(|undo| undo.closed().map(|step| step.at)).unwrap_or(now);
        let mut wrong = Self { from: closed.at, to, stays: Vec::new(), keys: BTreeMap::new() };
        for one in &proposal.moves {
            wrong.add(view, one.no)?;
        }
        // What was wrongly taken out of a child left it incomplete.
        if let Plan::Split { child, .. } = proposal.plan {
            for no in regroup::members(view, regroup::in_use(view, child)?.unwrap_or(child))? {
                wrong.add(view, no)?;
            }
        }
        if wrong.keys.is_empty() { Err(PlanError::NotUndoable.into()) } else { Ok(wrong) }
    }

    fn of_link(view: &View, no: ContributionNo, now: Timestamp) -> Result<Self, CaseError> {
        let history = view.range(&tables::MEMBERSHIP_HISTORY, (no, 0)..=(no, u32::MAX))?;
        let linked = history.iter().find(|(_, then)| then.how == LinkKind::Exact);
        let Some((_, linked)) = linked else { return Err(PlanError::NoLink.into()) };
        let left = history.iter().find(|(_, then)| then.since > linked.since && then.how == LinkKind::Split);
        let to = left.map_or(now, |(_, left)| left.since);
        let mut wrong = Self { from: linked.since, to, stays: Vec::new(), keys: BTreeMap::new() };
        wrong.add(view, no)?;
        Ok(wrong)
    }

    /// Follows a contribution through the time.
    fn add(&mut self, view: &View, no: ContributionNo) -> Result<(), CaseError> {
        let history = view.range(&tables::MEMBERSHIP_HISTORY, (no, 0)..=(no, u32::MAX))?;
        for (at, (_, then)) in history.iter().enumerate() {
            let until = history.get(at + 1).map_or(self.to, |(_, next)| next.since.min(self.to));
            let from = then.since.max(self.from);
            if from < until {
                self.stays.push(Stay { no, child: then.msix_id, from, to: until });
            }
        }
        self.keys.insert(regroup::key_of(view, no)?, no);
        Ok(())
    }

    fn lasted(&self, at: Timestamp) -> bool {
        (self.from..=self.to).contains(&at)
    }

    fn holds(&self, child: MsixId, at: Timestamp) -> bool {
        self.stays.iter().any(|stay| stay.child == child && (stay.from..=stay.to).contains(&at))
    }

    fn told(&self, no: ContributionNo, child: MsixId, at: Timestamp) -> bool {
        let there = |stay: &Stay| stay.no == no && stay.child == child && (stay.from..=stay.to).contains(&at);
        self.stays.iter().any(there)
    }
}

fn answers(view: &View, wrong: &Wrong) -> Result<Vec<Told>, CaseError> {
    let mut answered: Vec<(Submission, Timestamp)> = Vec::new();
    view.visit(&tables::SUBMISSION, .., |_, submission| {
        if let Some(at) = submission.answered.filter(|at| wrong.lasted(*at)) {
            answered.push((Submission { findings: Vec::new(), ..submission }, at));
        }
        ControlFlow::Continue(())
    })?;
    let mut told = Vec::new();
    for (submission, at) in answered {
        let Some(state) = submission.header.as_ref().map(|header| header.state) else { continue };
        let mut students: BTreeMap<MsixId, u32> = BTreeMap::new();
        view.visit(&tables::ANSWER, (submission.id, 0)..=(submission.id, u32::MAX), |_, piece| {
            for answer in piece.into_iter().filter(|answer| answer.outcome != StudentOutcome::Rejected) {
                let key = answer.state_student_id.parse().ok().map(|id| ContributionKey { state, id });
                let no = key.and_then(|key| wrong.keys.get(&key));
                if let (Some(no), Some(msix_id)) = (no, answer.msix_id)
                    && wrong.told(*no, msix_id, at)
                {
                    *students.entry(msix_id).or_default() += 1;
                }
            }
            ControlFlow::Continue(())
        })?;
        let submission = submission.id;
        told.extend(students.into_iter().map(|(msix_id, students)| Told { submission, at, state, msix_id, students }));
    }
    Ok(told)
}
