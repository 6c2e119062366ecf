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

/// No state says that there is a twin, and no state has sent both.
#[test]
fn two_names_that_are_alike_are_for_people() {
    let engine = Engine::default();
    for (given, other, joined) in [
        ("Maribel", "Marisol", None),
        ("Mariana", "Marina", None),
        ("Maribel", "Mairbel", Some(1)),
        ("Maribel", "Maribell", Some(1)),
    ] {
        let (held, new) = (unflagged(twin("TX", "1", given)), unflagged(twin("WA", "9", other)));
        assert_eq!(joins(&engine, &new, &[std::slice::from_ref(&held)]), joined, "{given} {other}");
        assert!(joined.is_some() || shown(&new, &[std::slice::from_ref(&held)]) == 1, "people are asked");
    }
    // Where people have said that both are one child's, its own name is enough.
    let (held, misread) = (unflagged(twin("TX", "1", "Maribel")), unflagged(twin("FL", "2", "Marisol")));
    assert_eq!(joins(&engine, &unflagged(twin("WA", "9", "Maribel")), &[&[held, misread]]), Some(1));
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
        ("Ana", "Hannah"),
        ("Juan", "Juana"),
        ("Daniel", "Daniela"),
        ("Jose|Luis", "Jose|Manuel"),
        ("Jose|Luis", "Jose"),
        ("Jose|Luis", "Luis"),
        ("Jose|Luis", "Jose|L"),
        ("Maria|E", "Maria|E"),
        ("Maria|Elena", "Maria|Ernestina"),
        ("Alberto", "Beto"),
        ("Marisol", "Maribel"),
        ("Yesenia|Ana", "Yesenia|Rosa"),
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

/// No twins are called alike: what is heard amiss, misspelled, or short for no other name is the one child's, and so is a
/// first name that few bear beside a middle name that is left out.
#[test]
fn a_slip_makes_no_twin() {
    for (one, other) in [
        ("Ana", "Anna"),
        ("Lissete", "Lizete"),
        ("Guadalupe", "Lupita"),
        ("Yesenia", "Yesania"),
        ("Yesenia|Rosa", "Yesenia|R"),
    ] {
        for (a, b) in [(one, other), (other, one)] {
            let (a, b) = (twin("TX", "1", a), twin("WA", "9", b));
            assert_eq!(
                joins(&literal(), &b, &[std::slice::from_ref(&a)]),
                None,
                "{one} {other}, by the letter of the rule"
            );
            assert_eq!(joins(&Engine::default(), &b, &[std::slice::from_ref(&a)]), Some(1), "{one} {other}");
        }
    }
}

/// A slip in the birth date is one beside the very same names and the same parents, and nowhere else.
#[test]
fn another_birth_date_or_sex_is_no_proof() {
    let a = twin("TX", "1", "Anahi");
    let born = |given: &str, day: &str| {
        let mut other = twin("WA", "9", given);
        other.birth_dates = vec![day.parse().unwrap()];
        other
    };
    for b in [born("Anahi", "2012-06-19"), born("Anai", "2012-04-03"), boy(twin("WA", "9", "Anahi"))] {
        assert_eq!(joins(&Engine::default(), &b, &[std::slice::from_ref(&a)]), None, "{b:?}");
    }
    assert_eq!(joins(&Engine::default(), &born("Anahi", "2012-04-03"), &[std::slice::from_ref(&a)]), Some(1));
    let mut of_others = born("Anahi", "2012-04-03");
    of_others.parents = vec![Parent { first: "Rosa".into(), last: "Lopez".into() }];
    assert_eq!(joins(&Engine::default(), &of_others, &[&[a]]), None, "a namesake");
}

/// Both are known: each contribution goes to the one whose name it bears; where the names are near each other, to people.
#[test]
fn with_both_in_sight_each_goes_to_its_own_or_to_people() {
    let (yesenia, brenda) = ([twin("TX", "1", "Yesenia")], [twin("TX", "2", "Brenda")]);
    let held: [&[Evidence]; 2] = [&yesenia, &brenda];
    assert_eq!(joins(&Engine::default(), &twin("WA", "8", "Brenda"), &held), Some(2));
    assert_eq!(joins(&Engine::default(), &twin("WA", "9", "Yesenia"), &held), Some(1));
    // A letter amiss makes neither of these the other.
    let (marisol, maribel) = ([twin("TX", "1", "Marisol")], [twin("TX", "2", "Maribel")]);
    let held: [&[Evidence]; 2] = [&marisol, &maribel];
    assert_eq!(joins(&Engine::default(), &twin("WA", "9", "Maribel"), &held), Some(2));
    // Nor another middle name, letter by letter.
    let (luis, manuel) = ([twin("TX", "1", "Jose|Luis")], [twin("TX", "2", "Jose|Manuel")]);
    let held: [&[Evidence]; 2] = [&luis, &manuel];
    assert_eq!(joins(&Engine::default(), &twin("WA", "9", "Jose|Manuel"), &held), Some(2));
    assert_eq!(joins(&Engine::default(), &twin("WA", "9", "Jose"), &held), None);
    for (one, other) in [("Ana", "Anna"), ("Jose|Luis", "Jose"), ("Juan", "Juana"), ("Guadalupe", "Lupita")] {
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

/// One state's second number for a child: all that tells twins and cousins apart is the same, and nobody speaks of a twin.
#[test]
fn one_state_s_second_number_joins_on_proof() {
    for given in ["Anahi", "Jose|Luis"] {
        let (a, b) = (unflagged(twin("TX", "1", given)), unflagged(twin("TX", "2", given)));
        assert_eq!(joins(&Engine::default(), &b, &[&[a]]), Some(1), "{given}");
    }
}

#[test]
fn less_than_proof_joins_no_two_of_one_state() {
    let a = unflagged(twin("TX", "1", "Anahi"));
    let plain = unflagged(twin("TX", "2", "Anahi"));
    let but = |change: &dyn Fn(&mut Evidence)| {
        let mut other = plain.clone();
        change(&mut other);
        other
    };
    let family = [Parent { first: "Rosa".into(), last: "Lopez".into() }];
    for (what, b) in [
        ("a twin", twin("TX", "2", "Anahi")),
        ("cousins of one name", but(&|b| b.parents = family.to_vec())),
        ("no parents", but(&|b| b.parents.clear())),
        ("a slip in the given name", but(&|b| b.names[0].first = "Anali".into())),
        ("a middle name the more", but(&|b| b.names[0].middle = "Rosa".into())),
        ("another surname", but(&|b| b.names[0].last_2 = "Lopez".into())),
        ("father and son", but(&|b| b.birth_dates = vec!["1984-03-04".parse().unwrap()])),
        ("1 January", but(&|b| b.birth_dates = vec!["2012-01-01".parse().unwrap()])),
        ("another sex", boy(plain.clone())),
    ] {
        assert_eq!(joins(&Engine::default(), &b, &[std::slice::from_ref(&a)]), None, "{what}");
    }
}

/// A clerk types Brenda's record with Yesenia's name: the sister in sight, nobody is joined, though nobody said twins.
#[test]
fn with_a_possible_twin_in_sight_one_state_s_second_number_is_for_people() {
    let (yesenia, brenda) = ([unflagged(twin("TX", "1", "Yesenia"))], [unflagged(twin("FL", "2", "Brenda"))]);
    let mistyped = unflagged(twin("TX", "3", "Yesenia"));
    let held: [&[Evidence]; 2] = [&yesenia, &brenda];
    assert_eq!(joins(&Engine::default(), &mistyped, &held), None);
    assert!(shown(&mistyped, &held) > 0);
}

/// Two children who are likely one are no contest: what fits both goes to one of them, and the other stays a question.
#[test]
fn two_who_may_be_one_are_no_rivals() {
    let (a, b) = (unflagged(twin("TX", "1", "Lissete")), unflagged(twin("TX", "2", "Lizete")));
    let new = unflagged(twin("WA", "9", "Lisete"));
    let held: [&[Evidence]; 2] = [&[a], &[b]];
    let verdict = Engine::default().decide(&new, &children(&held));
    let join = verdict.join.unwrap();
    assert_eq!((join.beside.len(), verdict.near.len()), (1, 1));
    assert_ne!(join.beside[0], join.msix_id);
}

#[test]
fn twins_and_namesakes_are_rivals() {
    let (lissete, lizete) = (twin("TX", "1", "Lissete"), twin("TX", "2", "Lizete"));
    let held: [&[Evidence]; 2] = [&[lissete], &[lizete]];
    assert_eq!(joins(&Engine::default(), &unflagged(twin("WA", "9", "Lisete")), &held), None, "a flag");
    let middle = |id: &str, given: &str| unflagged(twin("TX", id, given));
    let held: [&[Evidence]; 2] = [&[middle("1", "Jose|Luis")], &[middle("2", "Jose|Manuel")]];
    assert_eq!(joins(&Engine::default(), &unflagged(twin("WA", "9", "Jose")), &held), None, "two of one first name");
}
