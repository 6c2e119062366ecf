//! Everything about notices that is written twice, compared, for the doctor. Numbers and MSIX IDs only.

use super::rows;
use crate::casework::CaseError;
use crate::casework::check::{count_rows, matches_item, series_stands, visit_all};
use crate::model::{ContributionNo, Notice, NoticeCause, NoticeId, Subject, SubmissionId};
use crate::store::{Read, View, tables};

/// Compares notices with the rows by which they are found and with their items.
pub(in crate::casework) fn check(view: &View, found: &mut Vec<String>) -> Result<(), CaseError> {
    let (mut highest, mut filed, mut awaited, mut open) = (0, 0, 0, 0);
    visit_all(view, &tables::NOTICE, found, |id: NoticeId, notice: Notice, found| {
        highest = highest.max(id.0);
        filed += notice.children.len() as u64;
        awaited += if rows::waits(view, &notice)? { notice.awaits.len() as u64 } else { 0 };
        for key in rows::by_state(&notice) {
            if view.get(&tables::NOTICE_BY_STATE, &key)? != Some(notice.brief(key.0)) {
                found.push(format!("notice {} is not in its lists as it is", id.0));
            }
            open += u64::from(notice.status.is_open());
            if view.get(&tables::NOTICE_OPEN, &(key.0, id))?.is_some() != notice.status.is_open() {
                found.push(format!("notice {} and what is open of {} contradict each other", id.0, key.0));
            }
        }
        for child in &notice.children {
            if view.get(&tables::NOTICE_BY_CHILD, &(*child, id))?.is_none() {
                found.push(format!("notice {} is not filed under {child}", id.0));
            }
        }
        if !matches_item(view, notice.item, &Subject::Notice(id), notice.status.is_open())? {
            found.push(format!("notice {} and its item contradict each other", id.0));
        }
        Ok(())
    })?;
    visit_all(view, &tables::NOTICE_AWAITS, found, |(no, id): (ContributionNo, NoticeId), (), found| {
        let notice: Option<Notice> = view.get(&tables::NOTICE, &id)?;
        let waits = match &notice {
            Some(notice) => notice.awaits.contains(&no) && rows::waits(view, notice)?,
            None => false,
        };
        if !waits {
            found.push(format!("contribution {} answers notice {}, which does not wait for it", no.0, id.0));
        }
        Ok(())
    })?;
    visit_all(view, &tables::NOTICE_FAMILY, found, |(file, (_, id)): (SubmissionId, (u64, NoticeId)), (), found| {
        let notice: Option<Notice> = view.get(&tables::NOTICE, &id)?;
        let caused = notice
            .is_some_and(|one| matches!(one.cause, NoticeCause::Submitted { submission, .. } if submission == file));
        if !caused {
            found.push(format!("notice {} is filed under submission {}, which did not cause it", id.0, file.0));
        }
        Ok(())
    })?;
    count_rows(found, "notice_by_child", view.len(&tables::NOTICE_BY_CHILD)?, filed);
    count_rows(found, "notice_open", view.len(&tables::NOTICE_OPEN)?, open);
    count_rows(found, "notice_awaits", view.len(&tables::NOTICE_AWAITS)?, awaited);
    series_stands(view, found, rows::SERIES, highest)
}
