//! Settings of the audit log's checkpoints.

use std::path::PathBuf;

/// How checkpoints are signed and where they are laid down.
#[derive(Debug, Clone)]
pub struct AuditSettings {
    /// The key that signs; relative to the data directory. A systemd credential named `audit.key` goes before it.
    pub key: PathBuf,
    /// The second directory; relative to the data directory.
    pub checkpoints: PathBuf,
    /// Entries after which a checkpoint is signed.
    pub entries: u64,
    /// Seconds after which one is signed if there is any new entry.
    pub seconds: u64,
    /// Host and port of a syslog receiver (RFC 5425), if there is one.
    pub syslog: Option<String>,
    /// PEM file with the certificates that receiver may be signed by; relative to the data directory.
    pub syslog_ca: PathBuf,
}

impl Default for AuditSettings {
    fn default() -> Self {
        Self {
            key: PathBuf::from("secrets/audit.key"),
            checkpoints: PathBuf::from("checkpoints"),
            entries: 1000,
            seconds: 300,
            syslog: None,
            syslog_ca: PathBuf::from("tls/syslog-ca.pem"),
        }
    }
}
