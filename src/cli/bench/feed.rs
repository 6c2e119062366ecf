//! `vereda bench feed`: a long feed read from its beginning to its end over HTTPS, as a state's system does after a loss.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Instant;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

use super::browser::{trusting, with_server};
use super::figures::Figures;
use crate::audit;
use crate::casework::{Casework, Days};
use crate::cli::exit::{Exit, Failure};
use crate::cli::init;
use crate::config::{Config, DataDir, SystemClock};
use crate::model::{Actor, AuditEvent, Clock, FeedEntry, FeedEvent, MsixId, StateCode, Text};
use crate::server::open_store;
use crate::store::{Environment, tables};

/// Entries of one change while the feed is written.
const AT_ONCE: u64 = 20_000;
/// Entries of a page.
const PAGE: u64 = 10_000;

/// Measure how fast a long feed is read over HTTPS.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Entries of the feed.
    #[arg(long, default_value_t = 1_000_000)]
    entries: u64,
    /// One JSON object instead of a table.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    super::measured(None, args.json, |root| {
        let data = init::create(&root.join("data"), Environment::Demo)?;
        let mut figures = Figures::default();
        let keys = fill(&data, args.entries)?;
        let settings = trusting(&data).map_err(|error| crate::cli::cannot("read", root, &error))?;
        with_server(&data, Config::default(), |address| {
            for ((what, accept), key) in [
                ("entries of the feed read as lines", "application/x-ndjson"),
                ("entries of the feed read as JSON pages", "application/json"),
            ]
            .into_iter()
            .zip(&keys)
            {
                let reader = Reader { settings: &settings, address, key, accept };
                let (begun, read) = (Instant::now(), reader.read(args.entries)?);
                let rate = read as f64 / begun.elapsed().as_secs_f64();
                figures.add(what, rate, "a second");
            }
            Ok(())
        })?;
        Ok(figures)
    })
}

/// Writes a feed of Texas; answers with two keys to it: one key may ask for a million entries in a row, and not for two.
fn fill(data: &DataDir, entries: u64) -> Result<[String; 2], Failure> {
    let (store, actor) = (open_store(data, &Config::default())?, Actor::System("bench".into()));
    let state: StateCode = "TX".parse().map_err(|_| Failure::new(Exit::Internal, "no Texas"))?;
    let mut first = 1;
    while first <= entries {
        let change = store.begin(actor.clone(), SystemClock.now())?;
        let last = (first + AT_ONCE - 1).min(entries);
        for number in first..=last {
            let (Ok(student), Some(msix_id)) = (format!("TX{number:09}").parse(), MsixId::from_serial(number)) else {
                return Err(Failure::new(Exit::Usage, "so many entries there cannot be"));
            };
            let event = FeedEvent::Identified { student, msix_id, before: None };
            change.put(&tables::FEED, &(state, number), &FeedEntry { at: change.at(), event })?;
        }
        change.put(&tables::COUNTER, &Text::from(format!("feed:{state}")), &last)?;
        let logged = audit::append(&change, AuditEvent::ServerStarted)?;
        change.commit(logged)?;
        first = last + 1;
    }
    let casework = Casework::new(store, Arc::new(SystemClock), Days::default());
    let key = |name: &str, random: [u8; 32]| -> Result<String, Failure> {
        let made = casework.make_key_at_the_console(actor.clone().into(), state, name, random);
        Ok(made.map_err(|error| Failure::new(Exit::Internal, error.to_string()))?.token.to_string())
    };
    Ok([key("lines", [7; 32])?, key("pages", [8; 32])?])
}

/// A state's system.
struct Reader<'a> {
    settings: &'a Arc<ClientConfig>,
    address: SocketAddr,
    key: &'a str,
    accept: &'a str,
}

impl Reader<'_> {
    /// Reads the whole feed on one connection; answers with how many entries came.
    fn read(&self, entries: u64) -> io::Result<u64> {
        let name = ServerName::try_from("127.0.0.1").map_err(io::Error::other)?;
        let connection = ClientConnection::new(Arc::clone(self.settings), name).map_err(io::Error::other)?;
        let tcp = TcpStream::connect(self.address)?;
        tcp.set_nodelay(true)?;
        let mut stream = BufReader::new(StreamOwned::new(connection, tcp));
        let (mut after, mut read) = (0, 0);
        while after < entries {
            let body = self.page(&mut stream, after)?;
            let came = memchr::memmem::find_iter(&body, b"\"number\":").count() as u64;
            if came == 0 {
                return Err(io::Error::other("a page without entries"));
            }
            read += came;
            after += PAGE.min(came);
        }
        Ok(read)
    }

    fn page(
        &self,
        stream: &mut BufReader<StreamOwned<ClientConnection, TcpStream>>,
        after: u64,
    ) -> io::Result<Vec<u8>> {
        let request = format!(
            "GET /api/v1/changes?after={after}&limit={PAGE} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\n\
             accept: {}\r\n\r\n",
            self.address, self.key, self.accept
        );
        stream.get_mut().write_all(request.as_bytes())?;
        stream.get_mut().flush()?;
        let (mut length, mut line) = (0, String::new());
        stream.read_line(&mut line)?;
        if !line.contains(" 200 ") {
            return Err(io::Error::other(line));
        }
        loop {
            line.clear();
            stream.read_line(&mut line)?;
            match line.trim_end().to_ascii_lowercase().strip_prefix("content-length: ") {
                Some(bytes) => length = bytes.parse().map_err(io::Error::other)?,
                None if line.trim_end().is_empty() => break,
                None => (),
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body)?;
        Ok(body)
    }
}
