//! `vereda demo`: the whole program on invented children, thrown away at the end.

use std::cell::RefCell;
use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use super::call::call_on;
use super::delivery::Delivery;
use super::exit::{Exit, Failure};
use super::request::{Sink, say};
use super::submit::request_for;
use super::user::make_password;
use super::{cannot, init};
use crate::config::{Config, DataDir, SystemClock};
use crate::identity::NewAccount;
use crate::model::{Actor, Clock, Role};
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

pub(super) fn run(args: Args) -> Result<Exit, Failure> {
    let root = args.dir.clone().unwrap_or_else(own_directory);
    let data = init::create(&root, Environment::Demo)?;
    let thrown_away = ThrowAway(data.root().to_owned());
    let config = Config { listen: args.listen, ..Config::default() };
    fill(&data, &config, args.children)?;
    server::start_logging();
    let mut welcomed = Ok(());
    server::run(&data, &config, |services, address| welcomed = welcome(services, address))?;
    welcomed?;
    drop(thrown_away);
    Ok(Exit::Ok)
}

fn own_directory() -> PathBuf {
    std::env::temp_dir().join(format!("vereda-demo-{}", std::process::id()))
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

/// Makes invented children and submits their files.
fn fill(data: &DataDir, config: &Config, children: u32) -> Result<(), Failure> {
    let folder = data.root().join("sample");
    let mut terminal = Delivery::terminal().with_bar("inventing children");
    let options = sample::Options { children, seed: 1, today: SystemClock.now().date() };
    let bar = RefCell::new(&mut terminal);
    let made = sample::write(options, &folder, &|done, total| bar.borrow_mut().progress(done, total))?;
    say(&mut terminal, &format!("{children} invented children as {} states' files:\n", made.files.len()))?;
    for path in &made.files {
        submit(data, config, path)?;
    }
    Ok(())
}

fn submit(data: &DataDir, config: &Config, path: &Path) -> Result<(), Failure> {
    let file = File::open(path).map_err(|error| cannot("read", path, &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut delivery = Delivery::terminal().with_bar(&name);
    call_on(data, config, request_for(name), Box::new(file), &mut delivery)?;
    Ok(())
}

/// The people of the demo: user name, name, role.
const PEOPLE: [(&str, &str, Role); 3] = [
    ("registrar", "Rosa Registrar", Role::Primary),
    ("tutor", "Tomas Tutor", Role::Secondary),
    ("steward", "Dana Steward", Role::StateDataAdministrator),
];

/// Creates the accounts and says how to get in.
fn welcome(services: &Services, address: SocketAddr) -> Result<(), Failure> {
    let mut text = format!(
        "\nEvery child here is invented. Open  https://{address}  and accept the self-signed certificate.\n\n  User name    Password\n"
    );
    for (user_name, display_name, role) in PEOPLE {
        let password = make_password()?;
        let new = NewAccount {
            user_name: user_name.to_owned(),
            display_name: display_name.to_owned(),
            roles: vec![(role, "TX".parse().ok())],
            language: "en".to_owned(),
            password: password.clone(),
        };
        services.identity.create_account(Actor::System("demo".into()), new)?;
        text.push_str(&format!("  {user_name:<12} {password}  {display_name}, Texas\n"));
    }
    text.push_str("\nTry: Lissete. Ctrl-C ends the demo and removes everything.\n");
    say(&mut Delivery::terminal(), &text)
}
