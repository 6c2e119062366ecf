//! What a state writes down wrongly or differently about who a child is. [`RATES`] is the one table of how often.

use super::data::Data;
use super::family::{BirthPlace, Parent, Person};
use super::rng::Rng;
use super::spelling;
use crate::model::Date;

/// Kinds of error, each with its rate in 10,000 contributions. One contribution in eight is a hasty form, on which
/// every rate is four times as high, so that several errors meet on one child.
pub(super) const RATES: &[(Kind, &str, u32)] = &[
    (Kind::Respelled, "respelled", 900),
    (Kind::Typo, "typo", 600),
    (Kind::AccentsDropped, "accents_dropped", 3_000),
    (Kind::AccentsAdded, "accents_added", 500),
    (Kind::Mojibake, "mojibake", 300),
    (Kind::Hyphen, "hyphen_joined_or_split", 1_500),
    (Kind::Nickname, "nickname", 500),
    (Kind::MiddleAsFirst, "middle_as_first", 250),
    (Kind::GivenJoined, "given_names_joined", 400),
    (Kind::MiddleDropped, "middle_dropped", 1_200),
    (Kind::MiddleInitial, "middle_initial", 500),
    (Kind::NameResplit, "name_split_elsewhere", 1_500),
    (Kind::SurnamesSwapped, "surnames_swapped", 300),
    (Kind::SurnamesJoined, "surnames_in_one_field", 500),
    (Kind::SurnameCut, "second_surname_cut", 800),
    (Kind::SurnamesHyphened, "surnames_hyphenated", 300),
    (Kind::ParticleDropped, "particle_dropped", 1_500),
    (Kind::FieldsSwapped, "given_and_surname_swapped", 120),
    (Kind::SuffixMoved, "suffix_in_wrong_field", 3_000),
    (Kind::DayMonthSwapped, "birth_day_month_swapped", 150),
    (Kind::BirthDigit, "birth_digit_off", 200),
    (Kind::BirthYear, "birth_year_off", 100),
    (Kind::BirthDefault, "birth_0101_default", 80),
    (Kind::SexWrong, "sex_wrong", 60),
    (Kind::ParentMissing, "parents_missing", 900),
    (Kind::ParentSpelled, "parent_respelled", 700),
    (Kind::ParentsSwapped, "parents_swapped", 150),
    (Kind::PlaceMissing, "birth_place_missing", 2_500),
    (Kind::TwinUnflagged, "multiple_birth_unflagged", 3_300),
];

/// A kind of error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Respelled,
    Typo,
    AccentsDropped,
    AccentsAdded,
    Mojibake,
    Hyphen,
    Nickname,
    MiddleAsFirst,
    GivenJoined,
    MiddleDropped,
    MiddleInitial,
    NameResplit,
    SurnamesSwapped,
    SurnamesJoined,
    SurnameCut,
    SurnamesHyphened,
    ParticleDropped,
    FieldsSwapped,
    SuffixMoved,
    DayMonthSwapped,
    BirthDigit,
    BirthYear,
    BirthDefault,
    SexWrong,
    ParentMissing,
    ParentSpelled,
    ParentsSwapped,
    PlaceMissing,
    TwinUnflagged,
}

/// Applies the errors that chance wants and says which ones changed something, in the order of the table.
pub(super) fn apply(data: &Data, person: &mut Person, today: Date, rng: &mut Rng) -> Vec<&'static str> {
    let factor = if rng.chance(1_250) { 4 } else { 1 };
    let mut applied = Vec::new();
    for (kind, name, rate) in RATES {
        if !rng.chance((rate * factor).min(9_000)) {
            continue;
        }
        let before = person.clone();
        alter(data, *kind, person, rng);
        let possible = !person.name.first.is_empty() && !person.name.last1.is_empty() && person.born <= today;
        if !possible {
            *person = before;
        } else if *person != before {
            applied.push(*name);
        }
    }
    applied
}

fn alter(data: &Data, kind: Kind, person: &mut Person, rng: &mut Rng) {
    match kind {
        Kind::Respelled => one_name(person, rng, spelling::respell),
        Kind::Typo => one_name(person, rng, spelling::typo),
        Kind::AccentsDropped => each_name(person, spelling::plain),
        Kind::AccentsAdded => each_name(person, spelling::accent),
        Kind::Mojibake => each_name(person, spelling::mojibake),
        Kind::Hyphen => one_name(person, rng, spelling::hyphen),
        Kind::ParticleDropped => each_name(person, spelling::drop_particle),
        Kind::DayMonthSwapped | Kind::BirthDigit | Kind::BirthYear | Kind::BirthDefault => {
            person.born = birth_date(kind, person.born, rng).unwrap_or(person.born);
        }
        Kind::SexWrong => person.female = !person.female,
        Kind::PlaceMissing => person.place = BirthPlace::default(),
        Kind::TwinUnflagged => person.twin = false,
        Kind::ParentMissing | Kind::ParentSpelled | Kind::ParentsSwapped => parents(kind, &mut person.parents, rng),
        _ => fields(data, kind, person, rng),
    }
}

/// Errors that move a name from field to field.
fn fields(data: &Data, kind: Kind, person: &mut Person, rng: &mut Rng) {
    let name = &mut person.name;
    match kind {
        Kind::Nickname => {
            if let Some(nicknames) = data.nicknames.get(&spelling::plain(&name.first)) {
                name.first = rng.word(nicknames).to_owned();
            }
        }
        Kind::MiddleAsFirst if !name.middle.is_empty() => {
            name.first = std::mem::take(&mut name.middle);
        }
        Kind::GivenJoined if !name.middle.is_empty() => {
            let glue = rng.text(&[" ", " ", "-", ""]);
            let middle = std::mem::take(&mut name.middle);
            let middle = if glue.is_empty() { middle.to_lowercase() } else { middle };
            name.first = format!("{}{glue}{middle}", name.first);
        }
        Kind::MiddleDropped => name.middle.clear(),
        Kind::MiddleInitial => {
            let initial =
                name.middle.chars().next().map(|c| if rng.chance(5_000) { c.to_string() } else { format!("{c}.") });
            name.middle = initial.unwrap_or_default();
        }
        // Eh Doh | Paw becomes Eh | Doh Paw.
        Kind::NameResplit => {
            if let Some((first, rest)) = name.first.clone().split_once(' ') {
                name.first = first.to_owned();
                name.last1 = format!("{rest} {}", name.last1);
            }
        }
        Kind::SurnamesSwapped if !name.last2.is_empty() => std::mem::swap(&mut name.last1, &mut name.last2),
        Kind::SurnamesJoined | Kind::SurnamesHyphened if !name.last2.is_empty() => {
            let glue = match kind {
                Kind::SurnamesHyphened => "-",
                _ if rng.chance(1_500) => "",
                _ => " ",
            };
            let second = std::mem::take(&mut name.last2);
            name.last1 = format!("{}{glue}{second}", name.last1);
        }
        Kind::SurnameCut => name.last2.clear(),
        Kind::FieldsSwapped => std::mem::swap(&mut name.first, &mut name.last1),
        Kind::SuffixMoved if !name.suffix.is_empty() => {
            let suffix = std::mem::take(&mut name.suffix);
            let field = if rng.chance(6_000) { &mut name.last1 } else { &mut name.first };
            *field = format!("{field} {suffix}");
        }
        _ => {}
    }
}

fn parents(kind: Kind, parents: &mut [Parent; 2], rng: &mut Rng) {
    let [first, second] = parents;
    match kind {
        Kind::ParentsSwapped => std::mem::swap(first, second),
        Kind::ParentMissing if rng.chance(5_000) => *first = Parent::default(),
        Kind::ParentMissing => *parents = [Parent::default(), Parent::default()],
        _ => {
            let parent = if rng.chance(5_000) { first } else { second };
            if parent.first.is_empty() {
                return;
            }
            let name = if rng.chance(5_000) { &mut parent.first } else { &mut parent.last };
            *name = if rng.chance(7_000) { spelling::respell(name, rng) } else { spelling::typo(name, rng) };
        }
    }
}

/// A wrong birth date of the kind; none where the calendar has no such day.
fn birth_date(kind: Kind, born: Date, rng: &mut Rng) -> Option<Date> {
    match kind {
        Kind::DayMonthSwapped => Date::new(born.year(), born.day(), born.month()),
        Kind::BirthDefault => Date::new(born.year(), 1, 1),
        Kind::BirthYear => {
            let years = rng.pick(&[-1, 1, -1, 1, -10, 10]).copied().unwrap_or(1);
            Date::new(born.year() + years, born.month(), born.day())
        }
        _ => {
            let power = rng.pick(&[1_u32, 10, 100, 1_000]).copied().unwrap_or(1);
            let digit = born.number() / power % 10;
            let wrong = u32::try_from(rng.below(10)).unwrap_or(0);
            Date::from_number(born.number() - digit * power + wrong * power).ok()
        }
    }
}

/// Changes one of the name fields that are filled.
fn one_name(person: &mut Person, rng: &mut Rng, change: fn(&str, &mut Rng) -> String) {
    let name = &mut person.name;
    let mut filled: Vec<&mut String> =
        [&mut name.first, &mut name.last1, &mut name.last2].into_iter().filter(|field| !field.is_empty()).collect();
    let chosen = rng.below(filled.len());
    if let Some(field) = filled.get_mut(chosen) {
        **field = change(field, rng);
    }
}

/// Changes all name fields, as a machine does.
fn each_name(person: &mut Person, change: fn(&str) -> String) {
    let name = &mut person.name;
    for field in [&mut name.first, &mut name.middle, &mut name.last1, &mut name.last2] {
        *field = change(field);
    }
}
