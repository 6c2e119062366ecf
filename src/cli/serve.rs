//! `vereda serve`: the portal, until it is told to stop.

use std::net::SocketAddr;
use std::path::PathBuf;

use super::Place;
use super::exit::{Exit, Failure};
use crate::{secret, server};

/// Serve the portal over HTTPS and the verbs over the local socket, until SIGTERM or Ctrl-C.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Address and port, in place of the settings file's.
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// PEM file with the certificate chain, likewise.
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
    /// PEM file with the private key, likewise.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
}

pub(super) fn run(place: &Place, args: Args) -> Result<Exit, Failure> {
    let (data, mut config) = place.open()?;
    config.listen = args.listen.unwrap_or(config.listen);
    let handed = secret::credentials();
    let handed = |name| secret::handed(handed.as_deref(), name);
    config.certificate = handed("tls.certificate").unwrap_or(config.certificate);
    config.key = handed("tls.key").unwrap_or(config.key);
    // What is named on the command line is relative to where the command is given.
    let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
    config.certificate = args.certificate.map_or(config.certificate, absolute);
    config.key = args.key.map_or(config.key, absolute);
    server::start_logging();
    server::run(&data, &config, |_, address| tracing::info!("the portal is at https://{address}"))?;
    Ok(Exit::Ok)
}
