//! Who is told, when, and how often.

use super::*;
use crate::outbox;

/// Who has a message waiting, and about what.
fn letters(world: &World) -> Vec<(String, String)> {
    let waiting = outbox::waiting(&world.store.view().unwrap()).unwrap();
    waiting.into_iter().map(|(_, letter)| (letter.user_name.to_string(), letter.about.to_string())).collect()
}

fn told(world: &World, id: ClockId) -> Vec<(u8, Vec<String>)> {
    let warnings = world.clock(id).warnings;
    warnings.into_iter().map(|one| (one.point, one.told.iter().map(ToString::to_string).collect())).collect()
}

#[test]
fn half_most_and_all_are_told_once_each() {
    let world = World::new();
    // Ten working days from Monday: half on the 9th, four fifths on the 13th (Veterans Day off), the last on the 17th.
    let id = world.start(ClockKind::StateQuestion, 1, Some("TX"), Some(DISTRICT));
    assert_eq!(world.clock(id).due, day("2026-11-17"));
    for (on, warned) in [
        ("2026-11-02", 0),
        ("2026-11-08", 0),
        ("2026-11-09", 1),
        ("2026-11-10", 0),
        ("2026-11-13", 1),
        ("2026-11-16", 0),
        ("2026-11-17", 0),
        ("2026-11-18", 1),
        ("2027-02-01", 0),
    ] {
        world.on(on);
        let done = world.clocks.scan(world.hand.now()).unwrap();
        assert_eq!((done.looked, done.warned), (1, warned), "{on}");
    }
    let local = || vec!["lola".to_owned()];
    let over = vec!["dana".to_owned(), "lola".to_owned()];
    assert_eq!(told(&world, id), [(50, local()), (80, local()), (100, over)]);
    assert_eq!(letters(&world).len(), 4);
    assert!(letters(&world).iter().all(|(_, about)| *about == id.0.to_string()), "numbers alone");
    assert!(world.clock(id).stopped.is_none(), "nothing is stopped because a day went by");
    assert_eq!(world.log().iter().filter(|kind| **kind == "clocks_warned").count(), 3);
    world.on("2027-02-02");
    world.stop(ClockKind::StateQuestion, 1);
    assert_eq!(world.clock(id).end(), Some(ClockEnd::Late));
}

#[test]
fn who_slept_past_several_points_is_told_of_the_last() {
    let world = World::new();
    let ids: Vec<_> = (0..20).map(|n| world.start(ClockKind::NoticeAcknowledged, n, Some("FL"), None)).collect();
    world.on("2026-11-20");
    assert_eq!(world.clocks.scan(world.hand.now()).unwrap().messages, 2);
    for id in &ids {
        assert_eq!(told(&world, *id), [(100, vec!["flor".to_owned(), "nan".to_owned()])]);
    }
    let letters = letters(&world);
    assert_eq!(letters.len(), 2, "one message each, not twenty");
    assert!(letters.iter().all(|(_, about)| about.ends_with("12 (+8)")), "{letters:?}");
}

#[test]
fn with_nobody_to_tell_the_clock_runs_on() {
    let world = World::new();
    for name in ["flor", "nan"] {
        world.change(|change| {
            let account = change.get(&tables::ACCOUNT, &name.into()).unwrap().unwrap();
            let status = AccountStatus::Deactivated { since: change.at() };
            change.put(&tables::ACCOUNT, &name.into(), &Account { status, ..account }).unwrap();
        });
    }
    let id = world.start(ClockKind::NoticeAcknowledged, 1, Some("FL"), None);
    world.on("2026-11-20");
    assert_eq!(world.clocks.scan(world.hand.now()).unwrap().messages, 0);
    assert_eq!(told(&world, id), [(100, vec![])]);
    assert!(world.clock(id).stopped.is_none());
    assert_eq!(world.clocks.scan(world.hand.now()).unwrap().warned, 0);
}

#[test]
fn the_assignee_of_the_item_is_told_first() {
    let world = World::new();
    let id = world.start(ClockKind::NoticeAcknowledged, 1, Some("TX"), None);
    world.change(|change| {
        let item = Item {
            id: ItemId(5),
            subject: Subject::Notice(NoticeId(1)),
            children: Vec::new(),
            states: vec![state("TX")],
            districts: Vec::new(),
            level: Level::State,
            since: change.at(),
            status: ItemStatus::Assigned,
            assignees: vec!["rosa".into()],
            steps: Vec::new(),
            followed_by: None,
        };
        change.put(&tables::ITEM, &item.id, &item).unwrap();
        let notice = Notice {
            id: NoticeId(1),
            cause: NoticeCause::Announced { by: "will".into(), state: Some(state("FL")) },
            direction: Direction::Arrival,
            children: Vec::new(),
            from: Area::State(state("FL")),
            to: Area::State(state("TX")),
            recipient: Area::State(state("TX")),
            day: MoveDay::Unknown,
            contact: "".into(),
            comment: "".into(),
            sent: change.at(),
            status: NoticeStatus::New,
            steps: Vec::new(),
            item: item.id,
            awaits: Vec::new(),
        };
        change.put(&tables::NOTICE, &notice.id, &notice).unwrap();
    });
    world.on("2026-11-04");
    world.clocks.scan(world.hand.now()).unwrap();
    assert_eq!(told(&world, id), [(50, vec!["rosa".to_owned()])]);
    assert_eq!(world.clocks.one(&world.viewer("dana"), id).unwrap().item, Some(ItemId(5)));
}
