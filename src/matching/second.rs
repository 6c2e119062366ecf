//! A second identifier of one state. A state seldom enters one child twice, and twins of one school are two: to join two
//! live contributions of one state it has to be proved that they are one child's.

use super::compare::Comparison;
use super::profile::Profile;
use super::twins::{is_likely_proof, is_proof, twins_about};
use super::vocabulary::{Agreement, Field};

/// Whether two contributions of one state are one child's beyond doubt: the very same given names and birth date, a surname,
/// something that strangers do not share, no word of a multiple birth, and nothing that speaks against it. No two children
/// of one family bear the very same given names, or two that sound alike.
pub(super) fn is_second_id(a: &Profile, b: &Profile, comparison: &Comparison) -> bool {
    use Agreement::{Crossed, Different, Lone, Missing, Part, Same, Similar, SoundsAlike};
    let of = |field| comparison.of(field).agreement;
    // Of two who lack a middle name, or have a slip in the first, one may be the other's twin.
    let likely = || {
        is_likely_proof(a, b, comparison)
            && of(Field::MiddleName) != Lone
            && of(Field::FirstName) != Similar
            && matches!(of(Field::Parents), Same | SoundsAlike | Part | Crossed)
    };
    (is_proof(a, b, comparison) || likely())
        && (of(Field::LastName1).is_close() || of(Field::Surnames) != Missing)
        && of(Field::LastName2) != Different
        && (of(Field::Parents).is_close()
            || [Field::BirthPlace, Field::Contact, Field::MiddleName].iter().any(|field| of(*field) == Same)
            || of(Field::Moves) == Same && of(Field::LastName2) == Same)
        && !twins_about(comparison)
        && [Field::Parents, Field::BirthPlace, Field::Grade].iter().all(|field| of(*field) != Different)
}
