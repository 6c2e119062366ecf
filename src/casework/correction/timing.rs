//! The clocks of a request (34 CFR 200.85; exchange facts, section 5.4): which begins, what stops it.

use crate::clocks::rule::{Unit, rule};
use crate::clocks::{self, NewClock};
use crate::model::{Cause, ClockKind, ClockSubject, Correction, CorrectionLetter, Date, Requester, StateCode, Text};
use crate::store::{Change, StoreError};

/// The clock of the answer: that of a family, of a state, of the Department.
pub(super) fn answer(requester: Requester) -> ClockKind {
    match requester {
        Requester::Parent | Requester::Guardian | Requester::Child => ClockKind::ParentRequest,
        Requester::State(_) => ClockKind::StateQuestion,
        Requester::Ed => ClockKind::EdQuestion,
    }
}

/// The last day of a clock of calendar days that begins on a day; others count working days, which their calendar knows.
pub(super) fn calendar_due(kind: ClockKind, begins: Date) -> Option<Date> {
    let rule = rule(kind);
    let days = i32::try_from(rule.length).ok().filter(|_| rule.unit == Unit::Calendar)?;
    Some(begins.plus_days(days))
}

/// Begins what begins when a request is taken down: the answer, or the handing on to the state that answers. The day of
/// receipt may lie in the past: then the days since have counted.
pub(super) fn taken_down(change: &Change, of: &Correction) -> Result<(), StoreError> {
    let (kind, state) = match of.intake.state.filter(|_| !of.is_there()) {
        Some(here) => (ClockKind::ForwardRequest, here),
        None => (answer(of.intake.requester), of.responsible),
    };
    let received = of.intake.received;
    let past = (received < clocks::today(Some(state), change.at())).then_some(received);
    begin(change, of, (kind, state), past)
}

/// The request is in the other state's hands: from now on that state answers.
pub(super) fn forwarded(change: &Change, of: &Correction) -> Result<(), StoreError> {
    stop(change, of, ClockKind::ForwardRequest, act(change))?;
    begin(change, of, (answer(of.intake.requester), of.responsible), None)
}

/// Begins or stops what a step has made due or done.
pub(super) fn settle(change: &Change, of: &Correction) -> Result<(), StoreError> {
    let told = of.letter(CorrectionLetter::Decision).is_some();
    let acknowledged = of.letter(CorrectionLetter::Acknowledgment).is_some();
    // A family's request asks for all of it; a state's and the Department's for the written answer.
    if of.ruling.is_some() && told && (acknowledged || !of.intake.requester.is_family()) {
        stop(change, of, answer(of.intake.requester), act(change))?;
    }
    Ok(())
}

/// It was decided to correct: the data are due.
pub(super) fn granted(change: &Change, of: &Correction) -> Result<(), StoreError> {
    begin(change, of, (ClockKind::CorrectionUpload, of.responsible), None)?;
    match of.disputed.iter().filter_map(|one| one.changed.as_ref()).max_by_key(|brought| brought.at) {
        // The state's file was faster than the decision.
        Some(last) if of.all_changed() => uploaded(change, of, Cause::Submission(last.submission)),
        _ => Ok(()),
    }
}

/// The corrected data have come.
pub(super) fn uploaded(change: &Change, of: &Correction, by: Cause) -> Result<(), StoreError> {
    stop(change, of, ClockKind::CorrectionUpload, by)
}

/// The duty has ended otherwise.
pub(super) fn moot(change: &Change, of: &Correction, why: &str) -> Result<(), StoreError> {
    for kind in [answer(of.intake.requester), ClockKind::ForwardRequest, ClockKind::CorrectionUpload] {
        stop(change, of, kind, Cause::Moot(Text::from(why)))?;
    }
    Ok(())
}

/// Something somebody did just now.
fn act(change: &Change) -> Cause {
    Cause::Act(change.actor().clone())
}

/// Begins a clock by what somebody does just now, or on the day in the past on which it began.
fn begin(
    change: &Change,
    of: &Correction,
    (kind, state): (ClockKind, StateCode),
    past: Option<Date>,
) -> Result<(), StoreError> {
    let (subject, cause) = (ClockSubject::Correction(of.id), past.map_or_else(|| act(change), Cause::Day));
    let new = NewClock { kind, subject, child: Some(of.child), state: Some(state), district: None, cause, due: None };
    clocks::start_since(change, new, past).map(drop)
}

fn stop(change: &Change, of: &Correction, kind: ClockKind, cause: Cause) -> Result<(), StoreError> {
    clocks::stop(change, &ClockSubject::Correction(of.id), kind, cause).map(drop)
}
