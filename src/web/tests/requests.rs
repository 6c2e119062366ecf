//! A counselor asks Texas for what a record lacks, through the pages; the next file answers it.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use super::world::{Answer, World};
use crate::identity::NewAccount;
use crate::model::{Actor, Role};

/// A child of Texas with a course under way, its grade to date as given.
fn texas(grade: &str) -> String {
    format!(
        "S|1|||1Zarate|01|I\nD|1|Xochitl||Zarate|||Female|20100503||McAllen|TX|US|1004|Juan|Zarate\n\
         Q|1|20240610|Zamora|MIC|MX|McAllen|TX|20270610\nE|1|20260816|01|Lincoln High School|||||||||McAllen ISD|TX|||09\n\
         C|1|Algebra 1|Mathematics|01|2026|2027||0828||{grade}\n"
    )
}

/// The world with `flora`, a registrar of Florida, and the child.
fn world() -> (World, String) {
    let world = World::new();
    let account = NewAccount::settled("flora", "Flora", Role::Primary, "FL".parse().ok(), super::world::PASSWORD);
    world.identity().create_account(Actor::Console("root".into()), account).unwrap();
    let child = world.send_file("TX", &texas(""));
    (world, child)
}

async fn ask(world: &World, who: &str, child: &str, more: &str) -> Answer {
    let page = world.get(who, &format!("/requests/new?child={child}&state=TX")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let form = format!("csrf={}&child={child}&state=TX&to=TX&{more}", page.csrf());
    world.post(who, "/requests", &form).await
}

#[tokio::test]
async fn what_is_missing_is_asked_for_and_the_file_answers() {
    let (world, child) = world();
    let (flora, dana) = (world.log_in("flora").await, world.log_in("dana").await);
    let record = world.get(&flora, &format!("/students/{child}")).await.body;
    assert!(record.contains("What this record lacks") && record.contains("neither the grade to date"), "{record}");
    let form = world.get(&flora, &format!("/requests/new?child={child}")).await.body;
    assert!(form.contains("value=\"grade:1\" checked") && form.contains("Goes to: dana &lt;b&gt;"), "{form}");

    let sent = ask(&world, &flora, &child, "want=grade%3A1&needed_by=2026-12-01&text=For+placement").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(sent.header(header::LOCATION), "/requests/1?done=sent");
    let page = world.get(&flora, "/requests/1?done=sent").await.body;
    assert!(page.contains("For placement") && page.contains("Algebra 1") && page.contains("not yet"), "{page}");
    assert!(!page.contains("/acknowledge") && page.contains("/withdraw"), "she asked, Texas acknowledges");
    let again = world.get(&flora, &format!("/requests/new?child={child}&state=TX")).await.body;
    assert!(again.contains("and the request is open"), "{again}");

    let list = world.get(&dana, "/requests").await.body;
    assert!(list.contains("Request 1") && list.contains("Xochitl") && list.contains("not acknowledged"), "{list}");
    let seen = world.get(&dana, "/requests/1").await;
    assert!(seen.body.contains("/acknowledge") && !seen.body.contains("/withdraw"));
    let taken = world.post(&dana, "/requests/1/acknowledge", &format!("csrf={}", seen.csrf())).await;
    assert_eq!(taken.header(header::LOCATION), "/requests/1?done=acknowledged");
    let said = world.post(&dana, "/requests/1/say", &format!("csrf={}&text=Tomorrow", seen.csrf())).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER);

    world.send_file("TX", &texas("B"));
    let done = world.get(&flora, "/requests/1").await.body;
    assert!(done.contains("answered") && done.contains("has come") && done.contains("All has come by file"), "{done}");
    assert!(done.contains("href=\"/submissions/2\"") && done.contains("Tomorrow"), "{done}");
    assert!(!done.contains("action=\"/requests/1"), "closed: nothing left to do");
    let mine = world.get(&flora, "/requests?side=sent&closed=1&mine=1").await.body;
    assert!(mine.contains("1 of 1"), "{mine}");
}

#[tokio::test]
async fn what_cannot_be_sent_keeps_what_was_typed() {
    let (world, child) = world();
    let flora = world.log_in("flora").await;
    for (more, why) in [
        ("text=keep+me", "Choose at least one thing"),
        ("want=grade%3A9&text=keep+me", "is no longer there"),
        ("want=grade%3A1&needed_by=2020-01-01&text=keep+me", "must be today or later"),
        ("want=grade%3A1&needed_by=yesterday&text=keep+me", "must be today or later"),
        ("want=mde%3A1&text=keep+me", "cannot be asked for"),
    ] {
        let answer = ask(&world, &flora, &child, more).await;
        assert!(answer.status.is_client_error(), "{more}: {}", answer.status);
        assert!(answer.body.contains(why) && answer.body.contains("keep me"), "{more}: {}", answer.body);
    }
    let long = ask(&world, &flora, &child, &format!("want=grade%3A1&text={}", "a".repeat(2_001))).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(ask(&world, &flora, &child, "want=shoes").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(world.get(&flora, "/requests/1").await.status, StatusCode::NOT_FOUND, "nothing was sent");
    assert_eq!(world.get(&flora, "/requests/new?child=1").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_second_click_finds_the_first_request() {
    let (world, child) = world();
    let flora = world.log_in("flora").await;
    let form = "want=grade%3A1&text=For+placement";
    assert_eq!(ask(&world, &flora, &child, form).await.status, StatusCode::SEE_OTHER);
    let again = ask(&world, &flora, &child, form).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(
        again.body.contains("The same was asked already") && again.body.contains("For placement"),
        "{}",
        again.body
    );
    assert!(again.body.contains("href=\"/requests/1\""), "{}", again.body);
    assert_eq!(world.get(&flora, "/requests/2").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn files_are_refused_and_the_way_of_data_is_named() {
    let (world, child) = world();
    let flora = world.log_in("flora").await;
    assert_eq!(ask(&world, &flora, &child, "want=grade%3A1").await.status, StatusCode::SEE_OTHER);
    let form = world.get(&flora, "/requests/1").await.body;
    assert!(!form.contains("type=\"file\"") && form.contains("No files here"));
    for path in ["/requests", "/requests/1/say", "/requests/1/decline", "/requests/1/withdraw"] {
        let upload = Request::post(path)
            .header(header::COOKIE, &flora)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from(
                "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n1\r\n--x--\r\n",
            ));
        let answer = world.send(upload.unwrap()).await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{path}");
        assert!(answer.body.contains("Files cannot be attached"), "{path}: {}", answer.body);
    }
}

/// A third state neither sees the thread nor acts in it, and the asker's words are shown as words.
#[tokio::test]
async fn others_see_nothing_and_words_are_no_markup() {
    let (world, child) = world();
    let account =
        NewAccount::settled("wade", "Wade", Role::StateDataAdministrator, "WA".parse().ok(), super::world::PASSWORD);
    world.identity().create_account(Actor::Console("root".into()), account).unwrap();
    let (flora, wade) = (world.log_in("flora").await, world.log_in("wade").await);
    ask(&world, &flora, &child, "want=grade%3A1&text=%3Cscript%3E").await;
    let page = world.get(&flora, "/requests/1").await.body;
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script>"), "{page}");
    let refused = world.get(&wade, "/requests/1").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(!refused.body.contains("Xochitl"));
    let csrf = world.get(&wade, "/").await.csrf();
    for (verb, field) in [("say", "text=x"), ("decline", "why=x"), ("withdraw", ""), ("acknowledge", "")] {
        let answer = world.post(&wade, &format!("/requests/1/{verb}"), &format!("csrf={csrf}&{field}")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{verb}");
    }
}
