//! Who the children of a sample truly are, and under which MSIX IDs the store holds them.

use std::collections::HashMap;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use crate::cli::exit::{Exit, Failure};
use crate::model::{ContributionKey, Date, MsixId};
use crate::server::Services;
use crate::store::{Read, tables};

/// The children that can be looked for.
#[derive(Default)]
pub(super) struct Truth {
    pub people: Vec<Person>,
    /// Children who bear a plain word in their name.
    bearers: HashMap<String, u32>,
    /// Children for whom the store holds a plain word in a name.
    registered: HashMap<String, u32>,
    /// Children of a first name and surnames, and of these with a birth year.
    namesakes: HashMap<(String, Option<i16>), u32>,
    /// Children of the beginnings of a first name and a surname.
    begun: HashMap<[String; 2], u32>,
}

/// Letters of a first name that is begun; of a surname one less.
pub(super) const BEGINNING: usize = 4;

/// A child as it truly is.
#[derive(Debug, Clone, Default)]
pub(super) struct Person {
    pub first: String,
    pub middle: String,
    pub last_1: String,
    pub last_2: String,
    pub born: Option<Date>,
    /// First and last name of each parent who is known.
    pub parents: Vec<(String, String)>,
    /// The MSIX IDs that hold a contribution of the child: one, if all were linked.
    pub found_as: Vec<MsixId>,
    /// Plain words of the names under which the store holds the child.
    pub registered: Vec<String>,
}

impl Truth {
    /// Reads `people.csv` and `truth.csv` of a sample. A child of whom nothing was accepted is left out.
    pub(super) fn read(files: &Path, services: &Services) -> Result<Self, Failure> {
        let mut found: HashMap<String, (Vec<MsixId>, Vec<String>)> = HashMap::new();
        let view = services.store.view()?;
        for row in rows(&files.join("truth.csv"))? {
            let (Some(child), Some(state), Some(id)) = (row.get(0), row.get(1), row.get(2)) else { continue };
            let (Ok(state), Ok(id)) = (state.parse(), id.parse()) else { continue };
            let Some(no) = view.get(&tables::CONTRIBUTION, &ContributionKey { state, id })? else { continue };
            let Some(membership) = view.get(&tables::MEMBERSHIP, &no)? else { continue };
            let (ids, words) = found.entry(child.to_owned()).or_default();
            if !ids.contains(&membership.msix_id) {
                ids.push(membership.msix_id);
            }
            for name in view.get(&tables::EVIDENCE, &no)?.into_iter().flat_map(|evidence| evidence.names) {
                words.extend(split_words(&[&*name.first, &*name.middle, &*name.last_1, &*name.last_2].join(" ")));
            }
        }
        let mut truth = Self::default();
        for row in rows(&files.join("people.csv"))? {
            let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
            let (found_as, mut registered) = found.remove(&cell(0)).unwrap_or_default();
            registered.sort_unstable();
            registered.dedup();
            registered.iter().for_each(|word| *truth.registered.entry(word.clone()).or_default() += 1);
            let parents = [(cell(8), cell(9)), (cell(10), cell(11))];
            let person = Person {
                first: cell(1),
                middle: cell(2),
                last_1: cell(3),
                last_2: cell(4),
                born: cell(7).parse().ok(),
                parents: parents.into_iter().filter(|(first, _)| !first.is_empty()).collect(),
                found_as,
                registered,
            };
            for year in [None, person.born.map(Date::year)] {
                *truth.namesakes.entry((person.called(), year)).or_default() += 1;
            }
            *truth.begun.entry(person.begun()).or_default() += 1;
            let mut words: Vec<String> = person.words();
            words.sort_unstable();
            words.dedup();
            words.into_iter().for_each(|word| *truth.bearers.entry(word).or_default() += 1);
            if !person.found_as.is_empty() {
                truth.people.push(person);
            }
        }
        Ok(truth)
    }

    /// How many children bear a plain word.
    pub(super) fn bearers(&self, word: &str) -> u32 {
        self.bearers.get(word).copied().unwrap_or(0)
    }

    /// How many children the store holds under a plain word.
    pub(super) fn registered(&self, word: &str) -> u32 {
        self.registered.get(word).copied().unwrap_or(0)
    }

    /// How many children share the beginnings of first name and first surname with one.
    pub(super) fn begun_alike(&self, person: &Person) -> u32 {
        self.begun.get(&person.begun()).copied().unwrap_or(0)
    }

    /// How many children share first name and surnames with one, and the birth year if that is asked.
    pub(super) fn namesakes(&self, person: &Person, and_year: bool) -> u32 {
        let year = person.born.map(Date::year).filter(|_| and_year);
        self.namesakes.get(&(person.called(), year)).copied().unwrap_or(0)
    }
}

impl Person {
    fn called(&self) -> String {
        plain(&[self.first.as_str(), &self.last_1, &self.last_2].join(" "))
    }

    fn begun(&self) -> [String; 2] {
        let front = |name: &str, letters: usize| plain(name).chars().take(letters).collect();
        [front(&self.first, BEGINNING), front(&self.last_1, BEGINNING - 1)]
    }

    /// All names as written, for a person who reads the misses.
    pub(super) fn spelled(&self) -> String {
        [self.first.as_str(), &self.middle, &self.last_1, &self.last_2].join(" ")
    }

    /// Plain words of all names.
    pub(super) fn words(&self) -> Vec<String> {
        split_words(&self.spelled())
    }
}

/// Plain words of a text.
pub(super) fn split_words(text: &str) -> Vec<String> {
    plain(text).split([' ', '-', '\'', '.']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Small letters without accents, by the standard's own decomposition.
pub(super) fn plain(text: &str) -> String {
    text.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect::<String>().to_lowercase()
}

fn rows(path: &Path) -> Result<Vec<csv::StringRecord>, Failure> {
    let failed = |error: csv::Error| Failure::new(Exit::Internal, format!("cannot read {}: {error}", path.display()));
    csv::Reader::from_path(path).map_err(failed)?.into_records().collect::<Result<_, _>>().map_err(failed)
}
