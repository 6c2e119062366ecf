//! What holds for every page, whoever asks and whatever stands in the address.

use axum::http::{StatusCode, header};

use super::world::World;
use crate::identity::Policy;
use crate::model::AuditEvent;
use crate::web::routes;

/// A child in a file of Texas.
const CHILD: &str = "S|1|||1Z|01|I\nD|1|Lissete||Zarate|||Female|20100503||McAllen|TX|US|1004|Juan|Zarate\n\
    Q|1|20240610|Zamora|MIC|MX|McAllen|TX|20270610\n\
    E|1|20240816|01|Lincoln High School|||||||||McAllen ISD|TX|||09\n";

/// All addresses, with something hostile in place of every part that is somebody else's.
fn addresses() -> Vec<String> {
    let hostile = ["%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E", "..%2F..%2Fetc%2Fpasswd", "%2F%2Fevil.example", "1"];
    let mut all = Vec::new();
    for (path, _) in routes() {
        for part in hostile {
            let filled: Vec<&str> = path.split('/').map(|one| if one.starts_with('{') { part } else { one }).collect();
            let filled = filled.join("/");
            for ask in [
                "",
                "?lang=es",
                "?next=//evil.example",
                "?next=https://evil.example&lang=es",
                "?next=%5C%5Cevil.example",
            ] {
                all.push(format!("{filled}{ask}"));
            }
            all.push(format!("{filled}?q={part}&next={part}&child={part}&item={part}&as_of={part}&purpose={part}"));
        }
        all.push(format!("//evil.example{path}?lang=es"));
    }
    all.sort_unstable();
    all.dedup();
    all
}

#[tokio::test]
async fn nobody_is_sent_to_another_site_and_nothing_of_an_address_becomes_script() {
    let world = World::new();
    for cookie in [String::new(), world.log_in("rosa").await, world.log_in("dana").await] {
        for address in addresses() {
            let answer = world.get(&cookie, &address).await;
            assert!(answer.status.as_u16() < 500, "{address}: {}", answer.status);
            let location = answer.header(header::LOCATION);
            let local = location.starts_with('/') && !location.starts_with("//") && !location.starts_with("/\\");
            assert!(location.is_empty() || local, "{address} leads to {location}");
            assert!(!answer.body.contains("<script>") && !answer.body.contains("root:x:"), "{address}");
        }
    }
}

#[tokio::test]
async fn every_page_of_the_demo_says_that_it_is_one() {
    let world = World::new();
    let mut pages = 0;
    for cookie in [String::new(), world.log_in("rosa").await, world.log_in("dana").await, world.log_in("uma").await] {
        for address in addresses().iter().map(String::as_str).chain(["/none"]) {
            let answer = world.get(&cookie, address).await;
            if answer.body.contains("<!DOCTYPE html>") {
                pages += 1;
                let told = ["Every child here is invented", "Todos los ni\u{f1}os son inventados"];
                assert!(told.iter().any(|words| answer.body.contains(words)), "{address}");
            }
        }
    }
    assert!(pages > 100, "{pages}");
}

#[tokio::test]
async fn a_page_is_given_to_its_own_method_alone() {
    let world = World::new();
    let rosa = world.log_in("rosa").await;
    for (path, _) in routes() {
        let path = path.replace("{id}", "1").replace("{item}", "1").replace("{page}", "1").replace("{name}", "1");
        let request = axum::http::Request::delete(path.replace("{token}", "1"));
        let request = request.header(header::COOKIE, &rosa).header("sec-fetch-site", "same-origin");
        let answer = world.send(request.body(axum::body::Body::empty()).unwrap()).await;
        assert_eq!(answer.status, axum::http::StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
}

#[tokio::test]
async fn logging_out_has_the_browser_forget() {
    let world = World::new();
    let rosa = world.log_in("rosa").await;
    let csrf = world.get(&rosa, "/").await.csrf();
    let out = world.post(&rosa, "/logout", &format!("csrf={csrf}")).await;
    assert_eq!(out.header("clear-site-data"), r#""cache", "storage""#);
    assert!(out.header(header::SET_COOKIE).contains("Max-Age=0"));
}

#[tokio::test]
async fn a_field_sent_twice_is_refused() {
    let world = World::new();
    let form = "user_name=uma&user_name=rosa&password=harvest+moon+1962&purpose=placement";
    let answer = world.post("", "/login", form).await;
    assert_eq!(answer.status, axum::http::StatusCode::UNPROCESSABLE_ENTITY);
    let rosa = world.log_in("rosa").await;
    let csrf = world.get(&rosa, "/students").await.csrf();
    let twice = world.post(&rosa, "/students", &format!("csrf={csrf}&text=a&text=b")).await;
    assert_eq!(twice.status, axum::http::StatusCode::BAD_REQUEST);
}

/// Attempts to get around what holds people back are entries, with their person.
#[tokio::test]
async fn a_forged_form_is_an_entry() {
    let world = World::new();
    let rosa = world.log_in("rosa").await;
    assert_eq!(world.post(&rosa, "/students", "csrf=none&text=x").await.status, StatusCode::FORBIDDEN);
    assert!(world.log().contains(&AuditEvent::Refused { what: "forged form".into() }));
}

/// Who copies record by record meets a limit, and it is an entry. Others go on.
#[tokio::test]
async fn who_opens_more_than_work_asks_for_is_stopped() {
    let world = World::with_policy(Policy { records_an_hour: 5, searches_an_hour: 3, ..Policy::of_the_demo() });
    let id = world.send_file("TX", CHILD);
    let (rosa, dana) = (world.log_in("rosa").await, world.log_in("dana").await);
    let record = format!("/students/{id}");
    for _ in 0..5 {
        assert_eq!(world.get(&rosa, &record).await.status, StatusCode::OK);
    }
    let stopped = world.get(&rosa, &record).await;
    assert_eq!(stopped.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(stopped.body.contains("More than work asks for") && !stopped.body.contains("Lissete"));
    assert!(world.log().contains(&AuditEvent::Refused { what: "limit".into() }));
    assert_eq!(world.get(&dana, &record).await.status, StatusCode::OK);
    let csrf = world.get(&rosa, "/account").await.csrf();
    let mut answers = Vec::new();
    for _ in 0..4 {
        answers.push(world.post(&rosa, "/students/suggestions", &format!("csrf={csrf}&text=Lis")).await.status);
    }
    assert_eq!(answers[2..], [StatusCode::OK, StatusCode::TOO_MANY_REQUESTS]);
}
