//! `vereda bench worklist`: the page of a data administrator with a long list, over HTTPS, with the names of its
//! children taken down as shown.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::browser::{Client, with_server_for};
use super::figures::Figures;
use super::load;
use crate::audit;
use crate::casework;
use crate::cli::exit::{Exit, Failure};
use crate::cli::init;
use crate::config::{Config, DataDir};
use crate::model::{Actor, Area, AuditEvent, MsixId, NoticeId, Role, StateCode, Subject};
use crate::server::Services;
use crate::store::{Environment, Read, tables};

/// Measure the worklist: its page, filtered, further down, and the start page that counts it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How many items wait for the administrator.
    #[arg(long, default_value_t = 10_000)]
    items: u64,
    /// How often each page is asked for.
    #[arg(long, default_value_t = 200)]
    asks: usize,
    /// How many invented children.
    #[arg(long, default_value_t = 4_000)]
    children: u32,
    /// A new directory to work in and keep; without it, a temporary one that is removed.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// One JSON object instead of a table.
    #[arg(long)]
    json: bool,
}

/// The state whose administrator it is.
const STATE: &str = "TX";
/// Items opened in one change.
const BATCH: u64 = 1_000;
/// What is measured: names of the figures, and the page.
const PAGES: [([&str; 2], &str); 4] = [
    (["page of the worklist, p50", "page of the worklist, p99"], "/worklist"),
    (
        ["filtered by kind and age, p50", "filtered by kind and age, p99"],
        "/worklist?kind=notice&whose=nobodys&level=state",
    ),
    (["near the end of it, p50", "near the end of it, p99"], "/worklist?from=9000"),
    (["start page, p50", "start page, p99"], "/"),
];

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    super::measured(args.dir.as_deref(), args.json, |root| measure(root, args))
}

fn measure(root: &Path, args: &Args) -> Result<Figures, Failure> {
    let mut figures = Figures::default();
    let state: StateCode = STATE.parse().map_err(|error| Failure::new(Exit::Internal, format!("{error}")))?;
    let files = load::sample(&root.join("files"), args.children, 1, &mut Figures::default())?;
    let data = init::create(&root.join("data"), Environment::Demo)?;
    let config = Config::read(Some(&data.config_file()))?;
    load::submit(&data, &config, &files, &mut Figures::default())?;
    let services = super::open(&data, &config)?;
    fill(&services, state, args.items)?;
    figures.add("open items in the store", services.store.view()?.len(&tables::WORKLIST)? as f64, "");
    drop(services);
    pages(&data, config, state, args.asks, &mut figures)?;
    Ok(figures)
}

/// Asks the state about children, as a move notice does, until so many items wait.
fn fill(services: &Services, state: StateCode, items: u64) -> Result<(), Failure> {
    let children: Vec<MsixId> =
        services.store.view()?.range(&tables::STUDENT, ..)?.into_iter().map(|(msix_id, _)| msix_id).collect();
    let mut about = children.iter().cycle();
    for first in (0..items).step_by(BATCH as usize) {
        let change = services.store.begin(Actor::System("bench".into()), services.clock.now())?;
        for at in first..(first + BATCH).min(items) {
            let Some(child) = about.next() else { break };
            casework::ask(&change, Subject::Notice(NoticeId(at + 1)), &[*child], &Area::State(state), None)?;
        }
        let logged = audit::append(&change, AuditEvent::SessionUsed)?;
        change.commit(logged)?;
    }
    Ok(())
}

fn pages(data: &DataDir, config: Config, state: StateCode, asks: usize, figures: &mut Figures) -> Result<(), Failure> {
    let who = (Role::StateDataAdministrator, Some(state));
    let measured = with_server_for(data, config, who, |address| {
        let mut client = Client::log_in(data, address)?;
        let mut measured = Vec::new();
        for (names, path) in PAGES {
            let mut times = Vec::with_capacity(asks);
            for _ in 0..asks {
                let started = Instant::now();
                client.ask("GET", path, None)?;
                times.push(started.elapsed());
            }
            measured.push((names, times));
        }
        Ok(measured)
    })?;
    for (names, times) in measured {
        figures.spread(names, times, Some(50.0));
    }
    Ok(())
}
