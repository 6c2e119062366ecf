//! The command line: one file per verb. A verb that touches data is a [`request::Request`]: it runs inside the
//! server when one is running on the data directory, else in this process. A verb must never touch the store around
//! that, and must never print anything about a child to the error stream.

mod accounts;
mod audit;
mod bench;
mod call;
mod console;
mod delivery;
pub mod exit;
mod fault;
pub mod request;
mod wire;

mod demo;
mod doctor;
mod export;
mod feed;
mod index;
mod init;
mod jobs;
mod link;
mod matching;
mod recover;
mod reference;

mod sample;
mod search;
mod serve;
mod setup;
mod show;
mod submit;
mod user;
mod version;
mod worklist;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Config, DataDir};
pub(crate) use console::user_name;
use exit::{Exit, Failure};
#[cfg(test)]
pub(crate) use init::create as new_data;
pub(crate) use wire::serve_connection;

/// A migrant student records exchange in one binary.
#[derive(Debug, Parser)]
#[command(name = "vereda", version, after_help = exit::HELP)]
struct Arguments {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    verb: Verb,
}

/// Where the data are.
#[derive(Debug, clap::Args)]
struct Place {
    /// Data directory.
    #[arg(long, global = true, env = "VEREDA_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    /// Settings file; without it, vereda.toml in the data directory.
    #[arg(long, global = true, env = "VEREDA_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Init(init::Args),
    Demo(demo::Args),
    Serve(serve::Args),
    Submit(submit::Args),
    Search(search::Args),
    Show(show::Args),
    Worklist(worklist::Args),
    Jobs(jobs::Args),
    Feed(feed::Args),
    Export(export::Args),
    Link(link::Args),
    Sample(sample::Args),
    Reference(reference::Args),
    Index(index::Args),
    Matching(matching::Args),
    Doctor(doctor::Args),
    Audit(audit::Args),
    User(user::Args),
    Version(version::Args),
    Bench(bench::Args),
}

/// Runs the program.
pub fn main() -> ExitCode {
    // What the program writes is for its owner alone: stores and answers hold children's records.
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    // Fails only when a provider was installed before, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let arguments = Arguments::parse();
    let outcome = fault::contain(|| run(&arguments.place, arguments.verb));
    let exit = outcome.unwrap_or_else(|failure| {
        eprintln!("vereda: {}.", request::harmless(&failure.message));
        failure.exit
    });
    ExitCode::from(exit.code())
}

fn run(place: &Place, verb: Verb) -> Result<Exit, Failure> {
    match verb {
        Verb::Init(args) => init::run(args),
        Verb::Demo(args) => demo::run(args),
        Verb::Serve(args) => serve::run(place, args),
        Verb::Submit(args) => submit::run(place, args),
        Verb::Search(args) => search::run(place, args),
        Verb::Show(args) => show::run(place, args),
        Verb::Worklist(args) => worklist::run(place, args),
        Verb::Jobs(args) => jobs::run(place, args),
        Verb::Feed(args) => feed::run(place, args),
        Verb::Export(args) => export::run(place, args),
        Verb::Link(args) => link::run(args),
        Verb::Sample(args) => sample::run(args),
        Verb::Reference(args) => reference::run(place, args),
        Verb::Index(args) => index::run(place, args),
        Verb::Matching(args) => matching::run(place, args),
        Verb::Doctor(args) => doctor::run(place, args),
        Verb::Audit(args) => audit::run(place, args),
        Verb::User(args) => user::run(place, args),
        Verb::Version(args) => version::run(args),
        Verb::Bench(args) => bench::run(args),
    }
}

impl Place {
    /// The data directory and its settings.
    fn open(&self) -> Result<(DataDir, Config), Failure> {
        let named = self.config.as_deref().map(|path| Config::read(Some(path))).transpose()?;
        let elsewhere = named.as_ref().and_then(|config| config.data.as_deref());
        let Some(root) = self.data.as_deref().or(elsewhere) else {
            return Err(Failure::new(
                Exit::Usage,
                "no data directory is named; say --data DIR, set VEREDA_DATA, or name it as `data` in the settings file",
            ));
        };
        let data = DataDir::open(root)?;
        let config = match named {
            Some(config) => config,
            None => Config::read(Some(data.config_file().as_path()).filter(|path| path.exists()))?,
        };
        Ok((data, config))
    }

    /// Refuses to write `out` over what the exchange keeps.
    fn spares(&self, out: &Path) -> Result<(), Failure> {
        let (data, _) = self.open()?;
        delivery::spare(out, &[Some(data.root()), self.config.as_deref()].into_iter().flatten().collect::<Vec<_>>())
    }
}

/// Opens a file that a verb was given; a folder is none.
fn open_file(path: &Path) -> Result<File, Failure> {
    let file = File::open(path).and_then(|file| match file.metadata()?.is_dir() {
        true => Err(std::io::ErrorKind::IsADirectory.into()),
        false => Ok(file),
    });
    file.map_err(|error| cannot("read", path, &error))
}

/// Says why one of several files is left out. The others are not.
fn skip(failure: &Failure) -> Exit {
    eprintln!("vereda: {failure}.");
    failure.exit
}

/// What a verb says about a file it cannot read or write.
fn cannot(what: &str, path: &Path, error: &std::io::Error) -> Failure {
    let exit = if error.kind() == std::io::ErrorKind::StorageFull { Exit::DiskFull } else { Exit::Data };
    Failure::new(exit, format!("cannot {what} {}: {error}", path.display()))
}
