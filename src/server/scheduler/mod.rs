//! The scheduler: jobs with a rhythm in local time, a rule for missed runs, one run at a time each, and a durable
//! history. It must never run a job twice for one planned moment, and a long job must not hold up the others: runs have
//! threads of their own, a few at a time.
//!
//! A run is written down before it begins and when it ends, so that one that the end of the process cut off is seen at
//! the next start, and goes on then. Jobs that look every few seconds whether there is anything to do are *quiet*: of
//! them only runs that did something, or failed for another reason than the last one, are written down, when they end;
//! all they do is in transactions of their own, and the next run does what the last one did not.

mod history;
pub(super) mod jobs;
mod plan;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::tz::TimeZone;
use tokio::sync::watch;

use crate::model::{Actor, Clock, JobResult, JobRun, Missed, Rhythm, Timestamp, Who};
use crate::store::{Store, StoreError};
use crate::web::machine::JobSeen;
use plan::{Memory, Plan};

/// Planned runs at a time.
const AT_ONCE: usize = 3;
/// How often it is looked what is due.
const LOOK: Duration = Duration::from_millis(500);
/// Runs on a page of the history.
pub const PAGE: usize = 50;

/// What a run came to: what it did, in words of `operations-did-` with a count each, those of 0 left out; or why it failed.
pub type Did = Result<Vec<(&'static str, u64)>, String>;

/// Something to be done again and again.
pub struct Job {
    /// Its name: letters and hyphens; the key of its history and of its words.
    pub name: &'static str,
    /// When.
    pub rhythm: Rhythm,
    /// What becomes of missed moments.
    pub missed: Missed,
    /// Whether runs that did nothing are not written down.
    pub quiet: bool,
    /// Does it. Done again it does what is left, so that it may be cut off at any moment.
    pub work: Box<dyn Fn() -> Did + Send + Sync>,
}

/// Why a job was not begun.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// There is none of this name.
    #[error("there is no job of this name")]
    Unknown,
    /// It runs now.
    #[error("this job runs just now")]
    Running,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The jobs of one store. Its methods block: call them from a thread that may.
pub struct Scheduler {
    store: Store,
    clock: Arc<dyn Clock>,
    jobs: Vec<(Job, Plan)>,
    states: Mutex<HashMap<&'static str, State>>,
}

struct State {
    memory: Memory,
    running: bool,
    idle: Option<Timestamp>,
    /// It is begun at once: its last run was cut off, or the process has just begun.
    again: bool,
}

impl Scheduler {
    /// With these jobs; those whose rhythm cannot be are left out, and it is said in the log.
    pub fn new(store: Store, clock: Arc<dyn Clock>, zone: &TimeZone, jobs: Vec<Job>) -> Result<Self, StoreError> {
        let (now, view) = (clock.now(), store.view()?);
        let (mut planned, mut states) = (Vec::new(), HashMap::new());
        for job in jobs {
            match Plan::new(job.rhythm, zone) {
                Ok(plan) => {
                    let memory = Memory { last: history::last_planned(&view, job.name)?, since: now };
                    states.insert(job.name, State { memory, running: false, idle: None, again: false });
                    planned.push((job, plan));
                }
                Err(error) => tracing::error!("the job {} is left out: {error}", job.name),
            }
        }
        drop(view);
        Ok(Self { store, clock, jobs: planned, states: Mutex::new(states) })
    }

    /// Runs what is due until told to stop. Runs under way then go on by themselves, or are cut off.
    pub(super) fn start(self: &Arc<Self>, stopped: watch::Receiver<bool>) -> JoinHandle<()> {
        let scheduler = Arc::clone(self);
        std::thread::spawn(move || {
            if let Err(error) = scheduler.look_back() {
                tracing::error!("runs that were cut off could not be looked for: {error}");
            }
            scheduler.plan_quiet_jobs_at_once();
            while !*stopped.borrow() {
                scheduler.look();
                super::upkeep::sleep(LOOK, &stopped);
            }
        })
    }

    /// Notes the runs that the end of the last process cut off, and plans them again.
    pub(super) fn look_back(&self) -> Result<(), StoreError> {
        let names: Vec<_> = self.jobs.iter().map(|(job, _)| job.name).collect();
        for job in history::cut_off(&self.store, &names, self.clock.now())? {
            tracing::warn!("the job {job} was cut off by the end of the process; it runs again");
            self.lock().entry(job).and_modify(|state| state.again = true);
        }
        Ok(())
    }

    /// A process that begins does not wait for the minute to look whether there is anything to do.
    fn plan_quiet_jobs_at_once(&self) {
        for (job, _) in self.jobs.iter().filter(|(job, _)| job.quiet) {
            self.lock().entry(job.name).and_modify(|state| state.again = true);
        }
    }

    /// Begins what is due now, as far as there is room.
    pub(super) fn look(self: &Arc<Self>) {
        let now = self.clock.now();
        for at in 0..self.jobs.len() {
            if let Some(planned) = self.take(at, now) {
                let scheduler = Arc::clone(self);
                std::thread::spawn(move || scheduler.run_planned(at, planned));
            }
        }
    }

    /// Whether a job is due now; then it counts as running, and its moment is taken.
    fn take(&self, at: usize, now: Timestamp) -> Option<Timestamp> {
        let (job, plan) = self.jobs.get(at)?;
        let mut states = self.lock();
        let free = states.values().filter(|state| state.running).count() < AT_ONCE;
        let state = states.get_mut(job.name).filter(|state| free && !state.running)?;
        if state.memory.since > now {
            state.memory.since = now;
        }
        let planned = match state.again {
            true if job.quiet => plan.latest(now).unwrap_or(now),
            true => state.memory.last.unwrap_or(now),
            false => plan.due(state.memory, job.missed, now)?,
        };
        // After the clock was set back by days, what the history knows already is not done again. A quiet job may look
        // again, and one of a few minutes must: it does what is left.
        let known = !job.quiet
            && plan.has_times_of_day()
            && !state.again
            && self.store.view().and_then(|view| history::was_planned(&view, job.name, planned)).ok()?;
        state.memory.last = Some(planned);
        if known {
            return None;
        }
        (state.running, state.again) = (true, false);
        Some(planned)
    }

    fn run_planned(&self, at: usize, planned: Timestamp) {
        let Some((job, _)) = self.jobs.get(at) else { return };
        let _running = Running { scheduler: self, job: job.name };
        let who = Who::from(Actor::System("scheduler".into()));
        let outcome =
            if job.quiet { self.run_quietly(job, &who, planned) } else { self.run(job, &who, Some(planned)).map(drop) };
        if let Err(error) = outcome {
            tracing::error!("a run of the job {} could not be written down: {error}", job.name);
        }
    }

    fn run(&self, job: &Job, who: &Who, planned: Option<Timestamp>) -> Result<JobResult, StoreError> {
        let number = history::begin(&self.store, who, self.clock.now(), job.name, planned)?;
        let result = result_of(job, work(job));
        history::end(&self.store, who, self.clock.now(), (job.name, number), result.clone())?;
        Ok(result)
    }

    fn run_quietly(&self, job: &Job, who: &Who, planned: Timestamp) -> Result<(), StoreError> {
        let began = self.clock.now();
        let did = work(job);
        let ended = self.clock.now();
        if did.as_ref().is_ok_and(|did| did.iter().all(|(_, count)| *count == 0)) {
            self.lock().entry(job.name).and_modify(|state| state.idle = Some(ended));
            return Ok(());
        }
        let before = history::last(&self.store.view()?, job.name)?.map(|run| run.result);
        if did.is_err() && before == did.as_ref().err().map(|why| JobResult::Failed(why.as_str().into())) {
            return Ok(());
        }
        let result = result_of(job, did);
        history::tell(&self.store, who, (began, ended), (job.name, Some(planned)), result)
    }

    /// Runs a job now, because somebody asks for it, to its end.
    pub fn run_now(&self, who: &Who, name: &str) -> Result<JobResult, JobError> {
        let (job, _) = self.jobs.iter().find(|(job, _)| job.name == name).ok_or(JobError::Unknown)?;
        {
            let mut states = self.lock();
            let state = states.get_mut(job.name).filter(|state| !state.running).ok_or(JobError::Running)?;
            state.running = true;
        }
        let _running = Running { scheduler: self, job: job.name };
        Ok(self.run(job, who, None)?)
    }

    /// Whether a job of this name could be begun now.
    pub fn is_free(&self, name: &str) -> Result<(), JobError> {
        let running = self.lock().get(name).map(|state| state.running).ok_or(JobError::Unknown)?;
        if running { Err(JobError::Running) } else { Ok(()) }
    }

    /// All jobs, each with its next `count` planned moments.
    pub fn jobs(&self, count: usize) -> Result<Vec<JobSeen>, StoreError> {
        let (now, view) = (self.clock.now(), self.store.view()?);
        let seen = |(job, plan): &(Job, Plan)| {
            let (running, idle) = self.lock().get(job.name).map_or((false, None), |s| (s.running, s.idle));
            let last = history::last(&view, job.name)?;
            Ok(JobSeen { name: job.name, rhythm: job.rhythm, running, last, idle, next: plan.next(now, count) })
        };
        self.jobs.iter().map(seen).collect()
    }

    /// The runs of a job with numbers under `before`, the newest first: at most [`PAGE`].
    pub fn history(&self, name: &str, before: Option<u64>) -> Result<Vec<(u64, JobRun)>, JobError> {
        self.lock().get(name).ok_or(JobError::Unknown)?;
        Ok(history::page(&self.store.view()?, name, before.unwrap_or(u64::MAX), PAGE)?)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<&'static str, State>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A job that runs. However the run ends, the job is free again afterwards.
struct Running<'a> {
    scheduler: &'a Scheduler,
    job: &'static str,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.scheduler.lock().entry(self.job).and_modify(|state| state.running = false);
    }
}

/// A fault of the program ends the run, not the scheduler. What it said is not told: it may be a word of a record.
fn work(job: &Job) -> Did {
    catch_unwind(AssertUnwindSafe(|| (job.work)())).unwrap_or_else(|_| Err("a fault of the program".to_owned()))
}

fn result_of(job: &Job, did: Did) -> JobResult {
    match did {
        Ok(did) => {
            let words = did.iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{word}={count}"));
            let words = words.collect::<Vec<_>>().join(" ");
            if !words.is_empty() {
                tracing::info!("job {}: {words}", job.name);
            }
            JobResult::Done(words.into())
        }
        Err(why) => {
            tracing::error!("job {}: {why}", job.name);
            JobResult::Failed(why.into())
        }
    }
}

#[cfg(test)]
mod tests;
