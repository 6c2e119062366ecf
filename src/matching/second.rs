//! A second identifier of one state. A state seldom enters one child twice, and twins of one school are two: to join two
//! live contributions of one state it has to be proved that they are one child's.

use super::compare::Comparison;
use super::profile::Profile;
use super::twins::{is_proof, twins_about};
use super::vocabulary::{Agreement, Field};

/// Whether two contributions of one state are one child's beyond doubt: the very same given names and birth date, a surname,
/// something that strangers do not share, no word of a multiple birth, and nothing that speaks against it. No two children
/// of one family bear the very same given names.
pub(super) fn is_second_id(a: &Profile, b: &Profile, comparison: &Comparison) -> bool {
    use Agreement::{Different, Missing, Same};
    let of = |field| comparison.of(field).agreement;
    is_proof(a, b, comparison)
        && (of(Field::LastName1).is_close() || of(Field::Surnames) != Missing)
        && of(Field::LastName2) != Different
        && (of(Field::Parents).is_close()
            || [Field::BirthPlace, Field::Contact, Field::MiddleName].iter().any(|field| of(*field) == Same))
        && !twins_about(comparison)
        && [Field::Parents, Field::BirthPlace, Field::Grade].iter().all(|field| of(*field) != Different)
}
