//! The child's way: a bar per enrollment, a mark per move, lapse of eligibility and graduation.

use std::collections::HashSet;

use super::lines;
use super::view::{Journey, JourneyBar, JourneyMark, JourneyMarkKind, SourcedLine};
use crate::model::{Date, Element, Line, StateCode};

/// Months that the picture goes on after the last enrollment or the day of the view.
const MARGIN: i32 = 3;

/// The picture as of a day, up to which open enrollments reach.
pub(super) fn journey(moves: &[SourcedLine], enrollments: &[SourcedLine], day: Date) -> Journey {
    let mut bars: Vec<JourneyBar> = enrollments.iter().filter_map(|line| bar(line, day)).collect();
    bars.sort_by_key(|bar| (bar.from, bar.to, bar.state));
    let mut marks: Vec<JourneyMark> = moves.iter().filter_map(arrival).collect();
    marks.extend(lapses(moves));
    marks.extend(enrollments.iter().filter_map(graduation));
    marks.sort_by_key(|mark| (mark.day, mark.kind as u8, mark.state));
    // Two states often report the same move.
    let mut seen = HashSet::new();
    marks.retain(|mark| seen.insert((mark.day, mark.kind as u8, mark.state)));
    let days = || {
        let happened = marks.iter().filter(|mark| mark.kind != JourneyMarkKind::EligibilityEnd);
        bars.iter().flat_map(|bar| [bar.from, bar.to]).chain(happened.map(|mark| mark.day))
    };
    // Eligibility may end years ahead: it is told, but the picture ends soon after what has happened.
    let to = days().max().map(|last| last.max(day).plus_months(MARGIN));
    Journey { from: days().min(), to, states: states(&bars, &marks), bars, marks }
}

fn bar(line: &SourcedLine, day: Date) -> Option<JourneyBar> {
    let SourcedLine { line, source } = line;
    let from = lines::begin(line)?;
    let residency_only = lines::is_residency_only(line);
    let withdrawn = line.date(Element::WITHDRAWAL_DATE);
    let verified = line.date(Element::RESIDENCY_VERIFICATION_DATE);
    // That a child lived somewhere on a day says nothing about the days after.
    let open = withdrawn.is_none() && !residency_only;
    let to = withdrawn.or(if open { Some(day) } else { verified }).unwrap_or(from).max(from);
    Some(JourneyBar {
        state: line.text(Element::FACILITY_STATE).and_then(|code| code.parse().ok()).unwrap_or(source.state),
        from,
        to,
        open,
        summer: line.text(Element::ENROLLMENT_TYPE) == Some("03"),
        residency_only,
        grade: line.grade(),
        place: lines::place_name(line).unwrap_or_default().to_owned(),
    })
}

fn arrival(line: &SourcedLine) -> Option<JourneyMark> {
    let SourcedLine { line, source } = line;
    let day = line.date(Element::QUALIFYING_ARRIVAL_DATE)?;
    let to = line.text(Element::TO_STATE).and_then(|code| code.parse().ok()).unwrap_or(source.state);
    let from = [Element::FROM_CITY, Element::FROM_STATE, Element::FROM_COUNTRY];
    let text = match (joined(line, &from), joined(line, &[Element::TO_CITY, Element::TO_STATE])) {
        (from, to) if from.is_empty() => to,
        (from, to) => format!("{from} -> {to}"),
    };
    Some(JourneyMark { day, kind: JourneyMarkKind::Arrival, state: Some(to), text })
}

fn joined(line: &Line, elements: &[Element]) -> String {
    let parts = elements.iter().filter_map(|element| line.text(*element)).filter(|text| !text.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// Days on which eligibility ended without another move that carried it on.
fn lapses(moves: &[SourcedLine]) -> Vec<JourneyMark> {
    let term = |line: &SourcedLine| {
        let arrived = line.line.date(Element::QUALIFYING_ARRIVAL_DATE)?;
        Some((arrived, line.line.date(Element::ELIGIBILITY_EXPIRATION_DATE)?))
    };
    let terms: Vec<(Date, Date)> = moves.iter().filter_map(term).collect();
    let mut ends: Vec<Date> = terms.iter().map(|(_, end)| *end).collect();
    ends.sort_unstable();
    ends.dedup();
    ends.retain(|end| !terms.iter().any(|(arrived, other)| arrived <= end && other > end));
    let mark = |day| JourneyMark { day, kind: JourneyMarkKind::EligibilityEnd, state: None, text: String::new() };
    ends.into_iter().map(mark).collect()
}

fn graduation(line: &SourcedLine) -> Option<JourneyMark> {
    let day = line.line.date(Element::GRADUATION_DATE)?;
    let text = line.line.text(Element::GRADUATION).unwrap_or_default().to_owned();
    Some(JourneyMark { day, kind: JourneyMarkKind::Graduation, state: Some(line.source.state), text })
}

fn states(bars: &[JourneyBar], marks: &[JourneyMark]) -> Vec<StateCode> {
    let arrivals = marks.iter().filter(|mark| mark.kind == JourneyMarkKind::Arrival);
    let mut first: Vec<(Date, StateCode)> = bars.iter().map(|bar| (bar.from, bar.state)).collect();
    first.extend(arrivals.filter_map(|mark| Some((mark.day, mark.state?))));
    first.sort_unstable();
    let mut seen = HashSet::new();
    first.into_iter().map(|(_, state)| state).filter(|state| seen.insert(*state)).collect()
}
