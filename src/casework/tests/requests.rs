//! A counselor asks Texas for what a record lacks; Texas's file answers it; what goes wrong on the way.

use super::desk::{Desk, state, why};
use crate::access::{Permission, Worker};
use crate::audit;
use crate::casework::{self, NewRequest, RequestError, RequestFilter, RequestRow, Side};
use crate::model::{
    Action, Actor, Area, AuditEvent, Cause, ClockKind, ClockSubject, Contribution, DataRequest, Date, FeedEvent,
    ItemStatus, Level, LineKind, MessageKind, MsixId, PostKind, RequestId, RequestStatus, Role, StudentOutcome,
    SubmissionId, Wanted,
};
use crate::records::testing::{at, code, date, line, text, word, years};
use crate::records::{Applied, Incoming, Matcher, Sent};
use crate::store::{Change, Read, tables};
use crate::{clocks, outbox};

const COURSE: Wanted = Wanted::GradeToDate { line: 1 };
const END: Wanted = Wanted::Withdrawal { line: 1 };

fn child(key: &str) -> Contribution {
    let mut child = word(key, "Xochitl", "Zarate", "2010-05-17");
    let parents = [(16, text("Juana")), (17, text("Zarate"))];
    parents.into_iter().for_each(|(element, value)| child.demographics[0].set(crate::model::Element(element), value));
    child
}

/// Texas's word: an enrollment and a course under way, with what is added to the two.
fn texas(ended: Option<&str>, graded: Option<&str>) -> Contribution {
    let mut enrolled = vec![(28, date("2024-08-16")), (29, code("01")), (30, text("Lincoln"))];
    enrolled.extend(ended.map(|day| (49, date(day))));
    let mut course = vec![(57, text("Algebra 1")), (60, years(2024))];
    course.extend(graded.map(|grade| (64, text(grade))));
    line(line(child("TX/1"), LineKind::Enrollment, &enrolled), LineKind::Course, &course)
}

fn washington() -> Contribution {
    line(child("WA/9"), LineKind::Enrollment, &[(28, date("2024-12-10")), (29, code("01")), (30, text("Yakima"))])
}

fn applied(change: &Change, file: u64, word: &Contribution) -> Applied {
    let incoming = Incoming {
        action: Action::Update,
        key: word.key.clone(),
        sent: Some(Sent::new(word.clone())),
        msix_id_sent: word.msix_id_sent,
        submission: SubmissionId(file),
        effective: change.at(),
    };
    casework::apply(change, &Matcher::default(), &casework::Exchange::default(), &incoming).unwrap().unwrap()
}

/// A state's file with one student, applied now.
fn file(desk: &Desk, number: u64, word: &Contribution) -> Applied {
    let change = desk.world.store().begin(Actor::Sender(word.key.state), desk.now()).unwrap();
    let applied = applied(&change, number, word);
    commit(change);
    applied
}

fn withdraw(desk: &Desk, number: u64, word: &Contribution) {
    let change = desk.world.store().begin(Actor::Sender(word.key.state), desk.now()).unwrap();
    let (key, effective) = (word.key.clone(), change.at());
    let submission = SubmissionId(number);
    let incoming = Incoming { action: Action::Delete, key, sent: None, msix_id_sent: None, submission, effective };
    casework::apply(&change, &Matcher::default(), &casework::Exchange::default(), &incoming).unwrap().unwrap();
    commit(change);
}

fn commit(change: Change) {
    let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
    change.commit(logged).unwrap();
}

/// A child of Texas and Washington, and a registrar of each.
fn asked() -> (Desk, MsixId) {
    let desk = Desk::new();
    let one = file(&desk, 1, &texas(None, None)).msix_id;
    let mut told = washington();
    told.msix_id_sent = Some(one);
    assert_eq!(file(&desk, 2, &told).msix_id, one, "one child");
    (desk, one)
}

fn worker(desk: &Desk, name: &str) -> Worker {
    desk.world.children().worker(&desk.account(name), &desk.session(name), Permission::Request).unwrap()
}

fn new(child: MsixId, wanted: &[Wanted]) -> NewRequest {
    let to = Area::State(state("TX"));
    NewRequest { child, to, wanted: wanted.to_vec(), needed_by: None, words: String::new() }
}

fn send(desk: &Desk, name: &str, child: MsixId, wanted: &[Wanted]) -> Result<RequestId, RequestError> {
    desk.casework.send_request(&worker(desk, name), new(child, wanted))
}

fn request(desk: &Desk, id: RequestId) -> DataRequest {
    desk.world.store().view().unwrap().get(&tables::REQUEST, &id).unwrap().unwrap()
}

fn posts(desk: &Desk, id: RequestId) -> Vec<PostKind> {
    request(desk, id).thread.iter().map(|post| post.what).collect()
}

fn mails(desk: &Desk) -> Vec<(String, String)> {
    let waiting = outbox::waiting(&desk.world.store().view().unwrap()).unwrap();
    let ours = waiting.into_iter().filter(|(_, message)| message.kind == MessageKind::RequestAnswered);
    ours.map(|(_, message)| (message.user_name.to_string(), message.about.to_string())).collect()
}

fn told(desk: &Desk, of: &str) -> Vec<String> {
    let all = (state(of), 0)..=(state(of), u64::MAX);
    let rows = desk.world.store().view().unwrap().range(&tables::FEED, all).unwrap();
    let status = rows.into_iter().filter_map(|(_, entry)| match entry.event {
        FeedEvent::Request { status, .. } => Some(status.to_string()),
        _ => None,
    });
    status.collect()
}

fn stopped(desk: &Desk, id: RequestId) -> Vec<(ClockKind, Option<Cause>)> {
    let view = desk.world.store().view().unwrap();
    let all = clocks::of_subject(&view, &ClockSubject::Request(id)).unwrap();
    all.into_iter().map(|clock| (clock.kind, clock.stopped.map(|mark| mark.cause))).collect()
}

fn listed(desk: &Desk, name: &str, side: Side) -> Vec<RequestRow> {
    let filter = RequestFilter { side, closed: true, ..RequestFilter::default() };
    desk.casework.requests(&worker(desk, name), filter, 0, 50).unwrap().rows
}

#[test]
fn the_next_file_answers_and_the_request_closes_itself() {
    let (desk, child) = asked();
    let mut wish = new(child, &[COURSE, END]);
    wish.needed_by = Some("2025-01-20".parse().unwrap());
    let id = desk.casework.send_request(&worker(&desk, "will"), wish).unwrap();
    assert_eq!(listed(&desk, "dana", Side::Received)[0].id, id);
    assert_eq!(listed(&desk, "will", Side::Sent)[0].asked, (2, 0));
    assert_eq!(desk.list("dana"), [request(&desk, id).item], "on Texas's worklist");

    desk.on("2025-01-02");
    desk.casework.acknowledge_request(&desk.decider("dana"), id).unwrap();
    assert_eq!(request(&desk, id).status, RequestStatus::Acknowledged);
    assert_eq!(desk.item(request(&desk, id).item).assignees, [crate::model::Text::from("dana")]);
    assert!(matches!(&stopped(&desk, id)[0], (ClockKind::RequestAcknowledged, Some(Cause::Act(Actor::User(_))))));

    desk.on("2025-01-03");
    assert_eq!(file(&desk, 7, &texas(None, Some("B"))).outcome, StudentOutcome::Updated);
    assert_eq!(posts(&desk, id), [PostKind::Sent, PostKind::Acknowledged, PostKind::Partly]);
    assert_eq!(listed(&desk, "will", Side::Sent)[0].asked, (2, 1));
    assert!(mails(&desk).is_empty());

    desk.on("2025-01-04");
    file(&desk, 8, &texas(Some("2024-12-05"), Some("B")));
    let closed = request(&desk, id);
    assert_eq!(closed.status, RequestStatus::Answered);
    let evidence: Vec<_> = closed.asks.iter().map(|ask| ask.answered.unwrap()).collect();
    assert_eq!((evidence[0].submission, evidence[0].version), (SubmissionId(7), 2));
    assert_eq!((evidence[1].submission, evidence[1].version), (SubmissionId(8), 3));
    assert_eq!(evidence[1].contribution, desk.no("TX/1"));
    assert_eq!(closed.thread.last().unwrap().by, Actor::Sender(state("TX")));
    assert_eq!(desk.item(closed.item).status, ItemStatus::Done);
    assert_eq!(stopped(&desk, id)[1], (ClockKind::RequestAnswered, Some(Cause::Submission(SubmissionId(8)))));
    assert_eq!(mails(&desk), [("will".to_owned(), child.to_string())], "the MSIX ID and nothing else");
    let steps = ["new", "acknowledged", "acknowledged", "answered"];
    assert_eq!(
        (told(&desk, "TX"), told(&desk, "WA")),
        (steps.map(str::to_owned).to_vec(), steps.map(str::to_owned).to_vec())
    );
    assert!(casework::check(&desk.world.store().view().unwrap()).is_empty());

    // The same file again, and one that takes the grade away: nothing is reopened, and it is shown.
    file(&desk, 9, &texas(Some("2024-12-05"), Some("B")));
    file(&desk, 10, &texas(Some("2024-12-05"), None));
    assert_eq!(posts(&desk, id).len(), 4);
    let thread = desk.casework.thread(&worker(&desk, "will"), None, id).unwrap();
    assert_eq!(thread.asks.iter().map(|ask| ask.taken_away).collect::<Vec<_>>(), [true, false]);
    assert_eq!(desk.world.last_read(), Some(child), "the look was taken down");
}

#[test]
fn the_same_again_answers_nothing() {
    let (desk, child) = asked();
    let id = send(&desk, "will", child, &[COURSE]).unwrap();
    desk.on("2025-01-02");
    assert_eq!(file(&desk, 3, &texas(None, None)).outcome, StudentOutcome::Unchanged);
    let mut other = texas(None, None);
    other.courses[0].set(crate::model::Element::COURSE_SECTION, text("2"));
    assert_eq!(file(&desk, 4, &other).outcome, StudentOutcome::Updated);
    assert_eq!((posts(&desk, id), request(&desk, id).status), (vec![PostKind::Sent], RequestStatus::New));
}

/// The answer is in the change that applies the student: with the change it is lost whole, or there whole.
#[test]
fn what_was_not_committed_has_answered_nothing() {
    let (desk, child) = asked();
    let id = send(&desk, "will", child, &[COURSE]).unwrap();
    let change = desk.world.store().begin(Actor::Sender(state("TX")), desk.now()).unwrap();
    applied(&change, 3, &texas(None, Some("B")));
    drop(change);
    assert_eq!(request(&desk, id).status, RequestStatus::New);
    assert!(mails(&desk).is_empty());
    file(&desk, 3, &texas(None, Some("B")));
    assert_eq!(request(&desk, id).status, RequestStatus::Answered);
    assert_eq!(mails(&desk).len(), 1);
}

#[test]
fn a_state_that_has_sent_nothing_is_asked_and_its_first_file_answers() {
    let desk = Desk::new();
    let child = file(&desk, 1, &washington()).msix_id;
    let id = send(&desk, "will", child, &[Wanted::Courses]).unwrap();
    assert_eq!(request(&desk, id).contribution, None);
    let mut told = texas(None, None);
    told.msix_id_sent = Some(child);
    assert_eq!(file(&desk, 2, &told).msix_id, child);
    let closed = request(&desk, id);
    assert_eq!((closed.status, closed.contribution), (RequestStatus::Answered, Some(desk.no("TX/1"))));
}

#[test]
fn a_merge_that_brings_the_states_record_answers_at_the_next_scan() {
    let desk = Desk::new();
    let washington = file(&desk, 1, &washington()).msix_id;
    let other = line(word("TX/1", "Maria", "Lopez", "2012-01-02"), LineKind::Course, &[(57, text("Art"))]);
    let texas = file(&desk, 2, &other).msix_id;
    let id = send(&desk, "will", washington, &[Wanted::Courses]).unwrap();
    let merge = desk.merge("will", texas, washington).unwrap();
    desk.approve("dana", merge).unwrap();
    desk.casework.escalate_unacknowledged(desk.now()).unwrap();
    let closed = request(&desk, id);
    assert_eq!(closed.status, RequestStatus::Answered);
    assert_eq!(closed.asks[0].answered.unwrap().submission, SubmissionId(2));
}

#[test]
fn the_request_follows_the_contribution_through_merge_and_split() {
    let (desk, child) = asked();
    let id = send(&desk, "will", child, &[COURSE]).unwrap();
    let other = file(&desk, 3, &word("WA/5", "Maria", "Lopez", "2012-01-02")).msix_id;
    let merge = desk.merge("will", other, child).unwrap();
    desk.approve("dana", merge).unwrap();
    let of = |child| -> Vec<_> { desk.casework.requests_of(&desk.world.open(child)).unwrap() };
    assert_eq!(of(other).iter().map(|row| (row.id, row.child)).collect::<Vec<_>>(), [(id, other)]);
    assert_eq!(of(child).len(), 1, "the retired identifier leads there");
    let split = desk.split("will", other, &["TX/1"]).unwrap();
    desk.approve("dana", split).unwrap();
    let now = desk.child("TX/1");
    assert_eq!(of(now).iter().map(|row| (row.id, row.child)).collect::<Vec<_>>(), [(id, now)]);
    assert_eq!(of(other).len(), 0);
    desk.on("2025-01-03");
    file(&desk, 4, &texas(None, Some("B")));
    assert_eq!(request(&desk, id).status, RequestStatus::Answered);
    assert_eq!(mails(&desk), [("will".to_owned(), now.to_string())]);
    assert_eq!(listed(&desk, "will", Side::Sent)[0].child, now);
}

#[test]
fn the_asker_hears_that_the_state_withdrew_the_child() {
    let (desk, child) = asked();
    let id = send(&desk, "will", child, &[COURSE]).unwrap();
    desk.on("2025-01-02");
    withdraw(&desk, 3, &texas(None, None));
    assert_eq!(posts(&desk, id), [PostKind::Sent, PostKind::Gone]);
    assert_eq!((request(&desk, id).status, mails(&desk).len()), (RequestStatus::New, 1));
    withdraw(&desk, 4, &texas(None, None));
    assert_eq!(posts(&desk, id).len(), 2, "told once");
    // The state sends the child again, with what was asked for.
    desk.on("2025-01-03");
    file(&desk, 5, &texas(None, Some("B")));
    assert_eq!(request(&desk, id).status, RequestStatus::Answered);
}

#[test]
fn what_cannot_be_asked_is_refused_with_the_reason() {
    let (desk, child) = asked();
    let refused = |wish: NewRequest| desk.casework.send_request(&worker(&desk, "will"), wish).unwrap_err();
    let one = |wanted: &[Wanted]| refused(new(child, wanted));
    assert!(matches!(one(&[]), RequestError::Nothing));
    assert!(matches!(one(&[Wanted::Courses]), RequestError::There), "Texas has sent a course");
    assert!(matches!(one(&[Wanted::GradeToDate { line: 5 }]), RequestError::NoLine));
    for element in [0, 1, 2, 3, 82, 101, 255] {
        assert!(
            matches!(one(&[Wanted::Element(crate::model::Element(element))]), RequestError::NoElement),
            "{element}"
        );
    }
    let many: Vec<Wanted> = (4..=76).map(|number| Wanted::Element(crate::model::Element(number))).collect();
    assert!(matches!(one(&many), RequestError::TooMany));
    for day in ["2024-12-31", "2027-06-01"] {
        let wish = NewRequest { needed_by: Some(day.parse().unwrap()), ..new(child, &[COURSE]) };
        assert!(matches!(refused(wish), RequestError::Day), "{day}");
    }
    let long = NewRequest { words: "a".repeat(2_001), ..new(child, &[COURSE]) };
    assert!(matches!(refused(long), RequestError::TooLong));
    assert!(matches!(refused(NewRequest { to: Area::Nation, ..new(child, &[COURSE]) }), RequestError::NoState));
    let nobody = new("999999999999".parse().unwrap_or(MsixId::NOBODY), &[COURSE]);
    assert!(matches!(refused(nobody), RequestError::NoChild));
    assert!(listed(&desk, "will", Side::Sent).is_empty(), "nothing was kept of them");
    // Twice the same in one form is asked once; the longest words fit.
    let wish = NewRequest { words: "\u{f1}".repeat(2_000), ..new(child, &[COURSE, COURSE]) };
    let id = desk.casework.send_request(&worker(&desk, "will"), wish).unwrap();
    assert_eq!(request(&desk, id).asks.len(), 1);
}

#[test]
fn each_side_does_its_part_and_others_nothing() {
    let (desk, child) = asked();
    desk.hire("flor", Role::StateDataAdministrator, Some("FL"));
    desk.hire("wanda", Role::Secondary, Some("WA"));
    let id = send(&desk, "will", child, &[COURSE]).unwrap();
    let say = |name: &str, words: &str| desk.casework.say(&worker(&desk, name), id, words);
    say("will", "She needs it for placement.").unwrap();
    say("tom", "The school is closed until Monday.").unwrap();
    assert_eq!(mails(&desk).len(), 1, "the asker hears of the other side's words, not of her own");
    assert!(matches!(say("flor", "hello"), Err(RequestError::OtherStates)));
    assert!(matches!(say("will", "  "), Err(RequestError::NoWords)));
    let look = |name: &str| desk.casework.thread(&worker(&desk, name), None, id).map(|thread| thread.may);
    assert!(matches!(look("flor"), Err(RequestError::OtherStates)));
    assert!(look("wanda").unwrap().withdraw && !look("tom").unwrap().withdraw);
    let decline = |name: &str| desk.casework.decline(&desk.decider(name), id, &why("never enrolled here"));
    assert!(matches!(decline("flor"), Err(RequestError::Case(_))));
    assert!(matches!(decline("wes"), Err(RequestError::Case(_))), "the asking state does not decline");
    let take_back = |name: &str| desk.casework.withdraw_request(&worker(&desk, name), id, "");
    assert!(matches!(take_back("tom"), Err(RequestError::NotAsker)));
    decline("dana").unwrap();
    assert_eq!(mails(&desk).len(), 2);
    assert!(matches!(take_back("will"), Err(RequestError::Closed)), "two at once: the second is told");
    assert!(matches!(say("will", "why?"), Err(RequestError::Closed)));
    assert!(matches!(desk.casework.acknowledge_request(&desk.decider("dana"), id), Err(RequestError::Closed)));
    assert!(stopped(&desk, id).iter().all(|(_, cause)| cause.is_some()));
    file(&desk, 3, &texas(None, Some("B")));
    assert_eq!(request(&desk, id).status, RequestStatus::Declined, "closed is closed");
}

#[test]
fn the_asker_has_left_and_a_colleague_withdraws_it() {
    let (desk, child) = asked();
    desk.hire("wanda", Role::Secondary, Some("WA"));
    let id = send(&desk, "will", child, &[COURSE]).unwrap();
    desk.dismiss("will");
    file(&desk, 3, &{
        let mut half = texas(None, None);
        half.courses.clear();
        half
    });
    desk.casework.say(&worker(&desk, "dana"), id, "Who asks?").unwrap();
    assert!(mails(&desk).is_empty(), "nobody is written to who cannot log in");
    desk.casework.withdraw_request(&worker(&desk, "wanda"), id, "He left").unwrap();
    assert_eq!(request(&desk, id).status, RequestStatus::Withdrawn);
    assert_eq!(desk.item(request(&desk, id).item).status, ItemStatus::Superseded);
}

/// A double click, and a colleague who has not seen it.
#[test]
fn the_same_is_not_asked_twice_while_it_is_open() {
    let (desk, child) = asked();
    desk.hire("wanda", Role::Secondary, Some("WA"));
    let id = send(&desk, "will", child, &[COURSE, END]).unwrap();
    for (name, wanted) in [("will", [COURSE, END]), ("wanda", [END, COURSE])] {
        let again = send(&desk, name, child, &wanted);
        assert!(matches!(again, Err(RequestError::Twice(same)) if same == id), "{again:?}");
    }
    // Something else, somebody else, another state's wish, and the same once it is closed.
    send(&desk, "will", child, &[END]).unwrap();
    let district = NewRequest { to: Area::District(state("TX"), "4829540".into()), ..new(child, &[COURSE, END]) };
    desk.casework.send_request(&worker(&desk, "will"), district).unwrap();
    desk.hire("flor", Role::Primary, Some("FL"));
    send(&desk, "flor", child, &[COURSE, END]).unwrap();
    desk.casework.withdraw_request(&worker(&desk, "will"), id, "").unwrap();
    send(&desk, "will", child, &[COURSE, END]).unwrap();
    assert_eq!(casework::check(&desk.world.store().view().unwrap()), [""; 0]);
}

/// Open ones by themselves and counted; closed ones behind them, when they are asked for.
#[test]
fn closed_requests_are_shown_when_asked_for_and_in_pages() {
    let (desk, child) = asked();
    let mut ids = Vec::new();
    for (day, wanted) in [("2025-01-02", COURSE), ("2025-01-03", END), ("2025-01-04", Wanted::Assessments)] {
        desk.on(day);
        ids.push(send(&desk, "will", child, &[wanted]).unwrap());
    }
    desk.casework.decline(&desk.decider("dana"), ids[0], &why("no")).unwrap();
    desk.casework.decline(&desk.decider("dana"), ids[2], &why("no")).unwrap();
    let page = |closed, from, most| {
        let filter = RequestFilter { side: Side::Sent, closed, ..RequestFilter::default() };
        let page = desk.casework.requests(&worker(&desk, "will"), filter, from, most).unwrap();
        (page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), page.total, page.more, page.counts)
    };
    assert_eq!(page(false, 0, 9), (vec![ids[1]], Some(1), false, [0, 1, 0]));
    assert_eq!(page(true, 0, 2), (vec![ids[1], ids[2]], None, true, [0, 1, 0]));
    assert_eq!(page(true, 2, 2), (vec![ids[0]], None, false, [0, 1, 0]));
    let change = desk.world.store().begin(Actor::Stranger, desk.now()).unwrap();
    change.remove(&tables::REQUEST_WAITS, &(state("TX"), ids[1])).unwrap();
    commit(change);
    let found = casework::check(&desk.world.store().view().unwrap()).join("; ");
    assert!(found.contains("what is open of TX"), "{found}");
}

#[test]
fn the_last_day_ends_in_the_state_asked() {
    let (desk, child) = asked();
    let last: Date = "2025-01-21".parse().unwrap();
    let wish = NewRequest { needed_by: Some(last), ..new(child, &[COURSE]) };
    let id = desk.casework.send_request(&worker(&desk, "will"), wish).unwrap();
    desk.casework.acknowledge_request(&desk.decider("dana"), id).unwrap();
    let row = || listed(&desk, "dana", Side::Received)[0].clone();
    // Eight in the evening in Texas; then midnight there.
    desk.hours_into(last.plus_days(1), 2);
    assert_eq!((row().due, row().overdue), (Some(last), false));
    let today = NewRequest { needed_by: Some(last), ..new(child, &[END]) };
    desk.casework.send_request(&worker(&desk, "will"), today).unwrap();
    desk.hours_into(last.plus_days(1), 6);
    assert_eq!((row().due, row().overdue), (Some(last), true));
}

#[test]
fn of_two_who_act_at_once_one_is_told() {
    let (desk, child) = asked();
    let id = send(&desk, "will", child, &[COURSE]).unwrap();
    let outcomes: Vec<Result<(), RequestError>> = std::thread::scope(|scope| {
        let decline = |name| {
            let (who, casework) = (desk.decider(name), &desk.casework);
            scope.spawn(move || casework.decline(&who, id, &why("no")))
        };
        let back = |name| {
            let (who, casework) = (worker(&desk, name), &desk.casework);
            scope.spawn(move || casework.withdraw_request(&who, id, ""))
        };
        [decline("dana"), back("will"), decline("dora"), back("wes")].map(|one| one.join().unwrap()).into()
    });
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Ok(()) | Err(RequestError::Closed))), "{outcomes:?}");
}

#[test]
fn unacknowledged_for_two_working_days_it_goes_up_and_is_never_closed() {
    let (desk, child) = asked();
    let id = send(&desk, "will", child, &[COURSE]).unwrap();
    let item = request(&desk, id).item;
    let scan = |day: &str| {
        desk.on(day);
        desk.casework.escalate_unacknowledged(desk.now()).unwrap()
    };
    // Sent on a holiday, 1 January 2025: two working days begin on Thursday and are over after the weekend.
    assert_eq!((scan("2025-01-03"), scan("2025-01-05")), (0, 0));
    assert_eq!(scan("2025-01-06"), 1);
    assert_eq!((desk.item(item).level, request(&desk, id).status), (Level::Nation, RequestStatus::New));
    assert_eq!(posts(&desk, id), [PostKind::Sent, PostKind::WentUp]);
    assert_eq!(scan("2026-01-04"), 0, "at the top it waits, overdue");
    assert!(request(&desk, id).status.is_open() && desk.item(item).status.is_open());
    // Texas can still take it.
    desk.casework.acknowledge_request(&desk.decider("dana"), id).unwrap();
    assert_eq!(request(&desk, id).status, RequestStatus::Acknowledged);

    desk.on("2025-02-03");
    let taken = send(&desk, "will", child, &[END]).unwrap();
    desk.casework.take(&desk.decider("dora"), request(&desk, taken).item).unwrap();
    assert_eq!(request(&desk, taken).status, RequestStatus::Acknowledged, "taking on the worklist acknowledges");
    assert_eq!(scan("2025-03-03"), 0, "what was acknowledged stays where it is");
}

/// A request for a district of Texas goes up to its state, and on by hand: each time those above hear of it.
#[test]
fn whoever_it_goes_up_to_hears_of_it() {
    let (desk, child) = asked();
    let district = Area::District(state("TX"), "4829540".into());
    desk.hire_in("mac", Role::StateDataAdministrator, district.clone());
    let wish = NewRequest { to: district, ..new(child, &[COURSE]) };
    let id = desk.casework.send_request(&worker(&desk, "will"), wish).unwrap();
    let item = request(&desk, id).item;
    let waiting = || -> Vec<String> {
        let mails = outbox::waiting(&desk.world.store().view().unwrap()).unwrap().into_iter();
        let ours = mails.filter(|(_, message)| message.kind == MessageKind::RequestWaiting);
        ours.map(|(_, message)| message.user_name.to_string()).collect()
    };
    assert_eq!(waiting(), ["mac"]);
    desk.on("2025-01-06");
    assert_eq!(desk.casework.escalate_unacknowledged(desk.now()).unwrap(), 1);
    assert_eq!((desk.item(item).level, waiting()), (Level::State, ["mac", "dana", "dora"].map(String::from).into()));
    desk.hire("nell", Role::StateDataAdministrator, None);
    desk.casework.escalate(&desk.decider("dana"), item, why("not ours")).unwrap();
    assert_eq!((desk.item(item).level, waiting().last().cloned()), (Level::Nation, Some("nell".into())));
    assert_eq!(casework::check(&desk.world.store().view().unwrap()), [""; 0]);
}

#[test]
fn a_form_proposes_what_is_missing_and_says_who_gets_it() {
    let (desk, child) = asked();
    let blank = |to: &str| {
        let who = worker(&desk, "will");
        desk.casework.blank_request(&who, &desk.world.open(child), state(to)).unwrap()
    };
    let form = blank("TX");
    let wanted: Vec<String> = form.missing.iter().map(|one| one.wanted.to_string()).collect();
    assert_eq!(wanted, ["withdrawal:1", "grade:1"]);
    assert_eq!(form.addressees[0].people.len(), 2, "dana and dora");
    assert!(form.open.is_empty() && form.has_record);
    send(&desk, "will", child, &[COURSE]).unwrap();
    assert_eq!(blank("TX").open.len(), 1, "the same was asked already");
    let florida = blank("FL");
    assert!(florida.addressees[0].people.is_empty() && !florida.has_record && florida.open.is_empty());
    assert_eq!(florida.addressees[0].level, Level::Nation, "nobody is there: it goes up");
    assert_eq!(at("2025-01-01"), desk.now());
}
