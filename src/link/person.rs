//! A row as evidence of who a person is.

use super::dates::{Form, Read};
use super::map::{Map, ParentColumns};
use super::table::{Table, TableError};
use crate::model::{ContributionKey, Evidence, IdError, Parent, PersonName, Sex, StateCode, StateStudentId, Text};

/// Most signs of a cell that are taken for a name.
const MOST_OF_NAME: usize = 200;

/// Where the columns of persons are.
pub(super) struct Columns {
    first: Option<usize>,
    middle: Option<usize>,
    last: Option<usize>,
    last_2: Option<usize>,
    full_name: Option<usize>,
    suffix: Option<usize>,
    birth_date: Option<usize>,
    forms: Vec<Form>,
    latest: i16,
    sex: Option<usize>,
    female: Vec<String>,
    male: Vec<String>,
    multiple_birth: Option<usize>,
    birth_place: [Option<usize>; 3],
    parents: Vec<[Option<usize>; 3]>,
    phones: Vec<usize>,
    emails: Vec<usize>,
    state: Option<(usize, usize)>,
    msix_id: Option<usize>,
    no_state: StateCode,
}

/// What a row says, and what could not be read of it.
pub(super) struct Row {
    pub(super) evidence: Evidence,
    /// A state and its identifier are named.
    pub(super) of_state: bool,
    /// There is a birth date that cannot be read.
    pub(super) date_unread: bool,
    /// It was read with day and month in each other's place.
    pub(super) date_swapped: bool,
}

impl Columns {
    /// Finds the columns of the map. `call` tells what a column of the map is called in this file; `latest` is the year after
    /// which nobody is born.
    pub(super) fn new(
        map: &Map,
        table: &Table,
        call: &dyn Fn(&str) -> String,
        latest: i16,
    ) -> Result<Self, TableError> {
        let person = &map.person;
        let find = |name: &str| table.column(&call(name));
        let one = |name: &Option<String>| name.as_deref().map(find).transpose();
        let all = |names: &[String]| names.iter().map(|name| find(name)).collect::<Result<Vec<_>, _>>();
        let parent = |of: &ParentColumns| Ok([one(&of.first)?, one(&of.last)?, one(&of.full_name)?]);
        let given = person.birth_date_format.all();
        let forms = if given.is_empty() { &["YYYY-MM-DD".to_owned(), "YYYYMMDD".to_owned()][..] } else { given };
        let lower = |words: &[String]| words.iter().map(|word| word.trim().to_lowercase()).collect();
        Ok(Self {
            first: one(&person.first)?,
            middle: one(&person.middle)?,
            last: one(&person.last)?,
            last_2: one(&person.last_2)?,
            full_name: one(&person.full_name)?,
            suffix: one(&person.suffix)?,
            birth_date: one(&person.birth_date)?,
            forms: forms.iter().filter_map(|form| Form::read(form)).collect(),
            latest,
            sex: one(&person.sex)?,
            female: lower(person.female.all()),
            male: lower(person.male.all()),
            multiple_birth: one(&person.multiple_birth)?,
            birth_place: [one(&person.birth_city)?, one(&person.birth_state)?, one(&person.birth_country)?],
            parents: person.parents.iter().map(parent).collect::<Result<_, TableError>>()?,
            phones: all(person.phone.all())?,
            emails: all(person.email.all())?,
            state: one(&person.state)?.zip(one(&person.state_id)?),
            msix_id: one(&person.msix_id)?,
            no_state: StateCode::all()
                .next()
                .ok_or_else(|| TableError::NoColumn { name: String::new(), known: String::new() })?,
        })
    }

    /// Reads a row; `number` names the person when nothing else does.
    pub(super) fn read(&self, number: usize, row: &csv::StringRecord) -> Result<Row, IdError> {
        let at = |place: usize| row.get(place).map_or("", str::trim);
        let text = |place: Option<usize>| place.map_or("", at);
        let of_state = self.state.and_then(|(state, id)| Some((at(state).parse::<StateCode>().ok()?, at(id))));
        let of_state = of_state.filter(|(_, id)| !id.is_empty());
        let key = match of_state {
            // An identifier of another form than the exchange's is as good for telling two apart.
            Some((state, id)) => {
                let id = id.parse().or_else(|_| format!("{:015x}", mark(id) >> 4).parse::<StateStudentId>())?;
                ContributionKey { state, id }
            }
            None => ContributionKey { state: self.no_state, id: format!("row-{number}").parse()? },
        };
        let mut evidence = Evidence::silent(key);
        let name = self.name(row);
        if name.parts().next().is_some() {
            evidence.names.push(name);
        }
        let date = text(self.birth_date);
        let read = self.forms.iter().find_map(|form| form.date(date, self.latest));
        evidence.birth_dates.extend(read.map(|read| match read {
            Read::Date(date) | Read::Swapped(date) => date,
        }));
        evidence.sex = self.sex(text(self.sex));
        evidence.multiple_birth = flag(text(self.multiple_birth));
        let some = |place: Option<usize>| Some(Text::from(front(text(place)))).filter(|text| !text.is_empty());
        let [city, state, country] = self.birth_place;
        (evidence.birth_city, evidence.birth_state, evidence.birth_country) = (some(city), some(state), some(country));
        for [first, last, full] in &self.parents {
            let whole = split(front(text(*full)));
            let parent =
                Parent { first: some(*first).unwrap_or(whole.first), last: some(*last).unwrap_or(whole.last_1) };
            let named = !parent.first.is_empty() || !parent.last.is_empty();
            if named && !evidence.parents.contains(&parent) {
                evidence.parents.push(parent);
            }
        }
        let phones = self.phones.iter().filter_map(|place| phone(at(*place)));
        let emails = self.emails.iter().map(|place| at(*place).to_lowercase()).filter(|mail| mail.contains('@'));
        for contact in phones.chain(emails).map(|contact| short_mark(&contact)) {
            if !evidence.contacts.contains(&contact) {
                evidence.contacts.push(contact);
            }
        }
        evidence.msix_id_sent = text(self.msix_id).parse().ok();
        Ok(Row {
            evidence,
            of_state: of_state.is_some(),
            date_unread: !date.is_empty() && read.is_none(),
            date_swapped: matches!(read, Some(Read::Swapped(_))),
        })
    }

    /// The name alone.
    pub(super) fn name(&self, row: &csv::StringRecord) -> PersonName {
        let text = |place: Option<usize>| place.and_then(|place| row.get(place)).map_or("", |cell| front(cell.trim()));
        let mut name = if self.full_name.is_some() {
            split(text(self.full_name))
        } else {
            PersonName {
                first: text(self.first).into(),
                middle: text(self.middle).into(),
                last_1: text(self.last).into(),
                ..PersonName::default()
            }
        };
        if self.last_2.is_some() {
            name.last_2 = text(self.last_2).into();
        }
        if self.middle.is_some() {
            name.middle = text(self.middle).into();
        }
        name.suffix = text(self.suffix).into();
        name
    }

    fn sex(&self, text: &str) -> Option<Sex> {
        if text.is_empty() {
            return None;
        }
        let text = text.to_lowercase();
        if self.female.contains(&text) {
            Some(Sex::Female)
        } else if self.male.contains(&text) {
            Some(Sex::Male)
        } else {
            match text.as_str() {
                "f" | "female" => Some(Sex::Female),
                "m" | "male" => Some(Sex::Male),
                _ => None,
            }
        }
    }
}

/// What of a cell is taken for a name or a place.
fn front(text: &str) -> &str {
    text.char_indices().nth(MOST_OF_NAME).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// `Last, First Middle`, or `First Middle Last`; of more than three words the last one is the surname with the particles
/// before it.
fn split(full: &str) -> PersonName {
    let name = |first: &str, middle: String, last: &str| PersonName {
        first: first.into(),
        middle: middle.into(),
        last_1: last.trim().into(),
        ..PersonName::default()
    };
    if let Some((last, given)) = full.split_once(',') {
        let mut words = given.split_whitespace();
        return name(words.next().unwrap_or_default(), words.collect::<Vec<_>>().join(" "), last);
    }
    let words: Vec<&str> = full.split_whitespace().collect();
    let particles = |word: &&&str| crate::matching::name::is_particle(&crate::matching::name::fold(word));
    match words.split_last() {
        None => PersonName::default(),
        Some((only, [])) => name(only, String::new(), ""),
        Some((_, before)) => {
            let cut = before.len() - before.iter().rev().take_while(particles).count();
            let (given, last) = words.split_at_checked(cut.max(1)).unwrap_or_default();
            let (first, middle) = given.split_first().map_or(("", &[][..]), |(first, middle)| (*first, middle));
            name(first, middle.join(" "), &last.join(" "))
        }
    }
}

fn flag(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "t" | "1" | "si" | "s\u{ed}" => Some(true),
        "no" | "n" | "false" | "f" | "0" => Some(false),
        _ => None,
    }
}

/// The last ten digits, of seven at least.
fn phone(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let from = digits.len().saturating_sub(10);
    digits.get(from..).filter(|digits| digits.len() >= 7).map(str::to_owned)
}

/// FNV-1a.
pub(super) fn mark(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn short_mark(text: &str) -> u32 {
    let mark = mark(text);
    (mark ^ (mark >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_names_in_both_orders() {
        let parts = |full: &str| {
            let name = split(full);
            [name.first, name.middle, name.last_1].map(String::from)
        };
        assert_eq!(parts("de la Cruz, Ana Maria"), ["Ana", "Maria", "de la Cruz"]);
        assert_eq!(parts("Ana Maria de la Cruz"), ["Ana", "Maria", "de la Cruz"]);
        assert_eq!(parts("Eh"), ["Eh", "", ""]);
        assert_eq!(parts("de la Cruz"), ["de", "", "la Cruz"]);
        assert_eq!(parts(""), ["", "", ""]);
        assert_eq!(parts("Garcia,"), ["", "", "Garcia"]);
    }

    #[test]
    fn of_a_long_cell_the_front_is_a_name() {
        assert_eq!(front(&"\u{f1}".repeat(300)).chars().count(), MOST_OF_NAME);
        assert_eq!(front("Ana"), "Ana");
    }

    #[test]
    fn telephones_are_their_digits() {
        assert_eq!(phone("+1 (956) 555-0100"), phone("9565550100"));
        assert_eq!(phone("555"), None);
    }
}
