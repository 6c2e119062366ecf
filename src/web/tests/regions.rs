//! A State Region Administrator at her pages.

use axum::http::{StatusCode, header};

use super::world::World;
use crate::model::AuditEvent;

#[tokio::test]
async fn regions_are_drawn_previewed_and_moved() {
    let world = World::new();
    world.put_district("4829540", "McAllen ISD", "TX");
    world.put_district("1200390", "Dade", "FL");
    let reggie = world.log_in("reggie").await;
    let home = world.get(&reggie, "/").await;
    assert!(home.body.contains("href=\"/regions\""));
    let csrf = home.csrf();
    let post = async |path: &str, form: &str| world.post(&reggie, path, &format!("csrf={csrf}&{form}")).await;

    let made = post("/regions/TX", "name=Valley+%3Cb%3E").await;
    assert_eq!(made.header(header::LOCATION), "/regions/TX/1");
    let twice = post("/regions/TX", "name=valley+%3Cb%3E").await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.body.contains("no other open region") && twice.body.contains("value=\"valley &lt;b&gt;\""));
    assert_eq!(post("/regions/TX/switch", "on=yes").await.header(header::LOCATION), "/regions");

    let found = world.get(&reggie, "/regions/TX/1?q=mcallen").await;
    assert!(found.body.contains("McAllen ISD") && found.body.contains("Valley &lt;b&gt;"), "{}", found.body);
    assert!(!world.get(&reggie, "/regions/TX/1?q=dade").await.body.contains("1200390"), "another state's");
    let asks = post("/regions/TX/1/districts", "district=4829540").await;
    assert!(asks.body.contains("Nothing has changed yet") && asks.body.contains("McAllen ISD"), "{}", asks.body);
    assert!(!world.log().iter().any(|event| matches!(event, AuditEvent::DistrictsPlaced { .. })));
    let seen = asks.body.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let done = post("/regions/TX/1/districts", &format!("district=4829540&seen={seen}")).await;
    assert_eq!(done.header(header::LOCATION), "/regions/TX/1");
    let again = post("/regions/TX/1/districts", &format!("district=4829540&seen={seen}")).await;
    assert!(again.status.is_client_error() && again.body.contains("Nothing was changed"), "{}", again.body);
    let page = world.get(&reggie, "/regions/TX/1").await.body;
    assert!(page.contains("1 district") && page.contains("21 Nov 2026") && page.contains("reggie"), "{page}");

    let asks = post("/regions/TX/1/close", "").await;
    assert!(asks.body.contains("Close this region?"));
    assert_eq!(post("/regions/TX/1/districts", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.get(&reggie, "/regions/TX/2").await.status, StatusCode::NOT_FOUND);
    assert_eq!(post("/regions/FL", "name=South").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_pages_speak_both_languages() {
    let world = World::new();
    let child = world.send_file("TX", super::purpose::CHILD);
    let (reggie, dana) = (world.log_in("reggie").await, world.log_in("dana").await);
    let csrf = world.get(&reggie, "/").await.csrf();
    world.post(&reggie, "/regions/TX", &format!("csrf={csrf}&name=Valle")).await;
    let pages = [
        (&reggie, "/regions".to_owned()),
        (&reggie, "/regions/TX/1?q=x".to_owned()),
        (&dana, "/purpose".to_owned()),
        (&dana, format!("/students/{child}/disclosures")),
        (&dana, format!("/students/{child}/export")),
        (&dana, "/help/people?state=TX".to_owned()),
    ];
    for (who, page) in pages {
        let (english, spanish) =
            (world.get(who, &page).await, world.get(&format!("{who}; __Host-vereda-lang=es"), &page).await);
        assert_eq!((english.status, spanish.status), (StatusCode::OK, StatusCode::OK), "{page}");
        assert_ne!(english.body, spanish.body);
        for body in [english.body, spanish.body] {
            assert!(!body.contains("<script") && !body.contains("style="), "{page}");
            for key in ["region", "disclosures-", "export-", "helpers-", "role-", "purpose-", "record-tab", "exposure-"]
            {
                assert!(
                    !body.contains(&format!(">{key}-")) && !body.contains(&format!(">{key}s-")),
                    "{page} shows {key}"
                );
            }
        }
    }
}
