//! Everything that is written twice, compared. MSIX IDs and contribution numbers only, never a state's key. Tables are
//! walked row by row: what is held does not grow with the store.

mod moved;
mod numbers;
mod submissions;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::export::visit_all;
use super::{Engine, RecordsError, link, regroup};
use crate::model::{
    Contribution, ContributionKey, ContributionNo, Membership, MsixId, NearMatch, NearStatus, Student, StudentStatus,
};
use crate::store::{Read, View, tables};

/// Goes through one table and adds sentences.
type Walk = fn(&View, &Engine, &mut Vec<String>) -> Result<(), RecordsError>;

/// Most sentences.
const MOST: usize = 100;

pub(super) fn check(view: &View, engine: &Engine<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let walks: [Walk; 8] = [
        contributions,
        members,
        students,
        moved::retirements,
        near_matches,
        numbers::numbers,
        submissions::answers,
        submissions::hashes,
    ];
    for walk in walks {
        if let Err(error) = walk(view, engine, &mut found) {
            found.push(error.to_string());
        }
    }
    found.truncate(MOST);
    found
}

fn go_on(found: &[String]) -> ControlFlow<()> {
    if found.len() < MOST { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
}

/// From each key to its number, versions, membership, evidence and blocks.
fn contributions(view: &View, engine: &Engine<'_>, found: &mut Vec<String>) -> Result<(), RecordsError> {
    let mut all = Tally::default();
    visit_all(view, &tables::CONTRIBUTION, |key, no| {
        let mut wrong = |what: &str| found.push(format!("contribution {} {what}", no.0));
        contribution(view, engine, &key, no, &mut all, &mut wrong)?;
        Ok(go_on(found))
    })?;
    if found.len() >= MOST {
        return Ok(());
    }
    let expected = [
        ("membership", view.len(&tables::MEMBERSHIP)?, view.len(&tables::CONTRIBUTION)?),
        ("member", view.len(&tables::MEMBER)?, view.len(&tables::CONTRIBUTION)?),
        ("version", view.len(&tables::VERSION)?, all.versions),
        ("membership_history", view.len(&tables::MEMBERSHIP_HISTORY)?, all.memberships),
        ("former", view.len(&tables::FORMER)?, all.former),
        ("evidence", view.len(&tables::EVIDENCE)?, all.evidence),
        ("block", view.len(&tables::BLOCK)?, all.blocks),
        ("near_by_right", view.len(&tables::NEAR_BY_RIGHT)?, view.len(&tables::NEAR)?),
    ];
    for (table, rows, expected) in expected.into_iter().filter(|(_, rows, expected)| rows != expected) {
        found.push(format!("table {table} has {rows} rows where {expected} belong"));
    }
    Ok(())
}

/// Rows that belong to contributions. Where a table has more, the rest belongs to nobody.
#[derive(Default)]
struct Tally {
    versions: u64,
    memberships: u64,
    former: u64,
    evidence: u64,
    blocks: u64,
}

fn contribution(
    view: &View,
    engine: &Engine<'_>,
    key: &ContributionKey,
    no: ContributionNo,
    all: &mut Tally,
    wrong: &mut impl FnMut(&str),
) -> Result<(), RecordsError> {
    let last = last_word(view, key, no, all, wrong)?;
    let Some(membership) = view.get(&tables::MEMBERSHIP, &no)? else {
        wrong("belongs to no child");
        return Ok(());
    };
    check_membership(view, no, &membership, all, wrong)?;
    if membership.live != last.is_some() {
        wrong("is marked live where its last version is a withdrawal, or the other way round");
    }
    let filed = view.get(&tables::EVIDENCE, &no)?;
    if filed != last.as_ref().map(engine.evidence) {
        wrong("has evidence that does not follow from its last version");
    }
    let Some(filed) = filed else { return Ok(()) };
    let filing = (engine.filing)(&filed);
    all.evidence += 1;
    all.blocks += filing.keys.len() as u64;
    for key in &filing.keys {
        match view.get(&tables::BLOCK, &(*key, no))? {
            None => wrong("is not filed under one of its blocking keys"),
            Some(sketch) if sketch != filing.sketch => wrong("is filed with a sketch that is not its own"),
            Some(_) => (),
        }
    }
    Ok(())
}

/// The last version's word, after a look at all versions.
fn last_word(
    view: &View,
    key: &ContributionKey,
    no: ContributionNo,
    all: &mut Tally,
    wrong: &mut impl FnMut(&str),
) -> Result<Option<Contribution>, RecordsError> {
    let (mut numbers, mut last) = (0, None);
    view.visit(&tables::VERSION, (no, 0)..=(no, u32::MAX), |(_, number), version| {
        numbers += 1;
        if number != numbers {
            wrong("lacks a version");
        }
        if version.contribution.as_ref().is_some_and(|word| word.key != *key) {
            wrong("holds a version of another key");
        }
        last = version.contribution;
        ControlFlow::Continue(())
    })?;
    if numbers == 0 {
        wrong("has no version");
    }
    all.versions += u64::from(numbers);
    Ok(last)
}

fn check_membership(
    view: &View,
    no: ContributionNo,
    membership: &Membership,
    all: &mut Tally,
    wrong: &mut impl FnMut(&str),
) -> Result<(), RecordsError> {
    if view.get(&tables::MEMBER, &(membership.msix_id, no))?.is_none() {
        wrong("is not among the members of its child");
    }
    let (mut last, mut former) = (None::<Membership>, BTreeSet::new());
    view.visit(&tables::MEMBERSHIP_HISTORY, (no, 0)..=(no, u32::MAX), |_, then| {
        all.memberships += 1;
        if last.as_ref().is_some_and(|last| last.since > then.since) {
            wrong("has memberships that do not follow each other in time");
        }
        former.insert(then.msix_id);
        last = Some(then);
        ControlFlow::Continue(())
    })?;
    former.remove(&membership.msix_id);
    all.former += former.len() as u64;
    for child in former {
        if view.get(&tables::FORMER, &(child, no))?.is_none() {
            wrong("is not filed under a child it once belonged to");
        }
    }
    if let Some(home) = view.get(&tables::HOME, &no)? {
        let leads = link::resolve(view, home)?.map(|(child, _)| child);
        if home == membership.msix_id || leads != Some(membership.msix_id) {
            wrong("has a home that does not lead to its child");
        }
    }
    if last.as_ref() != Some(membership) {
        wrong("has a membership that is not the last of its history");
    }
    Ok(())
}

/// With as many members as contributions, one wrong row here is a contribution of two children.
fn members(view: &View, _: &Engine, found: &mut Vec<String>) -> Result<(), RecordsError> {
    visit_all(view, &tables::MEMBER, |(msix_id, no), ()| {
        if view.get(&tables::MEMBERSHIP, &no)?.map(|membership| membership.msix_id) != Some(msix_id) {
            found.push(format!("contribution {} is a member of {msix_id} without belonging there", no.0));
        }
        if view.get(&tables::STUDENT, &msix_id)?.is_none() {
            found.push(format!("the child {msix_id} has members and does not exist"));
        }
        Ok(go_on(found))
    })
}

fn students(view: &View, _: &Engine, found: &mut Vec<String>) -> Result<(), RecordsError> {
    visit_all(view, &tables::STUDENT, |msix_id, student| {
        if let Some(what) = student_fault(view, msix_id, &student)? {
            found.push(format!("the child {msix_id} {what}"));
        }
        Ok(go_on(found))
    })
}

fn student_fault(view: &View, msix_id: MsixId, student: &Student) -> Result<Option<&'static str>, RecordsError> {
    let (mut all, mut live) = (0, 0);
    for no in link::members(view, msix_id)? {
        all += 1;
        live += u32::from(view.get(&tables::MEMBERSHIP, &no)?.is_some_and(|membership| membership.live));
    }
    Ok(match student.status {
        StudentStatus::RetiredInto(_) if all > 0 => Some("is retired and has members"),
        StudentStatus::RetiredInto(_) if link::resolve(view, msix_id)?.is_none() => Some("is retired into nobody"),
        StudentStatus::Active if live == 0 => Some("is active and no state contributes"),
        StudentStatus::Inactive if live > 0 => Some("is inactive and a state contributes"),
        StudentStatus::Inactive if all == 0 => Some("has no contribution"),
        _ => None,
    })
}

fn near_matches(view: &View, _: &Engine, found: &mut Vec<String>) -> Result<(), RecordsError> {
    visit_all(view, &tables::NEAR, |key, pair| {
        if let Some(what) = pair_fault(view, key, &pair)? {
            found.push(format!("the near match of {} and {} {what}", key.0.0, key.1.0));
        }
        Ok(go_on(found))
    })
}

fn pair_fault(
    view: &View,
    (left, right): (ContributionNo, ContributionNo),
    pair: &NearMatch,
) -> Result<Option<&'static str>, RecordsError> {
    if (pair.left, pair.right) != (left, right) || left >= right {
        return Ok(Some("is filed under other numbers"));
    }
    if view.get(&tables::NEAR_BY_RIGHT, &(right, left))?.is_none() {
        return Ok(Some("is not filed under the higher number"));
    }
    let belongs = |no| -> Result<_, RecordsError> { Ok(view.get(&tables::MEMBERSHIP, &no)?) };
    Ok(match (belongs(left)?, belongs(right)?) {
        (Some(one), Some(other)) if pair.status == NearStatus::Open && one.msix_id == other.msix_id => {
            Some("is open and both are one child already")
        }
        (Some(one), Some(other)) if pair.status == NearStatus::Open && !(one.live && other.live) => {
            Some("is open and one of them is withdrawn")
        }
        (Some(one), Some(other)) if pair.status == NearStatus::Judged && one.msix_id == other.msix_id => {
            Some("waits for a second person and both are one child already")
        }
        (Some(one), Some(other)) if pair.status == NearStatus::Different && one.msix_id == other.msix_id => {
            Some("was judged to be two children and both are one")
        }
        (Some(one), Some(other)) if pair.status == NearStatus::Same && one.msix_id != other.msix_id => {
            Some("was judged to be one child and both are two")
        }
        (Some(_), Some(_)) if pair.status == NearStatus::Open && regroup::kept_apart(view, left, right)? => {
            Some("is open and people keep the two children apart")
        }
        (Some(_), Some(_)) => None,
        _ => Some("names a contribution that does not exist"),
    })
}
