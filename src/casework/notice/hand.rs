//! Who has a notice: it is given to people of the place that is told.

use super::{NoticeError, recipients, rows};
use crate::access::Worker;
use crate::casework::{Casework, Colleague, hand};
use crate::model::{Item, NoticeId, Text};
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
        let logged = hand::give(&change, &before, &known, to, who.user())?;
        Ok(change.commit(logged)?)
    }
}

/// Those who can be given an item from where it stands: sideways or down.
pub(super) fn colleagues(all: Vec<Colleague>, item: &Item) -> Vec<Colleague> {
    all.into_iter().filter(|one| one.level <= item.level).collect()
}
