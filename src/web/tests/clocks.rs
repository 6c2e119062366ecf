//! A data administrator at the clocks, and what others get.

use axum::http::{StatusCode, header};

use super::world::World;
use crate::audit;
use crate::clocks::{self, NewClock};
use crate::model::{Actor, AuditEvent, Cause, ClockKind, ClockSubject, NoticeId, SubmissionId};

/// A clock of Texas about a notice; stopped at once when it says so.
fn put(world: &World, number: u64, stops: bool) {
    let change = world.store().begin(Actor::User("rosa".into()), world.at()).unwrap();
    let subject = ClockSubject::Notice(NoticeId(number));
    let kind = ClockKind::NoticeAcknowledged;
    let cause = Cause::Act(Actor::User("rosa".into()));
    let state = "TX".parse().ok();
    let new = NewClock { kind, subject: subject.clone(), child: None, state, district: None, cause, due: None };
    clocks::start(&change, new).unwrap();
    if stops {
        clocks::stop(&change, &subject, kind, Cause::Submission(SubmissionId(3))).unwrap();
    }
    let logged = audit::append(&change, AuditEvent::SessionUsed).unwrap();
    change.commit(logged).unwrap();
}

#[tokio::test]
async fn every_start_stop_and_day_is_shown() {
    let world = World::new();
    put(&world, 1, false);
    put(&world, 2, true);
    let dana = world.log_in("dana").await;
    let list = world.get(&dana, "/clocks").await.body;
    assert!(list.contains("Move notice taken up") && list.contains("href=\"/clocks/1\""), "{list}");
    assert!(!list.contains("href=\"/clocks/2\""));
    let met = world.get(&dana, "/clocks?show=in-time").await.body;
    assert!(met.contains("href=\"/clocks/2\"") && met.contains("met in time"), "{met}");
    // 21 November 2026 is a Saturday, and Thanksgiving comes.
    let one = world.get(&dana, "/clocks/1").await.body;
    for words in [
        "done by rosa",
        "Thanksgiving Day",
        "Day after Thanksgiving",
        "start, does not count",
        "30 Nov 2026",
        "4 working days",
    ] {
        assert!(one.contains(words), "{words}: {one}");
    }
    assert!(world.get(&dana, "/clocks/2").await.body.contains("href=\"/submissions/3\""));
    let file = world.get(&dana, "/clocks/export?show=in-time").await;
    assert!(file.header(header::CONTENT_TYPE).starts_with("text/csv"));
    assert!(file.body.contains("2,notice_acknowledged,TX,,,2026-11-21,user rosa,2026-11-30,"), "{}", file.body);
    let exported = AuditEvent::Exported { what: "clocks".into(), rows: 1 };
    assert!(world.log().contains(&exported), "{:?}", world.log());
    let flor = world.log_in("flor").await;
    assert_eq!(world.get(&flor, "/clocks/1").await.status, StatusCode::NOT_FOUND);
    let rosa = world.log_in("rosa").await;
    assert_eq!(world.get(&rosa, "/clocks").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_closure_is_looked_at_before_it_moves_anything() {
    let world = World::new();
    put(&world, 1, false);
    let dana = world.log_in("dana").await;
    let page = world.get(&dana, "/clocks/calendar/TX?year=2026").await;
    assert!(page.body.contains("Labor Day") && !page.body.contains("Columbus Day"), "{}", page.body);
    let csrf = page.csrf();
    let form = format!("csrf={csrf}&name=Ice+%3Cb%3E&first=2026-11-24");
    let asks = world.post(&dana, "/clocks/calendar/TX/closures", &form).await;
    assert!(asks.body.contains("1 running clock would be due") && asks.body.contains("Ice &lt;b&gt;"), "{}", asks.body);
    assert!(!world.log().iter().any(|event| matches!(event, AuditEvent::CalendarChanged { .. })));
    let done = world.post(&dana, "/clocks/calendar/TX/closures", &format!("{form}&sure=yes")).await;
    assert_eq!(done.header(header::LOCATION), "/clocks/calendar/TX?year=2026&moved=1");
    assert!(world.get(&dana, "/clocks/1").await.body.contains("Ice &lt;b&gt;"));
    let wrong = world.post(&dana, "/clocks/calendar/TX/closures", &format!("csrf={csrf}&name=&first=2026-11-24")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong =
        world.post(&dana, "/clocks/calendar/TX/closures", &format!("csrf={csrf}&name=x&first=2026-02-30")).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let others = world
        .post(&dana, "/clocks/calendar/FL/closures", &format!("csrf={csrf}&name=x&first=2026-11-24&sure=yes"))
        .await;
    assert_eq!(others.status, StatusCode::FORBIDDEN);
    let term = format!("csrf={csrf}&district=4829540&kind=fall&begins=2026-08-10&ends=2026-12-18");
    assert_eq!(world.post(&dana, "/clocks/calendar/TX/terms", &term).await.status, StatusCode::SEE_OTHER);
    let page = world.get(&dana, "/clocks/calendar/TX?year=2026").await.body;
    assert!(page.contains("fall term") && page.contains("4829540"), "{page}");
    let spanish = world.get(&format!("{dana}; __Host-vereda-lang=es"), "/clocks/calendar/TX").await.body;
    assert!(spanish.contains("Acci\u{f3}n de Gracias"), "{spanish}");
}

/// The first file of a state brings certificates of long ago: nobody could have met their clocks here.
#[tokio::test]
async fn what_was_due_before_the_system_began_is_history_and_the_source_is_said_in_words() {
    let world = World::new();
    world.send_file(
        "TX",
        "S|1|||1Zarate|01|I\nD|1|Xochitl||Zarate|||Female|20100503||McAllen|TX|US|1004|Juan|Zarate\n\
         Q|1|20260610|Zamora|MIC|MX|McAllen|TX|20290610|COE-1|20260612\n\
         E|1|20260816|01|Lincoln High School|||||||||McAllen ISD|TX|||09\n",
    );
    let dana = world.log_in("dana").await;
    let list = world.get(&dana, "/clocks?show=late").await.body;
    assert!(list.contains("before this system began") && list.contains("href=\"/clocks/1\""), "{list}");
    let one = world.get(&dana, "/clocks/1").await.body;
    assert!(one.contains("It is history") && !one.contains("tag-stop\">met late"), "{one}");
    assert!(one.contains("as states and others report it") && !one.contains("[S]"), "{one}");
    let spanish = world.get(&format!("{dana}; __Host-vereda-lang=es"), "/clocks/1").await.body;
    assert!(spanish.contains("antes de este sistema") && spanish.contains("por confirmar"), "{spanish}");
}
