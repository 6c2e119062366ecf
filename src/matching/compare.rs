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
    /// What the levels above do not tell.
    pub doubts: Doubts,
}

/// What speaks against a join although the fields agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Doubts {
    /// The given names agree only as those of twins may: Santiago and Diego, Anahi and A, Maria and Maria Elena.
    pub given: bool,
    /// Both sides name a parent and none agrees. Alone it says little: one state may know the mother alone and the other
    /// the father.
    pub parents: bool,
    /// Older values agree, but the newest name or birth date of one side is another than that of the other.
    pub newest: bool,
    /// The date agreed upon is 1 January, which clerks write for "unknown".
    pub new_year: bool,
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
    let (birth_date, parents) =
        (birth_date(&a.evidence.birth_dates, &b.evidence.birth_dates), parents(a.parents(), b.parents()));
    Comparison {
        first_name: names.first,
        middle_name: names.middle,
        last_name_1: names.last_1,
        last_name_2: names.last_2,
        surnames: names.surnames,
        suffix: names.suffix,
        birth_date,
        sex: Compared::of(sex(a.evidence.sex, b.evidence.sex)),
        parents,
        birth_place: Compared::of(birth_place(a.birth_place(), b.birth_place())),
        multiple_birth: Compared::of(multiple_birth(a.evidence.multiple_birth, b.evidence.multiple_birth)),
        ids: Compared::of(ids(a.evidence, b.evidence)),
        doubts: Doubts {
            given: names.given_in_doubt,
            parents: !matches!(parents.agreement, Agreement::Same | Agreement::Part) && both_name_a_parent(a, b),
            newest: newest_differ(a, b),
            new_year: birth_date.agreement == Agreement::Same && birth_date.frequency > ANY_DAY,
        },
    }
}

/// The comparison of names alone: the part that tells most pairs apart.
pub(super) fn names(a: &Prepared<'_>, b: &Prepared<'_>) -> Names {
    let names = a.names.iter().flat_map(|a| b.names.iter().map(move |b| compare_names(a, b)));
    // Of spellings that say the same, one in doubt makes people look.
    let order =
        |x: &Names, y: &Names| weights::order(&x.fields(), &y.fields()).then(x.given_in_doubt.cmp(&y.given_in_doubt));
    names.max_by(order).unwrap_or_default()
}

fn both_name_a_parent(a: &Prepared<'_>, b: &Prepared<'_>) -> bool {
    [a, b].iter().all(|side| side.parents().iter().any(|(first, _)| first.is_some()))
}

fn newest_differ(a: &Prepared<'_>, b: &Prepared<'_>) -> bool {
    let different = |compared: Compared| compared.agreement == Agreement::Different;
    let names = a.names.first().zip(b.names.first()).map(|(a, b)| compare_names(a, b));
    let dates = a.evidence.birth_dates.first().zip(b.evidence.birth_dates.first());
    names.is_some_and(|names| different(names.first) || different(names.last_1))
        || dates.is_some_and(|(a, b)| different(date_pair(*a, *b)))
}

fn birth_date(a: &[Date], b: &[Date]) -> Compared {
    let pairs = a.iter().flat_map(|a| b.iter().map(move |b| date_pair(*a, *b)));
    let best = pairs.max_by(|x, y| weights::order(&[(Field::BirthDate, *x)], &[(Field::BirthDate, *y)]));
    best.unwrap_or(Compared::MISSING)
}

/// One birth date in some 7,000 of twenty years.
const ANY_DAY: f32 = 0.00014;
/// 1 January is what clerks write for "unknown".
const NEW_YEAR: f32 = 0.004;

fn date_pair(a: Date, b: Date) -> Compared {
    let new_year = |date: Date| (date.month(), date.day()) == (1, 1);
    let same_day = (a.month(), a.day()) == (b.month(), b.day());
    let differing = a.to_string().bytes().zip(b.to_string().bytes()).filter(|(x, y)| x != y).count();
    if a == b {
        return Compared { agreement: Agreement::Same, frequency: if new_year(a) { NEW_YEAR } else { ANY_DAY } };
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
