//! HTTP/2 frame by frame (RFC 9113).

use std::io::{Read, Write};

use super::Served;

const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;
/// Flags of a header block that is whole, on a stream with nothing after it.
const WHOLE: u8 = 0x05;
const CANCEL: u32 = 8;
const ENHANCE_YOUR_CALM: u32 = 11;

fn frame(kind: u8, flags: u8, stream: u32, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), body].concat()
}

fn opening() -> Vec<u8> {
    [b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(), frame(SETTINGS, 0, 0, &[])].concat()
}

/// `GET /` of 127.0.0.1 over https, from HPACK's static table but for the host.
fn request(stream: u32) -> Vec<u8> {
    frame(HEADERS, WHOLE, stream, b"\x82\x87\x84\x01\x09127.0.0.1")
}

/// Sends the frames and gives kind and body of all that come back until the connection ends, or until `enough`.
fn conversation(served: &Served, frames: &[u8], enough: impl Fn(u8) -> bool) -> Vec<(u8, Vec<u8>)> {
    let mut stream = served.tls(served.client(&[b"h2"]));
    // It may be over before all is said.
    let _ = stream.write_all(frames).and_then(|()| stream.flush());
    let mut came = Vec::new();
    loop {
        let mut head = [0; 9];
        if stream.read_exact(&mut head).is_err() {
            return came;
        }
        let mut body = vec![0; usize::try_from(u32::from_be_bytes([0, head[0], head[1], head[2]])).unwrap()];
        if stream.read_exact(&mut body).is_err() {
            return came;
        }
        came.push((head[3], body));
        if enough(head[3]) {
            return came;
        }
    }
}

#[test]
fn a_request_over_http_2_is_answered() {
    let came = conversation(&Served::new(), &[opening(), request(1)].concat(), |kind| kind == HEADERS);
    assert_eq!(came.last().unwrap().0, HEADERS, "{came:?}");
}

/// Rapid reset (CVE-2023-44487): requests that are taken back as soon as they are sent cost the client nothing.
#[test]
fn who_takes_back_what_he_asks_is_sent_away() {
    let mut frames = opening();
    for stream in (1..2_000).step_by(2) {
        frames.extend(request(stream));
        frames.extend(frame(RST_STREAM, 0, stream, &CANCEL.to_be_bytes()));
    }
    let came = conversation(&Served::new(), &frames, |kind| kind == GOAWAY);
    let (kind, body) = came.last().expect("an answer");
    assert_eq!((*kind, &body[4..8]), (GOAWAY, &ENHANCE_YOUR_CALM.to_be_bytes()[..]), "{came:?}");
}

/// A header block without end (CVE-2024-27316): it is not gathered in memory for ever.
#[test]
fn headers_without_end_are_not_gathered() {
    const CONTINUATION: u8 = 9;
    let mut frames = opening();
    frames.extend(frame(HEADERS, 0x01, 1, b"\x82\x87\x84\x01\x09127.0.0.1"));
    // A header of 100 bytes, not indexed, in a frame of its own, again and again.
    let one = [&b"\x00\x01x\x64"[..], &[b'y'; 100]].concat();
    for _ in 0..50 {
        frames.extend(frame(CONTINUATION, 0, 1, &one));
    }
    let came = conversation(&Served::new(), &frames, |kind| kind == GOAWAY);
    assert!(came.iter().any(|(kind, _)| *kind == GOAWAY), "{came:?}");
    assert!(came.iter().all(|(kind, _)| *kind != HEADERS), "it was never a request");
}
