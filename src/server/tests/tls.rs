//! Which versions and suites are spoken. Hellos are written byte by byte: no library would send the bad ones.

use std::io::{Read, Write};

use rustls::version::{TLS12, TLS13};
use rustls::{ProtocolVersion, SupportedProtocolVersion};

use super::Served;

const ALERT: u8 = 0x15;
const HANDSHAKE: u8 = 0x16;
/// RFC 8446, section 6.2.
const HANDSHAKE_FAILURE: u8 = 40;
const PROTOCOL_VERSION: u8 = 70;

const TLS_1_0: u16 = 0x0301;
const TLS_1_1: u16 = 0x0302;
const TLS_1_2: u16 = 0x0303;
/// TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, which is spoken.
const GOOD: u16 = 0xc02b;

/// A hello of a client that knows nothing newer than `version`.
fn hello(version: u16, suites: &[u16]) -> Vec<u8> {
    let list = |items: &[u16]| items.iter().flat_map(|item| item.to_be_bytes()).collect::<Vec<u8>>();
    let sized = |bytes: Vec<u8>| [&u16::try_from(bytes.len()).unwrap().to_be_bytes()[..], &bytes].concat();
    let extension = |number: u16, body: Vec<u8>| [&number.to_be_bytes()[..], &sized(body)].concat();
    let extensions = [
        // Groups x25519 and secp256r1; points uncompressed; ECDSA and RSA with SHA-256, RSA with SHA-1.
        extension(10, sized(list(&[0x001d, 0x0017]))),
        extension(11, vec![1, 0]),
        extension(13, sized(list(&[0x0403, 0x0804, 0x0401, 0x0201]))),
    ]
    .concat();
    let mut body = version.to_be_bytes().to_vec();
    body.extend([7; 32]);
    body.push(0);
    body.extend(sized(list(suites)));
    body.extend([1, 0]);
    body.extend(sized(extensions));
    let mut record = vec![HANDSHAKE, 3, 1];
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    record.extend(sized([&[1][..], &length[1..], &body].concat()));
    record
}

/// The kind of record that comes back, and its last byte: of an alert its number.
fn answer(served: &Served, bytes: &[u8]) -> (u8, u8) {
    let mut tcp = served.tcp();
    tcp.write_all(bytes).unwrap();
    let mut head = [0; 5];
    tcp.read_exact(&mut head).unwrap();
    let mut body = vec![0; usize::from(u16::from_be_bytes([head[3], head[4]]))];
    tcp.read_exact(&mut body).unwrap();
    (head[0], *body.last().unwrap())
}

#[test]
fn tls_1_1_and_older_are_refused() {
    let served = Served::new();
    assert_eq!(answer(&served, &hello(TLS_1_2, &[GOOD])).0, HANDSHAKE, "the hello itself is well made");
    for version in [TLS_1_0, TLS_1_1] {
        // Suites of that time, and one of today.
        assert_eq!(answer(&served, &hello(version, &[0xc009, 0x002f, GOOD])), (ALERT, PROTOCOL_VERSION));
    }
}

#[test]
fn weak_suites_are_refused() {
    let served = Served::new();
    let weak = [
        ("RSA key exchange, AES-CBC", 0x002f),
        ("RSA key exchange, AES-GCM", 0x009c),
        ("3DES", 0x000a),
        ("RC4", 0x0005),
        ("ECDHE with CBC", 0xc009),
        ("finite field DHE", 0x009e),
        ("no encryption", 0x0002),
        ("no authentication", 0xc018),
        ("export", 0x0003),
    ];
    for (name, suite) in weak {
        assert_eq!(answer(&served, &hello(TLS_1_2, &[suite])), (ALERT, HANDSHAKE_FAILURE), "{name}");
    }
}

#[test]
fn the_newest_version_is_taken_and_1_2_is_spoken() {
    let served = Served::new();
    let spoken = |versions: &[&'static SupportedProtocolVersion]| {
        let mut settings = served.client(&[]);
        if versions.len() == 1 {
            let provider = rustls::crypto::ring::default_provider();
            let builder = rustls::ClientConfig::builder_with_provider(provider.into());
            let builder = builder.with_protocol_versions(versions).unwrap();
            settings = builder.with_root_certificates(served.roots.clone()).with_no_client_auth();
        }
        let mut stream = served.tls(settings);
        stream.write_all(b"GET /login HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        stream.conn.protocol_version()
    };
    assert_eq!(spoken(&[&TLS12, &TLS13]), Some(ProtocolVersion::TLSv1_3));
    assert_eq!(spoken(&[&TLS12]), Some(ProtocolVersion::TLSv1_2));
}

#[test]
fn plain_http_is_not_answered() {
    let served = Served::new();
    let mut tcp = served.tcp();
    tcp.write_all(b"GET /login HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n").unwrap();
    let mut said = Vec::new();
    let _ = tcp.read_to_end(&mut said);
    assert!(!said.starts_with(b"HTTP"), "{}", String::from_utf8_lossy(&said));
}
