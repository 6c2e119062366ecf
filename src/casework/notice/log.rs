//! The log of notices sent and received that New York keeps by hand (exchange facts, section 5.1). MSIX IDs only.

use std::collections::BTreeSet;

use super::list::own;
use super::place::Place;
use super::{NoticeError, recipients, rows};
use crate::access::Worker;
use crate::audit;
use crate::casework::{Casework, items};
use crate::model::{
    Actor, Area, AuditEvent, Date, Direction, MsixId, Notice, NoticeCause, NoticeId, NoticeStatus, StateCode, Text,
    Timestamp,
};
use crate::store::{Read, StoreError, View, tables};

/// Which part of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogPeriod {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Only of this state among the person's own.
    pub state: Option<StateCode>,
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeLogRow {
    /// The notice.
    pub id: NoticeId,
    /// When it was sent.
    pub sent: Timestamp,
    /// By whom: a user name, or the state whose file told of the move.
    pub by: Text,
    /// Whether they left or came.
    pub direction: Direction,
    /// From where.
    pub from: Place,
    /// To where.
    pub to: Place,
    /// Who was told.
    pub told: Place,
    /// The children, as they were called then.
    pub children: Vec<MsixId>,
    /// When somebody first answered it, and who.
    pub acknowledged: Option<(Timestamp, Actor)>,
    /// How far it is.
    pub status: NoticeStatus,
    /// When it was done with.
    pub ended: Option<Timestamp>,
    /// Whole days from its sending to its end, or to now.
    pub days: u32,
}

/// Some lines of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeLogPage {
    /// The lines, oldest first.
    pub rows: Vec<NoticeLogRow>,
    /// Position of the first in the whole log of the period, from 0.
    pub from: usize,
    /// How many the whole log of the period has.
    pub total: usize,
}

impl Casework {
    /// The log of a person's states in a period, oldest first: at most `most` lines from position `from` on.
    pub fn notice_log(
        &self,
        who: &Worker,
        period: LogPeriod,
        from: usize,
        most: usize,
    ) -> Result<NoticeLogPage, NoticeError> {
        recipients::check_right(who)?;
        let (view, now) = (self.store.view()?, self.clock.now());
        let all = within(&view, who, period)?;
        let shown = all.iter().skip(from).take(most);
        let rows = shown.map(|(_, id)| row(&view, rows::find(&view, *id)?, now)).collect::<Result<_, _>>()?;
        Ok(NoticeLogPage { rows, from, total: all.len() })
    }

    /// The whole of it for a file: an entry in the audit log says that it went out.
    pub fn export_notice_log(&self, who: &Worker, period: LogPeriod) -> Result<Vec<NoticeLogRow>, NoticeError> {
        let found = self.notice_log(who, period, 0, usize::MAX)?.rows;
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let event = AuditEvent::Exported { what: "notice-log".into(), rows: found.len() as u64 };
        let logged = audit::append(&change, event)?;
        change.commit(logged)?;
        Ok(found)
    }
}

/// The notices of a period, oldest first, each once.
fn within(view: &View, who: &Worker, period: LogPeriod) -> Result<BTreeSet<(u64, NoticeId)>, StoreError> {
    let first = items::place(Timestamp::start_of(period.from));
    let after = items::place(Timestamp::start_of(period.to.plus_days(1)));
    let mut all = BTreeSet::new();
    for state in own(who, period.state) {
        let list = (state, (first, NoticeId(0)))..(state, (after, NoticeId(0)));
        all.extend(view.range(&tables::NOTICE_BY_STATE, list)?.into_iter().map(|((_, place), _)| place));
    }
    Ok(all)
}

fn row(view: &View, notice: Notice, now: Timestamp) -> Result<NoticeLogRow, NoticeError> {
    let place = |area: &Area| Place::of(view, area)?.ok_or(NoticeError::Unknown);
    let answered = |status: NoticeStatus| status != NoticeStatus::New && status != NoticeStatus::Closed;
    let first = notice.steps.iter().find(|step| answered(step.status));
    let ended = notice.steps.iter().find(|step| !step.status.is_open()).map(|step| step.at);
    let by = match &notice.cause {
        NoticeCause::Announced { by, .. } => by.clone(),
        NoticeCause::Submitted { .. } => Text::from(notice.sender().state().map_or("", |state| state.name())),
    };
    let days = notice.sent.date().days_until(ended.unwrap_or(now).date());
    Ok(NoticeLogRow {
        id: notice.id,
        sent: notice.sent,
        by,
        direction: notice.direction,
        from: place(&notice.from)?,
        to: place(&notice.to)?,
        told: place(&notice.recipient)?,
        acknowledged: first.map(|step| (step.at, step.by.clone())),
        status: notice.status,
        ended,
        days: u32::try_from(days).unwrap_or(0),
        children: notice.children,
    })
}
