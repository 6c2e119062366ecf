//! The accept loop of the portal: TLS, HTTP/1.1 and HTTP/2, with limits on number, patience and the end.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

use super::steady::Steady;
use super::tls::Certificates;
use crate::config::Config;
use crate::model::one_peer;

/// How long requests under way may take at the end.
const LAST_REQUESTS: Duration = Duration::from_secs(10);
/// A pause after an error of the operating system, such as no more file descriptors.
const RECOVER: Duration = Duration::from_millis(200);
/// A connection without a request for this long is closed.
const IDLE: Duration = Duration::from_secs(5 * 60);
/// What one address may have of all connections: a school behind one address fits, a flood does not.
const SHARE_OF_ONE_PEER: usize = 4;
/// Streams of one HTTP/2 connection at a time.
const STREAMS: u32 = 64;
/// Streams of one HTTP/2 connection that were taken back before they were looked at, and that we took back because of
/// mistakes in them: one more ends the connection (CVE-2023-44487, CVE-2025-8671).
const TAKEN_BACK: usize = 20;
const MISTAKEN: usize = 100;
/// Most bytes of a request line with its headers, and most headers. Our own pages need a tenth of it.
const HEAD_BYTES: usize = 16 << 10;
const HEADERS: usize = 64;

/// Accepts connections until told to stop, then waits for the requests under way.
pub(super) async fn serve(
    tcp: TcpListener,
    certificates: Arc<Certificates>,
    router: Router,
    config: Config,
    mut stopped: watch::Receiver<bool>,
) {
    let tls = match certificates.server_config() {
        Ok(tls) => TlsAcceptor::from(Arc::new(tls)),
        Err(error) => return tracing::error!("TLS cannot be set up: {error}"),
    };
    let (connections, graceful) = (Arc::new(Semaphore::new(config.connections)), GracefulShutdown::new());
    let patience = config.patience;
    let peers = Peers::new((config.connections / SHARE_OF_ONE_PEER).max(8));
    loop {
        // Above the limit nobody is accepted: the operating system queues, then turns away.
        let accepted = tokio::select! {
            _ = stopped.changed() => break,
            accepted = async {
                let place = Arc::clone(&connections).acquire_owned().await;
                tcp.accept().await.map(|(stream, peer)| (place, stream, peer))
            } => accepted,
        };
        match accepted {
            Ok((place, stream, peer)) => {
                // Who has its share is hung up on at once.
                let Some(turn) = peers.enter(peer.ip()) else { continue };
                let (tls, router, watcher) = (tls.clone(), router.clone(), graceful.watcher());
                tokio::spawn(async move {
                    converse(stream, peer, tls, router, patience, watcher).await;
                    drop((place, turn));
                });
            }
            Err(error) => {
                tracing::warn!("a connection could not be accepted: {error}");
                tokio::time::sleep(RECOVER).await;
            }
        }
    }
    drop(tcp);
    if timeout(LAST_REQUESTS, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were cut off at the end");
    }
}

async fn converse(
    stream: TcpStream,
    peer: SocketAddr,
    tls: TlsAcceptor,
    router: Router,
    patience: Duration,
    watcher: Watcher,
) {
    // Only costs latency when it fails.
    let _ = stream.set_nodelay(true);
    // Who does not speak TLS, or not in time, is not worth a line in the log.
    let stream = Steady::new(stream, patience);
    let Ok(Ok(stream)) = timeout(patience, tls.accept(stream)).await else { return };
    let two = stream.get_ref().1.alpn_protocol() == Some(b"h2");
    let activity = Arc::new(Activity::default());
    let seen = Arc::clone(&activity);
    let service = hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        let (answer, seen) = (router.clone().oneshot(request), Arc::clone(&seen));
        async move {
            seen.begun.fetch_add(1, Ordering::Relaxed);
            let answer = answer.await;
            seen.ended.fetch_add(1, Ordering::Relaxed);
            answer
        }
    });
    // The handshake has said which protocol; to find out by reading would wait for ever on one who says nothing.
    let builder = Builder::new(TokioExecutor::new());
    let mut builder = if two { builder.http2_only() } else { builder.http1_only() };
    limit(&mut builder, patience);
    let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
    tokio::select! {
        ended = watcher.watch(connection) => if let Err(error) = ended {
            tracing::debug!("a connection ended early: {error}");
        },
        () = activity.until_idle(patience, IDLE) => tracing::debug!("an idle connection was closed"),
    }
}

/// What one connection may ask of us.
fn limit(builder: &mut Builder<TokioExecutor>, patience: Duration) {
    let mut one = builder.http1();
    one.timer(TokioTimer::new()).header_read_timeout(patience).max_headers(HEADERS).max_buf_size(HEAD_BYTES);
    let mut two = builder.http2();
    two.timer(TokioTimer::new()).keep_alive_interval(patience).keep_alive_timeout(patience);
    two.max_concurrent_streams(STREAMS).max_header_list_size(HEAD_BYTES as u32);
    two.max_pending_accept_reset_streams(TAKEN_BACK).max_local_error_reset_streams(MISTAKEN);
}

/// Requests of one connection.
#[derive(Default)]
struct Activity {
    begun: AtomicU64,
    ended: AtomicU64,
}

impl Activity {
    /// Ends when no request came within `first`, or when none was under way or came for `idle` to twice that.
    async fn until_idle(&self, first: Duration, idle: Duration) {
        tokio::time::sleep(first).await;
        let mut seen = self.begun.load(Ordering::Relaxed);
        if seen == 0 {
            return;
        }
        loop {
            tokio::time::sleep(idle).await;
            let begun = self.begun.load(Ordering::Relaxed);
            if begun == seen && self.ended.load(Ordering::Relaxed) == begun {
                return;
            }
            seen = begun;
        }
    }
}

/// How many connections each address has.
#[derive(Clone)]
struct Peers {
    most: usize,
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Peers {
    fn new(most: usize) -> Self {
        Self { most, open: Arc::default() }
    }

    /// A turn that is given back when it is dropped; none when the address has its share.
    fn enter(&self, peer: IpAddr) -> Option<Turn> {
        let peer = one_peer(peer);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(peer).or_default();
        (*count < self.most).then(|| *count += 1)?;
        Some(Turn { peer, peers: self.clone() })
    }
}

struct Turn {
    peer: IpAddr,
    peers: Peers,
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut open = self.peers.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.peer) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.peer);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rustls::crypto::ring::default_provider;
    use rustls::{ClientConfig, RootCertStore, ServerConfig};
    use rustls_pki_types::{PrivateKeyDer, ServerName};
    use tokio::io::AsyncReadExt;
    use tokio_rustls::TlsConnector;
    use tokio_rustls::client::TlsStream;

    use super::*;

    #[test]
    fn one_address_cannot_take_every_place() {
        let (peers, flood, school) = (Peers::new(2), IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let (first, _second) = (peers.enter(flood).unwrap(), peers.enter(flood).unwrap());
        assert!(peers.enter(flood).is_none());
        assert!(peers.enter(school).is_some());
        let line: Vec<_> = (1..4).map(|n| peers.enter(IpAddr::from([0x2001, 0xdb8, 0, 0, 0, 0, 0, n]))).collect();
        assert!(line[1].is_some() && line[2].is_none(), "all addresses of a line are one peer");
        drop(line);
        drop(first);
        assert!(peers.enter(flood).is_some());
        assert_eq!(peers.open.lock().unwrap().len(), 1);
    }

    #[tokio::test]
    async fn a_connection_is_idle_only_while_no_request_is_under_way() {
        let (activity, moment) = (Activity::default(), Duration::from_millis(20));
        activity.begun.store(1, Ordering::Relaxed);
        assert!(timeout(moment * 10, activity.until_idle(moment, moment)).await.is_err());
        activity.ended.store(1, Ordering::Relaxed);
        assert!(timeout(Duration::from_secs(60), activity.until_idle(moment, moment)).await.is_ok());
    }

    /// A client that has shaken hands over one of these protocols, and the listener's end of its connection.
    async fn shake(protocols: &[&[u8]], patience: Duration) -> (TlsStream<TcpStream>, tokio::task::JoinHandle<()>) {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let provider = Arc::new(default_provider());
        let server = ServerConfig::builder_with_provider(Arc::clone(&provider));
        let server = server.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
        let mut server = server.with_single_cert(vec![made.cert.der().clone()], key).unwrap();
        server.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let mut roots = RootCertStore::empty();
        roots.add(made.cert.der().clone()).unwrap();
        let client = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let mut client = client.with_root_certificates(roots).with_no_client_auth();
        client.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();

        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let served = tokio::spawn(async move {
            let (stream, peer) = listener.accept().await.unwrap();
            let tls = TlsAcceptor::from(Arc::new(server));
            converse(stream, peer, tls, Router::new(), patience, GracefulShutdown::new().watcher()).await;
        });
        let stream = TcpStream::connect(address).await.unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        (TlsConnector::from(Arc::new(client)).connect(name, stream).await.unwrap(), served)
    }

    #[tokio::test]
    async fn who_says_nothing_after_the_handshake_is_hung_up_on() {
        for protocols in [&[][..], &[b"http/1.1".as_slice()], &[b"h2".as_slice()]] {
            let (mut client, served) = shake(protocols, Duration::from_millis(300)).await;
            let mut said = Vec::new();
            // How it ends is the server's; that it ends is the point.
            let end = timeout(Duration::from_secs(30), client.read_to_end(&mut said)).await;
            assert!(end.is_ok(), "still open after {protocols:?}");
            timeout(Duration::from_secs(30), served).await.unwrap().unwrap();
        }
    }
}
