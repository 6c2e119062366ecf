//! Carrying out: a state's file brings another value than the one that was disputed.

use super::{look, save, timing};
use crate::casework::arrive::Arrived;
use crate::model::{
    Brought, Cause, Contribution, ContributionNo, Correction, CorrectionId, Disputed, MessageKind, StudentOutcome,
    Value, Version,
};
use crate::records::RecordsError;
use crate::store::{Change, Read, tables};

/// A state has said something new about a child, or has taken it out: whether that is what somebody asked to correct.
/// One look-up when nobody did.
pub(in crate::casework) fn arrived(change: &Change, arrived: &Arrived<'_>) -> Result<(), RecordsError> {
    if !matches!(arrived.applied.outcome, StudentOutcome::Updated | StudentOutcome::Deleted) {
        return Ok(());
    }
    let no = arrived.applied.no;
    let open = change.range(&tables::CORRECTION_OPEN, (no, CorrectionId(0))..=(no, CorrectionId(u64::MAX)))?;
    for ((_, id), ()) in open {
        if let Some(one) = change.get(&tables::CORRECTION, &id)? {
            compare(change, no, one)?;
        }
    }
    Ok(())
}

fn compare(change: &Change, no: ContributionNo, mut one: Correction) -> Result<(), RecordsError> {
    let mut versions = change.range(&tables::VERSION, (no, 0)..=(no, u32::MAX))?;
    let Some(((_, number), now)) = versions.pop() else { return Ok(()) };
    let before = versions.into_iter().rev().find_map(|(_, version)| version.contribution);
    let was_complete = one.all_changed();
    let mut news = false;
    for value in one.disputed.iter_mut().filter(|value| value.contribution == no) {
        news |= update(value, before.as_ref(), number, &now);
    }
    if !news {
        return Ok(());
    }
    let complete = one.all_changed() && one.is_granted();
    let what = if one.all_changed() || !was_complete { "data" } else { "data: as before" };
    save::step(change, &mut one, what, None)?;
    if complete {
        timing::uploaded(change, &one, Cause::Submission(now.submission))?;
        let decider = one.ruling.as_ref().map(|ruling| ruling.by.clone());
        let users: Vec<_> = decider.iter().chain([&one.intake.by]).collect();
        save::tell(change, &users, MessageKind::CorrectionArrived, &one)?;
    }
    Ok(())
}

/// Takes down what the value is now; whether that is news.
fn update(value: &mut Disputed, before: Option<&Contribution>, number: u32, now: &Version) -> bool {
    let line = now.contribution.as_ref().and_then(|now| {
        let old = before.and_then(|before| super::draft::line_of(before, value.kind, value.line));
        match old {
            Some(old) => look::continued(now, value.kind, old, value.element),
            None => super::draft::line_of(now, value.kind, value.line),
        }
    });
    if let Some(line) = line {
        value.line = line.record_id;
    }
    let found: Option<Value> = line.and_then(|line| line.value(value.element).cloned());
    let known = value.changed.as_ref().map_or(&value.stands, |brought| &brought.value);
    let gone = now.contribution.is_none() && value.changed.is_none();
    if found == *known && !gone {
        return false;
    }
    let brought = Brought { submission: now.submission, version: number, value: found.clone(), at: now.received };
    value.changed = (found != value.stands || gone).then_some(brought);
    true
}
