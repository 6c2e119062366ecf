//! The lists behind the invented world, from `assets/sample/`: names per population group, states, streams, places,
//! courses, nicknames. Read once; an entry that is not there is empty, and a test says so.

use std::collections::BTreeMap;

use super::rng::{Rng, mix};

/// Population groups and how many of 1,000 families belong to each.
const GROUPS: &[(&str, u32)] =
    &[("mexican", 740), ("mayan", 90), ("haitian", 35), ("somali", 30), ("karen", 35), ("anglo", 50), ("filipino", 20)];

/// Everything.
pub(super) struct Data {
    pub(super) groups: Vec<Group>,
    pub(super) states: Vec<State>,
    pub(super) streams: Vec<Stream>,
    pub(super) nicknames: BTreeMap<String, Vec<String>>,
    pub(super) courses: Vec<Course>,
    places: BTreeMap<String, Vec<String>>,
}

/// A population group with names in order of frequency.
pub(super) struct Group {
    pub(super) name: &'static str,
    pub(super) weight: u32,
    pub(super) girls: Pool,
    pub(super) boys: Pool,
    pub(super) surnames: Pool,
}

/// Names whose frequency falls as one over the rank: there are many Garcias.
pub(super) struct Pool {
    pub(super) names: Vec<String>,
    /// Sums of the weights, in the order of the names.
    sums: Vec<u32>,
}

/// A state that sends files.
pub(super) struct State {
    pub(super) code: String,
    pub(super) fips: String,
    pub(super) zip3: String,
    pub(super) delimiter: char,
    pub(super) crlf: bool,
    pub(super) system: String,
    /// How often it is the only state of a family, against the others.
    pub(super) weight: u32,
}

/// A way that crews follow: places in the list of states, the winter home first.
pub(super) struct Stream {
    pub(super) weight: u32,
    pub(super) states: Vec<usize>,
}

/// A course of a grade.
pub(super) struct Course {
    pub(super) grade: String,
    pub(super) title: String,
    pub(super) subject: String,
    pub(super) kind: String,
}

impl Data {
    /// Reads the lists that are built into the program.
    pub(super) fn load() -> Self {
        let names = table(include_str!("../../assets/sample/names.tsv"));
        let states: Vec<State> =
            table(include_str!("../../assets/sample/states.tsv")).iter().map(|r| state(r)).collect();
        let streams = table(include_str!("../../assets/sample/streams.tsv"));
        let streams = streams.iter().map(|row| stream(row, &states)).collect();
        let keyed = |text: &'static str| -> BTreeMap<String, Vec<String>> {
            table(text).iter().map(|row| (cell(row, 0), list(&cell(row, 1)))).collect()
        };
        let pool = |group: &str, kind: &str| {
            let row = names.iter().find(|row| cell(row, 0) == group && cell(row, 1) == kind);
            Pool::new(row.map(|row| list(&cell(row, 2))).unwrap_or_default())
        };
        let groups = GROUPS.iter().map(|(name, weight)| Group {
            name,
            weight: *weight,
            girls: pool(name, "girl"),
            boys: pool(name, "boy"),
            surnames: pool(name, "surname"),
        });
        let courses = table(include_str!("../../assets/sample/courses.tsv"));
        let courses = courses.iter().map(|row| Course {
            grade: cell(row, 0),
            title: cell(row, 1),
            subject: cell(row, 2),
            kind: cell(row, 3),
        });
        Self {
            groups: groups.collect(),
            states,
            streams,
            nicknames: keyed(include_str!("../../assets/sample/nicknames.tsv")),
            courses: courses.collect(),
            places: keyed(include_str!("../../assets/sample/places.tsv")),
        }
    }

    /// A list of `places.tsv`.
    pub(super) fn list(&self, name: &str) -> &[String] {
        self.places.get(name).map_or(&[], Vec::as_slice)
    }

    /// The place of a state in the list.
    pub(super) fn state(&self, code: &str) -> usize {
        self.states.iter().position(|state| state.code == code).unwrap_or(0)
    }

    /// The invented town of a district: the same number in the same state is the same town.
    pub(super) fn town(&self, state: usize, district: u32) -> String {
        let number = mix(u64::try_from(state).unwrap_or(0) * 1000 + u64::from(district));
        let first = pick_by(self.list("town-first"), number);
        let second = pick_by(self.list("town-second"), number >> 20);
        format!("{first} {second}")
    }

    /// The invented name of a school without its level.
    pub(super) fn school(&self, state: usize, district: u32, school: u32) -> &str {
        let number = u64::try_from(state).unwrap_or(0) * 100_000 + u64::from(district) * 100 + u64::from(school);
        pick_by(self.list("school-first"), mix(number))
    }
}

impl Pool {
    fn new(names: Vec<String>) -> Self {
        let mut sum = 0;
        let weights = (3_u32..).map(|rank| 1_000_000 / rank);
        let sums = names.iter().zip(weights).map(|(_, weight)| {
            sum += weight;
            sum
        });
        let sums = sums.collect();
        Self { names, sums }
    }

    /// A name, the first ones often.
    pub(super) fn draw(&self, rng: &mut Rng) -> &str {
        let total = self.sums.last().copied().unwrap_or(0);
        let at = u32::try_from(rng.below(usize::try_from(total).unwrap_or(0))).unwrap_or(0);
        let place = self.sums.partition_point(|sum| *sum <= at);
        self.names.get(place).map_or("", String::as_str)
    }
}

fn pick_by(list: &[String], number: u64) -> &str {
    let count = u64::try_from(list.len()).unwrap_or(1).max(1);
    list.get(usize::try_from(number % count).unwrap_or(0)).map_or("", String::as_str)
}

fn state(row: &[String]) -> State {
    let delimiter = match cell(row, 3).as_str() {
        "tab" => '\t',
        "|" => '|',
        _ => ',',
    };
    State {
        code: cell(row, 0),
        fips: cell(row, 1),
        zip3: cell(row, 2),
        delimiter,
        crlf: cell(row, 4) == "crlf",
        system: cell(row, 5),
        weight: cell(row, 6).parse().unwrap_or(1),
    }
}

fn stream(row: &[String], states: &[State]) -> Stream {
    let places = list(&cell(row, 1));
    let places = places.iter().filter_map(|code| states.iter().position(|state| state.code == *code));
    Stream { weight: cell(row, 0).parse().unwrap_or(1), states: places.collect() }
}

fn table(text: &str) -> Vec<Vec<String>> {
    text.lines().filter(|line| !line.is_empty()).map(|line| line.split('\t').map(String::from).collect()).collect()
}

fn cell(row: &[String], at: usize) -> String {
    row.get(at).cloned().unwrap_or_default()
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(String::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_filled() {
        let data = Data::load();
        assert!(data.groups.iter().all(|g| g.girls.names.len() >= 15 && g.boys.names.len() >= 15));
        assert!(data.groups.iter().all(|g| g.surnames.names.len() >= 20));
        assert_eq!(data.groups.iter().map(|g| g.weight).sum::<u32>(), 1000);
        assert!(data.streams.iter().all(|s| s.states.len() == 4), "a stream names an unknown state");
        for group in &data.groups {
            let countries = data.list(&format!("birth-{}", group.name));
            assert!(!countries.is_empty());
            assert!(countries.iter().all(|country| !data.list(&format!("city-{country}")).is_empty()));
        }
        for name in
            ["town-first", "town-second", "school-first", "project", "street", "comment", "comment-leak", "mexico"]
        {
            assert!(!data.list(name).is_empty(), "{name}");
        }
        let codes: std::collections::BTreeSet<_> = data.states.iter().map(|s| (&s.code, &s.fips)).collect();
        assert_eq!(codes.len(), data.states.len());
    }
}
