//! Who gets what: every address and method of the portal for every kind of person. An address that the router has and
//! the table has not fails, and so does a method.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use tower::ServiceExt;
use vereda::access::Children;
use vereda::audit::{self, Journal};
use vereda::casework::{Casework, Days};
use vereda::identity::{Identity, NewAccount, Policy};
use vereda::model::{Actor, Clock, Date, Role, StateCode, Timestamp};
use vereda::search::Index;
use vereda::store::Environment;
use vereda::submission::{Limits, Submissions};
use vereda::web::{Portal, router, routes};

use crate::world::{file_of, student};

/// A row of the table.
struct Row(&'static str, &'static str, &'static str, [u16; 12]);

/// Method, address in the router, what is asked for, and the status for each person: `CHILD`, `OURS` (Texas's file)
/// and `THEIRS` (Florida's) stand for identifiers. 303 of a stranger is the way to the login, 303 of a form its end.
#[rustfmt::skip]
const TABLE: &[Row] = &[
    // The people of a state are those of Texas; the last six have no state.
    //                                                                   stranger  secondary user adm.  govern.adm. pr.act adm.  trainer
    //                                                                        primary   data adm.  region adm. federal user adm. operator auditor
    Row("GET",  "/",                          "/",                           [303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("GET",  "/login",                     "/login",                      [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("POST", "/login",                     "/login",                      [401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 401]),
    // The time of links is over once there is an account.
    Row("GET",  "/setup/{token}",             "/setup/none",                 [404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    Row("POST", "/setup/{token}",             "/setup/none",                 [404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    Row("GET",  "/help",                      "/help",                       [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("GET",  "/help/{page}",               "/help/search",                [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("GET",  "/help/{page}",               "/help/none",                  [404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    Row("GET",  "/favicon.ico",               "/favicon.ico",                [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("GET",  "/assets/{name}",             "/assets/none.css",            [404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    Row("GET",  "/purpose",                   "/purpose",                    [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("POST", "/purpose",                   "/purpose",                    [303, 303, 303, 303, 403, 403, 403, 403, 303, 403, 403, 403]),
    Row("GET",  "/students",                  "/students",                   [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("POST", "/students",                  "/students",                   [303, 303, 303, 303, 403, 403, 403, 403, 303, 403, 403, 403]),
    Row("POST", "/students/suggestions",      "/students/suggestions",       [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/students/{id}",             "/students/CHILD",             [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/students/{id}",             "/students/999999999999",      [303, 404, 404, 404, 403, 403, 403, 403, 404, 403, 403, 403]),
    Row("GET",  "/students/{id}/demographics","/students/CHILD/demographics",[303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/students/{id}/history",     "/students/CHILD/history",     [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/students/{id}/print",       "/students/CHILD/print",       [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/students/{id}/enrollments", "/students/CHILD/enrollments", [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/students/{id}/courses",     "/students/CHILD/courses",     [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/students/{id}/assessments", "/students/CHILD/assessments", [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/students/{id}/moves",       "/students/CHILD/moves",       [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/students/{id}/decisions",   "/students/CHILD/decisions",   [303, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403, 403]),
    Row("GET",  "/worklist",                  "/worklist",                  [303, 303, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/worklist/decided",          "/worklist/decided",          [303, 403, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/worklist/proposed",         "/worklist/proposed",         [303, 200, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/worklist/{item}",           "/worklist/999",              [303, 404, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/matches/{id}",              "/matches/999",               [303, 404, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/{item}/take",      "/worklist/999/take",         [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/{item}/assign",    "/worklist/999/assign",       [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/{item}/escalate",  "/worklist/999/escalate",     [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/{item}/same",      "/worklist/999/same",         [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/{item}/different", "/worklist/999/different",    [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/{item}/approve",   "/worklist/999/approve",      [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/{item}/reject",    "/worklist/999/reject",       [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/{item}/cancel",    "/worklist/999/cancel",       [303, 404, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/worklist/{item}/reopen",    "/worklist/999/reopen",       [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/merges/new",                "/merges/new?child=CHILD",    [303, 200, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/merges",                    "/merges",                    [303, 409, 403, 409, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/splits/new",                "/splits/new?child=CHILD",    [303, 200, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/splits",                    "/splits",                    [303, 409, 403, 409, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/undos/new",                 "/undos/new?item=999",        [303, 409, 403, 409, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("POST", "/undos",                     "/undos",                     [303, 409, 403, 409, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/undos/exposure",            "/undos/exposure?item=999",   [303, 403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    Row("GET",  "/audit",                     "/audit",                     [303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    Row("GET",  "/audit",                     "/audit?child=1",             [303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 422]),
    Row("GET",  "/audit/{seq}",               "/audit/1",                   [303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    Row("GET",  "/audit/{seq}",               "/audit/999999",              [303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 404]),
    Row("GET",  "/submissions",               "/submissions",                [303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("GET",  "/submissions/{id}",          "/submissions/OURS",           [303, 200, 200, 200, 200, 200, 404, 404, 404, 200, 404, 200]),
    Row("GET",  "/submissions/{id}",          "/submissions/THEIRS",         [303, 404, 404, 404, 404, 404, 404, 404, 404, 200, 404, 200]),
    // The last one, since it ends the session.
    Row("POST", "/logout",                    "/logout",                     [303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303]),
];

/// The persons in the order of the table; a stranger is none of them.
const ROLES: [Role; 11] = [
    Role::Primary,
    Role::Secondary,
    Role::StateDataAdministrator,
    Role::StateUserAdministrator,
    Role::StateRegionAdministrator,
    Role::GovernmentAdministrator,
    Role::OmeUserAdministrator,
    Role::PrivacyActAdministrator,
    Role::Operator,
    Role::Trainer,
    Role::Auditor,
];

#[tokio::test]
async fn everybody_gets_what_the_table_says() {
    let world = World::new();
    let mut wrong = Vec::new();
    for column in 0..=ROLES.len() {
        let visitor = world.visitor(column).await;
        for Row(method, _, path, statuses) in TABLE {
            let (status, body) = world.ask(&visitor, method, path).await;
            if status != statuses[column] {
                wrong.push(format!("{}: {method} {path} gives {status}, not {}", visitor.name, statuses[column]));
            }
            let shown = body.contains("Lissete") || body.contains(" 2010");
            assert!(status == 200 || !shown, "{}: {method} {path} is refused and shows a child", visitor.name);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_address_is_in_the_table() {
    let built: BTreeSet<_> = routes().map(|(path, _)| *path).collect();
    let known: BTreeSet<_> = TABLE.iter().map(|Row(_, path, ..)| *path).collect();
    assert_eq!(built, known);
}

#[tokio::test]
async fn every_method_is_in_the_table() {
    let world = World::new();
    let registrar = world.visitor(1).await;
    for Row(_, route, path, _) in TABLE {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"] {
            if !TABLE.iter().any(|Row(known, there, ..)| there == route && *known == method) {
                assert_eq!(world.ask(&registrar, method, path).await.0, 405, "{method} {path}");
            }
        }
    }
}

#[test]
fn every_role_has_a_column() {
    for (place, role) in ROLES.iter().enumerate() {
        // A new role does not compile here until it has its place.
        let expected = match role {
            Role::Primary => 0,
            Role::Secondary => 1,
            Role::StateDataAdministrator => 2,
            Role::StateUserAdministrator => 3,
            Role::StateRegionAdministrator => 4,
            Role::GovernmentAdministrator => 5,
            Role::OmeUserAdministrator => 6,
            Role::PrivacyActAdministrator => 7,
            Role::Operator => 8,
            Role::Trainer => 9,
            Role::Auditor => 10,
        };
        assert_eq!(place, expected);
    }
}

const PASSWORD: &str = "harvest moon 1962";

/// The portal with a child of Texas, a file of Florida, and an account for each role.
struct World {
    router: Router,
    child: String,
    _folder: tempfile::TempDir,
}

/// Somebody with a browser.
struct Visitor {
    name: String,
    cookie: String,
    token: String,
}

struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        Timestamp::start_of(Date::new(2026, 11, 21).unwrap()).plus_seconds(43_200)
    }
}

impl World {
    fn new() -> Self {
        let clock: Arc<dyn Clock> = Arc::new(Noon);
        let store = audit::store_in_memory(Environment::Training, clock.now()).unwrap();
        let journal = Arc::new(Journal::new(store.clone(), clock.clone()));
        let identity = Identity::new(store.clone(), journal.clone(), clock.clone()).with_policy(Policy::of_the_demo());
        for role in ROLES {
            let name = format!("{role:?}");
            let account = NewAccount::settled(&user_name(role), &name, role, state_of(role), PASSWORD);
            identity.create_account(Actor::Console("root".into()), account).unwrap();
        }
        let folder = tempfile::tempdir().unwrap();
        let submissions =
            Submissions::new(store.clone(), clock.clone(), &folder.path().join("spool"), Limits::default());
        let texas = file_of("TX", &student(1, "Lissete", "A1"));
        let florida = file_of("FL", &student(1, "Ramon", "B1"));
        let mut child = None;
        for file in [texas, florida] {
            let taken = submissions.submit("x.mdes", &mut file.as_bytes(), None, false, &mut |_| ()).unwrap();
            let mut ids = Vec::new();
            let note = &mut |answer: &vereda::model::StudentAnswer| {
                ids.push(answer.msix_id.unwrap().to_string());
                Ok(std::ops::ControlFlow::Continue(()))
            };
            submissions.visit_answers(&taken, note).unwrap();
            child = child.or(ids.pop());
        }
        let search = Index::open(&folder.path().join("index"), &store, &|_, _| ()).unwrap();
        let casework = Casework::new(store.clone(), clock.clone(), Days::default());
        let children = Children::new(store, journal);
        let (address, mails) = ("https://vereda.example".to_owned(), false);
        let environment = "training";
        let portal = Portal { children, identity, search, casework, submissions, clock, address, mails, environment };
        Self { router: router(portal), child: child.unwrap(), _folder: folder }
    }

    /// The person of a column, logged in.
    async fn visitor(&self, column: usize) -> Visitor {
        let stranger = Visitor { name: "a stranger".into(), cookie: String::new(), token: String::new() };
        let Some(role) = column.checked_sub(1).map(|place| ROLES[place]) else { return stranger };
        let form = format!("user_name={}&password={}", user_name(role), PASSWORD.replace(' ', "+"));
        let response = self.send(&stranger, "POST", "/login", form).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let visitor = Visitor { name: format!("{role:?}"), cookie, token: String::new() };
        let (_, home) = self.ask(&visitor, "GET", "/").await;
        let token = home.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let visitor = Visitor { token, ..visitor };
        // Who reads records says why; the others are refused.
        self.ask(&visitor, "POST", "/purpose").await;
        visitor
    }

    /// Status and body. A form carries the session's token and what any of the forms takes, but a wrong password.
    async fn ask(&self, visitor: &Visitor, method: &str, path: &str) -> (u16, String) {
        let path = path.replace("CHILD", &self.child).replace("OURS", "1").replace("THEIRS", "2");
        // A name of its own for each: one name's wrong passwords are soon made to wait.
        let name = visitor.name.to_lowercase();
        let form = format!(
            "csrf={}&text=Garza&user_name=no-{name}&password=no&purpose=enrollment&why=because&item=999&child={}&seen={}",
            visitor.token,
            self.child,
            "0".repeat(64),
        );
        let response = self.send(visitor, method, &path, form).await;
        let status = response.status().as_u16();
        let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    async fn send(&self, visitor: &Visitor, method: &str, path: &str, form: String) -> axum::response::Response {
        let method: Method = method.parse().unwrap();
        let body = if method == Method::GET { Body::empty() } else { Body::from(form) };
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, &visitor.cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap()
    }
}

fn user_name(role: Role) -> String {
    format!("{role:?}").to_lowercase()
}

/// The roles of a state are held in Texas.
fn state_of(role: Role) -> Option<StateCode> {
    let of_a_state = matches!(
        role,
        Role::Primary
            | Role::Secondary
            | Role::StateDataAdministrator
            | Role::StateUserAdministrator
            | Role::StateRegionAdministrator
    );
    of_a_state.then(|| "TX".parse().unwrap())
}
