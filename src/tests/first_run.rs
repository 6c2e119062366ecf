//! From a new data directory to the first person who logs in, and the way back in when she has lost everything; and
//! when the server does not start.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use crate::world::{Operator, Portal, code, program, said, words};

const PASSWORD: &str = "Harvest-moon+1962-over-Texas";

/// The path of the link that a verb printed.
fn link(printed: &str) -> String {
    let address = printed.lines().find(|line| line.starts_with("https://")).expect("an address");
    format!("/setup/{}", address.split("/setup/").nth(1).unwrap())
}

fn form(state: &str, again: &str) -> String {
    let password = PASSWORD.replace('+', "%2B");
    format!("name=Ana+Abrego&email=ana%40example.gov&state={state}&user_name=ana&password={password}&again={again}")
}

fn entry(password: &str) -> String {
    format!("user_name=ana&password={}&next=%2F", password.replace('+', "%2B"))
}

/// Where somebody who has given her password is sent next.
fn first_step(portal: &Portal, password: &str) -> String {
    let entered = portal.asks("POST", "/login", "", &entry(password));
    let cookie = entered.split("set-cookie: ").nth(1).expect("a session").split(';').next().unwrap().to_owned();
    let home = portal.asks("GET", "/", &cookie, "");
    home.split("location: ").nth(1).expect("a step before the start page").lines().next().unwrap().to_owned()
}

#[test]
fn the_first_account_is_made_in_a_browser_under_a_link_that_works_once() {
    let operator = Operator::without_data();
    let made = program().arg("init").arg(operator.data()).output().unwrap();
    assert_eq!(code(&made), 0, "{}", words(&made));
    let path = link(&said(&made));
    assert_eq!(path.len(), "/setup/".len() + 43, "256 bits");
    let log = operator.beside("log");
    let server = operator.serves_with(File::create(&log).unwrap().into(), "trace");
    let portal = Portal::of(&operator, &log);

    assert!(portal.asks("GET", "/setup/AAAA", "", "").starts_with("HTTP/1.1 404"));
    let page = portal.asks("GET", &path, "", "");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("name=\"again\""), "{page}");
    let differs = portal.asks("POST", &path, "", &form("TX", "another"));
    assert!(differs.starts_with("HTTP/1.1 422") && differs.contains("value=\"Ana Abrego\""), "nothing typed is lost");
    assert!(!differs.contains("Harvest-moon"), "but the password does not come back");
    let right = form("TX", &PASSWORD.replace('+', "%2B"));
    let done = portal.asks("POST", &path, "", &right);
    assert!(done.starts_with("HTTP/1.1 303") && done.contains("location: /login\r"), "{done}");
    for (method, body) in [("GET", ""), ("POST", right.as_str())] {
        assert!(portal.asks(method, &path, "", body).starts_with("HTTP/1.1 404"), "it works once");
    }
    assert_eq!(first_step(&portal, PASSWORD), "/login/set-up");
    operator.is_refused(&["user", "setup"], 2, "an account exists");

    let recovered = operator.runs(&["user", "recover", "ana"]);
    assert_eq!(code(&recovered), 0, "{}", words(&recovered));
    let printed = said(&recovered);
    let one_time = printed.split("shown this once: ").nth(1).unwrap().trim();
    assert!(portal.asks("POST", "/login", "", &entry(PASSWORD)).starts_with("HTTP/1.1 401"), "the old one is gone");
    assert_eq!(first_step(&portal, one_time), "/login/new-password");
    operator.is_refused(&["user", "recover", "nobody"], 2, "no account");

    assert_eq!(server.stops(), 0);
    let log = fs::read_to_string(log).unwrap();
    let token = path.rsplit('/').next().unwrap();
    for secret in [token, PASSWORD, one_time] {
        assert!(!log.contains(secret), "a secret is in the log");
    }
    operator.is_healthy();
}

#[test]
fn a_link_that_has_run_out_is_replaced_at_the_console() {
    let operator = Operator::with_new_data();
    let (first, second) = (operator.runs(&["user", "setup"]), operator.runs(&["user", "setup"]));
    assert_ne!(link(&said(&first)), link(&said(&second)));
    let log = operator.beside("log");
    let _server = operator.serves_with(File::create(&log).unwrap().into(), "info");
    let portal = Portal::of(&operator, &log);
    assert!(portal.asks("GET", &link(&said(&first)), "", "").starts_with("HTTP/1.1 404"));
    assert!(portal.asks("GET", &link(&said(&second)), "", "").starts_with("HTTP/1.1 200"));
}

#[test]
fn a_server_whose_secrets_others_can_read_does_not_start() {
    let operator = Operator::with_new_data();
    let key = operator.data().join("tls/key.pem");
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    fs::set_permissions(&key, Permissions::from_mode(0o644)).unwrap();
    operator.is_refused(&["serve", "--listen", "127.0.0.1:0"], 3, "can be read by others");
    fs::set_permissions(&key, Permissions::from_mode(0o600)).unwrap();
    fs::set_permissions(operator.data(), Permissions::from_mode(0o755)).unwrap();
    operator.is_refused(&["serve", "--listen", "127.0.0.1:0"], 3, "can be entered by others");
}

/// Certificate and key come as credentials of systemd: the names of the files are those of its unit.
#[test]
fn systemd_hands_over_certificate_and_key() {
    let unit = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/systemd/vereda.service")).unwrap();
    let operator = Operator::with_new_data();
    let credentials = operator.beside("credentials");
    fs::create_dir(&credentials).unwrap();
    for (name, file) in [("tls.certificate", "certificate.pem"), ("tls.key", "key.pem")] {
        assert!(unit.contains(&format!("LoadCredential={name}:")));
        fs::rename(operator.data().join("tls").join(file), credentials.join(name)).unwrap();
    }
    let signing = operator.data().join("secrets/audit.key");
    assert_eq!(operator.runs(&["audit", "checkpoint"]).status.code(), Some(0));
    fs::rename(&signing, credentials.join("audit.key")).unwrap();
    operator.is_refused(&["serve", "--listen", "127.0.0.1:0"], 7, "cannot be read");
    operator.is_refused(&["audit", "new-key"], 3, "audit.key");
    assert!(!signing.exists(), "no second key is made");
    let mut serve = operator.command(&["serve", "--listen", "127.0.0.1:0"]);
    let mut server = serve.env("CREDENTIALS_DIRECTORY", &credentials).stderr(Stdio::null()).spawn().unwrap();
    while std::os::unix::net::UnixStream::connect(operator.data().join("vereda.sock")).is_err() {
        assert!(server.try_wait().unwrap().is_none(), "the server ended");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    server.kill().unwrap();
    server.wait().unwrap();
}
