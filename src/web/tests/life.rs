//! Account life as its people meet it: an applicant who reads Spanish, a supervisor with a link, a user administrator.

use axum::http::{StatusCode, header};

use super::world::{Answer, World};
use crate::audit;
use crate::identity::Identity;
use crate::model::{Actor, AuditEvent, MessageKind, Timestamp};
use crate::store::{Read, Store, tables};
use crate::training::{CourseId, QUESTIONS, Quiz, Rules};

const SPANISH: &str = "__Host-vereda-lang=es";
const FORM: &str = "name=Ana+Pe%C3%B1a&title=Registrar&address=1+Main+St&phone=555-0100&email=ana%40district.org&role=primary\
                    &state=TX&supervisor=Sam+Boss&supervisor_email=sam%40district.org";

fn secret(world: &World, kind: MessageKind) -> String {
    let waiting = world.identity().outbox().waiting().unwrap().into_iter().rev();
    let found = waiting.map(|(_, message)| message).find(|message| message.kind == kind);
    found.unwrap().secret.unwrap().to_string()
}

/// Ana applied and her supervisor confirmed.
async fn confirmed(world: &World) {
    let sent = world.post(SPANISH, "/apply", FORM).await;
    assert_eq!((sent.status, sent.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/apply?sent=1"));
    let link = format!("/applications/confirm/{}", secret(world, MessageKind::ConfirmApplication));
    for _ in 0..2 {
        let asked = world.get("", &link).await;
        assert_eq!(asked.status, StatusCode::OK, "opening changes nothing");
        assert!(asked.body.contains("Ana Pe\u{f1}a") && asked.body.contains("Sam Boss"));
    }
    let half = world.post("", &link, "answer=yes&identity=1&need=1").await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = world.post("", &link, "answer=yes&identity=1&need=1&level=1").await;
    assert!(done.status.is_success() && done.body.contains("was recorded"), "{}", done.body);
    assert_eq!(world.get("", &link).await.status, StatusCode::GONE);
}

async fn post(world: &World, cookie: &str, path: &str, form: &str) -> Answer {
    let token = world.get(cookie, "/terms").await.csrf();
    world.post(cookie, path, &format!("csrf={token}&{form}")).await
}

#[tokio::test]
async fn from_a_form_that_strangers_open_to_the_start_page() {
    let world = World::new();
    confirmed(&world).await;
    let uma = world.log_in("uma").await;
    let list = world.get(&uma, "/applications").await.body;
    assert!(list.contains("Ana Pe\u{f1}a") && list.contains("Waits for your decision"), "{list}");
    assert!(world.get(&uma, "/applications/1").await.body.contains(r#"name="user_name" value="ana""#));
    let made = post(&world, &uma, "/applications/1/approve", "user_name=ana&role=primary&state=TX").await;
    assert_eq!(made.header(header::LOCATION), "/accounts/ana?done=made", "{}", made.body);
    let next = world.get(&uma, "/accounts/ana?done=made").await.body;
    assert!(next.contains("What happens next") && next.contains("within 7 days"), "{next}");
    let late = post(&world, &uma, "/applications/1/approve", "user_name=ana2&role=primary&state=TX").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("Somebody has decided"), "{}", late.body);

    let password = secret(&world, MessageKind::OneTimePassword);
    assert!(!world.get(&uma, "/accounts/ana").await.body.contains(&password));
    let letters = post(&world, &uma, "/accounts/ana/letters", "").await.body;
    assert!(letters.contains(&password) && letters.contains("Su nombre de usuario es: ana"), "{letters}");
    let again = post(&world, &uma, "/accounts/ana/letters", "").await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(!again.body.contains(&password));

    let form = format!("user_name=ana&password={password}&purpose=enrollment");
    let first = world.post("", "/login", &form).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let ana = first.header(header::SET_COOKIE).split(';').next().unwrap().to_owned();
    assert_eq!(world.get(&ana, "/").await.header(header::LOCATION), "/login/new-password");
    assert_eq!(world.get(&ana, "/terms").await.header(header::LOCATION), "/login/new-password");
    choose_password(world.store());

    assert_eq!(world.get(&ana, "/").await.header(header::LOCATION), "/terms");
    assert_eq!(world.get(&ana, "/training").await.header(header::LOCATION), "/terms");
    let rules = world.get(&ana, "/terms").await.body;
    let known = Rules::of("es").unwrap();
    assert!(rules.contains(&known.title) && rules.contains(r#"<html lang="es">"#));
    let version = format!("version={}", known.version);
    assert_eq!(post(&world, &ana, "/terms", &version).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(post(&world, &ana, "/terms", "version=0&accept=1").await.status, StatusCode::CONFLICT);
    let accepted = post(&world, &ana, "/terms", &format!("{version}&accept=1&next=/students")).await;
    assert_eq!(accepted.header(header::LOCATION), "/students");

    assert_eq!(world.get(&ana, "/students").await.header(header::LOCATION), "/training?next=/students");
    let failed = take(&world, &ana, CourseId::Primary, 7).await;
    assert!(failed.contains("70") && failed.contains("No aprobado"), "{failed}");
    assert!(take(&world, &ana, CourseId::Primary, 8).await.contains("Aprobado con 80 de 100"));
    assert_eq!(world.get(&ana, "/").await.status, StatusCode::SEE_OTHER, "security is due");
    take(&world, &ana, CourseId::Security, 10).await;
    assert_eq!(world.get(&ana, "/students").await.status, StatusCode::OK);
    let paper = world.get(&ana, "/training/certificates/1").await.body;
    assert!(paper.contains("Ana Pe\u{f1}a") && paper.contains("80%"), "{paper}");
    let rosa = world.log_in("rosa").await;
    assert_eq!(world.get(&rosa, "/training/certificates/1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.get(&uma, "/training/certificates/1").await.status, StatusCode::OK);
}

/// As the page of the first login does.
fn choose_password(store: &Store) {
    let change = store.begin(Actor::User("ana".into()), Timestamp::default()).unwrap();
    let mut credential = change.get(&tables::CREDENTIAL, &"ana".into()).unwrap().unwrap();
    credential.one_time = false;
    change.put(&tables::CREDENTIAL, &"ana".into(), &credential).unwrap();
    let logged = audit::append(&change, AuditEvent::LoggedIn).unwrap();
    change.commit(logged).unwrap();
}

/// Takes a quiz with so many right answers; the page of the result.
async fn take(world: &World, cookie: &str, course: CourseId, right: usize) -> String {
    let path = format!("/training/{}/quiz", course.word());
    let shown = world.get(cookie, &path).await.body;
    assert_eq!(shown.matches("<fieldset").count(), QUESTIONS);
    assert_eq!(questions(&world.get(cookie, &path).await.body), questions(&shown), "a reload shows the same");
    let quiz = drawn(world.identity(), course);
    let fields: Vec<String> = (0..right).map(|n| format!("q{n}={}", right_answer(&quiz, n))).collect();
    let answer = post(world, cookie, &path, &fields.join("&")).await;
    assert_eq!(answer.status, StatusCode::OK);
    let twice = post(world, cookie, &path, &fields.join("&")).await;
    assert_eq!(twice.header(header::LOCATION), path, "each draw is graded once");
    answer.body
}

fn questions(page: &str) -> Vec<&str> {
    page.split("<legend>").skip(1).map(|rest| rest.split("</legend>").next().unwrap()).collect()
}

fn drawn(identity: &Identity, course: CourseId) -> Quiz {
    identity.quiz(Actor::User("ana".into()).into(), &identity.account("ana").unwrap().unwrap(), course, "en").unwrap()
}

fn right_answer(quiz: &Quiz, place: usize) -> u8 {
    let only = |answer: u8| {
        let mut chosen = vec![None; QUESTIONS];
        chosen[place] = Some(answer);
        quiz.grade(&chosen).percent > 0
    };
    (0..4).find(|answer| only(*answer)).unwrap()
}

#[tokio::test]
async fn what_is_wrong_with_a_form_is_said_and_nothing_typed_is_lost() {
    let world = World::new();
    let wrong = FORM.replace("supervisor_email=sam", "supervisor_email=ana").replace("state=TX", "state=XX");
    let answer = world.post("", "/apply", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("or it is your own") && answer.body.contains("Choose a role and a state."));
    assert!(answer.body.contains(r#"value="Ana Peña""#) && answer.body.contains(r#"value="555-0100""#));
    for name in ["Ana%0A%0AGo+to+evil.example", "Ana+https%3A%2F%2Fevil.example"] {
        let answer = world.post("", "/apply", &FORM.replace("Ana+Pe%C3%B1a", name)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
    }
    assert!(world.identity().outbox().waiting().unwrap().is_empty());
}

#[tokio::test]
async fn an_account_is_closed_after_a_preview_and_its_sessions_end() {
    let world = World::new();
    let (uma, rosa) = (world.log_in("uma").await, world.log_in("rosa").await);
    let list = world.get(&uma, "/accounts?q=ROSA&role=primary&status=active").await.body;
    assert!(list.contains("/accounts/rosa") && !list.contains("/accounts/dana") && !list.contains("/accounts/flor"));
    let preview = world.get(&uma, "/accounts/rosa/status?become=deactivated").await.body;
    assert!(preview.contains("1 open session ends") && preview.contains("no open item"), "{preview}");
    assert_eq!(world.get(&rosa, "/").await.status, StatusCode::OK, "a preview changes nothing");
    let gone = post(&world, &uma, "/accounts/rosa/status", "become=deactivated&why=moved+away").await;
    assert_eq!(gone.header(header::LOCATION), "/accounts/rosa?done=status");
    assert_eq!(world.get(&rosa, "/").await.status, StatusCode::SEE_OTHER);
    let leavers = world.get(&uma, "/accounts/leavers").await.body;
    assert!(leavers.contains("moved away") && leavers.contains("21 Nov 2029"), "{leavers}");
    let back = post(&world, &uma, "/accounts/rosa/status", "become=enabled").await;
    assert_eq!(back.status, StatusCode::CONFLICT);
    let report = world.get(&uma, "/accounts/report").await;
    assert!(report.header(header::CONTENT_TYPE).starts_with("text/csv") && report.body.contains("deactivated"));
    for path in ["/accounts/flor", "/accounts/uma"] {
        assert_eq!(world.get(&uma, path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
