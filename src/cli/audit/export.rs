//! `vereda audit export` and `vereda audit prove`: entries that leave with what proves them. Children are commitments;
//! the one that is asked for by name is opened.

use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Ask;
use crate::audit::json::{checkpoint, entry, hashes};
use crate::audit::{self, Signed, tree};
use crate::cli::Place;
use crate::cli::call::call;
use crate::cli::delivery::Delivery;
use crate::cli::exit::{Exit, Failure};
use crate::cli::request::{Caller, Channel, Request, Sink, To, say, undelivered};
use crate::model::{AuditEvent, Date, MsixId};
use crate::server::Services;
use crate::store::View;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// From this day on (YYYY-MM-DD). Days are those of UTC, as in the log: an evening in the United States is the next
    /// day already.
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// Up to this day, itself included.
    #[arg(long, value_name = "DAY")]
    to: Option<Date>,
    /// Only entries about this child; its commitments are opened.
    #[arg(long, value_name = "MSIX_ID")]
    child: Option<MsixId>,
    /// With an inclusion proof for each entry, and the checkpoint they lead to as the last line.
    #[arg(long)]
    proofs: bool,
    /// The file to write; it is replaced when it exists.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// An export.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Export {
    from: Option<Date>,
    to: Option<Date>,
    child: Option<MsixId>,
    proofs: bool,
}

pub(super) fn run(place: &Place, args: Args) -> Result<Exit, Failure> {
    let Args { from, to, child, proofs, out } = args;
    let request = Request::Audit(Ask::Export(Export { from, to, child, proofs }));
    place.spares(&out)?;
    let mut delivery = Delivery::files([out]);
    let exit = call(place, request, Box::new(std::io::empty()), &mut delivery)?;
    delivery.finish()?;
    Ok(exit)
}

pub(super) fn execute(
    services: &Services,
    caller: &Caller,
    asked: &Export,
    sink: &mut dyn Sink,
) -> Result<Exit, Failure> {
    let signed = begin(services, caller, "export", asked.child)?;
    let view = services.store.view()?;
    // An export without entries is an empty file, not the one that was there.
    sink.write(Channel::First, b"").map_err(|error| undelivered(&error))?;
    let mut out = Lines { view: &view, asked, signed: &signed, to: To(sink, Channel::First), lines: 0, failure: None };
    match asked.child {
        Some(child) => {
            for seq in audit::about(&view, child)? {
                if out.line(seq).is_break() {
                    break;
                }
            }
        }
        None => audit::visit_numbers(&view, |seq| out.line(seq))?,
    }
    let lines = out.finish()?;
    if lines > 0 {
        say(sink, &format!("{lines} entries.\n"))?;
        return Ok(Exit::Ok);
    }
    say(sink, &format!("No entry fits; the file is empty. {}\n", span(&view)?))?;
    Ok(Exit::Findings)
}

/// From when until when the log goes, for somebody who asked for days that it does not have.
fn span(view: &View) -> Result<String, Failure> {
    let size = audit::tree_state(view)?.size;
    let at = |seq: u64| Ok::<_, Failure>(audit::sealed(view, seq)?.map(|(entry, ..)| entry.at));
    Ok(match (at(1)?, at(size)?) {
        (Some(first), Some(last)) => format!("The log goes from {first} to {last}, in UTC as all of its days."),
        _ => "The log is empty.".to_owned(),
    })
}

/// Takes the reading down, then signs a checkpoint that covers it.
fn begin(services: &Services, caller: &Caller, what: &str, child: Option<MsixId>) -> Result<Signed, Failure> {
    let event = AuditEvent::LogRead { what: what.into(), children: child.into_iter().collect() };
    services.journal.record(caller.who(), event)?;
    Ok(services.notary.sign(false)?)
}

struct Lines<'a> {
    view: &'a View,
    asked: &'a Export,
    signed: &'a Signed,
    to: To<'a>,
    lines: u64,
    failure: Option<Failure>,
}

impl Lines<'_> {
    fn line(&mut self, seq: u64) -> ControlFlow<()> {
        match self.try_line(seq) {
            Ok(flow) => flow,
            Err(failure) => {
                self.failure = Some(failure);
                ControlFlow::Break(())
            }
        }
    }

    fn try_line(&mut self, seq: u64) -> Result<ControlFlow<()>, Failure> {
        let Some(sealed) = audit::sealed(self.view, seq)? else { return Ok(ControlFlow::Continue(())) };
        let day = sealed.0.at.date();
        if self.asked.from.is_some_and(|from| day < from) || self.asked.to.is_some_and(|to| day > to) {
            return Ok(ControlFlow::Continue(()));
        }
        let (row, leaf, openings) = &sealed;
        let mut line = entry(row, leaf, openings, self.asked.child);
        if self.asked.proofs {
            insert(&mut line, "proof", inclusion(self.view, seq, self.signed)?);
        }
        self.put(&line)?;
        self.lines += 1;
        Ok(ControlFlow::Continue(()))
    }

    fn put(&mut self, line: &Value) -> Result<(), Failure> {
        writeln!(self.to, "{line}").map_err(|error| undelivered(&error))
    }

    fn finish(mut self) -> Result<u64, Failure> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        if self.asked.proofs {
            self.put(&json!({ "checkpoint": checkpoint(self.signed) }))?;
        }
        Ok(self.lines)
    }
}

fn insert(object: &mut Value, name: &str, value: Value) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(name.to_owned(), value);
    }
}

/// The proof of an entry; null for one that came after the checkpoint.
fn inclusion(view: &View, seq: u64, signed: &Signed) -> Result<Value, Failure> {
    let size = signed.checkpoint.size;
    if seq == 0 || seq > size {
        return Ok(Value::Null);
    }
    Ok(json!(hashes(&tree::inclusion(&audit::Tree(view), seq - 1, size)?)))
}

pub(super) fn prove(
    services: &Services,
    caller: &Caller,
    seq: u64,
    since: Option<u64>,
    sink: &mut dyn Sink,
) -> Result<Exit, Failure> {
    let signed = begin(services, caller, "proof", None)?;
    let view = services.store.view()?;
    let Some((row, leaf, openings)) = audit::sealed(&view, seq)? else {
        say(sink, &format!("There is no entry {seq}.\n"))?;
        return Ok(Exit::Findings);
    };
    let mut proof = json!({
        "entry": entry(&row, &leaf, &openings, None),
        "inclusion": inclusion(&view, seq, &signed)?,
        "checkpoint": checkpoint(&signed),
    });
    if let Some(old) = since {
        let size = signed.checkpoint.size;
        if old == 0 || old > size {
            return Err(Failure::new(Exit::Usage, format!("--since must be from 1 to {size}")));
        }
        let path = tree::consistency(&audit::Tree(&view), old, size)?;
        insert(&mut proof, "consistency", json!({ "since": old, "proof": hashes(&path) }));
    }
    let text = serde_json::to_string_pretty(&proof).map_err(|error| Failure::new(Exit::Internal, error.to_string()))?;
    say(sink, &(text + "\n"))?;
    Ok(Exit::Ok)
}
