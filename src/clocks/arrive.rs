//! What a state's file means for clocks: a new Certificate of Eligibility, and the terms in which a child was enrolled.
//! On the path of every student that is applied: what needs the whole word was worked out before ([`Duties`]), and
//! without an approval day and without a stay of the last year there is nothing to do.

use super::look::today;
use super::rule::rule;
use super::run::{NewClock, of_subject, start_on, start_stopped, stop_at};
use super::terms;
use crate::model::{
    Cause, ClockKind, ClockSubject, Coe, ContributionNo, Duties, Mark, MsixId, StateCode, SubmissionId,
};
use crate::store::{Change, StoreError};

/// A student of a file whose word is new or another than before.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    /// Which state speaks.
    pub state: StateCode,
    /// Its contribution.
    pub contribution: ContributionNo,
    /// The child.
    pub child: MsixId,
    /// The file.
    pub submission: SubmissionId,
    /// What the word means for clocks.
    pub duties: &'a Duties,
}

/// Starts and stops what a student of a file starts and stops, in the change that applies it.
pub fn arrived(change: &Change, arrival: &Arrival<'_>) -> Result<(), StoreError> {
    let today = today(Some(arrival.state), change.at());
    let horizon = today.plus_days(-rule(ClockKind::NewCoe).reach());
    // A day to come in the state is a slip of it: its clock would begin after it ended.
    let measured = |coe: &&Coe| coe.approved >= horizon && coe.approved <= today;
    for coe in arrival.duties.coes.iter().filter(measured) {
        certificate(change, arrival, coe)?;
    }
    terms::arrived(change, arrival)
}

/// The clock of a certificate begins on the day of its approval, which lies before the file. The same file stops it when
/// it has the enrollment as well, in time or late; else it runs until one has. Each certificate is measured once.
fn certificate(change: &Change, arrival: &Arrival<'_>, coe: &Coe) -> Result<(), StoreError> {
    let subject = ClockSubject::Coe(arrival.contribution, coe.arrived);
    let enrolled = coe.enrolled.then(|| Mark { at: change.at(), cause: Cause::Submission(arrival.submission) });
    match (of_subject(change, &subject)?.pop(), enrolled) {
        (Some(clock), _) if clock.stopped.is_some() => Ok(()),
        (Some(clock), Some(mark)) => stop_at(change, clock, mark).map(drop),
        (Some(_), None) => Ok(()),
        (None, Some(mark)) => start_stopped(change, new(arrival, subject), coe.approved, mark),
        (None, None) => start_on(change, new(arrival, subject), Some(coe.approved)).map(drop),
    }
}

fn new(arrival: &Arrival<'_>, subject: ClockSubject) -> NewClock {
    let district = arrival.duties.stays.first().map(|stay| stay.district.clone());
    NewClock {
        kind: ClockKind::NewCoe,
        subject,
        child: Some(arrival.child),
        state: Some(arrival.state),
        district,
        cause: Cause::Submission(arrival.submission),
        due: None,
    }
}
