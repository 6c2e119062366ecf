//! Asking: what the form proposes, who would get it, and the sending.

use super::addressee::{Addressee, addressees, check_region};
use super::handle::{check_right, said};
use super::page::RequestRow;
use super::{MOST, NOBODY, RequestError, SERIES, child_now, filed, look, met, post, request, save, sides};
use crate::access::{Jurisdiction, OpenChild, Worker};
use crate::audit;
use crate::casework::{Casework, Missing, items};
use crate::clocks::{self, NewClock};
use crate::mde::dictionary;
use crate::model::{
    Area, Ask, AuditEvent, Cause, ClockKind, ClockSubject, Contribution, ContributionNo, DataRequest, Date, Element,
    LineKind, MsixId, PostKind, RequestId, RequestStatus, StateCode, Subject, Wanted,
};
use crate::records::regroup;
use crate::store::{Change, Read, StoreError, tables};

/// Days ahead by which something can be needed.
const FAR: i32 = 731;
/// The last element of the list; above it are extras of our own format.
const LAST_ELEMENT: u8 = 81;

/// What somebody wants to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRequest {
    /// The child.
    pub child: MsixId,
    /// Who is asked: a state or a part of one.
    pub to: Area,
    /// What for.
    pub wanted: Vec<Wanted>,
    /// By when.
    pub needed_by: Option<Date>,
    /// What is said with it; may be empty.
    pub words: String,
}

/// An empty form: what it proposes, and who would get it.
#[derive(Debug, Clone)]
pub struct Blank {
    /// The child in use.
    pub child: MsixId,
    /// The state asked.
    pub to: StateCode,
    /// What the state's record lacks.
    pub missing: Vec<Missing>,
    /// Whether the state has a record of the child at all.
    pub has_record: bool,
    /// Who can be asked, the whole state first.
    pub addressees: Vec<Addressee>,
    /// Open requests to the state about the child, newest first.
    pub open: Vec<RequestRow>,
}

impl Casework {
    /// What a record lacks, in the words of the newest contribution of each state.
    pub fn lacks(&self, child: &OpenChild) -> Result<Vec<Missing>, RequestError> {
        look::lacks(child.view(), child.msix_id(), self.clock.now().date())
    }

    /// The form of a request to a state about an opened child.
    pub fn blank_request(&self, who: &Worker, child: &OpenChild, to: StateCode) -> Result<Blank, RequestError> {
        check_right(who)?;
        let view = child.view();
        let now = regroup::in_use(view, child.msix_id())?.ok_or(RequestError::NoChild)?;
        let missing = self.lacks(child)?.into_iter().filter(|one| one.state == to).collect();
        let open = self.requests_of(child)?.into_iter();
        let open = open.filter(|row| row.status.is_open() && row.to.state() == Some(to)).collect();
        let record = record_of(view, now, to)?;
        let addressees = addressees(view, now, to, record.as_ref().map(|(no, _)| *no))?;
        Ok(Blank { child: now, to, missing, has_record: record.is_some(), addressees, open })
    }

    /// Sends a request, starts its clocks, and puts it on the worklist of whoever is asked. Refused while an open one of
    /// the same side asks them for the same.
    pub fn send_request(&self, who: &Worker, new: NewRequest) -> Result<RequestId, RequestError> {
        check_right(who)?;
        let state = new.to.state().ok_or(RequestError::NoState)?;
        let words = said(&new.words)?.unwrap_or_default();
        let change = self.store.begin(who.actor(), self.clock.now())?;
        check_region(&change, &new.to)?;
        check_day(new.needed_by, clocks::today(Some(state), change.at()))?;
        let child = regroup::in_use(&change, new.child)?.ok_or(RequestError::NoChild)?;
        let record = record_of(&change, child, state)?;
        let asks = asks(&new.wanted, record.as_ref().map(|(_, said)| said))?;
        let from = speaks_for(who.jurisdiction(), state);
        if let Some(same) = same(&change, child, &new.to, from, &asks)? {
            return Err(RequestError::Twice(same));
        }
        let id = RequestId(change.next_number(SERIES)?);
        let item = items::ask(&change, Subject::Request(id), &[child], &new.to, None)?.id;
        let mut request = DataRequest {
            id,
            child,
            contribution: record.map(|(no, _)| no),
            asks,
            to: new.to,
            by: who.user().clone(),
            state: from,
            needed_by: new.needed_by,
            sent: change.at(),
            status: RequestStatus::New,
            thread: Vec::new(),
            item,
        };
        post(&change, &mut request, change.actor().clone(), PostKind::Sent, words);
        file(&change, &request)?;
        start_clocks(&change, &request)?;
        save(&change, &request, child)?;
        let logged = audit::append(&change, AuditEvent::RequestSent { request: id, children: vec![child] })?;
        change.commit(logged)?;
        Ok(id)
    }
}

/// For which state somebody asks: the first of hers, another than the one asked where there is one.
fn speaks_for(reach: &Jurisdiction, asked: StateCode) -> Option<StateCode> {
    let own = reach.states();
    own.iter().find(|state| **state != asked).or(own.first()).copied()
}

/// An open request about a child, of one side to one area, that asks for the same.
fn same(
    read: &impl Read,
    child: MsixId,
    to: &Area,
    from: Option<StateCode>,
    asks: &[Ask],
) -> Result<Option<RequestId>, RequestError> {
    for id in filed(read, child)? {
        let one = request(read, id)?;
        let fits = one.status.is_open()
            && (&one.to, one.state) == (to, from)
            && one.asks.len() == asks.len()
            && one.asks.iter().all(|asked| asks.iter().any(|ask| ask.wanted == asked.wanted));
        if fits && child_now(read, &one)? == child {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// The newest live contribution of a state to a child, with its present version.
fn record_of(
    read: &impl Read,
    child: MsixId,
    state: StateCode,
) -> Result<Option<(ContributionNo, Contribution)>, RequestError> {
    let mut mine = look::records(read, child)?.into_iter().filter(|(_, said)| said.key.state == state);
    Ok(mine.next_back())
}

fn asks(wanted: &[Wanted], record: Option<&Contribution>) -> Result<Vec<Ask>, RequestError> {
    let mut asks: Vec<Ask> = Vec::new();
    for one in wanted {
        if asks.iter().all(|ask| ask.wanted != *one) {
            asks.push(ask(one.clone(), record)?);
        }
    }
    match asks.len() {
        0 => Err(RequestError::Nothing),
        1..=MOST => Ok(asks),
        _ => Err(RequestError::TooMany),
    }
}

/// One thing asked for. What is there already is not asked for, but for an element, which may stand anew in another line.
fn ask(wanted: Wanted, record: Option<&Contribution>) -> Result<Ask, RequestError> {
    let kind = match wanted {
        Wanted::Withdrawal { .. } => LineKind::Enrollment,
        Wanted::Element(element) if !can_be_asked(element) => return Err(RequestError::NoElement),
        _ => LineKind::Course,
    };
    let mut found = None;
    if let Some(id) = wanted.line() {
        let lines = record.map(|said| said.lines(kind)).unwrap_or_default();
        let line = lines.iter().find(|line| line.record_id == id).ok_or(RequestError::NoLine)?;
        found = Some(met::mark(kind, line));
    }
    let ask = Ask { wanted, line: found, answered: None };
    let there = !matches!(ask.wanted, Wanted::Element(_)) && record.is_some_and(|said| met::holds(&ask, said));
    if there { Err(RequestError::There) } else { Ok(ask) }
}

/// Elements of the list that a state sends and that stand in its lines: not the identifiers, which the exchange and the
/// submission have apart.
fn can_be_asked(element: Element) -> bool {
    let known = dictionary().element(element).is_some();
    known && (Element::FIRST_NAME.0..=LAST_ELEMENT).contains(&element.0)
}

fn check_day(needed_by: Option<Date>, today: Date) -> Result<(), RequestError> {
    let fine = needed_by.is_none_or(|day| day >= today && day <= today.plus_days(FAR));
    if fine { Ok(()) } else { Err(RequestError::Day) }
}

fn file(change: &Change, request: &DataRequest) -> Result<(), StoreError> {
    let at = items::place(request.sent);
    change.put(&tables::REQUEST_BY_CHILD, &(request.child, request.id), &())?;
    change.put(&tables::REQUEST_OPEN, &(request.contribution.unwrap_or(NOBODY), request.id), &())?;
    for state in sides(request) {
        change.put(&tables::REQUEST_BY_STATE, &(state, (at, request.id)), &())?;
        change.put(&tables::REQUEST_WAITS, &(state, request.id), &())?;
    }
    Ok(())
}

/// Four working days to acknowledge; the answer by the day that was asked for.
fn start_clocks(change: &Change, request: &DataRequest) -> Result<(), StoreError> {
    let district = match &request.to {
        Area::District(_, district) => Some(district.clone()),
        _ => None,
    };
    let new = |kind, due| NewClock {
        kind,
        subject: ClockSubject::Request(request.id),
        child: Some(request.child),
        state: request.to.state(),
        district: district.clone(),
        cause: Cause::Act(change.actor().clone()),
        due,
    };
    clocks::start(change, new(ClockKind::RequestAcknowledged, None))?;
    if request.needed_by.is_some() {
        clocks::start(change, new(ClockKind::RequestAnswered, request.needed_by))?;
    }
    Ok(())
}
