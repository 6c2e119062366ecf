//! Near matches: one side judges, the other validates.

use super::desk::{Desk, why};
use crate::casework::{CaseError, Fate, Filter, Wish};
use crate::model::{
    Actor, AuditEvent, Grant, ItemId, ItemKind, ItemStatus, LinkKind, MsixId, NearStatus, Purpose, Role, StudentStatus,
    Undoing,
};
use crate::records::regroup::PlanError;
use crate::store::{Read, tables};

/// Ana and Eva Garza, born on one day: near by the simple engine.
fn two() -> (Desk, MsixId, MsixId, ItemId) {
    let desk = Desk::new();
    let ana = desk.send("TX/1", "Ana", "Garza");
    let eva = desk.send("WA/2", "Eva", "Garza");
    assert_ne!(ana, eva);
    let waiting = desk.list("dana");
    assert_eq!(waiting, desk.list("wes"), "both sides are asked");
    desk.sound();
    (desk, ana, eva, waiting[0])
}

#[test]
fn a_near_match_judged_by_texas_and_validated_by_washington_is_one_child() {
    let (desk, ana, eva, near) = two();
    let validation = desk.judge_same("dana", near).unwrap();
    assert_eq!((desk.near("TX/1", "WA/2"), desk.item(near).status), (Some(NearStatus::Judged), ItemStatus::Same));
    assert_eq!((desk.list("dana"), desk.list("wes")), (vec![], vec![validation]));
    assert_eq!(desk.item(validation).kind(), ItemKind::ValidateMatch);
    assert!(matches!(desk.approve("dana", validation), Err(CaseError::Proposer)), "nobody validates his own");
    assert!(matches!(desk.approve("dora", validation), Err(CaseError::OtherStates)), "nor does his own state");
    assert_eq!((desk.keys(ana), desk.keys(eva)), (vec!["TX/1".to_owned()], vec!["WA/2".to_owned()]));
    desk.sound();
    desk.approve("wes", validation).unwrap();
    let wes = Actor::User("wes".into());
    let approved = AuditEvent::ItemClosed { item: validation, status: "approved".into(), children: vec![ana, eva] };
    assert_eq!(desk.log().last(), Some(&(wes, approved)));
    desk.sound();
    assert_eq!(desk.keys(ana), ["TX/1", "WA/2"]);
    let asked = desk.record(eva);
    assert_eq!((asked.msix_id, asked.asked_for), (ana, Some(eva)), "the retired identifier leads to the child");
    let member = asked.members.iter().find(|member| member.key.to_string() == "WA/2").unwrap();
    assert_eq!(member.how, LinkKind::Judged);
    assert_eq!(member.explanation.as_ref().unwrap().score, 3.0, "the comparison stays with the decision");
    assert_eq!(desk.near("TX/1", "WA/2"), Some(NearStatus::Same));
    assert_eq!((desk.list("dana"), desk.list("wes")), (vec![], vec![]));
}

/// The same person with a second role is still the same person.
#[test]
fn another_role_makes_no_second_person() {
    let (desk, _, _, near) = two();
    let mut dana = desk.account("dana");
    dana.grants.push(Grant { role: Role::StateDataAdministrator, area: "WA".parse().ok().into() });
    let both = desk.world.children().decider(&dana, &desk.session("dana")).unwrap();
    let seen = desk.seen("dana", near);
    let validation = desk.casework.judge_same(&both, near, None, why("same"), &seen).unwrap();
    let outcome = desk.casework.approve(&both, validation, None, &seen);
    assert!(matches!(outcome, Err(CaseError::Proposer)), "{outcome:?}");
    desk.sound();
}

#[test]
fn two_of_one_state_are_validated_by_another_person_of_it() {
    let desk = Desk::new();
    desk.send("TX/1", "Ana", "Garza");
    desk.send("TX/2", "Eva", "Garza");
    let near = desk.list("dana")[0];
    assert_eq!(desk.list("wes"), []);
    let validation = desk.judge_same("dana", near).unwrap();
    assert_eq!((desk.list("dana"), desk.list("dora")), (vec![], vec![validation]));
    desk.approve("dora", validation).unwrap();
    assert_eq!(desk.child("TX/1"), desk.child("TX/2"));
    desk.sound();
}

#[test]
fn different_is_remembered_listed_and_can_be_taken_back() {
    let (desk, ana, eva, near) = two();
    desk.judge_different("wes", near).unwrap();
    desk.sound();
    assert_eq!(desk.list("dana"), []);
    let decided = desk.casework.decided(&desk.decider("dana"), &Default::default(), 0, 10).unwrap();
    assert_eq!((decided.rows[0].id, decided.rows[0].status), (near, ItemStatus::Different));
    assert_eq!(decided.rows[0].children, [ana, eva]);
    // What they send next asks nobody again: neither as near nor as one.
    desk.send("WA/2", "Evita", "Garza");
    desk.send("WA/2", "Ana", "Garza");
    assert_eq!((desk.list("dana"), desk.child("WA/2")), (vec![], eva));
    desk.sound();
    let again = desk.casework.reopen(&desk.decider("dana"), near, why("new papers")).unwrap().unwrap();
    desk.sound();
    assert_eq!((desk.list("dana"), desk.list("wes")), (vec![again], vec![again]));
    assert_eq!(desk.item(near).followed_by, Some(again));
    let validation = desk.judge_same("wes", again).unwrap();
    desk.approve("dora", validation).unwrap();
    assert_eq!(desk.keys(ana), ["TX/1", "WA/2"]);
    desk.sound();
}

/// A merge over a judgement of people is possible, and says so before it is proposed and before it is decided.
#[test]
fn a_merge_of_children_judged_to_be_different_names_the_judgement() {
    let (desk, ana, eva, near) = two();
    let wish = crate::casework::Wish::Merge { master: ana, others: vec![eva] };
    let judged = || desk.casework.draft(&desk.proposer("rosa"), &wish).unwrap().judged_apart;
    assert_eq!(judged(), None);
    desk.judge_different("wes", near).unwrap();
    assert_eq!(judged(), Some(vec![near]));
    let merge = desk.propose("rosa", &wish).unwrap();
    let case = desk.casework.look(desk.decider("wes").as_proposer(), merge).unwrap();
    assert_eq!(case.judged_apart, Some(vec![near]));
}

/// What was judged of two children holds for them, whichever of their contributions the engine finds alike next.
#[test]
fn different_children_are_not_proposed_under_another_pair() {
    let (desk, ana, eva, near) = two();
    desk.judge_different("dana", near).unwrap();
    assert_eq!(desk.send("FL/3", "Ana", "Garza"), ana, "joined by the engine");
    desk.send("FL/3", "Anita", "Garza");
    assert_eq!((desk.near("FL/3", "WA/2"), desk.child("WA/2")), (None, eva));
    desk.sound();
    // A third child is a question of its own with each of them; once it is one of them, the other question is moot.
    let ivy = desk.send("WA/4", "Ivy", "Garza");
    assert_eq!(desk.near("TX/1", "WA/4"), Some(NearStatus::Open));
    assert_eq!(desk.near("WA/2", "WA/4"), Some(NearStatus::Open));
    let merge = desk.merge("dana", ana, ivy);
    desk.done(merge, "wes");
    assert_eq!(desk.near("WA/2", "WA/4"), Some(NearStatus::Superseded));
    assert_eq!(desk.list("wes"), []);
}

/// Florida's Ana joins the Ana of Texas; Washington's Eva is like both, and that is one question.
#[test]
fn two_children_are_one_question_however_many_states_are_alike() {
    let (desk, ana, _, near) = two();
    desk.hire("flo", Role::StateDataAdministrator, Some("FL"));
    desk.send("FL/3", "Evita", "Garza");
    let third = desk.list("dana");
    assert_eq!(third.len(), 2, "two other children, two other questions: {third:?}");
    let merge = desk.merge("dana", ana, desk.child("FL/3"));
    desk.done(merge, "flo");
    let both = [desk.near("TX/1", "WA/2"), desk.near("WA/2", "FL/3")];
    assert_eq!(both, [Some(NearStatus::Open); 2], "both pairs are still alike");
    assert_eq!((desk.list("dana"), desk.list("wes")), (vec![near], vec![near]), "and one question");
    assert_eq!(desk.item(near).states, ["FL", "TX", "WA"].map(|code| code.parse().unwrap()));
    desk.sound();
    // One pair is answered by what Texas sends; the question stands while the other does.
    desk.send("TX/1", "Ana", "Ortega");
    assert_eq!((desk.near("TX/1", "WA/2"), desk.list("wes")), (Some(NearStatus::Superseded), vec![near]));
    desk.sound();
    desk.send("TX/1", "Ana", "Garza");
    assert_eq!(desk.list("wes"), [near], "no second item");
    let validation = desk.judge_same("wes", near).unwrap();
    assert_eq!(desk.near("WA/2", "FL/3"), Some(NearStatus::Judged));
    assert_eq!((desk.list("wes"), desk.list("dora")), (vec![], vec![validation]));
    desk.sound();
    desk.casework.cancel(&desk.proposer("wes"), validation, None).unwrap();
    assert_eq!((desk.near("TX/1", "WA/2"), desk.list("wes")), (Some(NearStatus::Open), vec![near]));
    desk.sound();
    desk.judge_different("wes", near).unwrap();
    assert_eq!((desk.list("dana"), desk.list("wes")), (vec![], vec![]), "one decision closes all");
    desk.sound();
}

/// What belonged to one child belongs to two: each is a question of its own.
#[test]
fn a_split_makes_two_questions_of_one() {
    let (desk, ana, _, near) = two();
    desk.hire("flo", Role::StateDataAdministrator, Some("FL"));
    let third = desk.send("FL/3", "Evita", "Garza");
    let merge = desk.merge("dana", ana, third);
    desk.done(merge, "flo");
    assert_eq!(desk.list("wes"), [near]);
    let split = desk.split("dana", ana, &["FL/3"]);
    desk.done(split, "flo");
    let asked = desk.list("wes");
    assert_eq!(asked.len(), 2, "{asked:?}");
    let of = |key: &str| {
        let view = desk.world.children().reader(&desk.account("dana"), &desk.session("dana")).unwrap();
        let rows = desk.casework.of_child(&view.open(desk.child(key), "decisions").unwrap(), None).unwrap();
        rows.into_iter().filter(|row| row.status.is_open()).map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!((of("TX/1").len(), of("FL/3").len(), of("WA/2").len()), (1, 1, 2));
    assert_ne!(of("TX/1"), of("FL/3"));
    desk.sound();
}

#[test]
fn what_a_state_sends_ends_the_question() {
    let (desk, _, _, near) = two();
    desk.send("WA/2", "Eva", "Lopez");
    assert_eq!((desk.item(near).status, desk.list("dana")), (ItemStatus::Superseded, vec![]));
    assert_eq!(desk.item(near).steps.last().unwrap().by, Actor::Sender("WA".parse().unwrap()));
    assert!(matches!(desk.judge_different("dana", near), Err(CaseError::Closed)));
    desk.sound();
    // Near again: a new question.
    desk.send("WA/2", "Eva", "Garza");
    assert_eq!(desk.list("dana").len(), 1);
    assert_ne!(desk.list("dana")[0], near);
    desk.sound();
}

#[test]
fn a_rejected_match_is_different_unless_it_may_be_proposed_again() {
    for again in [false, true] {
        let (desk, _, _, near) = two();
        let validation = desk.judge_same("dana", near).unwrap();
        desk.reject("wes", validation, again).unwrap();
        desk.sound();
        assert_eq!(desk.item(validation).status, ItemStatus::Rejected);
        let expected = if again { NearStatus::Superseded } else { NearStatus::Different };
        assert_eq!(desk.near("TX/1", "WA/2"), Some(expected));
        desk.send("WA/2", "Evita", "Garza");
        assert_eq!(desk.list("dana").len(), usize::from(again));
        desk.sound();
        if !again {
            let own = desk.casework.reopen(&desk.decider("dana"), validation, why("I was right"));
            assert!(matches!(own, Err(CaseError::Proposer)), "{own:?}");
            let own = desk.casework.reopen(&desk.decider("dora"), validation, why("she was right"));
            assert!(matches!(own, Err(CaseError::OtherStates)), "{own:?}");
            desk.casework.reopen(&desk.decider("wes"), validation, why("mistaken")).unwrap();
            desk.send("WA/2", "Eva", "Garza");
            assert_eq!(desk.list("dana").len(), 1, "the engine may ask again");
            desk.sound();
        }
    }
}

/// Names that were weighed as a short form are not called misspelled when it is undone.
#[test]
fn an_undo_shows_the_comparison_that_was_judged() {
    let (desk, _, _, near) = two();
    let validation = desk.judge_same("dana", near).unwrap();
    desk.approve("wes", validation).unwrap();
    let wish = Wish::Undo { of: Undoing::Decision(validation), may_propose_again: true };
    let judged = desk.casework.draft(&desk.proposer("dana"), &wish).unwrap().near.unwrap();
    let first = desk.casework.look(&desk.proposer("dana"), near).unwrap().near.unwrap();
    assert_eq!(judged.explanation, first.explanation);
}

/// Where more than one child fits, each question names the others.
#[test]
fn a_near_match_leads_to_those_about_the_same_children() {
    let desk = Desk::new();
    for (key, first) in [("TX/1", "Marisol"), ("TX/2", "Maribel"), ("TX/3", "Marison")] {
        desk.send(key, first, "Garza");
    }
    let asked = desk.list("dana");
    assert!(asked.len() > 1, "{asked:?}");
    for id in &asked {
        let case = desk.casework.look(&desk.proposer("dana"), *id).unwrap();
        let own = &case.row.children;
        let shares = |other: &ItemId| {
            let other = desk.casework.look(&desk.proposer("dana"), *other).unwrap();
            other.row.id != *id && other.row.children.iter().any(|child| own.contains(child))
        };
        let mut expected: Vec<ItemId> = asked.iter().copied().filter(shares).collect();
        expected.sort_unstable();
        assert!(!expected.is_empty());
        assert_eq!(case.beside, expected);
    }
}

/// Whoever judged finds what became of it, and every pair that people keep apart stands in one list.
#[test]
fn a_refused_judgement_says_so_and_is_found() {
    let (desk, ana, _, near) = two();
    let fate = |id| {
        let page = desk.casework.decided(&desk.decider("dana"), &Filter::default(), 0, 10).unwrap();
        page.rows.into_iter().find(|row| row.id == id).unwrap().fate
    };
    let apart = || {
        let filter = Filter { apart: true, ..Filter::default() };
        let page = desk.casework.decided(&desk.decider("wes"), &filter, 0, 10).unwrap();
        page.rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    let validation = desk.judge_same("dana", near).unwrap();
    assert_eq!((fate(near), apart()), (Some(Fate::Waits), vec![]));
    desk.reject("wes", validation, false).unwrap();
    assert_eq!((fate(near), fate(validation), apart()), (Some(Fate::Refused), None, vec![validation]));
    desk.casework.reopen(&desk.decider("wes"), validation, why("mistaken")).unwrap();
    assert_eq!((fate(validation), apart()), (Some(Fate::AskedAgain), vec![]));
    let merge = desk.merge("dana", ana, desk.child("WA/2"));
    let merge = desk.done(merge, "wes");
    let undo = desk.undo("dana", merge, true);
    desk.done(undo, "wes");
    assert_eq!(fate(merge), Some(Fate::Undone));
}

/// A near match whose records another proposal holds says so before anybody writes a reason.
#[test]
fn what_has_to_wait_for_another_proposal_names_it() {
    let (desk, ana, _, near) = two();
    let third = desk.send("TX/3", "Maria", "Lopez");
    let look = || desk.casework.look(desk.decider("wes").as_proposer(), near).unwrap().locked_by;
    assert_eq!(look(), []);
    let merge = desk.merge("rosa", ana, third).unwrap();
    assert_eq!(look(), [merge]);
    assert!(matches!(desk.judge_same("wes", near), Err(CaseError::Locked(pending)) if pending == merge));
}

/// A link is a promise: who may not open an item gets none.
#[test]
fn the_record_says_which_items_may_be_opened() {
    let (desk, ana, _, _) = two();
    let may = |who: Option<&str>| {
        let who = who.map(|name| desk.proposer(name));
        let rows = desk.casework.of_child(&desk.world.open(ana), who.as_ref()).unwrap();
        rows.into_iter().map(|row| row.may_look).collect::<Vec<_>>()
    };
    assert_eq!((may(None), may(Some("rosa")), may(Some("dana"))), (vec![false], vec![false], vec![true]));
}

#[test]
fn a_judgement_taken_back_leaves_the_question_open() {
    let (desk, _, _, near) = two();
    let validation = desk.judge_same("dana", near).unwrap();
    assert!(matches!(desk.casework.cancel(&desk.proposer("dora"), validation, None), Err(CaseError::NotProposer)));
    desk.on("2025-01-03");
    desk.casework.cancel(&desk.proposer("dana"), validation, None).unwrap();
    desk.sound();
    assert_eq!((desk.list("dana"), desk.list("wes")), (vec![near], vec![near]));
    assert_eq!(desk.item(validation).status, ItemStatus::Cancelled);
    let touched = |id: ItemId| {
        let entries = desk.log().into_iter().filter_map(move |(_, event)| match event {
            AuditEvent::ItemClosed { item, status, .. } if item == id => Some(status.to_string()),
            AuditEvent::ItemHandled { item, what, .. } if item == id => Some(what.to_string()),
            _ => None,
        });
        entries.collect::<Vec<_>>()
    };
    assert_eq!(
        (touched(near), touched(validation)),
        (vec!["same".to_owned(), "reopened".to_owned()], vec!["cancelled".to_owned()])
    );
    assert_eq!(desk.item(near).since, desk.item(near).opened(), "taking back does not reset the way up");
    let validation = desk.judge_same("wes", near).unwrap();
    desk.approve("dora", validation).unwrap();
    desk.sound();
}

/// A judgement holds for what was looked at, and for nothing that came since.
#[test]
fn what_changed_since_one_looked_has_to_be_looked_at_again() {
    let (desk, _, _, near) = two();
    let seen = desk.seen("dana", near);
    desk.send("WA/2", "Evita", "Garza");
    let late = desk.casework.judge_same(&desk.decider("dana"), near, None, why("same"), &seen);
    assert!(matches!(late, Err(CaseError::Changed)), "{late:?}");
    let late = desk.casework.judge_different(&desk.decider("dana"), near, why("twins"), &seen);
    assert!(matches!(late, Err(CaseError::Changed)), "{late:?}");
    let validation = desk.judge_same("dana", near).unwrap();
    let seen = desk.seen("wes", validation);
    desk.send("TX/1", "Anna", "Garza");
    for seen in [Some(&seen), None] {
        let late = desk.casework.reject(&desk.decider("wes"), validation, why("no"), false, seen);
        assert!(matches!(late, Err(CaseError::Changed)), "{late:?}");
    }
    let case = desk.casework.look(desk.decider("wes").as_proposer(), validation).unwrap();
    assert_eq!(case.changed_since, [desk.no("TX/1")]);
    let late = desk.casework.approve(&desk.decider("wes"), validation, None, &seen);
    assert!(matches!(late, Err(CaseError::Changed)), "{late:?}");
    desk.approve("wes", validation).unwrap();
    desk.sound();
}

#[test]
fn a_withdrawn_side_ends_the_validation() {
    let (desk, ana, eva, near) = two();
    let validation = desk.judge_same("dana", near).unwrap();
    desk.withdraw("TX/1");
    desk.sound();
    let item = desk.item(validation);
    assert_eq!(
        (item.status, item.steps.last().unwrap().by.clone()),
        (ItemStatus::Superseded, Actor::Sender("TX".parse().unwrap()))
    );
    assert!(matches!(desk.approve("wes", validation), Err(CaseError::Closed)));
    let view = desk.world.store().view().unwrap();
    assert_eq!(view.len(&tables::LOCK).unwrap(), 0, "nothing stays locked");
    assert_eq!(desk.record(ana).status, StudentStatus::Inactive);
    desk.send("TX/1", "Ana", "Garza");
    assert_eq!(desk.list("dana").len(), 1, "back, and near again");
    assert_eq!(desk.child("WA/2"), eva);
    desk.sound();
}

/// The master can also be one's choice; a stranger to the pair cannot be it.
#[test]
fn the_master_is_one_of_the_two() {
    let (desk, ana, eva, near) = two();
    let other = desk.send("FL/9", "Marisol", "Ortega");
    let seen = desk.seen("dana", near);
    let wrong = desk.casework.judge_same(&desk.decider("dana"), near, Some(other), why("same"), &seen);
    assert!(matches!(wrong, Err(CaseError::Plan(PlanError::NotInUse(_)))), "{wrong:?}");
    let validation = desk.casework.judge_same(&desk.decider("dana"), near, Some(eva), why("same"), &seen).unwrap();
    desk.approve("wes", validation).unwrap();
    assert_eq!(desk.record(ana).msix_id, eva);
    desk.sound();
}

/// Comparing two records is reading both.
#[test]
fn looking_is_logged_for_each_record() {
    let (desk, ana, eva, near) = two();
    let before = desk.log().len();
    let case = desk.casework.look(desk.decider("wes").as_proposer(), near).unwrap();
    assert_eq!(case.children.iter().map(|child| child.msix_id()).collect::<Vec<_>>(), [ana, eva]);
    assert_eq!(case.near.unwrap().explanation.score, 3.0);
    let read = |msix_id| {
        let event = AuditEvent::RecordRead { msix_id, purpose: Purpose::MatchResolution, part: "match".into() };
        (Actor::User("wes".into()), event)
    };
    assert_eq!(desk.log()[before..], [read(ana), read(eva)]);
    let refused = desk.casework.look(&desk.proposer("rosa"), near);
    assert!(matches!(refused, Err(CaseError::OtherStates)), "a registrar decides about no near match");
    assert_eq!(desk.log().len(), before + 2, "and nothing was opened");
}

#[test]
fn who_has_no_role_for_it_gets_no_capability() {
    let desk = Desk::new();
    let refused = |name: &str| {
        let (account, session) = (desk.account(name), desk.session(name));
        let children = desk.world.children();
        (children.proposer(&account, &session).is_err(), children.decider(&account, &session).is_err())
    };
    assert_eq!(refused("tom"), (true, true), "a Secondary user");
    assert_eq!(refused("rosa"), (false, true), "a Primary user proposes");
    assert_eq!(refused("dana"), (false, false));
    desk.dismiss("dana");
    assert_eq!(refused("dana"), (true, true), "a closed account");
}
