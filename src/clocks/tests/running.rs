//! Starting, stopping, and who sees what.

use super::*;
use crate::clocks::{ClocksError, Filter, Show, of_subject};

#[test]
fn a_clock_is_due_by_rule_and_calendar_and_keeps_its_evidence() {
    let world = World::new();
    // A Friday before Thanksgiving week.
    world.on("2026-11-20");
    let id = world.start(ClockKind::NoticeAcknowledged, 1, Some("TX"), None);
    assert_eq!(world.start(ClockKind::NoticeAcknowledged, 1, Some("TX"), None), id, "it runs already");
    assert_eq!(world.clock(id).due, day("2026-11-30"));
    assert_eq!(world.list("TX"), [(id.0, "2026-11-30".into())]);
    world.on("2026-11-30");
    assert_eq!(world.stop(ClockKind::NoticeAcknowledged, 1), Some(id));
    assert_eq!(world.stop(ClockKind::NoticeAcknowledged, 1), None, "it was stopped");
    let clock = world.clock(id);
    assert_eq!((clock.end(), clock.counted, clock.skipped.len()), (Some(ClockEnd::InTime), 4, 2));
    assert!(world.list("TX").is_empty());
    let view = world.store.view().unwrap();
    assert_eq!(of_subject(&view, &clock.subject).unwrap(), [clock]);
    let again = world.start(ClockKind::NoticeAcknowledged, 1, Some("TX"), None);
    assert_ne!(again, id, "what was stopped does not go on");
}

#[test]
fn the_day_after_the_last_is_late() {
    let world = World::new();
    let id = world.start(ClockKind::NoticeAcknowledged, 1, Some("TX"), None);
    assert_eq!(world.clock(id).due, day("2026-11-06"));
    // 5:59 UTC of the next day is still the last minute of the last day in Texas.
    let end = Timestamp::start_of(day("2026-11-07"));
    world.hand.0.store(end.plus_seconds(6 * 3_600 - 60).micros(), Ordering::Relaxed);
    let shown = world.clocks.one(&world.viewer("dana"), id).unwrap();
    assert_eq!((shown.today, shown.counted), (day("2026-11-06"), 4));
    world.hand.0.store(end.plus_seconds(6 * 3_600).micros(), Ordering::Relaxed);
    world.stop(ClockKind::NoticeAcknowledged, 1);
    assert_eq!(world.clock(id).end(), Some(ClockEnd::Late));
}

#[test]
fn a_clock_set_back_counts_nothing_and_breaks_nothing() {
    let world = World::new();
    world.on("2026-11-20");
    let id = world.start(ClockKind::StateQuestion, 1, Some("TX"), None);
    world.on("2026-11-10");
    assert_eq!(world.clocks.scan(world.hand.now()).unwrap().warned, 0);
    let shown = world.clocks.one(&world.viewer("dana"), id).unwrap();
    assert_eq!((shown.counted, shown.days.first().map(|day| day.day)), (0, Some(day("2026-11-20"))));
    world.stop(ClockKind::StateQuestion, 1);
    let clock = world.clock(id);
    assert_eq!((clock.end(), clock.counted, clock.skipped.len()), (Some(ClockEnd::InTime), 0, 0));
}

#[test]
fn the_department_of_education_has_the_federal_calendar() {
    let world = World::new();
    world.on("2026-10-09");
    let (ed, texas) =
        (world.start(ClockKind::EdQuestion, 1, None, None), world.start(ClockKind::EdQuestion, 2, Some("TX"), None));
    // Columbus Day is the Monday; Texas works.
    assert_eq!((world.clock(ed).due, world.clock(texas).due), (day("2026-10-26"), day("2026-10-23")));
    assert_eq!(world.list("US"), [(ed.0, "2026-10-26".into())]);
    assert!(matches!(world.clocks.one(&world.viewer("dana"), ed), Err(ClocksError::Unknown)));
    assert!(world.clocks.one(&world.viewer("nan"), ed).is_ok());
}

#[test]
fn everybody_sees_the_clocks_of_his_own() {
    let world = World::new();
    let kind = ClockKind::NoticeAcknowledged;
    let texas = world.start(kind, 1, Some("TX"), None);
    let district = world.start(kind, 2, Some("TX"), Some(DISTRICT));
    let other = world.start(kind, 3, Some("TX"), Some("4800001"));
    let florida = world.start(kind, 4, Some("FL"), None);
    let seen = |name: &str| {
        let page = world.clocks.page(&world.viewer(name), &Filter::default(), 0, 10).unwrap();
        page.rows.into_iter().map(|clock| clock.id).collect::<Vec<_>>()
    };
    assert_eq!(seen("dana"), [texas, district, other]);
    assert_eq!(seen("lola"), [district]);
    assert_eq!(seen("flor"), [florida]);
    assert_eq!(seen("nan"), [texas, district, other, florida]);
    assert!(matches!(world.clocks.one(&world.viewer("lola"), other), Err(ClocksError::Unknown)));
    let only = Filter { state: Some(state("FL")), ..Filter::default() };
    assert_eq!(world.clocks.page(&world.viewer("dana"), &only, 0, 10).unwrap().total, 0);
}

#[test]
fn lists_are_in_order_in_parts_and_counted() {
    let world = World::new();
    for number in 0..30 {
        let kind = if number % 2 == 0 { ClockKind::NoticeAcknowledged } else { ClockKind::StateQuestion };
        world.start(kind, number, Some("TX"), None);
    }
    for number in [0, 2, 4] {
        world.stop(ClockKind::NoticeAcknowledged, number);
    }
    // A week before the ten working days are over: Veterans Day is one of the days between.
    world.on("2026-11-10");
    world.stop(ClockKind::NoticeAcknowledged, 6);
    let (dana, all) = (world.viewer("dana"), Filter::default());
    let page = world.clocks.page(&dana, &all, 20, 10).unwrap();
    assert_eq!((page.total, page.rows.len(), page.from), (26, 6, 20));
    let first = world.clocks.page(&dana, &all, 0, 26).unwrap();
    assert!(first.rows.is_sorted_by_key(|clock| (clock.due, clock.id)));
    let counts = world.clocks.counts(&dana, None).unwrap();
    assert_eq!((counts.running, counts.overdue, counts.week), (26, 11, 15));
    assert_eq!((counts.in_time, counts.late, counts.moot), (3, 1, 0));
    for show in Show::ALL {
        let total = world.clocks.page(&dana, &Filter { show, ..all }, 0, 1).unwrap().total;
        assert_eq!(total, counts.of(show), "{show:?}");
    }
    let newest = world.clocks.page(&dana, &Filter { show: Show::InTime, ..all }, 0, 9).unwrap();
    let ended = |clock: &RunningClock| std::cmp::Reverse((clock.stopped.as_ref().map(|mark| mark.at), clock.id));
    assert!(newest.rows.len() == 3 && newest.rows.is_sorted_by_key(ended), "also of those that ended at one instant");
    let week = world.clocks.due_this_week(&dana).unwrap();
    assert_eq!((week.counts, week.first.len()), (counts, 5));
    assert!(week.first.iter().all(|clock| clock.due == day("2026-11-06")));
    let kind = Some(ClockKind::StateQuestion);
    assert_eq!(world.clocks.page(&dana, &Filter { kind, ..all }, 0, 1).unwrap().total, 15);
}

#[test]
fn a_file_has_every_clock_of_the_list_and_stands_in_the_log() {
    let world = World::new();
    world.change(|change| {
        for number in 0..2_345 {
            start(change, new(ClockKind::NoticeAcknowledged, number, Some("TX"), None)).unwrap();
        }
        start(change, new(ClockKind::NoticeAcknowledged, 9_999, Some("FL"), None)).unwrap();
    });
    let (mut ids, mut parts) = (Vec::new(), 0);
    let dana = world.viewer("dana");
    world
        .clocks
        .export(&dana, &Filter::default(), |some| {
            parts += 1;
            ids.extend(some.iter().map(|clock| clock.id));
        })
        .unwrap();
    let listed = world.clocks.page(&dana, &Filter::default(), 0, usize::MAX).unwrap();
    assert_eq!(ids, listed.rows.iter().map(|clock| clock.id).collect::<Vec<_>>());
    assert_eq!((ids.len(), parts, world.log().last()), (2_345, 3, Some(&"exported")));
}

#[test]
fn every_day_is_told() {
    let world = World::new();
    world.on("2026-11-20");
    let id = world.start(ClockKind::NoticeAcknowledged, 1, Some("TX"), None);
    world.on("2026-11-24");
    let shown = world.clocks.one(&world.viewer("dana"), id).unwrap();
    let days: Vec<_> = shown.days.iter().map(|day| (day.day.day(), day.number, day.why.as_deref())).collect();
    let expected = [
        (20, None, None),
        (21, None, Some("weekend")),
        (22, None, Some("weekend")),
        (23, Some(1), None),
        (24, Some(2), None),
        (25, Some(3), None),
        (26, None, Some("thanksgiving")),
        (27, None, Some("Day after Thanksgiving")),
        (28, None, Some("weekend")),
        (29, None, Some("weekend")),
        (30, Some(4), None),
    ];
    assert_eq!(days, expected);
    assert_eq!((shown.counted, shown.today), (2, day("2026-11-24")));
}
