//! A family is announced to another state: who may say what about it, and what becomes of its item, clocks and feeds.

use super::desk::{Desk, state, why};
use crate::access::{Permission, Worker};
use crate::audit;
use crate::casework::{
    CaseError, Exchange, Filter, LogPeriod, NewNotice, NoticeAct, NoticeAnswer, NoticeBox, NoticeError, NoticeFilter,
    Spot,
};
use crate::clocks;
use crate::model::{
    Actor, Area, AuditEvent, ClockKind, ClockSubject, Direction, District, FeedEvent, ItemStatus, Level, MessageKind,
    MoveDay, MsixId, Notice, NoticeId, NoticeStatus, Role, Text,
};
use crate::store::{Read, tables};

fn worker(desk: &Desk, name: &str) -> Worker {
    desk.world.children().worker(&desk.account(name), &desk.session(name), Permission::Notice).unwrap()
}

fn spot(code: &str) -> Spot {
    Spot { state: state(code), within: String::new() }
}

fn leaving(children: Vec<MsixId>) -> NewNotice {
    NewNotice {
        children,
        direction: Direction::Departure,
        from: spot("TX"),
        to: spot("WA"),
        day: MoveDay::Unknown,
        contact: "956 555 0101".into(),
        comment: Text::default(),
        anyway: false,
    }
}

fn notice(desk: &Desk, id: NoticeId) -> Notice {
    desk.world.store().view().unwrap().get(&tables::NOTICE, &id).unwrap().unwrap()
}

fn act(desk: &Desk, name: &str, id: NoticeId, act: NoticeAct) -> Result<(), NoticeError> {
    // Whoever says that they are enrolled says it of all.
    let enrolled = if act == NoticeAct::Enrolled { notice(desk, id).children } else { Vec::new() };
    let note = Some(why("as she said"));
    desk.casework.handle_notice(&worker(desk, name), id, NoticeAnswer { act, enrolled, note })
}

fn running(desk: &Desk, id: NoticeId) -> Vec<ClockKind> {
    let clocks = clocks::of_subject(&desk.world.store().view().unwrap(), &ClockSubject::Notice(id)).unwrap();
    clocks.into_iter().filter(|clock| clock.stopped.is_none()).map(|clock| clock.kind).collect()
}

/// What a state's feed says of notices.
fn fed(desk: &Desk, of: &str) -> Vec<String> {
    let all = (state(of), 0)..=(state(of), u64::MAX);
    let rows = desk.world.store().view().unwrap().range(&tables::FEED, all).unwrap();
    let told = rows.into_iter().filter_map(|(_, entry)| match entry.event {
        FeedEvent::Notice { status, .. } => Some(status.to_string()),
        _ => None,
    });
    told.collect()
}

/// Rosa of Texas announces two children to Washington.
fn announced() -> (Desk, NoticeId) {
    let desk = Desk::new();
    let family = vec![desk.send("TX/1", "Ana", "Garza"), desk.send("TX/2", "Beto", "Ruiz")];
    let id = desk.casework.announce(&worker(&desk, "rosa"), &leaving(family)).unwrap();
    desk.sound();
    (desk, id)
}

#[test]
fn a_family_is_one_notice_with_one_item_and_one_clock() {
    let (desk, id) = announced();
    let sent = notice(&desk, id);
    assert_eq!((sent.children.len(), sent.status), (2, NoticeStatus::New));
    assert_eq!(desk.item(sent.item).states, [state("WA")]);
    assert_eq!(running(&desk, id), [ClockKind::NoticeAcknowledged]);
    assert_eq!((fed(&desk, "TX"), fed(&desk, "WA")), (vec!["new".to_owned()], vec!["new".to_owned()]));
    let page = |name: &str, side| {
        let filter = NoticeFilter { side, ..NoticeFilter::default() };
        desk.casework.notices(&worker(&desk, name), &filter, 0, 10).unwrap().rows.len()
    };
    assert_eq!((page("wes", NoticeBox::Received), page("wes", NoticeBox::Sent)), (1, 0));
    assert_eq!((page("tom", NoticeBox::Received), page("tom", NoticeBox::Sent)), (0, 1));
}

#[test]
fn whoever_acknowledges_has_it_and_the_sender_hears_of_the_end() {
    let (desk, id) = announced();
    act(&desk, "wes", id, NoticeAct::Acknowledge).unwrap();
    let item = desk.item(notice(&desk, id).item);
    assert_eq!((item.status, item.assignees), (ItemStatus::Acknowledged, vec![Text::from("wes")]));
    assert!(running(&desk, id).is_empty());
    // Again changes nothing; another is told who was faster.
    act(&desk, "wes", id, NoticeAct::Acknowledge).unwrap();
    assert_eq!(notice(&desk, id).steps.len(), 1);
    let second = act(&desk, "will", id, NoticeAct::Acknowledge);
    assert!(matches!(second, Err(NoticeError::Taken(by)) if by == "wes"));

    desk.casework.assign_notice(&worker(&desk, "wes"), id, &["will".into()]).unwrap();
    act(&desk, "will", id, NoticeAct::Located).unwrap();
    assert_eq!(desk.item(notice(&desk, id).item).assignees, ["will"], "who has it keeps it");
    act(&desk, "will", id, NoticeAct::Enrolled).unwrap();
    assert_eq!(desk.item(notice(&desk, id).item).status, ItemStatus::Done);
    assert_eq!(fed(&desk, "TX"), ["new", "acknowledged", "located", "enrolled"]);
    let mailed = crate::outbox::waiting(&desk.world.store().view().unwrap()).unwrap();
    let to_rosa: Vec<_> = mailed.iter().filter(|(_, message)| message.user_name == "rosa").collect();
    assert_eq!(to_rosa.len(), 2);
    let about = notice(&desk, id).children[0].grouped();
    assert!(to_rosa.iter().all(|(_, one)| one.kind == MessageKind::NoticeAnswered && one.about == about));
    desk.sound();
}

/// The worklist and the page of the notice are two ways to the same.
#[test]
fn whoever_takes_its_item_from_the_worklist_acknowledges_it() {
    let (desk, id) = announced();
    desk.casework.take(&desk.decider("wes"), notice(&desk, id).item).unwrap();
    assert_eq!(notice(&desk, id).status, NoticeStatus::Acknowledged);
    assert!(running(&desk, id).is_empty());
    assert_eq!(fed(&desk, "TX"), ["new", "acknowledged"]);
    desk.hire("willa", Role::StateDataAdministrator, Some("WA"));
    desk.casework.take(&desk.decider("willa"), notice(&desk, id).item).unwrap();
    assert_eq!(notice(&desk, id).steps.len(), 1, "it is acknowledged once");
    desk.sound();
}

/// Vermont has nobody, so the nation's level stands in: everybody there but the sender.
#[test]
fn the_sender_takes_up_nothing_for_those_who_are_told() {
    let desk = Desk::new();
    let child = desk.send("TX/1", "Ana", "Garza");
    let new = NewNotice { to: spot("VT"), ..leaving(vec![child]) };
    let id = desk.casework.announce(&worker(&desk, "dana"), &new).unwrap();
    let item = notice(&desk, id).item;
    let before = desk.item(item);
    let taken = desk.casework.take_all(&desk.decider("dana"), &[item]).unwrap();
    assert!(matches!(taken.as_slice(), [(_, Err(CaseError::Sender))]), "{taken:?}");
    assert_eq!((desk.item(item), notice(&desk, id).status), (before, NoticeStatus::New));
    desk.casework.take(&desk.decider("wes"), item).unwrap();
    assert_eq!(notice(&desk, id).status, NoticeStatus::Acknowledged);
    desk.sound();
}

#[test]
fn who_is_given_a_notice_hears_of_it() {
    let (desk, id) = announced();
    desk.casework.assign_notice(&worker(&desk, "wes"), id, &["will".into(), "wes".into()]).unwrap();
    let mailed = crate::outbox::waiting(&desk.world.store().view().unwrap()).unwrap();
    let given = mailed.iter().filter(|(_, message)| message.kind == MessageKind::ItemAssigned);
    let told: Vec<&str> = given.map(|(_, message)| message.user_name.as_str()).collect();
    assert_eq!(told, ["will"], "never who gives it");
}

#[test]
fn only_those_who_are_told_answer_and_only_the_sender_withdraws() {
    let (desk, id) = announced();
    desk.hire("flor", Role::StateDataAdministrator, Some("FL"));
    for one in NoticeAct::ALL {
        let unknown = act(&desk, "flor", id, one);
        assert!(matches!(unknown, Err(NoticeError::Unknown)), "{one:?}: {unknown:?}");
    }
    for one in NoticeAct::ALL.into_iter().filter(|one| *one != NoticeAct::Withdraw) {
        assert!(matches!(act(&desk, "rosa", id, one), Err(NoticeError::Sender)), "{one:?}");
        assert!(matches!(act(&desk, "dana", id, one), Err(NoticeError::NotRecipient)), "{one:?}");
    }
    assert!(matches!(act(&desk, "wes", id, NoticeAct::Withdraw), Err(NoticeError::NotSender)));
    let silent = desk.casework.handle_notice(&worker(&desk, "rosa"), id, NoticeAnswer::new(NoticeAct::Withdraw, None));
    assert!(matches!(silent, Err(NoticeError::Outcome)));
    assert_eq!(notice(&desk, id).status, NoticeStatus::New, "a refusal changes nothing");

    act(&desk, "rosa", id, NoticeAct::Withdraw).unwrap();
    assert_eq!(desk.item(notice(&desk, id).item).status, ItemStatus::Superseded);
    assert!(running(&desk, id).is_empty());
    for one in NoticeAct::ALL {
        assert!(matches!(act(&desk, "wes", id, one), Err(NoticeError::Closed)), "{one:?}");
    }
    let given = desk.casework.assign_notice(&worker(&desk, "wes"), id, &["will".into()]);
    assert!(matches!(given, Err(NoticeError::Closed)));
    desk.sound();
}

/// Every way to an end from every open status.
#[test]
fn a_notice_may_end_from_wherever_it_stands() {
    for last in [NoticeAct::Located, NoticeAct::Enrolled, NoticeAct::NotFound, NoticeAct::Close] {
        for first in [None, Some(NoticeAct::Acknowledge), Some(NoticeAct::Located)] {
            let (desk, id) = announced();
            if let Some(first) = first {
                act(&desk, "wes", id, first).unwrap();
            }
            act(&desk, "wes", id, last).unwrap();
            let (now, item) = (notice(&desk, id), desk.item(notice(&desk, id).item));
            assert_eq!((now.status, item.status.is_open()), (last.status(), last.status().is_open()));
            assert!(running(&desk, id).is_empty());
            desk.sound();
        }
    }
}

#[test]
fn the_last_day_ends_in_the_state_that_is_told() {
    let (desk, _) = announced();
    let row = || {
        let page = desk.casework.notices(&worker(&desk, "wes"), &NoticeFilter::default(), 0, 1).unwrap();
        (page.rows[0].due.unwrap(), page.rows[0].overdue, page.counts.overdue)
    };
    let (last, ..) = row();
    // Six in the evening in Washington; then midnight there.
    desk.hours_into(last.plus_days(1), 2);
    assert_eq!(row(), (last, false, 0));
    desk.hours_into(last.plus_days(1), 8);
    assert_eq!(row(), (last, true, 1));
}

#[test]
fn a_move_that_is_announced_already_is_announced_again_only_on_purpose() {
    let (desk, id) = announced();
    let mut family = notice(&desk, id).children;
    family.reverse();
    let (rosa, tom) = (worker(&desk, "rosa"), worker(&desk, "tom"));
    let again = NewNotice { anyway: true, ..leaving(family.clone()) };
    let same = desk.casework.announce(&rosa, &again);
    assert!(matches!(same, Err(NoticeError::Twice(same)) if same == id), "her own form, sent twice: {same:?}");
    let plan = desk.casework.plan_notice(&rosa, &again).unwrap();
    assert_eq!((plan.same, plan.attended), (Some(id), true));
    assert!(plan.people.iter().any(|one| one.user == "wes") && plan.people.iter().any(|one| one.user == "will"));
    // Weeks later, one of the two alone, and by whoever has received them: the same move.
    desk.on("2025-02-20");
    let one = NewNotice { day: MoveDay::Known("2025-02-19".parse().unwrap()), ..leaving(family[..1].to_vec()) };
    let came = NewNotice { direction: Direction::Arrival, ..one.clone() };
    for (who, new) in [(&tom, &one), (&worker(&desk, "wes"), &came)] {
        assert_eq!(desk.casework.plan_notice(who, new).unwrap().open, [id]);
        let refused = desk.casework.announce(who, new);
        assert!(matches!(refused, Err(NoticeError::Open(open)) if open == id), "{refused:?}");
    }
    // Elsewhere is another move.
    assert_eq!(desk.casework.plan_notice(&tom, &NewNotice { to: spot("FL"), ..one.clone() }).unwrap().open, []);
    let second = desk.casework.announce(&tom, &NewNotice { anyway: true, ..one.clone() }).unwrap();
    assert_eq!(desk.casework.plan_notice(&rosa, &one).unwrap().open, [second, id]);
    act(&desk, "wes", id, NoticeAct::Close).unwrap();
    act(&desk, "wes", second, NoticeAct::Close).unwrap();
    desk.casework.announce(&rosa, &leaving(family)).unwrap();
    desk.sound();
}

/// Two of a family of two: one is enrolled today, the other next week.
#[test]
fn a_notice_stays_open_for_the_children_who_are_not_enrolled() {
    let (desk, id) = announced();
    let family = notice(&desk, id).children;
    let wes = worker(&desk, "wes");
    let answer = |act, enrolled: &[MsixId]| {
        let note = Some(why("in the school of the camp"));
        desk.casework.handle_notice(&wes, id, NoticeAnswer { act, enrolled: enrolled.to_vec(), note })
    };
    let stands = || {
        let now = notice(&desk, id);
        (now.status, now.looked_for(), desk.item(now.item).status.is_open())
    };
    for enrolled in [&[][..], &[MsixId::from_serial(99).unwrap()]] {
        assert!(matches!(answer(NoticeAct::Enrolled, enrolled), Err(NoticeError::Which)));
    }
    assert!(matches!(answer(NoticeAct::Located, &family), Err(NoticeError::Ticked)), "nothing ticked is dropped");
    assert_eq!(stands(), (NoticeStatus::New, family.clone(), true));

    answer(NoticeAct::Enrolled, &family[1..]).unwrap();
    assert_eq!(stands(), (NoticeStatus::SomeEnrolled, vec![family[0]], true));
    let steps = notice(&desk, id).steps.len();
    answer(NoticeAct::Enrolled, &family[1..]).unwrap();
    assert_eq!(
        stands(),
        (NoticeStatus::SomeEnrolled, vec![family[0]], true),
        "said twice, as by a button pressed twice"
    );
    assert_eq!(notice(&desk, id).steps.len(), steps);
    assert!(running(&desk, id).is_empty(), "it is acknowledged");
    answer(NoticeAct::Located, &[]).unwrap();
    assert_eq!(stands().0, NoticeStatus::SomeEnrolled, "that goes further");
    desk.sound();
    // The last one need not be named.
    answer(NoticeAct::Enrolled, &[]).unwrap();
    assert_eq!(stands(), (NoticeStatus::Enrolled, vec![], false));
    assert_eq!(notice(&desk, id).steps.last().unwrap().enrolled, family[..1]);
    assert_eq!(fed(&desk, "TX"), ["new", "some-enrolled", "some-enrolled", "enrolled"]);
    desk.sound();
}

#[test]
fn a_state_without_an_administrator_is_told_by_way_of_the_nation() {
    let desk = Desk::new();
    let child = desk.send("TX/1", "Ana", "Garza");
    let new = NewNotice { to: spot("VT"), ..leaving(vec![child]) };
    assert!(!desk.casework.plan_notice(&worker(&desk, "rosa"), &new).unwrap().attended);
    let id = desk.casework.announce(&worker(&desk, "rosa"), &new).unwrap();
    assert_eq!(desk.item(notice(&desk, id).item).level, Level::Nation);
    // Those of the other states stand in.
    act(&desk, "wes", id, NoticeAct::Acknowledge).unwrap();
    desk.sound();
}

/// Who was told of a notice by mail.
fn told(desk: &Desk) -> Vec<String> {
    let mailed = crate::outbox::waiting(&desk.world.store().view().unwrap()).unwrap();
    let notices = mailed.into_iter().filter(|(_, message)| message.kind == MessageKind::NoticeWaiting);
    let mut told: Vec<String> = notices.map(|(_, message)| message.user_name.to_string()).collect();
    told.sort();
    told
}

#[test]
fn a_district_administrator_keeps_what_his_state_has_nobody_else_for() {
    let desk = Desk::new();
    let child = desk.send("TX/1", "Ana", "Garza");
    desk.hire_in("vera", Role::StateDataAdministrator, Area::District(state("VT"), "5000001".into()));
    let new = NewNotice { to: Spot { within: "5000001".into(), ..spot("VT") }, ..leaving(vec![child]) };
    assert!(desk.casework.plan_notice(&worker(&desk, "rosa"), &new).unwrap().attended);
    let id = desk.casework.announce(&worker(&desk, "rosa"), &new).unwrap();
    let item = desk.item(notice(&desk, id).item);
    assert_eq!((item.level, told(&desk)), (Level::District, vec!["vera".to_owned()]));
    desk.casework.take(&desk.decider("vera"), item.id).unwrap();
    assert_eq!(notice(&desk, id).status, NoticeStatus::Acknowledged);
    // Another place of Vermont, or the whole of it, is nobody's still.
    let whole = NewNotice { to: spot("VT"), ..new };
    assert!(!desk.casework.plan_notice(&worker(&desk, "rosa"), &whole).unwrap().attended);
    desk.sound();
}

#[test]
fn a_name_that_several_districts_have_is_asked_about() {
    let desk = Desk::new();
    let child = desk.send("TX/1", "Ana", "Garza");
    let change = desk.world.store().begin(Actor::Console("root".into()), desk.now()).unwrap();
    for (id, year, name) in [
        ("5300010", 2022, "Granger"),
        ("5300010", 2023, "Granger"),
        ("5300990", 2022, "Granger"),
        ("5300990", 2023, "Granger"),
        ("5300500", 2022, "Yakima"),
        ("5300500", 2023, "Yakima"),
        // Listed no more, and called so once.
        ("5300700", 2022, "Yakima"),
        ("5300800", 2022, "Yakima"),
        ("5300800", 2023, "Selah"),
    ] {
        let empty = Text::default;
        let row = District {
            id: id.into(),
            name: name.into(),
            state: Some(state("WA")),
            city: empty(),
            zip: empty(),
            phone: empty(),
        };
        change.put(&tables::DISTRICT, &(id.into(), year), &row).unwrap();
    }
    let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
    change.commit(logged).unwrap();
    let told = |within: &str| {
        let to = Spot { within: within.into(), ..spot("WA") };
        let new = NewNotice { to, anyway: true, ..leaving(vec![child]) };
        let id = desk.casework.announce(&worker(&desk, "rosa"), &new)?;
        Ok::<_, NoticeError>(notice(&desk, id).recipient)
    };
    assert!(matches!(told("granger"), Err(NoticeError::SeveralPlaces(of)) if of == state("WA")));
    for (typed, meant) in [("5300010", "5300010"), ("Yakima", "5300500"), ("5300700", "5300700"), ("sela", "5300800")] {
        assert_eq!(told(typed).unwrap(), Area::District(state("WA"), meant.into()), "{typed}");
    }
    assert!(matches!(told("5300001"), Err(NoticeError::NoPlace(_))));
}

#[test]
fn a_state_may_leave_the_sending_to_some_roles() {
    let desk = Desk::new();
    let child = desk.send("TX/1", "Ana", "Garza");
    let senders = [(state("TX"), vec![Role::StateDataAdministrator])].into();
    let strict = desk.casework.clone().with_exchange(Exchange { senders, ..Exchange::default() });
    let refused = strict.announce(&worker(&desk, "rosa"), &leaving(vec![child]));
    assert!(matches!(&refused, Err(NoticeError::Setting(of)) if *of == state("TX")));
    assert!(refused.unwrap_err().to_string().contains("exchange.notices of TX"), "the rule is named");
    assert_eq!(strict.sends_for(&worker(&desk, "rosa")).unwrap(), []);
    strict.announce(&worker(&desk, "dana"), &leaving(vec![child])).unwrap();
    // Nobody sends for a place of others.
    let foreign = NewNotice { from: spot("FL"), ..leaving(vec![child]) };
    assert!(matches!(desk.casework.announce(&worker(&desk, "rosa"), &foreign), Err(NoticeError::NotYours)));
    let nowhere = NewNotice { to: spot("TX"), ..leaving(vec![child]) };
    assert!(matches!(desk.casework.announce(&worker(&desk, "rosa"), &nowhere), Err(NoticeError::SamePlace)));
}

/// What is open is found and counted by itself; of all others no more is read than a page shows.
#[test]
fn the_lists_and_the_log_come_in_pages() {
    let desk = Desk::new();
    let (rosa, wes) = (worker(&desk, "rosa"), worker(&desk, "wes"));
    let mut ids = Vec::new();
    for (day, name, key) in
        [("2025-01-02", "Ana", "TX/1"), ("2025-01-03", "Beto", "TX/2"), ("2025-01-04", "Eva", "TX/3")]
    {
        desk.on(day);
        let child = desk.send(key, name, "Garza");
        ids.push(desk.casework.announce(&rosa, &leaving(vec![child])).unwrap());
    }
    act(&desk, "wes", ids[1], NoticeAct::Close).unwrap();
    let page = |filter: &NoticeFilter, from| {
        let page = desk.casework.notices(&wes, filter, from, 2).unwrap();
        let rows: Vec<NoticeId> = page.rows.iter().map(|row| row.id).collect();
        ((rows, page.total, page.more), (page.counts.received, page.counts.sent))
    };
    let all = NoticeFilter::default();
    assert_eq!(page(&all, 0), ((vec![ids[2], ids[1]], None, true), (2, 0)));
    assert_eq!(page(&all, 2).0, (vec![ids[0]], None, false));
    let new = NoticeFilter { status: Some(NoticeStatus::New), ..all.clone() };
    assert_eq!(page(&new, 0).0, (vec![ids[2], ids[0]], Some(2), false));
    let closed = NoticeFilter { status: Some(NoticeStatus::Closed), ..all };
    assert_eq!(page(&closed, 0).0, (vec![ids[1]], None, false));

    let log = |first: &str, last: &str, from, most| {
        let period = LogPeriod { from: first.parse().unwrap(), to: last.parse().unwrap(), state: None };
        let log = desk.casework.notice_log(&wes, period, from, most).unwrap();
        (log.rows.iter().map(|row| row.id).collect::<Vec<_>>(), log.total)
    };
    assert_eq!(log("2025-01-01", "2025-01-31", 1, 1), (vec![ids[1]], 3));
    assert_eq!(log("2025-01-03", "2025-01-03", 0, 9), (vec![ids[1]], 1));
    desk.sound();
    let change = desk.world.store().begin(Actor::Stranger, desk.now()).unwrap();
    change.remove(&tables::NOTICE_OPEN, &(state("WA"), ids[0])).unwrap();
    let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
    change.commit(logged).unwrap();
    let found = crate::casework::check(&desk.world.store().view().unwrap()).join("; ");
    assert!(found.contains("notice 1 and what is open of WA"), "{found}");
}

#[test]
fn who_may_not_see_a_notice_has_read_no_record() {
    let (desk, id) = announced();
    desk.hire("flor", Role::StateDataAdministrator, Some("FL"));
    let before = desk.log().len();
    assert!(matches!(desk.casework.look_at_notice(&worker(&desk, "flor"), id), Err(NoticeError::Unknown)));
    assert_eq!(desk.log().len(), before);
}

#[test]
fn a_notice_follows_the_child_and_shows_who_has_left() {
    let (desk, id) = announced();
    act(&desk, "wes", id, NoticeAct::Acknowledge).unwrap();
    desk.dismiss("wes");
    let case = desk.casework.look_at_notice(&worker(&desk, "rosa"), id).unwrap();
    assert_eq!(case.holders.iter().map(|one| one.active).collect::<Vec<_>>(), [false]);

    let other = desk.send("WA/9", "Eva", "Luna");
    let first = notice(&desk, id).children[0];
    desk.hire("willa", Role::StateDataAdministrator, Some("WA"));
    desk.done(desk.merge("dana", other, first), "willa");
    let case = desk.casework.look_at_notice(&worker(&desk, "rosa"), id).unwrap();
    assert_eq!((case.children[0].0, case.children[0].1), (first, other));
    let rows = desk.casework.notices_of(&worker(&desk, "rosa"), &desk.world.open(other)).unwrap();
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
    let read = desk
        .log()
        .iter()
        .filter(|(_, event)| matches!(event, AuditEvent::RecordRead { part, .. } if part == "notice"))
        .count();
    assert_eq!(read, 4, "two children, twice");
}

/// A notice that somebody has taken has the goal of ten working days; one that nobody has is due in four by law.
#[test]
fn what_the_law_wants_first_stands_first() {
    let desk = Desk::new();
    let sent = |day: &str, key: &str, name: &str| {
        desk.on(day);
        let child = desk.send(key, name, "Garza");
        desk.casework.announce(&worker(&desk, "rosa"), &leaving(vec![child])).unwrap()
    };
    let (taken, waits) = (sent("2025-01-02", "TX/1", "Ana"), sent("2025-01-08", "TX/2", "Beto"));
    act(&desk, "wes", taken, NoticeAct::Acknowledge).unwrap();
    let late = sent("2025-01-15", "TX/3", "Celia");
    let ids = |by_goal| {
        let filter = Filter { by_goal, ..Filter::default() };
        let board = desk.casework.board(&desk.decider("wes"), &filter, 0, 9).unwrap();
        let rows: Vec<u64> = board.page.rows.iter().filter_map(|row| row.about).collect();
        assert_eq!(board.first.and_then(|row| row.about), rows.first().copied());
        rows
    };
    assert_eq!(ids(true), [taken.0, waits.0, late.0]);
    assert_eq!(ids(false), [waits.0, taken.0, late.0], "14, 16 and 22 January");
}
