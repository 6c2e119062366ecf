//! Invented children for the tests of this module.

use proptest::prelude::*;

use crate::model::{ContributionKey, Date, Evidence, MsixId, Parent, PersonName, Sex};

/// A contribution key.
pub(super) fn key(state: &str, id: &str) -> ContributionKey {
    ContributionKey { state: state.parse().unwrap(), id: id.parse().unwrap() }
}

/// A girl of one name and birth date.
pub(super) fn child(state: &str, id: &str, first: &str, last: &str, born: &str) -> Evidence {
    Evidence {
        names: vec![PersonName { first: first.into(), last_1: last.into(), ..PersonName::default() }],
        birth_dates: vec![born.parse().unwrap()],
        sex: Some(Sex::Female),
        ..Evidence::silent(key(state, id))
    }
}

/// Any contribution's evidence, mostly of few names and dates so that they collide.
pub(super) fn any_evidence() -> impl Strategy<Value = Evidence> {
    let word = || {
        prop_oneof![
            4 => prop::sample::select(vec!["Maria", "Lizete", "Liz-et", "Garcia", "De la Cruz", "Pe\u{f1}a", "Jr", ""]),
            1 => Just("Maria Guadalupe"),
        ]
        .prop_map(str::to_owned)
        .boxed()
    };
    let word = move || prop_oneof![5 => word(), 1 => "\\PC{0,12}"];
    let name =
        (word(), word(), word(), word(), word()).prop_map(|(first, middle, last_1, last_2, suffix)| PersonName {
            first: first.into(),
            middle: middle.into(),
            last_1: last_1.into(),
            last_2: last_2.into(),
            suffix: suffix.into(),
        });
    let parent = (word(), word()).prop_map(|(first, last)| Parent { first: first.into(), last: last.into() });
    let date = prop::sample::select(vec![20_120_304u32, 20_120_403, 20_120_101, 20_130_304, 20_050_909])
        .prop_map(|number| Date::from_number(number).unwrap());
    (
        prop::sample::select(vec!["TX", "WA", "FL"]),
        1u8..9,
        prop::collection::vec(name, 0..3),
        prop::collection::vec(date, 0..3),
        prop::option::of(prop::sample::select(vec![Sex::Female, Sex::Male])),
        prop::option::weighted(0.2, any::<bool>()),
        prop::collection::vec(parent, 0..3),
        prop::option::weighted(0.1, 1u64..4),
    )
        .prop_map(|(state, id, names, birth_dates, sex, multiple_birth, parents, msix)| Evidence {
            msix_id_sent: msix.and_then(MsixId::from_serial),
            names,
            birth_dates,
            sex,
            multiple_birth,
            parents,
            ..Evidence::silent(key(state, &id.to_string()))
        })
}
