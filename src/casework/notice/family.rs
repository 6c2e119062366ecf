//! Brothers and sisters of whom one file tells the same move are one notice: somebody has to look for one family, once.

use super::announce::MOST_CHILDREN;
use super::arrived::Sending;
use super::rows;
use crate::audit;
use crate::casework::arrive::Arrived;
use crate::casework::{ask, items};
use crate::model::{AuditEvent, Evidence, MoveDay, Notice, NoticeCause, NoticeId, NoticeStatus, SubmissionId};
use crate::records::family::{are_of_one_household, household_marks};
use crate::store::{Change, Read, StoreError, tables};

/// Adds a child to the notice of a brother or sister, of the same file and the same move, that nobody has answered yet;
/// false when there is none.
pub(super) fn join(change: &Change, arrived: &Arrived<'_>, sending: &Sending) -> Result<bool, StoreError> {
    let Some(own) = arrived.after else { return Ok(false) };
    for id in filed(change, arrived.submission, own)? {
        let Some(mut notice) = change.get(&tables::NOTICE, &id)?.filter(|one| is_same_move(one, sending)) else {
            continue;
        };
        if !is_family(change, &notice, own)? {
            continue;
        }
        let child = arrived.applied.msix_id;
        if !notice.children.contains(&child) {
            notice.children.push(child);
            if let Some(item) = items::widen(change, notice.item, child)? {
                ask::place_again(change, item, &notice.children, &notice.recipient)?;
            }
        }
        notice.awaits.extend(&sending.awaits);
        rows::save(change, &notice)?;
        file(change, arrived, id)?;
        audit::append(change, AuditEvent::NoticeSent { notice: id, children: vec![child] }).map(drop)?;
        return Ok(true);
    }
    Ok(false)
}

/// Files a notice under the household of the child of whom the file has just told.
pub(super) fn file(change: &Change, arrived: &Arrived<'_>, id: NoticeId) -> Result<(), StoreError> {
    let marks = arrived.after.map(household_marks).unwrap_or_default();
    change.put_all(&tables::NOTICE_FAMILY, marks.into_iter().map(|mark| (arrived.submission, (mark, id))), &())
}

/// The notices of a file about children of whom something of the household is the same, oldest first.
fn filed(change: &Change, submission: SubmissionId, own: &Evidence) -> Result<Vec<NoticeId>, StoreError> {
    let mut found = Vec::new();
    for mark in household_marks(own) {
        let all = (submission, (mark, NoticeId(0)))..=(submission, (mark, NoticeId(u64::MAX)));
        found.extend(change.range(&tables::NOTICE_FAMILY, all)?.into_iter().map(|((_, (_, id)), ())| id));
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn is_same_move(notice: &Notice, sending: &Sending) -> bool {
    notice.status == NoticeStatus::New
        && notice.children.len() < MOST_CHILDREN
        && notice.recipient == sending.recipient
        && (&notice.from, &notice.to) == (&sending.from, &sending.to)
        && notice.day == MoveDay::Known(sending.day)
}

/// Whether the child that a notice was made for is of the family.
fn is_family(change: &Change, notice: &Notice, own: &Evidence) -> Result<bool, StoreError> {
    let NoticeCause::Submitted { contribution, .. } = notice.cause else { return Ok(false) };
    let first: Option<Evidence> = change.get(&tables::EVIDENCE, &contribution)?;
    Ok(first.is_some_and(|first| are_of_one_household(&first, own)))
}
