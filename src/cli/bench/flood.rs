//! `vereda bench flood`: passwords at their full cost. How many log in a second, and how long another page takes while
//! wrong passwords pour in, each from an address of its own, for a name of its own: the pauses for those who guess do
//! not help against that, only the bound on how many passwords are checked at once does.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use rustls::ClientConfig;
use tokio::net::TcpSocket;

use super::browser::{Client, trusting, with_server};
use super::figures::Figures;
use super::load::timed;
use crate::cli::exit::{Exit, Failure};
use crate::cli::init;
use crate::config::Config;
use crate::store::Environment;

/// Clients that log in at once, and senders of wrong passwords: an answer may take seconds, and the rate has to hold.
const AT_ONCE: usize = 4;
const SENDERS: usize = 200;
/// Between two pages, as nobody reads faster.
const PAUSE: Duration = Duration::from_millis(20);
/// The page that is asked for: that of somebody who has logged in, without a child on it.
const PAGE: &str = "/submissions";

/// Measure logins, and how other pages fare while wrong passwords pour in.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How long each part takes.
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// Wrong passwords a second.
    #[arg(long, default_value_t = 50)]
    rate: u32,
    /// One JSON object instead of a table.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    super::measured(None, args.json, |root| {
        let data = init::create(&root.join("data"), Environment::Demo)?;
        let mut figures = Figures::default();
        let settings = trusting(&data).map_err(|error| crate::cli::cannot("read", root, &error))?;
        with_server(&data, Config::default(), |address| {
            let portal = Portal { settings, address, part: Duration::from_secs(args.seconds) };
            portal.logins(&mut figures)?;
            let mut reader = Client::log_in(&data, address)?;
            let alone = portal.pages(&mut reader)?;
            figures.spread(["another page alone, p50", "another page alone, p99"], alone, None);
            portal.flood(args.rate, &mut reader, &mut figures)
        })?;
        Ok(figures)
    })
}

/// The portal that is measured.
struct Portal {
    settings: Arc<ClientConfig>,
    address: SocketAddr,
    part: Duration,
}

impl Portal {
    /// Right passwords, one after the other on each of a few connections.
    fn logins(&self, figures: &mut Figures) -> io::Result<()> {
        let (done, end) = (AtomicU32::new(0), Instant::now() + self.part);
        std::thread::scope(|scope| {
            let log_in = || -> io::Result<()> {
                let mut client = Client::connect(&self.settings, TcpStream::connect(self.address)?)?;
                while Instant::now() < end {
                    client.enter()?;
                    done.fetch_add(1, Ordering::Relaxed);
                }
                Ok(())
            };
            let clients: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(log_in)).collect();
            clients
                .into_iter()
                .try_for_each(|client| client.join().unwrap_or_else(|_| Err(io::Error::other("a fault"))))
        })?;
        figures.add("logins with the right password", per_second(&done, self.part), "a second");
        Ok(())
    }

    /// Reads a page again and again on a connection that stays.
    fn pages(&self, reader: &mut Client) -> io::Result<Vec<Duration>> {
        let (mut times, end) = (Vec::new(), Instant::now() + self.part);
        while Instant::now() < end {
            let (answer, took) = timed(|| reader.ask("GET", PAGE, None));
            answer?;
            times.push(took);
            std::thread::sleep(PAUSE);
        }
        Ok(times)
    }

    /// The same while wrong passwords come in.
    fn flood(&self, rate: u32, reader: &mut Client, figures: &mut Figures) -> io::Result<()> {
        let [next, checked, turned_away, failed]: [AtomicU32; 4] = Default::default();
        let begun = Instant::now();
        let times = std::thread::scope(|scope| {
            for _ in 0..SENDERS {
                scope.spawn(|| {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        let due = Duration::from_secs(1) * number / rate.max(1);
                        if due >= self.part {
                            return;
                        }
                        std::thread::sleep(due.saturating_sub(begun.elapsed()));
                        let counted = match self.guess(number) {
                            Ok(401) => &checked,
                            Ok(_) => &turned_away,
                            Err(_) => &failed,
                        };
                        counted.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
            self.pages(reader)
        })?;
        figures.add("wrong passwords sent", f64::from(rate), "a second");
        for (what, count) in [
            ("of them checked", &checked),
            ("of them turned away: too many at once", &turned_away),
            ("of them without an answer", &failed),
        ] {
            figures.add(what, per_second(count, self.part), "a second");
        }
        figures.spread(["another page meanwhile, p50", "another page meanwhile, p99"], times, Some(100.0));
        Ok(())
    }

    /// A wrong password from an address, and for a name, that were never seen before. Gives the status.
    fn guess(&self, number: u32) -> io::Result<u16> {
        let from = Ipv4Addr::from(u32::from(Ipv4Addr::new(127, 1, 0, 1)) + number);
        let mut client = Client::connect(&self.settings, connect_from(from, self.address)?)?;
        let form = format!("user_name=nobody{number}&password=wrong+wrong+wrong");
        Ok(client.ask_any("POST", "/login", Some(&form))?.status)
    }
}

/// A connection from one of the machine's many addresses.
fn connect_from(from: Ipv4Addr, to: SocketAddr) -> io::Result<TcpStream> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    let connected = runtime.block_on(async {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::V4(SocketAddrV4::new(from, 0)))?;
        socket.connect(to).await?.into_std()
    })?;
    connected.set_nonblocking(false)?;
    Ok(connected)
}

fn per_second(count: &AtomicU32, time: Duration) -> f64 {
    f64::from(count.load(Ordering::Relaxed)) / time.as_secs_f64().max(1.0)
}
