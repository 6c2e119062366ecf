//! Why records are opened: asked once, when the first one is.

use axum::http::{StatusCode, header};

use super::world::World;
use crate::model::{AuditEvent, Purpose};

pub(super) const CHILD: &str = "S|1|||A1|01|I\nD|1|Lissete||Garza|Luna||Female|20100503||McAllen|TX|US|1004|Juan|Garza\n\
                     Q|1|20240610|Zamora|MIC|MX|McAllen|TX|20270610\nE|1|20240816|01|Lincoln High School\n";

#[tokio::test]
async fn a_registrar_searches_at_once_and_says_why_when_she_opens_a_record() {
    let world = World::new();
    let child = world.send_file("TX", CHILD);
    let rosa = world.log_in_in_silence("rosa").await;
    let csrf = world.get(&rosa, "/students").await.csrf();
    assert_eq!(world.post(&rosa, "/students/suggestions", &format!("csrf={csrf}&text=Lissete")).await.status, 200);

    let record = format!("/students/{child}");
    let sent = world.get(&rosa, &record).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert!(!sent.body.contains("Lissete"));
    let asks = sent.header(header::LOCATION).to_owned();
    assert_eq!(asks, format!("/purpose?next=/students/{child}"));
    let page = world.get(&rosa, &asks).await;
    assert_eq!(page.body.matches("button name=\"purpose\"").count(), 5);
    assert!(page.body.contains("Enrolling a student") && page.body.contains(&format!("value=\"{record}\"")));
    let form = format!("csrf={csrf}&purpose=placement&next={record}");
    assert_eq!(world.post(&rosa, "/purpose", &form).await.header(header::LOCATION), record);

    let shown = world.get(&rosa, &record).await.body;
    assert!(shown.contains("Garza") && shown.contains("Placing a student"), "{shown}");
    let change = format!("href=\"/purpose?next={record}\"");
    assert!(shown.contains(&change), "the header leads to the change");
    assert!(world.get(&rosa, &asks).await.body.contains("chosen now"));
    let form = format!("csrf={csrf}&purpose=credit_accrual&next={record}");
    world.post(&rosa, "/purpose", &form).await;
    world.get(&rosa, &record).await;
    let reads = world.log().into_iter().filter_map(|event| match event {
        AuditEvent::Searched { purpose, .. } => Some(("search", purpose)),
        AuditEvent::RecordRead { purpose, .. } => Some(("read", Some(purpose))),
        _ => None,
    });
    let expected = [("search", None), ("read", Some(Purpose::Placement)), ("read", Some(Purpose::CreditAccrual))];
    assert_eq!(reads.collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn no_part_of_a_record_is_shown_before_the_purpose_is_said() {
    let world = World::new();
    let child = world.send_file("TX", CHILD);
    let rosa = world.log_in_in_silence("rosa").await;
    for part in ["", "/demographics", "/history", "/print", "/enrollments", "/courses", "/moves", "/decisions"] {
        let answer = world.get(&rosa, &format!("/students/{child}{part}")).await;
        assert_eq!(answer.header(header::LOCATION), format!("/purpose?next=/students/{child}{part}"));
    }
    assert!(!world.log().iter().any(|event| matches!(event, AuditEvent::RecordRead { .. })));
}

#[tokio::test]
async fn a_purpose_is_one_of_five_from_a_form_of_ones_own() {
    let world = World::new();
    let (rosa, uma) = (world.log_in_in_silence("rosa").await, world.log_in_in_silence("uma").await);
    let csrf = world.get(&rosa, "/").await.csrf();
    let curious = world.post(&rosa, "/purpose", &format!("csrf={csrf}&purpose=curiosity")).await;
    assert!(curious.status.is_client_error() && curious.body.contains("<!DOCTYPE html>"), "{}", curious.body);
    assert_eq!(world.post(&rosa, "/purpose", "purpose=enrollment").await.status, StatusCode::FORBIDDEN);
    let away = format!("csrf={csrf}&purpose=enrollment&next=%2F%2Fevil.example");
    assert_eq!(world.post(&rosa, "/purpose", &away).await.header(header::LOCATION), "/students");
    assert_eq!(world.get(&uma, "/purpose").await.status, StatusCode::FORBIDDEN, "who reads no records is not asked");
}
