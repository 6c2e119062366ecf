//! The accept loop of the portal: TLS, HTTP/1.1 and HTTP/2, with limits on number, patience and the end.

use std::net::SocketAddr;
use std::sync::Arc;
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

use super::tls::Certificates;
use crate::config::Config;

/// How long requests under way may take at the end.
const LAST_REQUESTS: Duration = Duration::from_secs(10);
/// A pause after an error of the operating system, such as no more file descriptors.
const RECOVER: Duration = Duration::from_millis(200);
/// Streams of one HTTP/2 connection at a time.
const STREAMS: u32 = 64;

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
                let (tls, router, watcher) = (tls.clone(), router.clone(), graceful.watcher());
                tokio::spawn(async move {
                    converse(stream, peer, tls, router, patience, watcher).await;
                    drop(place);
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
    let Ok(Ok(stream)) = timeout(patience, tls.accept(stream)).await else { return };
    let service = hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(patience);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(patience).max_concurrent_streams(STREAMS);
    let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!("a connection ended early: {error}");
    }
}
