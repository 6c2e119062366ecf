//! What happens to notices, requests and corrections when children are merged and split meanwhile, when several are taken
//! up in one go, when whoever has them leaves, and when their rows are damaged.

use super::correcting::{intake, now, wish};
use super::desk::{Desk, state};
use crate::access::{Permission, Worker};
use crate::audit;
use crate::casework::{self, CaseError, NewNotice, NewRequest, RequestError, Spot};
use crate::clocks;
use crate::model::{
    Actor, Area, AuditEvent, ClockKind, ClockSubject, ContributionNo, CorrectionId, DataRequest, Direction, ItemId,
    ItemStatus, Level, LineKind, MoveDay, MsixId, Notice, NoticeId, NoticeStatus, Placing, Region, RegionId,
    RegionSwitch, RequestId, RequestStatus, Role, StateCode, StepKind, Text, Wanted,
};
use crate::records::testing::{date, line, text, word};
use crate::store::{Change, Read, tables};

const MCALLEN: &str = "4829540";
const DALLAS: &str = "4816230";

fn worker(desk: &Desk, name: &str, permission: Permission) -> Worker {
    desk.world.children().worker(&desk.account(name), &desk.session(name), permission).unwrap()
}

/// A Texan child whose last closed enrollment was in a district, until a day.
fn child(desk: &Desk, of: &str, first: &str, district: &str, until: &str) -> MsixId {
    let closed = [(28, date("2023-08-20")), (49, date(until)), (67, text(district))];
    let word = line(word(of, first, "Garza", "2010-05-17"), LineKind::Enrollment, &closed);
    desk.world.send(&desk.now().date().to_string(), &word).msix_id
}

/// Washington announces a child to Texas, and asks Texas for its courses.
fn announced_and_asked(desk: &Desk, child: MsixId) -> (NoticeId, RequestId) {
    let spot = |code: &str| Spot { state: state(code), within: String::new() };
    let new = NewNotice {
        anyway: false,
        children: vec![child],
        direction: Direction::Departure,
        from: spot("WA"),
        to: spot("TX"),
        day: MoveDay::Unknown,
        contact: Text::default(),
        comment: Text::default(),
    };
    let notice = desk.casework.announce(&worker(desk, "will", Permission::Notice), &new).unwrap();
    let wanted = vec![Wanted::Courses];
    let new = NewRequest { child, to: Area::State(state("TX")), wanted, needed_by: None, words: String::new() };
    (notice, desk.casework.send_request(&worker(desk, "will", Permission::Request), new).unwrap())
}

fn notice(desk: &Desk, id: NoticeId) -> Notice {
    desk.world.store().view().unwrap().get(&tables::NOTICE, &id).unwrap().unwrap()
}

fn request(desk: &Desk, id: RequestId) -> DataRequest {
    desk.world.store().view().unwrap().get(&tables::REQUEST, &id).unwrap().unwrap()
}

fn disputed(desk: &Desk, child: MsixId, of: &str) -> CorrectionId {
    desk.casework.take_down_correction(&intake(desk, "dana"), &wish(desk, child, &[of])).unwrap()[0]
}

/// A child of McAllen with a notice, a request and a correction, each with its item.
fn busy() -> (Desk, MsixId, [ItemId; 3]) {
    let desk = Desk::new();
    desk.on("2025-01-06");
    for (name, district) in [("mac", MCALLEN), ("dal", DALLAS)] {
        desk.hire_in(name, Role::StateDataAdministrator, Area::District(state("TX"), district.into()));
    }
    let child = child(&desk, "TX/1", "Ana", MCALLEN, "2024-05-30");
    let (told, asked) = announced_and_asked(&desk, child);
    let wrong = disputed(&desk, child, "TX/1");
    let items = [notice(&desk, told).item, request(&desk, asked).item, now(&desk, wrong).item];
    (desk, child, items)
}

fn districts(desk: &Desk, items: &[ItemId]) -> Vec<Vec<(StateCode, Text)>> {
    items.iter().map(|id| desk.item(*id).districts).collect()
}

#[test]
fn items_lie_in_the_districts_of_whom_they_are_about_after_a_merge_and_a_split() {
    let (desk, child, items) = busy();
    let [mcallen, dallas] = [MCALLEN, DALLAS].map(|district| vec![(state("TX"), Text::from(district))]);
    assert_eq!(districts(&desk, &items), vec![mcallen.clone(); 3]);
    assert_eq!((desk.list("mac").len(), desk.list("dal").len()), (3, 0));

    let other = self::child(&desk, "TX/2", "Berta", DALLAS, "2024-12-20");
    desk.done(desk.merge("dana", child, other), "dora");
    assert_eq!(districts(&desk, &items), vec![dallas.clone(); 3]);
    assert_eq!((desk.list("mac").len(), desk.list("dal").len()), (0, 3));
    assert!(items.iter().all(|id| desk.item(*id).level == Level::District));

    // The words of Texas' first contribution are disputed and asked for; the notice is about who keeps the number.
    desk.done(desk.split("dana", child, &["TX/1"]), "dora");
    assert_eq!(districts(&desk, &items), [dallas, mcallen.clone(), mcallen]);
    assert_eq!((desk.list("mac").len(), desk.list("dal").len()), (2, 1));
    desk.sound();
}

/// What the form says of who gets it is what the sending does.
#[test]
fn a_region_can_be_asked_and_the_form_says_who_gets_it() {
    let (desk, child, _) = busy();
    let change = desk.world.store().begin(Actor::Console("root".into()), desk.now()).unwrap();
    change.put(&tables::REGION_SWITCH, &state("TX"), &RegionSwitch { on: true, since: desk.now() }).unwrap();
    let region = Region { name: "Valley".into(), created: desk.now(), closed: None };
    change.put(&tables::REGION, &(state("TX"), RegionId(1)), &region).unwrap();
    for (number, district) in [MCALLEN, "4844730"].into_iter().enumerate() {
        let placing = Placing { region: Some(RegionId(1)), since: desk.now(), by: "reggie".into() };
        let key = ((state("TX"), district.into()), u32::try_from(number).unwrap());
        change.put(&tables::REGION_DISTRICT, &key, &placing).unwrap();
    }
    let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
    change.commit(logged).unwrap();
    desk.hire_in("ria", Role::StateDataAdministrator, Area::Region(state("TX"), RegionId(1)));

    let stranger = desk.send("WA/9", "Eva", "Luna");
    let who = worker(&desk, "will", Permission::Request);
    for (child, level, people) in [(child, Level::District, "MAC"), (stranger, Level::Region, "RIA")] {
        let blank = desk.casework.blank_request(&who, &desk.world.open(child), state("TX")).unwrap();
        let valley = blank.addressees.iter().find(|one| one.name == "Valley").unwrap();
        assert_eq!((valley.level, valley.people.as_slice()), (level, [Text::from(people)].as_slice()));
        let wanted = vec![Wanted::Assessments];
        let to = valley.area.clone();
        let new = NewRequest { child, to, wanted, needed_by: None, words: String::new() };
        let id = desk.casework.send_request(&who, new).unwrap();
        assert_eq!(desk.item(request(&desk, id).item).level, level);
    }
    let to = Area::Region(state("TX"), RegionId(7));
    let new = NewRequest { child, to, wanted: vec![Wanted::Courses], needed_by: None, words: String::new() };
    assert!(matches!(desk.casework.send_request(&who, new), Err(RequestError::NoRegion)));
    desk.sound();
}

#[test]
fn an_item_whose_new_district_has_nobody_goes_up() {
    let (desk, child, items) = busy();
    let other = self::child(&desk, "TX/2", "Berta", "4844730", "2024-12-20");
    desk.done(desk.merge("dana", child, other), "dora");
    for id in items {
        let item = desk.item(id);
        assert_eq!((item.level, item.steps.last().unwrap().what), (Level::State, StepKind::Unattended));
    }
    desk.sound();
}

#[test]
fn notices_and_requests_are_acknowledged_in_one_go() {
    let desk = Desk::new();
    let child = child(&desk, "TX/1", "Ana", MCALLEN, "2024-05-30");
    let (told, asked) = announced_and_asked(&desk, child);
    let ids = [notice(&desk, told).item, request(&desk, asked).item, ItemId(999)];
    let outcomes = desk.casework.take_all(&desk.decider("dana"), &ids).unwrap();
    assert!(matches!(outcomes.as_slice(), [(_, Ok(())), (_, Ok(())), (_, Err(CaseError::Unknown))]), "{outcomes:?}");
    assert_eq!(notice(&desk, told).status, NoticeStatus::Acknowledged);
    assert_eq!(request(&desk, asked).status, RequestStatus::Acknowledged);
    for (subject, kind) in [
        (ClockSubject::Notice(told), ClockKind::NoticeAcknowledged),
        (ClockSubject::Request(asked), ClockKind::RequestAcknowledged),
    ] {
        let all = clocks::of_subject(&desk.world.store().view().unwrap(), &subject).unwrap();
        assert!(all.iter().filter(|clock| clock.kind == kind).all(|clock| clock.stopped.is_some()), "{kind:?}");
    }
    desk.sound();
}

#[test]
fn a_registrar_acknowledges_what_he_was_given_and_nothing_else() {
    let desk = Desk::new();
    let child = child(&desk, "TX/1", "Ana", MCALLEN, "2024-05-30");
    let (told, asked) = announced_and_asked(&desk, child);
    let ids = [notice(&desk, told).item, request(&desk, asked).item];
    desk.casework.assign(&desk.decider("dana"), ids[0], &["rosa".into()]).unwrap();
    let outcomes = desk.casework.acknowledge(&worker(&desk, "rosa", Permission::Notice), &ids).unwrap();
    assert!(matches!(outcomes.as_slice(), [(_, Ok(())), (_, Err(CaseError::OtherStates))]), "{outcomes:?}");
    assert_eq!(notice(&desk, told).status, NoticeStatus::Acknowledged);
    assert_eq!(request(&desk, asked).status, RequestStatus::New);
    desk.sound();
}

#[test]
fn work_of_a_closed_account_is_nobodys_again_and_what_was_acknowledged_stays_so() {
    let (desk, _, items) = busy();
    desk.casework.take_all(&desk.decider("mac"), &items).unwrap();
    desk.dismiss("mac");
    assert_eq!(desk.casework.release_departed(desk.now()).unwrap(), 3);
    for id in items {
        let item = desk.item(id);
        assert_eq!((item.status, item.assignees.len()), (ItemStatus::Open, 0));
        assert_eq!(item.steps.last().unwrap().what, StepKind::Released);
    }
    assert_eq!(notice(&desk, NoticeId(1)).status, NoticeStatus::Acknowledged);
    assert_eq!(request(&desk, RequestId(1)).status, RequestStatus::Acknowledged);
    // Whoever takes them on goes on from there.
    let outcomes = desk.casework.take_all(&desk.decider("dana"), &items).unwrap();
    assert!(outcomes.iter().all(|(_, outcome)| outcome.is_ok()), "{outcomes:?}");
    assert_eq!(notice(&desk, NoticeId(1)).steps.len(), 1, "it is not acknowledged twice");
    desk.sound();
}

/// Damage of each kind is named by the doctor.
#[test]
fn the_doctor_finds_what_is_wrong_with_requests_and_corrections() {
    type Harm = fn(&Change, &Desk, MsixId);
    let harms: [(&str, Harm); 9] = [
        ("request 1 is not filed under", |change, _, child| {
            change.remove(&tables::REQUEST_BY_CHILD, &(child, RequestId(1))).unwrap();
        }),
        ("request 1 is not in the list of TX", |change, desk, _| {
            let at = u64::try_from(desk.now().micros()).unwrap();
            change.remove(&tables::REQUEST_BY_STATE, &(state("TX"), (at, RequestId(1)))).unwrap();
        }),
        ("request 1 and the files that answer it", |change, desk, _| {
            change.remove(&tables::REQUEST_OPEN, &(desk.no("TX/1"), RequestId(1))).unwrap();
        }),
        ("answers request 7, which does not wait", |change, _, _| {
            change.put(&tables::REQUEST_OPEN, &(ContributionNo(1), RequestId(7)), &()).unwrap();
        }),
        ("correction 1 is not filed under", |change, _, child| {
            change.remove(&tables::CORRECTION_BY_CHILD, &(child, CorrectionId(1))).unwrap();
        }),
        ("correction 1 does not see", |change, desk, _| {
            change.remove(&tables::CORRECTION_OPEN, &(desk.no("TX/1"), CorrectionId(1))).unwrap();
        }),
        ("answers correction 7, which does not wait", |change, _, _| {
            change.put(&tables::CORRECTION_OPEN, &(ContributionNo(1), CorrectionId(7)), &()).unwrap();
        }),
        ("correction 1 and its item", |change, desk, _| {
            let one = now(desk, CorrectionId(1));
            change.put(&tables::CORRECTION, &one.id, &crate::model::Correction { item: ItemId(1), ..one }).unwrap();
        }),
        ("series correction stands at 0", |change, _, _| {
            change.put(&tables::COUNTER, &"correction".into(), &0).unwrap();
        }),
    ];
    for (says, harm) in harms {
        let (desk, child, _) = busy();
        let change = desk.world.store().begin(Actor::Stranger, desk.now()).unwrap();
        harm(&change, &desk, child);
        let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
        change.commit(logged).unwrap();
        let found = casework::check(&desk.world.store().view().unwrap()).join("; ");
        assert!(found.contains(says), "{says}: {found}");
    }
}
