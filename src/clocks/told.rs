//! Who is told of a clock: those who have the item of the worklist, and data administrators, the lowest level first.

use super::ClocksError;
use super::rule::Whom;
use crate::access::{Jurisdiction, Permission, jurisdiction};
use crate::model::{Account, ClockSubject, ItemId, RunningClock, StateCode, Text};
use crate::store::{Read, StoreError, tables};

/// Those who look after calendars, which are the data administrators, with where each does.
pub(super) struct Roster {
    all: Vec<(Account, Jurisdiction)>,
    others: Vec<Account>,
}

impl Roster {
    /// As they are now.
    pub(super) fn read(read: &impl Read) -> Result<Self, StoreError> {
        let (mut all, mut others) = (Vec::new(), Vec::new());
        read.visit(&tables::ACCOUNT, .., |_, account| {
            if account.is_active() {
                match jurisdiction(&account, Permission::Calendar) {
                    Some(reach) => all.push((account, reach)),
                    None => others.push(account),
                }
            }
            std::ops::ControlFlow::Continue(())
        })?;
        Ok(Self { all, others })
    }

    /// Who is told, each once. Nobody when there is nobody: the clock runs on and is shown as overdue.
    pub(super) fn told(
        &self,
        read: &impl Read,
        clock: &RunningClock,
        whom: &[Whom],
    ) -> Result<Vec<&Account>, ClocksError> {
        let mut levels = self.levels(read, clock.state, clock.district.as_ref())?.into_iter();
        let (lowest, above) = (levels.next().unwrap_or_default(), levels.next().unwrap_or_default());
        let mut told = Vec::new();
        for one in whom {
            match one {
                Whom::Administrators => told.extend(&lowest),
                Whom::Above => told.extend(&above),
                Whom::Assignees => {
                    let assignees = self.assignees(read, &clock.subject)?;
                    told.extend(if assignees.is_empty() { lowest.clone() } else { assignees });
                }
            }
        }
        told.sort_by(|a, b| a.user_name.cmp(&b.user_name));
        told.dedup_by(|a, b| a.user_name == b.user_name);
        Ok(told)
    }

    /// The levels that have anybody, from the lowest to the nation.
    fn levels(
        &self,
        read: &impl Read,
        state: Option<StateCode>,
        district: Option<&Text>,
    ) -> Result<Vec<Vec<&Account>>, ClocksError> {
        let mut levels = [Vec::new(), Vec::new(), Vec::new()];
        let [local, whole, nation] = &mut levels;
        for (account, reach) in &self.all {
            match state {
                _ if reach.is_national() => nation.push(account),
                Some(state) if reach.holds(state) => whole.push(account),
                Some(state) => {
                    if let Some(district) = district
                        && reach.holds_district(read, state, district)?
                    {
                        local.push(account);
                    }
                }
                None => {}
            }
        }
        Ok(levels.into_iter().filter(|level| !level.is_empty()).collect())
    }

    /// Who has the item that asks for the same, as far as they may still log in.
    fn assignees(&self, read: &impl Read, subject: &ClockSubject) -> Result<Vec<&Account>, ClocksError> {
        let Some(item) = item(read, subject)? else { return Ok(Vec::new()) };
        let item = read.get(&tables::ITEM, &item)?;
        let names = item.map(|item| item.assignees).unwrap_or_default();
        let all = self.all.iter().map(|(account, _)| account).chain(&self.others);
        Ok(all.filter(|account| names.contains(&account.user_name)).collect())
    }
}

pub(super) fn item(read: &impl Read, subject: &ClockSubject) -> Result<Option<ItemId>, StoreError> {
    Ok(match subject {
        ClockSubject::Notice(id) => read.get(&tables::NOTICE, id)?.map(|notice| notice.item),
        ClockSubject::Request(id) => read.get(&tables::REQUEST, id)?.map(|request| request.item),
        ClockSubject::Correction(id) => read.get(&tables::CORRECTION, id)?.map(|correction| correction.item),
        ClockSubject::Child(_) | ClockSubject::Term(..) | ClockSubject::Coe(..) => None,
    })
}
