//! Two data administrators of two states at the worklist, through the pages.

use axum::http::{StatusCode, header};

use super::world::{Answer, World};

/// A child of a state's file: first name, surname, birth date as `YYYYMMDD`.
fn child(number: u32, first: &str, last: &str, born: &str, parent: &str) -> String {
    format!(
        "S|{number}|||{number}{last}|01|I\nD|1|{first}||{last}|||Female|{born}||McAllen|TX|US|1004|{parent}|{last}\n\
         Q|1|20240610|Zamora|MIC|MX|McAllen|TX|20270610\nE|1|20240816|01|Lincoln High School|||||||||McAllen ISD|TX|||09\n"
    )
}

/// Two children that the engine does not take for one, since they are invented to differ.
fn strangers(world: &World) -> (String, String) {
    let texas = world.send_file("TX", &child(1, "Xochitl", "Zarate", "20100503", "Juan"));
    let florida = world.send_file("FL", &child(1, "Bartolome", "Quispe", "20130911", "Pedro"));
    assert_ne!(texas, florida);
    (texas, florida)
}

/// The value of a hidden or chosen field of a page.
fn field(page: &Answer, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    page.body
        .split(&mark)
        .nth(1)
        .unwrap_or_else(|| panic!("{name} in {}", page.body))
        .split('"')
        .next()
        .unwrap()
        .to_owned()
}

/// The item that a redirect after a proposal names.
fn item(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header(header::LOCATION).split("item=").nth(1).unwrap().to_owned()
}

async fn propose_merge(world: &World, who: &str, one: &str, other: &str) -> String {
    let page = world.get(who, &format!("/merges/new?child={one}&child={other}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("Xochitl") && page.body.contains("Bartolome"), "both are shown");
    let (csrf, seen, master) = (page.csrf(), field(&page, "seen"), field(&page, "master"));
    let form = format!("csrf={csrf}&child={one}&child={other}&master={master}&seen={seen}&why=one+child");
    item(&world.post(who, "/merges", &form).await)
}

async fn approve(world: &World, who: &str, id: &str) -> Answer {
    let page = world.get(who, &format!("/worklist/{id}")).await;
    let form = format!("csrf={}&seen={}", page.csrf(), field(&page, "seen"));
    world.post(who, &format!("/worklist/{id}/approve"), &form).await
}

#[tokio::test]
async fn a_merge_is_proposed_approved_used_and_undone() {
    let world = World::new();
    let (texas, florida) = strangers(&world);
    let (dana, flor) = (world.log_in("dana").await, world.log_in("flor").await);
    let merge = propose_merge(&world, &dana, &texas, &florida).await;

    // The proposer does not decide, not even by a form of her own making.
    let own = world.get(&dana, &format!("/worklist/{merge}")).await;
    assert!(
        own.body.contains("you proposed it, so somebody else decides") && !own.body.contains("/approve"),
        "{}",
        own.body
    );
    let seen = field(&world.get(&flor, &format!("/worklist/{merge}")).await, "seen");
    let forced =
        world.post(&dana, &format!("/worklist/{merge}/approve"), &format!("csrf={}&seen={seen}", own.csrf())).await;
    assert_eq!(forced.status, StatusCode::FORBIDDEN);

    // The record says that something is pending, the other side's list has it.
    assert!(world.get(&dana, &format!("/students/{texas}")).await.body.contains("has been proposed"));
    let list = world.get(&flor, "/worklist").await.body;
    assert!(list.contains("Merge to confirm") && list.contains("Xochitl") && list.contains("Bartolome"), "{list}");

    let done = approve(&world, &flor, &merge).await;
    assert_eq!(done.header(header::LOCATION), format!("/worklist?done=approved&item={merge}"));
    let (kept, retired) = if texas < florida { (&texas, &florida) } else { (&florida, &texas) };
    let old = world.get(&dana, &format!("/students/{retired}")).await;
    assert!(old.body.contains("This number was retired") && old.body.contains("Bartolome"), "{}", old.body);
    assert!(world.get(&dana, &format!("/students/{kept}/decisions")).await.body.contains("confirmed and done"));

    let undo = world.get(&flor, &format!("/undos/new?item={merge}")).await;
    assert!(undo.body.contains("in use again") && undo.body.contains("May the program propose"), "{}", undo.body);
    let form = format!("csrf={}&item={merge}&seen={}&why=two+children", undo.csrf(), field(&undo, "seen"));
    assert!(!undo.body.contains(" checked"), "neither answer is the default");
    let silent = world.post(&flor, "/undos", &form).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.body.contains("neither answer is assumed") && silent.body.contains("two children"));
    let undo = item(&world.post(&flor, "/undos", &format!("{form}&again=no")).await);
    let exposure = world.get(&dana, &format!("/undos/exposure?item={merge}")).await;
    assert_eq!(exposure.status, StatusCode::OK);
    assert!(exposure.body.contains("Overview") && exposure.body.contains("dana"), "{}", exposure.body);
    let form = format!("csrf={}&item={merge}", exposure.csrf());
    let file = world.post(&dana, "/undos/exposure", &form).await;
    assert!(file.header(header::CONTENT_TYPE).starts_with("text/csv"));
    assert!(file.body.starts_with('\u{feff}'), "spreadsheets know it by that");
    assert!(file.body.lines().skip(1).all(|line| line.contains(&format!(",item {merge},20"))), "{}", file.body);
    // The merged record as a file is one, the look-up of its readers is none.
    let taken = world.get(&dana, &format!("/students/{kept}/export")).await;
    let form_taken = format!("csrf={}&courses=1&format=csv", taken.csrf());
    assert_eq!(world.post(&dana, &format!("/students/{kept}/export"), &form_taken).await.status, StatusCode::OK);
    let told = world.get(&dana, &format!("/undos/exposure?item={merge}")).await.body;
    assert!(told.contains("The wrong record itself, as a file"), "{told}");
    assert!(!told.contains("<li>exposure"), "{told}");
    let file = world.post(&dana, "/undos/exposure", &form).await;
    let rows = |how: &str| file.body.lines().filter(|line| line.starts_with(how)).count();
    assert_eq!(rows("this record taken along as a file"), 1, "{}", file.body);
    assert!(rows("shown to somebody who worked on such decisions") > 0, "{}", file.body);
    assert!(
        file.body.lines().skip(1).any(|line| line.contains(",dana,") && line.contains("Overview")),
        "{}",
        file.body
    );
    assert!(file.body.lines().any(|line| line.contains(kept.as_str())), "{}", file.body);
    assert_eq!(approve(&world, &dana, &undo).await.status, StatusCode::SEE_OTHER);
    let again = world.get(&dana, &format!("/students/{retired}")).await;
    assert!(!again.body.contains("This number was retired"), "{}", again.body);
}

/// What was decided can be looked at again, and what is to be parted is seen by both who decide.
#[tokio::test]
async fn the_records_stand_side_by_side_before_a_split_and_after_a_merge() {
    let world = World::new();
    let (texas, florida) = strangers(&world);
    let (dana, flor) = (world.log_in("dana").await, world.log_in("flor").await);
    let merge = propose_merge(&world, &dana, &texas, &florida).await;
    approve(&world, &flor, &merge).await;
    let past = world.get(&dana, &format!("/worklist/{merge}")).await.body;
    assert!(past.contains("<h1>Merge: confirmed and done</h1>") && past.contains("Side by side"), "{past}");
    assert!(past.contains(&format!("/students/{texas}")) && past.contains(&format!("/students/{florida}")));

    let choice = world.get(&dana, &format!("/splits/new?child={texas}")).await;
    assert!(choice.body.contains("Side by side") && choice.body.contains("Quispe"), "{}", choice.body);
    let (_, rest) = choice.body.split_once("name=\"part-").unwrap();
    let no = rest.split('"').next().unwrap();
    assert!(!choice.body.contains("role=\"alert\""), "nothing was chosen yet");
    let (_, rest) = rest.split_once("name=\"part-").unwrap();
    let other = rest.split('"').find(|part| part.parse::<u32>().is_ok_and(|part| part.to_string() != no)).unwrap();
    for (part, words) in [(0, "nothing would be split"), (1, "Nothing would be left with this number")] {
        let path = format!("/splits/new?child={texas}&part-{no}={part}&part-{other}={part}");
        let told = world.get(&dana, &path).await.body;
        assert!(told.contains("role=\"alert\"") && told.contains(words), "{told}");
    }
    let draft = world.get(&dana, &format!("/splits/new?child={texas}&part-{no}=1")).await;
    let form =
        format!("csrf={}&child={texas}&part-{no}=1&seen={}&why=two+children", draft.csrf(), field(&draft, "seen"));
    let split = item(&world.post(&dana, "/splits", &form).await);
    let asked = world.get(&flor, &format!("/worklist/{split}")).await.body;
    assert!(asked.contains("Side by side") && asked.contains("Yes, do it"), "before the decision: {asked}");
    assert_eq!(approve(&world, &flor, &split).await.status, StatusCode::SEE_OTHER);
    let kept = world.get(&dana, &format!("/students/{texas}")).await.body;
    assert!(kept.contains("is another child now") && kept.contains("This record is") == kept.contains("/splits/new"));
}

/// A former number of the child, and what its second parent gave: both are weighed, so both are shown.
#[tokio::test]
async fn compared_records_show_every_number_and_telephone() {
    let world = World::new();
    let with = |body: String| {
        let body = body.replace("\nQ|", "|Rosa|Garza||9565550101||9565550177\nQ|");
        body.replacen("\nD|", "\nK|1|OLD77|01\nD|", 1)
    };
    let texas = world.send_file("TX", &with(child(1, "Xochitl", "Zarate", "20100503", "Juan")));
    let florida = world.send_file("FL", &child(1, "Bartolome", "Quispe", "20130911", "Pedro"));
    let page = world.get(&world.log_in("dana").await, &format!("/merges/new?child={texas}&child={florida}")).await.body;
    assert!(page.contains("OLD77, another number of the state"), "{page}");
    let digits: String = page.chars().filter(char::is_ascii_digit).collect();
    assert!(digits.contains("9565550101") && digits.contains("9565550177"), "{page}");
}

/// The boxes of a near match stand on the pages of a merge as well: for whoever proposes it and for whoever decides.
#[tokio::test]
async fn a_merge_of_two_who_may_be_twins_says_so() {
    let world = World::new();
    let twin = |number, first: &str| child(number, first, "Ortega", "20120304", "Rosa");
    let (one, other) = (twin(1, "Marisol"), twin(2, "Maribel"));
    let (marisol, maribel) =
        (world.send_file("TX", &format!("{one}{other}")), world.send_file("TX", &format!("{other}{one}")));
    assert_ne!(marisol, maribel);
    let (rosa, dana) = (world.log_in("rosa").await, world.log_in("dana").await);
    let draft = world.get(&rosa, &format!("/merges/new?child={marisol}&child={maribel}")).await;
    let form = format!(
        "csrf={}&child={marisol}&child={maribel}&master={}&seen={}&why=one",
        draft.csrf(),
        field(&draft, "master"),
        field(&draft, "seen")
    );
    let merge = item(&world.post(&rosa, "/merges", &form).await);
    let asked = world.get(&dana, &format!("/worklist/{merge}")).await;
    for page in [&draft.body, &asked.body] {
        for words in [
            "These may be twins or siblings",
            "The program would not join them by itself, because:",
            "has sent both records",
            "two letters differ",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
    }
    let asked_here = "Whether these two are one child was asked here";
    assert!(asked.body.contains(asked_here) && !draft.body.contains(asked_here), "a registrar cannot open it");
}

#[tokio::test]
async fn who_may_not_is_told_and_nothing_moves() {
    let world = World::new();
    let (texas, florida) = strangers(&world);
    let (dana, rosa, flor) = (world.log_in("dana").await, world.log_in("rosa").await, world.log_in("flor").await);
    let merge = propose_merge(&world, &rosa, &texas, &florida).await;
    // Whoever decides about nothing may have been given a notice or a request.
    assert_eq!(world.get(&rosa, "/worklist").await.status, StatusCode::OK);
    assert!(world.get(&rosa, "/worklist/proposed").await.body.contains("Merge to confirm"));
    let page = world.get(&rosa, &format!("/worklist/{merge}")).await;
    assert!(page.body.contains("/cancel") && !page.body.contains("/approve"));

    // Without a reason it is not refused, and what is shown says so.
    let page = world.get(&flor, &format!("/worklist/{merge}")).await;
    let form = format!("csrf={}&seen={}&why=+", page.csrf(), field(&page, "seen"));
    let refused = world.post(&flor, &format!("/worklist/{merge}/reject"), &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("A reason is needed") && refused.body.contains("Xochitl"), "{}", refused.body);

    // A second proposal for the same records waits.
    let twice = world.get(&dana, &format!("/merges/new?child={texas}&child={florida}")).await;
    let form = format!(
        "csrf={}&child={texas}&child={florida}&master={texas}&seen={}&why=my+very+own+words",
        twice.csrf(),
        field(&twice, "seen")
    );
    let locked = world.post(&dana, "/merges", &form).await;
    assert_eq!(locked.status, StatusCode::CONFLICT);
    assert!(locked.body.contains("already proposed") && locked.body.contains("my very own words"), "nothing is lost");

    let back = world
        .post(&rosa, &format!("/worklist/{merge}/cancel"), &format!("csrf={}", world.get(&rosa, "/").await.csrf()))
        .await;
    assert_eq!(back.header(header::LOCATION), format!("/worklist/proposed?done=cancelled&item={merge}"));
    assert!(!world.get(&dana, &format!("/students/{texas}")).await.body.contains("has been proposed"));
}

#[tokio::test]
async fn who_gives_a_child_away_in_a_reason_is_warned_once() {
    let world = World::new();
    let (texas, florida) = strangers(&world);
    let (dana, flor) = (world.log_in("dana").await, world.log_in("flor").await);
    let merge = propose_merge(&world, &dana, &texas, &florida).await;
    let page = world.get(&flor, &format!("/worklist/{merge}")).await;
    let form = format!("csrf={}&seen={}&why=Xochitl+has+a+brother", page.csrf(), field(&page, "seen"));
    let warned = world.post(&flor, &format!("/worklist/{merge}/reject"), &form).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        warned.body.contains("<li>a name of the child</li>") && warned.body.contains("Xochitl has a brother"),
        "{}",
        warned.body
    );
    assert!(warned.body.contains(r#"name="said""#));
    let sent = world.post(&flor, &format!("/worklist/{merge}/reject"), &format!("{form}&said=1")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
}

#[tokio::test]
async fn a_record_changed_since_is_looked_at_again() {
    let world = World::new();
    let (texas, florida) = strangers(&world);
    let (dana, flor) = (world.log_in("dana").await, world.log_in("flor").await);
    let merge = propose_merge(&world, &dana, &texas, &florida).await;
    let page = world.get(&flor, &format!("/worklist/{merge}")).await;
    let form = format!("csrf={}&seen={}&why=as+they+were", page.csrf(), field(&page, "seen"));
    world.send_file("TX", &child(1, "Xochitl", "Zarate", "20100504", "Juan"));
    let late = world.post(&flor, &format!("/worklist/{merge}/approve"), &form).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("have changed since you looked") && late.body.contains("as they were"), "{}", late.body);
    assert!(world.get(&dana, &format!("/students/{florida}")).await.body.contains("Bartolome"));
    assert_eq!(approve(&world, &flor, &merge).await.status, StatusCode::SEE_OTHER, "after another look");
}

#[tokio::test]
async fn the_pages_of_the_worklist_have_no_script_in_them_and_no_words_left_over() {
    let world = World::new();
    let (texas, florida) = strangers(&world);
    let dana = world.log_in("dana").await;
    let merge = propose_merge(&world, &dana, &texas, &florida).await;
    let pages = [
        "/worklist".to_owned(),
        "/worklist/decided".to_owned(),
        format!("/worklist/proposed?done=merge&item={merge}"),
        format!("/worklist/{merge}"),
        format!("/merges/new?child={texas}"),
        format!("/splits/new?child={texas}"),
        format!("/students/{texas}/history"),
    ];
    for cookie in [dana.clone(), format!("{dana}; __Host-vereda-lang=es")] {
        for page in &pages {
            let body = world.get(&cookie, page).await.body;
            // The list has its keys; every page has the script of the session.
            let scripts = if page == "/worklist" { 2 } else { 1 };
            assert_eq!(body.matches("<script").count(), scripts, "{page}");
            assert!(!body.contains("style="), "{page}");
            for key in ["work-", "preview-", "compare-", "merge-", "split-", "propose-", "hint-", "wrong-", "match-"] {
                let shown = body.match_indices(&format!(">{key}")).count();
                assert_eq!(shown, 0, "{page} shows a key {key}");
            }
        }
    }
}
