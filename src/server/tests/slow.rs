//! Clients that take their time to hold a place. That a place is given back is the point; when is the setting's.

use std::io::{ErrorKind, Read, Write};
use std::thread::sleep;
use std::time::Duration;

use super::Served;

const PATIENCE: Duration = Duration::from_secs(1);

fn impatient() -> Served {
    Served::with(|config| config.patience = PATIENCE)
}

/// Whether the server ends a connection on which this is said bit by bit.
fn is_ended(mut stream: impl Read + Write, said: &[u8]) -> bool {
    for byte in said.iter().cycle().take(400) {
        sleep(Duration::from_millis(50));
        if stream.write_all(&[*byte]).and_then(|()| stream.flush()).is_err() {
            return true;
        }
    }
    // 20 seconds of bytes were taken without a word.
    false
}

#[test]
fn a_handshake_that_does_not_come_is_not_waited_for() {
    let served = impatient();
    let read = served.tcp().read(&mut [0; 1]);
    // Ended or reset: not the time-out of the client.
    let ended = read.as_ref().map_or_else(|error| error.kind() == ErrorKind::ConnectionReset, |count| *count == 0);
    assert!(ended, "{read:?}");
}

#[test]
fn a_handshake_byte_by_byte_is_not_waited_for() {
    // A record of handshake that announces 16,000 bytes.
    let served = impatient();
    let mut tcp = served.tcp();
    tcp.write_all(&[0x16, 3, 1, 0x3e, 0x80]).unwrap();
    assert!(is_ended(tcp, &[1]));
}

#[test]
fn a_head_byte_by_byte_is_not_waited_for() {
    let served = impatient();
    let mut stream = served.tls(served.client(&[b"http/1.1"]));
    stream.write_all(b"GET /login HTTP/1.1\r\nhost: 127.0.0.1\r\n").unwrap();
    assert!(is_ended(stream, b"x: y\r\n"));
}

#[test]
fn a_head_over_http_2_that_does_not_end_is_not_waited_for() {
    let served = impatient();
    let mut stream = served.tls(served.client(&[b"h2"]));
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").unwrap();
    stream.write_all(&[0, 0, 0, 4, 0, 0, 0, 0, 0]).unwrap();
    stream.flush().unwrap();
    let mut said = Vec::new();
    // How it ends is the server's; that it ends before the client takes it for dead is the point.
    let ended = stream.read_to_end(&mut said);
    let dead = ended.err().is_some_and(|error| error.kind() == ErrorKind::WouldBlock);
    assert!(!dead);
}
