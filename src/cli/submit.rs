//! `vereda submit`: a state's file goes in, its answer comes out.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::call::call;
use super::delivery::Delivery;
use super::exit::{Exit, Failure};
use super::request::{Caller, Channel, Request, Sink, To, say};
use super::{Place, open_file, skip};
use crate::model::{FileStatus, StateCode, Submission};
use crate::server::Services;
use crate::submission::Outcome;

/// Take files of states: validate, link, store, answer. The answers are put beside each file.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Validate and show what would happen; change nothing.
    #[arg(long)]
    dry_run: bool,
    /// One JSON object a file in place of the summary.
    #[arg(long)]
    json: bool,
    /// The state that sends: a file of another state is refused.
    #[arg(long, value_name = "STATE")]
    state: Option<StateCode>,
    /// Files in the submission format, plain, gzip or zstd.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// One file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Submit {
    name: String,
    sender: Option<StateCode>,
    dry_run: bool,
    json: bool,
}

pub(super) fn run(place: &Place, args: Args) -> Result<Exit, Failure> {
    let mut worst = Exit::Ok;
    for file in &args.files {
        worst = worst.max(match open_file(file) {
            Ok(input) => submit(place, file, input, &args)?,
            Err(failure) => skip(&failure),
        });
    }
    Ok(worst)
}

fn submit(place: &Place, path: &Path, file: File, args: &Args) -> Result<Exit, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut delivery = Delivery::files([beside(path, ".response.csv"), beside(path, ".response.json")]).with_bar(&name);
    let request = Submit { name, sender: args.state, dry_run: args.dry_run, json: args.json };
    let exit = call(place, Request::Submit(request), Box::new(file), &mut delivery)?;
    let answers = delivery.finish()?;
    if !args.json && !answers.is_empty() {
        let answers: Vec<_> = answers.iter().map(|path| path.display().to_string()).collect();
        say(&mut Delivery::terminal(), &format!("  answer: {}\n", answers.join(", ")))?;
    }
    Ok(exit)
}

/// A request with the summary in words.
pub(super) fn request_for(name: String) -> Request {
    Request::Submit(Submit { name, sender: None, dry_run: false, json: false })
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

pub(super) fn execute(
    services: &Services,
    caller: &Caller,
    request: &Submit,
    input: &mut dyn Read,
    sink: &mut dyn Sink,
) -> Result<Exit, Failure> {
    let mut input = input;
    let begun = services.clock.now();
    let outcome = services.submissions.acting_for(caller.who()).submit(
        &request.name,
        &mut input,
        request.sender,
        request.dry_run,
        &mut |progress| {
            sink.progress(progress.done, progress.total);
        },
    )?;
    // The file is applied and is owed its answer; the index follows at the next chance.
    if let Err(why) = services.search.catch_up(&services.store) {
        tracing::error!(%why, "the search index is behind");
    }
    services.submissions.write_csv(&outcome, &mut To(sink, Channel::First))?;
    services.submissions.write_json(&outcome, &mut To(sink, Channel::Second))?;
    let (submission, dry_run) = (outcome.submission(), matches!(outcome, Outcome::Preview(_)));
    // The same bytes were answered before: this is that answer, and nothing was done again.
    let repeated = submission.answered.is_some_and(|answered| answered < begun);
    let text = match (request.json, repeated) {
        (true, _) => in_json(submission, dry_run, repeated),
        (false, true) => already(&request.name, submission),
        (false, false) => in_words(submission, dry_run),
    };
    say(sink, &text)?;
    Ok(match submission.status {
        FileStatus::Accepted => Exit::Ok,
        FileStatus::AcceptedWithErrors | FileStatus::Applying => Exit::Findings,
        FileStatus::Refused => Exit::Refused,
    })
}

fn in_json(submission: &Submission, dry_run: bool, repeated: bool) -> String {
    let number = (!dry_run).then_some(submission.id);
    let object = json!({
        "file": submission.name, "submission": number, "dry_run": dry_run, "repeated": repeated,
        "status": submission.status.word(),
        "counts": submission.counts, "findings": submission.findings,
    });
    format!("{object}\n")
}

fn already(name: &str, submission: &Submission) -> String {
    let (status, day) = (submission.status.word().replace('_', " "), submission.received.date());
    let id = submission.id;
    format!("{name}: nothing changed: the same file was answered before: {status} (submission {id}, {day})\n")
}

fn in_words(submission: &Submission, dry_run: bool) -> String {
    let counts = &submission.counts;
    let what = match (dry_run, submission.status) {
        (true, FileStatus::Refused) => "would be refused".to_owned(),
        (true, status) => format!("dry run, nothing changed: {}", status.word().replace('_', " ")),
        (false, status) => format!("{} (submission {})", status.word().replace('_', " "), submission.id),
    };
    let mut text = format!("{}: {what}\n", submission.name);
    let _ = writeln!(
        text,
        "  {} students read: {} new, {} updated, {} unchanged, {} withdrawn, {} rejected",
        counts.read, counts.created, counts.updated, counts.unchanged, counts.deleted, counts.rejected
    );
    for finding in &submission.findings {
        let _ = writeln!(text, "  {}: {}", finding.severity.word(), finding.message);
    }
    text
}
