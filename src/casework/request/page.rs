//! Lists of requests: what a person's states were asked and have asked, and what was asked about a child.

use std::collections::BTreeSet;

use super::handle::check_right;
use super::{RequestError, child_now, filed, request};
use crate::access::{OpenChild, Worker};
use crate::casework::{Casework, items};
use crate::clocks;
use crate::model::{
    Area, ClockSubject, DataRequest, Date, ItemId, Level, MsixId, RequestId, RequestStatus, StateCode, Text, Timestamp,
};
use crate::records::regroup;
use crate::store::{Read, StoreError, View, tables};

/// Which side of a request a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    /// What the person's states were asked.
    #[default]
    Received,
    /// What they have asked.
    Sent,
}

/// Which requests a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RequestFilter {
    /// Received or sent.
    pub side: Side,
    /// Closed ones too.
    pub closed: bool,
    /// Only those of which a clock is overdue.
    pub overdue: bool,
    /// Only those that the person has asked herself.
    pub mine: bool,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RequestPage {
    /// The rows: open ones first, what is due first at the top; then closed ones, newest first.
    pub rows: Vec<RequestRow>,
    /// Position of the first row.
    pub from: usize,
    /// How many there are; not counted when closed ones are shown.
    pub total: Option<usize>,
    /// Whether more rows follow.
    pub more: bool,
    /// Open ones received, open ones sent, and how many of both are overdue.
    pub counts: [usize; 3],
}

/// A request in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRow {
    /// Its number.
    pub id: RequestId,
    /// The child, as it is called now.
    pub child: MsixId,
    /// Who is asked.
    pub to: Area,
    /// The state that asks; none for the nation.
    pub state: Option<StateCode>,
    /// User name of the asker.
    pub by: Text,
    /// When it was sent.
    pub sent: Timestamp,
    /// Whole days since then, or that it was open.
    pub age_days: u32,
    /// How far it is.
    pub status: RequestStatus,
    /// How much was asked for, and how much of it has come.
    pub asked: (usize, usize),
    /// The day by which something has to be done next; none when it is closed or nobody named one.
    pub due: Option<Date>,
    /// Whether that day is over.
    pub overdue: bool,
    /// The item of the worklist.
    pub item: ItemId,
    /// User names of those who have it.
    pub assignees: Vec<Text>,
    /// The level at which it stands.
    pub level: Level,
}

impl Casework {
    /// What a person's states were asked, or have asked. At most `most` rows from position `from` on.
    pub fn requests(
        &self,
        who: &Worker,
        filter: RequestFilter,
        from: usize,
        most: usize,
    ) -> Result<RequestPage, RequestError> {
        check_right(who)?;
        let view = self.store.view()?;
        let (waiting, mut rows, mut counts) = (waiting(&view, who)?, Vec::new(), [0; 3]);
        for id in &waiting {
            let request = request(&view, *id)?;
            let row = self.request_row(&view, &request)?;
            let [received, sent] = sides_of(who, &request);
            counts[0] += usize::from(received);
            counts[1] += usize::from(sent);
            counts[2] += usize::from(row.overdue);
            if filter.has(who, &request) && (row.overdue || !filter.overdue) {
                rows.push(row);
            }
        }
        rows.sort_by_key(|row| (row.due.is_none(), row.due, std::cmp::Reverse(row.sent)));
        // What is closed is overdue no more, and is read no further than the page goes.
        let (all, with_closed) = (rows.len(), filter.closed && !filter.overdue);
        if with_closed {
            let needed = from.saturating_add(most).saturating_add(1).saturating_sub(rows.len());
            let closed = closed(&view, who, filter, &waiting, needed)?;
            for request in closed {
                rows.push(self.request_row(&view, &request)?);
            }
        }
        let more = rows.len() > from.saturating_add(most);
        let total = (!with_closed).then_some(all);
        Ok(RequestPage { rows: rows.into_iter().skip(from).take(most).collect(), from, total, more, counts })
    }

    /// What was asked about an opened child, newest first: under whatever identifier, for the contributions that it has
    /// now.
    pub fn requests_of(&self, child: &OpenChild) -> Result<Vec<RequestRow>, RequestError> {
        let view = child.view();
        let now = regroup::in_use(view, child.msix_id())?.unwrap_or(child.msix_id());
        let mut rows = Vec::new();
        for id in filed(view, child.msix_id())?.into_iter().rev() {
            let row = self.request_row(view, &request(view, id)?)?;
            rows.extend(Some(row).filter(|row| row.child == now));
        }
        Ok(rows)
    }

    pub(super) fn request_row(&self, view: &View, request: &DataRequest) -> Result<RequestRow, RequestError> {
        let (open, item) = (request.status.is_open(), items::item(view, request.item)?);
        let due =
            if open { clocks::first_due(view, &ClockSubject::Request(request.id), self.clock.now())? } else { None };
        let until = if open { self.clock.now() } else { request.thread.last().map_or(request.sent, |post| post.at) };
        let age = until.micros().saturating_sub(request.sent.micros()).max(0) / (24 * 3_600 * 1_000_000);
        Ok(RequestRow {
            id: request.id,
            child: child_now(view, request)?,
            to: request.to.clone(),
            state: request.state,
            by: request.by.clone(),
            sent: request.sent,
            age_days: u32::try_from(age).unwrap_or(u32::MAX),
            status: request.status,
            asked: (request.asks.len(), request.asks.iter().filter(|ask| ask.answered.is_some()).count()),
            due: due.map(|(day, _)| day),
            overdue: due.is_some_and(|(_, over)| over),
            item: item.id,
            assignees: item.assignees,
            level: item.level,
        })
    }
}

fn is_of(who: &Worker, state: Option<StateCode>) -> bool {
    state.map_or(who.jurisdiction().is_national(), |state| who.jurisdiction().touches(state))
}

/// Whether a person's states were asked, and whether they asked.
fn sides_of(who: &Worker, request: &DataRequest) -> [bool; 2] {
    [request.to.state(), request.state].map(|state| is_of(who, state))
}

impl RequestFilter {
    /// Whether a request is of the side that is looked at, and the person's own where only these are.
    fn has(self, who: &Worker, request: &DataRequest) -> bool {
        let [received, sent] = sides_of(who, request);
        let side = if self.side == Side::Received { received } else { sent };
        side && (!self.mine || request.by == *who.user())
    }
}

/// The open requests of a person's states, once each; all for the nation.
fn waiting(view: &View, who: &Worker) -> Result<BTreeSet<RequestId>, StoreError> {
    let mut found = BTreeSet::new();
    for state in who.jurisdiction().states_or_all() {
        let all = (state, RequestId(0))..=(state, RequestId(u64::MAX));
        found.extend(view.range(&tables::REQUEST_WAITS, all)?.into_iter().map(|((_, id), ())| id));
    }
    Ok(found)
}

/// The closed requests of a person's states, the last sent first: as many as are needed, and no others are read.
fn closed(
    view: &View,
    who: &Worker,
    filter: RequestFilter,
    open: &BTreeSet<RequestId>,
    needed: usize,
) -> Result<Vec<DataRequest>, RequestError> {
    let mut all = BTreeSet::new();
    for state in who.jurisdiction().states_or_all() {
        let list = (state, (0, RequestId(0)))..=(state, (u64::MAX, RequestId(u64::MAX)));
        all.extend(view.range(&tables::REQUEST_BY_STATE, list)?.into_iter().map(|((_, place), ())| place));
    }
    let mut found = Vec::new();
    for (_, id) in all.into_iter().rev().filter(|(_, id)| !open.contains(id)) {
        if found.len() >= needed {
            break;
        }
        found.extend(Some(request(view, id)?).filter(|request| filter.has(who, request)));
    }
    Ok(found)
}
