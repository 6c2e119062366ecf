//! The audit log to a syslog receiver over TLS (RFC 5425), so that it lies on a machine whose operator is somebody else,
//! who can watch it: each entry as it is sealed, with commitments in the place of children, and after those that it
//! covers each checkpoint. What could not be sent is sent later, from the store: none is lost, and one may come twice.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::ring::default_provider;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, ServerName};
use tokio::sync::watch;

use super::upkeep::sleep;
use crate::audit::{self, Notary, Signed};
use crate::config::{Config, DataDir};
use crate::model::Timestamp;
use crate::store::{StoreError, View};

/// How often new checkpoints are looked for, and the longest pause after failures.
const LOOK: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_secs(300);
/// How long the receiver may take for anything.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes after which a connection is ended, and what it brought counts as sent.
const AT_ONCE: usize = 1 << 20;
/// Facility 13, log audit; severity 5, notice, for checkpoints and 6, informational, for entries (RFC 5424, section
/// 6.2.1).
const CHECKPOINT: u8 = 13 * 8 + 5;
const ENTRY: u8 = 13 * 8 + 6;

/// A receiver.
struct Receiver {
    /// Host and port.
    address: String,
    /// PEM file with the certificates it may be signed by.
    authorities: PathBuf,
}

/// Starts the thread, when the settings name a receiver. It ends when told to stop.
pub(super) fn start(notary: &Notary, data: &DataDir, config: &Config, stopped: watch::Receiver<bool>) {
    let Some(address) = config.audit.syslog.clone() else { return };
    let receiver = Receiver { address, authorities: data.root().join(&config.audit.syslog_ca) };
    let notary = notary.clone();
    std::thread::spawn(move || {
        let mut pause = LOOK;
        while !*stopped.borrow() {
            match forward(&notary, &receiver) {
                Ok(()) => pause = LOOK,
                Err(error) => {
                    if pause == LOOK {
                        tracing::error!("the audit log cannot be sent to {}: {error}; it is kept", receiver.address);
                    }
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
            }
            sleep(pause, &stopped);
        }
    });
}

/// Sends what the receiver has not. An entry goes with the first checkpoint that covers it.
fn forward(notary: &Notary, receiver: &Receiver) -> io::Result<()> {
    let failed = |error: StoreError| io::Error::other(error.to_string());
    let (view, mut sent) = (notary.view().map_err(failed)?, notary.sent_to_syslog().map_err(failed)?);
    let mut messages = Vec::new();
    for (size, note) in notary.after(sent).map_err(failed)? {
        for seq in sent + 1..=size {
            messages.extend(entry(&view, seq).map_err(failed)?);
            if messages.len() >= AT_ONCE {
                receiver.send(&std::mem::take(&mut messages))?;
            }
        }
        messages.extend(checkpoint(&note));
        sent = size;
        if messages.len() >= AT_ONCE {
            receiver.send(&std::mem::take(&mut messages))?;
            notary.was_sent_to_syslog(sent);
        }
    }
    if !messages.is_empty() {
        receiver.send(&messages)?;
        notary.was_sent_to_syslog(sent);
    }
    Ok(())
}

/// An entry as it is sealed: no child is named in it.
fn entry(view: &View, seq: u64) -> Result<Vec<u8>, StoreError> {
    let Some((row, leaf, openings)) = audit::sealed(view, seq)? else { return Ok(Vec::new()) };
    Ok(frame(ENTRY, row.at, "entry", &audit::json::entry(&row, &leaf, &openings, None)))
}

/// A checkpoint. Its note is JSON in the message: receivers garble ends of lines.
fn checkpoint(note: &str) -> Vec<u8> {
    let at = Signed::parse(note).map(|signed| signed.checkpoint.at).unwrap_or_default();
    frame(CHECKPOINT, at, "checkpoint", &serde_json::json!({ "note": note }))
}

/// A message with its length before it (RFC 5425, section 4.3).
fn frame(priority: u8, at: Timestamp, kind: &str, content: &serde_json::Value) -> Vec<u8> {
    let message = format!("<{priority}>1 {at} - vereda - {kind} - {content}");
    format!("{} {message}", message.len()).into_bytes()
}

impl Receiver {
    /// Sends bytes and waits until the other side has hung up: there is no other sign that it took them. One that does
    /// not hang up in time has at least not refused them.
    fn send(&self, bytes: &[u8]) -> io::Result<()> {
        let mut stream = self.connect()?;
        stream.write_all(bytes)?;
        stream.conn.send_close_notify();
        stream.flush()?;
        let mut rest = [0; 256];
        loop {
            match stream.read(&mut rest) {
                Ok(0) => return Ok(()),
                Ok(_) => (),
                Err(error) => {
                    return match error.kind() {
                        io::ErrorKind::UnexpectedEof | io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => Ok(()),
                        _ => Err(error),
                    };
                }
            }
        }
    }

    fn connect(&self) -> io::Result<StreamOwned<ClientConnection, TcpStream>> {
        let address = self.address.to_socket_addrs()?.next();
        let address = address.ok_or_else(|| io::Error::other("the receiver has no address"))?;
        let tcp = TcpStream::connect_timeout(&address, PATIENCE)?;
        tcp.set_read_timeout(Some(PATIENCE))?;
        tcp.set_write_timeout(Some(PATIENCE))?;
        let host = self.address.rsplit_once(':').map_or(self.address.as_str(), |(host, _)| host);
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let name = ServerName::try_from(host).map_err(io::Error::other)?;
        let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_root_certificates(authorities(&self.authorities)?)
            .with_no_client_auth();
        let connection = ClientConnection::new(Arc::new(config), name).map_err(io::Error::other)?;
        Ok(StreamOwned::new(connection, tcp))
    }
}

fn authorities(path: &Path) -> io::Result<RootCertStore> {
    let cannot = |error: &dyn std::fmt::Display| io::Error::other(format!("{}: {error}", path.display()));
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(path).map_err(|error| cannot(&error))? {
        roots.add(certificate.map_err(|error| cannot(&error))?).map_err(|error| cannot(&error))?;
    }
    if roots.is_empty() { Err(cannot(&"no certificate in it")) } else { Ok(roots) }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use rustls::{ServerConfig, ServerConnection};
    use rustls_pki_types::PrivateKeyDer;

    use super::*;
    use crate::audit::{Anchors, Settings};
    use crate::config::SystemClock;
    use crate::model::Clock;
    use crate::store::Environment;

    /// Takes one connection and gives what came over it.
    fn receive(listener: &TcpListener, config: Arc<ServerConfig>) -> Vec<u8> {
        let (tcp, _) = listener.accept().unwrap();
        let mut stream = StreamOwned::new(ServerConnection::new(config).unwrap(), tcp);
        let mut taken = Vec::new();
        stream.read_to_end(&mut taken).unwrap();
        taken
    }

    /// The messages without their lengths.
    fn messages(mut taken: &str) -> Vec<&str> {
        let mut found = Vec::new();
        while let Some((length, rest)) = taken.split_once(' ') {
            let (message, more) = rest.split_at(length.parse().unwrap());
            found.push(message);
            taken = more;
        }
        found
    }

    fn seq_of(message: &str) -> Option<u64> {
        let (_, json) = message.split_once(" - vereda - entry - ")?;
        let entry: serde_json::Value = serde_json::from_str(json).unwrap();
        assert!(entry["children"].as_array().unwrap().iter().all(|child| child.get("msix_id").is_none()));
        entry["seq"].as_u64()
    }

    #[test]
    fn a_receiver_that_was_away_gets_every_entry_and_checkpoint_and_its_file_verifies() {
        let folder = tempfile::tempdir().unwrap();
        let pair = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        let authorities = folder.path().join("ca.pem");
        std::fs::write(&authorities, pair.cert.pem()).unwrap();
        let store = audit::store_in_memory(Environment::Demo, SystemClock.now()).unwrap();
        let (key, directory) = (folder.path().join("key"), folder.path().join("second"));
        let settings = Settings { key, directory, entries: 1, seconds: 1 };
        let notary = Notary::new(store.clone(), Arc::new(SystemClock), settings);
        notary.sign(true).unwrap();

        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let receiver = Receiver { address, authorities };
        // One that does not speak TLS takes nothing.
        let deaf = std::thread::spawn(move || {
            drop(listener.accept().unwrap());
            listener
        });
        forward(&notary, &receiver).unwrap_err();
        let listener = deaf.join().unwrap();
        assert_eq!(notary.sent_to_syslog().unwrap(), 0);
        notary.sign(true).unwrap();

        let builder = ServerConfig::builder_with_provider(Arc::new(default_provider()));
        let builder = builder.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
        let secret = PrivateKeyDer::try_from(pair.signing_key.serialize_der()).unwrap();
        let config = Arc::new(builder.with_single_cert(vec![pair.cert.der().clone()], secret).unwrap());
        let taken = std::thread::spawn(move || receive(&listener, config));
        forward(&notary, &receiver).unwrap();
        let taken = String::from_utf8(taken.join().unwrap()).unwrap();
        let newest = notary.newest().unwrap().unwrap().checkpoint.size;
        assert_eq!(notary.sent_to_syslog().unwrap(), newest);
        let messages = messages(&taken);
        let notes = messages.iter().filter(|message| message.starts_with("<109>1 ") && message.ends_with("\"}"));
        assert_eq!(notes.count(), 2, "{taken}");
        // Each entry once, in order, and none after a checkpoint that covers it.
        let entries: Vec<u64> = messages.iter().filter_map(|message| seq_of(message)).collect();
        assert_eq!(entries, (1..=newest).collect::<Vec<_>>());
        assert!(messages[0].starts_with("<110>1 ") && messages.last().unwrap().contains(" checkpoint "), "{taken}");
        // As a receiver files it, one message a line.
        let filed = messages.join("\n");
        let anchors = Anchors::from_text(&filed);
        assert_eq!((anchors.outside.len(), anchors.unreadable), (2, 0));
        let report = audit::verify_against(&store.view().unwrap(), &anchors).unwrap();
        assert!(report.verdict.is_intact(), "{report:?}");
        assert_eq!(report.anchored.map(|anchor| anchor.size), Some(newest));
    }
}
