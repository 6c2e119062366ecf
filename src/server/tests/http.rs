//! Requests as nobody should send them, and the headers of every answer.

use super::{PASSWORD, Served, status};

/// A header that every answer has, whoever made it.
const EVERYWHERE: [&str; 11] = [
    "content-security-policy: default-src 'none'; ",
    "strict-transport-security: max-age=63072000; includeSubDomains\r",
    "x-content-type-options: nosniff\r",
    "x-frame-options: DENY\r",
    "referrer-policy: no-referrer\r",
    "cross-origin-opener-policy: same-origin\r",
    "cross-origin-embedder-policy: require-corp\r",
    "cross-origin-resource-policy: same-origin\r",
    "origin-agent-cluster: ?1\r",
    "permissions-policy: ",
    "cache-control: ",
];

/// A form that somebody sends to the login.
fn form(length: usize, headers: &str) -> String {
    format!(
        "POST /login HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {length}{headers}"
    )
}

#[test]
fn every_answer_over_the_wire_carries_the_headers() {
    let served = Served::new();
    let page = served.asks("GET /login HTTP/1.1", "");
    let style = page.split("href=\"/assets/").nth(1).unwrap().split('"').next().unwrap();
    let right = format!("user_name=rosa&password={}", PASSWORD.replace(' ', "+"));
    let long = "x".repeat(100_000);
    let answers = [
        (200, page.clone()),
        (200, served.asks(&format!("GET /assets/{style} HTTP/1.1"), "")),
        (200, served.asks("GET /favicon.ico HTTP/1.1", "")),
        (200, served.asks("HEAD /login HTTP/1.1", "")),
        (303, served.asks("GET / HTTP/1.1", "")),
        (303, served.asks("GET /login?lang=es HTTP/1.1", "")),
        (303, served.asks(&form(right.len() + 19, ""), &format!("{right}&purpose=enrollment"))),
        (404, served.asks("GET /none HTTP/1.1", "")),
        (404, served.asks("GET /assets/none.css HTTP/1.1", "")),
        (404, served.asks("GET /%ff%00 HTTP/1.1", "")),
        (404, served.asks("GET /setup/none HTTP/1.1", "")),
        (405, served.asks("PUT /login HTTP/1.1\r\nsec-fetch-site: same-origin\r\ncontent-length: 0", "")),
        (405, served.asks("TRACE /login HTTP/1.1\r\nsec-fetch-site: same-origin", "")),
        (405, served.asks("OPTIONS /login HTTP/1.1\r\nsec-fetch-site: same-origin", "")),
        (403, served.asks(&form(0, "\r\nsec-fetch-site: cross-site"), "")),
        (415, served.asks("POST /login HTTP/1.1\r\ncontent-type: text/plain\r\ncontent-length: 1", "x")),
        (422, served.asks(&form(3, ""), "a=b")),
        (413, served.asks(&form(long.len(), ""), &long)),
    ];
    for (expected, answer) in answers {
        let head = answer.split("\r\n\r\n").next().unwrap();
        assert_eq!(status(&answer), expected, "{head}");
        for header in EVERYWHERE {
            assert!(format!("{head}\r").contains(header), "{header} in {head}");
        }
        let policy = head.split("content-security-policy: ").nth(1).unwrap().lines().next().unwrap();
        assert!(
            !policy.contains("unsafe") && policy.contains("object-src 'none'") && policy.contains("base-uri 'none'")
        );
        let keeps = head.contains("cache-control: no-store");
        assert_eq!(keeps, !head.contains("text/css"), "only what holds nobody's data is kept: {head}");
        assert!(!head.contains("access-control-allow-origin") && !head.contains("\nserver:"), "{head}");
        if let Some(kind) = head.split("content-type: ").nth(1).and_then(|rest| rest.lines().next()) {
            assert!(kind.contains("charset=utf-8") || kind == "image/svg+xml", "{kind}");
        }
    }
}

#[test]
fn a_head_that_is_too_large_is_refused() {
    let served = Served::new();
    let cases = [
        ("a long address", format!("GET /login?x={} HTTP/1.1", "x".repeat(20_000))),
        ("a long header", format!("GET /login HTTP/1.1\r\nx: {}", "x".repeat(20_000))),
        ("a long cookie", format!("GET /login HTTP/1.1\r\ncookie: {}", "a=b; ".repeat(5_000))),
        ("many headers", format!("GET /login HTTP/1.1{}", "\r\nx: y".repeat(100))),
    ];
    for (name, head) in cases {
        assert!([414, 431].contains(&status(&served.asks(&head, ""))), "{name}");
    }
    assert_eq!(status(&served.asks(&format!("GET /login HTTP/1.1\r\nx: {}", "x".repeat(8_000)), "")), 200);
}

#[test]
fn a_message_whose_end_is_in_doubt_is_refused() {
    let served = Served::new();
    let cases = [
        ("two lengths", form(3, "\r\ncontent-length: 4")),
        ("a length with a sign", form(3, "").replace(": 3", ": +3")),
        ("a length that is none", form(3, "").replace(": 3", ": 0x3")),
        ("an unknown transfer coding", form(3, "\r\ntransfer-encoding: xchunked")),
        ("chunked, but not at the end", form(3, "\r\ntransfer-encoding: chunked, identity")),
        ("chunked in HTTP/1.0", form(3, "\r\ntransfer-encoding: chunked").replace("HTTP/1.1", "HTTP/1.0")),
        ("a blank before the colon", form(3, "\r\ntransfer-encoding : chunked")),
        ("a folded header", form(3, "\r\nx: y\r\n z")),
        ("a carriage return in a value", form(3, "\r\nx: y\rtransfer-encoding: chunked")),
        ("a zero byte in a value", form(3, "\r\nx: \0")),
        ("no version", form(3, "").replace(" HTTP/1.1", "")),
    ];
    for (name, head) in cases {
        let answer = served.asks(&head, "a=bGET /login HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
        assert_eq!(status(&answer), 400, "{name}: {answer}");
        assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{name}: the connection ends");
    }
}

/// With both, the chunks say where the message ends, the length is ignored, and the connection ends after the answer:
/// what comes behind is never a second request (RFC 9112, section 6.3).
#[test]
fn chunks_go_before_a_length() {
    let served = Served::new();
    let second = "GET /help HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n";
    let first = form(second.len() + 5, "\r\ntransfer-encoding: chunked");
    let answers = served.answers(format!("{first}\r\nhost: 127.0.0.1\r\n\r\n0\r\n\r\n{second}"));
    assert_eq!((status(&answers), answers.matches("HTTP/1.1 ").count()), (422, 1), "an empty form: {answers}");
    assert!(answers.contains("connection: close\r"), "{answers}");
}

#[test]
fn methods_that_nobody_needs_are_refused() {
    let served = Served::new();
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"] {
        let head = format!("{method} /login HTTP/1.1\r\nsec-fetch-site: same-origin\r\ncontent-length: 0");
        assert_eq!(status(&served.asks(&head, "")), 405, "{method}");
    }
    let tunnel = served.asks("CONNECT 127.0.0.1:22 HTTP/1.1\r\nsec-fetch-site: same-origin", "");
    assert!(status(&tunnel) >= 400, "{tunnel}");
}

#[test]
fn a_portal_with_names_answers_to_those_alone() {
    let served = Served::with(|config| config.hosts = vec!["records.example.gov".into(), "[::1]".into()]);
    let asked = |line: &str, host: &str| {
        status(&served.answers(format!("{line}\r\nhost: {host}\r\nconnection: close\r\n\r\n")))
    };
    for host in ["records.example.gov", "RECORDS.example.gov:8443", "[::1]", "[::1]:8443"] {
        assert_eq!(asked("GET /login HTTP/1.1", host), 200, "{host}");
    }
    for host in ["127.0.0.1", "evil.example", "records.example.gov.evil.example", "evil.example:443", ""] {
        assert_eq!(asked("GET /login HTTP/1.1", host), 421, "{host}");
    }
    assert_eq!(asked("GET https://evil.example/login HTTP/1.1", "records.example.gov"), 421);
}
