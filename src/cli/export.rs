//! `vereda export`: all contributions, all near matches, or all that people decided about pairs, as CSV.

use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::Place;
use super::call::call;
use super::delivery::Delivery;
use super::exit::{Exit, Failure};
use super::request::{Caller, Channel, Request, Sink, To, say, undelivered};
use crate::model::AuditEvent;
use crate::records;
use crate::server::Services;
use crate::store::View;

/// Write a CSV file of what the exchange knows about identities.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Which contribution belongs to which child: msix_id, state, state_student_id, status, how_linked.
    Identities(Out),
    /// Pairs that may be one child: state and state_student_id of both, score.
    NearMatches(Out),
    /// Pairs that people have decided: state and state_student_id of both, decision, score.
    Decisions(Out),
}

#[derive(Debug, clap::Args)]
struct Out {
    /// The file to write; it is replaced when it exists.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// One export.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum Export {
    /// Contributions with their children.
    Identities,
    /// Near matches that nobody has decided.
    NearMatches,
    /// Pairs that people have decided.
    Decisions,
}

pub(super) fn run(place: &Place, args: Args) -> Result<Exit, Failure> {
    let (export, out) = match args.what {
        What::Identities(out) => (Export::Identities, out.out),
        What::NearMatches(out) => (Export::NearMatches, out.out),
        What::Decisions(out) => (Export::Decisions, out.out),
    };
    place.spares(&out)?;
    let mut delivery = Delivery::files([out]);
    let exit = call(place, Request::Export(export), Box::new(io::empty()), &mut delivery)?;
    delivery.finish()?;
    Ok(exit)
}

pub(super) fn execute(
    services: &Services,
    caller: &Caller,
    export: Export,
    sink: &mut dyn Sink,
) -> Result<Exit, Failure> {
    let view = services.store.view()?;
    // Counted and taken down first: what has left cannot be taken back, so nothing leaves without an entry.
    let (what, rows) = match export {
        Export::Identities => ("identities", count(|each| records::identities(&view, |_| each()))?),
        Export::NearMatches => ("near-matches", count(|each| records::near_matches(&view, |_| each()))?),
        Export::Decisions => ("decisions", count(|each| records::decisions(&view, |_| each()))?),
    };
    services.journal.record(caller.who(), AuditEvent::Exported { what: what.into(), rows })?;
    let mut table = csv::WriterBuilder::new().buffer_capacity(1 << 16).from_writer(To(sink, Channel::First));
    match export {
        Export::Identities => identities(&view, &mut table)?,
        Export::NearMatches => near_matches(&view, &mut table)?,
        Export::Decisions => decisions(&view, &mut table)?,
    };
    table.flush().map_err(|error| undelivered(&error))?;
    drop(table);
    say(sink, &format!("{rows} rows of {what}.\n"))?;
    Ok(Exit::Ok)
}

fn count(
    visit: impl FnOnce(&mut dyn FnMut() -> ControlFlow<()>) -> Result<(), records::RecordsError>,
) -> Result<u64, Failure> {
    let mut rows = 0;
    visit(&mut || {
        rows += 1;
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}

type Table<'a> = csv::Writer<To<'a>>;

fn identities(view: &View, table: &mut Table<'_>) -> Result<u64, Failure> {
    put(table, &["msix_id", "state", "state_student_id", "status", "how_linked"])?;
    let mut rows = Rows::default();
    records::identities(view, |row| {
        let status = if row.live { "active" } else { "withdrawn" };
        let msix_id = row.msix_id.to_string();
        rows.note(put(table, &[&msix_id, row.key.state.as_str(), row.key.id.as_str(), status, row.how.word()]))
    })?;
    rows.outcome
}

fn near_matches(view: &View, table: &mut Table<'_>) -> Result<u64, Failure> {
    put(table, &["state_l", "state_student_id_l", "state_r", "state_student_id_r", "score"])?;
    let mut rows = Rows::default();
    records::near_matches(view, |row| {
        let (l, r, score) = (&row.left, &row.right, format!("{:.3}", row.score));
        rows.note(put(table, &[l.state.as_str(), l.id.as_str(), r.state.as_str(), r.id.as_str(), &score]))
    })?;
    rows.outcome
}

fn decisions(view: &View, table: &mut Table<'_>) -> Result<u64, Failure> {
    put(table, &["state_l", "state_student_id_l", "state_r", "state_student_id_r", "decision", "score"])?;
    let mut rows = Rows::default();
    records::decisions(view, |row| {
        let (l, r, score) = (&row.left, &row.right, row.score.map(|score| format!("{score:.3}")).unwrap_or_default());
        let decision = if row.same { "same" } else { "different" };
        let row = [l.state.as_str(), l.id.as_str(), r.state.as_str(), r.id.as_str(), decision, &score];
        rows.note(put(table, &row))
    })?;
    rows.outcome
}

/// Counts rows until one cannot be written.
struct Rows {
    outcome: Result<u64, Failure>,
}

impl Default for Rows {
    fn default() -> Self {
        Self { outcome: Ok(0) }
    }
}

impl Rows {
    fn note(&mut self, written: Result<(), Failure>) -> ControlFlow<()> {
        match (written, &mut self.outcome) {
            (Ok(()), Ok(rows)) => {
                *rows += 1;
                return ControlFlow::Continue(());
            }
            (Err(error), outcome) => *outcome = Err(error),
            (Ok(()), Err(_)) => (),
        }
        ControlFlow::Break(())
    }
}

fn put(table: &mut Table<'_>, row: &[&str]) -> Result<(), Failure> {
    table.write_record(row).map_err(|error| undelivered(&io::Error::other(error)))
}
