//! Twins stay two, and one child is not kept apart because a twin was said to exist.

use super::fixtures::child;
use super::*;
use crate::model::{Parent, Sex};

const BORN: &str = "2012-03-04";

/// A Pantoja Ruiz of one family, of a birth of several; the given name may be of two fields: `Jose|Luis`.
fn twin(state: &str, id: &str, given: &str) -> Evidence {
    let (first, middle) = given.split_once('|').unwrap_or((given, ""));
    let mut evidence = child(state, id, first, "Pantoja", BORN);
    evidence.names[0].middle = middle.into();
    evidence.names[0].last_2 = "Ruiz".into();
    evidence.parents = [("Ana", "Ruiz"), ("Luis", "Pantoja")]
        .map(|(first, last)| Parent { first: first.into(), last: last.into() })
        .to_vec();
    evidence.multiple_birth = Some(true);
    evidence
}

fn boy(mut evidence: Evidence) -> Evidence {
    evidence.sex = Some(Sex::Male);
    evidence
}

fn unflagged(mut evidence: Evidence) -> Evidence {
    evidence.multiple_birth = None;
    evidence
}

/// Children of the exchange, each with its contributions.
fn children(all: &[&[Evidence]]) -> Vec<Candidate> {
    let of = |(serial, members): (u64, &&[Evidence])| Candidate {
        msix_id: crate::model::MsixId::from_serial(serial).unwrap(),
        members: (u32::try_from(serial * 10).unwrap()..).map(ContributionNo).zip(members.iter().cloned()).collect(),
    };
    (1..).zip(all).map(of).collect()
}

/// Which child it joins, counted from 1.
fn joins(engine: &Engine, new: &Evidence, held: &[&[Evidence]]) -> Option<u64> {
    engine.decide(new, &children(held)).join.map(|join| u64::from(join.nearest.0) / 10)
}

fn shown(new: &Evidence, held: &[&[Evidence]]) -> usize {
    Engine::default().decide(new, &children(held)).near.len()
}

fn literal() -> Engine {
    let wanted = Wanted { twins: Twins::People, ..Wanted::default() };
    Engine::new(Model::default().with_wanted(wanted), Lexicon::default())
}

#[test]
fn the_very_same_names_are_proof() {
    for given in ["Anahi", "Jose|Luis", "Maria|Guadalupe"] {
        let (a, b) = (twin("TX", "1", given), twin("WA", "9", given));
        assert_eq!(joins(&Engine::default(), &b, &[std::slice::from_ref(&a)]), Some(1), "{given}");
        assert_eq!(joins(&literal(), &b, &[std::slice::from_ref(&a)]), None, "{given}, by the letter of the rule");
        // One side says nothing of a twin.
        assert_eq!(joins(&Engine::default(), &unflagged(b), &[&[a]]), Some(1), "{given}");
    }
    let (a, b) = (twin("TX", "1", "Jose|Luis"), twin("WA", "9", "JOS\u{c9} LUIS"));
    assert_eq!(joins(&Engine::default(), &b, &[&[a]]), Some(1), "one field or two, accents or none");
}

/// What is enough between other children is not between twins.
#[test]
fn what_is_merely_near_is_for_people() {
    for (one, other) in [
        ("Ana", "Anna"),
        ("Ana", "Hannah"),
        ("Juan", "Juana"),
        ("Daniel", "Daniela"),
        ("Jose|Luis", "Jose|Manuel"),
        ("Jose|Luis", "Jose"),
        ("Jose|Luis", "Luis"),
        ("Jose|Luis", "Jose|L"),
        ("Maria|E", "Maria|E"),
        ("Maria|Elena", "Maria|Ernestina"),
        ("Lissete", "Lizete"),
        ("Guadalupe", "Lupita"),
        ("Yesenia", "Yesania"),
        ("Mariaelena", "Maria"),
        ("A", "A"),
    ] {
        for (a, b) in [(one, other), (other, one)] {
            let (a, b) = (twin("TX", "1", a), twin("WA", "9", b));
            assert_eq!(joins(&Engine::default(), &b, &[std::slice::from_ref(&a)]), None, "{one} {other}");
            assert_eq!(joins(&Engine::default(), &unflagged(b), &[&[a]]), None, "{one} {other}");
        }
    }
}

#[test]
fn another_birth_date_or_sex_is_no_proof() {
    let a = twin("TX", "1", "Anahi");
    let mut other_day = twin("WA", "9", "Anahi");
    other_day.birth_dates = vec!["2012-04-03".parse().unwrap()];
    for b in [other_day, boy(twin("WA", "9", "Anahi"))] {
        assert_eq!(joins(&Engine::default(), &b, &[std::slice::from_ref(&a)]), None, "{b:?}");
    }
}

/// Both are known: each contribution goes to the one whose name it bears; where the names are near each other, to people.
#[test]
fn with_both_in_sight_each_goes_to_its_own_or_to_people() {
    let (yesenia, brenda) = ([twin("TX", "1", "Yesenia")], [twin("TX", "2", "Brenda")]);
    let held: [&[Evidence]; 2] = [&yesenia, &brenda];
    assert_eq!(joins(&Engine::default(), &twin("WA", "8", "Brenda"), &held), Some(2));
    assert_eq!(joins(&Engine::default(), &twin("WA", "9", "Yesenia"), &held), Some(1));
    for (one, other) in [("Ana", "Anna"), ("Jose|Luis", "Jose|Manuel"), ("Jose|Luis", "Jose"), ("Juan", "Juana")] {
        let (a, b) = ([twin("TX", "1", one)], [twin("TX", "2", other)]);
        let held: [&[Evidence]; 2] = [&a, &b];
        for given in [one, other] {
            let new = twin("WA", "9", given);
            assert_eq!(joins(&Engine::default(), &new, &held), None, "{given} among {one} and {other}");
            assert!(shown(&new, &held) > 0, "{given} among {one} and {other}");
        }
    }
}

/// A clerk types one twin's record with the other's name: the state then sends the name twice, and the second time people
/// are asked.
#[test]
fn one_twin_s_record_under_the_other_s_name_is_a_question() {
    let known = [twin("TX", "1", "Yesenia"), twin("WA", "8", "Yesenia")];
    let other = [twin("TX", "2", "Brenda")];
    let mistyped = twin("WA", "9", "Yesenia");
    assert_eq!(joins(&Engine::default(), &mistyped, &[&known, &other]), None);
    assert!(shown(&mistyped, &[&known, &other]) > 0);
}

/// A twin who came into a child by mistake: the child's contributions do not speak with one voice.
#[test]
fn a_child_that_holds_both_twins_takes_in_nobody() {
    let mixed = [twin("TX", "1", "Yesenia"), twin("FL", "2", "Brenda")];
    assert_eq!(joins(&Engine::default(), &twin("WA", "9", "Yesenia"), &[&mixed]), None);
}

/// Two live contributions of one state are two children until the state says otherwise.
#[test]
fn twins_of_one_state_stay_two() {
    for given in ["Anahi", "Jose|Luis"] {
        let a = twin("TX", "1", given);
        assert_eq!(joins(&Engine::default(), &twin("TX", "2", given), &[&[a]]), None, "{given}");
    }
}
