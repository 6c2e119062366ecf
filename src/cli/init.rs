//! `vereda init`: a new data directory.

use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::exit::{Exit, Failure};
use super::request::Caller;
use super::{cannot, console, setup};
use crate::audit::{self, Journal};
use crate::config::{Config, DataDir, SystemClock, make_pepper};
use crate::identity::{Identity, LINK_MINUTES, OsRandom};
use crate::model::Clock;
use crate::server::{self, tls};
use crate::store::Environment;

/// Make a new data directory with an empty store, settings, a pepper and a self-signed certificate, and print the
/// address at which the first account is made.
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
    println!("Settings: {}. Next: `vereda --data {directory} serve`,", data.config_file().display());
    println!("then make the first account within {LINK_MINUTES} minutes at this address, which works once:");
    println!("{}", first_link(&data)?);
    Ok(Exit::Ok)
}

/// The address at which the first account is made. The audit log names who was given it.
fn first_link(data: &DataDir) -> Result<String, Failure> {
    let (config, clock) = (Config::default(), Arc::new(SystemClock));
    let store = server::open_store(data, &config)?;
    let journal = Arc::new(Journal::new(store.clone(), clock.clone()));
    let identity = Identity::new(store, journal, clock);
    setup::address(&identity, &Caller::here(console::own_name()), &setup::portal(&config))
}

/// Makes a data directory with everything in it.
pub(crate) fn create(directory: &Path, environment: Environment) -> Result<DataDir, Failure> {
    create_with(directory, |data| furnish(data, environment))
}

/// When a directory cannot be furnished, what was made of it is removed.
fn create_with(directory: &Path, furnish: impl FnOnce(&DataDir) -> Result<(), Failure>) -> Result<DataDir, Failure> {
    let existed = directory.exists();
    let data = DataDir::create(directory)?;
    let Err(failure) = furnish(&data) else { return Ok(data) };
    // It was empty before; what cannot be removed now is in the message of the next try.
    let _ = std::fs::remove_dir_all(data.root());
    if existed {
        let _ = std::fs::DirBuilder::new().mode(0o700).create(data.root());
    }
    Err(failure)
}

fn furnish(data: &DataDir, environment: Environment) -> Result<(), Failure> {
    let path = data.config_file();
    std::fs::write(&path, Config::template()).map_err(|error| cannot("write", &path, &error))?;
    let config = Config::default();
    tls::make_self_signed(&data.root().join(&config.certificate), &data.root().join(&config.key), SystemClock.now())?;
    audit::SigningKey::read_or_make(&data.root().join(&config.audit.key))?;
    make_pepper(data, &OsRandom).map_err(|error| Failure::new(Exit::Data, error.to_string()))?;
    audit::create_store(data.root(), environment, SystemClock.now(), config.store)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_midway_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let fail = |data: &DataDir| {
            std::fs::write(data.config_file(), "half").unwrap();
            Err(Failure::new(Exit::DiskFull, "full"))
        };
        let (new, empty) = (folder.path().join("new"), folder.path().join("empty"));
        std::fs::create_dir(&empty).unwrap();
        assert_eq!(create_with(&new, fail).unwrap_err().exit, Exit::DiskFull);
        assert!(!new.exists());
        create_with(&empty, fail).unwrap_err();
        assert_eq!(std::fs::read_dir(&empty).unwrap().count(), 0);
        create_with(&empty, |_| Ok(())).unwrap();
    }
}
