//! Data requests: what a record lacks, asked of the state that should send it (exchange facts, section 5.2). A request
//! closes by itself, with the evidence, when a state's file brings what it asks for. It must never take data from
//! anywhere else, and never be closed by waiting.

mod addressee;
mod arrive;
mod check;
mod error;
mod handle;
mod late;
mod look;
mod met;
mod missing;
mod page;
mod send;

use std::collections::BTreeSet;

use super::called::known_as;
use super::{feed, items};
use crate::audit;
use crate::clocks;
use crate::model::{
    Account, Actor, AuditEvent, Cause, ClockKind, ClockSubject, Contribution, ContributionNo, DataRequest, FeedEvent,
    ItemStatus, MessageKind, MsixId, Post, PostKind, RequestId, RequestStatus, Text,
};
use crate::outbox::{self, NewMessage};
use crate::records::RecordsError;
use crate::records::regroup;
use crate::store::{Change, Read, StoreError, tables};
pub use addressee::Addressee;
pub(super) use arrive::arrived;
pub(super) use check::check;
pub use error::RequestError;
pub(super) use handle::taken;
pub use look::{AskShown, Thread, ThreadMay};
pub use missing::{Lack, Missing};
pub use page::{RequestFilter, RequestPage, RequestRow, Side};
pub use send::{Blank, NewRequest};

/// Most characters of what somebody says.
pub const WORDS: usize = 2_000;
/// Most things that one request asks for.
const MOST: usize = 60;
/// Series of the numbers of requests.
const SERIES: &str = "request";
/// In `request_open`: requests that wait for a state that has sent nothing about the child yet. Numbers of
/// contributions begin at 1.
const NOBODY: ContributionNo = ContributionNo(0);

fn request(read: &impl Read, id: RequestId) -> Result<DataRequest, RequestError> {
    read.get(&tables::REQUEST, &id)?.ok_or(RequestError::Unknown)
}

/// The requests about a child, under whatever identifier: also those that were sent under one which one of its
/// contributions had before a merge or a split, and which are about another child now.
fn filed(read: &impl Read, child: MsixId) -> Result<BTreeSet<RequestId>, RecordsError> {
    let mut found = BTreeSet::new();
    for one in known_as(read, child)? {
        let all = (one, RequestId(0))..=(one, RequestId(u64::MAX));
        found.extend(read.range(&tables::REQUEST_BY_CHILD, all)?.into_iter().map(|((_, id), ())| id));
    }
    Ok(found)
}

/// Under which contribution a request is filed while it is open.
fn place(request: &DataRequest) -> ContributionNo {
    request.contribution.unwrap_or(NOBODY)
}

/// The child a request is about now: it follows the contribution whose data are asked for through merges and splits.
pub(super) fn child_now(read: &impl Read, request: &DataRequest) -> Result<MsixId, RecordsError> {
    match request.contribution {
        Some(no) => regroup::child_of(read, no),
        None => Ok(regroup::in_use(read, request.child)?.unwrap_or(request.child)),
    }
}

/// A contribution's present version with its number; the state's word is none when it has withdrawn the child.
fn present(read: &impl Read, no: ContributionNo) -> Result<Option<(u32, Option<Contribution>)>, StoreError> {
    let last = read.last(&tables::VERSION, (no, 0)..=(no, u32::MAX))?;
    Ok(last.map(|((_, number), version)| (number, version.contribution)))
}

fn post(change: &Change, request: &mut DataRequest, by: Actor, what: PostKind, text: Text) {
    request.thread.push(Post { at: change.at(), by, what, text });
}

/// Ends a request: no file answers it any more, its clocks stand still, the worklist has it no longer. The caller has
/// put the status and the post.
fn close(change: &Change, request: &DataRequest, cause: &Cause) -> Result<(), StoreError> {
    change.remove(&tables::REQUEST_OPEN, &(place(request), request.id))?;
    for state in sides(request) {
        change.remove(&tables::REQUEST_WAITS, &(state, request.id))?;
    }
    for kind in [ClockKind::RequestAcknowledged, ClockKind::RequestAnswered] {
        clocks::stop(change, &ClockSubject::Request(request.id), kind, cause.clone())?;
    }
    let taken_back = request.status == RequestStatus::Withdrawn;
    let status = if taken_back { ItemStatus::Superseded } else { ItemStatus::Done };
    items::done(change, request.item, status, None)
}

/// Writes a request of which something has changed, and tells both states' systems how far it is.
fn save(change: &Change, request: &DataRequest, child: MsixId) -> Result<(), StoreError> {
    change.put(&tables::REQUEST, &request.id, request)?;
    let status = Text::from(request.status.word());
    for state in sides(request) {
        feed::tell(change, state, FeedEvent::Request { request: request.id, status: status.clone(), child })?;
    }
    Ok(())
}

/// The states of both sides, each once.
fn sides(request: &DataRequest) -> Vec<crate::model::StateCode> {
    let mut states: Vec<_> = request.to.state().into_iter().chain(request.state).collect();
    states.sort_unstable();
    states.dedup();
    states
}

/// Tells the asker that there is news, while she may log in.
fn tell_asker(change: &Change, request: &DataRequest, child: MsixId) -> Result<(), StoreError> {
    let account = change.get(&tables::ACCOUNT, &request.by)?.filter(Account::is_active);
    let Some(account) = account else { return Ok(()) };
    let about = Text::from(child.to_string());
    outbox::post(change, NewMessage { about, ..NewMessage::to(&account, MessageKind::RequestAnswered) }).map(drop)
}

fn log(change: &Change, request: RequestId, what: PostKind) -> Result<crate::store::Logged, StoreError> {
    audit::append(change, AuditEvent::RequestHandled { request, what: what.word().into() })
}
