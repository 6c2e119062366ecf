//! The interface as a state's programmer meets it: what each key gets, what bad questions get, and that every answer is
//! what the OpenAPI document says.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, header};
use serde_json::Value;
use tower::ServiceExt;
use vereda::audit;
use vereda::casework::{self, Casework};
use vereda::model::{
    Actor, ApiKey, AuditEvent, Clock, CorrectionId, FeedEntry, FeedEvent, ItemId, MsixId, NoticeId, RequestId,
    StateCode, Text, Timestamp, Who,
};
use vereda::store::{Environment, Read, Store, tables};
use vereda::submission::Submissions;
use vereda::web::{openapi, router};

use crate::world::{file_of, student};

const CHANGES: &str = "/api/v1/changes";
const COPY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/api/openapi.json");

struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::Relaxed))
    }
}

struct World {
    router: Router,
    store: Store,
    casework: Casework,
    clock: Arc<Hand>,
    submissions: Submissions,
    _folder: tempfile::TempDir,
}

/// An answer: its status, headers, and body.
struct Answer(u16, HeaderMap, String);

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.2).unwrap()
    }
}

fn state(code: &str) -> StateCode {
    code.parse().unwrap()
}

fn root() -> Who {
    Actor::Console("root".into()).into()
}

impl World {
    fn new() -> Self {
        let hand = Arc::new(Hand(AtomicI64::new(1_800_000_000_000_000)));
        let clock: Arc<dyn Clock> = hand.clone();
        let store = audit::store_in_memory(Environment::Training, clock.now()).unwrap();
        let (portal, folder) = crate::portal::portal(&store, clock);
        let (casework, submissions) = (portal.casework.clone(), portal.submissions.clone());
        Self { router: router(portal), store, casework, clock: hand, submissions, _folder: folder }
    }

    /// A file of a state, applied.
    fn submits(&self, of: &str, body: &str) {
        self.passes(60);
        let file = file_of(of, body);
        self.submissions.submit("x.mdes", &mut file.as_bytes(), None, false, &mut |_| ()).unwrap();
    }

    fn passes(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    /// Puts one event of each type, again and again, at the end of a feed.
    fn grows(&self, of: &str, count: usize) {
        let change = self.store.begin(root(), self.clock.now()).unwrap();
        let series = Text::from(format!("feed:{of}"));
        let last = change.get(&tables::COUNTER, &series).unwrap().unwrap_or(0);
        for (number, event) in (last + 1..).zip(events().into_iter().cycle().take(count)) {
            let entry = FeedEntry { at: change.at(), event };
            change.put(&tables::FEED, &(state(of), number), &entry).unwrap();
        }
        change.put(&tables::COUNTER, &series, &(last + count as u64)).unwrap();
        let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
        change.commit(logged).unwrap();
    }

    fn key(&self, of: &str) -> String {
        self.casework
            .make_key_at_the_console(root(), state(of), "test", [of.as_bytes()[0]; 32])
            .unwrap()
            .token
            .to_string()
    }

    fn stored(&self, number: u64) -> ApiKey {
        self.store.view().unwrap().get(&tables::API_KEY, &number).unwrap().unwrap()
    }

    async fn asks(&self, key: &str, path: &str) -> Answer {
        self.sends("GET", path, &[("authorization", &format!("Bearer {key}"))]).await
    }

    async fn sends(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        assert!(!parts.headers.contains_key(header::SET_COOKIE), "no cookie");
        assert!(!parts.headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN), "no other site's script");
        let body = axum::body::to_bytes(body, 64 << 20).await.unwrap();
        Answer(parts.status.as_u16(), parts.headers, String::from_utf8(body.to_vec()).unwrap())
    }

    /// Entries of the audit log of a kind, with who did it.
    fn logged(&self, kind: &str) -> Vec<(Actor, AuditEvent)> {
        let mut found = Vec::new();
        let note = |entry: audit::Entry| {
            found.extend((entry.event.kind() == kind).then_some((entry.actor, entry.event)));
            std::ops::ControlFlow::Continue(())
        };
        audit::visit(&self.store.view().unwrap(), 1, note).unwrap();
        found
    }
}

/// One of each type.
fn events() -> Vec<FeedEvent> {
    let id = |serial| MsixId::from_serial(serial).unwrap();
    vec![
        FeedEvent::Identified { student: "T1".parse().unwrap(), msix_id: id(1), before: None },
        FeedEvent::Identified { student: "T2".parse().unwrap(), msix_id: id(1), before: Some(id(2)) },
        FeedEvent::Retired { msix_id: id(2), into: id(1) },
        FeedEvent::Restored { msix_id: id(2) },
        FeedEvent::Decided { item: ItemId(7), what: "merge".into(), children: vec![id(1), id(2)] },
        FeedEvent::Notice { notice: NoticeId(1), status: "new".into(), children: vec![id(1)] },
        FeedEvent::Request { request: RequestId(1), status: "acknowledged".into(), child: id(1) },
        FeedEvent::Correction { correction: CorrectionId(1), status: "decided".into(), child: id(1) },
    ]
}

#[tokio::test]
async fn a_feed_is_read_page_by_page_without_a_gap() {
    let world = World::new();
    world.grows("TX", 20);
    world.grows("FL", 3);
    let key = world.key("TX");
    let (mut after, mut numbers) = (0, Vec::new());
    loop {
        let page = world.asks(&key, &format!("{CHANGES}?after={after}&limit=7")).await.json();
        numbers.extend(page["entries"].as_array().unwrap().iter().map(|entry| entry["number"].as_u64().unwrap()));
        after = page["next"].as_u64().unwrap();
        if page["next"] == page["newest"] {
            break;
        }
    }
    assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
    let lines = [("authorization", format!("Bearer {key}")), ("accept", "application/x-ndjson".to_owned())];
    let lines: Vec<_> = lines.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = world.sends("GET", CHANGES, &lines).await;
    assert_eq!((answer.0, answer.2.lines().count()), (200, 20));
    assert!(casework::check(&world.store.view().unwrap()).is_empty());
}

/// A state hears of its new children, once, and again when it calls a changed one by another MSIX ID.
#[tokio::test]
async fn a_file_brings_its_new_children_into_the_feed() {
    let world = World::new();
    let key = world.key("TX");
    let feed = async || world.asks(&key, CHANGES).await.json()["entries"].as_array().unwrap().clone();
    world.submits("TX", &student(1, "Lissete", "A1"));
    let told = feed().await;
    assert_eq!((told.len(), &told[0]["type"], &told[0]["student"]), (1, &"identified".into(), &"A1".into()));
    assert_eq!(told[0]["before"], Value::Null);
    world.submits("FL", &student(1, "Ramon", "B1"));
    world.submits("TX", &student(1, "Lissete", "A1").replace("Lincoln", "Lincoln "));
    world.submits("TX", &student(1, "Lisset", "A1"));
    assert_eq!(feed().await.len(), 1, "no other has become of it");
    let other = MsixId::from_serial(77).unwrap().to_string();
    let named = student(1, "Lissette", "A1").replacen("S|1|", &format!("S|1|{other}"), 1);
    world.submits("TX", &named);
    let told = feed().await;
    assert_eq!((told.len(), &told[1]["before"], &told[1]["msix_id"]), (2, &other.into(), &told[0]["msix_id"]));
    world.submits("TX", &named);
    assert_eq!(feed().await.len(), 2, "nor is it told again when nothing has changed");
    assert!(casework::check(&world.store.view().unwrap()).is_empty());
}

/// Who shows what key, and gets what.
#[tokio::test]
async fn keys_open_their_own_feed_until_they_end() {
    let world = World::new();
    world.grows("TX", 3);
    let [texas, florida] = ["TX", "FL"].map(|of| world.key(of));
    let count = |answer: &Answer| answer.json()["entries"].as_array().map_or(0, Vec::len);
    let answer = world.asks(&texas, CHANGES).await;
    assert_eq!((answer.0, count(&answer)), (200, 3));
    let answer = world.asks(&florida, CHANGES).await;
    assert_eq!((answer.0, count(&answer)), (200, 0), "a feed of its own, that is empty");
    let swapped = texas.replace("vk_1_", "vk_2_");
    assert_eq!(world.asks(&swapped, CHANGES).await.0, 401, "another's number");
    assert_eq!(world.asks(&texas.replace("vk_1_", "vk_3_"), CHANGES).await.0, 401, "nobody's number");
    let last = texas.len() - 2;
    let guessed = format!("{}{}", &texas[..last], "AA");
    for wrong in ["", "x", "vk_1_", guessed.as_str()] {
        let answer = world.asks(wrong, CHANGES).await;
        assert_eq!(answer.0, 401, "{wrong}");
        assert!(answer.1.contains_key(header::WWW_AUTHENTICATE));
    }
    let basic = [("authorization", "Basic dGVzdDp0ZXN0")];
    assert_eq!(world.sends("GET", CHANGES, &basic).await.0, 401);
    let bearer = format!("Bearer {texas}");
    let twice = [("authorization", bearer.as_str()), ("authorization", bearer.as_str())];
    assert_eq!(world.sends("GET", CHANGES, &twice).await.0, 401);
    assert_eq!(world.sends("GET", CHANGES, &[("cookie", bearer.as_str())]).await.0, 401);
    world.casework.revoke_key_at_the_console(root(), state("TX"), 1).unwrap();
    assert_eq!(world.asks(&texas, CHANGES).await.0, 401, "out of use");
    world.passes(366 * 86_400);
    assert_eq!(world.asks(&florida, CHANGES).await.0, 401, "run out");
}

#[tokio::test]
async fn readings_are_taken_down_and_keys_say_when_they_were_used() {
    let world = World::new();
    world.grows("TX", 3);
    let key = world.key("TX");
    assert_eq!(world.stored(1).used, None);
    world.asks(&key, &format!("{CHANGES}?after=1")).await;
    let expected = AuditEvent::FeedRead { key: 1, from: 2, count: 2 };
    assert_eq!(world.logged("feed_read"), [(Actor::Sender(state("TX")), expected)]);
    assert_eq!(world.stored(1).used.unwrap().micros() % 3_600_000_000, 0, "to the hour");
    world.asks(&key, &format!("{CHANGES}?after=3")).await;
    assert_eq!(world.logged("feed_read").len(), 1, "nothing was given");
    world.passes(3_600);
    world.asks(&key, &format!("{CHANGES}?after=3")).await;
    assert_eq!(world.logged("feed_read").len(), 2, "once an hour: it was used");
    let secret = key.rsplit('_').next().unwrap();
    assert!(!format!("{:?}", world.stored(1)).contains(secret), "the store does not know it");
}

#[tokio::test]
async fn nothing_new_is_nothing_sent() {
    let world = World::new();
    world.grows("TX", 3);
    let bearer = format!("Bearer {}", world.key("TX"));
    let first = world.sends("GET", CHANGES, &[("authorization", &bearer)]).await;
    let tag = first.1[header::ETAG].to_str().unwrap().to_owned();
    let known = [("authorization", bearer.as_str()), ("if-none-match", tag.as_str())];
    let again = world.sends("GET", CHANGES, &known).await;
    assert_eq!((again.0, again.2.as_str()), (304, ""));
    world.grows("TX", 1);
    assert_eq!(world.sends("GET", CHANGES, &known).await.0, 200);
}

#[tokio::test]
async fn bad_questions_get_one_clear_answer() {
    let world = World::new();
    world.grows("TX", 3);
    let key = world.key("TX");
    let document: Value = serde_json::from_str(&openapi()).unwrap();
    let long = format!("?after={}", "9".repeat(5_000));
    for (query, status) in [
        ("?after=4", 409),
        ("?after=9223372036854775807", 409),
        ("?after=9223372036854775808", 400),
        ("?after=-1", 400),
        ("?after=abc", 400),
        ("?after=1&after=2", 400),
        ("?limit=0", 400),
        ("?limit=10001", 400),
        ("?limit=18446744073709551616", 400),
        ("?since=1", 400),
        ("?lang=es", 400),
        ("?after=0%0d%0aset-cookie:x=y", 400),
        ("?key=vk_1_secret", 400),
        ("?access_token=vk_1_x", 400),
        (long.as_str(), 400),
        ("?after=3", 200),
    ] {
        let answer = world.asks(&key, &format!("{CHANGES}{query}")).await;
        assert_eq!(answer.0, status, "{query}: {}", answer.2);
        if status != 200 {
            assert_eq!(answer.1[header::CONTENT_TYPE], "application/problem+json", "{query}");
            assert_eq!(answer.json()["status"], u64::from(status));
            fits(&document, &schema(&document, "problem"), &answer.json(), query);
            assert!(!answer.2.contains("secret"), "a key is not said again");
        }
    }
    assert_eq!(world.sends("POST", CHANGES, &[]).await.0, 405);
    assert_eq!(world.sends("GET", "/api/v2/changes", &[]).await.0, 404);
}

#[tokio::test]
async fn one_key_cannot_take_all() {
    let world = World::new();
    world.grows("TX", 1);
    let [texas, florida] = ["TX", "FL"].map(|of| world.key(of));
    let mut refused = None;
    for _ in 0..200 {
        let answer = world.asks(&texas, CHANGES).await;
        if answer.0 == 429 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("a limit");
    assert!(refused.1.contains_key(header::RETRY_AFTER));
    assert_eq!(world.asks(&florida, CHANGES).await.0, 200, "others go on");
}

/// The copy is made with `vereda feed openapi > assets/api/openapi.json`.
#[test]
fn the_copy_of_the_description_is_that_of_the_code() {
    if std::env::var_os("VEREDA_OPENAPI").is_some() {
        std::fs::write(COPY, openapi()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(COPY).unwrap(), openapi());
}

#[tokio::test]
async fn every_answer_is_what_the_description_says() {
    let world = World::new();
    world.grows("TX", events().len());
    let key = world.key("TX");
    let document = world.sends("GET", "/api/v1/openapi.json", &[]).await.json();
    assert_eq!(document["paths"].as_object().unwrap().len(), 2);
    let page = world.asks(&key, CHANGES).await.json();
    fits(&document, &schema(&document, "page"), &page, "page");
    let types: std::collections::BTreeSet<_> =
        page["entries"].as_array().unwrap().iter().map(|entry| entry["type"].as_str().unwrap()).collect();
    let described = document["components"]["schemas"]["entry"]["oneOf"].as_array().unwrap().len();
    assert_eq!(types.len(), described, "each type was there");
    let none = world.asks(&key, &format!("{CHANGES}?after={}", page["next"])).await.json();
    fits(&document, &schema(&document, "page"), &none, "a page without entries");
    let refused = world.asks("x", CHANGES).await;
    fits(&document, &schema(&document, "problem"), &refused.json(), "a problem");
    assert!(document["paths"][CHANGES]["get"]["responses"].get("401").is_some());
}

/// The check itself finds what does not fit.
#[test]
fn a_wrong_answer_does_not_fit() {
    let document: Value = serde_json::from_str(&openapi()).unwrap();
    let entry = |text: &str| trouble(&document, &schema(&document, "entry"), &serde_json::from_str(text).unwrap());
    let good = r#"{"number":1,"at":"2026-11-21T00:00:00Z","type":"restored","msix_id":"000000000010"}"#;
    assert_eq!(entry(good), None);
    for (from, to) in [
        ("\"000000000010\"", "10"),
        ("000000000010", "10"),
        ("restored", "other"),
        ("\"number\":1,", ""),
        ("\"number\":1", "\"number\":-1"),
        ("\"at\"", "\"x\":1,\"at\""),
    ] {
        assert!(entry(&good.replace(from, to)).is_some(), "{to}");
    }
}

fn schema(document: &Value, name: &str) -> Value {
    document["components"]["schemas"][name].clone()
}

fn fits(document: &Value, schema: &Value, value: &Value, what: &str) {
    assert_eq!(trouble(document, schema, value), None, "{what}: {value}");
}

/// What of a value does not fit: the part of JSON Schema that the document uses.
fn trouble(document: &Value, schema: &Value, value: &Value) -> Option<String> {
    let wrong = |what: &str| Some(format!("{what}: {value}"));
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        return trouble(document, document.pointer(name.trim_start_matches('#')).unwrap(), value);
    }
    if let Some(some) = schema.get("oneOf") {
        let fit = some.as_array().unwrap().iter().filter(|one| trouble(document, one, value).is_none()).count();
        return if fit == 1 { None } else { wrong("fits not one") };
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let kinds = match &schema["type"] {
        Value::Array(kinds) => kinds.clone(),
        one => vec![one.clone()],
    };
    if !kinds.iter().any(|one| one == kind) {
        return wrong("is of another type");
    }
    if schema.get("const").is_some_and(|word| word != value) {
        return wrong("is another word");
    }
    if schema.get("minimum").is_some() && value.as_u64().is_none() {
        return wrong("is no number from 0");
    }
    if let (Some(_), Some(text)) = (schema.get("pattern"), value.as_str())
        && !(text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit()))
    {
        return wrong("is no MSIX ID");
    }
    if schema.get("format").is_some() && value.as_str().unwrap().parse::<Timestamp>().is_err() {
        return wrong("is no time");
    }
    if let Some(items) = value.as_array() {
        return items.iter().find_map(|item| trouble(document, &schema["items"], item));
    }
    let fields = value.as_object()?;
    let properties = schema["properties"].as_object().unwrap();
    let missing =
        schema["required"].as_array().unwrap().iter().find(|name| !fields.contains_key(name.as_str().unwrap()));
    if let Some(missing) = missing {
        return wrong(&format!("is without {missing}"));
    }
    fields.iter().find_map(|(name, field)| match properties.get(name) {
        Some(schema) => trouble(document, schema, field),
        None => wrong(&format!("has {name}, of which nothing is said")),
    })
}
