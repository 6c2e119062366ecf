//! Feeds, keys and webhooks, compared with the series of their numbers, for the doctor.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::tell::newest;
use crate::casework::CaseError;
use crate::model::StateCode;
use crate::store::{Read, View, tables};

/// Every feed begins with 1, has no gap, and ends where its series stands.
pub(in crate::casework) fn check_numbers(view: &View, found: &mut Vec<String>) -> Result<(), CaseError> {
    let mut last: BTreeMap<StateCode, u64> = BTreeMap::new();
    view.visit(&tables::FEED, .., |(state, number), _| {
        let before = last.insert(state, number).unwrap_or(0);
        if number != before + 1 {
            found.push(format!("the feed of {state} goes from {before} to {number}"));
        }
        ControlFlow::Continue(())
    })?;
    for state in StateCode::all() {
        let (last, given) = (last.get(&state).copied().unwrap_or(0), newest(view, state)?);
        if last != given {
            found.push(format!("the feed of {state} ends with {last} and its series stands at {given}"));
        }
    }
    Ok(())
}

/// No webhook was told more than there is, and each call is one of a webhook.
pub(in crate::casework) fn check_keys(view: &View, found: &mut Vec<String>) -> Result<(), CaseError> {
    for (number, hook) in view.range(&tables::WEBHOOK, ..)? {
        let newest = newest(view, hook.state)?;
        if hook.delivered > newest {
            found.push(format!("webhook {number} was told {} of {newest} entries", hook.delivered));
        }
    }
    view.visit(&tables::WEBHOOK_CALL, .., |(hook, call), _| {
        if view.get(&tables::WEBHOOK, &hook).is_ok_and(|hook| hook.is_none()) {
            found.push(format!("call {call} is one of webhook {hook}, which is missing"));
        }
        ControlFlow::Continue(())
    })?;
    Ok(())
}
