//! The local socket: verbs of the same machine run inside the server. Only the owner of the data directory and root
//! get through: the directory is closed to others, the socket is, and the kernel's word about the peer is checked.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{Semaphore, watch};

use super::Services;
use crate::cli::exit::{Exit, Failure};
use crate::cli::request::Caller;
use crate::cli::{serve_connection, user_name};

/// Verbs at a time; more wait.
const VERBS: usize = 16;

/// Listens on a socket file, in place of one that a killed server has left. The caller holds the lock on the store.
pub(super) fn listen(path: &Path) -> Result<UnixListener, Failure> {
    bind(path).map_err(|error| {
        let advice = "Nothing was changed; a data directory with a path of up to 90 characters always works";
        Failure::new(Exit::Listen, format!("cannot make the local socket {}: {error}. {advice}", path.display()))
    })
}

fn bind(path: &Path) -> io::Result<UnixListener> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => (),
    }
    let listener = UnixListener::bind(path)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}

/// Runs verbs until told to stop.
pub(super) async fn serve(listener: UnixListener, services: Arc<Services>, mut stopped: watch::Receiver<bool>) {
    let verbs = Arc::new(Semaphore::new(VERBS));
    loop {
        let accepted = tokio::select! {
            _ = stopped.changed() => return,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            continue;
        };
        let (services, verbs) = (Arc::clone(&services), Arc::clone(&verbs));
        tokio::spawn(async move {
            let Ok(place) = verbs.acquire_owned().await else { return };
            let done = tokio::task::spawn_blocking(move || {
                let _place = place;
                converse(stream, &services)
            });
            if let Ok(Err(error)) = done.await {
                tracing::debug!("a verb ended early: {error}");
            }
        });
    }
}

fn converse(stream: UnixStream, services: &Services) -> io::Result<()> {
    let peer = stream.peer_cred()?.uid();
    if peer != 0 && peer != rustix::process::geteuid().as_raw() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let stream = stream.into_std()?;
    stream.set_nonblocking(false)?;
    serve_connection(services, &Caller::through_the_socket(user_name(peer)), &stream)
}
