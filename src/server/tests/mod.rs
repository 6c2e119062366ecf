//! The portal as the network meets it: a listener of its own for each test, and clients that do not behave.

mod crowd;
mod http;
mod http2;
mod slow;
mod tls;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::tls::Certificates;
use super::{Services, listener, open_store};
use crate::config::Config;
use crate::identity::{NewAccount, Policy};
use crate::model::{Actor, Role};
use crate::store::Environment;

/// How long a client waits before it takes the server for dead.
const FOR_DEAD: Duration = Duration::from_secs(60);

pub(super) const PASSWORD: &str = "harvest moon 1962";

type Tls = StreamOwned<ClientConnection, TcpStream>;

/// A portal with one account, `rosa`, who has nothing left to do at her login.
pub(super) struct Served {
    address: SocketAddr,
    roots: RootCertStore,
    runtime: Option<Runtime>,
    _stop: watch::Sender<bool>,
    _folder: tempfile::TempDir,
}

impl Served {
    pub(super) fn new() -> Self {
        Self::with(|_| ())
    }

    /// With settings of its own.
    pub(super) fn with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = crate::cli::new_data(&folder.path().join("data"), Environment::Training).unwrap();
        let mut config = Config::default();
        change(&mut config);
        let mut services = Services::over(open_store(&data, &config).unwrap(), &data, &config, &|_, _| ()).unwrap();
        services.identity = services.identity.with_policy(Policy::of_the_demo());
        let rosa = NewAccount::settled("rosa", "Rosa", Role::Operator, None, PASSWORD);
        services.identity.create_account(Actor::Console("root".into()), rosa).unwrap();
        let certificates = Certificates::load(&data, &config).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let (stop, stopped) = watch::channel(false);
        let tcp = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = tcp.local_addr().unwrap();
        runtime.spawn(listener::serve(tcp, certificates, services.router(&config), config, stopped));
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_file(data.tls().join("certificate.pem")).unwrap()).unwrap();
        Self { address, roots, runtime: Some(runtime), _stop: stop, _folder: folder }
    }

    /// A connection on which nothing was said.
    pub(super) fn tcp(&self) -> TcpStream {
        let tcp = TcpStream::connect(self.address).unwrap();
        tcp.set_read_timeout(Some(FOR_DEAD)).unwrap();
        tcp.set_write_timeout(Some(FOR_DEAD)).unwrap();
        tcp.set_nodelay(true).unwrap();
        tcp
    }

    /// The settings of a client that speaks these protocols.
    pub(super) fn client(&self, protocols: &[&[u8]]) -> ClientConfig {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let settings = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let mut settings = settings.with_root_certificates(self.roots.clone()).with_no_client_auth();
        settings.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
        settings
    }

    /// A connection whose handshake is done at its first use.
    pub(super) fn tls(&self, settings: ClientConfig) -> Tls {
        let name = ServerName::try_from("127.0.0.1").unwrap();
        StreamOwned::new(ClientConnection::new(Arc::new(settings), name).unwrap(), self.tcp())
    }

    /// All that comes back for these bytes until the server ends the connection.
    pub(super) fn answers(&self, bytes: impl AsRef<[u8]>) -> String {
        let mut stream = self.tls(self.client(&[b"http/1.1"]));
        // Who sends too much is cut off.
        let _ = stream.write_all(bytes.as_ref()).and_then(|()| stream.flush());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// The whole answer to one request: `head` is its first line and what headers it has of its own.
    pub(super) fn asks(&self, head: &str, body: &str) -> String {
        self.answers(format!("{head}\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n{body}"))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.runtime.take().unwrap().shutdown_background();
    }
}

/// The number in the first line of an answer; 0 when there is none.
pub(super) fn status(answer: &str) -> u16 {
    answer.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)?.parse().ok()).unwrap_or_default()
}
