//! Reads the data of the dictionary. The data are part of the program and tests prove them complete, so a row that
//! does not fit is passed over.

use std::collections::HashMap;

use super::dictionary::{
    Category, CodeInfo, CodeList, Column, Dictionary, ElementInfo, FormerName, Mandatory, Part, ValueKind,
};
use crate::model::Element;

const ELEMENTS: &str = include_str!("../../assets/mde/mde.tsv");
const EXTRAS: &str = include_str!("../../assets/mde/extras.tsv");
const NAMES: &str = include_str!("../../assets/mde/names.tsv");
const CODES: &str = include_str!("../../assets/mde/mde-codes.tsv");
const COUNTRIES: &str = include_str!("../../assets/mde/countries.tsv");
const COLUMNS: &str = include_str!("../../assets/mde/columns.tsv");
const SUBDIVISIONS: &str = include_str!("../../assets/mde/subdivisions.tsv");

/// Builds the dictionary.
pub(super) fn dictionary() -> Dictionary {
    let lists = lists();
    let mut elements: Vec<Option<ElementInfo>> = (0..=u8::MAX).map(|_| None).collect();
    for info in rows(ELEMENTS).chain(rows(EXTRAS)).filter_map(|row| element(&row, &lists)) {
        if let Some(slot) = elements.get_mut(usize::from(info.element.0)) {
            *slot = Some(info);
        }
    }
    for row in rows(NAMES) {
        let [number, name, last, ..] = row.as_slice() else { continue };
        let Some(at) = number.parse::<usize>().ok() else { continue };
        if let Some(Some(info)) = elements.get_mut(at) {
            info.aliases.push(FormerName { name, last_valid_year: last.parse().ok() });
        }
    }
    let names = names(&elements);
    let records = records(&elements);
    Dictionary { elements, lists, records, names }
}

/// A name without case, blanks and punctuation.
pub(super) fn name_key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A state or province abroad.
pub(super) struct Subdivision {
    /// `CA` or `MX`.
    pub(super) country: &'static str,
    /// Its code in ISO 3166-2, without the country.
    pub(super) code: &'static str,
    others: &'static str,
}

impl Subdivision {
    /// Whether a code stands for it: ISO, and for Mexico the letters of the CURP or INEGI's number.
    pub(super) fn has_code(&self, code: &str) -> bool {
        self.code.eq_ignore_ascii_case(code) || self.others.split(';').any(|other| other.eq_ignore_ascii_case(code))
    }
}

/// States of Mexico and provinces of Canada.
pub(super) fn subdivisions() -> Vec<Subdivision> {
    rows(SUBDIVISIONS)
        .filter_map(|row| match row.as_slice() {
            [country, code, _, others, ..] => Some(Subdivision { country, code, others }),
            _ => None,
        })
        .collect()
}

/// The rows of a table of tab-separated values without its heading.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).map(|line| line.split('\t').collect())
}

fn element(row: &[&'static str], lists: &[CodeList]) -> Option<ElementInfo> {
    let [number, category, name, kind, max_length, list, mandatory, from, last, note] = row else { return None };
    Some(ElementInfo {
        element: Element(number.parse().ok()?),
        category: category_of(category)?,
        name,
        kind: kind_of(kind)?,
        max_length: max_length.parse().ok()?,
        code_list: (!list.is_empty()).then_some(*list),
        mandatory: match *mandatory {
            "yes" => Mandatory::Yes,
            "system" => Mandatory::System,
            "dates" => Mandatory::OneOfDates,
            _ => Mandatory::No,
        },
        aliases: Vec::new(),
        valid_from: from.parse().ok(),
        last_valid_year: last.parse().ok(),
        note,
        list: lists.iter().position(|known| known.name == *list),
    })
}

fn category_of(text: &str) -> Option<Category> {
    Some(match text {
        "demographic" => Category::Demographic,
        "qualifying_move" => Category::QualifyingMove,
        "enrollment" => Category::Enrollment,
        "assessment" => Category::Assessment,
        "course" => Category::Course,
        _ => return None,
    })
}

fn kind_of(text: &str) -> Option<ValueKind> {
    Some(match text {
        "text" => ValueKind::Text,
        "digits" => ValueKind::Digits,
        "alphanumeric" => ValueKind::Alphanumeric,
        "code" => ValueKind::Code,
        "date" => ValueKind::Date,
        "month" => ValueKind::Month,
        "yesno" => ValueKind::YesNo,
        "zip" => ValueKind::Zip,
        "phone" => ValueKind::Phone,
        "email" => ValueKind::Email,
        "number" => ValueKind::Number,
        "decimal" => ValueKind::Decimal,
        "year_pair" => ValueKind::YearPair,
        _ => return None,
    })
}

fn lists() -> Vec<CodeList> {
    let mut lists: Vec<CodeList> = Vec::new();
    for row in rows(CODES) {
        let [list, code, meaning, from, last, old] = row.as_slice() else { continue };
        let info = CodeInfo { code, meaning, valid_from: from.parse().ok(), last_valid_year: last.parse().ok() };
        add(&mut lists, list, info, old.split(';').map(|spelling| (spelling, false)));
    }
    for row in rows(COUNTRIES) {
        let [alpha2, alpha3, name] = row.as_slice() else { continue };
        let info = CodeInfo { code: alpha2, meaning: name, valid_from: None, last_valid_year: None };
        add(&mut lists, "country", info, [(*alpha3, true), (*name, false)].into_iter());
    }
    for list in &mut lists {
        list.index.sort_unstable();
        list.index.dedup_by(|a, b| a.0 == b.0);
    }
    lists
}

fn add<'a>(
    lists: &mut Vec<CodeList>,
    name: &'static str,
    info: CodeInfo,
    others: impl Iterator<Item = (&'a str, bool)>,
) {
    if lists.iter().all(|list| list.name != name) {
        lists.push(CodeList { name, codes: Vec::new(), index: Vec::new(), width: 0 });
    }
    let Some(list) = lists.iter_mut().find(|list| list.name == name) else { return };
    let at = list.codes.len();
    let spellings = std::iter::once((info.code, true)).chain(others.filter(|(text, _)| !text.is_empty()));
    list.index.extend(spellings.map(|(text, own)| (text.to_ascii_lowercase().into_boxed_str(), at, own)));
    list.width = list.width.max(info.code.len());
    list.codes.push(info);
}

fn names(elements: &[Option<ElementInfo>]) -> HashMap<String, Element> {
    let mut names = HashMap::new();
    for info in elements.iter().flatten() {
        for name in std::iter::once(info.name).chain(info.aliases.iter().map(|alias| alias.name)) {
            names.entry(name_key(name)).or_insert(info.element);
        }
    }
    names
}

fn records(elements: &[Option<ElementInfo>]) -> Vec<(char, Vec<Column>)> {
    let mut records: Vec<(char, Vec<Column>)> = Vec::new();
    for row in rows(COLUMNS) {
        let [letter, _, column, part] = row.as_slice() else { continue };
        let Some(letter) = letter.chars().next() else { continue };
        let info = column.parse::<usize>().ok().and_then(|number| elements.get(number)?.as_ref());
        let column = Column {
            element: info.map(|info| info.element),
            name: info.map_or(*column, |info| info.name),
            part: match *part {
                "begin" => Part::Begin,
                "end" => Part::End,
                _ => Part::Whole,
            },
        };
        match records.iter_mut().find(|(known, _)| *known == letter) {
            Some((_, columns)) => columns.push(column),
            None => records.push((letter, vec![column])),
        }
    }
    records
}
