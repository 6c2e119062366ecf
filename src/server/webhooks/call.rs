//! One call: HTTP/1.1 over TLS, a connection of its own, no redirects, ten seconds for all of it. Of the answer counts
//! the status; of its body no more is taken than 4 KiB, to let the other side finish.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1;
use hyper::{Request, header};
use hyper_util::rt::TokioIo;
use rustls::crypto::ring::default_provider;
use rustls::{ClientConfig, RootCertStore};
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, ServerName};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::body::Head;
use super::reach;
use crate::casework::{Called, HookAddress};
use crate::cli::exit::{Exit, Failure};

/// How long a call may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of an answer's body that are taken.
const TAKEN: usize = 4 << 10;

/// Makes calls.
pub(super) struct Caller {
    tls: TlsConnector,
    private_too: bool,
}

impl Caller {
    /// With the authorities that browsers know, and those of a file.
    pub(super) fn new(authorities: Option<&Path>, private_too: bool) -> Result<Self, Failure> {
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        if let Some(path) = authorities {
            let cannot =
                |error: &dyn std::fmt::Display| Failure::new(Exit::Data, format!("{}: {error}", path.display()));
            for certificate in CertificateDer::pem_file_iter(path).map_err(|error| cannot(&error))? {
                roots.add(certificate.map_err(|error| cannot(&error))?).map_err(|error| cannot(&error))?;
            }
        }
        let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| Failure::new(Exit::Internal, error.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self { tls: TlsConnector::from(Arc::new(config)), private_too })
    }

    /// Calls and says what became of it.
    pub(super) async fn call(&self, address: &HookAddress, head: &Head, body: String) -> Called {
        match timeout(PATIENCE, self.sent(address, head, body)).await {
            Ok(Ok(status)) => Called { status: Some(status), trouble: String::new() },
            Ok(Err(trouble)) => Called { status: None, trouble },
            Err(_) => Called { status: None, trouble: format!("no answer within {} s", PATIENCE.as_secs()) },
        }
    }

    async fn sent(&self, address: &HookAddress, head: &Head, body: String) -> Result<u16, String> {
        let to = reach::look_up(address, self.private_too).await?;
        let tcp = TcpStream::connect(to).await.map_err(|error| format!("no connection: {error}"))?;
        let name = ServerName::try_from(address.host.clone()).map_err(|error| error.to_string())?;
        let tls = self.tls.connect(name, tcp).await.map_err(|error| untrusted(&error))?;
        let (mut sender, connection) =
            http1::handshake(TokioIo::new(tls)).await.map_err(|error| format!("no HTTP: {error}"))?;
        // It ends with the sender, or with this call.
        let connection = Ending(tokio::spawn(async move { drop(connection.await) }));
        let answer = sender.send_request(request(address, head, body)?).await;
        let answer = answer.map_err(|error| format!("no answer: {error}"))?;
        let (status, mut rest) = (answer.status().as_u16(), answer.into_body());
        let mut taken = 0;
        while taken < TAKEN {
            let Some(Ok(frame)) = rest.frame().await else { break };
            taken += frame.data_ref().map_or(0, Bytes::len);
        }
        drop(connection);
        Ok(status)
    }
}

/// A task that ends with its owner.
struct Ending(tokio::task::JoinHandle<()>);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn request(address: &HookAddress, head: &Head, body: String) -> Result<Request<Full<Bytes>>, String> {
    let host = if address.host.contains(':') { format!("[{}]", address.host) } else { address.host.clone() };
    let host = if address.port == 443 { host } else { format!("{host}:{}", address.port) };
    Request::post(&address.path)
        .header(header::HOST, host)
        .header(header::USER_AGENT, concat!("Vereda/", env!("CARGO_PKG_VERSION")))
        .header(header::CONTENT_TYPE, "application/json")
        .header("webhook-id", &head.id)
        .header("webhook-timestamp", &head.timestamp)
        .header("webhook-signature", &head.signature)
        .body(Full::new(Bytes::from(body)))
        .map_err(|error| error.to_string())
}

fn untrusted(error: &io::Error) -> String {
    format!("no trusted connection: {error}")
}
