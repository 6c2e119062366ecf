//! Comparison of two contributions: per field, how far they agree. No weights and no verdict here.

use super::life;
use super::names::{Names, compare_names};
use super::profile::{ParentName, Profile};
use super::vocabulary::{Agreement, Field};
use super::weights::Model;
use crate::model::{AlternateId, Date, Sex, Text};

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

/// The comparison vector of two contributions: one entry a field, in the order of [`Field::ALL`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    values: [Compared; Field::COMPARED],
}

impl Comparison {
    /// All fields in the order in which they are shown.
    pub fn fields(&self) -> impl Iterator<Item = (Field, Compared)> {
        Field::ALL.iter().copied().zip(self.values)
    }

    /// One field.
    pub fn of(&self, field: Field) -> Compared {
        self.values.get(field as usize).copied().unwrap_or(Compared::MISSING)
    }

    /// The same as if nothing were known of these fields: for learning what the others say without them.
    pub fn drop_fields(&mut self, fields: &[Field]) {
        fields.iter().for_each(|field| self.set(*field, Compared::MISSING));
    }

    pub(super) fn set(&mut self, field: Field, compared: Compared) {
        if let Some(slot) = self.values.get_mut(field as usize) {
            *slot = compared;
        }
    }
}

/// Compares two contributions, in either order with the same outcome. Of several spellings and dates those speak
/// that weigh most.
pub fn compare(a: &Profile, b: &Profile, model: &Model) -> Comparison {
    with_rest(&names(a, b, model), a, b, model)
}

/// The same, but nothing for two of whom too much differs to be one child, whatever else agrees: given names,
/// surnames and family, or given names and birth dates. Most candidates are such, and their other fields need no look.
pub fn compare_if_alike(a: &Profile, b: &Profile, model: &Model) -> Option<Comparison> {
    let names = names(a, b, model);
    let surnames = names.last_1.agreement.is_close() || names.surnames.agreement != Agreement::Missing;
    if !names.first.agreement.is_close() {
        let mut dates = a.born.iter().flat_map(|a| b.born.iter().map(move |b| are_far(*a, *b)));
        let family = || {
            contact(&a.contacts, &b.contacts) == Agreement::Same || parents_found(&a.parents, &b.parents).agreeing > 0
        };
        if dates.all(|far| far) || !(surnames || family()) {
            return None;
        }
    }
    Some(with_rest(&names, a, b, model))
}

/// The comparison of names alone: the part that tells most pairs apart.
pub(super) fn names(a: &Profile, b: &Profile, model: &Model) -> Names {
    if let ([a], [b]) = (&*a.names, &*b.names) {
        return compare_names(a, b);
    }
    let names = a.names.iter().flat_map(|a| b.names.iter().map(move |b| compare_names(a, b)));
    let valued = names.map(|names| (model.value(&names.fields()), names));
    let said = |names: &Names| names.fields().map(|(_, c)| (c.agreement, c.frequency.to_bits()));
    valued
        .max_by(|x, y| x.0.total_cmp(&y.0).then_with(|| said(&y.1).cmp(&said(&x.1))))
        .map(|(_, names)| names)
        .unwrap_or_default()
}

/// The names as compared, and all other fields.
fn with_rest(names: &Names, a: &Profile, b: &Profile, model: &Model) -> Comparison {
    let mut comparison = Comparison { values: [Compared::MISSING; Field::COMPARED] };
    for (field, compared) in names.fields() {
        comparison.set(field, compared);
    }
    let born = birth_date(&a.born, &b.born, model);
    comparison.set(Field::BirthDate, born);
    comparison.set(Field::Sex, Compared::of(sex(a.sex, b.sex)));
    comparison.set(Field::Parents, parents(&a.parents, &b.parents));
    comparison.set(Field::BirthPlace, Compared::of(birth_place(&a.place, &b.place)));
    comparison.set(Field::MultipleBirth, Compared::of(multiple_birth(a.multiple_birth, b.multiple_birth)));
    comparison.set(Field::Contact, Compared::of(contact(&a.contacts, &b.contacts)));
    comparison.set(Field::Moves, Compared::of(life::moves_agree(a, b)));
    comparison.set(Field::Stays, Compared::of(life::stays_agree(a, b)));
    comparison.set(Field::Grade, Compared::of(life::grades_agree(a.cohort, b.cohort)));
    comparison.set(Field::Ids, Compared::of(ids(a, b)));
    comparison
}

fn birth_date(a: &[Date], b: &[Date], model: &Model) -> Compared {
    let pairs = a.iter().flat_map(|a| b.iter().map(move |b| date_pair(*a, *b)));
    let valued = pairs.map(|pair| (model.value(&[(Field::BirthDate, pair)]), pair));
    let order = |x: &(f32, Compared), y: &(f32, Compared)| x.0.total_cmp(&y.0).then(y.1.agreement.cmp(&x.1.agreement));
    valued.max_by(order).map_or(Compared::MISSING, |(_, pair)| pair)
}

/// Whether two birth dates differ by more than one slip.
pub fn are_far(a: Date, b: Date) -> bool {
    matches!(date_pair(a, b).agreement, Agreement::Different | Agreement::Nearby | Agreement::TwoDigits)
}

pub(super) fn date_pair(a: Date, b: Date) -> Compared {
    let new_year = |date: Date| (date.month(), date.day()) == (1, 1);
    let same_day = (a.month(), a.day()) == (b.month(), b.day());
    if a == b {
        return Compared::of(if new_year(a) { Agreement::SameNewYear } else { Agreement::Same });
    }
    let differing = digits(a).zip(digits(b)).filter(|(x, y)| x != y).count();
    Compared::of(if a.year() == b.year() && (a.month(), a.day()) == (b.day(), b.month()) {
        Agreement::DayMonthSwapped
    } else if same_day && matches!(a.year().abs_diff(b.year()), 1 | 10) {
        Agreement::YearOff
    } else if differing == 1 {
        Agreement::OneDigit
    } else if a.year() == b.year() && (new_year(a) || new_year(b)) {
        Agreement::DefaultDate
    } else if differing == 2 {
        Agreement::TwoDigits
    } else if a.days_until(b).abs() <= NEARBY {
        Agreement::Nearby
    } else {
        Agreement::Different
    })
}

/// Days within which two birth dates may be those of one season.
const NEARBY: i64 = 60;

fn digits(date: Date) -> impl Iterator<Item = u32> {
    let number = date.number();
    [10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1].into_iter().map(move |power| number / power % 10)
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
        (Some(true), Some(true)) => Agreement::Same,
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

fn contact(a: &[u32], b: &[u32]) -> Agreement {
    if a.is_empty() || b.is_empty() {
        Agreement::Missing
    } else if a.iter().any(|contact| b.contains(contact)) {
        Agreement::Same
    } else {
        Agreement::Different
    }
}

/// `Same` when two parents agree, `Part` when one does and no other is known on both sides, `Crossed` when one does and
/// another does not, `Similar` when one agrees but for slips. One state may know the mother alone and the other the
/// father: that is `Apart`; `Different` when two are known on a side and none agrees.
fn parents(a: &[ParentName], b: &[ParentName]) -> Compared {
    let known = |side: &[ParentName]| side.iter().filter(|parent| parent.first.whole().is_some()).count();
    let (known_a, known_b) = (known(a), known(b));
    if known_a == 0 || known_b == 0 {
        return Compared::MISSING;
    }
    let (there, back) = (parents_found(a, b), parents_found(b, a));
    let (agreeing, slips) = (there.agreeing.min(back.agreeing), there.slips.min(back.slips));
    let frequency = there.frequency.max(back.frequency);
    let agreement = match (agreeing, slips) {
        (2.., _) => Agreement::Same,
        (1, 0) if known_a.min(known_b) > 1 => Agreement::Crossed,
        (1, 0) => Agreement::Part,
        (1, _) => Agreement::SoundsAlike,
        (0, 1..) => Agreement::Similar,
        _ if known_a + known_b < 3 => Agreement::Apart,
        _ => Agreement::Different,
    };
    if matches!(agreement, Agreement::Apart | Agreement::Different | Agreement::Similar) {
        return Compared::of(agreement);
    }
    Compared { agreement, frequency: frequency.max(1e-5) }
}

/// Of one side's parents, how many are found on the other.
struct ParentsFound {
    agreeing: usize,
    slips: usize,
    frequency: f32,
}

fn parents_found(side: &[ParentName], other: &[ParentName]) -> ParentsFound {
    let mut found = ParentsFound { agreeing: 0, slips: 0, frequency: 1.0 };
    for one in side.iter().filter(|parent| parent.first.whole().is_some()) {
        let pairs = other.iter().filter_map(|other| same_parent(one, other));
        match pairs.min_by(|x, y| x.agreement.cmp(&y.agreement).then(x.frequency.total_cmp(&y.frequency))) {
            Some(best) if best.agreement.is_alike() => {
                found.agreeing += 1;
                found.frequency *= best.frequency;
            }
            Some(_) => found.slips += 1,
            None => {}
        }
    }
    found
}

/// How far two parents agree by their first names, when their last names do not contradict; `None` when they do not.
fn same_parent(a: &ParentName, b: &ParentName) -> Option<Compared> {
    let (Some(first_a), Some(first_b)) = (a.first.words.first(), b.first.words.first()) else { return None };
    let first = first_a.compared(first_b);
    if !first.agreement.is_close() || first.agreement == Agreement::Initial {
        return None;
    }
    // Maria Guadalupe and Maria Elena, Hser Nay and Hser Ku; Maria alone may be either.
    let (more_a, more_b) = (a.first.words.iter().skip(1), b.first.words.iter().skip(1));
    let mut more = more_a.clone().flat_map(|a| more_b.clone().map(move |b| a.level(b)));
    if more_a.clone().next().is_some() && more_b.clone().next().is_some() && !more.any(Agreement::is_close) {
        return None;
    }
    let (last_a, last_b) = (&a.last.words, &b.last.words);
    if last_a.is_empty() || last_b.is_empty() {
        return Some(first);
    }
    let pairs = last_a.iter().flat_map(|a| last_b.iter().map(move |b| a.compared(b)));
    let last = pairs.min_by(|x, y| x.agreement.cmp(&y.agreement).then(x.frequency.total_cmp(&y.frequency)))?;
    let agreement = match (first.agreement.is_alike(), last.agreement.is_alike()) {
        (true, true) => first.agreement,
        (true, false) | (false, true) if last.agreement.is_close() => Agreement::Similar,
        _ => return None,
    };
    Some(Compared { agreement, frequency: first.frequency })
}

/// What identifiers say.
pub(super) fn ids(a: &Profile, b: &Profile) -> Agreement {
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
