//! Where a family lives and works over the years: the winter home, and the states upstream by season.

use super::campus::DISTRICTS;
use super::data::Data;
use super::rng::Rng;
use crate::model::Date;

/// One stay of a family in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stay {
    /// Place in the list of states.
    pub(super) state: usize,
    /// Invented district, 1 to 40.
    pub(super) district: u32,
    /// Arrival.
    pub(super) from: Date,
    /// Departure; none when the family is there.
    pub(super) to: Option<Date>,
    /// Town it came from.
    pub(super) from_city: String,
    /// Its state.
    pub(super) from_state: String,
    /// Its country.
    pub(super) from_country: &'static str,
}

/// The stays of a family up to today, the oldest first. There is at least one.
pub(super) fn draw(data: &Data, today: Date, rng: &mut Rng) -> Vec<Stay> {
    let wanted = 1 + rng.weighted([53, 31, 11, 5].into_iter());
    let route = route(data, wanted, rng);
    let districts: Vec<u32> = route.iter().map(|_| one_of_the_districts(rng)).collect();
    let years = 1 + rng.weighted([14, 18, 16, 14, 12, 10, 8, 8].into_iter());
    let years = i32::try_from(years).unwrap_or(1).max(i32::try_from(wanted).unwrap_or(1) - 1);
    let mut at = today.plus_days(-(years * 365) - rng.between(30, 360));
    let mut stays: Vec<Stay> = Vec::new();
    let (mut from_city, mut from_state, mut from_country) = origin(data, rng);
    for (place, (state, home)) in route.iter().zip(&districts).enumerate().cycle() {
        let moved_within = route.len() == 1 || rng.chance(1_500);
        let district = if moved_within { one_of_the_districts(rng) } else { *home };
        let long = if place == 0 { rng.between(170, 330) } else { rng.between(50, 150) };
        let leaves = at.plus_days(long);
        let to = (leaves < today).then_some(leaves);
        stays.push(Stay { state: *state, district, from: at, to, from_city, from_state, from_country });
        let Some(left) = to else { break };
        at = left.plus_days(rng.between(1, 9));
        if at >= today {
            break;
        }
        (from_city, from_state, from_country) = (data.town(*state, district), code(data, *state), "US");
    }
    if let Some(last) = stays.last_mut() {
        last.to = None;
    }
    stays
}

/// The stays a child took part in: those after its birth. One born since the last move has that place alone.
pub(super) fn since_birth(stays: &[Stay], born: Date, today: Date, rng: &mut Rng) -> Vec<Stay> {
    let mut own: Vec<Stay> = stays.iter().filter(|stay| stay.from > born).cloned().collect();
    // Recruiters do not find every child everywhere.
    let missed = own.last().map(|last| last.state);
    if rng.chance(2_000) && own.iter().any(|stay| Some(stay.state) != missed) {
        let skipped = rng.pick(&own).map(|stay| stay.state);
        own.retain(|stay| Some(stay.state) != skipped || Some(stay.state) == missed);
    }
    if let Some(last) = stays.last().filter(|_| own.is_empty()) {
        let from = born.plus_days(rng.between(1, 15));
        own.push(Stay { from: if from < today { from } else { born }, to: None, ..last.clone() });
    }
    own
}

/// An invented district by its number.
fn one_of_the_districts(rng: &mut Rng) -> u32 {
    u32::try_from(rng.between(1, 40)).unwrap_or(1).min(DISTRICTS)
}

fn route(data: &Data, wanted: usize, rng: &mut Rng) -> Vec<usize> {
    if wanted == 1 {
        return vec![rng.weighted(data.states.iter().map(|state| state.weight))];
    }
    let stream = rng.weighted(data.streams.iter().map(|stream| stream.weight));
    let states = data.streams.get(stream).map_or(&[][..], |stream| stream.states.as_slice());
    let mut route: Vec<usize> = states.iter().take(wanted).copied().collect();
    if rng.chance(1_500) && route.len() > 1 {
        // Off the beaten track.
        let elsewhere = rng.below(data.states.len());
        if !route.contains(&elsewhere) {
            route.pop();
            route.push(elsewhere);
        }
    }
    route
}

fn origin(data: &Data, rng: &mut Rng) -> (String, String, &'static str) {
    if rng.chance(6_000) {
        let place = rng.word(data.list("mexico"));
        let (city, state) = place.split_once(';').unwrap_or((place, ""));
        return (city.to_owned(), state.to_owned(), "MX");
    }
    let state = rng.below(data.states.len());
    (data.town(state, 7), code(data, state), "US")
}

fn code(data: &Data, state: usize) -> String {
    data.states.get(state).map(|state| state.code.clone()).unwrap_or_default()
}
