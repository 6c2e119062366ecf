//! `vereda bench audit`: entries of the audit log a second, one caller and many.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::figures::Figures;
use super::load::timed;
use crate::audit::{self, Journal, tree};
use crate::cli::exit::{Exit, Failure};
use crate::config::SystemClock;
use crate::model::{Actor, AuditEvent, Clock, MsixId, Purpose};
use crate::store::{Environment, Options, Store, StoreError};

/// Measure the audit log: appending and verifying.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Entries that are appended one at a time, and again by many callers.
    #[arg(long, default_value_t = 2_000)]
    appends: u64,
    /// Entries of the log that is verified.
    #[arg(long, default_value_t = 1_000_000)]
    entries: u64,
    /// How many callers append at once.
    #[arg(long, default_value_t = 32)]
    callers: u64,
    /// A new directory to work in and keep; without it, a temporary one that is removed.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// One JSON object instead of a table.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    super::measured(args.dir.as_deref(), args.json, |root| measure(root, args))
}

fn measure(root: &Path, args: &Args) -> Result<Figures, Failure> {
    let store = audit::create_store(root, Environment::Demo, SystemClock.now(), Options::default())?;
    let mut figures = Figures::default();
    appends(&store, args, &mut figures)?;
    fill(&store, args.entries, &mut figures)?;
    verified(&store, &mut figures)?;
    Ok(figures)
}

/// Entries of one change while the log is filled.
const BATCH: u64 = 50_000;

/// Fills the log: four readings of records to a change of session.
fn fill(store: &Store, entries: u64, figures: &mut Figures) -> Result<(), Failure> {
    let held = || -> Result<u64, StoreError> { Ok(audit::tree_state(&store.view()?)?.size) };
    let before = (held()?, store.file_bytes());
    while held()? < entries {
        let change = store.begin(reader(), SystemClock.now())?;
        let first = held()?;
        let mut logged = audit::append(&change, AuditEvent::SessionUsed)?;
        for at in first..(first + BATCH).min(entries) {
            logged = audit::append(&change, if at % 5 == 0 { AuditEvent::SessionUsed } else { reading(at) })?;
        }
        change.commit(logged)?;
    }
    let added = held()?.saturating_sub(before.0).max(1);
    figures.add("entries in the log", held()? as f64, "");
    figures.add("bytes on disk for an entry", store.file_bytes().saturating_sub(before.1) as f64 / added as f64, "");
    Ok(())
}

/// The whole log verified, one entry proved, one child's disclosures read.
fn verified(store: &Store, figures: &mut Figures) -> Result<(), Failure> {
    let view = store.view()?;
    let (report, time) = timed(|| audit::verify(&view));
    let report = report?;
    if !report.verdict.is_intact() {
        return Err(Failure::new(Exit::Internal, format!("the log of the bench: {}", report.verdict)));
    }
    figures.add("verify of the whole log", time.as_secs_f64(), "s");
    figures.add("verify, entries a second", report.entries as f64 / time.as_secs_f64(), "");
    let mut proofs = Vec::new();
    for at in 0..200 {
        let leaf = report.entries / 200 * at;
        let (proof, time) = timed(|| tree::inclusion(&audit::Tree(&view), leaf, report.entries));
        proof?;
        proofs.push(time);
    }
    figures.spread(["inclusion proof, p50", "inclusion proof, p99"], proofs, None);
    let mut accounts = Vec::new();
    for at in 1..=200 {
        let AuditEvent::RecordRead { msix_id, .. } = reading(at) else { continue };
        let (shown, time) = timed(|| audit::disclosures(&view, msix_id));
        shown?;
        accounts.push(time);
    }
    figures.spread(["disclosures of a child, p50", "disclosures of a child, p99"], accounts, None);
    Ok(())
}

/// Readings of records, each on disk before the next.
fn appends(store: &Store, args: &Args, figures: &mut Figures) -> Result<(), Failure> {
    let journal = Journal::new(store.clone(), Arc::new(SystemClock));
    let started = Instant::now();
    (0..args.appends).try_for_each(|at| journal.record(reader(), reading(at)))?;
    figures.add("entries a second, one caller", args.appends as f64 / started.elapsed().as_secs_f64(), "");
    let each = args.appends.div_ceil(args.callers);
    let started = Instant::now();
    std::thread::scope(|scope| {
        let call = |first: u64| (first..first + each).try_for_each(|at| journal.record(reader(), reading(at)));
        let callers: Vec<_> = (0..args.callers).map(|caller| scope.spawn(move || call(caller * each))).collect();
        callers.into_iter().try_for_each(|caller| caller.join().unwrap_or(Ok(())))
    })?;
    let all = (each * args.callers) as f64;
    figures.add("entries a second, many callers", all / started.elapsed().as_secs_f64(), "");
    Ok(())
}

fn reader() -> Actor {
    Actor::User("bench".into())
}

/// A reading of one of a hundred thousand children, scattered.
fn reading(at: u64) -> AuditEvent {
    let serial = Environment::Demo.first_serial() + at.wrapping_mul(0x9E37_79B9_7F4A_7C15) % 100_000;
    match MsixId::from_serial(serial) {
        Some(msix_id) => AuditEvent::RecordRead { msix_id, purpose: Purpose::Enrollment, part: "overview".into() },
        None => AuditEvent::SessionUsed,
    }
}
