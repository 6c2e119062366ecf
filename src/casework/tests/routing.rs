//! Where an item begins, who sees it there, and where it goes when nobody does anything.

use super::desk::{Desk, state, why};
use crate::audit;
use crate::casework::{CaseError, Filter, ask};
use crate::model::{
    Account, Actor, Area, AuditEvent, Grant, Item, ItemId, ItemStatus, Level, LineKind, MailChoice, MessageKind,
    MsixId, NoticeId, Placing, RegionId, RegionSwitch, Role, StepKind, Subject,
};
use crate::records::testing::{date, line, text, word};
use crate::store::{Change, Read, tables};

const MCALLEN: &str = "4829540";
const DALLAS: &str = "4816230";

fn change<T>(desk: &Desk, what: impl FnOnce(&Change) -> T) -> T {
    let change = desk.world.store().begin(Actor::Console("root".into()), desk.now()).unwrap();
    let made = what(&change);
    let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
    change.commit(logged).unwrap();
    made
}

fn hire(desk: &Desk, name: &str, area: Area) {
    desk.hire_in(name, Role::StateDataAdministrator, area);
}

fn mcallen() -> Area {
    Area::District(state("TX"), MCALLEN.into())
}

fn draw(desk: &Desk, number: u32, region: Option<u32>, on: bool) {
    change(desk, |change| {
        change.put(&tables::REGION_SWITCH, &state("TX"), &RegionSwitch { on, since: desk.now() }).unwrap();
        let placing = Placing { region: region.map(RegionId), since: desk.now(), by: "reggie".into() };
        change.put(&tables::REGION_DISTRICT, &((state("TX"), MCALLEN.into()), number), &placing).unwrap();
    });
}

/// A Texan child: enrolled in Dallas now, before that in McAllen, which is closed.
fn child(desk: &Desk, of: &str, first: &str) -> MsixId {
    let word = word(of, first, "Garza", "2010-05-17");
    let closed = [(28, date("2022-08-20")), (49, date("2024-05-30")), (67, text(MCALLEN))];
    let word = line(word, LineKind::Enrollment, &closed);
    let word = line(word, LineKind::Enrollment, &[(28, date("2024-08-20")), (67, text(DALLAS))]);
    desk.world.send(&desk.now().date().to_string(), &word).msix_id
}

/// A near match of two Texan children.
fn near(desk: &Desk) -> ItemId {
    child(desk, "TX/1", "Ana");
    child(desk, "TX/2", "Eva");
    desk.list("dana")[0]
}

fn notice(desk: &Desk, children: &[MsixId], area: &Area) -> Item {
    change(desk, |change| ask(change, Subject::Notice(NoticeId(7)), children, area, None).unwrap())
}

fn told(desk: &Desk) -> Vec<(String, MessageKind, String)> {
    let waiting = crate::outbox::waiting(&desk.world.store().view().unwrap()).unwrap();
    waiting.into_iter().map(|(_, one)| (one.user_name.to_string(), one.kind, one.about.to_string())).collect()
}

#[test]
fn it_begins_in_the_district_of_the_last_closed_enrollment() {
    let desk = Desk::new();
    hire(&desk, "mac", mcallen());
    hire(&desk, "dal", Area::District(state("TX"), DALLAS.into()));
    let near = near(&desk);
    let item = desk.item(near);
    assert_eq!((item.level, item.districts), (Level::District, vec![(state("TX"), MCALLEN.into())]));
    assert_eq!((desk.list("mac"), desk.list("dal"), desk.list("dana")), (vec![near], vec![], vec![near]));
    desk.casework.take(&desk.decider("mac"), near).unwrap();
    assert!(matches!(desk.casework.take(&desk.decider("dal"), near), Err(CaseError::OtherStates)));
    desk.sound();
}

#[test]
fn without_somebody_in_the_district_the_region_is_asked_and_without_regions_the_state() {
    for (on, expected) in [(true, Level::Region), (false, Level::State)] {
        let desk = Desk::new();
        hire(&desk, "ria", Area::Region(state("TX"), RegionId(1)));
        draw(&desk, 1, Some(1), on);
        let near = near(&desk);
        assert_eq!(desk.item(near).level, expected);
        assert_eq!(desk.list("ria"), if on { vec![near] } else { vec![] });
        desk.sound();
    }
}

/// Lists are kept by district: what a region sees follows from how it is drawn today, and nothing is written anew.
#[test]
fn a_region_that_is_drawn_otherwise_has_other_items() {
    let desk = Desk::new();
    hire(&desk, "ria", Area::Region(state("TX"), RegionId(1)));
    hire(&desk, "rob", Area::Region(state("TX"), RegionId(2)));
    draw(&desk, 1, Some(1), true);
    let near = near(&desk);
    assert_eq!((desk.list("ria"), desk.list("rob")), (vec![near], vec![]));
    draw(&desk, 2, Some(2), true);
    assert_eq!((desk.list("ria"), desk.list("rob")), (vec![], vec![near]));
    assert!(matches!(desk.casework.take(&desk.decider("ria"), near), Err(CaseError::OtherStates)));
    desk.casework.take(&desk.decider("rob"), near).unwrap();
    desk.sound();
}

#[test]
fn of_two_sides_the_one_that_needs_the_higher_level_counts() {
    let desk = Desk::new();
    hire(&desk, "mac", mcallen());
    child(&desk, "TX/1", "Ana");
    desk.send("WA/2", "Eva", "Garza");
    let near = desk.list("dana")[0];
    assert_eq!((desk.item(near).level, desk.list("mac"), desk.list("wes")), (Level::State, vec![], vec![near]));
    // Its validation asks the other side alone, where nobody knows a district.
    let validation = desk.judge_same("dana", near).unwrap();
    assert_eq!(desk.item(validation).level, Level::State);
    // The other way round it is the district's.
    let desk = Desk::new();
    hire(&desk, "mac", mcallen());
    child(&desk, "TX/1", "Ana");
    desk.send("WA/2", "Eva", "Garza");
    let validation = desk.judge_same("wes", desk.list("wes")[0]).unwrap();
    assert_eq!((desk.item(validation).level, desk.list("mac")), (Level::District, vec![validation]));
    desk.approve("mac", validation).unwrap();
    desk.sound();
}

/// Two districts of one state: nobody has both, so it is not a district's.
#[test]
fn what_lies_in_two_districts_is_the_states_unless_somebody_has_both() {
    let desk = Desk::new();
    hire(&desk, "mac", mcallen());
    let ana = child(&desk, "TX/1", "Ana");
    let other = word("TX/3", "Maria", "Lopez", "2012-01-02");
    let other = line(other, LineKind::Enrollment, &[(28, date("2024-08-20")), (67, text(DALLAS))]);
    let other = desk.world.send("2025-01-01", &other).msix_id;
    let siblings = notice(&desk, &[ana, other], &Area::State(state("TX")));
    assert_eq!((siblings.level, desk.list("mac")), (Level::State, vec![]));
    let mut both = desk.account("mac");
    both.grants.push(Grant { role: Role::StateDataAdministrator, area: Area::District(state("TX"), DALLAS.into()) });
    change(&desk, |change| change.put(&tables::ACCOUNT, &both.user_name, &both).unwrap());
    let siblings = notice(&desk, &[ana, other], &Area::State(state("TX")));
    assert_eq!((siblings.level, desk.list("mac")), (Level::District, vec![siblings.id]));
    desk.sound();
}

#[test]
fn who_can_act_is_told_as_he_wants_to_be() {
    let desk = Desk::new();
    hire(&desk, "mac", mcallen());
    let ana = child(&desk, "TX/1", "Ana");
    notice(&desk, &[ana], &Area::State(state("TX")));
    assert_eq!(told(&desk), [("mac".to_owned(), MessageKind::NoticeWaiting, ana.grouped())]);
    for (mail, waiting, kept) in [(MailChoice::Daily, 1, 1), (MailChoice::Never, 1, 1), (MailChoice::Each, 2, 1)] {
        let account = Account { mail, ..desk.account("mac") };
        change(&desk, |change| change.put(&tables::ACCOUNT, &account.user_name, &account).unwrap());
        notice(&desk, &[ana], &Area::State(state("TX")));
        let digest =
            desk.world.store().view().unwrap().get(&tables::DIGEST, &"mac".into()).unwrap().unwrap_or_default();
        assert_eq!((told(&desk).len(), digest.len()), (waiting, kept), "{mail:?}");
    }
    // Who is given something by another is told; who takes it is not.
    let item = desk.list("dana")[0];
    desk.casework.assign(&desk.decider("dana"), item, &["mac".into()]).unwrap();
    assert_eq!(told(&desk).last().unwrap(), &("mac".to_owned(), MessageKind::ItemAssigned, item.to_string()));
    let before = told(&desk).len();
    desk.casework.take(&desk.decider("dana"), item).unwrap();
    assert_eq!(told(&desk).len(), before);
}

#[test]
fn a_state_that_has_nobody_is_asked_at_the_nations_level_and_nobody_is_flooded() {
    let desk = Desk::new();
    let ana = desk.send("TX/1", "Ana", "Garza");
    let item = notice(&desk, &[ana], &Area::State(state("OR")));
    assert_eq!((item.level, item.steps.last().unwrap().what), (Level::Nation, StepKind::Unattended));
    assert_eq!((desk.list("dana"), told(&desk)), (vec![], vec![]), "daily work of others fills nobody's list");
    let filter = Filter { level: Some(Level::Nation), ..Filter::default() };
    assert_eq!(desk.listed("dana", &filter), vec![item.id], "they stand in, and see it when they ask for the level");
    desk.hire("nora", Role::StateDataAdministrator, None);
    notice(&desk, &[ana], &Area::State(state("OR")));
    assert_eq!(told(&desk).len(), 1);
    desk.sound();
}

/// A region is asked under the districts of the children that are its own, or under all of its districts.
#[test]
fn a_region_is_asked_about_a_child_it_does_not_know() {
    let desk = Desk::new();
    hire(&desk, "ria", Area::Region(state("TX"), RegionId(1)));
    hire(&desk, "mac", mcallen());
    draw(&desk, 1, Some(1), true);
    let stranger = desk.send("WA/1", "Ana", "Garza");
    let region = Area::Region(state("TX"), RegionId(1));
    assert_eq!(notice(&desk, &[stranger], &region).level, Level::District, "it has but one district");
    change(&desk, |change| {
        let placing = Placing { region: Some(RegionId(1)), since: desk.now(), by: "reggie".into() };
        change.put(&tables::REGION_DISTRICT, &((state("TX"), DALLAS.into()), 1), &placing).unwrap();
    });
    let item = notice(&desk, &[stranger], &region);
    assert_eq!((item.level, item.districts.len()), (Level::Region, 2));
    assert!(desk.list("ria").contains(&item.id) && !desk.list("mac").contains(&item.id));
    desk.sound();
}

/// Up goes what is overdue: past a region that has nobody, and from a district whose administrator has gone.
#[test]
fn what_nobody_does_goes_up_where_somebody_is() {
    let desk = Desk::new();
    hire(&desk, "mac", mcallen());
    let near = near(&desk);
    desk.on("2025-01-16");
    assert_eq!(desk.casework.send_up_overdue(desk.now()).unwrap(), 1);
    assert_eq!((desk.item(near).level, desk.item(near).status), (Level::State, ItemStatus::Escalated));
    assert_eq!(desk.list("mac"), []);

    let desk = Desk::new();
    hire(&desk, "mac", mcallen());
    hire(&desk, "ria", Area::Region(state("TX"), RegionId(1)));
    draw(&desk, 1, Some(1), true);
    let near = self::near(&desk);
    desk.on("2025-01-16");
    desk.casework.send_up_overdue(desk.now()).unwrap();
    assert_eq!((desk.item(near).level, desk.list("mac"), desk.list("ria")), (Level::Region, vec![], vec![near]));
    desk.dismiss("ria");
    desk.on("2025-01-18");
    desk.casework.send_up_overdue(desk.now()).unwrap();
    assert_eq!(
        (desk.item(near).level, desk.item(near).steps.last().unwrap().what),
        (Level::State, StepKind::Unattended)
    );
    desk.sound();
}

/// Work of somebody who has gone is nobody's again, where it stands, with a step that says so.
#[test]
fn an_account_that_is_closed_has_nothing_any_more() {
    let desk = Desk::new();
    hire(&desk, "mac", mcallen());
    let near = near(&desk);
    desk.casework.take(&desk.decider("mac"), near).unwrap();
    assert_eq!(desk.casework.release_departed(desk.now()).unwrap(), 0, "he works here");
    desk.dismiss("mac");
    assert_eq!(desk.casework.release_departed(desk.now()).unwrap(), 1);
    let item = desk.item(near);
    assert_eq!((item.level, item.status, item.assignees.len()), (Level::District, ItemStatus::Open, 0));
    assert_eq!(item.steps.last().unwrap().what, StepKind::Released);
    assert_eq!(desk.casework.release_departed(desk.now()).unwrap(), 0);
    desk.sound();
    // A colleague who still has it keeps it.
    desk.casework.assign(&desk.decider("dana"), near, &["dana".into(), "dora".into()]).ok();
    let item = notice(&desk, &[desk.child("TX/1")], &Area::State(state("TX")));
    desk.casework.assign(&desk.decider("dana"), item.id, &["dana".into(), "dora".into()]).unwrap();
    assert_eq!(desk.casework.release(&"dora".into()).unwrap(), 1);
    assert_eq!((desk.item(item.id).assignees, desk.item(item.id).status), (vec!["dana".into()], ItemStatus::Assigned));
    desk.sound();
}

/// A registrar of the area may be given a notice, and does with it what was asked; nothing else.
#[test]
fn a_notice_can_be_given_to_who_uses_the_records_there() {
    let desk = Desk::new();
    let ana = child(&desk, "TX/1", "Ana");
    let item = notice(&desk, &[ana], &Area::State(state("TX")));
    let known = desk.casework.assignable(&desk.decider("dana"), item.id).unwrap();
    let names: Vec<_> = known.iter().map(|one| one.user.as_str()).collect();
    assert_eq!(names, ["dana", "dora", "rosa", "tom"], "not those of Washington");
    let worker = |name: &str| {
        let (account, session) = (desk.account(name), desk.session(name));
        desk.world.children().worker(&account, &session, crate::access::Permission::Notice).unwrap()
    };
    assert_eq!(desk.casework.given(&worker("tom"), 0, 9).unwrap().total, 0);
    let refused = desk.casework.acknowledge(&worker("tom"), &[item.id]).unwrap();
    assert!(matches!(refused[..], [(_, Err(CaseError::OtherStates))]), "{refused:?}");
    desk.casework.assign(&desk.decider("dana"), item.id, &["tom".into()]).unwrap();
    assert_eq!(desk.casework.given(&worker("tom"), 0, 9).unwrap().rows[0].id, item.id);
    assert!(desk.casework.acknowledge(&worker("tom"), &[item.id, ItemId(99)]).unwrap()[0].1.is_ok());
    assert_eq!(desk.item(item.id).status, ItemStatus::Acknowledged);
    let near = near_of_two(&desk);
    let outcome = desk.casework.assign(&desk.decider("dana"), near, &["tom".into()]);
    assert!(matches!(outcome, Err(CaseError::Assignee(_))), "a near match is not for him");
    desk.sound();
}

fn near_of_two(desk: &Desk) -> ItemId {
    desk.send("TX/5", "Luz", "Ortega");
    desk.send("WA/6", "Sol", "Ortega");
    *desk.list("wes").last().unwrap()
}

/// Several at once: each has its step and its entry, and what cannot be taken leaves the others.
#[test]
fn several_are_taken_at_once() {
    let desk = Desk::new();
    let ana = child(&desk, "TX/1", "Ana");
    let mine = notice(&desk, &[ana], &Area::State(state("TX"))).id;
    let closed = notice(&desk, &[ana], &Area::State(state("TX"))).id;
    let theirs = notice(&desk, &[ana], &Area::State(state("WA"))).id;
    change(&desk, |change| super::super::items::done(change, closed, ItemStatus::Done, None).unwrap());
    let before = desk.log().len();
    let told = desk.casework.take_all(&desk.decider("dana"), &[mine, closed, theirs, ItemId(99)]).unwrap();
    let said: Vec<_> = told.iter().map(|(_, outcome)| outcome.as_ref().map_err(ToString::to_string)).collect();
    assert_eq!(
        said,
        [
            Ok(&()),
            Err(CaseError::Closed.to_string()),
            Err(CaseError::OtherStates.to_string()),
            Err(CaseError::Unknown.to_string())
        ]
    );
    assert_eq!((desk.log().len(), desk.item(mine).assignees), (before + 1, vec!["dana".into()]));
    desk.casework.escalate(&desk.decider("dana"), mine, why("somebody else")).unwrap();
    desk.sound();
}
