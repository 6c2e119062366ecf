//! The durable history of the jobs: a row before a run and its outcome after it, each with its entry in the audit log.

use crate::audit;
use crate::model::{Actor, AuditEvent, JobResult, JobRun, Text, Timestamp, Who};
use crate::store::{Change, Read, Store, StoreError, tables};

/// Runs of a job that are kept.
pub(super) const KEPT: u64 = 1_000;

/// A run that begins.
pub(super) fn begin(
    store: &Store,
    who: &Who,
    at: Timestamp,
    job: &str,
    planned: Option<Timestamp>,
) -> Result<u64, StoreError> {
    let change = store.begin(who.clone(), at)?;
    let number = append(&change, job, planned)?;
    let logged = audit::append(&change, AuditEvent::JobBegan { job: job.into() })?;
    change.commit(logged)?;
    Ok(number)
}

/// What became of it.
pub(super) fn end(
    store: &Store,
    who: &Who,
    at: Timestamp,
    (job, number): (&str, u64),
    result: JobResult,
) -> Result<(), StoreError> {
    let change = store.begin(who.clone(), at)?;
    close(&change, job, number, result)?.map_or(Ok(()), |logged| change.commit(logged))
}

/// A run of which it is told only now that it is over, because it did something: both entries in one change.
pub(super) fn tell(
    store: &Store,
    who: &Who,
    (began, ended): (Timestamp, Timestamp),
    (job, planned): (&str, Option<Timestamp>),
    result: JobResult,
) -> Result<(), StoreError> {
    let change = store.begin(who.clone(), ended)?;
    let number = append(&change, job, planned)?;
    let key = (Text::from(job), number);
    if let Some(run) = change.get(&tables::JOB_RUN, &key)? {
        change.put(&tables::JOB_RUN, &key, &JobRun { began, ..run })?;
    }
    let _in_the_same_change = audit::append(&change, AuditEvent::JobBegan { job: job.into() })?;
    close(&change, job, number, result)?.map_or(Ok(()), |logged| change.commit(logged))
}

/// Runs that the end of a process cut off: called when nothing runs yet. Answers with the jobs whose last run it was, and
/// not the last but one as well: a job that ends the process each time is not begun again at each start.
pub(super) fn cut_off(store: &Store, jobs: &[&'static str], at: Timestamp) -> Result<Vec<&'static str>, StoreError> {
    let mut again = Vec::new();
    for job in jobs {
        let runs = store.view()?.range(&tables::JOB_RUN, all(job))?;
        for ((_, number), run) in &runs {
            if run.result == JobResult::Begun {
                end(store, &Actor::System("scheduler".into()).into(), at, (job, *number), JobResult::CutOff)?;
            }
        }
        let mut newest = runs.iter().rev().map(|(_, run)| &run.result);
        let last = newest.next() == Some(&JobResult::Begun);
        if last && newest.next() != Some(&JobResult::CutOff) {
            again.push(*job);
        }
    }
    Ok(again)
}

/// The latest moment for which a run of a job was planned.
pub(super) fn last_planned(view: &impl Read, job: &str) -> Result<Option<Timestamp>, StoreError> {
    let runs = view.range(&tables::JOB_RUN, all(job))?;
    Ok(runs.into_iter().filter_map(|(_, run)| run.planned).max())
}

/// Whether a run was planned for this very moment.
pub(super) fn was_planned(view: &impl Read, job: &str, moment: Timestamp) -> Result<bool, StoreError> {
    let runs = view.range(&tables::JOB_RUN, all(job))?;
    Ok(runs.into_iter().any(|(_, run)| run.planned == Some(moment)))
}

/// The last run.
pub(super) fn last(view: &impl Read, job: &str) -> Result<Option<JobRun>, StoreError> {
    Ok(view.last(&tables::JOB_RUN, all(job))?.map(|(_, run)| run))
}

/// The runs up to a number, the newest first.
pub(super) fn page(view: &impl Read, job: &str, before: u64, most: usize) -> Result<Vec<(u64, JobRun)>, StoreError> {
    let upto = (job.into(), 0)..(job.into(), before);
    let runs = view.range(&tables::JOB_RUN, upto)?;
    Ok(runs.into_iter().rev().take(most).map(|((_, number), run)| (number, run)).collect())
}

fn append(change: &Change, job: &str, planned: Option<Timestamp>) -> Result<u64, StoreError> {
    let name = Text::from(job);
    let number = change.last(&tables::JOB_RUN, all(job))?.map_or(1, |((_, last), _)| last + 1);
    let (by, began) = (change.actor().clone(), change.at());
    let run = JobRun { job: name.clone(), planned, by, began, ended: None, result: JobResult::Begun };
    change.put(&tables::JOB_RUN, &(name.clone(), number), &run)?;
    change.remove_range(&tables::JOB_RUN, (name.clone(), 0)..=(name, number.saturating_sub(KEPT)))?;
    Ok(number)
}

fn close(
    change: &Change,
    job: &str,
    number: u64,
    result: JobResult,
) -> Result<Option<crate::store::Logged>, StoreError> {
    let key = (Text::from(job), number);
    let Some(run) = change.get(&tables::JOB_RUN, &key)? else { return Ok(None) };
    let word = match &result {
        JobResult::Begun => return Ok(None),
        JobResult::Done(_) => "done",
        JobResult::Failed(_) => "failed",
        JobResult::CutOff => "cut off",
    };
    change.put(&tables::JOB_RUN, &key, &JobRun { ended: Some(change.at()), result, ..run })?;
    audit::append(change, AuditEvent::JobEnded { job: job.into(), result: word.into() }).map(Some)
}

fn all(job: &str) -> std::ops::RangeInclusive<(Text, u64)> {
    (job.into(), 0)..=(job.into(), u64::MAX)
}
