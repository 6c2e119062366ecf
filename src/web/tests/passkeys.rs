//! A passkey on the pages: set up, shown at the next login and once more before what weighs much, taken away.

use axum::http::{StatusCode, header};

use super::world::World;
use crate::audit;
use crate::identity::{Device, RelyingParty, ShownPasskey};
use crate::model::{Actor, AuditEvent};
use crate::store::{Read, tables};

impl World {
    /// What the script asks the server.
    async fn challenge(&self, cookie: &str, csrf: &str) -> String {
        let answer = self.post(cookie, "/login/passkey", &format!("csrf={csrf}")).await;
        assert_eq!((answer.status, answer.header(header::CONTENT_TYPE)), (StatusCode::OK, "application/json"));
        let asked: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        asked["challenge"].as_str().unwrap().to_owned()
    }

    /// Somebody who can be written to asks for a new password: the address of her link.
    fn link_of(&self, name: &str) -> String {
        let change = self.store().begin(Actor::Console("root".into()), self.now()).unwrap();
        let mut account = change.get(&tables::ACCOUNT, &name.into()).unwrap().unwrap();
        account.profile.email = format!("{name}@x.gov").into();
        change.put(&tables::ACCOUNT, &name.into(), &account).unwrap();
        let logged = audit::append(&change, AuditEvent::LoggedIn).unwrap();
        change.commit(logged).unwrap();
        self.identity().forgotten(name).unwrap();
        let mut waiting = self.identity().outbox().waiting().unwrap();
        format!("/login/forgotten/{}", waiting.pop().unwrap().1.secret.unwrap())
    }
}

/// What the script puts into the form.
fn form(csrf: &str, shown: &ShownPasskey) -> String {
    let ShownPasskey { id, client_data, authenticator, signature } = shown;
    format!("csrf={csrf}&id={id}&client_data={client_data}&authenticator={authenticator}&signature={signature}")
}

#[tokio::test]
async fn rosa_sets_up_a_passkey_and_is_asked_for_it_from_then_on() {
    let world = World::new();
    let mut device = Device::new(b"blue", &RelyingParty::of("https://vereda.example").unwrap());
    let before = world.log_in("rosa").await;
    let page = world.get(&before, "/login/set-up?next=/account").await;
    assert!(page.body.contains(r#"data-site="vereda.example""#) && page.body.contains("/assets/passkey-"));
    let csrf = page.csrf();
    let nothing = world.post(&before, "/login/set-up/passkey", &format!("csrf={csrf}&client_data=AAAA")).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.body.contains("That passkey was not accepted"));
    let made = device.make(&world.challenge(&before, &csrf).await);
    let sent = format!("csrf={csrf}&name=Blue&client_data={}&attestation={}", made.client_data, made.attestation);
    let taken = world.post(&before, "/login/set-up/passkey", &sent).await;
    assert_eq!((taken.status, taken.body.matches("class=\"secret\"").count()), (StatusCode::OK, 10));
    let cookie = taken.cookie();
    assert!(world.get(&cookie, "/account").await.body.contains("<strong>Blue</strong>"));

    world.turn(60);
    let cookie = world.log_in("rosa").await;
    let page = world.get(&cookie, "/login/second-factor?next=/account").await;
    assert!(page.body.contains(r#"action="/login/second-factor/passkey""#), "{}", page.body);
    let csrf = page.csrf();
    let shown = device.show(&world.challenge(&cookie, &csrf).await);
    let wrong = ShownPasskey { signature: "AAAA".to_owned(), ..shown };
    let refused = world.post(&cookie, "/login/second-factor/passkey", &form(&csrf, &wrong)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("That passkey does not fit"));
    let shown = device.show(&world.challenge(&cookie, &csrf).await);
    let right = format!("{}&next=/account", form(&csrf, &shown));
    let right = world.post(&cookie, "/login/second-factor/passkey", &right).await;
    assert_eq!((right.status, right.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/account"));
    let cookie = right.cookie();

    // Later, what weighs much asks for it again and then goes on.
    world.turn(16 * 60);
    let csrf = world.get(&cookie, "/account").await.csrf();
    let remove = format!("csrf={csrf}&passkey=626c7565");
    let asked = world.post(&cookie, "/account/passkeys/remove", &remove).await;
    assert_eq!(asked.status, StatusCode::FORBIDDEN);
    assert!(asked.body.contains(r#"action="/login/again/passkey""#));
    let shown = device.show(&world.challenge(&cookie, &csrf).await);
    let proof = format!("{}&action=/account", form(&csrf, &shown));
    let proved = world.post(&cookie, "/login/again/passkey", &proof).await;
    assert_eq!((proved.status, proved.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/account"));
    let gone = world.post(&proved.cookie(), "/account/passkeys/remove", &remove).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "this world asks nobody for a second proof");
    assert!(world.get(&proved.cookie(), "/account").await.body.contains("No passkey is set up"));
}

/// Who forgot her password shows what she has with her; the page then asks for the new password alone.
#[tokio::test]
async fn a_passkey_stands_in_for_the_code_of_somebody_who_forgot_her_password() {
    let world = World::new();
    let mut device = Device::new(b"blue", &RelyingParty::of("https://vereda.example").unwrap());
    let uma = world.log_in("uma").await;
    let csrf = world.get(&uma, "/account").await.csrf();
    let made = device.make(&world.challenge(&uma, &csrf).await);
    let sent = format!("csrf={csrf}&name=Blue&client_data={}&attestation={}", made.client_data, made.attestation);
    assert_eq!(world.post(&uma, "/login/set-up/passkey", &sent).await.status, StatusCode::OK);
    let link = world.link_of("uma");

    let page = world.get("", &link).await.body;
    assert!(page.contains(&format!(r#"data-ask="{link}/question""#)) && page.contains(r#"name="code""#), "{page}");
    let asked = world.post("", &format!("{link}/question"), "").await;
    let asked: serde_json::Value = serde_json::from_str(&asked.body).unwrap();
    let shown = device.show(asked["challenge"].as_str().unwrap());
    let wrong = ShownPasskey { signature: "AAAA".to_owned(), ..shown };
    let refused = world.post("", &format!("{link}/passkey"), &form("", &wrong)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("That passkey does not fit"));
    let asked = world.post("", &format!("{link}/question"), "").await;
    let asked: serde_json::Value = serde_json::from_str(&asked.body).unwrap();
    let shown = device.show(asked["challenge"].as_str().unwrap());
    let taken = world.post("", &format!("{link}/passkey"), &form("", &shown)).await;
    assert_eq!(taken.header(header::LOCATION), link);
    let page = world.get("", &link).await.body;
    assert!(page.contains("Your second proof was taken") && !page.contains(r#"name="code""#), "{page}");
    let done = world.post("", &link, "new=Lantern-9-bees&repeated=Lantern-9-bees").await;
    assert_eq!(done.header(header::LOCATION), "/login?done=1");
}

/// A link that nobody was sent says nothing about whether its account has passkeys.
#[tokio::test]
async fn a_link_that_does_not_work_asks_no_passkey() {
    let world = World::new();
    let page = world.get("", "/login/forgotten/none").await;
    assert!(page.status == StatusCode::OK && !page.body.contains("data-passkey"));
    assert_eq!(world.post("", "/login/forgotten/none/question", "").await.status, StatusCode::NOT_FOUND);
}
