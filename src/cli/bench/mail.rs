//! `vereda bench mail`: a data directory whose outbox is full of messages, for `src/tests/mail/run.mjs`, which serves it,
//! kills the server again and again, and counts what arrives.

use std::path::PathBuf;

use crate::audit;
use crate::cli::exit::{Exit, Failure};
use crate::cli::{cannot, init};
use crate::config::SystemClock;
use crate::model::{Actor, AuditEvent, Clock, MessageKind, Text};
use crate::outbox::{NewMessage, post};
use crate::server::open_store;
use crate::store::Environment;

/// Messages of one change.
const AT_ONCE: u32 = 1_000;

/// Make a data directory with messages that wait for a mail server on this machine, which has its certificate.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A new directory.
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// How many messages.
    #[arg(long, default_value_t = 10_000)]
    mails: u32,
    /// The mail server's port.
    #[arg(long)]
    port: u16,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let data = init::create(&args.dir, Environment::Demo)?;
    let settings = format!(
        "listen = \"127.0.0.1:0\"\n[mail]\nsmtp = \"127.0.0.1:{}\"\nsmtp_ca = \"tls/certificate.pem\"\nfrom = \"vereda@example.gov\"\n",
        args.port
    );
    let path = data.config_file();
    std::fs::write(&path, settings).map_err(|error| cannot("write", &path, &error))?;
    let store = open_store(&data, &crate::config::Config::default())?;
    for first in (0..args.mails).step_by(AT_ONCE as usize) {
        let change = store.begin(Actor::System("bench".into()), SystemClock.now())?;
        for number in first..args.mails.min(first + AT_ONCE) {
            let message = NewMessage {
                to: format!("person{number}@example.gov").parse().ok(),
                user_name: format!("person{number}").as_str().into(),
                kind: MessageKind::TrainingDue,
                language: if number % 2 == 0 { "en" } else { "es" }.into(),
                about: Text::default(),
                secret: None,
            };
            post(&change, message)?;
        }
        let count = args.mails.min(first + AT_ONCE) - first;
        let logged = audit::append(&change, AuditEvent::Posted { what: "bench".into(), count })?;
        change.commit(logged)?;
    }
    Ok(Exit::Ok)
}
