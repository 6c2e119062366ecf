use crate::audit;
use crate::model::{
    Actor, AuditEvent, ContributionNo, Counts, FileStatus, MsixId, Retirement, Student, StudentStatus, Submission,
    SubmissionId, Timestamp, Version,
};
use crate::records::testing::{World, at, word};
use crate::store::{Change, tables};

/// A world with one child, changed behind the back of the records.
fn faults_after(harm: impl FnOnce(&Change)) -> Vec<String> {
    let world = World::new();
    world.send("2024-01-01", &word("TX/1", "Ana", "Garza", "2010-05-17"));
    assert_eq!(world.faults(), [""; 0]);
    let change = world.store().begin(Actor::Stranger, at("2024-01-02")).unwrap();
    harm(&change);
    let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
    change.commit(logged).unwrap();
    world.faults()
}

fn submission(id: u64, answer_chunks: u32) -> Submission {
    Submission {
        id: SubmissionId(id),
        name: "all.mdes".into(),
        sha256: [7; 32],
        header: None,
        status: FileStatus::Accepted,
        counts: Counts::default(),
        received: Timestamp::default(),
        answered: None,
        done_students: 0,
        answer_chunks,
        findings: Vec::new(),
    }
}

fn put_submission(change: &Change, submission: &Submission) {
    change.next_number("submission").unwrap();
    change.put(&tables::SUBMISSION, &submission.id, submission).unwrap();
    change.put(&tables::SUBMISSION_BY_HASH, &submission.sha256, &submission.id).unwrap();
}

#[test]
fn versions_and_memberships_of_nobody_are_found() {
    let orphan = |change: &Change| {
        let (received, effective) = (at("2024-01-01"), at("2024-01-01"));
        let version = Version { received, submission: SubmissionId(1), effective, contribution: None };
        assert_eq!(change.next_number("contribution").unwrap(), 2);
        change.put(&tables::VERSION, &(ContributionNo(2), 1), &version).unwrap();
    };
    assert_eq!(faults_after(orphan), ["table version has 2 rows where 1 belong"]);
}

#[test]
fn a_series_below_the_numbers_in_use_is_found() {
    let back = |change: &Change| change.put(&tables::COUNTER, &"contribution".into(), &0).unwrap();
    let said = "series contribution stands at 0 and 1 is in use: numbers would be given twice";
    assert_eq!(faults_after(back), [said]);
    let msix = |change: &Change| {
        let retired = MsixId::from_serial(90_000_000_002).unwrap();
        let kept = MsixId::from_serial(90_000_000_001).unwrap();
        let student = Student { created: at("2024-01-01"), status: StudentStatus::RetiredInto(kept) };
        change.put(&tables::STUDENT, &retired, &student).unwrap();
        let retirement = Retirement { since: at("2024-01-01"), into: Some(kept) };
        change.put(&tables::RETIREMENT, &(retired, 1), &retirement).unwrap();
    };
    assert_eq!(faults_after(msix), ["series msix stands at 1 and 2 is in use: numbers would be given twice"]);
}

#[test]
fn a_submission_without_its_answer_and_a_hash_without_its_submission_are_found() {
    assert_eq!(faults_after(|change| put_submission(change, &submission(1, 0))), [""; 0]);
    let lost = faults_after(|change| put_submission(change, &submission(1, 1)));
    assert_eq!(lost, ["submission 1 lacks piece 0 of its answer", "table answer has 0 rows where 1 belong"]);
    let short = faults_after(|change| put_submission(change, &Submission { done_students: 3, ..submission(1, 0) }));
    assert_eq!(short, ["submission 1 has 0 answers where 3 students are done"]);
    let nobodys = faults_after(|change| change.put(&tables::ANSWER, &(SubmissionId(9), 0), &Vec::new()).unwrap());
    assert_eq!(nobodys, ["table answer has 1 rows where 0 belong"]);
    let hash = faults_after(|change| change.put(&tables::SUBMISSION_BY_HASH, &[1; 32], &SubmissionId(4)).unwrap());
    assert_eq!(hash, ["a file's hash leads to submission 4, which does not exist"]);
    let other = faults_after(|change| {
        put_submission(change, &submission(1, 0));
        change.put(&tables::SUBMISSION_BY_HASH, &[1; 32], &SubmissionId(1)).unwrap();
    });
    assert_eq!(other, ["a file's hash leads to submission 1, which is of another file"]);
}

#[test]
fn what_tells_of_moves_is_held_against_the_memberships() {
    let child = MsixId::from_serial(90_000_000_001).unwrap();
    let never = |change: &Change| {
        change.put(&tables::FORMER, &(child, ContributionNo(1)), &()).unwrap();
        let retirement = Retirement { since: at("2024-01-01"), into: Some(child) };
        change.put(&tables::RETIREMENT, &(child, 1), &retirement).unwrap();
    };
    let said = [
        "table former has 1 rows where 0 belong".to_owned(),
        format!("the child {child} and its last retirement contradict each other"),
    ];
    assert_eq!(faults_after(never), said);
}
