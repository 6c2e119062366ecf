//! What a state's forms say differently about a family, whatever the child is called: telephones, parents, moves, dates.
//! The rates are those of `README.md`, section "Forms".

use super::Options;
use super::contribution::Contribution;
use super::data::{Data, Pool};
use super::family::{BirthPlace, Child, Parent};
use super::journey::Stay;
use super::rng::{Rng, mix};
use super::spelling;
use crate::model::Date;

/// Number of the `purpose` of the streams that a household's children share in one state.
const HOUSEHOLD: u64 = 40;

/// Changes a contribution as the forms of its state have it and says what became of the parents. `copy` tells a second
/// recruiting in the same state from the first. What belongs to the household is the same for all its children there.
pub(super) fn fill(
    data: &Data,
    options: &Options,
    child: &Child,
    copy: u64,
    one: &mut Contribution,
    rng: &mut Rng,
) -> Vec<&'static str> {
    let state = u64::try_from(one.state).unwrap_or(0);
    let home = mix(child.household) ^ state;
    let mut family = Rng::new(options.seed, HOUSEHOLD + copy, home);
    let changed = parents(data, child, one, &mut family);
    telephone(one, home ^ mix(options.seed), &mut family, rng);
    birth_place(one, rng);
    for stay in &mut one.arrivals {
        let day = u64::from(stay.from.number());
        let mut family = Rng::new(options.seed, HOUSEHOLD + copy, mix(child.household) ^ mix(day));
        arrival(data, stay, options.today, &mut family);
    }
    for stay in &mut one.stays {
        noted(stay, one.born, options.today, rng);
    }
    changed
}

/// A stepfather in the father's place or in an empty one; a mother under her husband's name.
fn parents(data: &Data, child: &Child, one: &mut Contribution, family: &mut Rng) -> Vec<&'static str> {
    let [father, mother] = &mut one.person.parents;
    let mut changed = Vec::new();
    if family.chance(600)
        && let Some(group) = data.groups.iter().find(|group| group.name == child.group)
    {
        let mut other = |pool: &Pool| pool.draw(family).to_owned();
        let (first, last) = (other(&group.boys), other(&group.surnames));
        *father = Parent { first, last, phone: std::mem::take(&mut father.phone) };
        changed.push("stepfather");
    }
    let husband = father.last.split(' ').next().unwrap_or_default();
    if family.chance(400) && !husband.is_empty() && mother.last != husband {
        husband.clone_into(&mut mother.last);
        changed.push("mother_married_name");
    }
    changed
}

/// The number of a family in a state: its own, a new one, the project's, or none.
fn telephone(one: &mut Contribution, home: u64, family: &mut Rng, rng: &mut Rng) {
    let place = one.stays.first().map_or(0, |stay| stay.district);
    let state = u64::try_from(one.state).unwrap_or(0);
    // Two states have the same number for half of the families.
    let renewed = family.chance(2_930);
    let new = number(mix(home));
    // A recruiter who has nothing better writes the project's.
    let of_the_project = family.chance(600);
    let missing = family.chance(2_500) || rng.chance(1_100);
    for phone in one.person.parents.iter_mut().map(|parent| &mut parent.phone).filter(|phone| !phone.is_empty()) {
        if missing {
            phone.clear();
        } else if of_the_project {
            *phone = number(mix(state * 1_000 + u64::from(place)));
        } else if renewed {
            phone.clone_from(&new);
        }
    }
}

/// Ten digits, in the 555 exchange.
fn number(chance: u64) -> String {
    format!("{}555{:04}", 210 + chance % 700, (chance >> 16) % 10_000)
}

/// Since the autumn of 2022 the birth place is not collected any more.
fn birth_place(one: &mut Contribution, rng: &mut Rng) {
    let first = one.stays.iter().map(|stay| stay.from).min();
    let newer = first.zip(Date::new(2022, 10, 1)).is_some_and(|(first, since)| first >= since);
    if newer && rng.chance(4_000) {
        one.person.place = BirthPlace::default();
    }
}

/// A qualifying move as somebody remembered it.
fn arrival(data: &Data, stay: &mut Stay, today: Date, family: &mut Rng) {
    match family.below(100) {
        0..12 => {
            stay.from_city.clear();
            if family.chance(5_000) {
                stay.from_state.clear();
            }
        }
        12..20 if family.chance(5_000) => stay.from_city = spelling::typo(&stay.from_city, family),
        12..20 => stay.from_city = spelling::respell(&stay.from_city, family),
        20..30 => stay.from_city = nearby(data, stay, family),
        _ => {}
    }
    if family.chance(1_000) {
        let days = family.between(1, 9);
        stay.from = stay.from.plus_days(if family.chance(5_000) { days } else { -days }).min(today);
    }
}

/// Another town of the same state.
fn nearby(data: &Data, stay: &Stay, family: &mut Rng) -> String {
    if let Some(state) = data.states.iter().position(|state| state.code == stay.from_state) {
        return data.town(state, u32::try_from(family.between(1, 40)).unwrap_or(1));
    }
    let there = |place: &&String| place.split_once(';').is_some_and(|(_, state)| state == stay.from_state);
    let towns: Vec<&String> = data.list("mexico").iter().filter(there).collect();
    let town = family.pick(&towns).and_then(|place| place.split_once(';'));
    town.map_or_else(|| stay.from_city.clone(), |(city, _)| city.to_owned())
}

/// Dates that a school wrote down late, or as it was told: off by one to three weeks, one in five.
fn noted(stay: &mut Stay, born: Date, today: Date, rng: &mut Rng) {
    let mut off = |day: Date| {
        let days = rng.between(7, 21);
        let days = if rng.chance(5_000) { days } else { -days };
        if rng.chance(2_000) { day.plus_days(days) } else { day }
    };
    let (from, to) = (off(stay.from), stay.to.map(&mut off));
    let least = to.unwrap_or(today).plus_days(-1);
    if from > born && from < least && to.is_none_or(|to| to <= today) {
        (stay.from, stay.to) = (from, to);
    }
}
