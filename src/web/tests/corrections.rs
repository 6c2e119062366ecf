//! A mother disputes a birth date in Spanish and gets her letter; a statement that stands on every view.

use axum::http::{StatusCode, header};

use super::world::{Answer, PASSWORD, World};
use crate::identity::NewAccount;
use crate::model::{Actor, Role};

/// A student of a file, born on this day.
fn student(born: &str) -> String {
    format!(
        "S|1|||7Zarate|01|I\nD|1|Xochitl||Zarate|||Female|{born}||McAllen|TX|US|1004|Juan|Zarate\n\
         Q|1|20240610|Zamora|MIC|MX|McAllen|TX|20270610\nE|1|20240816|01|Lincoln High School|||||||||McAllen ISD|TX|||09\n"
    )
}

/// A world with a child of Texas and a Privacy Act Administrator.
fn world() -> (World, String) {
    let world = World::new();
    let child = world.send_file("TX", &student("20100503"));
    let paula = NewAccount::settled("paula", "Paula", Role::PrivacyActAdministrator, None, PASSWORD);
    world.identity().create_account(Actor::Console("root".into()), paula).unwrap();
    (world, child)
}

/// The box in front of the birth date.
fn pick(page: &Answer) -> String {
    let mut values = page.body.split("value=\"").filter_map(|rest| rest.split('"').next());
    values.find(|value| value.ends_with("-d-1-10")).map(str::to_owned).unwrap_or_else(|| panic!("{}", page.body))
}

/// What the mother says, as the form sends it.
fn told(pick: &str, child: &str, csrf: &str) -> String {
    format!(
        "csrf={csrf}&child={child}&pick={pick}&wanted-{pick}=3+de+mayo+de+2011&seen-{pick}=2010-05-03&requester=parent\
         &requester-state=&name=Rosa+M%C3%A9ndez&address=12+Elm+Street%0D%0AWeslaco%2C+TX+78596&channel=in-person\
         &language=es&proof=birth-certificate&received=2026-11-18"
    )
}

async fn taken(world: &World, who: &str, child: &str) -> String {
    let page = world.get(who, &format!("/corrections/new?child={child}")).await;
    let form = told(&pick(&page), child, &page.csrf());
    let answer = world.post(who, "/corrections", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header(header::LOCATION).split('?').next().unwrap().to_owned()
}

async fn posted(world: &World, who: &str, path: &str, fields: &str) -> Answer {
    let csrf = world.get(who, "/").await.csrf();
    world.post(who, path, &format!("csrf={csrf}&{fields}")).await
}

#[tokio::test]
async fn a_mother_disputes_a_birth_date_in_spanish_and_gets_her_letter() {
    let (world, child) = world();
    let (rosa, dana) = (world.log_in("rosa").await, world.log_in("dana").await);
    let record = world.get(&rosa, &format!("/students/{child}")).await;
    assert!(record.body.contains(&format!("/corrections/new?child={child}")));

    let page = world.get(&rosa, &format!("/corrections/new?child={child}")).await;
    let (pick, csrf) = (pick(&page), page.csrf());
    let nothing = world.post(&rosa, "/corrections/new", &format!("csrf={csrf}&child={child}")).await;
    assert!(nothing.header(header::LOCATION).ends_with("nothing=1"));
    let details = format!("csrf={csrf}&child={child}&pick={pick}&step=details");
    let details = world.post(&rosa, "/corrections/new", &details).await;
    assert!(details.body.contains(&format!("wanted-{pick}")) && details.body.contains("3 May 2010"));
    assert!(details.body.contains(&format!("type=\"date\" name=\"day-{pick}\"")), "a day is asked for as a day");
    let form = told(&pick, &child, &csrf);
    let wrong = form.replace("received=2026-11-18", "received=2026-12-18") + "&step=preview";
    let wrong = world.post(&rosa, "/corrections/new", &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("cannot lie in the future") && wrong.body.contains("12 Elm Street"), "nothing is lost");
    let preview = world.post(&rosa, "/corrections/new", &(form.clone() + "&step=preview")).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.body);
    assert!(preview.body.contains("18 Dec 2026") && preview.body.contains("3 de mayo de 2011"), "{}", preview.body);

    let dated = format!("{form}&step=preview&day-{pick}=");
    let dated = |day: &str| {
        let (world, rosa, form) = (&world, &rosa, format!("{dated}{day}"));
        async move { world.post(rosa, "/corrections/new", &form).await }
    };
    let no_day = dated("mayo").await;
    assert_eq!(no_day.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(no_day.body.contains("Enter a day, or leave it empty") && no_day.body.contains("3 de mayo de 2011"));
    let day = dated("2011-05-03").await.body;
    assert!(day.contains("3 May 2011\n3 de mayo de 2011") && day.contains("value=\"2011-05-03\""), "{day}");

    let here = world.post(&rosa, "/corrections", &form).await;
    let here = here.header(header::LOCATION).split('?').next().unwrap().to_owned();
    let twice = world.post(&rosa, "/corrections", &form).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.body.contains(&format!("href=\"{here}\"")) && twice.body.contains("12 Elm Street"), "{}", twice.body);
    let letter = format!("{here}/letters/acknowledgment");
    assert_eq!(world.get(&rosa, &letter).await.status, StatusCode::NOT_FOUND, "not made yet");
    let before = world.get(&rosa, &here).await.body;
    assert!(before.contains("The letters of Texas would lack:") && before.contains("[agency.TX]"), "{before}");
    assert_eq!(posted(&world, &rosa, &letter, "").await.header(header::LOCATION), letter);
    let read = world.get(&rosa, &letter).await;
    for words in
        ["lang=\"es\"", "Apreciable Rosa M\u{e9}ndez:", "3 may 2010", "18 de diciembre de 2026", "Xochitl Zarate"]
    {
        assert!(read.body.contains(words), "{words} in {}", read.body);
    }
    let pdf = world.get(&rosa, &format!("{letter}/pdf")).await;
    assert!(pdf.body.starts_with("%PDF-1.7") && pdf.header(header::CONTENT_TYPE) == "application/pdf");

    assert_eq!(
        posted(&world, &rosa, &format!("{here}/decide"), "ruling=granted&why=x").await.status,
        StatusCode::FORBIDDEN
    );
    let unsaid = posted(&world, &dana, &format!("{here}/decide"), "why=El+acta+lo+dice").await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsaid.body.contains("El acta lo dice"), "what was typed is there");
    let ruling = "ruling=denied&why=El+acta+dice+2010";
    assert_eq!(posted(&world, &dana, &format!("{here}/decide"), ruling).await.status, StatusCode::SEE_OTHER);
    assert_eq!(posted(&world, &dana, &format!("{here}/decide"), ruling).await.status, StatusCode::CONFLICT);
    posted(&world, &dana, &format!("{here}/letters/decision"), "").await;
    let denied = world.get(&rosa, &format!("{here}/letters/decision")).await;
    for words in [
        "fue denegada",
        "El acta dice 2010",
        "34 CFR 99.20",
        "5 U.S.C. 552a",
        "400 Maryland Avenue SW",
        "derecho a agregar una declaraci\u{f3}n",
        "Direcci\u{f3}n: ____",
        "No address of the agency is set",
    ] {
        assert!(denied.body.contains(words), "{words} in {}", denied.body);
    }
    let list = world.get(&rosa, "/corrections").await;
    assert!(list.body.contains(&format!("href=\"{here}\"")) && list.body.contains("decided: denied"), "{}", list.body);
    let es = world.get(&format!("{rosa}; lang=es"), &here).await;
    assert_eq!(es.status, StatusCode::OK);
}

#[tokio::test]
async fn the_corrected_data_come_by_file() {
    let (world, child) = world();
    let dana = world.log_in("dana").await;
    let here = taken(&world, &dana, &child).await;
    posted(&world, &dana, &format!("{here}/decide"), "ruling=granted&why=right").await;
    posted(&world, &dana, &format!("{here}/letters/decision"), "").await;
    assert_eq!(posted(&world, &dana, &format!("{here}/close"), "").await.status, StatusCode::CONFLICT);
    world.send_file("TX", &student("20110503"));
    let page = world.get(&dana, &here).await;
    assert!(page.body.contains("3 May 2011") && page.body.contains("/submissions/2"), "{}", page.body);
    assert!(page.body.contains("Make the letter that tells the requester"), "{}", page.body);
    let list = world.get(&dana, "/corrections").await.body;
    assert!(list.contains("new data have come") && !list.contains("waits for the data: "), "{list}");
    assert!(page.body.contains("Before the request can be closed"), "{}", page.body);
    assert_eq!(posted(&world, &dana, &format!("{here}/close"), "").await.status, StatusCode::CONFLICT);
    posted(&world, &dana, &format!("{here}/letters/acknowledgment"), "").await;
    posted(&world, &dana, &format!("{here}/letters/data"), "").await;
    let letter = world.get(&dana, &format!("{here}/letters/data")).await;
    assert!(letter.body.contains("Ahora en el expediente: 3 may 2011"), "{}", letter.body);
    assert_eq!(posted(&world, &dana, &format!("{here}/close"), "").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_clock_of_a_request_that_was_taken_back_says_so_in_the_readers_language() {
    let (world, child) = world();
    let dana = world.log_in("dana").await;
    let here = taken(&world, &dana, &child).await;
    let back = posted(&world, &dana, &format!("{here}/withdraw"), "why=she+found+it").await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
    let list = world.get(&dana, "/clocks?show=moot").await.body;
    let clock = list.split("href=\"").find_map(|rest| {
        rest.split('"')
            .next()
            .filter(|at| at.strip_prefix("/clocks/").is_some_and(|number| number.parse::<u64>().is_ok()))
    });
    let clock = clock.unwrap_or_else(|| panic!("{list}"));
    assert!(world.get(&dana, clock).await.body.contains("the request was taken back"));
    let spanish = world.get(&format!("{dana}; __Host-vereda-lang=es"), clock).await.body;
    assert!(spanish.contains("la solicitud fue retirada") && !spanish.contains("withdrawn"), "{spanish}");
}

#[tokio::test]
async fn other_states_see_nothing_of_it() {
    let (world, child) = world();
    let (dana, flor) = (world.log_in("dana").await, world.log_in("flor").await);
    let here = taken(&world, &dana, &child).await;
    let page = world.get(&flor, &here).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(!page.body.contains("Xochitl") && !page.body.contains("M\u{e9}ndez"));
    assert!(!world.get(&flor, "/corrections").await.body.contains(&here));
}

#[tokio::test]
async fn a_statement_stands_on_every_view_print_and_export() {
    let (world, child) = world();
    let (rosa, paula) = (world.log_in("rosa").await, world.log_in("paula").await);
    let at = format!("/students/{child}/statement");
    assert_eq!(world.get(&rosa, &at).await.status, StatusCode::FORBIDDEN);
    assert_eq!(posted(&world, &paula, &at, "text=").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let entered = posted(&world, &paula, &at, "text=Naci%C3%B3+en+2011.%0D%0A%3Cb%3EAs%C3%AD+es%3C%2Fb%3E").await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
    let words = "Naci\u{f3} en 2011.\n&lt;b&gt;As\u{ed} es&lt;/b&gt;";
    for part in [
        "",
        "/demographics",
        "/history",
        "/print",
        "/print?courses=1",
        "/enrollments",
        "/courses",
        "/assessments",
        "/moves",
        "/decisions",
        "?as_of=2026-11-21",
    ] {
        let page = world.get(&rosa, &format!("/students/{child}{part}")).await;
        assert!(page.body.contains(words), "{part}: {}", page.body);
    }
    let choosing = world.get(&rosa, &format!("/corrections/new?child={child}")).await;
    assert!(choosing.body.contains(words));
    for (format, words) in [("csv", "Naci\u{f3} en 2011.\n<b>"), ("json", "Naci\u{f3} en 2011.\\n<b>")] {
        let file =
            posted(&world, &rosa, &format!("/students/{child}/export"), &format!("courses=1&format={format}")).await;
        assert!(file.body.contains(words), "{format}: {}", file.body);
    }
    let end = posted(&world, &paula, &format!("{at}/1/end"), "why=corrected").await;
    assert_eq!(end.status, StatusCode::SEE_OTHER, "{}", end.body);
    assert!(!world.get(&rosa, &format!("/students/{child}")).await.body.contains(words));
    let history = world.get(&rosa, &format!("/students/{child}/history")).await;
    assert!(history.body.contains(words) && history.body.contains("corrected"), "it stays in the history");
}

#[tokio::test]
async fn hostile_text_does_no_harm() {
    let (world, child) = world();
    let dana = world.log_in("dana").await;
    let page = world.get(&dana, &format!("/corrections/new?child={child}")).await;
    let form = told(&pick(&page), &child, &page.csrf());
    let long = form.replace("Rosa+M%C3%A9ndez", &"x".repeat(100_000));
    assert!(world.post(&dana, "/corrections", &long).await.status.is_client_error());
    let odd = form.replace("Rosa+M%C3%A9ndez", "%E2%80%AE%E6%9D%8E%00+%3Cscript%3E+%D7%93%D7%95%D7%93");
    let here = world.post(&dana, "/corrections", &odd).await;
    let here = here.header(header::LOCATION).split('?').next().unwrap().to_owned();
    posted(&world, &dana, &format!("{here}/letters/acknowledgment"), "").await;
    let letter = world.get(&dana, &format!("{here}/letters/acknowledgment")).await;
    assert!(letter.body.contains("&lt;script&gt;") && !letter.body.contains('\u{202e}'));
    let pdf = world.get(&dana, &format!("{here}/letters/acknowledgment/pdf")).await;
    assert_eq!(pdf.status, StatusCode::OK);
    let old = form.replace("seen-", "nothing-").replace("received=2026-11-18", "received=2026-11-18&x=1");
    assert_eq!(world.post(&dana, "/corrections", &old).await.status, StatusCode::CONFLICT, "not what was shown");
}
