//! The portal from outside: a client on one kept connection, as a browser is.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, mpsc};
use std::time::Instant;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::figures::Figures;
use crate::cli::exit::{Exit, Failure};
use crate::config::{Config, DataDir};
use crate::identity::NewAccount;
use crate::model::{Actor, Role};
use crate::server;

const PASSWORD: &str = "Measured-1-only-here";

/// Starts the server, logs in and searches: the post of the form and the page it leads to, together.
pub(super) fn measure(
    data: &DataDir,
    mut config: Config,
    asked: &[String],
    figures: &mut Figures,
) -> Result<(), Failure> {
    config.listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let (ready, address) = mpsc::channel();
    let started = Instant::now();
    let folder = data.clone();
    let server = std::thread::spawn(move || {
        server::run(&folder, &config, |services, address| {
            let made = services.identity.create_account(Actor::System("bench".into()), account());
            let _ = ready.send(made.map(|_| address));
        })
    });
    let Ok(Ok(address)) = address.recv() else {
        return Err(failed("the server did not start"));
    };
    figures.against("cold start: server answers", started.elapsed().as_secs_f64(), "s", 1.0);
    let times = Client::log_in(data, address)
        .and_then(|mut client| asked.iter().map(|text| client.search(text)).collect::<std::io::Result<Vec<_>>>());
    // The server ends as on a server: by the signal.
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::TERM);
    let _ = server.join();
    let times = times.map_err(|error| failed(&format!("the portal did not answer: {error}")))?;
    figures.spread(
        ["search over HTTPS, form and page, p50", "search over HTTPS, form and page, p99"],
        times,
        Some(20.0),
    );
    Ok(())
}

fn account() -> NewAccount {
    NewAccount::settled("bench", "Bench", Role::Primary, None, PASSWORD)
}

fn failed(what: &str) -> Failure {
    Failure::new(Exit::Internal, what.to_owned())
}

/// One connection and its cookie.
struct Client {
    stream: BufReader<StreamOwned<ClientConnection, TcpStream>>,
    cookie: String,
    token: String,
}

/// The parts of an answer that are used.
struct Answer {
    location: Option<String>,
    cookie: Option<String>,
    body: String,
}

impl Client {
    fn log_in(data: &DataDir, address: SocketAddr) -> std::io::Result<Self> {
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_file_iter(data.tls().join("certificate.pem")).map_err(other)? {
            roots.add(certificate.map_err(other)?).map_err(other)?;
        }
        let settings = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
        let name = ServerName::try_from("127.0.0.1").map_err(other)?;
        let connection = ClientConnection::new(Arc::new(settings), name).map_err(other)?;
        let tcp = TcpStream::connect(address)?;
        tcp.set_nodelay(true)?;
        let stream = BufReader::new(StreamOwned::new(connection, tcp));
        let mut client = Self { stream, cookie: String::new(), token: String::new() };
        let form = format!("user_name=bench&password={PASSWORD}&next=%2F");
        let answer = client.ask("POST", "/login", Some(&form))?;
        let cookie = answer.cookie.ok_or_else(|| other("the login was refused"))?;
        client.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        let home = client.ask("GET", "/students", None)?.body;
        client.token = between(&home, "name=\"csrf\" value=\"", "\"").unwrap_or_default().to_owned();
        Ok(client)
    }

    fn search(&mut self, text: &str) -> std::io::Result<std::time::Duration> {
        let started = Instant::now();
        let form = format!("csrf={}&text={}", self.token, encoded(text));
        let answer = self.ask("POST", "/students", Some(&form))?;
        let page = answer.location.ok_or_else(|| other("the search was refused"))?;
        self.ask("GET", &page, None)?;
        Ok(started.elapsed())
    }

    fn ask(&mut self, method: &str, path: &str, form: Option<&str>) -> std::io::Result<Answer> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nsec-fetch-site: same-origin\r\n");
        if !self.cookie.is_empty() {
            request += &format!("cookie: {}\r\n", self.cookie);
        }
        if let Some(form) = form {
            let length = form.len();
            request += &format!("content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n");
        }
        request += "\r\n";
        request += form.unwrap_or_default();
        self.stream.get_mut().write_all(request.as_bytes())?;
        self.stream.get_mut().flush()?;
        self.answer()
    }

    fn answer(&mut self) -> std::io::Result<Answer> {
        let (mut length, mut location, mut cookie) = (0, None, None);
        let mut status = String::new();
        self.stream.read_line(&mut status)?;
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().map_err(other)?,
                "location" => location = Some(value.to_owned()),
                "set-cookie" => cookie = Some(value.to_owned()),
                _ => (),
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        if !(status.contains(" 200 ") || status.contains(" 303 ")) {
            return Err(other(format!("the answer was {}", status.trim_end())));
        }
        Ok(Answer { location, cookie, body: String::from_utf8_lossy(&body).into_owned() })
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?.1.split_once(after).map(|(found, _)| found)
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn other(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> std::io::Error {
    std::io::Error::other(error)
}
