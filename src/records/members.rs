//! The contributions of a child with their words, at present or at an earlier moment.

use std::ops::ControlFlow;

use super::view::{Member, Source};
use super::{RecordsError, link};
use crate::access;
use crate::model::{Contribution, ContributionNo, Date, Membership, MsixId, Student, Timestamp, Version};
use crate::store::{Read, tables};

/// A child with its contributions as they were at one moment.
pub(super) struct Child {
    pub(super) msix_id: MsixId,
    pub(super) student: Student,
    /// The one received last first.
    pub(super) members: Vec<Word>,
}

/// A contribution and what it said at that moment.
pub(super) struct Word {
    pub(super) member: Member,
    pub(super) source: Source,
    /// `None` when the state had withdrawn the child.
    pub(super) contribution: Option<Contribution>,
}

/// Loads a child at present, or as of the end of a day. An identifier that is retired, or was on that day, leads to the
/// one that stands or stood for it.
pub(super) fn load(read: &impl Read, asked: MsixId, as_of: Option<Date>) -> Result<Option<Child>, RecordsError> {
    let before = as_of.map(|day| Timestamp::start_of(day.plus_days(1)));
    let way = match before {
        None => link::resolve(read, asked)?,
        Some(before) => resolve_as_of(read, asked, before)?,
    };
    let Some((msix_id, student)) = way else { return Ok(None) };
    let mut numbers = link::members(read, msix_id)?;
    if before.is_some() {
        let former = (msix_id, ContributionNo(0))..=(msix_id, ContributionNo(u32::MAX));
        numbers.extend(read.range(&tables::FORMER, former)?.into_iter().map(|((_, no), ())| no));
    }
    let mut members = Vec::new();
    for no in numbers {
        let word = word(read, no, before)?;
        members.extend(word.filter(|(child, _)| *child == msix_id).map(|(_, word)| word));
    }
    if members.is_empty() {
        return Ok(None);
    }
    members.sort_by_key(|word| std::cmp::Reverse((word.source.received, word.source.no)));
    Ok(Some(Child { msix_id, student, members }))
}

/// Follows the identifiers that were retired at a moment.
fn resolve_as_of(
    read: &impl Read,
    asked: MsixId,
    before: Timestamp,
) -> Result<Option<(MsixId, Student)>, RecordsError> {
    let mut msix_id = asked;
    // As many as the way at present may have.
    for _ in 0..access::LONGEST_WAY {
        let mut into = None;
        read.visit(&tables::RETIREMENT, (msix_id, 0)..=(msix_id, u32::MAX), |_, retirement| {
            if retirement.since >= before {
                return ControlFlow::Break(());
            }
            into = retirement.into;
            ControlFlow::Continue(())
        })?;
        match into {
            Some(next) => msix_id = next,
            None => return Ok(read.get(&tables::STUDENT, &msix_id)?.map(|student| (msix_id, student))),
        }
    }
    Err(RecordsError::Inconsistent(format!("the way from {asked} had no end")))
}

/// A contribution at a moment and the child it belonged to then; `None` when it was not there yet.
fn word(
    read: &impl Read,
    no: ContributionNo,
    before: Option<Timestamp>,
) -> Result<Option<(MsixId, Word)>, RecordsError> {
    let Some(membership) = membership(read, no, before)? else { return Ok(None) };
    let Some(first) = first_version(read, no)? else { return Ok(None) };
    let Some((number, version)) = version(read, no, before)? else { return Ok(None) };
    let key = match (&version.contribution, &first.contribution) {
        (Some(contribution), _) | (None, Some(contribution)) => contribution.key.clone(),
        (None, None) => {
            return Err(RecordsError::Inconsistent(format!("contribution {} begins with a withdrawal", no.0)));
        }
    };
    let confirmed = read.get(&tables::CONFIRMATION, &no)?.filter(|it| {
        // Only the last one is kept: as of an earlier day it had not come yet.
        it.version == number && before.is_none_or(|before| it.received < before)
    });
    let effective = confirmed.map_or(version.effective, |it| it.effective.max(version.effective));
    let source = Source { no, state: key.state, received: version.received, effective };
    let (mut former_ids, mut msix_id_sent) = (Vec::new(), None);
    if let Some(contribution) = &version.contribution {
        former_ids.extend(contribution.alternates.iter().map(|alternate| alternate.id.clone()));
        msix_id_sent = contribution.msix_id_sent;
    }
    let member = Member {
        no,
        key,
        former_ids,
        msix_id_sent,
        how: membership.how,
        explanation: membership.explanation,
        since: membership.since,
        live: version.contribution.is_some(),
        first_received: first.received,
        received: version.received,
        versions: number,
    };
    Ok(Some((membership.msix_id, Word { member, source, contribution: version.contribution })))
}

fn membership(
    read: &impl Read,
    no: ContributionNo,
    before: Option<Timestamp>,
) -> Result<Option<Membership>, RecordsError> {
    let Some(before) = before else { return Ok(read.get(&tables::MEMBERSHIP, &no)?) };
    let all = read.range(&tables::MEMBERSHIP_HISTORY, (no, 0)..=(no, u32::MAX))?;
    Ok(all.into_iter().map(|(_, membership)| membership).take_while(|membership| membership.since < before).last())
}

fn first_version(read: &impl Read, no: ContributionNo) -> Result<Option<Version>, RecordsError> {
    let mut first = None;
    read.visit(&tables::VERSION, (no, 0)..=(no, u32::MAX), |_, version| {
        first = Some(version);
        ControlFlow::Break(())
    })?;
    Ok(first)
}

fn version(
    read: &impl Read,
    no: ContributionNo,
    before: Option<Timestamp>,
) -> Result<Option<(u32, Version)>, RecordsError> {
    let Some(before) = before else {
        let last = read.last(&tables::VERSION, (no, 0)..=(no, u32::MAX))?;
        return Ok(last.map(|((_, number), version)| (number, version)));
    };
    let mut found = None;
    read.visit(&tables::VERSION, (no, 0)..=(no, u32::MAX), |(_, number), version| {
        if version.received >= before {
            return ControlFlow::Break(());
        }
        found = Some((number, version));
        ControlFlow::Continue(())
    })?;
    Ok(found)
}
