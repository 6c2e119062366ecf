//! The steps of a login, one's own account, and a new proof before what weighs much.

use axum::http::{StatusCode, header};

use super::world::{Answer, PASSWORD, World};

const NEW: &str = "Lantern-9-bees";

impl World {
    /// Sets up an authenticator app: the secret that the page shows, the new `Cookie` line, the recovery codes.
    async fn sets_up(&self, cookie: &str) -> (String, String, Vec<String>) {
        let page = self.get(cookie, "/login/set-up?next=/students").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let secret = page.between(r#"<code class="secret">"#, "<").to_owned();
        let sealed = page.between(r#"name="sealed" value=""#, "\"").to_owned();
        let form = format!("csrf={}&sealed={sealed}&next=/students&code={}", page.csrf(), self.code(&secret));
        let done = self.post(cookie, "/login/set-up", &form).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
        let codes = done.body.split(r#"<code class="secret">"#).skip(1);
        let codes = codes.map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
        assert!(done.body.contains(r#"href="/students""#), "where it leads");
        (secret, done.cookie(), codes)
    }
}

impl Answer {
    fn between(&self, before: &str, after: &str) -> &str {
        self.body.split(before).nth(1).expect(before).split(after).next().unwrap()
    }

    pub(super) fn cookie(&self) -> String {
        self.header(header::SET_COOKIE).split(';').next().unwrap().to_owned()
    }
}

#[tokio::test]
async fn rosa_sets_up_an_app_and_is_asked_for_a_code_from_then_on() {
    let world = World::new();
    let before = world.log_in("rosa").await;
    let (secret, cookie, codes) = world.sets_up(&before).await;
    assert_eq!(codes.len(), 10);
    assert_eq!(world.get(&cookie, "/students").await.status, StatusCode::OK);
    assert!(world.get(&before, "/students").await.status.is_redirection(), "the cookie from before is worth nothing");

    world.turn(60);
    let cookie = world.log_in("rosa").await;
    for page in ["/students", "/account"] {
        let asked = format!("/login/second-factor?next={page}");
        assert_eq!(world.get(&cookie, page).await.header(header::LOCATION), asked);
    }
    for page in ["/login/set-up", "/login/new-password"] {
        assert_eq!(world.get(&cookie, page).await.header(header::LOCATION), "/login/second-factor");
    }
    let page = world.get(&cookie, "/login/second-factor?next=/students").await;
    let send = |code: &str| format!("csrf={}&next=/students&code={code}", page.csrf());
    let wrong = world.post(&cookie, "/login/second-factor", &send("000000")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("That code does not fit") && wrong.body.contains(r#"value="/students""#));
    let right = world.post(&cookie, "/login/second-factor", &send(&world.code(&secret))).await;
    assert_eq!((right.status, right.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/students"));
    assert_eq!(world.get(&right.cookie(), "/students").await.status, StatusCode::OK);

    // The phone is lost: a recovery code, once.
    for status in [StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY] {
        let answer = world.second_factor("rosa", &format!("{}&next=//evil.example", codes[0])).await;
        assert_eq!(answer.status, status);
        if status == StatusCode::OK {
            assert!(answer.body.contains("You have 9 recovery codes left.") && !answer.body.contains("evil"));
            assert!(answer.body.contains(r#"<a class="button" href="/">"#), "{}", answer.body);
        }
    }
}

/// Before the last one is gone.
#[tokio::test]
async fn who_has_few_recovery_codes_left_is_told() {
    let world = World::new();
    let (_, _, codes) = world.sets_up(&world.log_in("rosa").await).await;
    let mut warned = Vec::new();
    let mut cookie = String::new();
    for code in &codes {
        let answer = world.second_factor("rosa", code).await;
        warned.push(answer.body.contains("Make new ones soon"));
        cookie = answer.cookie();
    }
    assert_eq!(warned, [false, false, false, false, false, false, false, true, true, true]);
    let account = world.get(&cookie, "/account").await.body;
    assert!(account.contains("You have no recovery code left.") && account.contains("Make new ones soon"));
}

impl World {
    /// Logs in and sends a code.
    async fn second_factor(&self, name: &str, code: &str) -> Answer {
        let cookie = self.log_in_in_silence(name).await;
        let csrf = self.get(&cookie, "/login/second-factor").await.csrf();
        self.post(&cookie, "/login/second-factor", &format!("csrf={csrf}&code={code}")).await
    }
}

#[tokio::test]
async fn three_wrong_codes_lead_out_and_the_page_says_no_more_than_of_any_other() {
    let world = World::new();
    let cookie = world.log_in("rosa").await;
    world.sets_up(&cookie).await;
    let cookie = world.log_in("rosa").await;
    let csrf = world.get(&cookie, "/login/second-factor").await.csrf();
    let mut ways = Vec::new();
    for _ in 0..3 {
        let form = format!("csrf={csrf}&code=000000");
        ways.push(world.post(&cookie, "/login/second-factor", &form).await.header(header::LOCATION).to_owned());
    }
    assert_eq!(ways, ["", "", "/login?refused=1"]);
    let page = world.get("", "/login?refused=1").await;
    assert!(page.body.contains("do not match, or the account is not active"));
    let form = format!("user_name=rosa&password={}&purpose=placement", PASSWORD.replace(' ', "+"));
    let right = world.post("", "/login", &form).await;
    let unknown = world.post("", "/login", &form.replace("rosa", "nobody")).await;
    assert_eq!((right.status, &right.body), (StatusCode::UNAUTHORIZED, &unknown.body));
}

#[tokio::test]
async fn the_form_of_an_app_is_the_same_after_a_wrong_first_code() {
    let world = World::new();
    let cookie = world.log_in("rosa").await;
    let page = world.get(&cookie, "/login/set-up").await;
    assert!(page.body.contains("<svg class=\"qr\"") && page.body.contains("aria-label=\"QR code"));
    let secret = page.between(r#"<code class="secret">"#, "<");
    assert_eq!(secret.split(' ').map(str::len).collect::<Vec<_>>(), [4; 8]);
    let sealed = page.between(r#"name="sealed" value=""#, "\"");
    let form = format!("csrf={}&sealed={sealed}&code=123", page.csrf());
    let again = world.post(&cookie, "/login/set-up", &form).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(again.between(r#"<code class="secret">"#, "<"), secret);
    let strange = world.post(&cookie, "/login/set-up", &form.replace(sealed, "AAAA")).await;
    assert_eq!(strange.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_new_password_is_explained_and_ends_the_other_visits() {
    let world = World::new();
    let (cookie, other) = (world.log_in("rosa").await, world.log_in("rosa").await);
    let page = world.get(&cookie, "/login/new-password?next=/account").await;
    assert!(page.body.contains("At least 8 characters") && page.body.contains("Not one of your last 6"));
    let present = PASSWORD.replace(' ', "+");
    let form = |new: &str, repeated: &str| {
        format!("csrf={}&next=/account&present={present}&new={new}&repeated={repeated}", page.csrf())
    };
    for (new, repeated, words) in [
        (NEW, "other", "are not the same"),
        ("rosa", "rosa", "A digit."),
        (PASSWORD.replace(' ', "+").as_str(), present.as_str(), "An upper case letter."),
    ] {
        let again = world.post(&cookie, "/login/new-password", &form(new, repeated)).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.body.contains(words) && again.body.contains("Nothing was changed"), "{words}");
    }
    let done = world.post(&cookie, "/login/new-password", &form(NEW, NEW)).await;
    assert_eq!(done.header(header::LOCATION), "/account");
    assert_eq!(world.get(&done.cookie(), "/account").await.status, StatusCode::OK);
    assert_eq!(world.get(&other, "/").await.header(header::LOCATION), "/login?over=1");
    let login = world.get(&other, "/login?over=1").await;
    assert!(login.body.contains("Your visit has ended") && login.body.contains("was not sent"));
}

#[tokio::test]
async fn ones_own_sessions_are_listed_and_ended() {
    let world = World::new();
    let (cookie, other) = (world.log_in("rosa").await, world.log_in("rosa").await);
    let page = world.get(&cookie, "/account").await;
    assert_eq!(page.body.matches("Began ").count(), 2);
    assert_eq!(page.body.matches("This one").count(), 1);
    let id = page.between(r#"name="session" value=""#, "\"");
    assert!(!other.contains(id), "no part of the cookie");
    let form = format!("csrf={}&session={id}", page.csrf());
    assert_eq!(world.post(&cookie, "/account/sessions/end", &form).await.header(header::LOCATION), "/account");
    assert!(world.get(&other, "/").await.status.is_redirection());
    assert_eq!(world.get(&cookie, "/account").await.body.matches("Began ").count(), 1);
}

#[tokio::test]
async fn a_visit_is_prolonged_by_staying() {
    let world = World::new();
    let cookie = world.log_in("rosa").await;
    let page = world.get(&cookie, "/").await;
    assert!(page.body.contains(r#"<dialog id="idle" role="alertdialog""#));
    let form = format!("csrf={}", page.csrf());
    for _ in 0..3 {
        world.turn(28 * 60);
        assert_eq!(world.post(&cookie, "/account/stay", &form).await.status, StatusCode::NO_CONTENT);
    }
    world.turn(30 * 60);
    assert_eq!(world.post(&cookie, "/account/stay", &form).await.header(header::LOCATION), "/login?over=1");
}

/// What somebody had filled in is sent on after the proof, and nothing of it is lost.
#[tokio::test]
async fn what_weighs_much_takes_a_new_proof() {
    let world = World::new();
    let cookie = world.log_in("dana").await;
    let csrf = world.get(&cookie, "/").await.csrf();
    world.turn(14 * 60);
    world.get(&cookie, "/").await;
    let form = format!("csrf={csrf}&why=Two+brothers%2C+%26+%22one%22+name&item=1&seen={}", "0".repeat(64));
    assert_eq!(world.post(&cookie, "/worklist/999/approve", &form).await.status, StatusCode::NOT_FOUND);
    world.turn(60);
    for path in ["/worklist/999/approve", "/worklist/999/different", "/merges", "/splits", "/undos"] {
        let asked = world.post(&cookie, path, &form).await;
        assert_eq!(asked.status, StatusCode::FORBIDDEN, "{path}");
        assert!(asked.body.contains("Is it still you?") && asked.body.contains(path), "{}", asked.body);
    }
    assert_eq!(world.get(&cookie, "/worklist").await.status, StatusCode::OK, "reading does not");
    let forged = world.post(&cookie, "/merges", "why=x").await;
    assert!(!forged.body.contains("Is it still you?"), "the token comes first");

    let carried = "csrf=CSRF&action=%2Fworklist%2F999%2Fapprove&body=csrf%3DCSRF%26why%3DTwo%2Bbrothers%252C%2B%2526%2B%2522one%2522%2Bname";
    let send = |password: &str| format!("{}&password={password}", carried.replace("CSRF", &csrf));
    let wrong = world.post(&cookie, "/login/again", &send("no")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Two+brothers"), "still carried");
    let right = world.post(&cookie, "/login/again", &send(&PASSWORD.replace(' ', "+"))).await;
    assert_eq!(right.status, StatusCode::OK);
    assert!(right.body.contains(r#"value="Two brothers, &amp; &quot;one&quot; name""#), "{}", right.body);
    let cookie = right.cookie();
    assert_eq!(world.post(&cookie, "/worklist/999/approve", &form).await.status, StatusCode::NOT_FOUND, "it goes on");
}

#[tokio::test]
async fn who_forgot_a_password_learns_nothing_about_accounts() {
    let world = World::new();
    let known = world.post("", "/login/forgotten", "user_name=rosa").await;
    let unknown = world.post("", "/login/forgotten", "user_name=nobody").await;
    assert_eq!((known.status, &known.body), (StatusCode::OK, &unknown.body));
    assert!(world.get("", "/login").await.body.contains(r#"href="/login/forgotten""#));
    let link = "/login/forgotten/no-such-link";
    let form = format!("code=&new={NEW}&repeated={NEW}");
    assert!(world.get("", link).await.body.contains("At least 8 characters"));
    let refused = world.post("", link, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("The link does not work any more"));
    for _ in 0..8 {
        world.post("", "/login/forgotten", "user_name=rosa").await;
    }
    let busy = world.post("", "/login/forgotten", "user_name=rosa").await;
    assert_eq!(busy.status, StatusCode::SERVICE_UNAVAILABLE, "nobody's mailbox is filled");
    world.log_in("rosa").await;
}

/// At a computer that many use, the button ends the session wherever the login has got to.
#[tokio::test]
async fn whoever_logs_out_in_the_middle_of_a_login_is_out() {
    use crate::model::{AuditEvent, Timestamp, Totp};
    use crate::store::{Read, tables};
    for step in ["/login/new-password", "/login/second-factor", "/terms", "/training"] {
        let world = World::new();
        let change = world.store().begin(crate::model::Actor::Stranger, Timestamp::default()).unwrap();
        let mut account = change.get(&tables::ACCOUNT, &"rosa".into()).unwrap().unwrap();
        let mut credential = change.get(&tables::CREDENTIAL, &"rosa".into()).unwrap().unwrap();
        match step {
            "/login/new-password" => credential.one_time = true,
            "/login/second-factor" => {
                credential.totp = Some(Totp { sealed: Vec::new(), confirmed: Timestamp::default(), last_step: 0 });
            }
            "/terms" => account.terms_accepted = None,
            _ => account.trained = None,
        }
        change.put(&tables::ACCOUNT, &"rosa".into(), &account).unwrap();
        change.put(&tables::CREDENTIAL, &"rosa".into(), &credential).unwrap();
        let logged = crate::audit::append(&change, AuditEvent::LoggedIn).unwrap();
        change.commit(logged).unwrap();
        let rosa = world.log_in_in_silence("rosa").await;
        assert!(world.get(&rosa, "/students").await.header(header::LOCATION).starts_with(step), "{step}");
        let page = world.get(&rosa, step).await;
        assert!(page.body.contains(r#"action="/logout""#), "{step}");
        let out = world.post(&rosa, "/logout", &format!("csrf={}", page.csrf())).await;
        assert_eq!(out.header(header::LOCATION), "/login", "{step}");
        assert!(out.header(header::SET_COOKIE).contains("Max-Age=0"), "{}", out.header(header::SET_COOKIE));
        assert!(world.get(&rosa, step).await.header(header::LOCATION).starts_with("/login?"), "{step}");
    }
}
