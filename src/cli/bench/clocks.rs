//! `vereda bench clocks`: a full pass over clocks that run, a closure that moves them, and the lists of the page.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::figures::Figures;
use super::load::timed;
use crate::audit;
use crate::cli::exit::{Exit, Failure};
use crate::clocks::{self, Calendar, Clocks, NewClock};
use crate::model::{
    Actor, AuditEvent, Cause, Clock, ClockKind, ClockSubject, Date, NoticeId, StateCode, Text, Timestamp,
};
use crate::store::{Environment, Options, Store};

/// Measure the legal clocks: starting them, looking through all that run.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Clocks that run.
    #[arg(long, default_value_t = 200_000)]
    clocks: u64,
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

/// Monday, 5 January 2026, 18:00 UTC: the day of the bench, whatever day it is.
fn monday() -> Timestamp {
    Timestamp::start_of(Date::new(2026, 1, 5).unwrap_or_else(|| Timestamp::default().date())).plus_seconds(64_800)
}

struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        monday()
    }
}

fn measure(root: &Path, args: &Args) -> Result<Figures, Failure> {
    let store = audit::create_store(root, Environment::Demo, monday(), Options::default())?;
    let mut figures = Figures::default();
    let (filled, time) = timed(|| fill(&store, args.clocks));
    filled?;
    figures.add("clocks started a second", args.clocks as f64 / time.as_secs_f64(), "");
    let clocks = Clocks::new(store, Arc::new(Fixed));
    let failed = |error| Failure::new(Exit::Internal, format!("the clocks of the bench: {error}"));
    for (name, days) in [("pass, nobody to be told", 0), ("pass, half of them at a point", 3), ("pass after it", 3)] {
        let (scanned, time) = timed(|| clocks.scan(monday().plus_seconds(days * 86_400)));
        let scanned = scanned.map_err(failed)?;
        figures.add(name, time.as_secs_f64(), "s");
        figures.add("    clocks looked at", scanned.looked as f64, "");
        figures.add("    clocks told of", scanned.warned as f64, "");
    }
    arithmetic(&mut figures);
    Ok(figures)
}

/// Clocks of all states, of four and of ten working days, all begun now.
fn fill(store: &Store, count: u64) -> Result<(), Failure> {
    let states: Vec<StateCode> = StateCode::all().collect();
    let all: Vec<u64> = (0..count).collect();
    for batch in all.chunks(5_000) {
        let change = store.begin(Actor::System("bench".into()), monday())?;
        for at in batch {
            let kind = if at % 2 == 0 { ClockKind::NoticeAcknowledged } else { ClockKind::StateQuestion };
            let state = states.get(*at as usize % states.len()).copied();
            let district = (at % 3 == 0).then(|| Text::from(format!("48{:05}", at % 1_000)));
            let subject = ClockSubject::Notice(NoticeId(*at));
            let cause = Cause::Act(Actor::User("bench".into()));
            clocks::start(&change, NewClock { kind, subject, child: None, state, district, cause, due: None })?;
        }
        let logged = audit::append(&change, AuditEvent::ClocksSettled { started: batch.len() as u32, stopped: 0 })?;
        change.commit(logged)?;
    }
    Ok(())
}

/// Due days a second, without the store.
fn arithmetic(figures: &mut Figures) {
    let calendar = Calendar::new("TX".parse().ok(), BTreeMap::new());
    let start = monday().date();
    let (sum, time) = timed(|| {
        let due = |at: i32| calendar.due(start.plus_days(at % 3_000), 10, clocks::rule::Unit::Working).number();
        (0..200_000).map(due).fold(0_u32, u32::wrapping_add)
    });
    figures.add("due days of ten working days a second", 200_000.0 / time.as_secs_f64(), "");
    // Not to be left out as unused.
    std::hint::black_box(sum);
}
