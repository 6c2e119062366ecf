//! A portal over a store in memory, and visitors with a browser's habits.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use tower::ServiceExt;

use crate::audit;
use crate::identity::{Identity, NewAccount, Policy};
use crate::model::{Actor, AuditEvent, Clock, Date, Role, StudentAnswer, Timestamp};
use crate::store::{Environment, Store};
use crate::submission::Submissions;
use crate::web::router;

pub(super) const PASSWORD: &str = "harvest moon 1962";

/// Noon, and a second later each time somebody asks.
struct Noon(AtomicI64);

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        let asked = self.0.fetch_add(1, Ordering::Relaxed);
        Timestamp::start_of(Date::new(2026, 11, 21).unwrap()).plus_seconds(43_200 + asked)
    }
}

/// The portal with its people: `otto` runs the machine; `rosa` may read children's records, `uma` may not; `dana` and `flor` are data
/// administrators of Texas and Florida; `reggie` draws the regions of Texas.
pub(super) struct World {
    router: Router,
    clock: Arc<Noon>,
    store: Store,
    submissions: Submissions,
    identity: Identity,
    _folder: tempfile::TempDir,
}

/// An answer read to its end.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: axum::http::HeaderMap,
    pub(super) body: String,
}

impl Answer {
    pub(super) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The value of the first hidden `csrf` field.
    pub(super) fn csrf(&self) -> String {
        let rest = self.body.split(r#"name="csrf" value=""#).nth(1).expect("a form with a token");
        rest.split('"').next().unwrap().to_owned()
    }
}

impl World {
    pub(super) fn new() -> Self {
        Self::with_policy(Policy::of(Environment::Demo))
    }

    /// The same where something else is asked of its people.
    pub(super) fn with_policy(policy: Policy) -> Self {
        let noon = Arc::new(Noon(AtomicI64::new(0)));
        let clock: Arc<dyn Clock> = noon.clone();
        let store = audit::store_in_memory(Environment::Demo, clock.now()).unwrap();
        let (mut portal, folder) = super::portal::portal(&store, clock);
        portal.identity = portal.identity.with_policy(policy);
        for (user_name, role, state) in [
            ("rosa", Role::Primary, "TX"),
            ("uma", Role::StateUserAdministrator, "TX"),
            ("dana", Role::StateDataAdministrator, "TX"),
            ("flor", Role::StateDataAdministrator, "FL"),
            ("gus", Role::Auditor, ""),
            ("otto", Role::Operator, ""),
            ("reggie", Role::StateRegionAdministrator, "TX"),
        ] {
            let name = format!("{user_name} <b>");
            let account = NewAccount::settled(user_name, &name, role, state.parse().ok(), PASSWORD);
            portal.identity.create_account(Actor::Console("root".into()), account).unwrap();
        }
        let (submissions, identity) = (portal.submissions.clone(), portal.identity.clone());
        Self { router: router(portal), clock: noon, submissions, store, identity, _folder: folder }
    }

    /// Lets time pass.
    pub(super) fn turn(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds, Ordering::Relaxed);
    }

    /// The present instant.
    pub(super) fn at(&self) -> Timestamp {
        self.clock.now()
    }

    /// What an authenticator app with a secret in base 32 shows now.
    pub(super) fn code(&self, secret: &str) -> String {
        let secret = totp_rs::Secret::try_from_base32(secret.replace(' ', "")).unwrap();
        let app = totp_rs::Builder::new().with_secret(secret).build().unwrap();
        app.generate(u64::try_from(self.clock.now().micros() / 1_000_000).unwrap()).to_string()
    }

    /// A district in the lists of NCES.
    pub(super) fn put_district(&self, id: &str, name: &str, state: &str) {
        let district = crate::model::District {
            id: id.into(),
            name: name.into(),
            state: state.parse().ok(),
            city: "City".into(),
            zip: "".into(),
            phone: "".into(),
        };
        let change = self.store.begin(Actor::Console("root".into()), Timestamp::default()).unwrap();
        change.put(&crate::store::tables::DISTRICT, &(id.into(), 2023), &district).unwrap();
        let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
        change.commit(logged).unwrap();
    }

    /// The accounts behind the pages.
    pub(super) fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The store behind the pages.
    pub(super) fn store(&self) -> &Store {
        &self.store
    }

    /// A state's system sends a file; gives the MSIX ID of its first student.
    pub(super) fn send_file(&self, state: &str, body: &str) -> String {
        let students = body.lines().filter(|line| line.starts_with('S')).count();
        let file = format!("H|1|{state}|20241114203000|{students}|{}|||full|NGS\n{body}", body.lines().count());
        let taken = self.submissions.submit("x.mdes", &mut file.as_bytes(), None, false, &mut |_| ()).unwrap();
        let mut ids = Vec::new();
        let note = &mut |answer: &StudentAnswer| {
            ids.push(answer.msix_id.unwrap().to_string());
            Ok(std::ops::ControlFlow::Continue(()))
        };
        self.submissions.visit_answers(&taken, note).unwrap();
        ids.remove(0)
    }

    /// A state's system sends a file, whatever is wrong with it.
    pub(super) fn send_file_as_it_is(&self, state: &str, body: &str) {
        let file = format!("H|1|{state}|20241114203000|1|{}|||full|NGS\n{body}", body.lines().count());
        self.submissions.submit("x.mdes", &mut file.as_bytes(), None, false, &mut |_| ()).unwrap();
    }

    /// The time, a second later each time somebody asks.
    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Asks for a page with a `Cookie` line.
    pub(super) async fn get(&self, cookie: &str, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap();
        self.send(request).await
    }

    /// Sends a form from a page of the portal.
    pub(super) async fn post(&self, cookie: &str, path: &str, form: &str) -> Answer {
        self.send(form_from("same-origin", cookie, path, form)).await
    }

    /// Sends any request.
    pub(super) async fn send(&self, request: Request<Body>) -> Answer {
        let response: Response<Body> = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 1 << 20).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// What the audit log has of people who logged in, oldest first.
    pub(super) fn log(&self) -> Vec<AuditEvent> {
        let mut events = Vec::new();
        let note = |entry: audit::Entry| {
            events.extend(matches!(entry.actor, Actor::User(_)).then_some(entry.event));
            std::ops::ControlFlow::Continue(())
        };
        audit::visit(&self.store.view().unwrap(), 0, note).unwrap();
        events
    }

    /// Logs in and says why records are opened, where the roles read any; gives the `Cookie` line.
    pub(super) async fn log_in(&self, user_name: &str) -> String {
        let cookie = self.log_in_in_silence(user_name).await;
        let page = self.get(&cookie, "/purpose").await;
        if page.status == StatusCode::OK {
            let form = format!("csrf={}&purpose=enrollment", page.csrf());
            assert_eq!(self.post(&cookie, "/purpose", &form).await.status, StatusCode::SEE_OTHER);
        }
        cookie
    }

    /// Logs in and says nothing more.
    pub(super) async fn log_in_in_silence(&self, user_name: &str) -> String {
        let form = format!("user_name={user_name}&password={}&next=/", PASSWORD.replace(' ', "+"));
        let answer = self.post("", "/login", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer.header(header::SET_COOKIE).split(';').next().unwrap().to_owned()
    }
}

/// A form sent from a page of this or another site.
pub(super) fn form_from(site: &str, cookie: &str, path: &str, form: &str) -> Request<Body> {
    Request::post(path)
        .header(header::COOKIE, cookie)
        .header("sec-fetch-site", site)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form.to_owned()))
        .unwrap()
}
