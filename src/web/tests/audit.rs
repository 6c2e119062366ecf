//! An auditor at the audit log, through the pages.

use axum::http::StatusCode;

use super::world::{World, form_from};

const CHILD: &str = "S|1|||1Zarate|01|I\nD|1|Xochitl||Zarate|||Female|20100503||McAllen|TX|US|1004|Juan|Zarate\n\
                     Q|1|20240610|Zamora|MIC|MX|McAllen|TX|20270610\n\
                     E|1|20240816|01|Lincoln High School|||||||||McAllen ISD|TX|||09\n";

#[tokio::test]
async fn an_auditor_sees_who_opened_which_record_and_no_name() {
    let world = World::new();
    let child = world.send_file("TX", CHILD);
    let (rosa, gus) = (world.log_in("rosa").await, world.log_in("gus").await);
    assert_eq!(world.get(&rosa, &format!("/students/{child}/history")).await.status, StatusCode::OK);

    let list = world.get(&gus, "/audit").await;
    assert_eq!(list.status, StatusCode::OK, "{}", list.body);
    assert!(list.body.contains("Record opened") && list.body.contains("rosa"), "{}", list.body);
    assert!(!list.body.contains("Xochitl") && !list.body.contains("Zarate"), "{}", list.body);

    // Everything about the child, and the look for it is an entry about the child itself.
    let about = world.get(&gus, &format!("/audit?child={child}")).await.body;
    assert_eq!(rows(&about), 2, "{about}");
    assert!(about.contains("Audit log read"));
    let opened = world.get(&gus, &format!("/audit?child={child}&kind=record_read&who=ROSA&result=done")).await.body;
    assert_eq!(rows(&opened), 1, "{opened}");
    let nobody = world.get(&gus, "/audit?from=2199-01-01").await.body;
    assert!(rows(&nobody) == 0 && nobody.contains("No entry fits"), "{nobody}");

    let seq = opened.split("href=\"/audit/").nth(1).unwrap().split('"').next().unwrap();
    let detail = world.get(&gus, &format!("/audit/{seq}")).await;
    assert_eq!(detail.status, StatusCode::OK);
    assert!(detail.body.contains("Leaf hash") && detail.body.contains("No checkpoint covers"), "{}", detail.body);
    assert!(!detail.body.contains("Xochitl"));
    assert!(world.get(&gus, "/audit?lang=es").await.status.is_redirection());
    let spanish = world.get(&format!("{gus}; lang=es"), "/audit").await.body;
    assert!(spanish.contains("lang=\"es\""), "{spanish}");
}

#[tokio::test]
async fn what_cannot_be_read_is_said_and_kept() {
    let world = World::new();
    let gus = world.log_in("gus").await;
    let wrong = world.get(&gus, "/audit?child=123&from=2026-02-30&who=ana").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("not an MSIX ID") && wrong.body.contains("first day is not a day"), "{}", wrong.body);
    assert!(wrong.body.contains("value=\"ana\"") && wrong.body.contains("value=\"123\""), "{}", wrong.body);
    for address in ["/audit/0", "/audit/99999999", "/audit/x", "/audit/18446744073709551615"] {
        assert_eq!(world.get(&gus, address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn pages_go_back_to_the_first_entry() {
    let world = World::new();
    let gus = world.log_in("gus").await;
    for _ in 0..60 {
        world.get(&gus, "/audit/1").await;
    }
    let newest = world.get(&gus, "/audit?who=gus").await.body;
    assert_eq!(rows(&newest), 50);
    let before = newest.split("name=\"before\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let older = world.get(&gus, &format!("/audit?before={before}")).await.body;
    assert!(rows(&older) > 10 && older.contains("Store created") && older.contains("Newest"), "{older}");
}

#[tokio::test]
async fn others_are_refused_and_the_refusal_is_an_entry() {
    let world = World::new();
    let (uma, gus) = (world.log_in("uma").await, world.log_in("gus").await);
    let refusals = "/audit?who=uma&result=refused&kind=refused";
    let before = rows(&world.get(&gus, refusals).await.body);
    let refused = world.get(&uma, "/audit").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.contains("Only auditors") && !refused.body.contains("href=\"/audit\""), "{}", refused.body);
    assert_eq!(world.get(&uma, "/students").await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.get("", "/audit").await.status, StatusCode::SEE_OTHER);
    let list = world.get(&gus, refusals).await.body;
    assert_eq!(rows(&list), before + 2, "{list}");
    assert!(list.contains("Refused by role"));
    // There is nothing to send here.
    let form = world.send(form_from("same-origin", &gus, "/audit", "")).await;
    assert_eq!(form.status, StatusCode::METHOD_NOT_ALLOWED);
}

fn rows(page: &str) -> usize {
    page.split("<tbody>").nth(1).map_or(0, |table| table.matches("<tr>").count())
}
