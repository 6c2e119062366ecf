//! The dictionary as a value, and the questions it answers.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::load;
use crate::model::{Element, LineKind};

/// The dictionary, read once from the data in the program.
pub fn dictionary() -> &'static Dictionary {
    static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(load::dictionary);
    &DICTIONARY
}

/// All elements, code lists and record layouts.
#[derive(Debug)]
pub struct Dictionary {
    /// By element number; holes are `None`.
    pub(super) elements: Vec<Option<ElementInfo>>,
    pub(super) lists: Vec<CodeList>,
    pub(super) records: Vec<(char, Vec<Column>)>,
    pub(super) names: HashMap<String, Element>,
}

impl Dictionary {
    /// What an element is.
    #[inline]
    pub fn element(&self, element: Element) -> Option<&ElementInfo> {
        self.elements.get(usize::from(element.0))?.as_ref()
    }

    /// All elements in order of their numbers, the extras last.
    pub fn elements(&self) -> impl Iterator<Item = &ElementInfo> {
        self.elements.iter().flatten()
    }

    /// The element of a name, today's or a former one; case, blanks and punctuation do not matter.
    pub fn by_name(&self, name: &str) -> Option<Element> {
        self.names.get(&load::name_key(name)).copied()
    }

    /// The codes of a list in the order of the data; none when there is no such list.
    pub fn code_list(&self, name: &str) -> &[CodeInfo] {
        self.lists.iter().find(|list| list.name == name).map_or(&[], |list| &list.codes)
    }

    /// Names of all code lists.
    pub fn code_lists(&self) -> impl Iterator<Item = &'static str> {
        self.lists.iter().map(|list| list.name)
    }

    /// What a code of an element stands for, in English.
    pub fn meaning(&self, element: Element, code: &str) -> Option<&'static str> {
        self.codes_of(element)?.codes.iter().find(|info| info.code == code).map(|info| info.meaning)
    }

    /// The columns of a record after its letter (submission format): `H S K D Q E C A`.
    pub fn columns(&self, letter: char) -> Option<&[Column]> {
        self.records.iter().find(|(known, _)| *known == letter).map(|(_, columns)| columns.as_slice())
    }

    pub(super) fn codes_of(&self, element: Element) -> Option<&CodeList> {
        self.lists.get(self.element(element)?.list?)
    }
}

/// What an element is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElementInfo {
    /// Its number.
    pub element: Element,
    /// Its part of the list.
    pub category: Category,
    /// Its name today.
    pub name: &'static str,
    /// How its value is written.
    pub kind: ValueKind,
    /// Most characters.
    pub max_length: u16,
    /// Name of its code list.
    pub code_list: Option<&'static str>,
    /// Whether a student loads without it.
    pub mandatory: Mandatory,
    /// Former and other names, all accepted.
    pub aliases: Vec<FormerName>,
    /// First year of the list that has it; `None` for an extra.
    pub valid_from: Option<u16>,
    /// Last year of the list that has it; `None` while it is on the list. Values stay readable.
    pub last_valid_year: Option<u16>,
    /// Remark of the list.
    pub note: &'static str,
    pub(super) list: Option<usize>,
}

impl ElementInfo {
    /// Whether the list of a year has the element. Extras are on no list and always valid.
    pub fn is_valid_in(&self, year: u16) -> bool {
        self.valid_from.is_none_or(|from| from <= year) && self.last_valid_year.is_none_or(|last| year <= last)
    }
}

/// Another name of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormerName {
    /// The name.
    pub name: &'static str,
    /// Last year of the list that used it; `None` when it is still seen.
    pub last_valid_year: Option<u16>,
}

/// Parts of the list of elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Student demographic.
    Demographic,
    /// Qualifying move.
    QualifyingMove,
    /// Enrollment.
    Enrollment,
    /// Assessment.
    Assessment,
    /// Course history.
    Course,
}

/// Whether a student loads without an element (exchange rules 1.6, 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mandatory {
    /// Optional.
    No,
    /// Given by the exchange.
    System,
    /// At least one instance.
    Yes,
    /// At least one of 28, 49, 70 and 73.
    OneOfDates,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// Free text; with a code list the list is open.
    Text,
    /// Digits, exactly as many as the greatest length.
    Digits,
    /// A state's identifier.
    Alphanumeric,
    /// A code of a closed list.
    Code,
    /// YYYYMMDD.
    Date,
    /// MMYYYY.
    Month,
    /// `Yes` or `No`.
    YesNo,
    /// Five or nine digits.
    Zip,
    /// Ten digits.
    Phone,
    /// An e-mail address.
    Email,
    /// A whole number.
    Number,
    /// Hundredths, at most 9.99.
    Decimal,
    /// Two years that follow each other.
    YearPair,
}

/// A code of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeInfo {
    /// The code as the list spells it.
    pub code: &'static str,
    /// What it stands for, in English.
    pub meaning: &'static str,
    /// First year in which it may be used, where the list says so.
    pub valid_from: Option<u16>,
    /// Last year in which it may be used; `None` while it is on the list.
    pub last_valid_year: Option<u16>,
}

/// A code list with an index over all accepted spellings.
#[derive(Debug)]
pub(super) struct CodeList {
    pub(super) name: &'static str,
    pub(super) codes: Vec<CodeInfo>,
    /// Lower-case spellings in order, with the place of the code and whether the spelling is the list's own.
    pub(super) index: Vec<(Box<str>, usize, bool)>,
    /// Length of the longest code.
    pub(super) width: usize,
}

impl CodeList {
    /// The code of a spelling, and whether the spelling is the list's own but for upper and lower case.
    pub(super) fn find(&self, text: &str) -> Option<(&CodeInfo, bool)> {
        let mut buffer = [0u8; 64];
        let lower = buffer.get_mut(..text.len())?;
        lower.copy_from_slice(text.as_bytes());
        lower.make_ascii_lowercase();
        let at = self.index.binary_search_by(|(spelling, ..)| spelling.as_bytes().cmp(lower)).ok()?;
        let (_, code, own) = self.index.get(at)?;
        Some((self.codes.get(*code)?, *own))
    }
}

/// A column of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The element; `None` for what is no element, such as the record id.
    pub element: Option<Element>,
    /// The element's name, or the column's own.
    pub name: &'static str,
    /// Which part of the element.
    pub part: Part,
}

/// Academic Year (MDE 60) comes in two columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The whole value.
    Whole,
    /// The first year.
    Begin,
    /// The second year.
    End,
}

/// The record letter of a kind of line.
pub fn letter_of(kind: LineKind) -> char {
    match kind {
        LineKind::Demographics => 'D',
        LineKind::Move => 'Q',
        LineKind::Enrollment => 'E',
        LineKind::Course => 'C',
        LineKind::Assessment => 'A',
    }
}

/// The kind of line of a record letter; `None` for `H`, `S`, `K` and unknown letters.
pub fn kind_of(letter: char) -> Option<LineKind> {
    Some(match letter {
        'D' => LineKind::Demographics,
        'Q' => LineKind::Move,
        'E' => LineKind::Enrollment,
        'C' => LineKind::Course,
        'A' => LineKind::Assessment,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(category: Category, numbers: std::ops::RangeInclusive<u8>) -> usize {
        dictionary().elements().filter(|e| numbers.contains(&e.element.0) && e.category == category).count()
    }

    /// The check sums of the list: 19 + 7 + 33 + 7 + 10 of 2019, five more of 2022, and the extras.
    #[test]
    fn the_list_is_complete() {
        assert_eq!(count(Category::Demographic, 1..=76), 19);
        assert_eq!(count(Category::QualifyingMove, 1..=76), 7);
        assert_eq!(count(Category::Enrollment, 1..=76), 33);
        assert_eq!(count(Category::Assessment, 1..=76), 7);
        assert_eq!(count(Category::Course, 1..=76), 10);
        assert_eq!(count(Category::Demographic, 77..=81), 4);
        assert_eq!(count(Category::Enrollment, 77..=81), 1);
        let extras: Vec<_> = dictionary().elements().map(|e| e.element.0).filter(|n| *n > 81).collect();
        assert_eq!(extras, [101, 102, 103, 104, 105, 106, 107]);
        let valid = |year| dictionary().elements().filter(|e| e.element.0 <= 81 && e.is_valid_in(year)).count();
        assert_eq!((valid(2007), valid(2019), valid(2024)), (66, 76, 76));
    }

    #[test]
    fn every_code_list_exists_and_is_used() {
        for info in dictionary().elements() {
            if let Some(list) = info.code_list {
                assert!(!dictionary().code_list(list).is_empty(), "{list}");
            }
            assert_eq!(info.kind == ValueKind::Code, info.code_list.is_some() && info.kind != ValueKind::Text);
        }
        for list in dictionary().code_lists() {
            assert!(dictionary().elements().any(|e| e.code_list == Some(list)), "{list}");
        }
        let lengths = ["grade", "reporting_method", "interpretation", "us_state", "country", "birth_verification"];
        assert_eq!(lengths.map(|list| dictionary().code_list(list).len()), [23, 22, 9, 59, 249, 13]);
    }

    #[test]
    fn the_states_are_those_of_the_model() {
        let listed = dictionary().code_list("us_state").iter().map(|info| (info.code, info.meaning));
        let known: Vec<_> = crate::model::StateCode::all().map(|state| (state.to_string(), state.name())).collect();
        assert!(listed.eq(known.iter().map(|(code, name)| (code.as_str(), *name))));
    }

    #[test]
    fn every_element_has_its_column_once() {
        let mut seen: Vec<u8> = "SDQECAK"
            .chars()
            .flat_map(|letter| dictionary().columns(letter).unwrap())
            .filter(|column| column.part != Part::End)
            .filter_map(|column| column.element.map(|e| e.0))
            .collect();
        seen.sort_unstable();
        assert_eq!(seen, (1..=81).chain(101..=107).collect::<Vec<_>>());
        assert_eq!(
            "HDQECA".chars().map(|l| dictionary().columns(l).unwrap().len()).collect::<Vec<_>>(),
            [9, 21, 10, 36, 14, 8]
        );
        assert!(dictionary().columns('Z').is_none());
    }

    #[test]
    fn old_and_new_names_lead_to_the_element() {
        let names = [
            ("LEP Indicator", Element::ENGLISH_LEARNER),
            ("iep indicator", Element::IDEA),
            ("PFS Flag", Element::PFS),
            ("male parent first-name", Element::PARENT_1_FIRST),
            ("Female Parent Last Name", Element::PARENT_2_LAST),
            ("Parent 1 First Name", Element::PARENT_1_FIRST),
            ("graduation/hse date", Element::GRADUATION_DATE),
            ("Continuation of Services Reason", Element::CONTINUATION),
        ];
        for (name, element) in names {
            assert_eq!(dictionary().by_name(name), Some(element), "{name}");
        }
        assert_eq!(dictionary().by_name("Shoe Size"), None);
        let former = dictionary().element(Element::PARENT_1_FIRST).unwrap().aliases.first().unwrap();
        assert_eq!((former.name, former.last_valid_year), ("Male Parent First Name", Some(2021)));
    }

    #[test]
    fn codes_have_meanings_and_years() {
        let d = dictionary();
        assert_eq!(d.meaning(Element::ENROLLMENT_TYPE, "06"), Some("Residency Only"));
        assert_eq!(d.meaning(Element::TO_STATE, "TX"), Some("Texas"));
        assert_eq!(d.meaning(Element::ENROLLMENT_TYPE, "99"), None);
        let years = |code| {
            let info = d.code_list("sex").iter().find(|info| info.code == code).unwrap();
            (info.valid_from, info.last_valid_year)
        };
        assert_eq!(years("Other"), (Some(2022), Some(2022)));
        assert_eq!(years("Nonbinary"), (Some(2023), Some(2024)));
        assert_eq!(years("Female"), (Some(2007), None));
        assert_eq!(d.element(Element::BIRTH_CITY).unwrap().last_valid_year, Some(2022));
        assert_eq!(d.element(Element::HOME_SCHOOL).unwrap().last_valid_year, Some(2023));
        assert!(d.element(Element(82)).is_none());
    }
}
