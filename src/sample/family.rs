//! Families and their children as they truly are, before any state writes them down.

use super::Options;
use super::data::{Data, Group, Pool};
use super::journey::{self, Stay};
use super::rng::Rng;
use crate::model::Date;

/// Children are drawn in blocks of relatives, so that any block can be made by itself.
pub(super) const BLOCK: u32 = 16;

/// Births in 10,000 that are of twins, where the family has room for two: one child in thirty is one.
const TWINS: u32 = 300;

/// A child's name in the fields of the dictionary (MDE 4 to 8).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) first: String,
    pub(super) middle: String,
    pub(super) last1: String,
    pub(super) last2: String,
    pub(super) suffix: String,
}

/// A parent (MDE 16 to 19, 77 to 80).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parent {
    pub(super) first: String,
    pub(super) last: String,
    pub(super) phone: String,
}

/// Where a child was born (MDE 12 to 14).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct BirthPlace {
    pub(super) city: String,
    pub(super) state: String,
    pub(super) country: String,
}

/// What identifies a child: the truth, or what one state says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) name: Name,
    pub(super) female: bool,
    pub(super) born: Date,
    pub(super) twin: bool,
    pub(super) place: BirthPlace,
    /// First and second parent; an empty first name is a parent not disclosed.
    pub(super) parents: [Parent; 2],
}

/// One child with its life.
#[derive(Debug, Clone)]
pub(super) struct Child {
    pub(super) index: u32,
    pub(super) group: &'static str,
    /// Which household, the same for siblings.
    pub(super) household: u64,
    pub(super) person: Person,
    pub(super) stays: Vec<Stay>,
    pub(super) traits: Traits,
}

/// What schools note about a child.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Traits {
    pub(super) english_learner: bool,
    pub(super) idea: bool,
    pub(super) pfs: bool,
    pub(super) immunized: bool,
    pub(super) med_alert: bool,
    /// One grade behind its age.
    pub(super) behind: bool,
    /// Left school at sixteen.
    pub(super) out_of_school: bool,
}

struct Family<'a> {
    number: u64,
    group: &'a Group,
    father: (String, String, String),
    mother: (String, String, String),
    father_known: bool,
    phone: String,
    stays: Vec<Stay>,
}

/// The children of a block, in the order of their indexes. The last block may be cut by the caller.
pub(super) fn block(data: &Data, options: &Options, number: u32) -> Vec<Child> {
    let mut rng = Rng::new(options.seed, 1, u64::from(number));
    let mut children: Vec<Child> = Vec::new();
    let mut cousin: Option<(usize, String)> = None;
    while children.len() < 16 {
        let size = 1 + rng.weighted([30, 30, 22, 12, 6].into_iter());
        let group = match &cousin {
            // An uncle's household: the same first surname, often the same grandfather's name.
            Some((group, _)) if rng.chance(3_500) => *group,
            _ => {
                cousin = None;
                rng.weighted(data.groups.iter().map(|group| group.weight))
            }
        };
        let Some(drawn) = data.groups.get(group) else { break };
        let surname = cousin.as_ref().map(|(_, surname)| surname.clone());
        let mut family = Family::draw(data, options, drawn, surname, &mut rng);
        family.number = u64::from(number) * u64::from(BLOCK) + u64::try_from(children.len()).unwrap_or(0);
        cousin = Some((group, family.father.1.clone()));
        let room = 16 - children.len();
        family.children(data, options, size.min(room), &mut children, &mut rng);
    }
    for (child, index) in children.iter_mut().zip(number.saturating_mul(BLOCK)..) {
        child.index = index;
    }
    children
}

impl<'a> Family<'a> {
    fn draw(data: &Data, options: &Options, group: &'a Group, paternal: Option<String>, rng: &mut Rng) -> Self {
        let two = has_two_surnames(group);
        let mut adult = |pool: &Pool, surname: Option<String>| {
            let first = pool.draw(rng).to_owned();
            let last1 = surname.unwrap_or_else(|| group.surnames.draw(rng).to_owned());
            let last2 = if two { group.surnames.draw(rng).to_owned() } else { String::new() };
            (first, last1, last2)
        };
        let father = adult(&group.boys, paternal);
        let mother = adult(&group.girls, None);
        let father_known = !rng.chance(1_200);
        let stays = journey::draw(data, options.today, rng);
        let area = 210 + rng.below(700);
        let phone = format!("{area}555{:04}", rng.below(10_000));
        Self { number: 0, group, father, mother, father_known, phone, stays }
    }

    fn children(&self, data: &Data, options: &Options, size: usize, into: &mut Vec<Child>, rng: &mut Rng) {
        // The youngest first: up to 21 years back, then steps of one to five years.
        let mut age_days = rng.between(20, 365 * 20);
        let mut left = size;
        // A grandfather's or aunt's name, given again in the next household of the kin.
        let cousin =
            into.last().filter(|child| child.group == self.group.name && child.person.name.last1 == self.father.1);
        let mut namesake = cousin.map(|child| child.person.clone()).filter(|_| rng.chance(2_000));
        let siblings = into.len();
        while left > 0 {
            let births = if left >= 2 && rng.chance(TWINS) { 2 } else { 1 };
            let born = self.birth_date(options.today, age_days, rng);
            let mut first_twin: Option<Person> = None;
            for _ in 0..births {
                let mut person = self.person(data, born, births == 2, rng);
                if let Some(twin) = &first_twin {
                    self.make_twin(&mut person, twin, rng);
                } else if let Some(cousin) = namesake.take() {
                    person.name.first = cousin.name.first;
                    person.female = cousin.female;
                    // Born in the same weeks: two children that only their parents tell apart.
                    if births == 1 && rng.chance(3_000) {
                        person.born = cousin.born.plus_days(rng.between(-40, 40)).min(options.today.plus_days(-20));
                    }
                } else {
                    self.make_sibling(&mut person, siblings, into, rng);
                }
                first_twin = Some(person.clone());
                into.push(Child {
                    index: 0,
                    household: self.number,
                    group: self.group.name,
                    stays: journey::since_birth(&self.stays, person.born, options.today, rng),
                    person,
                    traits: draw_traits(self.group.name, rng),
                });
                left -= 1;
            }
            age_days = (age_days + rng.between(330, 1_500)) % (365 * 21);
        }
    }

    fn birth_date(&self, today: Date, age_days: i32, rng: &mut Rng) -> Date {
        let born = today.plus_days(-age_days);
        // Where papers were lost, the first of January stands in for the day.
        let default = match self.group.name {
            "somali" => 2_500,
            "karen" => 1_500,
            "mayan" => 200,
            _ => 10,
        };
        if rng.chance(default) { Date::new(born.year(), 1, 1).unwrap_or(born) } else { born }
    }

    fn person(&self, data: &Data, born: Date, twin: bool, rng: &mut Rng) -> Person {
        let female = rng.chance(4_900);
        let given = if female { &self.group.girls } else { &self.group.boys };
        let first = given.draw(rng).to_owned();
        let name = self.name(first, given, rng);
        let countries = data.list(&format!("birth-{}", self.group.name));
        let country = rng.word(countries).to_owned();
        let city = rng.word(data.list(&format!("city-{country}")));
        let (city, state) = city.split_once(';').unwrap_or((city, ""));
        let (city, state) = (city.to_owned(), state.to_owned());
        let father = Parent {
            first: if self.father_known { self.father.0.clone() } else { String::new() },
            last: if self.father_known { join(&self.father.1, &self.father.2, rng) } else { String::new() },
            phone: if self.father_known { self.phone.clone() } else { String::new() },
        };
        let mother = Parent {
            first: self.mother.0.clone(),
            last: join(&self.mother.1, &self.mother.2, rng),
            phone: if self.father_known { String::new() } else { self.phone.clone() },
        };
        Person { name, female, born, twin, place: BirthPlace { city, state, country }, parents: [father, mother] }
    }

    /// The child's name by the custom of its people.
    fn name(&self, first: String, given: &Pool, rng: &mut Rng) -> Name {
        let father = &self.father;
        let mother = &self.mother;
        let mut name = Name { first, ..Name::default() };
        match self.group.name {
            "mexican" | "mayan" => {
                if rng.chance(5_500) {
                    name.middle = other(given, &name.first, rng);
                }
                name.last1 = if self.father_known { father.1.clone() } else { mother.1.clone() };
                name.last2 = if self.father_known { mother.1.clone() } else { mother.2.clone() };
            }
            // Own name, father's name, grandfather's name.
            "somali" => {
                name.middle = father.0.clone();
                name.last1 = father.1.clone();
            }
            // No family names: the syllables are one name, whose last one forms fill the surname.
            "karen" => name.last1 = self.group.surnames.draw(rng).to_owned(),
            "filipino" => {
                name.middle = mother.1.clone();
                name.last1 = father.1.clone();
            }
            _ => {
                if rng.chance(6_000) {
                    name.middle = other(given, &name.first, rng);
                }
                name.last1 = father.1.clone();
            }
        }
        let suffixed = if self.group.name == "anglo" { 400 } else { 100 };
        if rng.chance(suffixed) {
            name.suffix = rng.text(&["Jr", "Jr.", "III", "II"]).to_owned();
        }
        name
    }

    /// Siblings share a first name only with different second ones.
    fn make_sibling(&self, person: &mut Person, siblings: usize, all: &[Child], rng: &mut Rng) {
        for _ in 0..8 {
            let given = |name: &Name| (name.first.clone(), name.middle.clone());
            let same = |other: &Child| given(&other.person.name) == given(&person.name);
            if !all.iter().skip(siblings).any(same) {
                break;
            }
            let pool = if person.female { &self.group.girls } else { &self.group.boys };
            person.name.first = pool.draw(rng).to_owned();
        }
    }

    /// Twins are often named alike; that is what makes them hard.
    fn make_twin(&self, person: &mut Person, first: &Person, rng: &mut Rng) {
        person.place = first.place.clone();
        person.parents = first.parents.clone();
        if rng.chance(3_500) {
            person.female = first.female;
        }
        let pool = if person.female { &self.group.girls } else { &self.group.boys };
        let initial = first.name.first.chars().next();
        for _ in 0..12 {
            person.name.first = pool.draw(rng).to_owned();
            let alike = person.name.first.chars().next() == initial || !rng.chance(4_000);
            if alike && person.name.first != first.name.first {
                break;
            }
        }
        if rng.chance(1_000) {
            // The shared first name with different second ones: Maria Elena, Maria Luisa.
            person.female = first.female;
            person.name.first = first.name.first.clone();
            let pool = if person.female { &self.group.girls } else { &self.group.boys };
            person.name.middle = other(pool, &first.name.middle, rng);
        } else if person.name.first == first.name.first {
            person.name.first.push_str(if person.female { "na" } else { "el" });
        }
    }
}

fn draw_traits(group: &str, rng: &mut Rng) -> Traits {
    Traits {
        english_learner: rng.chance(if group == "anglo" { 800 } else { 4_500 }),
        idea: rng.chance(900),
        pfs: rng.chance(2_500),
        immunized: rng.chance(8_500),
        med_alert: rng.chance(400),
        behind: rng.chance(1_200),
        out_of_school: rng.chance(1_200),
    }
}

fn has_two_surnames(group: &Group) -> bool {
    matches!(group.name, "mexican" | "mayan")
}

fn other(pool: &Pool, than: &str, rng: &mut Rng) -> String {
    (0..6).map(|_| pool.draw(rng)).find(|name| *name != than).unwrap_or("").to_owned()
}

/// A parent's surname: half of the families give both.
fn join(last1: &str, last2: &str, rng: &mut Rng) -> String {
    if last2.is_empty() || rng.chance(5_500) { last1.to_owned() } else { format!("{last1} {last2}") }
}
