//! The operator's pages, and how somebody wants to be told of work.

use axum::http::{StatusCode, header};

use super::world::World;

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
