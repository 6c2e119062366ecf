//! Comparison of two contributions: per field, how far they agree. No weights and no verdict here.

use super::names::{Names, compare_names};
use super::prepared::{ParentWords, Prepared};
use super::vocabulary::{Agreement, Field};
use super::weights;
use crate::model::{AlternateId, Date, Evidence, Sex, Text};

/// How far one field agrees, and how common the value is on which it agrees (1.0 where that has no meaning).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compared {
    /// The level.
    pub agreement: Agreement,
    /// Between 0 and 1; of two values, the more common.
    pub frequency: f32,
}

impl Compared {
    pub(super) const MISSING: Self = Self::of(Agreement::Missing);

    pub(super) const fn of(agreement: Agreement) -> Self {
        Self { agreement, frequency: 1.0 }
    }
}

/// The comparison vector of two contributions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// MDE 4.
    pub first_name: Compared,
    /// MDE 5.
    pub middle_name: Compared,
    /// MDE 6.
    pub last_name_1: Compared,
    /// MDE 7.
    pub last_name_2: Compared,
    /// MDE 6 against 7, when 6 does not agree with 6: `Swapped` when both do, `Part` when one surname is shared.
    pub surnames: Compared,
    /// MDE 8.
    pub suffix: Compared,
    /// MDE 10.
    pub birth_date: Compared,
    /// MDE 9.
    pub sex: Compared,
    /// MDE 16 to 19.
    pub parents: Compared,
    /// MDE 12 to 14.
    pub birth_place: Compared,
    /// MDE 11.
    pub multiple_birth: Compared,
    /// MDE 1 and 2 and alternates: `Same` proves, `Contradicts` when the states sent two MSIX IDs.
    pub ids: Compared,
}

impl Comparison {
    /// All fields in the order in which they are shown.
    pub fn fields(&self) -> [(Field, Compared); 12] {
        [
            (Field::FirstName, self.first_name),
            (Field::MiddleName, self.middle_name),
            (Field::LastName1, self.last_name_1),
            (Field::LastName2, self.last_name_2),
            (Field::Surnames, self.surnames),
            (Field::Suffix, self.suffix),
            (Field::BirthDate, self.birth_date),
            (Field::Sex, self.sex),
            (Field::Parents, self.parents),
            (Field::BirthPlace, self.birth_place),
            (Field::MultipleBirth, self.multiple_birth),
            (Field::Ids, self.ids),
        ]
    }
}

/// Compares two contributions, in either order with the same outcome. Of several spellings and dates the best speak.
pub fn compare(a: &Prepared<'_>, b: &Prepared<'_>) -> Comparison {
    let names = names(a, b);
    Comparison {
        first_name: names.first,
        middle_name: names.middle,
        last_name_1: names.last_1,
        last_name_2: names.last_2,
        surnames: names.surnames,
        suffix: names.suffix,
        birth_date: birth_date(&a.evidence.birth_dates, &b.evidence.birth_dates),
        sex: Compared::of(sex(a.evidence.sex, b.evidence.sex)),
        parents: parents(a.parents(), b.parents()),
        birth_place: Compared::of(birth_place(a.birth_place(), b.birth_place())),
        multiple_birth: Compared::of(multiple_birth(a.evidence.multiple_birth, b.evidence.multiple_birth)),
        ids: Compared::of(ids(a.evidence, b.evidence)),
    }
}

/// The comparison of names alone: the part that tells most pairs apart.
pub(super) fn names(a: &Prepared<'_>, b: &Prepared<'_>) -> Names {
    let names = a.names.iter().flat_map(|a| b.names.iter().map(move |b| compare_names(a, b)));
    names.max_by(|x, y| weights::order(&x.fields(), &y.fields())).unwrap_or_default()
}

fn birth_date(a: &[Date], b: &[Date]) -> Compared {
    let pairs = a.iter().flat_map(|a| b.iter().map(move |b| date_pair(*a, *b)));
    let best = pairs.max_by(|x, y| weights::order(&[(Field::BirthDate, *x)], &[(Field::BirthDate, *y)]));
    best.unwrap_or(Compared::MISSING)
}

fn date_pair(a: Date, b: Date) -> Compared {
    let new_year = |date: Date| (date.month(), date.day()) == (1, 1);
    let same_day = (a.month(), a.day()) == (b.month(), b.day());
    let differing = a.to_string().bytes().zip(b.to_string().bytes()).filter(|(x, y)| x != y).count();
    if a == b {
        // One birth date in some 7,000 of twenty years; 1 January is what clerks write for "unknown".
        return Compared { agreement: Agreement::Same, frequency: if new_year(a) { 0.004 } else { 0.00014 } };
    }
    Compared::of(if a.year() == b.year() && (a.month(), a.day()) == (b.day(), b.month()) {
        Agreement::DayMonthSwapped
    } else if same_day && matches!(a.year().abs_diff(b.year()), 1 | 10) {
        Agreement::YearOff
    } else if differing == 1 {
        Agreement::OneDigit
    } else if a.year() == b.year() && (new_year(a) || new_year(b)) {
        Agreement::DefaultDate
    } else {
        Agreement::Different
    })
}

fn sex(a: Option<Sex>, b: Option<Sex>) -> Agreement {
    match (a, b) {
        (Some(a), Some(b)) if a == b => Agreement::Same,
        (Some(Sex::Female), Some(Sex::Male)) | (Some(Sex::Male), Some(Sex::Female)) => Agreement::Different,
        // The third value exists in some years' lists only: it contradicts nothing.
        _ => Agreement::Missing,
    }
}

fn multiple_birth(a: Option<bool>, b: Option<bool>) -> Agreement {
    match (a, b) {
        (Some(true), Some(false)) | (Some(false), Some(true)) => Agreement::Contradicts,
        (Some(true), _) | (_, Some(true)) => Agreement::Flagged,
        _ => Agreement::Missing,
    }
}

fn birth_place([city_a, state_a, country_a]: &[Text; 3], [city_b, state_b, country_b]: &[Text; 3]) -> Agreement {
    let known = |a: &Text, b: &Text| !a.is_empty() && !b.is_empty();
    let differ = |a, b| known(a, b) && a != b;
    if differ(country_a, country_b) || differ(state_a, state_b) || differ(city_a, city_b) {
        Agreement::Different
    } else if known(city_a, city_b) {
        Agreement::Same
    } else if known(state_a, state_b) {
        Agreement::Part
    } else {
        Agreement::Missing
    }
}

/// `Same` when two parents agree, `Part` when one does, `Different` only when two are known on a side and none agrees:
/// one state may know the mother alone and the other the father.
fn parents(a: &[ParentWords], b: &[ParentWords]) -> Compared {
    let first_names = |side: &[ParentWords]| side.iter().filter(|(first, _)| first.is_some()).count();
    let (known_a, known_b) = (first_names(a), first_names(b));
    let alike = |side: &[ParentWords], other: &[ParentWords]| {
        let agrees = |parent: &&ParentWords| other.iter().any(|other| same_parent(parent, other));
        let agreeing: Vec<f32> =
            side.iter().filter(agrees).filter_map(|(first, _)| first.as_ref().map(|word| word.frequency)).collect();
        agreeing
    };
    let (in_a, in_b) = (alike(a, b), alike(b, a));
    let frequency = in_a.iter().chain(&in_b).copied().fold(0.0, f32::max);
    match in_a.len().min(in_b.len()) {
        0 if known_a == 0 || known_b == 0 || known_a + known_b < 3 => Compared::MISSING,
        0 => Compared::of(Agreement::Different),
        1 => Compared { agreement: Agreement::Part, frequency },
        _ => Compared { agreement: Agreement::Same, frequency },
    }
}

fn same_parent(a: &ParentWords, b: &ParentWords) -> bool {
    let first = matches!((&a.0, &b.0), (Some(a), Some(b)) if a.level(b).is_alike());
    let last = a.1.is_empty() || b.1.is_empty() || a.1.iter().any(|a| b.1.iter().any(|b| a.level(b).is_alike()));
    first && last
}

pub(super) fn ids(a: &Evidence, b: &Evidence) -> Agreement {
    let knows = |alternates: &[AlternateId], id: &str| alternates.iter().any(|alternate| alternate.id == id);
    let one_state = a.key.state == b.key.state;
    let re_keyed = one_state
        && (a.key.id == b.key.id || knows(&a.alternates, b.key.id.as_str()) || knows(&b.alternates, a.key.id.as_str()));
    match (a.msix_id_sent, b.msix_id_sent) {
        _ if re_keyed => Agreement::Same,
        (Some(a), Some(b)) if a == b => Agreement::Same,
        (Some(_), Some(_)) => Agreement::Contradicts,
        _ if one_state => Agreement::TwoInOneState,
        _ => Agreement::Missing,
    }
}
