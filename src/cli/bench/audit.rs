//! `vereda bench audit`: entries of the audit log a second, one caller and many.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::figures::Figures;
use crate::audit::{self, Journal};
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
    let (root, temporary) = super::folder(args.dir.as_deref());
    let outcome = measure(&root, args);
    if temporary {
        // What stays behind is in the system's folder for temporary files.
        let _ = std::fs::remove_dir_all(&root);
    }
    outcome?.print(args.json);
    Ok(Exit::Ok)
}

fn measure(root: &Path, args: &Args) -> Result<Figures, Failure> {
    std::fs::create_dir_all(root).map_err(|error| crate::cli::cannot("make", root, &error))?;
    let store = audit::create_store(root, Environment::Demo, SystemClock.now(), Options::default())?;
    let mut figures = Figures::default();
    appends(&store, args, &mut figures)?;
    Ok(figures)
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
        callers.into_iter().map(|caller| caller.join().unwrap_or(Ok(()))).collect::<Result<(), StoreError>>()
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
