//! Notices in the store: each is written with the rows by which it is found.

use std::collections::BTreeSet;

use super::NoticeError;
use crate::casework::called::known_as;
use crate::casework::{feed, items};
use crate::clocks;
use crate::model::{
    ClockKind, ClockSubject, FeedEvent, MsixId, Notice, NoticeId, NoticeStatus, NoticeStep, StateCode, Text, Why,
};
use crate::store::{Change, Read, StoreError, tables};

/// Series of the numbers of notices.
pub(super) const SERIES: &str = "notice";

/// The notice.
pub(super) fn find(read: &impl Read, id: NoticeId) -> Result<Notice, NoticeError> {
    read.get(&tables::NOTICE, &id)?.ok_or(NoticeError::Unknown)
}

/// Writes a notice with all rows by which it is found, and tells the states' own systems how far it is.
pub(super) fn save(change: &Change, notice: &Notice) -> Result<(), StoreError> {
    put(change, notice)?;
    for state in notice.states() {
        let (status, children) = (Text::from(notice.status.word()), notice.children.clone());
        feed::tell(change, state, FeedEvent::Notice { notice: notice.id, status, children })?;
    }
    Ok(())
}

/// Writes a notice that stands where it stood before, with all rows by which it is found.
pub(super) fn put(change: &Change, notice: &Notice) -> Result<(), StoreError> {
    change.put(&tables::NOTICE, &notice.id, notice)?;
    change.put_all(&tables::NOTICE_BY_CHILD, notice.children.iter().map(|child| (*child, notice.id)), &())?;
    for key in by_state(notice) {
        change.put(&tables::NOTICE_BY_STATE, &key, &notice.brief(key.0))?;
        if notice.status.is_open() {
            change.put(&tables::NOTICE_OPEN, &(key.0, notice.id), &())?;
        } else {
            change.remove(&tables::NOTICE_OPEN, &(key.0, notice.id))?;
        }
    }
    let waits = waits(change, notice)?;
    for no in &notice.awaits {
        if waits {
            change.put(&tables::NOTICE_AWAITS, &(*no, notice.id), &())?;
        } else {
            change.remove(&tables::NOTICE_AWAITS, &(*no, notice.id))?;
        }
    }
    Ok(())
}

/// Whether a file has still to answer a notice: while it is open, and while the clock runs that only a file ends.
pub(super) fn waits(read: &impl Read, notice: &Notice) -> Result<bool, StoreError> {
    if notice.awaits.is_empty() || notice.status.is_open() {
        return Ok(!notice.awaits.is_empty());
    }
    Ok(clocks::running(read, &ClockSubject::Notice(notice.id), ClockKind::ChangeOfResidence)?.is_some())
}

/// The keys of a notice in the lists of the states concerned.
pub(super) fn by_state(notice: &Notice) -> impl Iterator<Item = (StateCode, (u64, NoticeId))> {
    let place = (items::place(notice.sent), notice.id);
    notice.states().into_iter().map(move |state| (state, place))
}

/// Takes down a step of the change's actor that says nothing of single children.
pub(super) fn step(change: &Change, notice: &mut Notice, status: NoticeStatus, note: Option<Why>) {
    step_of(change, notice, status, Vec::new(), note);
}

/// Takes down a step of the change's actor, with the children whom it says are enrolled.
pub(super) fn step_of(
    change: &Change,
    notice: &mut Notice,
    status: NoticeStatus,
    enrolled: Vec<MsixId>,
    note: Option<Why>,
) {
    notice.status = status;
    notice.steps.push(NoticeStep { at: change.at(), by: change.actor().clone(), status, enrolled, note });
}

/// The notices about a child, oldest first: also those that were sent under an identifier which one of its
/// contributions had before a merge or a split.
pub(super) fn of_child(read: &impl Read, child: MsixId) -> Result<BTreeSet<NoticeId>, NoticeError> {
    let mut found = BTreeSet::new();
    for id in known_as(read, child)? {
        let all = (id, NoticeId(0))..=(id, NoticeId(u64::MAX));
        found.extend(read.range(&tables::NOTICE_BY_CHILD, all)?.into_iter().map(|((_, notice), ())| notice));
    }
    Ok(found)
}
