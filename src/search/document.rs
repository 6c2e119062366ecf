//! One child as the index holds it: terms from every version every state sent, and the card for ranking.

use std::collections::{BTreeSet, HashSet};

use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;

use super::SearchError;
use super::schema::Fields;
use super::words::{birth_terms, folded, folded_id, joined, starts};
use crate::matching;
use crate::model::{
    Contribution, ContributionKey, ContributionNo, Date, Element, Evidence, Line, MsixId, Parent, PersonName, Sex,
    Text, VersionFront,
};
use crate::store::{Read, View, encode, tables};

/// What ranking looks at, kept with the document: folded copies of what the states sent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Card {
    /// MSIX ID as a number.
    pub msix: u64,
    /// Every spelling, no two alike.
    pub names: Vec<CardName>,
    /// Every birth date any state sent.
    pub births: Vec<Date>,
    /// Folded words of the parents' names.
    pub parents: Vec<Text>,
    /// Folded identifiers of the states.
    pub ids: Vec<Text>,
    /// States that contribute.
    pub states: Vec<Text>,
    /// Contributions, the one received last first.
    pub order: Vec<ContributionNo>,
    /// School of the newest enrollment, as sent.
    pub last_school: Option<String>,
}

/// A spelling: folded words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct CardName {
    /// First and middle names.
    pub given: Vec<Text>,
    /// Surnames in their order.
    pub family: Vec<Text>,
    /// Forms written together.
    pub together: Vec<Text>,
}

/// The document of a child from its contributions; `None` when it has none.
pub(super) fn document(
    view: &View,
    fields: &Fields,
    msix_id: MsixId,
    members: &[ContributionNo],
) -> Result<Option<TantivyDocument>, SearchError> {
    if members.is_empty() {
        return Ok(None);
    }
    let mut facts = Facts::default();
    for no in members {
        facts.add_member(view, *no)?;
    }
    Ok(Some(facts.into_document(fields, msix_id)))
}

/// What is gathered about a child. States repeat themselves, and each version repeats the one before: what was seen as
/// it was sent is not folded again.
#[derive(Default)]
struct Facts {
    names: HashSet<PersonName>,
    parents: HashSet<Parent>,
    births: BTreeSet<Date>,
    sexes: BTreeSet<&'static str>,
    countries: HashSet<Text>,
    schools: HashSet<Text>,
    states: BTreeSet<Text>,
    ids: BTreeSet<Text>,
    order: Vec<(i64, ContributionNo)>,
    last_school: Option<(Date, String)>,
}

impl Facts {
    fn add_member(&mut self, view: &View, no: ContributionNo) -> Result<(), SearchError> {
        let mut received = i64::MIN;
        let mut newest = None;
        for version in view.range_fronts::<_, _, VersionFront>(&tables::VERSION, (no, 0)..=(no, u32::MAX))? {
            received = received.max(version.received.micros());
            if let Some(mut contribution) = version.into_contribution() {
                let enrollments = std::mem::take(&mut contribution.enrollments);
                // Of who a child is, moves and stays say nothing that is searched for.
                contribution.moves.clear();
                self.add_version(&contribution, &enrollments);
                newest = Some((contribution.key, enrollments));
            }
        }
        self.order.push((received, no));
        let Some((key, enrollments)) = newest else { return Ok(()) };
        self.add_last_school(&enrollments);
        // Only live ones have evidence.
        let live = view.get_all_fronts::<_, _, ContributionKey>(&tables::EVIDENCE, &[no])?;
        if live.into_iter().flatten().next().is_some() {
            self.states.insert(key.state.as_str().into());
        }
        Ok(())
    }

    fn add_version(&mut self, contribution: &Contribution, enrollments: &[Line]) {
        let evidence: Evidence = matching::evidence(contribution);
        let state = contribution.key.state.as_str().to_ascii_lowercase();
        let alternates = evidence.alternates.iter().map(|alternate| alternate.id.as_str());
        for id in std::iter::once(contribution.key.id.as_str()).chain(alternates) {
            let id = folded_id(id);
            self.ids.insert(Text::from(format!("{state}{id}")));
            self.ids.insert(id);
        }
        self.names.extend(evidence.names);
        self.births.extend(&evidence.birth_dates);
        self.sexes.extend(evidence.sex.map(sex_term));
        self.countries.extend(evidence.birth_country);
        self.parents.extend(evidence.parents);
        for line in enrollments {
            for element in [Element::SCHOOL_NAME, Element::FACILITY_NAME, Element::DISTRICT_NAME] {
                if let Some(name) = line.text(element).filter(|name| !self.schools.contains(*name)) {
                    self.schools.insert(name.into());
                }
            }
        }
    }

    fn add_last_school(&mut self, enrollments: &[Line]) {
        for line in enrollments {
            let days = [Element::ENROLLMENT_DATE, Element::RESIDENCY_DATE, Element::RESIDENCY_VERIFICATION_DATE];
            let day = days.into_iter().find_map(|element| line.date(element));
            let place = [Element::SCHOOL_NAME, Element::FACILITY_NAME].into_iter().find_map(|e| line.text(e));
            let (Some(day), Some(place)) = (day, place) else { continue };
            if self.last_school.as_ref().is_none_or(|(known, _)| *known <= day) {
                self.last_school = Some((day, place.to_owned()));
            }
        }
    }

    fn into_document(mut self, fields: &Fields, msix_id: MsixId) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_u64(fields.msix, msix_id.number());
        let names = sorted(self.names.iter().map(card_name));
        let words = sorted(names.iter().flat_map(CardName::all));
        add(&mut document, fields.name, words.iter());
        add(&mut document, fields.start, sorted(words.iter().flat_map(|word| starts(word))).iter());
        let parents = sorted(self.parents.iter().flat_map(parent_words));
        add(&mut document, fields.parent, parents.iter());
        add(&mut document, fields.born, sorted(self.births.iter().flat_map(|date| birth_terms(*date))).iter());
        self.births.iter().for_each(|date| document.add_u64(fields.born_day, u64::from(date.number())));
        add(&mut document, fields.sex, self.sexes.iter());
        add(&mut document, fields.country, sorted(self.countries.iter().map(|name| joined(&folded(name)))).iter());
        add(&mut document, fields.school, sorted(self.schools.iter().flat_map(|name| folded(name))).iter());
        add(&mut document, fields.state, self.states.iter());
        add(&mut document, fields.id, self.ids.iter());
        self.order.sort_unstable_by(|a, b| b.cmp(a));
        let card = Card {
            msix: msix_id.number(),
            names,
            births: self.births.into_iter().collect(),
            parents,
            ids: self.ids.into_iter().collect(),
            states: self.states.into_iter().collect(),
            order: self.order.into_iter().map(|(_, no)| no).collect(),
            last_school: self.last_school.map(|(_, name)| name),
        };
        document.add_bytes(fields.card, &encode(&card));
        document
    }
}

impl CardName {
    /// Every word and every form written together.
    pub(super) fn all(&self) -> impl Iterator<Item = &Text> {
        self.given.iter().chain(&self.family).chain(&self.together)
    }
}

/// In order, no two alike.
fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn add<T: AsRef<str>>(document: &mut TantivyDocument, field: tantivy::schema::Field, terms: impl Iterator<Item = T>) {
    terms.filter(|term| !term.as_ref().is_empty()).for_each(|term| document.add_text(field, term));
}

fn card_name(name: &PersonName) -> CardName {
    let (first, middle) = (folded(&name.first), folded(&name.middle));
    let (last_1, last_2) = (folded(&name.last_1), folded(&name.last_2));
    // A part of several words is also found as one word: `Liz-et` as `lizet`, `De la Cruz` as `delacruz`. Parts that are
    // typed as one are taken apart in the query: together they would make as many words as there are pairs of names.
    let parts = [&first, &middle, &last_1, &last_2].into_iter().filter(|part| part.len() > 1);
    let together = sorted(parts.map(|part| joined(part)));
    CardName { given: [first, middle].concat(), family: [last_1, last_2].concat(), together }
}

fn parent_words(parent: &Parent) -> impl Iterator<Item = Text> + use<> {
    [folded(&parent.first), folded(&parent.last)].concat().into_iter()
}

pub(super) fn sex_term(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "female",
        Sex::Male => "male",
        Sex::Nonbinary => "nonbinary",
    }
}
