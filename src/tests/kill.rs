//! `kill -9` at random moments: what was answered stays, nothing is applied twice, and running again ends where an
//! undisturbed run ends.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::world::{Operator, Sample, Seeded, answer_path, code, crowd, words};

/// Kills in the middle of a submit; with those that come too late to count, at most three times as many tries.
const KILLS: u32 = 50;
/// Kills that hit a run which goes on after a kill.
const KILLS_AGAIN: u32 = 6;
/// Kills of a server, and of a caller of a server.
const KILLS_SERVED: u32 = 6;

#[test]
fn a_submit_that_is_killed_at_any_moment_loses_nothing_and_does_nothing_twice() {
    let undisturbed = Undisturbed::run();
    thread::scope(|scope| {
        for worker in 0..2 {
            let undisturbed = &undisturbed;
            scope.spawn(move || {
                let mut random = Seeded(worker);
                let hits = (0..KILLS * 3 / 2).filter(|_| undisturbed.survives(&mut random, 1)).take(KILLS as usize / 2);
                assert_eq!(hits.count(), KILLS as usize / 2, "too many kills came after the end");
            });
        }
    });
}

#[test]
fn a_submit_that_goes_on_after_a_kill_may_be_killed_again() {
    let (undisturbed, mut random) = (Undisturbed::run(), Seeded(7));
    for _ in 0..KILLS_AGAIN {
        undisturbed.survives(&mut random, 3);
    }
}

#[test]
fn a_server_that_is_killed_while_files_come_in_loses_nothing() {
    let (undisturbed, mut random) = (Undisturbed::run(), Seeded(11));
    for round in 0..KILLS_SERVED {
        let operator = Operator::with_new_data_in_memory();
        let files = undisturbed.sample.for_(&operator);
        let server = operator.serves();
        let caller = submit(&operator, &files);
        thread::sleep(random.moment_of(undisturbed.took));
        server.kill_hard();
        let caller = caller.wait_with_output().unwrap();
        assert!([0, 1, 3].contains(&code(&caller)), "{}", words(&caller));
        assert!(code(&caller) != 3 || words(&caller).contains("try again"), "{}", words(&caller));
        nothing_answered_is_lost(&operator, &files);
        // By itself, and through a server that takes up what the killed one left.
        let next = (round % 2 == 0).then(|| operator.serves());
        undisturbed.is_reached(&operator, &files);
        assert_eq!(next.map_or(0, crate::world::Server::stops), 0);
        operator.is_healthy();
    }
}

#[test]
fn a_caller_that_is_killed_leaves_the_server_whole() {
    let (undisturbed, mut random) = (Undisturbed::run(), Seeded(13));
    let operator = Operator::with_new_data_in_memory();
    let files = undisturbed.sample.for_(&operator);
    let server = operator.serves();
    for _ in 0..KILLS_SERVED {
        let mut caller = submit(&operator, &files);
        thread::sleep(random.moment_of(undisturbed.took / 2));
        caller.kill().unwrap();
        caller.wait().unwrap();
    }
    undisturbed.is_reached(&operator, &files);
    assert_eq!(server.stops(), 0);
    operator.is_healthy();
}

/// Files, what an undisturbed run makes of them, and how long it takes.
struct Undisturbed {
    sample: Sample,
    account: Vec<String>,
    took: Duration,
}

impl Undisturbed {
    fn run() -> Self {
        // Two steps of the first file, so that it can be cut off between them; then real variety.
        let sample = Sample::new(60, &["FL"]).with("TX_crowd.mdes", &crowd(1100));
        let operator = Operator::with_new_data_in_memory();
        let files = sample.for_(&operator);
        let began = Instant::now();
        let taken = operator.submits(&files);
        let took = began.elapsed();
        assert!(code(&taken) <= 1, "{}", words(&taken));
        Self { account: operator.account(&files), sample, took }
    }

    /// Kills submits in a new data directory, then looks at it and runs once more. Says whether any kill hit.
    fn survives(&self, random: &mut Seeded, kills: u32) -> bool {
        let operator = Operator::with_new_data_in_memory();
        let files = self.sample.for_(&operator);
        let mut hit = false;
        for _ in 0..kills {
            let mut child = submit(&operator, &files);
            thread::sleep(random.moment_of(self.took));
            child.kill().unwrap();
            hit |= child.wait().unwrap().signal() == Some(9);
            operator.is_healthy();
            nothing_answered_is_lost(&operator, &files);
        }
        self.is_reached(&operator, &files);
        operator.is_healthy();
        let left = fs::read_dir(operator.data().join("spool")).unwrap().count();
        assert_eq!(left, 0, "files are left in the spool");
        hit
    }

    fn is_reached(&self, operator: &Operator, files: &[PathBuf]) {
        let again = operator.submits(files);
        assert!(code(&again) <= 1, "{}", words(&again));
        let account = operator.account(files);
        for (ours, theirs) in account.iter().zip(&self.account) {
            similar(ours, theirs);
        }
    }
}

fn submit(operator: &Operator, files: &[PathBuf]) -> Child {
    let mut command = operator.command(&["submit"]);
    command.args(files).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Every child of an answer that lies beside its file is in the store.
fn nothing_answered_is_lost(operator: &Operator, files: &[PathBuf]) {
    let identities = operator.export("identities");
    for file in files {
        for (state_student_id, msix_id) in answered(file) {
            let row = format!("{msix_id},{},{state_student_id},", &crate::world::name(file)[..2]);
            assert!(identities.contains(&row), "{row} was answered and is gone");
        }
    }
}

/// State student ID and MSIX ID of each child in the answer, when there is one.
fn answered(file: &Path) -> Vec<(String, String)> {
    let Ok(text) = fs::read(answer_path(file, ".response.json")) else { return Vec::new() };
    let answer: serde_json::Value = serde_json::from_slice(&text).expect("an answer is whole or not there");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let students = answer["students"].as_array().unwrap().iter();
    let all = students.map(|one| (text(&one["state_student_id"]), text(&one["msix_id"])));
    // A student who was rejected has none.
    all.filter(|(_, msix_id)| !msix_id.is_empty()).collect()
}

/// Equal, or the first line that differs.
fn similar(ours: &str, theirs: &str) {
    for (our, their) in ours.lines().zip(theirs.lines()) {
        assert_eq!(our, their);
    }
    assert_eq!(ours.lines().count(), theirs.lines().count());
}
