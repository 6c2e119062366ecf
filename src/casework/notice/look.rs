//! Looking at one notice. The children's records are in the log as read before anything is shown.

use super::place::Place;
use super::{NoticeError, hand, recipients, rows};
use crate::access::{OpenChild, Worker};
use crate::casework::{Casework, Colleague, Face, faces};
use crate::clocks;
use crate::model::{Account, ClockSubject, Item, Level, MsixId, Notice, NoticeId, NoticeStatus, RunningClock, Text};
use crate::records::regroup;
use crate::store::{Read, StoreError, View, tables};

/// The part of a record that is named in the audit log when a notice about it is read.
const PART: &str = "notice";

/// A notice with everything that is needed to answer it.
pub struct NoticeCase {
    /// The notice.
    pub notice: Notice,
    /// The item that asks for it: who has it, where it stands.
    pub item: Item,
    /// From where.
    pub from: Place,
    /// To where.
    pub to: Place,
    /// Who is told.
    pub recipient: Place,
    /// The children as they are now: identifiers in the notice, those in use, each state's words.
    pub children: Vec<(MsixId, MsixId, Vec<Face>)>,
    /// The children of whom a state's file has still to speak, by the identifiers in use; of a notice that a file caused.
    pub unspoken: Vec<MsixId>,
    /// Who has it, and whether the account is still active.
    pub holders: Vec<Holder>,
    /// Its clocks, oldest first.
    pub clocks: Vec<RunningClock>,
    /// Who can be given it by the person who looks; empty when she may not.
    pub colleagues: Vec<Colleague>,
    /// What she may do.
    pub may: NoticeMay,
}

/// Somebody who has a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// User name.
    pub user: Text,
    /// What others see.
    pub name: Text,
    /// Whether the account is active: else nobody looks after the notice.
    pub active: bool,
}

/// What a person may do with a notice, now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NoticeMay {
    /// Answer it, and give it to others.
    pub answer: bool,
    /// Acknowledge it: nobody has.
    pub acknowledge: bool,
    /// Take it back.
    pub withdraw: bool,
    /// Send it up a level.
    pub escalate: bool,
}

impl Casework {
    /// The children of a notice, for those who may see it.
    pub fn children_of_notice(&self, who: &Worker, id: NoticeId) -> Result<Vec<MsixId>, NoticeError> {
        let view = self.store.view()?;
        let notice = rows::find(&view, id)?;
        let item = view.get(&tables::ITEM, &notice.item)?;
        check_sight(&view, &notice, item.as_ref(), who)?;
        Ok(notice.children)
    }

    /// A notice with its children, whose records are taken down as read with the part `notice`. For people of the states
    /// concerned and those who have it; others find none.
    pub fn look_at_notice(&self, who: &Worker, id: NoticeId) -> Result<NoticeCase, NoticeError> {
        recipients::check_right(who)?;
        // Who may not see it has opened nothing.
        let asked = self.children_of_notice(who, id)?;
        let opened = asked.iter().map(|child| who.reader().open(*child, PART)).collect::<Result<Vec<_>, _>>()?;
        let latest = self.store.view()?;
        // The one opened last sees all that is in the log.
        let view = opened.last().map_or(&latest, OpenChild::view);
        let notice = rows::find(view, id)?;
        let item = view.get(&tables::ITEM, &notice.item)?.ok_or(NoticeError::Unknown)?;
        let answers = check_sight(view, &notice, Some(&item), who)?;
        let open = notice.status.is_open();
        let may = NoticeMay {
            answer: open && answers,
            acknowledge: open && answers && notice.status == NoticeStatus::New,
            withdraw: open && super::act::withdraws(&notice, who),
            escalate: open && answers && item.status.is_open() && item.level != Level::Nation,
        };
        let people = recipients::of_place(view, &notice.recipient, notice.announced_by())?;
        let place = |area| Place::of(view, area)?.ok_or(NoticeError::Unknown);
        Ok(NoticeCase {
            from: place(&notice.from)?,
            to: place(&notice.to)?,
            recipient: place(&notice.recipient)?,
            children: children(view, &notice)?,
            unspoken: view.get_all_fronts(&tables::MEMBERSHIP, &notice.awaits)?.into_iter().flatten().collect(),
            holders: holders(view, &item)?,
            clocks: clocks::of_subject(view, &ClockSubject::Notice(id))?,
            colleagues: if may.answer { hand::colleagues(people, &item) } else { Vec::new() },
            may,
            notice,
            item,
        })
    }
}

/// Whether somebody who may see a notice may answer it; for others there is none.
fn check_sight(read: &impl Read, notice: &Notice, item: Option<&Item>, who: &Worker) -> Result<bool, NoticeError> {
    let answers = recipients::check_answers(read, notice, item, who).is_ok();
    if answers || recipients::sees(notice, item, who) { Ok(answers) } else { Err(NoticeError::Unknown) }
}

fn children(view: &View, notice: &Notice) -> Result<Vec<(MsixId, MsixId, Vec<Face>)>, NoticeError> {
    let mut all = Vec::with_capacity(notice.children.len());
    for child in &notice.children {
        let now = regroup::in_use(view, *child)?.unwrap_or(*child);
        all.push((*child, now, faces::of_child(view, now)?));
    }
    Ok(all)
}

/// Who has an item.
fn holders(read: &impl Read, item: &Item) -> Result<Vec<Holder>, StoreError> {
    let holder = |user: &Text| -> Result<Holder, StoreError> {
        let account: Option<Account> = read.get(&tables::ACCOUNT, user)?;
        let name = account.as_ref().map_or_else(|| user.clone(), |account| account.display_name().into());
        Ok(Holder { user: user.clone(), name, active: account.is_some_and(|account| account.is_active()) })
    };
    item.assignees.iter().map(holder).collect()
}
