//! Certificate and key: read from files, checked against each other, taken up anew while the server runs.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};
use std::time::{Duration, SystemTime};

use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::version::{TLS12, TLS13};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::cli::exit::{Exit, Failure};
use crate::config::{Config, DataDir};
use crate::model::Timestamp;

/// How often the files are looked at.
const LOOK: Duration = Duration::from_secs(2);
/// Years for which a self-signed certificate is made.
const YEARS: i32 = 2;

/// The pair in use, and where it comes from.
#[derive(Debug)]
pub struct Certificates {
    certificate: PathBuf,
    key: PathBuf,
    current: RwLock<Arc<CertifiedKey>>,
}

impl Certificates {
    /// Reads and checks the pair of an installation.
    pub fn load(data: &DataDir, config: &Config) -> Result<Arc<Self>, Failure> {
        let (certificate, key) = (data.root().join(&config.certificate), data.root().join(&config.key));
        let pair = read_pair(&certificate, &key).map_err(|why| {
            let advice = "Nothing was started; put a matching pair of PEM files there, or name others in vereda.toml";
            Failure::new(Exit::Listen, format!("{why}. {advice}"))
        })?;
        Ok(Arc::new(Self { certificate, key, current: RwLock::new(Arc::new(pair)) }))
    }

    /// TLS settings of the portal: TLS 1.3 and 1.2, HTTP/2 and HTTP/1.1. The suites are the provider's: AES-GCM and
    /// ChaCha20-Poly1305, each with a key exchange that gives forward secrecy.
    pub fn server_config(self: &Arc<Self>) -> Result<ServerConfig, rustls::Error> {
        let builder = ServerConfig::builder_with_provider(Arc::new(default_provider()));
        let builder = builder.with_protocol_versions(&[&TLS13, &TLS12])?.with_no_client_auth();
        let mut config = builder.with_cert_resolver(Arc::clone(self) as Arc<dyn ResolvesServerCert>);
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(config)
    }

    /// Takes up a new pair when the files change or on SIGHUP; one that does not work leaves the old one in use.
    pub async fn renew(self: Arc<Self>, mut stopped: watch::Receiver<bool>) {
        let Ok(mut hangup) = signal(SignalKind::hangup()) else { return };
        let mut seen = self.changed();
        loop {
            let asked = tokio::select! {
                _ = stopped.changed() => return,
                _ = hangup.recv() => true,
                () = tokio::time::sleep(LOOK) => false,
            };
            let now = self.changed();
            if asked || now != seen {
                seen = now;
                self.reload();
            }
        }
    }

    fn reload(&self) {
        match read_pair(&self.certificate, &self.key) {
            Ok(pair) => {
                *self.current.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(pair);
                tracing::info!("a new certificate is in use");
            }
            Err(why) => tracing::error!("the new certificate is not used, the old one stays: {why}"),
        }
    }

    fn changed(&self) -> [Option<SystemTime>; 2] {
        [&self.certificate, &self.key].map(|path| fs::metadata(path).and_then(|metadata| metadata.modified()).ok())
    }
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.current.read().unwrap_or_else(std::sync::PoisonError::into_inner)))
    }
}

fn read_pair(certificate: &Path, key: &Path) -> Result<CertifiedKey, String> {
    let chain: Result<Vec<_>, _> = CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect);
    let chain = chain.map_err(|error| format!("the certificate {} cannot be read: {error}", certificate.display()))?;
    if chain.is_empty() {
        return Err(format!("{} holds no certificate in PEM form", certificate.display()));
    }
    let private = PrivateKeyDer::from_pem_file(key)
        .map_err(|error| format!("the private key {} cannot be read: {error}", key.display()))?;
    CertifiedKey::from_der(chain, private, &default_provider()).map_err(|error| match error {
        rustls::Error::InconsistentKeys(_) => {
            format!("the certificate {} and the private key {} do not match", certificate.display(), key.display())
        }
        other => format!("the pair {} and {} cannot be used: {other}", certificate.display(), key.display()),
    })
}

/// Makes a self-signed pair for this machine, valid from now on. For a start: people's browsers will warn.
pub fn make_self_signed(certificate: &Path, key: &Path, now: Timestamp) -> Result<(), Failure> {
    let failed = |error: &dyn std::fmt::Display| {
        Failure::new(Exit::Data, format!("the self-signed certificate could not be made: {error}"))
    };
    let signing_key = rcgen::KeyPair::generate().map_err(|error| failed(&error))?;
    let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()];
    let mut parameters = rcgen::CertificateParams::new(names).map_err(|error| failed(&error))?;
    let year = i32::from(now.date().year());
    parameters.not_before = rcgen::date_time_ymd(year - 1, 1, 1);
    parameters.not_after = rcgen::date_time_ymd(year + YEARS, 12, 31);
    parameters.distinguished_name.push(rcgen::DnType::CommonName, "Vereda, self-signed");
    let signed = parameters.self_signed(&signing_key).map_err(|error| failed(&error))?;
    write_new(certificate, &signed.pem(), 0o644).map_err(|error| failed(&error))?;
    write_new(key, &signing_key.serialize_pem(), 0o600).map_err(|error| failed(&error))
}

fn write_new(path: &Path, text: &str, mode: u32) -> std::io::Result<()> {
    OpenOptions::new().write(true).create_new(true).mode(mode).open(path)?.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(folder: &Path, name: &str) -> (PathBuf, PathBuf) {
        let (certificate, key) = (folder.join(format!("{name}.pem")), folder.join(format!("{name}.key")));
        make_self_signed(&certificate, &key, "2026-11-21T00:00:00Z".parse().unwrap()).unwrap();
        (certificate, key)
    }

    #[test]
    fn a_key_of_another_certificate_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let (certificate, key) = pair(folder.path(), "one");
        let (_, other_key) = pair(folder.path(), "other");
        read_pair(&certificate, &key).unwrap();
        assert!(read_pair(&certificate, &other_key).unwrap_err().contains("do not match"));
        assert!(read_pair(&key, &key).unwrap_err().contains("holds no certificate"));
    }

    #[test]
    fn a_new_pair_that_works_is_taken_up_and_one_that_does_not_leaves_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let (certificate, key) = pair(folder.path(), "one");
        let (other, other_key) = pair(folder.path(), "other");
        let current = RwLock::new(Arc::new(read_pair(&certificate, &key).unwrap()));
        let certificates = Certificates { certificate: certificate.clone(), key: key.clone(), current };
        let in_use = || certificates.current.read().unwrap().cert.clone();
        let before = in_use();

        fs::copy(&other, &certificate).unwrap();
        certificates.reload();
        assert_eq!(in_use(), before, "half of a new pair");

        fs::copy(&other_key, &key).unwrap();
        certificates.reload();
        assert_ne!(in_use(), before);
    }
}
