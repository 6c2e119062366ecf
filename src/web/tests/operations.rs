//! The operator's pages, and how somebody wants to be told of work.

use axum::http::{StatusCode, header};

use super::world::World;
use crate::audit;
use crate::model::{Actor, AuditEvent, MessageKind};
use crate::outbox::{self, NewMessage, Outcome};
use crate::store::{Read, tables};

#[tokio::test]
async fn an_operator_sees_the_jobs_in_words_and_runs_one() {
    let world = World::new();
    let otto = world.log_in("otto").await;
    let page = world.get(&otto, "/operations").await;
    assert!(page.body.contains("every day at 02:30") && page.body.contains("America/Chicago"), "{}", page.body);
    let spanish = world.get(&format!("{otto}; __Host-vereda-lang=es"), "/operations").await.body;
    assert!(spanish.contains("todos los d\u{ed}as a las 02:30"), "{spanish}");
    let form = format!("csrf={}", page.csrf());
    let begun = world.post(&otto, "/operations/jobs/accounts/run", &form).await;
    assert_eq!((begun.status, begun.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/operations?begun=accounts"));
    let said = world.get(&otto, "/operations?begun=accounts").await.body;
    assert!(said.contains("Begun: Accounts"), "{said}");
    let history = world.get(&otto, "/operations/jobs/accounts").await;
    assert!(history.status.is_success() && history.body.contains("No run has been written down"), "{}", history.body);
}

#[tokio::test]
async fn the_operator_sends_a_message_that_failed_once_more() {
    let world = World::new();
    let otto = world.log_in("otto").await;
    let change = world.store().begin(Actor::Console("root".into()), world.at()).unwrap();
    let account = change.get(&tables::ACCOUNT, &"rosa".into()).unwrap().unwrap();
    let message = NewMessage { to: "rosa@example.gov".parse().ok(), ..NewMessage::to(&account, MessageKind::TermsDue) };
    let number = outbox::post(&change, message).unwrap();
    let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
    change.commit(logged).unwrap();
    let mail = world.identity().outbox();
    mail.settle(None, Some(number), 3).unwrap();
    mail.settle(Some((number, Outcome::Refused("550".into()))), None, 3).unwrap();
    let path = format!("/operations/messages/{number}/retry");
    let form = format!("csrf={}", world.get(&otto, "/operations").await.csrf());
    let done = world.post(&otto, &path, &form).await;
    assert_eq!((done.status, done.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/operations#mail"));
    assert_eq!(mail.state().unwrap().failed, 0);
    assert_eq!(world.post(&otto, &path, &form).await.status, StatusCode::CONFLICT, "it waits already");
    let rosa = world.log_in("rosa").await;
    let csrf = world.get(&rosa, "/").await.csrf();
    assert_eq!(world.post(&rosa, &path, &format!("csrf={csrf}")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn everybody_chooses_how_to_be_told_of_work() {
    let world = World::new();
    let rosa = world.log_in("rosa").await;
    let page = world.get(&rosa, "/account").await;
    assert!(page.body.contains(r#"name="mail" value="each" checked"#), "{}", page.body);
    let token = page.csrf();
    let chosen = world.post(&rosa, "/account/mail", &format!("csrf={token}&mail=daily")).await;
    assert_eq!((chosen.status, chosen.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/account#mail"));
    assert!(world.get(&rosa, "/account").await.body.contains(r#"name="mail" value="daily" checked"#));
    let wrong = world.post(&rosa, "/account/mail", &format!("csrf={token}&mail=never+ever")).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}
