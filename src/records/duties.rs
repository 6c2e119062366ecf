//! What a state's word about a child means for the legal clocks, worked out with the rest of it before the change begins.

use std::cmp::Reverse;

use crate::model::{Coe, Contribution, Date, DistrictStay, Duties, Element, Line, Text};

/// Most certificates, and most stays, that are looked at: the latest.
const MOST: usize = 8;

/// The certificates with a day of approval, and the stays in districts, the latest first.
pub(super) fn duties(contribution: &Contribution) -> Duties {
    let mut stays: Vec<_> = contribution.enrollments.iter().filter_map(stay).collect();
    stays.sort_by_key(|stay| Reverse(stay.from));
    stays.truncate(MOST);
    let mut coes: Vec<_> = contribution.moves.iter().filter_map(|line| coe(line, &contribution.enrollments)).collect();
    coes.sort_by_key(|coe| Reverse(coe.arrived));
    coes.truncate(MOST);
    Duties { coes, stays }
}

fn coe(line: &Line, enrollments: &[Line]) -> Option<Coe> {
    let arrived = line.date(Element::QUALIFYING_ARRIVAL_DATE)?;
    let approved = line.date(Element::COE_APPROVAL_DATE)?;
    let goes_on = |line: &Line| {
        let begun = line.date(Element::ENROLLMENT_DATE).is_some_and(|from| from >= arrived);
        begun || ends(line).is_none_or(|to| to >= arrived)
    };
    Some(Coe { arrived, approved, enrolled: enrollments.iter().any(goes_on) })
}

fn stay(line: &Line) -> Option<DistrictStay> {
    let district = line.text(Element::DISTRICT_ID).filter(|id| !id.is_empty())?;
    let from = line.date(Element::ENROLLMENT_DATE)?;
    let term_ends = line.date(Element::TERM_END_DATE);
    Some(DistrictStay { district: Text::from(district), from, to: ends(line), term_ends })
}

fn ends(line: &Line) -> Option<Date> {
    line.date(Element::WITHDRAWAL_DATE)
}
