//! The running server: listeners, TLS, the local socket, readiness, shutdown.
