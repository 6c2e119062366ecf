//! The running server: HTTPS for people, a local socket for the verbs, upkeep in the background, an orderly end. It
//! must never answer over plain HTTP, and never serve a data directory that another process serves.

mod listener;
mod machine;
mod mail;
pub mod scheduler;
mod services;
mod socket;
mod steady;
mod syslog;
pub mod tls;
mod upkeep;
mod webhooks;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use crate::cli::exit::{Exit, Failure};
use crate::config::{Config, DataDir};
use crate::model::{Actor, AuditEvent};
use crate::secret;
pub(crate) use services::model;
pub use services::{Services, open_store};

/// How long the end waits for work in the background.
const LAST_UPKEEP: std::time::Duration = std::time::Duration::from_secs(2);

/// Serves a data directory until SIGTERM, SIGINT or Ctrl-C. `ready` is called once people can connect.
pub fn run(data: &DataDir, config: &Config, ready: impl FnOnce(&Services, SocketAddr)) -> Result<(), Failure> {
    secret::check(&data.root().join(&config.key))?;
    let certificates = tls::Certificates::load(data, config)?;
    // The lock on the store decides who is the server of this directory.
    let store = open_store(data, config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|e| cannot_start(&e))?;
    let outcome = runtime.block_on(async {
        // Before anybody can connect: a signal must never find the default, which ends the process on the spot.
        let mut end = End::listen()?;
        let tcp = TcpListener::bind(config.listen).await.map_err(|error| cannot_listen(config.listen, &error))?;
        let address = tcp.local_addr().map_err(|error| cannot_listen(config.listen, &error))?;
        let services =
            tokio::task::block_in_place(|| Services::over(store, data, config, &|_, _| ())?.with_mail(data, config))?;
        // A log without a checkpoint can be rewritten by whoever has the file: a server that cannot sign does not start.
        services.notary.check_key()?;
        services.journal.record(Actor::System("server".into()), AuditEvent::ServerStarted)?;
        let settings = config.said.iter().map(|one| one.as_str().into()).collect();
        services.journal.record(Actor::System("server".into()), AuditEvent::SettingsTaken { settings })?;
        let local = socket::listen(&data.socket())?;
        let (stop, stopped) = watch::channel(false);
        let services = Arc::new(services);
        let upkeep = upkeep::start(&services, config.index_interval, &stopped);
        syslog::start(&services.notary, data, config, stopped.clone());
        let webhooks = webhooks::start(&services, data, config, stopped.clone())?;
        let sockets = tokio::spawn(socket::serve(local, Arc::clone(&services), stopped.clone()));
        let renewals = tokio::spawn(Arc::clone(&certificates).renew(stopped.clone()));
        let portal = tokio::spawn(listener::serve(tcp, certificates, services.router(config), config.clone(), stopped));
        ready(&services, address);
        end.wait().await;
        tracing::info!("stopping: no new connections; requests under way are finished");
        let _ = stop.send(true);
        let orderly = async {
            let _ = tokio::join!(portal, sockets, renewals, webhooks);
            // A submission under way goes on at the next start: nobody waits for it.
            let waited = std::time::Instant::now();
            while !upkeep.is_finished() && waited.elapsed() < LAST_UPKEEP {
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
        };
        tokio::select! {
            () = orderly => (),
            () = end.wait() => tracing::warn!("stopped at once; requests under way were cut off"),
        }
        // While the lock on the store is still held: afterwards it may be another server's.
        let _ = std::fs::remove_file(data.socket());
        drop(services);
        Ok(())
    });
    // A verb that hangs on a caller who went to sleep must not keep the process alive.
    runtime.shutdown_timeout(std::time::Duration::from_secs(5));
    outcome
}

/// Log lines to the error stream, one a line; `VEREDA_LOG` filters them.
pub fn start_logging() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("VEREDA_LOG");
    let filter = filter.unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,tantivy=warn"));
    let plain = !io::IsTerminal::is_terminal(&io::stderr());
    let logger = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(!plain);
    // A logger that was set before stays.
    let _ = logger.with_target(false).try_init();
}

/// The signals that end the server.
struct End {
    terminate: Signal,
    interrupt: Signal,
}

impl End {
    fn listen() -> Result<Self, Failure> {
        let listen = |kind| signal(kind).map_err(|error| cannot_start(&error));
        Ok(Self { terminate: listen(SignalKind::terminate())?, interrupt: listen(SignalKind::interrupt())? })
    }

    async fn wait(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => (),
            _ = self.interrupt.recv() => (),
        }
    }
}

fn cannot_start(error: &io::Error) -> Failure {
    Failure::new(Exit::Internal, format!("the server could not start: {error}. Nothing was changed"))
}

fn cannot_listen(address: SocketAddr, error: &io::Error) -> Failure {
    let why = match error.kind() {
        io::ErrorKind::AddrInUse => {
            "another program listens there; stop it, or choose another port with --listen or `listen` in vereda.toml"
                .to_owned()
        }
        io::ErrorKind::PermissionDenied => {
            "ports below 1024 need CAP_NET_BIND_SERVICE; choose a higher port or use the systemd unit".to_owned()
        }
        _ => format!("{error}; choose another address with --listen or `listen` in vereda.toml"),
    };
    Failure::new(Exit::Listen, format!("cannot listen at {address}: {why}. Nothing was changed"))
}

#[cfg(test)]
mod tests;
