//! A registrar in Texas announces a family to Florida, through the pages.

use axum::http::{StatusCode, header};

use super::world::World;
use crate::model::MsixId;

/// Two children of one family, and one of another, in a file of Texas.
const FAMILY: &str = "S|1|||1Z|01|I\nD|1|Xochitl||Zarate|||Female|20100503||McAllen|TX|US|1004|Juan|Zarate\n\
    Q|1|20240610|Zamora|MIC|MX|McAllen|TX|20270610\nE|1|20240816|01|Lincoln High School|||||||||McAllen ISD|TX|||09\n\
    S|2|||2Z|01|I\nD|1|Itzel||Zarate|||Female|20130911||McAllen|TX|US|1004|Juan|Zarate\n\
    Q|1|20240610|Zamora|MIC|MX|McAllen|TX|20270610\nE|1|20240816|01|Lincoln High School|||||||||McAllen ISD|TX|||06\n\
    S|3|||3Q|01|I\nD|1|Bartolome||Quispe|||Male|20120911||McAllen|TX|US|1004|Pedro|Quispe\n\
    Q|1|20240610|Zamora|MIC|MX|McAllen|TX|20270610\nE|1|20240816|01|Lincoln High School|||||||||McAllen ISD|TX|||07\n";

#[tokio::test]
async fn a_family_is_announced_acknowledged_and_found() {
    let world = World::new();
    let child = world.send_file("TX", FAMILY);
    let (rosa, flor) = (world.log_in("rosa").await, world.log_in("flor").await);
    assert!(world.get(&rosa, &format!("/students/{child}")).await.body.contains("The family is moving"));
    let form = world.get(&rosa, &format!("/notices/new?child={child}")).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.body);
    assert!(form.body.contains("Itzel") && form.body.contains("same parents: Juan Zarate"), "{}", form.body);
    assert!(!form.body.contains("Bartolome"), "another family");
    let sister =
        form.body.split("type=\"checkbox\" name=\"child\" value=\"").nth(1).unwrap().split('"').next().unwrap();

    let csrf = form.csrf();
    let wanted = format!(
        "csrf={csrf}&child={child}&child={sister}&direction=departure&from_state=TX&from_place=&to_state=FL&to_place=\
         &when=unknown&day=&contact=863+555+0144&comment="
    );
    let nowhere = world.post(&rosa, "/notices/preview", &wanted.replace("to_state=FL", "to_state=")).await;
    assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nowhere.body.contains("863 555 0144"), "nothing that was typed is lost");
    let dated = world.post(&rosa, "/notices/preview", &wanted.replace("day=&", "day=2026-11-25&")).await;
    assert!(dated.body.contains("25 Nov 2026"), "a day that was typed is not dropped: {}", dated.body);
    let preview = world.post(&rosa, "/notices/preview", &wanted).await;
    assert!(preview.body.contains("The notice goes to Florida") && preview.body.contains("flor"), "{}", preview.body);
    let sent = world.post(&rosa, "/notices", &wanted).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(sent.header(header::LOCATION), "/notices/1?sent=1");
    let twice = world.post(&rosa, "/notices", &wanted).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert!(twice.body.contains("word for word") && twice.body.contains("/notices/1\""), "{}", twice.body);
    let later = wanted.replace("when=unknown", "when=known").replace("day=&", "day=2026-11-25&");
    let hinted = world.post(&rosa, "/notices/preview", &later).await;
    assert!(hinted.body.contains("open already") && hinted.body.contains("Send it all the same"), "{}", hinted.body);
    assert!(world.get(&rosa, &format!("/notices/new?child={child}")).await.body.contains("Move notice 1"));
    assert!(world.post(&rosa, "/notices", &later).await.body.contains("Send it all the same"), "it is not sent");
    let second = world.post(&rosa, "/notices", &format!("{later}&anyway=1")).await;
    assert_eq!(second.header(header::LOCATION), "/notices/2?sent=1");

    let list = world.get(&flor, "/notices").await.body;
    assert!(list.contains("Xochitl") && list.contains("Itzel") && list.contains("Move notice 1"), "{list}");
    let page = world.get(&flor, "/notices/1").await;
    assert!(page.body.contains("863 555 0144") && page.body.contains("/notices/1/acknowledge"), "{}", page.body);
    let answer = |act: &'static str, words: &'static str| {
        let (world, flor, csrf) = (&world, &flor, page.csrf());
        async move { world.post(flor, &format!("/notices/1/{act}"), &format!("csrf={csrf}&why={words}")).await }
    };
    assert_eq!(answer("acknowledge", "").await.status, StatusCode::SEE_OTHER);
    let silent = answer("close", "").await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.body.contains("Say in a few words"), "{}", silent.body);
    assert_eq!(answer("located", "at+the+camp").await.status, StatusCode::SEE_OTHER);
    let own = world.get(&rosa, "/notices/1").await.body;
    assert!(
        own.contains("at the camp") && own.contains("/notices/1/withdraw") && !own.contains("/1/enrolled"),
        "{own}"
    );

    let silent = answer("enrolled", "").await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.body.contains("Tick the children who are enrolled"), "{}", silent.body);
    let one = world.post(&flor, "/notices/1/enrolled", &format!("csrf={}&why=&enrolled={sister}", page.csrf())).await;
    assert_eq!(one.header(header::LOCATION), "/notices/1?done=1");
    let after = world.get(&flor, "/notices/1?done=1").await.body;
    let said = after.split("notice-done").nth(1).unwrap().split("</div>").next().unwrap();
    let (before, open) = said.split_once("stays open for").unwrap();
    assert!(before.contains("Itzel") && open.contains("Xochitl") && !open.contains("Itzel"), "{said}");

    let log = world.get(&flor, "/notices/log").await;
    assert!(log.body.contains("some enrolled") && !log.body.contains("Xochitl"), "{}", log.body);
    let file = world.post(&flor, "/notices/log", &format!("csrf={}", log.csrf())).await;
    assert!(file.body.contains(&child) && !file.body.contains("at the camp"), "{}", file.body);
    assert_eq!(world.get(&world.log_in("uma").await, "/notices").await.status, StatusCode::FORBIDDEN);
}

/// Thirteen children of one couple: more than a merge may be about, and fewer than a notice.
#[tokio::test]
async fn a_large_family_is_announced_at_once_and_too_large_a_one_loses_nothing() {
    let world = World::new();
    let names = [
        "Abril", "Bruno", "Celia", "Dario", "Elena", "Fidel", "Gloria", "Hector", "Irene", "Jaime", "Karla", "Lucio",
        "Marta",
    ];
    let mut file = String::new();
    for (index, name) in names.iter().enumerate() {
        let born = 2004 + index;
        file += &format!(
            "S|{index}|||{index}Z|01|I\nD|1|{name}||Zarate|||Female|{born}0503||McAllen|TX|US|1004|Juan|Zarate\n\
             Q|1|20240610|Zamora|MIC|MX|McAllen|TX|20270610\n\
             E|1|20240816|01|Lincoln High School|||||||||McAllen ISD|TX|||09\n"
        );
    }
    let child = world.send_file("TX", &file);
    let rosa = world.log_in("rosa").await;
    let form = world.get(&rosa, &format!("/notices/new?child={child}")).await;
    let boxes = form.body.split("type=\"checkbox\" name=\"child\" value=\"").skip(1);
    let family: Vec<&str> = boxes.map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(family.len(), 12, "{}", form.body);
    let typed = |children: &[String]| {
        format!(
            "csrf={}&child={child}&{}&direction=departure&from_state=TX&from_place=&to_state=FL&to_place=&when=unknown\
             &day=&contact=863+555+0144&comment=",
            form.csrf(),
            children.iter().map(|one| format!("child={one}")).collect::<Vec<_>>().join("&")
        )
    };
    let all: Vec<String> = family.iter().map(ToString::to_string).collect();
    let preview = world.post(&rosa, "/notices/preview", &typed(&all)).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.body);
    assert!(names.iter().all(|name| preview.body.contains(name)), "{}", preview.body);
    assert_eq!(world.post(&rosa, "/notices", &typed(&all)).await.status, StatusCode::SEE_OTHER);

    let many: Vec<String> = (1..=17).map(|one| MsixId::from_serial(one).unwrap().to_string()).collect();
    let refused = world.post(&rosa, "/notices/preview", &typed(&many)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Too many children for one family"), "{}", refused.body);
    assert!(refused.body.contains("863 555 0144"), "nothing that was typed is lost");
}

/// Whoever says that they went the other way sees the places that are known for it, and keeps what was typed.
#[tokio::test]
async fn the_places_follow_the_direction() {
    let world = World::new();
    let child = world.send_file("TX", FAMILY);
    let rosa = world.log_in("rosa").await;
    let form = world.get(&rosa, &format!("/notices/new?child={child}")).await;
    let chosen = |body: &str, side: &str| {
        let select = body.split(&format!("name=\"{side}_state\"")).nth(1).unwrap().split("</select>").next().unwrap();
        let option = select.split(" selected").next().unwrap().rsplit("value=\"").next().unwrap();
        option.split('"').next().unwrap().to_owned()
    };
    assert_eq!(chosen(&form.body, "from"), "TX");
    let turned = format!(
        "csrf={}&child={child}&direction=arrival&direction=departure&places=departure&from_state=TX\
         &from_place=McAllen+West&to_state=&to_place=&when=unknown&day=&contact=863+555+0144&comment=",
        form.csrf()
    );
    let turned = world.post(&rosa, "/notices/new", &turned).await;
    assert_eq!(chosen(&turned.body, "to"), "TX");
    let place = |side: &str, within: &str| format!("name=\"{side}_place\" maxlength=\"120\" value=\"{within}\"");
    let kept = [place("to", "McAllen West"), place("from", ""), "863 555 0144".into()];
    assert!(kept.iter().all(|kept| turned.body.contains(kept)), "{}", turned.body);
    // What is typed there afterwards stays.
    let typed = format!(
        "csrf={}&child={child}&direction=arrival&places=arrival&from_state=GA&from_place=Tifton&to_state=TX&to_place=\
         &when=unknown&day=&contact=&comment=",
        form.csrf()
    );
    let typed = world.post(&rosa, "/notices/new", &typed).await;
    assert_eq!(chosen(&typed.body, "from"), "GA");
    assert!(typed.body.contains("value=\"Tifton\""), "{}", typed.body);
}
