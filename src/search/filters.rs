//! The fields of the advanced form as a query of the index: children who do not have all of them are not shown. Terms
//! only: nothing typed is ever read as a query language.

use std::ops::Bound;

use tantivy::query::{
    BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, EnableScoring, FuzzyTermQuery, Occur, Query as IndexQuery,
    RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, Searcher, Term};

use super::document::sex_term;
use super::schema::Fields;
use super::shelf::Shelf;
use super::typed::Word;
use super::words::{folded, joined};
use super::{Query, SearchError};
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

/// Likeness of a parent's name to what was typed that is enough.
const ALIKE: f32 = 0.7;

/// The query of the advanced form; `None` when none of its fields is filled.
pub(super) fn filters(shelf: &Shelf, fields: &Fields, query: &Query) -> Option<Clause> {
    let all: Vec<(Occur, Clause)> = each(shelf, fields, query).into_iter().map(|f| (Occur::Must, f)).collect();
    (!all.is_empty()).then(|| weigh(BooleanQuery::new(all), 0.0))
}

/// The documents of each segment that a query lets pass.
pub(super) fn passing(searcher: &Searcher, query: &dyn IndexQuery) -> Result<Vec<BitSet>, SearchError> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut all = Vec::new();
    for segment in searcher.segment_readers() {
        let mut passing = BitSet::with_max_value(segment.max_doc());
        weight.for_each_no_score(segment, &mut |docs| {
            for doc in docs {
                passing.insert(*doc);
            }
        })?;
        all.push(passing);
    }
    Ok(all)
}

fn each(shelf: &Shelf, fields: &Fields, query: &Query) -> Vec<Clause> {
    let mut all: Vec<Clause> = Vec::new();
    all.extend(query.sex.map(|sex| term(fields.sex, sex_term(sex), 0.0)));
    all.extend(query.state.map(|state| term(fields.state, state.as_str(), 0.0)));
    for word in folded(&query.parent) {
        let mut found = Vec::new();
        shelf.vocabulary.like(&Word { text: word.clone(), unfinished: true, ..Word::default() }, &mut found);
        let alike = found.iter().filter(|(_, like)| like.score >= ALIKE);
        let mut ways: Vec<Clause> = alike
            .filter_map(|(number, _)| shelf.vocabulary.word(*number))
            .map(|stored| term(fields.parent, stored, 0.0))
            .collect();
        if word.len() >= 2 {
            ways.push(weigh(FuzzyTermQuery::new_prefix(Term::from_field_text(fields.parent, &word), 0, true), 0.0));
        }
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
