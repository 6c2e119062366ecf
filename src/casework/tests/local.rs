//! Administrators of regions and districts: they decide what stands at their level and lies in their area, nothing else.

use super::desk::{Desk, state, why};
use crate::audit;
use crate::casework::{CaseError, district, items, list};
use crate::model::{
    Account, Actor, Area, AuditEvent, Grant, Item, ItemId, Level, LineKind, Placing, RegionId, RegionSwitch, Role,
};
use crate::records::testing::{date, line, text, word};
use crate::store::{Change, tables};

const MCALLEN: &str = "4829540";
const DALLAS: &str = "4816230";

fn change(desk: &Desk, what: impl FnOnce(&Change)) {
    let change = desk.world.store().begin(Actor::Console("root".into()), desk.now()).unwrap();
    what(&change);
    let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
    change.commit(logged).unwrap();
}

/// A near match of Texas and Washington; the Texan side is enrolled in McAllen, before that in Dallas.
fn near() -> (Desk, ItemId) {
    let desk = Desk::new();
    let ana = word("TX/1", "Ana", "Garza", "2010-05-17");
    let enrolled =
        |of, day: &str, element, id: &str| line(of, LineKind::Enrollment, &[(28, date(day)), (element, text(id))]);
    let ana = enrolled(enrolled(ana, "2024-08-20", 32, "482954000123"), "2022-08-20", 67, DALLAS);
    desk.world.send("2025-01-01", &ana);
    desk.send("WA/2", "Eva", "Garza");
    let near = desk.list("dana")[0];
    for (name, area) in [
        ("mac", Area::District(state("TX"), MCALLEN.into())),
        ("dal", Area::District(state("TX"), DALLAS.into())),
        ("ria", Area::Region(state("TX"), RegionId(1))),
    ] {
        let grants = vec![Grant { role: Role::StateDataAdministrator, area }];
        let account = Account { user_name: name.into(), grants, ..desk.account("dana") };
        change(&desk, |change| change.put(&tables::ACCOUNT, &account.user_name, &account).unwrap());
    }
    (desk, near)
}

fn put_at(desk: &Desk, id: ItemId, level: Level) {
    let before = desk.item(id);
    let children = list::children(&desk.world.store().view().unwrap(), &before).unwrap();
    let districts = district::of_children(&desk.world.store().view().unwrap(), &children, &before.states).unwrap();
    let item = Item { level, districts, ..before.clone() };
    change(desk, |change| items::save(change, Some(&before), &item).unwrap());
}

fn draw(desk: &Desk, on: bool) {
    change(desk, |change| {
        change.put(&tables::REGION_SWITCH, &state("TX"), &RegionSwitch { on, since: desk.now() }).unwrap();
        let placing = Placing { region: Some(RegionId(1)), since: desk.now(), by: "reggie".into() };
        change.put(&tables::REGION_DISTRICT, &((state("TX"), MCALLEN.into()), 1), &placing).unwrap();
    });
}

#[test]
fn what_stands_at_the_states_level_is_the_states() {
    let (desk, near) = near();
    draw(&desk, true);
    for name in ["mac", "dal", "ria"] {
        assert_eq!(desk.list(name), [], "{name}");
        let look = desk.casework.look(desk.decider(name).as_proposer(), near);
        assert!(matches!(look, Err(CaseError::OtherStates)), "{name}");
        assert!(matches!(desk.casework.take(&desk.decider(name), near), Err(CaseError::OtherStates)), "{name}");
        let decided = desk.casework.decided(&desk.decider(name), &Default::default(), 0, 10).unwrap();
        assert_eq!(decided.total, 0, "{name}");
    }
    assert_eq!(desk.list("dana"), [near]);
    let known = desk.casework.assignable(&desk.decider("dana"), near).unwrap();
    let known: Vec<_> = known.iter().map(|one| (one.user.as_str(), one.level)).collect();
    let state = ["dana", "dora", "wes"].map(|name| (name, Level::State));
    assert_eq!(known[..3], state);
    assert_eq!(known[3..], [("ria", Level::Region), ("mac", Level::District)], "and downwards, where it lies");
}

#[test]
fn at_the_level_of_a_district_the_last_enrollment_counts() {
    let (desk, near) = near();
    put_at(&desk, near, Level::District);
    assert_eq!((desk.list("mac"), desk.list("dal"), desk.list("ria")), (vec![near], vec![], vec![]));
    assert!(matches!(desk.judge_different("dal", near), Err(CaseError::OtherStates)));
    draw(&desk, true);
    assert_eq!(desk.list("ria"), [near], "a region sees what its districts have");
    draw(&desk, false);
    assert_eq!(desk.list("ria"), [], "while regions are off it stands for nothing");
    desk.judge_different("mac", near).unwrap();
    desk.sound();
}

#[test]
fn at_the_level_of_a_region_a_district_has_no_say() {
    let (desk, near) = near();
    draw(&desk, true);
    put_at(&desk, near, Level::Region);
    assert_eq!((desk.list("mac"), desk.list("dal"), desk.list("ria")), (vec![], vec![], vec![near]));
    let validation = desk.judge_same("ria", near).unwrap();
    assert_eq!(desk.item(validation).proposal().unwrap().state, Some(state("TX")));
    assert!(matches!(desk.approve("ria", validation), Err(CaseError::Proposer)), "nobody validates his own");
    desk.approve("wes", validation).unwrap();
    desk.sound();
}

#[test]
fn a_child_without_a_known_district_is_nobodys_below_the_state() {
    let (desk, near) = near();
    desk.world.send("2025-01-02", &word("TX/1", "Ana", "Garza", "2010-05-17"));
    put_at(&desk, near, Level::District);
    assert_eq!(desk.list("mac"), []);
    assert_eq!(desk.list("dana"), [near]);
}

#[test]
fn proposing_is_for_ones_own_area_too() {
    let (desk, _) = near();
    let (ana, eva) = (desk.child("TX/1"), desk.child("WA/2"));
    assert!(matches!(desk.merge("dal", ana, eva), Err(CaseError::NotYours)));
    let merge = desk.merge("mac", ana, eva).unwrap();
    let cancelled = desk.casework.reject(&desk.decider("dal"), merge, why("no"), false, None);
    assert!(matches!(cancelled, Err(CaseError::OtherStates)));
    desk.approve("wes", merge).unwrap();
    desk.sound();
}
