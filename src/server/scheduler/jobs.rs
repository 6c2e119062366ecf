//! The jobs there are. Each does what is left to do and may be cut off at any moment. A further one is one more line.

use super::{Did, Job};
use crate::audit::Notary;
use crate::casework::Casework;
use crate::clocks::Clocks;
use crate::identity::{Identity, Pass};
use crate::model::{Clock, Missed, Rhythm};
use crate::outbox::Outbox;
use crate::search::Index;
use crate::store::Store;
use crate::submission::Submissions;
use std::sync::Arc;

/// What the jobs work on.
#[derive(Clone)]
pub(in crate::server) struct Ground {
    pub(in crate::server) store: Store,
    pub(in crate::server) clock: Arc<dyn Clock>,
    pub(in crate::server) submissions: Submissions,
    pub(in crate::server) clocks: Clocks,
    pub(in crate::server) casework: Casework,
    pub(in crate::server) identity: Identity,
    pub(in crate::server) notary: Notary,
    pub(in crate::server) search: Index,
    pub(in crate::server) outbox: Outbox,
    /// Days for which messages that went out are kept.
    pub(in crate::server) keep_days: u32,
}

/// All of them. There is no job for a backup as long as there is none to make.
pub(in crate::server) fn all(ground: &Ground) -> Vec<Job> {
    use Missed::{RunOnce, Skip};
    use Rhythm::{Daily, Minutes, Seconds, Workdays};
    let on = |work: fn(&Ground) -> Did| {
        let ground = ground.clone();
        Box::new(move || work(&ground)) as Box<dyn Fn() -> Did + Send + Sync>
    };
    let job = |name, rhythm, missed, quiet, work| Job { name, rhythm, missed, quiet, work: on(work) };
    vec![
        job("submissions", Minutes(5), Skip, true, submissions),
        job("clocks", Minutes(15), RunOnce, true, clocks),
        job("worklist", Minutes(5), Skip, true, worklist),
        job("checkpoint", Seconds(5), Skip, true, checkpoint),
        job("accounts", Daily(2, 30), RunOnce, false, accounts),
        job("outbox", Daily(3, 0), RunOnce, false, outbox),
        job("index", Daily(3, 30), RunOnce, false, index),
        job("digests", Workdays(7, 0), RunOnce, false, digests),
    ]
}

/// Files that a stopped process left in the middle are taken to their end.
pub(in crate::server) fn submissions(on: &Ground) -> Did {
    let resumed = on.submissions.resume(&mut |_| ()).map_err(told)?;
    match resumed.halted.as_slice() {
        [] => Ok(vec![("submissions", count(resumed.finished.len()))]),
        halted => {
            let why = halted.iter().map(|(id, why)| format!("submission {id} cannot go on: {why}"));
            Err(why.collect::<Vec<_>>().join("; "))
        }
    }
}

/// Clocks of terms start and stop; who has to be told of a clock is told.
fn clocks(on: &Ground) -> Did {
    let settled = on.clocks.settle(on.clock.now()).map_err(told)?;
    let done = on.clocks.scan(on.clock.now()).map_err(told)?;
    Ok(vec![
        ("started", settled.started.into()),
        ("stopped", settled.stopped.into()),
        ("warned", done.warned),
        ("messages", done.messages),
    ])
}

/// Nothing is approved by waiting: what is overdue goes up a level, and so does a request that nobody acknowledged. What
/// somebody had who works here no longer goes back to nobody.
fn worklist(on: &Ground) -> Did {
    let now = on.clock.now();
    let given_back = on.casework.release_departed(now).map_err(told)?;
    let sent = on.casework.send_up_overdue(now).map_err(told)?;
    let requests = on.casework.escalate_unacknowledged(now).map_err(told)?;
    Ok(vec![("given-back", count(given_back)), ("sent-up", count(sent)), ("requests-sent-up", count(requests))])
}

/// A checkpoint is an entry of the audit log by itself. It is never told of as a run: that would be two entries more, and
/// cause for the next one.
fn checkpoint(on: &Ground) -> Did {
    on.notary.tick().map(|()| Vec::new()).map_err(told)
}

/// Reminders of what is due, the lock of accounts that nobody uses, the end of papers.
fn accounts(on: &Ground) -> Did {
    let Pass { reminded, locked, papers } = on.identity.daily().map_err(told)?;
    Ok(vec![("reminded", count(reminded)), ("locked", count(locked)), ("papers", count(papers))])
}

/// Messages that went out long ago are removed.
fn outbox(on: &Ground) -> Did {
    let removed = on.outbox.prune(on.keep_days).map_err(told)?;
    Ok(vec![("messages-removed", count(removed))])
}

/// The index is only a copy: is it a true one?
fn index(on: &Ground) -> Did {
    on.search.catch_up(&on.store).map_err(told)?;
    match on.search.check(&on.store).map_err(told)? {
        0 => Ok(Vec::new()),
        wrong => {
            Err(format!("{wrong} children are missing in the search index or too many: run `vereda index rebuild`"))
        }
    }
}

/// What was gathered for people who want one message a day.
fn digests(on: &Ground) -> Did {
    let posted = on.outbox.post_digests().map_err(told)?;
    Ok(vec![("digests", count(posted))])
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}
