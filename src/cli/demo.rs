//! `vereda demo`: the whole program on invented children, thrown away at the end.

mod act;
mod clocks;
mod correction;
mod moves;
mod people;
mod requests;

use std::cell::RefCell;
use std::fs::{DirBuilder, File};
use std::net::SocketAddr;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::signal::unix::{SignalKind, signal};

use super::call::call_on;
use super::delivery::Delivery;
use super::exit::{Exit, Failure};
use super::request::{Sink, say};
use super::submit::request_for;
use super::{cannot, init, reference};
use crate::config::{Agencies, Config, DataDir, Mail, SystemClock};
use crate::identity::{OsRandom, Random};
use crate::model::{Clock, hex};
use crate::sample;
use crate::server::{self, Services};
use crate::store::Environment;

/// Show the program on invented children until Ctrl-C; then everything is removed.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Directory to use and remove; without it, one in the system's temporary directory.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// How many invented children.
    #[arg(long, default_value_t = 2000)]
    children: u32,
    /// Address and port of the portal.
    #[arg(long, default_value = "127.0.0.1:8443", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
}

/// The folder of the messages, in the data directory.
const MAIL: &str = "mail";

pub(super) fn run(args: Args) -> Result<Exit, Failure> {
    let end = End::listen()?;
    // Ours to remove from the moment it is made; one that was named only once it is known to be empty.
    let own = if args.dir.is_none() { Some(ThrowAway(own_directory()?)) } else { None };
    let root = args.dir.as_deref().or(own.as_ref().map(|own| own.0.as_path())).unwrap_or(Path::new(""));
    let data = init::create(root, Environment::Demo)?;
    let thrown_away = own.unwrap_or_else(|| ThrowAway(data.root().to_owned()));
    let config = Config { listen: args.listen, mail: mail(args.listen), agencies: agencies()?, ..Config::default() };
    let Some(people) = fill(&data, &config, args.children, &end)? else { return Ok(Exit::Ok) };
    drop(end);
    server::start_logging();
    let mut welcomed = Ok(());
    server::run(&data, &config, |services, address| welcomed = welcome(services, &people, &data, address))?;
    welcomed?;
    drop(thrown_away);
    Ok(Exit::Ok)
}

/// Who signs the letters of Texas to families, and where they ask for a hearing.
fn agencies() -> Result<Agencies, Failure> {
    let texas = toml::toml! {
        name = "Migrant Education Program of Texas (demonstration)"
        address = ["100 Example Avenue", "Austin, TX 78701"]
        phone = "512 555 0100"
        signature = "State Director, Migrant Education Program"
    };
    let mut agencies = Agencies::default();
    agencies.read("TX", &toml::Value::Table(texas)).map_err(|wrong| Failure::new(Exit::Internal, wrong))?;
    Ok(agencies)
}

/// Messages are laid into a folder, where they can be read.
fn mail(listen: SocketAddr) -> Mail {
    Mail { pickup: Some(PathBuf::from(MAIL)), portal: portal(listen), ..Mail::default() }
}

/// The portal's address, on this machine with a name, because passkeys need one.
fn portal(at: SocketAddr) -> String {
    if at.ip().is_loopback() { format!("https://localhost:{}", at.port()) } else { format!("https://{at}") }
}

/// A new directory with a name that nobody can guess, so that nobody can have put something there.
fn own_directory() -> Result<PathBuf, Failure> {
    let mut bytes = [0; 8];
    OsRandom.fill(&mut bytes).map_err(|error| Failure::new(Exit::Internal, error.to_string()))?;
    let path = std::env::temp_dir().join(format!("vereda-demo-{}", hex(&bytes)));
    DirBuilder::new().mode(0o700).create(&path).map_err(|error| cannot("make", &path, &error))?;
    Ok(path)
}

/// The signals that end the demo before the server listens to them itself.
struct End {
    _runtime: tokio::runtime::Runtime,
    come: Arc<AtomicBool>,
}

impl End {
    fn listen() -> Result<Self, Failure> {
        let failed = |error: std::io::Error| Failure::new(Exit::Internal, format!("the demo cannot start: {error}"));
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let (runtime, come) = (runtime.map_err(failed)?, Arc::new(AtomicBool::new(false)));
        let inside = runtime.enter();
        for kind in [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()] {
            let (mut signal, come) = (signal(kind).map_err(failed)?, Arc::clone(&come));
            runtime.spawn(async move {
                signal.recv().await;
                come.store(true, Ordering::Relaxed);
            });
        }
        drop(inside);
        Ok(Self { _runtime: runtime, come })
    }

    fn has_come(&self) -> bool {
        self.come.load(Ordering::Relaxed)
    }
}

/// Removes a directory at the end, however it comes.
struct ThrowAway(PathBuf);

impl Drop for ThrowAway {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            eprintln!("vereda: {} could not be removed: {error}", self.0.display());
        }
    }
}

/// Makes invented children and people, and submits the children's files: the people are there first, so that what waits
/// is in the district where somebody works. Gives the people's passwords, if it came to its end.
fn fill(data: &DataDir, config: &Config, children: u32, end: &End) -> Result<Option<String>, Failure> {
    let folder = data.root().join("sample");
    let mut terminal = Delivery::terminal().with_bar("inventing children");
    let options = sample::Options { children, seed: 1, today: SystemClock.now().date() };
    let bar = RefCell::new(&mut terminal);
    let made = sample::write(options, &folder, &|done, total| bar.borrow_mut().progress(done, total))?;
    say(&mut terminal, &format!("{children} invented children as {} states' files:\n", made.files.len()))?;
    let districts = "ccd_districts.csv".to_owned();
    let path = folder.join(&districts);
    let list = File::open(&path).map_err(|error| cannot("read", &path, &error))?;
    call_on(data, config, reference::request_for(districts), Box::new(list), &mut terminal)?;
    let people = people::create(data, config)?;
    for path in &made.files {
        if end.has_come() {
            return Ok(None);
        }
        submit(data, config, path)?;
    }
    Ok((!end.has_come()).then_some(people))
}

fn submit(data: &DataDir, config: &Config, path: &Path) -> Result<(), Failure> {
    let file = File::open(path).map_err(|error| cannot("read", path, &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut delivery = Delivery::terminal().with_bar(&name);
    call_on(data, config, request_for(name), Box::new(file), &mut delivery)?;
    Ok(())
}

/// Has the people do something that others can go on with, and says how to get in.
fn welcome(services: &Services, people: &str, data: &DataDir, address: SocketAddr) -> Result<(), Failure> {
    requests::ask(services)?;
    correction::take_down(services)?;
    moves::announce(services)?;
    clocks::run(services)?;
    let text = format!(
        "\nEvery child here is invented. Open  {}  and accept the self-signed certificate.\n\n{people}\n\
         keeper has an application to decide about; Texas is asked for data, see Data requests; families have moved, see\n\
         Moves; what is due and overdue is under Deadlines. What is mailed to people lies in\n{}.\n\
         Try: Lissete. Ctrl-C ends the demo and removes everything.\n",
        portal(address),
        data.root().join(MAIL).display()
    );
    say(&mut Delivery::terminal(), &text)
}
