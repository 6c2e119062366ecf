//! Which dispute statements belong to a record: those entered under an MSIX ID while one of the record's contributions
//! was there, or before it came there. So a statement stays through merges, which move all contributions of the child
//! that is retired, and through splits, after which every part shows it.

use super::RecordsError;
use super::view::RecordStatement;
use crate::model::{ContributionNo, MsixId, StatementId, Timestamp};
use crate::store::{Read, tables};

/// The statements that stand, and those that have ended, oldest first.
pub(super) fn of_record(
    read: &impl Read,
    child: MsixId,
    members: impl Iterator<Item = ContributionNo>,
) -> Result<(Vec<RecordStatement>, Vec<RecordStatement>), RecordsError> {
    let mut homes: Vec<(MsixId, Option<Timestamp>)> = vec![(child, None)];
    let mut numbers: Vec<ContributionNo> = members.collect();
    numbers.sort_unstable();
    numbers.dedup();
    for no in numbers {
        let stays = read.range(&tables::MEMBERSHIP_HISTORY, (no, 0)..=(no, u32::MAX))?;
        let stays: Vec<_> = stays.into_iter().map(|(_, stay)| (stay.msix_id, stay.since)).collect();
        let ends = stays.iter().skip(1).map(|(_, since)| Some(*since)).chain([None]);
        homes.extend(stays.iter().zip(ends).map(|((home, _), end)| (*home, end)));
    }
    let mut ids: Vec<MsixId> = homes.iter().map(|(home, _)| *home).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut found = Vec::new();
    for home in ids {
        for ((_, id), entered) in
            read.range(&tables::STATEMENT, (home, StatementId(0))..=(home, StatementId(u64::MAX)))?
        {
            let belongs =
                |(at, end): &(MsixId, Option<Timestamp>)| *at == home && end.is_none_or(|end| entered.at < end);
            if homes.iter().any(belongs) {
                found.push(RecordStatement { id, msix_id: home, statement: entered });
            }
        }
    }
    found.sort_by_key(|one| one.id);
    Ok(found.into_iter().partition(|one| one.statement.ended.is_none()))
}
