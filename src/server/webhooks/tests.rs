//! A state's server that answers as it is told to, over TLS, and what it is told.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use super::*;
use crate::access::{Children, Permission};
use crate::audit::{self, Journal};
use crate::casework::Days;
use crate::identity::NewAccount;
use crate::model::{
    FeedEntry, FeedEvent, MsixId, Purpose, Role, Session, StateCode, Text, Timestamp, Webhook, WebhookCall,
};
use crate::store::{Environment, Read, Store, tables};

const SECRET: [u8; 32] = [5; 32];

struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::Relaxed))
    }
}

/// What the server does with the next call.
#[derive(Clone, Copy)]
enum Does {
    Answers(u16),
    /// With a great deal after the head.
    Talks,
    Redirects,
    /// Takes the call and says nothing.
    Sleeps,
    HangsUp,
}

/// A call as it came: head and body.
type Heard = Arc<Mutex<Vec<(String, String)>>>;

struct World {
    store: Store,
    source: Arc<Source>,
    hand: Arc<Hand>,
    heard: Heard,
    folder: tempfile::TempDir,
}

fn texas() -> StateCode {
    "TX".parse().unwrap()
}

impl World {
    /// With a webhook that leads to a server with this script, and a certificate for this name.
    async fn new(script: Vec<Does>, name: &str) -> Self {
        let hand = Arc::new(Hand(AtomicI64::new(1_800_000_000_000_000)));
        let clock: Arc<dyn Clock> = hand.clone();
        let store = audit::store_in_memory(Environment::Training, clock.now()).unwrap();
        let journal = Arc::new(Journal::new(store.clone(), clock.clone()));
        let identity = Identity::new(store.clone(), journal.clone(), clock.clone());
        let casework = Casework::new(store.clone(), clock.clone(), Days::default());
        let folder = tempfile::tempdir().unwrap();
        let heard = Heard::default();
        let port = serve(script, name, folder.path(), heard.clone()).await;
        let address = HookAddress::parse(&format!("https://localhost:{port}/hook?x=1")).unwrap();
        let sealed = identity.seal(&address.context(texas()), &SECRET).unwrap();
        let account = NewAccount::settled("ursa", "Ursa", Role::StateUserAdministrator, Some(texas()), "harvest moon");
        let account = identity.create_account(Actor::Console("root".into()), account).unwrap();
        let session = Session {
            user_name: "ursa".into(),
            began: clock.now(),
            last_used: clock.now(),
            purpose: Some(Purpose::Enrollment),
            csrf_token: "t".into(),
            second_factor: true,
            proved: clock.now(),
            from: "".into(),
            browser: "".into(),
        };
        let worker = Children::new(store.clone(), journal).worker(&account, &session, Permission::Feed).unwrap();
        casework.make_webhook(&worker, texas(), &address, sealed).unwrap();
        Self { store, source: Arc::new(Source { casework, identity, clock }), hand, heard, folder }
    }

    fn grows(&self, count: u64) {
        let change = self.store.begin(Actor::Console("root".into()), self.hand.now()).unwrap();
        let series = Text::from("feed:TX");
        let last = change.get(&tables::COUNTER, &series).unwrap().unwrap_or(0);
        for number in last + 1..=last + count {
            let event = FeedEvent::Restored { msix_id: MsixId::from_serial(number).unwrap() };
            change.put(&tables::FEED, &(texas(), number), &FeedEntry { at: change.at(), event }).unwrap();
        }
        change.put(&tables::COUNTER, &series, &(last + count)).unwrap();
        let logged = audit::append(&change, crate::model::AuditEvent::ServerStarted).unwrap();
        change.commit(logged).unwrap();
    }

    fn hook(&self) -> Webhook {
        self.store.view().unwrap().get(&tables::WEBHOOK, &1).unwrap().unwrap()
    }

    fn calls(&self) -> Vec<WebhookCall> {
        let calls = self.store.view().unwrap().range(&tables::WEBHOOK_CALL, ..).unwrap();
        calls.into_iter().map(|(_, call)| call).collect()
    }

    fn caller(&self, private_too: bool) -> Arc<Caller> {
        Arc::new(Caller::new(Some(&self.folder.path().join("ca.pem")), private_too).unwrap())
    }

    /// Makes all calls that are due now, once.
    async fn calls_once(&self, private_too: bool) {
        for due in self.source.casework.due_webhooks().unwrap() {
            one(self.source.clone(), self.caller(private_too), due).await;
        }
    }

    fn passes(&self, seconds: i64) {
        self.hand.0.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    /// The entries that were told in calls that came, in the order in which they came.
    fn told(&self) -> Vec<(u64, u64)> {
        let number = |body: &str, name: &str| {
            let body: serde_json::Value = serde_json::from_str(body).unwrap();
            body[name].as_u64().unwrap()
        };
        let heard = self.heard.lock().unwrap();
        heard.iter().map(|(_, body)| (number(body, "first"), number(body, "last"))).collect()
    }
}

async fn serve(script: Vec<Does>, name: &str, folder: &Path, heard: Heard) -> u16 {
    let made = rcgen::generate_simple_self_signed(vec![name.to_owned()]).unwrap();
    std::fs::write(folder.join("ca.pem"), made.cert.pem()).unwrap();
    let key = rustls_pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    // The name may lead to either family.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let mut script = script.into_iter();
        loop {
            let (tcp, _) = listener.accept().await.unwrap();
            let Ok(mut tls) = acceptor.accept(tcp).await else { continue };
            let mut bytes = Vec::new();
            while !whole(&bytes) {
                let mut some = [0; 4096];
                let count = tls.read(&mut some).await.unwrap_or(0);
                if count == 0 {
                    break;
                }
                bytes.extend(&some[..count]);
            }
            let text = String::from_utf8(bytes).unwrap();
            let (head, body) = text.split_once("\r\n\r\n").unwrap();
            heard.lock().unwrap().push((head.to_owned(), body.to_owned()));
            let plain = |status: u16| format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\n\r\n");
            let answer = match script.next().unwrap_or(Does::Answers(200)) {
                Does::Answers(status) => plain(status),
                Does::Talks => format!("HTTP/1.1 200 OK\r\ncontent-length: 9000000\r\n\r\n{}", "x".repeat(8_000)),
                Does::Redirects => {
                    "HTTP/1.1 302 X\r\nlocation: https://localhost:1/\r\ncontent-length: 0\r\n\r\n".into()
                }
                Does::Sleeps => {
                    tokio::spawn(async move {
                        tokio::time::sleep(Duration::from_secs(60)).await;
                        drop(tls);
                    });
                    continue;
                }
                Does::HangsUp => continue,
            };
            let _ = tls.write_all(answer.as_bytes()).await;
            let _ = tls.shutdown().await;
        }
    });
    port
}

fn whole(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    body.len() >= length.unwrap_or(0)
}

fn header<'a>(head: &'a str, name: &str) -> &'a str {
    let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with(name)).unwrap();
    line.split_once(": ").unwrap().1
}

#[tokio::test]
async fn a_call_is_signed_and_says_what_is_new() {
    let world = World::new(vec![Does::Answers(204), Does::Talks], "localhost").await;
    world.grows(3);
    world.calls_once(true).await;
    let (head, body) = world.heard.lock().unwrap()[0].clone();
    assert!(head.starts_with("POST /hook?x=1 HTTP/1.1"), "{head}");
    assert_eq!(header(&head, "content-type"), "application/json");
    let signed = format!("{}.{}.{body}", header(&head, "webhook-id"), header(&head, "webhook-timestamp"));
    let tag = STANDARD.decode(header(&head, "webhook-signature").strip_prefix("v1,").unwrap()).unwrap();
    hmac::verify(&hmac::Key::new(hmac::HMAC_SHA256, &SECRET), signed.as_bytes(), &tag).unwrap();
    assert_eq!(header(&head, "webhook-timestamp"), "1800000000");
    let said: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(said["entries"].as_array().unwrap().len(), 3);
    assert_eq!((&said["state"], &said["entries"][2]["number"]), (&"TX".into(), &3.into()));
    assert_eq!(world.hook().delivered, 3);
    // More than fit in are named and not told; an endless answer is not listened to.
    world.grows(101);
    world.calls_once(true).await;
    let said: serde_json::Value = serde_json::from_str(&world.heard.lock().unwrap()[1].1).unwrap();
    assert_eq!((said["first"].as_u64(), said["last"].as_u64(), said.get("entries")), (Some(4), Some(104), None));
    assert_eq!(world.hook().delivered, 104);
}

#[tokio::test]
async fn what_fails_is_told_again_in_order() {
    let script = vec![Does::Answers(500), Does::Redirects, Does::HangsUp, Does::Answers(200)];
    let world = World::new(script, "localhost").await;
    world.grows(2);
    for failures in 1..=3 {
        world.calls_once(true).await;
        assert_eq!((world.hook().failures, world.hook().delivered), (failures, 0));
        world.calls_once(true).await;
        assert_eq!(world.calls().len(), failures as usize, "it rests");
        world.passes(12 * 3_600);
        world.grows(1);
    }
    world.calls_once(true).await;
    assert_eq!(world.told(), [(1, 2), (1, 3), (1, 4), (1, 5)]);
    assert_eq!((world.hook().failures, world.hook().delivered), (0, 5));
    let answers: Vec<_> = world.calls().iter().map(|call| call.status).collect();
    assert_eq!(answers, [Some(500), Some(302), None, Some(200)]);
}

#[tokio::test]
async fn nobody_else_is_told() {
    let world = World::new(Vec::new(), "other.example").await;
    world.grows(1);
    world.calls_once(true).await;
    assert!(world.calls()[0].trouble.contains("trusted"), "{:?}", world.calls());
    world.passes(3_600);
    world.calls_once(false).await;
    assert!(world.calls()[1].trouble.contains("private network"), "{:?}", world.calls());
    assert!(world.heard.lock().unwrap().is_empty());
}

/// The process ends while a call is under way, and another begins: the same is told again, nothing is left out.
#[tokio::test]
async fn a_process_that_dies_loses_nothing() {
    let world = World::new(vec![Does::Sleeps], "localhost").await;
    let (stop, stopped) = watch::channel(false);
    world.grows(2);
    let first = tokio::spawn(run(world.source.clone(), world.caller(true), stopped.clone()));
    while world.heard.lock().unwrap().is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    first.abort();
    let _ = first.await;
    assert_eq!((world.hook().delivered, world.calls().len()), (0, 0));
    world.grows(1);
    let second = tokio::spawn(run(world.source.clone(), world.caller(true), stopped));
    while world.hook().delivered < 3 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(world.told(), [(1, 2), (1, 3)]);
    stop.send(true).unwrap();
    second.await.unwrap();
}
