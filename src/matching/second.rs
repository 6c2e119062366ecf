//! A second identifier of one state. A state seldom enters one child twice, and twins of one school are two: to join two
//! live contributions of one state it has to be proved that they are one child's.

use super::compare::Comparison;
use super::profile::Profile;
use super::twins::{is_proof, twins_about};
use super::vocabulary::{Agreement, Field};

/// Whether two contributions of one state are one child's beyond doubt: the very same given names, surnames and birth date,
/// the same parents, no word of a multiple birth, and nothing that speaks against it.
pub(super) fn is_second_id(a: &Profile, b: &Profile, comparison: &Comparison) -> bool {
    use Agreement::{Different, Missing, Part, Same};
    let of = |field| comparison.of(field).agreement;
    is_proof(a, b, comparison)
        && of(Field::LastName1) == Same
        && matches!(of(Field::LastName2), Same | Missing)
        && matches!(of(Field::Parents), Same | Part)
        && !twins_about(comparison)
        && [Field::BirthPlace, Field::Grade].iter().all(|field| of(*field) != Different)
}
