//! Merges and splits that people want.

use super::desk::{Desk, why};
use crate::casework::{CaseError, Wish};
use crate::model::{ItemKind, ItemStatus, LinkKind, MsixId, NearStatus, Role, StudentStatus};
use crate::records::regroup::{PlanError, Target};

/// Two children whom the engine takes for strangers.
fn strangers() -> (Desk, MsixId, MsixId) {
    let desk = Desk::new();
    let ana = desk.send("TX/1", "Ana", "Garza");
    let maria = desk.send("WA/2", "Maria", "Lopez");
    (desk, ana, maria)
}

#[test]
fn a_merge_or_split_of_too_many_opens_nothing() {
    let desk = Desk::new();
    let child = |n: u32| desk.send(&format!("TX/{n}"), &format!("Ana{n}"), &format!("Garza{n}"));
    let mut others: Vec<_> = (1..=9).map(child).collect();
    let master = others.remove(0);
    let before = desk.log().len();
    let too_many = desk.propose("dana", &Wish::Merge { master, others });
    assert!(matches!(too_many, Err(CaseError::Plan(PlanError::TooMany))), "{too_many:?}");
    let parts = (1..=8).map(|no| vec![crate::model::ContributionNo(no)]).collect();
    let too_many = desk.propose("dana", &Wish::Split { child: master, parts, may_propose_again: false });
    assert!(matches!(too_many, Err(CaseError::Plan(PlanError::TooMany))), "{too_many:?}");
    assert_eq!(desk.log().len(), before);
}

#[test]
fn a_registrar_proposes_a_merge_and_the_other_state_validates_it() {
    let (desk, ana, maria) = strangers();
    let wish = Wish::Merge { master: maria, others: vec![ana] };
    let draft = desk.casework.draft(&desk.proposer("rosa"), &wish).unwrap();
    assert_eq!(
        draft.preview.moves.iter().map(|one| (one.key.to_string(), one.from, one.to)).collect::<Vec<_>>(),
        [("TX/1".to_owned(), ana, Target::Known(maria))]
    );
    assert_eq!(draft.preview.retired, [(ana, maria)]);
    assert_eq!(draft.validators, ["WA".parse().unwrap()]);
    let merge = desk.propose("rosa", &wish).unwrap();
    assert_eq!((desk.list("dana"), desk.list("wes")), (vec![], vec![merge]));
    assert_eq!(desk.record(ana).msix_id, ana, "nothing has moved yet");
    desk.on("2025-01-02");
    desk.approve("wes", merge).unwrap();
    desk.sound();
    let record = desk.record(ana);
    assert_eq!((record.msix_id, record.asked_for), (maria, Some(ana)));
    assert_eq!(record.members.iter().filter(|member| member.how == LinkKind::Merged).count(), 1);
    // The state goes on sending under the identifier it knows.
    desk.send("TX/1", "Anna", "Garza");
    assert_eq!(desk.child("TX/1"), maria);
    // A second click is answered as the first; nobody else is told that he did it.
    let seen = draft.preview.seen;
    desk.hire("wade", Role::StateDataAdministrator, Some("WA"));
    let log = desk.log().len();
    assert!(desk.casework.approve(&desk.decider("wes"), merge, None, &seen).is_ok());
    let other = desk.casework.approve(&desk.decider("wade"), merge, None, &seen);
    assert!(matches!(other, Err(CaseError::Closed)), "{other:?}");
    assert_eq!(desk.log().len(), log, "nothing happened twice");
    assert_eq!(desk.keys_as_of(ana, "2025-01-01"), ["TX/1"], "as it was before");
    assert_eq!(desk.keys_as_of(maria, "2025-01-01"), ["WA/2"]);
    assert_eq!(desk.keys_as_of(ana, "2025-01-02"), ["TX/1", "WA/2"]);
    let twice = desk.merge("rosa", maria, ana);
    assert!(matches!(twice, Err(CaseError::Plan(PlanError::NotInUse(_)))), "a retired record is merged no more");
    desk.sound();
}

/// The same as a near match says: the engine's comparison, and where people were asked.
#[test]
fn whoever_merges_twins_reads_what_the_program_has_against_it() {
    let desk = Desk::new();
    let (marisol, maribel) = (desk.send("TX/1", "Marisol", "Garza"), desk.send("TX/2", "Maribel", "Garza"));
    let [near] = desk.list("dana")[..] else { panic!("{:?}", desk.list("dana")) };
    let wish = Wish::Merge { master: marisol, others: vec![maribel] };
    let draft = desk.casework.draft(&desk.proposer("rosa"), &wish).unwrap();
    let told = |alike: &[crate::casework::Alike]| {
        let [one] = alike else { panic!("{alike:?}") };
        let first = one.near.explanation.reasons.iter().find(|reason| reason.field == "first-name").unwrap();
        (one.children, first.agreement.to_string(), one.asked.iter().copied().collect::<Vec<_>>())
    };
    assert_eq!(told(&draft.alike), ((marisol, maribel), "roughly".to_owned(), vec![]), "she may not open the item");
    let merge = desk.propose("rosa", &wish).unwrap();
    let case = desk.casework.look(&desk.proposer("dana"), merge).unwrap();
    assert_eq!(
        told(&case.alike),
        ((marisol, maribel), "roughly".to_owned(), vec![near]),
        "and so does whoever decides"
    );
    // Of three each two are compared.
    let third = desk.send("TX/3", "Ivy", "Ortega");
    desk.casework.cancel(&desk.proposer("rosa"), merge, None).ok();
    let wish = Wish::Merge { master: third, others: vec![marisol, maribel] };
    assert_eq!(desk.casework.draft(&desk.proposer("rosa"), &wish).unwrap().alike.len(), 3);
}

/// Florida knows the proposer's child as well, and nothing of the other one.
#[test]
fn the_other_side_is_who_knows_the_other_child() {
    let (desk, ana, maria) = strangers();
    assert_eq!(desk.send("FL/3", "Ana", "Garza"), ana);
    let draft = |master, other| {
        desk.casework.draft(&desk.proposer("rosa"), &Wish::Merge { master, others: vec![other] }).unwrap().validators
    };
    assert_eq!(draft(ana, maria), ["WA".parse().unwrap()]);
    // Texas knows both: everybody else is asked.
    let third = desk.send("TX/5", "Ivy", "Ortega");
    assert_eq!(draft(ana, third), ["FL".parse().unwrap()]);
}

#[test]
fn records_are_locked_while_a_proposal_is_pending() {
    let (desk, ana, maria) = strangers();
    let third = desk.send("FL/3", "Ivy", "Ortega");
    let merge = desk.merge("rosa", ana, maria).unwrap();
    for other in [desk.merge("will", maria, third), desk.merge("dana", third, ana)] {
        assert!(matches!(other, Err(CaseError::Locked(pending)) if pending == merge), "{other:?}");
    }
    assert_eq!(desk.casework.lock(&desk.world.open(ana)).unwrap(), Some(merge));
    // What the states send still applies; the engine joins to a locked child as to any other.
    assert_eq!(desk.send("FL/4", "Ana", "Garza"), ana);
    desk.send("WA/2", "Mary", "Lopez");
    desk.sound();
    desk.reject("wes", merge, true).unwrap();
    desk.sound();
    assert_eq!(desk.casework.lock(&desk.world.open(ana)).unwrap(), None);
    desk.merge("will", maria, third).unwrap();
    desk.sound();
}

#[test]
fn only_those_whose_state_contributes_may_propose() {
    let desk = Desk::new();
    let one = desk.send("FL/1", "Ana", "Garza");
    let other = desk.send("FL/2", "Maria", "Lopez");
    let refused = desk.merge("rosa", one, other);
    assert!(matches!(refused, Err(CaseError::NotYours)), "{refused:?}");
    for wrong in [vec![], vec![one], vec![other, other]] {
        let outcome = desk.propose("rosa", &Wish::Merge { master: one, others: wrong });
        assert!(matches!(outcome, Err(CaseError::Plan(PlanError::NotSeveral))), "{outcome:?}");
    }
    desk.sound();
}

/// A merge takes a second person even where one state is alone.
#[test]
fn within_one_state_another_data_administrator_validates() {
    let desk = Desk::new();
    let ana = desk.send("TX/1", "Ana", "Garza");
    let maria = desk.send("TX/2", "Maria", "Lopez");
    let merge = desk.merge("dana", ana, maria).unwrap();
    assert!(matches!(desk.approve("dana", merge), Err(CaseError::Proposer)));
    desk.approve("dora", merge).unwrap();
    assert_eq!(desk.keys(ana), ["TX/1", "TX/2"]);
    desk.sound();
}

#[test]
fn a_withdrawn_record_is_not_merged() {
    let (desk, ana, maria) = strangers();
    let merge = desk.merge("rosa", ana, maria).unwrap();
    desk.withdraw("TX/1");
    desk.sound();
    assert_eq!(desk.item(merge).status, ItemStatus::Superseded);
    let again = desk.merge("will", ana, maria);
    assert!(matches!(again, Err(CaseError::Plan(PlanError::Withdrawn(child))) if child == ana), "{again:?}");
}

/// Texas, Washington and Florida in one record by the engine's own doing: Florida's does not belong there.
#[test]
fn a_split_gives_new_numbers_and_is_remembered() {
    let desk = Desk::new();
    let ana = desk.send("TX/1", "Ana", "Garza");
    desk.send("WA/2", "Ana", "Garza");
    desk.send("FL/3", "Ana", "Garza");
    assert_eq!(desk.keys(ana), ["FL/3", "TX/1", "WA/2"]);
    desk.on("2025-02-01");
    let split = desk.split("rosa", ana, &["FL/3"]).unwrap();
    assert_eq!(desk.item(split).kind(), ItemKind::ValidateSplit);
    assert!(matches!(desk.approve("dora", split), Err(CaseError::OtherStates)));
    desk.approve("wes", split).unwrap();
    desk.sound();
    let florida = desk.child("FL/3");
    assert_ne!(florida, ana);
    assert_eq!((desk.keys(ana), desk.keys(florida)), (vec!["TX/1".into(), "WA/2".into()], vec!["FL/3".to_owned()]));
    assert_eq!(desk.record(florida).members[0].how, LinkKind::Split);
    // As of the day before, the record had all three, and the new number was nobody.
    assert_eq!(desk.keys_as_of(ana, "2025-01-31"), ["FL/3", "TX/1", "WA/2"]);
    assert_eq!(desk.keys_as_of(ana, "2025-02-01"), ["TX/1", "WA/2"]);
    assert_eq!(desk.keys_as_of(florida, "2025-01-31"), [""; 0]);
    // Neither joined nor proposed again, whatever it sends: also not with the old identifier.
    assert_eq!(desk.near("TX/1", "FL/3"), Some(NearStatus::Different));
    desk.send("FL/3", "Anita", "Garza");
    desk.send("FL/3", "Ana", "Garza");
    desk.withdraw("FL/3");
    desk.send("FL/3", "Ana", "Garza");
    assert_eq!((desk.child("FL/3"), desk.list("dana")), (florida, vec![]));
    desk.sound();
    // Until somebody allows it.
    desk.casework.reopen(&desk.decider("wes"), split, why("they are one after all")).unwrap();
    desk.send("FL/3", "Anita", "Garza");
    assert!(!desk.list("dana").is_empty());
    desk.sound();
}

#[test]
fn parts_of_a_split_cover_what_is_there_once_and_leave_something() {
    let desk = Desk::new();
    let ana = desk.send("TX/1", "Ana", "Garza");
    desk.send("WA/2", "Ana", "Garza");
    desk.send("FL/3", "Maria", "Lopez");
    for wrong in [vec![], vec!["TX/1", "WA/2"], vec!["FL/3"], vec!["WA/2", "WA/2"]] {
        let outcome = desk.split("rosa", ana, &wrong);
        assert!(matches!(outcome, Err(CaseError::Plan(PlanError::Parts))), "{wrong:?}");
    }
    desk.sound();
}

/// Who comes while a split is pending stays with the child.
#[test]
fn a_newcomer_stays_with_the_child_that_is_split() {
    let desk = Desk::new();
    let ana = desk.send("TX/1", "Ana", "Garza");
    desk.send("WA/2", "Ana", "Garza");
    let split = desk.split("rosa", ana, &["WA/2"]).unwrap();
    assert_eq!(desk.send("FL/3", "Ana", "Garza"), ana);
    desk.approve("wes", split).unwrap();
    desk.sound();
    assert_eq!(desk.keys(ana), ["FL/3", "TX/1"]);
    assert_eq!(desk.record(desk.child("WA/2")).status, StudentStatus::Active);
}
