//! Settings, read once and checked all together, and the layout of a data directory. It must never guess: a key it
//! does not know is an error, and a setting that cannot work is refused before anything is opened.

mod agency;
mod audit;
mod clock;
mod data_dir;
mod feed;
mod file;
mod mail;
mod pepper;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::casework::{Days, Exchange};
use crate::identity::Policy;
use crate::matching::Wanted;
use crate::store::Options;
use crate::submission::Limits;
pub use agency::{Agencies, Agency};
pub use audit::AuditSettings;
pub use clock::SystemClock;
pub use data_dir::{DataDir, DataDirError};
pub use feed::FeedSettings;
pub use mail::{Mail, SmtpTls};
pub use pepper::{PepperError, make_pepper, read_pepper};

/// All settings of one installation.
#[derive(Debug, Clone)]
pub struct Config {
    /// `section.key = value` of each setting that the file has, in the order of the keys: for the audit log.
    pub said: Vec<String>,
    /// Data directory named by a settings file outside of it.
    pub data: Option<PathBuf>,
    /// Where the portal listens.
    pub listen: SocketAddr,
    /// Names by which browsers ask for the portal; others are refused. Empty: any name will do.
    pub hosts: Vec<String>,
    /// PEM file with the certificate chain; relative to the data directory.
    pub certificate: PathBuf,
    /// PEM file with the private key; relative to the data directory.
    pub key: PathBuf,
    /// Most connections at a time.
    pub connections: usize,
    /// How long a client may take for the TLS handshake, and for the head of a request.
    pub patience: Duration,
    /// Limits on a submission.
    pub limits: Limits,
    /// How the store is opened.
    pub store: Options,
    /// How often the server brings the search index up to date.
    pub index_interval: Duration,
    /// How long items of the worklist may wait.
    pub worklist: Days,
    /// What the agency decides about notices.
    pub exchange: Exchange,
    /// What is wanted of the thresholds of linking.
    pub matching: Wanted,
    /// The audit log's checkpoints.
    pub audit: AuditSettings,
    /// What is asked of everybody who logs in.
    pub policy: Policy,
    /// The file of the pepper, relative to the data directory; `None`: the one that the system's service manager hands
    /// over, or else that of the data directory.
    pub pepper: Option<PathBuf>,
    /// The zone of the times of the day at which jobs run.
    pub zone: jiff::tz::TimeZone,
    /// How messages to people go out.
    pub mail: Mail,
    /// Keys of the interface, and webhooks.
    pub feed: FeedSettings,
    /// What stands at the head and foot of the states' letters.
    pub agencies: Agencies,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            said: Vec::new(),
            data: None,
            listen: SocketAddr::from(([127, 0, 0, 1], 8443)),
            hosts: Vec::new(),
            certificate: PathBuf::from("tls/certificate.pem"),
            key: PathBuf::from("tls/key.pem"),
            connections: 1000,
            patience: Duration::from_secs(10),
            limits: Limits::default(),
            store: Options::default(),
            index_interval: Duration::from_millis(300),
            worklist: Days::default(),
            exchange: Exchange::default(),
            matching: Wanted::default(),
            audit: AuditSettings::default(),
            policy: Policy::default(),
            pepper: None,
            zone: jiff::tz::TimeZone::UTC,
            mail: Mail::default(),
            feed: FeedSettings::default(),
            agencies: Agencies::default(),
        }
    }
}

/// What is wrong with a settings file: everything at once.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It cannot be read.
    #[error("the settings file {0} cannot be read: {1}")]
    Unreadable(PathBuf, std::io::Error),
    /// It is not TOML.
    #[error("the settings file {0} is not valid TOML: {1}")]
    Syntax(PathBuf, String),
    /// Keys that are unknown or values that cannot be.
    #[error("the settings file {0} has {n} mistake{s}: {list}", n = .1.len(), s = if .1.len() == 1 { "" } else { "s" }, list = .1.join("; "))]
    Mistakes(PathBuf, Vec<String>),
}

impl Config {
    /// Reads a settings file. `None` is the same as an empty one.
    pub fn read(path: Option<&Path>) -> Result<Self, ConfigError> {
        let Some(path) = path else { return Ok(Self::default()) };
        let text = std::fs::read_to_string(path).map_err(|error| ConfigError::Unreadable(path.to_owned(), error))?;
        let table = text
            .parse::<toml::Table>()
            .map_err(|error| ConfigError::Syntax(path.to_owned(), error.to_string().trim().replace('\n', " ")))?;
        let mut config =
            file::interpret(&table).map_err(|mistakes| ConfigError::Mistakes(path.to_owned(), mistakes))?;
        // Relative to the file that names it, wherever the verb is called.
        let folder = path.parent().unwrap_or(Path::new(""));
        config.data = config.data.map(|data| folder.join(data));
        said(&table, "", &mut config.said);
        Ok(config)
    }

    /// The settings file written into a new data directory: every setting, commented out at its default.
    pub fn template() -> &'static str {
        file::TEMPLATE
    }
}

/// Takes down what a table of settings has, sections and what is in them.
fn said(table: &toml::Table, section: &str, found: &mut Vec<String>) {
    for (key, value) in table {
        match value {
            toml::Value::Table(inner) => said(inner, &format!("{section}{key}."), found),
            value => found.push(format!("{section}{key} = {value}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_relative_to_the_settings_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.toml");
        for (named, expected) in [("store", folder.path().join("store")), ("/srv/store", PathBuf::from("/srv/store"))] {
            std::fs::write(&path, format!("data = \"{named}\"\n")).unwrap();
            assert_eq!(Config::read(Some(&path)).unwrap().data, Some(expected));
        }
    }

    #[test]
    fn what_a_file_sets_is_said_key_by_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.toml");
        std::fs::write(&path, "listen = \"127.0.0.1:1\"\n[accounts]\nterms_days = 30\n[agency.TX]\nname = \"TEA\"\n")
            .unwrap();
        let said = ["accounts.terms_days = 30", "agency.TX.name = \"TEA\"", "listen = \"127.0.0.1:1\""];
        assert_eq!(Config::read(Some(&path)).unwrap().said, said);
        assert!(Config::default().said.is_empty());
    }
}
