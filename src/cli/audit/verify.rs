//! `vereda audit verify`: one verdict, and what it rests on.

use std::fmt::Write as _;
use std::io::{Cursor, Read};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Ask, read_text};
use crate::audit::{self, Anchor, Anchors, PublicKey, Report};
use crate::cli::Place;
use crate::cli::call::call_on;
use crate::cli::delivery::Delivery;
use crate::cli::exit::{Exit, Failure};
use crate::cli::request::{Request, Sink, say};
use crate::model::hex;
use crate::server::Services;
use crate::store::{ReadOnlyStore, View};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files of checkpoints that lay where the operator could not alter them; without one, the file that the server
    /// itself writes.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    checkpoints: Vec<PathBuf>,
    /// The verifier key, known from elsewhere, of the first key that is to be trusted (NAME+ID+KEY, as this verb prints it).
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// One JSON object in place of text.
    #[arg(long)]
    json: bool,
}

/// A verification. Checkpoint files are the input, one after the other.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Verify {
    /// Whether the input holds checkpoint files; else the server's own file counts.
    given: bool,
    key: Option<String>,
    json: bool,
}

pub(super) fn run(place: &Place, args: &Args) -> Result<Exit, Failure> {
    let (data, config) = place.open()?;
    let files = args.checkpoints.iter().map(read_text).collect::<Result<Vec<_>, _>>()?.join("\n\n");
    let asked = Verify { given: !args.checkpoints.is_empty(), key: args.key.clone(), json: args.json };
    let mut delivery = Delivery::terminal();
    // Alone with the directory it is opened for reading only: it may be a copy on a disk that cannot be written to.
    if UnixStream::connect(data.socket()).is_err()
        && let Ok(store) = ReadOnlyStore::open(data.root(), config.store)
    {
        let view = store.view()?;
        let own = || audit::file_of(&view, &data.root().join(&config.audit.checkpoints));
        let text = if asked.given { files } else { own_text(&own()?)? };
        return judge(&view, &asked, &text, &mut delivery);
    }
    let request = Request::Audit(Ask::Verify(asked));
    call_on(&data, &config, request, Box::new(Cursor::new(files)), &mut delivery)
}

pub(super) fn execute(
    services: &Services,
    asked: &Verify,
    input: &mut dyn Read,
    sink: &mut dyn Sink,
) -> Result<Exit, Failure> {
    let mut text = String::new();
    if asked.given {
        let read = input.take(MOST_CHECKPOINT_BYTES).read_to_string(&mut text);
        read.map_err(|error| Failure::new(Exit::Data, format!("the checkpoints cannot be read: {error}")))?;
    } else {
        text = own_text(&services.notary.file()?)?;
    }
    judge(&services.store.view()?, asked, &text, sink)
}

/// Most bytes of checkpoints: a million of them, thrice as many as one store signs in a year.
const MOST_CHECKPOINT_BYTES: u64 = 400 << 20;

/// What the server itself has written to the second directory.
pub(in crate::cli) fn own_anchors(services: &Services) -> Result<Anchors, Failure> {
    Ok(Anchors::from_text(&own_text(&services.notary.file()?)?))
}

fn own_text(path: &PathBuf) -> Result<String, Failure> {
    if path.exists() { read_text(path) } else { Ok(String::new()) }
}

fn judge(view: &View, asked: &Verify, text: &str, sink: &mut dyn Sink) -> Result<Exit, Failure> {
    let mut anchors = Anchors::from_text(text);
    if let Some(line) = &asked.key {
        let key = PublicKey::from_line(line);
        let (_, key) = key.ok_or_else(|| Failure::new(Exit::Usage, "--key is no verifier key: NAME+ID+KEY"))?;
        anchors.key = Some(key);
    }
    let report = audit::verify_against(view, &anchors)?;
    let log = audit::log_name_of(view)?;
    let missing = missing(&report, asked);
    let text = if asked.json { in_json(&report, missing, &log) } else { in_words(&report, missing, &log, asked.given) };
    say(sink, &text)?;
    Ok(match missing {
        _ if !report.verdict.is_intact() => Exit::Findings,
        Some(_) => Exit::NotAnchored,
        None => Exit::Ok,
    })
}

/// Why a log that is sound by itself is not held against what was named for it. Whoever alters the file of checkpoints on
/// its way must not get a verdict that looks like that of a file that fits.
fn missing(report: &Report, asked: &Verify) -> Option<&'static str> {
    match report {
        _ if asked.given && report.unreadable > 0 => Some("a part of the checkpoint files cannot be read"),
        _ if asked.given && report.anchored.is_none() => Some("the checkpoint files hold no checkpoint of this log"),
        Report { anchored: None, signed: None, .. } if asked.key.is_some() => {
            Some("there is no checkpoint that the given key has signed")
        }
        _ => None,
    }
}

fn in_words(report: &Report, missing: Option<&str>, log: &str, given: bool) -> String {
    let mut text = format!("log       {log}\nentries   {}\n", report.entries);
    let anchored = report.anchored.as_ref().map_or(0, |anchor| anchor.size);
    if let Some(Anchor { size, at, key }) = &report.anchored {
        let own =
            if given { "" } else { "; that file is the server's own: keep a copy where its operator cannot write" };
        let _ = writeln!(text, "anchored  1 to {size}, by the checkpoint of {at} under key {key}{own}");
    }
    if report.entries > anchored {
        let _ = writeln!(text, "not       {} to {}: nothing outside speaks for them", anchored + 1, report.entries);
    }
    if let Some(Anchor { size, at, .. }) = &report.signed {
        let _ = writeln!(text, "signed    1 to {size} inside the store, at {at}");
    }
    for span in &report.keys {
        let how = if span.announced { "" } else { ", not announced by the key before" };
        let _ = writeln!(text, "key       from entry {}{how}: {}", span.from, span.key.to_line(log));
    }
    if report.erased > 0 {
        let _ = writeln!(text, "erased    {} links to children", report.erased);
    }
    if report.unreadable > 0 {
        let _ = writeln!(text, "unread    {} pieces of the checkpoint files are no checkpoint", report.unreadable);
    }
    let _ = match (report.verdict.is_intact(), missing) {
        (false, _) => writeln!(text, "NOT INTACT: {}.", report.verdict),
        (true, Some(missing)) => writeln!(text, "NOT ANCHORED: {missing}; by itself the log is sound."),
        (true, None) => writeln!(text, "INTACT: {}.", report.verdict),
    };
    text
}

fn in_json(report: &Report, missing: Option<&str>, log: &str) -> String {
    let anchor = |anchor: &Option<Anchor>| {
        anchor.as_ref().map(|one| json!({ "size": one.size, "at": one.at.to_string(), "key": one.key }))
    };
    let keys: Vec<_> = report
        .keys
        .iter()
        .map(|span| json!({ "from": span.from, "announced": span.announced, "key": span.key.to_line(log) }))
        .collect();
    let all = json!({
        "log": log,
        "intact": report.verdict.is_intact() && missing.is_none(),
        "not_anchored": missing,
        "verdict": report.verdict.to_string(),
        "entries": report.entries,
        "root": hex(&report.root),
        "anchored": anchor(&report.anchored),
        "signed": anchor(&report.signed),
        "keys": keys,
        "erased": report.erased,
        "unreadable": report.unreadable,
    });
    format!("{all}\n")
}
