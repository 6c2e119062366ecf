//! Who has a notice: it is given to people of the place that is told.

use super::{NoticeError, recipients, rows};
use crate::access::Worker;
use crate::audit;
use crate::casework::{Casework, Colleague, items};
use crate::model::{AuditEvent, Item, ItemStatus, NoticeId, StepKind, Text};
use crate::store::{Read, tables};

impl Casework {
    /// Gives a notice to one or several people of one level of the place that is told, in place of those who have it.
    pub fn assign_notice(&self, who: &Worker, id: NoticeId, to: &[Text]) -> Result<(), NoticeError> {
        recipients::check_right(who)?;
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let notice = rows::find(&change, id)?;
        let before = change.get(&tables::ITEM, &notice.item)?.filter(|item| item.status.is_open());
        recipients::check_answers(&change, &notice, before.as_ref(), who)?;
        let before = before.ok_or(NoticeError::Closed)?;
        let known = colleagues(recipients::of_place(&change, &notice.recipient, notice.announced_by())?, &before);
        let mut level = None;
        for user in to {
            let colleague = known.iter().find(|one| one.user == *user && level.is_none_or(|level| level == one.level));
            level = Some(colleague.ok_or_else(|| NoticeError::Colleague(user.clone()))?.level);
        }
        let level = level.ok_or_else(|| NoticeError::Colleague(Text::default()))?;
        let mut item = Item { status: ItemStatus::Assigned, assignees: to.to_vec(), level, ..before.clone() };
        item.assignees.sort_unstable();
        item.assignees.dedup();
        if level != before.level {
            item.since = change.at();
        }
        items::note(&change, &mut item, StepKind::Assigned, None);
        items::save(&change, Some(&before), &item)?;
        let (what, level) = (Text::from(StepKind::Assigned.word()), Text::from(item.level.word()));
        let event = AuditEvent::ItemHandled { item: item.id, what, level, to: item.assignees.clone() };
        let logged = audit::append(&change, event)?;
        Ok(change.commit(logged)?)
    }
}

/// Those who can be given an item from where it stands: sideways or down.
pub(super) fn colleagues(all: Vec<Colleague>, item: &Item) -> Vec<Colleague> {
    all.into_iter().filter(|one| one.level <= item.level).collect()
}
