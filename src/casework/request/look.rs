//! A request as its page shows it: the child's record opened and logged, what was asked with what answered it, clocks,
//! who has it, what the person may do.

use super::handle::{check_right, check_side, is_of_the_asker};
use super::missing::{Lack, missing};
use super::page::RequestRow;
use super::{RequestError, child_now, met, present, request};
use crate::access::{Decider, OpenChild, Worker};
use crate::casework::{Casework, Missing, items, reach};
use crate::clocks;
use crate::model::{
    Ask, ClockSubject, Contribution, ContributionNo, DataRequest, Date, Item, ItemStatus, MsixId, RequestId,
    RequestStatus, RunningClock,
};
use crate::records::regroup;
use crate::store::Read;

/// In the log of readings.
const PART: &str = "request";

/// A request with everything its page shows.
pub struct Thread {
    /// The request.
    pub request: DataRequest,
    /// Its row in a list.
    pub row: RequestRow,
    /// What was asked for.
    pub asks: Vec<AskShown>,
    /// The child's record, opened.
    pub child: OpenChild,
    /// The item of the worklist: who has it.
    pub item: Item,
    /// Its clocks, oldest first.
    pub clocks: Vec<RunningClock>,
    /// What the person may do.
    pub may: ThreadMay,
}

/// One thing asked for, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskShown {
    /// The ask.
    pub ask: Ask,
    /// Whether what answered it has been taken away again since.
    pub taken_away: bool,
}

/// What somebody may do with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ThreadMay {
    /// Say something.
    pub say: bool,
    /// Acknowledge it: take its item.
    pub acknowledge: bool,
    /// Give it to others or send it up, on the page of its item.
    pub hand: bool,
    /// Say that the state cannot send it.
    pub decline: bool,
    /// Withdraw it.
    pub withdraw: bool,
}

impl Casework {
    /// A request for somebody of either side. `decides` is what the same person decides, if anything.
    pub fn thread(&self, who: &Worker, decides: Option<&Decider>, id: RequestId) -> Result<Thread, RequestError> {
        check_right(who)?;
        let view = self.store.view()?;
        let found = request(&view, id)?;
        check_side(&view, who, &found)?;
        let child = who.reader().open(child_now(&view, &found)?, PART)?;
        // What is shown is as of the opening that was logged.
        let view = child.view();
        let request = request(view, id)?;
        let item = items::item(view, request.item)?;
        let said = request.contribution.map(|no| present(view, no)).transpose()?.flatten().and_then(|(_, said)| said);
        let shown = |ask: &Ask| AskShown {
            taken_away: ask.answered.is_some() && !said.as_ref().is_some_and(|said| met::holds(ask, said)),
            ask: ask.clone(),
        };
        let open = request.status.is_open();
        let hand =
            open && decides.is_some_and(|one| reach::check_reach(view, &item, one.user(), one.jurisdiction()).is_ok());
        let may = ThreadMay {
            say: open,
            acknowledge: hand && request.status == RequestStatus::New && item.status != ItemStatus::Acknowledged,
            hand,
            decline: hand,
            withdraw: open && is_of_the_asker(who, &request),
        };
        Ok(Thread {
            row: self.request_row(view, &request)?,
            asks: request.asks.iter().map(shown).collect(),
            clocks: clocks::of_subject(view, &ClockSubject::Request(id))?,
            item,
            may,
            request,
            child,
        })
    }
}

/// What the record of a child lacks.
pub(super) fn lacks(read: &impl Read, child: MsixId, today: Date) -> Result<Vec<Missing>, RequestError> {
    let now = regroup::in_use(read, child)?.unwrap_or(child);
    let mut newest: Vec<(ContributionNo, Contribution)> = Vec::new();
    for (no, said) in records(read, now)? {
        newest.retain(|(_, other)| other.key.state != said.key.state);
        newest.push((no, said));
    }
    let all: Vec<Lack<'_>> = newest.iter().map(|(no, said)| Lack { no: *no, said }).collect();
    Ok(missing(&all, today))
}

/// The live contributions of a child in the order in which their present versions were received.
pub(super) fn records(read: &impl Read, child: MsixId) -> Result<Vec<(ContributionNo, Contribution)>, RequestError> {
    let mut found = Vec::new();
    for no in regroup::members(read, child)? {
        let last = read.last(&crate::store::tables::VERSION, (no, 0)..=(no, u32::MAX))?;
        if let Some((_, version)) = last {
            found.extend(version.contribution.map(|said| (version.received, no, said)));
        }
    }
    found.sort_by_key(|(received, no, _)| (*received, *no));
    Ok(found.into_iter().map(|(_, no, said)| (no, said)).collect())
}
