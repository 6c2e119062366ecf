//! `vereda bench`: the figures of the release notes, measured on the machine at hand with invented children in a
//! directory of its own. Nothing here is a test: a slow machine fails nothing.

mod arriving;
mod audit;
mod browser;
mod clocks;
mod feed;
mod figures;
mod flood;
mod load;
mod mail;
mod matching;
mod reading;
mod search;
mod search_ceiling;
mod search_classes;
mod search_nicknames;
mod search_spelling;
mod search_truth;
mod search_typed;
mod worklist;

use std::path::{Path, PathBuf};

use super::exit::{Exit, Failure};
use super::init;
use crate::config::{Config, DataDir};
use crate::server::{Services, open_store};
use crate::store::{Environment, Read, tables};
use figures::Figures;

/// Measure this machine: loading, linking, searching, reading, starting.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(subcommand)]
    only: Option<Only>,
    /// How many contributions, about.
    #[arg(long, default_value_t = 200_000)]
    contributions: u32,
    /// Which world of invented children.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many searches and readings.
    #[arg(long, default_value_t = 2_000)]
    queries: usize,
    /// A new directory to work in and keep; without it, a temporary one that is removed.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Measure what an earlier run has loaded into DIR, as far as it came, instead of loading.
    #[arg(long, requires = "dir")]
    again: bool,
    /// One JSON object instead of a table.
    #[arg(long)]
    json: bool,
}

/// One part, in more detail.
#[derive(Debug, clap::Subcommand)]
enum Only {
    Search(search::Args),
    Matching(matching::Args),
    Audit(audit::Args),
    Clocks(clocks::Args),
    Flood(flood::Args),
    Mail(mail::Args),
    Feed(feed::Args),
    Worklist(worklist::Args),
}

/// Contributions a child has on average in the sample.
const PER_CHILD: f64 = 1.6;

pub(super) fn run(args: Args) -> Result<Exit, Failure> {
    match &args.only {
        Some(Only::Search(args)) => return search::run(args),
        Some(Only::Matching(args)) => return matching::run(args),
        Some(Only::Audit(args)) => return audit::run(args),
        Some(Only::Clocks(args)) => return clocks::run(args),
        Some(Only::Flood(args)) => return flood::run(args),
        Some(Only::Mail(args)) => return mail::run(args),
        Some(Only::Feed(args)) => return feed::run(args),
        Some(Only::Worklist(args)) => return worklist::run(args),
        None => {}
    }
    in_folder(args.dir.as_deref(), |root| {
        measure(root, &args)?.print(args.json);
        // The classes of searches are a table of their own, with columns of their own.
        let (seed, dir) = (args.seed, root.to_owned());
        let classes = search::Args { children: 0, seed, draw: 1, queries: SEARCHES, dir, missed: None };
        if args.json { Ok(Exit::Ok) } else { search::run(&classes) }
    })
}

/// Searches in each class.
const SEARCHES: usize = 400;

/// What a part measures in a folder that is made for it, printed.
fn measured(
    named: Option<&Path>,
    json: bool,
    measure: impl FnOnce(&Path) -> Result<Figures, Failure>,
) -> Result<Exit, Failure> {
    in_folder(named, |root| {
        make(root)?;
        measure(root)?.print(json);
        Ok(Exit::Ok)
    })
}

/// Works in the folder that is named, which is kept, or in a temporary one, which is removed.
fn in_folder<T>(named: Option<&Path>, work: impl FnOnce(&Path) -> Result<T, Failure>) -> Result<T, Failure> {
    if let Some(dir) = named {
        return work(dir);
    }
    let root = std::env::temp_dir().join(format!("vereda-bench-{}", std::process::id()));
    let outcome = work(&root);
    // What stays behind is in the system's folder for temporary files.
    let _ = std::fs::remove_dir_all(&root);
    outcome
}

fn make(root: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(root).map_err(|error| super::cannot("make", root, &error))
}

fn measure(root: &Path, args: &Args) -> Result<Figures, Failure> {
    let mut figures = Figures::default();
    let data = match args.again {
        true => DataDir::open(&root.join("data"))?,
        false => load(root, args, &mut figures)?,
    };
    let config = Config::read(Some(&data.config_file()))?;
    let services = reading::cold_start(&data, &config, &mut figures)?;
    figures.add("contributions held", services.store.view()?.len(&tables::CONTRIBUTION)? as f64, "");
    matching::figures(&root.join("files"), &services, &mut figures)?;
    let asked = reading::queries(&services, args.queries)?;
    reading::searches(&services, &asked, &mut figures)?;
    reading::records(&services, args.queries, &mut figures)?;
    arriving::arriving(&services, args.queries, &mut figures)?;
    drop(services);
    browser::measure(&data, config, &asked, &mut figures)?;
    Ok(figures)
}

fn load(root: &Path, args: &Args, figures: &mut Figures) -> Result<DataDir, Failure> {
    make(root)?;
    let children = (f64::from(args.contributions) / PER_CHILD) as u32;
    let files = load::sample(&root.join("files"), children, args.seed, figures)?;
    let data = init::create(&root.join("data"), Environment::Demo)?;
    let config = Config::read(Some(&data.config_file()))?;
    load::submit(&data, &config, &files, figures)?;
    Ok(data)
}

fn open(data: &DataDir, config: &Config) -> Result<Services, Failure> {
    Services::over(open_store(data, config)?, data, config, &|_, _| ())
}
