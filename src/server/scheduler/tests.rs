use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;

use super::*;
use crate::audit;
use crate::store::{Environment, Read, tables};

struct Hand(Mutex<Timestamp>);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

struct World {
    store: Store,
    hand: Arc<Hand>,
}

impl World {
    fn new() -> Self {
        let start: Timestamp = "2024-05-01T12:00:30Z".parse().unwrap();
        let store = audit::store_in_memory(Environment::Training, start).unwrap();
        Self { store, hand: Arc::new(Hand(Mutex::new(start))) }
    }

    fn is(&self, now: &str) {
        *self.hand.0.lock().unwrap() = now.parse().unwrap();
    }

    /// A process that begins: it looks back first.
    fn starts(&self, jobs: Vec<Job>) -> Arc<Scheduler> {
        let clock = Arc::clone(&self.hand) as Arc<dyn Clock>;
        let scheduler = Arc::new(Scheduler::new(self.store.clone(), clock, &TimeZone::UTC, jobs).unwrap());
        scheduler.look_back().unwrap();
        scheduler
    }

    fn entries(&self) -> u64 {
        audit::verify(&self.store.view().unwrap()).unwrap().entries
    }
}

/// A job that counts its runs.
fn counting(rhythm: Rhythm, quiet: bool, did: fn() -> Did) -> (Job, Arc<AtomicU32>) {
    let runs = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&runs);
    let work = Box::new(move || {
        counted.fetch_add(1, Ordering::SeqCst);
        did()
    });
    (Job { name: "test", rhythm, missed: Missed::RunOnce, quiet, work }, runs)
}

fn looks(scheduler: &Arc<Scheduler>) {
    scheduler.look();
    while scheduler.lock().values().any(|state| state.running) {
        std::thread::yield_now();
    }
}

#[test]
fn a_run_is_written_down_before_and_after_with_its_entries() {
    let world = World::new();
    let (job, runs) = counting(Rhythm::Daily(13, 0), false, || Ok(vec![("locked", 2), ("papers", 0)]));
    let scheduler = world.starts(vec![job]);
    looks(&scheduler);
    assert_eq!(runs.load(Ordering::SeqCst), 0, "its time has not come");
    let before = world.entries();
    world.is("2024-05-01T13:00:00Z");
    (0..3).for_each(|_| looks(&scheduler));
    assert_eq!(runs.load(Ordering::SeqCst), 1);
    assert_eq!(world.entries(), before + 2);
    let (_, run) = scheduler.history("test", None).unwrap().remove(0);
    assert_eq!(run.result, JobResult::Done("locked=2".into()));
    assert_eq!(run.planned, Some("2024-05-01T13:00:00Z".parse().unwrap()));
    assert!(run.ended.is_some());
}

#[test]
fn a_quiet_job_that_did_nothing_leaves_nothing_and_a_trouble_is_written_down_when_it_is_new() {
    let world = World::new();
    let (idle, runs) = counting(Rhythm::Seconds(5), true, || Ok(vec![("sent-up", 0)]));
    let scheduler = world.starts(vec![idle]);
    let before = world.entries();
    world.is("2024-05-01T12:01:00Z");
    looks(&scheduler);
    assert_eq!((runs.load(Ordering::SeqCst), world.entries()), (1, before));
    assert!(scheduler.jobs(1).unwrap()[0].idle.is_some());

    let (failing, runs) = counting(Rhythm::Seconds(5), true, || Err("the disk is gone".to_owned()));
    let scheduler = world.starts(vec![failing]);
    for second in 5..9 {
        world.is(&format!("2024-05-01T12:02:{:02}Z", second * 5));
        looks(&scheduler);
    }
    assert_eq!(runs.load(Ordering::SeqCst), 4);
    assert_eq!(scheduler.history("test", None).unwrap().len(), 1);
}

#[test]
fn a_process_that_begins_looks_at_once_whether_there_is_anything_to_do() {
    let world = World::new();
    let (job, runs) = counting(Rhythm::Minutes(5), true, || Ok(Vec::new()));
    let scheduler = world.starts(vec![job]);
    scheduler.plan_quiet_jobs_at_once();
    (0..3).for_each(|_| looks(&scheduler));
    assert_eq!(runs.load(Ordering::SeqCst), 1);
}

#[test]
fn a_run_that_the_end_of_the_process_cut_off_is_seen_and_begun_again_but_not_for_ever() {
    let world = World::new();
    world.is("2024-05-01T13:00:00Z");
    let planned = "2024-05-01T13:00:00Z".parse().unwrap();
    let who = Who::from(Actor::System("scheduler".into()));
    for (round, again) in [(0, 1), (1, 0)] {
        // What a process leaves that dies in the middle of a run.
        history::begin(&world.store, &who, world.hand.now(), "test", Some(planned)).unwrap();
        let (job, runs) = counting(Rhythm::Daily(13, 0), false, || Ok(Vec::new()));
        let scheduler = world.starts(vec![job]);
        assert_eq!(scheduler.history("test", None).unwrap()[0].1.result, JobResult::CutOff);
        if round == 1 {
            // Cut off twice in a row: it waits for its time.
            looks(&scheduler);
            assert_eq!(runs.load(Ordering::SeqCst), again);
            continue;
        }
        assert!(scheduler.lock()["test"].again);
        assert_eq!(runs.load(Ordering::SeqCst), 0);
    }
}

#[test]
fn a_long_job_holds_up_neither_the_others_nor_itself_twice() {
    let world = World::new();
    let (go, wait) = mpsc::channel::<()>();
    let wait = Mutex::new(wait);
    let slow = Job {
        name: "slow",
        rhythm: Rhythm::Minutes(1),
        missed: Missed::Skip,
        quiet: false,
        work: Box::new(move || {
            let _ = wait.lock().unwrap().recv();
            Ok(Vec::new())
        }),
    };
    let (job, runs) = counting(Rhythm::Minutes(1), false, || Ok(Vec::new()));
    let scheduler = world.starts(vec![slow, job]);
    for minute in 1..4 {
        world.is(&format!("2024-05-01T12:0{minute}:00Z"));
        scheduler.look();
        while scheduler.lock()["test"].running {
            std::thread::yield_now();
        }
    }
    assert_eq!(runs.load(Ordering::SeqCst), 3);
    assert!(matches!(scheduler.run_now(&Actor::Stranger.into(), "slow"), Err(JobError::Running)));
    assert!(matches!(scheduler.run_now(&Actor::Stranger.into(), "none"), Err(JobError::Unknown)));
    drop(go);
    while scheduler.lock()["slow"].running {
        std::thread::yield_now();
    }
    assert_eq!(scheduler.history("slow", None).unwrap().len(), 1);
}

#[test]
fn a_fault_in_a_job_is_a_failed_run_and_the_job_runs_again() {
    let world = World::new();
    let (job, runs) = counting(Rhythm::Minutes(1), false, || panic!("a word of a record"));
    let scheduler = world.starts(vec![job]);
    for minute in 1..3 {
        world.is(&format!("2024-05-01T12:0{minute}:00Z"));
        looks(&scheduler);
    }
    assert_eq!(runs.load(Ordering::SeqCst), 2);
    let (_, run) = scheduler.history("test", None).unwrap().remove(0);
    assert_eq!(run.result, JobResult::Failed("a fault of the program".into()));
}

#[test]
fn a_clock_set_back_by_days_does_not_plan_what_the_history_knows() {
    let world = World::new();
    let (job, runs) = counting(Rhythm::Daily(13, 0), false, || Ok(Vec::new()));
    let scheduler = world.starts(vec![job]);
    for day in ["01", "02", "03", "04"] {
        world.is(&format!("2024-05-{day}T13:00:00Z"));
        looks(&scheduler);
    }
    world.is("2024-05-01T14:00:00Z");
    looks(&scheduler);
    for day in ["02", "03", "04"] {
        world.is(&format!("2024-05-{day}T13:00:01Z"));
        looks(&scheduler);
    }
    assert_eq!(runs.load(Ordering::SeqCst), 4, "each planned moment once");
    world.is("2024-05-05T13:00:00Z");
    looks(&scheduler);
    assert_eq!(runs.load(Ordering::SeqCst), 5);
}

#[test]
fn a_clock_set_back_by_hours_does_not_stop_a_job_of_every_minute() {
    for quiet in [true, false] {
        let world = World::new();
        let (job, runs) = counting(Rhythm::Minutes(1), quiet, || Ok(vec![("locked", 1)]));
        let scheduler = world.starts(vec![job]);
        let minutes = |hour: u32| {
            for minute in 1..5 {
                world.is(&format!("2024-05-01T{hour}:{minute:02}:00Z"));
                looks(&scheduler);
            }
            runs.swap(0, Ordering::SeqCst)
        };
        assert_eq!(minutes(15), 4, "quiet: {quiet}");
        world.is("2024-05-01T13:00:30Z");
        looks(&scheduler);
        runs.store(0, Ordering::SeqCst);
        assert_eq!(minutes(13), 4, "quiet: {quiet}");
        // Moments that the history knows.
        assert_eq!(minutes(15), 4, "quiet: {quiet}");
        world.is("2024-05-01T15:00:30Z");
        looks(&scheduler);
        runs.store(0, Ordering::SeqCst);
        assert_eq!(minutes(15), 4, "quiet: {quiet}");
    }
}

#[test]
fn a_thousand_runs_of_a_job_are_kept() {
    let world = World::new();
    let who = Who::from(Actor::System("scheduler".into()));
    for _ in 0..history::KEPT + 5 {
        history::begin(&world.store, &who, world.hand.now(), "test", None).unwrap();
    }
    let view = world.store.view().unwrap();
    assert_eq!(view.len(&tables::JOB_RUN).unwrap(), history::KEPT);
    let page = history::page(&view, "test", u64::MAX, PAGE).unwrap();
    assert_eq!((page.len(), page[0].0), (PAGE, history::KEPT + 5));
}
