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
use crate::model::{Actor, Role, StateCode};
use crate::server;

const PASSWORD: &str = "Measured-1-only-here";

/// Starts the server, logs in and searches: the post of the form and the page it leads to, together.
pub(super) fn measure(data: &DataDir, config: Config, asked: &[String], figures: &mut Figures) -> Result<(), Failure> {
    let started = Instant::now();
    let times = with_server(data, config, |address| {
        figures.against("cold start: server answers", started.elapsed().as_secs_f64(), "s", 1.0);
        let mut client = Client::log_in(data, address)?;
        asked.iter().map(|text| client.search(text)).collect::<std::io::Result<Vec<_>>>()
    })?;
    figures.spread(
        ["search over HTTPS, form and page, p50", "search over HTTPS, form and page, p99"],
        times,
        Some(20.0),
    );
    Ok(())
}

/// Does something with a server that has the account `bench`.
pub(super) fn with_server<T>(
    data: &DataDir,
    config: Config,
    work: impl FnOnce(SocketAddr) -> std::io::Result<T>,
) -> Result<T, Failure> {
    with_server_for(data, config, (Role::Primary, None), work)
}

/// The same with another role of that account.
pub(super) fn with_server_for<T>(
    data: &DataDir,
    mut config: Config,
    (role, state): (Role, Option<StateCode>),
    work: impl FnOnce(SocketAddr) -> std::io::Result<T>,
) -> Result<T, Failure> {
    config.listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let (ready, address) = mpsc::channel();
    let folder = data.clone();
    let server = std::thread::spawn(move || {
        server::run(&folder, &config, |services, address| {
            let made = services.identity.create_account(Actor::System("bench".into()), account(role, state));
            let _ = ready.send(made.map(|_| address));
        })
    });
    let Ok(Ok(address)) = address.recv() else {
        return Err(failed("the server did not start"));
    };
    let outcome = work(address);
    // The server ends as on a server: by the signal.
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::TERM);
    let _ = server.join();
    outcome.map_err(|error| failed(&format!("the portal did not answer: {error}")))
}

fn account(role: Role, state: Option<StateCode>) -> NewAccount {
    NewAccount::settled("bench", "Bench", role, state, PASSWORD)
}

fn failed(what: &str) -> Failure {
    Failure::new(Exit::Internal, what.to_owned())
}

/// One connection and its cookie.
pub(super) struct Client {
    stream: BufReader<StreamOwned<ClientConnection, TcpStream>>,
    cookie: String,
    token: String,
}

/// The parts of an answer that are used.
pub(super) struct Answer {
    pub(super) status: u16,
    location: Option<String>,
    cookie: Option<String>,
    body: String,
}

impl Client {
    /// A connection on which nothing was said, from any address of this machine.
    pub(super) fn connect(settings: &Arc<ClientConfig>, tcp: TcpStream) -> std::io::Result<Self> {
        let name = ServerName::try_from("127.0.0.1").map_err(other)?;
        let connection = ClientConnection::new(Arc::clone(settings), name).map_err(other)?;
        tcp.set_nodelay(true)?;
        let stream = BufReader::new(StreamOwned::new(connection, tcp));
        Ok(Self { stream, cookie: String::new(), token: String::new() })
    }

    /// A connection on which `bench` has logged in.
    pub(super) fn log_in(data: &DataDir, address: SocketAddr) -> std::io::Result<Self> {
        let mut client = Self::connect(&trusting(data)?, TcpStream::connect(address)?)?;
        client.enter()?;
        let home = client.ask("GET", "/students", None)?.body;
        client.token = between(&home, "name=\"csrf\" value=\"", "\"").unwrap_or_default().to_owned();
        Ok(client)
    }

    /// Gives name and password of `bench`.
    pub(super) fn enter(&mut self) -> std::io::Result<()> {
        let form = format!("user_name=bench&password={PASSWORD}&next=%2F");
        let answer = self.ask("POST", "/login", Some(&form))?;
        let cookie = answer.cookie.ok_or_else(|| other("the login was refused"))?;
        self.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        Ok(())
    }

    fn search(&mut self, text: &str) -> std::io::Result<std::time::Duration> {
        let started = Instant::now();
        let form = format!("csrf={}&text={}", self.token, encoded(text));
        let answer = self.ask("POST", "/students", Some(&form))?;
        let page = answer.location.ok_or_else(|| other("the search was refused"))?;
        self.ask("GET", &page, None)?;
        Ok(started.elapsed())
    }

    /// Asks for what has to be answered well.
    pub(super) fn ask(&mut self, method: &str, path: &str, form: Option<&str>) -> std::io::Result<Answer> {
        let answer = self.ask_any(method, path, form)?;
        match answer.status {
            200 | 303 => Ok(answer),
            status => Err(other(format!("the answer was {status}"))),
        }
    }

    /// Asks, whatever the answer.
    pub(super) fn ask_any(&mut self, method: &str, path: &str, form: Option<&str>) -> std::io::Result<Answer> {
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
        let status = status.split(' ').nth(1).and_then(|number| number.parse().ok());
        let status = status.ok_or_else(|| other("the connection ended"))?;
        Ok(Answer { status, location, cookie, body: String::from_utf8_lossy(&body).into_owned() })
    }
}

/// A client that trusts the certificate of a data directory.
pub(super) fn trusting(data: &DataDir) -> std::io::Result<Arc<ClientConfig>> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(data.tls().join("certificate.pem")).map_err(other)? {
        roots.add(certificate.map_err(other)?).map_err(other)?;
    }
    Ok(Arc::new(ClientConfig::builder().with_root_certificates(roots).with_no_client_auth()))
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
