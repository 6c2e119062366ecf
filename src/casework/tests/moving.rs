//! A state's file tells of a move: who is told, once, and what ends it.

use proptest::prelude::*;

use super::desk::{Desk, state};
use crate::access::Permission;
use crate::audit;
use crate::casework::{Exchange, NoticeAct, NoticeAnswer, apply};
use crate::clocks;
use crate::model::{
    Action, Actor, Area, AuditEvent, Cause, ClockKind, ClockSubject, Contribution, LineKind, Notice, NoticeStatus,
    SubmissionId,
};
use crate::records::testing::{at, code, date, line, text, word};
use crate::records::{Applied, Incoming, Matcher, Sent};
use crate::store::{Read, tables};

const MCALLEN: &str = "4829540";
const DALLAS: &str = "4816230";

/// A state's word about one girl with a qualifying move and an enrollment.
fn moved(of: &str, qad: &str, enrolled: &str, district: &str) -> Contribution {
    let mut girl = word(of, "Xochitl", "Zarate", "2012-05-03");
    for (element, value) in [(7, "Quispe"), (16, "Rosa"), (17, "Zarate"), (18, "Juan"), (19, "Quispe")] {
        girl.demographics[0].set(crate::model::Element(element), text(value));
    }
    let girl = line(girl, LineKind::Move, &[(20, date(qad)), (22, code("TX"))]);
    line(girl, LineKind::Enrollment, &[(28, date(enrolled)), (67, text(district))])
}

fn send(desk: &Desk, on: &str, submission: u64, word: &Contribution, action: Action) -> Applied {
    let change = desk.world.store().begin(Actor::Sender(word.key.state), at(on)).unwrap();
    let incoming = Incoming {
        action,
        key: word.key.clone(),
        sent: (action != Action::Delete).then(|| Sent::new(word.clone())),
        msix_id_sent: None,
        submission: SubmissionId(submission),
        effective: at(on),
    };
    let applied = apply(&change, &Matcher::default(), &Exchange::default(), &incoming).unwrap().unwrap();
    let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
    change.commit(logged).unwrap();
    assert_eq!(crate::casework::check(&desk.world.store().view().unwrap()), [""; 0]);
    applied
}

fn notices(desk: &Desk) -> Vec<Notice> {
    desk.world.store().view().unwrap().range(&tables::NOTICE, ..).unwrap().into_iter().map(|(_, one)| one).collect()
}

/// Texas knows her first, Florida's file tells of a later move.
fn to_florida() -> Desk {
    let desk = Desk::new();
    let first = send(&desk, "2025-01-02", 1, &moved("TX/1", "2024-08-01", "2024-08-15", MCALLEN), Action::Insert);
    assert!(notices(&desk).is_empty(), "a child's very first data are no news");
    let second = send(&desk, "2025-01-10", 2, &moved("FL/7", "2024-12-20", "2025-01-07", "1200390"), Action::Insert);
    assert_eq!(first.msix_id, second.msix_id, "one girl");
    desk
}

#[test]
fn the_other_state_is_told_and_its_next_file_answers() {
    let desk = to_florida();
    let [told] = &notices(&desk)[..] else { panic!("{:?}", notices(&desk)) };
    assert_eq!(
        (&told.recipient, told.sender()),
        (&Area::State(state("TX")), &Area::District(state("FL"), "1200390".into()))
    );
    let clock =
        || clocks::of_subject(&desk.world.store().view().unwrap(), &ClockSubject::Notice(told.id)).unwrap().remove(0);
    assert_eq!((clock().kind, clock().state, clock().stopped), (ClockKind::ChangeOfResidence, Some(state("TX")), None));
    // The same file again, and another state's, answer nothing and tell nothing new.
    send(&desk, "2025-01-11", 3, &moved("FL/7", "2024-12-20", "2025-01-07", "1200390"), Action::Update);
    assert_eq!((notices(&desk).len(), clock().stopped), (1, None));
    // Texas says the same as before: it has named her.
    send(&desk, "2025-01-12", 4, &moved("TX/1", "2024-08-01", "2024-08-15", MCALLEN), Action::Update);
    assert_eq!(clock().stopped.unwrap().cause, Cause::Submission(SubmissionId(4)));
    assert_eq!(notices(&desk)[0].status, NoticeStatus::Closed);
    assert!(!desk.item(notices(&desk)[0].item).status.is_open());
}

/// 34 CFR 200.85: data end the clock, and not the word that they are looked for in vain.
#[test]
fn whatever_a_person_closes_the_clock_runs_until_the_file() {
    for act in [NoticeAct::NotFound, NoticeAct::Enrolled, NoticeAct::Close] {
        let desk = to_florida();
        let id = notices(&desk)[0].id;
        let who = desk.world.children().worker(&desk.account("dana"), &desk.session("dana"), Permission::Notice);
        let answer = NoticeAnswer::new(act, Some("they have gone".parse().unwrap()));
        desk.casework.handle_notice(&who.unwrap(), id, answer).unwrap();
        assert_eq!(crate::casework::check(&desk.world.store().view().unwrap()), [""; 0]);
        let stopped = || {
            let clocks = clocks::of_subject(&desk.world.store().view().unwrap(), &ClockSubject::Notice(id)).unwrap();
            clocks.into_iter().map(|clock| clock.stopped.map(|mark| mark.cause)).collect::<Vec<_>>()
        };
        assert_eq!((notices(&desk)[0].status, stopped()), (act.status(), vec![None]), "{act:?}");
        send(&desk, "2025-01-12", 4, &moved("TX/1", "2024-08-01", "2024-08-15", MCALLEN), Action::Update);
        assert_eq!(stopped(), [Some(Cause::Submission(SubmissionId(4)))]);
        assert_eq!(notices(&desk)[0].status, act.status(), "what a person said stands");
        assert!(desk.world.store().view().unwrap().range(&tables::NOTICE_AWAITS, ..).unwrap().is_empty());
        assert_eq!(crate::casework::check(&desk.world.store().view().unwrap()), [""; 0]);
    }
}

#[test]
fn what_was_withdrawn_and_sent_anew_is_no_second_move() {
    let desk = to_florida();
    let florida = moved("FL/7", "2024-12-20", "2025-01-07", "1200390");
    send(&desk, "2025-01-11", 3, &florida, Action::Delete);
    send(&desk, "2025-01-12", 4, &florida, Action::Insert);
    assert_eq!(notices(&desk).len(), 1);
}

#[test]
fn a_move_within_the_state_is_told_to_the_district_that_was_left() {
    let desk = Desk::new();
    send(&desk, "2025-01-02", 1, &moved("TX/1", "2024-08-01", "2024-08-15", MCALLEN), Action::Insert);
    let later = line(
        moved("TX/1", "2024-08-01", "2024-08-15", MCALLEN),
        LineKind::Enrollment,
        &[(28, date("2025-01-06")), (67, text(DALLAS))],
    );
    send(&desk, "2025-01-10", 2, &later, Action::Update);
    let [told] = &notices(&desk)[..] else { panic!("{:?}", notices(&desk)) };
    assert_eq!(told.recipient, Area::District(state("TX"), MCALLEN.into()));
    assert_eq!(told.to, Area::District(state("TX"), DALLAS.into()));
    send(&desk, "2025-01-11", 3, &later, Action::Update);
    assert_eq!(notices(&desk)[0].status, NoticeStatus::Closed, "the state's next file");
}

/// A child of Juan Quispe and Rosa Zarate, or of others.
fn sibling(of: &str, first: &str, born: &str, qad: &str, parents: [&str; 2]) -> Contribution {
    let mut child = word(of, first, "Zarate", born);
    let (mother, father) = (parents[0], parents[1]);
    for (element, value) in [(7, "Quispe"), (16, mother), (17, "Zarate"), (18, father), (19, "Quispe")] {
        child.demographics[0].set(crate::model::Element(element), text(value));
    }
    let child = line(child, LineKind::Move, &[(20, date(qad)), (22, code("TX"))]);
    line(child, LineKind::Enrollment, &[(28, date("2025-01-07")), (67, text("1200390"))])
}

#[test]
fn brothers_and_sisters_of_one_file_are_one_notice_that_each_of_them_has_to_answer() {
    let desk = Desk::new();
    const OWN: [&str; 2] = ["Rosa", "Juan"];
    const OTHERS: [&str; 2] = ["Petra", "Abel"];
    let family = [
        ("1", "Xochitl", "2012-05-03", "2024-12-20", OWN),
        ("2", "Itzel", "2014-02-11", "2024-12-20", OWN),
        ("3", "Yaretzi", "2016-09-30", "2024-12-28", OWN),
        ("4", "Nayeli", "2013-03-21", "2024-12-20", OTHERS),
    ];
    for (id, first, born, _, parents) in family {
        let known = sibling(&format!("TX/{id}"), first, born, "2024-08-01", parents);
        send(&desk, "2025-01-02", 1, &known, Action::Insert);
    }
    let mut ids = Vec::new();
    for (id, first, born, qad, parents) in family {
        let moved = sibling(&format!("FL/{id}"), first, born, qad, parents);
        ids.push(send(&desk, "2025-01-10", 2, &moved, Action::Insert).msix_id);
    }
    let children = || notices(&desk).into_iter().map(|one| one.children).collect::<Vec<_>>();
    // Another day and another family are others.
    assert_eq!(children(), [vec![ids[0], ids[1]], vec![ids[2]], vec![ids[3]]]);
    let item = desk.item(notices(&desk)[0].item);
    assert_eq!(item.children, [ids[0], ids[1]]);

    let stopped = || {
        let view = desk.world.store().view().unwrap();
        let clocks = clocks::of_subject(&view, &ClockSubject::Notice(notices(&desk)[0].id)).unwrap();
        clocks.into_iter().map(|clock| clock.stopped.map(|mark| mark.cause)).collect::<Vec<_>>()
    };
    let speaks = |submission, (id, first, born, _, parents): (&str, &str, &str, &str, [&str; 2])| {
        let known = sibling(&format!("TX/{id}"), first, born, "2024-08-01", parents);
        send(&desk, "2025-01-12", submission, &known, Action::Update);
        (notices(&desk)[0].status, stopped())
    };
    assert_eq!(speaks(3, family[0]), (NoticeStatus::New, vec![None]), "Itzel is still waited for");
    assert_eq!(notices(&desk)[0].awaits.len(), 1);
    let by = Cause::Submission(SubmissionId(4));
    assert_eq!(speaks(4, family[1]), (NoticeStatus::Closed, vec![Some(by)]));
    // A file that comes later makes a notice of its own.
    let late = sibling("TX/5", "Citlali", "2018-04-04", "2024-08-01", OWN);
    send(&desk, "2025-01-13", 5, &late, Action::Insert);
    let late = sibling("FL/5", "Citlali", "2018-04-04", "2024-12-20", OWN);
    send(&desk, "2025-01-14", 6, &late, Action::Insert);
    assert_eq!(children().len(), 4);
}

#[test]
fn a_notice_of_a_family_lies_in_the_districts_of_all_its_children() {
    let desk = Desk::new();
    let family = [("1", "Xochitl", "2012-05-03", MCALLEN), ("2", "Itzel", "2014-02-11", DALLAS)];
    for (id, first, born, district) in family {
        let mut known = sibling(&format!("TX/{id}"), first, born, "2024-08-01", ["Rosa", "Juan"]);
        known.enrollments[0].set(crate::model::Element(67), text(district));
        send(&desk, "2025-01-02", 1, &known, Action::Insert);
    }
    for (id, first, born, _) in family {
        let moved = sibling(&format!("FL/{id}"), first, born, "2024-12-20", ["Rosa", "Juan"]);
        send(&desk, "2025-01-10", 2, &moved, Action::Insert);
    }
    let all = notices(&desk);
    assert_eq!(all.len(), 1);
    let mut districts = desk.item(all[0].item).districts;
    districts.sort();
    assert_eq!(districts, [(state("TX"), DALLAS.into()), (state("TX"), MCALLEN.into())]);
}

#[test]
fn a_mother_of_a_common_name_makes_no_family() {
    let desk = Desk::new();
    let families = [("1", "Xochitl", "2012-05-03", "Juan"), ("2", "Itzel", "2014-02-11", "Abel")];
    for (of, qad, on, submission) in [("TX", "2024-08-01", "2025-01-02", 1), ("FL", "2024-12-20", "2025-01-10", 2)] {
        for (id, first, born, father) in families {
            let child = sibling(&format!("{of}/{id}"), first, born, qad, ["Rosa", father]);
            send(&desk, on, submission, &child, Action::Insert);
        }
    }
    assert_eq!(notices(&desk).len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Florida's move is told to Texas if it is later than Texas's and not older than a year, and never twice.
    #[test]
    fn a_move_is_told_if_it_is_news(texas in 0..500i32, florida in 0..500i32, again in 1..3u64) {
        let desk = Desk::new();
        let today = at("2025-06-30").date();
        let day = |ago: i32| today.plus_days(-ago).to_string();
        let word = |of: &str, ago: i32| moved(of, &day(ago), "2020-08-15", MCALLEN);
        send(&desk, "2025-06-30", 1, &word("TX/1", texas), Action::Insert);
        for file in 0..=again {
            send(&desk, "2025-06-30", 2 + file, &word("FL/7", florida), Action::Update);
        }
        let news = florida < texas && today.plus_months(-12) < today.plus_days(-florida);
        prop_assert_eq!(notices(&desk).len(), usize::from(news));
    }
}
