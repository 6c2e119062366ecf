//! What a contribution says about where the child was and when: moves, stays, grades. A child is in one place at a time.

use super::name::compact;
use super::profile::Profile;
use super::vocabulary::Agreement;
use crate::model::{Date, Element, Line, QualifyingMove, Residence, Stay};

/// Most moves.
const MOST_MOVES: usize = 4;
/// Most stays.
const MOST_STAYS: usize = 6;
/// Enrollments of one place with no longer gap between them are one stay: a summer.
const GAP_DAYS: i64 = 100;

/// The newest qualifying moves.
pub(super) fn moves(lines: &[Line]) -> Vec<QualifyingMove> {
    let mut moves: Vec<QualifyingMove> = lines.iter().filter_map(qualifying_move).collect();
    moves.sort_by_key(|one| std::cmp::Reverse(one.arrived));
    moves.dedup();
    moves.truncate(MOST_MOVES);
    moves
}

fn qualifying_move(line: &Line) -> Option<QualifyingMove> {
    Some(QualifyingMove {
        arrived: line.date(Element::QUALIFYING_ARRIVAL_DATE)?,
        from: place(line, Element::FROM_CITY, Element::FROM_STATE),
        from_state: line.text(Element::FROM_STATE).and_then(|state| state.parse().ok()),
        to: place(line, Element::TO_CITY, Element::TO_STATE),
    })
}

/// The newest stays, overlapping and following enrollments of one place taken together.
pub(super) fn stays(lines: &[Line]) -> Vec<Stay> {
    let mut single: Vec<Stay> = lines.iter().filter_map(stay).collect();
    single.sort_by_key(|stay| (stay.from, stay.to));
    let mut stays: Vec<Stay> = Vec::with_capacity(single.len().min(MOST_STAYS));
    for next in single {
        match stays.last_mut().filter(|last| continues(last, &next)) {
            // A service within the stay says nothing of its end.
            Some(last) => last.to = last.to.max(next.to),
            None => stays.push(next),
        }
    }
    stays.reverse();
    stays.truncate(MOST_STAYS);
    stays
}

fn stay(line: &Line) -> Option<Stay> {
    let known = [Element::ENROLLMENT_DATE, Element::RESIDENCY_DATE, Element::RESIDENCY_VERIFICATION_DATE];
    let to = line.date(Element::WITHDRAWAL_DATE);
    let from = known.into_iter().find_map(|element| line.date(element)).or(to)?;
    let place = place(line, Element::FACILITY_CITY, Element::FACILITY_STATE);
    Some(Stay { from, to: to.filter(|to| *to >= from), place })
}

fn continues(last: &Stay, next: &Stay) -> bool {
    let end = last.to.unwrap_or(last.from);
    last.place == next.place && end.days_until(next.from) <= GAP_DAYS
}

/// The district of the newest enrollment, if that says one.
pub(super) fn residence(lines: &[Line]) -> Option<Residence> {
    let dated = lines.iter().filter_map(|line| Some((line.date(Element::ENROLLMENT_DATE)?, line)));
    let (since, line) = dated.max_by_key(|(day, _)| *day)?;
    Some(Residence { since, district: line.district()? })
}

/// The autumn of kindergarten that most grades speak for; of several the latest.
pub(super) fn cohort(lines: &[Line]) -> Option<i16> {
    let mut autumns: Vec<i16> = lines.iter().filter_map(autumn_of_kindergarten).collect();
    autumns.sort_unstable();
    let groups = autumns.chunk_by(|a, b| a == b).filter_map(|group| Some((group.len(), *group.first()?)));
    groups.max().map(|(_, autumn)| autumn)
}

fn autumn_of_kindergarten(line: &Line) -> Option<i16> {
    let rank = line.grade()?.rank().filter(|rank| *rank >= 0)?;
    let date = line.date(Element::ENROLLMENT_DATE).or_else(|| line.date(Element::WITHDRAWAL_DATE))?;
    // A school year begins in July.
    let begins = if date.month() >= 7 { date.year() } else { date.year() - 1 };
    Some(begins - i16::from(rank))
}

/// Marks of the parents' telephones and e-mail addresses.
pub(super) fn contacts(line: &Line) -> impl Iterator<Item = u32> {
    let all = [Element::PARENT_1_PHONE, Element::PARENT_2_PHONE, Element::PARENT_1_EMAIL, Element::PARENT_2_EMAIL];
    all.map(|element| line.text(element).filter(|text| text.len() > 6).map(|text| mark(&text.to_ascii_lowercase())))
        .into_iter()
        .flatten()
}

fn place(line: &Line, city: Element, state: Element) -> Option<u32> {
    let city = compact(line.text(city)?);
    let state = compact(line.text(state).unwrap_or_default());
    (!city.is_empty()).then(|| mark(&format!("{city} {state}")))
}

/// FNV-1a, 32 bits.
fn mark(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Days in which a family travels from one place to the next.
const TRAVEL_DAYS: i64 = 75;
/// Days in two places that clerks' dates explain.
const SLACK_DAYS: i64 = 14;

/// Whether a qualifying move of one side comes from a place of the other, or both sides tell of the same move.
pub(super) fn moves_agree(a: &Profile, b: &Profile) -> Agreement {
    if a.moves.is_empty() || b.moves.is_empty() {
        return Agreement::Missing;
    }
    let arrivals = |side: &Profile| side.moves.iter().map(|one| one.arrived).collect::<Vec<_>>();
    let (when_a, when_b) = (arrivals(a), arrivals(b));
    let chained = |from: &Profile, to: &Profile| {
        from.moves.iter().any(|one| one.from.is_some_and(|place| lived_in(to, place, one.arrived)))
    };
    if when_a.iter().any(|day| when_b.contains(day)) {
        Agreement::Same
    } else if chained(a, b) || chained(b, a) {
        Agreement::Handover
    } else if [(a, b), (b, a)].iter().any(|(x, y)| x.moves.iter().any(|one| one.from_state == Some(y.key.state))) {
        Agreement::Part
    } else {
        Agreement::Different
    }
}

/// Whether a child is known in a place before a day.
fn lived_in(child: &Profile, place: u32, before: Date) -> bool {
    child.stays.iter().any(|stay| stay.place == Some(place) && stay.from < before)
        || child.moves.iter().any(|one| one.to == Some(place) && one.arrived < before)
}

/// Whether both children can be one by where they were and when.
pub(super) fn stays_agree(a: &Profile, b: &Profile) -> Agreement {
    if a.stays.is_empty() || b.stays.is_empty() {
        return Agreement::Missing;
    }
    if days_in_two_places(&a.stays, &b.stays) > SLACK_DAYS {
        return Agreement::Overlap;
    }
    let follows = |first: &[Stay], then: &[Stay]| {
        first
            .iter()
            .filter_map(|stay| stay.to)
            .any(|left| then.iter().any(|stay| (-SLACK_DAYS..=TRAVEL_DAYS).contains(&left.days_until(stay.from))))
    };
    if follows(&a.stays, &b.stays) || follows(&b.stays, &a.stays) { Agreement::Handover } else { Agreement::Apart }
}

/// Days both are known to have been somewhere, in different places.
fn days_in_two_places(a: &[Stay], b: &[Stay]) -> i64 {
    let pairs = a.iter().flat_map(|a| b.iter().map(move |b| (a, b)));
    pairs.filter(|(a, b)| a.place != b.place).map(|(a, b)| overlap(a, b)).sum()
}

fn overlap(a: &Stay, b: &Stay) -> i64 {
    let (Some(a_to), Some(b_to)) = (a.to, b.to) else { return 0 };
    let (from, to) = (a.from.max(b.from), a_to.min(b_to));
    if to <= from { 0 } else { from.days_until(to) }
}

/// Whether two children go through the grades together.
pub(super) fn grades_agree(a: Option<i16>, b: Option<i16>) -> Agreement {
    match (a, b) {
        (Some(a), Some(b)) => match a.abs_diff(b) {
            0 => Agreement::Same,
            1 => Agreement::Similar,
            _ => Agreement::Different,
        },
        _ => Agreement::Missing,
    }
}
