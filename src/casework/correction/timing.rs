//! The clocks of a request (34 CFR 200.85; exchange facts, section 5.4): which begins, what stops it.

use crate::clocks::{self, NewClock};
use crate::model::{Cause, ClockKind, ClockSubject, Correction, CorrectionLetter, Date, Requester, StateCode, Text};
use crate::store::{Change, StoreError};

/// Days in which a family is answered.
const FAMILY_DAYS: i32 = 30;

/// The clock of the answer: that of a family, of a state, of the Department.
pub(super) fn answer(requester: Requester) -> ClockKind {
    match requester {
        Requester::Parent | Requester::Guardian | Requester::Child => ClockKind::ParentRequest,
        Requester::State(_) => ClockKind::StateQuestion,
        Requester::Ed => ClockKind::EdQuestion,
    }
}

/// The last day for the answer to a family that a state received on a day; other clocks count working days, which
/// their calendar knows.
pub(super) fn family_due(kind: ClockKind, received: Date) -> Option<Date> {
    (kind == ClockKind::ParentRequest).then(|| received.plus_days(FAMILY_DAYS))
}

/// Begins what begins when a request is taken down: the answer, or the handing on to the state that answers. The day of
/// receipt may lie in the past.
pub(super) fn taken_down(change: &Change, of: &Correction) -> Result<(), StoreError> {
    let received = of.intake.received;
    let cause = if received < change.at().date() { Cause::Day(received) } else { act(change) };
    match of.intake.state.filter(|_| !of.is_there()) {
        Some(here) => begin(change, of, (ClockKind::ForwardRequest, here), cause, None),
        None => begin_answer(change, of, cause, received),
    }
}

/// The request is in the other state's hands: from now on that state answers.
pub(super) fn forwarded(change: &Change, of: &Correction) -> Result<(), StoreError> {
    stop(change, of, ClockKind::ForwardRequest, act(change))?;
    begin_answer(change, of, act(change), change.at().date())
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
    begin(change, of, (ClockKind::CorrectionUpload, of.responsible), act(change), None)?;
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

fn begin_answer(change: &Change, of: &Correction, cause: Cause, from: Date) -> Result<(), StoreError> {
    let kind = answer(of.intake.requester);
    begin(change, of, (kind, of.responsible), cause, family_due(kind, from))
}

fn begin(
    change: &Change,
    of: &Correction,
    (kind, state): (ClockKind, StateCode),
    cause: Cause,
    due: Option<Date>,
) -> Result<(), StoreError> {
    let subject = ClockSubject::Correction(of.id);
    let new = NewClock { kind, subject, child: Some(of.child), state: Some(state), district: None, cause, due };
    clocks::start(change, new).map(drop)
}

fn stop(change: &Change, of: &Correction, kind: ClockKind, cause: Cause) -> Result<(), StoreError> {
    clocks::stop(change, &ClockSubject::Correction(of.id), kind, cause).map(drop)
}
