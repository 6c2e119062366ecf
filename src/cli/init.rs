//! `vereda init`: a new data directory.

use std::path::{Path, PathBuf};

use super::exit::{Exit, Failure};
use super::{cannot, console};
use crate::audit;
use crate::config::{Config, DataDir, SystemClock};
use crate::model::Clock;
use crate::server::tls;
use crate::store::Environment;

/// Make a new data directory with an empty store, settings and a self-signed certificate.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A directory that does not exist or is empty.
    #[arg(value_name = "DIR")]
    directory: PathBuf,
    /// What kind of world it is to hold. It can never be changed.
    #[arg(long, value_enum, default_value_t = World::Production)]
    environment: World,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum World {
    /// Real children.
    Production,
    /// Invented children, for training.
    Training,
}

#[expect(clippy::print_stdout, reason = "a verb's output")]
pub(super) fn run(args: Args) -> Result<Exit, Failure> {
    let environment = match args.environment {
        World::Production => Environment::Production,
        World::Training => Environment::Training,
    };
    let data = create(&args.directory, environment)?;
    let directory = data.root().display();
    println!("Made {directory}, a {} data directory of {}.", environment.word(), console::own_name());
    println!("Next: `vereda --data {directory} user add NAME --role primary --state TX`, then");
    println!("      `vereda --data {directory} serve`. Settings: {}.", data.config_file().display());
    Ok(Exit::Ok)
}

/// Makes a data directory with everything in it.
pub(super) fn create(directory: &Path, environment: Environment) -> Result<DataDir, Failure> {
    let data = DataDir::create(directory)?;
    let path = data.config_file();
    std::fs::write(&path, Config::template()).map_err(|error| cannot("write", &path, &error))?;
    let config = Config::default();
    tls::make_self_signed(&data.root().join(&config.certificate), &data.root().join(&config.key), SystemClock.now())?;
    audit::create_store(data.root(), environment, SystemClock.now(), config.store)?;
    Ok(data)
}
