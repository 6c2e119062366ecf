//! `vereda jobs`: what the program does by itself, and when.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Place;
use super::call::call;
use super::delivery::Delivery;
use super::exit::{Exit, Failure};
use super::request::{Caller, Request, Sink, say};
use crate::model::{JobResult, JobRun};
use crate::outbox::OutboxError;
use crate::server::Services;
use crate::server::scheduler::JobError;
use crate::web::machine::JobSeen;

/// List the jobs, show the runs of one, run one now; how many messages wait.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    ask: Option<What>,
    /// As JSON.
    #[arg(long, global = true)]
    json: bool,
}

/// What is asked.
#[derive(Debug, Clone, clap::Subcommand, Serialize, Deserialize)]
pub(super) enum What {
    /// The jobs with their last and next runs; the same as without a word.
    List,
    /// The last runs of a job.
    History {
        /// Which.
        job: String,
    },
    /// Run a job now, and wait for its end.
    Run {
        /// Which.
        job: String,
    },
    /// Messages that wait, and those that a mail server refused.
    Mail,
}

/// About the jobs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ask {
    what: What,
    json: bool,
}

pub(super) fn run(place: &Place, args: Args) -> Result<Exit, Failure> {
    let request = Request::Jobs(Ask { what: args.ask.unwrap_or(What::List), json: args.json });
    call(place, request, Box::new(std::io::empty()), &mut Delivery::terminal())
}

pub(super) fn execute(services: &Services, caller: &Caller, ask: &Ask, sink: &mut dyn Sink) -> Result<Exit, Failure> {
    let scheduler = &services.scheduler;
    let (text, exit) = match &ask.what {
        What::List => (list(&scheduler.jobs(3)?, ask.json), Exit::Ok),
        What::History { job } => (history(&scheduler.history(job, None)?, ask.json), Exit::Ok),
        What::Run { job } => {
            let result = scheduler.run_now(&caller.who(), job)?;
            let exit = if matches!(result, JobResult::Failed(_)) { Exit::Findings } else { Exit::Ok };
            (format!("{job}: {}\n", words(&result)), exit)
        }
        What::Mail => mail(services, ask.json)?,
    };
    say(sink, &text)?;
    Ok(exit)
}

fn list(jobs: &[JobSeen], json: bool) -> String {
    if json {
        let all = jobs.iter().map(|job| {
            json!({ "job": job.name, "rhythm": job.rhythm, "running": job.running, "last": job.last,
                "idle": job.idle, "next": job.next })
        });
        return pretty(&all.collect());
    }
    let mut text = String::new();
    for job in jobs {
        let next = job.next.first().map(ToString::to_string).unwrap_or_default();
        let last = match (&job.last, job.idle) {
            _ if job.running => "runs now".to_owned(),
            (Some(run), _) => format!("{} {}", run.began, words(&run.result)),
            (None, Some(idle)) => format!("{idle} nothing to do"),
            (None, None) => "never run".to_owned(),
        };
        let _ = writeln!(text, "{:<12} next {next}  last {last}", job.name);
    }
    text
}

fn history(runs: &[(u64, JobRun)], json: bool) -> String {
    if json {
        return pretty(&runs.iter().map(|(number, run)| json!({ "number": number, "run": run })).collect());
    }
    let mut text = String::new();
    for (number, run) in runs {
        let by = run.by.name();
        let _ = writeln!(text, "{number:>6}  {}  by {by:<12} {}", run.began, words(&run.result));
    }
    let _ = writeln!(text, "{} runs.", runs.len());
    text
}

fn mail(services: &Services, json: bool) -> Result<(String, Exit), Failure> {
    let outbox = services.identity.outbox();
    let (state, failed) = (outbox.state()?, outbox.failed(50)?);
    let exit = if state.failed > 0 { Exit::Findings } else { Exit::Ok };
    if json {
        let failed = failed.iter().map(|(number, message)| {
            json!({ "message": number, "kind": message.kind.word(), "user_name": message.user_name,
                "tries": message.tries.count, "why": message.tries.trouble })
        });
        let failed: Vec<_> = failed.collect();
        return Ok((pretty(&json!({ "state": state, "failed": failed })), exit));
    }
    let oldest = state.oldest.map(|at| format!(", the oldest since {at}")).unwrap_or_default();
    let mut text = format!("{} messages wait{oldest}; {} failed.\n", state.waiting, state.failed);
    for (number, message) in failed {
        let (kind, user, why) = (message.kind.word(), &message.user_name, &message.tries.trouble);
        let _ = writeln!(text, "{number:>8}  {kind:<20} {user:<16} {why}");
    }
    Ok((text, exit))
}

fn words(result: &JobResult) -> String {
    match result {
        JobResult::Begun => "begun".to_owned(),
        JobResult::Done(did) if did.is_empty() => "done".to_owned(),
        JobResult::Done(did) => format!("done: {did}"),
        JobResult::Failed(why) => format!("failed: {why}"),
        JobResult::CutOff => "cut off by the end of the program".to_owned(),
    }
}

fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}

impl From<OutboxError> for Failure {
    fn from(OutboxError(error): OutboxError) -> Self {
        error.into()
    }
}

impl From<JobError> for Failure {
    fn from(error: JobError) -> Self {
        match error {
            JobError::Store(error) => error.into(),
            JobError::Unknown => {
                Self::new(Exit::Usage, "there is no job of this name; `vereda jobs` lists them. Nothing was done")
            }
            JobError::Running => Self::new(Exit::Findings, "this job runs just now. Nothing was done"),
        }
    }
}
