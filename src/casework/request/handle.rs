//! What people do with a request: take it up, say something, decline it, withdraw it. Data come by submission only.

use super::{RequestError, WORDS, child_now, close, log, post, request, save, tell_asker};
use crate::access::{Decider, Permission, Worker};
use crate::casework::{Casework, items, reach};
use crate::clocks;
use crate::model::{
    Cause, ClockKind, ClockSubject, DataRequest, Item, MsixId, PostKind, RequestId, RequestStatus, Subject, Text, Who,
    Why,
};
use crate::records::RecordsError;
use crate::store::{Change, Read, tables};

/// Whoever takes the item of a request acknowledges it: in the change of the taking.
pub(in crate::casework) fn taken(change: &Change, item: &Item) -> Result<(), RecordsError> {
    let Subject::Request(id) = item.subject else { return Ok(()) };
    let Some(mut request) = change.get(&tables::REQUEST, &id)?.filter(|one| one.status == RequestStatus::New) else {
        return Ok(());
    };
    request.status = RequestStatus::Acknowledged;
    post(change, &mut request, change.actor().clone(), PostKind::Acknowledged, Text::default());
    let cause = Cause::Act(change.actor().clone());
    clocks::stop(change, &ClockSubject::Request(id), ClockKind::RequestAcknowledged, cause)?;
    save(change, &request, child_now(change, &request)?)?;
    Ok(log(change, id, PostKind::Acknowledged).map(drop)?)
}

impl Casework {
    /// The child that a request is about, for people of its sides.
    pub fn child_of_request(&self, who: &Worker, id: RequestId) -> Result<MsixId, RequestError> {
        let view = self.store.view()?;
        let request = request(&view, id)?;
        check_side(&view, who, &request)?;
        Ok(child_now(&view, &request)?)
    }

    /// Says something in the thread of an open request: people of both states. The asker hears of what others say.
    pub fn say(&self, who: &Worker, id: RequestId, words: &str) -> Result<(), RequestError> {
        check_right(who)?;
        let words = said(words)?.ok_or(RequestError::NoWords)?;
        let (change, mut request) = self.open_request(who.actor(), id)?;
        check_side(&change, who, &request)?;
        post(&change, &mut request, change.actor().clone(), PostKind::Said, words);
        if request.by != *who.user() {
            tell_asker(&change, &request, child_now(&change, &request)?)?;
        }
        change.put(&tables::REQUEST, &id, &request)?;
        let logged = log(&change, id, PostKind::Said)?;
        Ok(change.commit(logged)?)
    }

    /// The state has seen it: whoever says so takes its item.
    pub fn acknowledge_request(&self, who: &Decider, id: RequestId) -> Result<(), RequestError> {
        let request = request(&self.store.view()?, id)?;
        if !request.status.is_open() {
            return Err(RequestError::Closed);
        }
        self.take(who, request.item).map(drop).map_err(RequestError::Case)
    }

    /// The state says that it cannot send what is asked for, and why.
    pub fn decline(&self, who: &Decider, id: RequestId, why: &Why) -> Result<(), RequestError> {
        let (change, request) = self.open_request(who.actor(), id)?;
        reach::check_reach(&change, &items::item(&change, request.item)?, who.user(), who.jurisdiction())?;
        end(change, request, RequestStatus::Declined, PostKind::Declined, why.as_str().into())
    }

    /// The asker needs it no longer. Anybody of the asking state can say so: the asker may have left.
    pub fn withdraw_request(&self, who: &Worker, id: RequestId, words: &str) -> Result<(), RequestError> {
        check_right(who)?;
        let words = said(words)?.unwrap_or_default();
        let (change, request) = self.open_request(who.actor(), id)?;
        if !is_of_the_asker(who, &request) {
            return Err(RequestError::NotAsker);
        }
        end(change, request, RequestStatus::Withdrawn, PostKind::Withdrawn, words)
    }

    fn open_request(&self, who: Who, id: RequestId) -> Result<(Change, DataRequest), RequestError> {
        let change = self.store.begin(who, self.clock.now())?;
        let request = request(&change, id)?;
        if request.status.is_open() { Ok((change, request)) } else { Err(RequestError::Closed) }
    }
}

fn end(
    change: Change,
    mut request: DataRequest,
    status: RequestStatus,
    what: PostKind,
    words: Text,
) -> Result<(), RequestError> {
    request.status = status;
    post(&change, &mut request, change.actor().clone(), what, words);
    close(&change, &request, &Cause::Act(change.actor().clone()))?;
    let child = child_now(&change, &request)?;
    if status == RequestStatus::Declined {
        tell_asker(&change, &request, child)?;
    }
    save(&change, &request, child)?;
    let logged = log(&change, request.id, what)?;
    Ok(change.commit(logged)?)
}

/// What somebody typed; none when there is nothing but blanks.
pub(super) fn said(words: &str) -> Result<Option<Text>, RequestError> {
    let words = words.trim();
    match words.chars().count() {
        0 => Ok(None),
        1..=WORDS => Ok(Some(words.into())),
        _ => Err(RequestError::TooLong),
    }
}

pub(super) fn check_right(who: &Worker) -> Result<(), RequestError> {
    (who.permission() == Permission::Request).then_some(()).ok_or(RequestError::Right)
}

/// Whether somebody is of the side that asked.
pub(super) fn is_of_the_asker(who: &Worker, request: &DataRequest) -> bool {
    let own = request.state.map_or(who.jurisdiction().is_national(), |state| who.jurisdiction().touches(state));
    own || request.by == *who.user()
}

/// Whether a request is a matter of somebody: of the state that asked, of the one asked, or of whoever the item has
/// gone up to.
pub(super) fn check_side(read: &impl Read, who: &Worker, request: &DataRequest) -> Result<(), RequestError> {
    if is_of_the_asker(who, request) || request.to.state().is_some_and(|state| who.jurisdiction().touches(state)) {
        return Ok(());
    }
    let item = items::item(read, request.item)?;
    reach::check_reach(read, &item, who.user(), who.jurisdiction()).map_err(|_| RequestError::OtherStates)
}
