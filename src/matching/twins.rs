//! Twins. All that papers say of two is alike but the given name: where there may be two, it alone can tell that a
//! contribution is one's and not the other's.

use super::compare::Comparison;
use super::profile::{Name, Profile};
use super::vocabulary::{Agreement, Field};

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

/// Whether names and birth date prove one child even where there is a twin: every given name of one is borne by the
/// other, letter by letter once folded; not a short form, not one that merely sounds alike, none that is missing.
pub fn is_proof(a: &Profile, b: &Profile, comparison: &Comparison) -> bool {
    comparison.of(Field::BirthDate).agreement == Agreement::Same
        && comparison.of(Field::Sex).agreement != Agreement::Different
        && a.names.first().zip(b.names.first()).is_some_and(|(a, b)| same_given_names(a, b))
}

fn same_given_names(a: &Name, b: &Name) -> bool {
    let all_of = |a: &Name, b: &Name| a.given().all(|word| b.given().any(|other| other.level(word) == Agreement::Same));
    let letters = |name: &Name| name.given().flat_map(|word| word.joined.bytes()).collect::<Vec<u8>>();
    // `Jose Luis` and `Joseluis`; an initial is no name, whoever else has it.
    let whole = |name: &Name| name.given().next().is_some() && name.given().all(|word| word.joined.len() > 1);
    whole(a) && whole(b) && ((all_of(a, b) && all_of(b, a)) || letters(a) == letters(b))
}
