//! Certificates and terms that files tell of.

use super::*;
use crate::clocks::{Arrival, NewTerm, Progress, Settled, arrived};

fn child() -> MsixId {
    MsixId::from_serial(Environment::Training.first_serial()).unwrap()
}

fn stay(from: &str, to: Option<&str>, term_ends: Option<&str>) -> DistrictStay {
    DistrictStay { district: DISTRICT.into(), from: day(from), to: to.map(day), term_ends: term_ends.map(day) }
}

impl World {
    /// A file of Texas about a child.
    fn file(&self, contribution: u32, duties: &Duties) {
        let (state, contribution) = (state("TX"), ContributionNo(contribution));
        self.change(|change| {
            let received = (change.at(), SubmissionId(9), change.at());
            let bytes = crate::store::encode_joined(&received, &crate::store::encode(&None::<Contribution>));
            change.put_packed(&tables::VERSION, &(contribution, change.at().date().number()), bytes).unwrap();
            let arrival = Arrival { state, contribution, child: child(), submission: SubmissionId(9), duties };
            arrived(change, &arrival).unwrap();
        });
    }

    fn of(&self, subject: &ClockSubject) -> Vec<RunningClock> {
        crate::clocks::of_subject(&self.store.view().unwrap(), subject).unwrap()
    }
}

#[test]
fn a_certificate_starts_on_its_day_and_the_file_stops_it() {
    let world = World::new();
    let coe =
        |arrived: &str, approved: &str, enrolled| Coe { arrived: day(arrived), approved: day(approved), enrolled };
    let early = coe("2026-10-01", "2026-10-20", true);
    let late = coe("2026-09-01", "2026-10-12", true);
    let waits = coe("2026-10-25", "2026-10-28", false);
    let old = coe("2020-09-01", "2020-10-12", true);
    let to_come = coe("2026-11-01", "2026-12-24", true);
    let coes = vec![early, late, waits, old, to_come];
    world.file(1, &Duties { coes, stays: vec![stay("2026-10-05", None, None)] });
    let of = |coe: Coe| world.of(&ClockSubject::Coe(ContributionNo(1), coe.arrived));
    let clock = of(early).pop().unwrap();
    assert_eq!((clock.began, clock.due, clock.end()), (day("2026-10-20"), day("2026-11-03"), Some(ClockEnd::InTime)));
    assert_eq!((clock.counted, clock.child, clock.district.as_deref()), (9, Some(child()), Some(DISTRICT)));
    assert_eq!(clock.started.cause, Cause::Submission(SubmissionId(9)));
    assert_eq!(of(late).pop().unwrap().end(), Some(ClockEnd::Late));
    assert_eq!(of(waits).pop().unwrap().end(), None);
    assert!(of(old).is_empty() && of(to_come).is_empty());

    // The same again changes nothing; an enrollment stops what waits.
    let before = of(early);
    world.on("2026-11-04");
    world.file(1, &Duties { coes: vec![early, Coe { enrolled: true, ..waits }], stays: Vec::new() });
    assert_eq!(of(early), before);
    let clock = of(waits).pop().unwrap();
    assert_eq!((clock.end(), clock.ended), (Some(ClockEnd::InTime), Some(day("2026-11-04"))));
    assert!(world.list("TX").is_empty());
}

/// West of the date line the day begins before it does in Greenwich.
#[test]
fn a_certificate_of_today_in_guam_is_not_of_a_day_to_come() {
    let world = World::new();
    world.hand.0.store(Timestamp::start_of(day("2026-11-03")).plus_seconds(20 * 3_600).micros(), Ordering::Relaxed);
    let coe = |approved: &str| Coe { arrived: day(approved), approved: day(approved), enrolled: false };
    let (today, to_come) = (coe("2026-11-04"), coe("2026-11-05"));
    let duties = Duties { coes: vec![today, to_come], stays: Vec::new() };
    world.change(|change| {
        let (state, contribution) = (state("GU"), ContributionNo(1));
        let arrival = Arrival { state, contribution, child: child(), submission: SubmissionId(9), duties: &duties };
        arrived(change, &arrival).unwrap();
    });
    let of = |coe: Coe| world.of(&ClockSubject::Coe(ContributionNo(1), coe.arrived)).pop();
    assert_eq!(of(today).map(|clock| clock.began), Some(day("2026-11-04")));
    assert_eq!(of(to_come), None);
}

#[test]
fn a_term_ends_and_its_children_are_waited_for() {
    let world = World::new();
    let term = Duties { coes: Vec::new(), stays: vec![stay("2026-08-15", None, Some("2026-11-06"))] };
    for contribution in [1, 2, 3] {
        world.file(contribution, &term);
    }
    assert_eq!(world.clocks.settle(world.hand.now()).unwrap(), Settled::default(), "the term is not over");
    world.on("2026-11-09");
    assert_eq!(world.clocks.settle(world.hand.now()).unwrap().started, 1);
    assert_eq!(world.clocks.settle(world.hand.now()).unwrap(), Settled::default(), "it is started once");
    let subject = ClockSubject::Term(DISTRICT.into(), day("2026-11-06"));
    let clock = world.of(&subject).pop().unwrap();
    assert_eq!((clock.began, clock.due), (day("2026-11-06"), day("2026-12-06")));

    world.file(1, &term);
    world.file(2, &Duties::default());
    let done = world.clocks.settle(world.hand.now()).unwrap();
    assert_eq!((done.stopped, done.children), (0, 1), "the first was taken down as it came");
    let progress = |name| world.clocks.one(&world.viewer(name), clock.id).unwrap().progress;
    assert_eq!(progress("lola"), Some(Progress { updated: 2, children: 3 }));
    // The last is sent again, unchanged.
    world.on("2026-11-12");
    world.change(|change| {
        let received = change.at();
        let confirmation = Confirmation { version: 1, received, effective: received };
        change.put(&tables::CONFIRMATION, &ContributionNo(3), &confirmation).unwrap();
    });
    world.on("2026-12-20");
    assert_eq!(world.clocks.settle(world.hand.now()).unwrap().stopped, 1);
    let clock = world.of(&subject).pop().unwrap();
    assert_eq!(
        (clock.end(), clock.ended),
        (Some(ClockEnd::InTime), Some(day("2026-11-12"))),
        "not the day of the look"
    );
    assert_eq!(world.clocks.settle(world.hand.now()).unwrap(), Settled::default());
}

#[test]
fn a_term_by_hand_has_the_children_that_come_after_it() {
    let world = World::new();
    let dana = world.keeper("dana");
    let (begins, ends) = (day("2026-08-10"), day("2026-11-06"));
    let new = NewTerm { district: DISTRICT.into(), kind: "fall".into(), begins, ends };
    world.clocks.add_term(&dana, state("TX"), &new).unwrap();
    let with = |stay: DistrictStay| Duties { coes: Vec::new(), stays: vec![stay] };
    world.file(1, &with(stay("2026-09-01", None, None)));
    world.file(2, &with(stay("2026-06-01", Some("2026-08-01"), None)));
    world.file(3, &with(stay("2026-08-01", Some("2026-08-11"), None)));
    world.on("2026-11-09");
    assert_eq!(world.clocks.settle(world.hand.now()).unwrap().started, 1);
    let clock = world.of(&ClockSubject::Term(DISTRICT.into(), ends)).pop().unwrap();
    let shown = world.clocks.one(&world.viewer("dana"), clock.id).unwrap();
    assert_eq!(shown.progress, Some(Progress { updated: 0, children: 2 }), "the second had left before");
    let year = world.clocks.year(&world.viewer("dana"), state("TX"), 2026).unwrap();
    assert_eq!(year.terms.first().and_then(|(_, term)| term.clock), Some(clock.id));

    world.clocks.remove_term(&dana, state("TX"), &DISTRICT.into(), ends).unwrap();
    let ended = world.clock(clock.id);
    assert_eq!(ended.end(), Some(ClockEnd::Moot));
    assert_eq!(ended.stopped.map(|mark| mark.cause), Some(Cause::Moot("term-removed".into())), "a key of the messages");
    let rows = world.store.view().unwrap().range(&tables::TERM_CHILD, ..).unwrap();
    assert!(rows.is_empty());
}
