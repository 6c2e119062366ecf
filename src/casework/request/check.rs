//! Everything about data requests that is written twice, compared, for the doctor. Numbers and MSIX IDs only.

use super::{SERIES, place, sides};
use crate::casework::check::{count_rows, matches_item, series_stands, visit_all};
use crate::casework::{CaseError, items};
use crate::model::{ContributionNo, DataRequest, RequestId, Subject};
use crate::store::{Read, View, tables};

/// Compares requests with the rows by which they are found and with their items.
pub(in crate::casework) fn check(view: &View, found: &mut Vec<String>) -> Result<(), CaseError> {
    let (mut highest, mut all, mut listed, mut open, mut waiting) = (0, 0, 0, 0, 0);
    visit_all(view, &tables::REQUEST, found, |id: RequestId, request: DataRequest, found| {
        highest = highest.max(id.0);
        all += 1;
        open += u64::from(request.status.is_open());
        if view.get(&tables::REQUEST_BY_CHILD, &(request.child, id))?.is_none() {
            found.push(format!("request {id} is not filed under {}", request.child));
        }
        let at = items::place(request.sent);
        for state in sides(&request) {
            listed += 1;
            if view.get(&tables::REQUEST_BY_STATE, &(state, (at, id)))?.is_none() {
                found.push(format!("request {id} is not in the list of {state}"));
            }
            waiting += u64::from(request.status.is_open());
            if view.get(&tables::REQUEST_WAITS, &(state, id))?.is_some() != request.status.is_open() {
                found.push(format!("request {id} and what is open of {state} contradict each other"));
            }
        }
        let waits = view.get(&tables::REQUEST_OPEN, &(place(&request), id))?.is_some();
        if waits != request.status.is_open() {
            found.push(format!("request {id} and the files that answer it contradict each other"));
        }
        if !matches_item(view, request.item, &Subject::Request(id), request.status.is_open())? {
            found.push(format!("request {id} and its item contradict each other"));
        }
        Ok(())
    })?;
    visit_all(view, &tables::REQUEST_OPEN, found, |(no, id): (ContributionNo, RequestId), (), found| {
        let request: Option<DataRequest> = view.get(&tables::REQUEST, &id)?;
        if !request.is_some_and(|request| request.status.is_open() && place(&request) == no) {
            found.push(format!("contribution {} answers request {id}, which does not wait for it", no.0));
        }
        Ok(())
    })?;
    count_rows(found, "request_by_child", view.len(&tables::REQUEST_BY_CHILD)?, all);
    count_rows(found, "request_by_state", view.len(&tables::REQUEST_BY_STATE)?, listed);
    count_rows(found, "request_waits", view.len(&tables::REQUEST_WAITS)?, waiting);
    count_rows(found, "request_open", view.len(&tables::REQUEST_OPEN)?, open);
    series_stands(view, found, SERIES, highest)
}
