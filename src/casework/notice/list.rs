//! Lists of notices: what came, what was sent, what concerns a child.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::place::Place;
use super::{NoticeError, recipients, rows};
use crate::access::{OpenChild, Worker};
use crate::casework::{Casework, items};
use crate::clocks;
use crate::model::{
    Area, ClockSubject, Date, Direction, Item, Level, MsixId, Notice, NoticeBrief, NoticeId, NoticeStatus, StateCode,
    Text, Timestamp,
};
use crate::store::{Read, StoreError, View, tables};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Which side of the notices.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum NoticeBox {
    /// Those of which one's states are told.
    #[default]
    Received,
    /// Those that one's states sent.
    Sent,
    /// Both.
    All,
}

impl NoticeBox {
    /// All of them, in the order of the tabs.
    pub const ALL: [Self; 3] = [Self::Received, Self::Sent, Self::All];

    /// The word in addresses and message files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Sent => "sent",
            Self::All => "all",
        }
    }

    fn has(self, brief: &NoticeBrief) -> bool {
        match self {
            Self::Received => brief.told,
            Self::Sent => brief.sent,
            Self::All => true,
        }
    }
}

/// Which notices a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoticeFilter {
    /// Which side.
    pub side: NoticeBox,
    /// Only of this status.
    pub status: Option<NoticeStatus>,
    /// Only of this state among the person's own.
    pub state: Option<StateCode>,
    /// Only of this direction.
    pub direction: Option<Direction>,
    /// Only those that the person has.
    pub mine: bool,
    /// Only those whose time is over.
    pub overdue: bool,
}

/// One line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRow {
    /// Its number.
    pub id: NoticeId,
    /// How far it is.
    pub status: NoticeStatus,
    /// Whether they left or came.
    pub direction: Direction,
    /// The children, as they were called when it was sent.
    pub children: Vec<MsixId>,
    /// From where.
    pub from: Place,
    /// To where.
    pub to: Place,
    /// Whether a file told of it, and no person.
    pub automatic: bool,
    /// When it was sent.
    pub sent: Timestamp,
    /// Whole days since, while it is open.
    pub age_days: Option<u32>,
    /// Who has it, by user name.
    pub assignees: Vec<Text>,
    /// Where it stands.
    pub level: Level,
    /// The last day of its clock that ends first; none when none runs.
    pub due: Option<Date>,
    /// Whether that is over.
    pub overdue: bool,
    /// Whether the person may open it.
    pub may_look: bool,
}

/// How many notices of a person's states are open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NoticeCounts {
    /// Those of which they are told.
    pub received: usize,
    /// Those that they sent.
    pub sent: usize,
    /// Those that the person has.
    pub mine: usize,
    /// Those whose time is over.
    pub overdue: usize,
}

/// Some lines of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticePage {
    /// The lines, the last sent first.
    pub rows: Vec<NoticeRow>,
    /// Position of the first in the whole list, from 0.
    pub from: usize,
    /// How many the whole list has; counted of open ones alone.
    pub total: Option<usize>,
    /// Whether more lines follow.
    pub more: bool,
    /// What is open.
    pub counts: NoticeCounts,
}

impl Casework {
    /// The notices of a person's states, the last sent first: at most `most` lines from position `from` on.
    pub fn notices(
        &self,
        who: &Worker,
        filter: &NoticeFilter,
        from: usize,
        most: usize,
    ) -> Result<NoticePage, NoticeError> {
        recipients::check_right(who)?;
        let (view, now) = (self.store.view()?, self.clock.now());
        let own = own(who, filter.state);
        let (mut counts, mut fitting) = (NoticeCounts::default(), BTreeSet::new());
        for id in open(&view, &own)? {
            let notice = rows::find(&view, id)?;
            let (mine, overdue) = standing(&view, &notice, who, now)?;
            let brief = own_brief(&notice, &own);
            counts.received += usize::from(brief.told);
            counts.sent += usize::from(brief.sent);
            counts.mine += usize::from(mine);
            counts.overdue += usize::from(overdue);
            if filter.has(&brief) && (!filter.mine || mine) && (!filter.overdue || overdue) {
                fitting.insert((items::place(notice.sent), id));
            }
        }
        let total = filter.is_of_open().then_some(fitting.len());
        if total.is_none() {
            fitting = latest(&view, &own, filter, from.saturating_add(most).saturating_add(1))?;
        }
        let more = fitting.len() > from.saturating_add(most);
        let shown = fitting.into_iter().rev().skip(from).take(most);
        let rows = shown.map(|(_, id)| self.notice_row(&view, who, id)).collect::<Result<_, _>>()?;
        Ok(NoticePage { rows, from, total, more, counts })
    }

    /// The notices about an opened child, the last sent first; also those sent before it was merged or split.
    pub fn notices_of(&self, who: &Worker, child: &OpenChild) -> Result<Vec<NoticeRow>, NoticeError> {
        recipients::check_right(who)?;
        let view = child.view();
        rows::of_child(view, child.msix_id())?.into_iter().rev().map(|id| self.notice_row(view, who, id)).collect()
    }

    fn notice_row(&self, view: &View, who: &Worker, id: NoticeId) -> Result<NoticeRow, NoticeError> {
        let (notice, now) = (rows::find(view, id)?, self.clock.now());
        let item: Option<Item> = view.get(&tables::ITEM, &notice.item)?;
        let due = clocks::first_due(view, &ClockSubject::Notice(id), now)?;
        let place = |area: &Area| Place::of(view, area)?.ok_or(NoticeError::Unknown);
        let age = now.micros().saturating_sub(notice.sent.micros()).max(0) / (DAY * 1_000_000);
        Ok(NoticeRow {
            id,
            from: place(&notice.from)?,
            to: place(&notice.to)?,
            automatic: notice.announced_by().is_none(),
            age_days: notice.status.is_open().then(|| u32::try_from(age).unwrap_or(u32::MAX)),
            assignees: item.as_ref().map(|item| item.assignees.clone()).unwrap_or_default(),
            level: item.as_ref().map_or(Level::State, |item| item.level),
            overdue: due.is_some_and(|(_, over)| over),
            due: due.map(|(day, _)| day),
            may_look: recipients::sees(&notice, item.as_ref(), who),
            status: notice.status,
            direction: notice.direction,
            sent: notice.sent,
            children: notice.children,
        })
    }
}

impl NoticeFilter {
    /// Whether it asks for nothing but open ones.
    fn is_of_open(&self) -> bool {
        self.mine || self.overdue || self.status.is_some_and(NoticeStatus::is_open)
    }

    fn has(&self, brief: &NoticeBrief) -> bool {
        self.side.has(brief)
            && self.status.is_none_or(|status| status == brief.status)
            && self.direction.is_none_or(|direction| direction == brief.direction)
    }
}

/// A person's states, or the one of them that is looked at.
pub(super) fn own(who: &Worker, only: Option<StateCode>) -> Vec<StateCode> {
    let mut own = who.jurisdiction().states_or_all();
    own.retain(|state| only.is_none_or(|only| only == *state));
    own
}

/// The open notices of states, once each.
fn open(view: &View, own: &[StateCode]) -> Result<BTreeSet<NoticeId>, StoreError> {
    let mut all = BTreeSet::new();
    for state in own {
        let list = (*state, NoticeId(0))..=(*state, NoticeId(u64::MAX));
        all.extend(view.range(&tables::NOTICE_OPEN, list)?.into_iter().map(|((_, id), ())| id));
    }
    Ok(all)
}

/// What a notice is to several states together.
fn own_brief(notice: &Notice, own: &[StateCode]) -> NoticeBrief {
    let none = NoticeBrief { status: notice.status, direction: notice.direction, told: false, sent: false };
    own.iter().filter(|state| notice.states().contains(state)).fold(none, |all, state| {
        let one = notice.brief(*state);
        NoticeBrief { told: all.told || one.told, sent: all.sent || one.sent, ..all }
    })
}

/// The last sent of the notices that fit, open or not: so many of each state, and no others are read.
fn latest(
    view: &View,
    own: &[StateCode],
    filter: &NoticeFilter,
    most: usize,
) -> Result<BTreeSet<(u64, NoticeId)>, StoreError> {
    let mut all = BTreeSet::new();
    for state in own {
        let (list, mut found) = ((*state, (0, NoticeId(0)))..=(*state, (u64::MAX, NoticeId(u64::MAX))), 0);
        view.visit_back(&tables::NOTICE_BY_STATE, list, |(_, place), brief| {
            if filter.has(&brief) {
                all.insert(place);
                found += 1;
            }
            if found < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
    }
    Ok(all)
}

/// Whether a person has an open notice, and whether its time is over.
fn standing(view: &View, notice: &Notice, who: &Worker, now: Timestamp) -> Result<(bool, bool), NoticeError> {
    let item: Option<Item> = view.get(&tables::ITEM, &notice.item)?;
    let mine = item.is_some_and(|item| item.assignees.contains(who.user()));
    let due = clocks::first_due(view, &ClockSubject::Notice(notice.id), now)?;
    Ok((mine, due.is_some_and(|(_, over)| over)))
}
