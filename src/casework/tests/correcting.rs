//! A mother says that a birth date is wrong: every step of the way, and every step that is refused.

use super::desk::{Desk, state, why};
use crate::access::{Permission, Worker};
use crate::audit;
use crate::casework::arrive::Arrived;
use crate::casework::{
    Complaint, CorrectionError, CorrectionFilter, Mistake, NewCorrection, Requesting, STATEMENT_LONGEST, correction,
};
use crate::clocks;
use crate::model::{
    Actor, AuditEvent, Cause, ClockKind, ClockSubject, Contribution, Correction, CorrectionId, CorrectionLetter,
    CorrectionStatus, Element, FeedEvent, ItemStatus, LineKind, MessageKind, MsixId, Requester, Role, RunningClock,
    SubmissionId, Value,
};
use crate::records::testing::{day, word};
use crate::store::{Read, tables};

const DAY: &str = "2025-01-06";

fn worker(desk: &Desk, name: &str, permission: Permission) -> Worker {
    desk.world.children().worker(&desk.account(name), &desk.session(name), permission).unwrap()
}

pub(super) fn intake(desk: &Desk, name: &str) -> Worker {
    worker(desk, name, Permission::Intake)
}

fn decider(desk: &Desk, name: &str) -> Worker {
    worker(desk, name, Permission::Correct)
}

fn mother() -> Requesting {
    Requesting {
        requester: "parent".into(),
        state: String::new(),
        name: "Rosa M\u{e9}ndez".into(),
        address: "12 Elm Street\nWeslaco, TX 78596".into(),
        channel: "in-person".into(),
        language: "es".into(),
        proof: "photo-id".into(),
        received: "2025-01-02".into(),
    }
}

fn born(desk: &Desk, of: &str, wanted: &str) -> Complaint {
    Complaint {
        day: String::new(),
        contribution: desk.no(of),
        kind: LineKind::Demographics,
        line: 1,
        element: Element::BIRTH_DATE,
        wanted: wanted.into(),
        seen: None,
    }
}

pub(super) fn wish(desk: &Desk, child: MsixId, of: &[&str]) -> NewCorrection {
    let values = of.iter().map(|of| born(desk, of, "17 de mayo de 2011")).collect();
    NewCorrection { child, requesting: mother(), values }
}

/// A desk with a Privacy Act Administrator and a child of Texas, in January.
fn desk() -> (Desk, MsixId) {
    let desk = Desk::new();
    desk.hire("paula", Role::PrivacyActAdministrator, None);
    desk.on(DAY);
    let child = desk.send("TX/1", "Ana", "Mendez");
    (desk, child)
}

fn taken(desk: &Desk, child: MsixId) -> CorrectionId {
    let numbers = desk.casework.take_down_correction(&intake(desk, "rosa"), &wish(desk, child, &["TX/1"])).unwrap();
    assert_eq!(numbers.len(), 1);
    numbers[0]
}

pub(super) fn now(desk: &Desk, id: CorrectionId) -> Correction {
    desk.world.store().view().unwrap().get(&tables::CORRECTION, &id).unwrap().unwrap()
}

fn clock(desk: &Desk, id: CorrectionId, kind: ClockKind) -> Option<RunningClock> {
    let all = clocks::of_subject(&desk.world.store().view().unwrap(), &ClockSubject::Correction(id)).unwrap();
    all.into_iter().find(|clock| clock.kind == kind)
}

fn runs(desk: &Desk, id: CorrectionId, kind: ClockKind) -> bool {
    clock(desk, id, kind).is_some_and(|clock| clock.stopped.is_none())
}

fn write(desk: &Desk, name: &str, id: CorrectionId, letter: CorrectionLetter) -> Result<(), CorrectionError> {
    desk.casework.make_correction_letter(&intake(desk, name), id, letter)
}

fn decide(desk: &Desk, name: &str, id: CorrectionId, granted: bool) -> Result<(), CorrectionError> {
    desk.casework.decide_correction(&decider(desk, name), id, granted, why("el acta lo dice"))
}

/// A state's file brings this, or takes the child out, with all that follows from it.
fn file(desk: &Desk, of: &str, brings: Option<&Contribution>) {
    let today = desk.now().date().to_string();
    let key = crate::records::testing::key(of);
    let applied = match brings {
        Some(word) => desk.world.send(&today, word),
        None => desk.world.withdraw(&today, of).unwrap(),
    };
    let change = desk.world.store().begin(Actor::Sender(key.state), desk.now()).unwrap();
    let arrived =
        Arrived { key: &key, submission: SubmissionId(1), msix_id_sent: None, applied, before: None, after: None };
    correction::arrived(&change, &arrived).unwrap();
    let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
    change.commit(logged).unwrap();
}

fn told(desk: &Desk, kind: MessageKind) -> Vec<String> {
    let mut users = Vec::new();
    desk.world
        .store()
        .view()
        .unwrap()
        .visit(&tables::OUTBOX, .., |_, message| {
            if message.kind == kind {
                users.push(message.user_name.to_string());
            }
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    users.sort();
    users
}

fn feed(desk: &Desk, of: &str) -> Vec<String> {
    let view = desk.world.store().view().unwrap();
    let all = view.range(&tables::FEED, (state(of), 0)..=(state(of), u64::MAX)).unwrap();
    let status = |event: FeedEvent| match event {
        FeedEvent::Correction { status, .. } => Some(status.to_string()),
        _ => None,
    };
    all.into_iter().filter_map(|(_, entry)| status(entry.event)).collect()
}

fn is_stands(outcome: Result<(), CorrectionError>) -> bool {
    matches!(outcome, Err(CorrectionError::Stands))
}

fn is_others(outcome: Result<(), CorrectionError>) -> bool {
    matches!(outcome, Err(CorrectionError::OtherStates))
}

#[test]
fn a_mothers_request_goes_all_the_way() {
    let (desk, child) = desk();
    let id = taken(&desk, child);
    let one = now(&desk, id);
    assert_eq!(
        (one.status, one.responsible, one.intake.state),
        (CorrectionStatus::Received, state("TX"), Some(state("TX")))
    );
    assert_eq!(one.disputed[0].stands, Some(Value::Date(day("2010-05-17"))));
    let answer = clock(&desk, id, ClockKind::ParentRequest).unwrap();
    assert_eq!((answer.due, answer.started.cause), (day("2025-02-01"), Cause::Day(day("2025-01-02"))));

    write(&desk, "rosa", id, CorrectionLetter::Acknowledgment).unwrap();
    assert_eq!(now(&desk, id).status, CorrectionStatus::Acknowledged);
    desk.on("2025-01-10");
    decide(&desk, "dana", id, true).unwrap();
    assert_eq!(now(&desk, id).status, CorrectionStatus::Decided);
    assert!(runs(&desk, id, ClockKind::ParentRequest), "the mother does not know it yet");
    assert!(runs(&desk, id, ClockKind::CorrectionUpload));
    assert_eq!(told(&desk, MessageKind::CorrectionDecided), ["rosa"]);
    write(&desk, "rosa", id, CorrectionLetter::Decision).unwrap();
    assert_eq!(now(&desk, id).status, CorrectionStatus::AwaitingData);
    assert!(!runs(&desk, id, ClockKind::ParentRequest));
    assert!(is_stands(desk.casework.close_correction(&intake(&desk, "rosa"), id, None)));

    file(&desk, "TX/1", Some(&word("TX/1", "Ana", "Mendez", "2011-05-17")));
    let one = now(&desk, id);
    let brought = one.disputed[0].changed.clone().unwrap();
    assert_eq!((brought.version, brought.value), (2, Some(Value::Date(day("2011-05-17")))));
    assert!(!runs(&desk, id, ClockKind::CorrectionUpload));
    assert_eq!(told(&desk, MessageKind::CorrectionArrived), ["dana", "rosa"]);
    write(&desk, "rosa", id, CorrectionLetter::Data).unwrap();
    desk.casework.close_correction(&intake(&desk, "rosa"), id, None).unwrap();
    let one = now(&desk, id);
    assert_eq!(one.status, CorrectionStatus::Closed);
    assert_eq!(desk.item(one.item).status, ItemStatus::Done);
    assert_eq!(desk.world.store().view().unwrap().len(&tables::CORRECTION_OPEN).unwrap(), 0);
    let what: Vec<_> = one.steps.iter().map(|step| step.what.as_str()).collect();
    let expected =
        ["received", "letter: acknowledgment", "granted", "letter: decision", "data", "letter: data", "closed"];
    assert_eq!(what, expected);
    assert_eq!(feed(&desk, "TX"), ["received", "acknowledged", "decided", "awaiting-data", "closed"]);
    assert!(desk.log().iter().any(|(_, event)| matches!(event, AuditEvent::CorrectionReceived { .. })));
    desk.sound();
}

#[test]
fn who_is_told_first_and_acknowledged_last_is_still_waited_for() {
    let (desk, child) = desk();
    let id = taken(&desk, child);
    decide(&desk, "dora", id, false).unwrap();
    write(&desk, "dana", id, CorrectionLetter::Decision).unwrap();
    assert!(runs(&desk, id, ClockKind::ParentRequest), "no acknowledgment yet");
    let close = || desk.casework.close_correction(&intake(&desk, "dana"), id, Some(why("told by telephone too")));
    assert!(is_stands(close()), "nothing could stop the clock afterwards");
    let may = desk.casework.look_at_correction(&intake(&desk, "dana"), None, id).unwrap().may;
    assert_eq!((may.close, may.lacking), (false, vec![CorrectionLetter::Acknowledgment]));
    write(&desk, "dana", id, CorrectionLetter::Acknowledgment).unwrap();
    assert!(!runs(&desk, id, ClockKind::ParentRequest));
    assert_eq!(clock(&desk, id, ClockKind::CorrectionUpload), None, "nothing to send");
    assert_eq!(now(&desk, id).status, CorrectionStatus::Decided);
    close().unwrap();
}

#[test]
fn a_letter_is_made_once_and_printed_often() {
    let (desk, child) = desk();
    let id = taken(&desk, child);
    let rosa = intake(&desk, "rosa");
    let printed = |letter| desk.casework.correction_letter(&rosa, id, letter);
    assert!(matches!(printed(CorrectionLetter::Acknowledgment), Err(CorrectionError::NoLetter)));
    for letter in [CorrectionLetter::Forwarded, CorrectionLetter::Decision, CorrectionLetter::Data] {
        assert!(is_stands(write(&desk, "rosa", id, letter)), "{letter:?}");
    }
    write(&desk, "rosa", id, CorrectionLetter::Acknowledgment).unwrap();
    let steps = now(&desk, id).steps;
    write(&desk, "dana", id, CorrectionLetter::Acknowledgment).unwrap();
    assert_eq!(now(&desk, id).steps, steps);
    assert_eq!(printed(CorrectionLetter::Acknowledgment).unwrap().1, child);
}

#[test]
fn only_data_administrators_of_the_state_that_answers_decide_and_only_once() {
    let (desk, child) = desk();
    let id = taken(&desk, child);
    let intakes = desk.casework.decide_correction(&intake(&desk, "rosa"), id, true, why("x"));
    assert!(matches!(intakes, Err(CorrectionError::Right)));
    assert!(is_others(decide(&desk, "wes", id, true)));
    assert!(matches!(
        desk.casework.look_at_correction(&intake(&desk, "wes"), None, id),
        Err(CorrectionError::OtherStates)
    ));
    assert!(now(&desk, id).ruling.is_none());
    decide(&desk, "dana", id, true).unwrap();
    assert!(is_stands(decide(&desk, "dora", id, false)), "two at once: the second is told");
    assert!(now(&desk, id).is_granted());
    assert!(is_stands(desk.casework.withdraw_correction(&intake(&desk, "rosa"), id, why("x"))));
    let paula = desk.casework.look_at_correction(&intake(&desk, "paula"), None, id).unwrap();
    assert!(!paula.may.decide);
}

#[test]
fn a_deactivated_person_is_not_written_to_and_nothing_is_lost() {
    let (desk, child) = desk();
    let id = taken(&desk, child);
    desk.dismiss("rosa");
    decide(&desk, "dana", id, true).unwrap();
    assert_eq!(told(&desk, MessageKind::CorrectionDecided), [""; 0]);
    assert_eq!(now(&desk, id).status, CorrectionStatus::Decided);
}

#[test]
fn what_is_overdue_waits_and_is_never_granted() {
    let (desk, child) = desk();
    let id = taken(&desk, child);
    desk.on("2025-06-01");
    desk.casework.send_up_overdue(desk.now()).unwrap();
    assert_eq!((now(&desk, id).status, now(&desk, id).ruling), (CorrectionStatus::Received, None));
    let page = desk.casework.corrections(&intake(&desk, "rosa"), &CorrectionFilter::default(), 0, 10).unwrap();
    assert_eq!((page.total, page.overdue, page.rows[0].overdue, page.rows[0].age_days), (1, 1, true, 150));
}

#[test]
fn the_last_day_is_over_when_it_ends_in_the_state() {
    let (desk, child) = desk();
    let id = taken(&desk, child);
    assert_eq!(clock(&desk, id, ClockKind::ParentRequest).unwrap().due, day("2025-02-01"));
    let overdue = |instant: &str| {
        desk.at_instant(instant);
        desk.casework.corrections(&intake(&desk, "rosa"), &CorrectionFilter::default(), 0, 10).unwrap().overdue
    };
    // Six in the evening in Texas, and midnight.
    assert_eq!((overdue("2025-02-02T00:00:00Z"), overdue("2025-02-02T06:00:00Z")), (0, 1));
}

#[test]
fn what_has_ended_is_read_when_it_is_asked_for_and_only_for_its_page() {
    let (desk, child) = desk();
    let rosa = intake(&desk, "rosa");
    let withdrawn = |_| {
        let id = taken(&desk, child);
        desk.casework.withdraw_correction(&rosa, id, why("she found the certificate")).unwrap();
        id
    };
    let ended: Vec<_> = (0..3).map(withdrawn).collect();
    let open = taken(&desk, child);
    let list = |name: &str, filter: &CorrectionFilter, from| {
        let page = desk.casework.corrections(&intake(&desk, name), filter, from, 2);
        page.map(|page| (page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), page.total, page.ended))
    };
    let all = CorrectionFilter { all: true, ..CorrectionFilter::default() };
    let status = |status| CorrectionFilter { status: Some(status), ..CorrectionFilter::default() };
    for name in ["rosa", "paula"] {
        assert_eq!(list(name, &all, 0).unwrap(), (vec![open, ended[2]], 4, 3));
        assert_eq!(list(name, &all, 2).unwrap(), (vec![ended[1], ended[0]], 4, 3));
        assert_eq!(list(name, &CorrectionFilter::default(), 0).unwrap(), (vec![open], 1, 3));
        assert_eq!(list(name, &status(CorrectionStatus::Withdrawn), 0).unwrap(), (vec![ended[2], ended[1]], 3, 3));
        assert_eq!(list(name, &status(CorrectionStatus::Closed), 0).unwrap().1, 0);
    }
    assert_eq!(list("rosa", &CorrectionFilter { mine: true, ..all.clone() }, 0).unwrap().1, 4);
    assert_eq!(list("dora", &CorrectionFilter { mine: true, ..all.clone() }, 0).unwrap().1, 0);
    assert_eq!(list("wes", &all, 0).unwrap(), (Vec::new(), 0, 0), "of another state");

    // The oldest cannot be read any more: that is no trouble of the other pages.
    let change = desk.world.store().begin(Actor::Console("root".into()), desk.now()).unwrap();
    change.remove(&tables::CORRECTION, &ended[0]).unwrap();
    let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
    change.commit(logged).unwrap();
    assert!(list("rosa", &CorrectionFilter::default(), 0).is_ok() && list("rosa", &all, 0).is_ok());
    assert!(matches!(list("rosa", &all, 2), Err(CorrectionError::Unknown)));
}

#[test]
fn a_request_of_today_in_guam_is_not_of_a_day_to_come() {
    let (desk, _) = desk();
    desk.hire("gus", Role::Primary, Some("GU"));
    let child = desk.send("GU/1", "Ana", "Taitano");
    // Six in the morning of the seventh in Guam.
    desk.at_instant("2025-01-06T20:00:00Z");
    let of = |received: &str| {
        let requesting = Requesting { received: received.into(), ..mother() };
        NewCorrection { requesting, ..wish(&desk, child, &["GU/1"]) }
    };
    let gus = intake(&desk, "gus");
    let to_come = desk.casework.draft_correction(&gus, &of("2025-01-08"));
    assert!(matches!(to_come, Err(CorrectionError::Mistakes(mistakes)) if mistakes == [Mistake::Future]));
    assert!(!desk.casework.draft_correction(&gus, &of("2025-01-07")).unwrap().old);
    let id = desk.casework.take_down_correction(&gus, &of("2025-01-07")).unwrap()[0];
    let answer = clock(&desk, id, ClockKind::ParentRequest).unwrap();
    assert_eq!((answer.began, answer.started.at), (day("2025-01-07"), desk.now()), "it began just now");
}

/// One child of two states.
fn of_two_states() -> (Desk, MsixId) {
    let (desk, child) = desk();
    assert_eq!(desk.send("WA/2", "Ana", "Mendez"), child);
    (desk, child)
}

#[test]
fn values_of_two_states_make_two_requests_and_one_is_forwarded() {
    let (desk, child) = of_two_states();
    let rosa = intake(&desk, "rosa");
    let draft = desk.casework.draft_correction(&rosa, &wish(&desk, child, &["TX/1", "WA/2"])).unwrap();
    let parts: Vec<_> = draft.parts.iter().map(|part| (part.state.to_string(), part.clock, part.attended)).collect();
    let texas = ("TX".to_owned(), ClockKind::ParentRequest, true);
    assert_eq!(parts, [texas, ("WA".to_owned(), ClockKind::ForwardRequest, true)]);
    let numbers = desk.casework.take_down_correction(&rosa, &wish(&desk, child, &["TX/1", "WA/2"])).unwrap();
    let [ours, theirs] = numbers[..] else { panic!("{numbers:?}") };
    assert_eq!((now(&desk, ours).with, now(&desk, theirs).with), (vec![theirs], vec![ours]));
    let forward = clock(&desk, theirs, ClockKind::ForwardRequest).unwrap();
    assert_eq!(forward.state, Some(state("TX")), "who received it hands it on");
    assert!(is_stands(decide(&desk, "wes", theirs, true)), "not in Washington's hands yet");
    let asked = now(&desk, theirs).item;
    assert_eq!(desk.item(asked).states, [state("TX")]);

    desk.on("2025-01-08");
    desk.casework.forward_correction(&rosa, theirs).unwrap();
    assert!(is_stands(desk.casework.forward_correction(&rosa, theirs)), "once");
    assert!(is_stands(desk.casework.forward_correction(&rosa, ours)), "nowhere to go");
    assert!(!runs(&desk, theirs, ClockKind::ForwardRequest));
    let answer = clock(&desk, theirs, ClockKind::ParentRequest).unwrap();
    assert_eq!((answer.state, answer.due), (Some(state("WA")), day("2025-02-07")));
    assert_eq!(
        (desk.item(asked).status, desk.item(now(&desk, theirs).item).states.clone()),
        (ItemStatus::Done, vec![state("WA")])
    );
    assert!(is_others(decide(&desk, "dana", theirs, true)));
    decide(&desk, "wes", theirs, false).unwrap();
    for letter in [CorrectionLetter::Acknowledgment, CorrectionLetter::Forwarded, CorrectionLetter::Decision] {
        write(&desk, "rosa", theirs, letter).unwrap();
    }
    assert!(!runs(&desk, theirs, ClockKind::ParentRequest));
    assert_eq!(feed(&desk, "WA"), ["received", "forwarded", "decided"]);
}

#[test]
fn states_and_the_department_have_clocks_of_their_own() {
    let (desk, child) = of_two_states();
    let asks = |name: &str, requester: &str, of: &str| {
        let requesting = Requesting { requester: requester.into(), state: "TX".into(), ..mother() };
        let wish = NewCorrection { requesting, ..wish(&desk, child, &[of]) };
        desk.casework.take_down_correction(&intake(&desk, name), &wish).unwrap()[0]
    };
    let question = asks("dana", "state", "WA/2");
    let one = now(&desk, question);
    assert_eq!((one.intake.requester, one.status), (Requester::State(state("TX")), CorrectionStatus::Forwarded));
    assert_eq!(clock(&desk, question, ClockKind::StateQuestion).unwrap().state, Some(state("WA")));
    let department = asks("paula", "ed", "WA/2");
    assert_eq!(now(&desk, department).intake.state, None);
    assert!(runs(&desk, department, ClockKind::EdQuestion));
    decide(&desk, "wes", department, false).unwrap();
    write(&desk, "wes", department, CorrectionLetter::Decision).unwrap();
    assert!(!runs(&desk, department, ClockKind::EdQuestion), "the written answer is all that is asked for");
}

/// A letter of Thursday, 2 January that is typed a month later.
#[test]
fn the_days_since_the_day_of_receipt_have_counted() {
    let (desk, child) = of_two_states();
    desk.on("2025-02-03");
    let begun = |name: &str, of: &str, kind: ClockKind, requesting: Requesting| {
        let wish = NewCorrection { requesting, ..wish(&desk, child, &[of]) };
        let id = desk.casework.take_down_correction(&intake(&desk, name), &wish).unwrap()[0];
        let clock = clock(&desk, id, kind).unwrap();
        assert_eq!((clock.began, clock.started.cause.clone()), (day("2025-01-02"), Cause::Day(day("2025-01-02"))));
        assert!(!clock.named, "the rule's days");
        clock.due
    };
    assert_eq!(begun("rosa", "TX/1", ClockKind::ParentRequest, mother()), day("2025-02-01"), "over already");
    assert_eq!(begun("rosa", "WA/2", ClockKind::ForwardRequest, mother()), day("2025-01-08"), "four working days");
    let texas = || Requesting { requester: "state".into(), state: "TX".into(), ..mother() };
    let question = begun("dana", "WA/2", ClockKind::StateQuestion, texas());
    assert!(question < day("2025-01-20"), "ten working days: {question}");
    let department = begun("paula", "WA/2", ClockKind::EdQuestion, Requesting { requester: "ed".into(), ..mother() });
    assert_eq!(department, question);
}

#[test]
fn what_cannot_be_taken_down_is_said_all_at_once() {
    let (desk, child) = desk();
    let rosa = intake(&desk, "rosa");
    let mistakes = |wish: &NewCorrection| match desk.casework.take_down_correction(&rosa, wish) {
        Err(CorrectionError::Mistakes(mistakes)) => mistakes,
        other => panic!("{other:?}"),
    };
    let nobody = NewCorrection { child, requesting: Requesting::default(), values: Vec::new() };
    let all = mistakes(&nobody);
    for mistake in
        [Mistake::Name, Mistake::Address, Mistake::Language, Mistake::Proof, Mistake::Requester, Mistake::Values]
    {
        assert!(all.contains(&mistake), "{mistake:?} in {all:?}");
    }
    let mut one = wish(&desk, child, &["TX/1"]);
    one.requesting.received = "2025-01-07".into();
    one.requesting.name = "\u{202e}\u{0}".into();
    one.requesting.address = "x".repeat(100_000);
    assert_eq!(mistakes(&one), [Mistake::Name, Mistake::Address, Mistake::Future]);
    one.requesting = mother();
    one.values[0].wanted = "y".repeat(100_000);
    assert_eq!(mistakes(&one), [Mistake::Wanted]);
    one.values = vec![born(&desk, "TX/1", "x"); 21];
    assert_eq!(mistakes(&one), [Mistake::Values]);
    assert_eq!(desk.world.store().view().unwrap().len(&tables::CORRECTION).unwrap(), 0);

    one.values = vec![Complaint { seen: Some("1999-01-01".into()), ..born(&desk, "TX/1", "x") }];
    assert!(matches!(desk.casework.take_down_correction(&rosa, &one), Err(CorrectionError::Changed)));
    let other = desk.send("TX/9", "Luz", "Ortiz");
    one.values = vec![born(&desk, "TX/9", "x")];
    assert_ne!(other, child);
    assert!(
        matches!(desk.casework.take_down_correction(&rosa, &one), Err(CorrectionError::Changed)),
        "another child's"
    );
    one.values = vec![born(&desk, "TX/1", "x")];
    one.requesting.received = "2023-01-01".into();
    assert!(desk.casework.draft_correction(&rosa, &one).unwrap().old);
}

#[test]
fn a_second_click_takes_nothing_down() {
    let (desk, child) = of_two_states();
    let rosa = intake(&desk, "rosa");
    let take = |wish: &NewCorrection| desk.casework.take_down_correction(&rosa, wish);
    let both = wish(&desk, child, &["TX/1", "WA/2"]);
    let numbers = take(&both).unwrap();
    let again = |outcome: Result<Vec<CorrectionId>, CorrectionError>| match outcome {
        Err(CorrectionError::Mistakes(mistakes)) => mistakes,
        other => panic!("{other:?}"),
    };
    let [texas, washington] = numbers[..] else { panic!("{numbers:?}") };
    assert_eq!(again(take(&both)), [Mistake::Again(texas), Mistake::Again(washington)]);
    assert!(matches!(desk.casework.draft_correction(&rosa, &both), Err(CorrectionError::Mistakes(_))));
    let one = wish(&desk, child, &["TX/1"]);
    assert_eq!(again(take(&one)), [Mistake::Again(texas)]);
    assert_eq!(desk.world.store().view().unwrap().len(&tables::CORRECTION).unwrap(), 2);
    // Another value, another parent, another office; and once more when the first one is done with.
    let mut other = one.clone();
    other.values[0].element = Element::LAST_NAME_2;
    take(&other).unwrap();
    let father = Requesting { name: "Juan M\u{e9}ndez".into(), ..mother() };
    take(&NewCorrection { requesting: father, ..one.clone() }).unwrap();
    desk.casework.take_down_correction(&intake(&desk, "wes"), &one).unwrap();
    desk.casework.withdraw_correction(&rosa, texas, why("she found the certificate")).unwrap();
    take(&one).unwrap();
}

#[test]
fn what_is_typed_is_plain_and_a_blank_can_be_disputed() {
    let (desk, child) = desk();
    let mut one = wish(&desk, child, &["TX/1"]);
    one.requesting.name = "Rosa\u{202e} M\u{e9}n\u{0}dez".into();
    one.values[0].element = Element::LAST_NAME_2;
    one.values[0].wanted = "Ortiz\u{200b}".into();
    let id = desk.casework.take_down_correction(&intake(&desk, "rosa"), &one).unwrap()[0];
    let taken = now(&desk, id);
    assert_eq!((taken.intake.name.as_str(), taken.disputed[0].wanted.as_str()), ("Rosa M\u{e9}ndez", "Ortiz"));
    assert_eq!(taken.disputed[0].stands, None);
}

#[test]
fn the_file_may_be_faster_than_the_decision_and_may_take_it_back() {
    let (desk, child) = desk();
    let id = taken(&desk, child);
    file(&desk, "TX/1", Some(&word("TX/1", "Ana", "Mendez", "2011-05-17")));
    assert!(now(&desk, id).all_changed() && now(&desk, id).ruling.is_none(), "a file decides nothing");
    file(&desk, "TX/1", Some(&word("TX/1", "Anita", "Mendez", "2010-05-17")));
    assert!(!now(&desk, id).all_changed(), "as before again");
    file(&desk, "TX/1", Some(&word("TX/1", "Anita", "Mendez", "2012-01-01")));
    decide(&desk, "dana", id, true).unwrap();
    let upload = clock(&desk, id, ClockKind::CorrectionUpload).unwrap();
    assert!(matches!(upload.stopped.unwrap().cause, Cause::Submission(_)));
    let changed = now(&desk, id).disputed[0].changed.clone().unwrap();
    assert_eq!(changed.value, Some(Value::Date(day("2012-01-01"))), "another than was wanted: people compare");
}

#[test]
fn a_child_taken_out_has_no_wrong_value_any_more() {
    let (desk, child) = desk();
    let id = taken(&desk, child);
    file(&desk, "TX/1", None);
    let changed = now(&desk, id).disputed[0].changed.clone().unwrap();
    assert_eq!(changed.value, None);
    assert!(desk.casework.look_at_correction(&intake(&desk, "rosa"), None, id).is_ok());
}

#[test]
fn a_request_follows_its_values_through_merge_and_split() {
    let (desk, child) = of_two_states();
    let id = desk.casework.take_down_correction(&intake(&desk, "dana"), &wish(&desk, child, &["WA/2"])).unwrap()[0];
    desk.done(desk.split("dana", child, &["WA/2"]), "wes");
    let apart = desk.child("WA/2");
    assert_ne!(apart, child);
    let case = desk.casework.look_at_correction(&intake(&desk, "dana"), None, id).unwrap();
    assert_eq!((case.children, case.child.msix_id()), (vec![apart], apart));
    let other = desk.send("TX/5", "Ana", "Mendoza");
    desk.done(desk.merge("dana", other, apart), "wes");
    let case = desk.casework.look_at_correction(&intake(&desk, "dana"), None, id).unwrap();
    assert_eq!(case.children, [other]);
}

#[test]
fn a_withdrawn_request_stops_its_clocks() {
    let (desk, child) = desk();
    let id = taken(&desk, child);
    let rosa = intake(&desk, "rosa");
    desk.casework.withdraw_correction(&rosa, id, why("she found the certificate")).unwrap();
    let answer = clock(&desk, id, ClockKind::ParentRequest).unwrap();
    assert!(matches!(answer.stopped.unwrap().cause, Cause::Moot(_)));
    assert_eq!(desk.item(now(&desk, id).item).status, ItemStatus::Superseded);
    assert!(is_stands(decide(&desk, "dana", id, true)));
    desk.casework.note_correction(&rosa, id, why("her lawyer called")).unwrap();
    assert_eq!(now(&desk, id).status, CorrectionStatus::Withdrawn);
}

#[test]
fn the_state_that_has_to_answer_cannot_take_a_request_back() {
    let (desk, child) = of_two_states();
    let rosa = intake(&desk, "rosa");
    let id = desk.casework.take_down_correction(&rosa, &wish(&desk, child, &["WA/2"])).unwrap()[0];
    desk.casework.forward_correction(&rosa, id).unwrap();
    let withdraw = |name: &str| desk.casework.withdraw_correction(&intake(&desk, name), id, why("she called"));
    for name in ["wes", "will", "paula"] {
        assert!(matches!(withdraw(name), Err(CorrectionError::Receiver)), "{name}");
        let may = desk.casework.look_at_correction(&intake(&desk, name), None, id).unwrap().may;
        assert!(!may.withdraw, "{name}");
    }
    assert!(runs(&desk, id, ClockKind::ParentRequest) && now(&desk, id).status.is_open());
    withdraw("dana").unwrap();
    assert_eq!(now(&desk, id).status, CorrectionStatus::Withdrawn);
    assert_eq!(told(&desk, MessageKind::CorrectionWithdrawn), ["rosa", "wes"]);
}

#[test]
fn a_statement_stays_through_merge_and_split_until_it_is_ended() {
    let (desk, child) = of_two_states();
    let paula = worker(&desk, "paula", Permission::Dispute);
    let enter = |text: &str| desk.casework.enter_statement(&paula, child, None, text);
    assert!(matches!(enter(&"x".repeat(STATEMENT_LONGEST + 1)), Err(CorrectionError::Mistakes(_))));
    let id = enter("La fecha est\u{e1} mal.\u{202e}").unwrap();
    let texts = |of: MsixId| -> Vec<String> {
        desk.record(of).statements.iter().map(|one| one.statement.text.to_string()).collect()
    };
    assert_eq!(texts(child), ["La fecha est\u{e1} mal."]);
    desk.on("2025-01-07");
    desk.done(desk.split("dana", child, &["WA/2"]), "wes");
    let apart = desk.child("WA/2");
    assert_eq!((texts(child).len(), texts(apart).len()), (1, 1), "both parts show it");
    let other = desk.send("TX/5", "Ana", "Mendoza");
    desk.on("2025-01-08");
    desk.done(desk.merge("dana", other, child), "dora");
    assert_eq!(texts(other).len(), 1, "with the child that is retired");
    assert_eq!(
        desk.world.record_as_of(other, "2025-01-07").unwrap().statements.len(),
        1,
        "whatever the day of the view"
    );
    // What is entered now belongs to the one part alone.
    desk.casework.enter_statement(&paula, other, None, "Later.").unwrap();
    assert_eq!((texts(other).len(), texts(apart).len()), (2, 1));

    let rights = worker(&desk, "rosa", Permission::Intake);
    assert!(matches!(desk.casework.end_statement(&rights, child, id, why("x")), Err(CorrectionError::Right)));
    desk.casework.end_statement(&paula, child, id, why("corrected")).unwrap();
    assert!(matches!(desk.casework.end_statement(&paula, child, id, why("x")), Err(CorrectionError::Stands)));
    assert!(texts(apart).is_empty());
    assert_eq!(desk.record(apart).ended_statements.len(), 1, "it stays in the history");
}
