//! Children with fixed indexes in every sample of a hundred or more, for demonstrations and tests:
//!
//! | index | child |
//! |---|---|
//! | 0 | `Lissete Flores Ramirez` in TX, `Lizete Flores Ramirez` in MI: one record. `Liz-et Flores` in FL with day and month of birth swapped and one parent: doubtful |
//! | 1, 2 | the twins Marisol and Maribel Ortega Luna in TX and WA, flagged as a multiple birth in TX alone: always two |

use super::Options;
use super::data::Data;
use super::family::{BirthPlace, Child, Name, Parent, Person, Traits};
use super::journey::Stay;
use crate::model::Date;

/// Below this number of children a sample has no anchors.
const LEAST: u32 = 100;

/// Whether the child of this index is one of the fixed ones.
pub(super) fn is_anchor(options: &Options, index: u32) -> bool {
    options.children >= LEAST && index < 3
}

/// Puts the fixed children in the place of the drawn ones.
pub(super) fn place(data: &Data, options: &Options, children: &mut [Child]) {
    for child in children.iter_mut().filter(|child| is_anchor(options, child.index)) {
        child.group = "mexican";
        child.person = if child.index == 0 { lissete(options.today) } else { twin(options.today, child.index) };
        child.stays =
            if child.index == 0 { lissete_stays(data, options.today) } else { twin_stays(data, options.today) };
        child.traits = Traits { english_learner: true, pfs: child.index == 0, immunized: true, ..Traits::default() };
    }
}

/// Spells a fixed child as its `order`th state does and says what is different.
pub(super) fn spell(index: u32, order: usize, person: &mut Person) -> Vec<&'static str> {
    match (index, order) {
        (0, 1) => {
            person.name.first = "Lizete".to_owned();
            vec!["respelled"]
        }
        (0, 2) => {
            person.name.first = "Liz-et".to_owned();
            person.name.last2.clear();
            person.born = Date::new(person.born.year(), person.born.day(), person.born.month()).unwrap_or(person.born);
            person.place = BirthPlace::default();
            let [father, _] = &mut person.parents;
            *father = Parent::default();
            vec![
                "respelled",
                "hyphen_joined_or_split",
                "second_surname_cut",
                "birth_day_month_swapped",
                "parents_missing",
                "birth_place_missing",
            ]
        }
        (1 | 2, 1) => {
            person.twin = false;
            vec!["multiple_birth_unflagged"]
        }
        _ => Vec::new(),
    }
}

/// In grade 11 in the present school year.
fn lissete(today: Date) -> Person {
    let parents = [parent("Miguel", "Flores", "9565550143"), parent("Rosa", "Ramirez", "")];
    person(today, 16, (3, 8), ("Lissete", "Flores", "Ramirez"), false, ("Reynosa", "", "MX"), parents)
}

fn twin(today: Date, index: u32) -> Person {
    let first = if index == 1 { "Marisol" } else { "Maribel" };
    let parents = [parent("Ernesto", "Ortega", "9565550178"), parent("Silvia", "Luna", "")];
    person(today, 10, (6, 21), (first, "Ortega", "Luna"), true, ("Edinburg", "TX", "US"), parents)
}

fn person(
    today: Date,
    age: i16,
    (month, day): (i8, i8),
    (first, last1, last2): (&str, &str, &str),
    twin: bool,
    (city, state, country): (&str, &str, &str),
    parents: [Parent; 2],
) -> Person {
    let born = Date::new(school_year(today) - age, month, day).unwrap_or(today);
    let name = Name { first: first.to_owned(), last1: last1.to_owned(), last2: last2.to_owned(), ..Name::default() };
    let place = BirthPlace { city: city.to_owned(), state: state.to_owned(), country: country.to_owned() };
    Person { name, female: true, born, twin, place, parents }
}

fn parent(first: &str, last: &str, phone: &str) -> Parent {
    Parent { first: first.to_owned(), last: last.to_owned(), phone: phone.to_owned() }
}

/// Winters in Texas and summers in Michigan since grade 6, the winter of grade 8 in Florida, grade 9 wholly in Texas.
fn lissete_stays(data: &Data, today: Date) -> Vec<Stay> {
    let first = school_year(today) - 5;
    let mut stays = Vec::new();
    for year in first..=school_year(today) {
        let home = if year == first + 2 { "FL" } else { "TX" };
        let settled = year == first + 3;
        let arrives = if settled { (year, 8, 16) } else { (year, 10, 24) };
        let leaves = if settled { (year + 1, 6, 8) } else { (year + 1, 4, 28) };
        let next = if settled { (year + 1, 6, 14) } else { (year + 1, 5, 4) };
        let returns = if year == first + 2 { (year + 1, 8, 12) } else { (year + 1, 10, 18) };
        stays.push((home, arrives, leaves));
        stays.push(("MI", next, returns));
    }
    build(data, today, &stays)
}

fn twin_stays(data: &Data, today: Date) -> Vec<Stay> {
    let first = school_year(today) - 3;
    let mut stays = Vec::new();
    for year in first..=school_year(today) {
        stays.push(("TX", (year, 9, 20), (year + 1, 5, 20)));
        stays.push(("WA", (year + 1, 5, 26), (year + 1, 9, 14)));
    }
    build(data, today, &stays)
}

/// A state, arrival and departure.
type Season = (&'static str, (i16, i8, i8), (i16, i8, i8));

fn build(data: &Data, today: Date, seasons: &[Season]) -> Vec<Stay> {
    let mut stays: Vec<Stay> = Vec::new();
    let mut before = ("Reynosa".to_owned(), "TAM".to_owned(), "MX");
    let day = |(year, month, day)| Date::new(year, month, day);
    for (code, from, to) in seasons {
        let (Some(from), Some(to)) = (day(*from), day(*to)) else { continue };
        if from >= today {
            break;
        }
        let state = data.state(code);
        let (from_city, from_state, from_country) = before;
        let to = (to < today).then_some(to);
        stays.push(Stay { state, district: 3, from, to, from_city, from_state, from_country });
        before = (data.town(state, 3), (*code).to_owned(), "US");
    }
    if let Some(last) = stays.last_mut() {
        last.to = None;
    }
    stays
}

/// The year in which the present school year began.
fn school_year(today: Date) -> i16 {
    today.year() - i16::from(today.month() < 8)
}
