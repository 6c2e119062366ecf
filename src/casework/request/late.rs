//! A request that nobody has acknowledged goes up a level (exchange facts, section 5.2), never through. Called by the
//! scheduler, with the time as an argument.

use super::arrive::{self, Came};
use super::{NOBODY, log, post, present};
use crate::audit;
use crate::casework::due::Dues;
use crate::casework::reach::Roster;
use crate::casework::{CaseError, Casework, hand, items};
use crate::model::{
    Actor, AuditEvent, DataRequest, Item, ItemStatus, Level, PostKind, RequestId, RequestStatus, StepKind,
    SubmissionId, Text, Timestamp,
};
use crate::records::RecordsError;
use crate::records::regroup;
use crate::store::{Change, Logged, Read, StoreError, View, tables};

/// Requests dealt with in one change: others want their turn.
const BATCH: usize = 200;

impl Casework {
    /// Sends up a level what nobody has acknowledged within the days of the setting, counted from the day since which
    /// it stands at its level; says how many. What stands at the nation's level stays there. Also answers what a merge
    /// has answered: the record of the state that was asked has come from another child.
    pub fn escalate_unacknowledged(&self, now: Timestamp) -> Result<usize, CaseError> {
        let late = self.unacknowledged(&self.store.view()?, now)?;
        let mut sent = 0;
        for batch in late.chunks(BATCH) {
            let change = self.store.begin(items::upkeep(), now)?;
            let mut logged = None;
            let mut dues = Dues::new(&change, self.days);
            for id in batch {
                // Somebody may have taken it since.
                let Some((request, item)) = self.is_late(&mut dues, &change, *id, now)? else { continue };
                logged = Some(send_up(&change, request, item)?);
                sent += 1;
            }
            if let Some(logged) = logged {
                change.commit(logged)?;
            }
        }
        self.take_up_joined(now)?;
        Ok(sent)
    }

    fn unacknowledged(&self, view: &View, now: Timestamp) -> Result<Vec<RequestId>, CaseError> {
        let (mut found, mut dues) = (Vec::new(), Dues::new(view, self.days));
        for ((_, id), ()) in view.range(&tables::REQUEST_OPEN, ..)? {
            found.extend(self.is_late(&mut dues, view, id, now)?.map(|_| id));
        }
        Ok(found)
    }

    fn is_late<R: Read>(
        &self,
        dues: &mut Dues<'_, R>,
        read: &R,
        id: RequestId,
        now: Timestamp,
    ) -> Result<Option<(DataRequest, Item)>, CaseError> {
        let new = read.get(&tables::REQUEST, &id)?.filter(|one| one.status == RequestStatus::New);
        let Some(request) = new else { return Ok(None) };
        let item = items::item(read, request.item)?;
        let waits = item.status.is_open() && item.status != ItemStatus::Acknowledged && item.level != Level::Nation;
        let late = waits && dues.after(&item.states, item.since, self.days.request)? < now;
        Ok(late.then_some((request, item)))
    }

    /// Requests that wait for a state without a record of the child, where a merge has brought one.
    fn take_up_joined(&self, now: Timestamp) -> Result<(), CaseError> {
        for id in arrive::open(&self.store.view()?, NOBODY)? {
            let change = self.store.begin(items::upkeep(), now)?;
            let waits = change.get(&tables::REQUEST, &id)?.filter(|one| one.status.is_open());
            let Some(request) = waits else { continue };
            if let Some(logged) = take_up(&change, request)? {
                change.commit(logged)?;
            }
        }
        Ok(())
    }
}

fn send_up(change: &Change, mut request: DataRequest, item: Item) -> Result<Logged, StoreError> {
    let above = Roster::of(change)?.above(change, &item)?.unwrap_or(Level::Nation);
    post(change, &mut request, Actor::System(Text::from("worklist")), PostKind::WentUp, Text::default());
    change.put(&tables::REQUEST, &request.id, &request)?;
    log(change, request.id, PostKind::WentUp).map(drop)?;
    hand::send_up(change, item, above, StepKind::Overdue, None)
}

/// Ties a request to the record that the child has of the state by now. `None` while it has none.
fn take_up(change: &Change, request: DataRequest) -> Result<Option<Logged>, RecordsError> {
    let Some(child) = regroup::in_use(change, request.child)? else { return Ok(None) };
    for no in regroup::members(change, child)? {
        if Some(regroup::key_of(change, no)?.state) != request.to.state() {
            continue;
        }
        let Some((version, Some(said))) = present(change, no)? else { continue };
        let submission = change.get(&tables::VERSION, &(no, version))?.map_or(SubmissionId(0), |one| one.submission);
        let id = request.id;
        arrive::settle(change, request, Came { no, version, submission }, None, &said)?;
        return Ok(Some(audit::append(change, AuditEvent::RequestHandled { request: id, what: "joined".into() })?));
    }
    Ok(None)
}
