//! What leaves the system about a child, and the account that is given of it.

use axum::http::{StatusCode, header};

use super::purpose::CHILD;
use super::world::World;
use crate::model::{AuditEvent, Purpose};

#[tokio::test]
async fn a_record_is_taken_along_in_the_parts_chosen_and_written_down() {
    let world = World::new();
    let child = world.send_file("TX", CHILD);
    let rosa = world.log_in_in_silence("rosa").await;
    let page = format!("/students/{child}/export");
    assert_eq!(world.get(&rosa, &page).await.header(header::LOCATION), format!("/purpose?next={page}"));
    let rosa = world.log_in("rosa").await;
    let form = world.get(&rosa, &page).await;
    assert!(!form.body.contains("Lissete"), "nothing of the record before the choice");
    let csrf = form.csrf();
    let none = world.post(&rosa, &page, &format!("csrf={csrf}&format=csv")).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("Choose at least one part"));

    let csv = world.post(&rosa, &page, &format!("csrf={csrf}&format=csv&demographics=1&enrollments=1")).await;
    let name = format!("attachment; filename=\"msix-{child}-2026-11-21.csv\"");
    assert_eq!(csv.header(header::CONTENT_DISPOSITION), name);
    assert_eq!(csv.header(header::CACHE_CONTROL), "no-store");
    let lines: Vec<&str> = csv.body.lines().collect();
    assert_eq!(lines.len(), 3, "{}", csv.body);
    assert!(lines[0].contains("State student ID,Received") && lines[0].contains("(28)"), "{}", lines[0]);
    assert!(lines[1].starts_with("Demographics,TX,A1,2026-11-21") && lines[1].contains("Lissete"), "{}", lines[1]);
    assert!(lines[2].contains("Lincoln High School") && !csv.body.contains("Zamora"), "moves were not chosen");

    let json = world.post(&rosa, &page, &format!("csrf={csrf}&format=json&enrollments=1")).await;
    let record: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!(record["enrollments"].as_array().unwrap().len(), 1);
    assert!(record.get("demographics").is_none() && record.get("identification").is_none(), "{record}");
    assert!(!json.body.contains("Lissete"));
    let exported: Vec<AuditEvent> =
        world.log().into_iter().filter(|event| matches!(event, AuditEvent::RecordExported { .. })).collect();
    let expected = AuditEvent::RecordExported {
        msix_id: child.parse().unwrap(),
        purpose: Purpose::Enrollment,
        sections: vec!["demographics".into(), "enrollments".into()],
        format: "csv".into(),
    };
    assert_eq!((exported.len(), &exported[0]), (2, &expected));
}

#[tokio::test]
async fn a_parent_who_asks_is_told_to_whom_the_record_was_shown() {
    let world = World::new();
    let child = world.send_file("TX", CHILD);
    let (rosa, dana, flor) = (world.log_in("rosa").await, world.log_in("dana").await, world.log_in("flor").await);
    let page = format!("/students/{child}/disclosures");
    assert!(world.get(&dana, &page).await.body.contains("It was shown to nobody"));
    world.get(&rosa, &format!("/students/{child}/print")).await;
    let csrf = world.get(&rosa, "/").await.csrf();
    world.post(&rosa, &format!("/students/{child}/export"), &format!("csrf={csrf}&moves=1")).await;

    let told = world.get(&dana, &page).await.body;
    for words in ["2 times", "rosa &lt;b&gt;", "Primary user, Texas", "Print", "Given as a file", "Enrolling a student"]
    {
        assert!(told.contains(words), "{words} in {told}");
    }
    assert!(!told.contains("Lissete"), "the number is enough");
    assert!(world.log().iter().any(|event| matches!(event, AuditEvent::DisclosuresRead { .. })));
    let theirs = world.get(&flor, &page).await;
    assert_eq!(theirs.status, StatusCode::FORBIDDEN);
    assert!(theirs.body.contains("None of your states contributes"), "{}", theirs.body);
    assert_eq!(world.get(&rosa, &page).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.get(&dana, "/students/999999999999/disclosures").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_needs_help_finds_the_administrators_of_her_state() {
    let world = World::new();
    assert_eq!(world.get("", "/help/people").await.status, StatusCode::SEE_OTHER, "no list of accounts to strangers");
    let rosa = world.log_in("rosa").await;
    assert!(world.get(&rosa, "/help").await.body.contains("/help/people"));
    let found = world.get(&rosa, "/help/people").await.body;
    assert!(
        found.contains("uma &lt;b&gt;") && found.contains("dana &lt;b&gt;") && found.contains("User administrator")
    );
    assert!(!found.contains("flor &lt;b&gt;") && !found.contains("<h2>rosa"), "Texas, and helpers alone");
    let florida = world.get(&rosa, "/help/people?state=FL&q=nobody").await.body;
    assert!(florida.contains("flor &lt;b&gt;"), "those of the whole state help everybody");
}
