//! A mail server that is down for a day, and comes back.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use tokio::sync::watch;

use super::{LONGEST_REST, Mailing};
use crate::audit;
use crate::config::{Config, DataDir, SmtpTls};
use crate::model::{Actor, AuditEvent, Clock, Delivery, MessageKind, Text, Timestamp, Tries};
use crate::outbox::{NewMessage, Outbox, post};
use crate::server::{Services, open_store};
use crate::store::{Environment, Store};

struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::Relaxed))
    }
}

fn post_one(store: &Store, at: Timestamp, user: &str) -> u64 {
    let change = store.begin(Actor::System("test".into()), at).unwrap();
    let new = NewMessage {
        to: Some(format!("{user}@example.gov").parse().unwrap()),
        user_name: user.into(),
        kind: MessageKind::TermsDue,
        language: "en".into(),
        about: Text::default(),
        secret: None,
    };
    let number = post(&change, new).unwrap();
    let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
    change.commit(logged).unwrap();
    number
}

/// Takes one connection on which no sender is good enough.
fn refuse(listener: &TcpListener) {
    let (stream, _) = listener.accept().unwrap();
    let mut answer = stream.try_clone().unwrap();
    answer.write_all(b"220 ready\r\n").unwrap();
    for line in BufReader::new(stream).lines() {
        let Ok(line) = line else { break };
        let said: &[u8] = if line.starts_with("MAIL") { b"553 who are you\r\n" } else { b"250 fine\r\n" };
        if answer.write_all(said).is_err() {
            break;
        }
    }
}

/// Takes one connection, and gives the recipients of the messages that came over it.
fn serve(listener: &TcpListener) -> Vec<String> {
    let (stream, _) = listener.accept().unwrap();
    let mut answer = stream.try_clone().unwrap();
    let (mut taken, mut to, mut in_text) = (Vec::new(), String::new(), false);
    answer.write_all(b"220 ready\r\n").unwrap();
    for line in BufReader::new(stream).lines() {
        let line = line.unwrap();
        let said: &[u8] = match line.split([' ', ':']).next().unwrap_or_default() {
            "." if in_text => {
                in_text = false;
                taken.push(std::mem::take(&mut to));
                b"250 taken\r\n"
            }
            _ if in_text => continue,
            "DATA" => {
                in_text = true;
                b"354 go on\r\n"
            }
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                b"250 fine\r\n"
            }
            "QUIT" => {
                answer.write_all(b"221 bye\r\n").unwrap();
                break;
            }
            _ => b"250 fine\r\n",
        };
        answer.write_all(said).unwrap();
    }
    taken
}

/// A store with its outbox, and mail that goes to a server on this machine; the folder is the data's.
struct Post {
    hand: Arc<Hand>,
    store: Store,
    outbox: Outbox,
    server: SocketAddr,
    mailing: Mailing,
    _folder: tempfile::TempDir,
}

impl Post {
    fn new() -> Self {
        let hand = Arc::new(Hand(AtomicI64::new(1_735_732_800_000_000)));
        let clock: Arc<dyn Clock> = hand.clone();
        let store = audit::store_in_memory(Environment::Training, clock.now()).unwrap();
        let outbox = Outbox::new(store.clone(), clock.clone());
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let server = listener.local_addr().unwrap();
        drop(listener);
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::default();
        config.mail.smtp = Some((server.ip().to_string(), server.port()));
        config.mail.smtp_tls = SmtpTls::Plain;
        config.mail.from = "vereda@example.gov".parse().unwrap();
        let data = DataDir::create(&folder.path().join("data")).unwrap();
        let mailing = Mailing::new(&data, &config, outbox.clone(), clock).unwrap().unwrap();
        Self { hand, store, outbox, server, mailing, _folder: folder }
    }
}

/// For longer than a message that is put off is tried (3 days).
#[test]
fn a_server_that_refuses_the_sender_for_days_fails_no_message() {
    let Post { hand, store, outbox, server, mailing, _folder } = Post::new();
    let (_stop, stopped) = watch::channel(false);
    let posted = ["ana", "ben"].map(|user| post_one(&store, hand.now(), user));
    let listener = TcpListener::bind(server).unwrap();
    for _day in 0..5 {
        std::thread::scope(|scope| {
            let refusing = scope.spawn(|| refuse(&listener));
            mailing.pass_unless_resting(&stopped);
            refusing.join().unwrap();
        });
        assert!(mailing.trouble().unwrap().why.contains("553"), "the operator is told");
        hand.0.fetch_add(86_400_000_000, Ordering::Relaxed);
    }
    let waiting = outbox.waiting().unwrap();
    assert_eq!(waiting.iter().map(|(number, _)| *number).collect::<Vec<_>>(), posted);
    assert!(waiting.iter().all(|(_, message)| message.tries == Tries::default()), "nothing of it was about them");
}

#[test]
fn a_server_that_is_down_for_a_day_delays_everything_and_loses_nothing() {
    let Post { hand, store, outbox, server, mailing, _folder } = Post::new();
    let (_stop, stopped) = watch::channel(false);

    let began = hand.now();
    let first = post_one(&store, began, "ana");
    let mut posted = vec![first];
    while hand.now() < began.plus_seconds(24 * 3_600) {
        mailing.pass_unless_resting(&stopped);
        hand.0.fetch_add((LONGEST_REST + 1) * 1_000_000, Ordering::Relaxed);
        if posted.len() == 1 {
            posted.push(post_one(&store, hand.now(), "ben"));
        }
    }
    assert_eq!(mailing.trouble().unwrap().since, began, "the operator is shown since when");
    let waiting = outbox.waiting().unwrap();
    assert_eq!(waiting.iter().map(|(number, _)| *number).collect::<Vec<_>>(), posted);
    assert!(
        waiting.iter().all(|(_, message)| message.tries.count == 0),
        "nothing was handed over, so nothing was tried"
    );

    let listener = TcpListener::bind(server).unwrap();
    let taking = std::thread::spawn(move || serve(&listener));
    mailing.pass_unless_resting(&stopped);
    assert_eq!(taking.join().unwrap(), ["ana@example.gov", "ben@example.gov"]);
    assert!(mailing.trouble().is_none() && outbox.waiting().unwrap().is_empty());
    for number in posted {
        assert!(matches!(outbox.message(number).unwrap().unwrap().delivery, Delivery::Mailed { .. }));
    }
}

/// A verb that only opens the store has nothing to do with mail.
#[test]
fn settings_that_cannot_be_used_stop_who_serves_and_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let data = crate::cli::new_data(&folder.path().join("data"), Environment::Training).unwrap();
    let mut config = Config::default();
    config.mail.smtp = Some(("mail.example.gov".to_owned(), 587));
    config.mail.smtp_ca = Some(folder.path().join("no-such-file.pem"));
    let services = Services::over(open_store(&data, &config).unwrap(), &data, &config, &|_, _| ()).unwrap();
    let Err(told) = services.with_mail(&data, &config) else { panic!("it serves without mail") };
    let told = told.message;
    assert!(told.contains("[mail]") && told.contains("no-such-file.pem"), "{told}");
}
