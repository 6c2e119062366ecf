//! Tests of submissions as a whole: a file goes in, answers come out, and the store holds what was answered. The
//! dictionary and the records are small stand-ins here, so that a failure is one of this module.

use std::collections::BTreeMap;

use super::rules::Places;
use super::*;
use crate::audit;
use crate::mde::Reference;
use crate::model::{
    Action, AuditEvent, Contribution, ContributionNo, Date, Element, Finding, Line, LineKind, LineRef, MatchOutcome,
    MsixId, Severity, StudentOutcome, Value, Version,
};
use crate::records::{Applied, Incoming};
use crate::store::fault::FaultDisk;
use crate::store::{Change, Environment};

struct Frozen;

impl Clock for Frozen {
    fn now(&self) -> Timestamp {
        "20241120080000".parse().unwrap()
    }
}

/// The first name is read; `?` is invalid and dropped. A student needs a line of demographics.
struct FirstNameOnly;

impl Rules for FirstNameOnly {
    fn read_line(&self, kind: LineKind, values: &[&str], place: LineRef, line: &mut Line, found: &mut Vec<Finding>) {
        let Some(name) = values.first().filter(|_| kind == LineKind::Demographics) else { return };
        if name.starts_with(['?', '=']) {
            found.push(findings::about(Element::FIRST_NAME, place, "D-4", Severity::Drop, name, "No name."));
        } else {
            line.set(Element::FIRST_NAME, Value::Text((*name).into()));
        }
    }

    fn check(&self, child: &mut Contribution, places: &Places, _: Date, _: &dyn Reference, found: &mut Vec<Finding>) {
        if child.demographics.is_empty() {
            found.push(findings::at(places.student, "D-NONE", Severity::Reject, "", "No demographics."));
        }
    }

    fn name(&self, _: Element) -> String {
        "First Name".to_owned()
    }
}

/// Every key is a child of its own.
fn apply_alone(
    change: &Change,
    _: &Matcher,
    _: &Exchange,
    incoming: &Incoming,
) -> Result<Option<Applied>, RecordsError> {
    let known = change.get(&tables::CONTRIBUTION, &incoming.key)?;
    let no = match (known, incoming.action) {
        (None, Action::Delete) => return Ok(None),
        (Some(no), _) => no,
        (None, _) => ContributionNo(u32::try_from(change.next_number("contribution")?).unwrap()),
    };
    change.put(&tables::CONTRIBUTION, &incoming.key, &no)?;
    let last = change.last(&tables::VERSION, (no, 0)..=(no, u32::MAX))?;
    let contribution = incoming.sent.as_ref().and_then(|sent| crate::store::decode(sent.packed()).unwrap());
    let same = last.as_ref().is_some_and(|(_, last)| last.contribution == contribution);
    let number = last.map_or(1, |((_, number), _)| number + 1);
    let outcome = match incoming.action {
        _ if same => StudentOutcome::Unchanged,
        Action::Delete => StudentOutcome::Deleted,
        _ if number == 1 => StudentOutcome::Created,
        _ => StudentOutcome::Updated,
    };
    if !same {
        let Incoming { submission, effective, .. } = *incoming;
        change.put(
            &tables::VERSION,
            &(no, number),
            &Version { received: change.at(), submission, effective, contribution },
        )?;
    }
    let matched = if known.is_some() { MatchOutcome::Same } else { MatchOutcome::New };
    let msix_id = MsixId::from_serial(no.0.into()).unwrap();
    Ok(Some(Applied { no, outcome, msix_id, matched, surviving: None, known_before: known.is_some() }))
}

fn taker(store: Store, folder: &Path) -> Submissions {
    let mut taker = Submissions::new(store, Arc::new(Frozen), folder, Limits::default());
    taker.rules = Arc::new(FirstNameOnly);
    taker.apply = apply_alone;
    taker
}

fn in_memory(folder: &Path) -> Submissions {
    taker(audit::store_in_memory(Environment::Training, Timestamp::default()).unwrap(), folder)
}

/// A file of Texas with this body; the control totals fit.
fn file(body: &str) -> String {
    let records = body.lines().filter(|line| !line.is_empty()).count();
    let students = body.lines().filter(|line| line.starts_with('S')).count();
    format!("H|1|TX|20241114203000|{students}|{records}|||full|NGS\n{body}")
}

fn children(count: u32) -> String {
    file(&(1..=count).map(|n| format!("S|{n}||TX|{n}|01|I\nD|1|Ana {n}\n")).collect::<String>())
}

fn submit(taker: &Submissions, file: &[u8], sender: &str, dry_run: bool) -> Result<Outcome, SubmissionError> {
    let sender = Some(sender.parse().unwrap());
    taker.submit("C:\\out\\TX_20241114203000_all.mdes", &mut &file[..], sender, dry_run, &mut |_| {})
}

fn answers(taker: &Submissions, outcome: &Outcome) -> Vec<StudentAnswer> {
    let mut all = Vec::new();
    taker
        .visit_answers(outcome, &mut |answer| {
            all.push(answer.clone());
            Ok(ControlFlow::Continue(()))
        })
        .unwrap();
    all
}

/// Outcome and codes by state student ID.
fn fates(taker: &Submissions, file: &str) -> Vec<(String, &'static str, Vec<String>)> {
    let outcome = submit(taker, file.as_bytes(), "TX", false).unwrap();
    let fate = |answer: StudentAnswer| {
        let codes = answer.findings.iter().map(|finding| finding.code.to_string()).collect();
        (answer.state_student_id.to_string(), answer.outcome.word(), codes)
    };
    answers(taker, &outcome).into_iter().map(fate).collect()
}

fn log_length(taker: &Submissions) -> u64 {
    let report = audit::verify(&taker.store.view().unwrap()).unwrap();
    assert!(report.verdict.is_intact(), "{report:?}");
    report.entries
}

/// All that a submission leaves in the store but the audit log, however it was cut in steps.
fn content(store: &Store) -> BTreeMap<String, String> {
    let view = store.view().unwrap();
    let mut all = BTreeMap::new();
    let mut put =
        |table: &str, key: String, value: String| assert!(all.insert(format!("{table} {key}"), value).is_none());
    for (key, value) in view.range(&tables::VERSION, ..).unwrap() {
        put("version", format!("{key:?}"), format!("{value:?}"));
    }
    let answers = view.range(&tables::ANSWER, ..).unwrap();
    for (n, (id, answer)) in
        answers.into_iter().flat_map(|((id, _), piece)| piece.into_iter().map(move |one| (id, one))).enumerate()
    {
        put("answer", format!("{id} {n}"), format!("{answer:?}"));
    }
    for (key, value) in view.range(&tables::SUBMISSION, ..).unwrap() {
        put("submission", format!("{key:?}"), format!("{:?}", Submission { answer_chunks: 0, ..value }));
    }
    all
}

#[test]
fn a_state_sends_a_file_twice_and_gets_the_first_answer_twice() {
    let folder = tempfile::tempdir().unwrap();
    let taker = in_memory(folder.path());
    let sent = children(3);
    let first = submit(&taker, sent.as_bytes(), "TX", false).unwrap();
    assert_eq!(first.submission().status, FileStatus::Accepted);
    assert_eq!((first.submission().counts.read, first.submission().counts.created), (3, 3));
    assert_eq!(first.submission().name, "TX_20241114203000_all.mdes");
    let entries = log_length(&taker);
    let again = submit(&taker, sent.as_bytes(), "TX", false).unwrap();
    assert_eq!(again.submission(), first.submission());
    assert_eq!(answers(&taker, &again), answers(&taker, &first));
    assert_eq!(log_length(&taker), entries);
    // Another file with the same word changes no record.
    let other = submit(&taker, format!("{sent}\n").as_bytes(), "TX", false).unwrap();
    assert_eq!((other.submission().id.0, other.submission().counts.unchanged), (2, 3));
    assert_eq!(taker.list(1).unwrap(), [other.submission().clone()]);
    assert_eq!(taker.find(SubmissionId(1)).unwrap().as_ref(), Some(first.submission()));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_file_of_another_state_is_refused_and_its_owner_is_not_hindered() {
    let folder = tempfile::tempdir().unwrap();
    let taker = in_memory(folder.path());
    let sent = children(2);
    let thief = submit(&taker, sent.as_bytes(), "FL", false).unwrap();
    assert_eq!(thief.submission().status, FileStatus::Refused);
    let owner = submit(&taker, sent.as_bytes(), "TX", false).unwrap();
    assert_eq!(owner.submission().counts.created, 2);
    let thief = submit(&taker, sent.as_bytes(), "FL", false).unwrap();
    assert_eq!(thief.submission().status, FileStatus::Refused);
    assert!(answers(&taker, &thief).is_empty());
}

#[test]
fn a_refused_file_changes_nothing_and_is_answered_the_same_again() {
    let folder = tempfile::tempdir().unwrap();
    let taker = in_memory(folder.path());
    let enrollments: String = (1..=1000).map(|n| format!("E|{n}|20240816|01\n")).collect();
    let sent = file(&format!("S|1||TX|900|01|I\nD|1|Ana\n{enrollments}"));
    let first = submit(&taker, sent.as_bytes(), "TX", false).unwrap();
    assert_eq!(first.submission().findings[0].code, "F-LINES");
    assert!(content(&taker.store).keys().all(|row| row.starts_with("submission")));
    let again = submit(&taker, sent.as_bytes(), "TX", false).unwrap();
    assert_eq!(again.submission(), first.submission());
}

#[test]
fn a_file_refused_for_a_limit_is_judged_anew_when_the_limit_is_raised() {
    let folder = tempfile::tempdir().unwrap();
    let mut taker = in_memory(folder.path());
    let sent = children(3);
    let lines = sent.replacen("D|1|Ana 1\n", "D|1|Ana 1\nD|2|Ana 1\n", 1).replace("|3|6|||", "|3|7|||");
    let plenty = Limits::default();
    let limits: [(&str, &str, Limits); 4] = [
        ("F-STUDENTS", &sent, Limits { students: 2, ..plenty }),
        ("F-LINES", &lines, Limits { lines_per_kind: 1, ..plenty }),
        ("F-SIZE", &format!("{sent}\n"), Limits { unpacked_bytes: 50, ..plenty }),
        ("F-LINE", &format!("{sent}\n\n"), Limits { line_bytes: 10, ..plenty }),
    ];
    for (code, sent, tight) in limits {
        taker.limits = tight;
        let refused = submit(&taker, sent.as_bytes(), "TX", false).unwrap();
        assert_eq!(refused.submission().findings[0].code, code);
        let again = submit(&taker, sent.as_bytes(), "TX", false).unwrap();
        assert_eq!(again.submission(), refused.submission(), "the same verdict is the same answer");
        taker.limits = plenty;
        let taken = submit(&taker, sent.as_bytes(), "TX", false).unwrap();
        assert_eq!((taken.submission().status, taken.submission().counts.read), (FileStatus::Accepted, 3), "{code}");
        assert_eq!(submit(&taker, sent.as_bytes(), "TX", true).unwrap().submission(), taken.submission());
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_file_that_was_cut_off_is_not_tried_but_finished() {
    let folder = tempfile::tempdir().unwrap();
    let mut taker = in_memory(folder.path());
    taker.apply = |change, matcher, settings, incoming| {
        if incoming.key.id.as_str() == "1002" {
            return Err(StoreError::DiskFull.into());
        }
        apply_alone(change, matcher, settings, incoming)
    };
    let sent = children(1100);
    assert!(submit(&taker, sent.as_bytes(), "TX", false).is_err());
    taker.apply = apply_alone;
    let before = content(&taker.store);
    let tried = submit(&taker, sent.as_bytes(), "TX", true);
    assert!(matches!(tried, Err(SubmissionError::CutOff(SubmissionId(1)))), "{tried:?}");
    assert_eq!(content(&taker.store), before);
    let finished = submit(&taker, sent.as_bytes(), "TX", false).unwrap();
    assert_eq!((finished.submission().id.0, finished.submission().counts.read), (1, 1100));
    assert!(matches!(submit(&taker, sent.as_bytes(), "TX", true), Ok(Outcome::Stored(_))));
}

/// The names a state's students have now.
fn names(store: &Store) -> BTreeMap<String, String> {
    let view = store.view().unwrap();
    let name = |no| {
        let (_, last) = view.last(&tables::VERSION, (no, 0)..=(no, u32::MAX)).unwrap().unwrap();
        last.contribution.unwrap().demographics[0].text(Element::FIRST_NAME).unwrap().to_owned()
    };
    view.range(&tables::CONTRIBUTION, ..).unwrap().into_iter().map(|(key, no)| (key.id.to_string(), name(no))).collect()
}

/// Dies at the student that bears the number 501.
fn dies_at_501(
    change: &Change,
    matcher: &Matcher,
    settings: &Exchange,
    incoming: &Incoming,
) -> Result<Option<Applied>, RecordsError> {
    if incoming.key.id.as_str() == "501" {
        return Err(RecordsError::Inconsistent("a contribution has no child".into()));
    }
    apply_alone(change, matcher, settings, incoming)
}

#[test]
fn mondays_file_that_was_cut_off_is_finished_before_tuesdays_begins() {
    let folder = tempfile::tempdir().unwrap();
    let mut taker = in_memory(folder.path());
    let monday = children(600);
    let tuesday = monday.replace("Ana", "Eva");
    taker.apply = dies_at_501;
    assert!(submit(&taker, monday.as_bytes(), "TX", false).is_err());

    // Monday's file cannot go on: Tuesday's waits, and says for what.
    let waits = submit(&taker, tuesday.as_bytes(), "TX", false);
    assert!(matches!(&waits, Err(SubmissionError::Waits { stopped: SubmissionId(1), .. })), "{waits:?}");
    assert_eq!(taker.list(9).unwrap().len(), 1, "nothing was begun");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "only Monday's file is still wanted");
    // Another state does not wait.
    let florida = children(3).replace("TX", "FL");
    assert_eq!(submit(&taker, florida.as_bytes(), "FL", false).unwrap().submission().status, FileStatus::Accepted);

    taker.apply = apply_alone;
    let second = submit(&taker, tuesday.as_bytes(), "TX", false).unwrap();
    assert_eq!(second.submission().counts.updated, 600);
    assert_eq!(taker.find(SubmissionId(1)).unwrap().unwrap().status, FileStatus::Accepted);
    taker.resume(&mut |_| {}).unwrap();
    let names = names(&taker.store);
    assert_eq!((names["1"].as_str(), names["550"].as_str()), ("Eva 1", "Eva 550"), "Monday does not come back");
}

#[test]
fn a_stopped_submission_that_cannot_go_on_does_not_stop_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let mut taker = in_memory(folder.path());
    taker.apply = dies_at_501;
    for state in ["TX", "FL", "WA"] {
        assert!(submit(&taker, children(600).replace("TX", state).as_bytes(), state, false).is_err());
    }
    let stopped = taker.stopped().unwrap();
    std::fs::write(folder.path().join(format!("{}.mdes", crate::model::hex(&stopped[1].sha256))), "altered").unwrap();
    taker.apply = |change, matcher, settings, incoming| match incoming.key.state.as_str() {
        "TX" => dies_at_501(change, matcher, settings, incoming),
        _ => apply_alone(change, matcher, settings, incoming),
    };
    let resumed = taker.resume(&mut |_| {}).unwrap();
    assert_eq!(resumed.finished, [SubmissionId(3)]);
    let halted: Vec<_> = resumed.halted.iter().map(|(id, why)| (id.0, why)).collect();
    assert!(matches!(halted[..], [(1, SubmissionError::Records(_)), (2, SubmissionError::Gone(_))]), "{halted:?}");
}

#[test]
fn students_with_many_lines_wait_in_small_batches() {
    let batches = |lines: usize, value: &str| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let courses: String = (1..=lines).map(|n| format!("C|{n}|{value}\n")).collect();
        let body: String = (1..=8).map(|n| format!("S|{n}||TX|{n}|01|I\nD|1|Ana {n}\n{courses}")).collect();
        std::fs::write(&path, file(&body)).unwrap();
        let taker = in_memory(folder.path());
        let mut lines = scan::open(std::fs::File::open(&path).unwrap(), &taker.limits).unwrap();
        lines.next().unwrap();
        let context = student::Context {
            state: "TX".parse().unwrap(),
            submission: SubmissionId(1),
            effective: Frozen.now(),
            today: Frozen.now().date(),
            delimiter: b'|',
            rules: &FirstNameOnly,
            reference: &crate::records::reference::StoreReference::load(&taker.store.view().unwrap()).unwrap(),
        };
        let (send, receive) = std::sync::mpsc::sync_channel(100);
        run::validate(lines, student::Students::new(context, 0), &send).unwrap();
        drop(send);
        let batches: Vec<usize> = receive.iter().map(|batch| batch.len()).collect();
        assert_eq!(batches.iter().sum::<usize>(), 8);
        batches
    };
    assert_eq!(batches(1, "Algebra"), [8]);
    assert!(batches(3000, "Algebra").len() >= 4, "by lines");
    assert!(batches(10, &"x".repeat(60_000)).len() >= 4, "by text");
}

/// Whether somebody else gets to change the store now.
fn others_get_in(store: &Store) -> bool {
    let (store, (tell, told)) = (store.clone(), std::sync::mpsc::channel());
    std::thread::spawn(move || {
        let change = store.begin(Actor::Stranger, Timestamp::default()).unwrap();
        let logged = audit::append(&change, AuditEvent::LoggedIn).unwrap();
        change.commit(logged).unwrap();
        let _ = tell.send(());
    });
    told.recv_timeout(std::time::Duration::from_secs(10)).is_ok()
}

/// Set when the student 128 has been applied: its step is open then.
static STEP_IS_OPEN: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);

/// The reader lingers over the student 150 until somebody has logged in while the step of those before is open.
struct Lingering(Store, std::sync::atomic::AtomicBool);

impl Rules for Lingering {
    fn read_line(&self, kind: LineKind, values: &[&str], place: LineRef, line: &mut Line, found: &mut Vec<Finding>) {
        if values.first() == Some(&"Ana 150") {
            while !STEP_IS_OPEN.load(std::sync::atomic::Ordering::SeqCst) {
                std::thread::yield_now();
            }
            self.1.store(others_get_in(&self.0), std::sync::atomic::Ordering::SeqCst);
        }
        FirstNameOnly.read_line(kind, values, place, line, found);
    }

    fn check(&self, _: &mut Contribution, _: &Places, _: Date, _: &dyn Reference, _: &mut Vec<Finding>) {}

    fn name(&self, element: Element) -> String {
        FirstNameOnly.name(element)
    }
}

#[test]
fn people_log_in_while_a_file_is_read_and_its_progress_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut taker = in_memory(folder.path());
    let lingering = Arc::new(Lingering(taker.store.clone(), false.into()));
    taker.rules = lingering.clone();
    taker.apply = |change, matcher, settings, incoming| {
        let last = incoming.key.id.as_str() == "128";
        let applied = apply_alone(change, matcher, settings, incoming);
        STEP_IS_OPEN.fetch_or(last, std::sync::atomic::Ordering::SeqCst);
        applied
    };
    let sent = children(200);
    let mut told = Vec::new();
    let mut tell = |progress: Progress| told.push((progress.done, others_get_in(&taker.store)));
    taker.submit("x", &mut sent.as_bytes(), None, false, &mut tell).unwrap();
    assert!(lingering.1.load(std::sync::atomic::Ordering::SeqCst), "while the next students are read");
    assert!(told.len() > 1 && told.iter().all(|(_, got_in)| *got_in), "while progress is told: {told:?}");
}

#[test]
fn the_audit_log_says_who_applied_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut taker = in_memory(folder.path());
    let root = Actor::Console("root".into());
    let submit_as_root = |taker: &Submissions, sent: &str, sender: Option<&str>| {
        let sender = sender.map(|state| state.parse().unwrap());
        taker.acting_for(root.clone()).submit("x", &mut sent.as_bytes(), sender, false, &mut |_| {})
    };
    let actors = |taker: &Submissions| {
        let mut actors = Vec::new();
        audit::visit(&taker.store.view().unwrap(), 2, |entry| {
            actors.push(entry.actor);
            ControlFlow::Continue(())
        })
        .unwrap();
        actors.dedup();
        actors
    };
    submit_as_root(&taker, &children(1), None).unwrap();
    submit_as_root(&taker, &children(2), Some("TX")).unwrap();
    assert_eq!(actors(&taker), std::slice::from_ref(&root), "his own hand, with and without naming the state");
    submit(&taker, children(3).as_bytes(), "TX", false).unwrap();
    let texas = Actor::Sender("TX".parse().unwrap());
    assert_eq!(actors(&taker), [root.clone(), texas.clone()]);
    taker.apply = dies_at_501;
    submit_as_root(&taker, &children(501), None).unwrap_err();
    taker.apply = apply_alone;
    taker.resume(&mut |_| {}).unwrap();
    assert_eq!(actors(&taker), [root.clone(), texas, root, Actor::System("resume".into())]);
}

#[test]
fn what_is_wrong_with_one_student_does_not_hinder_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let taker = in_memory(folder.path());
    let good = |id: &str| format!("S|1||TX|{id}|01|I\nD|1|Ana\n");
    let body = [
        good("1"),
        "S|2||TX|2|01|I\nD|1|Ana\0\n".into(),
        "S|3||TX|3|01|I\nD|1|Ana\nX|1|what\n".into(),
        "S|4||FL|4|01|I\nD|1|Ana\n".into(),
        "S|5||TX|5|01|R\nD|1|Ana\n".into(),
        "S|6||TX||01|I\nD|1|Ana\n".into(),
        "S|7||TX|7|01|D\n".into(),
        "S|8||TX|8|01|U\nD|one|Ana\n".into(),
        "S|9|123|TX|9|77|I\nD|1|?\nK|1|A 1|01\nK|2|OLD9|02\n".into(),
        "S|10||TX|10|01|I\n".into(),
        good("1"),
    ];
    let expected = [
        ("1", "created", vec![]),
        ("2", "rejected", vec!["L-NUL", "D-NONE"]),
        ("3", "created", vec!["L-LETTER"]),
        ("4", "rejected", vec!["S-STATE"]),
        ("5", "rejected", vec!["S-ACTION"]),
        ("", "rejected", vec!["S-2-ID"]),
        ("7", "rejected", vec!["S-UNKNOWN"]),
        ("8", "created", vec!["L-RECORD-ID", "S-UPDATE-NEW"]),
        ("9", "created", vec!["S-3-TYPE", "S-1-MSIX", "D-4", "L-ALTERNATE"]),
        ("10", "rejected", vec!["D-NONE"]),
        ("1", "unchanged", vec!["S-TWICE"]),
    ];
    let sent = file(&body.concat());
    let found = fates(&taker, &sent);
    let found: Vec<_> = found
        .iter()
        .map(|(id, fate, codes)| (id.as_str(), *fate, codes.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(found, expected);
    assert_eq!(taker.list(1).unwrap()[0].status, FileStatus::AcceptedWithErrors);
    assert_eq!(
        fates(&taker, &file(&format!("{}S|2||TX|8|01|D\n", good("1"))))[..],
        [("1".to_owned(), "unchanged", vec!["S-INSERT-KNOWN".to_owned()]), ("8".to_owned(), "deleted", vec![]),]
    );
}

#[test]
fn a_dry_run_answers_like_the_real_one_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let taker = in_memory(folder.path());
    submit(&taker, children(2).as_bytes(), "TX", false).unwrap();
    let sent = format!("{}\n", children(1500)).replace("Ana 7\n", "?\n");
    let (before, entries) = (content(&taker.store), log_length(&taker));
    let dry = submit(&taker, sent.as_bytes(), "TX", true).unwrap();
    assert_eq!((content(&taker.store), log_length(&taker)), (before, entries));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    let real = submit(&taker, sent.as_bytes(), "TX", false).unwrap();
    assert_eq!(
        (dry.submission().counts, dry.submission().status),
        (real.submission().counts, real.submission().status)
    );
    let (dry, real) = (answers(&taker, &dry), answers(&taker, &real));
    assert_eq!((dry.len(), real.len()), (1500, 1500));
    for (dry, real) in dry.iter().zip(real) {
        let known = real.matched == Some(MatchOutcome::Same);
        assert_eq!(*dry, StudentAnswer { msix_id: real.msix_id.filter(|_| known), ..real });
    }
}

#[test]
fn people_log_in_during_a_dry_run_and_students_sent_twice_are_foretold() {
    let folder = tempfile::tempdir().unwrap();
    let taker = in_memory(folder.path());
    submit(&taker, children(1).as_bytes(), "TX", false).unwrap();
    let again = "S|1||TX|5|01|U\nD|1|Ana 5\nS|2||TX|6|01|U\nD|1|Eva\nS|3||TX|7|01|D\nS|4||TX|7|01|D\nS|5||TX|7|01|U\nD|1|Ana 7\n";
    let students: String = (1..=2100).map(|n| format!("S|{n}||TX|{n}|01|I\nD|1|Ana {n}\n")).collect();
    let sent = file(&format!("{students}{again}"));
    let mut told = Vec::new();
    let mut tell = |progress: Progress| told.push((progress.done, others_get_in(&taker.store)));
    let dry = taker.submit("x", &mut sent.as_bytes(), None, true, &mut tell).unwrap();
    assert!(told.len() > 2 && told.iter().all(|(_, got_in)| *got_in), "{told:?}");
    let real = submit(&taker, sent.as_bytes(), "TX", false).unwrap();
    assert_eq!(dry.submission().counts, real.submission().counts);
    let fates = |outcome: &Outcome| -> Vec<_> {
        let told = |one: StudentAnswer| (one.state_student_id, one.outcome, one.matched, one.findings);
        answers(&taker, outcome).into_iter().map(told).collect()
    };
    assert_eq!(fates(&dry), fates(&real));
}

/// The power goes off at many moments; what is resumed equals what was never disturbed.
#[test]
fn a_run_cut_off_anywhere_is_resumed_without_loss_or_repetition() {
    let sent = children(2100);
    let run = |disk: &FaultDisk, folder: &Path| {
        let store = Store::on_backend(disk.clone(), Environment::Training, Timestamp::default(), audit::append)?;
        let taker = taker(store, folder);
        taker.resume(&mut |_| {})?;
        submit(&taker, sent.as_bytes(), "TX", false).map(|_| (content(&taker.store), disk.operations()))
    };
    let folder = tempfile::tempdir().unwrap();
    let (undisturbed, operations) = run(&FaultDisk::default(), folder.path()).unwrap();
    let created = {
        let disk = FaultDisk::default();
        drop(Store::on_backend(disk.clone(), Environment::Training, Timestamp::default(), audit::append).unwrap());
        disk.operations()
    };
    for moment in 1..12 {
        let folder = tempfile::tempdir().unwrap();
        let disk = FaultDisk::default();
        disk.cut_power_at(created + (operations - created) * moment / 12);
        assert!(run(&disk, folder.path()).is_err(), "moment {moment}");
        let mut sector = 0;
        let found = disk.after_power_cut(|| {
            sector += 1;
            sector % 3 != 0
        });
        assert!(run(&found, folder.path()).unwrap().0 == undisturbed, "moment {moment}");
    }
}

#[test]
fn a_full_disk_stops_a_submission_and_room_lets_it_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let disk = FaultDisk::default();
    let open = || {
        let store = Store::on_backend(disk.clone(), Environment::Training, Timestamp::default(), audit::append);
        taker(store.unwrap(), folder.path())
    };
    let first = open();
    submit(&first, children(1).as_bytes(), "TX", false).unwrap();
    disk.set_capacity(Some(redb::StorageBackend::len(&disk).unwrap()));
    // Names that do not pack: the store has to grow.
    let name =
        |n: u64| (1..40).map(|k| format!("{:x}", (n + k).wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect::<String>();
    let body: String = (1..=9000).map(|n| format!("S|{n}||TX|{n}|01|I\nD|1|{}\n", name(n))).collect();
    let sent = file(&body);
    let stopped = submit(&first, sent.as_bytes(), "TX", false);
    assert!(matches!(stopped, Err(SubmissionError::Store(StoreError::DiskFull))), "{stopped:?}");
    drop(first);
    disk.set_capacity(None);
    let second = open();
    // Another state that sends the same file meanwhile takes nothing away.
    let thief = submit(&second, sent.as_bytes(), "FL", false).unwrap();
    assert_eq!(thief.submission().status, FileStatus::Refused);
    let resumed = second.resume(&mut |_| {}).unwrap();
    let answer = submit(&second, sent.as_bytes(), "TX", false).unwrap();
    assert_eq!(resumed.finished, [answer.submission().id]);
    assert_eq!(answer.submission().counts.read, 9000);
    assert_eq!(second.store.view().unwrap().len(&tables::CONTRIBUTION).unwrap(), 9000);
}

/// The server goes on with stopped files in the background, while others arrive.
#[test]
fn a_file_that_arrives_while_others_are_resumed_is_taken() {
    struct Arriving<'a>(&'a Submissions, &'a [u8]);
    impl Read for Arriving<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            self.0.resume(&mut |_| {}).map_err(io::Error::other)?;
            self.1.read(out)
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let taker = in_memory(folder.path());
    let sent = children(2);
    let outcome = taker.submit("x", &mut Arriving(&taker, sent.as_bytes()), None, false, &mut |_| {}).unwrap();
    assert_eq!(outcome.submission().counts.created, 2);
}

#[test]
fn what_a_stopped_process_left_is_swept_away() {
    let folder = tempfile::tempdir().unwrap();
    let taker = in_memory(folder.path());
    let sent = children(1);
    submit(&taker, sent.as_bytes(), "TX", false).unwrap();
    let left = || std::fs::read_dir(folder.path()).unwrap().count();
    std::fs::write(folder.path().join("1-0.part"), "half a file").unwrap();
    std::fs::write(folder.path().join(format!("{}.mdes", "0".repeat(64))), "of no submission").unwrap();
    taker.sweep().unwrap();
    assert_eq!(left(), 0);

    let name = format!("{}.mdes", crate::model::hex(&taker.list(1).unwrap()[0].sha256));
    std::fs::write(folder.path().join(name), &sent).unwrap();
    submit(&taker, sent.as_bytes(), "TX", false).unwrap();
    assert_eq!(left(), 0, "an answered file is not kept");
}

#[test]
fn answers_hold_every_fact_in_json_and_neutral_text_in_csv() {
    let folder = tempfile::tempdir().unwrap();
    let taker = in_memory(folder.path());
    let sent = file("S|=1||TX|900|01|I\nD|1|=cmd|' /C calc'!A0\nS|2||TX|901|01|I\nD|1|Ana\n");
    for dry_run in [true, false] {
        let outcome = submit(&taker, sent.as_bytes(), "TX", dry_run).unwrap();
        let (mut json, mut csv) = (Vec::new(), Vec::new());
        taker.write_json(&outcome, &mut json).unwrap();
        taker.write_csv(&outcome, &mut csv).unwrap();
        let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
        assert_eq!(json["file"]["status"], "accepted_with_errors");
        assert_eq!(json["file"]["dry_run"], dry_run);
        assert_eq!(json["file"]["counts"]["created"], 2);
        let finding = &json["students"][0]["findings"][0];
        assert_eq!(
            (&finding["value"], &finding["mde"], &finding["name"]),
            (&"=cmd".into(), &4.into(), &"First Name".into())
        );
        assert_eq!((&finding["line"], &finding["letter"], &finding["record_id"]), (&3.into(), &"D".into(), &1.into()));
        assert_eq!(json["students"][1]["match"], "new");
        assert_eq!(json["students"][1]["msix_id"].is_null(), dry_run);

        let mut reader = ::csv::Reader::from_reader(csv.as_slice());
        let rows: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        let kinds = |kind: &str| rows.iter().filter(|row| row[0] == kind).count();
        assert_eq!((kinds("student"), kinds("finding")), (2, 1));
        assert!(rows.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])));
        assert!(rows.iter().any(|row| row[0] == "finding" && row[10] == "4" && row[14] == "'=cmd"));
        let finding = rows.iter().find(|row| row[0] == "finding").unwrap();
        assert_eq!(finding[1..3], ["'=1", "900"], "a finding says whose it is");
        assert!(rows.iter().any(|row| row[0] == "file" && row[11] == "kind" && row[14] == "full"));
        assert!(rows.iter().any(|row| row[0] == "file" && row[11] == "created" && row[14] == "2"));
    }
}

/// The whole way with the product's own dictionary, matching and records.
#[test]
fn a_child_sent_by_two_states_is_one_child_and_bad_values_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let store = audit::store_in_memory(Environment::Training, Timestamp::default()).unwrap();
    let taker = Submissions::new(store, Arc::new(Frozen), folder.path(), Limits::default());
    let child = "S|1||STATE|900|01|I\n\
                 D|1|Lizete|Maria|Flores|Garza||Female|20080517|No|||US||Ana|Flores||\n\
                 Q|1|20240816|Immokalee|FL|US|Weslaco|TX|20270816\n\
                 E|1|20240820|01|Lincoln High School\n";
    let texas = file(&child.replace("STATE", "TX"));
    let florida = file(&child.replace("STATE", "FL").replace("20240820", "20230820"));
    let florida = florida.replace("H|1|TX", "H|1|FL");
    let first = submit(&taker, texas.as_bytes(), "TX", false).unwrap();
    let second = submit(&taker, florida.as_bytes(), "FL", false).unwrap();
    let (first, second) = (answers(&taker, &first), answers(&taker, &second));
    assert_eq!((first[0].outcome, first[0].matched), (StudentOutcome::Created, Some(MatchOutcome::New)), "{first:?}");
    assert_eq!(
        (second[0].outcome, second[0].matched),
        (StudentOutcome::Created, Some(MatchOutcome::Exact)),
        "{second:?}"
    );
    assert_eq!(first[0].msix_id, second[0].msix_id);

    let unborn = texas.replace("20080517", "20081399");
    let outcome = submit(&taker, unborn.as_bytes(), "TX", false).unwrap();
    let answer = answers(&taker, &outcome).remove(0);
    assert_eq!(answer.outcome, StudentOutcome::Rejected);
    assert!(answer.findings.iter().any(|f| f.element == Some(Element::BIRTH_DATE) && f.value == "20081399"));
    let mut json = Vec::new();
    taker.write_json(&outcome, &mut json).unwrap();
    assert!(String::from_utf8(json).unwrap().contains("\"name\":\"Birth Date\""));
    assert_eq!(crate::records::check(&taker.store.view().unwrap()), Vec::<String>::new());
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]
    /// A good file with rubbish in the middle is answered, whatever the rubbish.
    #[test]
    fn a_damaged_file_is_answered(at in 0usize..400, rubbish in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..40)) {
        let folder = tempfile::tempdir().unwrap();
        let taker = in_memory(folder.path());
        let mut sent = children(12).into_bytes();
        let at = at % sent.len();
        sent.splice(at..(at + rubbish.len()).min(sent.len()), rubbish);
        let outcome = submit(&taker, &sent, "TX", false).unwrap();
        proptest::prop_assert!(outcome.submission().answered.is_some());
    }
}
