//! Closures and terms by hand.

use super::*;
use crate::clocks::{ClocksError, NewClosure, NewTerm};

fn storm(district: &str, first: &str, last: &str) -> NewClosure {
    NewClosure { district: district.into(), first: day(first), last: day(last), name: " Hurricane  Ida ".into() }
}

#[test]
fn a_closure_moves_the_clocks_of_its_state_in_the_same_change_and_back() {
    let world = World::new();
    let kind = ClockKind::NoticeAcknowledged;
    let texas = world.start(kind, 1, Some("TX"), None);
    let florida = world.start(kind, 2, Some("FL"), None);
    let calendar = world.start(ClockKind::ParentRequest, 3, Some("TX"), None);
    let named = world.change(|change| {
        let due = Some(day("2026-11-06"));
        start(change, NewClock { due, ..new(ClockKind::RequestAnswered, 4, Some("TX"), None) }).unwrap()
    });
    let before = world.list("TX");
    let dana = world.keeper("dana");
    let new = storm("", "2026-11-05", "2026-11-06");
    assert_eq!(world.clocks.preview(&dana, state("TX"), &new).unwrap(), 1);
    assert_eq!(world.list("TX"), before, "a look moves nothing");
    assert_eq!(world.clocks.close(&dana, state("TX"), &new).unwrap(), 1);
    let due = |id| world.clock(id).due.to_string();
    assert_eq!((due(texas).as_str(), due(florida).as_str()), ("2026-11-10", "2026-11-06"));
    assert_eq!((due(calendar).as_str(), due(named).as_str()), ("2026-12-02", "2026-11-06"));
    assert!(world.list("TX").contains(&(texas.0, "2026-11-10".into())));
    assert_eq!(world.list("TX").len(), 3, "no key is left behind");
    world.on("2026-11-09");
    world.stop(kind, 1);
    let skipped: Vec<_> = world.clock(texas).skipped.iter().map(|skipped| skipped.why.to_string()).collect();
    assert_eq!(skipped, ["Hurricane Ida", "Hurricane Ida"]);
    assert_eq!(world.clock(texas).end(), Some(ClockEnd::InTime));

    let again = world.start(ClockKind::StateQuestion, 5, Some("TX"), None);
    let (ends, freed) = (world.clock(again).due, day("2026-11-13"));
    world.clocks.close(&dana, state("TX"), &storm("", "2026-11-13", "2026-11-13")).unwrap();
    assert!(world.clock(again).due > ends);
    assert_eq!(world.clocks.preview_without(&dana, state("TX"), &"".into(), freed).unwrap(), 1);
    assert_eq!(world.clocks.open(&dana, state("TX"), &"".into(), freed).unwrap(), 1);
    assert_eq!(world.clock(again).due, ends);
    assert_eq!(world.log().iter().filter(|kind| **kind == "calendar_changed").count(), 3);
}

#[test]
fn a_districts_closure_is_the_districts_alone() {
    let world = World::new();
    let kind = ClockKind::NoticeAcknowledged;
    let inside = world.start(kind, 1, Some("TX"), Some(DISTRICT));
    let outside = world.start(kind, 2, Some("TX"), Some("4800001"));
    let lola = world.keeper("lola");
    assert_eq!(world.clocks.close(&lola, state("TX"), &storm(DISTRICT, "2026-11-04", "2026-11-04")).unwrap(), 1);
    assert_eq!((world.clock(inside).due, world.clock(outside).due), (day("2026-11-09"), day("2026-11-06")));
    for district in ["", "4800001"] {
        let refused = world.clocks.close(&lola, state("TX"), &storm(district, "2026-11-04", "2026-11-04"));
        assert!(matches!(refused, Err(ClocksError::NotYours)), "{district}");
    }
    let refused = world.clocks.close(&world.keeper("flor"), state("TX"), &storm("", "2026-11-04", "2026-11-04"));
    assert!(matches!(refused, Err(ClocksError::NotYours)));
    let year = world.clocks.year(&world.viewer("dana"), state("TX"), 2026).unwrap();
    assert_eq!(
        year.closures.iter().map(|(of, day, _)| (of.as_str(), *day)).collect::<Vec<_>>(),
        [(DISTRICT, day("2026-11-04"))]
    );
    assert!(matches!(world.clocks.year(&world.viewer("flor"), state("TX"), 2026), Err(ClocksError::Unknown)));
    // A clock that starts later knows it as well.
    assert_eq!(world.clock(world.start(kind, 3, Some("TX"), Some(DISTRICT))).due, day("2026-11-09"));
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_changed() {
    let world = World::new();
    let (dana, texas) = (world.keeper("dana"), state("TX"));
    let entries = world.log().len();
    let close = |new: NewClosure| world.clocks.close(&dana, texas, &new).map(drop);
    assert!(matches!(close(storm("", "2026-11-06", "2026-11-05")), Err(ClocksError::Days)));
    assert!(matches!(close(storm("", "2026-01-01", "2026-12-31")), Err(ClocksError::Days)));
    assert!(matches!(close(storm("../x", "2026-11-05", "2026-11-05")), Err(ClocksError::Term)));
    for name in ["", "   ", "a\u{7}b", &"x".repeat(81)] {
        let new = NewClosure { name: name.into(), ..storm("", "2026-11-05", "2026-11-05") };
        assert!(matches!(close(new), Err(ClocksError::Name)), "{name:?}");
    }
    let term = |kind: &str, begins: &str, ends: &str| {
        let new = NewTerm { district: DISTRICT.into(), kind: kind.into(), begins: day(begins), ends: day(ends) };
        world.clocks.add_term(&dana, texas, &new)
    };
    assert!(matches!(term("winter", "2026-08-01", "2026-12-18"), Err(ClocksError::Term)));
    assert!(matches!(term("fall", "2026-12-18", "2026-08-01"), Err(ClocksError::Days)));
    assert!(matches!(world.clocks.open(&dana, texas, &"".into(), day("2026-11-05")), Err(ClocksError::Unknown)));
    assert!(matches!(
        world.clocks.remove_term(&dana, texas, &DISTRICT.into(), day("2026-11-05")),
        Err(ClocksError::Unknown)
    ));
    // Whoever may only look changes nothing.
    let looks = world.viewer("dana");
    assert!(matches!(
        world.clocks.close(&looks, texas, &storm("", "2026-11-05", "2026-11-05")),
        Err(ClocksError::NotYours)
    ));
    // At the end of the calendar.
    close(storm("", "2199-12-31", "2199-12-31")).unwrap();
    assert_eq!(world.log().len(), entries + 1);
}
