//! What the engine decides about children as states send them.

use proptest::prelude::*;

use super::fixtures::{any_evidence, child};
use super::*;
use crate::model::{MsixId, Parent, Sex};

const BORN: &str = "2012-03-04";

fn msix(serial: u64) -> MsixId {
    MsixId::from_serial(serial).unwrap()
}

/// A child of the exchange with these contributions.
fn held(serial: u64, members: &[&Evidence]) -> Candidate {
    let first = u32::try_from(serial * 10).unwrap();
    let members = (first..).map(ContributionNo).zip(members.iter().map(|member| (*member).clone())).collect();
    Candidate { msix_id: msix(serial), members }
}

fn verdict(new: &Evidence, known: &Evidence) -> &'static str {
    match decide(new, &[held(1, &[known])]) {
        Verdict { join: Some(_), .. } => "join",
        Verdict { near, .. } if near.is_empty() => "new",
        _ => "near",
    }
}

fn decide(new: &Evidence, candidates: &[Candidate]) -> Verdict {
    Engine::default().decide(new, candidates)
}

/// Texas' and Washington's word about a child.
fn tx(first: &str, last: &str) -> Evidence {
    child("TX", "1", first, last, BORN)
}

fn wa(first: &str, last: &str) -> Evidence {
    child("WA", "9", first, last, BORN)
}

fn with(mut evidence: Evidence, change: impl FnOnce(&mut Evidence)) -> Evidence {
    change(&mut evidence);
    evidence
}

fn last_2(evidence: Evidence, last_2: &str) -> Evidence {
    with(evidence, |e| e.names[0].last_2 = last_2.into())
}

fn middle(evidence: Evidence, middle: &str) -> Evidence {
    with(evidence, |e| e.names[0].middle = middle.into())
}

fn parents(evidence: Evidence, names: &[(&str, &str)]) -> Evidence {
    let parents = names.iter().map(|(first, last)| Parent { first: (*first).into(), last: (*last).into() });
    with(evidence, |e| e.parents = parents.collect())
}

#[test]
fn one_child_in_three_spellings_joins() {
    for (a, b) in [("Lissete", "Lizete"), ("Lissete", "Liz-et"), ("Lizete", "Liz-et"), ("Lissette", "LIZETTE")] {
        assert_eq!(verdict(&tx(a, "Pantoja"), &wa(b, "Pantoja")), "join", "{a} {b}");
    }
}

#[test]
fn folding_alone_never_stands_in_the_way() {
    for (a, b) in [
        (tx("Jos\u{e9}", "Pe\u{f1}a"), wa("JOSE", "PENA")),
        (tx("Jos\u{c3}\u{a9}", "Pe\u{c3}\u{b1}a"), wa("Jose", "Pe\u{f1}a")),
        (tx("Ana", "De la Cruz"), wa("Ana", "Delacruz")),
        (tx("Ana", "De la Cruz"), wa("Ana", "Cruz")),
        (tx("Ana", "O\u{2019}Neil"), wa("Ana", "ONeil")),
        (tx("Ana", "Garcia-Lopez"), last_2(wa("Ana", "Garcia"), "Lopez")),
        (tx("Ana", "Garcia Lopez"), wa("Ana", "GarciaLopez")),
        (middle(tx("Maria", "Garcia"), "Guadalupe"), wa("Maria Guadalupe", "Garcia")),
        (tx("Paw Htoo", "Moo"), wa("PawHtoo", "Moo")),
    ] {
        assert_eq!(verdict(&a, &b), "join", "{} / {}", a.names[0], b.names[0]);
    }
}

#[test]
fn either_surname_of_two_may_stand_alone() {
    assert_eq!(verdict(&tx("Anahi", "Garcia Lopez"), &wa("Anahi", "Garcia")), "join");
    assert_ne!(verdict(&tx("Anahi", "Garcia Lopez"), &wa("Anahi", "Lopez")), "new");
}

#[test]
fn swapped_surnames_join() {
    let (a, b) = (last_2(tx("Anahi", "Garcia"), "Lopez"), last_2(wa("Anahi", "Lopez"), "Garcia"));
    assert_eq!(verdict(&a, &b), "join");
}

#[test]
fn names_in_each_others_field_meet() {
    assert_eq!(verdict(&tx("Anahi", "Pantoja"), &wa("Pantoja", "Anahi")), "join");
    assert_eq!(verdict(&tx("Eh Doh", "Paw"), &wa("Eh", "Doh Paw")), "join");
    assert_eq!(verdict(&tx("Anahi", "Pantoja"), &wa("Pantohja", "Anahi")), "join", "a slip besides");
}

/// The first of two surnames and the given name in each other's field: the second surname stays where it was.
#[test]
fn names_in_each_others_field_meet_beside_a_second_surname() {
    let family = [("Jose", "Zapata"), ("Rosa", "Meza")];
    let a = parents(last_2(tx("Anahi", "Zapata"), "Meza"), &family);
    let b = parents(last_2(wa("Meza", "Anahi"), "Zapata"), &family);
    assert_eq!(verdict(&a, &b), "join");
    // What is left of both tells them apart.
    let a = parents(tx("Eh Ywa", "Htoo"), &[("Hser Ku", "Paw")]);
    let b = parents(wa("Paw Htoo", "Eh"), &[("Hser Ku", "Paw")]);
    assert_ne!(verdict(&a, &b), "join");
}

#[test]
fn names_parted_otherwise_are_one_name() {
    let family = [("Hser Ku", "Paw")];
    let (a, b) = (parents(tx("Ehdoh", "Moo"), &family), parents(wa("Eh", "Doh Moo"), &family));
    assert_eq!(verdict(&a, &b), "join");
    let family = [("Pedro", "Pantoja"), ("Yolanda", "Trujillo")];
    for (a, b) in [("Ernestomoises", "Moises"), ("Pacojoaquin", "Francisco Joaquin"), ("Brendasilvia", "Silvia")] {
        let (a, b) = (parents(tx(a, "Pantoja"), &family), parents(wa(b, "Pantoja"), &family));
        assert_eq!(verdict(&a, &b), "join", "{} / {}", a.names[0], b.names[0]);
    }
}

/// Maria Guadalupe and Maria Elena are two mothers, Maria may be either.
#[test]
fn parents_have_second_names() {
    let score = |one: &str, other: &str| {
        let of = |evidence, mother| parents(evidence, &[(mother, "Trujillo")]);
        scored(&of(tx("Lissete", "Pantoja"), one), &of(wa("Lissete", "Pantoja"), other))
    };
    let (same, short) = (score("Maria Guadalupe", "Maria Guadalupe"), score("Maria Guadalupe", "Maria"));
    assert!((same - short).abs() < 0.01, "{same} {short}");
    assert!(score("Maria Guadalupe", "Maria Elena") < short - 2.0);
}

#[test]
fn names_written_together_may_have_a_slip_in_them() {
    for (a, b) in [
        (middle(tx("Sebastian", "Pantoja"), "Domingo"), wa("Sevastiandomingo", "Pantoja")),
        (tx("Maria Fernanda", "Pantoja"), wa("Mareeafernanda", "Pantoja")),
    ] {
        assert_eq!(verdict(&a, &b), "join", "{} / {}", a.names[0], b.names[0]);
    }
    let (a, b) = (middle(tx("Rosa", "Pantoja"), "Elena"), wa("Rasaelina", "Pantoja"));
    assert_ne!(verdict(&a, &b), "join", "two slips in so few letters");
}

/// Ana, Ava and Eva are three names, Aan is none.
#[test]
fn a_slip_in_a_short_name_makes_no_name() {
    assert_eq!(verdict(&tx("Ana", "Pantoja"), &wa("Aan", "Pantoja")), "join");
    assert_ne!(verdict(&tx("Ana", "Pantoja"), &wa("Eva", "Pantoja")), "join");
}

#[test]
fn a_name_spelled_by_ear_has_its_nicknames() {
    let family = [("Pedro", "Pantoja"), ("Yolanda", "Trujillo")];
    for (a, b) in [("Jozeph", "Joe"), ("Felype", "Pipe"), ("Maria", "Maru")] {
        let (a, b) = (parents(tx(a, "Pantoja"), &family), parents(wa(b, "Pantoja"), &family));
        assert_eq!(verdict(&a, &b), "join", "{} / {}", a.names[0], b.names[0]);
    }
}

#[test]
fn a_nickname_says_less_than_the_name() {
    let (a, b) = (tx("Lupe", "Garcia"), wa("Guadalupe", "Garcia"));
    let family = [("Pedro", "Garcia"), ("Yolanda", "Pantoja")];
    assert_eq!(verdict(&parents(a.clone(), &family), &parents(b.clone(), &family)), "join");
    assert!(scored(&a, &b) < scored(&tx("Guadalupe", "Garcia"), &wa("Guadalupe", "Garcia")));
}

#[test]
fn common_names_need_one_more_thing() {
    let (a, b) = (tx("Maria", "Garcia"), wa("Maria", "Garcia"));
    assert_ne!(verdict(&a, &b), "join", "of a million children several bear the name and the birth date");
    let family = [("Pedro", "Garcia"), ("Yolanda", "Pantoja")];
    assert_eq!(verdict(&parents(a, &family), &parents(b, &family)), "join");
    assert_eq!(verdict(&tx("Anahi", "Pantoja"), &wa("Anahi", "Pantoja")), "join", "rare names do not");
}

#[test]
fn what_contradicts_lowers_the_score() {
    let a = middle(last_2(tx("Anahi", "Pantoja"), "Lopez"), "Rosa");
    let same = with(a.clone(), |e| e.key = wa("", "").key);
    assert_eq!(verdict(&a, &same), "join");
    let best = scored(&a, &same);
    let other = [
        last_2(same.clone(), "Trujillo"),
        middle(same.clone(), "Ernestina"),
        with(same.clone(), |e| e.sex = Some(Sex::Male)),
        with(same.clone(), |e| e.birth_dates = vec!["2012-03-05".parse().unwrap()]),
        with(same.clone(), |e| e.birth_dates = vec!["2013-03-04".parse().unwrap()]),
    ];
    for b in &other {
        assert!(scored(&a, b) < best - 1.0, "{b:?}");
    }
    let jr = |e: &Evidence, suffix: &str| with(e.clone(), |e| e.names[0].suffix = suffix.into());
    assert_eq!(verdict(&jr(&a, "Jr"), &jr(&same, "III")), "near");
}

/// Where the settings say so; otherwise the very same names are proof, see `twin_tests.rs`.
#[test]
fn a_multiple_birth_is_for_people() {
    let model = Model::default().with_wanted(Wanted { twins: Twins::People, ..Wanted::default() });
    let engine = Engine::new(model, Lexicon::default());
    let asks = |new: &Evidence, known: &Evidence| {
        let verdict = engine.decide(new, &[held(1, &[known])]);
        verdict.join.is_none() && verdict.near.len() == 1
    };
    let family = [("Ana", "Ruiz"), ("Luis", "Pantoja")];
    let a = parents(tx("Anahi", "Pantoja"), &family);
    for flags in [(Some(true), None), (Some(true), Some(false)), (Some(true), Some(true))] {
        let flagged = with(a.clone(), |e| e.multiple_birth = flags.0);
        let other = with(parents(wa("Anahi", "Pantoja"), &family), |e| e.multiple_birth = flags.1);
        assert!(asks(&flagged, &other) && asks(&other, &flagged), "{flags:?}");
    }
}

#[test]
fn one_name_and_another_birth_date_are_two_children() {
    let other = child("WA", "9", "Maria", "Garcia", "2009-11-21");
    assert_eq!(verdict(&tx("Maria", "Garcia"), &other), "new");
}

#[test]
fn twins_and_siblings_stay_apart() {
    let family = [("Ana", "Ruiz"), ("Luis", "Garcia")];
    let twin = |evidence| parents(last_2(evidence, "Ruiz"), &family);
    for (one, other) in [
        ("Yesenia", "Monserrat"),
        ("Maria Elena", "Maria Guadalupe"),
        ("Juan Carlos", "Juan Marcos"),
        ("Daniela", "Mariela"),
        ("Angel", "Angela"),
    ] {
        let (a, mut b) = (twin(tx(one, "Garcia")), twin(wa(other, "Garcia")));
        if other == "Angela" {
            b.sex = Some(Sex::Male);
        }
        assert_ne!(verdict(&a, &b), "join", "{one} {other}");
    }
}

#[test]
fn two_of_one_state_need_proof() {
    let (a, b) = (tx("Anahi", "Pantoja"), child("TX", "2", "Anahi", "Pantoja", BORN));
    assert_eq!(verdict(&a, &b), "near");
    let re_keyed = with(a.clone(), |e| {
        e.alternates = vec![crate::model::AlternateId { id: "2".into(), id_type: None }];
    });
    assert_eq!(verdict(&re_keyed, &b), "join");
    // Once proved, they are one child to whom others come.
    let crowd = held(1, &[&a, &b]);
    assert!(decide(&wa("Anahi", "Pantoja"), std::slice::from_ref(&crowd)).join.is_some());
    let near = decide(&child("TX", "3", "Anahi", "Pantoja", BORN), &[crowd]).near;
    assert!(near[0].1.reasons.iter().any(|reason| reason.agreement == "two-in-one-state"));
}

#[test]
fn the_exchange_s_own_number_joins_what_is_plausible() {
    let sent = |evidence| with(evidence, |e: &mut Evidence| e.msix_id_sent = Some(msix(1)));
    let other_date = child("WA", "9", "Anahi", "Pantoja", "2011-01-30");
    assert_eq!(verdict(&sent(tx("Anahi", "Pantoja")), &other_date), "join");
    assert_eq!(verdict(&sent(tx("Anahi", "Trujillo")), &wa("Anahi", "Pantoja")), "join");
    assert_eq!(verdict(&sent(tx("Yesenia", "Pantoja")), &wa("Anahi", "Pantoja")), "near");
    let wrong = with(tx("Anahi", "Pantoja"), |e| e.msix_id_sent = Some(msix(2)));
    assert_eq!(verdict(&wrong, &wa("Anahi", "Pantoja")), "near");
}

#[test]
fn a_twin_s_number_joins_nobody() {
    let boy = |evidence| with(evidence, |e: &mut Evidence| e.sex = Some(Sex::Male));
    let sent = |evidence| with(evidence, |e: &mut Evidence| e.msix_id_sent = Some(msix(1)));
    for (he, she) in [("Daniel", "Daniela"), ("Angel", "Angela"), ("Luis", "Luisa")] {
        assert_eq!(verdict(&sent(wa(she, "Pantoja")), &boy(tx(he, "Pantoja"))), "near", "{he} {she}");
        assert_eq!(verdict(&sent(boy(wa(he, "Pantoja"))), &tx(she, "Pantoja")), "near", "{she} {he}");
        let unknown = with(wa(she, "Pantoja"), |e| e.sex = None);
        assert_eq!(verdict(&sent(unknown), &boy(tx(he, "Pantoja"))), "near", "{he}, and {she} of unknown sex");
    }
    let slip = sent(wa("Yesania", "Pantoja"));
    assert_eq!(verdict(&slip, &tx("Yesenia", "Pantoja")), "join", "a slip of the pen in all else the same");
    let other_suffix = with(slip.clone(), |e| e.parents = vec![Parent { first: "Ana".into(), last: "Ruiz".into() }]);
    assert_eq!(verdict(&with(other_suffix, |e| e.multiple_birth = Some(true)), &tx("Yesenia", "Pantoja")), "near");
    assert_eq!(verdict(&slip, &child("TX", "1", "Yesenia", "Pantoja", "2012-04-03")), "near");
}

#[test]
fn an_initial_joins_nobody() {
    let family = [("Ana", "Ruiz"), ("Luis", "Pantoja")];
    let of = |evidence| parents(last_2(evidence, "Ruiz"), &family);
    for (a, b) in [
        (tx("Anahi Rosa", "Pantoja"), wa("A", "Pantoja")),
        (tx("Anahi", "Pantoja"), wa("A", "Pantoja")),
        (tx("A", "Pantoja"), wa("A", "Pantoja")),
        (tx("Anahi", "Pantoja"), middle(wa("A", "Pantoja"), "Rosa")),
    ] {
        assert_eq!(verdict(&of(a.clone()), &of(b.clone())), "near", "{} / {}", a.names[0], b.names[0]);
    }
}

#[test]
fn names_of_one_origin_join_nobody_and_short_forms_do() {
    let boy = |evidence| with(evidence, |e: &mut Evidence| e.sex = Some(Sex::Male));
    let family = [("Ana", "Ruiz"), ("Luis", "Pantoja")];
    let of = |evidence| parents(last_2(evidence, "Ruiz"), &family);
    for (a, b) in [("Santiago", "Diego"), ("Diego", "Jaime"), ("Santiago", "James")] {
        assert_eq!(verdict(&of(boy(tx(a, "Pantoja"))), &of(boy(wa(b, "Pantoja")))), "near", "{a} {b}");
    }
    assert_eq!(verdict(&of(tx("Ana", "Pantoja")), &of(wa("Hannah", "Pantoja"))), "near");
    assert_eq!(
        verdict(&of(boy(tx("Hector", "Pantoja"))), &of(boy(wa("Tito", "Pantoja")))),
        "join",
        "nobody is baptized so"
    );
    assert_eq!(verdict(&of(boy(tx("Santiago", "Pantoja"))), &of(boy(wa("Chago", "Pantoja")))), "join");
    assert_eq!(verdict(&of(tx("Guadalupe", "Pantoja")), &of(wa("Lupita", "Pantoja"))), "join");
}

#[test]
fn a_lone_second_name_lowers_the_score() {
    let plain = scored(&tx("Maria", "Pantoja"), &wa("Maria", "Pantoja"));
    assert!(scored(&tx("Maria", "Pantoja"), &middle(wa("Maria", "Pantoja"), "Elena")) < plain);
    assert_eq!(verdict(&tx("Anahi", "Pantoja"), &middle(wa("Anahi", "Pantoja"), "Elena")), "join");
}

#[test]
fn the_first_of_january_says_less() {
    let born = |evidence, date: &str| with(evidence, |e: &mut Evidence| e.birth_dates = vec![date.parse().unwrap()]);
    let (a, b) = (born(tx("Anahi", "Pantoja"), "2012-01-01"), born(wa("Anahi", "Pantoja"), "2012-01-01"));
    assert!(scored(&a, &b) < scored(&tx("Anahi", "Pantoja"), &wa("Anahi", "Pantoja")));
    assert_ne!(verdict(&born(tx("Maria", "Garcia"), "2012-01-01"), &born(wa("Maria", "Garcia"), "2012-01-01")), "join");
}

#[test]
fn other_parents_or_another_birth_place_lower_the_score() {
    let mothers = [[("Rosa", "Lopez")], [("Elvira", "Ruiz")]];
    let born_in = |evidence, city: &str| with(evidence, |e: &mut Evidence| e.birth_city = Some(city.into()));
    let (a, b) = (tx("Maria", "Garcia"), wa("Maria", "Garcia"));
    assert!(scored(&parents(a.clone(), &mothers[0]), &parents(b.clone(), &mothers[1])) < scored(&a, &b));
    assert!(scored(&born_in(a.clone(), "Morelia"), &born_in(b.clone(), "Puebla")) < scored(&a, &b));
}

#[test]
fn an_old_name_or_date_joins_nobody_when_the_newest_differ() {
    let plain = tx("Anahi", "Pantoja");
    let renamed = with(wa("Anahi", "Pantoja"), |e| e.names.insert(0, tx("Ernestina", "Pantoja").names[0].clone()));
    let remarried = with(wa("Anahi", "Pantoja"), |e| e.names.insert(0, tx("Anahi", "Trujillo").names[0].clone()));
    let redated = with(wa("Anahi", "Pantoja"), |e| e.birth_dates.insert(0, "2010-11-25".parse().unwrap()));
    for other in [renamed, remarried, redated] {
        assert_eq!(verdict(&plain, &other), "near", "{other:?}");
    }
}

#[test]
fn two_children_that_qualify_are_both_near() {
    let new = child("FL", "5", "Anahi", "Pantoja", BORN);
    let cousin = |evidence, given: &str, city: &str, mother| {
        with(parents(middle(evidence, given), &[(mother, "Ruiz")]), |e| e.birth_city = Some(city.into()))
    };
    let rosa = cousin(tx("Anahi", "Pantoja"), "Rosa", "Morelia", "Elvira");
    let elena = cousin(wa("Anahi", "Pantoja"), "Elena", "Puebla", "Josefina");
    let candidates = [held(1, &[&rosa]), held(2, &[&elena])];
    let Verdict { join: None, near } = decide(&new, &candidates) else { panic!("guessed") };
    assert_eq!(near.iter().map(|(number, _)| number.0).collect::<Vec<_>>(), [10, 20]);
    assert!(near.iter().all(|(_, why)| why.reasons.iter().any(|reason| reason.agreement == "several")));
}

#[test]
fn every_member_has_a_say() {
    let stranger = with(wa("Yesenia", "Pantoja"), |e| e.sex = Some(Sex::Male));
    let new = child("FL", "5", "Anahi", "Pantoja", BORN);
    let alone = decide(&new, &[held(1, &[&tx("Anahi", "Pantoja")])]).join.unwrap();
    let mixed = decide(&new, &[held(1, &[&tx("Anahi", "Pantoja"), &stranger])]);
    let why = mixed.join.map(|join| join.explanation).or(mixed.near.first().map(|(_, why)| why.clone())).unwrap();
    assert!(why.score < alone.explanation.score);
    assert!(why.reasons.iter().any(|reason| reason.field == "others"), "{why:?}");
}

#[test]
fn near_matches_are_few_and_best_first() {
    let of = |evidence| parents(evidence, &[("Ana", "Ruiz"), ("Luis", "Pantoja")]);
    let new = of(child("FL", "5", "Anahi", "Pantoja", BORN));
    let twin = |evidence| with(evidence, |e: &mut Evidence| e.multiple_birth = Some(true));
    let slip = |n: u64| {
        twin(of(child("WA", &n.to_string(), if n.is_multiple_of(2) { "Anahi" } else { "Anai" }, "Pantoja", BORN)))
    };
    let candidates: Vec<Candidate> = (1..9).map(|n| held(n, &[&slip(n)])).collect();
    let near = decide(&new, &candidates).near;
    assert_eq!(near.len(), MOST_NEAR.min(candidates.len()));
    assert!(near.windows(2).all(|pair| pair[0].1.score >= pair[1].1.score));
}

#[test]
fn explanations_speak_the_vocabulary_and_add_up() {
    let verdict = decide(&tx("Lizete", "Pantoja"), &[held(1, &[&wa("Lissete", "Pantoja")])]);
    let Some(Join { explanation, msix_id, nearest, .. }) = verdict.join else { panic!("not joined") };
    assert_eq!((msix_id, nearest, explanation.model), (msix(1), ContributionNo(10), Model::default().version()));
    let (fields, levels) = vocabulary();
    for reason in &explanation.reasons {
        assert!(fields.contains(&reason.field.as_str()) && levels.contains(&reason.agreement.as_str()));
    }
    assert_eq!(explanation.reasons[1].agreement, "sounds-alike");
    let sum: f32 = explanation.reasons.iter().map(|reason| reason.weight).sum();
    assert!((sum - explanation.score).abs() < 0.001);
}

fn scored(a: &Evidence, b: &Evidence) -> f32 {
    let (engine, model) = (Engine::default(), Model::default());
    model.score(&compare(&engine.profile(a), &engine.profile(b), &model))
}

#[test]
fn agreement_on_a_rare_surname_weighs_more() {
    let score = |last: &str| {
        let (a, b) = (tx("Ana", last), wa("Ana", last));
        scored(&a, &b)
    };
    assert!(score("Villalobos") > score("Garcia") + 3.0);
}

#[test]
fn an_initial_is_one_from_either_side_also_with_a_particle() {
    let (engine, model) = (Engine::default(), Model::default());
    // The yen sign is a folded `y`, a particle: joined to the initial behind it, which is an initial none the less.
    let one = middle(tx("Lizete", "Pantoja"), "\u{A7F6}:a ");
    let other = middle(wa("A{\u{a5} a:", "Pantoja"), "Garcia");
    let (x, y) = (engine.profile(&one), engine.profile(&other));
    assert_eq!(compare(&x, &y, &model), compare(&y, &x, &model));
}

proptest! {
    #[test]
    fn comparison_is_symmetric(a in any_evidence(), b in any_evidence()) {
        let (engine, model) = (Engine::default(), Model::default());
        let (x, y) = (engine.profile(&a), engine.profile(&b));
        prop_assert_eq!(compare(&x, &y, &model), compare(&y, &x, &model));
    }

    #[test]
    fn the_order_of_candidates_does_not_matter(
        new in any_evidence(),
        known in prop::collection::vec(any_evidence(), 0..8),
        turn in 0usize..8,
    ) {
        let candidates: Vec<Candidate> = (1..).zip(&known).map(|(n, evidence)| held(n, &[evidence])).collect();
        let mut turned = candidates.clone();
        turned.rotate_left(turn.min(known.len()));
        prop_assert_eq!(decide(&new, &candidates), decide(&new, &turned.clone()));
        turned.reverse();
        prop_assert_eq!(decide(&new, &candidates), decide(&new, &turned));
    }
}
