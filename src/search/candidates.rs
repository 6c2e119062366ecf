//! The children worth a closer look: a query of the index in which each thing typed is a clause, and a clause scores
//! by the best way in which a child has the thing. Terms only: nothing typed is ever read as a query language.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, FuzzyTermQuery, Occur, Query as IndexQuery,
    RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::Query;
use super::document::sex_term;
use super::schema::Fields;
use super::typed::{Thing, Word};
use super::words::{folded, joined, keys};
use crate::model::Text;

/// Codes of countries that people write out (ISO 3166), by the folded name: MDE 14 has room for four characters.
const COUNTRIES: &[(&str, &[&str])] = &[
    ("mexico", &["mx", "mex"]),
    ("guatemala", &["gt", "gtm"]),
    ("honduras", &["hn", "hnd"]),
    ("elsalvador", &["sv", "slv"]),
    ("salvador", &["sv", "slv"]),
    ("nicaragua", &["ni", "nic"]),
    ("haiti", &["ht", "hti"]),
    ("unitedstates", &["us", "usa"]),
    ("estadosunidos", &["us", "usa"]),
];

type Clause = Box<dyn IndexQuery>;

/// How many of the things typed a child may lack: one of three or four, two of five or six. A person who types all
/// names and the birth date must find a record that has one surname and no middle name.
pub(super) fn may_lack(things: usize) -> usize {
    if things < 3 { 0 } else { (things - 1) / 2 }
}

/// The query for the things typed and the fields of the advanced form; `None` when nothing is asked.
pub(super) fn candidates(fields: &Fields, things: &[Thing], query: &Query) -> Option<Clause> {
    let mut must: Vec<(Occur, Clause)> = filters(fields, query).into_iter().map(|f| (Occur::Must, f)).collect();
    if things.is_empty() && must.is_empty() {
        return None;
    }
    must.push((Occur::Must, if things.is_empty() { weigh(AllQuery, 0.0) } else { typed(fields, things) }));
    Some(Box::new(BooleanQuery::new(must)))
}

fn typed(fields: &Fields, things: &[Thing]) -> Clause {
    let needed = things.iter().filter(|thing| !thing.is_optional()).count();
    let (needed, all_optional) = (needed - may_lack(needed), needed == 0);
    let (firm, loose): (Vec<&Thing>, Vec<&Thing>) = things.iter().partition(|t| all_optional || !t.is_optional());
    let should = |things: Vec<&Thing>| -> Vec<(Occur, Clause)> {
        things.into_iter().map(|thing| (Occur::Should, clause(fields, thing))).collect()
    };
    let firm = BooleanQuery::with_minimum_required_clauses(should(firm), needed.max(1));
    let mut clauses: Vec<(Occur, Clause)> = vec![(Occur::Must, Box::new(firm))];
    clauses.extend(should(loose));
    Box::new(BooleanQuery::new(clauses))
}

fn clause(fields: &Fields, thing: &Thing) -> Clause {
    let mut ways: Vec<Clause> = Vec::new();
    if let Some(word) = &thing.word {
        add_word(fields, word, &mut ways);
    }
    ways.extend(thing.born.iter().map(|reading| term(fields.born, &reading.term, 10.0 * reading.score)));
    ways.extend(thing.id.iter().map(|id| term(fields.id, id, 10.0)));
    if let Some(id) = thing.msix_id {
        let exact = TermQuery::new(Term::from_field_u64(fields.msix, id.number()), IndexRecordOption::Basic);
        ways.push(weigh(exact, 20.0));
    }
    Box::new(DisjunctionMaxQuery::new(ways))
}

fn add_word(fields: &Fields, word: &Word, ways: &mut Vec<Clause>) {
    ways.push(term(fields.name, &word.text, 10.0));
    ways.push(term(fields.parent, &word.text, 3.0));
    ways.extend(word.keys.iter().map(|key| term(fields.key, key, weight_of(key))));
    for (together, keys) in &word.joined {
        ways.push(term(fields.name, together, 9.0));
        ways.extend(keys.iter().map(|key| term(fields.key, key, 0.8 * weight_of(key))));
    }
    add_spellings(fields.name, &word.text, word.unfinished, ways);
}

fn add_spellings(field: Field, word: &Text, unfinished: bool, ways: &mut Vec<Clause>) {
    if word.len() >= 4 {
        ways.push(weigh(FuzzyTermQuery::new(Term::from_field_text(field, word), 1, true), 4.0));
    }
    if unfinished && word.len() >= 2 {
        ways.push(weigh(FuzzyTermQuery::new_prefix(Term::from_field_text(field, word), 0, true), 5.0));
    }
}

/// Same group of nicknames before same Spanish sound before same double metaphone.
fn weight_of(key: &str) -> f32 {
    match key.as_bytes().first() {
        Some(b'g') => 7.0,
        Some(b's') => 6.0,
        _ => 4.0,
    }
}

fn filters(fields: &Fields, query: &Query) -> Vec<Clause> {
    let mut all: Vec<Clause> = Vec::new();
    all.extend(query.sex.map(|sex| term(fields.sex, sex_term(sex), 0.0)));
    all.extend(query.state.map(|state| term(fields.state, state.as_str(), 0.0)));
    for word in folded(&query.parent) {
        let mut ways = vec![term(fields.parent, &word, 0.0)];
        ways.extend(keys(&word).iter().map(|key| term(fields.parent_key, key, 0.0)));
        add_spellings(fields.parent, &word, true, &mut ways);
        all.push(weigh(DisjunctionMaxQuery::new(ways), 0.0));
    }
    for word in folded(&query.school) {
        let prefix = FuzzyTermQuery::new_prefix(Term::from_field_text(fields.school, &word), 0, true);
        all.push(weigh(prefix, 0.0));
    }
    let country = joined(&folded(&query.birth_country));
    if !country.is_empty() {
        all.push(country_filter(fields, &country));
    }
    if query.born_from.is_some() || query.born_to.is_some() {
        let bound = |date: Option<crate::model::Date>| match date {
            Some(date) => Bound::Included(Term::from_field_u64(fields.born_day, u64::from(date.number()))),
            None => Bound::Unbounded,
        };
        all.push(weigh(RangeQuery::new(bound(query.born_from), bound(query.born_to)), 0.0));
    }
    all
}

/// The country by its name, the beginning of it, or its code, whichever the state and the person used.
fn country_filter(fields: &Fields, country: &Text) -> Clause {
    let mut ways = vec![term(fields.country, country, 0.0)];
    if country.len() >= 3 {
        let prefix = FuzzyTermQuery::new_prefix(Term::from_field_text(fields.country, country), 0, true);
        ways.push(weigh(prefix, 0.0));
    }
    let same = |(name, codes): &&(&str, &[&str])| country == name || codes.contains(&country.as_str());
    for (name, codes) in COUNTRIES.iter().filter(same) {
        ways.extend(codes.iter().chain([name]).map(|known| term(fields.country, known, 0.0)));
    }
    // What does not fit into four characters may have been cut.
    if let Some(cut) = country.get(..4).filter(|cut| cut.len() < country.len()) {
        ways.push(term(fields.country, cut, 0.0));
    }
    weigh(DisjunctionMaxQuery::new(ways), 0.0)
}

fn term(field: Field, text: &str, score: f32) -> Clause {
    weigh(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic), score)
}

fn weigh(query: impl IndexQuery, score: f32) -> Clause {
    Box::new(ConstScoreQuery::new(Box::new(query), score))
}
