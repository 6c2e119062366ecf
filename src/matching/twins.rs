//! Twins. All that papers say of two is alike but the given name: where there may be two, it alone can tell that a
//! contribution is one's and not the other's.

use super::compare::Comparison;
use super::profile::{Name, Profile};
use super::vocabulary::{Agreement, Field};
use super::word::Word;

/// What is done where a side says that there is a twin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Twins {
    /// The program joins what [`is_proof`] of one child, unless another child in sight is about as near.
    #[default]
    Proof,
    /// People decide, whatever the names.
    People,
}

impl Twins {
    /// By its word in the settings: `proof` or `people`.
    pub fn read(word: &str) -> Option<Self> {
        match word {
            "proof" => Some(Self::Proof),
            "people" => Some(Self::People),
            _ => None,
        }
    }
}

/// Whether a side says that there is a twin.
pub fn twins_about(comparison: &Comparison) -> bool {
    use Agreement::{Contradicts, Flagged, Same};
    matches!(comparison.of(Field::MultipleBirth).agreement, Flagged | Contradicts | Same)
}

/// Whether two are as alike as twins are in all but the given name: surname, birth date, and parents or a telephone, or
/// what is said of a multiple birth.
pub(super) fn as_twins_are(comparison: &Comparison) -> bool {
    use Agreement::{Crossed, Missing, Part, Same, SameNewYear, Similar, SoundsAlike};
    let of = |field| comparison.of(field).agreement;
    matches!(of(Field::BirthDate), Same | SameNewYear)
        && (of(Field::LastName1).is_close() || of(Field::Surnames) != Missing)
        && (matches!(of(Field::Parents), Same | SoundsAlike | Part | Crossed | Similar)
            || of(Field::Contact) == Same
            || twins_about(comparison))
}

/// Whether the given names are two that merely look or sound alike, each a name by itself, of one surname and birth date:
/// Maribel and Marisol. A slip of the pen seldom makes another name; parents of twins like such pairs.
pub fn are_two_names(a: &Profile, b: &Profile, comparison: &Comparison) -> bool {
    use Agreement::{Missing, Roughly, Same, SameNewYear, Similar};
    let of = |field| comparison.of(field).agreement;
    let first = |profile: &Profile| profile.names.first().and_then(|name| name.given().next()).cloned();
    matches!(of(Field::FirstName), Similar | Roughly)
        && matches!(of(Field::BirthDate), Same | SameNewYear)
        && (of(Field::LastName1).is_close() || of(Field::Surnames) != Missing)
        && first(a).zip(first(b)).is_some_and(|(a, b)| a.is_another_name(&b))
}

/// Whether names and birth date prove one child even where there is a twin: every given name of one is borne by the
/// other, letter by letter once folded; not a short form, not one that merely sounds alike, none that is missing.
pub fn is_proof(a: &Profile, b: &Profile, comparison: &Comparison) -> bool {
    comparison.of(Field::BirthDate).agreement == Agreement::Same
        && comparison.of(Field::Sex).agreement != Agreement::Different
        && a.names.first().zip(b.names.first()).is_some_and(|(a, b)| same_given_names(a, b))
}

/// How common a first name may be, of all children, so that no two of one family bear it beside other names, as Jose Luis
/// and Jose Manuel do.
const SHARED: f32 = 0.005;

/// Whether names tell twins apart from one child with a slip in its name: the same names as in [`is_proof`], but heard
/// amiss, misspelled into what is no name, a short form of no other name; or the birth date has the slip. A middle name may
/// be missing or cut to its initial only beside a first name that few bear.
pub(super) fn is_likely_proof(a: &Profile, b: &Profile, comparison: &Comparison) -> bool {
    use Agreement::{Crossed, DayMonthSwapped, Different, Missing, OneDigit, Part, Same, SoundsAlike, YearOff};
    let of = |field| comparison.of(field).agreement;
    if of(Field::Sex) == Different
        || of(Field::LastName2) == Different
        || !(of(Field::LastName1).is_close() || of(Field::Surnames) != Missing)
    {
        return false;
    }
    let Some((a, b)) = a.names.first().zip(b.names.first()) else { return false };
    match of(Field::BirthDate) {
        Same if of(Field::FirstName) == Agreement::Swapped => words_of_each_other(a, b),
        Same => likely_given_names(a, b, comparison),
        DayMonthSwapped | OneDigit | YearOff => {
            same_given_names(a, b) && matches!(of(Field::Parents), Same | SoundsAlike | Part | Crossed)
        }
        _ => false,
    }
}

/// Whether all words of two names are the same, in whatever fields.
fn words_of_each_other(a: &Name, b: &Name) -> bool {
    let found = |word: &Word, other: &Name| other.words().any(|other| other.is_one_name(word));
    a.words().all(|word| found(word, b)) && b.words().all(|word| found(word, a))
}

fn likely_given_names(a: &Name, b: &Name, comparison: &Comparison) -> bool {
    let (mut given_a, mut given_b) = (a.given(), b.given());
    let (Some(first_a), Some(first_b)) = (given_a.next(), given_b.next()) else { return false };
    if first_a.joined.len() < 2 || !first_a.is_one_name(first_b) {
        return false;
    }
    let seldom = comparison.of(Field::FirstName).frequency < SHARED;
    let more = (given_a.next(), given_b.next());
    let alike = match more {
        (None, None) => true,
        (Some(one), Some(other)) => {
            let initial = one.level(other) == Agreement::Initial;
            if initial { seldom } else { one.is_one_name(other) }
        }
        _ => seldom,
    };
    alike && given_a.next().is_none() && given_b.next().is_none()
}

fn same_given_names(a: &Name, b: &Name) -> bool {
    let all_of = |a: &Name, b: &Name| a.given().all(|word| b.given().any(|other| other.level(word) == Agreement::Same));
    let letters = |name: &Name| name.given().flat_map(|word| word.joined.bytes()).collect::<Vec<u8>>();
    // `Jose Luis` and `Joseluis`; an initial is no name, whoever else has it.
    let whole = |name: &Name| name.given().next().is_some() && name.given().all(|word| word.joined.len() > 1);
    whole(a) && whole(b) && ((all_of(a, b) && all_of(b, a)) || letters(a) == letters(b))
}
