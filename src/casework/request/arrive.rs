//! What a state's file answers: in the change that applies it, so that nothing is answered twice and nothing is lost.

use std::ops::ControlFlow;

use super::{NOBODY, child_now, close, filed, log, met, place, post, present, save, tell_asker};
use crate::casework::arrive::Arrived;
use crate::model::{
    Actor, Answered, Cause, Contribution, ContributionNo, DataRequest, MatchOutcome, MsixId, PostKind, RequestId,
    RequestStatus, StudentOutcome, SubmissionId, Text,
};
use crate::records::{RecordsError, regroup};
use crate::store::{Change, Read, StoreError, tables};

/// A request is answered when what it asks for has come. On the path of every student: one look-up for one that was
/// changed, those of its child for one that joined a child while something is asked of a state without a record, none for
/// others: about a child that is new by this file nobody has asked.
pub(in crate::casework) fn arrived(change: &Change, arrived: &Arrived<'_>) -> Result<(), RecordsError> {
    let no = arrived.applied.no;
    let waiting = match arrived.applied.outcome {
        StudentOutcome::Unchanged | StudentOutcome::Rejected => return Ok(()),
        StudentOutcome::Created if arrived.applied.matched != MatchOutcome::Exact => return Ok(()),
        StudentOutcome::Created => of_joined(change, arrived.applied.msix_id)?,
        StudentOutcome::Updated | StudentOutcome::Deleted => open(change, no)?,
    };
    let joined = arrived.applied.outcome == StudentOutcome::Created;
    for id in waiting {
        let Some(request) = change.get(&tables::REQUEST, &id)?.filter(|request| request.status.is_open()) else {
            continue;
        };
        if joined {
            let same = request.contribution.is_none()
                && request.to.state() == Some(arrived.key.state)
                && regroup::in_use(change, request.child)? == Some(arrived.applied.msix_id);
            if !same {
                continue;
            }
        }
        let Some((version, after)) = present(change, no)? else { continue };
        let came = Came { no, version, submission: arrived.submission };
        match after {
            Some(after) => settle(change, request, came, previous(change, no, version)?.as_ref(), &after)?,
            None => gone(change, request)?,
        }
    }
    Ok(())
}

/// What may be asked of a state that has sent nothing about a child yet: no more than was ever asked about the child, as
/// the first files of a state bring many.
fn of_joined(change: &Change, child: MsixId) -> Result<Vec<RequestId>, RecordsError> {
    let mut any = false;
    change.visit(&tables::REQUEST_OPEN, (NOBODY, RequestId(0))..=(NOBODY, RequestId(u64::MAX)), |_, ()| {
        any = true;
        ControlFlow::Break(())
    })?;
    if any { Ok(filed(change, child)?.into_iter().collect()) } else { Ok(Vec::new()) }
}

/// A version of a contribution, and the file that brought it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Came {
    pub(super) no: ContributionNo,
    pub(super) version: u32,
    pub(super) submission: SubmissionId,
}

/// The open requests that are filed under a contribution.
pub(super) fn open(read: &impl Read, no: ContributionNo) -> Result<Vec<RequestId>, StoreError> {
    let all = (no, RequestId(0))..=(no, RequestId(u64::MAX));
    Ok(read.range(&tables::REQUEST_OPEN, all)?.into_iter().map(|((_, id), ())| id).collect())
}

fn previous(change: &Change, no: ContributionNo, version: u32) -> Result<Option<Contribution>, StoreError> {
    let before = version.checked_sub(1).map(|before| change.get(&tables::VERSION, &(no, before))).transpose()?;
    Ok(before.flatten().and_then(|version| version.contribution))
}

/// Compares a version with what is still asked for. What has come is evidence; when all has come, the request ends.
pub(super) fn settle(
    change: &Change,
    mut request: DataRequest,
    came: Came,
    before: Option<&Contribution>,
    after: &Contribution,
) -> Result<(), RecordsError> {
    if request.contribution.is_none() {
        change.remove(&tables::REQUEST_OPEN, &(place(&request), request.id))?;
        request.contribution = Some(came.no);
        change.put(&tables::REQUEST_OPEN, &(came.no, request.id), &())?;
        change.put(&tables::REQUEST, &request.id, &request)?;
    }
    let answered =
        Answered { at: change.at(), submission: came.submission, contribution: came.no, version: came.version };
    let mut news = false;
    for ask in request.asks.iter_mut().filter(|ask| ask.answered.is_none()) {
        if met::answers(ask, before, after) {
            ask.answered = Some(answered);
            news = true;
        }
    }
    if !news {
        return Ok(());
    }
    let (by, child) = (Actor::Sender(after.key.state), child_now(change, &request)?);
    let all = request.asks.iter().all(|ask| ask.answered.is_some());
    let what = if all { PostKind::Answered } else { PostKind::Partly };
    post(change, &mut request, by, what, Text::default());
    if all {
        request.status = RequestStatus::Answered;
        close(change, &request, &Cause::Submission(came.submission))?;
        tell_asker(change, &request, child)?;
    }
    save(change, &request, child)?;
    Ok(log(change, request.id, what).map(drop)?)
}

/// The state has withdrawn the child: the asker hears that nothing will come, and decides. Once.
fn gone(change: &Change, mut request: DataRequest) -> Result<(), RecordsError> {
    let Some(state) = request.to.state() else { return Ok(()) };
    post(change, &mut request, Actor::Sender(state), PostKind::Gone, Text::default());
    let child = child_now(change, &request)?;
    tell_asker(change, &request, child)?;
    save(change, &request, child)?;
    Ok(log(change, request.id, PostKind::Gone).map(drop)?)
}
