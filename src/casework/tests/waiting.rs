//! What waits for whom, who has it, and what happens when nobody does anything.

use super::desk::{Desk, state, why};
use crate::casework::{self, CaseError, Filter, Whose, Wish};
use crate::model::{
    Actor, AuditEvent, ContributionNo, ItemId, ItemKind, ItemStatus, Level, MsixId, Role, StepKind, Undoing,
};
use crate::store::{Change, Read, tables};

/// A near match between Texas and Washington.
fn near() -> (Desk, ItemId) {
    let desk = Desk::new();
    desk.send("TX/1", "Ana", "Garza");
    desk.send("WA/2", "Eva", "Garza");
    let near = desk.list("dana")[0];
    (desk, near)
}

fn level(desk: &Desk, id: ItemId) -> (Level, ItemStatus) {
    let item = desk.item(id);
    (item.level, item.status)
}

#[test]
fn what_is_due_first_stands_first_and_can_be_filtered() {
    let (desk, near) = near();
    desk.on("2025-01-02");
    let one = desk.send("TX/5", "Maria", "Lopez");
    let other = desk.send("WA/6", "Ivy", "Ortega");
    let merge = desk.merge("will", one, other).unwrap();
    assert_eq!(desk.list("dana"), [near, merge]);
    let page = |filter: Filter, from, most| desk.casework.page(&desk.decider("dana"), &filter, from, most).unwrap();
    let first = page(Filter::default(), 0, 1);
    assert_eq!((first.total, first.rows.len(), first.rows[0].id), (2, 1, near));
    assert_eq!(page(Filter::default(), 1, 10).rows[0].id, merge);
    let ids = |filter| page(filter, 0, 9).rows.iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(ids(Filter { kinds: vec![ItemKind::ValidateMerge], ..Filter::default() }), [merge]);
    assert_eq!(ids(Filter { state: Some(state("WA")), ..Filter::default() }), [], "not one of hers");
    assert_eq!(ids(Filter { state: Some(state("TX")), ..Filter::default() }), [near, merge]);
    assert_eq!(ids(Filter { level: Some(Level::Nation), ..Filter::default() }), []);
    desk.casework.take(&desk.decider("dana"), merge).unwrap();
    assert_eq!(ids(Filter { whose: Whose::Mine, ..Filter::default() }), [merge]);
    assert_eq!(ids(Filter { whose: Whose::Nobodys, ..Filter::default() }), [near]);
    desk.on("2025-01-16");
    assert_eq!(ids(Filter { overdue: true, ..Filter::default() }), [near]);
    let counts = desk.casework.counts(&desk.decider("dana")).unwrap();
    assert_eq!((counts.all, counts.mine, counts.nobodys, counts.overdue), (2, 1, 1, 1));
    assert_eq!(
        counts.by_kind.into_iter().collect::<Vec<_>>(),
        [(ItemKind::NearMatch, 1), (ItemKind::ValidateMerge, 1)]
    );
    // Each proposer sees what he proposed, and what became of it.
    let own = desk.casework.proposed(&desk.proposer("will"), 0, 9).unwrap();
    assert_eq!(own.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [merge]);
    assert_eq!(desk.casework.proposed(&desk.proposer("rosa"), 0, 9).unwrap().total, 0);
    desk.sound();
}

#[test]
fn rows_say_age_goal_and_due_day() {
    let (desk, near) = near();
    desk.on("2025-01-04");
    let row = || desk.casework.page(&desk.decider("dana"), &Filter::default(), 0, 1).unwrap().rows.remove(0);
    assert_eq!((row().age_days, row().overdue), (3, false));
    assert_eq!(row().answer_due.unwrap().to_string(), "2025-01-02T12:00:00Z");
    assert_eq!(row().due.unwrap().to_string(), "2025-01-16T08:00:00Z", "ten working days after New Year's Day");
    desk.casework.take(&desk.decider("dana"), near).unwrap();
    assert_eq!(row().answer_due, None, "somebody has taken it up");
}

#[test]
fn an_item_is_given_sideways_and_down_and_sent_up() {
    let (desk, near) = near();
    let dana = desk.decider("dana");
    let known = desk.casework.assignable(&dana, near).unwrap();
    assert_eq!(known.iter().map(|one| one.user.as_str()).collect::<Vec<_>>(), ["dana", "dora", "wes"]);
    desk.casework.assign(&dana, near, &["dora".into(), "wes".into()]).unwrap();
    assert_eq!((desk.item(near).assignees.len(), desk.item(near).status), (2, ItemStatus::Assigned));
    for nobody in [vec![], vec!["rosa".into()], vec!["nobody".into()]] {
        let outcome = desk.casework.assign(&dana, near, &nobody);
        assert!(matches!(outcome, Err(CaseError::Assignee(_))), "{outcome:?}");
    }
    desk.hire("nora", Role::StateDataAdministrator, None);
    desk.on("2025-01-03");
    desk.casework.escalate(&desk.decider("wes"), near, why("I know the family")).unwrap();
    assert_eq!((level(&desk, near), desk.list("nora")), ((Level::Nation, ItemStatus::Escalated), vec![near]));
    assert!(matches!(desk.casework.escalate(&dana, near, why("up")), Err(CaseError::Top)));
    let outcome = desk.casework.assign(&desk.decider("nora"), near, &["nora".into(), "dana".into()]);
    assert!(matches!(outcome, Err(CaseError::Assignee(_))), "not of two levels at once");
    desk.casework.assign(&desk.decider("nora"), near, &["dana".into()]).unwrap();
    assert_eq!((level(&desk, near), desk.list("nora")), ((Level::State, ItemStatus::Assigned), vec![]));
    desk.sound();
    let steps: Vec<_> = desk.item(near).steps.iter().map(|step| step.what).collect();
    assert_eq!(steps, [StepKind::Opened, StepKind::Assigned, StepKind::Escalated, StepKind::Assigned]);
}

/// An overdue item goes up, never through.
#[test]
fn silence_never_approves() {
    let (desk, near) = near();
    desk.hire("nora", Role::StateDataAdministrator, None);
    let validation = desk.judge_same("dana", near).unwrap();
    desk.casework.assign(&desk.decider("wes"), validation, &["wes".into()]).unwrap();
    let before = (desk.child("TX/1"), desk.child("WA/2"));
    desk.on("2025-01-15");
    assert_eq!(desk.casework.send_up_overdue(desk.now()).unwrap(), 0, "New Year's Day did not count");
    desk.on("2025-01-16");
    assert_eq!(desk.casework.send_up_overdue(desk.now()).unwrap(), 1);
    let what =
        AuditEvent::ItemHandled { item: validation, what: "overdue".into(), level: "nation".into(), to: Vec::new() };
    assert_eq!(desk.log().last(), Some(&(Actor::System("worklist".into()), what)));
    assert_eq!(level(&desk, validation), (Level::Nation, ItemStatus::Escalated));
    assert_eq!(
        (desk.list("nora"), desk.list("wes")),
        (vec![validation], vec![validation]),
        "late is better than never"
    );
    desk.sound();
    let entries = desk.log().len();
    for day in ["2025-06-01", "2029-01-01"] {
        desk.on(day);
        assert_eq!(desk.casework.send_up_overdue(desk.now()).unwrap(), 0);
    }
    assert_eq!((desk.log().len(), (desk.child("TX/1"), desk.child("WA/2"))), (entries, before));
    let row = &desk.casework.page(&desk.decider("nora"), &Filter::default(), 0, 1).unwrap().rows[0];
    assert!(row.overdue, "and is seen to be");
    desk.approve("nora", validation).unwrap();
    assert_eq!(desk.child("WA/2"), desk.child("TX/1"));
    desk.sound();
}

/// A state without a data administrator: its items stand at the nation's level from the start, and somebody decides
/// there; where the nation has nobody, the data administrators of all states stand in. Never the proposer.
#[test]
fn where_nobody_is_asked_the_nation_is() {
    let desk = Desk::new();
    let ana = desk.send("TX/1", "Ana", "Garza");
    let maria = desk.send("FL/2", "Maria", "Lopez");
    let merge = desk.merge("dana", ana, maria).unwrap();
    assert_eq!(level(&desk, merge), (Level::Nation, ItemStatus::Open));
    assert_eq!(desk.item(merge).steps.last().unwrap().what, StepKind::Unattended);
    assert_eq!((desk.list("wes"), desk.list("dora"), desk.list("dana")), (vec![merge], vec![], vec![]));
    assert!(matches!(desk.approve("dana", merge), Err(CaseError::Proposer)));
    assert!(matches!(desk.approve("dora", merge), Err(CaseError::OtherStates)), "the proposer's own state");
    let known = desk.casework.assignable(&desk.decider("wes"), merge).unwrap();
    assert_eq!(known.iter().map(|one| one.user.as_str()).collect::<Vec<_>>(), ["wes"]);
    desk.hire("nora", Role::StateDataAdministrator, None);
    assert_eq!((desk.list("wes"), desk.list("nora")), (vec![], vec![merge]), "the nation has somebody now");
    assert!(matches!(desk.approve("wes", merge), Err(CaseError::OtherStates)));
    desk.approve("nora", merge).unwrap();
    desk.sound();
}

/// No other state has anybody: a second person of the proposer's own decides, and the item says so.
#[test]
fn where_no_other_state_has_anybody_the_proposers_own_decides() {
    let desk = Desk::new();
    desk.dismiss("wes");
    let ana = desk.send("TX/1", "Ana", "Garza");
    let maria = desk.send("FL/2", "Maria", "Lopez");
    let merge = desk.merge("dana", ana, maria).unwrap();
    assert_eq!(desk.item(merge).steps.last().unwrap().what, StepKind::OwnState);
    assert_eq!((desk.list("dora"), desk.list("dana")), (vec![merge], vec![]));
    desk.approve("dora", merge).unwrap();
    desk.sound();
}

#[test]
fn a_near_match_of_states_without_anybody_goes_up() {
    let desk = Desk::new();
    desk.send("FL/1", "Ana", "Garza");
    desk.send("OR/2", "Eva", "Garza");
    desk.send("TX/3", "Ivy", "Ortega");
    desk.send("FL/4", "Eve", "Ortega");
    assert_eq!(desk.casework.send_up_overdue(desk.now()).unwrap(), 0, "somebody may still be hired today");
    desk.on("2025-01-02");
    assert_eq!(desk.casework.send_up_overdue(desk.now()).unwrap(), 1, "Texas has somebody for the other");
    assert_eq!(desk.list("wes").len(), 1);
    desk.sound();
    // The last one of Texas is gone: the next round finds it.
    desk.dismiss("dana");
    desk.dismiss("dora");
    assert_eq!(desk.casework.send_up_overdue(desk.now()).unwrap(), 1);
    assert_eq!(desk.casework.send_up_overdue(desk.now()).unwrap(), 0);
    assert_eq!(desk.list("wes").len(), 2);
    desk.sound();
}

#[test]
fn everything_decided_is_found_with_who_and_when() {
    let (desk, near) = near();
    let ana = desk.child("TX/1");
    let eva = desk.child("WA/2");
    let validation = desk.judge_same("dana", near).unwrap();
    desk.on("2025-01-03");
    desk.approve("wes", validation).unwrap();
    let undo = desk.done(desk.undo("dora", validation, false), "wes");
    for child in [ana, eva] {
        let history = desk.casework.of_child(&desk.world.open(child), None).unwrap();
        assert_eq!(history.iter().map(|row| row.id).collect::<Vec<_>>(), [undo, validation, near], "{child}");
    }
    let closed = desk.item(validation);
    let step = closed.closed().unwrap();
    assert_eq!((step.by.clone(), step.at.date().to_string()), (Actor::User("wes".into()), "2025-01-03".to_owned()));
    let page = desk.casework.decided(&desk.decider("wes"), &Filter::default(), 0, 2).unwrap();
    assert_eq!((page.total, page.rows[0].id), (3, undo));
    assert_eq!(desk.casework.decided(&desk.decider("dana"), &Filter::default(), 0, 9).unwrap().total, 3);
    assert!(desk.casework.look(desk.decider("dana").as_proposer(), undo).is_ok(), "her state proposed it");
}

/// To whom the wrong record was shown: names of accounts, times, purposes, parts; and what left with it.
#[test]
fn a_wrong_merge_says_to_whom_it_was_shown() {
    let desk = Desk::new();
    let ana = desk.send("TX/1", "Ana", "Garza");
    let maria = desk.send("WA/2", "Maria", "Lopez");
    let (account, session) = (desk.account("tom"), desk.session("tom"));
    let tom = desk.world.children().reader(&account, &session).unwrap();
    tom.open(ana, "before").unwrap();
    desk.on("2025-01-02");
    let merge = desk.merge("rosa", ana, maria).unwrap();
    desk.approve("wes", merge).unwrap();
    // The journal of this world stands at noon of the first day of 2025; the readings are written by hand.
    let read = |day: &str, msix_id: MsixId, part: &str| {
        let purpose = crate::model::Purpose::Placement;
        let event = AuditEvent::RecordRead { msix_id, purpose, part: part.into() };
        let at = crate::records::testing::at(day);
        crate::audit::record(desk.world.store(), Actor::User("tom".into()), at, event).unwrap();
    };
    read("2025-01-03", ana, "print");
    read("2025-01-03", maria, "another child's number by then: not a reading of this record");
    desk.on("2025-01-04");
    let exported = AuditEvent::Exported { what: "identities".into(), rows: 1 };
    crate::audit::record(desk.world.store(), Actor::Console("root".into()), desk.now(), exported).unwrap();
    desk.on("2025-01-05");
    desk.done(desk.undo("dana", merge, false), "wes");
    read("2025-01-06", ana, "after");
    desk.on("2025-01-07");
    let wrong = desk.casework.exposure(desk.decider("dana").as_proposer(), Undoing::Decision(merge)).unwrap();
    let shown: Vec<_> = wrong.shown.iter().map(|one| (one.part.as_str(), one.msix_id)).collect();
    assert_eq!(shown, [("print", ana)]);
    assert_eq!(wrong.exports.len(), 1);
    assert_eq!(
        (wrong.from.date().to_string(), wrong.to.date().to_string()),
        ("2025-01-02".into(), "2025-01-05".into())
    );
    let logged = desk.log();
    assert!(matches!(&logged.last().unwrap().1, AuditEvent::ExposureRead { children } if children == &[ana]));
    let refused = desk.casework.exposure(&desk.proposer("rosa"), Undoing::Decision(merge));
    assert!(matches!(refused, Err(CaseError::OtherStates)), "who read what is for data administrators");
    desk.hire("fay", Role::StateDataAdministrator, Some("FL"));
    let fay = desk.decider("fay");
    let refused = desk.casework.exposure(fay.as_proposer(), Undoing::Decision(merge));
    assert!(matches!(refused, Err(CaseError::OtherStates)), "of the states concerned: {refused:?}");
    let refused = desk.casework.exposure(fay.as_proposer(), Undoing::Link(desk.no("TX/1")));
    assert!(matches!(refused, Err(CaseError::NotYours)), "{refused:?}");
    let pending = desk.undo("wes", merge, false);
    assert!(pending.is_err(), "undone before");
    let other = desk.merge("rosa", ana, maria).unwrap();
    let refused = desk.casework.exposure(desk.decider("wes").as_proposer(), Undoing::Decision(other));
    assert!(matches!(refused, Err(CaseError::Plan(_))), "nothing was decided yet: {refused:?}");
    let looks = |log: &[(Actor, AuditEvent)]| {
        log.iter().filter(|(_, event)| matches!(event, AuditEvent::ExposureRead { .. })).count()
    };
    assert_eq!((looks(&logged), looks(&desk.log())), (1, 1), "who is refused has seen nothing");
}

/// Damage of each kind is named by the doctor.
#[test]
fn the_doctor_finds_what_contradicts_itself() {
    type Harm = fn(&Change, ItemId, MsixId);
    let harms: [(&str, Harm); 5] = [
        ("is not in its lists", |change, id, _| {
            let rows = change.range(&tables::WORKLIST, ..).unwrap();
            let (key, _) = rows.into_iter().find(|((_, (_, of)), _)| *of == id).unwrap();
            change.remove(&tables::WORKLIST, &key).unwrap();
        }),
        ("does not lock", |change, _, child| {
            change.remove(&tables::LOCK, &child).unwrap();
        }),
        ("nothing is pending", |change, _, child| {
            change.put(&tables::LOCK, &child, &ItemId(1)).unwrap();
        }),
        ("is not filed under", |change, id, child| {
            change.remove(&tables::ITEM_BY_CHILD, &(child, id)).unwrap();
        }),
        ("contradict each other", |change, _, _| {
            let pair = (ContributionNo(1), ContributionNo(2));
            change.remove(&tables::NEAR_ITEM, &pair).unwrap();
        }),
    ];
    for (says, harm) in harms {
        let (desk, _) = near();
        let one = desk.send("TX/5", "Maria", "Lopez");
        let other = desk.send("WA/6", "Ivy", "Ortega");
        let merge = desk.propose("will", &Wish::Merge { master: one, others: vec![other] }).unwrap();
        let change = desk.world.store().begin(Actor::Stranger, desk.now()).unwrap();
        harm(&change, merge, one);
        let logged = crate::audit::append(&change, AuditEvent::ServerStarted).unwrap();
        change.commit(logged).unwrap();
        let found = casework::check(&desk.world.store().view().unwrap()).join("; ");
        assert!(found.contains(says), "{says}: {found}");
    }
}
