//! Whoever gives a child away in a text is told what was found before it is sent, in every form alike; one more press
//! sends it, and nothing that was typed is lost.

use axum::http::{StatusCode, header};

use super::world::{Answer, PASSWORD, World};
use crate::identity::NewAccount;
use crate::model::{Actor, Role};

const CHILD: &str = "S|1|||1Zarate|01|I\nD|1|Xochitl||Zarate|||Female|20100503||McAllen|TX|US|1004|Juan|Zarate\n\
    Q|1|20240610|Zamora|MIC|MX|McAllen|TX|20270610\nE|1|20240816|01|Lincoln High School|||||||||McAllen ISD|TX|||09\n\
    C|1|Algebra 1|Mathematics|01|2026|2027||0828||\n";

/// A form that is refused once with these words, and sent with one more press. Its other fields stand in the page that
/// warns.
async fn warns(world: &World, who: &str, path: &str, form: &str, found: &[&str], kept: &[(&str, &str)]) -> Answer {
    let csrf = world.get(who, "/").await.csrf();
    let form = format!("csrf={csrf}&{form}");
    let warned = world.post(who, path, &form).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", warned.body);
    assert!(warned.body.contains("Nothing was sent yet") && warned.body.contains(&format!("action=\"{path}\"")));
    let all =
        ["a name of the child", "a Social Security number", "a telephone number", "an e-mail address", "a birth date"];
    for words in all {
        assert_eq!(warned.body.contains(&format!("<li>{words}</li>")), found.contains(&words), "{path}: {words}");
    }
    for (name, value) in kept {
        let field = format!("name=\"{name}\" value=\"{value}\"");
        assert!(warned.body.contains(&field), "{path}: {field} in {}", warned.body);
    }
    world.post(who, path, &format!("{form}&said=1")).await
}

#[tokio::test]
async fn the_comment_of_a_notice_and_the_words_about_it() {
    let world = World::new();
    let child = world.send_file("TX", CHILD);
    let (rosa, flor) = (world.log_in("rosa").await, world.log_in("flor").await);
    let form = format!(
        "child={child}&direction=departure&from_state=TX&from_place=&to_state=FL&to_place=&when=unknown&day=\
         &contact=863+555+0144&comment=Call+956-555-0101,+born+5/3/2010"
    );
    let kept = [("contact", "863 555 0144"), ("child", child.as_str()), ("to_state", "FL")];
    let found = ["a telephone number", "a birth date"];
    let sent = warns(&world, &rosa, "/notices", &form, &found, &kept).await;
    assert_eq!(sent.header(header::LOCATION), "/notices/1?sent=1");
    assert!(world.get(&flor, "/notices/1").await.body.contains("Call 956-555-0101"), "as it was typed");
    let found = ["a name of the child"];
    let done = warns(&world, &flor, "/notices/1/located", "why=Xochitl+is+here", &found, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    // What gives nothing away goes at once.
    let csrf = world.get(&flor, "/").await.csrf();
    let plain = world.post(&flor, "/notices/1/enrolled", &format!("csrf={csrf}&why=at+the+camp")).await;
    assert_eq!(plain.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_words_of_a_request() {
    let world = World::new();
    let flora = NewAccount::settled("flora", "Flora", Role::Primary, "FL".parse().ok(), PASSWORD);
    world.identity().create_account(Actor::Console("root".into()), flora).unwrap();
    let child = world.send_file("TX", CHILD);
    let (flora, dana) = (world.log_in("flora").await, world.log_in("dana").await);
    let form = format!("child={child}&state=TX&to=TX&want=grade%3A1&needed_by=2026-12-01&text=For+Xochitl");
    let kept = [("want", "grade:1"), ("needed_by", "2026-12-01")];
    let sent = warns(&world, &flora, "/requests", &form, &["a name of the child"], &kept).await;
    assert_eq!(sent.header(header::LOCATION), "/requests/1?done=sent", "{}", sent.body);
    let found = ["a Social Security number"];
    let said = warns(&world, &dana, "/requests/1/say", "text=SSN+219-09-9999", &found, &[]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
    let found = ["an e-mail address"];
    let done = warns(&world, &dana, "/requests/1/decline", "why=write+to+ana%40isd.example.org", &found, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    // Of a request between others nothing is told, not even whether a name is the child's.
    world.log_in("rosa").await;
    let gina = NewAccount::settled("gina", "Gina", Role::Primary, "GA".parse().ok(), PASSWORD);
    world.identity().create_account(Actor::Console("root".into()), gina).unwrap();
    let gina = world.log_in("gina").await;
    let csrf = world.get(&gina, "/").await.csrf();
    let refused = world.post(&gina, "/requests/1/say", &format!("csrf={csrf}&text=Xochitl")).await;
    assert!(!refused.body.contains("Nothing was sent yet"), "{}", refused.body);
}

#[tokio::test]
async fn the_reasons_of_a_correction_a_statement_and_a_draft() {
    let world = World::new();
    let child = world.send_file("TX", CHILD);
    let other = world.send_file("FL", &CHILD.replace("Xochitl", "Bartolome").replace("20100503", "20130911"));
    let dana = world.log_in("dana").await;
    let page = world.get(&dana, &format!("/corrections/new?child={child}")).await;
    let mut values = page.body.split("value=\"").filter_map(|rest| rest.split('"').next());
    let pick = values.find(|value| value.ends_with("-d-1-10")).unwrap().to_owned();
    let form = format!(
        "csrf={}&child={child}&pick={pick}&wanted-{pick}=2011-05-03&seen-{pick}=2010-05-03&requester=parent\
         &requester-state=&name=Rosa&address=12+Elm+Street&channel=in-person&language=es&proof=birth-certificate\
         &received=2026-11-18",
        page.csrf()
    );
    let taken = world.post(&dana, "/corrections", &form).await;
    let here = taken.header(header::LOCATION).split('?').next().unwrap().to_owned();
    let found = ["a name of the child"];
    let noted = warns(&world, &dana, &format!("{here}/note"), "why=Zarate+came", &found, &[]).await;
    assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.body);
    let decided = format!("{here}/decide");
    let kept = [("ruling", "granted")];
    let done = warns(&world, &dana, &decided, "ruling=granted&why=Xochitl+Zarate+is+right", &found, &kept).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);

    let page = world.get(&dana, &format!("/merges/new?child={child}&child={other}")).await;
    let seen = page.body.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let form = format!("child={child}&child={other}&master={child}&seen={seen}&why=Bartolome+is+Xochitl");
    let kept = [("master", child.as_str()), ("child", other.as_str()), ("seen", seen)];
    let made = warns(&world, &dana, "/merges", &form, &found, &kept).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
}
