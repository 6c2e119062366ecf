//! More connections than there are places.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::{Served, Tls};

/// Whether a connection is served: a page asked for on it comes.
fn is_served(stream: &mut Tls) -> bool {
    let asked = stream.write_all(b"GET /favicon.ico HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n").and_then(|()| stream.flush());
    asked.is_ok() && stream.read(&mut [0; 16]).is_ok_and(|read| read > 0)
}

fn impatient(tcp: &TcpStream) {
    tcp.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
}

#[test]
fn one_address_gets_its_share_and_no_more() {
    // A quarter of the places, and at least eight.
    let served = Served::with(|config| config.connections = 36);
    let connect = || served.tls(served.client(&[b"http/1.1"]));
    let mut share: Vec<Tls> = (0..9).map(|_| connect()).collect();
    assert!(share.iter_mut().all(is_served));
    assert!(!is_served(&mut connect()), "hung up on");
    share.pop();
    // The place is given back when the server has noticed.
    assert!((0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        is_served(&mut connect())
    }));
}

#[test]
fn above_the_limit_in_all_nobody_is_served_until_a_place_is_free() {
    let served = Served::with(|config| config.connections = 2);
    let connect = || served.tls(served.client(&[b"http/1.1"]));
    let mut places = [connect(), connect()];
    assert!(places.iter_mut().all(is_served));
    let mut third = connect();
    impatient(&third.sock);
    assert!(!is_served(&mut third), "it waits");
    drop(places);
    third.sock.set_read_timeout(Some(super::FOR_DEAD)).unwrap();
    assert!(is_served(&mut third), "now it is its turn");
}
