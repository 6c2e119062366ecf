//! Everything about requests for correction that is written twice, compared, for the doctor. Numbers and MSIX IDs only.

use std::collections::BTreeSet;

use super::save;
use crate::casework::check::{count_rows, matches_item, series_stands, visit_all};
use crate::casework::{CaseError, items};
use crate::model::{ContributionNo, Correction, CorrectionId, Subject};
use crate::store::{Read, View, tables};

/// Compares requests with the rows by which they are found, by states and by the files that may answer them, and with
/// their items.
pub(in crate::casework) fn check(view: &View, found: &mut Vec<String>) -> Result<(), CaseError> {
    let (mut highest, mut all, mut listed, mut open) = (0, 0, 0, 0);
    visit_all(view, &tables::CORRECTION, found, |id: CorrectionId, one: Correction, found| {
        highest = highest.max(id.0);
        all += 1;
        if view.get(&tables::CORRECTION_BY_CHILD, &(one.child, id))?.is_none() {
            found.push(format!("correction {id} is not filed under {}", one.child));
        }
        let at = one.steps.first().map_or(0, |step| items::place(step.at));
        for state in save::states(&one) {
            listed += 1;
            if view.get(&tables::CORRECTION_BY_STATE, &(state, (at, id)))?.is_none() {
                found.push(format!("correction {id} is not in the list of {state}"));
            }
        }
        for no in waits_for(&one) {
            open += 1;
            if view.get(&tables::CORRECTION_OPEN, &(no, id))?.is_none() {
                found.push(format!("correction {id} does not see what contribution {} brings", no.0));
            }
        }
        if !matches_item(view, one.item, &Subject::Correction(id), one.status.is_open())? {
            found.push(format!("correction {id} and its item contradict each other"));
        }
        Ok(())
    })?;
    visit_all(view, &tables::CORRECTION_OPEN, found, |(no, id): (ContributionNo, CorrectionId), (), found| {
        let one: Option<Correction> = view.get(&tables::CORRECTION, &id)?;
        if !one.is_some_and(|one| waits_for(&one).contains(&no)) {
            found.push(format!("contribution {} answers correction {id}, which does not wait for it", no.0));
        }
        Ok(())
    })?;
    count_rows(found, "correction_by_child", view.len(&tables::CORRECTION_BY_CHILD)?, all);
    count_rows(found, "correction_by_state", view.len(&tables::CORRECTION_BY_STATE)?, listed);
    count_rows(found, "correction_open", view.len(&tables::CORRECTION_OPEN)?, open);
    series_stands(view, found, save::SERIES, highest)
}

/// The contributions whose next words may be what was asked for.
fn waits_for(one: &Correction) -> BTreeSet<ContributionNo> {
    let open = one.disputed.iter().filter(|_| one.status.is_open());
    open.map(|value| value.contribution).collect()
}
