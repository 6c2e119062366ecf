//! The list of a person: what it shows, how it is narrowed, several taken at once, and the start page that counts it.

use axum::http::{StatusCode, header};

use super::world::World;
use crate::audit;
use crate::casework;
use crate::identity::NewAccount;
use crate::model::{Actor, Area, AuditEvent, MsixId, NoticeId, Role, StateCode, Subject};

fn state(code: &str) -> StateCode {
    code.parse().unwrap()
}

const CHILD: &str = "S|1|||1Zarate|01|I\nD|1|Xochitl||Zarate|||Female|20100503||McAllen|TX|US|1004|Juan|Zarate\n\
    Q|1|20240610|Zamora|MIC|MX|McAllen|TX|20270610\nE|1|20240816|01|Lincoln High School|||||||||McAllen ISD|TX|||09\n";

/// Move notices about a child, for a state.
fn notices(world: &World, child: &str, of: &str, count: u64) -> Vec<u64> {
    let change = world.store().begin(Actor::Console("root".into()), world.now()).unwrap();
    let child: MsixId = child.parse().unwrap();
    let made = (1..=count)
        .map(|at| {
            let subject = Subject::Notice(NoticeId(at));
            casework::ask(&change, subject, &[child], &Area::State(state(of)), None).unwrap().id.0
        })
        .collect();
    let logged = audit::append(&change, AuditEvent::ServerStarted).unwrap();
    change.commit(logged).unwrap();
    made
}

#[tokio::test]
async fn several_are_ticked_and_taken_in_one_go_and_each_is_told() {
    let world = World::new();
    let child = world.send_file("TX", CHILD);
    let texas = notices(&world, &child, "TX", 3);
    let florida = notices(&world, &child, "FL", 1);
    let dana = world.log_in("dana").await;
    let list = world.get(&dana, "/worklist").await;
    assert_eq!(list.body.matches("name=\"item\"").count(), 3, "{}", list.body);
    assert!(list.body.contains("href=\"/notices/1\"") && list.body.contains("Xochitl"), "{}", list.body);
    assert!(list.body.contains("/assets/worklist-") && !list.body.contains("onclick"));
    let form = format!("csrf={}&item={}&item={}&item={}&item=abc", list.csrf(), texas[0], texas[1], florida[0]);
    let done = world.post(&dana, "/worklist/acknowledge", &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let told = world.get(&dana, done.header(header::LOCATION)).await.body;
    assert!(told.contains("2 items are yours") && told.contains("not taken"), "{told}");
    assert!(told.contains("Data administrators of the states asked decide about this"), "{told}");
    let mine = world.get(&dana, "/worklist?whose=mine").await.body;
    assert_eq!(mine.matches("name=\"item\"").count(), 2);
    let none = world.post(&dana, "/worklist/acknowledge", &format!("csrf={}", list.csrf())).await;
    assert!(world.get(&dana, none.header(header::LOCATION)).await.body.contains("Nothing was ticked"));
    let forged = world.post(&dana, "/worklist/acknowledge", &format!("item={}", texas[2])).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_item_about_a_notice_leads_to_the_notice() {
    let world = World::new();
    let child = world.send_file("TX", CHILD);
    let [item] = notices(&world, &child, "TX", 1)[..] else { panic!("one") };
    let dana = world.log_in("dana").await;
    let led = world.get(&dana, &format!("/worklist/{item}")).await;
    assert_eq!((led.status, led.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/notices/1"));
    let flor = world.log_in("flor").await;
    assert_eq!(world.get(&flor, &format!("/worklist/{item}")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_filter_is_saved_used_and_taken_out() {
    let world = World::new();
    let dana = world.log_in("dana").await;
    let page = world.get(&dana, "/worklist?kind=notice&age=7&level=district").await;
    let csrf = page.csrf();
    let form = |name: &str| format!("csrf={csrf}&kind=notice&age=7&level=district&junk=1&name={name}");
    let saved = world.post(&dana, "/worklist/filters", &form("Old+%26+%3Cslow%3E")).await;
    assert_eq!(saved.header(header::LOCATION), "/worklist?kind=notice&level=district&age=7");
    let list = world.get(&dana, "/worklist").await.body;
    assert!(
        list.contains("Old &amp; &lt;slow&gt;") && list.contains("/worklist?kind=notice&amp;level=district&amp;age=7")
    );
    assert!(!world.get(&world.log_in("flor").await, "/worklist").await.body.contains("slow"), "it is her own");
    for wrong in ["", "+++", &"x".repeat(41), "a%0Ab%00"] {
        let refused = world.post(&dana, "/worklist/filters", &form(wrong)).await;
        let told = world.get(&dana, refused.header(header::LOCATION)).await.body;
        assert!(told.contains("The filter was not saved"), "{wrong}: {told}");
    }
    for number in 1..20 {
        world.post(&dana, "/worklist/filters", &form(&format!("f{number}"))).await;
    }
    let full = world.post(&dana, "/worklist/filters", &form("one+more")).await;
    assert!(world.get(&dana, full.header(header::LOCATION)).await.body.contains("you have 20"));
    let again = world.post(&dana, "/worklist/filters", &form("f1")).await;
    assert!(!again.header(header::LOCATION).contains("trouble"), "one of the same name is replaced");
    let remove = format!("csrf={csrf}&name=f1");
    assert_eq!(world.post(&dana, "/worklist/filters/remove", &remove).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.post(&dana, "/worklist/filters/remove", &remove).await.status, StatusCode::NOT_FOUND);
}

/// A file with errors is work of the state until a later one has none.
#[tokio::test]
async fn a_file_with_errors_is_work_until_it_is_mended() {
    let world = World::new();
    let bad = CHILD.replace("20100503", "20109999");
    world.send_file_as_it_is("TX", &bad);
    let dana = world.log_in("dana").await;
    let list = world.get(&dana, "/worklist").await;
    assert!(list.body.contains("Errors in a file") && list.body.contains("href=\"/submissions/1\""), "{}", list.body);
    let (_, rest) = list.body.split_once("/done\"").unwrap_or_else(|| panic!("{}", list.body));
    assert!(rest.contains("Mended"));
    let done = world.post(&dana, "/worklist/1/done", &format!("csrf={}", list.csrf())).await;
    assert_eq!(done.header(header::LOCATION), "/worklist?done=mended&item=1");
    assert!(world.get(&dana, "/worklist").await.body.contains("Nothing waits for you"));
    world.send_file_as_it_is("TX", &bad.replace("|1Zarate|", "|2Zarate|"));
    assert!(world.get(&dana, "/worklist").await.body.contains("Errors in a file"));
    world.send_file("TX", CHILD);
    assert!(world.get(&dana, "/worklist").await.body.contains("Nothing waits for you"), "a later file was good");
}

/// Who has a district is told of the new students there, not of the whole state's.
#[tokio::test]
async fn the_start_page_counts_the_new_students_of_ones_own_districts() {
    let world = World::new();
    let area = Area::District(state("TX"), "4829540".into());
    let dora = NewAccount::settled("dora", "Dora", Role::StateDataAdministrator, area, super::world::PASSWORD);
    world.identity().create_account(Actor::Console("root".into()), dora).unwrap();
    let elsewhere = CHILD.replace("1Zarate", "2Lopez").replace("Xochitl", "Maria").replace("S|1|", "S|2|");
    let here = CHILD.replace("|||||||||McAllen ISD", "||||||||4829540|McAllen ISD");
    world.send_file("TX", &format!("{here}{}", elsewhere.replace("20100503", "20120226")));
    let page = world.get(&world.log_in("dora").await, "/").await.body;
    assert!(page.contains("1 new student in your districts") && !page.contains("Texas: 2 new"), "{page}");
    assert!(page.contains("last file"), "{page}");
    let dana = world.get(&world.log_in("dana").await, "/").await.body;
    assert!(dana.contains("Texas: 2 new students"), "{dana}");
}

#[tokio::test]
async fn the_start_page_says_what_waits_first() {
    let world = World::new();
    let child = world.send_file("TX", CHILD);
    notices(&world, &child, "TX", 2);
    let dana = world.get(&world.log_in("dana").await, "/").await.body;
    assert!(dana.contains("<strong>2</strong> all") && dana.contains("1 new student in the files"), "{dana}");
    assert!(dana.contains("My state") && dana.contains("/submissions/1"));
    let uma = world.get(&world.log_in("uma").await, "/").await.body;
    assert!(uma.contains("No application waits.") && !uma.contains("new student"), "{uma}");
    let gus = world.get(&world.log_in("gus").await, "/").await.body;
    assert!(gus.contains("No checkpoint has been signed yet") && !gus.contains("/applications"), "{gus}");
    let reggie = world.get(&world.log_in("reggie").await, "/").await.body;
    assert!(reggie.contains("Texas does not work with regions"), "{reggie}");
    let rosa = world.get(&world.log_in("rosa").await, "/").await.body;
    assert!(!rosa.contains("What I must decide") && !rosa.contains("What was given to me"), "{rosa}");
}
