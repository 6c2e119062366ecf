//! Terms of districts and the children who were enrolled in them.

use super::arrive::Arrival;
use super::closures::ends;
use super::holiday::book;
use super::rule::rule;
use crate::model::{ClockKind, ContributionNo, Date, DistrictStay, StateCode, Term, Text, Timestamp};
use crate::store::{Change, Read, StoreError, tables};

/// Takes down the terms that a file tells of, and the child under each known term in which it was enrolled. A term that
/// is entered by hand after the enrollment was sent finds the child with the state's next word about it.
pub(super) fn arrived(change: &Change, arrival: &Arrival<'_>) -> Result<(), StoreError> {
    let horizon = change.at().date().plus_days(-rule(ClockKind::EndOfTerm).reach());
    for stay in arrival.duties.stays.iter().filter(|stay| stay.to.is_none_or(|to| to >= horizon)) {
        let of = (arrival.state, stay.district.clone());
        let mut terms = terms_from(change, of.clone(), stay.from.max(horizon))?;
        if let Some(ends) = stay.term_ends.filter(|ends| *ends >= horizon && *ends >= stay.from)
            && !terms.iter().any(|term| term.ends == ends)
        {
            terms.push(told_by_file(change, &of, stay.from, ends)?);
        }
        for term in terms.iter().filter(|term| during(stay, term)) {
            enroll(change, &of, term.ends, arrival.contribution)?;
        }
    }
    Ok(())
}

/// The terms of a district that end on or after a day.
fn terms_from(read: &impl Read, of: (StateCode, Text), from: Date) -> Result<Vec<Term>, StoreError> {
    let rows = read.range(&tables::TERM, (of.clone(), from)..=(of, ends().1))?;
    Ok(rows.into_iter().map(|(_, term)| term).collect())
}

fn during(stay: &DistrictStay, term: &Term) -> bool {
    stay.term_ends == Some(term.ends) || (stay.from <= term.ends && stay.to.is_none_or(|to| to >= term.begins))
}

fn told_by_file(change: &Change, of: &(StateCode, Text), begins: Date, ends: Date) -> Result<Term, StoreError> {
    let term = Term { kind: Text::default(), begins, ends, by: Text::default(), clock: None };
    change.put(&tables::TERM, &(of.clone(), ends), &term)?;
    Ok(term)
}

/// The word that is applied is the update, when it comes after the term.
fn enroll(change: &Change, of: &(StateCode, Text), ends: Date, no: ContributionNo) -> Result<(), StoreError> {
    let updated: Option<Timestamp> = is_over(of.0, ends, change.at()).then(|| change.at());
    let key = (of.clone(), (ends, no));
    match change.get(&tables::TERM_CHILD, &key)? {
        // The first word after the end is the one that counts.
        Some(Some(_)) => Ok(()),
        Some(None) if updated.is_none() => Ok(()),
        _ => change.put(&tables::TERM_CHILD, &key, &updated),
    }
}

/// Whether a day is over in a state.
pub(super) fn is_over(state: StateCode, day: Date, at: Timestamp) -> bool {
    let stamp = jiff::Timestamp::from_microsecond(at.micros()).unwrap_or(jiff::Timestamp::MAX);
    Date::from_civil(book(Some(state)).zone().to_datetime(stamp).date()) > day
}
