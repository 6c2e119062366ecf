//! A file with errors is work for somebody of the state: one item for each such file, until it is mended.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::reach::{self, Roster};
use super::{CaseError, Casework, items, near};
use crate::access::Decider;
use crate::model::{FileStatus, ItemId, ItemKind, ItemStatus, Level, StateCode, StepKind, Subject, Submission, Why};
use crate::store::{Change, Read, StoreError, tables};

/// A submission is answered, in the change that says so: one with errors is given to the state's data administrators; one
/// without closes what earlier ones left.
pub fn answered(change: &Change, submission: &Submission) -> Result<(), StoreError> {
    let Some(state) = submission.header.as_ref().map(|header| header.state) else { return Ok(()) };
    match submission.status {
        FileStatus::AcceptedWithErrors => {
            let level = Roster::of(change)?.route(change, &[state], &[], None)?.min(Level::State);
            items::open(change, Subject::Findings(submission.id), vec![state], Vec::new(), level, None).map(drop)
        }
        FileStatus::Accepted => {
            for id in waiting(change, state)? {
                items::done(change, id, ItemStatus::Superseded, None)?;
            }
            Ok(())
        }
        FileStatus::Applying | FileStatus::Refused => Ok(()),
    }
}

impl Casework {
    /// The errors of a file are mended, or there is nothing to mend.
    pub fn mended(&self, who: &Decider, id: ItemId, why: Option<Why>) -> Result<(), CaseError> {
        let change = self.store.begin(who.actor(), self.clock.now())?;
        let item = items::open_item(&change, id)?;
        if item.kind() != ItemKind::Findings {
            return Err(CaseError::Kind);
        }
        reach::check_reach(&change, &item, who.user(), who.jurisdiction())?;
        let item = items::close(&change, item, ItemStatus::Done, StepKind::Done, why)?;
        let logged = near::log_closed(&change, &item)?;
        Ok(change.commit(logged)?)
    }
}

/// The items about files of a state that wait.
fn waiting(read: &impl Read, state: StateCode) -> Result<BTreeSet<ItemId>, StoreError> {
    let mut found = BTreeSet::new();
    read.visit(&tables::WORKLIST, items::all_of(state), |(_, (_, id)), brief| {
        if brief.kind == ItemKind::Findings {
            found.insert(id);
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}
