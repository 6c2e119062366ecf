//! The store's children as rows, for exports. State keys and MSIX IDs only.

use std::ops::ControlFlow;

use super::RecordsError;
use crate::model::{ContributionKey, ContributionNo, LinkKind, MsixId, NearStatus};
use crate::store::{Read, StoreError, View, tables};

/// A row of `vereda export identities`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityRow {
    /// The child.
    pub msix_id: MsixId,
    /// State and state student ID.
    pub key: ContributionKey,
    /// Whether the state still contributes.
    pub live: bool,
    /// How the contribution came to belong to the child.
    pub how: LinkKind,
}

/// A row of `vereda export near-matches`.
#[derive(Debug, Clone, PartialEq)]
pub struct NearMatchRow {
    /// The contribution that was there first.
    pub left: ContributionKey,
    /// The other.
    pub right: ContributionKey,
    /// Summed weight of the comparison.
    pub score: f32,
}

/// A row of `vereda export decisions`.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionRow {
    /// The contribution that was there first.
    pub left: ContributionKey,
    /// The other.
    pub right: ContributionKey,
    /// Whether people say that they are one child.
    pub same: bool,
    /// The engine's weight when it asked; `None` where people decided without being asked.
    pub score: Option<f32>,
}

/// Visits every contribution in order of its MSIX ID until told to stop.
pub fn identities(view: &View, mut row: impl FnMut(IdentityRow) -> ControlFlow<()>) -> Result<(), RecordsError> {
    visit_all(view, &tables::MEMBER, |(msix_id, no), ()| {
        let membership = view.get(&tables::MEMBERSHIP, &no)?;
        let missing = || RecordsError::Inconsistent(format!("contribution {} belongs to no child", no.0));
        let membership = membership.ok_or_else(missing)?;
        Ok(row(IdentityRow { msix_id, key: key_of(view, no)?, live: membership.live, how: membership.how }))
    })
}

/// Visits the open near matches until told to stop.
pub fn near_matches(view: &View, mut row: impl FnMut(NearMatchRow) -> ControlFlow<()>) -> Result<(), RecordsError> {
    visit_all(view, &tables::NEAR, |(left, right), pair| {
        if pair.status != NearStatus::Open {
            return Ok(ControlFlow::Continue(()));
        }
        let (left, right) = (key_of(view, left)?, key_of(view, right)?);
        Ok(row(NearMatchRow { left, right, score: pair.explanation.score }))
    })
}

/// Visits the pairs that people have judged, and those that a split or an undo keeps apart, until told to stop.
pub fn decisions(view: &View, mut row: impl FnMut(DecisionRow) -> ControlFlow<()>) -> Result<(), RecordsError> {
    visit_all(view, &tables::NEAR, |(left, right), pair| {
        let same = match pair.status {
            NearStatus::Same => true,
            NearStatus::Different => false,
            NearStatus::Open | NearStatus::Superseded | NearStatus::Judged => return Ok(ControlFlow::Continue(())),
        };
        let (left, right) = (key_of(view, left)?, key_of(view, right)?);
        let score = (pair.explanation.model > 0).then_some(pair.explanation.score);
        Ok(row(DecisionRow { left, right, same, score }))
    })
}

/// State and state student ID of a contribution that is live: only such a one has evidence.
pub(super) fn live_key(view: &impl Read, no: ContributionNo) -> Result<Option<ContributionKey>, StoreError> {
    let keys = view.get_all_fronts::<_, _, ContributionKey>(&tables::EVIDENCE, &[no])?;
    Ok(keys.into_iter().flatten().next())
}

/// Evidence is short and has the key; a withdrawn contribution has none, but a word in its history.
pub(super) fn key_of(view: &impl Read, no: ContributionNo) -> Result<ContributionKey, RecordsError> {
    if let Some(key) = live_key(view, no)? {
        return Ok(key);
    }
    let mut key = None;
    view.visit(&tables::VERSION, (no, 0)..=(no, u32::MAX), |_, version| {
        key = version.contribution.map(|contribution| contribution.key);
        if key.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    key.ok_or_else(|| RecordsError::Inconsistent(format!("contribution {} has no word", no.0)))
}

/// Visits a table with a visitor that can fail.
pub(super) fn visit_all<K: crate::store::Key, V: serde::de::DeserializeOwned>(
    view: &View,
    table: &crate::store::Table<K, V>,
    mut row: impl FnMut(K, V) -> Result<ControlFlow<()>, RecordsError>,
) -> Result<(), RecordsError> {
    let mut failure = None;
    view.visit(table, .., |key, value| {
        row(key, value).unwrap_or_else(|error| {
            failure = Some(error);
            ControlFlow::Break(())
        })
    })?;
    failure.map_or(Ok(()), Err)
}
